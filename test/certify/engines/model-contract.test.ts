/**
 * Models that are no function of one image are refused, by their graph or by what is seen; models that are one pass on
 * every engine.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/certify/engine.ts';
import { batchShapes, padRows, shapeFor } from '../../../src/certify/engines/batch-shapes.ts';
import { graphObjection } from '../../../src/certify/engines/onnx/screening.ts';
import { openEngine, type OpenEngineOptions } from '../../../src/certify/engines/open-engine-node.ts';
import { openWasmEngine, openWebgpuEngine } from '../../../src/browser.ts';
import { checkContract, isLoose } from '../../../src/certify/assurance/model-contract.ts';
import { onnxModel, type Node } from '../gpu/onnx-writer.ts';
import {
  modelFolder,
  SMALL_CLASSES,
  SMALL_DIM,
  SMALL_SHAPE,
  smallImage,
  writeSmallLayers,
  writeSmallOnnx,
} from '../gpu/small-models.ts';
import { hasAdapter } from '../gpu/software-adapter.ts';
import { fakeEngine } from '../statistics/exact-law-engine.ts';

const adapter = await hasAdapter('the contract of models on WebGPU');
const folder = modelFolder();
const matrix = Float32Array.from({ length: SMALL_DIM * SMALL_CLASSES }, (_, i) => Math.sin(i * i));

/** A model that multiplies what these nodes make of `f`, the flat image, into `g`. */
function modelOf(name: string, nodes: readonly Node[]): string {
  const path = join(folder, `${name}.onnx`);
  writeFileSync(
    path,
    onnxModel({
      input: { name: 'x', shape: ['n', ...SMALL_SHAPE] },
      output: { name: 'logits', shape: ['n', SMALL_CLASSES] },
      weights: [{ name: 'matrix', shape: [SMALL_DIM, SMALL_CLASSES], values: matrix }],
      nodes: [
        { op: 'Flatten', inputs: ['x'], output: 'f' },
        ...nodes,
        { op: 'MatMul', inputs: ['g', 'matrix'], output: 'logits' },
      ],
    }),
  );
  return path;
}

/** The mean over the batch, out of the screening's sight. */
const hidden: readonly Node[] = [
  { op: 'Transpose', inputs: ['f'], output: 't', ints: { perm: [1, 0] } },
  { op: 'ReduceMean', inputs: ['t'], output: 'm', ints: { axes: [1] }, int: { keepdims: 1 } },
  { op: 'Transpose', inputs: ['m'], output: 'row', ints: { perm: [1, 0] } },
  { op: 'Sub', inputs: ['f', 'row'], output: 'g' },
];

const engines: Engine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});
async function open(model: string, options: Partial<OpenEngineOptions> = {}): Promise<Engine> {
  const smoothing = { kind: 'named', spec: 'uniform:linf', dim: SMALL_DIM, lambda: 0.5 } as const;
  const engine = await openEngine({ model, smoothing, seed: 1, inputShape: SMALL_SHAPE, engine: 'onnx', ...options });
  engines.push(engine);
  return engine;
}
const images = [smallImage(1).pixels, smallImage(2).pixels] as const;

