/** Bodies made of others, in more dimensions, and by the slower ways: programs, walks, series, exact arithmetic. */
import { describe, it } from 'vitest';
import { adversaryName, lpAdversary, parseAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { polar } from '../../src/geometry/bodies/polar.ts';
import { signZonoid } from '../../src/geometry/bodies/sign-zonoid.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { overlap } from '../../src/geometry/covariogram/overlap.ts';
import { rayLength } from '../../src/geometry/covariogram/ray-length.ts';
import { covariogramByRayShooting } from '../../src/geometry/covariogram/ray-shooting.ts';
import { safeShift } from '../../src/geometry/covariogram/safe-shift.ts';
import { directionNet } from '../../src/geometry/functionals/direction-net.ts';
import { extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { innerReach, reach } from '../../src/geometry/functionals/reach.ts';
import { meanAbsoluteSignSum } from '../../src/geometry/functionals/sign-sum.ts';
import { isSufficientlySymmetric } from '../../src/geometry/functionals/symmetry.ts';
import { logVolume } from '../../src/geometry/functionals/volume.ts';
import { logVolumeByBalls } from '../../src/geometry/functionals/volume-by-balls.ts';
import { effectiveSampleSize, judgeMixing, splitRHat } from '../../src/geometry/sampling/mixing.ts';
import { uniformPoints } from '../../src/geometry/sampling/uniform-sampler.ts';
import { PhiloxStream } from '../../src/numeric/random/random-stream.ts';
import { Ledger, PATIENCE, type Drawing } from './ledger.ts';

const mirrored = (rows: number[][]): number[][] => [...rows, ...rows.map((row) => row.map((x) => -x))];
const rows = (count: number, dim: number, draw: Drawing): number[][] =>
  Array.from({ length: count }, () => draw.vector(dim, 1));
const diagonal = (dim: number, of: (i: number, j: number) => number): number[][] =>
  Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (__, j) => of(i, j)));
/** Not symmetric, well conditioned. */
const matrix = (dim: number, draw: Drawing): number[][] =>
  diagonal(dim, (i, j) => (i === j ? 2 + draw.between(-0.5, 0.5) : draw.between(-0.4, 0.4)));
const symmetric = (dim: number, draw: Drawing): number[][] => {
  const half = matrix(dim, draw);
  return diagonal(dim, (i, j) => 0.5 * (half[i]![j]! + half[j]![i]!));
};
const slabs = (count: number, dim: number, draw: Drawing): ConvexBody => {
  const normals = [...rows(count, dim, draw), ...diagonal(dim, (i, j) => (i === j ? 1 : 0))];
  const offsets = normals.map(() => draw.between(0.6, 1.4));
  return hPolytope(mirrored(normals), [...offsets, ...offsets]);
};
const points = (count: number, dim: number, draw: Drawing): ConvexBody => vPolytope(mirrored(rows(count, dim, draw)));

type Make = (draw: Drawing) => ConvexBody;
const COMPOSED: readonly Make[] = [
  () => polar(lpBall(3, 3)),
  () => polar(scaled(lpBall(1, 3), 2)),
  (draw) => polar(linearImage(matrix(3, draw), lpBall(1.5, 3))),
  (draw) => polar(ellipsoid(symmetric(3, draw))),
  () => polar(box([1, 2, 0.5])),
  (draw) => polar(slabs(3, 3, draw)),
  (draw) => minkowskiSum(points(4, 2, draw), points(4, 2, draw)),
  (draw) => slabs(12, 3, draw),
  (draw) => slabs(8, 6, draw),
  (draw) => points(40, 4, draw),
  (draw) => points(12, 7, draw),
  (draw) => zonotope(rows(6, 4, draw)),
  (draw) => zonotope(rows(9, 7, draw)),
  () => box([1, 2, 3, 0.5, 0.25]),
  (draw) => linearImage(matrix(4, draw), lpBall(Infinity, 4)),
  (draw) => linearImage(matrix(3, draw), lpBall(3, 3)),
  () => scaled(box([1, 2, 3]), 0.4),
  () => scaled(vPolytope([[1, 0.2], [-0.3, 1], [-1, -0.2], [0.3, -1]]), 3), // prettier-ignore
  () => lpBall(0.5 + 0.7, 1),
  () => lpBall(5, 4),
  () => lpBall(1.2, 12),
  () => signZonoid(2),
  () => signZonoid(4),
  () => signZonoid(30),
  (draw) => vPolytope(mirrored(rows(4, 3, draw)).map((row, i) => row.map((x) => (i < 4 ? x : x * (1 + 1e-13))))),
  (draw) => hPolytope(mirrored(rows(4, 3, draw)).map((row, i) => row.map((x) => (i < 4 ? x : x * (1 - 1e-13)))), [1, 1, 1, 1, 1, 1, 1, 1]), // prettier-ignore
];

