/** Whether a formula is continuous, by the rules for its parts. */
import { operands, type FormulaTree, type FormulaNode } from './tree.ts';
import { compileEnclosure, type Interval } from './interval.ts';

const EVERYWHERE: Interval = { lower: -Infinity, upper: Infinity };

/**
 * True when no part can jump: `sign` and `tan` can, and what has a pole or an end at 0 - a negative power (atan(1/x)),
 * a logarithm (x exp(-log|x|) is sign x), a base with a varying exponent - where interval arithmetic does not keep its
 * argument away from 0. False says only that nothing was shown.
 */
export function isContinuous({ root, variables }: FormulaTree): boolean {
  const everywhere = variables.map(() => EVERYWHERE);
  const avoidsZero = (base: FormulaNode): boolean => {
    const { lower, upper } = compileEnclosure(base)(everywhere);
    return lower > 0 || upper < 0;
  };
  const smooth = (node: FormulaNode): boolean => {
    if (node.op === 'call' && (node.name === 'sign' || node.name === 'tan')) return false;
    if (node.op === 'call' && (node.name === 'log' || node.name === 'pow') && !avoidsZero(node.args[0]!)) return false;
    if (node.op === 'power' && node.exponent < 0 && !avoidsZero(node.base)) return false;
    return operands(node).every(smooth);
  };
  return smooth(root);
}
