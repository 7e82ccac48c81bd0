/** The few shapes of batches that a model is run on. */

/** Rows below which no shape is worth it; a single row often has kernels of its own, which round otherwise. */
const LEAST = 4;

/**
 * Numbers of rows of a batch of at most `batch`, the largest first: all of it, a quarter, a quarter of that, down to
 * four or so.
 */
export function batchShapes(batch: number): number[] {
  const shapes = [batch];
  while (shapes.at(-1)! > LEAST) shapes.push(Math.max(LEAST, Math.ceil(shapes.at(-1)! / 4)));
  return shapes;
}

/** The least of the shapes that holds so many rows. */
export const shapeFor = (shapes: readonly number[], rows: number): number =>
  shapes.reduce((least, shape) => (shape >= rows ? shape : least), shapes[0]!);

/** Fills the rows from `rows` to `shape` with the first one; `length` numbers to a row. */
export function padRows(batch: Float32Array, rows: number, shape: number, length: number): void {
  for (let row = rows; row < shape; row++) batch.copyWithin(row * length, 0, length);
}
