/**
 * Growth rates of level-set noise f(|x|_K) for any symmetric convex K and any decreasing f, bounded from above.
 *
 * Along v the slope of -log q is h(T) N: h = -f'/f at the gauge T, and N the slope of the gauge (gauge-slope.ts),
 * independent of T. So the lines of bound.ts are c p + E[h(T) e(c/h(T))], e(x) = E(N - x)_+. What f falls by
 * jumps adds its share of W5's Phi(1/2) as a constant, whatever p.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { SteepnessLaw } from '../../formula/enclosure/slopes.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { product, scaled } from '../../numeric/estimate-algebra.ts';
import { gaugeSlopes } from './gauge-slope.ts';
import { GrowthRateBound } from './bound.ts';
import { thresholdLadder } from './thresholds.ts';
import { largestProjection } from './largest-projection.ts';

/** A noise seen as f(|x|_K): its body and the law of the gauge, at lambda = 1. */
export interface LevelSetForm {
  readonly body: ConvexBody;
  readonly law: HalfLineLaw;
}

/**
 * E[1/S] at lambda = 1, where the noise is uniform on S K with S random (MATH.md W5): (d-1)/d E[1/T], or the height
 * f(0+)/int f in one dimension. Infinity where the density is too singular at 0.
 */
export function inverseScale({ body, law }: LevelSetForm): Estimate {
  return body.dim === 1 ? law.densityAtZero() : scaled(law.moment(-1), body.dim - 1, body.dim);
}

/** Phi(1/2) = sup_v vol(Pi_v K)/|K| E[1/S] (W5), at lambda = 1; null where no projection is known. */
export function levelSetPhiHalf(shape: LevelSetForm, adversary: Adversary): Estimate | null {
  const projection = largestProjection(shape.body, adversary);
  return projection === null ? null : product(projection, inverseScale(shape));
}

/** An upper bound of Phi at lambda = 1; null where no projection is known. */
export function levelSetRateBound(shape: LevelSetForm, adversary: Adversary): GrowthRateBound | null {
  const { body, law } = shape;
  const projection = largestProjection(body, adversary);
  if (projection === null) return null;
  const { upper } = projection;
  const scale = inverseScale(shape);
  if (!Number.isFinite(scale.upper)) return new GrowthRateBound([], 'Phi is infinite');
  const slopes = gaugeSlopes(body, adversary, upper);
  const { mean, steepness, unbounded } = steepnessOf(law);
  const jumps = (unbounded / body.dim) * upper;
  const excess = (e: (x: number) => number, c: number): number => mean((h) => (h > 0 ? h * e(c / h) : 0));
  const lines = thresholdLadder((2 / body.dim) * upper * steepness, (c) =>
    Math.max(...slopes.excesses.map((e) => excess(e, c))),
  );
  const constant = { slope: 0, intercept: upper * scale.upper * (1 + 1e-15) };
  const detail = `differential method, slopes of f(|x|) and of the gauge of the ${body.name} (${slopes.detail})`;
  return new GrowthRateBound(
    [constant, ...lines.map((line) => ({ ...line, intercept: line.intercept * (1 + 1e-12) + jumps }))],
    detail,
    projection.confidence,
  );
}

/**
 * What the lines need of h = |f'|/f: means of increasing convex functions from above, E h, and what is not seen in h
 * (jumps).
 */
interface Steepness {
  readonly mean: (k: (h: number) => number) => number;
  readonly steepness: number;
  readonly unbounded: number;
}

/** How finely h is resolved, and the atoms its law is put together to. */
const RESOLUTION = 1e-3;
const ATOMS = 1200;

function steepnessOf(law: HalfLineLaw): Steepness {
  const { sizes, masses, unbounded } = coarser(law.enclosed.steepness(RESOLUTION), ATOMS);
  const mean = (k: (h: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < sizes.length; i++) sum += masses[i]! * k(sizes[i]!);
    return sum * (1 + 1e-12);
  };
  return { mean, steepness: mean((h) => h), unbounded };
}

/**
 * The law on fewer atoms: each in between is split to its neighbours so that its mean is kept, which only raises convex
 * means.
 */
function coarser(law: SteepnessLaw, atoms: number): SteepnessLaw {
  const { sizes, masses } = law;
  if (sizes.length <= atoms) return law;
  // Kept: every so often by mass and first moment.
  const weight = Array.from(sizes, (size, i) => masses[i]! * (1 + size / (sizes.at(-1)! || 1)) + 1 / sizes.length);
  const whole = weight.reduce((a, b) => a + b, 0);
  const kept: number[] = [0];
  let run = 0;
  for (let i = 1; i < sizes.length - 1; i++) {
    run += weight[i]!;
    if (run >= whole / atoms) {
      kept.push(i);
      run = 0;
    }
  }
  kept.push(sizes.length - 1);
  const points = Float64Array.from(kept, (i) => sizes[i]!);
  const shares = new Float64Array(kept.length);
  for (let i = 0, j = 0; i < sizes.length; i++) {
    while (j < kept.length - 2 && sizes[i]! > points[j + 1]!) j++;
    const width = points[j + 1]! - points[j]!;
    const far = width > 0 ? Math.min(1, Math.max(0, (sizes[i]! - points[j]!) / width)) : 0;
    shares[j] = shares[j]! + masses[i]! * (1 - far);
    shares[j + 1] = shares[j + 1]! + masses[i]! * far;
  }
  return { ...law, sizes: points, masses: shares };
}
