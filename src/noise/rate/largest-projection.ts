/**
 * sup over the adversary of vol(Pi_v K)/|K| (geometry/functionals/max-projection.ts), made sharp for polytopes K
 * against adversaries whose extreme points cannot be listed.
 *
 * With the area vectors a_F of one facet of each pair, vol(Pi_v K)/|K| = sum |<a_F, v>| is the support function of the
 * zonotope Z = sum [-a_F, a_F]. So the sup over B is max over z in Z of h_B(z), and h_B is convex: a vertex of Z
 * decides.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { normalizedAreaVectors } from '../../geometry/exact/exact-measure.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { knownMaxProjection } from '../../geometry/functionals/max-projection.ts';
import type { MonteCarloOptions } from '../../geometry/monte-carlo-options.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';

/** Area vectors beyond which the vertices of Z are too many, by dimension. */
const MAX_AREAS: Readonly<Record<number, number>> = { 2: 2000, 3: 150, 4: 40, 5: 20 };
const NARROW = 1e-9;

/** The largest ratio; `samples: 0` (default) forbids sampling. Null where nothing is known. */
export function largestProjection(
  body: ConvexBody,
  adversary: Adversary,
  options: MonteCarloOptions = { samples: 0 },
): Estimate | null {
  const known = knownMaxProjection(body, adversary, options);
  if (known !== null && known.upper - known.lower <= NARROW * known.value) return known;
  return overShadowVertices(body, adversary) ?? known;
}

function overShadowVertices(body: ConvexBody, adversary: Adversary): Estimate | null {
  const { dim } = body;
  const limit = MAX_AREAS[dim];
  if (body.exact === undefined || limit === undefined) return null;
  const areas = normalizedAreaVectors(body.exact()).filter((a) => (a.find((x) => x !== 0) ?? 0) > 0);
  if (areas.length > limit) return null;
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
  const size = Math.max(...areas.map((a) => Math.hypot(...a)));
  let best = 0;
  const visit = (z: readonly number[]): void => {
    best = Math.max(best, size * ball.support(z));
  };
  const unit = areas.map((a) => a.map((x) => x / size));
  visitVertices(unit, dim, visit);
  return enclosed(best, best * (1 - 1e-11), best * (1 + 1e-11), 'closed-form');
}

/**
 * Visits points of Z that include all its vertices. A vertex is sum sign(<a, u>) a for a generic u, and every cell of
 * the arrangement touches a ray orthogonal to d - 1 of the vectors: there their signs are free, all others are given by
 * the ray.
 */
function visitVertices(
  areas: readonly (readonly number[])[],
  dim: number,
  visit: (z: readonly number[]) => void,
): void {
  const chosen: number[] = [];
  const descend = (from: number): void => {
    if (chosen.length === dim - 1) {
      const ray = orthogonal(
        chosen.map((i) => areas[i]!),
        dim,
      );
      if (ray !== null) visitAround(areas, chosen, ray, visit);
      return;
    }
    for (let i = from; i < areas.length; i++) {
      chosen.push(i);
      descend(i + 1);
      chosen.pop();
    }
  };
  descend(0);
}

function visitAround(
  areas: readonly (readonly number[])[],
  chosen: readonly number[],
  ray: readonly number[],
  visit: (z: readonly number[]) => void,
): void {
  const dim = ray.length;
  const fixed = new Array<number>(dim).fill(0);
  const free: (readonly number[])[] = chosen.map((i) => areas[i]!);
  areas.forEach((a, i) => {
    if (chosen.includes(i)) return;
    let inner = 0;
    let size = 0;
    for (let j = 0; j < dim; j++) {
      inner += a[j]! * ray[j]!;
      size += Math.abs(a[j]! * ray[j]!);
    }
    // Orthogonal too, up to rounding: its sign is free as well.
    if (Math.abs(inner) <= 1e-12 * size && free.length < 12) free.push(a);
    else for (let j = 0; j < dim; j++) fixed[j]! += Math.sign(inner) * a[j]!;
  });
  for (let code = 0; code < 1 << free.length; code++) {
    visit(fixed.map((x, j) => free.reduce((sum, a, i) => sum + ((code >> i) & 1 ? -a[j]! : a[j]!), x)));
  }
}

/** A vector orthogonal to d - 1 others (their generalized cross product), or null when they are dependent. */
function orthogonal(rows: readonly (readonly number[])[], dim: number): number[] | null {
  const matrix = rows.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0, r = 0; column < dim && r < matrix.length; column++) {
    let best = r;
    for (let i = r; i < matrix.length; i++)
      if (Math.abs(matrix[i]![column]!) > Math.abs(matrix[best]![column]!)) best = i;
    if (Math.abs(matrix[best]![column]!) < 1e-12) continue;
    [matrix[r], matrix[best]] = [matrix[best]!, matrix[r]!];
    for (let i = 0; i < matrix.length; i++) {
      if (i === r) continue;
      const factor = matrix[i]![column]! / matrix[r]![column]!;
      for (let j = 0; j < dim; j++) matrix[i]![j]! -= factor * matrix[r]![j]!;
    }
    pivots.push(column);
    r++;
  }
  if (pivots.length < dim - 1) return null;
  const rest = Array.from({ length: dim }, (_, j) => j).find((j) => !pivots.includes(j))!;
  const ray = new Array<number>(dim).fill(0);
  ray[rest] = 1;
  pivots.forEach((column, r) => {
    ray[column] = -matrix[r]![rest]! / matrix[r]![column]!;
  });
  return ray;
}
