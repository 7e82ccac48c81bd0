/** A random stream that belongs to one (image, sample, purpose). */
import { philox4x32 } from '../../numeric/random/philox.ts';
import { PhiloxStream } from '../../numeric/random/random-stream.ts';

/** What a counter's last word says its block is for. */
export const PURPOSE = { coordinates: 0, radius: 1, face: 2, sampler: 3, secondWord: 4 } as const;

/** Key words of a seed in [0, 2^53): its low and its high 32 bits. */
export function seedKey(seed: number): readonly [number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`The seed must be an integer from 0 to 2^53 - 1, but is ${seed}.`);
  }
  return [seed >>> 0, Math.floor(seed / 2 ** 32)];
}

/**
 * The library's samplers over the blocks with counter (0, 1, ...; sample; image; purpose) and the seed's key.
 *
 * Streams of different (image, sample, purpose) have different counters under one key, and Philox is a bijection of the
 * counter: no two streams of a seed share a block. `start` moves to another stream without allocating.
 */
export class SampleStream extends PhiloxStream {
  private readonly low: number;
  private readonly high: number;
  private readonly purpose: number;
  private readonly buffer = new Uint32Array(4);
  private image = 0;
  private sample = 0;
  private position = 0;

  constructor(seed: number, purpose: number) {
    super(seed, 0);
    [this.low, this.high] = seedKey(seed);
    this.purpose = purpose;
  }

  /** Goes to the start of the stream of this image and sample, both in [0, 2^32). */
  start(image: number, sample: number): this {
    this.image = image;
    this.sample = sample;
    this.position = 0;
    this.forget();
    return this;
  }

  protected override word(): number {
    const lane = this.position % 4;
    if (lane === 0) {
      const block = this.position / 4;
      if (block >= 2 ** 32) throw new RangeError('A sampler drew more than 2^34 random words for one sample.');
      philox4x32(block, this.sample, this.image, this.purpose, this.low, this.high, this.buffer);
    }
    this.position++;
    return this.buffer[lane]!;
  }
}