describe('what the graph shows', () => {
  it.each<readonly [string, readonly Node[], RegExp]>([
    [
      'a mean over the batch',
      [
        { op: 'ReduceMean', inputs: ['f'], output: 'm', ints: { axes: [0] } },
        { op: 'Sub', inputs: ['f', 'm'], output: 'g' },
      ],
      /ReduceMean over the axis of the batch/,
    ],
    [
      'a mean over everything',
      [
        { op: 'Relu', inputs: ['f'], output: 'r' },
        { op: 'ReduceMean', inputs: ['r'], output: 'm' },
        { op: 'Sub', inputs: ['r', 'm'], output: 'g' },
      ],
      /ReduceMean over the axis of the batch/,
    ],
    [
      'softmax over the batch',
      [{ op: 'Softmax', inputs: ['f'], output: 'g', int: { axis: 0 } }],
      /Softmax over the axis of the batch/,
    ],
    [
      'batch normalization in training mode',
      [{ op: 'BatchNormalization', inputs: ['f', 'f', 'f', 'f', 'f'], output: 'g', int: { training_mode: 1 } }],
      /BatchNormalization in training mode/,
    ],
    [
      'dropout in training mode',
      [{ op: 'Dropout', inputs: ['f', '', 'matrix'], output: 'g' }],
      /Dropout in training mode, which drops/,
    ],
    [
      'a random node',
      [
        { op: 'RandomNormalLike', inputs: ['f'], output: 'noise' },
        { op: 'Add', inputs: ['f', 'noise'], output: 'g' },
      ],
      /RandomNormalLike, which gives the same image other logits/,
    ],
    ['bernoulli', [{ op: 'Bernoulli', inputs: ['f'], output: 'g' }], /Bernoulli/],
    ['quantization', [{ op: 'DynamicQuantizeLinear', inputs: ['f'], output: 'g' }], /range of the whole batch/],
  ])('%s: refused when it is opened, with the operation', async (name, nodes, message) => {
    await expect(open(modelOf(name, nodes))).rejects.toMatchObject({ code: 'model-contract' });
    await expect(open(modelOf(name, nodes))).rejects.toThrow(message);
  });

  it('is screened in a page as well, by both engines, before a runtime is loaded', async () => {
    const nodes = [
      { op: 'RandomNormalLike', inputs: ['f'], output: 'noise' },
      { op: 'Add', inputs: ['f', 'noise'], output: 'g' },
    ];
    const address = (bytes: Uint8Array): string =>
      `data:application/octet-stream;base64,${Buffer.from(bytes).toString('base64')}`;
    const smoothing = { kind: 'named', spec: 'uniform:linf', dim: SMALL_DIM, lambda: 0.5 } as const;
    for (const openInPage of [openWasmEngine, openWebgpuEngine]) {
      const opened = (bytes: Uint8Array): Promise<Engine> => openInPage({ model: address(bytes), smoothing, seed: 1 });
      const random = readFileSync(modelOf('random in a page', nodes));
      await expect(opened(random)).rejects.toMatchObject({ code: 'model-contract' });
      await expect(opened(random.subarray(0, -7))).rejects.toThrow(/is not an ONNX model, or was cut off/);
      await expect(opened(Buffer.from('0000ORTM....'))).rejects.toThrow(/own format, whose graph cannot be screened/);
    }
  });

  it('says nothing of reductions over other axes, softmax of logits, or normalization as it should be', () => {
    const harmless: readonly (readonly Node[])[] = [
      [{ op: 'ReduceMean', inputs: ['f'], output: 'g', ints: { axes: [1] } }],
      [{ op: 'Softmax', inputs: ['f'], output: 'g', int: { axis: 1 } }],
      [{ op: 'BatchNormalization', inputs: ['f', 'a', 'b', 'c', 'd'], output: 'g' }],
      [{ op: 'Dropout', inputs: ['f'], output: 'g' }],
      // Of numbers that are no images.
      [
        { op: 'Shape', inputs: ['f'], output: 's' },
        { op: 'ReduceProd', inputs: ['s'], output: 'p', ints: { axes: [0] } },
      ],
    ];
    for (const nodes of harmless) {
      const graph = {
        input: { name: 'x', shape: ['n', 4] },
        output: { name: 'g', shape: ['n', 4] },
        weights: [],
        nodes: [{ op: 'Flatten', inputs: ['x'], output: 'f' }, ...nodes],
      };
      expect(graphObjection(Buffer.from(onnxModel(graph)))).toBeNull();
    }
  });
});

