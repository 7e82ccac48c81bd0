/**
 * The sampler of noise on the grid of images, and what its rounding of probabilities costs (derived here). U uniform on
 * {0, ..., 2^w - 1}, N~ = -K + #{k : T_k <= U}, T_k = floor(2^w P(N <= k)): then P(N~ <= k) = T_k/2^w exactly, less
 * than 2^-w below P(N <= k). A sum of 2 K such differences bounds the total variation of one coordinate by 2 K 2^-w,
 * and of d independent ones by d times that, tau. So P(class) >= P~(class) - tau: votes are drawn from P~, the
 * certificate speaks of P.
 */
import {
  add,
  apply,
  div,
  exactly,
  exp,
  library,
  mul,
  neg,
  pow,
  rational,
  sub,
  type Claim,
  type EnclosedInstance,
  type EvidenceContext,
  type ExactInstance,
  type Expression,
} from '../../src/checker/index.ts';
import { tauPaidPart } from './bookkeeping.ts';
import { noiseCopiesPart } from '../copies/copies-of-noise.ts';
import { gridNoisePart } from '../copies/noise-on-a-grid.ts';
import { copyDeviation, latticeLaw } from '../../src/certify/copies/lattice/lattice-law.ts';
import { latticeCopyKernel } from '../../src/certify/copies/lattice/lattice-kernel.ts';
import { thresholdCount } from '../../src/certify/copies/lattice/threshold-search.ts';
import { uniformThresholds } from '../../src/certify/copies/lattice/uniform-lattice.ts';
import type { CopyKernel } from '../../src/certify/copies/noise-kernel.ts';
import { noisyCopyKernel } from '../../src/certify/copies/noise-kernels.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { numerator, ONE, ratio, toRational, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { apart, apartByWords, oneFunction, PIXELS } from './float-witness.ts';
import { beyondLink } from './votes-and-copies.ts';

/** A law on K + 1 integers by its distribution function, the last value 1 left out. */
type Cumulative = readonly Rational[];

const uniformLaw = (reach: number): Cumulative =>
  Array.from({ length: 2 * reach }, (_, i) => ratio(i + 1, 2 * reach + 1));

function* laws({ seed, effort }: EvidenceContext): Generator<Cumulative> {
  yield uniformLaw(1);
  yield uniformLaw(3);
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 4 : 20); i++) {
    const weights = Array.from({ length: 3 + random.integer(8) }, () => 1 + random.integer(50));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let sum = 0;
    yield weights.slice(1).map((weight) => ratio((sum += weight), total));
  }
}

const floor = (x: Rational): bigint => numerator(x) / x.d;
const thresholdsOf = (law: Cumulative, bits: number): bigint[] =>
  law.map((share) => floor(share.mul(1n << BigInt(bits))));
const asDrawn = (thresholds: readonly bigint[], bits: number): Cumulative =>
  thresholds.map((t) => ratio(t, 1n << BigInt(bits)));
const shown = (law: Cumulative): string => law.map((share) => share.toFraction()).join(' ');

/** Probabilities of the integers. */
const atoms = (law: Cumulative): Rational[] => [...law, ONE].map((end, i) => end.sub(i === 0 ? ZERO : law[i - 1]!));

/** sup over sets of P~(A) - P(A). */
function variation(drawn: Cumulative, law: Cumulative): Rational {
  const exact = atoms(law);
  return atoms(drawn).reduce((sum, p, i) => (p.compare(exact[i]!) > 0 ? sum.add(p.sub(exact[i]!)) : sum), ZERO);
}

/** Over all words U: the words that give at most k are T_k of 2^w. */
function* allWords(context: EvidenceContext): Generator<ExactInstance> {
  for (const law of laws(context)) {
    for (const half of [3, 5]) {
      const bits = 2 * half;
      const thresholds = thresholdsOf(law, bits).map(Number);
      const words = 2 ** half;
      const count = thresholdCount(
        {
          high: Uint32Array.from(thresholds, (t) => Math.floor(t / words)),
          low: Uint32Array.from(thresholds, (t) => t % words),
        },
        half,
      );
      const hits = new Array<number>(thresholds.length + 1).fill(0);
      for (let u = 0; u < words ** 2; u++) hits[count(Math.floor(u / words), () => u % words)]!++;
      let sum = 0;
      for (const [k, t] of thresholds.entries()) {
        sum += hits[k]!;
        const label = `P(N <= k) ${shown(law)}, w = ${bits}: words of at most ${k}`;
        yield { label, left: ratio(sum), relation: '=', right: ratio(t) };
        const off = law[k]!.sub(ratio(sum, words ** 2));
        yield { label: `${label}, what is missing`, left: off, relation: '>=', right: ZERO };
        yield { label: `${label}, what is missing`, left: off, relation: '<', right: ratio(1, words ** 2) };
      }
    }
  }
}

