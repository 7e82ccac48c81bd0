/**
 * Both ends and the label of a radius, route by route: whatever any route certifies lies below what any other says from
 * above; probabilities far out, where 1 - rho is raised; quantiles of formulas' marginals; covariograms of boxes and
 * parallelograms.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { findRoot } from '../../src/numeric/roots.ts';
import { gammaQuantile, normalQuantile } from '../../src/numeric/special/special.ts';
import { certifiedRadius, knownRadii } from '../../src/radius/certified-radius.ts';
import { covariogramRadius } from '../../src/radius/routes/covariogram.ts';
import { radiusRoutes } from '../../src/radius/routes/radius-routes.ts';
import { readProbability } from '../../src/radius/top-probability.ts';
import { atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws, probability } from '../vocabulary/drawn-links.ts';

function drawnSpec(random: RandomStream, dim: number): string {
  const k = between(random, 0.5, 4);
  const shape = ['linf', 'l2', 'l1'][random.integer(3)]!;
  const all = [
    'gaussian',
    'laplace',
    `uniform:${shape}`,
    `iid-exp,s=${between(random, 0.4, 6)}`,
    `iid-pareto,a=${between(random, 0.5, 8)}`,
    `power:linf,a=${dim + between(random, 0.5, 20)}`,
    `power:l2,k=1,a=${dim + between(random, 0.5, 20)}`,
    `exp:${shape},k=${k}`,
    dim > 2 ? `exp:linf,k=${k},j=${random.integer(dim - 1)}` : `exp:linf,k=${k}`,
  ];
  return all[random.integer(all.length)]!;
}

/** Every route against every other, conversions and bounds from above included. */
const allRoutes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 60 }, (random): NumericInstance[] => {
    const dim = dimension(random, 1, 40);
    const spec = drawnSpec(random, dim);
    const p = [1, 2, Infinity, between(random, 1.05, 2), between(random, 2, 20)][random.integer(5)]!;
    const lambda = between(random, 0.01, 100);
    const rhos = [probability(random), 0.55 + 0.4 * random.uniform()];
    const noise = canonicalNoise(parseNoise(spec, dim, { lambda }));
    const at = rhos.map(readProbability);
    const found: { name: string; radius: number; upper: number | null; exact: boolean; k: number }[] = [];
    for (const route of radiusRoutes(noise, lpAdversary(p, dim), { upperBounds: true, quick: true })) {
      route.radii(at).forEach((one, k) => {
        if (one === null) return;
        const name = `${route.detail} (${route.method})`;
        found.push({ name, radius: one.radius, upper: one.upper, exact: one.exact, k });
      });
    }
    const label = `${noise.spec}, lambda = ${lambda}, d = ${dim}, lp:${p}`;
    return rhos.flatMap((rho, k): NumericInstance[] => {
      const own = found.filter((one) => one.k === k);
      const best = own.reduce((a, b) => (b.radius > a.radius ? b : a), own[0]!);
      return own.flatMap(({ name, radius, upper, exact }) => [
        ...(upper === null
          ? []
          : [
              atMost(
                `${label}, rho = ${rho}: ${best.name} below the upper end of ${name}`,
                best.radius,
                upper * (1 + 1e-12),
              ),
            ]),
        ...(exact ? [atMost(`${label}, rho = ${rho}: ${name} is exact`, best.radius, radius * (1 + 2e-6))] : []),
        isTrue(`${label}, rho = ${rho}: ${name} gives a number`, radius >= 0),
      ]);
    });
  }).flat();

