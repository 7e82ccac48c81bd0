/**
 * A number together with what it rests on.
 *
 * Every quantity the library hands out is an `Estimate`: the true value lies in `[lower, upper]` with probability at
 * least `confidence` (1 for deterministic routes), and `method` says which route produced it.
 *
 * `quadrature` is an integral of a law of the table (a noise or body with a name), smooth between the points at which
 * it is cut. Its error is the one that Gauss-Kronrod estimates, which is not a theorem: that it is a bound is the
 * assumption `table-quadrature` (docs/numerics.md), which 60-digit references test. Nothing that a person gives as a
 * formula, a program or a body is integrated so: that is enclosed, or sampled.
 */

/** The routes by which a number may be obtained, from the strongest to the weakest. */
export const METHODS = [
  'exact',
  'interval',
  'closed-form',
  'quadrature',
  'differential',
  'level-set',
  'covariogram',
  'conversion',
  'monte-carlo',
] as const;

/** The route by which a number was obtained. */
export type Method = (typeof METHODS)[number];

/** A value enclosed in `[lower, upper]`. */
export interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly method: Method;
  /** Probability that the enclosure holds; 1 when nothing was sampled. */
  readonly confidence: number;
}

/**
 * Relative error allowed for one evaluation of a closed form built from the special functions of `special.ts`.
 * Their measured error is below 1e-13 (test/numeric/special.test.ts); the margin leaves two decimal digits.
 */
export const CLOSED_FORM_ERROR = 1e-11;

/**
 * The same for the normal quantile alone, whose error is below 4e-14 from tails of 1e-300 to 1/2 - 1e-9
 * (test/radius/rho-near-one.test.ts).
 */
export const NORMAL_QUANTILE_ERROR = 4e-13;

/** A deterministic number known to the given relative error. */
export function closedForm(value: number, relativeError = CLOSED_FORM_ERROR, method: Method = 'closed-form'): Estimate {
  return withError(value, Math.abs(value) * relativeError, method);
}

/** A deterministic number known to the given absolute error; an infinite one is known exactly. */
export function withError(value: number, error: number, method: Method): Estimate {
  if (Math.abs(value) === Infinity) return { value, lower: value, upper: value, method, confidence: 1 };
  return { value, lower: value - error, upper: value + error, method, confidence: 1 };
}

/** Probability that two enclosures hold together, by the union bound; exact when one of them is certain. */
export function jointConfidence(a: number, b: number): number {
  // 0.999 + 1 - 1 would be 0.9990000000000001.
  return a === 1 || b === 1 ? Math.min(a, b) : Math.max(0, a - (1 - b));
}

/** A number enclosed by explicit ends. */
export function enclosed(value: number, lower: number, upper: number, method: Method, confidence = 1): Estimate {
  return { value, lower, upper, method, confidence };
}
