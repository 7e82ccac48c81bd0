/**
 * What `vet` concludes of samples: whether a density jumps, the tally of its slopes by textbook formulas, where two
 * curves cross as far as their bands tell, and integrals and entropies of laws that are known.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { customNoise } from '../../src/noise/custom.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import { findCrossings } from '../../src/vet/crossings.ts';
import { sampledEntropy } from '../../src/vet/information/sampled-entropy.ts';
import { sampledIntegral } from '../../src/vet/information/samples.ts';
import { jumpsAlong } from '../../src/vet/phi-half/jumps.ts';
import { BINS, SlopeTally } from '../../src/vet/phi-half/slope-tally.ts';
import type { CurvePoint } from '../../src/vet/report.ts';
import { norm, randomVector } from '../bodies/drawn-bodies.ts';
import { agrees, atFull, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

/** A noise of the library of which no more is told than a sampler and a density. */
const asSampler = (noise: Noise): Noise => customNoise({ spec: `${noise.spec} as a sampler`, dim: noise.dim, lambda: 1, sigma: noise.sigma, logDensity: (x) => noise.logDensity(x), sample: (random, out) => noise.sample(random, out) }); // prettier-ignore

/**
 * Held against what is known of the slopes from above: a smooth density does not jump however low their average is, one
 * whose slopes cannot be all of Phi(1/2) does.
 */
function jumps(random: RandomStream, i: number): NumericInstance[] {
  const [dim, lambda] = [1 + random.integer(4), between(random, 0.1, 10)];
  const smooth = i % 2 === 0;
  const noise = asSampler(parseNoise(smooth ? 'gaussian' : 'uniform:linf', dim, { lambda }));
  const points = Array.from({ length: 1 + random.integer(3) }, () => randomVector(random, dim));
  // sup over sets of the loss of a small shift: |v|_2/sqrt(2 pi) and |v|_1/2.
  const truths = points.map((v) => (smooth ? norm(v, 2) / Math.sqrt(2 * Math.PI) : norm(v, 1) / 2) / lambda);
  const [low, over] = [between(random, 0.3, 0.9), between(random, 1.001, 2)];
  const tell = (factor: number, value: number): ReturnType<typeof jumpsAlong> => {
    const halves = truths.map((t) => ({ value: value * t, lower: 0, upper: factor * t }));
    return jumpsAlong(noise, { points, spread: 1 }, halves, { best: 0, proved: false }, { samples: 100_000, seed: i });
  };
  const name = `${noise.spec}, lambda = ${lambda}, d = ${dim}, ${points.length} directions`;
  const [none, some, without] = [tell(over, low), tell(0.6, 0.5), tell(0.01, 0)];
  return [
    isTrue(`${name}: no jump below what slopes may be`, !none.jumps),
    isTrue(`${name}: a jump beyond what they can be`, some.jumps),
    isTrue(`${name}: a jump where there are no slopes`, without.jumps),
    ...[none, some, without].map(({ shifted }) => atMost(`${name}: what shifts show`, shifted, Math.max(...truths) * (1 + 1e-9))), // prettier-ignore
    atMost(`${name}: and shows enough`, 0.7 * Math.max(...truths), none.shifted),
    isTrue(`${name}: every direction is tried`, none.all),
  ];
}

/** Mean, excesses and their empirical Bernstein ends (Maurer and Pontil) of sizes that are kept. */
function tallies(random: RandomStream): NumericInstance[] {
  const [cap, unit, alpha] = [between(random, 0.1, 10), 2 ** (random.integer(9) - 4), between(random, 1e-9, 0.1)];
  const n = 50 + random.integer(400);
  const tally = new SlopeTally(cap);
  const sizes = Array.from({ length: n }, () => cap * [random.uniform(), 2 * random.uniform() ** 3, (random.integer(BINS) + 0.5) / BINS, 0][random.integer(4)]!); // prettier-ignore
  const kept = sizes.filter((_, i) => i % 4 === 0 || random.sign() > 0);
  for (const size of sizes) tally.add(size);
  for (const size of kept) tally.bin(size);
  const range = 1.5 * Math.max(...sizes);
  const bernstein = (values: readonly number[], width: number, share: number): { mean: number; error: number } => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
    const log = Math.log(4 / share);
    return { mean, error: Math.sqrt((2 * variance * log) / values.length) + (7 * width * log) / (3 * (values.length - 1)) }; // prettier-ignore
  };
  const all = bernstein(sizes, range, alpha);
  const half = tally.half(range, ErrorBudget.of(alpha), unit);
  const name = `${n} sizes up to ${cap}, alpha = ${alpha}`;
  const bins = [0, 1, BINS - 1, BINS, random.integer(BINS)];
  return [
    agrees(`${name}: the largest`, tally.largest, Math.max(...sizes), 0),
    agrees(`${name}: half the mean`, half.value, 0.5 * unit * all.mean, 1e-9),
    agrees(`${name}: its lower end`, half.lower, 0.5 * unit * Math.max(0, all.mean - all.error), 1e-7),
    agrees(`${name}: its upper end`, half.upper, 0.5 * unit * (all.mean + all.error), 1e-9),
    ...bins.flatMap((j) => {
      const c = (j * cap) / BINS;
      const over = kept.map((size) => Math.max(0, size - c));
      const { mean, error } = bernstein(over, Math.max(0, range - c), alpha);
      return [
        agrees(`${name}: threshold ${j}`, 1 + tally.threshold(j), 1 + c, 1e-12),
        agrees(`${name}: excess over ${j}`, 1 + tally.excess(j, range, null), 1 + 0.5 * mean, 1e-9),
        agrees(`${name}: its upper end`, 1 + tally.excess(j, range, alpha), 1 + 0.5 * (mean + error), 1e-7),
      ];
    }),
  ];
}

