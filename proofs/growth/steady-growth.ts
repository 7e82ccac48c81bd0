/** Growth from samples where its estimate hardly varies, so that a fault of a hundredth in one of its sums shows. */
import { numerically } from '../../src/checker/index.ts';
import { growth } from '../../src/growth/growth.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { mixSeed } from '../../src/numeric/random/random-stream.ts';
import { dimension, draws } from '../vocabulary/drawn-links.ts';

/**
 * The estimate between the ends, where it hardly varies: of Laplace noise moved by r along an axis the likelihood ratio
 * lies in [e^-r, e^r], at p > 1/2 the threshold is e^-r, and each term of the average in [0, w], w = 1 - e^-2r. By
 * Hoeffding's inequality an average of n is off by more than 3.3 w/sqrt n with a probability below 1e-9.
 */
export const steadyEstimate = numerically(
  'Laplace noise at drawn r, d and p > 1/2, from 40,000 samples; the tolerance is 3.3 times the range of a term over their root: an average is off by more with a probability below 1e-9',
  (context) =>
    draws(context, { quick: 1, full: 20 }, (random) => {
      const dim = dimension(random, 1, 3);
      const [r, p, samples] = [0.01 + 0.02 * random.uniform(), 0.6 + 0.2 * random.uniform(), 40_000];
      const noise = parseNoise('laplace', dim, { lambda: 1 });
      const shift = Array.from({ length: dim }, (_, i) => (i === 0 ? r : 0));
      const { value } = growth(noise, shift, p, {
        method: 'monte-carlo',
        samples,
        confidence: 0.9,
        seed: mixSeed(context.seed, `steady ${dim}`),
      });
      return {
        label: `laplace, d = ${dim}, r = ${r}, p = ${p}`,
        left: value,
        relation: '=' as const,
        right: growth(noise, shift, p).value,
        tolerance: (-3.3 * Math.expm1(-2 * r)) / Math.sqrt(samples),
      };
    }),
);
