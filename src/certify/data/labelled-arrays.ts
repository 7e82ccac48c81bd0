/** Images and labels as two arrays, the form of .npy and .npz files. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { ImageShape } from './data-set.ts';
import { numbersOf, type NpyArray } from './formats/npy.ts';
import { bytePixels, type StoredImages } from './stored-images.ts';
import { bytesRange, gridOf, recogniseRange, toUnitRange, toUnitSteps, type ValueRange } from './value-range.ts';

/** Whether the channels of a stored image come before its rows (nchw) or after its columns (nhwc). */
export const LAYOUTS = ['nchw', 'nhwc'] as const;
/** Whether the channels of an image come first (`nchw`) or last (`nhwc`). */
export type Layout = (typeof LAYOUTS)[number];

/** An array and the file it is from. */
export interface NamedArray {
  readonly array: NpyArray;
  readonly file: string;
}

/** Names under which images and labels are found in a .npz file, in order of preference. */
const ARRAY_NAMES: readonly (readonly [images: string, labels: string])[] = [
  ['x_test', 'y_test'],
  ['images', 'labels'],
  ['x', 'y'],
  ['test_images', 'test_labels'],
  ['x_train', 'y_train'],
];

/** The first pair of names that are both there, upper or lower case. Throws InvalidInput when none is. */
export function arrayNamesIn(
  present: readonly string[],
  file: string,
  split: 'test' | 'train',
): readonly [images: string, labels: string] {
  const find = (name: string): string | undefined => present.find((each) => each.toLowerCase() === name);
  const pairs = [...ARRAY_NAMES].sort(([a], [b]) => Number(b.includes(split)) - Number(a.includes(split)));
  for (const [images, labels] of pairs) {
    const [x, y] = [find(images), find(labels)];
    if (x !== undefined && y !== undefined) return [x, y];
  }
  throw new InvalidInput(
    `${file} holds ${present.length === 0 ? 'no arrays' : `the arrays ${present.join(', ')}`}; images and labels are ` +
      `looked for as ${ARRAY_NAMES.map(([x, y]) => `${x} and ${y}`).join(', ')}.`,
    { code: 'data' },
  );
}

/** How the arrays are to be read, where that is not plain from them. */
export interface ArrayOptions {
  readonly layout?: Layout;
  readonly range?: ValueRange;
}

/** Images with their labels. Throws InvalidInput naming the file, the image and the remedy. */
export function arrayImages(
  images: NamedArray,
  labels: NamedArray,
  options: ArrayOptions = {},
): { readonly images: StoredImages; readonly notes: readonly string[] } {
  const { shape, size, layout, note } = imageShape(images, options.layout);
  const found = arrayLabels(labels, size, images.file);
  const { values } = images.array;
  const length = shape[0] * shape[1] * shape[2];
  const arranged = (flat: Float32Array): Float32Array => (layout === 'nchw' ? flat : channelsFirst(flat, shape[0]));
  const notes = note === null ? [] : [note];
  const position = (at: number): string => `value ${at % length} of image ${Math.floor(at / length)}`;
  if (values instanceof Uint8Array) {
    const bools = images.array.dtype === 'b1';
    const range = bytesRange(values, bools ? '0..1' : options.range, images.file, position);
    if (bools && options.range !== undefined && options.range !== '0..1') {
      throw new InvalidInput(`${images.file} holds bools, which are in the range 0..1, not ${options.range}.`, {
        code: 'data',
        settings: ['range'],
      });
    }
    const pixels = (index: number): Float32Array => {
      const bytes = values.subarray(index * length, (index + 1) * length);
      return bytePixels(bytes, shape[0], layout, range);
    };
    const said = bools ? [...notes, `${images.file} holds bools: read as black (False) and white (True).`] : notes;
    return { images: { size, shape, labels: found, grid: range === '0..1' ? 1 : 255, pixels }, notes: said };
  }
  if (!(values instanceof Float32Array || values instanceof Float64Array)) {
    throw new InvalidInput(
      `${images.file} holds pixels of type ${images.array.dtype}` +
        (options.range === undefined ? '' : ` and range ${options.range}`) +
        '; save bytes (array.astype("uint8"), 0..255) or floats (array.astype("float32"), 0..1).',
      { code: 'data' },
    );
  }
  const recognised = recogniseRange(values, options.range, images.file, position);
  const { range } = recognised;
  const grid = gridOf(values, range);
  const pixels = (index: number): Float32Array => {
    const flat = Float32Array.from(values.subarray(index * length, (index + 1) * length));
    if (grid !== null && range === '-1..1') toUnitSteps(flat, range);
    else toUnitRange(flat, range);
    return arranged(flat);
  };
  return {
    images: { size, shape, labels: found, grid, pixels },
    notes: recognised.note === null ? notes : [...notes, recognised.note],
  };
}

