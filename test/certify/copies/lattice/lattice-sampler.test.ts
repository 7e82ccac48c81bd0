/**
 * The sampler of noise on a grid: every word of small widths, and the laws drawn against exact integer probabilities. A
 * true law fails a Dvoretzky-Kiefer-Wolfowitz test with probability at most 1e-9, and a chi-square test (classes of
 * 1,000 expected and more) with about 1e-9.
 */
import { describe, expect, it } from 'vitest';
import { latticeNoise } from '../../../../src/certify/copies/lattice/lattice-kernel.ts';
import { latticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import { thresholdCount } from '../../../../src/certify/copies/lattice/threshold-search.ts';
import { nearestLatticeLambda } from '../../../../src/certify/copies/lattice/uniform-lattice.ts';
import { productNoise } from '../../../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../../../src/noise/spec.ts';
import { philox4x32 } from '../../../../src/numeric/random/philox.ts';
import { randomStream } from '../../../../src/numeric/random/random-stream.ts';
import { expectLaw } from './lattice-cases.ts';

describe('counting thresholds', () => {
  it.each([4, 5, 6])('is #{k : T_k <= U} for every U of two words of %i bits', (wordBits) => {
    const random = randomStream(3, wordBits);
    const words = 2 ** wordBits;
    for (let trial = 0; trial < 40; trial++) {
      // Few and many thresholds, equal ones and several to one first half.
      const length = [1, 2, 7, 30, 200][trial % 5]!;
      const span = trial % 3 === 0 ? 3 * words : words ** 2;
      const thresholds = Array.from({ length }, () => random.integer(span)).sort((a, b) => a - b);
      const high = Uint32Array.from(thresholds, (t) => Math.floor(t / words));
      const low = Uint32Array.from(thresholds, (t) => t % words);
      const count = thresholdCount({ high, low }, wordBits);
      for (let u = 0; u < words ** 2; u++) {
        const first = Math.floor(u / words);
        let asked = 0;
        const found = count(first, () => {
          asked++;
          return u % words;
        });
        if (found !== thresholds.filter((t) => t <= u).length) expect.unreachable(`U = ${u} of ${thresholds.join()}`);
        if (asked !== (high.includes(first) ? 1 : 0)) expect.unreachable(`U = ${u} asked ${asked} times`);
      }
    }
  });
});

const SPECS = ['uniform:linf', 'gaussian', 'laplace', 'iid-exp,s=0.5', 'iid-pareto,a=3', '1/(1+x^2)^3'];
/** Numbers a law: 1e8 in the long mode (npx vitest run --mode fuzz on this file). */
const SAMPLES = process.env['MODE'] === 'fuzz' ? 100_000 : 10_000;

describe('noise on a grid', () => {
  it.each(SPECS)(`%s has its law: ${SAMPLES * 1000} numbers`, { timeout: 300_000 }, async (spec) => {
    const grid = 40;
    const lambda = spec === 'uniform:linf' ? nearestLatticeLambda(0.9, grid) : 0.3;
    const dim = 1000;
    const drawn = spec.startsWith('1/') ? productNoise(spec, dim, { lambda }) : parseNoise(spec, dim, { lambda });
    const law = await latticeLaw(drawn, grid);
    const noise = latticeNoise(law, dim, 17);
    const samples = SAMPLES;
    const n = dim * samples;
    const counts = new Float64Array(2 * law.reach + 1);
    const numbers = new Int32Array(dim);
    for (let sample = 0; sample < samples; sample++) {
      noise.fill(5, sample, numbers);
      for (let i = 0; i < dim; i++) counts[numbers[i]! + law.reach]!++;
    }
    expectLaw(counts, law, n);
    // 2 K first halves of 2^32: wanted 2 K n / 2^32 times, about 10 here at most in 1e7; 60 has probability below 1e-9.
    expect(noise.secondWords()).toBeLessThan(60 + (4 * law.reach * n) / 2 ** 32);
  });

  it('is a function of seed, image, sample and coordinate: word w of its block, and the second of a block apart', async () => {
    const law = await latticeLaw(parseNoise('laplace', 10, { lambda: 0.5 }), 255);
    const out = new Int32Array(10);
    const seed = 2 ** 40 + 3;
    latticeNoise(law, 10, seed).fill(7, 11, out);
    const again = new Int32Array(10);
    const other = latticeNoise(law, 10, seed);
    other.fill(1, 2, again);
    other.fill(7, 11, again);
    expect(again).toEqual(out);
    const count = thresholdCount(law);
    const [words, seconds] = [new Uint32Array(4), new Uint32Array(4)];
    for (let i = 0; i < 10; i++) {
      philox4x32(i >>> 2, 11, 7, 0, seed >>> 0, 2 ** 8, words);
      philox4x32(i >>> 2, 11, 7, 4, seed >>> 0, 2 ** 8, seconds);
      expect(out[i]).toBe(count(words[i % 4]!, () => seconds[i % 4]!) - law.reach);
    }
  });

  it('asks for the second word where the first decides nothing', () => {
    // Thresholds 1.5, 2, 2.25 and 3 in units of 2^32.
    const count = thresholdCount({ high: Uint32Array.of(1, 2, 2, 3), low: Uint32Array.of(2 ** 31, 0, 2 ** 30, 0) });
    const at = (first: number, second: number): number => count(first, () => second);
    expect([at(0, 0), at(1, 2 ** 31 - 1), at(1, 2 ** 31), at(2, 0), at(2, 2 ** 30), at(3, 0), at(4, 0)]).toEqual([
      0, 0, 1, 2, 3, 4, 4,
    ]);
  });
});
