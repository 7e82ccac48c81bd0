/** The engine `webgpu` on whatever adapter there is: its votes are those of a plain computation on the host. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { EngineFault, type Engine, type EngineOptions, type SampleRange } from '../../../src/certify/engine.ts';
import { nodeGpus } from '../../../src/certify/engines/gpu/dawn-node.ts';
import { openWebgpuEngine } from '../../../src/certify/engines/webgpu/engine-node.ts';
import { copyKernel } from '../../../src/certify/copies/copy-kernel.ts';
import { openSubject } from '../../../src/certify/grid/grid-subject.ts';
import type { Smoothing } from '../../../src/certify/smoothing.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { hostVotes, SEED } from './host-votes.ts';
import { hasAdapter } from './software-adapter.ts';
import {
  LINEAR_SHAPE,
  linearLogits,
  modelFolder,
  SMALL_DIM,
  SMALL_SHAPE,
  smallImage,
  smallLogits,
  writeLinearOnnx,
  writeLinearOnnxWithData,
  writeSmallOnnx,
} from './small-models.ts';

const adapter = await hasAdapter('the webgpu engine');
const folder = modelFolder();
const path = writeLinearOnnx(folder);
const named = (spec: string, lambda = 0.8): Smoothing => ({ kind: 'named', spec, dim: SMALL_DIM, lambda });

const engines: Engine[] = [];
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

async function open(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await openWebgpuEngine({
    model: path,
    smoothing: UNIFORM,
    seed: SEED,
    inputShape: LINEAR_SHAPE,
    batch: 64,
    ...options,
  });
  engines.push(engine);
  return engine;
}

/** The devices opened from now on. */
function watchDevices(): GPUDevice[] {
  const devices: GPUDevice[] = [];
  // oxlint-disable-next-line typescript/unbound-method -- called with its own `this`
  const { requestDevice } = GPUAdapter.prototype;
  vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  });
  return devices;
}

const UNIFORM = named('uniform:linf');
const ESTIMATION: SampleRange = { first: 0, count: 500 };
const SELECTION: SampleRange = { first: 2 ** 31, count: 77 };

