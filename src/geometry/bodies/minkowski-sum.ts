/** The Minkowski sum A + B = {a + b}. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { AtomicNorm } from './atomic-norm.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { lazy } from './polytope-capabilities.ts';
import { MAX_EXACT_PAIRS, hullOfPairs } from './v-polytope.ts';
import { zonotope } from './zonotope.ts';

/**
 * {x + y : x in a, y in b}. Two zonotopes give a zonotope and two small polytopes a polytope, with all their exact
 * routes; otherwise the support function is the sum of the two and the gauge is computed by column generation over
 * support points (to relative accuracy 1e-10).
 *
 * @example
 * volume(minkowskiSum(lpBall(Infinity, 2), lpBall(1, 2))).value // => 14
 */
export function minkowskiSum(a: ConvexBody, b: ConvexBody): ConvexBody {
  if (a.dim !== b.dim) {
    throw new InvalidInput(`The bodies of a Minkowski sum must share a space, but lie in R^${a.dim} and R^${b.dim}.`, {
      code: 'dimension',
    });
  }
  const structure = { kind: 'sum', terms: [a, b] } as const;
  const name = `sum of the ${a.name} and the ${b.name}`;
  if (a.generators !== undefined && b.generators !== undefined) {
    return madeBody({ ...zonotope([...a.generators, ...b.generators]), name }, [a, b]);
  }
  const { dim } = a;
  const pairs = sumOfVertices(a, b);
  if (pairs !== null) return madeBody({ ...hullOfPairs(pairs, dim), name }, [a, b]);
  const left = a.supportPoint;
  const right = b.supportPoint;
  if (left === undefined || right === undefined) {
    throw new InvalidInput(`The gauge of the ${name} is not known: one of the two offers no support points.`, {
      code: 'not-known',
    });
  }
  const supportPoint = (u: Vector): number[] => {
    const other = right(u);
    return left(u).map((x, i) => x + other[i]!);
  };
  const solver = lazy(() => new AtomicNorm(dim, [], supportPoint));
  return madeBody(
    {
      name,
      dim,
      structure,
      support: (u) => a.support(u) + b.support(u),
      supportPoint,
      gauge: (x) => solver().gauge(x).upper,
      gaugeGradient: (x) => solver().gauge(x).dual,
      inradius: a.inradius + b.inradius,
      circumradius: a.circumradius + b.circumradius,
    },
    [a, b],
  );
}

/** One of each mirror pair of a vertex of a plus a vertex of b, where few enough for the exact routes. */
function sumOfVertices(a: ConvexBody, b: ConvexBody): number[][] | null {
  const limit = 2 * (MAX_EXACT_PAIRS[a.dim] ?? 0);
  if (a.vertices === undefined || b.vertices === undefined || limit === 0) return null;
  const first = a.vertices();
  const second = b.vertices();
  if (first.length * second.length > limit) return null;
  const sums = first.flatMap((x) => second.map((y) => x.map((value, i) => value + y[i]!)));
  return sums.filter((x) => (x.find((value) => value !== 0) ?? 0) > 0);
}
