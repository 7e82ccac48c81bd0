/** Laplace noise. */
import type { Vector } from '../../geometry/body.ts';
import { established } from '../facts.ts';
import { namedFacts } from './facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { resolveScale } from '../scale.ts';
import { shapeNorm } from './shape-norm.ts';
import type { LaplaceNoise, Scale } from '../noise.ts';

/**
 * Density proportional to e^{-|x|_1 / lambda} on R^dim; sigma = sqrt(2) lambda. Throws InvalidInput.
 *
 * @example
 * laplace(3072, { lambda: 1 }).sigma ** 2 // => 2
 */
export function laplace(dim: number, scale: Scale): LaplaceNoise {
  requireDimension(dim);
  const spec = 'laplace';
  const { lambda, sigma } = resolveScale(spec, 0.5 * Math.LN2, scale);
  const logNormalizer = -dim * Math.log(2 * lambda);
  return established<Omit<LaplaceNoise, 'facts'>>(
    {
      family: 'laplace',
      spec,
      dim,
      lambda,
      sigma,
      simpler: null,
      logDensity: (x: Vector) => logNormalizer - shapeNorm('l1', x) / lambda,
      sample: (random, out) => {
        for (let i = 0; i < out.length; i++) out[i] = lambda * random.sign() * random.exponential();
      },
    },
    namedFacts(sigma, { logConcave: true }),
  );
}
