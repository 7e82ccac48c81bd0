/**
 * Copies on a grid made on a GPU: those of `latticeCopyKernel`, bit for bit. Only the image's integers cross over, once
 * an image.
 */
import { smoothingDim, type Smoothing, type SmoothingGrid } from '../../smoothing.ts';
import { gridUnits } from '../lattice/image-on-grid.ts';
import { gridKernel } from '../lattice/lattice-kernel.ts';
import { thresholdCells } from '../lattice/threshold-cells.ts';
import { seedKey } from '../sample-stream.ts';
import { bind, BUFFER_USAGE, openPipeline, readBuffer } from './device-noise.ts';
import { gridShader } from './grid-shader.ts';
import { MOST_SAMPLES, SETTINGS_BYTES, WORKGROUP, writeSettings } from './noise-shaders.ts';

/** A device's copies on a grid. */
export interface DeviceGrid {
  readonly dim: number;
  readonly grid: SmoothingGrid;
  /**
   * Submits work that writes copies first, ..., first + count - 1 to `target`: count rows of dim float32. `integers`
   * holds those of the image less the reach of the law, dim int32.
   */
  copies(image: number, integers: GPUBufferBinding, first: number, count: number, target: GPUBufferBinding): void;
  /** Frees the buffers; the work submitted so far still runs. */
  destroy(): void;
}

/**
 * Opens the copies of a smoothing on a grid; `seed` in [0, 2^53). Throws EngineFault where the device refuses the
 * shader.
 */
export async function openDeviceGrid(
  device: GPUDevice,
  smoothing: Smoothing,
  grid: SmoothingGrid,
  seed: number,
): Promise<DeviceGrid> {
  const { law, range } = grid;
  const dim = smoothingDim(smoothing);
  const { cells, shift } = thresholdCells(law);
  const { unit, black } = gridUnits(law.grid, range);
  const pipeline = await openPipeline(device, 'copies on a grid', gridShader(law, shift, black));
  const halves = new Uint32Array(2 * law.high.length);
  law.high.forEach((high, i) => halves.set([high, law.low[i]!], 2 * i));
  const [cellBuffer, thresholdBuffer] = [wordBuffer(device, cells), wordBuffer(device, halves)];
  const { uniform, copyTarget } = BUFFER_USAGE;
  const settings = device.createBuffer({ size: SETTINGS_BYTES, usage: uniform | copyTarget });
  const host = new ArrayBuffer(SETTINGS_BYTES);
  const key = seedKey(seed);
  return {
    dim,
    grid,
    copies: (image, integers, first, count, target) => {
      if (count > MOST_SAMPLES) throw new RangeError(`At most ${MOST_SAMPLES} samples at once, not ${count}.`);
      writeSettings({ dim, count, first, image, key, scale: unit }, host);
      device.queue.writeBuffer(settings, 0, host);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      const bindings = {
        0: { buffer: settings },
        1: target,
        2: integers,
        3: { buffer: cellBuffer },
        4: { buffer: thresholdBuffer },
      };
      pass.setBindGroup(0, bind(device, pipeline, bindings));
      pass.dispatchWorkgroups(Math.ceil(Math.ceil(dim / 4) / WORKGROUP), count);
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
    destroy: () => {
      for (const buffer of [settings, cellBuffer, thresholdBuffer]) buffer.destroy();
    },
  };
}

/**
 * Whether a device's copies have the bits of the host's, for a few samples: some driver might round in a way of its
 * own.
 */
export async function deviceGridAgrees(
  device: GPUDevice,
  smoothing: Smoothing,
  opened: DeviceGrid,
  seed: number,
): Promise<boolean> {
  const { dim, grid } = opened;
  const { law, range } = grid;
  const [index, first, count] = [1, 2 ** 31 - 1, Math.max(2, Math.ceil(16384 / dim))];
  const steps = Int32Array.from({ length: dim }, (_, i) => (37 * i) % (law.grid + 1));
  const black = range === '-1..1' ? -1 : 0;
  const pixels = Float32Array.from(steps, (n) => n * gridUnits(law.grid, range).unit + black);
  const host = new Float32Array(count * dim);
  gridKernel(smoothing, grid, seed).copies({ index, pixels }, first, count, host);
  const { storage, copySource } = BUFFER_USAGE;
  const integers = wordBuffer(device, new Uint32Array(steps.map((n) => n - law.reach).buffer));
  const buffer = device.createBuffer({ size: host.byteLength, usage: storage | copySource });
  try {
    opened.copies(index, { buffer: integers }, first, count, { buffer });
    const words = new Int32Array(await readBuffer(device, buffer, host.byteLength));
    const expected = new Int32Array(host.buffer);
    return words.every((word, i) => word === expected[i]);
  } finally {
    integers.destroy();
    buffer.destroy();
  }
}

function wordBuffer(device: GPUDevice, words: Uint32Array<ArrayBuffer>): GPUBuffer {
  const { storage, copyTarget } = BUFFER_USAGE;
  const buffer = device.createBuffer({ size: words.byteLength, usage: storage | copyTarget });
  device.queue.writeBuffer(buffer, 0, words);
  return buffer;
}
