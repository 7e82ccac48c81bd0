/** Scores with finitely many sizes and fair signs: what their sums exceed, added up over all sizes and signs. */
import type { SteepnessLaw } from '../../src/formula/enclosure/slopes.ts';

/** Sizes and their probabilities; what is missing of 1 lies at 0. */
export type Atoms = readonly (readonly [size: number, mass: number])[];

/** A law known exactly, and jumps of this height. */
export function finiteLaw(atoms: Atoms, jumps = 0): SteepnessLaw {
  const own = {
    sizes: Float64Array.from(atoms, ([size]) => size),
    masses: Float64Array.from(atoms, ([, mass]) => mass),
  };
  return { ...own, below: own, unbounded: jumps, rare: { mass: 0, atLeast: jumps }, spread: 0, lost: 0 };
}

/** E(|sum w_i s_i| - c)_+ over all sizes and signs. */
export function excessByHand(laws: readonly Atoms[], weights: readonly number[], c: number): number {
  let sums: (readonly [number, number])[] = [[0, 1]];
  laws.forEach((atoms, i) => {
    const missing = 1 - atoms.reduce((sum, [, mass]) => sum + mass, 0);
    const all: Atoms = missing > 1e-12 ? [...atoms, [0, missing]] : atoms;
    sums = sums.flatMap(([at, p]) =>
      all.flatMap(([size, mass]) => [1, -1].map((sign) => [at + sign * weights[i]! * size, 0.5 * p * mass] as const)),
    );
  });
  return sums.reduce((total, [at, p]) => total + p * Math.max(0, Math.abs(at) - c), 0);
}