/** Curves with bands whose difference is known at every rho. */
function crossings(random: RandomStream): NumericInstance[] {
  const [turns, phase, slope] = [1 + 5 * random.uniform(), 6 * random.uniform(), random.normal()];
  const difference = (rho: number): number => 0.1 * Math.sin(turns * 6 * rho + phase) + 0.1 * slope * (rho - 0.75);
  const [own, theirs] = [0, 0].map(() => (random.integer(3) === 0 ? 0 : between(random, 1e-4, 0.05)));
  const curve = (height: (rho: number) => number, band: number) => (rhos: readonly number[]): CurvePoint[] =>
    rhos.map((rho) => ({ rho, radius: enclosed(height(rho), height(rho) - band, Infinity, 'monte-carlo') })); // prettier-ignore
  const rhos = Array.from({ length: 4 + random.integer(30) }, () => 0.45 + 0.55 * random.uniform());
  const found = findCrossings(rhos, curve((rho) => 1 + difference(rho), own!), curve(() => 1, theirs!)); // prettier-ignore
  const sign = (rho: number): number => (Math.abs(difference(rho)) > own! + theirs! + 1.2e-9 ? Math.sign(difference(rho)) : 0); // prettier-ignore
  const grid = rhos.filter((rho) => rho > 0.5 && sign(rho) !== 0).sort((a, b) => a - b);
  const changes = grid.slice(1).map((rho, k) => [grid[k]!, rho] as const).filter(([a, b]) => sign(a) !== sign(b)); // prettier-ignore
  const name = `bands ${own}, ${theirs}, ${rhos.length} points`;
  return [
    agrees(`${name}: as many as signs that are sure change`, found.length, changes.length, 0),
    ...found.flatMap(({ lower, upper, above }, k) => {
      const [a, b] = changes[k] ?? [NaN, NaN];
      return [
        isTrue(`${name}: sure on both sides`, sign(lower) * sign(upper) === -1 && lower < upper),
        isTrue(`${name}: who is above`, (above === 'vetted') === sign(upper) > 0),
        isTrue(`${name}: between two points`, a <= lower && upper <= b),
        ...(own === 0 && theirs === 0 ? [atMost(`${name}: narrow`, upper - lower, (b - a) / 63)] : []),
      ];
    }),
  ];
}

/** J and the entropy of normal and Laplace noise as samplers, at confidence 1 - 1e-9. */
function integrals(random: RandomStream, i: number): NumericInstance[] {
  const [dim, lambda] = [2 + random.integer(7), between(random, 0.1, 10)];
  const normal = i % 2 === 0;
  const noise = asSampler(parseNoise(normal ? 'gaussian' : 'laplace', dim, { lambda }));
  const a = (dim - 1) / dim;
  const logBall = (dim / 2) * Math.log(Math.PI) - logGamma(dim / 2 + 1);
  const logCross = dim * Math.LN2 - logGamma(dim + 1);
  const log = normal
    ? a * logBall - (dim / 2) * Math.log(2 * Math.PI) + ((dim - 1) / 2) * Math.LN2 + logGamma((dim + 1) / 2)
    : a * logCross - dim * Math.LN2 + logGamma(dim);
  const [truth, samples, seed] = [Math.exp(log) / lambda, 20_000, random.integer(1e9)];
  const entropy = dim * Math.log(lambda) + (normal ? (dim / 2) * Math.log(2 * Math.PI * Math.E) : dim * (1 + Math.LN2)); // prettier-ignore
  const name = `${noise.spec}, d = ${dim}`;
  const wide = sampledIntegral(noise, { samples, seed, confidence: 1 - 1e-9 });
  const near = sampledIntegral(noise, { samples, seed, confidence: 0.99 });
  const found = sampledEntropy(noise, { samples, seed, confidence: 1 - 1e-9 });
  return [
    ...lies(`${name}: J`, wide, truth),
    atMost(`${name}: J not far`, Math.abs(wide.value - truth), 0.1 * truth),
    atMost(`${name}: J at less confidence, from below`, wide.lower, near.lower),
    atMost(`${name}: from above`, near.upper, wide.upper),
    atMost(`${name}: J is told sharply`, wide.upper - wide.lower, 2 * truth),
    ...lies(`${name}: entropy`, found, entropy),
    atMost(`${name}: entropy is told sharply`, found.upper - found.lower, 1),
  ];
}

const inTurn = (full: number, one: (random: RandomStream, i: number) => NumericInstance[]) =>
  atFull((context: EvidenceContext) => draws(context, { quick: 1, full }, one).flat());

/** Of the claim about the confidence of sampled vets. */
export const samplesPart: ImplementationPart = {
  id: 'library-samples',
  about: 'implementation',
  implements: ['known-noises'],
  statement:
    'A density is said to jump only where shifts show more than its slopes can be, and then it is; tallies of slopes are their textbook sums and bounds; curves cross where their bands leave no doubt on either side; sampled integrals and entropies hold those of normal and Laplace noise.',
  evidence: [
    numerically('normal and uniform noise as samplers; false with probability 1e-9', inTurn(20, jumps)),
    numerically('drawn sizes; rounding', inTurn(60, tallies)),
    numerically('drawn curves with and without bands', inTurn(200, crossings)),
    numerically('20,000 samples at confidence 1 - 1e-9', inTurn(8, integrals)),
  ],
};
