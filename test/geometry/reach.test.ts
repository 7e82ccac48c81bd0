/**
 * How far an adversary reaches in a norm: balls by formula, polytopes and boxes by their corners, however many those
 * are.
 */
import { describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { reach } from '../../src/geometry/functionals/reach.ts';

describe('the reach of an adversary', () => {
  it('that is a ball of l_p is d^(1/a - 1/p), or 1', () => {
    expect(reach(lpAdversary(Infinity, 9), 2)).toEqual({ value: 3, exact: true });
    expect(reach(lpAdversary(1, 9), 2)).toEqual({ value: 1, exact: true });
  });

  it('that is a polytope or a box is that of its farthest corner', () => {
    const corners = [
      [3, 4],
      [-3, -4],
      [1, -2],
      [-1, 2],
    ];
    expect(reach({ kind: 'body', body: vPolytope(corners), dim: 2 }, 2).value).toBeCloseTo(5, 12);
    const wide = {
      kind: 'body',
      body: box(Array.from({ length: 200_000 }, (_, i) => 1 + (i % 2))),
      dim: 200_000,
    } as const;
    expect([1, 2, Infinity].map((a) => reach(wide, a))).toEqual([
      { value: 300_000, exact: true },
      { value: Math.sqrt(500_000), exact: true },
      { value: 2, exact: true },
    ]);
  });
});