/** 1 - rho from 1e-15 to 1e-300, where exact radii are known; and at both ends of rho. */
const farOut = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 30 }, (random, index): NumericInstance[] => {
    const tail = 10 ** (-15 - 285 * random.uniform() ** 2);
    const [dim, s, lambda] = [dimension(random, 2, 300), between(random, 1, 6), between(random, 0.1, 10)];
    const [spec, p, d, truth] = (
      [
        ['gaussian', 2, dim, -normalQuantile(tail)],
        ['laplace', 1, dim, -Math.log(2 * tail)],
        [`exp:linf,k=${s}`, 1, 1, gammaQuantile(2 * tail, 1 / s, 'upper') ** (1 / s)],
        ['exp:l2,k=2', Infinity, dim, -normalQuantile(tail) / Math.sqrt(2 * dim)],
      ] as const
    )[index % 4]!;
    const noise = parseNoise(spec, d, { lambda });
    const label = `${spec}, lambda = ${lambda}, d = ${d}, lp:${p}, 1 - rho = ${tail}`;
    return ([{}, { method: 'level-set' }] as const).flatMap((options): NumericInstance[] => {
      const one = knownRadii(noise, lpAdversary(p, d), [{ tail }], options)?.[0];
      if (one === undefined) return [];
      const { radius, upper, exact } = one;
      const how = 'method' in options ? `${label}, by search` : label;
      return [
        atMost(`${how}: not above`, radius, lambda * truth, 1e-12 * lambda * truth),
        ...(upper === null ? [] : [atMost(`${how}: the upper end`, lambda * truth, upper, 1e-12 * lambda * truth)]),
        ...(exact ? [atMost(`${how}: exact`, lambda * truth, radius * (1 + 2e-6))] : []),
        ...('method' in options ? [] : [atMost(`${how}: not far below`, lambda * truth, radius * (1 + 1e-6))]),
      ];
    });
  }).flat();

/** Marginals that are log-concave: quantiles of formulas, the least of several, at any scale. */
const quantiles = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 24 }, (random, index): NumericInstance[] => {
    const [s, t, u, lambda] = [
      1 + random.integer(4),
      between(random, 0.1, 10),
      between(random, 0.1, 10),
      between(random, 0.1, 10),
    ];
    const dim = dimension(random);
    const tail = index % 3 === 0 ? 10 ** (-10 - 190 * random.uniform()) : 1 - probability(random);
    const two = index % 2 === 0;
    const noise = two
      ? noiseOfDensity(`exp(-(${t}*abs(x1))^${s}-(${u}*abs(x2))^${s})`, 2, { lambda })
      : productNoise(`exp(-(${t}*abs(x))^${s})`, dim, { lambda });
    const steep = two ? Math.max(t, u) : t;
    const truth = (lambda * gammaQuantile(2 * tail, 1 / s, 'upper') ** (1 / s)) / steep;
    const { radius, upper, exact } = certifiedRadius(noise, lpAdversary(1, noise.dim), { tail });
    const label = `${noise.spec}, lambda = ${lambda}, d = ${noise.dim}, 1 - rho = ${tail}`;
    return [
      atMost(`${label}: not above`, radius, truth, 1e-11 * truth),
      // Far out the tails of an enclosure are coarse.
      ...(tail > 1e-9 ? [atMost(`${label}: not far below`, truth, radius * (1 + 1e-6) + 1e-9 * lambda)] : []),
      ...(upper === null
        ? [isTrue(`${label}: an upper end`, !exact)]
        : [atMost(`${label}: the upper end`, truth, upper, 1e-11 * truth)]),
    ];
  }).flat();

/** The r with prod (1 - r c_i) = 3/2 - rho. */
const boxRadius = (slopes: readonly number[], rho: number): number => {
  const overlap = (r: number): number => slopes.reduce((product, c) => product * Math.max(0, 1 - r * c), 1);
  return findRoot((r) => overlap(r) - (1.5 - rho), 0, 1 / Math.max(...slopes), { relativeTolerance: 1e-14 }).root;
};

