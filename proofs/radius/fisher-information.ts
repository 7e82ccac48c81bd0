/**
 * The Fisher information that the library computes, and the radius it makes of it, at drawn noises: with h = -f'/f the
 * slope along the radius, I is E h^2 times the mean square of a coordinate of the gradient's direction. For |x|^-j
 * e^{-|x|^k} h = j/r + k r^{k-1}, and the square has a cross term.
 */
import {
  add,
  apply,
  div,
  identity,
  library,
  mul,
  pi,
  pow,
  rational,
  real,
  sub,
  type EnclosedInstance,
  type Expression,
  type Part,
} from '../../src/checker/index.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { unitFisherInformation } from '../../src/growth/rate/fisher.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { readProbability } from '../../src/radius/top-probability.ts';
import { radiusRoutes } from '../../src/radius/routes/radius-routes.ts';
import { between, dimension, draws, probability } from '../vocabulary/drawn-links.ts';
import { exactText } from '../vocabulary/library-link.ts';
import { a, d, half, j, k, rho, s, x } from '../vocabulary/radius-parts.ts';

const gamma = (z: Expression): Expression => apply('gamma', z);

/** R = arcsin(2 rho - 1)/sqrt I, the arcsine by a distribution function. */
export const fisherRadius = mul(pi, sub(apply('betaCdf', rho, half, half), half));

/** E r^m for r of density proportional to r^(s-1) e^(-r^k), s = d - j. */
const moment = (m: Expression): Expression => div(gamma(div(add(s, m), k)), gamma(div(s, k)));
/** E h^2 for |x|^-j e^{-|x|^k}. */
const exponential = add(
  mul(pow(k, 2), moment(sub(mul(2, k), 2))),
  mul(2, j, k, moment(sub(k, 2))),
  mul(pow(j, 2), moment(rational(-2))),
);
/** The same at j = 0, where the other moments need not exist. */
const smooth = mul(pow(k, 2), moment(sub(mul(2, k), 2)));
/** E h^2 for (1 + |x|^k)^-a: y = r^k/(1 + r^k) is Beta(d/k, a - d/k), and h = a k y^{1-1/k} (1-y)^{1/k}. */
const [low, high] = [div(d, k), sub(a, div(d, k))];
const power = mul(
  pow(mul(a, k), 2),
  div(
    mul(gamma(add(low, sub(2, div(2, k)))), gamma(add(high, div(2, k))), gamma(a)),
    mul(gamma(low), gamma(high), gamma(add(a, 2))),
  ),
);

interface Case {
  readonly spec: string;
  readonly dim: number;
  readonly information: Expression;
  readonly at: Readonly<Record<string, string>>;
}

/**
 * The families take turns; norm and parameters are drawn where the information is finite, every other exponential noise
 * with a pole.
 */
function drawnNoise(random: RandomStream, index: number): Case {
  const dim = dimension(random, 3);
  // Small and large exponents in turn, for each family and norm.
  const [least, most] = Math.floor(index / 6) % 2 === 0 ? [0.6, 4] : [4, 50];
  const exponent = between(random, least, most);
  const withPole = index % 6 === 0;
  const norm = (withPole ? (['l2', 'linf'] as const) : (['l2', 'linf', 'l1'] as const))[
    random.integer(withPole ? 2 : 3)
  ]!;
  const share = norm === 'l1' ? rational(1) : div(1, d);
  const at = { d: String(dim), k: exactText(exponent) };
  switch (index % 3) {
    case 0: {
      const pole = withPole ? (1 + random.integer(16 * (dim - 2) - 1)) / 16 : 0;
      return {
        spec: `exp:${norm},k=${exponent}${pole === 0 ? '' : `,j=${pole}`}`,
        dim,
        information: mul(share, pole === 0 ? smooth : exponential),
        at: { ...at, j: exactText(pole), s: exactText(dim - pole) },
      };
    }
    case 1: {
      // The ball and the cube in turn.
      const isBall = index % 2 === 0;
      const [power_, size] = [isBall ? exponent : 1, dim / (isBall ? exponent : 1)];
      const tail = Number((size + between(random, 0.5, 50)).toPrecision(8));
      return {
        spec: isBall ? `power:l2,k=${power_},a=${tail}` : `power:linf,a=${tail}`,
        dim,
        information: div(power, d),
        at: { d: String(dim), k: exactText(power_), a: exactText(tail) },
      };
    }
    default:
      return { spec: `iid-exp,s=${exponent}`, dim, information: smooth, at: { k: exactText(exponent), s: '1' } };
  }
}

function drawnInformation(random: RandomStream, index: number): EnclosedInstance[] {
  const { spec, dim, information, at } = drawnNoise(random, index);
  const noise = canonicalNoise(parseNoise(spec, dim, { lambda: 1 }));
  const value = probability(random);
  const label = `${spec}, d = ${dim}`;
  let radius = NaN;
  for (const route of radiusRoutes(noise, parseAdversary('l2', dim), { method: 'differential' })) {
    if (!route.detail.includes('Fisher')) continue;
    radius = route.radii([readProbability(value)])[0]?.radius ?? NaN;
    break;
  }
  return [
    { label, value: unitFisherInformation(noise) ?? NaN, relation: 'close', expression: information, at },
    ...(Number.isNaN(radius)
      ? []
      : [
          {
            label: `${label}, l2, rho = ${value}`,
            value: radius,
            relation: 'lower-bound' as const,
            expression: div(fisherRadius, pow(information, half)),
            at: { ...at, rho: exactText(value) },
          },
        ]),
  ];
}

/** What the bound of R1 by Fisher information is made of, and the library's of it. */
export const fisherInformationParts: readonly Part[] = [
  {
    id: 'information',
    statement:
      'For $|x|^{-j}e^{-|x|^k}$ the slope along the radius is $h = \\frac jr + k r^{k-1}$: $E h^2 = k^2 E r^{2k-2} + 2jk E r^{k-2} + j^2 E r^{-2}$, with the cross term.',
    evidence: [
      identity(
        'the square of the slope of the logarithm',
        [real('x'), real('k'), real('j')],
        pow(add(div(j, x), mul(k, pow(x, sub(k, 1)))), 2),
        add(mul(pow(k, 2), pow(x, sub(mul(2, k), 2))), mul(2, j, k, pow(x, sub(k, 2))), mul(pow(j, 2), pow(x, -2))),
      ),
    ],
  },
  {
    id: 'library-fisher',
    about: 'implementation',
    implements: ['fisher', 'information'],
    statement:
      "The library's Fisher information of drawn noises is the formula's, and the radius it makes of it is $\\arcsin(2\\rho-1)/\\sqrt I$ from both sides.",
    evidence: [
      library('drawn families, norms, d, k, j, a and rho', (context) =>
        draws(context, { quick: 12, full: 100 }, drawnInformation).flat(),
      ),
    ],
  },
];
