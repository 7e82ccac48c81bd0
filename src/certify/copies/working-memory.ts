/**
 * Working memory for one sample and a batch of copies, and what is done to them: by WebAssembly where there are vector
 * instructions, else by TypeScript, with the same bits.
 */

/**
 * Laws with one word a coordinate, at scale 1: the cube, the standard normal, the Laplace law e^{-|x|}, and a sign
 * times a quantile read from a table (quantile-table.ts).
 */
export type CoordinateLaw = 'uniform' | 'gaussian' | 'laplace' | 'table';

/** Where a copy goes that is not to stand in the batch: to `row`. */
export const ROW = -1;

export interface WorkingMemory {
  readonly backend: 'wasm' | 'typescript';
  /** The sample, `dim` numbers. */
  readonly values: Float32Array;
  /** The image, `dim` numbers. */
  readonly pixels: Float32Array;
  /** One copy, `dim` numbers. */
  readonly row: Float32Array;
  /** Copies, one after the other; empty until `reserve`. A copy may leave anything in the 31 numbers that follow it. */
  readonly batch: Float32Array;
  /** Makes room for a batch of so many numbers. All views of this memory taken before may be void. */
  reserve(length: number): void;
  /** values = scale * coordinates of (image, sample); `scale` is a float32. */
  fill(law: CoordinateLaw, image: number, sample: number, scale: number): void;
  /** Pixels plus what `fill` would give, to batch[at], batch[at + 1], ..., or to ROW. */
  fillCopy(law: CoordinateLaw, image: number, sample: number, scale: number, at: number): void;
  /** Sum of floor(2^26 x^2) over the values, x^2 in float32: an integer, so the same in any order. For |x| < 8. */
  squares(): number;
  /** Sum of floor(2^26 |x|) over the values. For |x| < 64. */
  sizes(): number;
  /** values *= factor, a float32. */
  multiply(factor: number): void;
  /** Pixels plus factor * values, two roundings, to batch[at], batch[at + 1], ..., or to ROW. */
  multiplyCopy(factor: number, at: number): void;
}
