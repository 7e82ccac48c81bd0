/** The text of a file, or of standard input, in whatever encoding its mark says. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { textOf } from './text.ts';

/** How a command line names standard input. */
const STANDARD_INPUT = '-';

/** The text of standard input, which can be read but once. */
let given: string | undefined;

/** Bytes of a text at most: a string holds no more. */
const LARGEST_TEXT = 2 ** 29 - 1;

/** Bytes read at once. */
const BLOCK = 2 ** 16;

/**
 * The text of a file, or of standard input for "-", of at most so many bytes. Throws InvalidInput for one that is
 * larger, before more is read (a device may have no end), and what the system says where it cannot be read.
 */
export function textIn(path: string, most = LARGEST_TEXT): string {
  if (path !== STANDARD_INPUT) return textOf(bytesIn(path, most));
  given ??= textOf(bytesIn(path, most));
  return given;
}

function bytesIn(path: string, most: number): Uint8Array {
  const file = path === STANDARD_INPUT ? 0 : openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > most) throw tooLarge(path, most);
    const blocks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const block = Buffer.allocUnsafe(Math.min(Math.max(BLOCK, size + 1), most + 1));
      const count = readBlock(file, block);
      if (count === 0) return Buffer.concat(blocks, total);
      blocks.push(block.subarray(0, count));
      total += count;
      if (total > most) throw tooLarge(path, most);
    }
  } finally {
    if (file !== 0) closeSync(file);
  }
}

/** Bytes read, 0 at the end; a terminal or a pipe that has nothing yet is asked again. */
function readBlock(file: number, block: Buffer): number {
  for (;;) {
    try {
      return readSync(file, block, 0, block.length, null);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

const tooLarge = (path: string, most: number): InvalidInput =>
  new InvalidInput(`${placeName(path)} has more than ${Math.round(most / 2 ** 20)} MiB, the most that is read of it.`, {
    code: 'file',
  });

/** A path as a sentence names it. */
export const placeName = (path: string): string => (path === STANDARD_INPUT ? 'standard input' : path);
