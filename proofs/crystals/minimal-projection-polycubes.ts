/**
 * Polycubes: finite unions of unit cells of the lattice Z^d, convex or not. Their shadows along the coordinate axes and
 * along the diagonals of the cube are counted exactly, and so is what they lose when moved.
 */
import { ZERO, ratio, toRational, type Rational } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { factorial } from '../vocabulary/level-volumes.ts';

/** The cell z + [0, 1]^d. */
export type Cell = readonly number[];
export type Polycube = readonly Cell[];

/** vol(Pi_v S) along v = e_i, the shadow: each column of cells once. */
export function shadowAlongAxis(polycube: Polycube, axis: number): Rational {
  return ratio(new Set(polycube.map((cell) => cell.filter((_, i) => i !== axis).join())).size);
}

/**
 * vol(Pi_v S) along a diagonal v in {-1, 1}^d, the shadow. Along (1, ..., 1) the cell's d! Kuhn simplices
 * z, z + e_{i_1}, z + e_{i_1} + e_{i_2}, ... fall onto d! alcoves of volume 1/(d-1)! (in units where
 * vol(Pi_v) = |v|_2 vol_{d-1}), and alcoves of different cells either coincide or have disjoint interiors.
 */
export function shadowAlongDiagonal(polycube: Polycube, v: readonly number[]): Rational {
  const d = v.length;
  const alcoves = new Set<string>();
  for (const cell of polycube) {
    // Mirror the coordinates where v is negative, so that the diagonal becomes (1, ..., 1).
    const mirrored = cell.map((z, i) => (v[i]! > 0 ? z : -z - 1));
    for (const order of permutations(d)) alcoves.add(alcove(mirrored, order));
  }
  return ratio(alcoves.size).div(factorial(d - 1));
}

/** The Kuhn simplex's vertices modulo (1, ..., 1), each by its differences to the last coordinate, in sorted order. */
function alcove(cell: Cell, order: readonly number[]): string {
  const vertex = [...cell];
  const vertices = order.map((axis) => {
    const key = vertex.map((z) => z - vertex[vertex.length - 1]!).join();
    vertex[axis]!++;
    return key;
  });
  return vertices.sort().join(';');
}

/**
 * 1/2 int_{bd S} |<n, v>|: what the growth of uniform noise on S sees. A shadow counts each line once, this each
 * interval.
 */
export function perimeterForm(polycube: Polycube, v: readonly number[]): Rational {
  const cells = new Set(polycube.map((cell) => cell.join()));
  let exposed = 0;
  for (const cell of polycube) {
    v.forEach((component, axis) => {
      const next = cell.map((z, i) => (i === axis ? z + 1 : z));
      // Facets come in pairs, one on each side of an interval of cells: count the upper ones.
      if (!cells.has(next.join())) exposed += Math.abs(component);
    });
  }
  return toRational(exposed);
}

/** |S n (S + t v)| for a rational t. */
export function overlapVolume(polycube: Polycube, v: readonly number[], t: Rational): Rational {
  let total = ZERO;
  for (const a of polycube) {
    for (const b of polycube) {
      let cellOverlap = ratio(1);
      for (let i = 0; i < v.length; i++) {
        const gap = ratio(1).sub(
          ratio(a[i]! - b[i]!)
            .sub(t.mul(ratio(v[i]!)))
            .abs(),
        );
        cellOverlap = gap.s > 0n ? cellOverlap.mul(gap) : ZERO;
        if (cellOverlap.n === 0n) break;
      }
      total = total.add(cellOverlap);
    }
  }
  return total;
}

/** A random polycube of `count` distinct cells of {0, ..., side-1}^dim: scattered, in several pieces as a rule. */
export function scatteredPolycube(random: RandomStream, dim: number, side: number, count: number): Polycube {
  const cells = new Map<string, Cell>();
  while (cells.size < count) {
    const cell = Array.from({ length: dim }, () => random.integer(side));
    cells.set(cell.join(), cell);
  }
  return [...cells.values()];
}

/** A random connected polycube of `count` cells, grown one neighbour at a time. */
export function grownPolycube(random: RandomStream, dim: number, count: number): Polycube {
  const cells = new Map<string, Cell>([[Array(dim).fill(0).join(), Array<number>(dim).fill(0)]]);
  while (cells.size < count) {
    const from = [...cells.values()][random.integer(cells.size)]!;
    const axis = random.integer(dim);
    const step = random.sign();
    const cell = from.map((z, i) => (i === axis ? z + step : z));
    cells.set(cell.join(), cell);
  }
  return [...cells.values()];
}

function permutations(n: number): readonly (readonly number[])[] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((shorter) =>
    Array.from({ length: n }, (_, place) => [...shorter.slice(0, place), n - 1, ...shorter.slice(place)]),
  );
}
