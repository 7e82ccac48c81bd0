/** The standard normal law. */
import { erf, erfc, erfcx } from './error-function.ts';
import type { Tail } from './tail.ts';

/** Density at x. */
export function normalPdf(x: number): number {
  return Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
}

/** Distribution function at x, or its upper tail, accurate in both tails. */
export function normalCdf(x: number, tail: Tail = 'lower'): number {
  return 0.5 * erfc((tail === 'lower' ? -x : x) * Math.SQRT1_2);
}

/**
 * The x with normalCdf(x, tail) = p, for p in [0, 1]; NaN outside. Accurate for small p: of a large p, pass 1 - p and
 * the other tail where it is known better.
 */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  const x = p <= 0.5 ? -distance(p) : distance(1 - p);
  return tail === 'lower' ? x : -x;
}

/**
 * The t >= 0 beyond which there is mass p <= 1/2: Newton's method for log of the upper tail, which is concave, so that
 * from the left of the root it converges whatever the start.
 */
function distance(p: number): number {
  if (!(p > 0)) return p === 0 ? Infinity : NaN;
  if (p === 0.5) return 0;
  if (p > 0.4) return centralDistance(0.5 - p);
  const goal = Math.log(2 * p);
  // The tail is below exp(-t^2/2)/2.
  let t = Math.sqrt(-2 * goal);
  for (let step = 0; step < MAX_STEPS; step++) {
    const scaled = erfcx(t * Math.SQRT1_2);
    const move = ((Math.log(scaled) - 0.5 * t * t - goal) * scaled) / Math.sqrt(2 / Math.PI);
    t = Math.max(0, t + move);
    if (Math.abs(move) <= 2 ** -52 * t) break;
  }
  return t;
}

/** The t with mass `excess` < 0.1 between 0 and t, without the digits that 1/2 - excess loses. */
function centralDistance(excess: number): number {
  let t = excess * Math.sqrt(2 * Math.PI);
  for (let step = 0; step < MAX_STEPS; step++) {
    const move = (excess - 0.5 * erf(t * Math.SQRT1_2)) / normalPdf(t);
    t += move;
    if (Math.abs(move) <= 2 ** -52 * t) break;
  }
  return t;
}

const MAX_STEPS = 50;
