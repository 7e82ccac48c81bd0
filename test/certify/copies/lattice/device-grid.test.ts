/**
 * Copies on a grid made on a device against the host's, bit for bit. Needs a WebGPU adapter; skips with a notice
 * without.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { gridIntegers } from '../../../../src/certify/copies/lattice/image-on-grid.ts';
import { latticeCopyKernel } from '../../../../src/certify/copies/lattice/lattice-kernel.ts';
import type { LatticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import { deviceGridAgrees, openDeviceGrid } from '../../../../src/certify/copies/wgsl/device-grid.ts';
import { BUFFER_USAGE, readBuffer } from '../../../../src/certify/copies/wgsl/device-noise.ts';
import { VALUE_RANGES, type ValueRange } from '../../../../src/certify/data/value-range.ts';
import { openTestDevice } from '../test-device.ts';
import { imageOf, LATTICE_CASES, latticeCase, lawAtWords } from './lattice-cases.ts';

const opened = await openTestDevice();
if (opened.device === null) console.warn(`Skipping the tests of copies on a grid on a device: ${opened.why}.`);

const SEED = 2 ** 50 + 99;

describe.skipIf(opened.device === null)('on a device', () => {
  const device = opened.device!;
  afterAll(() => device.destroy());

  /** Copies by the device and by the host's plain kernel, as bytes. */
  async function both(law: LatticeLaw, dim: number, range: ValueRange, first: number, count: number, index: number) {
    const image = imageOf(dim, law.grid, index, range);
    const host = new Float32Array(dim * count);
    latticeCopyKernel(law, dim, SEED, range, 'typescript').copies(image, first, count, host);
    const smoothing = { kind: 'named', spec: 'of no matter', dim, lambda: 1 } as const;
    const made = await openDeviceGrid(device, smoothing, { law, range }, SEED);
    const integers = new Int32Array(dim);
    gridIntegers(image.pixels, law.grid, integers, range);
    const { storage, copySource, copyTarget } = BUFFER_USAGE;
    const input = device.createBuffer({ size: 4 * dim, usage: storage | copyTarget });
    device.queue.writeBuffer(
      input,
      0,
      integers.map((n) => n - law.reach),
    );
    const output = device.createBuffer({ size: host.byteLength, usage: storage | copySource });
    made.copies(index, { buffer: input }, first, count, { buffer: output });
    const written = Buffer.from(await readBuffer(device, output, host.byteLength));
    expect(await deviceGridAgrees(device, smoothing, made, SEED)).toBe(true);
    for (const each of [made, input, output]) each.destroy();
    return [written, Buffer.from(host.buffer)] as const;
  }

  it.each(LATTICE_CASES)('copies under %s on 1/%i are the host ones, a million numbers', async (spec, grid, sigma) => {
    const [onDevice, onHost] = await both(await latticeCase(spec, grid, sigma), 1000, '0..1', 2 ** 31, 1000, 5);
    expect(Buffer.compare(onDevice, onHost)).toBe(0);
  });

  it.each([1, 3, 5, 33, 192])('they are in dimension %i, for every range', async (dim) => {
    const law = await latticeCase('laplace', 255, 0.25);
    for (const range of VALUE_RANGES) {
      const [onDevice, onHost] = await both(law, dim, range, 9, 40, 2 ** 32 - 1);
      expect(Buffer.compare(onDevice, onHost)).toBe(0);
    }
  });

  it.each([0, 1] as const)('they are where every coordinate wants its second word (%i above it)', async (above) => {
    const dim = 64;
    const { law } = lawAtWords({ dim, seed: SEED, image: 3, sample: 8 }, above);
    const [onDevice, onHost] = await both(law, dim, '0..255', 8, 1, 3);
    expect(Buffer.compare(onDevice, onHost)).toBe(0);
  });
});
