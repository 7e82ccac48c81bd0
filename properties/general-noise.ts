/**
 * W4 by sampling: along e_1 the best region of mass 1/2 of an unconditional quasi-concave noise is a half-space {x_1 >
 * 0}, and Phi(1/2) is the marginal density at 0. Every noise of the table that has a slope against l1 must put about 2
 * r Phi(1/2) next to the hyperplane: never more, and not much less.
 */
import type { EvidenceContext, StatisticalTest } from '../src/checker/index.ts';
import { growthRate } from '../src/growth/rate/growth-rate.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { randomStream } from '../src/numeric/random/random-stream.ts';

const DIM = 3;
const ADVERSARY = { kind: 'lp', p: 1, dim: DIM } as const;

/**
 * Noises, and how much of the marginal density's height may be lost at distance 0.02 sigma: measured by its slope at 0.
 */
const NOISES: readonly { readonly spec: string; readonly loss: number }[] = [
  { spec: 'gaussian', loss: 0.001 },
  { spec: 'laplace', loss: 0.03 },
  { spec: 'uniform:linf', loss: 0 },
  { spec: 'uniform:l2', loss: 0.001 },
  { spec: 'uniform:l1', loss: 0.03 },
  { spec: 'exp:linf,k=2', loss: 0.01 },
  { spec: 'exp:l2,k=1', loss: 0.01 },
  { spec: 'exp:l1,k=2', loss: 0.03 },
  { spec: 'power:linf,a=9', loss: 0.01 },
  { spec: 'iid-exp,s=2', loss: 0.001 },
];

/** P(|X_1| < 0.02 sigma) against [(1 - loss), 1] times 2 (0.02 sigma) Phi(1/2). */
export function centralMasses({ seed, effort }: EvidenceContext): readonly StatisticalTest[] {
  const trials = effort === 'quick' ? 40_000 : 2_000_000;
  const width = 0.02;
  const x = new Float64Array(DIM);
  return NOISES.flatMap(({ spec, loss }, i): StatisticalTest[] => {
    const noise = parseNoise(spec, DIM, { sigma: 1 });
    const rate = growthRate(noise, ADVERSARY);
    if (rate === null) return [];
    const random = randomStream(seed, i);
    let hits = 0;
    for (let k = 0; k < trials; k++) {
      noise.sample(random, x);
      if (Math.abs(x[0]!) < width) hits++;
    }
    const upper = 2 * width * rate.phiHalf * (1 + 1e-9);
    return [
      {
        test: 'binomial',
        label: `${spec}, P(|x_1| < ${width})`,
        hits,
        trials,
        lower: upper * (1 - loss - 1e-8),
        upper,
      },
    ];
  });
}
