/**
 * IDX files, the form of MNIST and its kin (LeCun, Cortes & Burges): two zero bytes, a byte of type, a byte of rank,
 * the sizes as big-endian 32-bit numbers, then the values. Images and labels are two files.
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { sizeOf } from '../../shape.ts';
import { bytePixels, type StoredImages } from '../stored-images.ts';
import type { ImageShape } from '../data-set.ts';
import { bytesRange, type ValueRange } from '../value-range.ts';

/** An array of unsigned bytes. */
export interface IdxArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;
const TYPES: Readonly<Record<number, string>> = {
  0x09: 'signed bytes',
  0x0b: '16-bit integers',
  0x0c: '32-bit integers',
  0x0d: '32-bit floats',
  0x0e: '64-bit floats',
};

/** Whether bytes begin as an IDX file does. */
export const looksLikeIdx = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && bytes[2]! >= 0x08 && bytes[2]! <= 0x0e && bytes[3]! >= 1;

/** Bytes that a file takes by its header, or null where its first bytes are no header of unsigned bytes. */
export function idxLength(start: Uint8Array): number | null {
  const rank = start[3] ?? 0;
  const header = 4 + 4 * rank;
  if (!looksLikeIdx(start) || start[2] !== UNSIGNED_BYTE || start.length < header) return null;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return header + sizeOf(Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i)));
}

/** Reads an IDX file of unsigned bytes (unzipped). Throws InvalidInput. */
export function parseIdx(bytes: Uint8Array, file: string): IdxArray {
  if (bytes.length === 0) throw new InvalidInput(`${file} is empty.`, { code: 'data' });
  if (!looksLikeIdx(bytes)) {
    const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    throw new InvalidInput(
      `${file} is no IDX file: it starts with ${start}, not with 00 00 08 (MNIST images: 00 00 08 03, labels: 00 00 08 01).`,
      { code: 'data' },
    );
  }
  if (bytes[2] !== UNSIGNED_BYTE) {
    const type = TYPES[bytes[2]!] ?? 'values of an unknown type';
    throw new InvalidInput(`${file} holds ${type}; images and labels are read as unsigned bytes (type 08) only.`, {
      code: 'data',
    });
  }
  const rank = bytes[3]!;
  const header = 4 + 4 * rank;
  if (bytes.length < header) {
    throw new InvalidInput(
      `${file} ends within its header: it has ${bytes.length} bytes, the header takes ${header}.`,
      { code: 'data' },
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const expected = idxLength(bytes)!;
  if (bytes.length !== expected) {
    throw new InvalidInput(
      `${file} has ${bytes.length} bytes, but its header says ${shape.join(' x ')} values, which take ${expected}: ` +
        `${bytes.length < expected ? 'it was cut off' : 'something was appended'}. Fetch it again.`,
      { code: 'data' },
    );
  }
  return { shape, data: bytes.subarray(header) };
}

/**
 * Images (n x rows x columns, or n x rows x columns x 3) with their labels; `declared` as in bytesRange. Throws
 * InvalidInput.
 */
export function idxImages(
  images: IdxArray,
  imagesFile: string,
  labels: IdxArray,
  labelsFile: string,
  declared?: ValueRange,
): StoredImages {
  const [size = 0, height = 0, width = 0, channels = 1, ...more] = images.shape;
  if (images.shape.length < 3 || more.length > 0 || (channels !== 1 && channels !== 3)) {
    throw new InvalidInput(
      `${imagesFile} has the shape ${images.shape.join(' x ')}; images are n x rows x columns (x 3).` +
        (images.shape.length === 1 ? ' It looks like a file of labels.' : ''),
      { code: 'data' },
    );
  }
  if (size === 0 || height === 0 || width === 0) {
    throw new InvalidInput(`${imagesFile} holds no images (${images.shape.join(' x ')}).`, { code: 'data' });
  }
  if (labels.shape.length !== 1) {
    throw new InvalidInput(`${labelsFile} has the shape ${labels.shape.join(' x ')}; labels are one number an image.`, {
      code: 'data',
    });
  }
  if (labels.shape[0] !== size) {
    throw new InvalidInput(
      `${imagesFile} has ${size} images and ${labelsFile} ${labels.shape[0]!} labels: they do not belong together.`,
      { code: 'data' },
    );
  }
  const shape: ImageShape = [channels, height, width];
  const length = channels * height * width;
  const range = bytesRange(
    images.data,
    declared,
    imagesFile,
    (at) => `value ${at % length} of image ${Math.floor(at / length)}`,
  );
  return {
    size,
    shape,
    labels: Int32Array.from(labels.data),
    grid: range === '0..1' ? 1 : 255,
    pixels: (index) => bytePixels(images.data.subarray(index * length, (index + 1) * length), channels, 'nhwc', range),
  };
}

/**
 * The name of the labels' file beside a file of images (`t10k-images-idx3-ubyte.gz` -> `t10k-labels-idx1-ubyte.gz`), or
 * null.
 */
export function idxLabelsName(imagesFile: string): string | null {
  const name = imagesFile.replace(/images([-.]?)idx\d/i, 'labels$1idx1');
  return name === imagesFile ? null : name;
}
