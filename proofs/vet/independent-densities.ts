/**
 * Densities in several variables whose coordinates, or some linear forms, are independent, beside closed forms: what
 * their laws of one coordinate each make of Phi(1/2), the variance and the entropy, and the radii they certify. Each
 * number is compared from both sides, so that an end that is not one and an end that says too little are seen.
 */
import { compile, library } from '../../src/checker/index.ts';
import type { Effort, EnclosedInstance, EvidenceContext } from '../../src/checker/claim.ts';
import {
  add,
  apply,
  div,
  inv,
  log,
  mul,
  neg,
  pi,
  pow,
  rational,
  sub,
  type Expression,
} from '../../src/checker/expression.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { coordinateFactors } from '../../src/formula/split.ts';
import { formFactors } from '../../src/formula/split-forms.ts';
import type { FormulaTree } from '../../src/formula/tree.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { densityVariables } from '../../src/noise/density/density-noise.ts';
import { IndependentDensities } from '../../src/noise/density/independent.ts';
import { linearImage } from '../../src/noise/density/linear-image.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import type { EnclosedLaw } from '../../src/noise/half-line/enclosed-law.ts';
import { halfLineLaw } from '../../src/noise/half-line/law.ts';
import { profileOf } from '../../src/noise/half-line/profile.ts';
import { toRational } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { draws } from '../vocabulary/drawn-links.ts';

/**
 * The law of one coordinate: its factor of the formula, and its numbers by hand. `variation` is int |D f|, jumps
 * included.
 */
interface Coordinate {
  readonly factor: (name: string) => string;
  readonly scale: Expression;
  readonly variation: Expression;
  readonly variance: Expression;
  readonly entropy: Expression;
  /** How far a half-line of mass rho >= 1/2 is moved until half is left. */
  readonly radius: (rho: Expression) => Expression;
}

const gamma = (n: number, d: number): Expression => apply('gamma', rational(n, d));

/**
 * Laplace, normal, uniform on an interval, and e^{-|x|^3}, each at a scale in sixteenths: a formula of doubles is
 * exact.
 */
function drawnCoordinate(random: RandomStream, kind: number): Coordinate {
  const sixteenths = 4 + random.integer(60);
  const [a, text] = [rational(sixteenths, 16), String(sixteenths / 16)];
  switch (kind) {
    case 0:
      return {
        scale: a,
        factor: (name) => `exp(-${text}*abs(${name}))`,
        variation: a,
        variance: div(2, pow(a, 2)),
        entropy: add(1, log(div(2, a))),
        radius: (rho) => neg(div(log(mul(2, sub(1, rho))), a)),
      };
    case 1:
      return {
        scale: a,
        factor: (name) => `exp(-${text}*${name}^2)`,
        variation: mul(2, apply('sqrt', div(a, pi))),
        variance: inv(mul(2, a)),
        entropy: div(add(1, log(div(pi, a))), 2),
        radius: (rho) => div(apply('normalQuantile', rho), apply('sqrt', mul(2, a))),
      };
    case 2:
      return {
        scale: a,
        factor: (name) => `max(0,sign(${text}-abs(${name})))`,
        variation: inv(a),
        variance: div(pow(a, 2), 3),
        entropy: log(mul(2, a)),
        radius: (rho) => mul(a, sub(mul(2, rho), 1)),
      };
    default:
      return {
        scale: a,
        factor: (name) => `exp(-abs(${text}*${name})^3)`,
        variation: div(a, gamma(4, 3)),
        variance: div(gamma(3, 3), mul(gamma(1, 3), pow(a, 2))),
        entropy: add(log(div(mul(2, gamma(4, 3)), a)), rational(1, 3)),
        radius: (rho) => div(pow(apply('gammaQuantile', sub(mul(2, rho), 1), rational(1, 3)), rational(1, 3)), a),
      };
  }
}

/** Two or three coordinates of laws drawn without equals, so that no simpler form fits, and their formula. */
function drawnDensity(random: RandomStream): { readonly coordinates: Coordinate[]; readonly formula: string } {
  const dim = 2 + Math.floor(2 * random.uniform());
  const kinds = [0, 1, 2, 3].map((kind) => ({ kind, key: random.uniform() })).sort((x, y) => x.key - y.key);
  const coordinates = kinds.slice(0, dim).map(({ kind }) => drawnCoordinate(random, kind));
  return { coordinates, formula: coordinates.map(({ factor }, i) => factor(`x${i + 1}`)).join('*') };
}

