/**
 * Radii with a closed form, at lambda = 1, written so that neither end loses digits: `tail` = 1 - rho carries the
 * radius near rho = 1, `excess` = rho - 1/2 near rho = 1/2. Derivations: MATH.md section 3 and the comments here.
 */
import { betaQuantile, gammaQuantile, logGamma, normalQuantile } from '../../numeric/special/special.ts';
import type { TopProbability } from '../top-probability.ts';

/** Gaussian against l2: Phi^-1(rho). Exact: along v the likelihood ratio is monotone in <v, x>. */
export function gaussianL2({ tail }: TopProbability): number {
  return -normalQuantile(tail);
}

/**
 * e^{-|x|} for the norm | | of the adversary, where that norm is l1 or linf: log(1/(2(1 - rho))).
 *
 * Phi(p) = p on [0, 1/2] certifies it. It is exact because L = e^r, its largest value, on a half of the shifted space:
 * for l1 and v = r e_1, {x_1 >= r}; for linf and v = r(1, ..., 1), {max x + min x >= 2r}, which in coordinates centred
 * at v is {max + min >= 0}, of mass 1/2 by symmetry. So G(e^-r/2, v) = 1/2.
 */
export function exponentialOwnNorm({ tail, excess }: TopProbability): number {
  return excess < 0.25 ? -Math.log1p(-2 * excess) : -Math.log(2 * tail);
}

/** Uniform on the cube against l1: 1 - o = r/2 at the vertex r e_1, the worst point by U1. */
export function cubeL1({ excess }: TopProbability): number {
  return 2 * excess;
}

/**
 * (1 - r/2)^d = 3/2 - rho: the cube against linf along the diagonal, and the cross-polytope against l1 along e_1.
 */
export function ownBall({ excess }: TopProbability, dim: number): number {
  return -2 * Math.expm1(Math.log1p(-excess) / dim);
}

/**
 * Uniform on the Euclidean ball against l2: 1 - o(v) = I_{r^2/4}(1/2, (d + 1)/2) = rho - 1/2. Equal to
 * 2 - 4 Bcdf^-1(3/4 - rho/2; (d + 1)/2, (d + 1)/2) but without its cancellation.
 */
export function ballL2({ excess }: TopProbability, dim: number): number {
  return 2 * Math.sqrt(betaQuantile(excess, 0.5, 0.5 * (dim + 1)));
}

/**
 * Product of e^{-|x_i|^s}, s >= 1, against l1: the marginal's rho-quantile. Differential: Phi(p) = f(F^-1(p)), whose
 * integral is F^-1(rho); exact since log-concavity makes half-lines along e_1 the Neyman-Pearson sets.
 */
export function logConcaveMarginalL1({ tail, excess }: TopProbability, s: number): number {
  const shape = 1 / s;
  const power = excess < 0.25 ? gammaQuantile(2 * excess, shape) : gammaQuantile(2 * tail, shape, 'upper');
  // P(shape, x) = x^shape/Gamma(shape + 1) to working precision where x underflows.
  return power > 1e-280 ? power ** shape : 2 * excess * Math.exp(logGamma(1 + shape));
}

/**
 * e^{-|x|_2} against l2, differential, d >= 2: (d - 1) artanh(1 - 2 Bcdf^-1(1 - rho; (d-1)/2, (d-1)/2)). Not exact.
 *
 * Phi(p) = E[cos; cos > c] with P(cos > c) = p, cos the angle's cosine; the radius is (d - 1) artanh c.
 */
export function exponentialL2Differential({ tail, excess }: TopProbability, dim: number): number {
  const shape = 0.5 * (dim - 1);
  // Near rho = 1/2 through cos^2 ~ Beta(1/2, (d-1)/2), otherwise through y = (1 - c)/2.
  if (excess < 0.25) return (dim - 1) * Math.atanh(Math.sqrt(betaQuantile(2 * excess, 0.5, shape)));
  const y = betaQuantile(tail, shape, shape);
  // I_y(a, a) = y^a/(a B(a, a)) to working precision where y underflows.
  const logY = y > 1e-280 ? Math.log(y) : (Math.log(tail * shape) + 2 * logGamma(shape) - logGamma(2 * shape)) / shape;
  return 0.5 * (dim - 1) * (Math.log1p(-y) - logY);
}

/**
 * Uniform on the cube against l_p, 2 <= p <= inf: 2 d^{1/p} (1 - (3/2 - rho)^{1/d}), the diagonal. Exact.
 *
 * Minimize prod(1 - u_i), u_i = |v_i|/2, over sum u_i^p = s. In w_i = u_i^p the summand log(1 - w^{1/p}) is convex for
 * u <= 1 - 1/p, hence for u <= 1/2 if p >= 2; there equal coordinates are the minimum (Jensen). And every v in the ball
 * of the radius claimed has u_i <= d^{1/p} (1 - 2^{-1/d}) <= 1/2 for d >= 2 (at d = 1 all norms agree).
 */
export function cubeAlongDiagonal(probability: TopProbability, dim: number, p: number): number {
  return dim ** (1 / p) * ownBall(probability, dim);
}
