/** One noise in the forms that formulas know: f(|x|_K) on a body, or independent coordinates. Everything at lambda = 1. */
import type { ConvexBody } from '../../geometry/body.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { profileFrom } from '../../noise/half-line/profile.ts';
import { halfLineLaw, type HalfLineLaw } from '../../noise/half-line/law.ts';
import { productOfFormula } from '../../noise/product/marginal-noise.ts';
import { marginalFormula } from '../../noise/product/marginal-formula.ts';
import { shapeExponent } from '../../noise/named/shape-norm.ts';
import type { Noise, ProductNoise } from '../../noise/noise.ts';

/** A noise seen as f(|x|_K): its body and the law of the gauge. */
export interface LevelSetForm {
  readonly body: ConvexBody;
  readonly law: HalfLineLaw;
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
  const named = (p: number, log: (t: number) => number, slope: (t: number) => number): LevelSetForm | null => {
    const law = halfLineLaw(profileFrom(log, slope), dim);
    return 'finite' in law ? null : { body: lpBall(p, dim), law };
  };
  switch (noise.family) {
    case 'gaussian':
      return named(
        2,
        (t) => -0.5 * t * t,
        (t) => -t,
      );
    case 'laplace':
      return named(
        1,
        (t) => -t,
        () => -1,
      );
    case 'uniform': {
      const law = halfLineLaw(
        {
          ...profileFrom(
            (t) => (t <= 1 ? 0 : -Infinity),
            () => 0,
          ),
          knots: [1],
        },
        dim,
      );
      return 'finite' in law ? null : { body: noise.body, law };
    }
    case 'exp': {
      const { k, j } = noise;
      return named(
        shapeExponent(noise.norm),
        (t) => -(t ** k) - (j === 0 ? 0 : j * Math.log(t)),
        (t) => -k * t ** (k - 1) - j / t,
      );
    }
    case 'power': {
      const { a, k } = noise;
      const log = (t: number): number => (t ** k < 1e300 ? -a * Math.log1p(t ** k) : -a * k * Math.log(t));
      // k t^{k-1}/(1 + t^k), without overflow.
      return named(shapeExponent(noise.norm), log, (t) => (-a * k) / (t + t ** (1 - k)));
    }
    case 'level-set':
      return { body: noise.body, law: noise.law };
    case 'iid-exp':
    case 'iid-pareto':
    case 'product':
    case 'custom':
      return null;
  }
}

/** The law of |X_1| at lambda = 1 of a noise with independent coordinates; null for the others. */
export function productForm(noise: Noise): HalfLineLaw | null {
  const named = (log: (x: number) => number, knots: readonly number[] = []): HalfLineLaw | null => {
    const law = halfLineLaw({ ...profileFrom(log), knots }, 1);
    return 'finite' in law ? null : law;
  };
  switch (noise.family) {
    case 'gaussian':
      return named((x) => -0.5 * x * x);
    case 'laplace':
      return named((x) => -x);
    case 'uniform':
      return noise.norm === 'linf' ? named((x) => (x <= 1 ? 0 : -Infinity), [1]) : null;
    case 'iid-exp': {
      const { s } = noise;
      return named((x) => -(x ** s));
    }
    case 'iid-pareto': {
      const { a } = noise;
      return named((x) => -(a + 1) * Math.log1p(x));
    }
    case 'product':
      return noise.law;
    case 'exp':
    case 'power':
    case 'level-set':
    case 'custom':
      return null;
  }
}

const products = new WeakMap<Noise, ProductNoise | null>();

/** The noise as a product noise with formulas for its marginal, at its own scale, where its coordinates are independent. */
export function asProduct(noise: Noise): ProductNoise | null {
  if (noise.family === 'product') return noise;
  let product = products.get(noise);
  if (product === undefined) {
    const marginal = marginalFormula(noise);
    // Where the law cannot be integrated, a product noise cannot be made.
    product =
      marginal === null || productForm(noise) === null
        ? null
        : productOfFormula(marginal, noise.dim, { lambda: noise.lambda });
    products.set(noise, product);
  }
  return product;
}
