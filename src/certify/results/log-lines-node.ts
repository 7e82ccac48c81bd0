/** Lines of a file, one after the other and again by their place, without holding the file. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { placeName, textIn } from '../data/formats/text-node.ts';
import { textOf } from '../data/formats/text.ts';

const CHUNK = 2 ** 20;
/** No log has a longer line; a file that has is none. */
const LONGEST = 2 ** 24;
/** Bytes around a line that are kept when it is read again: the next one asked for is mostly its neighbour. */
const WINDOW = 2 ** 14;
/** Files that are kept open to be read again. */
const MOST_OPEN = 256;

/** Called for each line: its text without the newline, where it starts, and its length in bytes. */
export type LineVisitor = (line: string, start: number, length: number) => void;

/** A text file that is read by lines: UTF-8 piece by piece; UTF-16, pipes, devices and standard input, "-", whole. */
export class LineFile {
  readonly path: string;
  #whole: Buffer | null = null;
  #window = Buffer.alloc(0);
  #windowStart = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** The file as a sentence names it. */
  get place(): string {
    return placeName(this.path);
  }

  /** The first bytes as text. Throws what the system throws. */
  start(bytes: number): string {
    let first = '';
    this.#pieces((piece) => {
      first = textOf(piece.subarray(0, bytes));
      return false;
    }, bytes);
    return first;
  }

  /**
   * Visits every line that ends in a newline, and, where `unended` is set, what stands after the last; returns whether
   * something does. Throws what the system throws.
   */
  each(visit: LineVisitor, unended = false): boolean {
    let rest = Buffer.alloc(0);
    let restStart = 0;
    this.#pieces((piece, at) => {
      const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let start = 0;
      if (rest.length === 0) restStart = at;
      // The byte order mark of UTF-8 is no part of the first line.
      if (restStart === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) start = 3;
      for (let end = bytes.indexOf(0x0a, start); end >= 0; end = bytes.indexOf(0x0a, start)) {
        visit(bytes.toString('utf8', start, end), restStart + start, end - start);
        start = end + 1;
      }
      rest = Buffer.from(bytes.subarray(start));
      restStart += start;
      if (rest.length > LONGEST) {
        throw new InvalidInput(`${this.place} has a line of more than ${LONGEST} bytes: it is no log of results.`, {
          code: 'results-file',
        });
      }
      return true;
    }, CHUNK);
    if (unended && rest.length > 0) visit(rest.toString('utf8'), restStart, rest.length);
    return rest.length > 0;
  }

  /** A line visited before. Throws what the system throws. */
  line(start: number, length: number): string {
    if (this.#whole !== null) return this.#whole.toString('utf8', start, start + length);
    if (start < this.#windowStart || start + length > this.#windowStart + this.#window.length) {
      const window = Buffer.alloc(Math.max(WINDOW, length));
      this.#window = window.subarray(0, readSync(opened(this), window, 0, window.length, start));
      this.#windowStart = start;
    }
    const from = start - this.#windowStart;
    return this.#window.toString('utf8', from, from + length);
  }

  #pieces(visit: (piece: Buffer, at: number) => boolean, size: number): void {
    if (this.#whole !== null) {
      visit(this.#whole, 0);
      return;
    }
    if (this.place !== this.path) {
      visit((this.#whole = Buffer.from(textIn(this.path))), 0);
      return;
    }
    const file = openSync(this.path, 'r');
    try {
      if (!fstatSync(file).isFile()) {
        visit((this.#whole = Buffer.from(textOf(readFileSync(file)))), 0);
        return;
      }
      for (let at = 0; ;) {
        const buffer = Buffer.allocUnsafe(size);
        const piece = buffer.subarray(0, readSync(file, buffer, 0, size, at));
        if (piece.length === 0) return;
        if (at === 0 && isUtf16(piece)) {
          visit((this.#whole = Buffer.from(textOf(readFileSync(this.path)))), 0);
          return;
        }
        if (!visit(piece, at)) return;
        at += piece.length;
      }
    } finally {
      closeSync(file);
    }
  }
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Files open to be read again, the one used longest ago first. */
const open = new Map<LineFile, number>();

function opened(lines: LineFile): number {
  const file = open.get(lines) ?? openSync(lines.path, 'r');
  open.delete(lines);
  open.set(lines, file);
  const [oldest] = open;
  if (open.size > MOST_OPEN && oldest !== undefined) {
    closeSync(oldest[1]);
    open.delete(oldest[0]);
  }
  return file;
}
