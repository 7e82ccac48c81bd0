/**
 * The level-set volumes of a noise, and what MATH.md W6 makes of them.
 *
 * W6's Phi* = (d/2) |W|^{1/d} J with J = int_0^inf |{q > t}|^{(d-1)/d} dt. The volumes come from the information
 * content I = -log q(X): |{q > e^-u}| = E[e^I; I < u] = e^u p(u), where p is the density of Y = I + an independent
 * Exp(1). Hence
 *
 *     J = int p(u)^{(d-1)/d} e^{-u/d} du,
 *
 * and J only needs the law of I: known through the radius for level-set noise (one integral), by exact convolution on a
 * lattice for products (any d), from samples with a confidence for everything else.
 */
import { logVolume } from '../../geometry/functionals/volume.ts';
import { levelSetForm, productForm } from '../../growth/rate/noise-forms.ts';
import { inverseScale, type LevelSetForm } from '../../noise/rate/level-set.ts';
import { closedForm, type Estimate } from '../../numeric/estimate.ts';
import { clamped, product, ratio, scaled, sum, widened } from '../../numeric/estimate-algebra.ts';
import type { Noise } from '../../noise/noise.ts';
import { enclosedLevels } from '../enclosed-density.ts';
import { productIntegral } from './product.ts';
import { sampledIntegral, type SampledOptions } from './samples.ts';

export type InformationOptions = SampledOptions & {
  /** Take this route although another is better (to check one against the other). */
  readonly route?: 'level-set' | 'product' | 'samples';
};

/**
 * J = int_0^inf |{q > t}|^{(d-1)/d} dt, in units of 1/length. Infinity when the density is too singular.
 * Deterministic for level-set and product noises; a confidence interval otherwise.
 */
export function isoperimetricIntegral(noise: Noise, options: InformationOptions = {}): Estimate {
  const { route } = options;
  if (route === undefined) {
    const own = enclosedLevels(noise);
    if (own !== null) return own;
  }
  if (route === undefined || route === 'level-set') {
    const form = levelSetForm(noise);
    if (form !== null) return scaled(levelSetIntegral(form), 1, noise.lambda);
  }
  if (route === undefined || route === 'product') {
    const marginal = productForm(noise);
    if (marginal !== null) return scaled(productIntegral(marginal, noise.dim), 1, noise.lambda);
  }
  return sampledIntegral(noise, options);
}

/**
 * Phi* of W6: the least Phi(1/2) of all even noises with the same level-set volumes, given log |W| of the adversary's
 * Wulff crystal.
 */
export function leastPhiHalf(noise: Noise, logCrystalVolume: Estimate, options: InformationOptions = {}): Estimate {
  const integral = isoperimetricIntegral(noise, options);
  const { dim } = noise;
  return scaled(product(integral, root(logCrystalVolume, dim)), dim, 2);
}

/** eta, the quotient of Phi* and Phi(1/2), from enclosures of both; the upper end never exceeds 1 (W6). */
export function efficiency(phiStar: Estimate, phiHalf: Estimate): Estimate {
  return clamped(ratio(phiStar, phiHalf), 0, 1);
}

/**
 * Differential entropy -E log q(X) in nats: the logarithm of a volume for uniform noise, else the integral of f log f
 * over the radius or the marginal, enclosed. Null for a noise that is neither a level-set noise nor a product, and
 * where that integral cannot be enclosed (a density that falls to 0 at the edge of its support).
 */
export function differentialEntropy(noise: Noise): Estimate | null {
  const { dim } = noise;
  const scale = closedForm(dim * Math.log(noise.lambda), 1e-15);
  if (noise.family === 'uniform') return sum(logVolume(noise.body), scale);
  const form = levelSetForm(noise);
  const law = form?.law ?? productForm(noise);
  const mean = law?.enclosed.meanLog() ?? null;
  if (law === null || mean === null) return null;
  if (form !== null) {
    const cone = sum(logVolume(form.body), closedForm(Math.log(dim), 1e-15));
    return sum(cone, law.logIntegral(), scaled(mean, -1), scale);
  }
  return sum(scaled(sum(closedForm(Math.LN2, 1e-15), law.logIntegral(), scaled(mean, -1)), dim), scale);
}

/**
 * {q > t} = r K, so J = |K|^{-1/d} E[1/S] with S the scale of W5: (d-1)/d E[1/T], or f(0+)/int f in one dimension
 * (integrate by parts). At lambda = 1.
 */
function levelSetIntegral(form: LevelSetForm): Estimate {
  return product(inverseScale(form), root(logVolume(form.body), -form.body.dim));
}

/** exp(log / degree): the root of a volume known by its logarithm. */
function root(log: Estimate, degree: number): Estimate {
  const at = (x: number): number => Math.exp(x / degree);
  const [lower, upper] = degree > 0 ? [at(log.lower), at(log.upper)] : [at(log.upper), at(log.lower)];
  return widened({ ...log, value: at(log.value), lower, upper }, 1e-14);
}
