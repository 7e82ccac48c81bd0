/**
 * Both ends of growth by likelihood-ratio tests, against a second way to the truth: lattices of unequal steps against
 * an integral over one coordinate, tests under the heaviest tails against the exact region on the line, ends from
 * thresholds against closed forms.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { growth } from '../../src/growth/growth.ts';
import { crossPolytopeAxisTest } from '../../src/growth/likelihood-ratio/axis.ts';
import { laplaceLattice, latticeGrowth, latticeMass } from '../../src/growth/likelihood-ratio/laplace-lattice.ts';
import { lineTest } from '../../src/growth/likelihood-ratio/line.ts';
import { neymanPearsonGrowth } from '../../src/growth/likelihood-ratio/neyman-pearson.ts';
import { expRadialLaw, powerRadialLaw } from '../../src/growth/likelihood-ratio/radial-law.ts';
import { sphericalTest } from '../../src/growth/likelihood-ratio/spherical.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { logGamma, normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { atFull, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { anyMass, between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { laplaceAlong } from './laplace-along.ts';

const UNIT = { lambda: 1 } as const;

/** E_q(L - t)_+ of Laplace noise moved by a along one axis. */
const excessOfOne = (a: number, t: number): number => {
  const y = Math.log(t);
  return y < -a ? 1 - t : y >= a ? 0 : -Math.expm1(0.5 * (y - a));
};

/** The same of two axes: the first one's law under the moved noise, the second in closed form. */
function excessOfTwo(a: number, b: number, t: number): number {
  const beyond = (y: number): number => excessOfOne(b, t * Math.exp(-y));
  const y = Math.log(t);
  const between = integrate((x) => 0.25 * Math.exp(0.5 * (x - a)) * beyond(x), -a, a, {
    relativeTolerance: 1e-11,
    breakpoints: [y - b, y + b].filter((x) => x > -a && x < a),
  }).value;
  return 0.5 * beyond(a) + 0.5 * Math.exp(-a) * beyond(-a) + between;
}

/** inf over t of t p + e(t), a convex function of log t, by thirds. */
function leastOver(excess: (t: number) => number, p: number, reach: number): number {
  const value = (y: number): number => Math.exp(y) * p + excess(Math.exp(y));
  let [low, high] = [-reach, reach];
  for (let i = 0; i < 80; i++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (value(left) < value(right)) high = right;
    else low = left;
  }
  return Math.min(1, value(0.5 * (low + high)));
}

/** Two shifts of different length on a lattice that fits neither, or one of them. */
const lattices = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 40 }, (random): NumericInstance[] => {
    const [a, b] = [between(random, 0.1, 3), between(random, 0.1, 3)];
    const p = anyMass(random);
    const levels = [
      { size: a, count: 1 },
      { size: b, count: 1 },
    ];
    // Convex in t, hence with one valley in log t, though not convex there.
    const truth = leastOver((t) => excessOfTwo(a, b, t), p, a + b);
    return [3 + random.integer(4), 24].flatMap((resolution): NumericInstance[] => {
      const [high, low] = (['above', 'below'] as const).map((side) => laplaceLattice(levels, resolution, side));
      const above = latticeGrowth(p, high!, 'above');
      const below = latticeGrowth(p, low!, 'below');
      const step = Math.max(a, b) / resolution;
      const label = `Laplace, shift (${a}, ${b}), p = ${p}, ${resolution} steps`;
      return [
        atMost(`${label}: from above`, truth, above, 1e-10),
        atMost(`${label}: not far above`, above, truth + 0.2 * step + 1e-10),
        atMost(`${label}: from below`, below, truth, 1e-10),
        atMost(`${label}: not far below`, truth, below + step),
        // The mass at which growth is 1/2.
        atMost(
          `${label}: growth of what is certified`,
          latticeGrowth(latticeMass(high!, 'above'), high!, 'above'),
          0.5 + 1e-9,
        ),
      ];
    });
  }).flat();

/** (1 + |x|)^-a on the line, moved by v: L > e^tau on an interval around v, or off one around 0. */
function regionMass(a: number, v: number, tau: number): number {
  if (tau < 0) return 1 - opposite(a, v, -tau);
  const s = Math.exp(tau / a);
  const tail = (x: number): number => (x >= 0 ? 0.5 * (1 + x) ** (1 - a) : 1 - 0.5 * (1 - x) ** (1 - a));
  if (tau === 0) return tail(v / 2);
  const from = (s * (1 + v) - 1) / (1 + s);
  if (!(from < v)) return 0;
  return tail(from) - tail((1 - s + s * v) / (s - 1));
}

/** Q(log L <= -tau): by reflection the mass, after the shift, of L >= e^tau. */
function opposite(a: number, v: number, tau: number): number {
  const s = Math.exp(tau / a);
  // x -> v - x: 1 + |x - v| > s (1 + |x|) on an interval around 0.
  const tail = (x: number): number => (x >= 0 ? 0.5 * (1 + x) ** (1 - a) : 1 - 0.5 * (1 - x) ** (1 - a));
  const to = v - (s * (1 + v) - 1) / (1 + s);
  if (!(to > 0)) return 0;
  return tail(v - (1 - s + s * v) / (s - 1)) - tail(to);
}

