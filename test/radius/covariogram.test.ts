/** Radii of noise uniform on polygons against clipping: overlaps that share no code with the library. */
import { describe, expect, it } from 'vitest';
import { box } from '../../src/geometry/bodies/box.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import type { Adversary } from '../../src/geometry/adversary.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';

type Point = readonly [number, number];

/** Twice the signed area of the triangle. */
const cross = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

const area = (polygon: readonly Point[]): number =>
  polygon.reduce((sum, p, i) => {
    const q = polygon[(i + 1) % polygon.length]!;
    return sum + 0.5 * (p[0] * q[1] - p[1] * q[0]);
  }, 0);

/** |P n (P + v)| / |P| of a convex polygon in counterclockwise order (Sutherland and Hodgman). */
function overlapOf(polygon: readonly Point[], v: Point): number {
  let left = polygon;
  polygon.forEach((from, i) => {
    const to = polygon[(i + 1) % polygon.length]!;
    const [a, b]: [Point, Point] = [
      [from[0] + v[0], from[1] + v[1]],
      [to[0] + v[0], to[1] + v[1]],
    ];
    left = left.flatMap((p, j) => {
      const q = left[(j + 1) % left.length]!;
      const [s, t] = [cross(a, b, p), cross(a, b, q)];
      const crossing: Point = [p[0] + (s / (s - t)) * (q[0] - p[0]), p[1] + (s / (s - t)) * (q[1] - p[1])];
      return [...(s >= 0 ? [p] : []), ...(s * t < 0 ? [crossing] : [])];
    });
  });
  return left.length < 3 ? 0 : area(left) / area(polygon);
}

/** A symmetric octagon with corners near the circle. */
function octagon(seed: number): Point[] {
  const random = randomStream(seed);
  const half = Array.from({ length: 4 }, (_, i): Point => {
    const angle = (Math.PI * (i + 0.25 + 0.5 * random.uniform())) / 4;
    return [Math.cos(angle), Math.sin(angle)];
  });
  return [...half, ...half.map(([x, y]): Point => [-x, -y])];
}

describe('noise uniform on a polygon', () => {
  it.each([1, 2, 3])('against boxes: octagon %d, exact by clipping', (seed) => {
    const polygon = octagon(seed);
    const noise = uniform(vPolytope(polygon.map((p) => [...p])), 2, { lambda: 1 });
    const sides: Point = [0.5 + 0.2 * seed, 1.1];
    const adversary: Adversary = { kind: 'body', body: box([...sides]), dim: 2 };
    for (const rho of [0.501, 0.6, 0.9, 0.99778, 0.99999]) {
      const { radius, exact, method } = certifiedRadius(noise, adversary, rho);
      let least = 1;
      for (let i = -200; i <= 200; i++) {
        const edge: Point[] = [
          [radius * sides[0], (radius * sides[1] * i) / 200],
          [(radius * sides[0] * i) / 200, radius * sides[1]],
        ];
        for (const v of edge) least = Math.min(least, overlapOf(polygon, v));
      }
      // Certified: the overlap is at least 3/2 - rho everywhere; tight: it is no larger.
      expect(least).toBeGreaterThanOrEqual(1.5 - rho - 1e-13);
      expect(least).toBeLessThan(1.5 - rho + 1e-6);
      expect([exact, method]).toEqual([true, 'covariogram']);
    }
  });
});
