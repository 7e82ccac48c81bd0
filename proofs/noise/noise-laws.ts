/**
 * What is known of a noise beside its formula: the moments that scale it, the law that its sampler draws, its density,
 * and the volumes of its level sets.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { halfLineLaw } from '../../src/noise/half-line/law.ts';
import { profileOf } from '../../src/noise/half-line/profile.ts';
import { bodySecondMoment } from '../../src/noise/named/body-second-moment.ts';
import { independentLevels } from '../../src/noise/product/levels.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { mixSeed, randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { betaPrimeCdf, gammaCdf, logGamma } from '../../src/numeric/special/special.ts';
import { agrees, atFull, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

/** E x_1^2 of the ball of l_p: Gamma(3/p) Gamma(d/p + 1)/(Gamma(1/p) Gamma((d + 2)/p + 1)). */
const ballMoments = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 3, full: 100 }, (random) => {
    const [dim, p] = [dimension(random, 1, 3000), between(random, 1, 12)];
    const truth =
      dim * Math.exp(logGamma(3 / p) + logGamma(1 + dim / p) - logGamma(1 / p) - logGamma(1 + (dim + 2) / p));
    return agrees(`ball of l${p}, d = ${dim}`, bodySecondMoment(lpBall(p, dim)).value, truth, 1e-9);
  });

/** Bodies whose moment is known by hand: images, boxes, ellipsoids, polytopes by their triangles. */
function knownMoment(random: RandomStream, index: number): readonly [ConvexBody, number, number] {
  const dim = 2 + random.integer(4);
  const sizes = Array.from({ length: dim }, () => between(random, 0.2, 5));
  const squares = sizes.reduce((sum, h) => sum + h * h, 0);
  const matrix = sizes.map(() => sizes.map(() => random.normal()));
  const norm = matrix.flat().reduce((sum, x) => sum + x * x, 0);
  const factor = between(random, 0.1, 10);
  const diagonal = sizes.map((h, i) => sizes.map((_, j) => (i === j ? h : 0)));
  switch (index % 7) {
    case 0:
      return [box(sizes), squares / 3, 1e-12];
    case 1:
      return [ellipsoid(matrix), norm / (dim + 2), 1e-11];
    case 2:
      return [linearImage(matrix, lpBall(Infinity, dim)), norm / 3, 1e-11];
    case 3:
      return [
        scaled(linearImage(diagonal, lpBall(1, dim)), factor),
        (2 * squares * factor ** 2) / ((dim + 1) * (dim + 2)),
        1e-11,
      ];
    case 4: {
      // The corners of a stretched cross-polytope, as a polytope.
      const tips = sizes.flatMap((h, i) => [1, -1].map((sign) => sizes.map((_, j) => (i === j ? sign * h : 0))));
      return [vPolytope(tips), (2 * squares) / ((dim + 1) * (dim + 2)), 1e-10];
    }
    case 5:
      return [scaled(vPolytope(tipsOfHexagon(factor)), 2), (4 * 5 * factor ** 2) / 12, 1e-10];
    default:
      return [
        linearImage(matrix, linearImage(diagonal, lpBall(2, dim))),
        matrix.flat().reduce((sum, x, i) => sum + (x * sizes[i % dim]!) ** 2, 0) / (dim + 2),
        1e-11,
      ];
  }
}

/** A regular hexagon of this side: E|x|^2 = 5 a^2/12. */
const tipsOfHexagon = (side: number): number[][] =>
  Array.from({ length: 6 }, (_, k) => [side * Math.cos((k * Math.PI) / 3), side * Math.sin((k * Math.PI) / 3)]);

const moments = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 48 }, (random, index): NumericInstance[] => {
    const [body, truth, relative] = knownMoment(random, index);
    const found = bodySecondMoment(body);
    return [
      ...lies(`${body.name}: E|x|^2`, found, truth, 1e-11),
      ...(relative > 0 ? [agrees(`${body.name}: E|x|^2, the value`, found.value, truth, relative)] : []),
    ];
  }).flat();

