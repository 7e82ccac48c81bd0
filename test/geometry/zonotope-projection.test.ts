/** Cauchy's formula for zonotopes whose facets are not listed (d > 6), on a cube and a linear image of it. */
import { expect, it } from 'vitest';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';

it.each([7, 8])('the cube of R^%d as a zonotope has vol(Pi_v K)/|K| = |v|_1/2', (dim) => {
  const unit = Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0)));
  const v = Array.from({ length: dim }, (_, i) => (i % 3) - 1.5);
  const length = v.reduce((sum, x) => sum + Math.abs(x), 0);
  expect(projectionRatio(zonotope(unit), v, { samples: 0 }).value / length).toBeCloseTo(0.5, 10);
  const stretched = unit.map((row, i) => row.map((x) => x * (i + 1)));
  const along = v.map((_, i) => (i === 2 ? 1 : 0));
  expect(projectionRatio(zonotope(stretched), along, { samples: 0 }).value).toBeCloseTo(1 / 6, 10);
});
