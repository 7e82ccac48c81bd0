/** A body as the JSON that describes it (docs/formats.md): the inverse of `parseBody`, numbers in full. */
import type { ConvexBody } from './body.ts';

/** What a body file says. */
export type BodyDescription = { readonly [form: string]: unknown };

/** The description of a body; null where it was made of functions, which no file can say. */
export function bodyDescription({ structure, dim }: ConvexBody): BodyDescription | null {
  switch (structure?.kind) {
    case 'lp':
      return { lp: structure.p === Infinity ? 'inf' : structure.p, dim };
    case 'box':
      return { box: structure.halfWidths };
    case 'ellipsoid':
      return { ellipsoid: structure.matrix };
    case 'vertices':
      // One of each mirror pair is kept; a file lists both.
      return { vertices: structure.vertices.flatMap((x) => [x, x.map((c) => 0 - c)]) };
    case 'halfspaces':
      return { halfspaces: { A: structure.normals, b: structure.offsets } };
    case 'zonotope':
      return { generators: structure.generators };
    case 'sign-zonoid':
      return { wulff: { lp: 'inf', dim } };
    case 'image': {
      const of = bodyDescription(structure.of);
      return of && { image: { matrix: structure.matrix, of } };
    }
    case 'scale': {
      const of = bodyDescription(structure.of);
      return of && { scale: structure.factor, of };
    }
    case 'polar': {
      const of = bodyDescription(structure.of);
      return of && { polar: of };
    }
    case 'sum': {
      const terms = structure.terms.map(bodyDescription);
      return terms.includes(null) ? null : { sum: terms };
    }
    case 'oracle':
    case undefined:
      return null;
  }
}
