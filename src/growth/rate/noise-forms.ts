/**
 * One noise in the forms that formulas know: f(|x|_K) on a body, or independent coordinates. Everything at lambda = 1.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { profileOf } from '../../noise/half-line/profile.ts';
import { halfLineLaw, type HalfLineLaw } from '../../noise/half-line/law.ts';
import { integrableProduct } from '../../noise/product/marginal-noise.ts';
import { marginalFormula, radialFormula } from '../../noise/product/marginal-formula.ts';
import type { LevelSetForm } from '../../noise/rate/level-set.ts';
import { shapeExponent } from '../../noise/named/shape-norm.ts';
import type { Noise, ProductNoise } from '../../noise/noise.ts';

/** The law of density proportional to t^{m-1} f(t); null where it cannot be enclosed. */
function lawOf(formula: FormulaTree | null, m: number): HalfLineLaw | null {
  if (formula === null) return null;
  const law = halfLineLaw(profileOf(formula), m);
  return 'finite' in law ? null : law;
}

const forms = new WeakMap<Noise, LevelSetForm | null>();

/** The noise as f(|x|_K), where it is one; null for products and custom densities. */
export function levelSetForm(noise: Noise): LevelSetForm | null {
  let form = forms.get(noise);
  if (form === undefined) {
    form = computeForm(noise);
    forms.set(noise, form);
  }
  return form;
}

function computeForm(noise: Noise): LevelSetForm | null {
  const { dim } = noise;
  const named = (body: ConvexBody): LevelSetForm | null => {
    const law = lawOf(radialFormula(noise), dim);
    return law === null ? null : { body, law };
  };
  switch (noise.family) {
    case 'gaussian':
      return named(lpBall(2, dim));
    case 'laplace':
      return named(lpBall(1, dim));
    case 'uniform':
      return named(noise.body);
    case 'exp':
    case 'power':
      return named(lpBall(shapeExponent(noise.norm), dim));
    case 'level-set':
      return { body: noise.body, law: noise.law };
    case 'iid-exp':
    case 'iid-pareto':
    case 'product':
    case 'density':
    case 'custom':
      return null;
  }
}

/** The law of |X_1| at lambda = 1 of a noise with independent coordinates; null for the others. */
export function productForm(noise: Noise): HalfLineLaw | null {
  switch (noise.family) {
    case 'gaussian':
    case 'laplace':
    case 'iid-exp':
    case 'iid-pareto':
      return lawOf(marginalFormula(noise), 1);
    case 'uniform':
      return noise.norm === 'linf' ? lawOf(radialFormula(noise), 1) : null;
    case 'product':
      return noise.law;
    case 'exp':
    case 'power':
    case 'level-set':
    case 'density':
    case 'custom':
      return null;
  }
}

const products = new WeakMap<Noise, ProductNoise | null>();

/**
 * The noise as a product noise with formulas for its marginal, at its own scale, where its coordinates are independent.
 */
export function asProduct(noise: Noise): ProductNoise | null {
  if (noise.family === 'product') return noise;
  let product = products.get(noise);
  if (product === undefined) {
    const marginal = marginalFormula(noise);
    product = marginal === null ? null : integrableProduct(marginal, noise.dim, noise.lambda);
    products.set(noise, product);
  }
  return product;
}
