/** Noise with independent coordinates of one named marginal: e^{-|x|^s} and the symmetric Pareto (Lomax) law. */
import type { Vector } from '../../geometry/body.ts';
import { logGamma } from '../../numeric/special/special.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import { established } from '../facts.ts';
import { namedFacts, notLogConcaveProduct } from './facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { checkParameter, resolveScale } from '../scale.ts';
import { gaussian } from './gaussian.ts';
import { laplace } from './laplace.ts';
import type { IidExpNoise, IidParetoNoise, NamedNoise, Scale } from '../noise.ts';

/**
 * Density proportional to the product of e^{-|x_i|^s} at lambda = 1; |x_i|^s is Gamma(1/s). Throws InvalidInput.
 *
 * @example
 * iidExp(1, 3, { lambda: 1 }).sigma ** 2 // => 2
 */
export function iidExp(s: number, dim: number, scale: Scale): IidExpNoise {
  requireDimension(dim);
  checkParameter('iid-exp', 's', s, 0);
  const spec = `iid-exp,s=${s}`;
  const { lambda, sigma } = resolveScale(spec, 0.5 * logGammaIncrement(1 / s, 2 / s), scale);
  const logNormalizer = -dim * (Math.LN2 + logGamma(1 + 1 / s) + Math.log(lambda));
  const shape = 1 / s;
  return established<Omit<IidExpNoise, 'facts'>>(
    {
      family: 'iid-exp',
      s,
      spec,
      dim,
      lambda,
      sigma,
      simpler: simplerThanIidExp(s, dim, lambda),
      logDensity: (x: Vector) => {
        let sum = 0;
        for (let i = 0; i < x.length; i++) sum += (Math.abs(x[i]!) / lambda) ** s;
        return logNormalizer - sum;
      },
      sample: (random, out) => {
        for (let i = 0; i < out.length; i++) out[i] = lambda * random.sign() * random.gamma(shape) ** shape;
      },
    },
    namedFacts(sigma, s >= 1 ? { logConcave: true } : { quasiConcave: notLogConcaveProduct(dim) }),
  );
}

/** e^{-|x|} is Laplace's, e^{-x^2} Gaussian with lambda/sqrt 2. */
function simplerThanIidExp(s: number, dim: number, lambda: number): (() => NamedNoise) | null {
  if (s === 1) return () => laplace(dim, { lambda });
  return s === 2 ? () => gaussian(dim, { lambda: lambda * Math.SQRT1_2 }) : null;
}

/**
 * Density proportional to the product of (1 + |x_i|)^{-a-1} at lambda = 1, a > 0; finite variance for a > 2.
 * Throws InvalidInput.
 *
 * @example
 * iidPareto(3, 3, { lambda: 1 }).sigma // => 1
 */
export function iidPareto(a: number, dim: number, scale: Scale): IidParetoNoise {
  requireDimension(dim);
  checkParameter('iid-pareto', 'a', a, 0);
  const spec = `iid-pareto,a=${a}`;
  const logUnitSigma = a > 2 ? 0.5 * Math.log(2 / (a - 1) / (a - 2)) : Infinity;
  const { lambda, sigma } = resolveScale(spec, logUnitSigma, scale);
  const logNormalizer = dim * Math.log(a / (2 * lambda));
  return established<Omit<IidParetoNoise, 'facts'>>(
    {
      family: 'iid-pareto',
      a,
      spec,
      dim,
      lambda,
      sigma,
      simpler: null,
      logDensity: (x: Vector) => {
        let sum = 0;
        for (let i = 0; i < x.length; i++) sum += Math.log1p(Math.abs(x[i]!) / lambda);
        return logNormalizer - (a + 1) * sum;
      },
      sample: (random, out) => {
        // P(|X| > y) = (1 + y)^-a, so log(1 + |X|) is exponential of rate a.
        for (let i = 0; i < out.length; i++) {
          const size = Math.min(Math.expm1(random.exponential() / a), Number.MAX_VALUE / 4);
          out[i] = lambda * random.sign() * size;
        }
      },
    },
    namedFacts(sigma, { quasiConcave: notLogConcaveProduct(dim) }),
  );
}
