/**
 * The noises of the library as a field to search: fixed ones, and families of one parameter, each on a logarithmic
 * scale. A family of two parameters is listed once for each sensible value of the second.
 */
import type { ShapeNorm } from '../../noise/noise.ts';

/** A curve of specs through the library. */
export interface NoiseFamilyCurve {
  readonly name: string;
  /** Ball of the norm that its level sets are, or null where they are none (products). */
  readonly shape: ShapeNorm | null;
  /** Range of log(parameter). */
  readonly from: number;
  readonly to: number;
  /** Points of the first look, evenly spaced. */
  readonly points: number;
  /**
   * The spec at log(parameter); the parameter is rounded to `digits` significant digits, as a person would write it.
   */
  spec(logParameter: number, digits: number): string;
}

/** A noise without a parameter. */
export interface FixedNoise {
  readonly spec: string;
  readonly shape: ShapeNorm;
}

/** Simplest first: among noises equally good the earlier is recommended. */
export const FIXED_NOISES: readonly FixedNoise[] = [
  { spec: 'gaussian', shape: 'l2' },
  { spec: 'uniform:linf', shape: 'linf' },
  { spec: 'laplace', shape: 'l1' },
  { spec: 'uniform:l2', shape: 'l2' },
  { spec: 'uniform:l1', shape: 'l1' },
];

const SHAPES: readonly ShapeNorm[] = ['linf', 'l2', 'l1'];
/**
 * Beyond k = 16 exp noise is all but uniform, and in low dimension the level-set quadrature of its radius is not to be
 * relied on.
 */
const EXPONENTS = { from: Math.log(0.25), to: Math.log(16), points: 7 } as const;

/** The families of one parameter at this dimension, all of finite variance. */
export function familyCurves(dim: number): readonly NoiseFamilyCurve[] {
  const products = [
    curve('iid-exp', null, EXPONENTS, (s, digits) => `iid-exp,s=${rounded(s, digits)}`),
    curve('iid-pareto', null, tails(1), (t, digits) => `iid-pareto,a=${rounded(2 + rounded(t, digits), 12)}`),
  ];
  // On the line all norms are |x|, and most other families are these.
  if (dim === 1) return products;
  return [
    ...products,
    ...SHAPES.map((norm) =>
      curve(`exp:${norm}`, norm, EXPONENTS, (k, digits) => `exp:${norm},k=${rounded(k, digits)}`),
    ),
    // The singular forms |x|^-j e^{-|x|^2}: j = d - t, from nearly none to the strongest.
    ...(['linf', 'l2'] as const).flatMap((norm) =>
      dim < 3
        ? []
        : [
            curve(
              `exp:${norm},k=2`,
              norm,
              { from: Math.log(norm === 'linf' ? 1.5 : 0.5), to: Math.log(dim - 0.5), points: 5 },
              (t, digits) => `exp:${norm},k=2,j=${rounded(dim - rounded(t, digits), 12)}`,
            ),
          ],
    ),
    // Power laws by the tail t > 0 that the variance leaves: a k = d + 2 + t.
    curve('power:linf', 'linf', tails(dim), (t, digits) => `power:linf,a=${rounded(dim + 2 + rounded(t, digits), 12)}`),
    ...[1, 2].map((k) =>
      curve(
        `power:l2,k=${k}`,
        'l2',
        tails(dim),
        (t, digits) => `power:l2,k=${k},a=${rounded((dim + 2 + rounded(t, digits)) / k, 12)}`,
      ),
    ),
  ];
}

function curve(
  name: string,
  shape: ShapeNorm | null,
  range: { readonly from: number; readonly to: number; readonly points: number },
  spec: (parameter: number, digits: number) => string,
): NoiseFamilyCurve {
  return { name, shape, ...range, spec: (log, digits) => spec(Math.exp(log), digits) };
}

/** From the heaviest tail of finite variance worth a look to one as good as none. */
function tails(dim: number): { from: number; to: number; points: number } {
  return { from: Math.log(0.25), to: Math.log(100 * dim + 100), points: 5 };
}

const rounded = (x: number, digits: number): number => Number(x.toPrecision(digits));
