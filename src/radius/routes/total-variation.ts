/**
 * Cubical noise f(|x|_inf) against l1, by total variation.
 *
 * A level-set noise is a mixture of uniform noises on the bodies T K, and for a shift v the sign of q(x - v) - q(x) at
 * a point x is the same in every member of the mixture. So TV(v) = E[1 - o_K(v/T)], and always G(p, v) <= p + TV(v).
 * For the cube, {o >= c} is convex and symmetric under signed permutations, so over the l1 ball of radius a every
 * member, hence TV, is worst at a e_1, where
 *
 *   D(a) := TV(a e_1) = E min(1, a/(2T)) = P(T < a/2) + (a/2) E[1/T; T > a/2],   D'(0) = Phi = E[1/T]/2,
 *
 * two positive terms: nothing cancels, however heavy the tail of T.
 *
 * So the solution of D(a) = rho - 1/2 is certified. It is exact while p = 1 - rho is at least the mass of {L > 1},
 * Q(x_1 > a/2, x_1 = |x|_inf) = P(|X|_inf > a/2)/(2d): then G(p, a e_1) = p + D(a). The row
 * 2d/(d-1) Gam((d-j)/k)/Gam((d-j-1)/k) (rho - 1/2) of the table is (rho - 1/2)/Phi: valid, but short of the exact
 * radius for every rho, by less than one part in 1e12 from about d = 100 on.
 */
import { CLOSED_FORM_ERROR } from '../../numeric/estimate.ts';
import { betaPrimeTail } from '../../numeric/special/beta-prime.ts';
import { gammaCdf } from '../../numeric/special/special.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import { exponentialHazard, hazardRadii, powerHazard, type RadialHazard } from './hazard.ts';
import { roundedRadius, type RadiusFormula, type RouteRadius } from './route.ts';
import type { TopProbability } from '../top-probability.ts';

/** Cubical noise as a mixture of cubes of half-width T, at lambda = 1. */
interface CubeMixture {
  readonly dim: number;
  /** E[1/T]/2: Phi(p) for p in [1/(2d), 1/2]. */
  readonly phi: number;
  /** P(T < t). */
  readonly below: (t: number) => number;
  /** E[1/T; T > t]. */
  readonly inverseAbove: (t: number) => number;
  /** P(|X|_inf > t). */
  readonly radiusAbove: (t: number) => number;
  /** The law of |X|_inf, for Phi below 1/(2d); null where no formula is at hand. */
  readonly hazard: RadialHazard | null;
}

/**
 * |x|^-j e^{-|x|^k}: T^k is Gamma((d-j)/k + 1), and Gamma((d-j)/k) with probability j/d; 1/T moves the shape by -1/k.
 */
function exponentialMixture(dim: number, k: number, j: number): CubeMixture {
  const shape = (dim - j) / k;
  // Not shape - 1/k, whose digits are gone for j near d - 1.
  const moved = (dim - 1 - j) / k;
  const singular = j / dim;
  const laws = [
    { weight: (dim - j) / dim, shape: shape + 1, moved: moved + 1 },
    ...(j > 0 ? [{ weight: singular, shape, moved }] : []),
  ];
  const inverse = laws.map((law) => law.weight * Math.exp(-logGammaIncrement(law.moved, 1 / k)));
  return {
    dim,
    phi: 0.5 * (1 - 1 / dim) * Math.exp(-logGammaIncrement(moved, 1 / k)),
    below: (t) => laws.reduce((sum, law) => sum + law.weight * gammaCdf(t ** k, law.shape), 0),
    inverseAbove: (t) => laws.reduce((sum, law, i) => sum + inverse[i]! * gammaCdf(t ** k, law.moved, 'upper'), 0),
    radiusAbove: (t) => gammaCdf(t ** k, shape, 'upper'),
    hazard: j === 0 ? exponentialHazard(dim, k) : null,
  };
}

