/** Different specs of one law: each noise reduced to the member of the table with the best formulas. */
import { expNoise } from './exponential.ts';
import { gaussian } from './gaussian.ts';
import { iidExp, iidPareto } from './iid.ts';
import { laplace } from './laplace.ts';
import { uniform } from './uniform.ts';
import type { NamedNoise } from '../noise.ts';

/**
 * The same law under its canonical name:
 * e^{-|x|_2^2} and the product of e^{-x_i^2} are Gaussian with lambda/sqrt 2; e^{-|x|_1} is Laplace;
 * on the line every norm is |x|, so uniform is `uniform:linf`, Exp is `iid-exp` (j = 0) or `exp:l2`, and (1 + |x|)^-a
 * is `iid-pareto`.
 */
export function canonicalNoise(noise: NamedNoise): NamedNoise {
  const { dim, lambda } = noise;
  switch (noise.family) {
    case 'gaussian':
    case 'laplace':
      return noise;
    case 'uniform':
      return dim === 1 && noise.norm !== 'body' && noise.norm !== 'linf' ? uniform('linf', 1, { lambda }) : noise;
    case 'exp':
      if (noise.norm === 'l2' && noise.k === 2 && noise.j === 0)
        return gaussian(dim, { lambda: lambda * Math.SQRT1_2 });
      if (noise.norm === 'l1' && noise.k === 1) return laplace(dim, { lambda });
      if (dim === 1 && noise.j === 0) return canonicalNoise(iidExp(noise.k, 1, { lambda }));
      return dim === 1 && noise.norm !== 'l2' ? expNoise('l2', { k: noise.k, j: noise.j }, 1, { lambda }) : noise;
    case 'power':
      return dim === 1 && noise.k === 1 ? iidPareto(noise.a - 1, 1, { lambda }) : noise;
    case 'iid-exp':
      if (noise.s === 1) return laplace(dim, { lambda });
      return noise.s === 2 ? gaussian(dim, { lambda: lambda * Math.SQRT1_2 }) : noise;
    case 'iid-pareto':
      return noise;
  }
}