/** Total variation of one coordinate at most (number of thresholds) / 2^w, the thresholds cut to `kept` bits. */
function* coordinate(context: EvidenceContext, kept = (bits: number): number => bits): Generator<ExactInstance> {
  const all = [...laws(context), uniformLaw(220)];
  for (const law of all) {
    for (const bits of [6, 10, 64]) {
      const drawn = asDrawn(thresholdsOf(law, kept(bits)), kept(bits));
      yield {
        label: `P(N <= k) ${shown(law).slice(0, 60)}, ${law.length} thresholds, w = ${bits}`,
        left: variation(drawn, law),
        relation: '<=',
        right: ratio(law.length, 1n << BigInt(bits)),
      };
    }
  }
}

/** Of two coordinates, at most twice as much. */
function* copies(context: EvidenceContext): Generator<ExactInstance> {
  for (const law of laws(context)) {
    for (const bits of [6, 10]) {
      const drawn = asDrawn(thresholdsOf(law, bits), bits);
      const [p, exact] = [atoms(drawn), atoms(law)];
      let gained = ZERO;
      for (const [i, a] of p.entries()) {
        for (const [j, b] of p.entries()) {
          const more = a.mul(b).sub(exact[i]!.mul(exact[j]!));
          if (more.compare(ZERO) > 0) gained = gained.add(more);
        }
      }
      const right = ratio(2 * law.length, 1n << BigInt(bits));
      yield { label: `P(N <= k) ${shown(law)}, w = ${bits}, d = 2`, left: gained, relation: '<=', right };
    }
  }
}

/** P(A) >= P~(A) - tau for the set that gains most, tau as given. */
function* bestSets(tau: (law: Cumulative, bits: number) => Rational): Generator<ExactInstance> {
  for (const reach of [3, 220]) {
    for (const bits of [8, 64]) {
      const law = uniformLaw(reach);
      const drawn = asDrawn(uniformThresholds(reach, bits), bits);
      const exact = atoms(law);
      let [own, ideal] = [ZERO, ZERO];
      for (const [i, p] of atoms(drawn).entries()) {
        if (p.compare(exact[i]!) <= 0) continue;
        own = own.add(p);
        ideal = ideal.add(exact[i]!);
      }
      const label = `uniform, K = ${reach}, w = ${bits}: the integers drawn too often`;
      yield { label, left: ideal, relation: '>=', right: own.sub(tau(law, bits)) };
    }
  }
}

const DEFAULTS = [
  ['gaussian', 1 / 2],
  ['laplace', 0.5 / Math.SQRT2],
  ['iid-exp,s=4', 220 / 256],
] as const;

/** P(Z > (j + 1/2)/255) as an expression. */
function tail(spec: (typeof DEFAULTS)[number][0], lambda: number, j: number): Expression {
  const exact = toRational(lambda);
  const x = rational(BigInt(2 * j + 1) * exact.d, 510n * numerator(exact));
  if (spec === 'gaussian') return apply('normalCdf', neg(x));
  if (spec === 'laplace') return div(exp(neg(x)), 2);
  return div(sub(1, apply('gammaCdf', pow(x, 4), rational(1, 4))), 2);
}

/** T <= 2^64 P(N <= k) < T + 1 for thresholds of the library, as two differences that are not negative. */
async function enclosedThresholds({ effort }: EvidenceContext): Promise<Iterable<EnclosedInstance>> {
  const instances: EnclosedInstance[] = [];
  for (const [spec, lambda] of DEFAULTS) {
    const law = await latticeLaw(parseNoise(spec, 4, { lambda }), 255);
    const step = effort === 'quick' ? 97 : 1;
    for (let at = 0; at < 2 * law.reach; at += step) {
      const k = at - law.reach;
      const beyond = tail(spec, lambda, k < 0 ? -k - 1 : k);
      const share = mul(1n << 64n, k < 0 ? beyond : sub(1, beyond));
      const threshold = (BigInt(law.high[at]!) << 32n) + BigInt(law.low[at]!);
      const label = `${spec} at lambda ${lambda} on the grid of 1/255, T at ${k} is ${threshold}`;
      for (const [words, expression] of [
        ['at most 2^64 F', sub(threshold, share)],
        ['within 1 of it', sub(share, add(threshold, 1))],
      ] as const) {
        instances.push({
          label: `${label}: ${words}`,
          value: 0,
          relation: 'at-least',
          expression,
          at: {},
          tolerance: '0',
        });
      }
    }
  }
  return instances;
}

