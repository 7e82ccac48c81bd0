/**
 * The gauge of conv{+-a_1, ..., +-a_n}: min sum |c_i| subject to sum c_i a_i = x, a linear program.
 *
 * It is the gauge of a V-polytope and, on the facet normals, the support function of an H-polytope; with atoms
 * generated on demand it is the gauge of every body whose support points can be computed.
 *
 * An own revised simplex method rather than the HiGHS package, because gauges are called synchronously (and by the
 * thousand inside random walks) while HiGHS must first be loaded asynchronously and takes its problems as text. The
 * symmetry makes the method short: any d independent atoms, with signs, are a feasible basis, so there is no first
 * phase. Every result carries a dual certificate, so the value is enclosed: lower <= gauge <= upper.
 */
import { inverse } from '../../numeric/algebra/linear-algebra.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Vector } from '../body.ts';

/** Relative gap at which the simplex method stops. */
const TOLERANCE = 1e-12;
/** Pivots between fresh factorizations of the basis. */
const REFRESH = 40;

/** The oracle of column generation: an atom a (a point of the body) with <a, u> largest. */
export type AtomOracle = (u: Vector) => ArrayLike<number>;

export interface AtomicValue {
  /** The gauge is at most this: x = sum of atoms with these total weights. */
  readonly upper: number;
  /** The gauge is at least this: <x, dual> / max |<a, dual>|. */
  readonly lower: number;
  /** A subgradient: <x, dual> = upper and |<a, dual>| <= upper / lower for every atom. */
  readonly dual: number[];
}

/** Solves gauge problems over one set of atoms; keeps the last basis, so nearby points are cheap. */
export class AtomicNorm {
  private readonly dim: number;
  private readonly atoms: ArrayLike<number>[];
  private readonly oracle: AtomOracle | null;
  /** Indices of the basic atoms, and the inverse of the matrix whose columns they are, each up to its sign. */
  private basis: number[] = [];
  private inverse: number[][] = [];

  /**
   * `atoms` spans R^dim, or `oracle` supplies more. With an oracle the atoms are the ones generated so far, and the
   * value is that of the whole body to relative accuracy `tolerance`.
   */
  constructor(dim: number, atoms: readonly ArrayLike<number>[], oracle: AtomOracle | null = null) {
    this.dim = dim;
    this.atoms = [...atoms];
    this.oracle = oracle;
  }

  /** The gauge of x, enclosed. With an oracle on a smooth body, to relative accuracy `tolerance` (default 1e-10). */
  gauge(x: Vector, tolerance = this.oracle === null ? TOLERANCE : 1e-10): AtomicValue {
    if (this.basis.length === 0) this.chooseBasis();
    let weights = this.primal(x);
    let stalled = 0;
    const limit = 2000 + 50 * (this.atoms.length + this.dim);
    for (let pivot = 1; pivot <= limit; pivot++) {
      const dual = this.dualVector();
      const upper = weights.reduce((sum, w) => sum + w, 0);
      // Bland's rule (the first improving atom) once progress stalls, so that degenerate pivots cannot cycle.
      const entering = this.price(dual, tolerance, stalled > 3 * this.dim + 10);
      if (entering.score <= 1 + tolerance || upper === 0) {
        return { upper, lower: upper / Math.max(1, entering.largest), dual };
      }
      this.exchange(entering.index, entering.sign, weights);
      if (pivot % REFRESH === 0) this.factorize();
      weights = this.primal(x);
      const next = weights.reduce((sum, w) => sum + w, 0);
      stalled = next < upper * (1 - 1e-13) ? 0 : stalled + 1;
      if (this.oracle !== null && stalled > 20 * this.dim + 100) break;
    }
    const dual = this.dualVector();
    const { largest } = this.price(dual, tolerance, false);
    const upper = this.primal(x).reduce((sum, w) => sum + w, 0);
    return { upper, lower: upper / Math.max(1, largest), dual };
  }

  /** The atom with the largest |<a, dual>| (or, for Bland's rule, the first above 1). */
  private price(
    dual: number[],
    tolerance: number,
    first: boolean,
  ): { index: number; sign: number; score: number; largest: number } {
    let index = -1;
    let score = 0;
    let sign = 1;
    let largest = 0;
    for (let i = 0; i < this.atoms.length; i++) {
      const value = product(this.atoms[i]!, dual);
      const size = Math.abs(value);
      if (size > largest) largest = size;
      if (first ? index < 0 && size > 1 + tolerance : size > score) {
        index = i;
        score = size;
        sign = value < 0 ? -1 : 1;
      }
    }
    if (this.oracle !== null && score <= 1 + tolerance) {
      const atom = Float64Array.from(this.oracle(dual));
      const value = product(atom, dual);
      largest = Math.max(largest, value);
      if (value > 1 + tolerance && value > score) {
        this.atoms.push(atom);
        return { index: this.atoms.length - 1, sign: 1, score: value, largest };
      }
    }
    return { index, sign, score, largest };
  }

