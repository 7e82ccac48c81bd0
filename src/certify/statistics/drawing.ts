/**
 * Votes of one image drawn bit by bit: whoever counts them says how many are wanted, and here alone the engine is
 * asked.
 */
import type { Engine, NumberedImage, Votes } from '../engine.ts';
import { SAMPLES } from './samples.ts';
import { checkedVotes } from './votes.ts';

/** Called after every request to the engine with the samples drawn so far for this image and their greatest number. */
export type SampleProgress = (drawn: number, atMost: number) => void;

/** How a drawing goes on. */
export interface DrawingOptions {
  /** Samples that may be drawn in all, for `onSamples`. */
  readonly atMost: number;
  readonly signal?: AbortSignal | undefined;
  readonly onSamples?: SampleProgress | undefined;
}

/** The votes of the samples 0, 1, ..., drawn - 1 of estimation. */
export class Drawing implements Votes {
  readonly image: NumberedImage;
  readonly counts: Float64Array;
  readonly nearTies: Float64Array;
  readonly #engine: Engine;
  readonly #options: DrawingOptions;
  #drawn = 0;

  constructor(engine: Engine, image: NumberedImage, options: DrawingOptions) {
    this.image = image;
    this.counts = new Float64Array(engine.model.classes);
    this.nearTies = new Float64Array(engine.model.classes);
    this.#engine = engine;
    this.#options = options;
  }

  /** Samples so far. */
  get drawn(): number {
    return this.#drawn;
  }

  /**
   * Draws until there are `n` samples, in requests of the size that the engine prefers. Throws EngineFault; rejects
   * with the signal's reason.
   */
  async until(n: number): Promise<void> {
    const { atMost, signal, onSamples } = this.#options;
    while (this.#drawn < n) {
      const count = Math.min(n - this.#drawn, this.#engine.preferredCount);
      const range = { first: SAMPLES.estimation.first + this.#drawn, count };
      const votes = await checkedVotes(this.#engine, this.image, range, signal);
      for (let c = 0; c < this.counts.length; c++) {
        this.counts[c]! += votes.counts[c]!;
        this.nearTies[c]! += votes.nearTies[c]!;
      }
      this.#drawn += count;
      onSamples?.(this.#drawn, atMost);
    }
  }
}
