/** Exponential-type noise on the level sets of l1, l2 or linf. */
import type { Vector } from '../../geometry/body.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { logGamma } from '../../numeric/special/special.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import { established } from '../facts.ts';
import { namedFacts } from './facts.ts';
import { gaussian } from './gaussian.ts';
import { iidExp } from './iid.ts';
import { laplace } from './laplace.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { checkParameter, resolveScale } from '../scale.ts';
import { logShapeVolume, sampleSphere, shapeNorm, sphereSecondMoment } from './shape-norm.ts';
import type { ExpNoise, NamedNoise, Scale, ShapeNorm } from '../noise.ts';

/** Parameters of exp(-|x|^k) |x|^-j: k > 0 and 0 <= j < dim. */
export interface ExpParameters {
  /** Exponent of the radius, > 0 (default 1). */
  readonly k?: number;
  /** Singularity at the origin, 0 <= j < dim (default 0; 0 for l1). */
  readonly j?: number;
}

/**
 * Density proportional to |x|^-j e^{-|x|^k} at lambda = 1, |.| the named norm on R^dim.
 *
 * The radius to the power k is Gamma((d - j)/k); the direction has the cone measure. Throws InvalidInput.
 *
 * @example
 * expNoise('l2', { k: 2 }, 3, { lambda: 1 }).sigma ** 2 // => 0.5
 */
export function expNoise(norm: ShapeNorm, parameters: ExpParameters, dim: number, scale: Scale): ExpNoise {
  requireDimension(dim);
  const k = parameters.k ?? 1;
  const j = parameters.j ?? 0;
  checkParameter(`exp:${norm}`, 'k', k, 0);
  if (!Number.isFinite(j) || j < 0 || j >= dim) {
    throw new InvalidInput(
      `exp:${norm} noise needs 0 <= j < dim (|x|^-j is integrable and decreasing there), not j = ${j} at dim = ${dim}.`,
      { code: 'noise-parameter' },
    );
  }
  if (norm === 'l1' && j !== 0)
    throw new InvalidInput(`exp:l1 noise has no singular form: j must be 0, not ${j}.`, { code: 'noise-parameter' });
  const spec = norm === 'l1' ? `exp:l1,k=${k}` : `exp:${norm},k=${k},j=${j}`;
  const shape = (dim - j) / k;
  const logUnitSigma = 0.5 * (Math.log(sphereSecondMoment(norm, dim)) + logGammaIncrement(shape, 2 / k));
  const { lambda, sigma } = resolveScale(spec, logUnitSigma, scale);
  // Z = |K| d (1/k) Gamma((d - j)/k) lambda^d.
  const logNormalizer = -(logShapeVolume(norm, dim) + Math.log(dim / k) + logGamma(shape) + dim * Math.log(lambda));
  return established<Omit<ExpNoise, 'facts'>>(
    {
      family: 'exp',
      norm,
      k,
      j,
      spec,
      dim,
      lambda,
      sigma,
      simpler: simplerThanExp(norm, k, j, dim, lambda),
      logDensity: (x: Vector) => {
        const r = shapeNorm(norm, x) / lambda;
        return logNormalizer - r ** k - (j === 0 ? 0 : j * Math.log(r));
      },
      sample: (random, out) => sampleSphere(norm, lambda * random.gamma(shape) ** (1 / k), random, out),
    },
    namedFacts(sigma, { logConcave: k >= 1 && j === 0 }),
  );
}

/** e^{-|x|_2^2} is Gaussian with lambda/sqrt 2, e^{-|x|_1} Laplace's; on the line every norm is |x|. */
function simplerThanExp(norm: ShapeNorm, k: number, j: number, dim: number, lambda: number): (() => NamedNoise) | null {
  if (norm === 'l2' && k === 2 && j === 0) return () => gaussian(dim, { lambda: lambda * Math.SQRT1_2 });
  if (norm === 'l1' && k === 1) return () => laplace(dim, { lambda });
  if (dim === 1 && j === 0) return () => iidExp(k, 1, { lambda });
  return dim === 1 && norm !== 'l2' ? () => expNoise('l2', { k, j }, 1, { lambda }) : null;
}
