/** Different specs of one law: each noise reduced to the member of the table with the best formulas. */
import { factsOf, UNKNOWN_FACTS } from '../facts.ts';
import type { CustomNoise, DensityNoise, LevelSetNoise, NamedNoise, Noise, ProductNoise } from '../noise.ts';

declare const reduced: unique symbol;

/** A named noise that no simpler spec describes: what formulas dispatch on. Made by `canonicalNoise` alone. */
export type CanonicalNoise = NamedNoise & { readonly [reduced]: true };

/** Any noise, a named one in its canonical form. */
export type CanonicalForm = CanonicalNoise | LevelSetNoise | ProductNoise | DensityNoise | CustomNoise;

/** Whether the noise is one of the seven families with formulas in the table of radii. */
export function isNamed(noise: Noise): noise is NamedNoise {
  return !['level-set', 'product', 'density', 'custom'].includes(noise.family);
}

/**
 * The same law under its canonical name, each noise knowing the next simpler one (`NamedNoise.simpler`):
 * e^{-|x|_2^2} and the product of e^{-x_i^2} are Gaussian with lambda/sqrt 2; e^{-|x|_1} is Laplace;
 * on the line every norm is |x|, so uniform is `uniform:linf`, Exp is `iid-exp` (j = 0) or `exp:l2`, and (1 + |x|)^-a
 * is `iid-pareto`.
 */
export function canonicalNoise(noise: NamedNoise): CanonicalNoise {
  return isCanonical(noise) ? noise : canonicalNoise(noise.simpler!());
}

/** A named noise in its canonical form, any other as it is. */
export function canonicalForm(noise: Noise): CanonicalForm {
  return isNamed(noise) ? canonicalNoise(noise) : noise;
}

/** What `simpler` says holds for the noise its constructor made, not for a copy in which something differs. */
function isCanonical(noise: NamedNoise): noise is CanonicalNoise {
  return noise.simpler === null || factsOf(noise) === UNKNOWN_FACTS;
}
