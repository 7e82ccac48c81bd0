/**
 * Noise and votes made on a device against the host's, bit for bit. Needs a WebGPU adapter; skips with a notice
 * without.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { countVotes } from '../../../src/certify/statistics/vote-count.ts';
import { EngineFault } from '../../../src/certify/engine.ts';
import { noiseKernel, noisyCopyKernel } from '../../../src/certify/copies/noise-kernels.ts';
import {
  BUFFER_USAGE,
  deviceNoiseAgrees,
  openDeviceNoise,
  openPipeline,
  readBuffer,
} from '../../../src/certify/copies/wgsl/device-noise.ts';
import {
  readTally,
  tallyBytes,
  VOTE_SETTINGS_BYTES,
  VOTE_SHADER,
  VOTE_WORKGROUP,
  writeVoteSettings,
} from '../../../src/certify/copies/wgsl/vote-shader.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { parseNoiseFile } from '../../../src/noise/file.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { differing, LAWS } from './noise-cases.ts';
import { openTestDevice } from './test-device.ts';

const opened = await openTestDevice();
if (opened.device === null) console.warn(`Skipping the tests of noise on a device: ${opened.why}.`);

const SEED = 2 ** 50 + 99;

describe.skipIf(opened.device === null)('on a device', () => {
  const device = opened.device!;
  afterAll(() => device.destroy());

  function storage(bytes: number, content?: Float32Array): GPUBuffer {
    const { storage: use, copySource, copyTarget } = BUFFER_USAGE;
    const buffer = device.createBuffer({ size: bytes, usage: use | copySource | copyTarget });
    if (content !== undefined) device.queue.writeBuffer(buffer, 0, Float32Array.from(content));
    return buffer;
  }

  /** Adds the votes of rows of logits to a tally. */
  async function addVotes(
    tally: GPUBuffer,
    logits: Float32Array,
    rows: number,
    classes: number,
    nearTie: number,
  ): Promise<void> {
    const pipeline = await openPipeline(device, 'votes', VOTE_SHADER);
    const host = new ArrayBuffer(VOTE_SETTINGS_BYTES);
    writeVoteSettings(rows, classes, nearTie, host);
    const { uniform, copyTarget } = BUFFER_USAGE;
    const settings = device.createBuffer({ size: VOTE_SETTINGS_BYTES, usage: uniform | copyTarget });
    device.queue.writeBuffer(settings, 0, host);
    const entries = [settings, storage(logits.byteLength, logits), tally].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    }));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(Math.ceil(rows / VOTE_WORKGROUP));
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  async function read(tally: GPUBuffer, classes: number): Promise<ReturnType<typeof readTally>> {
    return readTally(new Uint32Array(await readBuffer(device, tally, tallyBytes(classes))), classes);
  }

  // 326 samples of 3074 coordinates: a million numbers, with 4 dividing a sample or not.
  it.each(LAWS)('%s: a million numbers, and copies, have the bits of the host', async (spec) => {
    const [count, image, first] = [326, 5, 2 ** 32 - 326];
    const dim = LAWS.indexOf(spec) % 2 === 0 ? 3074 : 3072;
    const noise = parseNoise(spec, dim, { lambda: 0.7 });
    const onDevice = (await openDeviceNoise(device, noise, SEED))!;
    const host = new Float32Array(dim * count);
    const target = storage(host.byteLength);

    onDevice.noise(image, first, count, { buffer: target });
    noiseKernel(noise, SEED).fill(image, first, count, host);
    expect(differing(new Float32Array(await readBuffer(device, target, host.byteLength)), host)).toBe(0);

    const pixels = Float32Array.from({ length: dim }, (_, i) => ((37 * i) % 256) / 255);
    const pixelBuffer = storage(pixels.byteLength, pixels);
    // Two calls of different sizes in a row: the second must not disturb the first.
    const half = count / 2 - 1;
    const copies = new Float32Array(dim * half);
    const second = storage(copies.byteLength);
    onDevice.copies(image, { buffer: pixelBuffer }, 0, half, { buffer: second });
    onDevice.copies(image, { buffer: pixelBuffer }, first, count, { buffer: target });
    noisyCopyKernel(noise, SEED).copies({ index: image, pixels }, first, count, host);
    expect(differing(new Float32Array(await readBuffer(device, target, host.byteLength)), host)).toBe(0);
    noisyCopyKernel(noise, SEED).copies({ index: image, pixels }, 0, half, copies);
    expect(differing(new Float32Array(await readBuffer(device, second, copies.byteLength)), copies)).toBe(0);

    // Traffic does not depend on the size of the image.
    expect(onDevice.bytesToDevice()).toBeLessThanOrEqual(3 * 32 + 4 * (2 * count + half));
    onDevice.destroy();
    for (const buffer of [target, second, pixelBuffer]) buffer.destroy();
  });

  it('agrees in small dimensions, and says so', async () => {
    for (const [spec, dim] of [
      ['gaussian', 1],
      ['laplace', 3],
      ['gaussian', 8],
      ['exp:linf,k=2,j=0', 5],
      ['uniform:l2', 257],
    ] as const) {
      expect(await deviceNoiseAgrees(device, parseNoise(spec, dim, { lambda: 1 }), 3)).toBe(true);
    }
  });

  it('leaves to the host what only the host can make', async () => {
    const noise = parseNoiseFile({ dim: 2, noise: { product: '1/(1+x^4)' } });
    expect(await openDeviceNoise(device, noise, 0)).toBeNull();
  });

  it('reports a shader that the device refuses', async () => {
    await expect(
      openPipeline(device, 'nothing', '@compute @workgroup_size(1) fn main() { return 1; }'),
    ).rejects.toThrow(EngineFault);
    await expect(openPipeline(device, 'nothing', 'fn main() {}')).rejects.toThrow(
      /The device refused the shader for nothing/,
    );
  });

  it('counts votes as the host does: ties, near-ties, over several batches', async () => {
    const [rows, classes, nearTie] = [777, 10, 1e-3];
    const random = randomStream(1);
    const logits = Float32Array.from({ length: rows * classes }, () => random.normal());
    for (let row = 0; row < rows; row += 5) {
      const [a, b] = [random.integer(classes), random.integer(classes)];
      logits[row * classes + a] = 5;
      logits[row * classes + b] = 5 - [0, 0.0005, 0.00099999, 0.0010001, 0.002][(row / 5) % 5]!;
    }
    const tally = storage(tallyBytes(classes));
    await addVotes(tally, logits.subarray(0, 500 * classes), 500, classes, nearTie);
    await addVotes(tally, logits.subarray(500 * classes), rows - 500, classes, nearTie);
    const [counts, nearTies] = [new Float64Array(classes), new Float64Array(classes)];
    countVotes(logits, rows, nearTie, counts, nearTies);
    expect(nearTies.reduce((sum, n) => sum + n)).toBeGreaterThan(rows / 20);
    expect(await read(tally, classes)).toEqual({ counts, nearTies, notFinite: 0 });
  });

  it('flags logits that are NaN or infinite', async () => {
    const logits = Float32Array.of(1, 2, NaN, 0, 3, Infinity, -Infinity, 0, 5, 4);
    const tally = storage(tallyBytes(2));
    await addVotes(tally, logits, 5, 2, 1e-4);
    expect(await read(tally, 2)).toEqual({
      counts: Float64Array.of(1, 1),
      nearTies: new Float64Array(2),
      notFinite: 3,
    });
  });
});