/** A noise of the table, and the law of a norm of it at lambda = 1. */
function knownLaw(
  random: RandomStream,
  index: number,
): readonly [spec: string, dim: number, norm: 1 | 2 | 0, law: (r: number) => number] {
  const [dim, k] = [1 + random.integer(12), between(random, 0.5, 4)];
  const [shape, norm] = (
    [
      ['linf', 0],
      ['l2', 2],
      ['l1', 1],
    ] as const
  )[random.integer(3)]!;
  const j = shape === 'l1' ? 0 : dim * 0.7 * random.uniform();
  switch (index % 7) {
    case 0:
      return ['gaussian', dim, 2, (r) => gammaCdf((r * r) / 2, dim / 2)];
    case 1:
      return ['laplace', dim, 1, (r) => gammaCdf(r, dim)];
    case 2:
      return [`uniform:${shape}`, dim, norm, (r) => Math.min(1, r) ** dim];
    case 3:
      return [`exp:${shape},k=${k}${j > 0 ? `,j=${j}` : ''}`, dim, norm, (r) => gammaCdf(r ** k, (dim - j) / k)];
    case 4:
      return [`power:linf,a=${dim + k}`, dim, 0, (r) => betaPrimeCdf(r, dim, k)];
    case 5:
      return [`iid-exp,s=${k}`, dim, 0, (r) => gammaCdf(r ** k, 1 / k) ** dim];
    default:
      return [`iid-pareto,a=${k}`, dim, 0, (r) => (1 - (1 + r) ** -k) ** dim];
  }
}

const normOf = (x: Float64Array, norm: 0 | 1 | 2): number =>
  norm === 0
    ? x.reduce((most, c) => Math.max(most, Math.abs(c)), 0)
    : norm === 1
      ? x.reduce((sum, c) => sum + Math.abs(c), 0)
      : Math.sqrt(x.reduce((sum, c) => sum + c * c, 0));

const DRAWN = 20_000;
const DRAWN_ALPHA = 1e-12;

/** The law of the norm within its band (Dvoretzky, Kiefer, Wolfowitz); signs, and which coordinate is the largest. */
const samplers = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 28 }, (random, index): NumericInstance[] => {
    const [spec, dim, norm, law] = knownLaw(random, index);
    const lambda = between(random, 0.01, 100);
    const noise = parseNoise(spec, dim, { lambda });
    const source = randomStream(mixSeed(context.seed, `${spec} ${index}`));
    const x = new Float64Array(dim);
    const norms = new Float64Array(DRAWN);
    let [positive, firsts] = [0, 0];
    for (let n = 0; n < DRAWN; n++) {
      noise.sample(source, x);
      norms[n] = normOf(x, norm) / lambda;
      if (x[dim - 1]! > 0) positive++;
      if (x.every((c) => Math.abs(c) <= Math.abs(x[0]!))) firsts++;
    }
    norms.sort();
    let apart = 0;
    norms.forEach((r, n) => {
      const below = law(r);
      apart = Math.max(apart, Math.abs(below - n / DRAWN), Math.abs(below - (n + 1) / DRAWN));
    });
    const label = `${noise.spec}, lambda = ${lambda}, d = ${dim}`;
    // Hoeffding at the same level.
    const slack = Math.sqrt(Math.log(2 / DRAWN_ALPHA) / (2 * DRAWN));
    return [
      atMost(`${label}: the law of the norm`, apart, dkwEpsilon(DRAWN, DRAWN_ALPHA)),
      atMost(`${label}: signs`, Math.abs(positive / DRAWN - 0.5), slack),
      atMost(`${label}: the largest coordinate`, Math.abs(firsts / DRAWN - 1 / dim), slack),
    ];
  }).flat();

