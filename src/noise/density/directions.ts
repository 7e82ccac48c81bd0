/**
 * Directions of an adversary, up to the symmetries of a density: one of each class, with the mirror images that one box
 * stands for.
 */

/** Changes of variables that leave a density as it is, proved. */
export interface Symmetry {
  readonly even: boolean;
  /** Even in every coordinate. */
  readonly mirrored: boolean;
  /** Exchanges of two coordinates, as permutations. */
  readonly swaps: readonly (readonly number[])[];
}

export interface Direction {
  /**
   * v, and where the density is even in every coordinate all that changes of sign make of it, up to its own sign; in
   * units of the scales.
   */
  readonly orbit: readonly Float64Array[];
  /** |v|_1. */
  readonly size: number;
}

/** One direction of each class; the points are v, the directions v/s. */
export function directionsOf(
  points: readonly (readonly number[])[],
  scales: Float64Array,
  { mirrored, swaps }: Symmetry,
): Direction[] {
  const seen = new Set<string>();
  const found: Direction[] = [];
  for (const point of points) {
    const v = point.map((x, i) => x / scales[i]!);
    if (seen.has(keyOf(v))) continue;
    const orbit = mirrored ? flips(v) : [v];
    for (const w of exchanged(orbit, swaps)) seen.add(keyOf(w));
    found.push({
      orbit: orbit.map((w) => Float64Array.from(w)),
      size: v.reduce((sum, x) => sum + Math.abs(x), 0) * (1 + 1e-14),
    });
  }
  return found;
}

/** The same up to sign: the first coordinate that is not 0 is positive. */
function canonical(v: readonly number[]): number[] {
  const sign = Math.sign(v.find((x) => x !== 0) ?? 1);
  return v.map((x) => x * sign + 0);
}

const keyOf = (v: readonly number[]): string => canonical(v).join();

function flips(v: readonly number[]): number[][] {
  const all = v.reduce<number[][]>(
    (partial, x) =>
      partial.flatMap((w) =>
        x === 0
          ? [[...w, 0]]
          : [
              [...w, x],
              [...w, -x],
            ],
      ),
    [[]],
  );
  return [...new Map(all.map((w) => [keyOf(w), canonical(w)])).values()];
}

/** Everything that exchanges make of the directions. */
function exchanged(orbit: readonly number[][], swaps: readonly (readonly number[])[]): number[][] {
  const known = new Map(orbit.map((w) => [keyOf(w), w]));
  const open = [...orbit];
  for (let w = open.pop(); w !== undefined; w = open.pop()) {
    for (const order of swaps) {
      const next = order.map((i) => w[i]!);
      if (known.has(keyOf(next))) continue;
      known.set(keyOf(next), next);
      open.push(next);
    }
  }
  return [...known.values()];
}
