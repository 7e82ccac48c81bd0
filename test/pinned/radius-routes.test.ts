/**
 * The routes to a radius one by one, and the searches on laws that are formulas: both ends, labels, and how often a
 * search looks. What `radius.test.ts` asks of whole radii is asked here of the pieces, in seconds: a route that is
 * outdone by another, or an end that another one narrows, is seen nowhere else.
 */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import type { LikelihoodRatioTest } from '../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import type { EnclosedGrowth } from '../../src/noise/density/proved.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { radiusCurve } from '../../src/radius/certified-radius.ts';
import { oneClassTail } from '../../src/radius/rival-tail.ts';
import { baseRoutes } from '../../src/radius/routes/base.ts';
import { cubeBetweenFormula } from '../../src/radius/routes/cube-lp.ts';
import { ExtremePointSearch, QUICK } from '../../src/radius/routes/extreme-points.ts';
import { LevelSetSolver } from '../../src/radius/routes/level-set-solver.ts';
import { laplaceDiagonalFormula } from '../../src/radius/routes/neyman-pearson-laplace.ts';
import { neymanPearsonRoutes } from '../../src/radius/routes/neyman-pearson.ts';
import { radiusRoutes } from '../../src/radius/routes/radius-routes.ts';
import type { RouteRadius } from '../../src/radius/routes/route.ts';
import { exponentialCubeFormula, powerCubeFormula } from '../../src/radius/routes/total-variation.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import { readProbability, type TopProbability } from '../../src/radius/top-probability.ts';
import { Ledger, PATIENCE, tell } from './ledger.ts';
import { namedSpecs } from './named-specs.ts';

const at = (tails: readonly number[]): TopProbability[] => tails.map((tail) => readProbability({ tail }));

/** On either side of where one form of a formula takes over from another (rho - 1/2 = 1/4, .35), and at both ends. */
const TAILS = [0.4999999, 0.47, 0.26, 0.2499, 0.1501, 0.02, 1e-5, 1e-12, 1e-40, 1e-300, 0];

const brief = (found: readonly (RouteRadius | null)[]): string =>
  found
    .map((one) => {
      if (one === null) return 'nothing';
      const { radius, ceiling, upper, exact, note } = one;
      return `${tell([radius, ceiling, upper])}${exact ? ' exact' : ''}${note === undefined ? '' : ` ${note}`}`;
    })
    .join('; ');

