/**
 * Cubical noise against l1 past rho = 1 - 1/(2d), where the best set of mass 1 - rho is a part of one face: Phi(p) =
 * Phi_inf(d p)/d.
 */
import {
  div,
  library,
  mul,
  numerically,
  substitute,
  type Expression,
  type ImplementationPart,
} from '../../../src/checker/index.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { growthRate } from '../../../src/growth/rate/growth-rate.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { draws, type Draw } from '../../vocabulary/drawn-links.ts';
import { integralInstances, rateInstance } from '../../vocabulary/library-link.ts';
import { d, p } from '../../vocabulary/radius-parts.ts';

const FEW = { quick: 3, full: 60 } as const;

/** `rate` is Phi against linf; the draw's noise has no pole. */
export const beyondPlateauPart = (draw: Draw, rate: Expression): ImplementationPart => ({
  id: 'library-beyond-plateau',
  about: 'implementation',
  implements: ['rate', 'derivative'],
  statement:
    'At drawn places past $\\rho = 1-\\frac1{2d}$ the library has $\\Phi(p) = \\Phi_\\infty(dp)/d$, and, near enough to 1 for the differential method to be the better one, the integral of $1/\\Phi$ for its radius, within $10^{-9}$.',
  evidence: [
    library('rates below 1/(2d)', (context) =>
      draws(context, FEW, (random, index) => {
        const one = draw(random, index);
        const mass = (0.5 * 10 ** (-4 * random.uniformOpen())) / one.dim;
        return rateInstance(one, div(substitute(rate, 'p', mul(d, p)), d), mass);
      }),
    ),
    numerically('radii against the integral of one over the Phi above, by quadrature', (context) =>
      draws(context, FEW, (random, index) => {
        const one = draw(random, index);
        const phi = growthRate(parseNoise(one.noise, one.dim, { lambda: 1 }), parseAdversary('l1', one.dim));
        const rho = 1 - 10 ** (-3 - 3 * random.uniform()) / one.dim;
        return integralInstances(one, (mass) => phi?.phi(mass) ?? NaN, [rho], {
          route: 'closed-form',
          kinks: [0.5 / one.dim],
        });
      }).flat(),
    ),
  ],
});
