/**
 * What a model is smoothed with and certified against: the smoothing that engines are told, and the plan that votes are
 * turned by.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { Noise } from '../noise/noise.ts';
import { parseNoise } from '../noise/spec.ts';
import { sampledPlan, splittingPlan, type CertifyPlan, type SampledOptions } from './certify-plan.ts';
import { realsSentence } from './grid/grid-choice.ts';
import type { CertifyAdversary } from './radii/certify-adversary.ts';
import type { RunGrid } from './results/result.ts';
import type { Smoothing, SubjectPlace } from './smoothing.ts';
import { isSplittingSpec, parseSplitting, splittingSpec } from './splitting.ts';

/** A smoothing and what is certified with it, in units of data in [0, 1]. */
export interface CertifySubject {
  readonly smoothing: Smoothing;
  readonly plan: CertifyPlan;
  /** Canonical spec of the noise. */
  readonly noise: string;
  /** Root mean square of a coordinate; Infinity where there is no variance. */
  readonly sigma: number;
  readonly lambda: number;
  /**
   * The grid that copies are drawn on, and what that costs; absent where they are sums of floats, or splitting cuts
   * coordinates.
   */
  readonly grid?: RunGrid;
  /** One sentence: what certificates speak of, real numbers or a grid, and why. */
  readonly speaksOf: string;
}

/** A smoothing that adds noise. */
export type AddedSmoothing = Exclude<Smoothing, { kind: 'splitting' }>;

/**
 * The subject of a noise spec: a noise of the library (`uniform:linf`), or `splitting`, which is enumerated and takes
 * no number of samples. Copies are sums of floats, and certificates speak of real numbers: openSubject draws on the
 * grid of the images. Throws InvalidInput where the spec is none, or no radius is known against an adversary.
 */
export function parseSubject(
  spec: string,
  { dim, scale, seed }: SubjectPlace,
  adversaries: readonly CertifyAdversary[],
  options: SampledOptions = {},
): CertifySubject {
  if (!isSplittingSpec(spec)) {
    const noise = parseNoise(spec, dim, scale);
    return addedSubject({ kind: 'named', spec, dim, lambda: noise.lambda }, noise, adversaries, options);
  }
  if (options.stopping !== undefined && options.stopping.kind !== 'fixed') {
    throw new InvalidInput('Splitting noise is enumerated, not sampled: leave the rule for stopping out.', {
      code: 'splitting-stops',
      settings: ['stopping'],
    });
  }
  const smoothing = parseSplitting(spec, { dim, scale, seed });
  const plan = splittingPlan(smoothing, adversaries, options);
  const { lambda } = smoothing;
  return {
    smoothing,
    plan,
    noise: splittingSpec(smoothing),
    sigma: lambda / Math.sqrt(3),
    lambda,
    speaksOf: `Splitting speaks of images on the grid of 1/${smoothing.levels}: what the model is given depends on their whole steps alone.`,
  };
}

/** The subject of a smoothing that adds `noise`. Throws InvalidInput. */
export function addedSubject(
  smoothing: AddedSmoothing,
  noise: Noise,
  adversaries: readonly CertifyAdversary[],
  options: SampledOptions = {},
): CertifySubject {
  const plan = sampledPlan(noise, adversaries, options);
  const speaksOf = realsSentence('no grid was asked for');
  return { smoothing, plan, noise: noise.spec, sigma: noise.sigma, lambda: noise.lambda, speaksOf };
}

/** The same with near-ties counted against the class. */
export function cautious(subject: CertifySubject): CertifySubject {
  return { ...subject, plan: { ...subject.plan, nearTies: 'against' } };
}
