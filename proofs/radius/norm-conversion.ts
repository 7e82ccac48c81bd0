/** R4: a radius against one norm certifies against another. */
import * as fc from 'fast-check';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import {
  alternatives,
  add,
  apply,
  div,
  exactly,
  forAll,
  identity,
  library,
  mul,
  neg,
  pow,
  rational,
  real,
  sub,
  variable,
  whole,
  inv,
  type Claim,
  type ExactInstance,
  type Expression,
} from '../../src/checker/index.ts';
import { l1AtMostRootD, normInequalities } from '../formal/statements/geometry.ts';
import { conversion } from '../formal/statements/radius.ts';
import { dimension, draws, probability } from '../vocabulary/drawn-links.ts';
import { exactText } from '../vocabulary/library-link.ts';
import { conversionLinks } from './bracket-links.ts';
import { radiiInThePlanePart } from '../plane/radii-in-the-plane.ts';
import { routeEndsPart } from './route-ends.ts';

const [d, a, b] = [variable('d'), variable('a'), variable('b')] as [Expression, Expression, Expression];
const vector = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 6 })), {
  minLength: 1,
  maxLength: 6,
});
const exact = (v: readonly (readonly [number, number])[]): Rational[] => v.map(([n, m]) => ratio(n, m));
const l1 = (v: readonly Rational[]): Rational => v.reduce((sum, x) => sum.add(x.abs()), ratio(0));
const square = (v: readonly Rational[]): Rational => v.reduce((sum, x) => sum.add(x.mul(x)), ratio(0));
const largest = (v: readonly Rational[]): Rational =>
  v.reduce((most, x) => (x.abs().compare(most) > 0 ? x.abs() : most), ratio(0));

/** d sum v_i^2 - (sum |v_i|)^2 = sum_{i<j} (|v_i| - |v_j|)^2, as polynomials in |v_1|, |v_2|, ... */
function lagrange(n: number): readonly [Expression, Expression] {
  const v = Array.from({ length: n }, (_, i) => variable(`v${i + 1}`));
  const left = sub(mul(n, add(...v.map((x) => pow(x, 2)))), pow(add(...v), 2));
  const pairs = v.flatMap((x, i) => v.slice(i + 1).map((y) => pow(sub(x, y), 2)));
  return [left, pairs.length === 0 ? rational(0) : add(...pairs)];
}

const inequalities = (v: readonly Rational[]): boolean => {
  const n = ratio(v.length);
  const [one, two, top] = [l1(v), square(v), largest(v)];
  const below = two.compare(one.mul(one)) <= 0 && top.mul(top).compare(two) <= 0;
  const above =
    one.mul(one).compare(n.mul(two)) <= 0 && two.compare(n.mul(top).mul(top)) <= 0 && one.compare(n.mul(top)) <= 0;
  return below && above;
};

function* corners(): Generator<ExactInstance> {
  for (let n = 1; n <= 8; n++) {
    const ones = Array.from({ length: n }, () => ratio(1));
    yield {
      label: `|1|_1^2 = d |1|_2^2, d = ${n}`,
      left: l1(ones).mul(l1(ones)),
      relation: '=',
      right: ratio(n).mul(square(ones)),
    };
    yield {
      label: `|1|_2^2 = d |1|_inf^2, d = ${n}`,
      left: square(ones),
      relation: '=',
      right: ratio(n).mul(largest(ones)),
    };
  }
}

/** The inequalities between l1, l2 and linf, squared where a root would stand, on all vectors with entries -2 to 2. */
function* smallVectors(): Generator<ExactInstance> {
  for (let n = 1; n <= 4; n++) {
    for (let code = 0; code < 5 ** n; code++) {
      const v = Array.from({ length: n }, (_, i) => ratio((Math.floor(code / 5 ** i) % 5) - 2));
      const [one, two, top] = [l1(v), square(v), largest(v)];
      const label = `d = ${n}, v = (${v.map((x) => x.toFraction()).join(', ')})`;
      const most = (name: string, left: Rational, right: Rational): ExactInstance => ({
        label: `${label}: ${name}`,
        left,
        relation: '<=',
        right,
      });
      yield most('|v|_2^2 and |v|_1^2', two, one.mul(one));
      yield most('|v|_inf^2 and |v|_2^2', top.mul(top), two);
      yield most('|v|_inf and |v|_1', top, one);
      yield most('|v|_1^2 and d |v|_2^2', one.mul(one), ratio(n).mul(two));
      yield most('|v|_2^2 and d |v|_inf^2', two, ratio(n).mul(top).mul(top));
      yield most('|v|_1 and d |v|_inf', one, ratio(n).mul(top));
    }
  }
}

/** Of l_p, with rational reciprocals. */
const EXPONENTS = [Infinity, 4, 1.5, 2.5, 8, 1] as const;

const gaussianQuantile = apply('normalQuantile', variable('rho'));

