/** The adversary: the unit ball of a norm, by name where formulas know it, as a body otherwise. */
import type { ConvexBody } from '../geometry/body.ts';

/**
 * What a radius is certified against: shifts v with gauge(v) <= r, the gauge being that of the unit ball of l_p
 * (`kind: lp`) or of a symmetric convex body. `dim` is the dimension of the space.
 */
export type Adversary =
  /** Unit ball of l_p, 1 <= p <= Infinity. */
  | { readonly kind: 'lp'; readonly p: number; readonly dim: number }
  /** Any symmetric convex body. */
  | { readonly kind: 'body'; readonly body: ConvexBody; readonly dim: number };

/**
 * `l1`, `l2`, `linf`, `lp:1.5` or the body's name.
 *
 * @example
 * adversaryName(lpAdversary(Infinity, 3)) // => 'linf'
 */
export function adversaryName(adversary: Adversary): string {
  if (adversary.kind === 'body') return adversary.body.name;
  if (adversary.p === Infinity) return 'linf';
  return Number.isInteger(adversary.p) && adversary.p <= 2 ? `l${adversary.p}` : `lp:${adversary.p}`;
}
