/**
 * Integrals of what is known towards an end of the half-line as y^grade (c_0 + c_1 y + ... + r y^n), y = x towards 0
 * and y = 1/x towards infinity.
 */
import { logDown, logUp } from './elementary.ts';
import type { Graded, GradedArithmetic } from './graded.ts';
import { inverse, log, plus, power, times, type Range } from './range.ts';

/**
 * The integral over (0, reach] in x of y^grade (c_0 + c_1 y + ... + r y^n), y = x (side 1), or over [1/reach,
 * Infinity), y = 1/x (side -1); null if a term that may not vanish diverges.
 */
export function termByTerm({ grade, terms, rest }: Graded, reach: number, side: number): Range | 'divergent' | null {
  let sum: Range = [0, 0];
  for (const [k, term] of [...terms, rest].entries()) {
    if (term[0] === 0 && term[1] === 0) continue;
    // y^(grade + k) integrates to reach^rate / rate.
    const rate = grade + k + side;
    if (!(rate > 1e-9)) return k === 0 && rate < -1e-9 && (term[0] > 0 || term[1] < 0) ? 'divergent' : null;
    const slack = slackOf(grade, k);
    sum = plus(sum, times(term, times(inverse([rate - slack, rate + slack]), powerAt(reach, rate, slack))));
  }
  return sum;
}

/**
 * int over [X, Infinity), X = 1/reach, of F log(x^-p F) for a positive F = x^-grade c, c in the range of what is known:
 * with A and B the integrals of x^-grade and x^-grade log x, it is c log c A - (grade + p) c B. Null if it may diverge,
 * or F vanish.
 */
export function logTail(F: Graded, arithmetic: GradedArithmetic, p: number): Range | null {
  const factor = arithmetic.factor(F);
  const slack = slackOf(F.grade, 0);
  const rate: Range = [F.grade - 1 - slack, F.grade - 1 + slack];
  if (!(rate[0] > 1e-6) || !(factor[0] > 0) || !(factor[1] < Infinity)) return null;
  const { reach } = arithmetic;
  const share = inverse(rate);
  const A = times(share, powerAt(reach, F.grade - 1, slack));
  // int_X^inf x^-grade log x = X^-rate (log X / rate + 1/rate^2), log X >= 0.
  const logX: Range = [Math.max(0, logDown(1 / reach)), logUp(1 / reach)];
  const B = times(A, plus(logX, share));
  const exponent: Range = [-(F.grade + p) - slack - 1e-15 * Math.abs(p), -(F.grade + p) + slack + 1e-15 * Math.abs(p)];
  return plus(times(times(factor, log(factor)), A), times(exponent, times(factor, B)));
}

/** By how much an exponent may be off: it is a product or a sum of doubles. */
const slackOf = (grade: number, k: number): number => 4e-16 * (Math.abs(grade) + k + 1);

/** at^c, c known up to slack. */
function powerAt(at: number, c: number, slack: number): Range {
  const range = power([at, at], c);
  const error = 1e-15 + 2 * slack * Math.abs(Math.log(at));
  return [range[0] * (1 - error), range[1] * (1 + error)];
}
