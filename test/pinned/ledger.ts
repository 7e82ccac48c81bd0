/**
 * A ledger of numbers: questions to the library with its answers, a line each, kept in `numbers/`. A line that differs
 * says that a number, a label or a refusal has moved since it was written; whether it was right is for the claims and
 * the other tests to say. `npm run numbers` writes the ledgers anew; a change of a certified number belongs in
 * CHANGELOG.md.
 */
import { expect } from 'vitest';
import { PhiloxStream } from '../../src/numeric/random/random-stream.ts';

/** Digits that are compared: enough to see any change beyond the last bits. */
const DIGITS = 13;
/** Entries of a list that are shown. */
const MOST_SHOWN = 16;

/** Milliseconds a ledger may take on a machine that does much else. */
export const PATIENCE = 600_000;

/** Questions of one subject, drawn by a stream of its own, and the answers. */
export class Ledger {
  readonly draw: Drawing;
  private readonly file: string;
  private readonly lines: string[] = [];

  /** The room it is about, and what of it: the folder and the file of its lines. */
  constructor(room: string, subject: string) {
    this.file = `numbers/${room}/${subject}.txt`;
    this.draw = new Drawing(subject);
  }

  /** Asks and writes down; a refusal is an answer too. */
  ask(question: string, answer: () => unknown): void {
    let told: string;
    try {
      told = tell(answer());
    } catch (error) {
      told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    this.lines.push(`${question} => ${told}`.replaceAll('\n', ' '));
  }

  /** Compares with what is kept. */
  async compare(): Promise<void> {
    await expect(`${this.lines.join('\n')}\n`).toMatchFileSnapshot(this.file);
  }
}

/** Numbers for questions, the same at every run, short enough to be read. */
export class Drawing {
  private readonly random: PhiloxStream;

  constructor(subject: string) {
    let stream = 0;
    for (const letter of subject) stream = (stream * 31 + letter.charCodeAt(0)) >>> 0;
    this.random = new PhiloxStream(20_261_130, stream);
  }

  between(low: number, high: number): number {
    return short(low + (high - low) * this.random.uniform());
  }

  /** By its logarithm. */
  size(low: number, high: number): number {
    return short(Math.exp(Math.log(low) + Math.log(high / low) * this.random.uniform()));
  }

  whole(low: number, high: number): number {
    return Math.round(this.size(low, high));
  }

  pick<T>(those: readonly T[]): T {
    return those[this.random.integer(those.length)]!;
  }

  vector(dim: number, size = 1): number[] {
    return Array.from({ length: dim }, () => this.between(-size, size));
  }
}

const short = (x: number): number => Number(x.toPrecision(4));

/** What an answer says: numbers to 13 digits, lists and objects in short, functions left out. */
export function tell(value: unknown, depth = 0): string {
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)));
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'function' || value === undefined) return '';
  if (depth > 5) return '...';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const all = value as ArrayLike<unknown>;
    const first = Array.from({ length: Math.min(all.length, MOST_SHOWN) }, (_, i) => tell(all[i], depth + 1));
    return `[${first.join(' ')}${all.length > MOST_SHOWN ? ` and ${all.length - MOST_SHOWN} more` : ''}]`;
  }
  if (value instanceof Map) return tell([...value], depth);
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const told = tell(member, depth + 1);
    if (told !== '') members.push(`${name} ${told}`);
  }
  return `{${members.join(', ')}}`;
}
