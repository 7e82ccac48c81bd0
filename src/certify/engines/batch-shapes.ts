/** The few shapes of batches that a model is run on. */

/** Numbers of rows of a batch of at most `batch`, the largest first: all of it, a quarter, a sixteenth. */
export const batchShapes = (batch: number): number[] =>
  [...new Set([batch, Math.ceil(batch / 4), Math.ceil(batch / 16)])].sort((a, b) => b - a);

/** The least of the shapes that holds so many rows. */
export const shapeFor = (shapes: readonly number[], rows: number): number =>
  shapes.reduce((least, shape) => (shape >= rows ? shape : least), shapes[0]!);

/** Fills the rows from `rows` to `shape` with the first one; `length` numbers to a row. */
export function padRows(batch: Float32Array, rows: number, shape: number, length: number): void {
  for (let row = rows; row < shape; row++) batch.copyWithin(row * length, 0, length);
}
