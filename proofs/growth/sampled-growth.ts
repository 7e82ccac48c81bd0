/** Growth from samples: lines of support against a law of L by hand, and both ends where growth is known. */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { monteCarloGrowth } from '../../src/growth/monte-carlo.ts';
import { chordFromOrigin, lowestPoint, type Supports } from '../../src/growth/support-lines.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { growthOf, supportAt, type RatioLaw } from '../vocabulary/ratio-law.ts';
import { laplaceAlong } from './laplace-along.ts';

const supports = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 200 }, (random): NumericInstance[] => {
    const shares = Array.from({ length: 2 + random.integer(4) }, () => 0.1 + random.uniform());
    const whole = shares.reduce((x, y) => x + y, 0);
    const ratios = shares.map(() => between(random, 0.05, 8)).sort((x, y) => x - y);
    const mean = shares.reduce((sum, share, i) => sum + (share / whole) * ratios[i]!, 0);
    const kept = random.uniform() < 0.5 ? 1 : 0.5 + 0.5 * random.uniform();
    const law: RatioLaw = shares.map((share, i) => [(kept * ratios[i]!) / mean, share / whole]);
    const p = random.uniform();
    const all = law.map(([ratio]) => supportAt(law, ratio));
    const some = all.filter(() => random.uniform() < 0.6);
    const truth = growthOf(law, p);
    const label = `L = ${JSON.stringify(law)}, p = ${p}`;
    const loose = all.map((at): Supports => ({
      ...at,
      excessLower: at.excessLower - 0.1 * random.uniform(),
      openUpper: at.openUpper + 0.1 * random.uniform(),
      closedLower: at.closedLower - 0.1 * random.uniform(),
    }));
    return [
      { label, left: lowestPoint(p, all), relation: '=', right: truth, tolerance: 1e-12 },
      atMost(`${label}: from some lines`, lowestPoint(p, some), truth, 1e-12),
      atMost(`${label}: no less than p from some lines`, kept < 1 ? p * kept : p, lowestPoint(p, some), 1e-12),
      atMost(`${label}: from loose lines`, lowestPoint(p, loose), truth, 1e-12),
      atMost(
        `${label}: by a chord`,
        chordFromOrigin(
          p,
          all.filter(({ openUpper }) => openUpper > 0),
        ),
        truth,
        1e-12,
      ),
    ];
  }).flat();

/** Laws whose growth is known, sampled. */
const sampledEnds = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 40 }, (random, index): NumericInstance[] => {
    const [size, p, lambda] = [between(random, 0.1, 2), 0.02 + 0.95 * random.uniform(), between(random, 0.1, 10)];
    const [spec, truth] = (
      [
        ['gaussian', normalCdf(normalQuantile(p) + size)],
        ['laplace', laplaceAlong(size, p)],
        ['uniform:linf', Math.min(1, p + Math.min(1, size / 2))],
      ] as const
    )[index % 3]!;
    const found: Estimate = monteCarloGrowth(parseNoise(spec, 3, { lambda }), [0, size * lambda, 0], p, {
      samples: 8000,
      seed: random.integer(1e9),
      confidence: 1 - 1e-12,
    });
    const label = `${spec} of scale ${lambda}, shift ${size}, p = ${p}, sampled`;
    return [
      ...lies(label, found, truth),
      atMost(`${label}: width`, found.upper - found.lower, 0.25),
      isTrue(`${label}: value within`, found.lower <= found.value && found.value <= found.upper),
      { label: `${label}: confidence`, left: found.confidence, relation: '=', right: 1 - 1e-12, tolerance: 1e-15 },
    ];
  }).flat();

export const sampledGrowthPart: ImplementationPart = {
  id: 'library-support-lines',
  about: 'implementation',
  implements: ['primal', 'dual'],
  statement:
    'Lines of support at all values of $L$ give the growth of a drawn finite law, from below where some are missing or loose; sampled ends hold normal, Laplace and uniform growth at any scale.',
  evidence: [
    numerically('drawn laws of L; 1e-12', supports),
    numerically(
      'drawn shifts and p, 40 enclosures at confidence 1 - 1e-12 each: false alarms below 1e-10',
      sampledEnds,
    ),
  ],
};
