/** sup vol(Pi_v K)/|K| over an adversary: by hand, and never below a search. */
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../../src/geometry/bodies/v-polytope.ts';
import { largestProjection } from '../../../src/noise/rate/largest-projection.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';

const HEXAGON = vPolytope(
  Array.from({ length: 6 }, (_, k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]),
);
/** Edges of length 1 at distance sqrt(3)/2 with normals at 30 + 60 k degrees; area 3 sqrt(3)/2. */
const hexagonRatio = (v: readonly [number, number]): number => {
  let sum = 0;
  for (let k = 0; k < 3; k++) {
    const angle = Math.PI / 6 + (k * Math.PI) / 3;
    sum += Math.abs(v[0] * Math.cos(angle) + v[1] * Math.sin(angle));
  }
  return sum / ((3 * Math.sqrt(3)) / 2);
};

describe('the largest projection', () => {
  it('of the cube is |v|_1/2', () => {
    for (const [p, length] of [
      [1, 1],
      [2, Math.sqrt(3)],
      [3, 3 ** (2 / 3)],
      [Infinity, 3],
    ] as const) {
      expect(largestProjection(lpBall(Infinity, 3), lpAdversary(p, 3))!.value).toBeCloseTo(length / 2, 10);
    }
  });

  it('of the hexagon against l2 is across its corners: 2 over the area', () => {
    const { value, lower, upper } = largestProjection(HEXAGON, lpAdversary(2, 2))!;
    expect(value).toBeCloseTo(2 / ((3 * Math.sqrt(3)) / 2), 10);
    expect(upper - lower).toBeLessThan(1e-9);
  });

  it.each([1.5, 3, 7])('of the hexagon against l_%d is the largest of a search', (p) => {
    let best = 0;
    for (let k = 0; k < 20_000; k++) {
      const t = (k * Math.PI) / 20_000;
      const [x, y] = [Math.cos(t), Math.sin(t)];
      const size = (Math.abs(x) ** p + Math.abs(y) ** p) ** (1 / p);
      best = Math.max(best, hexagonRatio([x / size, y / size]));
    }
    const { value, upper } = largestProjection(HEXAGON, lpAdversary(p, 2))!;
    expect(upper).toBeGreaterThanOrEqual(best * (1 - 1e-12));
    expect(value).toBeCloseTo(best, 6);
  });

  it('of a prism in space over the hexagon: base over volume, or shadow over area', () => {
    const prism = vPolytope(
      Array.from({ length: 6 }, (_, k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]).flatMap((x) => [
        [...x, 0.5],
        [...x, -0.5],
      ]),
    );
    // |<v, n>| adds up: height 1 gives |v_3| + the ratio of the hexagon.
    const best = Math.hypot(1, 2 / ((3 * Math.sqrt(3)) / 2));
    expect(largestProjection(prism, lpAdversary(2, 3))!.value).toBeCloseTo(best, 9);
  });
});
