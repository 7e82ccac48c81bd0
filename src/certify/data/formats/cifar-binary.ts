/**
 * CIFAR-10 and CIFAR-100 in their official binary form (Krizhevsky 2009; the "binary version" of the download).
 *
 * A file is a row of records without a header. CIFAR-10: 1 byte label, then 1024 bytes red, 1024 green, 1024 blue, each
 * 32 x 32 by rows. CIFAR-100: a byte of coarse label, a byte of fine label, the same 3072 bytes.
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { planarBytes, type StoredImages } from '../stored-images.ts';

export type CifarKind = 'cifar10' | 'cifar100';

const PIXELS = 3 * 32 * 32;

interface CifarForm {
  readonly title: string;
  readonly recordLength: number;
  /** Position of the label in a record; for CIFAR-100 the fine one. */
  readonly labelAt: number;
  readonly classes: number;
}

/** How a record is laid out. */
export const CIFAR_FORMS: Readonly<Record<CifarKind, CifarForm>> = {
  cifar10: { title: 'CIFAR-10', recordLength: PIXELS + 1, labelAt: 0, classes: 10 },
  cifar100: { title: 'CIFAR-100', recordLength: PIXELS + 2, labelAt: 1, classes: 100 },
};

/** Class names of CIFAR-10, in the order of the labels (batches.meta.txt). */
export const CIFAR10_CLASSES: readonly string[] = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

/** Which of the two a file is by its length, or null: not a whole number of records of either, or of both. */
export function cifarKindOf(length: number): CifarKind | null {
  const fits = (['cifar10', 'cifar100'] as const).filter((kind) => length % CIFAR_FORMS[kind].recordLength === 0);
  return length > 0 && fits.length === 1 ? fits[0]! : null;
}

/** The images of one file. Throws InvalidInput: a cut file, a label out of range. */
export function parseCifarBinary(bytes: Uint8Array, kind: CifarKind, file: string): StoredImages {
  const { title, recordLength, labelAt, classes } = CIFAR_FORMS[kind];
  const size = Math.floor(bytes.length / recordLength);
  if (bytes.length === 0) throw new InvalidInput(`${file} is empty.`, { code: 'data' });
  if (bytes.length % recordLength !== 0) {
    throw new InvalidInput(
      `${file} has ${bytes.length} bytes, which is no whole number of ${title} records of ${recordLength} bytes: ` +
        `${size} images would take ${size * recordLength}, ${size + 1} would take ${(size + 1) * recordLength}. ` +
        'It was cut off in copying, or is of another format (say which).',
      { code: 'data', settings: ['format'] },
    );
  }
  const labels = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    const label = bytes[i * recordLength + labelAt]!;
    if (label >= classes) {
      throw new InvalidInput(
        `${file}: image ${i} (byte ${i * recordLength + labelAt}) has label ${label}, but ${title} has classes 0 to ` +
          `${classes - 1}. The file is damaged, or is of another format (say which).`,
        { code: 'data', settings: ['format'] },
      );
    }
    labels[i] = label;
  }
  return {
    size,
    shape: [3, 32, 32],
    labels,
    grid: 255,
    pixels: (index) => planarBytes(bytes.subarray((index + 1) * recordLength - PIXELS, (index + 1) * recordLength)),
  };
}
