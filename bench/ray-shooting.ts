/** U3 on a polytope far too large to triangulate. */
import { covariogramByRayShooting } from '../src/geometry/covariogram/ray-shooting.ts';
import { hPolytope } from '../src/geometry/bodies/h-polytope.ts';
import { randomStream } from '../src/numeric/random/random-stream.ts';
import type { Case } from './case.ts';

/** 30 pairs of facets tangent to the unit ball of R^20, and one direction. */
export function rayShootingCases(): Case[] {
  const dim = 20;
  const random = randomStream(20);
  const half = Array.from({ length: 30 }, () => {
    const normal = Array.from({ length: dim }, () => random.normal());
    const length = Math.hypot(...normal);
    return normal.map((x) => x / length);
  });
  const normals = [...half, ...half.map((normal) => normal.map((x) => -x))];
  const body = hPolytope(
    normals,
    normals.map(() => 1),
  );
  const v = [1, ...new Array<number>(dim - 1).fill(0)];
  const samples = 1_000_000;
  return [
    {
      name: '20 dimensions, 60 facets, 1e6 samples',
      units: samples,
      unit: 'sample',
      budget: 5,
      run: () => covariogramByRayShooting(body, v, { samples, seed: 1 }),
    },
  ];
}