const RUNS = { quick: 2, full: 60 } as const;

/** The laws of the coordinates alone. */
function provedOf(formula: string, dim: number): IndependentDensities {
  const factors = coordinateFactors(parseFormula(formula, densityVariables(dim), 'density'));
  if (factors === null) throw new Error(`${formula} does not split`);
  return new IndependentDensities(lawsOf(factors));
}

function lawsOf(factors: readonly FormulaTree[]): EnclosedLaw[] {
  return factors.map((factor) => {
    const law = halfLineLaw(profileOf(factor), 1);
    if ('finite' in law) throw new Error(`${factor.text} has no integral`);
    return law.enclosed;
  });
}

const exact = { relation: 'at-least', at: {}, tolerance: '0' } as const;

/** low <= truth <= high with nothing given, and each within a share of `size` of it. */
function tight(
  label: string,
  [low, high]: readonly [number, number],
  truth: Expression,
  share = 1e-7,
  size = high,
): EnclosedInstance[] {
  const margin = share * Math.abs(size);
  return [
    { ...exact, label: `${label}, from above`, value: high, expression: truth },
    { ...exact, label: `${label}, from below`, value: -low, expression: neg(truth) },
    { ...exact, label: `${label}, not far above`, value: margin - high, expression: neg(truth) },
    { ...exact, label: `${label}, not far below`, value: margin + low, expression: truth },
  ];
}

const valueOf = (of: Expression): number => compile(of)({});
/** By their values as doubles. */
const largestOf = (of: readonly Expression[]): Expression => of.reduce((a, b) => (valueOf(a) > valueOf(b) ? a : b));
const leastOf = (of: readonly Expression[]): Expression => of.reduce((a, b) => (valueOf(a) < valueOf(b) ? a : b));

/**
 * Phi(1/2), variance and entropy from both sides. `variation` says what of the variations Phi(1/2) against l1 is half
 * of; the largest one is true, another is a variant.
 */
export const independentNumbers = (
  variation: (of: readonly Expression[]) => Expression = largestOf,
  runs: Readonly<Record<Effort, number>> = RUNS,
): ReturnType<typeof library> =>
  library('products of Laplace, normal, uniform and cubic laws at drawn scales, two or three coordinates', (context) =>
    draws(context, runs, (random, index) => {
      const { coordinates, formula } = drawnDensity(random);
      const dim = coordinates.length;
      const known = provedOf(formula, dim);
      const l1 = known.against(lpAdversary(1, dim));
      const p = index % 2 === 0 ? 2 : Infinity;
      const other = known.against(lpAdversary(p, dim));
      if ('reason' in l1 || 'reason' in other) throw new Error(`nothing is proved of ${formula}`);
      const half = (of: Expression): Expression => div(of, 2);
      const all = coordinates.map((one) => one.variation);
      const dual = p === 2 ? apply('sqrt', add(...all.map((one) => pow(one, 2)))) : add(...all);
      const name = `${formula}: Phi(1/2) against l${p}`;
      const [low, high] = other.half;
      return [
        ...tight(`${formula}: Phi(1/2) against l1`, l1.half, half(variation(all))),
        // Convexity: at most half the dual norm of the variations, and at least half the largest. A net of l2 is wider.
        {
          ...exact,
          label: `${name}, the upper end`,
          value: -high * (1 - 1e-3),
          expression: neg(half(dual)),
        },
        {
          ...exact,
          label: `${name}, the lower end`,
          value: low * (1 + 1e-6),
          expression: half(largestOf(all)),
        },
        ...tight(`${formula}: variance`, l1.variance, div(add(...coordinates.map((one) => one.variance)), dim)),
        ...tight(`${formula}: entropy`, l1.entropy, add(...coordinates.map((one) => one.entropy)), 1e-6, dim),
      ];
    }).flat(),
  );

