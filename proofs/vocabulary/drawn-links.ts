/**
 * The tie of a row to the code at places nobody chose: dimensions, parameters and probabilities are drawn from the
 * run's seed, each on a scale of its own over the whole documented range, and the library's number must be the
 * formula's from both sides. A listed place is seen by who writes the code; a fault in one branch (even d > 50, k < 1,
 * j > 0) lies elsewhere.
 */
import {
  library,
  neg,
  numerically,
  type EnclosedInstance,
  type Effort,
  type EvidenceContext,
  type Expression,
  type ImplementationPart,
} from '../../src/checker/index.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Method } from '../../src/numeric/estimate.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import {
  bestRadius,
  exactText,
  formulaValues,
  integralInstances,
  labelOf,
  rateInstance,
  rowRadius,
  sigmaInstance,
  type LibraryCase,
} from './library-link.ts';

/** A noise of the row with its adversary; the parameters that the draw takes are those of the formula. */
export type Draw = (random: RandomStream, index: number) => LibraryCase;

/** A number between two others, its logarithm uniform, as a double of few digits. */
export const between = (random: RandomStream, low: number, high: number): number =>
  Number((low * (high / low) ** random.uniform()).toPrecision(4));

/** A dimension, its logarithm uniform. */
export const dimension = (random: RandomStream, least = 1, most = 200_000): number =>
  Math.min(most, Math.floor(least * ((most + 1) / least) ** random.uniform()));

/**
 * rho in (1/2, 1): as near to either end, on a logarithmic scale, as 1e-6 and 1e-9, or to 3/4, where formulas change
 * tails, as 1e-4.
 */
export const probability = (random: RandomStream): number => {
  switch (random.integer(3)) {
    case 0:
      return 0.5 + 0.5 * 10 ** (-6 * random.uniformOpen());
    case 1:
      return 1 - 0.5 * 10 ** (-9 * random.uniformOpen());
    default:
      return 0.75 + 0.25 * random.sign() * 10 ** (-4 * random.uniformOpen());
  }
};

/** p in (0, 1/2), down to 1e-9. */
const mass = (random: RandomStream): number => 0.5 * 10 ** (-9 * random.uniformOpen() ** 2);

/** p in (0, 1), as near to either end as 1e-6. */
export function anyMass(random: RandomStream): number {
  const tail = 0.5 * 10 ** (-6 * random.uniformOpen() ** 2);
  return random.uniform() < 0.5 ? tail : 1 - tail;
}

/** Independent coordinates against l1, their parameter drawn between two values. */
export const drawnProduct =
  (family: 'iid-exp' | 'iid-pareto', parameter: 's' | 'a', low: number, high: number): Draw =>
  (random) => {
    const value = between(random, low, high);
    return {
      noise: `${family},${parameter}=${value}`,
      adversary: 'l1',
      dim: dimension(random),
      parameters: { [parameter]: exactText(value) },
    };
  };

/**
 * So many draws at a level; `quick` a few. The first number that a draw takes, its dimension as a rule, lies in a part
 * of its own of as many equal ones, so that a few draws leave no large region out; a draw is told its number, so that
 * the cases of a formula can take turns.
 */
export const draws = <T>(
  { seed, effort }: EvidenceContext,
  runs: Readonly<Record<Effort, number>>,
  one: (random: RandomStream, index: number) => T,
): T[] => {
  const [order, count] = [randomStream(seed), runs[effort]];
  const parts = Array.from({ length: count }, (_, part) => ({ part, key: order.uniform() }));
  parts.sort((a, b) => a.key - b.key);
  return parts.map(({ part }, index) => one(spreadStream(seed, 1 + index, part, count), index));
};

/** A stream whose first number on [0, 1) lies in one of so many parts. */
function spreadStream(seed: number, stream: number, part: number, parts: number): RandomStream {
  const random = randomStream(seed, stream);
  const uniform = random.uniform.bind(random);
  random.uniform = () => {
    random.uniform = uniform;
    return (part + uniform()) / parts;
  };
  return random;
}

