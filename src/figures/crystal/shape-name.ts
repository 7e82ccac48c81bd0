/** What a crystal is called: by its structure, and in the plane and in space by its faces. */
import type { ConvexBody } from '../../geometry/body.ts';
import { edgesOf, minus, norm, type Point3, type Polyhedron } from './polyhedron.ts';

/** One word for how a crystal is given. */
export type CrystalKind =
  | 'segment'
  | 'cube'
  | 'cross-polytope'
  | 'ball'
  | 'ellipsoid'
  | 'parallelotope'
  | 'zonotope'
  | 'zonoid'
  | 'polytope'
  | 'body';

/** The kind of a crystal; scalings and linear images count by what they come to. */
export function crystalKind(body: ConvexBody): CrystalKind {
  if (body.dim === 1) return 'segment';
  const { structure } = body;
  switch (structure?.kind) {
    case 'lp':
      return structure.p === Infinity
        ? 'cube'
        : structure.p === 2
          ? 'ball'
          : structure.p === 1
            ? 'cross-polytope'
            : 'body';
    case 'scale':
      return crystalKind(structure.of);
    case 'image': {
      const of = crystalKind(structure.of);
      return of === 'cube' ? 'parallelotope' : of === 'ball' ? 'ellipsoid' : of;
    }
    case 'ellipsoid':
      return 'ellipsoid';
    case 'box':
      return 'parallelotope';
    case 'zonotope':
      return 'zonotope';
    case 'sign-zonoid':
      return 'zonoid';
    case 'vertices':
    case 'halfspaces':
      return 'polytope';
    case 'sum':
    case 'polar':
    case 'oracle':
    case undefined:
      return 'body';
  }
}

/** "rhombic dodecahedron", "hexagon", "cube", or the kind: the plainest true name. `solid` is the body in R^3. */
export function shapeName(body: ConvexBody, solid?: Polyhedron): string {
  const kind = crystalKind(body);
  if (body.dim === 2) {
    const vertices = body.vertices?.();
    if (vertices === undefined) return kind === 'ball' ? 'disc' : kind === 'ellipsoid' ? 'ellipse' : kind;
    return polygonName(vertices);
  }
  if (kind === 'cube' || kind === 'cross-polytope' || kind === 'ball' || kind === 'ellipsoid') return kind;
  if (body.dim === 3 && solid !== undefined) return polyhedronName(solid) ?? kind;
  return kind;
}

const POLYGONS: Readonly<Record<number, string>> = { 6: 'hexagon', 8: 'octagon', 10: 'decagon', 12: 'dodecagon' };

/** A polygon symmetric about the origin, by its number of corners. */
function polygonName(vertices: readonly (readonly number[])[]): string {
  if (vertices.length !== 4) return POLYGONS[vertices.length] ?? `${vertices.length}-gon`;
  const [first, ...others] = vertices.map(([x, y]): Point3 => [x!, y!, 0]);
  // The two that are not opposite to the first: its neighbours.
  const [a, b] = others.filter((point) => norm([point[0] + first![0], point[1] + first![1], 0]) > 1e-9 * norm(first!));
  const equalSides = same(norm(minus(a!, first!)), norm(minus(b!, first!)));
  const equalDiagonals = same(norm(first!), norm(a!));
  // A square on its corner is called a rhombus, as the literature does.
  if (equalSides) return equalDiagonals && !onAxis(first!) ? 'square' : 'rhombus';
  return equalDiagonals ? 'rectangle' : 'parallelogram';
}

/** Names of the solids that W1 and its neighbours bring up; undefined for others. */
function polyhedronName(solid: Polyhedron): string | undefined {
  const edges = edgesOf(solid);
  const lengths = edges.map(({ ends: [a, b] }) => norm(minus(solid.vertices[a]!, solid.vertices[b]!)));
  const equalEdges = lengths.every((length) => same(length, lengths[0]!));
  const quadrilaterals = solid.faces.every((face) => face.length === 4);
  if (solid.faces.length === 6 && quadrilaterals) return 'parallelepiped';
  if (solid.faces.length !== 12 || !quadrilaterals || !equalEdges) return undefined;
  const ratios = solid.faces.map(([a, b, c, d]) => {
    const diagonals = [diagonal(solid, a!, c!), diagonal(solid, b!, d!)].sort((x, y) => x - y);
    return diagonals[1]! / diagonals[0]!;
  });
  return ratios.every((ratio) => same(ratio, Math.SQRT2)) ? 'rhombic dodecahedron' : undefined;
}

const diagonal = (solid: Polyhedron, a: number, b: number): number =>
  norm(minus(solid.vertices[a]!, solid.vertices[b]!));
const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
const onAxis = ([x, y]: Point3): boolean => Math.abs(x * y) <= 1e-18 * (x * x + y * y);
