/**
 * Polyhedra of R^3 as pictures need them: merged vertices and faces as loops that run counterclockwise seen from
 * outside. Built from the vertices of a convex body and, where they are known, its facets.
 */
import type { Halfspace } from '../../geometry/body.ts';

export type Point3 = readonly [number, number, number];

export interface Polyhedron {
  readonly vertices: readonly Point3[];
  /** Each face: indices of its vertices, counterclockwise seen from outside. */
  readonly faces: readonly (readonly number[])[];
}

export const dot = (a: Point3, b: Point3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const minus = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const cross = (a: Point3, b: Point3): Point3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const norm = (a: Point3): number => Math.hypot(a[0], a[1], a[2]);
export const unit = (a: Point3): Point3 => {
  const length = norm(a);
  return [a[0] / length, a[1] / length, a[2] / length];
};
const sum = (a: Point3, b: Point3): Point3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];

/** Points closer than this, relative to the farthest from the origin, are one vertex; likewise for planes. */
const RELATIVE_TOLERANCE = 1e-9;

/** The polyhedron with these vertices and facets; points within rounding of each other are merged. */
export function polyhedronFromFacets(
  vertices: readonly (readonly number[])[],
  facets: readonly Halfspace[],
): Polyhedron {
  const merged = mergedPoints(vertices);
  const size = Math.max(...merged.map(norm));
  const faces = distinctPlanes(facets, size)
    .map(({ normal, offset }) => {
      const onPlane = merged.flatMap((vertex, i) =>
        Math.abs(dot(normal, vertex) - offset) <= 1e3 * RELATIVE_TOLERANCE * size ? [i] : [],
      );
      return orderedLoop(merged, onPlane, normal);
    })
    .filter((face) => face.length >= 3);
  return { vertices: merged, faces };
}

/** The convex hull of points that span R^3, by trying every plane through three of them: for tens of points. */
export function convexHull(points: readonly (readonly number[])[]): Polyhedron {
  const merged = mergedPoints(points);
  const size = Math.max(...merged.map(norm));
  const facets: Halfspace[] = [];
  for (let i = 0; i < merged.length; i++) {
    for (let j = i + 1; j < merged.length; j++) {
      for (let k = j + 1; k < merged.length; k++) {
        const plane = cross(minus(merged[j]!, merged[i]!), minus(merged[k]!, merged[i]!));
        if (norm(plane) <= RELATIVE_TOLERANCE * size * size) continue;
        const normal = unit(plane);
        const sides = merged.map((point) => dot(normal, minus(point, merged[i]!)));
        const slack = 1e2 * RELATIVE_TOLERANCE * size;
        if (sides.every((side) => side <= slack)) facets.push({ normal: [...normal], offset: dot(normal, merged[i]!) });
        else if (sides.every((side) => side >= -slack)) {
          facets.push({ normal: normal.map((x) => -x), offset: -dot(normal, merged[i]!) });
        }
      }
    }
  }
  return polyhedronFromFacets(merged, facets);
}

/** Edges as pairs of vertices, each once, with the two faces that meet there. */
export function edgesOf(
  solid: Polyhedron,
): { readonly ends: readonly [number, number]; readonly faces: readonly number[] }[] {
  const edges = new Map<string, { ends: readonly [number, number]; faces: number[] }>();
  solid.faces.forEach((face, f) => {
    face.forEach((a, i) => {
      const b = face[(i + 1) % face.length]!;
      const ends: readonly [number, number] = a < b ? [a, b] : [b, a];
      const key = ends.join(' ');
      const edge = edges.get(key) ?? { ends, faces: [] };
      edge.faces.push(f);
      edges.set(key, edge);
    });
  });
  return [...edges.values()];
}

/** Outward unit normal of a face. */
export function faceNormal(solid: Polyhedron, face: readonly number[]): Point3 {
  // Newell's sum over all corners: exact for planar faces, steady for short first edges.
  let normal: Point3 = [0, 0, 0];
  face.forEach((a, i) => {
    normal = sum(normal, cross(solid.vertices[a]!, solid.vertices[face[(i + 1) % face.length]!]!));
  });
  return unit(normal);
}

function mergedPoints(points: readonly (readonly number[])[]): Point3[] {
  const size = Math.max(...points.map((point) => Math.hypot(...point)));
  const merged: Point3[] = [];
  for (const [x, y, z] of points) {
    const point: Point3 = [x!, y!, z!];
    if (!merged.some((other) => norm(minus(point, other)) <= RELATIVE_TOLERANCE * size)) merged.push(point);
  }
  return merged;
}

function distinctPlanes(facets: readonly Halfspace[], size: number): { normal: Point3; offset: number }[] {
  const planes: { normal: Point3; offset: number }[] = [];
  for (const facet of facets) {
    const [x, y, z] = facet.normal;
    const length = Math.hypot(x!, y!, z!);
    const normal: Point3 = [x! / length, y! / length, z! / length];
    // A symmetric body may list one facet of each pair; its mirror image is there as well.
    for (const sign of [1, -1]) {
      const mirrored: Point3 = [sign * normal[0], sign * normal[1], sign * normal[2]];
      const offset = facet.offset / length;
      const known = planes.some(
        (plane) =>
          norm(minus(plane.normal, mirrored)) <= 1e2 * RELATIVE_TOLERANCE &&
          Math.abs(plane.offset - offset) <= 1e2 * RELATIVE_TOLERANCE * size,
      );
      if (!known) planes.push({ normal: mirrored, offset });
    }
  }
  return planes;
}

/** Indices of coplanar convex-position vertices in counterclockwise order about the normal. */
function orderedLoop(vertices: readonly Point3[], indices: readonly number[], normal: Point3): number[] {
  if (indices.length < 3) return [...indices];
  const total = indices.reduce<Point3>((acc, i) => sum(acc, vertices[i]!), [0, 0, 0]);
  const centre: Point3 = [total[0] / indices.length, total[1] / indices.length, total[2] / indices.length];
  const first = unit(minus(vertices[indices[0]!]!, centre));
  const second = cross(normal, first);
  const angle = (i: number): number => {
    const arm = minus(vertices[i]!, centre);
    return Math.atan2(dot(arm, second), dot(arm, first));
  };
  return [...indices].sort((a, b) => angle(a) - angle(b));
}
