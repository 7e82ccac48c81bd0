/** How far an adversary reaches in a norm: the constant of every conversion between radii. */
import type { Vector } from '../body.ts';
import type { Adversary } from '../adversary.ts';

/** An upper bound on max { |v|_a : v in the adversary's unit ball }, and whether it is the maximum. */
export interface Reach {
  readonly value: number;
  readonly exact: boolean;
}

/**
 * The reach of an adversary in l_a, 1 <= a <= Infinity.
 *
 * The ball of l_p: 1 for p <= a (attained at e_1), d^{1/a - 1/p} for p > a (attained at the diagonal). A body: the
 * largest |vertex|_a; without vertices the support function in the coordinate directions (a = infinity), and otherwise
 * a bound from the circumradius.
 */
export function reach(adversary: Adversary, a: number): Reach {
  const { dim } = adversary;
  if (adversary.kind === 'lp') {
    const { p } = adversary;
    return { value: p <= a ? 1 : dim ** (1 / a - 1 / p), exact: true };
  }
  const { body } = adversary;
  if (body.structure?.kind === 'lp') return reach({ kind: 'lp', p: body.structure.p, dim }, a);
  // The farthest points of a box are its corners, of which there may be too many to list.
  if (body.structure?.kind === 'box') return { value: pNorm(body.structure.halfWidths, a), exact: true };
  const vertices = body.vertices?.();
  if (vertices !== undefined) return { value: Math.max(...vertices.map((vertex) => pNorm(vertex, a))), exact: true };
  if (a === Infinity) {
    const axis = new Float64Array(dim);
    let widest = 0;
    for (let i = 0; i < dim; i++) {
      axis[i] = 1;
      widest = Math.max(widest, body.support(axis));
      axis[i] = 0;
    }
    return { value: widest, exact: true };
  }
  return { value: body.circumradius * Math.max(1, dim ** (1 / a - 1 / 2)), exact: false };
}

/** A t such that t times the unit ball of l_a lies inside the adversary. */
export function innerReach(adversary: Adversary, a: number): number {
  const { dim } = adversary;
  if (adversary.kind === 'lp') return adversary.p >= a ? 1 : dim ** (1 / a - 1 / adversary.p);
  return adversary.body.inradius * (a <= 2 ? 1 : dim ** (1 / a - 1 / 2));
}

function pNorm(x: Vector, p: number): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]!));
  if (largest === 0 || p === Infinity) return largest;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (Math.abs(x[i]!) / largest) ** p;
  return largest * sum ** (1 / p);
}
