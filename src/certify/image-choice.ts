/** Which images of a data set a run certifies. */
import { InvalidInput } from '../numeric/invalid-input.ts';

export interface ImageChoice {
  /** Every skip-th image: 0, skip, 2 skip, ... (>= 1). */
  readonly skip: number;
  /** At most this many of those; null: all. */
  readonly max: number | null;
  /** Of those, the share of one machine among several; null: all. */
  readonly shard: Shard | null;
}

/** Part `part` of `parts`, counted from 1: images number part, part + parts, ... of the run. */
export interface Shard {
  readonly part: number;
  readonly parts: number;
}

/** "2/8". Throws InvalidInput. */
export function parseShard(text: string): Shard {
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(text.trim()) ?? [];
  const shard = { part: Number(part), parts: Number(parts) };
  if (!(shard.part >= 1 && shard.part <= shard.parts && Number.isSafeInteger(shard.parts))) {
    throw new InvalidInput(`--shard takes i/n with 1 <= i <= n, as in 2/8; got "${text}".`);
  }
  return shard;
}

/** Indices in a data set of `size` images, ascending. */
export function chosenImages(size: number, { skip, max, shard }: ImageChoice): number[] {
  const chosen: number[] = [];
  for (let index = 0, number = 0; index < size && (max === null || number < max); index += skip, number++) {
    if (shard === null || number % shard.parts === shard.part - 1) chosen.push(index);
  }
  return chosen;
}
