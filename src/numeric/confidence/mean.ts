/** Confidence intervals for the mean of independent values, valid for every sample size. */
import { InvalidInput } from '../invalid-input.ts';

/** The mean lies in [mean - error, mean + error] with the stated confidence. */
export interface MeanBound {
  readonly mean: number;
  readonly error: number;
}

/**
 * Catoni's M-estimator for values of variance at most `variance` and any tail (Ann. Inst. H. Poincare Probab. Stat. 48,
 * 2012, Proposition 2.4): P[|mean - true| > error] <= alpha.
 */
export function catoniMean(values: Float64Array, variance: number, alpha: number): MeanBound {
  const n = values.length;
  const log = Math.log(2 / alpha);
  if (!(n > 4 * log)) {
    throw new InvalidInput(`At least ${Math.ceil(4 * log) + 1} samples are needed for this confidence, not ${n}.`, {
      code: 'samples',
    });
  }
  const deviation = Math.sqrt((2 * variance * log) / (n * (1 - (2 * log) / n)));
  const scale = Math.sqrt((2 * log) / (n * (variance + deviation * deviation)));
  const influence = (theta: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const t = scale * (values[i]! - theta);
      const size = Math.abs(t);
      sum += Math.sign(t) * Math.log1p(size + 0.5 * size * size);
    }
    return sum;
  };
  let low = 0;
  let high = 1;
  while (influence(high) > 0) high *= 2;
  while (influence(low) < 0) low = low === 0 ? -1 : 2 * low;
  for (let step = 0; step < 60 && high - low > 1e-12 * Math.max(1, Math.abs(high)); step++) {
    const middle = 0.5 * (low + high);
    if (influence(middle) > 0) low = middle;
    else high = middle;
  }
  return { mean: 0.5 * (low + high), error: deviation + (high - low) };
}
