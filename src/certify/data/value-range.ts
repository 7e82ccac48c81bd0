/** The range of pixel values: what a file holds, and what a model wants. */
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** Black to white. */
export const VALUE_RANGES = ['0..1', '0..255', '-1..1'] as const;
/** The range that the values of images lie in, as stored or as a model takes them. */
export type ValueRange = (typeof VALUE_RANGES)[number];

/** The value of black, and how far white is from it. */
const BLACK: Readonly<Record<ValueRange, number>> = { '0..1': 0, '0..255': 0, '-1..1': -1 };
const WIDTH: Readonly<Record<ValueRange, number>> = { '0..1': 1, '0..255': 255, '-1..1': 2 };

/**
 * White minus black. Sigma, lambda and radii are in units of data in [0, 1]; noise added to a model's input is this
 * many times larger.
 */
export const rangeWidth = (range: ValueRange): number => WIDTH[range];

/** The value of black. */
export const rangeBlack = (range: ValueRange): number => BLACK[range];

/** Relative distance from a multiple of 1/255 that rounding n/255 to float32, in two steps, may leave. */
const FLOAT_ACCURACY = 2 ** -22;

/** The same of 2 n/255 - 1, absolutely: two roundings of numbers up to 2. */
const SYMMETRIC_ACCURACY = 2 ** -23;

/**
 * q where the values are multiples of 1/q in units of [0, 1], to the accuracy of float32: 1 for black and white, 255
 * for 8 bits, else null.
 */
export function gridOf(values: ArrayLike<number>, range: ValueRange): 1 | 255 | null {
  let binary = true;
  for (let i = 0; i < values.length; i++) {
    const scaled = byteOf(values[i]!, range);
    const steps = Math.round(scaled);
    const accuracy = range === '-1..1' ? (255 / 2) * SYMMETRIC_ACCURACY : FLOAT_ACCURACY * Math.abs(steps);
    if (!(Math.abs(scaled - steps) <= accuracy)) return null;
    binary &&= steps === 0 || steps === 255;
  }
  return binary ? 1 : 255;
}

/** A value in units of bytes. */
const byteOf = (value: number, range: ValueRange): number => ((value - BLACK[range]) * 255) / WIDTH[range];

/**
 * Values of a range, all of them multiples of 1/255 as `gridOf` knows them, in units of [0, 1], in place: each is the
 * float nearest to n/255 again. (2 n/255 - 1 has lost near black what n/255 has.)
 */
export function toUnitSteps(values: Float32Array, range: ValueRange): void {
  for (let i = 0; i < values.length; i++) values[i] = Math.round(byteOf(values[i]!, range)) / 255;
}

/** Values of a range in units of [0, 1], in place. */
export function toUnitRange(values: Float32Array, range: ValueRange): void {
  if (range === '0..1') return;
  for (let i = 0; i < values.length; i++) values[i] = (values[i]! - BLACK[range]) / WIDTH[range];
}

/** Values in [0, 1] in units of a range, in place. */
export function fromUnitRange(values: Float32Array, range: ValueRange): void {
  if (range === '0..1') return;
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * WIDTH[range] + BLACK[range];
}

/** A range, and what to tell the person about how it was found. */
export interface RecognisedRange {
  readonly range: ValueRange;
  readonly note: string | null;
}

/**
 * The range of pixels that are bytes: the one `declared`, or 0..255. Bytes of 0 and 1 only are black and white in one
 * range and all but black in the other, so they must be declared. Throws InvalidInput; `position` says where a value
 * stands.
 */
export function bytesRange(
  values: Uint8Array,
  declared: ValueRange | undefined,
  file: string,
  position: (index: number) => string,
): '0..1' | '0..255' {
  if (declared === '-1..1') {
    throw new InvalidInput(`${file} holds bytes, which are in the range 0..255 or 0..1, not -1..1.`, {
      code: 'pixel-range',
      settings: ['range'],
    });
  }
  if (declared === '0..255') return declared;
  const beyond = values.findIndex((value) => value > 1);
  if (declared === '0..1' && beyond >= 0) {
    throw new InvalidInput(
      `${file}: ${position(beyond)} is ${values[beyond]!}, outside the range 0..1 that was declared.`,
      { code: 'pixel-range', settings: ['range'] },
    );
  }
  if (declared === undefined && beyond < 0 && values.includes(1)) {
    throw new InvalidInput(
      `All pixels of ${file} are the bytes 0 and 1: white if their range is 0..1, all but black if it is 0..255; say which it is.`,
      { code: 'ambiguous-range', settings: ['range'] },
    );
  }
  return declared ?? '0..255';
}

/**
 * The range of floating-point pixels: the one `declared`, or the one that they show. Whole numbers from 0 to 255 that
 * go beyond 1 are bytes; everything within [0, 1] is that. Throws InvalidInput on NaN, on infinite values, and where
 * the values do not show their range; `position` says where a value stands.
 */
export function recogniseRange(
  values: ArrayLike<number>,
  declared: ValueRange | undefined,
  file: string,
  position: (index: number) => string,
): RecognisedRange {
  let least = 0;
  let most = 0;
  let whole = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      throw new InvalidInput(`${file}: ${position(i)} is ${value}; pixels must be finite numbers.`, { code: 'data' });
    }
    if (value < values[least]!) least = i;
    if (value > values[most]!) most = i;
    whole &&= Number.isInteger(value);
  }
  const low = values[least]!;
  const high = values[most]!;
  if (declared !== undefined) {
    const bottom = BLACK[declared];
    const outside = low < bottom ? least : high > bottom + WIDTH[declared] ? most : null;
    if (outside === null) return { range: declared, note: null };
    throw new InvalidInput(
      `${file}: ${position(outside)} is ${values[outside]!}, outside the range ${declared} that was declared.`,
      { code: 'pixel-range', settings: ['range'] },
    );
  }
  if (low >= 0 && high <= 1) {
    // A file of blank images would be a strange find, but blank is blank in both ranges.
    return {
      range: '0..1',
      note: whole && values.length > 0 ? `All pixels of ${file} are 0 or 1, read as black and white.` : null,
    };
  }
  if (low >= 0 && high <= 255 && whole) {
    return {
      range: '0..255',
      note: `The pixels of ${file} are whole numbers up to ${high}: read as 0..255 and divided by 255.`,
    };
  }
  const [worst, advice] =
    low < 0
      ? [least, 'they look normalized: give pixels in [0, 1] and normalize within the model, after the noise']
      : [most, 'clip them to [0, 1], or declare their range'];
  throw new InvalidInput(
    `${file}: ${position(worst)} is ${values[worst]!}, and pixels range from ${low} to ${high}; ${advice} ` +
      `(${VALUE_RANGES.join(', ')}).`,
    { code: 'pixel-range', settings: ['range'] },
  );
}