describe('the ledger of routes', () => {
  it('formulas of named noise', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-routes');
    for (const spec of namedSpecs())
      for (const dims of [[1], [2, 3], [7, 49, 60], [784, 3072]]) {
        const dim = ledger.draw.pick(dims);
        const noise = canonicalNoise(parseNoise(spec(dim, ledger.draw), dim, { lambda: 1 }));
        for (const { p, method, detail, tight, twoClass, ...route } of baseRoutes(noise))
          ledger.ask(`${noise.spec}, d = ${dim}, l${p}: ${detail}`, () =>
            [method, tight ? 'tight' : '', twoClass, brief(route.radii(at(TAILS)))].join(' '),
          );
      }
    for (const [dim, k, j] of [
      [2, 0.1, 0],
      [2, 50, 0.99],
      [3, 1, 1.999],
      [3, 2, 0],
      [24, 0.4, 20.5],
      [60, 3, 58.9],
      [200_000, 2, 0],
    ] as const)
      ledger.ask(`Exp-linf against l1, d = ${dim}, k = ${k}, j = ${j}`, () =>
        brief(exponentialCubeFormula(dim, k, j).radii(at([...TAILS, 0.1 / dim, 0.49 / dim, 0.51 / dim]))),
      );
    for (const [dim, a] of [
      [2, 2.001],
      [2, 60],
      [3, 3.2],
      [51, 51.5],
      [784, 800],
    ] as const)
      ledger.ask(`Power-linf against l1, d = ${dim}, a = ${a}`, () =>
        brief(powerCubeFormula(dim, a).radii(at([...TAILS, 0.1 / dim, 0.49 / dim, 0.51 / dim]))),
      );
    for (const dim of [2, 3, 40])
      for (const p of [1.001, 1.3, 1.999])
        ledger.ask(`cube against l_p, d = ${dim}, p = ${p}`, () =>
          brief(cubeBetweenFormula(dim, p, '').radii(at([0.4999999, 0.4, 0.1, 1e-6]))),
        );
    await ledger.compare();
  });

  it('routes against one adversary, in their order', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-order');
    for (const spec of namedSpecs())
      for (const p of [1, 2, Infinity, 1.5]) {
        const dim = ledger.draw.pick([1, 2, 6]);
        const noise = canonicalNoise(parseNoise(spec(dim, ledger.draw), dim, { lambda: 2 }));
        for (const choice of [{ method: 'differential' }, { upperBounds: true, quick: true }] as const)
          ledger.ask(`${noise.spec}, d = ${dim}, l${p}, ${JSON.stringify(choice)}`, () =>
            [...radiusRoutes(noise, lpAdversary(p, dim), choice)]
              .map((route) => {
                const { method, tight, twoClass, convertedFrom, confidence, detail } = route;
                const told = [method, tight, twoClass, convertedFrom, confidence, detail].join(' ');
                return method === 'level-set' ? told : `${told} ${brief(route.radii(at([0.3, 0])))}`;
              })
              .join('; '),
          );
      }
    for (const spec of ['gaussian', 'laplace', 'uniform:linf', 'uniform:l2', 'uniform:l1', 'iid-exp,s=3'])
      for (const p of [1, 2, Infinity]) {
        const dim = ledger.draw.pick([1, 2, 6]);
        const noise = parseNoise(spec, dim, { sigma: 0.5 });
        const top = ledger.draw.between(0.35, 0.98);
        const rival = Number(((1 - top) * ledger.draw.between(0.05, 0.99)).toPrecision(4));
        ledger.ask(`${spec}, d = ${dim}, l${p}, ${top} against ${rival}`, () =>
          twoClassRadius(noise, lpAdversary(p, dim), top, rival),
        );
        ledger.ask(`${spec}, d = ${dim}, l${p}, curve`, () =>
          radiusCurve(noise, lpAdversary(p, dim), [0.7, 0.5, { tail: 1e-9 }, 1], { method: 'differential' }),
        );
      }
    for (let i = 0; i < 60; i++) {
      const tail = ledger.draw.between(0, 0.7);
      const rival = Number((Math.min(tail, 1 - tail) * ledger.draw.between(0, 1)).toPrecision(4));
      ledger.ask(`two classes: ${tail} against ${rival}`, () => oneClassTail(tail, rival));
    }
    await ledger.compare();
  });

  it('Laplace along the diagonal', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-laplace');
    const points = (count: number, ratio: number): number[] =>
      Array.from({ length: count }, (_, i) => 0.48 * ratio ** i);
    for (const [dim, tails] of [
      [2, [0.499, 0.3, 0.05, 1e-6, 1e-22, 0]],
      [5, [0.4999, 0.2, 1e-3, 1e-23]],
      [60, [0.45, 0.01]],
      [2, points(7, 0.1)],
      [2, points(40, 0.7)],
      [9, points(12, 0.4)],
      [9, [...points(60, 0.85), 0, 1e-30]],
      [300, points(16, 0.5)],
      [300, points(50, 0.75)],
      [3072, points(9, 0.2)],
    ] as const)
      ledger.ask(`d = ${dim}, ${tails.length} points`, () => brief(laplaceDiagonalFormula(dim).radii(at(tails))));
    await ledger.compare();
  });

  it('searches', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-searches');
    // log L is normal with mean -m/2 and variance m, m a power of the shift, known up to an error.
    const normalTest = (typicalShift: number, power: number, error: number): Counted => {
      const test: Counted = {
        name: '',
        atomic: false,
        typicalShift,
        looks: 0,
        mass: (shift, tau) => {
          test.looks++;
          const size = shift ** power;
          return { value: normalCdf(-(tau / size + 0.5 * size)), error };
        },
      };
      return test;
    };
    const curves = [
      [0.4999, 0.49, 0.4],
      [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 1e-4, 1e-6, 1e-9, 1e-24],
      Array.from({ length: 12 }, (_, i) => 0.4 * 0.8 ** i),
      Array.from({ length: 8 }, (_, i) => 1e-3 * 1.9 ** i),
    ];
    for (const [start, power, error] of [
      [1, 1, 1e-15],
      [1, 1, 1e-11],
      [1, 1, 1e-7],
      [1, 1, 1e-4],
      [1e-4, 1, 1e-15],
      [1e5, 1, 1e-15],
      [1, 3, 1e-14],
      [2, 0.3, 1e-14],
    ] as const)
      for (const [i, curve] of curves.entries()) {
        const test = normalTest(start, power, error);
        const solver = new LevelSetSolver(test);
        ledger.ask(`level sets from ${start}, power ${power}, error ${error}, curve ${i}`, () =>
          [tell(curve.map((p) => tell(solver.shift(p)))), `${test.looks} looks`].join(', '),
        );
      }
    // G of a normal law that is steeper along some points, or grows faster far out, enclosed as widely as cells allow.
    const growth = (steep: readonly number[], bends: readonly number[], looks: unknown[]): EnclosedGrowth => ({
      logConcave: true,
      deciding: () => null,
      beyond: () => 1,
      trials: () => ({ normals: [], points: [], support: () => 0 }),
      at: (v, p, { cells = 8000, width, side } = {}) => {
        const k = steep.findIndex((_, i) => v[i] !== 0);
        const length = steep[k]! * v[k]!;
        const value = normalCdf(normalQuantile(p) + length + bends[k]! * length ** 2);
        const slack = 2 / cells;
        looks.push([k, v[k], cells, width, side]);
        return [Math.max(p, value - slack), Math.min(1, value + slack)];
      },
    });
    for (const [steep, bends] of [
      [[1], [0]],
      [
        [1, 1.5],
        [0, 0],
      ],
      [
        [1.2, 1, 0.9],
        [0, 0.2, 0.6],
      ],
      [[1], [0.3]],
    ] as const)
      for (const effort of [
        QUICK,
        { ...QUICK, fine: 8000, coarse: 2000, still: 2e-3, margin: 2e-3, refuting: 'fine' as const },
      ]) {
        const looks: unknown[] = [];
        const points = steep.map((_, k) => steep.map((_, i) => (i === k ? 1 : 0)));
        const search = new ExtremePointSearch(growth(steep, bends, looks), points, effort);
        for (const [tail, part] of [
          [0.45, 0.9],
          [0.38, 0.9],
          [0.3, 0.8],
          [0.1, 0.7],
          [0.1, 0.4],
          [0.01, 0.9],
          [0.01, 0.999],
          [1e-3, 1.02],
          [1e-3, 1.02],
          [1e-3, 0.8],
        ] as const)
          ledger.ask(
            `points ${tell(steep)}, bends ${tell(bends)}, ${effort.refuting}, tail ${tail}, from ${part}`,
            () => {
              looks.length = 0;
              const [probability] = at([tail]);
              const found = search.radius(probability!, (part * -normalQuantile(tail)) / Math.max(...steep));
              return [tell(found), looks.length, tell(looks.slice(-9))].join(' ');
            },
          );
      }
    await ledger.compare();
  });

  it('exact radii of a few noises by search', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-level-sets');
    for (const [spec, dim] of [
      ['exp:l2,k=3', 3],
      ['exp:l2,k=0.7,j=1', 4],
      ['power:l2,k=2,a=6', 5],
      ['exp:l1,k=2', 2],
      ['power:linf,a=5', 2],
      ['iid-pareto,a=3', 1],
      ['iid-exp,s=0.6', 1],
    ] as const)
      for (const { p, detail, tight, spherical, ...route } of neymanPearsonRoutes(
        canonicalNoise(parseNoise(spec, dim, { lambda: 1 })),
      ))
        ledger.ask(`${spec}, d = ${dim}, l${p}`, () =>
          [detail, tight, spherical, brief(route.radii(at([0.4, 0.05, 1e-30, 0])))].join(' '),
        );
    await ledger.compare();
  });
});

interface Counted extends LikelihoodRatioTest {
  looks: number;
}
