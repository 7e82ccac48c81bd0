/**
 * What bounds of the growth rate are made of, piece by piece: sums of slopes against sums over all sizes and signs, the
 * arithmetic of lines against quadrature, and whole bounds against rates that are known by hand, jumps included.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { fisherLines, GrowthRateBound, type RateLine } from '../../src/noise/rate/bound.ts';
import { absoluteSumAtLeast, withRare } from '../../src/noise/rate/score-sum-below.ts';
import { slopeSumAtLeast, slopeSumExcess } from '../../src/noise/rate/slope-sum.ts';
import { thresholdLadder } from '../../src/noise/rate/thresholds.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { excessByHand, finiteLaw, type Atoms } from '../vocabulary/finite-scores.ts';

/** Up to three sizes; half of the laws have less mass than 1. */
function drawnAtoms(random: RandomStream): Atoms {
  const count = 1 + random.integer(3);
  const shares = Array.from({ length: count }, () => 0.05 + random.uniform());
  const whole = shares.reduce((a, b) => a + b, 0) * (random.uniform() < 0.5 ? 1 : 1 + 0.5 * random.uniform());
  const sizes = shares.map(() => between(random, 0.1, 30)).sort((a, b) => a - b);
  return sizes.map((size, k) => [size, shares[k]! / whole] as const);
}

const filled = (atoms: Atoms): Atoms => {
  const missing = 1 - atoms.reduce((sum, [, mass]) => sum + mass, 0);
  return missing > 1e-12 ? [[0, missing], ...atoms] : atoms;
};

/** Sums of different laws, each with jumps and a weight that is known from two sides. */
const sums = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random): NumericInstance[] => {
    const count = 1 + random.integer(4);
    const laws = Array.from({ length: count }, () => drawnAtoms(random));
    const jumps = laws.map(() => (random.uniform() < 0.5 ? 0 : between(random, 0.01, 5)));
    const weights = laws.map(() => {
      const weight = between(random, 0.1, 10);
      return [weight, weight * (1 + 0.3 * random.uniform())] as const;
    });
    const slopes = laws.map((atoms, i) => ({ law: finiteLaw(filled(atoms), jumps[i]), weight: weights[i]! }));
    const height = (side: 0 | 1): number => jumps.reduce((sum, jump, i) => sum + jump * weights[i]![side], 0);
    const most = weights.map(([, weight]) => weight);
    const scale = excessByHand(laws, most, 0);
    const label = `${count} laws: ${JSON.stringify(laws)}, jumps ${jumps.join()}, weights ${JSON.stringify(weights)}`;
    const excess = slopeSumExcess(slopes);
    const least = slopeSumAtLeast(slopes);
    const low =
      excessByHand(
        laws,
        weights.map(([weight]) => weight),
        0,
      ) + height(0);
    return [
      ...[0, 0.3, 1, 2.5].flatMap((share): NumericInstance[] => {
        const c = share * scale;
        const truth = excessByHand(laws, most, c) + height(1);
        return [
          atMost(`${label}, c = ${c}: from above`, truth, excess(c), 1e-14 * truth),
          atMost(`${label}, c = ${c}: not far above`, excess(c), truth * (1 + 1e-4) + 1e-5 * scale),
        ];
      }),
      atMost(`${label}: from below`, least, low, 1e-14 * low),
      atMost(`${label}: not far below`, low * (1 - 1e-3), least),
    ];
  }).flat();

/** Sums of one law. */
const walks = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 40 }, (random): NumericInstance[] => {
    const [atoms, n] = [drawnAtoms(random), 2 + random.integer(4)];
    const truth = excessByHand(
      Array.from({ length: n }, () => atoms),
      new Array<number>(n).fill(1),
      0,
    );
    const found = absoluteSumAtLeast(finiteLaw(atoms), n);
    // A rare size in the place of any score: it may be there twice.
    const [mass, size] = [between(random, 1e-5, 1e-2), between(random, 1, 1e3)];
    const scaled: Atoms = atoms.map(([s, m]) => [s, m * (1 - mass)]);
    const mixed = excessByHand(
      Array.from({ length: n }, () => [...scaled, [size, mass] as const]),
      new Array<number>(n).fill(1),
      0,
    );
    const rare = withRare(truth, n, mass * size, mass);
    const label = `${n} of ${JSON.stringify(atoms)}`;
    return [
      atMost(`${label}: from below`, found, truth),
      atMost(`${label}: not far below`, truth * 0.93, found),
      atMost(`${label}, and ${size} with probability ${mass}`, rare, mixed * (1 + 1e-9)),
    ];
  }).flat();

function drawnLines(random: RandomStream): RateLine[] {
  return Array.from({ length: 1 + random.integer(6) }, () => ({
    slope: random.uniform() < 0.2 ? 0 : between(random, 0.05, 50),
    intercept: between(random, 1e-4, 1),
  }));
}

/** int_tail^{1/2} over the least line, crossing by crossing. */
function integralOfLeast(lines: readonly RateLine[], tail: number): number {
  const phi = (p: number): number => Math.min(...lines.map(({ slope, intercept }) => intercept + slope * p));
  const crossings = lines.flatMap((a, i) =>
    lines.slice(i + 1).flatMap((b) => {
      const p = (b.intercept - a.intercept) / (a.slope - b.slope);
      return p > tail && p < 0.5 ? [p] : [];
    }),
  );
  const ends = [tail, ...crossings.sort((a, b) => a - b), 0.5];
  return ends
    .slice(1)
    .reduce((sum, to, i) => sum + integrate((p) => 1 / phi(p), ends[i]!, to, { relativeTolerance: 1e-11 }).value, 0);
}

