/** The radius curve of a noise on a grid of rho: the largest radii that the library can certify, by noise. */
import type { Adversary } from '../noise/adversary.ts';
import type { Noise, UniformNoise } from '../noise/noise.ts';
import { enclosed } from '../numeric/estimate.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { rememberedList } from '../numeric/remembered.ts';
import { radiusCurve } from '../radius/certified-radius.ts';
import { covariogramRadius } from '../radius/routes/covariogram.ts';
import type { CertifiedRadius } from '../radius/radius.ts';
import type { SampledSlopes } from './slopes/sampled-slopes.ts';
import type { VetPlan } from './options.ts';
import type { CurvePoint } from './report.ts';

/** A radius curve as a function of any grid, for the search for crossings. */
export type CurveSource = (rhos: readonly number[]) => readonly CurvePoint[];

/** The curve of a noise; of a custom noise, from its sampled slopes. Null where nothing is certified. */
export function curveSource(
  noise: Noise,
  adversary: Adversary,
  plan: VetPlan,
  sampled: SampledSlopes | null,
): CurveSource | null {
  if (noise.family === 'custom') {
    return sampled === null || !sampled.bound.isFinite ? null : (rhos) => rhos.map((rho) => sampledPoint(sampled, rho));
  }
  const source = rememberedList((rhos: readonly number[]) => {
    const radii = bestRadii(noise, adversary, rhos);
    const exact = radii?.every((radius) => radius.exact) === true;
    // In high dimension the covariogram of a ball says no more than its differential.
    const covariogram = noise.family === 'uniform' && !exact && (noise.norm === 'body' || noise.dim <= 16);
    const own = covariogram ? uniformRadii(noise, adversary, rhos, plan) : null;
    if (radii === null && own === null) throw new InvalidInput('no radius is known');
    return rhos.map((rho, i) => {
      const [a, b] = [radii?.[i], own?.[i]];
      return point(a === undefined || (b !== undefined && b.radius > a.radius) ? b! : a, rho);
    });
  });
  try {
    // All of the grid at once: sampled radii share the error probability.
    source(plan.rhos);
    return source;
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

function bestRadii(noise: Noise, adversary: Adversary, rhos: readonly number[]): CertifiedRadius[] | null {
  // A Neyman-Pearson search of these takes half a minute and rarely says more.
  const singular = noise.family === 'exp' && noise.norm === 'linf' && noise.j > 0;
  try {
    return radiusCurve(noise, adversary, rhos, { method: singular ? 'differential' : 'best', computed: true });
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

/** By the covariogram; sampled radii share the error probability, so that all of the curve holds at once. */
function uniformRadii(
  noise: UniformNoise,
  adversary: Adversary,
  rhos: readonly number[],
  plan: VetPlan,
): CertifiedRadius[] | null {
  const confidence = 1 - (1 - plan.confidence) / Math.max(1, rhos.length);
  const samples = Math.min(plan.samples, 100_000);
  try {
    return rhos.map((rho) => {
      const radius = covariogramRadius(noise, adversary, rho, { samples, seed: plan.seed, confidence });
      return radius.confidence < 1 ? { ...radius, confidence: plan.confidence } : radius;
    });
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

/** `upper` is Infinity where no upper bound of the exact radius is known. */
function point({ radius, upper, exact, method, confidence }: CertifiedRadius, rho: number): CurvePoint {
  const top = exact ? Math.max(radius, upper ?? radius) : (upper ?? Infinity);
  return { rho, radius: enclosed(radius, radius, top, method, confidence) };
}

/** The certified radius is the lower end; the value is what the averages alone would give. */
function sampledPoint({ bound, likeliest }: SampledSlopes, rho: number): CurvePoint {
  const tail = 1 - rho;
  const lower = rho > 0.5 ? bound.radius(tail) : 0;
  const value = rho > 0.5 ? Math.max(lower, likeliest.radius(tail)) : 0;
  return { rho, radius: enclosed(value, lower, rho > 0.5 ? Infinity : 0, 'monte-carlo', bound.confidence) };
}
