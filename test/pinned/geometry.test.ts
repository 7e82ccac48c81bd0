/** Bodies: norms, volumes, projections, overlaps, crystals, symmetry, safe shifts, samples. */
import { describe, it } from 'vitest';
import { lpAdversary, parseAdversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall, lpLogVolume } from '../../src/geometry/bodies/lp-ball.ts';
import { lpNorm, lpNormGradient } from '../../src/geometry/bodies/lp-norm.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { polar } from '../../src/geometry/bodies/polar.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { overlap } from '../../src/geometry/covariogram/overlap.ts';
import { lpOverlap } from '../../src/geometry/covariogram/lp-overlap.ts';
import { rayLength } from '../../src/geometry/covariogram/ray-length.ts';
import { covariogramByRayShooting } from '../../src/geometry/covariogram/ray-shooting.ts';
import { safeShift } from '../../src/geometry/covariogram/safe-shift.ts';
import { crystalOptimality } from '../../src/geometry/functionals/crystal-optimality.ts';
import { directionNet } from '../../src/geometry/functionals/direction-net.ts';
import { extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { lpProjectionRatio } from '../../src/geometry/functionals/lp-projection.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { maximalCrystal } from '../../src/geometry/functionals/maximal-crystal.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { innerReach, reach } from '../../src/geometry/functionals/reach.ts';
import { meanAbsoluteSignSum } from '../../src/geometry/functionals/sign-sum.ts';
import { signDeterminantEnclosure } from '../../src/geometry/functionals/sign-determinant.ts';
import { isSufficientlySymmetric } from '../../src/geometry/functionals/symmetry.ts';
import { logVolume, volume } from '../../src/geometry/functionals/volume.ts';
import { uniformPoints } from '../../src/geometry/sampling/uniform-sampler.ts';
import { effectiveSampleSize, judgeMixing, splitRHat } from '../../src/geometry/sampling/mixing.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { Ledger, PATIENCE, type Drawing } from './ledger.ts';

const mirrored = (rows: number[][]): number[][] => [...rows, ...rows.map((row) => row.map((x) => -x))];
const rows = (count: number, dim: number, draw: Drawing): number[][] =>
  Array.from({ length: count }, () => draw.vector(dim, 1));

function bodies(draw: Drawing): ConvexBody[] {
  return [2, 3].flatMap((dim) => {
    const normals = [
      ...rows(dim, dim, draw),
      ...Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, k) => (k === i ? 1 : 0))),
    ];
    const offsets = normals.map(() => draw.between(0.6, 1.4));
    const matrix = rows(dim, dim, draw).map((row, i) => row.map((x, k) => (k === i ? 2 + x : 0.3 * x)));
    return [
      lpBall(1.5, dim),
      box(normals[0]!.map(() => draw.between(0.5, 2))),
      hPolytope(mirrored(normals), [...offsets, ...offsets]),
      vPolytope(mirrored(rows(dim + 2, dim, draw))),
      zonotope(rows(dim + 2, dim, draw)),
      linearImage(matrix, lpBall(1, dim)),
      scaled(lpBall(2, dim), 1.3),
      ellipsoid(matrix.map((row, i) => row.map((x, k) => 0.5 * (x + matrix[k]![i]!)))),
      minkowskiSum(zonotope(rows(dim, dim, draw)), box(Array.from({ length: dim }, () => 0.4))),
      polar(vPolytope(mirrored(rows(dim + 1, dim, draw)))),
    ];
  });
}