/** Tails so heavy that doubles end before 1e-30 of the mass does. */
const heavyTails = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random, index): NumericInstance[] => {
    const excess = index % 2 === 0 ? between(random, 0.01, 0.1) : between(random, 0.1, 20);
    const [a, v, tau] = [1 + excess, between(random, 1e-3, 1e6), (random.uniform() - 0.5) * 2];
    const law = powerRadialLaw(1, 1, a);
    const truth = regionMass(a, v, a * tau);
    const label = `(1+|x|)^-${a}, shift ${v}, log threshold ${a * tau}`;
    return [lineTest(law, ''), crossPolytopeAxisTest(law, '')].flatMap((test, i): NumericInstance[] => {
      const { value, error } = test.mass(v, a * tau);
      return [
        ...lies(`${label}, test ${i}`, { lower: value - error - 1e-12, upper: value + error + 1e-12 }, truth, 1e-9),
        // No more is left open than lies outside the doubles.
        atMost(`${label}, test ${i}: the error`, error, 1e-9 + 4 * Math.exp(-300 * excess)),
      ];
    });
  }).flat();

/** The mass outside the window of a law, in any dimension: where the window ends with the doubles, its own tail. */
const windows = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random): NumericInstance[] => {
    const [dim, k] = [dimension(random, 1, 3000), between(random, 0.3, 4)];
    const [left, right] = [dim / k, between(random, 0.002, 0.2) / k];
    const law = powerRadialLaw(dim, k, left + right);
    // P(v > y) of a beta-prime law is y^-right/(right B(left, right)) far out.
    const beyond = Math.exp(
      -right * k * law.high - Math.log(right) - logGamma(left) - logGamma(right) + logGamma(left + right),
    );
    const label = `(1+|x|^${k})^-${left + right}, d = ${dim}`;
    return [atMost(`${label}: mass beyond e^${law.high}`, beyond * (1 - 1e-6), law.outside)];
  }).flat();

/** Ends from thresholds where growth is known: normal and Laplace laws by laws of the radius. */
const thresholds = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 60 }, (random, index): NumericInstance[] => {
    const [dim, size, p] = [dimension(random, 2, 2000), between(random, 0.01, 4), anyMass(random)];
    const isRound = index % 2 === 0;
    const test = isRound
      ? sphericalTest(expRadialLaw(dim, 2, 0), '')
      : crossPolytopeAxisTest(expRadialLaw(dim, 1, 0), '');
    const truth = isRound ? normalCdf(normalQuantile(p) + Math.SQRT2 * size) : laplaceAlong(size, p);
    const found = neymanPearsonGrowth(test, size, p);
    const label = `${isRound ? 'e^-|x|_2^2' : 'e^-|x|_1'}, d = ${dim}, shift ${size}, p = ${p}`;
    return [
      ...lies(label, found, truth, 1e-11),
      atMost(`${label}: width`, found.upper - found.lower, 1e-7),
      isTrue(`${label}: value within`, found.lower <= found.value && found.value <= found.upper),
    ];
  }).flat();

/** The cube along an axis is e^{-|x_1|^k} in no coordinate, but on the line. */
const onTheLine = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 40 }, (random): NumericInstance[] => {
    const [s, size, p] = [between(random, 1.001, 20), between(random, 0.01, 2), anyMass(random)];
    const truth = growth(parseNoise(`iid-exp,s=${s}`, 2, UNIT), [size, 0], p).value;
    const law = expRadialLaw(1, s, 0);
    return [lineTest(law, ''), crossPolytopeAxisTest(law, '')].flatMap((test, i) => {
      const found = neymanPearsonGrowth(test, size, p);
      const label = `e^-|x|^${s} on the line, test ${i}, shift ${size}, p = ${p}`;
      return [...lies(label, found, truth, 1e-10), atMost(`${label}: width`, found.upper - found.lower, 1e-6)];
    });
  }).flat();

/** Of the claim about Neyman and Pearson. */
export const growthEndsPart: ImplementationPart = {
  id: 'library-ends',
  about: 'implementation',
  implements: ['primal', 'dual'],
  statement:
    'Both ends of growth hold a second way to it, and are near: Laplace noise moved along two axes by different lengths, on lattices that fit neither; tests on the line of tails that doubles cut off, and the mass that they leave out; normal and Laplace laws by laws of their radius, $d$ to 2000.',
  evidence: [
    numerically('lattices at drawn shifts, p and steps; 1e-10 from the safe side', atFull(lattices)),
    numerically('tails and windows of drawn laws; the stated error, and 1e-9', (context) => [
      ...heavyTails(context),
      ...windows(context),
    ]),
    numerically(
      'ends from thresholds at drawn d, shifts and p; 1e-11 of the truth, 1e-10 on the line',
      atFull((context) => [...thresholds(context), ...onTheLine(context)]),
    ),
  ],
};
