/**
 * The library's l1 radius of cubical noise is better than the row's: noise f(|x|_inf) is a mixture of uniform noises on
 * cubes of half-width T, whose total variations along e_1 add up to
 *   D(r) = E min(1, r/(2T)),   so G(p, r e_1) <= p + D(r), and D(R) = rho - 1/2 is certified, with R >= (rho-1/2)/Phi.
 * For e^{-|x|^k} (j = 0), T^k is Gamma(d/k + 1).
 */
import {
  add,
  apply,
  derivative,
  div,
  identity,
  library,
  mul,
  pow,
  real,
  sub,
  whole,
  exp,
  inv,
  neg,
  type EnclosedInstance,
  type Expression,
  type Part,
} from '../../../src/checker/index.ts';
import { parseAdversary } from '../../../src/geometry/adversary.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { toRational } from '../../../src/numeric/algebra/rational.ts';
import { certifiedRadius } from '../../../src/radius/certified-radius.ts';
import { RUNS, between, dimension, drawnExcess, draws, type Draw } from '../../vocabulary/drawn-links.ts';
import { exactText, type LibraryCase } from '../../vocabulary/library-link.ts';
import { b, d, k, r, s, x } from '../../vocabulary/radius-parts.ts';

export const largeDimension: readonly LibraryCase[] = [
  { noise: 'exp:linf,k=1', adversary: 'l1', dim: 3072, parameters: { s: '3072', k: '1' } },
  { noise: 'exp:linf,k=10,j=100', adversary: 'l1', dim: 3072, parameters: { s: '2972', k: '10' } },
];
export const smallDimension: readonly LibraryCase[] = [
  { noise: 'exp:linf,k=2', adversary: 'l1', dim: 3, parameters: { s: '3', k: '2' } },
  { noise: 'exp:linf,k=1,j=2', adversary: 'l1', dim: 4, parameters: { s: '2', k: '1' } },
];

const halfShift = pow(div(r, 2), k);
/** For T^k of the Gamma law: P(T < r/2) + (r/2) E[1/T; T > r/2]. */
const variationOf = (law: Expression): Expression =>
  add(
    apply('gammaCdf', halfShift, law),
    mul(div(r, 2), inverseMean(law), sub(1, apply('gammaCdf', halfShift, sub(law, inv(k))))),
  );
const inverseMean = (law: Expression): Expression => div(apply('gamma', sub(law, inv(k))), apply('gamma', law));

const shape = add(div(d, k), 1);
/** D(r) at j = 0. */
export const variation = variationOf(shape);
/** D(r) for any j = d - s: T^k has the law Gamma(s/k + 1) with probability s/d, else Gamma(s/k). */
const mixedVariation = add(
  mul(div(s, d), variationOf(add(div(s, k), 1))),
  mul(div(sub(d, s), d), variationOf(div(s, k))),
);

/** The same for (1 + |x|)^-a, b = a - d: T is beta-prime(d + 1, b), y = (r/2)/(1 + r/2). */
const y = div(r, add(r, 2));
export const powerVariation = add(
  apply('betaCdf', y, add(d, 1), b),
  mul(div(r, 2), div(b, d), sub(1, apply('betaCdf', y, d, add(b, 1)))),
);

/** `certifiedRadius` R satisfies D(R) <= rho - 1/2 within 1e-9. */
export const variationInstances = (
  spec: string,
  dim: number,
  parameters: Readonly<Record<string, string>>,
  formula: Expression,
): EnclosedInstance[] =>
  [0.501, 0.6, 0.75].map((rho) => {
    const { radius } = certifiedRadius(parseNoise(spec, dim, { lambda: 1 }), parseAdversary('l1', dim), rho);
    return {
      // D(R) <= rho - 1/2, written as a lower bound on its negative.
      label: `${spec}, l1, d = ${dim}: 1/2 - rho against -D(R), rho = ${rho}`,
      value: 0.5 - rho,
      relation: 'lower-bound',
      expression: neg(formula),
      at: { d: String(dim), ...parameters, r: toRational(radius).toFraction() },
    };
  });

/** k and, half of the time, j drawn, in sixteenths so that s = d - j is exact. */
const drawnPole: Draw = (random, index) => {
  const dim = dimension(random, 2);
  const power = between(random, 0.1, 50);
  const pole = index % 2 === 0 ? 0 : random.integer(16 * (dim - 1)) / 16;
  return {
    noise: `exp:linf,k=${power},j=${pole}`,
    adversary: 'l1',
    dim,
    parameters: { k: exactText(power), s: exactText(dim - pole) },
  };
};

/** The route of total variation holds up to rho = 1 - 1/(2d); past it the differential method may take over. */
export const PLATEAU = { route: 'closed-form', most: (dim: number) => 0.5 - 0.5 / dim } as const;

export const variationParts: readonly Part[] = [
  {
    id: 'mixture',
    statement:
      '$e^{-|x|_\\infty^k} = \\int 1[|x|_\\infty \\le t]\\,k t^{k-1}e^{-t^k}dt$: a mixture of cubes of half-width $T$ with $T^k$ of the Gamma$(d/k+1)$ law, the weight of a cube being its volume; $E\\frac1{2T} = \\Phi$ on the plateau.',
    evidence: [
      identity(
        'the law of T: volume t^d times k t^(k-1) e^(-t^k), normalized',
        [real('x'), whole('d'), real('k')],
        derivative(apply('gammaCdf', pow(x, k), shape), 'x'),
        div(mul(k, pow(x, add(d, k, -1)), exp(neg(pow(x, k)))), apply('gamma', shape)),
      ),
      identity(
        'with a pole: volume t^d times the slope of t^-j e^(-t^k) is the two laws at weights s/d and j/d, s = d - j',
        [real('x'), whole('d'), real('s'), real('k')],
        add(
          mul(div(s, d), derivative(apply('gammaCdf', pow(x, k), add(div(s, k), 1)), 'x')),
          mul(div(sub(d, s), d), derivative(apply('gammaCdf', pow(x, k), div(s, k)), 'x')),
        ),
        div(
          mul(k, pow(x, sub(s, 1)), exp(neg(pow(x, k))), add(mul(k, pow(x, k)), sub(d, s))),
          mul(d, apply('gamma', div(s, k))),
        ),
      ),
      identity(
        'E 1/(2T) is the rate (d-1)/(2d) Gamma((d-1)/k)/Gamma(d/k)',
        [whole('d', 2), real('k')],
        div(inverseMean(shape), 2),
        mul(div(sub(d, 1), mul(2, d)), div(apply('gamma', div(sub(d, 1), k)), apply('gamma', div(d, k)))),
      ),
    ],
  },
  {
    id: 'library-variation',
    about: 'implementation',
    implements: ['mixture'],
    statement: 'In low dimension `certifiedRadius` R satisfies $D(R) \\le \\rho - \\frac12$ within $10^{-9}$.',
    evidence: [
      library('exp:linf,k=2 against l1 in dimension 3, before the differential method takes over near 1', () =>
        variationInstances('exp:linf,k=2', 3, { k: '2' }, variation),
      ),
      library('D(R) = rho - 1/2 from both sides, at drawn d, k, j and rho', (context) =>
        draws(context, RUNS, drawnExcess(drawnPole, mixedVariation, PLATEAU)),
      ),
    ],
  },
];
