/**
 * The number line of an image's samples, which copies number from 0 to 2^32 - 1. That a certificate holds rests on this
 * table: selection never meets estimation, and what is asked of an engine besides meets neither.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** Samples first, first + 1, ..., first + room - 1. */
interface Stretch {
  readonly first: number;
  readonly room: number;
}

/** Who draws where; the stretches are disjoint and fill [0, 2^32). */
export const SAMPLES = {
  /** Bounds the probability of the class. */
  estimation: { first: 0, room: 2 ** 31 },
  /** Picks the class. */
  selection: { first: 2 ** 31, room: 2 ** 30 },
  /** Looks at noisy copies before the run, to warn (model-check.ts). */
  check: { first: 2 ** 31 + 2 ** 30, room: 2 ** 29 },
  /** Times engines (engines/engine-probe.ts). */
  probe: { first: 2 ** 31 + 2 ** 30 + 2 ** 29, room: 2 ** 29 },
} as const satisfies Record<string, Stretch>;

/** Checks a number of samples against the room there is for them. Throws InvalidInput. */
export function requireSamples(name: 'n' | 'n0', count: number, room: number): void {
  if (!Number.isSafeInteger(count) || count < 1 || count > room) {
    throw new InvalidInput(`${name} is a number of samples: an integer from 1 to 2^${Math.log2(room)}, not ${count}.`, {
      code: 'samples',
      settings: [name],
    });
  }
}
