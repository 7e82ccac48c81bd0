/** The growth function against an adversary at the points asked about, from both sides. */
import { computedRateBound } from '../growth/rate/computed.ts';
import { growthAgainst } from '../growth/against.ts';
import type { GrowthRateBound } from '../noise/rate/bound.ts';
import { enclosed, jointConfidence } from '../numeric/estimate.ts';
import { mixSeed } from '../numeric/random/random-stream.ts';
import type { GrowthPoint } from './report.ts';
import type { Vetting } from './vetting.ts';

/** Numbers drawn for one value of the growth function, about. */
const BUDGET = 2e7;

/** sup G(p, r B) at every question; from above also by the growth rate (G3: G rises no faster than Phi). */
export function growthPoints({ noise, adversary, plan, sampled }: Vetting): GrowthPoint[] {
  if (plan.growth.length === 0) return [];
  const bound: GrowthRateBound | null = sampled?.bound ?? computedRateBound(noise, adversary);
  const samples = Math.max(1000, Math.min(plan.samples, 100_000, Math.floor(BUDGET / noise.dim)));
  return plan.growth.map(({ p, r }, i) => {
    const { growth } = growthAgainst(noise, adversary, r, p, {
      samples,
      seed: mixSeed(plan.seed, `growth ${i}`),
      confidence: plan.confidence,
    });
    const ceiling = bound === null ? 1 : bound.flow(p, r);
    if (ceiling >= growth.upper) return { p, r, growth };
    const upper = Math.max(ceiling, growth.lower);
    const confidence = bound === null ? growth.confidence : jointConfidence(growth.confidence, bound.confidence);
    const value = Math.min(growth.value, upper);
    return { p, r, growth: enclosed(value, growth.lower, upper, growth.method, confidence) };
  });
}