describe('the ledger of geometry', () => {
  it('bodies', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('geometry', 'bodies');
    const { draw } = ledger;
    const options = { samples: 1500, seed: 4 };
    for (const [i, body] of bodies(draw).entries()) {
      const { dim } = body;
      const name = `${i}: ${body.name}`;
      const [x, v] = [draw.vector(dim, 1), draw.vector(dim, 0.6)];
      ledger.ask(`${name}, at ${x.join()}, along ${v.join()}`, () => [
        body.gauge(x),
        body.support(x),
        body.supportPoint?.(x),
        body.inradius,
        body.circumradius,
        rayLength(
          body,
          x.map((each) => each / (2 * body.gauge(x))),
          v,
        ),
      ]);
      ledger.ask(`${name}, volumes`, () => [volume(body, options), logVolume(body, options)]);
      ledger.ask(`${name}, projections`, () => [
        projectionRatio(body, v, options),
        maxProjectionRatio(body, lpAdversary(1, dim), options),
        dim === 2 && maxProjectionRatio(body, lpAdversary(2, dim), options),
        maxProjectionRatio(body, lpAdversary(Infinity, dim), options),
      ]);
      ledger.ask(`${name}, overlap`, () => overlap(body, v, options));
      const p = dim === 2 ? draw.pick([1, 2, Infinity]) : draw.pick([1, Infinity]);
      ledger.ask(`${name}, safe shifts in l${p}`, () => {
        const { pairs, at } = safeShift(body, lpAdversary(p, dim));
        return [pairs, at(0.3, null), dim === 3 && at(0.2, { samples: 400, seed: 1, confidence: 0.99 })];
      });
      ledger.ask(`${name}, symmetry`, () => isSufficientlySymmetric(body));
      ledger.ask(`${name}, extreme points`, () => extremePoints(body)?.slice(0, 4));
      ledger.ask(`${name}, reach`, () => [
        reach({ kind: 'body', body, dim }, draw.pick([1, 2, Infinity])),
        innerReach({ kind: 'body', body, dim }, draw.pick([1, 2, Infinity])),
      ]);
      if (dim < 4) {
        ledger.ask(`${name}, crystal`, () => {
          const crystal = wulffCrystal(body);
          return [crystal.name, crystal.gauge(x), crystalOptimality(body)];
        });
        ledger.ask(`${name}, net`, () => {
          const net = directionNet({ kind: 'body', body, dim }, 40);
          return [net.points.length, net.spread, net.points.slice(0, 3)];
        });
        const points = extremePoints(body);
        if (points !== null && points.length < 20)
          ledger.ask(`${name}, maximal crystal`, () => {
            return maximalCrystal(points);
          });
      }
      ledger.ask(`${name}, points`, () => {
        const { points, ...report } = uniformPoints(body, 40, { seed: 3 });
        return { ...report, points: points.slice(0, 6) };
      });
      if (dim === 3)
        ledger.ask(`${name}, rays`, () => {
          const shot = covariogramByRayShooting(body, v, { samples: 400, seed: 2 });
          return [shot.basis, shot.mixed, shot.overlap(0.3), shot.quantile(0.3), shot.equivalentSamples];
        });
    }
    await ledger.compare();
  });

  it('balls of l_p, sums of signs, words', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('geometry', 'lp-balls');
    const { draw } = ledger;
    for (const dim of [1, 2, 3, 7, 51, 3072])
      for (const p of [1, 1.3, 2, 4, Infinity]) {
        const v = draw.vector(Math.min(dim, 7), 0.5);
        const w = Array.from({ length: dim }, (_, i) => v[i] ?? 0);
        ledger.ask(`l${p}, d = ${dim}, v = ${v.join()}`, () => [
          lpNorm(w, p),
          lpNormGradient(w, p).slice(0, 3),
          lpLogVolume(p, dim),
          lpProjectionRatio(p, dim, w),
          maxProjectionRatio(lpBall(p, dim), lpAdversary(draw.pick([1, 2, Infinity]), dim)),
        ]);
        ledger.ask(`overlap of l${p}, d = ${dim}`, () => lpOverlap(p, dim, w));
        ledger.ask(`symmetry of l${p}, d = ${dim}`, () => isSufficientlySymmetric(lpBall(p, dim)));
        ledger.ask(`safe shift of l${p}, d = ${dim}`, () => {
          const { pairs, at } = safeShift(lpBall(p, dim), lpAdversary(draw.pick([1, 1.5, 2, 3, Infinity]), dim));
          return [pairs, at(0.1, null), at(0.45, null)];
        });
        ledger.ask(`crystal of l${p}, d = ${dim}`, () => {
          const crystal = wulffCrystal(lpAdversary(p, dim));
          return [crystal.name, crystal.gauge(w), crystal.support(w), dim < 8 && logVolume(crystal, { samples: 500 })];
        });
      }
    for (const x of [
      [1],
      [1, 1],
      [1, 1, 1, 1],
      [3, 1, 1],
      [0.5, 0.25, 0.125, 1],
      Array.from({ length: 30 }, (_, i) => 1 / (i + 1)),
    ])
      ledger.ask(`signs ${x.slice(0, 5).join()}`, () => meanAbsoluteSignSum(x));
    for (const dim of [1, 2, 3, 5, 9]) ledger.ask(`sign determinant ${dim}`, () => signDeterminantEnclosure(dim));
    for (const text of ['l1', 'l2', 'linf', 'l1.5', 'l0.5', 'L2', 'inf', 'lx', ''])
      ledger.ask(`"${text}"`, () => parseAdversary(text, 3));
    for (let i = 0; i < 6; i++) {
      const chains = [0, 1, 2].map((k) => {
        const random = randomStream(i, k);
        let x = 0;
        return Float64Array.from({ length: 200 }, () => (x = 0.3 * i * 0.5 * x + random.normal()));
      });
      ledger.ask(`chains ${i}`, () => [
        splitRHat(chains),
        effectiveSampleSize(chains),
        judgeMixing([{ name: 'x', chains }]),
      ]);
    }
    await ledger.compare();
  });
});