describe.skipIf(!adapter)('webgpu engine', () => {
  it('counts the votes that the host counts: a convolutional network', async () => {
    const engine = await open({ model: writeSmallOnnx(folder), inputShape: SMALL_SHAPE });
    const votes = await engine.votes(smallImage(3), ESTIMATION);
    const host = hostVotes(UNIFORM, 3, ESTIMATION, smallLogits);
    expect(host.counts.filter((count) => count > 0).length).toBeGreaterThan(2);
    // No sample of the range is within rounding of a tie, so the counts are equal, not close.
    expect([...votes.counts]).toEqual(host.counts);
    expect([...votes.nearTies]).toEqual(host.nearTies);
    expect(engine.model).toMatchObject({ inputName: 'x', outputName: 'logits', inputShape: [3, 8, 8], classes: 5 });
    expect(engine.model.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('makes its copies on the device where the noise has a shader, else on the host', async () => {
    const ball: Smoothing = {
      kind: 'file',
      file: { name: 'l4 ball', dim: SMALL_DIM, noise: { kind: 'uniform', body: { lp: 4, dim: SMALL_DIM } } },
      lambda: 0.8,
    };
    for (const [smoothing, place] of [
      [named('gaussian'), 'device'],
      [named('uniform:l2', 8), 'device'],
      [ball, 'host'],
    ] as const) {
      const engine = await open({ smoothing });
      const votes = await engine.votes(smallImage(3), SELECTION);
      expect([...votes.counts]).toEqual(hostVotes(smoothing, 3, SELECTION, linearLogits).counts);
      expect(engine.device.includes('noise made on the host')).toBe(place === 'host');
      expect(engine.tally().bytesToDevice > SELECTION.count * 4 * SMALL_DIM).toBe(place === 'host');
      await engine.close();
    }
  });

  it('draws on the grid of an image what the host draws, on the device', async () => {
    const { smoothing } = await openSubject('laplace', { dim: SMALL_DIM, scale: { sigma: 0.5 }, dataGrid: 255 }, [
      lpAdversary(1, SMALL_DIM),
    ]);
    const image = { index: 3, pixels: smallImage(3).pixels.map((x) => Math.round(255 * x) / 255) };
    const engine = await open({ smoothing });
    const votes = await engine.votes(image, SELECTION);
    const counts = new Array<number>(votes.counts.length).fill(0);
    const copy = new Float32Array(SMALL_DIM);
    for (let sample = SELECTION.first; sample < SELECTION.first + SELECTION.count; sample++) {
      copyKernel(smoothing, SEED).copies(image, sample, 1, copy);
      const logits = linearLogits(copy);
      counts[logits.indexOf(Math.max(...logits))]!++;
    }
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(2);
    expect([...votes.counts]).toEqual(counts);
    expect(engine.device).not.toContain('noise made on the host');
    expect(engine.tally().bytesToDevice).toBeLessThan(SELECTION.count * 4 * SMALL_DIM);
    await expect(engine.votes(smallImage(4), SELECTION)).rejects.toThrow('multiples of 1/255');
    await engine.close();
  });

  it('moves bytes by the batch, not by the size of the image, and reads back under a kilobyte', async () => {
    const engine = await open();
    await engine.votes(smallImage(0), { first: 0, count: 64 });
    const before = engine.tally();
    await engine.votes(smallImage(0), { first: 64, count: 640 });
    const after = engine.tally();
    expect(after.samples - before.samples).toBe(640);
    // The image is there already; ten batches of settings remain. The copies would be 640 * 768 bytes.
    expect(after.bytesToDevice - before.bytesToDevice).toBeLessThan(10 * 512);
    expect(after.bytesFromDevice - before.bytesFromDevice).toBeLessThan(1024);
    expect(after.noiseSeconds + after.modelSeconds + after.voteSeconds).toBeGreaterThan(0);
  });

  it('reads back all classes where many have votes', async () => {
    const many = 150;
    const wide = named('uniform:linf', 20);
    const engine = await open({ model: writeLinearOnnx(folder, many), smoothing: wide, nearTie: 0.5 });
    const votes = await engine.votes(smallImage(3), { first: 0, count: 128 });
    const host = hostVotes(wide, 3, { first: 0, count: 128 }, (pixels) => linearLogits(pixels, many), 0.5);
    expect(host.counts.filter((count) => count > 0).length).toBeGreaterThan(64);
    expect(host.nearTies.filter((count) => count > 0).length).toBeGreaterThan(0);
    expect([...votes.counts]).toEqual(host.counts);
    expect([...votes.nearTies]).toEqual(host.nearTies);
  });

  it('adds up over ranges, batch sizes and devices side by side', async () => {
    const host = hostVotes(UNIFORM, 5, ESTIMATION, linearLogits);
    for (const options of [{ batch: 7 }, { batch: 500 }, { batch: 32, workers: 2 }]) {
      const devices = watchDevices();
      const engine = await open(options);
      const first = await engine.votes(smallImage(5), { first: 0, count: 123 });
      const rest = await engine.votes(smallImage(5), { first: 123, count: 377 });
      expect(first.counts.map((count, c) => count + rest.counts[c]!)).toEqual(Float64Array.from(host.counts));
      expect(devices.length).toBe(options.workers ?? 1);
      await engine.close();
      vi.restoreAllMocks();
    }
  });

  it('takes the devices that are fastest together, and passes over one that does not open', async () => {
    const gpus = await nodeGpus();
    const adapter = gpus.adapter.bind(gpus);
    // Adapter 0 is real but slow (it says late that work is done), 1 and 2 are real, 3 is gone.
    vi.spyOn(gpus, 'adapterCount').mockResolvedValue(4);
    vi.spyOn(gpus, 'adapter').mockImplementation((k) => (k === 3 ? Promise.resolve(null) : adapter(0)));
    // oxlint-disable-next-line typescript/unbound-method -- called with its own `this`
    const { requestDevice } = GPUAdapter.prototype;
    let opened = 0;
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, descriptor) {
      const device = await requestDevice.call(this, descriptor);
      if (opened++ > 0) return device;
      const { queue } = device;
      const done = queue.onSubmittedWorkDone.bind(queue);
      queue.onSubmittedWorkDone = () => new Promise((resolve) => setTimeout(() => void done().then(resolve), 2000));
      Object.defineProperty(device, 'queue', { value: queue });
      return device;
    });
    const engine = await open();
    expect(engine.device).toMatch(/, 2 x .+, batches of 64, leaving idle the slower .+ and one that cannot be opened$/);
    const votes = await engine.votes(smallImage(5), ESTIMATION);
    expect([...votes.counts]).toEqual(hostVotes(UNIFORM, 5, ESTIMATION, linearLogits).counts);
    await engine.close();
  });

  it('pads batches of a model that takes one size only', async () => {
    const engine = await open({ model: writeLinearOnnx(folder, 5, 16) });
    const range = { first: 10, count: 41 };
    const votes = await engine.votes(smallImage(1), range);
    expect([...votes.counts]).toEqual(hostVotes(UNIFORM, 1, range, linearLogits).counts);
  });

  it('gives logits without noise, stops when told to, and counts no votes of logits that are not numbers', async () => {
    const engine = await open({ batch: 2 });
    const images = [0, 1, 2].map((index) => smallImage(index).pixels);
    const pixels = Float32Array.from(images.flatMap((each) => [...each]));
    const logits = await engine.logits(pixels, 3);
    const expected = images.flatMap((each) => [...linearLogits(each)]);
    expect(logits.length).toBe(15);
    logits.forEach((logit, i) => expect(logit).toBeCloseTo(expected[i]!, 4));
    // What a device is compared with: the processor, by kernels of its own.
    const beside = await engine.processorLogits!(pixels, 3);
    beside!.forEach((logit, i) => expect(logit).toBeCloseTo(expected[i]!, 4));

    const stop = new AbortController();
    const doomed = engine.votes(smallImage(3), { first: 0, count: 1_000_000 }, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 30);
    await expect(doomed).rejects.toThrow('enough');

    const image = smallImage(3);
    image.pixels[10] = Infinity;
    await expect(engine.votes(image, { first: 0, count: 5 })).rejects.toMatchObject({ kind: 'not-a-number' });

    const votes = await engine.votes(smallImage(3), SELECTION);
    expect([...votes.counts]).toEqual(hostVotes(UNIFORM, 3, SELECTION, linearLogits).counts);
  });

  it('says that the device was lost, and goes on with a new one', async () => {
    const devices = watchDevices();
    const engine = await open({ batch: 16 });
    const doomed = engine.votes(smallImage(3), { first: 0, count: 1_000_000 });
    setTimeout(() => devices[0]!.destroy(), 20);
    const fault = await doomed.then(
      () => expect.unreachable(),
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(EngineFault);
    expect(fault).toMatchObject({ kind: 'device-lost' });
    expect((fault as EngineFault).message).toMatch(/was lost .*resume the run\.$/);
    const votes = await engine.votes(smallImage(3), SELECTION);
    expect([...votes.counts]).toEqual(hostVotes(UNIFORM, 3, SELECTION, linearLogits).counts);
    expect(devices.length).toBe(2);
  });

  it('halves the batch until it fits, and gives up with one sentence when not even one copy does', async () => {
    // oxlint-disable-next-line typescript/unbound-method -- called with its own `this`
    const { createBuffer } = GPUDevice.prototype;
    const deviceOf = (bytes: number): void => {
      vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function (this: GPUDevice, descriptor) {
        // Buffers of copies and logits above it ask for more than any device has.
        const ours = descriptor.usage === (GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
        const size = ours && descriptor.size > bytes ? 2 ** 40 : descriptor.size;
        return createBuffer.call(this, { ...descriptor, size });
      });
    };
    deviceOf(24 * 4 * SMALL_DIM);
    const engine = await open({ batch: 40, model: writeLinearOnnx(folder, 2), smoothing: UNIFORM });
    expect(engine.device).toContain('batches of 20');
    const votes = await engine.votes(smallImage(3), SELECTION);
    const host = hostVotes(UNIFORM, 3, SELECTION, (pixels) => linearLogits(pixels, 2));
    expect([...votes.counts]).toEqual(host.counts);
    await engine.close();
    vi.restoreAllMocks();
    deviceOf(200);
    await expect(open({ batch: 2 })).rejects.toMatchObject({
      kind: 'out-of-memory',
      message: expect.stringMatching(/not enough memory/) as string,
    });
  });

  it('says which shader a driver refuses, and that an adapter refuses to open', async () => {
    // oxlint-disable-next-line typescript/unbound-method -- called with its own `this`
    const { createShaderModule } = GPUDevice.prototype;
    vi.spyOn(GPUDevice.prototype, 'createShaderModule').mockImplementation(function (this: GPUDevice, descriptor) {
      const code = descriptor.label === 'votes' ? 'nonsense' : descriptor.code;
      return createShaderModule.call(this, { ...descriptor, code });
    });
    await expect(open()).rejects.toMatchObject({ kind: expect.stringMatching(/unsupported|other/) as string });
    vi.restoreAllMocks();
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockRejectedValue(new Error('no more devices'));
    await expect(open()).rejects.toThrow(/refuses to open: no more devices/);
    vi.restoreAllMocks();
    vi.spyOn(GPU.prototype, 'requestAdapter').mockResolvedValue(null);
    await expect(open()).rejects.toMatchObject({ name: 'EngineUnavailable' });
  });

  it('reads weights from a file beside the model', async () => {
    const { path } = writeLinearOnnxWithData(folder);
    const engine = await open({ model: path });
    const votes = await engine.votes(smallImage(3), SELECTION);
    expect([...votes.counts]).toEqual(hostVotes(UNIFORM, 3, SELECTION, linearLogits).counts);
  });

  it('says which operator the runtime lacks, and runs the next model all the same', async () => {
    const bytes = readFileSync(writeSmallOnnx(folder));
    const strange = join(folder, 'strange.onnx');
    writeFileSync(strange, Buffer.from(bytes.toString('latin1').replaceAll('Conv', 'Cxnv'), 'latin1'));
    await expect(open({ model: strange, inputShape: SMALL_SHAPE })).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringMatching(/cannot run this model: .*Cxnv.*Run it by the engine onnx\.$/) as string,
    });
    const engine = await open();
    const votes = await engine.votes(smallImage(3), SELECTION);
    expect([...votes.counts]).toEqual(hostVotes(UNIFORM, 3, SELECTION, linearLogits).counts);
  });

  it('refuses models that do not fit the data, before it reads a sample', async () => {
    await expect(open({ inputShape: [1, 2, 96] })).rejects.toThrow(/takes images of shape \[1, 192\].*\[1, 2, 96\]/);
    const smoothing: Smoothing = { kind: 'named', spec: 'gaussian', dim: 12, lambda: 1 };
    await expect(open({ smoothing, inputShape: [1, 12] })).rejects.toThrow(/shape/);
  });
});
