/** Data files made byte by byte, independently of the readers that the tests read them with. */
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A fresh folder for the files of one test file. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'wulff-data-'));

/** Writes a file, with the folders it needs; returns its path. */
export function write(folder: string, name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A byte that depends on everything, so that no two places of an image can be swapped unnoticed. */
export const someByte = (image: number, channel: number, row: number, column: number): number =>
  (image * 71 + channel * 101 + row * 37 + column * 5 + row * column) % 256;

/** CIFAR records: labels before planes. */
export function cifarBytes(labels: readonly (readonly number[])[]): Uint8Array {
  const records = labels.map((label, image) => {
    const planes = [0, 1, 2].flatMap((c) =>
      Array.from({ length: 1024 }, (_, i) => someByte(image, c, Math.floor(i / 32), i % 32)),
    );
    return [...label, ...planes];
  });
  return Uint8Array.from(records.flat());
}

/** An IDX file of unsigned bytes. */
export function idxBytes(shape: readonly number[], data: readonly number[], type = 0x08): Uint8Array {
  const sizes = shape.flatMap((size) => [(size >>> 24) & 255, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...sizes, ...data]);
}

export interface NpyParts {
  readonly descr: string;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
  readonly fortran?: boolean;
  readonly version?: 1 | 2;
}

/** A .npy file as NumPy writes it. */
export function npyBytes({ descr, shape, data, fortran = false, version = 1 }: NpyParts): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const lead = version === 1 ? 10 : 12;
  const padded = `${dictionary.padEnd(Math.ceil((lead + dictionary.length + 1) / 64) * 64 - lead - 1)}\n`;
  const length =
    version === 1 ? [padded.length & 255, padded.length >> 8] : [padded.length & 255, padded.length >> 8, 0, 0];
  const head = [0x93, ...Buffer.from('NUMPY'), version, 0, ...length];
  return Uint8Array.from([...head, ...Buffer.from(padded), ...data]);
}

/** The bytes of a typed array. */
export const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