/** (1 + |x|)^-a: T is beta-prime(d + 1, a - d). */
function powerMixture(dim: number, a: number): CubeMixture {
  const tail = a - dim;
  return {
    dim,
    phi: (0.5 * tail) / dim,
    below: (t) => betaPrimeTail(Math.log(t), dim + 1, tail, 'lower'),
    inverseAbove: (t) => (tail / dim) * betaPrimeTail(Math.log(t), dim, tail + 1, 'upper'),
    radiusAbove: (t) => betaPrimeTail(Math.log(t), dim, tail, 'upper'),
    hazard: powerHazard(dim, a),
  };
}

/** Exp-linf against l1, d >= 2, j < d - 1 (where Phi is finite). */
export function exponentialCubeFormula(dim: number, k: number, j: number): RadiusFormula {
  return cubeFormula(exponentialMixture(dim, k, j), 'Exp-linf');
}

/** Power-linf against l1, d >= 2. */
export function powerCubeFormula(dim: number, a: number): RadiusFormula {
  return cubeFormula(powerMixture(dim, a), 'Power-linf');
}

function cubeFormula(mixture: CubeMixture, name: string): RadiusFormula {
  return {
    method: 'closed-form',
    detail: `total variation along a coordinate axis (${name}, l1)`,
    tight: false,
    twoClass: 'total-variation',
    radii: (at) => {
      const radii = at.map((probability) => totalVariationRadius(mixture, probability));
      return improvedNearOne(mixture, at, radii);
    },
  };
}

/** Relative error of D; what a heavy tail makes of it in the radius is counted beyond half of CLOSED_FORM_ERROR. */
const TOTAL_VARIATION_ERROR = 1e-13;
/** Shifts beyond this are not looked at: the radius is then short of the exact one. */
const LARGEST_SHIFT = 1e300;
const MOST_STEPS = 2000;

function totalVariationRadius(mixture: CubeMixture, { tail, excess }: TopProbability): RouteRadius {
  // D is concave, so Newton's steps from the left end excess/phi stay on the certified side.
  let a = excess / mixture.phi;
  for (let step = 0; step < MOST_STEPS && a < LARGEST_SHIFT; step++) {
    const inverse = mixture.inverseAbove(0.5 * a);
    const left = excess - (mixture.below(0.5 * a) + 0.5 * a * inverse);
    const next = a + Math.max(0, left) / (0.5 * inverse);
    if (next > a * (1 + 1e-13)) {
      a = next;
      continue;
    }
    const exact = tail >= mixture.radiusAbove(0.5 * a) / (2 * mixture.dim);
    const error = (TOTAL_VARIATION_ERROR * excess) / (0.5 * inverse) - 0.5 * CLOSED_FORM_ERROR * a;
    return roundedRadius(a, exact, Math.max(0, error));
  }
  return roundedRadius(Math.min(a, LARGEST_SHIFT), false);
}

/**
 * Past rho = 1 - 1/(2d) the slope set no longer fills a face, and Phi falls: Phi(p) = Phi_inf(d p)/d, Phi_inf the one
 * against linf. The differential method then adds R_inf(1 - d tail) to its radius (1/2 - 1/(2d))/phi at 1 - 1/(2d).
 */
function improvedNearOne(
  mixture: CubeMixture,
  at: readonly TopProbability[],
  radii: readonly RouteRadius[],
): readonly RouteRadius[] {
  const { dim, phi, hazard } = mixture;
  const near = at.map((_, i) => i).filter((i) => !radii[i]!.exact && 2 * dim * at[i]!.tail < 1);
  if (near.length === 0 || hazard === null) return radii;
  const scaled = near.map((i): TopProbability => {
    const tail = dim * at[i]!.tail;
    return { rho: 1 - tail, tail, excess: 0.5 - tail };
  });
  const beyond = hazardRadii(hazard, scaled);
  const plateau = roundedRadius((0.5 - 0.5 / dim) / phi, false).radius;
  const improved = [...radii];
  near.forEach((i, n) => {
    const radius = plateau + beyond[n]!.radius;
    if (radius > improved[i]!.radius) improved[i] = { radius, ceiling: Infinity, upper: null, exact: false };
  });
  return improved;
}
