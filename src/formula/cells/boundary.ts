/** The boundary of the cube [-L, L]^d in pieces: one of every pair of mirror images, or of all of them. */

/** A box without width along one axis. */
export interface BoundaryPiece {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** How often it was halved. */
  readonly depth: number;
}

/** Faces of the cube cut into `cuts` equal steps from 0 to L, and to -L where the density is only even. */
export function boundaryPieces(dim: number, halfSize: number, cuts: number, mirrored: boolean): BoundaryPiece[] {
  const steps = Array.from({ length: mirrored ? cuts : 2 * cuts }, (_, k) => (mirrored ? k : k - cuts));
  const pieces: BoundaryPiece[] = [];
  for (let face = 0; face < dim; face++) {
    // By evenness the face at -L is the image of that at L.
    let boxes: { lower: number[]; upper: number[] }[] = [{ lower: [], upper: [] }];
    for (let i = 0; i < dim; i++) {
      const ends =
        i === face ? [[halfSize, halfSize]] : steps.map((k) => [(halfSize * k) / cuts, (halfSize * (k + 1)) / cuts]);
      boxes = boxes.flatMap(({ lower, upper }) =>
        ends.map(([low, high]) => ({ lower: [...lower, low!], upper: [...upper, high!] })),
      );
    }
    pieces.push(...boxes.map((box) => ({ ...box, depth: 0 })));
  }
  return pieces;
}

/** Both halves along the longest side; null for a point. */
export function halvedPiece({ lower, upper, depth }: BoundaryPiece): [BoundaryPiece, BoundaryPiece] | null {
  const widths = lower.map((low, i) => upper[i]! - low);
  const longest = widths.indexOf(Math.max(...widths));
  if (!(widths[longest]! > 0)) return null;
  const middle = 0.5 * (lower[longest]! + upper[longest]!);
  const replaced = (side: readonly number[]): number[] => side.map((x, i) => (i === longest ? middle : x));
  return [
    { lower, upper: replaced(upper), depth: depth + 1 },
    { lower: replaced(lower), upper, depth: depth + 1 },
  ];
}