/** log Z of the same laws: the density on a point is what the law of the norm makes it. */
const densities = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 100 }, (random): NumericInstance[] => {
    const [dim, k, lambda] = [dimension(random, 1, 3000), between(random, 0.5, 4), between(random, 0.01, 100)];
    const x = Float64Array.from({ length: dim }, () => random.normal());
    const unit = x.map((c) => c / lambda);
    const [most, sum, length] = [normOf(unit, 0), normOf(unit, 1), normOf(unit, 2)];
    const ball = (norm: 0 | 1 | 2): number =>
      norm === 0
        ? dim * Math.LN2
        : norm === 1
          ? dim * Math.LN2 - logGamma(dim + 1)
          : (dim / 2) * Math.log(Math.PI) - logGamma(dim / 2 + 1);
    const radial = (norm: 0 | 1 | 2, shape: number): number =>
      -(ball(norm) + logGamma(dim + 1) - logGamma(dim) + logGamma(shape) - Math.log(k));
    const a = dim + k;
    const cases: readonly (readonly [string, number])[] = [
      ['gaussian', -0.5 * length ** 2 - (dim / 2) * Math.log(2 * Math.PI)],
      ['laplace', -sum - dim * Math.LN2],
      [`exp:linf,k=${k}`, radial(0, dim / k) - most ** k],
      [`exp:l2,k=${k},j=${dim / 4}`, radial(2, (0.75 * dim) / k) - length ** k - (dim / 4) * Math.log(length)],
      [`exp:l1,k=${k}`, radial(1, dim / k) - sum ** k],
      [
        `power:linf,a=${a}`,
        -(ball(0) + Math.log(dim) + logGamma(dim) + logGamma(k) - logGamma(a)) - a * Math.log1p(most),
      ],
      [`iid-exp,s=${k}`, unit.reduce((total, c) => total - Math.abs(c) ** k - Math.LN2 - logGamma(1 + 1 / k), 0)],
      [`iid-pareto,a=${k}`, unit.reduce((total, c) => total + Math.log(k / 2) - (k + 1) * Math.log1p(Math.abs(c)), 0)],
    ];
    return cases.map(([spec, truth]): NumericInstance => {
      const right = truth - dim * Math.log(lambda);
      const noise = parseNoise(spec, dim, { lambda });
      return {
        label: `${spec}, d = ${dim}: log density`,
        left: noise.logDensity(x),
        relation: '=',
        right,
        tolerance: 1e-9 * (dim + Math.abs(right)),
      };
    });
  }).flat();

/** J of e^{-|x|^2}, e^{-|x|_1} and the cube, each coordinate stretched: the geometric mean of the stretches. */
const levels = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 9 }, (random, index): NumericInstance[] => {
    const dim = 2 + random.integer(2);
    const equal = index % 4 === 3;
    const first = between(random, 0.1, 10);
    const stretches = Array.from({ length: dim }, () => (equal ? first : between(random, 0.1, 10)));
    const mean = stretches.reduce((product, t) => product * t, 1) ** (1 / dim);
    const ball = dim === 2 ? Math.PI : (4 * Math.PI) / 3;
    // J = |K|^{-1/d} E[1/S], E[1/S] = (d - 1)/d E[1/T].
    const [text, truth] = (
      [
        [
          (t: number) => `exp(-(${t}*x)^2)`,
          (ball ** (-1 / dim) * (dim - 1) * Math.exp(logGamma((dim - 1) / 2) - logGamma(dim / 2))) / dim,
        ],
        [(t: number) => `exp(-${t}*abs(x))`, (dim === 2 ? 2 : 8 / 6) ** (-1 / dim) / dim],
        [(t: number) => `max(0,sign(${1 / t}-abs(x)))`, 0.5],
      ] as const
    )[index % 3]!;
    const laws = stretches.map((t) => halfLineLaw(profileOf(parseFormula(text(t), ['x'], 'f')), 1));
    const enclosedLaws = laws.flatMap((law) => ('finite' in law ? [] : [law.enclosed]));
    const found = independentLevels(equal ? enclosedLaws.map(() => enclosedLaws[0]!) : enclosedLaws);
    const label = stretches.map(text).join(' times ');
    if (found === null) return [isTrue(`${label}: J`, false)];
    return [
      ...lies(`${label}: J`, found, truth * mean),
      atMost(`${label}: J, width`, found.upper / found.lower - 1, 2e-3),
    ];
  }).flat();

/** Of the claim about limits, which are in units of sigma. */
export const noiseLawsPart: ImplementationPart = {
  id: 'library-noise-laws',
  about: 'implementation',
  implements: ['second-moment'],
  statement:
    'Second moments of balls of any $\\ell_p$, and of boxes, ellipsoids, images and polytopes are those by hand; densities of eight families are what the law of their norm makes them, $d$ to 3000; their samplers draw that law, with fair signs and coordinates alike, within the band at $10^{-12}$; the integral of level-set volumes of stretched normal, Laplace and uniform coordinates is enclosed.',
  evidence: [
    numerically('bodies at drawn sizes, and log densities at drawn points; 1e-10, 1e-9 of d', (context) => [
      ...ballMoments(context),
      ...moments(context),
      ...densities(context),
    ]),
    numerically('at full: 28 samplers, 20,000 points each; bands at 1e-12, together below 1e-10', atFull(samplers)),
    numerically('at full: level sets of stretched coordinates; 1e-12', atFull(levels)),
  ],
};
