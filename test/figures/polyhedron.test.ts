import { describe, expect, it } from 'vitest';
import {
  convexHull,
  edgesOf,
  faceNormal,
  polyhedronFromFacets,
  type Point3,
  type Polyhedron,
} from '../../src/figures/crystal/polyhedron.ts';
import { inscribedMesh, wavefrontObj } from '../../src/figures/crystal/wavefront-obj.ts';
import { cube, crossPolytope, rhombicDodecahedron, roundBall } from './solids.ts';

/** Volume by the divergence theorem: positive exactly when faces run counterclockwise seen from outside. */
function volume({ vertices, faces }: Polyhedron): number {
  return faces.reduce((total, face) => {
    const [a, ...rest] = face.map((i) => vertices[i]!);
    return total + rest.slice(1).reduce((sum, c, i) => sum + determinant(a!, rest[i]!, c) / 6, 0);
  }, 0);
}

const determinant = (a: Point3, b: Point3, c: Point3): number =>
  a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);

describe('polyhedra for pictures', () => {
  it.each([
    ['cube', cube, [8, 12, 6], 8],
    ['octahedron', crossPolytope, [6, 12, 8], 4 / 3],
    ['rhombic dodecahedron', rhombicDodecahedron, [14, 24, 12], 2],
  ] as const)('finds the %s among its corners, faces outward', (_, corners, counts, expected) => {
    const solid = convexHull(corners);
    expect([solid.vertices.length, edgesOf(solid).length, solid.faces.length]).toEqual(counts);
    expect(volume(solid)).toBeCloseTo(expected, 12);
    for (const face of solid.faces) {
      const normal = faceNormal(solid, face);
      const heights = solid.vertices.map((vertex) => vertex.reduce((sum, x, i) => sum + x * normal[i]!, 0));
      const height = Math.max(...heights);
      // Outward: the face is where its normal is largest.
      for (const i of face) expect(heights[i]).toBeCloseTo(height, 12);
    }
    for (const edge of edgesOf(solid)) expect(edge.faces).toHaveLength(2);
  });

  it('merges vertices, drops inner points of facets lists, and mirrors facets listed once a pair', () => {
    const doubled = [...cube, ...cube.map((corner) => corner.map((x) => x + 1e-13))];
    const once = [0, 1, 2].map((axis) => ({ normal: [0, 1, 2].map((i) => (i === axis ? 2 : 0)), offset: 2 }));
    const solid = polyhedronFromFacets(doubled, once);
    expect([solid.vertices.length, edgesOf(solid).length, solid.faces.length]).toEqual([8, 12, 6]);
    expect(volume(solid)).toBeCloseTo(8, 9);
  });
});

describe('Wavefront OBJ', () => {
  it('lists merged vertices and outward faces', () => {
    const text = wavefrontObj(convexHull(rhombicDodecahedron), 'rhombic dodecahedron', ['made by a test']);
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toBe('# made by a test');
    expect(lines[1]).toBe('o rhombic_dodecahedron');
    const vertices = lines.filter((line) => line.startsWith('v ')).map((line) => line.slice(2).split(' ').map(Number));
    const faces = lines
      .filter((line) => line.startsWith('f '))
      .map((line) =>
        line
          .slice(2)
          .split(' ')
          .map((i) => Number(i) - 1),
      );
    expect(vertices).toHaveLength(14);
    expect(new Set(vertices.map(String)).size).toBe(14);
    expect(faces).toHaveLength(12);
    expect(volume({ vertices: vertices as unknown as Point3[], faces })).toBeCloseTo(2, 12);
    expect(text).not.toContain('-0 ');
  });

  it('approaches the volume of the ball from inside', () => {
    const mesh = inscribedMesh(roundBall(3), 4);
    expect(mesh.faces).toHaveLength(20 * 4 ** 4);
    expect(mesh.vertices).toHaveLength(10 * 4 ** 4 + 2);
    const inside = volume(mesh);
    expect(inside).toBeLessThan((4 / 3) * Math.PI);
    expect(inside).toBeGreaterThan((4 / 3) * Math.PI * 0.995);
  });
});
