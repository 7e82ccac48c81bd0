/** A smoothing made ready for devices: by shaders where they have its bits, else by the host. */
import type { Noise } from '../../../noise/noise.ts';
import type { EngineOptions } from '../../engine.ts';
import { smoothingGrid } from '../../smoothing.ts';
import { copyKernel, smoothingNoise } from '../../copies/copy-kernel.ts';
import type { CopyKernel } from '../../copies/noise-kernel.ts';
import { deviceGridAgrees, openDeviceGrid } from '../../copies/wgsl/device-grid.ts';
import { deviceNoiseAgrees, openDeviceNoise } from '../../copies/wgsl/device-noise.ts';
import type { OpenDevice } from './access.ts';
import { gridCopies, hostCopies, shaderCopies, type DeviceCopies } from './copies.ts';

/** Where noises come from; Node also loads those of modules on disk. */
export interface NoisePlatform {
  /** The noise that the smoothing adds; null when it does something else. */
  readonly loadNoise: (options: EngineOptions) => Promise<Noise | null>;
  /** The host's copies, for smoothings without a shader. */
  readonly hostKernel: (options: EngineOptions) => Promise<CopyKernel>;
}

/** Prepares the noise on one device for a buffer of `batch` copies. Throws EngineFault. */
export type OpenCopies = (open: OpenDevice, buffer: GPUBuffer, batch: number) => Promise<DeviceCopies>;

/** How the devices of an engine get their copies. Throws InvalidInput. */
export async function smoothingOnDevices(platform: NoisePlatform, options: EngineOptions): Promise<OpenCopies> {
  const { smoothing, seed } = options;
  const grid = smoothingGrid(smoothing);
  const noise = grid === null ? await platform.loadNoise(options) : null;
  return async ({ device, watch }, buffer, batch) => {
    if (grid !== null) {
      const onDevice = await watch.guard(openDeviceGrid(device, smoothing, grid, seed));
      if (await watch.guard(deviceGridAgrees(device, smoothing, onDevice, seed)))
        return gridCopies(device, onDevice, buffer);
      onDevice.destroy();
    }
    if (noise !== null) {
      const onDevice = await watch.guard(openDeviceNoise(device, noise, options.seed));
      // A driver that rounds its own way would break the promise that a sample is the same on every machine.
      if (onDevice !== null && (await watch.guard(deviceNoiseAgrees(device, noise, options.seed)))) {
        return shaderCopies(device, onDevice, buffer);
      }
      onDevice?.destroy();
    }
    return hostCopies(device, await platform.hostKernel(options), batch, buffer);
  };
}

/** Noise where modules on disk cannot be loaded. */
export const browserNoise: NoisePlatform = {
  hostKernel: ({ smoothing, seed }) => Promise.resolve(copyKernel(smoothing, seed)),
  loadNoise: ({ smoothing }) => Promise.resolve(smoothing.kind === 'splitting' ? null : smoothingNoise(smoothing)),
};
