/** Upper ends of radii by half-spaces: the bound itself, and the library beside normal laws and products. */
import {
  exactly,
  numerically,
  type Claim,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { slabPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { symmetricEigen } from '../../src/numeric/algebra/linear-algebra.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';
import { radiusCurve } from '../../src/radius/certified-radius.ts';
import { atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { growth, randomDensity, type StepDensity } from '../vocabulary/step-densities.ts';

type Part = Claim['parts'][number];
type Mutant = NonNullable<Claim['mutants']>[number];

/** For U = {c_1 >= q} and each shift by `distance(q)` along the first axis: G(P(U), shift) >= 1/2. */
function* alongFirstAxis(densities: Iterable<StepDensity>, distance: (q: number) => number): Iterable<ExactInstance> {
  for (const q of densities) {
    for (let t = 1; t <= 4; t++) {
      let weight = 0;
      for (const { cell, weight: own } of q.weights.values()) if (cell[0]! >= t) weight += own;
      if (weight === 0) continue;
      for (const across of q.dim === 1 ? [[]] : [[-1], [0], [2]]) {
        const shift = [distance(t), ...across];
        yield {
          label: `q = {${q.label}}, U = {c_1 >= ${t}}, shift ${shift.join(',')}`,
          left: growth(q, shift, ratio(weight, q.total)),
          relation: '>=',
          right: ratio(1, 2),
        };
      }
    }
  }
}

const densities = (seed: number, count: number): StepDensity[] =>
  Array.from({ length: count }, (_, i) => randomDensity(seed * 1000 + i, i % 2 === 0 ? 1 : 2, 6));

export const halfSpacePart: Part = {
  id: 'half-spaces',
  statement:
    'Where $P(\\langle u, X\\rangle \\ge q) \\le 1-\\rho$, a shift $v$ with $\\langle u, v\\rangle \\ge q$ has $G(1-\\rho, v) \\ge \\frac12$, for every even law: $R \\le q/h_B(u)$.',
  evidence: [
    exactly(
      'even step densities of one and two dimensions, unimodal or not, half-spaces along an axis',
      ({ seed, effort }) => alongFirstAxis(densities(seed, effort === 'quick' ? 20 : 200), (q) => q),
    ),
  ],
};

export const halfSpaceMutant: Mutant = {
  id: 'half-the-half-space',
  statement: 'half of the distance is enough, since both classes move: $R \\le q/(2 h_B(u))$',
  evidence: exactly('even step densities', ({ seed }) => alongFirstAxis(densities(seed, 20), (q) => Math.floor(q / 2))),
};

/** A normal law as a formula, with the largest v^T M v over each ball; X has density e^{-x^T M x / 2}. */
function* normalEnds(random: Parameters<Parameters<typeof draws>[2]>[0], dim: 2 | 3): Iterable<NumericInstance> {
  const rows = Array.from({ length: dim }, () => Array.from({ length: dim }, () => (random.integer(9) - 4) / 4));
  // L L^T + 1/2, in eighths: exact.
  const form = rows.map((a, i) =>
    rows.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k]!, 0) + (i === j ? 0.5 : 0)),
  );
  const terms = form.flatMap((row, i) => row.map((c, j) => `(${0.5 * c})*x${i + 1}*x${j + 1}`));
  const lambda = between(random, 0.2, 5);
  const noise = noiseOfDensity(`exp(-(${terms.join('+')}))`, dim, { lambda });
  const energy = (v: readonly number[]): number =>
    form.reduce((sum, row, i) => sum + v[i]! * row.reduce((inner, c, j) => inner + c * v[j]!, 0), 0);
  const corners = Array.from({ length: 2 ** dim }, (_, code) =>
    Array.from({ length: dim }, (__, i) => ((code >> i) & 1 ? 1 : -1)),
  );
  const largest: Readonly<Record<string, number>> = {
    1: Math.max(...form.map((row, i) => row[i]!)),
    2: symmetricEigen(form).values.at(-1)!,
    Infinity: Math.max(...corners.map(energy)),
  };
  const rhos = [0.52 + 0.1 * random.uniform(), 0.7 + 0.25 * random.uniform(), 1 - 10 ** (-2 - random.uniform())];
  // In space the differential bound against l2 takes ten seconds.
  for (const p of dim === 3 ? [1, Infinity] : [1, 2, Infinity]) {
    for (const { rho, radius, upper } of radiusCurve(noise, lpAdversary(p, dim), rhos, { halfSpaces: true })) {
      const truth = (lambda * normalQuantile(rho)) / Math.sqrt(largest[p]!);
      const label = `${noise.spec}, lambda = ${lambda}, l${p}, rho = ${rho}`;
      yield atMost(`${label}: radius`, radius, truth, 1e-9 * truth);
      yield atMost(`${label}: upper end`, truth, upper ?? Infinity, 1e-9 * truth);
      yield atMost(`${label}: not far above`, upper ?? Infinity, truth * (1.05 + 0.01 / (rho - 0.5)));
    }
  }
}