  /** Weights of x in the basis; atoms with negative weight are replaced by their mirror images (a row changes sign). */
  private primal(x: Vector): number[] {
    const weights = this.inverse.map((row) => product(row, x));
    weights.forEach((weight, i) => {
      if (weight >= 0) return;
      weights[i] = -weight;
      this.inverse[i] = this.inverse[i]!.map((value) => -value);
    });
    return weights;
  }

  /** The u with <u, a> = 1 for every basic atom. */
  private dualVector(): number[] {
    const dual = Array.from({ length: this.dim }, () => 0);
    for (const row of this.inverse) for (let j = 0; j < this.dim; j++) dual[j] = dual[j]! + row[j]!;
    return dual;
  }

  private exchange(index: number, sign: number, weights: readonly number[]): void {
    const atom = this.atoms[index]!;
    const direction = this.inverse.map((row) => sign * product(row, atom));
    let leaving = -1;
    let best = Infinity;
    direction.forEach((w, i) => {
      if (w <= 1e-11) return;
      const ratio = weights[i]! / w;
      if (ratio < best || (ratio === best && this.basis[i]! < this.basis[leaving]!)) {
        best = ratio;
        leaving = i;
      }
    });
    if (leaving < 0)
      throw new InvalidInput('The body is unbounded or flat: the gauge has no finite value.', { code: 'body' });
    this.basis[leaving] = index;
    const pivotRow = this.inverse[leaving]!.map((value) => value / direction[leaving]!);
    this.inverse = this.inverse.map((row, i) =>
      i === leaving ? pivotRow : row.map((value, j) => value - direction[i]! * pivotRow[j]!),
    );
  }

  private factorize(): void {
    const matrix = Array.from({ length: this.dim }, (_, row) => this.basis.map((index) => this.atoms[index]![row]!));
    const fresh = inverse(matrix);
    if (fresh !== null) this.inverse = fresh;
  }

  /** A first basis: greedily the atom farthest from the span of those chosen. */
  private chooseBasis(): void {
    const directions: number[][] = [];
    const left = this.atoms.map((atom) => Array.from(atom));
    for (let k = 0; k < this.dim; k++) {
      const chosen = this.oracle === null ? farthest(left) : this.generate(directions, left);
      const residual = left[chosen]!;
      const length = Math.sqrt(product(residual, residual));
      if (!(length > 1e-13 * this.largestAtom()))
        throw new InvalidInput('The body is flat: its points do not span the space.', { code: 'body' });
      const direction = residual.map((value) => value / length);
      directions.push(direction);
      this.basis.push(chosen);
      for (const vector of left) subtractProjection(vector, direction);
    }
    this.factorize();
  }

  private largestAtom(): number {
    return this.atoms.reduce((largest, atom) => Math.max(largest, Math.sqrt(product(atom, atom))), 0);
  }

  /** Asks the oracle for an atom outside the span of the directions so far. */
  private generate(directions: readonly number[][], left: number[][]): number {
    let best: number[] = [];
    let size = 0;
    for (let j = 0; j < this.dim; j++) {
      const axis = Array.from({ length: this.dim }, (_, i) => (i === j ? 1 : 0));
      for (const direction of directions) subtractProjection(axis, direction);
      const length = product(axis, axis);
      if (length > size) {
        size = length;
        best = axis;
      }
      if (length > 0.5) break;
    }
    const atom = Float64Array.from(this.oracle!(best));
    this.atoms.push(atom);
    const residual = Array.from(atom);
    for (const direction of directions) subtractProjection(residual, direction);
    left.push(residual);
    return left.length - 1;
  }
}

function farthest(vectors: readonly number[][]): number {
  let index = 0;
  let largest = -1;
  vectors.forEach((vector, i) => {
    const length = product(vector, vector);
    if (length > largest) {
      largest = length;
      index = i;
    }
  });
  return index;
}

function subtractProjection(vector: number[], direction: readonly number[]): void {
  const amount = product(vector, direction);
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - amount * direction[i]!;
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
