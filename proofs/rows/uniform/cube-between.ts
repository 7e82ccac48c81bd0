/**
 * The library's radius of uniform noise on the cube against l_p, 1 < p < 2, beside points of the level set of the
 * overlap, prod (1 - |v_i|/2) = 3/2 - rho. Every point bounds the radius from above; the least of the points (b, a,
 * ..., a), found along a where the library searches along b, says how near it must be.
 */
import {
  add,
  div,
  library,
  mul,
  neg,
  numerically,
  pow,
  rational,
  sub,
  variable,
  type ImplementationPart,
} from '../../../src/checker/index.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { RandomStream } from '../../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../../src/radius/certified-radius.ts';
import { between, dimension, draws, probability } from '../../vocabulary/drawn-links.ts';
import { exactText } from '../../vocabulary/library-link.ts';
import { d, half, rho, x } from '../../vocabulary/radius-parts.ts';

const exponent = variable('q');
/** |2 (b, x, ..., x)|_q, with (1 - b)(1 - x)^(d-1) = 3/2 - rho. */
const norm = mul(
  2,
  pow(
    add(
      pow(sub(1, div(sub(rational(3, 2), rho), pow(sub(1, x), sub(d, 1)))), exponent),
      mul(sub(d, 1), pow(x, exponent)),
    ),
    pow(exponent, -1),
  ),
);

interface Drawn {
  readonly label: string;
  readonly dim: number;
  readonly q: number;
  readonly value: number;
  readonly radius: number;
}

function drawn(random: RandomStream): Drawn {
  const dim = dimension(random, 2);
  const [q, value] = [between(random, 1.05, 1.95), probability(random)];
  const { radius } = certifiedRadius(uniform('linf', dim, { lambda: 1 }), lpAdversary(q, dim), value);
  return { label: `uniform:linf, l${q}, d = ${dim}, rho = ${value}`, dim, q, value, radius };
}

/** The x of the least norm, and that norm, in doubles: on a grid of logarithms, then by thirds around the best. */
function least({ dim, q, value }: Drawn): { readonly at: number; readonly norm: number } {
  const log = Math.log1p(0.5 - value);
  const of = (at: number): number => {
    const b = -Math.expm1(log - (dim - 1) * Math.log1p(-at));
    return 2 * (b ** q + (dim - 1) * at ** q) ** (1 / q);
  };
  // Where b is x, and no farther.
  const most = -Math.expm1(log / dim);
  const step = 2 ** -8;
  const place = (k: number): number => most * Math.exp(-step * Math.max(0, k));
  let best = 0;
  for (let k = 1; k < 6000; k++) if (of(place(k)) < of(place(best))) best = k;
  let [low, high] = [best - 1, best + 1];
  for (let turn = 0; turn < 60; turn++) {
    const third = (high - low) / 3;
    if (of(place(low + third)) < of(place(high - third))) high -= third;
    else low += third;
  }
  const at = place(0.5 * (low + high));
  return { at, norm: Math.min(of(at), of(1e-300)) };
}

export const cubeBetweenPart: ImplementationPart = {
  id: 'library-between',
  about: 'implementation',
  implements: ['convex'],
  statement:
    'Against $\\ell_p$, $1 < p < 2$, at drawn $d$, $p$ and $\\rho$, the radius of the library is below the norm of a point $2(b, x, \\dots, x)$ with overlap $\\frac32-\\rho$, and within $3\\cdot10^{-7}$ of the least such norm.',
  evidence: [
    library('at most the norm at the point that floating point finds least', (context) =>
      draws(context, RUNS, (random) => {
        const one = drawn(random);
        return {
          label: one.label,
          value: -one.radius,
          relation: 'at-least' as const,
          expression: neg(norm),
          at: {
            d: String(one.dim),
            q: exactText(one.q),
            rho: exactText(one.value),
            x: exactText(least(one).at),
          },
          tolerance: '0',
        };
      }),
    ),
    numerically('near the least; the search of the library leaves 1e-7 of it', (context) =>
      draws(context, RUNS, (random) => {
        const one = drawn(random);
        const right = least(one).norm;
        return { label: one.label, left: one.radius, relation: '>=' as const, right, tolerance: 3e-7 * right };
      }),
    ),
  ],
};

const RUNS = { quick: 4, full: 100 } as const;

/** The diagonal is worst for p >= 2 only. */
export const diagonalMutant = {
  id: 'diagonal-below-2',
  statement: 'The diagonal is the worst direction against $\\ell_p$, $p = \\frac32$, too.',
  evidence: library('the norm along the diagonal, d = 2, rho = 0.9', () => [
    {
      label: 'uniform:linf, l1.5, d = 2, rho = 0.9',
      value: certifiedRadius(uniform('linf', 2, { lambda: 1 }), lpAdversary(1.5, 2), 0.9).radius,
      relation: 'lower-bound' as const,
      expression: mul(2, pow(d, div(1, exponent)), sub(1, pow(sub(rational(3, 2), rho), half))),
      at: { d: '2', q: '3/2', rho: exactText(0.9) },
    },
  ]),
} as const;
