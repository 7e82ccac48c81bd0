/** Labelled images, whatever file they come from. */

/** One image: flat, channels then rows then columns, values in [0, 1]. */
export interface LabelledImage {
  /** Position in the data set. */
  readonly index: number;
  readonly pixels: Float32Array;
  readonly label: number;
}

/** [channels, height, width]. */
export type ImageShape = readonly [channels: number, height: number, width: number];

/** Labelled images, read one at a time by their index from 0. */
export interface DataSet {
  /** For people and logs: "CIFAR-10 binary, test_batch.bin". */
  readonly name: string;
  /** SHA-256 over all its files (and over the options that change pixels, where there are any), in hexadecimal. */
  readonly sha256: string;
  readonly size: number;
  /** [channels, height, width] of every image. */
  readonly shape: readonly [number, number, number];
  /** Names of the classes, where the data says them. */
  readonly classNames: readonly string[] | null;
  /**
   * q where all values are multiples of 1/q: 255 for 8 bits, 1 for black and white; null or absent where that is not
   * known.
   */
  readonly grid?: number | null;
  /** Reads one image. Throws InvalidInput naming the file and what is wrong in it. */
  read(index: number): Promise<LabelledImage>;
}

/** A data set as its reader hands it out. */
export interface OpenedDataSet extends DataSet {
  /** The format it was read as. */
  readonly format: DataFormat;
  /** The largest label: a model needs at least this many classes and one more. */
  readonly largestLabel: number;
  /** What was assumed or changed in reading, a sentence each: to be shown to the person once. */
  readonly notes: readonly string[];
}

/** The formats that are read. */
export const DATA_FORMATS = ['cifar10', 'cifar100', 'idx', 'npy', 'npz', 'folder', 'sheet'] as const;
/** The formats of labelled images that are read (docs/data.md). */
export type DataFormat = (typeof DATA_FORMATS)[number];
