/** The confidence of sampled vets, counted. */
import { sampled, type Claim } from '../../src/checker/index.ts';
import { noticedRate } from '../../properties/noticed-rate.ts';
import { sharedAmongDirections } from '../vocabulary/error-shares.ts';
import { samplesPart } from './samples-by-hand.ts';
import { coverage, shrunkIntervals } from '../../properties/vet-coverage.ts';

export const vetCoverage: Claim = {
  id: 'vet-coverage',
  title: 'Sampled vets hold as often as they say',
  statement:
    'Where `vet` knows a noise by a sampler and a density only, its intervals for $\\Phi(1/2)$, $\\Phi^*$ and $\\eta$ hold, and its radius is certified, with at least the stated confidence.',
  hypotheses: [
    'the sampler draws from the density',
    'the density has no jumps, and its slopes are bounded near the largest one seen',
  ],
  source: 'derived here (MATH.md G1, W6; empirical Bernstein bounds)',
  axioms: [],
  inWords: ['every noise: the part tries three known ones'],
  parts: [
    {
      id: 'known-noises',
      statement:
        'Gaussian and logistic noise against $\\ell_1$, seen as samplers: of 500 vets at confidence 99% (quick level: 30) no more miss than the binomial law allows.',
      evidence: [
        sampled(
          `vets with independent seeds, against closed forms and quadrature; quick: ${noticedRate(30, 0.01, 1e-9, 4)}`,
          1e-9,
          coverage,
        ),
      ],
    },
    {
      id: 'shares',
      about: 'implementation',
      implements: ['known-noises'],
      statement:
        'With $d$ directions each interval is as wide as its share $\\alpha/d$ of the error makes it, neither narrower nor wider.',
      evidence: [sharedAmongDirections],
    },
    samplesPart,
  ],
  mutants: [
    {
      id: 'half-intervals',
      statement: 'Intervals of the efficiency shrunk by half hold as often.',
      evidence: sampled('60 vets of Gaussian noise in one dimension', 1e-9, shrunkIntervals),
    },
  ],
};
