/**
 * Extreme rays of a pointed polyhedral cone {y : <row_i, y> >= 0}: the double description method (Motzkin, Raiffa,
 * Thompson, Thrall 1953; adjacency by the combinatorial test of Fukuda and Prodon 1996), in exact integer arithmetic.
 *
 * Both conversions of polytopes are instances: vertices of an H-polytope are the extreme rays of its homogenization,
 * and facets of a V-polytope those of the dual cone.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { crossProduct, independentRows, integerDot, primitive } from './integer-vector.ts';

/** Thrown when a polytope has too many faces to be worth listing; callers fall back to a route without lists. */
export class TooManyFaces extends InvalidInput {}

export interface ExtremeRays {
  /** Primitive integer vectors. */
  readonly rays: bigint[][];
  /** For every ray, the indices of the rows it lies on, ascending. */
  readonly zeros: number[][];
}

interface Ray {
  readonly vector: bigint[];
  /** Bit i is set when the i-th inserted row vanishes on the ray. */
  readonly zero: Uint32Array;
}

/**
 * The extreme rays of {y in R^dim : <row_i, y> >= 0}; null when the rows do not span R^dim (the cone holds a line).
 * Throws TooManyFaces beyond `limit` intermediate rays.
 */
export function extremeRays(rows: readonly (readonly bigint[])[], dim: number, limit = 20_000): ExtremeRays | null {
  const start = independentRows(rows, dim);
  if (start.length < dim) return null;
  const words = Math.ceil(rows.length / 32);
  const chosen = new Set(start);
  let rays: Ray[] = start.map((rowIndex) => {
    const others = start.filter((i) => i !== rowIndex);
    const vector = primitive(
      crossProduct(
        others.map((i) => rows[i]!),
        dim,
      ),
    );
    const positive = integerDot(rows[rowIndex]!, vector) > 0n ? vector : vector.map((x) => -x);
    const zero = new Uint32Array(words);
    for (const i of others) setBit(zero, i);
    return { vector: positive, zero };
  });
  for (let i = 0; i < rows.length; i++) {
    if (!chosen.has(i)) rays = insert(rays, rows[i]!, i, dim, limit);
  }
  return {
    rays: rays.map((ray) => ray.vector),
    zeros: rays.map((ray) => bits(ray.zero)),
  };
}

/** Cuts the cone by one more row. */
function insert(rays: Ray[], row: readonly bigint[], index: number, dim: number, limit: number): Ray[] {
  const values = rays.map((ray) => integerDot(row, ray.vector));
  const kept: Ray[] = [];
  const positive: number[] = [];
  const negative: number[] = [];
  values.forEach((value, i) => {
    if (value < 0n) {
      negative.push(i);
      return;
    }
    if (value === 0n) setBit(rays[i]!.zero, index);
    else positive.push(i);
    kept.push(rays[i]!);
  });
  if (negative.length === 0) return kept;
  const common = new Uint32Array(rays[0]!.zero.length);
  for (const p of positive) {
    for (const n of negative) {
      if (!intersect(rays[p]!.zero, rays[n]!.zero, common, dim - 2)) continue;
      if (!adjacent(rays, p, n, common)) continue;
      const up = values[p]!;
      const down = -values[n]!;
      const a = rays[n]!.vector;
      const b = rays[p]!.vector;
      const zero = common.slice();
      setBit(zero, index);
      kept.push({ vector: primitive(a.map((x, j) => up * x + down * b[j]!)), zero });
      if (kept.length > limit) {
        throw new TooManyFaces(`The polytope has more than ${limit} vertices or facets on the way; it is not listed.`, {
          code: 'too-large',
        });
      }
    }
  }
  return kept;
}

/** Writes a & b into `out`; false when fewer than `least` bits are common. */
function intersect(a: Uint32Array, b: Uint32Array, out: Uint32Array, least: number): boolean {
  let count = 0;
  for (let w = 0; w < out.length; w++) {
    const both = a[w]! & b[w]!;
    out[w] = both;
    count += populationCount(both);
  }
  return count >= least;
}

/** Two rays span a face iff no third ray lies on every row they share. */
function adjacent(rays: readonly Ray[], p: number, n: number, common: Uint32Array): boolean {
  for (let i = 0; i < rays.length; i++) {
    if (i === p || i === n) continue;
    const zero = rays[i]!.zero;
    let contained = true;
    for (let w = 0; w < common.length; w++) {
      if ((common[w]! & ~zero[w]!) !== 0) {
        contained = false;
        break;
      }
    }
    if (contained) return false;
  }
  return true;
}

function setBit(set: Uint32Array, index: number): void {
  const word = index >>> 5;
  set[word] = set[word]! | (1 << (index & 31));
}

function bits(set: Uint32Array): number[] {
  const out: number[] = [];
  for (let i = 0; i < set.length * 32; i++) if ((set[i >>> 5]! >>> (i & 31)) & 1) out.push(i);
  return out;
}

function populationCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
