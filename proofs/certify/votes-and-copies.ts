/**
 * What a certificate takes from the code between its statistics: which samples are asked for, which near-ties count
 * against a class, the p-value of a prediction, steps of the grid, and the law of the copies themselves.
 */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import type { Engine, SampleRange, Votes } from '../../src/certify/engine.ts';
import { enclosedThresholds } from '../../src/certify/copies/lattice/enclosed-thresholds.ts';
import { latticeTail } from '../../src/certify/copies/lattice/lattice-tail.ts';
import { noiseKernel } from '../../src/certify/copies/noise-kernels.ts';
import { scaleAtLeast } from '../../src/certify/copies/noise-recipe.ts';
import { predictImage } from '../../src/certify/predict-image.ts';
import { splittingRadii } from '../../src/certify/radii/splitting-radius.ts';
import { smoothingInRange } from '../../src/certify/smoothing.ts';
import { bucketVotes } from '../../src/certify/statistics/buckets.ts';
import { Drawing } from '../../src/certify/statistics/drawing.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { expNoise } from '../../src/noise/named/exponential.ts';
import { iidPareto } from '../../src/noise/named/iid.ts';
import { ratio, toRational } from '../../src/numeric/algebra/rational.ts';
import { mixSeed, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { splitting } from '../../properties/splitting.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { binomialTail } from './bernoulli-paths.ts';

/** An engine that says which samples it was asked for. */
function recorder(
  votes: (range: SampleRange) => Votes,
  preferredCount: number,
): { engine: Engine; asked: SampleRange[] } {
  const asked: SampleRange[] = [];
  const engine = {
    name: 'recorder',
    model: { classes: 2 },
    preferredCount,
    votes: (_: unknown, range: SampleRange) => {
      asked.push(range);
      return Promise.resolve(votes(range));
    },
  } as unknown as Engine;
  return { engine, asked };
}

const IMAGE = { index: 0, pixels: new Float32Array(1) };

/** n samples in requests of one size are the samples 0 to n - 1 of estimation, each once. */
const requests = async (context: EvidenceContext): Promise<ExactInstance[]> => {
  const all = draws(context, { quick: 3, full: 30 }, async (random): Promise<ExactInstance[]> => {
    const n = dimension(random, 10, 10_000_000);
    const size = Math.max(1, Math.ceil(n / (2 + random.integer(8))));
    const { engine, asked } = recorder(
      ({ count }) => ({ counts: Float64Array.of(count, 0), nearTies: new Float64Array(2) }),
      size,
    );
    await new Drawing(engine, IMAGE, { atMost: n }).until(n);
    let next: number = SAMPLES.estimation.first;
    return asked.map(({ first, count }) => {
      const expected = next;
      next += count;
      const label = `${n} samples by ${size}: the request for ${count}`;
      return { label, left: ratio(first), relation: '=', right: ratio(expected) };
    });
  });
  return (await Promise.all(all)).flat();
};

/**
 * The p-value of a votes against b: twice P[Bin(a + b, 1/2) >= max(a, b)], which the exact fraction bounds from
 * below.
 */
const predictions = async (context: EvidenceContext): Promise<ExactInstance[]> => {
  const all = draws(context, { quick: 6, full: 60 }, async (random): Promise<ExactInstance[]> => {
    const n = dimension(random, 2, 300);
    const top = Math.ceil(n / 2) + random.integer(Math.floor(n / 2) + 1);
    const { engine } = recorder(() => ({ counts: Float64Array.of(top, n - top), nearTies: new Float64Array(2) }), n);
    const { pValue } = await predictImage(engine, IMAGE, { n });
    const exact = top === n - top ? ratio(1) : binomialTail(top, n, ratio(1, 2)).mul(ratio(2));
    const label = `${top} votes of ${n}`;
    return [
      { label: `${label}: not below`, left: toRational(pValue), relation: '>=', right: exact },
      {
        label: `${label}: not far above`,
        left: toRational(pValue),
        relation: '<=',
        right: exact.mul(toRational(1 + 1e-9)),
      },
    ];
  });
  return (await Promise.all(all)).flat();
};

/** A few votes, some of them near-ties, of which every one may go to any other class. */
function votesWithTies(random: RandomStream): Votes {
  const classes = 2 + random.integer(6);
  const counts = Float64Array.from({ length: classes }, () => random.integer(50));
  return { counts, nearTies: counts.map((count) => random.integer(Math.min(count, 4) + 1)) };
}

/**
 * However near-ties fall, the first class has at least, and a bucket of rivals at most, what is counted; reached
 * by each.
 */
const nearTies = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 8, full: 200 }, (random) => {
    const votes = votesWithTies(random);
    const others = Array.from(votes.counts.keys()).slice(1);
    const cut = 1 + random.integer(others.length);
    const rivals = [others.slice(0, cut), others.slice(cut)].filter(({ length }) => length > 0);
    const found = bucketVotes(votes, { first: 0, rivals }, 'against');
    const label = `votes ${votes.counts.join()} with near-ties ${votes.nearTies.join()}`;
    const least = votes.counts[0]! - votes.nearTies[0]!;
    return [
      { label: `${label}: the first`, left: ratio(found.count), relation: '=' as const, right: ratio(least) },
      ...rivals.map((classes, j): ExactInstance => {
        // All near-ties of the classes outside the bucket go to it.
        let most = 0;
        votes.counts.forEach((count, c) => (most += classes.includes(c) ? count : votes.nearTies[c]!));
        return {
          label: `${label}: ${classes.join()}`,
          left: ratio(found.rivals[j]!),
          relation: '=',
          right: ratio(most),
        };
      }),
    ];
  }).flat();

