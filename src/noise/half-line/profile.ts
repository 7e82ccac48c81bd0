/**
 * A formula in one variable as a profile on the half-line: its logarithm, the derivative of that, and the places where
 * it kinks.
 */
import { compileRobust, compileLog } from '../../formula/log.ts';
import { logDerivative } from '../../formula/derivative.ts';
import { operands, type FormulaTree, type FormulaNode } from '../../formula/tree.ts';
import type { LogProfile } from './integral.ts';
import { LOG_RANGE } from './modes.ts';

/** log f on t > 0 and what else is known of it. */
export interface Profile {
  /** log f(t), t > 0. */
  readonly log: LogProfile;
  /** d/dt log f(t); not finite where f kinks or jumps. */
  readonly logDerivative: (t: number) => number;
  /** Values of t > 0 at which f may kink or jump. */
  readonly knots: readonly number[];
  /** The formula it came from. */
  readonly expression: FormulaTree;
}

/** The profile of a formula in one variable. */
export function profileOf(expression: FormulaTree): Profile {
  const point = new Float64Array(1);
  const log = compileLog(expression);
  const derivative = compileRobust(logDerivative(expression.root, 0));
  const at =
    (f: (x: Float64Array) => number) =>
    (t: number): number => {
      point[0] = t;
      return f(point);
    };
  return { log: at(log), logDerivative: at(derivative), knots: findKnots(expression.root), expression };
}

/** Branch points looked for at most; beyond, the adaptive quadrature has to find them. */
const MAX_SWITCHES = 100;

/** Zeros of the arguments of abs and sign, and ties of min and max: where the formula is not smooth. */
function findKnots(root: FormulaNode): number[] {
  const found = new Set<number>();
  for (const switching of switches(root).slice(0, MAX_SWITCHES)) for (const t of positiveZeros(switching)) found.add(t);
  return [...found].sort((a, b) => a - b);
}

/** The functions whose change of sign changes the branch of the formula. */
export function switches(node: FormulaNode): FormulaNode[] {
  const inner = operands(node).flatMap(switches);
  if (node.op !== 'call') return inner;
  if (node.name === 'abs' || node.name === 'sign') return [...inner, node.args[0]!];
  if (node.name !== 'min' && node.name !== 'max') return inner;
  const pairs = node.args.flatMap((a, i) =>
    node.args.slice(i + 1).map((b): FormulaNode => ({ op: 'sum', terms: [a, { op: 'negate', of: b }] })),
  );
  return [...inner, ...pairs];
}

/** Changes of sign on a geometric grid of t > 0, located to the last bit. */
function positiveZeros(node: FormulaNode): number[] {
  const evaluate = compileRobust(node);
  const point = new Float64Array(1);
  const signAt = (t: number): number => {
    point[0] = t;
    return Math.sign(evaluate(point));
  };
  const zeros: number[] = [];
  let before = Math.exp(-LOG_RANGE);
  let signBefore = signAt(before);
  for (let s = -LOG_RANGE; s <= LOG_RANGE; s += Math.abs(s) < 20 ? 0.05 : 1) {
    const t = Math.exp(s);
    const sign = signAt(t);
    if (sign === 0) zeros.push(t);
    else if (sign * signBefore < 0) zeros.push(bisect(signAt, before, t));
    [before, signBefore] = [t, sign];
  }
  return zeros;
}

function bisect(signAt: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const lowSign = signAt(low);
  for (let i = 0; i < 200; i++) {
    const middle = low + 0.5 * (high - low);
    if (middle === low || middle === high) break;
    const sign = signAt(middle);
    if (sign === 0) return middle;
    if (sign === lowSign) low = middle;
    else high = middle;
  }
  return high;
}
