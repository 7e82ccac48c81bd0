/**
 * Noisy copies written into a buffer of the device: by a shader where the noise has one, so that only the image crosses over
 * (once), else made by the host's kernels and sent.
 */
import type { NumberedImage } from '../engine.ts';
import type { CopyKernel } from '../noise/noise-kernel.ts';
import { bindings, computePipeline, dispatchSize } from './device-pipeline.ts';
import type { DeviceWatch } from './device-watch.ts';

/** Fills one buffer of copies, batch after batch. */
export interface DeviceCopies {
  /** Where the noise is made. */
  readonly place: 'device' | 'host';
  /** Copies first, ..., first + count - 1 of the image into the buffer, after all work submitted before. */
  write(image: NumberedImage, first: number, count: number): void;
  close(): void;
}

/** Noise that the device makes. */
export interface DeviceNoise {
  readonly law: 'uniform';
  /** A float32. */
  readonly scale: number;
  readonly key: readonly [low: number, high: number];
}

const GROUP = 64;

const COPY_SHADER = /* wgsl */ `
struct Draw { dim: u32, blocks: u32, total: u32, first: u32, image: u32, key0: u32, key1: u32, scale: f32 }
@group(0) @binding(0) var<storage, read> pixels: array<f32>;
@group(0) @binding(1) var<storage, read_write> copies: array<f32>;
@group(0) @binding(2) var<uniform> p: Draw;

fn high_product(a: u32, b: u32) -> u32 {
  let al = a & 0xffffu; let ah = a >> 16u;
  let bl = b & 0xffffu; let bh = b >> 16u;
  let x = ah * bl; let y = al * bh;
  let carry = (x & 0xffffu) + (y & 0xffffu) + ((al * bl) >> 16u);
  return ah * bh + (x >> 16u) + (y >> 16u) + (carry >> 16u);
}

fn philox(counter: vec4<u32>) -> vec4<u32> {
  var c = counter;
  var k = vec2<u32>(p.key0, p.key1);
  for (var round = 0; round < 10; round++) {
    c = vec4<u32>(
      high_product(0xCD9E8D57u, c.z) ^ c.y ^ k.x, 0xCD9E8D57u * c.z,
      high_product(0xD2511F53u, c.x) ^ c.w ^ k.y, 0xD2511F53u * c.x);
    k += vec2<u32>(0x9E3779B9u, 0xBB67AE85u);
  }
  return c;
}

@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  let i = id.x + id.y * groups.x * ${GROUP}u;
  if (i >= p.total) { return; }
  let sample = i / p.blocks;
  let block = i % p.blocks;
  let words = philox(vec4<u32>(block, p.first + sample, p.image, 0u));
  for (var w = 0u; w < 4u; w++) {
    let j = 4u * block + w;
    if (j >= p.dim) { break; }
    let t = f32(i32(2u * (words[w] >> 8u) + 1u) - 16777216) * 5.9604644775390625e-8;
    copies[sample * p.dim + j] = pixels[j] + p.scale * t;
  }
}`;

/** Copies by a shader. Throws EngineFault when the driver does not compile it. */
export async function shaderCopies(
  device: GPUDevice,
  watch: DeviceWatch,
  noise: DeviceNoise,
  dim: number,
  buffer: GPUBuffer,
): Promise<DeviceCopies> {
  const pipeline = await computePipeline(device, watch, 'noise', COPY_SHADER);
  const { STORAGE, COPY_DST, UNIFORM } = GPUBufferUsage;
  const pixels = device.createBuffer({ size: 4 * dim, usage: STORAGE | COPY_DST });
  const draw = device.createBuffer({ size: 32, usage: UNIFORM | COPY_DST });
  const group = bindings(device, pipeline, [pixels, buffer, draw]);
  const upload = imageUpload(device, pixels);
  const host = new ArrayBuffer(32);
  const blocks = Math.ceil(dim / 4);
  return {
    place: 'device',
    write: (image, first, count) => {
      upload(image.pixels);
      const total = count * blocks;
      new Uint32Array(host).set([dim, blocks, total, first, image.index, noise.key[0], noise.key[1]]);
      new Float32Array(host)[7] = noise.scale;
      device.queue.writeBuffer(draw, 0, host);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(...dispatchSize(Math.ceil(total / GROUP)));
      pass.end();
      device.queue.submit([encoder.finish()]);
    },
    close: () => {
      pixels.destroy();
      draw.destroy();
    },
  };
}

/** Sends an image to `buffer` unless it is there already: once for all the samples of an image. */
export function imageUpload(device: GPUDevice, buffer: GPUBuffer): (pixels: Float32Array) => void {
  let sent: Float32Array | undefined;
  return (pixels) => {
    if (sent !== undefined && sameNumbers(sent, pixels)) return;
    // A copy of our own: callers may use one array for all their images.
    sent = pixels.slice();
    device.queue.writeBuffer(buffer, 0, sent as Float32Array<ArrayBuffer>);
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
