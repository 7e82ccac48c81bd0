/**
 * Noisy copies written into a buffer of the device: by a shader where the noise has one, so that only the image crosses
 * over (once), else made by the host's kernels and sent.
 */
import type { NumberedImage } from '../../engine.ts';
import type { CopyKernel } from '../../copies/noise-kernel.ts';
import { gridIntegers } from '../../copies/lattice/image-on-grid.ts';
import type { DeviceGrid } from '../../copies/wgsl/device-grid.ts';
import type { DeviceNoise } from '../../copies/wgsl/device-noise.ts';

/** Fills one buffer of copies, batch after batch. */
export interface DeviceCopies {
  /** Where the noise is made. */
  readonly place: 'device' | 'host';
  /** Copies first, ..., first + count - 1 of the image into the buffer, after all work submitted before. */
  write(image: NumberedImage, first: number, count: number): void;
  close(): void;
}

/** Copies by shaders, with the noise of `openDeviceNoise` for a device. */
export function shaderCopies(device: GPUDevice, noise: DeviceNoise, buffer: GPUBuffer): DeviceCopies {
  const pixels = device.createBuffer({
    size: 4 * noise.dim,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
  });
  const upload = imageUpload(device, pixels, (image) => image);
  return {
    place: 'device',
    write: (image, first, count) => {
      upload(image.pixels);
      noise.copies(image.index, { buffer: pixels }, first, count, { buffer });
    },
    close: () => {
      noise.destroy();
      pixels.destroy();
    },
  };
}

/** Copies on a grid by a shader. Throws InvalidInput for an image off the grid. */
export function gridCopies(device: GPUDevice, opened: DeviceGrid, buffer: GPUBuffer): DeviceCopies {
  const { dim, grid } = opened;
  const integers = device.createBuffer({ size: 4 * dim, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST });
  const steps = new Int32Array(dim);
  const upload = imageUpload(device, integers, (pixels) => {
    gridIntegers(pixels, grid.law.grid, steps, grid.range);
    return steps.map((n) => n - grid.law.reach);
  });
  return {
    place: 'device',
    write: (image, first, count) => {
      upload(image.pixels);
      opened.copies(image.index, { buffer: integers }, first, count, { buffer });
    },
    close: () => {
      opened.destroy();
      integers.destroy();
    },
  };
}

/** Sends what is made of an image to `buffer` unless it is there already: once for all the samples of an image. */
function imageUpload(
  device: GPUDevice,
  buffer: GPUBuffer,
  made: (pixels: Float32Array) => Float32Array | Int32Array,
): (pixels: Float32Array) => void {
  let sent: Float32Array | undefined;
  return (pixels) => {
    if (sent !== undefined && sameNumbers(sent, pixels)) return;
    device.queue.writeBuffer(buffer, 0, made(pixels) as (Float32Array | Int32Array) & ArrayBufferView<ArrayBuffer>);
    // A copy of our own: callers may use one array for all their images.
    sent = pixels.slice();
  };
}

function sameNumbers(a: Float32Array, b: Float32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}

/** Copies made by the host and sent over: every number of every copy crosses. */
export function hostCopies(device: GPUDevice, kernel: CopyKernel, batch: number, buffer: GPUBuffer): DeviceCopies {
  const host = new Float32Array(batch * kernel.dim);
  return {
    place: 'host',
    write: (image, first, count) => {
      kernel.copies(image, first, count, host);
      device.queue.writeBuffer(buffer, 0, host, 0, count * kernel.dim);
    },
    close: () => undefined,
  };
}
