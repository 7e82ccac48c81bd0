/** The known answers of test/reference/geometry-reference.py, by Qhull and mpmath. */
import { readFileSync } from 'node:fs';

export interface GeometryReference {
  readonly polytopes: readonly {
    readonly dim: number;
    readonly vertices: number[][];
    readonly count: number;
    readonly volume: number;
    readonly direction: number[];
    readonly shadow: number;
    readonly shift: number[];
    readonly overlap: number;
  }[];
  readonly zonotopes: readonly {
    readonly dim: number;
    readonly generators: number[][];
    readonly vertices: number;
    readonly volume: number;
    readonly direction: number[];
    readonly shadow: number;
  }[];
  readonly lpProjection: readonly { readonly p: number; readonly direction: number[]; readonly ratio: number }[];
  readonly lpPlanarOverlap: readonly { readonly p: number; readonly shift: number; readonly overlap: number }[];
  readonly signSums: readonly { readonly x: number[]; readonly mean: number }[];
  readonly walks: readonly { readonly n: number; readonly mean: string }[];
  readonly signDeterminants: readonly { readonly dim: number; readonly mean: number; readonly fourth: number }[];
}

export const reference = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/geometry-reference.json', import.meta.url), 'utf8'),
) as GeometryReference;

/** |a - b| relative to |b|. */
export function relativeError(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(b), Number.MIN_VALUE);
}

/** Normal vectors from a stream. */
export function normals(random: { normal(): number }, count: number, dim: number): number[][] {
  return Array.from({ length: count }, () => Array.from({ length: dim }, () => random.normal()));
}