/** Known by an oracle alone: each gauge is a search. */
const ORACLES: readonly Make[] = [
  () => polar(polar(minkowskiSum(lpBall(2, 3), box([1, 0.5, 0.2])))),
  (draw) => polar(minkowskiSum(lpBall(2, 2), zonotope(rows(3, 2, draw)))),
  () => minkowskiSum(lpBall(1.5, 2), scaled(lpBall(3, 2), 0.5)),
];

describe('the ledger of bodies', () => {
  it('composed, or in more dimensions', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('geometry', 'bodies-composed');
    const { draw } = ledger;
    const options = { samples: 400, seed: 2 };
    for (const [i, make] of [...COMPOSED, ...ORACLES].entries()) {
      const body = make(draw);
      const { dim } = body;
      const name = `${i}: ${body.name}, d = ${dim}`;
      const [x, v] = [draw.vector(dim, 1), draw.vector(dim, 0.5)];
      ledger.ask(`${name}, at ${x.join()}`, () => [
        body.gauge(x),
        body.support(x),
        body.supportPoint?.(x),
        body.gaugeGradient?.(x),
        body.inradius,
        body.circumradius,
        body.vertices?.().slice(0, 3),
        body.facets?.().slice(0, 3),
        rayLength(
          body,
          x.map((each) => each / (3 * body.gauge(x))),
          v,
        ),
      ]);
      if (i >= COMPOSED.length || (dim > 4 && body.structure?.kind !== 'lp')) continue;
      ledger.ask(`${name}, along ${v.join()}`, () => [projectionRatio(body, v, options), overlap(body, v, options)]);
      if (dim < 7) ledger.ask(`${name}, volume`, () => logVolume(body, options));
      const norms = dim < 3 ? [1, 2, Infinity] : [1, Infinity];
      ledger.ask(`${name}, largest projections`, () =>
        norms.map((p) => maxProjectionRatio(body, lpAdversary(p, dim), options)),
      );
      const adversary = lpAdversary(draw.pick([1, Infinity]), dim);
      if (dim === 4) continue;
      ledger.ask(`${name}, safe shifts, ${adversaryName(adversary)}`, () => {
        const { pairs, at } = safeShift(body, adversary);
        return [pairs, at(0.3, null), at(0.01, null)];
      });
      const against: Adversary = { kind: 'body', body, dim };
      ledger.ask(`${name}, as an adversary`, () => {
        const net = directionNet(against, 30);
        return [
          isSufficientlySymmetric(body),
          extremePoints(body)?.slice(0, 2),
          [1, 2, Infinity].flatMap((p) => [reach(against, p), innerReach(against, p)]),
          [net.points.length, net.spread, net.points.slice(0, 2)],
          dim < 3 && safeShift(lpBall(draw.pick([1, 1.5, 2, Infinity]), dim), against).at(0.2, null),
          dim < 3 && maxProjectionRatio(lpBall(draw.pick([1, 2, 3]), dim), against, options),
        ];
      });
    }
    for (const make of [
      () =>
        linearImage(
          [
            [1, 2],
            [2, 4],
          ],
          lpBall(1, 2),
        ),
      () =>
        linearImage(
          [
            [1, 1],
            [1, 1 + 1e-15],
          ],
          lpBall(1, 2),
        ),
      () =>
        linearImage(
          [
            [1e-160, 0],
            [0, 1e160],
          ],
          lpBall(2, 2),
        ),
      () =>
        linearImage(
          [
            [1, 0, 0],
            [0, 1, 0],
          ],
          lpBall(2, 2),
        ),
      () =>
        ellipsoid([
          [1, 0.2],
          [0.1, 1],
        ]),
      () =>
        ellipsoid([
          [1, 2],
          [2, 1],
        ]),
      () =>
        vPolytope([
          [1, 0],
          [0, 1],
          [-1, 0],
        ]),
      () =>
        vPolytope([
          [1, 1],
          [-1, -1],
        ]),
      () =>
        hPolytope(
          [
            [1, 0],
            [-1, 0],
          ],
          [1, 1],
        ),
      () =>
        hPolytope(
          [
            [1, 0],
            [0, 1],
            [-1, 0],
          ],
          [1, 1, 1],
        ),
      () =>
        zonotope([
          [1, 1],
          [2, 2],
        ]),
      () => box([1, 0]),
      () => scaled(lpBall(1, 2), -1),
    ])
      // prettier-ignore
      ledger.ask(String(make).replaceAll(/\s+/g, ' '), () => {
        const body = make();
        return [body.name, body.inradius, body.circumradius];
      });
    await ledger.compare();
  });

  it('nets, hulls of safe shifts and largest projections of balls', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('geometry', 'nets');
    for (const text of ['l1', 'l2', 'linf', 'lp:1.5'])
      for (const dim of [1, 2, 3, 5, 9]) {
        const adversary = parseAdversary(text, dim);
        ledger.ask(`${text}, d = ${dim}`, () =>
          [undefined, 4, 11].flatMap((cells) => {
            if (cells !== undefined && (dim > 3 || dim === 1)) return [];
            const net = directionNet(adversary, 3000, cells);
            return [net.points.length, net.spread, net.points.slice(0, 2), net.points.at(-1)];
          }),
        );
        for (const p of [1, 1.2, 2, 4, Infinity])
          ledger.ask(`ball of l${p} against ${text}, d = ${dim}`, () => {
            const body = lpBall(p, dim);
            const { pairs, at } = safeShift(body, adversary);
            // Elsewhere the largest projection is a search of seconds.
            const known = dim > 3 || p <= 2 || p === Infinity;
            return [pairs, at(0.02, null), at(0.5, null), known && p !== 1.2 && maxProjectionRatio(body, adversary)];
          });
      }
    for (const p of [1, 1.3, 2, 5, Infinity])
      for (const q of [1, 1.5, 3, Infinity])
        ledger.ask(`ball of l${p} against l${q}, d = 784`, () => {
          const { pairs, at } = safeShift(lpBall(p, 784), lpAdversary(q, 784));
          const known = [1, 2, Infinity].includes(p);
          return [
            pairs,
            at(0.01, null),
            at(0.4, null),
            known && maxProjectionRatio(lpBall(p, 784), lpAdversary(q, 784)),
          ];
        });
    await ledger.compare();
  });

  it('by walks, balls and series', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('geometry', 'walks');
    const { draw } = ledger;
    const random = new PhiloxStream(77, 1);
    for (const make of [
      (one: Drawing) => slabs(3, 3, one),
      () => lpBall(1.5, 3),
      (one: Drawing) => points(5, 3, one),
    ]) {
      const body = make(draw);
      const v = draw.vector(3, 0.6);
      for (const walk of ['hit-and-run', 'billiard', 'slab'] as const) {
        const how = { walk, forceWalk: true, seed: 5, burnIn: 10, thinning: 2, chains: 2 };
        ledger.ask(`${body.name}, ${walk}`, () => {
          const { points: found, ...report } = uniformPoints(body, 60, how);
          const shot = covariogramByRayShooting(body, v, { ...how, samples: 200, confidence: 0.9 });
          return [report, found.slice(0, 6), shot.basis, shot.mixed, shot.rHat, shot.overlap(0.3), shot.quantile(0.3)];
        });
      }
      ledger.ask(`${body.name}, sampled`, () => [
        logVolumeByBalls(body, { samples: 2000, seed: 3, confidence: 0.99 }),
        safeShift(body, lpAdversary(Infinity, 3)).at(0.25, { samples: 200, seed: 4, confidence: 0.95 }),
      ]);
    }
    for (let i = 0; i < 8; i++) {
      const chains = Array.from({ length: 1 + (i % 4) }, (_, k) => {
        let x = 0;
        return Float64Array.from(
          { length: 41 + 40 * i },
          () => (x = (0.25 * i - 0.5) * x + random.normal() + (i === 7 ? k : 0)),
        );
      });
      ledger.ask(`${chains.length} chains ${i}`, () => [
        splitRHat(chains),
        effectiveSampleSize(chains),
        judgeMixing([{ name: 'x', chains }]),
      ]);
    }
    ledger.ask('chains that stand still', () => [
      splitRHat([new Float64Array(50), new Float64Array(50)]),
      effectiveSampleSize([new Float64Array(50)]),
      judgeMixing([{ name: 'x', chains: [new Float64Array(50), new Float64Array(50)] }]),
    ]);
    for (const count of [3, 20, 27, 60, 5000]) {
      const x = Array.from({ length: count }, (_, i) => (count > 60 ? 1 / (1 + (i % 3)) : draw.between(0.01, 1)));
      ledger.ask(`${count} signs, ${x.slice(0, 4).join()}`, () => meanAbsoluteSignSum(x));
    }
    await ledger.compare();
  });
});
