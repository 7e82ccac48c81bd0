/** The float32 functions against the same functions of the same words in double precision. */
import { describe, expect, it } from 'vitest';
import {
  exponentialOfLowBits,
  exponentialOfWord,
  inverseRoot,
  NEAR_ONE_31,
  NEAR_ONE_32,
  normalPair,
  rootOfTwice,
  symmetricUniform,
} from '../../../src/certify/copies/float-functions.ts';
import { philox4x32 } from '../../../src/numeric/random/philox.ts';

/** 2^20 words: every power of two and its neighbours, the places where the formulas change, then Philox. */
const WORDS = new Uint32Array(2 ** 20);
for (let i = 0; i < WORDS.length; i += 4) philox4x32(i, 0, 0, 0, 20, 26, WORDS, i);
const CORNERS = [
  ...Array.from({ length: 32 }, (_, k) => [2 ** k - 1, 2 ** k, 2 ** k + 1]).flat(),
  ...[NEAR_ONE_31, NEAR_ONE_32, 0x7fffffff, 0xffffffff].flatMap((w) => [w - 2, w - 1, w]),
  0x20000000,
  0x1fffffff,
  0xe0000000,
  0xdfffffff,
];
WORDS.set(CORNERS);

/** Distance from the exact value in units of its last place. */
function ulps(value: number, exact: number): number {
  return Math.abs(value - exact) / 2 ** (Math.floor(Math.log2(Math.abs(exact))) - 23);
}

function worst(value: (word: number) => number, exact: (word: number) => number): number {
  let largest = 0;
  for (const word of WORDS) largest = Math.max(largest, ulps(value(word), exact(word)));
  return largest;
}

/** -log((v + 1/2) 2^-bits), from the nearer end. */
function exponential(v: number, bits: number): number {
  const u = (v + 0.5) * 2 ** -bits;
  return u < 0.5 ? -Math.log(u) : -Math.log1p(-(2 ** bits - v - 0.5) * 2 ** -bits);
}

/** Box and Muller in double precision, on the same angle. */
function exactPair(radiusWord: number, angleWord: number): [number, number] {
  const r = Math.sqrt(2 * exponential(radiusWord, 32));
  const quarter = Math.floor((angleWord + 2 ** 29) / 2 ** 30);
  const rest = angleWord - quarter * 2 ** 30;
  const angle = ((2 * Math.floor(rest / 64) + 1) * 2 ** -24 * Math.PI) / 4;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const turned: [number, number][] = [
    [c, s],
    [-s, c],
    [-c, -s],
    [s, -c],
  ];
  const [x, y] = turned[quarter % 4]!;
  return [r * x, r * y];
}

describe('float32 functions of random words', () => {
  it('exponentials are within 3 ulp', () => {
    expect(worst(exponentialOfWord, (w) => exponential(w, 32))).toBeLessThan(3);
    expect(worst(exponentialOfLowBits, (w) => exponential(w % 2 ** 31, 31))).toBeLessThan(3);
  });

  it('square roots and their inverses are within 2 ulp', () => {
    const size = (word: number): number => Math.fround((word + 1) * 2 ** -20);
    expect(
      worst(
        (w) => rootOfTwice(size(w)),
        (w) => Math.sqrt(2 * size(w)),
      ),
    ).toBeLessThan(2);
    expect(
      worst(
        (w) => inverseRoot(size(w)),
        (w) => 1 / Math.sqrt(size(w)),
      ),
    ).toBeLessThan(2);
  });

  it('normals are within 6 ulp of Box and Muller in double precision, and have its sign', () => {
    const out = new Float32Array(2);
    let largest = 0;
    for (let i = 0; i + 1 < WORDS.length; i++) {
      const [radiusWord, angleWord] = [WORDS[i]!, WORDS[i + 1]!];
      normalPair(radiusWord, angleWord, out, 0);
      const exact = exactPair(radiusWord, angleWord);
      for (const k of [0, 1] as const) {
        largest = Math.max(largest, ulps(out[k]!, exact[k]));
        if (Math.sign(out[k]!) !== Math.sign(exact[k])) throw new Error(`sign at ${radiusWord}, ${angleWord}`);
      }
    }
    expect(largest).toBeLessThan(6);
  });

  it('uniforms are the odd multiples of 2^-24: exactly 2^24 values, symmetric, never 0, 1 or -1', () => {
    expect(symmetricUniform(0)).toBe(-1 + 2 ** -24);
    expect(symmetricUniform(0xffffffff)).toBe(1 - 2 ** -24);
    for (const word of CORNERS) {
      const t = symmetricUniform(word);
      expect(Math.fround(t)).toBe(t);
      expect(Math.abs((t * 2 ** 24) % 2)).toBe(1);
      expect(symmetricUniform(~word >>> 0)).toBe(-t);
      expect(symmetricUniform(word ^ 255)).toBe(t);
    }
  });

  it('tails end where the scheme says', () => {
    const out = new Float32Array(2);
    normalPair(0, 0, out, 0);
    expect(out[0]).toBeCloseTo(Math.sqrt(2 * 33 * Math.LN2), 5);
    expect(exponentialOfLowBits(0)).toBeCloseTo(32 * Math.LN2, 5);
    expect(exponentialOfWord(0xffffffff)).toBe(Math.fround(2 ** -33));
    expect(exponentialOfLowBits(0x7fffffff)).toBe(Math.fround(2 ** -32));
  });
});
