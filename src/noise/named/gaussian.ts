/** Gaussian noise. */
import type { Vector } from '../../geometry/body.ts';
import { established } from '../facts.ts';
import { namedFacts } from './facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { resolveScale } from '../scale.ts';
import { shapeNorm } from './shape-norm.ts';
import type { GaussianNoise, Scale } from '../noise.ts';

/**
 * Density proportional to e^{-|x|_2^2 / (2 lambda^2)} on R^dim; sigma = lambda. Throws InvalidInput.
 *
 * @example
 * gaussian(3072, { sigma: 0.5 }).lambda // => 0.5
 */
export function gaussian(dim: number, scale: Scale): GaussianNoise {
  requireDimension(dim);
  const spec = 'gaussian';
  const { lambda, sigma } = resolveScale(spec, 0, scale);
  const logNormalizer = -0.5 * dim * Math.log(2 * Math.PI) - dim * Math.log(lambda);
  return established<Omit<GaussianNoise, 'facts'>>(
    {
      family: 'gaussian',
      spec,
      dim,
      lambda,
      sigma,
      simpler: null,
      logDensity: (x: Vector) => logNormalizer - 0.5 * (shapeNorm('l2', x) / lambda) ** 2,
      sample: (random, out) => {
        for (let i = 0; i < out.length; i++) out[i] = lambda * random.normal();
      },
    },
    namedFacts(sigma, { logConcave: true }),
  );
}
