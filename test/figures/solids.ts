/** Bodies made by hand, so that figures are tested without the geometry that usually feeds them. */
import type { ConvexBody, Vector } from '../../src/geometry/body.ts';

const signs = [-1, 1] as const;

/** Corners of [-1, 1]^3. */
export const cube: readonly (readonly number[])[] = signs.flatMap((a) =>
  signs.flatMap((b) => signs.map((c) => [a, b, c])),
);

/** Corners of the octahedron. */
export const crossPolytope: readonly (readonly number[])[] = [0, 1, 2].flatMap((axis) =>
  signs.map((sign) => [0, 1, 2].map((i) => (i === axis ? sign : 0))),
);

/** The Wulff crystal of the cube: half its corners, and the octahedron's. */
export const rhombicDodecahedron: readonly (readonly number[])[] = [
  ...cube.map((corner) => corner.map((x) => x / 2)),
  ...crossPolytope,
];

const inner = (a: Vector, b: Vector): number => Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);

/** The hull of a symmetric set of corners; its gauge is not needed for figures. */
export function bodyOf(name: string, corners: readonly (readonly number[])[]): ConvexBody {
  const lengths = corners.map((corner) => Math.hypot(...corner));
  return {
    name,
    dim: corners[0]!.length,
    support: (u) => Math.max(...corners.map((corner) => inner(corner, u))),
    gauge: () => NaN,
    inradius: 0,
    circumradius: Math.max(...lengths),
    vertices: () => corners,
  };
}

/** The Euclidean unit ball, which has no corners. */
export function roundBall(dim: number): ConvexBody {
  const length = (x: Vector): number => Math.hypot(...Array.from(x));
  return { name: `unit ball of R^${dim}`, dim, support: length, gauge: length, inradius: 1, circumradius: 1 };
}
