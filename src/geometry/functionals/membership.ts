/** Membership in a body, from its gauge. */
import type { ConvexBody, Vector } from '../body.ts';

/** Whether x lies in the body enlarged by the relative tolerance: gauge(x) <= 1 + tolerance. */
export function contains(body: ConvexBody, x: Vector, tolerance = 0): boolean {
  return body.gauge(x) <= 1 + tolerance;
}
