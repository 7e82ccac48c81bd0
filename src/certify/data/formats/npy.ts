/**
 * NumPy's .npy files: the magic string, a version, a header that is a Python dictionary, then the values
 * (numpy.lib.format, versions 1 to 3). Only plain numbers are read; a pickled object is refused.
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { sizeOf } from '../../shape.ts';

type Values =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

/** An array as a .npy file holds it, in C order. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** Kind and bytes a value, as NumPy writes them: "u1", "f4", "i8". */
  readonly dtype: string;
  readonly values: Values;
}

interface ValueType {
  readonly bytes: number;
  readonly over: (buffer: ArrayBufferLike, offset: number, length: number) => Values;
}

const TYPES: Readonly<Record<string, ValueType>> = {
  b1: { bytes: 1, over: (buffer, offset, length) => new Uint8Array(buffer, offset, length) },
  u1: { bytes: 1, over: (buffer, offset, length) => new Uint8Array(buffer, offset, length) },
  i1: { bytes: 1, over: (buffer, offset, length) => new Int8Array(buffer, offset, length) },
  u2: { bytes: 2, over: (buffer, offset, length) => new Uint16Array(buffer, offset, length) },
  i2: { bytes: 2, over: (buffer, offset, length) => new Int16Array(buffer, offset, length) },
  u4: { bytes: 4, over: (buffer, offset, length) => new Uint32Array(buffer, offset, length) },
  i4: { bytes: 4, over: (buffer, offset, length) => new Int32Array(buffer, offset, length) },
  u8: { bytes: 8, over: (buffer, offset, length) => new BigUint64Array(buffer, offset, length) },
  i8: { bytes: 8, over: (buffer, offset, length) => new BigInt64Array(buffer, offset, length) },
  f4: { bytes: 4, over: (buffer, offset, length) => new Float32Array(buffer, offset, length) },
  f8: { bytes: 8, over: (buffer, offset, length) => new Float64Array(buffer, offset, length) },
};

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether bytes begin as a .npy file does. */
export const looksLikeNpy = (bytes: Uint8Array): boolean => MAGIC.every((byte, i) => bytes[i] === byte);

/** Reads a .npy file. Throws InvalidInput. */
export function parseNpy(bytes: Uint8Array, file: string): NpyArray {
  if (bytes.length === 0) throw new InvalidInput(`${file} is empty.`, { code: 'data' });
  if (!looksLikeNpy(bytes))
    throw new InvalidInput(`${file} is no .npy file: it does not start with \\x93NUMPY.`, { code: 'data' });
  const version = bytes[6] ?? 0;
  const start = version === 1 ? 10 : 12;
  if (version < 1 || version > 3)
    throw new InvalidInput(`${file} is a .npy file of version ${version}; 1 to 3 are read.`, { code: 'data' });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cut = (expected: string): InvalidInput =>
    new InvalidInput(`${file} was cut off: it has ${bytes.length} bytes, ${expected}. Save it again.`, {
      code: 'data',
    });
  if (bytes.length < start) throw cut(`its header takes more than ${start}`);
  const offset = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < offset) throw cut(`its header takes ${offset}`);
  const { dtype, bigEndian, shape } = parseHeader(new TextDecoder().decode(bytes.subarray(start, offset)), file);
  const type = TYPES[dtype]!;
  const length = sizeOf(shape);
  const expected = offset + length * type.bytes;
  if (bytes.length < expected) throw cut(`but ${shape.join(' x ') || '1'} values of ${dtype} end at ${expected}`);
  if (bytes.length > expected) {
    throw new InvalidInput(`${file} has ${bytes.length - expected} bytes after its last value. Save it again.`, {
      code: 'data',
    });
  }
  let data = bytes.subarray(offset);
  // A view of numbers must start at a multiple of their size, and a swap must not change the caller's bytes.
  if (bigEndian || data.byteOffset % type.bytes !== 0) data = data.slice();
  if (bigEndian) swapBytes(data, type.bytes);
  return { shape, dtype, values: type.over(data.buffer, data.byteOffset, length) };
}

/** The length of the whole file, as its first bytes say; null where they do not say it. */
export function npyLength(start: Uint8Array): number | null {
  if (start.length < 12 || !looksLikeNpy(start)) return null;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const [head, length] = start[6] === 1 ? [10, view.getUint16(8, true)] : [12, view.getUint32(8, true)];
  if (start.length < head + length) return null;
  const { dtype, shape } = parseHeader(new TextDecoder().decode(start.subarray(head, head + length)), 'the array');
  return head + length + sizeOf(shape) * TYPES[dtype]!.bytes;
}

interface Header {
  readonly dtype: string;
  readonly bigEndian: boolean;
  readonly shape: readonly number[];
}

/** `{'descr': '<f4', 'fortran_order': False, 'shape': (10, 3, 32, 32), }`. */
function parseHeader(text: string, file: string): Header {
  const descr = /'descr':\s*('([^']*)'|\[)/.exec(text);
  const fortran = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d\sL,]*)\)/.exec(text)?.[1];
  if (descr === null || fortran === undefined || sizes === undefined) {
    throw new InvalidInput(`${file}: the header of this .npy file cannot be read ("${text.slice(0, 60).trim()}").`, {
      code: 'data',
    });
  }
  const [, order = '', dtype = ''] = /^([<>|=]?)(.*)$/.exec(descr[2] ?? '') ?? [];
  if (descr[2] === undefined || !Object.hasOwn(TYPES, dtype)) {
    const shown = descr[2] === undefined ? 'records' : `"${descr[2]}"`;
    const why = dtype.startsWith('O') ? ' (pickled Python objects, which are never loaded)' : '';
    throw new InvalidInput(
      `${file} holds values of type ${shown}${why}; save plain numbers instead, e.g. array.astype("uint8") or "float32".`,
      { code: 'data' },
    );
  }
  const shape = sizes
    .split(',')
    .map((size) => size.replace('L', '').trim())
    .filter((size) => size !== '')
    .map(Number);
  if (fortran === 'True' && shape.length > 1) {
    throw new InvalidInput(`${file} is in Fortran order; save np.ascontiguousarray(array) instead.`, { code: 'data' });
  }
  return { dtype, bigEndian: order === '>', shape };
}

function swapBytes(data: Uint8Array, width: number): void {
  for (let i = 0; i < data.length; i += width) data.subarray(i, i + width).reverse();
}

/** An array of numbers, 64-bit integers as doubles. */
export const numbersOf = ({ values }: NpyArray): ArrayLike<number> =>
  values instanceof BigInt64Array || values instanceof BigUint64Array ? Float64Array.from(values, Number) : values;
