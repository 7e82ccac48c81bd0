/**
 * Normalization by the engine is that of a model which does it itself, whatever the layout of the threads and of the
 * model.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normalize, requireNormalization } from '../../../src/certify/data/normalization.ts';
import { openOnnxEngine, type OnnxOptions } from '../../../src/certify/engines/onnx/engine-node.ts';
import { openWebgpuEngine } from '../../../src/certify/engines/webgpu/engine-node.ts';
import { openEngine } from '../../../src/certify/engines/open-engine-node.ts';
import { imagesInMemory } from '../../../src/certify/images-in-memory.ts';
import { certifyRun } from '../../../src/certify/run.ts';
import { parseSubject } from '../../../src/certify/subject.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { onnxModel } from '../gpu/onnx-writer.ts';
import { hasAdapter } from '../gpu/software-adapter.ts';
import { newFolder } from '../template-models.ts';

const folder = newFolder();
const SHAPE = [3, 4, 4] as const;
const DIM = 48;
const CLASSES = 4;
const mean = [0.49, 0.48, 0.1];
const std = [0.25, 0.5, 0.02];
const matrix = (() => {
  const random = randomStream(7319, 1);
  return Float32Array.from({ length: DIM * CLASSES }, () => random.normal());
})();

/** Linear on normalized values; `inside`: it normalizes them itself. */
function model(inside: boolean): string {
  const path = join(folder, inside ? 'inside.onnx' : 'outside.onnx');
  const weights = [
    { name: 'matrix', shape: [DIM, CLASSES], values: matrix },
    { name: 'mean', shape: [1, 3, 1, 1], values: Float32Array.from(mean) },
    { name: 'std', shape: [1, 3, 1, 1], values: Float32Array.from(std) },
  ];
  writeFileSync(
    path,
    onnxModel({
      input: { name: 'x', shape: ['n', ...SHAPE] },
      output: { name: 'logits', shape: ['n', CLASSES] },
      weights: inside ? weights : weights.slice(0, 1),
      nodes: [
        ...(inside
          ? [
              { op: 'Sub', inputs: ['x', 'mean'], output: 'centred' },
              { op: 'Div', inputs: ['centred', 'std'], output: 'normal' },
            ]
          : []),
        { op: 'Flatten', inputs: [inside ? 'normal' : 'x'], output: 'flat' },
        { op: 'MatMul', inputs: ['flat', 'matrix'], output: 'logits' },
      ],
    }),
  );
  return path;
}

const [inside, outside] = [model(true), model(false)];
const options = (changes: Partial<OnnxOptions>): OnnxOptions => ({
  model: inside,
  smoothing: { kind: 'named', spec: 'gaussian', dim: DIM, lambda: 0.3 },
  seed: 5,
  inputShape: SHAPE,
  batch: 16,
  workers: 1,
  ...changes,
});
const image = (() => {
  const random = randomStream(7319, 2);
  return { index: 3, pixels: Float32Array.from({ length: DIM }, () => random.uniform()) };
})();

async function seen(changes: Partial<OnnxOptions>): Promise<{ votes: number[]; logits: number[] }> {
  const engine = await openOnnxEngine(options(changes));
  try {
    const { counts } = await engine.votes(image, { first: 7, count: 501 });
    return { votes: Array.from(counts), logits: Array.from(await engine.logits(image.pixels, 1)) };
  } finally {
    await engine.close();
  }
}

describe('the engine onnx', () => {
  it('gives the votes and logits of the model that normalizes itself, in any layout of threads', async () => {
    const own = await seen({});
    expect(own.votes.filter((votes) => votes > 0).length).toBeGreaterThan(1);
    expect(await seen({ model: outside, normalization: { mean, std } })).toEqual(own);
    expect(await seen({ model: outside, normalization: { mean, std }, batch: 7 })).toEqual(own);
    expect(await seen({ model: outside })).not.toEqual(own);
  });
});

describe.skipIf(!(await hasAdapter('normalization on a device')))('the engine webgpu', () => {
  it('gives the votes of the model that normalizes itself, and nearly its logits', async () => {
    const range = { first: 7, count: 96 };
    const own = await openOnnxEngine(options({}));
    const given = await openWebgpuEngine(options({ model: outside, normalization: { mean, std }, batch: 32 }));
    try {
      const { counts } = await own.votes(image, range);
      expect(counts.filter((votes) => votes > 0).length).toBeGreaterThan(1);
      expect((await given.votes(image, range)).counts).toEqual(counts);
      const [expected, found] = [await own.logits(image.pixels, 1), await given.logits(image.pixels, 1)];
      found.forEach((logit, k) => expect(logit / expected[k]!).toBeCloseTo(1, 4));
    } finally {
      await own.close();
      await given.close();
    }
  });
});

describe('a run', () => {
  it('has the same certificates by either model; its log says which', async () => {
    const labelled = [0, 1].map((index) => ({ index, pixels: image.pixels.map((x) => (x + index) % 1), label: index }));
    const data = await imagesInMemory(labelled, SHAPE, 'two images');
    const subject = parseSubject('gaussian', { dim: DIM, scale: { sigma: 0.1 } }, [lpAdversary(2, DIM)], { n: 500 });
    const rows = async (path: string, normalization?: { mean: number[]; std: number[] }) =>
      certifyRun(
        { model: path, data, subject, openEngine: openEngine, input: { normalization }, workers: 1 },
        { check: false },
      );
    const [own, given] = [await rows(inside), await rows(outside, { mean, std })];
    const told = ({ rows: all }: typeof own): unknown[] => all.map(({ predict, count, rho }) => [predict, count, rho]);
    expect(told(given)).toEqual(told(own));
    expect(own.settings.input).toBe('nchw rgb 0..1');
    expect(given.settings.input).toBe('nchw rgb 0..1, mean 0.49 0.48 0.1, std 0.25 0.5 0.02');
    await expect(rows(outside, { mean: [0.5], std: [0.5] })).rejects.toThrow(
      /have 3 channels, but 1 numbers are given/,
    );
  });
});

describe('normalization', () => {
  it('divides each channel by its own deviation, wherever the channels are', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    normalize(values, 1, 8, { mean: [1, 2], std: [1, 2] }, 'nchw');
    expect([...values]).toEqual([0, 1, 2, 3, 1.5, 2, 2.5, 3]);
    const last = Float32Array.of(1, 2, 3, 4, 99, 99, 99, 99);
    normalize(last, 1, 4, { mean: [1, 2], std: [1, 2] }, 'nhwc');
    expect([...last]).toEqual([0, 0, 2, 1, 99, 99, 99, 99]);
  });

  it.each([
    [[0.5], [0], /standard deviation of a channel is 0: it must be above 0/],
    [[0.5], [-1], /must be above 0/],
    [[NaN], [1], /mean of a channel is NaN/],
    [[0.5, 0.5], [1], /1 channel, but 2 numbers are given as the mean/],
  ])('refuses mean %j, std %j', (means, deviations, reason) => {
    expect(() => requireNormalization({ mean: means, std: deviations }, 1)).toThrow(reason);
  });
});
