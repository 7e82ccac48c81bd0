/**
 * Noise made on a GPU: the numbers of `noiseKernel`, bit for bit, without the host in between.
 *
 * How an engine uses it: `openDeviceNoise(device, noise, seed)` once (null for noises that only the host can make), the
 * image into a storage buffer once, then for each batch `copies(index, pixels, first, count, batch)`, the model on
 * `batch`, and vote-shader.ts on its logits. Each call writes a few settings to the queue and submits its own work, so
 * calls take effect in the order in which they and the model's work are submitted to the device's queue. A norm-type
 * noise uploads its radii, 4 bytes a sample; everything else is `SETTINGS_BYTES` a batch, whatever the size of the
 * image.
 */
import type { Noise, ShapeNorm } from '../../../noise/noise.ts';
import type { RandomStream } from '../../../numeric/random/random-stream.ts';
import { EngineFault } from '../../engine.ts';
import { noisyCopyKernel } from '../noise-kernels.ts';
import { floatRadius, noiseRecipe } from '../noise-recipe.ts';
import { PURPOSE, SampleStream, seedKey } from '../sample-stream.ts';
import type { QuantileTable } from '../quantile-table.ts';
import type { CoordinateLaw } from '../working-memory.ts';
import {
  MOST_SAMPLES,
  PER_SAMPLE_BYTES,
  sampleShader,
  SETTINGS_BYTES,
  WORKGROUP,
  writeSettings,
  writeShader,
} from './noise-shaders.ts';

/** GPUBufferUsage, which Node's globals need not have. */
export const BUFFER_USAGE = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;

export interface DeviceNoise {
  readonly dim: number;
  /** Most samples of one call. */
  readonly mostSamples: number;
  /**
   * Submits work that writes the noise of samples first, ..., first + count - 1 to `target`: count rows of dim float32.
   */
  noise(image: number, first: number, count: number, target: GPUBufferBinding): void;
  /** Same with noisy copies, fround(pixel + noise); `pixels` holds the image, dim float32. Both have usage STORAGE. */
  copies(image: number, pixels: GPUBufferBinding, first: number, count: number, target: GPUBufferBinding): void;
  /** Bytes sent to the device since it was opened. */
  bytesToDevice(): number;
  /** Frees the buffers; the work submitted so far still runs. */
  destroy(): void;
}

/**
 * The device's noise for this noise and seed; null where only the host can make it (`noiseKernel(...).kind` is
 * 'stream'). Throws EngineFault where the device refuses a shader, InvalidInput for a scale outside float32.
 */
export async function openDeviceNoise(device: GPUDevice, noise: Noise, seed: number): Promise<DeviceNoise | null> {
  const recipe = noiseRecipe(noise);
  switch (recipe.kind) {
    case 'stream':
      return null;
    case 'coordinates':
      return deviceNoise(
        device,
        noise.dim,
        seed,
        recipe.scale,
        await openWriters(device, recipe, false, noise.dim),
        null,
      );
    case 'sphere': {
      const { norm, radius } = recipe;
      const writers = await openWriters(device, { law: SPHERE_LAW[norm], table: null }, true, noise.dim);
      const prepare = await openPipeline(device, `samples of ${norm} noise`, sampleShader(norm));
      return deviceNoise(device, noise.dim, seed, 1, writers, new SampleBuffers(device, prepare, radius, seed));
    }
  }
}

/**
 * Whether copies made by the device have the bits of the host's, for a few samples; some driver might round in a way of
 * its own. `opened` is the noise where it is open already.
 */
export async function deviceNoiseAgrees(
  device: GPUDevice,
  noise: Noise,
  seed: number,
  opened?: DeviceNoise,
): Promise<boolean> {
  const onDevice = opened ?? (await openDeviceNoise(device, noise, seed));
  if (onDevice === null) return true;
  const { dim } = noise;
  const [index, first, count] = [1, 2 ** 31 - 1, Math.max(2, Math.ceil(16384 / dim))];
  const pixels = Float32Array.from({ length: dim }, (_, i) => ((37 * i) % 256) / 255);
  const host = new Float32Array(count * dim);
  noisyCopyKernel(noise, seed).copies({ index, pixels }, first, count, host);
  const image = storageBuffer(device, pixels);
  const buffer = device.createBuffer({
    size: host.byteLength,
    usage: BUFFER_USAGE.storage | BUFFER_USAGE.copySource,
  });
  try {
    onDevice.copies(index, { buffer: image }, first, count, { buffer });
    const words = new Int32Array(await readBuffer(device, buffer, host.byteLength));
    const expected = new Int32Array(host.buffer);
    return words.every((word, i) => word === expected[i]);
  } finally {
    if (opened === undefined) onDevice.destroy();
    image.destroy();
    buffer.destroy();
  }
}

/** The first `bytes` bytes (a multiple of 4) of a buffer with usage COPY_SRC, after all work submitted so far. */
export async function readBuffer(device: GPUDevice, source: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ size: bytes, usage: BUFFER_USAGE.mapRead | BUFFER_USAGE.copyTarget });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(BUFFER_USAGE.mapRead);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}

const SPHERE_LAW: Record<ShapeNorm, CoordinateLaw> = { l1: 'laplace', l2: 'gaussian', linf: 'uniform' };

/** The pipelines that write numbers and copies. */
interface Writers {
  readonly noise: GPUComputePipeline;
  readonly copies: GPUComputePipeline;
  /** The coefficients of the table, where the law has one. */
  readonly rows: GPUBuffer | null;
}