/** Radius, flow, scale and union of bounds by lines. */
const arithmetic = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 200 }, (random): NumericInstance[] => {
    const [first, second] = [drawnLines(random), drawnLines(random)];
    const factor = between(random, 0.01, 100);
    const tail = random.uniform() < 0.5 ? between(random, 1e-9, 0.4) : 0.5 - between(random, 1e-3, 0.4);
    const bound = new GrowthRateBound(first, 'drawn lines', 0.99);
    const both = bound.and(new GrowthRateBound(second, 'other lines', 0.98));
    const truth = integralOfLeast(first, tail);
    const label = `lines ${first.map(({ slope, intercept }) => `${intercept} + ${slope} p`).join(', ')}, tail = ${tail}`;
    const share = 0.05 + 0.9 * random.uniform();
    const radius = bound.radius(tail);
    // Half of the way to 1/2, and as far beyond it: by symmetry 1 - p.
    const beyond = bound.flow(tail, 2 * radius);
    const part = bound.flow(tail, share * radius);
    return [
      atMost(`${label}: radius`, radius, truth, 1e-11 * truth),
      atMost(`${label}: radius not far below`, truth * (1 - 1e-9), radius),
      atMost(`${label}: flow over the radius reaches 1/2`, 0.5 - 1e-9, bound.flow(tail, radius)),
      atMost(`${label}: flow over twice the radius, from above`, 1 - beyond, tail, 1e-6 * tail + 1e-14),
      atMost(`${label}: flow over twice the radius`, tail, 1 - beyond, 1e-6 * tail + 1e-14),
      atMost(`${label}: flow over a part of it, from above`, (1 - share) * truth, bound.radius(part) + 1e-9 * truth),
      agrees(`${label}: flow over a part of it`, bound.radius(part), (1 - share) * truth, 1e-6),
      agrees(`${label}: of ${factor} times the adversary`, bound.scaled(factor).radius(tail), truth / factor, 1e-9),
      agrees(`${label}: with other lines`, both.radius(tail), integralOfLeast([...first, ...second], tail), 1e-9),
      agrees(`${label}: confidence of both`, 1 - both.confidence, 0.03, 1e-9),
      agrees(`${label}: confidence at a scale`, bound.scaled(factor).confidence, 0.99, 1e-15),
      agrees(`${label}: Phi by symmetry`, bound.phi(1 - tail), bound.phi(tail), 1e-6),
    ];
  }).flat();

/** The tangents of sqrt(I p(1-p)), on top of jumps. */
const tangents = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 3, full: 100 }, (random): NumericInstance[] => {
    const information = between(random, 1e-4, 1e4);
    const jump = random.uniform() < 0.25 ? 0 : between(random, 1e-3, 3) * Math.sqrt(information);
    const p = 0.5 * 10 ** (-6 * random.uniform());
    const found = new GrowthRateBound(fisherLines(information, jump), 'tangents').phi(p);
    const truth = Math.sqrt(information * p * (1 - p)) + jump;
    const label = `I = ${information}, jump ${jump}, p = ${p}`;
    return [
      atMost(`${label}: above`, truth, found, 1e-13 * truth),
      atMost(`${label}: near`, found, truth * (1 + 1e-3)),
    ];
  }).flat();

/** A ladder of thresholds is no more than its lines, and near the conjugate where it matters. */
const ladders = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random): NumericInstance[] => {
    const atoms = filled(drawnAtoms(random));
    const excess = (c: number): number => 0.5 * excessByHand([atoms], [1], c);
    const mean = 2 * excess(0);
    const lines = thresholdLadder(mean, excess);
    const bound = new GrowthRateBound(lines, 'ladder');
    const p = 0.5 * 10 ** (-3 * random.uniform());
    // The p largest of the signed sizes.
    let [left, truth] = [p, 0];
    for (const [size, mass] of [...atoms].reverse()) {
      const part = Math.min(left, 0.5 * mass);
      truth += part * size;
      left -= part;
    }
    const label = `${JSON.stringify(atoms)}, p = ${p}`;
    return [
      isTrue(
        `${label}: lines`,
        lines.every(({ slope, intercept }) => Math.abs(intercept - excess(slope)) <= 1e-12 * mean),
      ),
      atMost(`${label}: above`, truth, bound.phi(p), 1e-12 * mean),
      atMost(`${label}: near`, bound.phi(p), truth * 1.02 + 1e-4 * mean),
    ];
  }).flat();

/** Of the claim about the differential method. */
export const rateArithmeticPart: ImplementationPart = {
  id: 'library-lines-by-hand',
  about: 'implementation',
  implements: ['convex-rate', 'fisher'],
  statement:
    'Drawn scores of finitely many sizes: what the library takes a weighted sum of them, with jumps, to exceed, from above and below, holds the sum over all sizes and signs; radius, flow, scale and union of lines are those of their least, by quadrature; tangents of $\\sqrt{Ip(1-p)}$ plus jumps lie above it and within $10^{-3}$; a ladder of thresholds lies above the conjugate.',
  evidence: [
    numerically('sums of slopes of up to four laws, and of one law; 1e-14 from the safe side', (context) => [
      ...sums(context),
      ...walks(context),
    ]),
    numerically('lines, their integral and flow; 1e-9, and 1e-11 from the safe side', (context) => [
      ...arithmetic(context),
      ...tangents(context),
      ...ladders(context),
    ]),
  ],
};
