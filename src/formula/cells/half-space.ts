/**
 * int q over a half-space {<u, y> >= t}, from above, on the cells of a tree.
 *
 * A cell that the plane misses counts with its mean, or not at all. Of one that it may cut at most a share s of the
 * volume lies beyond; with the range [a, b] and the mean m of q on the cell, what lies beyond has, per volume of the
 * cell, at most the integral min(m, s b, m - (1 - s) a).
 */
import { addUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';
import type { CellTree } from './cell-tree.ts';
import { MEAN_AT, RANGE_AT } from './cells.ts';

/** Rounding of a sum of a few products, relative to the sum of their sizes. */
const ROUNDING = 2 ** -48;
/** Axes along which the plane rises by less than this share of the steepest only move it: see `shareBeyond`. */
const FLAT = 1e-3;

/** An upper bound of the integral over the box with all of its images. */
export function integralBeyond(tree: CellTree, u: ArrayLike<number>, t: number): number {
  const { cells } = tree;
  const reaches = new Float64Array(cells.dim);
  let sum = 0;
  for (const { normal, images } of seenNormals(u, tree.mirrored)) {
    for (let k = 0; k < cells.count; k++) {
      let [level, reach, size] = [t, 0, 0];
      for (let i = 0; i < cells.dim; i++) {
        const [part, middle, half] = [normal[i]!, cells.middle(k, i), cells.half(k, i)];
        level -= part * middle;
        reaches[i] = Math.abs(part) * half;
        reach += reaches[i]!;
        size += Math.abs(part) * (Math.abs(middle) + half);
      }
      // Whatever level and reach owe to rounding is given away.
      const slack = ROUNDING * (size + Math.abs(t));
      if (level - slack > reach) continue;
      const mean = cells.high(k, MEAN_AT);
      const most = level + slack <= -reach ? mean : meanBeyond(cells, k, shareBeyond(reaches, level - slack));
      sum = addUp(sum, multiplyUp(images * cells.volume(k), most));
    }
  }
  return sum;
}

/** Where at most this share of the cell lies beyond. */
function meanBeyond(cells: CellTree['cells'], k: number, share: number): number {
  const mean = cells.high(k, MEAN_AT);
  const rest = multiplyDown(multiplyDown(1 - share, 1 - 2 ** -52), cells.low(k, RANGE_AT));
  return Math.min(mean, multiplyUp(share, cells.high(k, RANGE_AT)), addUp(mean, -rest));
}

/** A normal as it stands in an image of the box, and how many images see it so. */
interface SeenNormal {
  readonly normal: Float64Array;
  readonly images: number;
}

/** The images of the box are mirrored in every axis, or in 0 alone. */
function seenNormals(u: ArrayLike<number>, mirrored: boolean): SeenNormal[] {
  let seen: SeenNormal[] = [{ normal: Float64Array.from(u), images: 1 }];
  if (!mirrored) return [...seen, { normal: seen[0]!.normal.map((x) => -x), images: 1 }];
  for (let i = 0; i < u.length; i++) {
    seen = seen.flatMap(({ normal, images }) => {
      if (normal[i] === 0) return [{ normal, images: 2 * images }];
      return [normal, normal.map((x, j) => (i === j ? -x : x))].map((each) => ({ normal: each, images }));
    });
  }
  return seen;
}

/**
 * The share of [-1, 1]^d on which <a, x> >= t, a >= 0, at most: by inclusion and exclusion, sum over signs of
 * prod(sign) (<sign, a> - t)_+^d / (d! 2^d prod a). The smallest a_i, on which this would lose its digits, are given
 * their best: t - a_i in the place of t.
 */
export function shareBeyond(a: ArrayLike<number>, t: number): number {
  let steepest = 0;
  for (let i = 0; i < a.length; i++) steepest = Math.max(steepest, a[i]!);
  let [level, total, volume, axes] = [t, 0, 1, 0];
  for (let i = 0; i < a.length; i++) {
    if (a[i]! < FLAT * steepest) level -= a[i]!;
    else {
      total += a[i]!;
      volume *= 2 * ++axes * a[i]!;
    }
  }
  if (level <= -total) return 1;
  if (level > total * (1 + ROUNDING)) return 0;
  let sum = 0;
  for (let signs = 0; signs < 2 ** axes; signs++) {
    let [rest, sign, axis] = [-level, 1, 0];
    for (let i = 0; i < a.length; i++) {
      if (a[i]! < FLAT * steepest) continue;
      const isNegative = ((signs >> axis++) & 1) === 1;
      rest += isNegative ? -a[i]! : a[i]!;
      if (isNegative) sign = -sign;
    }
    if (rest > 0) sum += sign * rest ** axes;
  }
  // 2^d terms, none above (2 total)^d.
  const slack = ROUNDING * (4 * total) ** axes;
  return Math.min(1, Math.max(0, (sum + slack) / volume) * (1 + ROUNDING));
}
