/** From a smoothing, as plain data, to copies: named noises, noise files, modules on disk, splitting. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyKernel } from '../../../src/certify/copies/copy-kernel.ts';
import { noisyCopyKernel } from '../../../src/certify/copies/noise-kernels.ts';
import { openCopyKernel, openNoise } from '../../../src/certify/copies/open-noise-node.ts';
import { splittingKernel } from '../../../src/certify/copies/splitting-kernel.ts';
import type { Smoothing } from '../../../src/certify/smoothing.ts';
import { readNoiseFile } from '../../../src/noise/file.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import type { CopyKernel } from '../../../src/certify/copies/noise-kernel.ts';

const pixels = Float32Array.of(0, 1 / 255, 100 / 255, 1);

function copies(kernel: CopyKernel, count = 2): number[] {
  const out = new Float32Array(count * kernel.dim);
  kernel.copies({ index: 3, pixels: pixels.subarray(0, kernel.dim) }, 0, count, out);
  return [...out];
}

describe('copies of a smoothing', () => {
  it('of a named noise are those of the noise at that scale', async () => {
    const smoothing: Smoothing = { kind: 'named', spec: 'laplace', dim: 4, lambda: 0.25 };
    const noise = await openNoise(smoothing);
    expect(noise).toMatchObject({ family: 'laplace', dim: 4, lambda: 0.25 });
    const expected = copies(noisyCopyKernel(parseNoise('laplace', 4, { lambda: 0.25 }), 8));
    expect(copies(copyKernel(smoothing, 8))).toEqual(expected);
    expect(copies(await openCopyKernel(smoothing, 8))).toEqual(expected);
  });

  it('of a noise file, also one that names a module', async () => {
    const file = readNoiseFile({ dim: 2, noise: { levelSet: { body: { lp: 1, dim: 2 }, radial: 'exp(-r^3)' } } });
    const smoothing: Smoothing = { kind: 'file', file, lambda: 0.5 };
    expect(copies(copyKernel(smoothing, 8))).toEqual(copies(await openCopyKernel(smoothing, 8)));

    const folder = mkdtempSync(join(tmpdir(), 'noise-module-'));
    try {
      const modulePath = join(folder, 'noise.mjs');
      writeFileSync(
        modulePath,
        `export const dim = 2;
         export const logDensity = (x) => -Math.log(4) + (Math.max(Math.abs(x[0]), Math.abs(x[1])) <= 1 ? 0 : -Infinity);
         export const sample = (random) => [2 * random.uniform() - 1, 2 * random.uniform() - 1];`,
      );
      const named = readNoiseFile({ dim: 2, noise: { module: './noise.mjs' } });
      const withModule: Smoothing = { kind: 'file', file: named, lambda: 0.1, modulePath };
      const moved = copies(await openCopyKernel(withModule, 8));
      for (const [i, x] of moved.entries()) expect(Math.abs(x - pixels[i % 2]!)).toBeLessThanOrEqual(0.1);
      expect(new Set(moved).size).toBe(4);
      expect(() => copyKernel(withModule, 8)).toThrow(/has not been loaded/);
      await expect(openNoise({ kind: 'file', file: named, lambda: 1 })).rejects.toThrow(/not where it is/);
      await expect(openNoise({ ...withModule, modulePath: join(folder, 'no.mjs') })).rejects.toThrow(
        /Cannot load the noise module .*: no such file/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('of splitting are the splitting kernel, which adds no noise', async () => {
    const smoothing = { kind: 'splitting', dim: 4, lambda: 0.5, levels: 255, seed: 1 } as const;
    expect(copies(copyKernel(smoothing, 8))).toEqual(copies(splittingKernel(smoothing)));
    await expect(openNoise(smoothing)).rejects.toThrow(/no noise/);
  });
});
