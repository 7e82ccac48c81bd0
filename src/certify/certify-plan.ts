/** How images are certified: everything that decides the answer, apart from model, data and seed. */
import type { Noise } from '../noise/noise.ts';
import { sequenceUpper } from '../numeric/confidence/sequence.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { CertifyAdversary } from './radii/certify-adversary.ts';
import { imageRadii, type AdversaryRadii } from './radii/image-radii.ts';
import { requireSamples, SAMPLES } from './statistics/samples.ts';
import { requireAlpha } from './statistics/probability-bound.ts';
import { splittingRadii, type SplittingRadii } from './radii/splitting-radius.ts';
import { splittingPositions, type SplittingSmoothing } from './splitting.ts';
import { describeStopping, requireStopping, type StoppingRule } from './statistics/stopping-rule.ts';

/** Certification from random samples. */
export interface SampledPlan {
  readonly kind: 'sampled';
  readonly dim: number;
  /** Samples that choose the class. */
  readonly n0: number;
  /** Samples that bound its probability; at most, under a stopping rule. */
  readonly n: number;
  /** Probability, for each image, that a certificate is wrong. */
  readonly alpha: number;
  readonly stopping: StoppingRule;
  /**
   * `counted`: a near-tie is a vote like any other. `against`: a near-tie for the class is no vote for it, so that the
   * certificate also holds for the same model on a device whose logits differ by less than the engine's tolerance.
   */
  readonly nearTies: 'counted' | 'against';
  /**
   * `buckets`: the votes for other classes are counted in buckets (statistics/buckets.ts), so that the strongest rival
   * is bounded, too. `together`: all other classes are taken for one rival, as in the literature.
   */
  readonly rivals: 'buckets' | 'together';
  /**
   * Total variation between a copy as drawn and the law that radii are of, at most: taken off every rho. 0 for noise of
   * real numbers.
   */
  readonly tau: number;
  readonly radii: readonly AdversaryRadii[];
}

/** Certification by enumeration: deterministic splitting noise. No selection, no alpha. */
export interface SplittingPlan {
  readonly kind: 'splitting';
  readonly dim: number;
  /** Positions of the thresholds, all of them voted on: n. */
  readonly positions: number;
  /** Pixels are multiples of 1 / levels. */
  readonly levels: number;
  readonly nearTies: 'counted' | 'against';
  readonly radii: readonly SplittingRadii[];
}

/**
 * How an image is certified: with noise that is sampled (selection, estimation, a radius from a lower bound on the
 * probability of the class), or with splitting noise, whose every value is tried.
 */
export type CertifyPlan = SampledPlan | SplittingPlan;

/**
 * Options of `sampledPlan`: copies drawn, copies to select the class by, failure probability, seed, adversaries and
 * stopping rule.
 */
export interface SampledOptions {
  /** Default 100. */
  readonly n0?: number;
  /** Default 100,000. */
  readonly n?: number;
  /** Default 0.001. */
  readonly alpha?: number;
  /** Default fixed. */
  readonly stopping?: StoppingRule;
  /** Default 'counted'. */
  readonly nearTies?: SampledPlan['nearTies'];
  /** Default 'buckets'. */
  readonly rivals?: SampledPlan['rivals'];
  /** Default 0. */
  readonly tau?: number;
}

/** Probability, for each image, that a certificate is wrong, unless another one is given. */
export const DEFAULT_ALPHA = 0.001;

/**
 * A plan for any noise of the library. Throws InvalidInput.
 *
 * @example
 * sampledPlan(gaussian(4, { sigma: 1 }), [lpAdversary(2, 4)]).n // => 100000
 */
export function sampledPlan(
  noise: Noise,
  adversaries: readonly CertifyAdversary[],
  options: SampledOptions = {},
): SampledPlan {
  const { n0 = 100, n = 100_000, alpha = DEFAULT_ALPHA, stopping = { kind: 'fixed' } } = options;
  const { nearTies = 'counted', rivals = 'buckets', tau = 0 } = options;
  requireSamples('n0', n0, SAMPLES.selection.room);
  requireSamples('n', n, SAMPLES.estimation.room);
  requireAlpha(alpha);
  requireEnough(n, alpha, stopping);
  const radii = imageRadii(noise, adversaries, tau);
  requireStopping(stopping, radii);
  return { kind: 'sampled', dim: noise.dim, n0, n, alpha, stopping, nearTies, rivals, tau, radii };
}

/** Too few samples certify nothing, even if all of them vote for one class: nobody should wait for that. */
function requireEnough(n: number, alpha: number, { kind }: StoppingRule): void {
  const least = leastSamples(alpha, kind);
  if (n >= least) return;
  const how = kind === 'fixed' ? '' : ' under a stopping rule';
  throw new InvalidInput(
    `At alpha = ${alpha}${how} at least ${least} samples are needed for any certificate, even if all vote for one class; n is ${n}.`,
    { code: 'samples', settings: ['n', 'alpha'] },
  );
}

/** Least n for which n votes of n show a probability above 1/2: alpha^(1/n) > 1/2 where n is fixed. */
function leastSamples(alpha: number, kind: StoppingRule['kind']): number {
  if (kind === 'fixed') return Math.floor(Math.log(alpha) / Math.log(0.5)) + 1;
  let n = 1;
  while (sequenceUpper(0, n, alpha) >= 0.5) n += 1;
  return n;
}

/** A plan for deterministic splitting noise; the adversaries are balls of l_p. Throws InvalidInput. */
export function splittingPlan(
  smoothing: SplittingSmoothing,
  adversaries: readonly CertifyAdversary[],
  options: Pick<SampledOptions, 'nearTies'> = {},
): SplittingPlan {
  const { dim, levels } = smoothing;
  return {
    kind: 'splitting',
    dim,
    positions: splittingPositions(smoothing),
    levels,
    nearTies: options.nearTies ?? 'counted',
    radii: splittingRadii(smoothing, adversaries),
  };
}

/** Samples drawn for an image at most. */
export function samplesAtMost(plan: CertifyPlan): number {
  return plan.kind === 'sampled' ? plan.n0 + plan.n : plan.positions;
}

/** How n is chosen, in words with their numbers: `RunSettings.estimation`. */
export function describeEstimation(plan: CertifyPlan): string {
  const ties = plan.nearTies === 'against' ? ', near-ties against the class' : '';
  if (plan.kind === 'splitting') return `all ${plan.positions} positions${ties}`;
  return `${describeStopping(plan.stopping)}${ties}`;
}