async function openWriters(
  device: GPUDevice,
  { law, table }: { law: CoordinateLaw; table: QuantileTable | null },
  perSample: boolean,
  dim: number,
): Promise<Writers> {
  const options = { perSample, table, vectors: dim % 4 === 0 };
  const [noise, copies] = await Promise.all([
    openPipeline(device, `${law} noise`, writeShader(law, { ...options, copies: false })),
    openPipeline(device, `${law} copies`, writeShader(law, { ...options, copies: true })),
  ]);
  return { noise, copies, rows: table === null ? null : storageBuffer(device, table.coefficients) };
}

function storageBuffer(device: GPUDevice, content: Float32Array): GPUBuffer {
  const buffer = device.createBuffer({
    size: content.byteLength,
    usage: BUFFER_USAGE.storage | BUFFER_USAGE.copyTarget,
  });
  device.queue.writeBuffer(buffer, 0, Float32Array.from(content));
  return buffer;
}

/** A compute pipeline with entry point `main`. Throws EngineFault with the compiler's first words. */
export async function openPipeline(device: GPUDevice, label: string, code: string): Promise<GPUComputePipeline> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label, code });
  const refused = device.popErrorScope();
  try {
    const error = await refused;
    if (error !== null) throw new Error(error.message);
    return await device.createComputePipelineAsync({ label, layout: 'auto', compute: { module, entryPoint: 'main' } });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    throw new EngineFault('unsupported', `The device refused the shader for ${label}: ${reason}`, { cause: error });
  }
}

/** Radii on their way to the device and what is made of them there. */
class SampleBuffers {
  readonly #device: GPUDevice;
  readonly #pipeline: GPUComputePipeline;
  readonly #radius: (random: RandomStream) => number;
  readonly #stream: SampleStream;
  #host = new Float32Array(0);
  #radii: GPUBuffer | null = null;
  #carried: GPUBuffer | null = null;

  constructor(device: GPUDevice, pipeline: GPUComputePipeline, radius: (random: RandomStream) => number, seed: number) {
    this.#device = device;
    this.#pipeline = pipeline;
    this.#radius = radius;
    this.#stream = new SampleStream(seed, PURPOSE.radius);
  }

  /** Draws and uploads the radii and encodes the shader that prepares the samples; returns what they carry. */
  prepare(pass: GPUComputePassEncoder, settings: GPUBuffer, image: number, first: number, count: number): GPUBuffer {
    const { radii, carried } = this.#atLeast(count);
    for (let n = 0; n < count; n++) this.#host[n] = floatRadius(this.#radius(this.#stream.start(image, first + n)));
    this.#device.queue.writeBuffer(radii, 0, this.#host, 0, count);
    pass.setPipeline(this.#pipeline);
    pass.setBindGroup(
      0,
      bind(this.#device, this.#pipeline, { 0: { buffer: settings }, 1: { buffer: radii }, 2: { buffer: carried } }),
    );
    pass.dispatchWorkgroups(1, count);
    return carried;
  }

  #atLeast(count: number): { radii: GPUBuffer; carried: GPUBuffer } {
    if (this.#radii === null || this.#carried === null || this.#host.length < count) {
      this.destroy();
      this.#host = new Float32Array(count);
      this.#radii = this.#device.createBuffer({
        size: 4 * count,
        usage: BUFFER_USAGE.storage | BUFFER_USAGE.copyTarget,
      });
      this.#carried = this.#device.createBuffer({ size: PER_SAMPLE_BYTES * count, usage: BUFFER_USAGE.storage });
    }
    return { radii: this.#radii, carried: this.#carried };
  }

  destroy(): void {
    this.#radii?.destroy();
    this.#carried?.destroy();
  }
}

function deviceNoise(
  device: GPUDevice,
  dim: number,
  seed: number,
  scale: number,
  writers: Writers,
  samples: SampleBuffers | null,
): DeviceNoise {
  const key = seedKey(seed);
  const settings = device.createBuffer({
    size: SETTINGS_BYTES,
    usage: BUFFER_USAGE.uniform | BUFFER_USAGE.copyTarget,
  });
  const host = new ArrayBuffer(SETTINGS_BYTES);
  let bytes = 0;

  function submit(
    pipeline: GPUComputePipeline,
    image: number,
    first: number,
    count: number,
    target: GPUBufferBinding,
    pixels: GPUBufferBinding | null,
  ): void {
    if (count > MOST_SAMPLES) throw new RangeError(`At most ${MOST_SAMPLES} samples at once, not ${count}.`);
    writeSettings({ dim, count, first, image, key, scale }, host);
    device.queue.writeBuffer(settings, 0, host);
    bytes += SETTINGS_BYTES + (samples === null ? 0 : 4 * count);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    const bindings: Record<number, GPUBufferBinding> = { 0: { buffer: settings }, 1: target };
    if (pixels !== null) bindings[2] = pixels;
    if (samples !== null) bindings[3] = { buffer: samples.prepare(pass, settings, image, first, count) };
    if (writers.rows !== null) bindings[4] = { buffer: writers.rows };
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bind(device, pipeline, bindings));
    pass.dispatchWorkgroups(Math.ceil(Math.ceil(dim / 4) / WORKGROUP), count);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  return {
    dim,
    mostSamples: MOST_SAMPLES,
    noise: (image, first, count, target) => submit(writers.noise, image, first, count, target, null),
    copies: (image, pixels, first, count, target) => submit(writers.copies, image, first, count, target, pixels),
    bytesToDevice: () => bytes,
    destroy: () => {
      settings.destroy();
      writers.rows?.destroy();
      samples?.destroy();
    },
  };
}

/** A bind group of a pipeline's group 0. */
export function bind(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  buffers: Readonly<Record<number, GPUBufferBinding>>,
): GPUBindGroup {
  const entries = Object.entries(buffers).map(([binding, resource]) => ({ binding: Number(binding), resource }));
  return device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
}