/** Boxes in space, and parallelograms: known shifts of a known overlap. */
const covariograms = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 40 }, (random): NumericInstance[] => {
    const dim = 2 + random.integer(4);
    const halves = Array.from({ length: dim }, () => between(random, 0.3, 3));
    const [lambda, rho] = [between(random, 0.1, 10), 0.51 + 0.485 * random.uniform()];
    const noise = uniform(box(halves), dim, { lambda });
    // e_i moves one side, the diagonal all of them; a box of its own moves all by shares.
    const l1 = Math.min(...halves.map((h) => boxRadius([0.5 / h], rho)));
    const linf = boxRadius(
      halves.map((h) => 0.5 / h),
      rho,
    );
    const sides = halves.map(() => between(random, 0.3, 3));
    const own = boxRadius(
      halves.map((h, i) => (0.5 * sides[i]!) / h),
      rho,
    );
    // The same cube by a linear map of the plane: a parallelogram against a diamond of the same shape.
    const [a, b, c, d] = [
      between(random, 0.5, 2),
      between(random, -0.4, -0.1),
      between(random, 0.1, 0.4),
      between(random, 0.5, 2),
    ];
    const place = ([x, y]: readonly [number, number]): number[] => [a * x + b * y, c * x + d * y];
    const corners = (
      [
        [1, 1],
        [1, -1],
        [-1, 1],
        [-1, -1],
      ] as const
    ).map(place);
    const tips = (
      [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const
    ).map(place);
    const slanted = uniform(vPolytope(corners), 2, { lambda });
    const cases: readonly (readonly [string, ReturnType<typeof uniform>, Adversary, number])[] = [
      ['box, l1', noise, lpAdversary(1, dim), l1],
      ['box, linf', noise, lpAdversary(Infinity, dim), linf],
      ['box, box', noise, { kind: 'body', body: box(sides), dim }, own],
      ['parallelogram, diamond', slanted, { kind: 'body', body: vPolytope(tips), dim: 2 }, boxRadius([0.5], rho)],
      [
        'parallelogram, itself',
        slanted,
        { kind: 'body', body: vPolytope(corners), dim: 2 },
        boxRadius([0.5, 0.5], rho),
      ],
    ];
    return cases.flatMap(([name, of, adversary, unit]): NumericInstance[] => {
      const truth = lambda * unit;
      const label = `${name}, ${halves.join(' x ')}, lambda = ${lambda}, rho = ${rho}`;
      const sampled = covariogramRadius(of, adversary, rho, { samples: 2000, seed: 1, confidence: 1 - 1e-12 });
      return [
        certifiedRadius(of, adversary, rho),
        covariogramRadius(of, adversary, rho, { samples: 0 }),
        sampled,
      ].flatMap(({ radius, upper, exact, confidence }, i): NumericInstance[] => [
        atMost(`${label}, door ${i}: not above`, radius, truth, 1e-11 * truth),
        atMost(`${label}, door ${i}: not far below`, truth, radius * (1 + 1e-5), 0),
        ...(upper === null ? [] : [atMost(`${label}, door ${i}: the upper end`, truth, upper, 1e-11 * truth)]),
        isTrue(
          `${label}, door ${i}: exact or not sure`,
          exact || confidence < 1 || upper === null || upper > radius * (1 + 1e-6),
        ),
      ]);
    });
  }).flat();

/** Of the claim about conversion. */
export const routeEndsPart: ImplementationPart = {
  id: 'library-every-route',
  about: 'implementation',
  implements: ['factor'],
  statement:
    'For drawn noises, norms and scales no route certifies more than any route, conversions included, says from above, nor more than one that is called exact.',
  evidence: [numerically('at full: all routes with bounds from above; 1e-12, 2e-6 where exact', atFull(allRoutes))],
};

/** Of the claim about the level-set method. */
export const farRadiiPart: ImplementationPart = {
  id: 'library-far',
  about: 'implementation',
  implements: ['solution'],
  statement:
    'For $1-\\rho$ from $10^{-15}$ to $10^{-300}$ radii and upper ends hold the normal, Laplace and $e^{-|x|^s}$ quantiles, by formula, by search, and of formulas with log-concave coordinates at any scale; radii of boxes and parallelograms are the roots of their overlap, sampled or not.',
  evidence: [
    numerically('drawn noises far out; 1e-12 from the safe side', farOut),
    numerically('at full: quantiles of formulas; 1e-11 from the safe side', atFull(quantiles)),
    numerically(
      'boxes to dimension 5, parallelograms; 1e-11, 1e-5 from below; sampled at confidence 1 - 1e-12',
      covariograms,
    ),
  ],
};
