/** Power-law noise on the level sets of l2 or linf. */
import { minusQuotient } from '../../numeric/cancellation.ts';
import type { Vector } from '../../geometry/body.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { logGamma } from '../../numeric/special/special.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import { established } from '../facts.ts';
import { namedFacts } from './facts.ts';
import { iidPareto } from './iid.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { checkParameter, resolveScale } from '../scale.ts';
import { logShapeVolume, sampleSphere, shapeNorm, sphereSecondMoment } from './shape-norm.ts';
import type { PowerNoise, Scale } from '../noise.ts';

/** Parameters of (1 + |x|^k)^-a: k > 0 and a k > dim. */
export interface PowerParameters {
  /** Decay: the density falls like |x|^{-a k}; integrable for a k > dim. */
  readonly a: number;
  /** Exponent of the radius, > 0 (default 1; always 1 for linf). */
  readonly k?: number;
}

/**
 * Density proportional to (1 + |x|_inf)^-a or (1 + |x|_2^k)^-a at lambda = 1 on R^dim.
 *
 * The radius to the power k is beta-prime(d/k, a - d/k). The variance is finite for a k > dim + 2. Throws InvalidInput.
 *
 * @example
 * powerNoise('linf', { a: 4 }, 1, { lambda: 1 }).sigma // => 1
 */
export function powerNoise(norm: 'l2' | 'linf', parameters: PowerParameters, dim: number, scale: Scale): PowerNoise {
  requireDimension(dim);
  const { a } = parameters;
  const k = parameters.k ?? 1;
  if (norm === 'linf' && k !== 1) {
    throw new InvalidInput(`power:linf is (1+|x|_inf)^-a, without a k; got k = ${k}.`, { code: 'noise-parameter' });
  }
  checkParameter(`power:${norm}`, 'k', k, 0);
  checkParameter(`power:${norm}`, 'a', a, dim / k, `dim/k = ${dim}/${k}, otherwise the density cannot be normalized`);
  const spec = norm === 'linf' ? `power:linf,a=${a}` : `power:l2,k=${k},a=${a}`;
  const shape = dim / k;
  const tail = minusQuotient(a, dim, k);
  const logUnitSigma =
    tail > 2 / k
      ? 0.5 *
        (Math.log(sphereSecondMoment(norm, dim)) + logGammaIncrement(shape, 2 / k) + logGammaIncrement(tail, -2 / k))
      : Infinity;
  const { lambda, sigma } = resolveScale(spec, logUnitSigma, scale);
  // Z = |K| d (1/k) B(d/k, a - d/k) lambda^d.
  const logBeta = logGamma(shape) + logGamma(tail) - logGamma(a);
  const logNormalizer = -(logShapeVolume(norm, dim) + Math.log(dim / k) + logBeta + dim * Math.log(lambda));
  return established<Omit<PowerNoise, 'facts'>>(
    {
      family: 'power',
      norm,
      a,
      k,
      spec,
      dim,
      lambda,
      sigma,
      // On the line (1 + |x|)^-a is a Pareto law.
      simpler: dim === 1 && k === 1 ? () => iidPareto(a - 1, 1, { lambda }) : null,
      logDensity: (x: Vector) => logNormalizer - a * logOnePlusPower(shapeNorm(norm, x) / lambda, k),
      sample: (random, out) => {
        const ratio = random.gamma(shape) / random.gamma(tail);
        // A ratio beyond the doubles (tail shape far below 1) stays finite, at the largest radius there is.
        const radius = Math.min(lambda * ratio ** (1 / k), Number.MAX_VALUE / 4);
        sampleSphere(norm, radius, random, out);
      },
    },
    namedFacts(sigma),
  );
}

/** log(1 + r^k) without overflow. */
function logOnePlusPower(r: number, k: number): number {
  const power = r ** k;
  return power < 1e300 ? Math.log1p(power) : k * Math.log(r);
}
