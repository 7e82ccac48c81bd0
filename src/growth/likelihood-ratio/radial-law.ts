/**
 * The law of the norm of a level-set noise f(|x|), at lambda = 1, in the variable u = log |x|.
 *
 * For every norm the shell {|x| = r} carries mass proportional to r^{d-1} f(r), so |x|^k is Gamma((d-j)/k) for
 * f = r^-j e^{-r^k} and beta-prime(d/k, a-d/k) for f = (1+r^k)^-a, whatever the shape. Everything that a
 * likelihood-ratio test between the noise and its shift needs of the radius is here:
 * - the density of u, centred at its mode so that nothing cancels in high dimension;
 * - both tails of u, tabulated (a tail then costs an exponential instead of an incomplete gamma function);
 * - the window outside which less than 1e-30 of the mass lies at either end;
 * - the *stretch*: with psi = -log f, the log-likelihood ratio of two points of norms r and s is psi(r) - psi(s), and
 *   it exceeds tau exactly when s < r e^w, w = stretch(u, tau).
 */
import { minusQuotient } from '../../numeric/cancellation.ts';
import { gammaCdf, logGamma } from '../../numeric/special/special.ts';
import { betaPrimeTail } from '../../numeric/special/beta-prime.ts';
import { stirlingCorrection } from '../../numeric/special/stirling.ts';
import { chebyshevTable } from '../../numeric/chebyshev-table.ts';

export interface RadialLaw {
  readonly dim: number;
  /** Density of u = log |x|. */
  density(u: number): number;
  /** P(log |x| <= u) and P(log |x| > u), u inside the window. */
  lower(u: number): number;
  upper(u: number): number;
  /** Bound on the relative error of density, lower and upper. */
  readonly relativeError: number;
  /** The window, and the mass below and above it. */
  readonly low: number;
  readonly high: number;
  readonly outside: number;
  /** A length on which the density of u changes. */
  readonly scale: number;
  /** The mode of log |x|, exponentiated: a typical norm. */
  readonly typicalNorm: number;
  /** w with psi(e^{u+w}) = psi(e^u) - tau; -Infinity when no point has so small a psi. */
  stretch(u: number, tau: number): number;
  /** d stretch / d u, given w = stretch(u, tau). */
  stretchSlope(u: number, w: number): number;
  /**
   * Where S = r e^w turns from one power of r to another, on a length bendWidth. For tau > 0, S leaves 0 there (with a
   * singularity at the origin, the neighbourhood of 0) like the 1/k-th power of the distance: for large k to its full
   * size between two doubles. -Infinity for tau = 0.
   */
  bend(tau: number): number;
  readonly bendWidth: number;
}

/**
 * Points inside the window that close in on where the test's region may change within any fixed step: the bend of S,
 * the mode of the radius, and r = epsilon.
 */
export function landmarks(law: RadialLaw, shift: number, tau: number): number[] {
  const { low, high, bendWidth } = law;
  const bend = law.bend(tau);
  const points: number[] = [];
  const add = (u: number): void => {
    if (u > low && u < high) points.push(u);
  };
  for (const centre of [bend, Math.log(law.typicalNorm), Math.log(shift)]) {
    if (!Number.isFinite(centre)) continue;
    add(centre);
    for (let gap = 0.01 * bendWidth; gap < high - low; gap *= 1.6) {
      add(centre - gap);
      add(centre + gap);
    }
  }
  // Where S leaves 0.
  if (tau > 0 && Number.isFinite(bend)) {
    for (let gap = 1e-15 * Math.max(1, Math.abs(bend)); gap < bendWidth; gap *= 4) add(bend + gap);
  }
  return points;
}

/** Mass left out at each end of the window, unless doubles end first. */
const WINDOW_TAIL = 1e-30;
/** |u| stays below twice this: r must stay a double, with room for r^2. */
const LARGEST_LOG = 340;

/** f(r) = r^-j e^{-r^k} in R^d: dim >= 1, k > 0, 0 <= j < d. */
export function expRadialLaw(dim: number, k: number, j: number): RadialLaw {
  const shape = (dim - j) / k;
  const logShape = Math.log(shape);
  const peak = k * Math.sqrt(shape / (2 * Math.PI)) * Math.exp(-stirlingCorrection(shape));
  const logFactorial = logGamma(shape + 1);
  return complete({
    dim,
    density: (u) => {
      const delta = k * u - logShape;
      return peak * Math.exp(shape * (delta - Math.expm1(delta)));
    },
    // Near 0 the first term of the series, whose relative error is below v: v leaves the doubles before the mass does.
    lower: (u) => (k * u < -40 ? Math.exp((dim - j) * u - logFactorial) : gammaCdf(Math.exp(k * u), shape, 'lower')),
    upper: (u) => (k * u < -40 ? -Math.expm1((dim - j) * u - logFactorial) : gammaCdf(Math.exp(k * u), shape, 'upper')),
    mode: logShape / k,
    scale: 1 / (k * Math.sqrt(shape)),
    lowest: -2 * LARGEST_LOG,
    stretch: (u, tau) => expStretch(k * u, k, j, tau),
    stretchSlope: (u, w) => {
      if (j === 0) return Math.expm1(-k * w);
      const v = k * Math.exp(k * u);
      return (-v * Math.expm1(k * w)) / (v * Math.exp(k * w) + j);
    },
    bend: (tau) => Math.log(Math.abs(tau)) / k,
    bendWidth: 1 / k,
  });
}

