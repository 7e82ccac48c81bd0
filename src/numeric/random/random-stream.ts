/**
 * The random stream of the library: exact samplers over Philox4x32-10.
 *
 * A stream is a pure function of (seed, stream) and of how far it has been read. No draw allocates.
 */
import { InvalidInput } from '../invalid-input.ts';
import { philox4x32 } from './philox.ts';

/** A deterministic stream of random numbers: a pure function of its key and of how far it has been read. */
export interface RandomStream {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform on (0, 1): never 0, for logarithms. */
  uniformOpen(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential of rate 1. */
  exponential(): number;
  /** Gamma(shape, scale 1), shape > 0. */
  gamma(shape: number): number;
  /** -1 or 1 with equal probability. */
  sign(): -1 | 1;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
}

const TWO_32 = 4294967296;
const TWO_26 = 67108864;
const TWO_MINUS_53 = 2 ** -53;
const TWO_MINUS_52 = 2 ** -52;

/** Words computed at once: 64 blocks of 4. */
const BUFFER_WORDS = 256;

/**
 * A fresh stream. `seed` and `stream` are integers in [0, 2^53); distinct pairs give independent streams (their
 * counters and keys never coincide).
 *
 * @example
 * randomStream(7, 1).uniform() === randomStream(7, 1).uniform() // => true
 */
export function randomStream(seed: number, stream = 0): RandomStream {
  return new PhiloxStream(requireIndex(seed, 'seed'), requireIndex(stream, 'stream'));
}

/**
 * A 32-bit seed made from a seed in [0, 2^53) and a label, so that independent parts of a computation draw independent
 * numbers from one seed. A hash (FNV-1a, then Philox as the finalizer): labels collide with probability 2^-32.
 */
export function mixSeed(seed: number, label: string): number {
  requireIndex(seed, 'seed');
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < label.length; i++) {
    const unit = label.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  const out = new Uint32Array(4);
  philox4x32(hash, label.length, 0, 0x6d69, seed >>> 0, Math.floor(seed / TWO_32), out);
  return out[0]!;
}

function requireIndex(value: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidInput(`The ${name} must be an integer from 0 to 2^53 - 1, but is ${value}.`, { code: 'seed' });
  }
  return value;
}

/**
 * The samplers over a source of words; a subclass may take its words from elsewhere (certify/copies/sample-stream.ts).
 */
export class PhiloxStream implements RandomStream {
  private readonly key0: number;
  private readonly key1: number;
  private readonly counter2: number;
  private readonly counter3: number;
  private readonly words = new Uint32Array(BUFFER_WORDS);
  private block = 0;
  private next = BUFFER_WORDS;
  /** The second value of the polar pair, NaN when there is none. */
  private spareNormal = NaN;
  private signBits = 0;
  private signsLeft = 0;

  constructor(seed: number, stream: number) {
    this.key0 = seed >>> 0;
    this.key1 = stream >>> 0;
    this.counter2 = Math.floor(seed / TWO_32);
    this.counter3 = Math.floor(stream / TWO_32);
  }

  private refill(): void {
    for (let i = 0; i < BUFFER_WORDS; i += 4) {
      philox4x32(
        this.block,
        Math.floor(this.block / TWO_32),
        this.counter2,
        this.counter3,
        this.key0,
        this.key1,
        this.words,
        i,
      );
      this.block++;
    }
    this.next = 0;
  }

  /** Forgets what earlier draws left over, for a subclass that starts again elsewhere. */
  protected forget(): void {
    this.spareNormal = NaN;
    this.signsLeft = 0;
  }

  /** The next word, in [0, 2^32). */
  protected word(): number {
    if (this.next === BUFFER_WORDS) this.refill();
    return this.words[this.next++]!;
  }

  uniform(): number {
    return ((this.word() >>> 5) * TWO_26 + (this.word() >>> 6)) * TWO_MINUS_53;
  }

  uniformOpen(): number {
    // Odd multiples of 2^-53: symmetric about 1/2, and neither 0 nor 1.
    return ((this.word() >>> 6) * TWO_26 + (this.word() >>> 6) + 0.5) * TWO_MINUS_52;
  }

  /** Marsaglia's polar method: exact, no trigonometry. */
  normal(): number {
    const spare = this.spareNormal;
    if (spare === spare) {
      this.spareNormal = NaN;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniformOpen() - 1;
      const v = 2 * this.uniformOpen() - 1;
      const square = u * u + v * v;
      if (square < 1 && square > 0) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        this.spareNormal = v * factor;
        return u * factor;
      }
    }
  }

  exponential(): number {
    return -Math.log(this.uniformOpen());
  }

  /** Marsaglia and Tsang, "A simple method for generating gamma variables" (ACM TOMS 26, 2000). */
  gamma(shape: number): number {
    if (!(shape > 0 && shape < Infinity)) {
      throw new InvalidInput(`The shape of a gamma distribution must be positive and finite, but is ${shape}.`, {
        code: 'argument',
      });
    }
    if (shape < 1) {
      // Gamma(shape + 1) U^(1/shape): the exponential is -log U, so no power of a tiny base is taken.
      const boosted = this.gamma(shape + 1);
      return boosted * Math.exp(-this.exponential() / shape);
    }
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const y = c * x;
      if (y <= -1) continue;
      const excess = y * (3 + y * (3 + y)); // (1 + y)^3 - 1
      // Accept when log U < x^2/2 + d (1 - v + log v); written with v - 1 so that nothing cancels at large shapes.
      if (-this.exponential() < 0.5 * x * x + d * (3 * Math.log1p(y) - excess)) return d * (1 + excess);
    }
  }

  sign(): -1 | 1 {
    if (this.signsLeft === 0) {
      this.signBits = this.word();
      this.signsLeft = 32;
    }
    this.signsLeft--;
    const bit = this.signBits & 1;
    this.signBits >>>= 1;
    return bit === 0 ? -1 : 1;
  }

  integer(n: number): number {
    if (!Number.isSafeInteger(n) || n < 1) {
      throw new InvalidInput(`A random integer below n needs an integer n from 1 to 2^53 - 1, but n is ${n}.`, {
        code: 'argument',
      });
    }
    if (n <= TWO_32) {
      // Reject the incomplete last block so that every residue is equally likely.
      const limit = TWO_32 - (TWO_32 % n);
      for (;;) {
        const word = this.word();
        if (word < limit) return word % n;
      }
    }
    const limit = 2 ** 53 - (2 ** 53 % n);
    for (;;) {
      const wide = (this.word() >>> 5) * TWO_32 * 2 ** -6 + (this.word() >>> 6);
      if (wide < limit) return wide % n;
    }
  }
}
