/** Which images of a data set a run certifies. */
import { InvalidInput } from '../numeric/invalid-input.ts';

/** Images by their number in the data set; what is left out leaves all in. */
export interface ImageChoice {
  /** Every skip-th image: 0, skip, 2 skip, ... (>= 1; default 1). */
  readonly skip?: number | undefined;
  /** At most this many of those; null (the default): all. */
  readonly max?: number | null | undefined;
  /** Of those, the share of one machine among several; null (the default): all. */
  readonly shard?: Shard | null | undefined;
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
    throw new InvalidInput(`A share of the images is i/n with 1 <= i <= n, as in 2/8; got "${text}".`, {
      code: 'shard',
      settings: ['shard'],
    });
  }
  return shard;
}

/** Indices in a data set of `size` images, ascending; a list of indices is taken as it is. Throws InvalidInput. */
export function chosenImages(size: number, choice: ImageChoice | readonly number[] = {}): number[] {
  if (isList(choice)) {
    const wrong = choice.find((index) => !Number.isInteger(index) || index < 0 || index >= size);
    if (wrong !== undefined)
      throw new InvalidInput(`There is no image ${wrong}: the data has images 0 to ${size - 1}.`, { code: 'data' });
    return [...choice];
  }
  const { skip = 1, max = null, shard = null } = choice;
  const chosen: number[] = [];
  for (let index = 0, number = 0; index < size && (max === null || number < max); index += skip, number++) {
    if (shard === null || number % shard.parts === shard.part - 1) chosen.push(index);
  }
  return chosen;
}

const isList = (choice: ImageChoice | readonly number[]): choice is readonly number[] => Array.isArray(choice);