/** f(r) = (1 + r^k)^-a in R^d: dim >= 1, k > 0, a > d/k. */
export function powerRadialLaw(dim: number, k: number, a: number): RadialLaw {
  const left = dim / k;
  const right = minusQuotient(a, dim, k);
  const mode = Math.log(left / right);
  const stirling = stirlingCorrection(a) - stirlingCorrection(left) - stirlingCorrection(right);
  const peak = k * Math.sqrt((left / a) * (right / (2 * Math.PI))) * Math.exp(stirling);
  return complete({
    dim,
    density: (u) => {
      const delta = k * u - mode;
      // log(1 + (left/a)(e^delta - 1)) without overflow
      const growth =
        delta > 40
          ? delta + Math.log(left / a) + Math.log1p((right / left) * Math.exp(-delta))
          : Math.log1p((left / a) * Math.expm1(delta));
      return peak * Math.exp(left * delta - a * growth);
    },
    lower: (u) => betaPrimeTail(k * u, left, right, 'lower'),
    upper: (u) => betaPrimeTail(k * u, left, right, 'upper'),
    mode: mode / k,
    scale: Math.sqrt(1 / left + 1 / right) / k,
    lowest: -2 * LARGEST_LOG,
    stretch: (u, tau) => {
      // 1 + S^k = (1 + v) e^-t, t = tau/a, v = r^k, so e^{kw} = e^-t (1 - (e^t - 1)/v): two terms of one sign.
      const t = tau / a;
      const logV = k * u;
      const share = t > 30 ? Math.exp(t - logV) : Math.expm1(t) * Math.exp(-logV);
      if (share >= 1) return -Infinity;
      // v may be below every double.
      return ((share < -1e300 ? Math.log(-Math.expm1(t)) - logV : Math.log1p(-share)) - t) / k;
    },
    stretchSlope: (u, w) => Math.expm1(-k * w) / (1 + Math.exp(k * u)),
    bend: (tau) => (tau / a > 700 ? tau / a : Math.log(Math.abs(Math.expm1(tau / a)))) / k,
    bendWidth: 1 / k,
  });
}

/** The root w of v (e^{kw} - 1) + j w + tau = 0, where v = r^k: the left side increases and is convex. */
function expStretch(logV: number, k: number, j: number, tau: number): number {
  if (tau === 0) return 0;
  const v = Math.exp(logV);
  const ratio = -tau / v;
  // For large k, v is below every double long before the mass is.
  if (j === 0 && ratio > 1e300) return (Math.log(-tau) - logV) / k;
  if (j === 0) return ratio <= -1 ? -Infinity : Math.log1p(ratio) / k;
  // Newton from the right of the root of a convex increasing function decreases monotonically to it.
  const free = ratio > 1e300 ? (Math.log(-tau) - logV) / k : Math.log1p(ratio) / k;
  let w = tau > 0 ? 0 : Math.min(-tau / j, free);
  for (let step = 0; step < 100; step++) {
    // v e^{kw}, where v may be below every double.
    const moved = Math.exp(logV + k * w);
    const growth = k * w < 1 ? v * Math.expm1(k * w) : moved - v;
    const next = w - (growth + j * w + tau) / (k * moved + j);
    const move = Math.abs(next - w);
    w = next;
    if (move <= 4e-16 * Math.abs(w)) break;
  }
  return w;
}

interface Ingredients {
  readonly dim: number;
  density(u: number): number;
  lower(u: number): number;
  upper(u: number): number;
  readonly mode: number;
  readonly scale: number;
  /** No u below this: e^u and e^{-ku} must not leave the doubles. */
  readonly lowest: number;
  stretch(u: number, tau: number): number;
  stretchSlope(u: number, w: number): number;
  bend(tau: number): number;
  readonly bendWidth: number;
}

function complete(law: Ingredients): RadialLaw {
  const { mode, scale } = law;
  const low = farPoint((u) => law.lower(u) <= WINDOW_TAIL, mode, -scale, law.lowest);
  const high = farPoint((u) => law.upper(u) <= WINDOW_TAIL, mode, scale, LARGEST_LOG);
  const panels = Math.max(8, Math.min(64, Math.ceil((high - low) / (3 * scale))));
  let logLower: ((u: number) => number) | null = null;
  let logUpper: ((u: number) => number) | null = null;
  return {
    dim: law.dim,
    density: (u) => law.density(u),
    lower: (u) =>
      Math.exp((logLower ??= chebyshevTable((x) => Math.log(law.lower(x)), low, high, panels, law.bendWidth))(u)),
    upper: (u) =>
      Math.exp((logUpper ??= chebyshevTable((x) => Math.log(law.upper(x)), low, high, panels, law.bendWidth))(u)),
    // Interpolation, the special functions, and the rounding of e^u, which the tails magnify by about sqrt(d)
    // (measured in test/growth/radial-law.test.ts, with a margin).
    relativeError: 4e-12 + 2e-14 * Math.sqrt(law.dim),
    low,
    high,
    outside: Math.max(law.lower(low), law.upper(high)),
    scale: Math.min(scale, high - low),
    typicalNorm: Math.exp(mode),
    stretch: (u, tau) => law.stretch(u, tau),
    stretchSlope: (u, w) => law.stretchSlope(u, w),
    bend: (tau) => law.bend(tau),
    bendWidth: law.bendWidth,
  };
}

/**
 * The first of start + step, start + 3 step, start + 7 step, ... that passes the test, tightened; no farther than
 * limit.
 */
function farPoint(test: (u: number) => boolean, start: number, step: number, limit: number): number {
  const clip = (u: number): number => (step < 0 ? Math.max(u, limit) : Math.min(u, limit));
  let inside = clip(start);
  let outside = clip(start + step);
  for (let jump = 2 * step; !test(outside); jump *= 2) {
    inside = outside;
    outside = clip(outside + jump);
    if (inside === outside) return outside;
  }
  for (let i = 0; i < 30; i++) {
    const middle = 0.5 * (inside + outside);
    if (test(middle)) outside = middle;
    else inside = middle;
  }
  return outside;
}
