/** Different specs of one law: each noise reduced to the member of the table with the best formulas. */
import { expNoise } from './exponential.ts';
import { gaussian } from './gaussian.ts';
import { iidExp, iidPareto } from './iid.ts';
import { laplace } from './laplace.ts';
import { uniform } from './uniform.ts';
import type { CustomNoise, LevelSetNoise, NamedNoise, Noise, ProductNoise } from '../noise.ts';

declare const reduced: unique symbol;

/** A named noise that no simpler spec describes: what formulas dispatch on. Made by `canonicalNoise` alone. */
export type CanonicalNoise = NamedNoise & { readonly [reduced]: true };

/** Any noise, a named one in its canonical form. */
export type CanonicalForm = CanonicalNoise | LevelSetNoise | ProductNoise | CustomNoise;

/** Whether the noise is one of the seven families with formulas in the table of radii. */
export function isNamed(noise: Noise): noise is NamedNoise {
  return noise.family !== 'level-set' && noise.family !== 'product' && noise.family !== 'custom';
}

/**
 * The same law under its canonical name:
 * e^{-|x|_2^2} and the product of e^{-x_i^2} are Gaussian with lambda/sqrt 2; e^{-|x|_1} is Laplace;
 * on the line every norm is |x|, so uniform is `uniform:linf`, Exp is `iid-exp` (j = 0) or `exp:l2`, and (1 + |x|)^-a
 * is `iid-pareto`.
 */
export function canonicalNoise(noise: NamedNoise): CanonicalNoise {
  return isCanonical(noise) ? noise : canonicalNoise(simpler(noise) ?? noise);
}

/** A named noise in its canonical form, any other as it is. */
export function canonicalForm(noise: Noise): CanonicalForm {
  return isNamed(noise) ? canonicalNoise(noise) : noise;
}

function isCanonical(noise: NamedNoise): noise is CanonicalNoise {
  return simpler(noise) === null;
}

/** The law under a simpler name, or null where there is none. */
function simpler(noise: NamedNoise): NamedNoise | null {
  const { dim, lambda } = noise;
  switch (noise.family) {
    case 'gaussian':
    case 'laplace':
    case 'iid-pareto':
      return null;
    case 'uniform':
      return dim === 1 && noise.norm !== 'body' && noise.norm !== 'linf' ? uniform('linf', 1, { lambda }) : null;
    case 'exp':
      if (noise.norm === 'l2' && noise.k === 2 && noise.j === 0)
        return gaussian(dim, { lambda: lambda * Math.SQRT1_2 });
      if (noise.norm === 'l1' && noise.k === 1) return laplace(dim, { lambda });
      if (dim === 1 && noise.j === 0) return iidExp(noise.k, 1, { lambda });
      return dim === 1 && noise.norm !== 'l2' ? expNoise('l2', { k: noise.k, j: noise.j }, 1, { lambda }) : null;
    case 'power':
      return dim === 1 && noise.k === 1 ? iidPareto(noise.a - 1, 1, { lambda }) : null;
    case 'iid-exp':
      if (noise.s === 1) return laplace(dim, { lambda });
      return noise.s === 2 ? gaussian(dim, { lambda: lambda * Math.SQRT1_2 }) : null;
  }
}
