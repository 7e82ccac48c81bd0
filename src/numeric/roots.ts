/** Bracketing root finding. */

export interface RootOptions {
  /** Stop when the bracket is narrower than this (default 0). */
  readonly absoluteTolerance?: number;
  /** Stop when the bracket is narrower than this times |root| (default 4 epsilon). */
  readonly relativeTolerance?: number;
  /** Evaluations after the two ends (default 200). */
  readonly maxIterations?: number;
}

/** The sign change lies in [lower, upper]; root is the end with the smaller |f|. */
export interface Root {
  readonly root: number;
  readonly lower: number;
  readonly upper: number;
}

const EPSILON = Number.EPSILON;

/**
 * A root of f in [lo, hi], where f(lo) and f(hi) have opposite signs (or one is 0; ends may be swapped, values may be
 * infinite). Chandrupatla's method ("A new hybrid quadratic/bisection algorithm", Adv. Eng. Software 28, 1997): inverse
 * quadratic steps where they are safe, bisection otherwise.
 *
 * The bracket returned is that of f *as computed*: f(lower) and f(upper) had opposite signs (or f was 0 there). Throws
 * RangeError when there is no sign change or f is NaN.
 */
export function findRoot(f: (x: number) => number, lo: number, hi: number, options: RootOptions = {}): Root {
  const absolute = options.absoluteTolerance ?? 0;
  const relative = Math.max(options.relativeTolerance ?? 4 * EPSILON, 2 * EPSILON);
  const maxIterations = options.maxIterations ?? 200;

  // b is the newest point, a the other end of the bracket, c the previous point.
  let a = lo;
  let fa = evaluate(f, a);
  let b = hi;
  let fb = evaluate(f, b);
  if (fa === 0) return { root: a, lower: a, upper: a };
  if (fb === 0) return { root: b, lower: b, upper: b };
  if (fa > 0 === fb > 0) {
    throw new RangeError(`no sign change: f(${lo}) = ${fa} and f(${hi}) = ${fb}`);
  }
  let fraction = 0.5;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const x = a + fraction * (b - a);
    const fx = evaluate(f, x);
    if (fx === 0) return { root: x, lower: x, upper: x };
    let c: number;
    let fc: number;
    if (fx > 0 === fa > 0) {
      c = a;
      fc = fa;
    } else {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const width = Math.abs(b - a);
    const tolerance = Math.max(absolute, relative * Math.abs(best));
    const middle = 0.5 * (a + b);
    if (width <= tolerance || middle === a || middle === b) break;

    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    fraction = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
      const quadratic = (fa / (fb - fa)) * (fc / (fb - fc)) + ((c - a) / (b - a)) * (fa / (fc - fa)) * (fb / (fc - fb));
      if (Number.isFinite(quadratic)) fraction = quadratic;
    }
    // Step at least half the tolerance away from either end, so that the next point closes the bracket.
    const least = Math.min(0.5, (0.45 * tolerance) / width);
    fraction = Math.min(1 - least, Math.max(least, fraction));
  }
  const root = Math.abs(fa) < Math.abs(fb) ? a : b;
  return { root, lower: Math.min(a, b), upper: Math.max(a, b) };
}

function evaluate(f: (x: number) => number, x: number): number {
  const value = f(x);
  if (Number.isNaN(value)) throw new RangeError(`the function is NaN at ${x}`);
  return value;
}
