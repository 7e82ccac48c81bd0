/** Noise as a pure function of (seed, image, sample, coordinate): the scheme itself, and the same bits everywhere. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../src/certify/statistics/samples.ts';
import { noiseKernel, noisyCopyKernel } from '../../../src/certify/copies/noise-kernels.ts';
import { noiseRecipe, scaleAtLeast } from '../../../src/certify/copies/noise-recipe.ts';
import { NOISE_WASM_SOURCE } from '../../../src/certify/copies/noise-wasm.ts';
import { PURPOSE, SampleStream } from '../../../src/certify/copies/sample-stream.ts';
import { faceIndex, sumAsFloat } from '../../../src/certify/copies/sphere-points.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { parseNoiseFile } from '../../../src/noise/file.ts';
import type { Noise } from '../../../src/noise/noise.ts';
import { philox4x32 } from '../../../src/numeric/random/philox.ts';
import { differing, LAWS } from './noise-cases.ts';

const root = resolve(import.meta.dirname, '../../..');
const SEED = 2 ** 52 + 12345;

function filled(
  noise: Noise,
  image: number,
  first: number,
  count: number,
  backend?: 'wasm' | 'typescript',
): Float32Array {
  const out = new Float32Array(count * noise.dim);
  noiseKernel(noise, SEED, backend).fill(image, first, count, out);
  return out;
}

describe('the scheme', () => {
  it('takes coordinate 4 b + w from word w of block b, under counter (b, sample, image, 0) and the seed as key', () => {
    const noise = parseNoise('uniform:linf', 11, { lambda: 0.5 });
    const out = filled(noise, 7, 2 ** 32 - 1, 1);
    const words = new Uint32Array(4);
    for (let i = 0; i < 11; i++) {
      philox4x32(i >> 2, 0xffffffff, 7, 0, SEED % 2 ** 32, Math.floor(SEED / 2 ** 32), words);
      expect(out[i]).toBe(0.5 * (2 * (words[i % 4]! >>> 8) + 1 - 2 ** 24) * 2 ** -24);
    }
  });

  it('never scales by less than lambda', () => {
    for (const lambda of [0.1, 0.25, Math.sqrt(3) / 2, 1e-30, 12345.678]) {
      const scale = scaleAtLeast(lambda);
      expect(Math.fround(scale)).toBe(scale);
      expect(scale).toBeGreaterThanOrEqual(lambda);
      expect(scale / lambda).toBeLessThan(1 + 2 ** -22);
    }
    expect(() => scaleAtLeast(1e31)).toThrow(/float32/);
  });

  it('gives each purpose, image and sample words of its own', () => {
    const seen = new Set<number>();
    for (const purpose of [PURPOSE.radius, PURPOSE.sampler]) {
      const stream = new SampleStream(SEED, purpose);
      for (const [image, sample] of [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
        [2 ** 31, 0],
        [0, SAMPLES.selection.first],
      ] as const) {
        seen.add(stream.start(image, sample).uniform());
      }
    }
    expect(seen.size).toBe(12);
  });

  it('starts a stream again as if nothing had been drawn before', () => {
    const used = new SampleStream(SEED, PURPOSE.radius).start(3, 4);
    const draws = (stream: SampleStream): number[] => [
      stream.normal(),
      stream.sign(),
      stream.gamma(2.5),
      stream.uniform(),
    ];
    const first = draws(used);
    used.normal(); // leaves a spare behind
    expect(draws(used.start(3, 4))).toEqual(first);
    expect(draws(new SampleStream(SEED, PURPOSE.radius).start(3, 4))).toEqual(first);
  });

  it('chooses faces by 64 bits, evenly', () => {
    for (const dim of [1, 3, 3072, 1_000_000]) {
      for (const [high, low] of [
        [0, 0],
        [1, 2],
        [0x80000000, 5],
        [0xffffffff, 0xffffffff],
        [0x12345678, 0x9abcdef0],
      ] as const) {
        const exact = (BigInt(dim) * ((BigInt(high) << 32n) + BigInt(low))) >> 64n;
        expect(faceIndex(high, low, dim)).toBe(Number(exact));
      }
    }
    expect(sumAsFloat(3 * 2 ** 40 + 2 ** 26)).toBe(3 * 2 ** 14 + 1);
  });
});

describe('the same bits', () => {
  it('the compiled kernels belong to their source', () => {
    const source = readFileSync(join(root, 'src/certify/copies/wasm/noise-kernels.assemblyscript'));
    expect(createHash('sha256').update(source).digest('hex')).toBe(NOISE_WASM_SOURCE);
  });

  // 326 samples of 3074 coordinates: a million numbers, and neither 4 nor 16 divides a sample.
  it.each(LAWS)('%s: WebAssembly = TypeScript for a million numbers', (spec) => {
    const noise = parseNoise(spec, 3074, { lambda: 0.7 });
    const [image, first] = [5, 2 ** 32 - 326];
    expect(differing(filled(noise, image, first, 326, 'wasm'), filled(noise, image, first, 326, 'typescript'))).toBe(0);
  });

  it.each(['uniform:linf', 'gaussian', 'uniform:l2', 'exp:linf,k=2,j=0', 'iid-exp,s=0.5'])(
    '%s: whatever the batches, the order and what was drawn in between',
    (spec) => {
      const noise = parseNoise(spec, 37, { lambda: 1 });
      const whole = filled(noise, 9, 100, 50);
      const kernel = noiseKernel(noise, SEED);
      const parts = new Float32Array(whole.length);
      for (const [from, count] of [
        [23, 27],
        [0, 1],
        [8, 15],
        [1, 7],
      ] as const) {
        kernel.fill(8, from, 3, new Float32Array(3 * 37));
        kernel.fill(9, 100 + from, count, parts.subarray(from * 37));
      }
      expect(differing(whole, parts)).toBe(0);
    },
  );

  it('differs between samples, images, seeds, selection and estimation', () => {
    const noise = parseNoise('gaussian', 8, { lambda: 1 });
    const rows = [
      filled(noise, 0, 0, 4),
      filled(noise, 1, 0, 4),
      filled(noise, 0, SAMPLES.selection.first, 4),
      filled(noise, SAMPLES.selection.first, 0, 4),
    ].flatMap((out) => Array.from({ length: 4 }, (_, n) => out.subarray(8 * n, 8 * n + 8).join()));
    const other = new Float32Array(8);
    for (const seed of [SEED + 1, SEED - 2 ** 32, 0]) {
      noiseKernel(noise, seed).fill(0, 0, 1, other);
      rows.push(other.join());
    }
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('a copy is pixel plus noise, rounded once more', () => {
    for (const spec of ['gaussian', 'uniform:l1', 'iid-pareto,a=3']) {
      for (const backend of ['wasm', 'typescript'] as const) {
        const noise = parseNoise(spec, 45, { lambda: 0.3 });
        const pixels = Float32Array.from({ length: 45 }, (_, i) => ((37 * i) % 256) / 255);
        const copies = new Float32Array(3 * 45);
        noisyCopyKernel(noise, SEED, backend).copies({ index: 6, pixels }, 10, 3, copies);
        const expected = filled(noise, 6, 10, 3, backend).map((x, i) => Math.fround(x + pixels[i % 45]!));
        expect(differing(copies, expected)).toBe(0);
      }
    }
  });
});

describe('copies in the memory of their kernel', () => {
  // 45 and 77 are no multiples of a vector or of the 32 numbers that are made at once; 64 is.
  it.each(['uniform:linf', 'laplace', 'uniform:linf,d=64', 'uniform:l1', 'exp:linf,k=2,j=0', 'uniform:l2,d=5'])(
    '%s: the same, wherever and in whatever order they are made',
    (law) => {
      const [spec, dims] = law.split(',d=') as [string, string?];
      for (const dim of dims === undefined ? [45, 77] : [Number(dims)]) {
        const noise = parseNoise(spec, dim, { lambda: 0.3 });
        const pixels = Float32Array.from({ length: dim }, (_, i) => i / dim);
        const image = { index: 3, pixels };
        const apart = new Float32Array(9 * dim);
        noisyCopyKernel(noise, SEED, 'typescript').copies(image, 100, 9, apart);
        for (const backend of ['wasm', 'typescript'] as const) {
          const kernel = noisyCopyKernel(noise, SEED, backend);
          kernel.buffer!(2 * dim);
          const inside = kernel.buffer!(9 * dim);
          expect(inside.length).toBe(9 * dim);
          for (const [from, count] of [
            [6, 3],
            [0, 2],
            [2, 4],
          ] as const) {
            kernel.copies(image, 100 + from, count, inside.subarray(from * dim, (from + count) * dim));
            kernel.copies({ index: 4, pixels }, 0, 1, new Float32Array(dim));
          }
          expect(differing(inside, apart)).toBe(0);
        }
      }
    },
  );

  it('move to new memory when a larger buffer is asked for', () => {
    const noise = parseNoise('gaussian', 64, { lambda: 0.3 });
    const image = { index: 3, pixels: new Float32Array(64).fill(0.5) };
    const kernel = noisyCopyKernel(noise, SEED, 'wasm');
    const small = kernel.buffer!(64);
    kernel.copies(image, 0, 1, small);
    const first = small.slice();
    const large = kernel.buffer!(64 * 4096);
    expect(small.length).toBe(0);
    expect(() => kernel.copies(image, 0, 1, small)).toThrow(/do not fit/);
    kernel.copies(image, 0, 4096, large);
    expect(large.subarray(0, 64)).toEqual(first);
  });
});

describe('what a kernel is made from', () => {
  it('is a sampler of the library only where nothing faster is exact', () => {
    const kind = (spec: string, dim: number): string => noiseKernel(parseNoise(spec, dim, { lambda: 1 }), 0).kind;
    for (const spec of LAWS) expect(kind(spec, 3074), spec).toBe('counter');
    expect(kind('uniform:l2', 31)).toBe('stream');
    expect(kind('exp:linf,k=2,j=0', 2)).toBe('counter');
    expect(kind('iid-pareto,a=0.1', 3)).toBe('stream');
    const recipe = noiseRecipe(parseNoise('iid-exp,s=2', 3, { lambda: 1 }));
    expect(recipe).toMatchObject({ kind: 'coordinates', law: 'gaussian', scale: scaleAtLeast(Math.SQRT1_2) });
  });

  it('sees norms behind other names: special exponents, bodies of noise files, one dimension', () => {
    const recipe = (noise: Noise): unknown => noiseRecipe(noise);
    const file = (form: unknown, dim: number): Noise => parseNoiseFile({ dim, noise: form }, { lambda: 0.5 });
    const named = (spec: string, dim: number): Noise => parseNoise(spec, dim, { lambda: 0.5 });
    expect(recipe(named('exp:l1,k=1', 5))).toEqual(recipe(named('laplace', 5)));
    expect(recipe(named('uniform:l2', 1))).toEqual(recipe(named('uniform:linf', 1)));
    expect(recipe(file({ uniform: { scale: 2, of: { lp: 'inf', dim: 3 } } }, 3))).toMatchObject({
      law: 'uniform',
      scale: 1,
    });
    expect(recipe(file({ uniform: { lp: 1.5, dim: 40 } }, 40))).toEqual({ kind: 'stream' });
    const body = { scale: 3, of: { lp: 2, dim: 40 } };
    const levelSet = file({ levelSet: { body, radial: 'exp(-r^3)' } }, 40);
    expect(recipe(levelSet)).toMatchObject({ kind: 'sphere', norm: 'l2' });
  });

  it('streams give the samples of the library', () => {
    const noise = parseNoiseFile({ dim: 3, noise: { product: '1/(1+x^4)' } });
    const out = filled(noise, 2, 5, 1);
    const exact = new Float64Array(3);
    noise.sample(new SampleStream(SEED, PURPOSE.sampler).start(2, 5), exact);
    expect([...out]).toEqual([...exact].map(Math.fround));
  });

  it('refuses ranges and images it cannot number, and images of another size', () => {
    const noise = parseNoise('gaussian', 4, { lambda: 1 });
    const kernel = noiseKernel(noise, 0);
    const out = new Float32Array(8);
    expect(() => kernel.fill(0, 2 ** 32 - 1, 2, out)).toThrow(/numbered from 0 to 2\^32 - 1/);
    expect(() => kernel.fill(2 ** 32, 0, 1, out)).toThrow(/Images are numbered/);
    expect(() => kernel.fill(0, 0, 3, out)).toThrow(/do not fit/);
    expect(() => noiseKernel(noise, 2 ** 53)).toThrow(/seed/);
    expect(() => noisyCopyKernel(noise, 0).copies({ index: 0, pixels: new Float32Array(5) }, 0, 1, out)).toThrow(
      /5 numbers/,
    );
  });
});