describe('what is seen', () => {
  it.each(['onnx', 'webgpu'] as const)('%s: a mean over the batch that the graph hides is refused', async (engine) => {
    if (engine === 'webgpu' && !adapter) return;
    const opened = await open(modelOf('hidden', hidden), { engine, batch: 16 });
    await expect(checkContract(opened, images, 0.5)).rejects.toMatchObject({ code: 'model-contract' });
    await expect(checkContract(opened, images, 0.5)).rejects.toThrow(
      /no function of one image: logits .* differ by \d/,
    );
  });

  // On webgpu a run of the command sees it (test/certify/gpu).
  it.each(['onnx', 'tfjs'] as const)('%s: a model as it should be has equal bits', async (engine) => {
    const model = engine === 'tfjs' ? writeSmallLayers(folder) : writeSmallOnnx(folder);
    const opened = await open(model, { engine, batch: 32, ...(engine === 'tfjs' ? { device: 'cpu' } : {}) });
    const { drift, compared } = await checkContract(opened, images, 0.5);
    expect(drift).toBe(0);
    expect(compared).toBeGreaterThan(60);
  });

  /** A linear model whose logits may be disturbed. */
  const linear = (disturb: (row: number, call: number, lane: number) => number): Engine => {
    let call = 0;
    return {
      ...fakeEngine({ dim: SMALL_DIM, classes: SMALL_CLASSES }, () => 0),
      lanes: 2,
      logits: (pixels, count, lane = 0) => {
        call += 1;
        const logits = Float32Array.from({ length: count * SMALL_CLASSES }, (_, i) => {
          const row = Math.floor(i / SMALL_CLASSES);
          return (
            pixels[row * SMALL_DIM]! + pixels[row * SMALL_DIM + 1 + (i % SMALL_CLASSES)]! + disturb(row, call, lane)
          );
        });
        return Promise.resolve(logits);
      },
    };
  };

  it('names what was seen: another run, another place, another worker', async () => {
    const fails = (disturb: Parameters<typeof linear>[0]) => checkContract(linear(disturb), images, 0.5);
    await expect(fails((_, call) => (call === 2 ? 0.5 : 0))).rejects.toThrow(/when the same batch was run again/);
    await expect(fails((row) => (row === 0 ? 0.5 : 0))).rejects.toThrow(/at another place in the batch/);
    await expect(fails((_, __, lane) => lane / 2)).rejects.toThrow(/workers 1 and 2/);
    await expect(fails((_, call) => (call === 3 ? NaN : 0))).rejects.toThrow(/rest of the batch was another/);
    expect((await fails(() => 0)).drift).toBe(0);
  });

  it('compares a device with the processor, and refuses one that computes something else', async () => {
    const device = (factor: number): Engine => {
      const engine = linear(() => 0);
      const processorLogits: Engine['processorLogits'] = async (pixels, count) =>
        (await engine.logits(pixels, count)).map((logit) => logit * factor);
      return { ...engine, processorLogits };
    };
    const near = await checkContract(device(1 + 2 ** -20), images, 0.5);
    expect(near.fromProcessor).toBeGreaterThan(0);
    expect(isLoose(near, 1e-4)).toBe(false);
    // Logits of up to 3 or so, a five-thousandth apart: more than near-ties tell.
    const loose = await checkContract(device(1 + 2 ** -12), images, 0.5);
    expect(isLoose(loose, 1e-4)).toBe(true);
    for (const factor of [0.98, 0, NaN, -1])
      await expect(checkContract(device(factor), images, 0.5)).rejects.toThrow(/computes something else/);
    // An engine on the processor itself, and a device beside which nothing runs.
    expect(
      (
        await checkContract(
          linear(() => 0),
          images,
          0.5,
        )
      ).fromProcessor,
    ).toBeNull();
    const alone: Engine = { ...linear(() => 0), processorLogits: () => Promise.resolve(null) };
    expect((await checkContract(alone, images, 0.5)).fromProcessor).toBeNull();
  });

  it('takes a difference that is small against near-ties for rounding', async () => {
    const { drift } = await checkContract(
      linear((row) => row * 1e-6),
      images,
      0.5,
    );
    expect(drift).toBeGreaterThan(1e-6);
    expect(drift).toBeLessThan(1e-5);
    await expect(
      checkContract(
        linear((row) => row * 1e-5),
        images,
        0.5,
      ),
    ).rejects.toThrow(/no function/);
  });
});

describe('the shapes of batches', () => {
  it('are few, and every number of rows has one', () => {
    expect(batchShapes(64)).toEqual([64, 16, 4]);
    expect(batchShapes(2)).toEqual([2]);
    expect(batchShapes(1000)).toEqual([1000, 250, 63, 16, 4]);
    for (let rows = 1; rows <= 64; rows++)
      expect(shapeFor([64, 16, 4], rows)).toBe(rows <= 4 ? 4 : rows <= 16 ? 16 : 64);
    const batch = Float32Array.of(1, 2, 3, 4, 0, 0, 0, 0);
    padRows(batch, 2, 4, 2);
    expect([...batch]).toEqual([1, 2, 3, 4, 1, 2, 1, 2]);
  });
});
