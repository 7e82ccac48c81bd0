/** Labelled images, whatever file they come from. */

/** One image: flat, channels then rows then columns, values in [0, 1]. */
export interface LabelledImage {
  /** Position in the data set. */
  readonly index: number;
  readonly pixels: Float32Array;
  readonly label: number;
}

export interface DataSet {
  /** For people and logs: "CIFAR-10 binary, test_batch.bin". */
  readonly name: string;
  /** SHA-256 over all its files, in hexadecimal. */
  readonly sha256: string;
  readonly size: number;
  /** [channels, height, width] of every image. */
  readonly shape: readonly [number, number, number];
  /** Names of the classes, where the data says them. */
  readonly classNames: readonly string[] | null;
  /** Reads one image. Throws InvalidInput naming the file and what is wrong in it. */
  read(index: number): Promise<LabelledImage>;
}
