/** Extreme points of a body, where there are finitely many and they can be listed. */
import { AtomicNorm } from '../bodies/atomic-norm.ts';
import type { ConvexBody } from '../body.ts';

/** Relative distance inside the hull of the others at which a point stops counting as extreme. */
const TOLERANCE = 1e-9;

/**
 * The extreme points; null when there are infinitely many or too many to list. Listed points of a V-polytope that are
 * not vertices are removed: exactly in low dimension, by linear programming (to relative 1e-9) beyond.
 *
 * @example
 * extremePoints(lpBall(1, 5)).length // => 10
 * extremePoints(lpBall(2, 5)) // => null
 */
export function extremePoints(body: ConvexBody): readonly (readonly number[])[] | null {
  if (body.vertices === undefined) return null;
  const listed = body.vertices();
  if (body.exact !== undefined || body.structure?.kind !== 'vertices') return listed;
  const pairs = body.structure.vertices;
  const kept = pairs.filter((point, i) => {
    const others = pairs.filter((_, j) => j !== i);
    try {
      return new AtomicNorm(body.dim, others).gauge(point).lower > 1 + TOLERANCE;
    } catch {
      // Without it the others do not span the space.
      return true;
    }
  });
  return kept.flatMap((x) => [x, x.map((c) => -c)]);
}

/** One of each mirror pair of extreme points. */
export function extremePairs(body: ConvexBody): readonly (readonly number[])[] | null {
  const points = extremePoints(body);
  return points?.filter((x) => (x.find((c) => c !== 0) ?? 0) > 0) ?? null;
}