/** What of a row is compared; what is absent is not. */
export interface DrawnFormulas {
  /** R(rho): of `certifiedRadius`, which the row makes exact, or of the row's own route where one is named. */
  readonly radius?: Expression;
  readonly route?: Method;
  /** Phi(p). */
  readonly rate?: Expression;
  /** The row's own route is int dp/Phi of the rate, by quadrature of its own. */
  readonly integral?: boolean;
  /** sigma^2 where the noise of the draw has one. */
  readonly variance?: Expression;
}

/** Draws of a piece of evidence at a level. */
export const RUNS: Readonly<Record<Effort, number>> = { quick: 3, full: 100 };

/** Radius, rate and sigma of the library against the row's formulas at drawn places. */
export const drawnPart = (
  draw: Draw,
  formulas: DrawnFormulas,
  steps: ImplementationPart['implements'],
  { id = 'library-drawn', runs = RUNS }: { readonly id?: string; readonly runs?: typeof RUNS } = {},
): ImplementationPart => ({
  id,
  about: 'implementation',
  implements: steps,
  statement:
    'At dimensions, parameters and probabilities drawn from the seed over the documented range the numbers of the library are those of the formulas within $10^{-9}$; a radius is never above its own.',
  evidence: [
    ...(formulas.radius === undefined
      ? []
      : [
          library('radii', (context) =>
            draws(context, runs, (random, index) => drawnRadius(random, draw(random, index), formulas)),
          ),
        ]),
    ...(formulas.rate === undefined
      ? []
      : [
          library('rates', (context) =>
            draws(context, { ...runs, quick: runs.quick - 1 }, (random, index) =>
              rateInstance(draw(random, index), formulas.rate!, mass(random)),
            ),
          ),
        ]),
    ...(formulas.variance === undefined
      ? []
      : [
          library('sigma', (context) =>
            draws(context, runs, (random, index) => drawnSigma(draw(random, index), formulas.variance!)).flat(),
          ),
        ]),
    ...(formulas.rate === undefined || formulas.integral !== true
      ? []
      : [
          numerically(
            "radii against the integral of one over the library's Phi, as compared above, by quadrature; the tolerance is 1e-9 of the radius, or the quadrature's own error bound",
            (context) =>
              draws(context, runs, (random, index) => {
                const one = draw(random, index);
                const rate = growthRate(
                  parseNoise(one.noise, one.dim, { lambda: 1 }),
                  parseAdversary(one.adversary, one.dim),
                );
                return integralInstances(one, (p) => rate?.phi(p) ?? NaN, [probability(random)]);
              }).flat(),
          ),
        ]),
  ],
});

function drawnRadius(random: RandomStream, one: LibraryCase, { radius, route }: DrawnFormulas): EnclosedInstance {
  const rho = probability(random);
  return {
    label: `${labelOf(one)}, rho = ${rho}${route === undefined ? '' : ', own route'}`,
    value: route === undefined ? bestRadius(one, rho) : rowRadius(one, rho, route),
    relation: 'lower-bound',
    expression: radius!,
    at: { ...formulaValues(one), rho: exactText(rho) },
  };
}

/**
 * A formula in r that is rho - 1/2 at the radius R, rising with r: from both sides within 1e-9. Sharper than the radius
 * itself where that is the inverse of a function with no closed form.
 */
export const drawnExcess =
  (
    draw: Draw,
    formula: Expression,
    { route, most = () => 0.5 }: { readonly route?: Method; readonly most?: (dim: number) => number } = {},
  ) =>
  (random: RandomStream, index: number): EnclosedInstance => {
    const one = draw(random, index);
    const rho = 0.5 + Math.min(most(one.dim), probability(random) - 0.5);
    const radius = route === undefined ? bestRadius(one, rho) : rowRadius(one, rho, route);
    return {
      // The formula at R is at most rho - 1/2, written as a lower bound on its negative.
      label: `${labelOf(one)}, rho = ${rho}: 1/2 - rho at R = ${radius}`,
      value: 0.5 - rho,
      relation: 'lower-bound',
      expression: neg(formula),
      at: { ...formulaValues(one), r: exactText(radius) },
    };
  };

/** None where sigma is infinite. */
const drawnSigma = (one: LibraryCase, variance: Expression): EnclosedInstance[] =>
  [sigmaInstance(one, variance)].filter(({ value }) => Number.isFinite(value));