export const normConversion: Claim = {
  id: 'R4',
  title: 'Conversion between norms',
  statement:
    'A radius $R$ against $\\ell_a$ certifies against $\\ell_b$: $R$ if $b \\le a$, $R\\,d^{1/b-1/a}$ if $b > a$; neither factor can be improved for all noises.',
  hypotheses: ['the radius certifies the whole ball $|v|_a < R$'],
  source: 'MATH.md R4',
  axioms: ['power-mean'],
  inWords: ['general $\\ell_a, \\ell_b$: the axiom power-mean'],
  parts: [
    ...conversionLinks,
    routeEndsPart,
    radiiInThePlanePart,
    {
      id: 'factor',
      statement:
        '$|v|_b < R\\,d^{1/b-1/a}$ implies $|v|_a \\le d^{1/a-1/b}|v|_b < R$, and conversion there and back loses nothing in the factor.',
      formal: [conversion],
      evidence: [
        identity(
          'the two factors multiply to 1',
          [whole('d'), real('a', '1'), real('b', '1')],
          mul(pow(d, sub(inv(b), inv(a))), pow(d, sub(inv(a), inv(b)))),
          rational(1),
        ),
        identity(
          '(1,...,1) attains it: d^(1/a) = d^(1/a-1/b) d^(1/b)',
          [whole('d'), real('a', '1'), real('b', '1')],
          pow(d, inv(a)),
          mul(pow(d, sub(inv(a), inv(b))), pow(d, inv(b))),
        ),
      ],
    },
    {
      id: 'l1-l2',
      statement: '$d|v|_2^2 - |v|_1^2 = \\sum_{i<j}(|v_i|-|v_j|)^2$ (d = 2, 3, 4, 5).',
      formal: [l1AtMostRootD],
      evidence: [2, 3, 4, 5].map((n) =>
        identity(
          `d = ${n}`,
          Array.from({ length: n }, (_, i) => real(`v${i + 1}`)),
          ...lagrange(n),
        ),
      ),
    },
    {
      id: 'l1-l2-linf',
      statement: 'The six inequalities between $\\ell_1$, $\\ell_2$ and $\\ell_\\infty$ hold; the corner attains them.',
      formal: [normInequalities],
      evidence: [
        alternatives(
          [
            exactly('all vectors with entries -2 to 2, d = 1 to 4', smallVectors),
            forAll('rational vectors of dimension 1 to 6', { quick: 300, full: 5000 }, () =>
              fc.property(vector, (v) => inequalities(exact(v))),
            ),
          ],
          'both try the same six inequalities, on all small integer vectors and on random rational ones',
        ),
        exactly('the corner (1,...,1)', corners),
      ],
    },
    {
      id: 'library',
      about: 'implementation',
      implements: ['factor'],
      statement:
        'Gaussian noise against $\\ell_p$: $N^{-1}(\\rho)$ for $p \\le 2$, times $d^{1/p-1/2}$ for $p > 2$; Laplace noise is never below its conversion from $\\ell_1$.',
      evidence: [
        library('Gaussian, p = 1, 1.5, 2, 4, inf in dimension 100', () =>
          [1, 1.5, 2, 4, Infinity].map((exponent) => ({
            label: `Gaussian against l_${exponent}, d = 100, rho = 3/4`,
            value: certifiedRadius(gaussian(100, { lambda: 1 }), lpAdversary(exponent, 100), 0.75).radius,
            relation: 'lower-bound' as const,
            expression: mul(gaussianQuantile, pow(d, conversionExponent(exponent))),
            at: { d: '100', rho: '3/4' },
          })),
        ),
        library('Gaussian at drawn d up to 200000, p and rho', (context) =>
          draws(context, { quick: 6, full: 100 }, (random, index) => {
            const [dim, exponent, value] = [dimension(random), EXPONENTS[index % 6]!, probability(random)];
            return {
              label: `Gaussian against l_${exponent}, d = ${dim}, rho = ${value}`,
              value: certifiedRadius(gaussian(dim, { lambda: 1 }), lpAdversary(exponent, dim), value).radius,
              relation: 'lower-bound' as const,
              expression: mul(gaussianQuantile, pow(d, conversionExponent(exponent))),
              at: { d: String(dim), rho: exactText(value) },
            };
          }),
        ),
        library('Laplace, p = 1.5, 2, inf in dimension 100', () =>
          [1.5, 2, Infinity].map((exponent) => ({
            label: `Laplace against l_${exponent}, d = 100, rho = 3/4`,
            value: certifiedRadius(laplace(100, { lambda: 1 }), lpAdversary(exponent, 100), 0.75).radius,
            relation: 'at-least' as const,
            expression: mul(neg(apply('log', mul(2, sub(1, variable('rho'))))), pow(d, sub(reciprocal(exponent), 1))),
            at: { d: '100', rho: '3/4' },
          })),
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'free-of-dimension',
      statement: 'a radius against $\\ell_1$ holds against $\\ell_2$ unchanged: $|v|_1 \\le |v|_2$',
      evidence: forAll('rational vectors', { quick: 300, full: 300 }, () =>
        fc.property(vector, (v) => {
          const w = exact(v);
          return l1(w).mul(l1(w)).compare(square(w)) <= 0;
        }),
      ),
    },
    {
      id: 'half-factor',
      statement: '$|v|_1 \\le d^{1/4}|v|_2$: the exponent halved',
      evidence: forAll('rational vectors, fourth powers', { quick: 300, full: 300 }, () =>
        fc.property(vector, (v) => {
          const w = exact(v);
          return l1(w).pow(4).compare(square(w).pow(2).mul(w.length)) <= 0;
        }),
      ),
    },
    {
      id: 'sign-of-exponent',
      statement: 'the factor is $d^{1/a-1/b}$',
      evidence: identity(
        'the corner',
        [whole('d', 2), real('a', '1'), real('b', '1')],
        pow(d, inv(a)),
        mul(pow(d, sub(inv(b), inv(a))), pow(d, inv(b))),
      ),
    },
  ],
};

const reciprocal = (exponent: number): Expression =>
  exponent === Infinity ? rational(0) : div(rational(2), rational(2 * exponent));

/** min(0, 1/p - 1/2). */
function conversionExponent(exponent: number): Expression {
  return exponent <= 2 ? rational(0) : sub(reciprocal(exponent), rational(1, 2));
}