/** E|A + eps s| of a score s of the given kind, with |w s_1| = A for Laplace noise. */
function largerOf(size: Expression, scale: Expression, kind: number, variation: Expression): Expression {
  switch (kind) {
    case 1: {
      // s is normal of variance 2 a.
      const variance = mul(2, scale);
      const bulk = mul(size, apply('erf', div(size, mul(2, apply('sqrt', scale)))));
      return add(
        bulk,
        mul(apply('sqrt', div(mul(2, variance), pi)), apply('exp', neg(div(pow(size, 2), mul(2, variance))))),
      );
    }
    case 2:
      // Jumps alone.
      return add(size, variation);
    default: {
      // |s| = 3 a y^(2/3), y of the law of Gamma(1/3).
      const y = pow(div(size, mul(3, scale)), rational(3, 2));
      const third = rational(1, 3);
      return add(
        mul(size, apply('gammaCdf', y, third)),
        div(mul(3, scale, apply('exp', neg(y))), apply('gamma', third)),
      );
    }
  }
}

/**
 * U_1 = m X_1 + n X_2 Laplace, U_2 = X_2 of another law: a vertex of l1 moves U_1 alone, or both. `together` says what
 * E|n s_1 + s_2| is, from the truth and from the sizes of the two.
 */
export const formNumbers = (
  together: (truth: Expression, sizes: readonly [Expression, Expression]) => Expression = (truth) => truth,
  determinant: (m: Expression) => Expression = (m) => m,
): ReturnType<typeof library> =>
  library('Laplace, normal, uniform and cubic laws of a coordinate and of a form, drawn', (context) =>
    draws(context, { quick: 3, full: 60 }, (random, index) => {
      const kind = 1 + (index % 3);
      const [first, second] = [drawnCoordinate(random, 0), drawnCoordinate(random, kind)];
      const [m, n] = [2 + random.integer(30), 1 + random.integer(30)];
      const formula = `${first.factor(`(${m / 8}*x1+${n / 8}*x2)`)}*${second.factor('x2')}`;
      const split = formFactors(parseFormula(formula, densityVariables(2), 'density'));
      const image = split === null ? null : linearImage(split.forms);
      if (split === null || image === null) throw new Error(`${formula} does not split`);
      const known = new IndependentDensities(lawsOf(split.factors), image).against(lpAdversary(1, 2));
      if ('reason' in known) throw new Error(`nothing is proved of ${formula}`);
      const [along, across] = [rational(m, 8), rational(n, 8)];
      const size = mul(across, first.variation);
      const scale = second.scale;
      const sum = together(largerOf(size, scale, kind, second.variation), [size, second.variation]);
      const own = mul(along, first.variation);
      return [
        ...tight(`${formula}: Phi(1/2)`, known.half, div(largestOf([own, sum]), 2), 1e-4),
        ...tight(
          `${formula}: variance`,
          known.variance,
          div(add(div(add(first.variance, mul(pow(across, 2), second.variance)), pow(along, 2)), second.variance), 2),
        ),
        ...tight(
          `${formula}: entropy`,
          known.entropy,
          sub(add(first.entropy, second.entropy), log(determinant(along))),
          1e-6,
          2,
        ),
      ];
    }).flat(),
  );

/** Radii against l1: a half-line of one coordinate is worst, exactly; which one, a variant says otherwise. */
export const independentRadii = (
  pick: (radii: readonly Expression[]) => Expression = leastOf,
): ReturnType<typeof library> =>
  library('the same, rho drawn', (context: EvidenceContext) =>
    draws(context, { quick: 3, full: 60 }, (random): EnclosedInstance => {
      const { coordinates, formula } = drawnDensity(random);
      const rho = (513 + random.integer(500)) / 1024;
      const noise = noiseOfDensity(formula, coordinates.length, { lambda: 1 });
      const { radius, exact } = certifiedRadius(noise, lpAdversary(1, coordinates.length), rho);
      if (!exact) throw new Error(`the radius of ${formula} is not said to be exact`);
      const value = toRational(rho);
      const known = coordinates.map((one) => one.radius(rational(value.s * value.n, value.d)));
      return {
        label: `${formula}, l1, rho = ${rho}`,
        value: radius,
        relation: 'lower-bound',
        expression: pick(known),
        at: {},
        tolerance: '1e-7',
      };
    }),
  );
