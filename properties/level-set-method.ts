/** R2 by sampling: at the radius the growth is 1/2. */
import { sampled, type EvidenceContext, type Part, type StatisticalTest } from '../src/checker/index.ts';
import { monteCarloGrowth } from '../src/growth/monte-carlo.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { mixSeed } from '../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../src/radius/certified-radius.ts';

const cases: readonly (readonly [spec: string, dim: number, rho: number])[] = [
  ['exp:l2,k=1', 3, 0.8],
  ['exp:l2,k=2,j=12', 16, 0.7],
  ['exp:l2,k=0.5', 4, 0.75],
  ['power:l2,k=2,a=10', 6, 0.8],
];

/** Enclosures at 90 % of G(1-rho, R e_1): at most one in ten may miss 1/2. */
function atTheRadius({ seed, effort }: EvidenceContext): StatisticalTest[] {
  const trials = effort === 'quick' ? 24 : 200;
  return cases.map(([spec, dim, rho]) => {
    const noise = parseNoise(spec, dim, { lambda: 1 });
    const { radius } = certifiedRadius(noise, lpAdversary(2, dim), rho, { method: 'level-set' });
    const shift = Array.from({ length: dim }, (_, i) => (i === 0 ? radius : 0));
    const hits = Array.from({ length: trials }, (_, run) => {
      const options = { samples: 4000, confidence: 0.9, seed: mixSeed(seed, `${spec}/${run}`) };
      const { lower, upper } = monteCarloGrowth(noise, shift, 1 - rho, options);
      return lower > 0.5 || upper < 0.5;
    }).filter(Boolean).length;
    return { test: 'binomial', label: `${spec}, d = ${dim}, rho = ${rho}`, hits, trials, lower: 0, upper: 0.1 };
  });
}

export const levelSetSamples: Part = {
  id: 'samples',
  about: 'implementation',
  implements: ['solution'],
  statement: '$G(1-\\rho, R e_1) = \\frac12$ by Monte Carlo at the radius $R$ of the level-set method.',
  evidence: [sampled('four spherical noises', 1e-9, atTheRadius)],
};
