/** Enclosures of the logarithm of a formula over a box. */
import {
  addIntervals,
  compileEnclosure,
  logInterval,
  loose,
  multiplyIntervals,
  valley,
  type Enclose,
  type Interval,
} from './interval.ts';
import type { FormulaNode } from './tree.ts';

/**
 * Encloses log|f| over boxes, by the rules of log.ts, so that neither end under- or overflows with f.
 */
export function compileLogEnclosure(node: FormulaNode): Enclose {
  switch (node.op) {
    case 'negate':
      return compileLogEnclosure(node.of);
    case 'product': {
      const factors = node.factors.map(compileLogEnclosure);
      return (box) => factors.reduce<Interval>((sum, each) => addIntervals(sum, each(box)), { lower: 0, upper: 0 });
    }
    case 'power': {
      const base = compileLogEnclosure(node.base);
      const exponent = { lower: node.exponent, upper: node.exponent };
      return (box) => multiplyIntervals(exponent, base(box));
    }
    case 'sum':
      return compileLogOfSum(node);
    case 'call':
      if (node.name === 'exp') return compileEnclosure(node.args[0]!);
      if (node.name === 'abs') return compileLogEnclosure(node.args[0]!);
      if (node.name === 'cosh') {
        const inner = compileEnclosure(node.args[0]!);
        return (box) => logCoshInterval(inner(box));
      }
      if (node.name === 'pow') {
        const base = compileLogEnclosure(node.args[0]!);
        const exponent = compileEnclosure(node.args[1]!);
        return (box) => multiplyIntervals(exponent(box), base(box));
      }
      return ofPlain(node);
    case 'constant':
    case 'variable':
      return ofPlain(node);
  }
}

const logCoshInterval = valley((x) => Math.abs(x) + Math.log1p(Math.exp(-2 * Math.abs(x))) - Math.LN2, 0);

function ofPlain(node: FormulaNode): Enclose {
  const plain = compileEnclosure(node);
  return (box) => {
    const { lower, upper } = plain(box);
    const size = Math.max(Math.abs(lower), Math.abs(upper));
    const least = lower > 0 ? lower : upper < 0 ? -upper : 0;
    return logInterval({ lower: least, upper: size });
  };
}

function compileLogOfSum(node: FormulaNode & { op: 'sum' }): Enclose {
  const terms = node.terms.map((term) => ({ plain: compileEnclosure(term), log: compileLogEnclosure(term) }));
  const whole = ofPlain(node);
  return (box) => {
    // Nonnegative terms: log-sum-exp grows in each of them. Otherwise they may cancel.
    if (!terms.every(({ plain }) => plain(box).lower >= 0)) return whole(box);
    const logs = terms.map(({ log }) => log(box));
    return loose(logSumExp(logs.map((log) => log.lower)), logSumExp(logs.map((log) => log.upper)));
  };
}

function logSumExp(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
