/**
 * Fields and lengths of protobuf messages: as much of the format as an outline of a file, or one made of two, needs.
 */
import { joinedBytes } from '../joined-bytes.ts';

/** A field of a message. */
export interface Field {
  readonly number: number;
  /** Its value where it is a number of variable length, else 0. */
  readonly value: number;
  /** Its content where it has a length (a text, bytes, a message, packed numbers), else null. */
  readonly bytes: Uint8Array | null;
  /** All of it as it stands in the message, number and length included. */
  readonly whole: Uint8Array;
}

/** Bytes that are no message, with the reason. */
export class Malformed extends Error {}

/** The fields of a message, in order. Throws Malformed. */
export function* fields(message: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 10; shift++) {
      const byte = message[at++];
      if (byte === undefined) throw new Malformed('it ends within a number');
      value += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) return value;
    }
    throw new Malformed('it holds a number of more than ten bytes');
  };
  while (at < message.length) {
    const begin = at;
    const tag = varint();
    const number = Math.floor(tag / 8);
    const start = at;
    switch (tag % 8) {
      case 0:
        yield { number, value: varint(), bytes: null, whole: message.subarray(begin, at) };
        continue;
      case 1:
        at = start + 8;
        break;
      case 2: {
        const length = varint();
        const from = at;
        at += length;
        if (at > message.length) throw new Malformed(`${at - message.length} bytes are missing at its end`);
        yield { number, value: 0, bytes: message.subarray(from, at), whole: message.subarray(begin, at) };
        continue;
      }
      case 5:
        at = start + 4;
        break;
      default:
        throw new Malformed('it is no protobuf message');
    }
    if (at > message.length) throw new Malformed('it ends within a number');
    yield { number, value: 0, bytes: null, whole: message.subarray(begin, at) };
  }
}

/** A text in UTF-8. */
export const textOf = (bytes: Uint8Array): string => DECODER.decode(bytes);
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

/** A text in UTF-8, in bytes. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A field that has a length: a text, bytes, a message. */
export function written(number: number, content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  return joinedBytes([varintOf(number * 8 + 2), varintOf(bytes.length), bytes]);
}

/** A field that is a whole number, not negative. */
export const writtenInteger = (number: number, value: number): Uint8Array =>
  joinedBytes([varintOf(number * 8), varintOf(value)]);

function varintOf(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return Uint8Array.from([...bytes, value]);
}

/** Whole numbers that a field holds, packed or one by one. */
export function packedIntegers({ value, bytes }: Field): number[] {
  if (bytes === null) return [value];
  const numbers: number[] = [];
  for (let at = 0; at < bytes.length;) {
    let number = 0;
    for (let shift = 0; ; shift++) {
      const byte = bytes[at++];
      if (byte === undefined || shift > 9) throw new Malformed('it ends within a number');
      number += (byte & 0x7f) * 2 ** (7 * shift);
      if (byte < 0x80) break;
    }
    numbers.push(number);
  }
  return numbers;
}
