/**
 * Working memory for one sample, and what is done to it: by WebAssembly where there are vector instructions, else by
 * TypeScript, with the same bits.
 */

/**
 * Laws with one word a coordinate, at scale 1: the cube, the standard normal, the Laplace law e^{-|x|}, and a sign times a
 * quantile read from a table (quantile-table.ts).
 */
export type CoordinateLaw = 'uniform' | 'gaussian' | 'laplace' | 'table';

export interface WorkingMemory {
  readonly backend: 'wasm' | 'typescript';
  /** The sample, `dim` numbers. */
  readonly values: Float32Array;
  /** The image that `addPixels` adds, `dim` numbers. */
  readonly pixels: Float32Array;
  /** values = scale * coordinates of (image, sample); `scale` is a float32. */
  fill(law: CoordinateLaw, image: number, sample: number, scale: number): void;
  /** Sum of floor(2^26 x^2) over the values, x^2 in float32: an integer, so the same in any order. For |x| < 8. */
  squares(): number;
  /** Sum of floor(2^26 |x|) over the values. For |x| < 64. */
  sizes(): number;
  /** values *= factor, a float32. */
  multiply(factor: number): void;
  /** values = pixels + values. */
  addPixels(): void;
}