/** Against linf the whole steps that m votes pay for are floor(m/d); against l1 all m. */
const gridSteps = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 8, full: 200 }, (random) => {
    const [dim, levels] = [dimension(random, 1, 4000), 1 + random.integer(255)];
    const changes = random.integer(5 * dim) + 1;
    const smoothing = splitting(dim, levels, 2 * levels, 0);
    const [l1, linf] = splittingRadii(smoothing, [lpAdversary(1, dim), lpAdversary(Infinity, dim)]).map((radii) =>
      toRational(radii.radius(changes)).mul(ratio(levels)),
    ) as [ReturnType<typeof ratio>, ReturnType<typeof ratio>];
    const label = `d = ${dim}, q = ${levels}, ${changes} votes`;
    const nearly = toRational(1 - 1e-12);
    const whole = ratio(Math.floor(changes / dim));
    return [
      { label: `${label}: l1`, left: l1, relation: '<=' as const, right: ratio(changes) },
      { label: `${label}: l1, nearly`, left: l1, relation: '>=' as const, right: ratio(changes).mul(nearly) },
      { label: `${label}: linf`, left: linf, relation: '<=' as const, right: whole },
      { label: `${label}: linf, nearly`, left: linf, relation: '>=' as const, right: whole.mul(nearly) },
    ];
  }).flat();

/** Sample means have so many deviations: false alarms below 1e-9. */
const DEVIATIONS = 7;

/**
 * Copies of |x|_2^-j e^{-|x|_2^k}: |x|^k is Gamma((d - j)/k), and the squares of two coordinates over |x|^2 are
 * uncorrelated with it.
 */
const radialCopies = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 12 }, (random) => {
    const dim = 32 + random.integer(16);
    const [k, j] = [between(random, 0.8, 3), random.integer(dim - 8)];
    const samples = 3000;
    const out = new Float32Array(samples * dim);
    noiseKernel(expNoise('l2', { k, j }, dim, { lambda: 1 }), mixSeed(context.seed, `copies ${dim}`)).fill(
      0,
      0,
      samples,
      out,
    );
    const shape = (dim - j) / k;
    let [sum, cross] = [0, 0];
    for (let n = 0; n < samples; n++) {
      const x = out.subarray(n * dim, (n + 1) * dim);
      const square = x.reduce((all, c) => all + c * c, 0);
      const deviate = (square ** (k / 2) - shape) / Math.sqrt(shape);
      sum += deviate;
      // The share of two coordinates is Beta(1, (d - 2)/2): mean 2/d, variance 4 (d - 2)/(d^2 (d + 2)).
      cross +=
        (deviate * ((x[0]! ** 2 + x[1]! ** 2) / square - 2 / dim)) /
        Math.sqrt((4 * (dim - 2)) / (dim ** 2 * (dim + 2)));
    }
    const label = `exp:l2, d = ${dim}, k = ${k}, j = ${j}, ${samples} copies`;
    const most = DEVIATIONS / Math.sqrt(samples);
    return [
      {
        label: `${label}: mean of |x|^k`,
        left: Math.abs(sum / samples),
        relation: '<=' as const,
        right: most,
        tolerance: 1e-5,
      },
      {
        label: `${label}: radius and direction`,
        left: Math.abs(cross / samples),
        relation: '<=' as const,
        right: most,
        tolerance: 1e-5,
      },
    ];
  }).flat();

