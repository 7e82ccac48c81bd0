/**
 * The engine `tfjs`: both kinds of models on every backend there is, with the votes of a plain computation on the host.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engine, SampleRange } from '../../../src/certify/engine.ts';
import { loadTensorFlow, openTfjsEngine, type TfjsNodeOptions } from '../../../src/certify/engines/tfjs/engine-node.ts';
import type { Smoothing } from '../../../src/certify/smoothing.ts';
import { hostVotes, SEED } from './host-votes.ts';
import {
  modelFolder,
  SMALL_DIM,
  SMALL_SHAPE,
  smallImage,
  smallLogitsLast,
  writeSmallGraph,
  writeSmallLayers,
} from './small-models.ts';
import { hasAdapter } from './software-adapter.ts';

const adapter = await hasAdapter('the tfjs engine on WebGPU');
const tensorflow = (await loadTensorFlow(['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'])) !== null;
if (!tensorflow)
  console.warn('skipped: the tfjs engine on TensorFlow (neither tfjs-node nor tfjs-node-gpu is installed)');

const folder = modelFolder();
const graph = writeSmallGraph(folder);
const layers = writeSmallLayers(folder);
const uniform: Smoothing = { kind: 'named', spec: 'uniform:linf', dim: SMALL_DIM, lambda: 0.8 };
const RANGE: SampleRange = { first: 2 ** 31, count: 300 };

const engines: Engine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

async function open(model: string, backend: TfjsNodeOptions['backend'], options: Partial<TfjsNodeOptions> = {}) {
  const engine = await openTfjsEngine({
    model,
    smoothing: uniform,
    seed: SEED,
    // As data sets have it: channels first.
    inputShape: SMALL_SHAPE,
    batch: 64,
    ...(backend === undefined ? {} : { backend }),
    ...options,
  });
  engines.push(engine);
  return engine;
}

/** What every backend must do alike. */
async function certifies(backend: TfjsNodeOptions['backend'], device: RegExp): Promise<void> {
  const host = hostVotes(uniform, 3, RANGE, smallLogitsLast);
  expect(host.counts.filter((count) => count > 0).length).toBeGreaterThan(2);
  for (const model of [graph, layers]) {
    const engine = await open(model, backend);
    expect(engine.device).toMatch(device);
    expect(engine.model).toMatchObject({ inputShape: [8, 8, 3], classes: 5 });
    const votes = await engine.votes(smallImage(3), RANGE);
    expect([...votes.counts]).toEqual(host.counts);
    expect([...votes.nearTies]).toEqual(host.nearTies);
    expect(engine.tally().samples).toBe(RANGE.count);
    const logits = await engine.logits(smallImage(4).pixels, 1);
    smallLogitsLast(smallImage(4).pixels).forEach((logit, c) => expect(logits[c]).toBeCloseTo(logit, 4));
    expect(engine.processorLogits === undefined).toBe(!/WebGPU/.test(engine.device));
    if (model === layers) {
      const beside = await engine.processorLogits?.(smallImage(4).pixels, 1);
      beside?.forEach((logit, c) => expect(logit).toBeCloseTo(logits[c]!, 4));
    }
    await engine.close();
  }
}

describe('tfjs engine', () => {
  it('certifies a GraphModel and a LayersModel on WASM', () => certifies('wasm', /WASM backend/));

  it.skipIf(!adapter)(
    'certifies a GraphModel and a LayersModel on WebGPU, without moving copies',
    { timeout: 300_000 },
    async () => {
      await certifies('webgpu', /WebGPU backend/);
      const engine = await open(graph, 'webgpu');
      await engine.votes(smallImage(3), { first: 0, count: 64 });
      const before = engine.tally();
      await engine.votes(smallImage(3), { first: 0, count: 640 });
      const after = engine.tally();
      expect(after.bytesToDevice - before.bytesToDevice).toBeLessThan(10 * 2048);
      expect(after.bytesFromDevice - before.bytesFromDevice).toBeLessThan(1024);
    },
  );

  it.skipIf(!adapter)('halves the batch until it fits on WebGPU, too', async () => {
    // oxlint-disable-next-line typescript/unbound-method -- called with its own `this`
    const { createBuffer } = GPUDevice.prototype;
    const spy = vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function (
      this: GPUDevice,
      descriptor,
    ) {
      // Copies and tensors above it ask for more than any device has.
      const tensor = descriptor.usage === (GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
      const size = tensor && descriptor.size > 24 * 4 * SMALL_DIM ? 2 ** 40 : descriptor.size;
      return createBuffer.call(this, { ...descriptor, size });
    });
    try {
      const engine = await open(graph, 'webgpu', { batch: 40 });
      expect(engine.device).toMatch(/batches of (20|10|5)$/);
      const votes = await engine.votes(smallImage(3), RANGE);
      expect([...votes.counts]).toEqual(hostVotes(uniform, 3, RANGE, smallLogitsLast).counts);
    } finally {
      spy.mockRestore();
    }
  });

  it.skipIf(!tensorflow)('certifies a GraphModel and a LayersModel on TensorFlow', () =>
    certifies('node', /TensorFlow by/),
  );

  it('stops when told to, and counts no votes of logits that are not numbers', async () => {
    const engine = await open(graph, 'wasm');
    const stop = new AbortController();
    const doomed = engine.votes(smallImage(3), { first: 0, count: 10_000_000 }, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 30);
    await expect(doomed).rejects.toThrow('enough');
    const image = smallImage(3);
    image.pixels.fill(3e38);
    await expect(engine.votes(image, { first: 0, count: 5 })).rejects.toMatchObject({ kind: 'not-a-number' });
  });

  it('says what is wrong with a model', async () => {
    await expect(open(join(folder, 'nowhere'), 'wasm')).rejects.toThrow(/Cannot read model.json .*no such file/);
    await expect(open(writeSmallGraph(folder, 'Frobnicate'), 'wasm')).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('Frobnicate') as string,
    });
    await expect(open(graph, 'wasm', { inputShape: [3, 16, 4] })).rejects.toThrow(
      /takes images of shape \[8, 8, 3\], but the data has \[3, 16, 4\]/,
    );
    const broken = writeSmallLayers(modelFolder());
    const json = readFileSync(join(broken, 'model.json'), 'utf8');
    rmSync(join(broken, 'shard2of2.bin'));
    await expect(open(broken, 'wasm')).rejects.toThrow(/Cannot read shard2of2.bin .*no such file/);
    writeFileSync(join(broken, 'model.json'), json.replace('shard1of2.bin', '../shard1of2.bin'));
    await expect(open(broken, 'wasm')).rejects.toThrow(/outside its folder/);
    writeFileSync(join(broken, 'model.json'), json.slice(0, 100));
    await expect(open(broken, 'wasm')).rejects.toThrow(/not JSON, or was cut off/);
  });

  it.skipIf(tensorflow)('names the package that is missing', async () => {
    await expect(open(graph, 'cuda')).rejects.toThrow(/npm install @tensorflow\/tfjs-node-gpu@4\.22\.0/);
  });
});
