/** Images in memory, as a parser finds them; and the data set made of them. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { DataFormat, ImageShape, LabelledImage, OpenedDataSet } from './data-set.ts';

/** What a parser finds in a file. */
export interface StoredImages {
  readonly size: number;
  readonly shape: ImageShape;
  /** One label an image, checked. */
  readonly labels: Int32Array;
  /** As in DataSet. */
  readonly grid: number | null;
  /** A fresh array: channels, rows, columns, values in [0, 1]. */
  pixels(index: number): Float32Array;
}

/** byte / 255 in single precision, as every training pipeline has it. */
const UNIT_BYTES: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Bytes stored as channels, rows, columns: value / 255. */
export function planarBytes(bytes: Uint8Array): Float32Array {
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) pixels[i] = UNIT_BYTES[bytes[i]!]!;
  return pixels;
}

/** Bytes stored pixel by pixel (rows, columns, channels): value / 255, channels first. */
export function interleavedBytes(bytes: Uint8Array, channels: number): Float32Array {
  const area = bytes.length / channels;
  const pixels = new Float32Array(bytes.length);
  for (let i = 0, at = 0; i < area; i++) {
    for (let c = 0; c < channels; c++) pixels[c * area + i] = UNIT_BYTES[bytes[at++]!]!;
  }
  return pixels;
}

/**
 * Bytes of an image in either order of axes, in either range; channels first in the result. In the range 0..1 the bytes
 * are 0 and 1 themselves.
 */
export function bytePixels(
  bytes: Uint8Array,
  channels: number,
  layout: 'nchw' | 'nhwc',
  range: '0..1' | '0..255',
): Float32Array {
  const whole = range === '0..255' ? bytes : bytes.map((byte) => 255 * byte);
  return layout === 'nchw' ? planarBytes(whole) : interleavedBytes(whole, channels);
}

/** Several files of one data set, one after the other. They agree in shape. */
export function concatenated(parts: readonly StoredImages[]): StoredImages {
  if (parts.length === 1) return parts[0]!;
  const labels = new Int32Array(parts.reduce((sum, part) => sum + part.size, 0));
  const starts: number[] = [];
  let size = 0;
  for (const part of parts) {
    starts.push(size);
    labels.set(part.labels, size);
    size += part.size;
  }
  return {
    size,
    shape: parts[0]!.shape,
    labels,
    grid: parts.every(({ grid }) => grid === parts[0]!.grid) ? parts[0]!.grid : null,
    pixels: (index) => {
      const part = starts.findLastIndex((start) => start <= index);
      return parts[part]!.pixels(index - starts[part]!);
    },
  };
}

/** What is known of a data set besides its images. */
export interface DataSetFacts {
  readonly format: DataFormat;
  readonly name: string;
  readonly sha256: string;
  readonly classNames: readonly string[] | null;
  readonly notes: readonly string[];
}

/** The data set made of images in memory. */
export function storedDataSet(images: StoredImages, facts: DataSetFacts): OpenedDataSet {
  return {
    ...facts,
    size: images.size,
    shape: images.shape,
    grid: images.grid,
    largestLabel: largest(images.labels),
    read(index): Promise<LabelledImage> {
      // An async function would do, but has nothing to wait for; errors must arrive as rejections all the same.
      return Promise.resolve().then(() => {
        requireIndex(index, images.size, facts.name);
        return { index, pixels: images.pixels(index), label: images.labels[index]! };
      });
    },
  };
}

/** The largest of the labels, -1 if there are none. */
export const largest = (labels: ArrayLike<number>): number => {
  let found = -1;
  for (let i = 0; i < labels.length; i++) found = Math.max(found, labels[i]!);
  return found;
};

/** Throws InvalidInput unless there is an image of this index. */
export function requireIndex(index: number, size: number, name: string): void {
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new InvalidInput(`There is no image ${index} in ${name}: it has images 0 to ${size - 1}.`, { code: 'data' });
  }
}
