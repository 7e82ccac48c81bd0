/**
 * Finite unions of rational boxes: sets that need not be convex or connected, measured exactly. They are what W3 is
 * tested on beyond convex bodies.
 *
 * Along a direction v two numbers differ: the *shadow* |v| vol_{d-1}(projection of S), which counts every line that
 * meets S once, and the *perimeter form* P_v(S) = 1/2 int |<n, v>| dS = lim |S \ (S + r v)|/r, which counts it once for
 * every interval in which it meets S. shadow <= P_v, with equality for convex S. The growth of uniform noise is
 * governed by P_v. W3 holds for both: see docs/geometry.md, "Minimal shadows".
 */
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { ONE, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import { intervalUnionLength, polygonUnionArea, type PlanePoint } from './polygon-union.ts';

/** The box prod [lower_i, upper_i]. */
export interface RationalBox {
  readonly lower: readonly Rational[];
  readonly upper: readonly Rational[];
}

/** A union of boxes of R^dim, which may overlap. */
export interface BoxUnion {
  readonly dim: number;
  readonly boxes: readonly RationalBox[];
}

/** Checks the boxes: at least one, all of one dimension, lower < upper. */
export function boxUnion(boxes: readonly RationalBox[]): BoxUnion {
  const dim = boxes[0]?.lower.length ?? 0;
  if (dim === 0) throw new InvalidInput('A union of boxes needs at least one box.', { code: 'argument' });
  boxes.forEach(({ lower, upper }, k) => {
    if (lower.length !== dim || upper.length !== dim)
      throw new InvalidInput(`Box ${k + 1} is not in R^${dim}.`, { code: 'dimension' });
    if (lower.some((x, i) => x.compare(upper[i]!) >= 0))
      throw new InvalidInput(`Box ${k + 1} is flat or empty.`, { code: 'argument' });
  });
  return { dim, boxes };
}

/** The grid of all box ends: per axis the sorted coordinates, and the cells inside the union. */
interface CellGrid {
  readonly ends: readonly (readonly Rational[])[];
  readonly inside: ReadonlySet<number>;
  /** Cell index = sum position_i * strides_i. */
  readonly strides: readonly number[];
  readonly counts: readonly number[];
}

function cellGrid({ dim, boxes }: BoxUnion): CellGrid {
  const ends = Array.from({ length: dim }, (_, i) => {
    const all = new Map(boxes.flatMap((b) => [b.lower[i]!, b.upper[i]!]).map((x) => [x.toFraction(), x]));
    return [...all.values()].sort((a, b) => a.compare(b));
  });
  const counts = ends.map((list) => list.length - 1);
  const strides: number[] = [];
  let cells = 1;
  for (const count of counts) {
    strides.push(cells);
    cells *= count;
  }
  if (cells > 2_000_000)
    throw new InvalidInput('The union has too many boxes to measure exactly.', { code: 'too-large' });
  const inside = new Set<number>();
  for (const { lower, upper } of boxes) {
    const ranges = ends.map((list, i) => [
      list.findIndex((x) => x.equals(lower[i]!)),
      list.findIndex((x) => x.equals(upper[i]!)),
    ]);
    const visit = (axis: number, index: number): void => {
      if (axis === dim) {
        inside.add(index);
        return;
      }
      for (let k = ranges[axis]![0]!; k < ranges[axis]![1]!; k++) visit(axis + 1, index + k * strides[axis]!);
    };
    visit(0, 0);
  }
  return { ends, inside, strides, counts };
}

/** Product over axes other than `skip` of the widths of the cell. */
function cellSize(grid: CellGrid, cell: number, skip: number): Rational {
  return grid.ends.reduce((product, list, i) => {
    if (i === skip) return product;
    const k = Math.floor(cell / grid.strides[i]!) % grid.counts[i]!;
    return product.mul(list[k + 1]!.sub(list[k]!));
  }, ONE);
}

/** |S|, exactly. */
export function boxUnionVolume(union: BoxUnion): Rational {
  const grid = cellGrid(union);
  return [...grid.inside].reduce((sum, cell) => sum.add(cellSize(grid, cell, -1)), ZERO);
}

/** P_v(S) = 1/2 int |<n, v>| dS over the boundary, exactly: lim |S \ (S + r v)|/r. */
export function boxUnionPerimeter(union: BoxUnion, v: readonly Rational[]): Rational {
  const grid = cellGrid(union);
  let total = ZERO;
  for (let axis = 0; axis < union.dim; axis++) {
    if (v[axis]!.n === 0n) continue;
    let area = ZERO;
    for (const cell of grid.inside) {
      const k = Math.floor(cell / grid.strides[axis]!) % grid.counts[axis]!;
      // Faces towards larger coordinates; those towards smaller ones have the same area in all.
      const open = k + 1 === grid.counts[axis]! || !grid.inside.has(cell + grid.strides[axis]!);
      if (open) area = area.add(cellSize(grid, cell, axis));
    }
    total = total.add(area.mul(v[axis]!.abs()));
  }
  return total;
}

/**
 * |v|_2 vol_{d-1}(projection of S along v), exactly: in any dimension along a coordinate axis, and along every rational
 * v for d <= 3.
 */
export function boxUnionShadow(union: BoxUnion, v: readonly Rational[]): Rational {
  const { dim, boxes } = union;
  if (v.length !== dim)
    throw new InvalidInput(`The direction has ${v.length} coordinates, but the set is in R^${dim}.`, {
      code: 'dimension',
    });
  const nonzero = v.flatMap((x, i) => (x.n === 0n ? [] : [i]));
  if (nonzero.length === 0) return ZERO;
  const along = nonzero[0]!;
  const speed = v[along]!.abs();
  if (dim === 1) return speed;
  if (nonzero.length === 1) {
    const without = (x: readonly Rational[]): Rational[] => x.filter((_, i) => i !== along);
    const flat = boxes.map(({ lower, upper }) => ({ lower: without(lower), upper: without(upper) }));
    return speed.mul(boxUnionVolume(boxUnion(flat)));
  }
  if (dim > 3)
    throw new InvalidInput('Shadows along directions other than the axes are computed for d <= 3.', {
      code: 'dimension',
    });
  // Slide along v into the plane x_along = 0; areas there are those across v times |v|/|v_along|.
  const slide = (x: readonly Rational[]): Rational[] =>
    x.flatMap((value, i) => (i === along ? [] : [value.sub(x[along]!.mul(v[i]!).div(v[along]!))]));
  const shadows = boxes.map((b) => corners(b).map(slide));
  if (dim === 2) {
    return speed.mul(
      intervalUnionLength(
        shadows.map((points) => {
          const values = points.map(([x]) => x!).sort((a, b) => a.compare(b));
          return [values[0]!, values.at(-1)!] as const;
        }),
      ),
    );
  }
  return speed.mul(polygonUnionArea(shadows.map((points) => points.map(([x, y]): PlanePoint => [x!, y!]))));
}

function corners({ lower, upper }: RationalBox): Rational[][] {
  return Array.from({ length: 2 ** lower.length }, (_, k) => lower.map((x, i) => ((k >> i) & 1 ? upper[i]! : x)));
}