interface FoundShape {
  readonly shape: ImageShape;
  readonly size: number;
  readonly layout: Layout;
  readonly note: string | null;
}

const isChannels = (size: number | undefined): boolean => size === 1 || size === 3;

function imageShape({ array, file }: NamedArray, declared: Layout | undefined): FoundShape {
  const sizes = array.shape;
  const shown = sizes.join(' x ');
  if (sizes.some((size) => size === 0)) throw new InvalidInput(`${file} holds no images (${shown}).`, { code: 'data' });
  const [size = 0, a = 0, b = 0, c = 0] = sizes;
  if (sizes.length === 3) {
    return { shape: [1, a, b], size, layout: 'nchw', note: `${file} (${shown}) is read as ${size} grey images.` };
  }
  if (sizes.length !== 4) {
    const flat = sizes.length === 2 ? ', e.g. array.reshape(-1, 28, 28)' : '';
    throw new InvalidInput(
      `${file} has the shape ${shown}; images are n x rows x columns x channels, n x channels x rows x columns, or ` +
        `n x rows x columns${flat}.`,
      { code: 'data' },
    );
  }
  const first = isChannels(a);
  const last = isChannels(c);
  if (declared === undefined && first && last) {
    throw new InvalidInput(`${file} (${shown}) may have its channels first or last; say which.`, {
      code: 'data',
      settings: ['dataLayout'],
    });
  }
  const layout = declared ?? (first ? 'nchw' : 'nhwc');
  const shape: ImageShape = layout === 'nchw' ? [a, b, c] : [c, a, b];
  if (!isChannels(shape[0])) {
    throw new InvalidInput(
      `${file} (${shown})${declared === undefined ? '' : ` read as ${declared}`} has ${shape[0]} channels; images have ` +
        '1 (grey) or 3 (red, green, blue).',
      { code: 'data' },
    );
  }
  return { shape, size, layout, note: null };
}

function arrayLabels({ array, file }: NamedArray, size: number, imagesFile: string): Int32Array {
  const columns = array.shape[1] ?? 1;
  if (array.shape.length > 2 || columns !== 1) {
    const oneHot = array.shape.length === 2 ? '; of one-hot rows take labels.argmax(1)' : '';
    throw new InvalidInput(
      `${file} has the shape ${array.shape.join(' x ')}; labels are one number an image${oneHot}.`,
      { code: 'data' },
    );
  }
  const values = numbersOf(array);
  if (values.length !== size) {
    throw new InvalidInput(
      `${imagesFile} has ${size} images and ${file} ${values.length} labels: they do not belong together.`,
      { code: 'data' },
    );
  }
  return checkedLabels(values, file);
}

/** More classes than this are taken for a mistake. */
const MOST_CLASSES = 1_000_000;

/** Labels as integers from 0 on. Throws InvalidInput naming the first that is none. */
export function checkedLabels(values: ArrayLike<number>, file: string): Int32Array {
  const labels = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const label = values[i]!;
    if (!Number.isInteger(label) || label < 0 || label >= MOST_CLASSES) {
      throw new InvalidInput(`${file}: the label of image ${i} is ${label}; labels are whole numbers from 0 on.`, {
        code: 'data',
      });
    }
    labels[i] = label;
  }
  return labels;
}

function channelsFirst(flat: Float32Array, channels: number): Float32Array {
  if (channels === 1) return flat;
  const area = flat.length / channels;
  const planar = new Float32Array(flat.length);
  for (let i = 0, at = 0; i < area; i++) {
    for (let c = 0; c < channels; c++) planar[c * area + i] = flat[at++]!;
  }
  return planar;
}