/** Products in any dimension, whose half-spaces along an axis are known: [marginal, quantile at 1 - tail]. */
const MARGINALS: readonly (readonly [string, (tail: number) => number])[] = [
  ['exp(-abs(x))', (tail) => -Math.log(2 * tail)],
  ['exp(-x^2/2)', (tail) => -normalQuantile(tail)],
  ['(1+abs(x))^(-3)', (tail) => (2 * tail) ** -0.5 - 1],
  ['max(0, 1-abs(x))', (tail) => 1 - Math.sqrt(2 * tail)],
];

function* productEnds(random: Parameters<Parameters<typeof draws>[2]>[0], i: number): Iterable<NumericInstance> {
  const [marginal, quantile] = MARGINALS[i % MARGINALS.length]!;
  const dim = 4 + random.integer(500);
  const lambda = between(random, 0.2, 5);
  const noise = productNoise(marginal, dim, { lambda });
  const tail = 0.5 * random.uniform() ** 3;
  for (const p of [1, 2, Infinity]) {
    const [found] = radiusCurve(noise, lpAdversary(p, dim), [1 - tail], { halfSpaces: true });
    const truth = lambda * quantile(1 - found!.rho);
    const label = `${noise.spec}, d = ${dim}, lambda = ${lambda}, l${p}, rho = ${found!.rho}`;
    yield atMost(`${label}: ends in order`, found!.radius, found!.upper ?? NaN);
    yield atMost(`${label}: upper end`, p > 2 ? 0 : truth, found!.upper ?? NaN, 1e-9 * truth);
    yield atMost(`${label}: not above that of an axis`, found!.upper ?? NaN, truth * (1 + 1e-8) + 1e-12);
  }
}

/** Level-set noise on a hexagon given as a body, beside the same noise given as a formula. */
function* hexagonEnds(random: Parameters<Parameters<typeof draws>[2]>[0]): Iterable<NumericInstance> {
  const slabs = [
    [1, (1 + random.integer(3)) / 4],
    [0, 1],
    [1, -(1 + random.integer(3)) / 4],
  ];
  const lambda = between(random, 0.2, 5);
  const body = slabPolytope(
    slabs,
    slabs.map(() => 1),
  );
  const size = slabs.map(([a, b]) => `abs((${a})*x1+(${b})*x2)`).join(',');
  const given = levelSetNoise({ body, radial: 'exp(-r^2)' }, 2, { lambda });
  const written = noiseOfDensity(`exp(-max(${size})^2)`, 2, { lambda });
  const rho = 0.55 + 0.4 * random.uniform();
  for (const p of [1, 2, Infinity]) {
    const adversary = lpAdversary(p, 2);
    const [a] = radiusCurve(given, adversary, [rho], { halfSpaces: true });
    const [b] = radiusCurve(written, adversary, [rho], { halfSpaces: true });
    const label = `hexagon ${size}, lambda = ${lambda}, l${p}, rho = ${rho}`;
    yield isTrue(`${label}: both have two ends`, a!.upper !== null && b!.upper !== null);
    yield atMost(`${label}: body below formula`, a!.radius, b!.upper ?? NaN);
    yield atMost(`${label}: formula below body`, b!.radius, a!.upper ?? NaN);
    yield atMost(`${label}: about alike`, Math.abs((a!.upper ?? NaN) / (b!.upper ?? NaN) - 1), 0.01);
  }
}

export const halfSpaceEndsPart: ImplementationPart = {
  id: 'library-half-spaces',
  about: 'implementation',
  implements: ['half-spaces'],
  statement:
    'Upper ends by half-spaces lie above the true radii: of normal laws of any covariance in the plane and in space by a few per cent, of products in any dimension at the quantile of a coordinate; a body and its formula have the same.',
  evidence: [
    numerically(
      'at full: drawn products, normal laws and hexagons; 1e-9 for the truth',
      atFull((context) => [
        ...draws(context, { quick: 1, full: 6 }, (random, i) => [...productEnds(random, i)]).flat(),
        ...draws(context, { quick: 1, full: 2 }, (random, i) => [...normalEnds(random, i % 2 === 0 ? 3 : 2)]).flat(),
        ...draws(context, { quick: 1, full: 1 }, (random) => [...hexagonEnds(random)]).flat(),
      ]),
    ),
  ],
};
