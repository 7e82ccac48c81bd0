/** The differential entropy -E log q(X) of a noise that can only be sampled. */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMean } from '../../numeric/confidence/budgeted-bounds.ts';
import type { Noise } from '../../noise/noise.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import type { VetPlan } from '../options.ts';

const RANGE_FACTOR = 1.5;

/** In nats; values beyond 1.5 times the range of the samples are taken not to matter. */
export function sampledEntropy(noise: Noise, plan: Pick<VetPlan, 'samples' | 'seed' | 'confidence'>): Estimate {
  const samples = Math.max(1000, Math.min(plan.samples, 100_000, Math.floor(5e7 / noise.dim)));
  const random = randomStream(mixSeed(plan.seed, 'entropy'));
  const x = new Float64Array(noise.dim);
  const values = new Float64Array(samples);
  let [least, largest] = [Infinity, -Infinity];
  for (let n = 0; n < samples; n++) {
    noise.sample(random, x);
    const information = -noise.logDensity(x);
    values[n] = information;
    least = Math.min(least, information);
    largest = Math.max(largest, information);
  }
  for (let n = 0; n < samples; n++) values[n] = values[n]! - least;
  const budget = ErrorBudget.besides(plan.confidence);
  const { mean, error } = budgetedMean(values, RANGE_FACTOR * (largest - least), budget);
  const value = least + mean;
  return enclosed(value, value - error, value + error, 'monte-carlo', plan.confidence);
}
