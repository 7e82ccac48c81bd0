/**
 * The numbers that `wulff vet` gives: W6's bound on the efficiency for noises nobody chose, its invariance, and the
 * coverage of what is sampled.
 *
 * eta <= 1 needs no quasi-concavity: 1/2 int |d_v q| is the integral over t of half the perimeter of {q > t} along v,
 * at least vol(Pi_v {q > t}), and its mean over any measure on the adversary is bounded by that measure's crystal (W3,
 * W8). Both Phi(1/2) and Phi* scale like 1/lambda, and a linear map of noise and adversary together changes neither.
 */
import { noticedRate } from '../../properties/noticed-rate.ts';
import { exactly, forAll, sampled } from '../../src/checker/index.ts';
import type { Claim, EvidenceContext, ExactInstance } from '../../src/checker/claim.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import { judge } from '../../src/vet/verdict.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { coverage, efficiencyAtMostOne, efficiencyInvariant } from '../../properties/vet-efficiency.ts';
import { knownNoiseLinks } from './known-noises.ts';
import { vetEndsPart } from './vet-ends.ts';
import { vetReportsPart } from './vet-reports.ts';

const RUNS = { quick: 12, full: 500 } as const;

/** 1 for optimal, 0 for suboptimal, 1/2 for neither. */
const verdicts = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 12, full: 200 }, (random) => {
    const tolerance = between(random, 1e-4, 0.1);
    const [a, b] = [1 - 4 * tolerance * random.uniform(), 1 - 4 * tolerance * random.uniform()];
    const [lower, upper] = [Math.min(a, b), Math.max(a, b)];
    const efficiency = enclosed(0.5 * (a + b), lower, upper, 'monte-carlo', 0.99);
    const { verdict } = judge(efficiency, tolerance, true, 1000);
    const said = verdict === 'optimal' ? ratio(1) : verdict === 'suboptimal' ? ratio(0) : ratio(1, 2);
    const is = lower >= 1 - tolerance ? ratio(1) : upper < 1 - tolerance ? ratio(0) : ratio(1, 2);
    return { label: `[${lower}, ${upper}], tolerance ${tolerance}`, left: said, relation: '=' as const, right: is };
  });

export const vetVerdict: Claim = {
  id: 'vet',
  title: 'The verdict on a noise',
  statement:
    'For level-set and product noise of any shape, profile and scale, against any polygon or norm, $\\Phi^* \\le \\Phi(1/2)$ as computed by `vet`; $\\eta = \\Phi^* / \\Phi(1/2)$ does not change under scaling, nor under a linear map of noise and adversary together, in particular under a symmetry of the adversary. Sampled efficiencies, slopes and curves miss the true ones no more often than their confidence allows.',
  hypotheses: ['q even, with a density', 'for sampled noise: absolutely continuous along lines'],
  source: 'derived here (MATH.md W6, W8)',
  axioms: ['wulff-inequality', 'coarea', 'cauchy-projection'],
  restsOn: ['W6'],
  inWords: ['every shape and profile: the parts try random planar ones'],
  parts: [
    ...knownNoiseLinks,
    {
      id: 'at-most-one',
      statement: '$\\Phi^* \\le \\Phi(1/2)$ for random noises and adversaries.',
      evidence: [
        forAll('polygons with corners in eighths, five profiles and five marginals', RUNS, () => efficiencyAtMostOne()),
      ],
    },
    {
      id: 'invariant',
      statement: '$\\eta$ is the same after a linear map of both, and at every scale.',
      evidence: [forAll('integer matrices, within 1e-7', RUNS, () => efficiencyInvariant())],
    },
    {
      id: 'coverage',
      statement: 'Monte Carlo vets at confidence 99 % agree with the closed forms as often as they say.',
      about: 'implementation',
      implements: ['at-most-one'],
      evidence: [
        sampled(
          `Laplace, Gaussian and iid-exp noise with their formulas hidden; full: 500 vets; quick: ${noticedRate(16, 0.01, 1e-9, 3)}`,
          1e-9,
          (context) => coverage(context),
        ),
      ],
    },
    {
      id: 'library-verdict',
      statement:
        'The verdict is `optimal` where the interval of $\\eta$ lies at or above one less the tolerance, `suboptimal` where it lies below, else neither.',
      about: 'implementation',
      implements: ['at-most-one'],
      evidence: [exactly('drawn intervals and tolerances', verdicts)],
    },
    vetReportsPart,
    vetEndsPart,
  ],
  mutants: [
    {
      id: 'crystal-of-the-dual',
      statement:
        'Against $\\ell_1$ the crystal is that of $\\ell_\\infty$, and the reverse: the adversary taken for its polar body.',
      evidence: forAll('random noises and adversaries', { quick: 40, full: 500 }, () => efficiencyAtMostOne(true)),
    },
    {
      id: 'adversary-left-behind',
      statement: 'The efficiency is the same after a linear map of the noise alone.',
      evidence: forAll('integer matrices, the adversary stays the l1 ball', RUNS, () => efficiencyInvariant(false)),
    },
    {
      id: 'error-by-n',
      statement: 'Errors fall as $1/n$: intervals divided by $\\sqrt n$ once more cover as often.',
      evidence: sampled('such vets', 1e-9, (context) => coverage(context, Math.sqrt(1000), 10)),
    },
  ],
};
