/** The polar body {u : <x, u> <= 1 for all x in K}, whose support function is K's gauge and the other way round. */
import type { ConvexBody } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { linearImage, scaled } from './linear-image.ts';
import { lpBall } from './lp-ball.ts';
import { dualExponent } from './lp-norm.ts';
import { slabPolytope } from './h-polytope.ts';
import { inverse, transpose } from '../../numeric/algebra/linear-algebra.ts';
import { hullOfPairs } from './v-polytope.ts';

/**
 * The polar of a body. The polar of an l_p ball, a scaled or linearly transformed body, a polytope or a polar is again
 * one of these, with its own formulas; of anything else, gauge and support function are exchanged.
 *
 * @example
 * polar(box([2, 4])).gauge([1, 1]) // => 6
 */
export function polar(body: ConvexBody): ConvexBody {
  return madeBody(polarOf(body), [body]);
}

function polarOf(body: ConvexBody): ConvexBody {
  const { structure, dim } = body;
  switch (structure?.kind) {
    case 'lp':
      return lpBall(dualExponent(structure.p), dim);
    case 'scale':
      return scaled(polar(structure.of), 1 / structure.factor);
    case 'image': {
      const back = inverse(structure.matrix);
      if (back !== null) return linearImage(transpose(back), polar(structure.of));
      break;
    }
    case 'ellipsoid': {
      const back = inverse(structure.matrix);
      if (back !== null) return linearImage(transpose(back), lpBall(2, dim));
      break;
    }
    case 'box':
      return linearImage(
        structure.halfWidths.map((w, i) => structure.halfWidths.map((_, j) => (i === j ? 1 / w : 0))),
        lpBall(1, dim),
      );
    case 'vertices':
      return slabPolytope(
        structure.vertices,
        structure.vertices.map(() => 1),
      );
    case 'halfspaces':
      return hullOfPairs(
        structure.normals.map((row, i) => row.map((x) => x / structure.offsets[i]!)),
        dim,
      );
    case 'polar':
      return structure.of;
    case 'zonotope':
    case 'sum':
    case 'sign-zonoid':
    case 'oracle':
    case undefined:
      break;
  }
  const { supportPoint, gaugeGradient, vertices, facets } = body;
  return {
    name: `polar of the ${body.name}`,
    dim,
    structure: { kind: 'polar', of: body },
    support: (u) => body.gauge(u),
    gauge: (x) => body.support(x),
    inradius: 1 / body.circumradius,
    circumradius: 1 / body.inradius,
    ...(gaugeGradient && { supportPoint: gaugeGradient }),
    ...(supportPoint && { gaugeGradient: supportPoint }),
    ...(facets && { vertices: () => facets().map(({ normal, offset }) => normal.map((x) => x / offset)) }),
    ...(vertices && { facets: () => vertices().map((normal) => ({ normal, offset: 1 })) }),
  };
}
