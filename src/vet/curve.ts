/** The radius curve of a noise on a grid of rho: the largest radii that the library can certify, by noise. */
import type { Adversary } from '../geometry/adversary.ts';
import { isNamed } from '../noise/named/canonical.ts';
import type { Noise, UniformNoise } from '../noise/noise.ts';
import { ErrorBudget } from '../numeric/confidence/budget.ts';
import { enclosed } from '../numeric/estimate.ts';
import { rememberedList } from '../numeric/remembered.ts';
import { knownRadii } from '../radius/certified-radius.ts';
import { computedRateBound } from '../growth/rate/computed.ts';
import { covariogramRadius } from '../radius/routes/covariogram.ts';
import type { CertifiedRadius } from '../radius/radius.ts';
import type { SampledSlopes } from './phi-half/sampled-slopes.ts';
import type { VetPlan } from './options.ts';
import type { CurvePoint } from './report.ts';

/** A radius curve as a function of any grid, for the search for crossings. */
export type CurveSource = (rhos: readonly number[]) => readonly CurvePoint[];

/** Whose curve: the noise, and, where only sampling knows its growth, the scores drawn. */
export interface CurveSubject {
  readonly noise: Noise;
  readonly adversary: Adversary;
  readonly plan: VetPlan;
  readonly sampled: SampledSlopes | null;
}

/** The curve of a noise; of a custom noise, from its sampled slopes. Null where nothing is certified. */
export function curveSource(subject: CurveSubject): CurveSource | null {
  const { noise, sampled, plan } = subject;
  if (noise.family === 'custom' || sampled !== null) {
    return sampled === null || !sampled.bound.isFinite ? null : (rhos) => rhos.map((rho) => sampledPoint(sampled, rho));
  }
  const known = rememberedList(
    (rhos: readonly number[]): readonly (CurvePoint | null)[] => certifiedPoints(subject, rhos) ?? rhos.map(() => null),
  );
  // All of the grid at once: sampled radii share the error probability.
  if (known(plan.rhos).includes(null)) return null;
  return (rhos) => known(rhos).map((found, i) => found ?? unknownPoint(rhos[i]!));
}

/** The largest radii known, by one way at each rho; null where none is known. */
function certifiedPoints({ noise, adversary, plan }: CurveSubject, rhos: readonly number[]): CurvePoint[] | null {
  // Between the points asked for, where crossings are looked for, a mesh for every rho would cost more than it tells.
  const asked = isNamed(noise) || rhos.every((rho) => plan.rhos.includes(rho));
  const method = asked ? 'best' : 'differential';
  const radii = knownRadii(noise, adversary, rhos, {
    computed: computedRateBound,
    quick: true,
    halfSpaces: asked,
    method,
  });
  const exact = radii?.every((radius) => radius.exact) === true;
  // In high dimension the covariogram of a ball says no more than its differential.
  const covariogram = noise.family === 'uniform' && !exact && (noise.norm === 'body' || noise.dim <= 16);
  const own = covariogram ? uniformRadii(noise, adversary, rhos, plan) : null;
  if (radii === null && own === null) return null;
  return rhos.map((rho, i) => {
    const [a, b] = [radii?.[i], own?.[i]];
    return point(a === undefined || (b !== undefined && b.radius > a.radius) ? b! : a, rho);
  });
}

/** By the covariogram; sampled radii share the error probability, so that all of the curve holds at once. */
function uniformRadii(
  noise: UniformNoise,
  adversary: Adversary,
  rhos: readonly number[],
  plan: VetPlan,
): CertifiedRadius[] {
  const shares = ErrorBudget.besides(plan.confidence).split(Math.max(1, rhos.length));
  const samples = Math.min(plan.samples, 100_000);
  return rhos.map((rho, k) => {
    const confidence = shares[k]!.spendAsConfidence();
    const radius = covariogramRadius(noise, adversary, rho, { samples, seed: plan.seed, confidence });
    return radius.confidence < 1 ? { ...radius, confidence: plan.confidence } : radius;
  });
}

/** `upper` is Infinity where no upper bound of the exact radius is known. */
function point({ radius, upper, exact, method, confidence }: CertifiedRadius, rho: number): CurvePoint {
  const top = exact ? Math.max(radius, upper ?? radius) : (upper ?? Infinity);
  return { rho, radius: enclosed(radius, radius, top, method, confidence) };
}

/** Where nothing is certified. */
export function unknownPoint(rho: number): CurvePoint {
  return { rho, radius: enclosed(0, 0, rho > 0.5 ? Infinity : 0, 'interval') };
}

/** The certified radius is the lower end; the value is what the averages alone would give. */
function sampledPoint({ bound, likeliest }: SampledSlopes, rho: number): CurvePoint {
  const tail = 1 - rho;
  const lower = rho > 0.5 ? bound.radius(tail) : 0;
  const value = rho > 0.5 ? Math.max(lower, likeliest.radius(tail)) : 0;
  return { rho, radius: enclosed(value, lower, rho > 0.5 ? Infinity : 0, 'monte-carlo', bound.confidence) };
}
