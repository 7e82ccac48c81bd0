/** What a caller of `vet` may ask for, and the defaults. */
import { InvalidInput } from '../numeric/invalid-input.ts';

/** A question about the growth function: the largest G(p, v) over v in r B. */
export interface GrowthQuestion {
  readonly p: number;
  readonly r: number;
}

/** What `vet` is asked: probabilities, growth questions, noises to compare with, samples, seed and time. */
export interface VetOptions {
  /** What the report calls the noise (default: its spec). */
  readonly name?: string;
  /** Points sampled where nothing else helps (default 800,000). */
  readonly samples?: number;
  /** Integer in [0, 2^53); the report is a function of it (default 0). */
  readonly seed?: number;
  /** Probability that each sampled interval holds; for the curve, all of its points together (default 0.999). */
  readonly confidence?: number;
  /** How near to 1 an efficiency must be to count as optimal (default 0.01 where anything is sampled, else 1e-4). */
  readonly tolerance?: number;
  /** Probabilities of the radius curve, each above 1/2 and below 1 (default 0.55, 0.6, ..., 0.95, 0.99). */
  readonly rhos?: readonly number[];
  readonly growth?: readonly GrowthQuestion[];
  /** Whether to compare with the library's noises (default true). */
  readonly compare?: boolean;
  /** Probability at which the library's best noise is looked for, or null for no advice (default 0.9). */
  readonly adviceAt?: number | null;
  /**
   * Seconds for refining the enclosure of a density given as a formula in two or three variables (default: one mesh,
   * some seconds, and the same numbers on every machine; with a budget they depend on its speed).
   */
  readonly budget?: number;
  /**
   * Called now and then: the stage (`enclosing`, in seconds; else what is sampled, in points), how far it is, and of
   * how much.
   */
  readonly onProgress?: (stage: string, done: number, total: number) => void;
}

export type VetPlan = Required<Omit<VetOptions, 'name' | 'tolerance' | 'budget'>> &
  Pick<VetOptions, 'tolerance' | 'budget'>;

export const DEFAULT_SAMPLES = 800_000;
export const DEFAULT_RHOS: readonly number[] = [0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99];
const FEWEST_SAMPLES = 1000;

/** Fills in the defaults. Throws InvalidInput for values out of range. */
export function vetPlan(options: VetOptions): VetPlan {
  const plan = {
    samples: options.samples ?? DEFAULT_SAMPLES,
    seed: options.seed ?? 0,
    confidence: options.confidence ?? 0.999,
    rhos: options.rhos ?? DEFAULT_RHOS,
    growth: options.growth ?? [],
    compare: options.compare ?? true,
    adviceAt: options.adviceAt === undefined ? 0.9 : options.adviceAt,
    onProgress: options.onProgress ?? (() => undefined),
    ...(options.tolerance !== undefined && { tolerance: options.tolerance }),
    ...(options.budget !== undefined && { budget: options.budget }),
  };
  if (!Number.isSafeInteger(plan.samples) || plan.samples < FEWEST_SAMPLES) {
    throw new InvalidInput(`Vetting needs at least ${FEWEST_SAMPLES} samples, a whole number, not ${plan.samples}.`, {
      code: 'samples',
    });
  }
  if (!Number.isSafeInteger(plan.seed) || plan.seed < 0) {
    throw new InvalidInput(`The seed must be an integer >= 0, not ${plan.seed}.`, { code: 'seed' });
  }
  if (!(plan.confidence > 0 && plan.confidence < 1)) {
    throw new InvalidInput(`The confidence must lie strictly between 0 and 1, but is ${plan.confidence}.`, {
      code: 'probability',
    });
  }
  const { tolerance, budget } = options;
  if (budget !== undefined && !(budget > 0 && budget < Infinity))
    throw new InvalidInput(`The budget must be a positive number of seconds, not ${budget}.`, { code: 'argument' });
  if (tolerance !== undefined && !(tolerance > 0 && tolerance < 1)) {
    throw new InvalidInput(`The tolerance must lie strictly between 0 and 1, but is ${tolerance}.`, {
      code: 'argument',
    });
  }
  if (plan.rhos.length === 0) throw new InvalidInput('The radius curve needs at least one rho.', { code: 'argument' });
  for (const rho of plan.rhos) {
    if (!(rho >= 0.5 && rho < 1))
      throw new InvalidInput(`rho must lie in [1/2, 1) for a radius curve, not be ${rho}.`, { code: 'probability' });
  }
  for (const { p, r } of plan.growth) {
    if (!(p >= 0 && p <= 1))
      throw new InvalidInput(`p is a probability: it must lie in [0, 1], not be ${p}.`, { code: 'probability' });
    if (!(r >= 0 && r < Infinity))
      throw new InvalidInput(`The radius r must be a number >= 0, not ${r}.`, { code: 'argument' });
  }
  return plan;
}