/** |T - 2^64 P(N <= k)| <= 2^64 deviation for a marginal given as a formula, its law being that of the Gaussian. */
async function closeThresholds({ effort }: EvidenceContext): Promise<Iterable<EnclosedInstance>> {
  const instances: EnclosedInstance[] = [];
  const lambda = 1 / 2;
  const law = await latticeLaw(productNoise('exp(-x^2/2)', 4, { lambda }), 255);
  const deviation = toRational(law.deviation);
  const off = rational(numerator(deviation) << 64n, deviation.d);
  for (let at = 0; at < 2 * law.reach; at += effort === 'quick' ? 97 : 1) {
    const k = at - law.reach;
    const beyond = tail('gaussian', lambda, k < 0 ? -k - 1 : k);
    const share = mul(1n << 64n, k < 0 ? beyond : sub(1, beyond));
    const threshold = (BigInt(law.high[at]!) << 32n) + BigInt(law.low[at]!);
    for (const [words, expression] of [
      ['not above', sub(threshold, add(share, off))],
      ['not below', sub(share, add(threshold, off))],
    ] as const) {
      const label = `product of exp(-x^2/2), lambda ${lambda}, grid of 1/255, T at ${k}: ${words} by more than ${law.deviation}`;
      instances.push({ label, value: 0, relation: 'at-least', expression, at: {}, tolerance: '0' });
    }
  }
  return instances;
}

/** Coordinates of an ImageNet image. */
const IMAGENET = 150_528n;

/**
 * A law with an integer of probability p = 2^-(w+1), which is never drawn: no coordinate of a copy is that integer with
 * probability 1 as drawn, and (1 - p)^d under the law, between 1 - d p and 1 - d p + (d p)^2/2.
 */
function* neverDrawn(tau: (bits: number) => Rational, side: 'least' | 'most'): Generator<ExactInstance> {
  for (const bits of [32, 64]) {
    const dp = ratio(IMAGENET, 1n << BigInt(bits + 1));
    const own = asDrawn(thresholdsOf([ratio(1n, 1n << BigInt(bits + 1))], bits), bits);
    const least = ONE.sub(dp);
    yield {
      label: `w = ${bits}, d = ${IMAGENET}: no coordinate at an integer of probability 2^-${bits + 1}, drawn with ${own[0]!.toFraction()}`,
      left: side === 'least' ? least : least.add(dp.mul(dp).div(2)),
      relation: '>=',
      right: ONE.sub(tau(bits)),
    };
  }
}

const onGrid = async (noise: Noise, seed: number): Promise<CopyKernel> =>
  latticeCopyKernel(await latticeLaw(noise, 255), PIXELS, seed);
const tauOnGrid = async (noise: Noise): Promise<number> => copyDeviation(await latticeLaw(noise, 255), PIXELS);

const step = Math.fround(1 / 255);
const tauOf = (law: Cumulative, bits: number): Rational => ratio(law.length, 1n << BigInt(bits));