/**
 * The scale of a copy is the least float32 at or above lambda, and a model's input is as many times wider as its
 * range.
 */
const scales = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 8, full: 200 }, (random) => {
    const lambda = between(random, 1e-6, 1e6);
    const scale = scaleAtLeast(lambda);
    const below = scale * (1 - 2 ** -23);
    const file = { name: 'any', dim: 1, noise: { kind: 'product', marginal: 'exp(-abs(x))' } } as const;
    const wide = smoothingInRange({ kind: 'file', file, lambda }, '-1..1');
    return [
      { label: `lambda = ${lambda}`, left: toRational(scale), relation: '>=' as const, right: toRational(lambda) },
      {
        label: `lambda = ${lambda}: least`,
        left: toRational(below),
        relation: '<' as const,
        right: toRational(lambda),
      },
      {
        label: `lambda = ${lambda} for a model that takes -1..1`,
        left: toRational(wide.lambda),
        relation: '=' as const,
        right: toRational(lambda).mul(ratio(2)),
      },
    ];
  }).flat();

/** Parts of the claim about fixed samples. */
export const fixedLinks: readonly ImplementationPart[] = [
  {
    id: 'library-requests',
    about: 'implementation',
    implements: ['bound'],
    statement: 'Up to ten million samples in several requests are different samples, each asked for once.',
    evidence: [exactly('drawn numbers of samples, an engine that records', requests)],
  },
  {
    id: 'library-prediction',
    about: 'implementation',
    implements: ['bound'],
    statement: 'The p-value of a prediction is twice the binomial tail at the votes seen.',
    evidence: [exactly('drawn votes of two classes; rounded up by less than 1e-9 of it', predictions)],
  },
  {
    id: 'library-copies',
    about: 'implementation',
    implements: ['bound'],
    statement:
      'The radius of a copy has the law of the noise and is independent of its direction; no scale is below $\\lambda$.',
    evidence: [
      numerically(`means of drawn noises, ${DEVIATIONS} deviations; float32 costs less than 1e-5`, radialCopies),
      exactly('drawn scales', scales),
    ],
  },
];

/** Of the claim about rivals. */
export const nearTieLink: ImplementationPart = {
  id: 'library-near-ties',
  about: 'implementation',
  implements: ['buckets'],
  statement: 'Near-ties counted against a class are counted for each bucket of rivals as if all of them went there.',
  evidence: [exactly('drawn votes in one or two buckets', nearTies)],
};

/** Of the claim about splitting noise. */
export const gridStepsLink: ImplementationPart = {
  id: 'library-norms',
  about: 'implementation',
  implements: ['votes'],
  statement:
    'Votes that may change are that many steps against $\\ell_1$, and whole steps of all coordinates against $\\ell_\\infty$.',
  evidence: [exactly('drawn dimensions, grids and votes', gridSteps)],
};

/**
 * What is left beyond the last integer on both sides, (1 + (K + 1/2)/(q lambda))^-a, against what is given up of
 * it.
 */
const beyond = async (context: EvidenceContext): Promise<NumericInstance[]> => {
  const all = draws(context, { quick: 3, full: 30 }, async (random): Promise<NumericInstance[]> => {
    const [a, lambda, grid, reach] = [1 + random.integer(5), between(random, 0.02, 5), 1 + random.integer(255), 8];
    const tail = latticeTail(iidPareto(a, 1, { lambda }), grid)!;
    const { apart } = await enclosedThresholds(tail, 64, reach);
    const right = (1 + (reach + 0.5) / (grid * lambda)) ** -a;
    const label = `iid-pareto, a = ${a}, lambda = ${lambda}, steps of 1/${grid}, cut at ${reach}`;
    return [{ label, left: apart, relation: '=', right, tolerance: 1e-12 * right }];
  });
  return (await Promise.all(all)).flat();
};

/** Of the claim about noise on a grid. */
export const beyondLink: ImplementationPart = {
  id: 'library-beyond',
  about: 'implementation',
  implements: ['tau'],
  statement: 'What lies beyond the last integer, on both sides, is given up in full.',
  evidence: [numerically('drawn Pareto laws cut at 8 steps, to rounding', beyond)],
};
