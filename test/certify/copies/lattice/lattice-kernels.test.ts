/** The kernels of noise on a grid: the same copies, bit for bit, in TypeScript and WebAssembly. */
import { describe, expect, it } from 'vitest';
import { latticeCopyKernel, latticeNoise } from '../../../../src/certify/copies/lattice/lattice-kernel.ts';
import { gridUnits } from '../../../../src/certify/copies/lattice/image-on-grid.ts';
import { VALUE_RANGES } from '../../../../src/certify/data/value-range.ts';
import { expectLaw, imageOf, LATTICE_CASES, latticeCase, lawAtWords } from './lattice-cases.ts';

describe('copies on a grid', () => {
  it.each(LATTICE_CASES)('of %s on 1/%i are the same by WebAssembly, a million numbers', async (spec, grid, sigma) => {
    const law = await latticeCase(spec, grid, sigma);
    const [dim, count] = [1000, 1000];
    const image = imageOf(dim, grid, 5, '0..1');
    const [plain, vector] = [new Float32Array(dim * count), new Float32Array(dim * count)];
    latticeCopyKernel(law, dim, 77, '0..1', 'typescript').copies(image, 2 ** 31, count, plain);
    latticeCopyKernel(law, dim, 77, '0..1', 'wasm').copies(image, 2 ** 31, count, vector);
    expect(Buffer.compare(Buffer.from(vector.buffer), Buffer.from(plain.buffer))).toBe(0);
  });

  it.each(['uniform:linf', 'gaussian', 'laplace'])(
    'of %s have its law: 1e8 numbers',
    { timeout: 120_000 },
    async (spec) => {
      const law = await latticeCase(spec, 255, 0.5);
      const [dim, samples, rounds] = [10_000, 100, 100];
      const kernel = latticeCopyKernel(law, dim, 23, '0..255');
      const copies = kernel.buffer!(dim * samples);
      const image = { index: 2, pixels: new Float32Array(dim) };
      const counts = new Float64Array(2 * law.reach + 1);
      for (let round = 0; round < rounds; round++) {
        kernel.copies(image, round * samples, samples, copies);
        for (let i = 0; i < copies.length; i++) counts[copies[i]! + law.reach]!++;
      }
      expectLaw(counts, law, dim * samples * rounds);
    },
  );

  it.each([1, 3, 4, 5, 31, 32, 33, 192, 3072])(
    'are the same in dimension %i, for every range, wherever they are made',
    async (dim) => {
      const law = await latticeCase('laplace', 255, 0.25);
      for (const range of VALUE_RANGES) {
        const plain = latticeCopyKernel(law, dim, 2 ** 40 + 3, range, 'typescript');
        const vector = latticeCopyKernel(law, dim, 2 ** 40 + 3, range, 'wasm');
        const batch = vector.buffer!(4 * dim);
        for (const index of [0, 2 ** 32 - 1]) {
          const image = imageOf(dim, 255, index, range);
          const expected = new Float32Array(4 * dim);
          plain.copies(image, 9, 4, expected);
          vector.copies(image, 9, 4, batch);
          expect([...batch]).toEqual([...expected]);
        }
      }
    },
  );

  it('ask for a second word where the first is the half of a threshold, and it alone decides', () => {
    const [dim, seed, image, sample] = [64, 12, 3, 8];
    // Just at the second word, and just above it; each first half twice, once with a second half that is always
    // reached.
    for (const above of [0, 1] as const) {
      const { law, drawn } = lawAtWords({ dim, seed, image, sample }, above);
      const noise = latticeNoise(law, dim, seed);
      const integers = new Int32Array(dim);
      noise.fill(image, sample, integers);
      expect(noise.secondWords()).toBe(dim);
      const rank = (word: number): number => drawn.filter((each) => each < word).length;
      expect([...integers]).toEqual(drawn.map((word) => 2 * rank(word) + (above === 0 ? 2 : 1) - dim));
      const copies = new Float32Array(dim);
      latticeCopyKernel(law, dim, seed, '0..1', 'wasm').copies(
        { index: image, pixels: new Float32Array(dim) },
        sample,
        1,
        copies,
      );
      expect([...copies]).toEqual([...integers].map((k) => (k === 0 ? 0 : k)));
    }
  });

  it('ask for it under the uniform law, too, where the product leaves that open', async () => {
    // M close to 2^17: the second word is wanted once in 2^15 words, 200 times here.
    const law = await latticeCase('uniform:linf', 255, 148.3);
    expect(2 * law.reach + 1).toBeGreaterThan(130_000);
    const [dim, count] = [4096, 1600];
    const image = { index: 1, pixels: new Float32Array(dim) };
    const plain = latticeNoise(law, dim, 3);
    const vector = latticeCopyKernel(law, dim, 3, '0..255', 'wasm');
    expect(gridUnits(255, '0..255').unit).toBe(1);
    const [integers, copies] = [new Int32Array(dim), new Float32Array(dim)];
    for (let sample = 0; sample < count; sample++) {
      plain.fill(1, sample, integers);
      vector.copies(image, sample, 1, copies);
      if (copies.some((k, i) => k !== integers[i])) expect([...copies]).toEqual([...integers]);
    }
    expect(plain.secondWords()).toBeGreaterThan(100);
  });
});