export const latticeSampler: Claim = {
  id: 'lattice-sampler',
  title: 'Noise on the grid of images as it is drawn, and what its rounding costs',
  statement:
    'Let $N$ be an integer law with $2K+1$ atoms, $T_k = \\lfloor 2^w P(N \\le k) \\rfloor$, $U$ uniform on $\\{0, \\dots, 2^w-1\\}$ and $\\tilde N = -K + \\#\\{k : T_k \\le U\\}$. The total variation between $d$ independent coordinates of $\\tilde N$ and of $N$ is at most $\\tau = 2Kd\\,2^{-w}$, so $P(\\mathrm{class}) \\ge \\tilde P(\\mathrm{class}) - \\tau$. A copy that is one function of $n + \\tilde N$ shows nothing else.',
  hypotheses: ['random words are independent and uniform', '$\\tau$ is taken off the bound of the probability'],
  source:
    'derived here; against noise in float32: Jin et al., Getting a-Round Guarantees (2022); Voracek, Hein, Sound Randomized Smoothing in Floating-Point Arithmetics (ICLR 2023)',
  axioms: [],
  inWords: ['every law and word length: the parts enumerate small ones'],
  parts: [
    beyondLink,
    {
      id: 'words',
      statement:
        'Of the $2^w$ words $T_k$ give at most $k$: less than $2^{-w}$ is missing from each cumulative probability.',
      evidence: [exactly('every word of 6 and 10 bits, through the sampler and its guide table', allWords)],
    },
    {
      id: 'coordinate',
      statement: 'One coordinate is within $2K\\,2^{-w}$ in total variation.',
      evidence: [exactly('uniform and random laws, w = 6, 10, 64', (context) => coordinate(context))],
    },
    {
      id: 'copy',
      statement: 'A copy of $d$ coordinates is within $d$ times that.',
      evidence: [exactly('d = 2, every pair of integers', copies)],
    },
    {
      id: 'tau',
      statement: '$P(A) \\ge \\tilde P(A) - \\tau$ for the set that is drawn too often.',
      evidence: [
        exactly('uniform, K = 3 and 220, w = 8 and 64', () => bestSets(tauOf)),
        exactly('an integer that is never drawn, d = 150,528', () =>
          neverDrawn((bits) => ratio(2n * IMAGENET, 1n << BigInt(bits)), 'least'),
        ),
      ],
    },
    {
      id: 'thresholds',
      about: 'implementation',
      implements: ['words'],
      statement: 'The thresholds of the library are the integer parts of $2^{64} P(N \\le k)$.',
      evidence: [library('a spread of thresholds, all at level full', enclosedThresholds)],
    },
    {
      id: 'thresholds-of-formulas',
      about: 'implementation',
      implements: ['coordinate'],
      statement: 'Thresholds of a marginal given as a formula are as near as the library says.',
      evidence: [library('a spread of thresholds, all at level full', closeThresholds)],
    },
    {
      id: 'copies-on-the-grid',
      about: 'implementation',
      implements: ['copy'],
      statement: 'What a model is shown is one function of $n + N$; the attack on sums of floats finds nothing.',
      evidence: [
        exactly('the library', () => oneFunction((n, noise) => Math.fround((n + noise) * step))),
        exactly('the witness against float32, on the grid', () => apart(onGrid, tauOnGrid)),
        exactly('the witness that looks for words, on the grid', () => apartByWords(onGrid, tauOnGrid)),
      ],
    },
    tauPaidPart,
    gridNoisePart,
    noiseCopiesPart,
  ],
  mutants: [
    {
      id: 'float32',
      statement: 'certificates of noise added in float32 hold for the program',
      evidence: exactly('a classifier that asks whether fl(a + fl(y - a)) = y', () =>
        apart(
          (noise, seed) => Promise.resolve(noisyCopyKernel(noise, seed)),
          () => Promise.resolve(0),
        ),
      ),
    },
    {
      id: 'float32-word',
      statement: 'certificates of uniform noise added in float32 hold, whatever a model asks of its input',
      evidence: exactly('a classifier that looks for the random word behind every pixel', () =>
        apartByWords(
          (noise, seed) => Promise.resolve(noisyCopyKernel(noise, seed)),
          () => Promise.resolve(0),
        ),
      ),
    },
    {
      id: 'sum-in-float',
      statement: 'the float32 sum of n/255 and N/255 is a function of $n + N$',
      evidence: exactly('k = 1 to 300', () =>
        oneFunction((n, noise) => Math.fround(Math.fround(n / 255) + Math.fround(noise / 255))),
      ),
    },
    {
      id: 'one-word',
      statement: 'half of the bits, without a second word, are as near',
      evidence: exactly('thresholds of w/2 bits', (context) => coordinate(context, (bits) => bits / 2)),
    },
    {
      id: 'tau-forgotten',
      statement: 'what is drawn with probability $\\rho$ has probability $\\rho$ under the law certified',
      evidence: exactly('the set that is drawn too often', () => bestSets(() => ZERO)),
    },
    {
      id: 'tau-of-large-images',
      statement: 'what 64 bits a coordinate leave over is nothing at $d = 150{,}528$',
      evidence: exactly('an integer that is never drawn', () => neverDrawn(() => ZERO, 'most')),
    },
  ],
};
