/**
 * The memory that the threads of an engine share: which batch is next, whether to stop, how far they are, the image,
 * and where makers and models are different threads, the batches on their way from the one to the other.
 *
 * A range of samples is cut into batches, numbered from 0. Whoever makes copies claims the next number and makes that
 * batch; since the copies of a batch are a function of its number, it does not matter who claims which.
 */

const NEXT = 0;
const STOP = 1;
const DONE = 2;
const TAKEN = 3;
const FILLED = 4;
const FREED = 5;
const SLOTS = 6;

/** Numbers of a slot: its state and the batch it holds. */
const PER_SLOT = 2;
const EMPTY = 0;
const FILLING = 1;
const FULL = 2;
const IN_USE = 3;

/** How long a thread sleeps before it looks again whether it should stop, in milliseconds. */
const NAP = 100;

/** Plain data, to be sent to threads. */
export interface BoardMemory {
  readonly control: SharedArrayBuffer;
  readonly pixels: SharedArrayBuffer;
  /** Batches between makers and models; none where each thread makes its own copies. */
  readonly slots: readonly SharedArrayBuffer[];
}

/** Memory for images of `dim` numbers and `slots` batches of `batch` copies. */
export function boardMemory(dim: number, batch: number, slots: number): BoardMemory {
  return {
    control: new SharedArrayBuffer(4 * (SLOTS + PER_SLOT * slots)),
    pixels: new SharedArrayBuffer(4 * dim),
    slots: Array.from({ length: slots }, () => new SharedArrayBuffer(4 * dim * batch)),
  };
}

export class VoteBoard {
  readonly pixels: Float32Array;
  readonly slots: readonly Float32Array[];
  readonly #control: Int32Array;

  constructor(memory: BoardMemory) {
    this.#control = new Int32Array(memory.control);
    this.pixels = new Float32Array(memory.pixels);
    this.slots = memory.slots.map((slot) => new Float32Array(slot));
  }

  /** Before a range; no thread may be at work. */
  reset(): void {
    this.#control.fill(0);
  }

  /** Number of the next batch to make. */
  claim(): number {
    return Atomics.add(this.#control, NEXT, 1);
  }

  /** Asks all threads to stop after the batch they are at, and wakes those that wait. */
  stop(): void {
    Atomics.store(this.#control, STOP, 1);
    for (const bell of [FILLED, FREED]) {
      Atomics.add(this.#control, bell, 1);
      Atomics.notify(this.#control, bell);
    }
  }

  get stopped(): boolean {
    return Atomics.load(this.#control, STOP) === 1;
  }

  addDone(samples: number): void {
    Atomics.add(this.#control, DONE, samples);
  }

  /** Samples of the range that have voted. */
  get done(): number {
    return Atomics.load(this.#control, DONE) >>> 0;
  }

  /** A maker's: an empty slot to fill, -1 when stopped. Blocks the thread. */
  takeEmpty(): number {
    return this.#take(EMPTY, FILLING, FREED);
  }

  /** The slot holds this batch now. */
  giveFull(slot: number, batch: number): void {
    this.#control[SLOTS + PER_SLOT * slot + 1] = batch;
    this.#give(slot, FULL, FILLED);
  }

  /**
   * A model's: a full slot, or -1 when all `batches` are taken, or stopped. Blocks the thread.
   * The order of batches is that in which they were filled.
   */
  takeFull(batches: number): number {
    if (Atomics.add(this.#control, TAKEN, 1) >= batches) return -1;
    return this.#take(FULL, IN_USE, FILLED);
  }

  /** The batch in a slot. */
  batchIn(slot: number): number {
    return this.#control[SLOTS + PER_SLOT * slot + 1]!;
  }

  /** The slot's contents have been read. */
  giveEmpty(slot: number): void {
    this.#give(slot, EMPTY, FREED);
  }

  #take(from: number, to: number, bell: number): number {
    while (!this.stopped) {
      // Read before looking: a slot given between the look and the wait changes it, and the wait returns at once.
      const rung = Atomics.load(this.#control, bell);
      for (let slot = 0; slot < this.slots.length; slot++) {
        if (Atomics.compareExchange(this.#control, SLOTS + PER_SLOT * slot, from, to) === from) return slot;
      }
      Atomics.wait(this.#control, bell, rung, NAP);
    }
    return -1;
  }

  #give(slot: number, state: number, bell: number): void {
    Atomics.store(this.#control, SLOTS + PER_SLOT * slot, state);
    Atomics.add(this.#control, bell, 1);
    Atomics.notify(this.#control, bell);
  }
}
