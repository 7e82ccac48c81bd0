/** Wavefront OBJ: merged vertices, faces outward (counterclockwise), for any 3-D program. */
import type { ConvexBody } from '../../geometry/body.ts';
import { cross, dot, minus, type Point3, type Polyhedron } from './polyhedron.ts';

/** An OBJ file of the polyhedron: full double precision, faces as polygons, comment lines first. */
export function wavefrontObj(solid: Polyhedron, name: string, comments: readonly string[] = []): string {
  const lines = [
    ...comments.map((comment) => `# ${comment.replaceAll('\n', ' ')}`),
    `o ${name.replaceAll(/\s+/g, '_')}`,
    // Adding 0 turns -0 into 0.
    ...solid.vertices.map((vertex) => `v ${vertex.map((x) => String(x + 0)).join(' ')}`),
    ...solid.faces.map((face) => `f ${face.map((i) => i + 1).join(' ')}`),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * A smooth body of R^3 as a triangle mesh inscribed in it: a geodesic sphere of 20 * 4^subdivisions triangles pushed
 * out to the boundary along rays.
 */
export function inscribedMesh(body: ConvexBody, subdivisions = 4): Polyhedron {
  let { vertices, faces } = icosahedron();
  for (let level = 0; level < subdivisions; level++) ({ vertices, faces } = subdivided(vertices, faces));
  const pushed = vertices.map((direction): Point3 => {
    const scale = 1 / body.gauge(direction);
    return [direction[0] * scale, direction[1] * scale, direction[2] * scale];
  });
  return { vertices: pushed, faces };
}

function icosahedron(): { vertices: Point3[]; faces: number[][] } {
  const golden = (1 + Math.sqrt(5)) / 2;
  const corner = (x: number, y: number, z: number): Point3 => onSphere([x, y, z]);
  const vertices = [-1, 1].flatMap((a) =>
    [-golden, golden].flatMap((b) => [corner(0, a, b), corner(a, b, 0), corner(b, 0, a)]),
  );
  const edge = Math.min(...vertices.slice(1).map((v) => distance(v, vertices[0]!)));
  const near = (i: number, j: number): boolean => distance(vertices[i]!, vertices[j]!) < 1.1 * edge;
  const faces: number[][] = [];
  for (let i = 0; i < 12; i++) {
    for (let j = i + 1; j < 12; j++) {
      for (let k = j + 1; k < 12; k++) {
        if (near(i, j) && near(j, k) && near(i, k)) faces.push(outward(vertices, [i, j, k]));
      }
    }
  }
  return { vertices, faces };
}

/** Every triangle cut into four at the middles of its edges; a middle shared by two triangles is one vertex. */
function subdivided(
  vertices: readonly Point3[],
  faces: readonly number[][],
): { vertices: Point3[]; faces: number[][] } {
  const grown = [...vertices];
  const middles = new Map<string, number>();
  const middle = (a: number, b: number): number => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = middles.get(key);
    if (known !== undefined) return known;
    const [p, q] = [vertices[a]!, vertices[b]!];
    grown.push(onSphere([p[0] + q[0], p[1] + q[1], p[2] + q[2]]));
    middles.set(key, grown.length - 1);
    return grown.length - 1;
  };
  const cut = faces.flatMap(([a, b, c]) => {
    const [ab, bc, ca] = [middle(a!, b!), middle(b!, c!), middle(c!, a!)];
    return [
      [a!, ab, ca],
      [ab, b!, bc],
      [ca, bc, c!],
      [ab, bc, ca],
    ];
  });
  return { vertices: grown, faces: cut };
}

function outward(vertices: readonly Point3[], [i, j, k]: readonly [number, number, number]): number[] {
  const [a, b, c] = [vertices[i]!, vertices[j]!, vertices[k]!];
  return dot(cross(minus(b, a), minus(c, a)), a) > 0 ? [i, j, k] : [i, k, j];
}

const distance = (a: Point3, b: Point3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const onSphere = (p: Point3): Point3 => {
  const length = Math.hypot(...p);
  return [p[0] / length, p[1] / length, p[2] / length];
};
