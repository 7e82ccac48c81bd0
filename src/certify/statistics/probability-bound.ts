/** A lower bound on a probability, kept sharp near 1. */
import { budgetedUpper } from '../../numeric/confidence/budgeted-bounds.ts';
import type { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { add } from '../../numeric/directed.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** rho <= p and tail >= 1 - p for the true p, both rounded to stay so. */
export interface ProbabilityBound {
  readonly rho: number;
  /** 1 - rho with full relative precision: what radii are computed from. */
  readonly tail: number;
  /**
   * No other class has a larger probability, rounded up, at most `tail`; undefined: no more is known than `tail`
   * itself.
   */
  readonly rival?: number;
}

/** The bound with this upper bound on 1 - p; rho is 1 - tail rounded down. */
export function boundFromTail(tail: number): ProbabilityBound {
  // 1 - tail is exact for tail >= 1/2; below, 1 - rho is exact and tells whether the difference was rounded up.
  const rho = 1 - tail;
  return { tail, rho: tail < 0.5 && 1 - rho < tail ? rho - 2 ** -53 : rho };
}

/** The bounds under a law within `tau` in total variation of the one that samples were drawn from. */
export function idealBound(bound: ProbabilityBound, tau: number): ProbabilityBound {
  if (tau === 0) return bound;
  const widened = (end: number): number => Math.min(1, add(end, tau, 'up'));
  const ideal = boundFromTail(widened(bound.tail));
  return bound.rival === undefined ? ideal : { ...ideal, rival: widened(bound.rival) };
}

/**
 * Clopper-Pearson at a fixed number of samples: for `count` successes among n independent trials of probability p,
 * P[rho > p] <= alpha, whatever p is. Spends alpha.
 */
export function fixedSampleBound(count: number, n: number, alpha: ErrorBudget): ProbabilityBound {
  return boundFromTail(budgetedUpper(n - count, n, alpha));
}

/** m / n rounded down, for integers 0 <= m <= n < 2^32. */
export function quotientDown(m: number, n: number): number {
  const quotient = m / n;
  // The remainder m - quotient n by pieces of the quotient of at most 21 bits, whose products are exact.
  const high = leadingBits(quotient);
  const middle = leadingBits(quotient - high);
  const low = quotient - high - middle;
  const remainder = m - high * n - middle * n - low * n;
  return remainder < 0 ? quotient * (1 - 2 ** -53) : quotient;
}

/** x to 21 bits (Veltkamp). */
function leadingBits(x: number): number {
  const scaled = x * (2 ** 32 + 1);
  return scaled - (scaled - x);
}

const LEAST_ALPHA = 1e-290;

/** A significance level. Throws InvalidInput. */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 1)) {
    throw new InvalidInput(`alpha is the probability of a wrong certificate: it must lie in (0, 1), not be ${alpha}.`, {
      code: 'probability',
    });
  }
  // The bounds have 1e-10 of alpha to spare, far more than a decimal and its nearest double differ by, but for the
  // least doubles.
  if (alpha < LEAST_ALPHA)
    throw new InvalidInput(`alpha must be at least ${LEAST_ALPHA}, not ${alpha}.`, { code: 'probability' });
}
