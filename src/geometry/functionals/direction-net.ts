/**
 * Finitely many points of an adversary that decide, nearly, every supremum of a convex function over it.
 *
 * A convex function that vanishes nowhere below 0 and grows along rays is, on B, at most its largest value on `spread`
 * times the points, if B lies in the hull of these. For a triangulation of the sphere with the points as corners: v =
 * sum l_i y_i with l_i >= 0 in the cone of a simplex, and sum l_i = <n, v> <= h_B(n), n the normal with <n, y_i> = 1.
 */
import { extremePairs } from './extreme-points.ts';
import { lpBall } from '../bodies/lp-ball.ts';
import type { Adversary } from '../adversary.ts';
import { solve } from '../../numeric/algebra/linear-algebra.ts';

export interface DirectionNet {
  /** Points of the adversary, one of each mirror pair. */
  readonly points: readonly (readonly number[])[];
  /**
   * The adversary lies in this multiple of their symmetric hull; 1 where its extreme points are listed, Infinity where
   * unknown.
   */
  readonly spread: number;
}

/** Extreme points listed at most, and cells of the cube's facets along one edge, by dimension. */
const MAX_LISTED = 1024;
const CELLS: Readonly<Record<number, number>> = { 2: 96, 3: 14, 4: 6, 5: 4, 6: 3 };

/**
 * The points to try; at most `limit` of them where a list is cut short (spread Infinity). `cells` of a facet of the
 * cube along one edge for what has no list.
 */
export function directionNet(adversary: Adversary, limit = Infinity, cells = CELLS[adversary.dim]): DirectionNet {
  const listed = listedPoints(adversary);
  if (listed !== null) {
    return listed.length <= limit
      ? { points: listed, spread: 1 }
      : { points: listed.slice(0, limit), spread: Infinity };
  }
  if (cells === undefined) return { points: trialPoints(adversary).slice(0, limit), spread: Infinity };
  return gridNet(adversary, cells);
}

function listedPoints(adversary: Adversary): readonly (readonly number[])[] | null {
  const { dim } = adversary;
  if (dim === 1) return [[adversary.kind === 'lp' ? 1 : adversary.body.support([1])]];
  if (adversary.kind === 'body') {
    const pairs = extremePairs(adversary.body);
    return pairs !== null && pairs.length <= MAX_LISTED ? pairs : null;
  }
  if (adversary.p === 1) {
    return Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0)));
  }
  if (adversary.p !== Infinity || 2 ** (dim - 1) > MAX_LISTED) return null;
  return Array.from({ length: 2 ** (dim - 1) }, (_, code) =>
    Array.from({ length: dim }, (_, i) => (i > 0 && ((code >> (i - 1)) & 1) === 1 ? -1 : 1)),
  );
}

/** An axis and the diagonal, on the boundary. */
function trialPoints(adversary: Adversary): number[][] {
  const { dim } = adversary;
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
  const axis = Array.from({ length: dim }, (_, i) => (i === 0 ? 1 : 0));
  return [axis, new Array<number>(dim).fill(1)].map((x) => {
    const size = ball.gauge(x);
    return x.map((c) => c / size);
  });
}

/**
 * A grid on the facets of the cube, moved to the boundary of the adversary; each cell is cut into simplices by the
 * order of the coordinates within it.
 */
function gridNet(adversary: Adversary, cells: number): DirectionNet {
  const { dim } = adversary;
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
  // Even steps of the angle to the axis of the facet.
  const place = (k: number): number => Math.tan((Math.PI / 4) * ((2 * k) / cells - 1));
  const onBoundary = (face: number, k: readonly number[]): number[] => {
    const x = k.map(place);
    x.splice(face, 0, 1);
    const size = ball.gauge(x) * (1 + 1e-12);
    return x.map((c) => c / size);
  };
  const points: number[][] = [];
  let spread = 1;
  const orders = permutations(dim - 1);
  const round = adversary.kind === 'lp';
  for (let face = 0; face < dim; face++) {
    forEachIndex(dim - 1, cells + 1, (k) => points.push(onBoundary(face, k)));
    // An l_p ball looks the same through every facet of the cube.
    if (round && face > 0) continue;
    forEachIndex(dim - 1, cells, (k) => {
      for (const order of orders) {
        const corner = [...k];
        const simplex = [onBoundary(face, corner)];
        for (const axis of order) {
          corner[axis]!++;
          simplex.push(onBoundary(face, corner));
        }
        const normal = solve(
          simplex,
          simplex.map(() => 1),
        );
        spread = Math.max(spread, normal === null ? Infinity : ball.support(normal));
      }
    });
  }
  return { points: distinct(points), spread: spread * (1 + 1e-9) };
}

/** Points on common edges of two facets appear once, up to sign. */
function distinct(points: readonly number[][]): number[][] {
  const seen = new Map<string, number[]>();
  for (const x of points) {
    const sign = Math.sign(x.find((c) => Math.abs(c) > 1e-9) ?? 1);
    const key = x.map((c) => Math.round(c * sign * 1e9) + 0).join(',');
    if (!seen.has(key)) seen.set(key, x);
  }
  return [...seen.values()];
}

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, i) => [...rest.slice(0, i), n - 1, ...rest.slice(i)]),
  );
}

function forEachIndex(length: number, size: number, visit: (k: readonly number[]) => void): void {
  const k = new Array<number>(length).fill(0);
  for (;;) {
    visit(k);
    let i = 0;
    while (i < length && ++k[i]! === size) k[i++] = 0;
    if (i === length) return;
  }
}
