/**
 * Cubical noise against l1 past rho = 1 - 1/(2d), where the best set of mass 1 - rho is a part of one face: Phi(p) =
 * Phi_inf(d p)/d. Two radii are certified there, the integral of 1/Phi and the solution of D(R) = rho - 1/2 for the
 * total variation D, and either may be the larger one: the integral grows without end as rho goes to 1, the other ends
 * at D(R) = 1/2.
 */
import {
  compile,
  div,
  library,
  mul,
  numerically,
  substitute,
  type Expression,
  type ImplementationPart,
  type NumericInstance,
} from '../../../src/checker/index.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { growthRate } from '../../../src/growth/rate/growth-rate.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { findRoot } from '../../../src/numeric/roots.ts';
import type { RandomStream } from '../../../src/numeric/random/random-stream.ts';
import { draws, type Draw } from '../../vocabulary/drawn-links.ts';
import {
  integralOfInverseRate,
  labelOf,
  numericValues,
  rateInstance,
  rowRadius,
  type LibraryCase,
} from '../../vocabulary/library-link.ts';
import { d, p } from '../../vocabulary/radius-parts.ts';

const FEW = { quick: 3, full: 60 } as const;

/** The R with D(R) = excess: from the line through 0 and (1, D(1)), doubled or halved, to a bracket. */
function variationRoot(variation: (r: number) => number, excess: number): number {
  const gap = (r: number): number => variation(r) - excess;
  let [low, high] = [1, 1];
  while (gap(low) > 0) low /= 2;
  while (gap(high) < 0) high *= 2;
  return findRoot(gap, low, high, { absoluteTolerance: 1e-13 * low }).root;
}

/** Between 1 - 1/(2d) and 1, its distance from 1 on a logarithmic scale. */
const beyond = (random: RandomStream, dim: number): number => 1 - (0.5 * 10 ** (-5.7 * random.uniformOpen())) / dim;

/** The library's radius, and the larger of the two that are certified. */
function betterOfTwo(one: LibraryCase, variation: Expression, rho: number): NumericInstance[] {
  const phi = growthRate(parseNoise(one.noise, one.dim, { lambda: 1 }), parseAdversary('l1', one.dim));
  // A quadrature does not notice that it has missed the kink where the plateau ends.
  const integral = integralOfInverseRate((mass) => phi?.phi(mass) ?? NaN, rho, [0.5 / one.dim]);
  const [formula, values] = [compile(variation), numericValues(one)];
  const root = variationRoot((shift) => formula({ ...values, r: shift }), rho - 0.5);
  const which = integral.value > root ? 'the integral' : 'the total variation';
  const right = Math.max(integral.value, root);
  const label = `${labelOf(one)}, rho = ${rho}, ${which} the larger`;
  const left = rowRadius(one, rho, 'closed-form');
  const tolerance = integral.error + 1e-12 * right;
  return [
    { label, left, relation: '<=', right, tolerance },
    { label, left, relation: '>=', right, tolerance: tolerance + 1e-9 * right },
  ];
}

/**
 * `rate` is Phi against linf and `variation` D as a formula in r; the draw's noise has no pole.
 */
export const beyondPlateauPart = (draw: Draw, rate: Expression, variation: Expression): ImplementationPart => ({
  id: 'library-beyond-plateau',
  about: 'implementation',
  implements: ['rate', 'derivative'],
  statement:
    'At drawn places past $\\rho = 1-\\frac1{2d}$ the library has $\\Phi(p) = \\Phi_\\infty(dp)/d$, and for its radius the larger of the integral of $1/\\Phi$ and the $R$ with $D(R) = \\rho - \\frac12$, $D$ the total variation (row-exp-linf-l1), within $10^{-9}$.',
  evidence: [
    library('rates below 1/(2d)', (context) =>
      draws(context, FEW, (random, index) => {
        const one = draw(random, index);
        const mass = (0.5 * 10 ** (-4 * random.uniformOpen())) / one.dim;
        return rateInstance(one, div(substitute(rate, 'p', mul(d, p)), d), mass);
      }),
    ),
    numerically('radii against both: the Phi above by quadrature, and a root of the formula for D', (context) =>
      draws(context, FEW, (random, index) => {
        const one = draw(random, index);
        return betterOfTwo(one, variation, beyond(random, one.dim));
      }).flat(),
    ),
  ],
});
