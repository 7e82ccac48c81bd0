/**
 * The radius of f(|x|_K) by the differential method, by plain sums on a grid: a few milliseconds, and no error bound.
 * It tells the search where to look; what is found is certified from its file.
 *
 * As in noise/rate/level-set.ts: the slope of -log q along v is h(T) N, h = -f'/f at the gauge T, N the slope of the
 * gauge, independent of T; so Phi(p) <= c p + E[h(T) e(c/h(T))], e(x) = E(N - x)_+, for every c.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import type { ConvexBody } from '../../geometry/body.ts';
import { bodySecondMoment } from '../../noise/named/body-second-moment.ts';
import { GrowthRateBound, type RateLine } from '../../noise/rate/bound.ts';
import { gaugeSlopes } from '../../noise/rate/gauge-slope.ts';
import { largestProjection } from '../../noise/rate/largest-projection.ts';

/** Points of the grid in s = log t, and how far the density may fall below its peak, in nats. */
const POINTS = 400;
const DEPTH = 30;
/** Thresholds c, from a hundredth of the mean slope up to e^9 of that. */
const LINES = 90;

/** Estimates at this sigma and rho on one shape, by log f; null where the projections of the shape are not known. */
export function radialEstimator(
  body: ConvexBody,
  adversary: Adversary,
  { sigma, rho }: { readonly sigma: number; readonly rho: number },
): ((log: (t: number) => number) => number) | null {
  const projection = largestProjection(body, adversary);
  if (projection === null) return null;
  const { dim } = body;
  const excesses = gaugeSlopes(body, adversary, projection.upper).excesses;
  // sigma^2 = E T^2 (d + 2)/d^2 E|U|^2, U uniform on K.
  const spread = Math.sqrt(((dim + 2) / dim ** 2) * bodySecondMoment(body).value);
  return (log) => {
    const { radii, weights } = radialLaw(log, dim);
    const mean = (k: (t: number) => number): number => radii.reduce((sum, t, i) => sum + weights[i]! * k(t), 0);
    const slopes = radii.map((t) => Math.max(0, (log(t * (1 - 1e-5)) - log(t * (1 + 1e-5))) / (2e-5 * t)));
    const steep = slopes.reduce((sum, h, i) => sum + weights[i]! * h, 0);
    const scale = (2 / dim) * projection.upper * steep;
    const lines: RateLine[] = Array.from({ length: LINES }, (_, i) => {
      const c = i === 0 ? 0 : scale * 0.01 * Math.exp(i / 10);
      const intercepts = excesses.map((e) =>
        slopes.reduce((sum, h, j) => sum + (h > 0 ? weights[j]! * h * e(c / h) : 0), 0),
      );
      return { slope: c, intercept: Math.max(...intercepts) };
    });
    const deviation = spread * Math.sqrt(mean((t) => t * t));
    return (sigma / deviation) * new GrowthRateBound(lines, 'estimate').radius(1 - rho);
  };
}

interface RadialLaw {
  readonly radii: readonly number[];
  readonly weights: readonly number[];
}

/** The law of T, density proportional to t^{d-1} f(t), on a grid of log t around its peak. */
function radialLaw(log: (t: number) => number, dim: number): RadialLaw {
  const density = (s: number): number => dim * s + log(Math.exp(s));
  let peak = 0;
  for (let step = 8; step > 1e-7; step /= 2) {
    for (const at of [peak - step, peak + step]) {
      while (density(at) > density(peak)) peak = at;
    }
  }
  const top = density(peak);
  const end = (sign: -1 | 1): number => {
    let reach = 1e-6;
    while (density(peak + sign * reach) > top - DEPTH && reach < 700) reach *= 1.2;
    return peak + sign * reach;
  };
  const [low, high] = [end(-1), end(1)];
  const points = Array.from({ length: POINTS + 1 }, (_, i) => low + ((high - low) * i) / POINTS);
  const heights = points.map((s) => Math.exp(density(s) - top));
  const mass = heights.reduce((a, b) => a + b, 0);
  return { radii: points.map(Math.exp), weights: heights.map((h) => h / mass) };
}
