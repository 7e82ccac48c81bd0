/**
 * Chains of models: a denoiser before a classifier is the composite function, and models that do not fit are told so.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/certify/engine.ts';
import { openEngine, type OpenEngineOptions } from '../../../src/certify/engines/open-engine-node.ts';
import { sha256 } from '../../../src/certify/sha256-node.ts';
import { run } from '../../../src/cli/program.ts';
import { recordedIo } from '../../cli/recorded-io.ts';
import { onnxModel, type Graph } from '../gpu/onnx-writer.ts';
import {
  LINEAR_SHAPE,
  modelFolder,
  SMALL_CLASSES,
  SMALL_DIM,
  SMALL_SHAPE,
  smallImage,
  smallLogits,
  writeLinearOnnx,
  writeSmallOnnx,
} from '../gpu/small-models.ts';
import { hasAdapter } from '../gpu/software-adapter.ts';
import { writeImages, writeModel } from '../template-models.ts';

const adapter = await hasAdapter('a chain of models on WebGPU');
const folder = modelFolder();
const classifier = writeSmallOnnx(folder);

/**
 * x -> gain x + 0.1, within a branch that is taken as the gain is not 0. Its tensors have the names of the
 * classifier's, and its output the name of the classifier's output.
 */
function writeDenoiser(
  name: string,
  changes: Partial<Graph> & { readonly opset?: number; readonly gain?: number } = {},
) {
  const { opset, gain = 0.5, ...graph } = changes;
  const shape = ['batch', ...SMALL_SHAPE] as const;
  const whole: Graph = {
    input: { name: 'x', shape },
    output: { name: 'logits', shape },
    weights: [
      { name: 'kernel', shape: [1], values: Float32Array.of(gain) },
      { name: 'matrix', shape: [1], values: Float32Array.of(0.1) },
    ],
    nodes: [
      { op: 'Cast', inputs: ['kernel'], output: 'c', int: { to: 9 } },
      {
        op: 'If',
        inputs: ['c'],
        output: 'logits',
        branches: {
          then_branch: {
            nodes: [
              { op: 'Mul', inputs: ['x', 'kernel'], output: 'r' },
              { op: 'Add', inputs: ['r', 'matrix'], output: 'f' },
            ],
            output: { name: 'f', shape },
          },
          else_branch: { nodes: [{ op: 'Identity', inputs: ['x'], output: 'r' }], output: { name: 'r', shape } },
        },
      },
    ],
    ...graph,
  };
  const path = join(folder, `${name}.onnx`);
  writeFileSync(path, onnxModel(whole, opset));
  return path;
}
const denoiser = writeDenoiser('denoiser');

const engines: Engine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});
async function open(model: string, chain: readonly string[], more: Partial<OpenEngineOptions> = {}): Promise<Engine> {
  const smoothing = { kind: 'named', spec: 'gaussian', dim: SMALL_DIM, lambda: 0.5 } as const;
  const engine = await openEngine({
    model,
    chain,
    smoothing,
    seed: 1,
    inputShape: SMALL_SHAPE,
    engine: 'onnx',
    ...more,
  });
  engines.push(engine);
  return engine;
}

const near = async (engine: Engine, through: (pixels: Float32Array) => Float32Array): Promise<void> => {
  const { pixels } = smallImage(3);
  const logits = await engine.logits(pixels, 1);
  const expected = smallLogits(through(pixels));
  expect(logits).toHaveLength(SMALL_CLASSES);
  logits.forEach((logit, c) => expect(logit).toBeCloseTo(expected[c]!, 4));
};

describe('a chain', () => {
  it('is the second model on what the first gives, and a third on that', async () => {
    await near(await open(denoiser, [classifier]), (pixels) => pixels.map((x) => 0.5 * x + 0.1));
    await near(await open(denoiser, [denoiser, classifier]), (pixels) => pixels.map((x) => 0.25 * x + 0.15));
  });

  it('has a hash of all its files in their order', async () => {
    const hash = (path: string): string => sha256(readFileSync(path));
    const { model } = await open(denoiser, [classifier]);
    expect(model).toMatchObject({
      inputName: 'x',
      outputName: 'logits',
      inputShape: SMALL_SHAPE,
      classes: SMALL_CLASSES,
    });
    expect(model.sha256).toBe(sha256(`chain ${hash(denoiser)} ${hash(classifier)}`));
  });

  it.skipIf(!adapter)('votes on WebGPU as on the CPU', async () => {
    const shape = ['n', ...LINEAR_SHAPE] as const;
    const nodes = [{ op: 'Mul', inputs: ['x', 'kernel'], output: 'logits' }] as const;
    const first = writeDenoiser('flat', { input: { name: 'x', shape }, output: { name: 'logits', shape }, nodes });
    const votes = async (engine: 'onnx' | 'webgpu') =>
      (await open(first, [writeLinearOnnx(folder)], { engine, inputShape: LINEAR_SHAPE })).votes(smallImage(1), {
        first: 0,
        count: 64,
      });
    expect((await votes('webgpu')).counts).toEqual((await votes('onnx')).counts);
  });
});

describe('models that are no chain', () => {
  const smaller = { name: 'y', shape: ['n', 3, 4, 4] } as const;
  const mean = {
    op: 'AveragePool',
    inputs: ['x'],
    output: 'y',
    ints: { kernel_shape: [2, 2], strides: [2, 2] },
  } as const;
  it.each<readonly [string, () => string, RegExp]>([
    [
      'another size',
      () => writeDenoiser('smaller', { nodes: [mean], output: smaller, weights: [] }),
      /gives "y" \[any, 3, 4, 4\], but .*small\.onnx takes \[any, 3, 8, 8\]/,
    ],
    ['a fixed batch', () => writeSmallOnnx(folder, 4, 'four.onnx'), /gives "logits" \[4, 5\]/],
    ['another opset', () => writeDenoiser('newer', { opset: 15 }), /newer\.onnx has opset 15 and .*small\.onnx 13/],
    [
      'two outputs that fit',
      () => {
        const second = { op: 'Relu', inputs: ['x'], output: 'z' } as const;
        const first = { op: 'Identity', inputs: ['x'], output: 'logits' } as const;
        const shape = ['n', ...SMALL_SHAPE] as const;
        return writeDenoiser('two', { nodes: [first, second], weights: [], others: [{ name: 'z', shape }] });
      },
      /Several outputs of .*two\.onnx/,
    ],
    [
      'a random number in the first',
      () => writeDenoiser('random', { nodes: [{ op: 'RandomNormalLike', inputs: ['x'], output: 'logits' }] }),
      /random\.onnx holds the operation RandomNormalLike/,
    ],
    ['a model of another format', () => join(folder, 'model.ort'), /Cannot read the model|one \.onnx file/],
  ])('%s is told', async (_, model, sentence) => {
    await expect(open(model(), [classifier])).rejects.toThrow(sentence);
  });

  it('engines that run one model refuse it', async () => {
    await expect(open(denoiser, [classifier], { engine: 'tfjs' })).rejects.toThrow(/tfjs runs no chain/);
  });
});

it('wulff certify takes models by --model, one after the other', async () => {
  const shape = ['n', 3, 32, 32] as const;
  const input = { name: 'x', shape };
  const model = join(folder, 'same.onnx');
  const nodes = [{ op: 'Identity', inputs: ['x'], output: 'y' }] as const;
  writeFileSync(model, onnxModel({ input, output: { name: 'y', shape }, weights: [], nodes }));
  const rows = async (...models: string[]): Promise<{ head: string; rows: string[] }> => {
    const { io, stdout } = recordedIo();
    const argv = ['certify', '--data', writeImages(folder, 2), '--noise', 'gaussian', '--sigma', '0.25', '--n', '200'];
    expect(await run([...argv, '--adversary', 'l2', ...models.flatMap((each) => ['--model', each])], io)).toBe(0);
    const lines = stdout().trim().split('\n');
    const at = lines.findIndex((line) => !line.startsWith('#'));
    return {
      head: lines.slice(0, at).join('\n'),
      rows: lines.slice(at).map((line) => line.split('\t').slice(0, 5).join()),
    };
  };
  const last = writeModel(folder);
  const [alone, both] = [await rows(last), await rows(model, last)];
  expect(both.rows).toEqual(alone.rows);
  expect(both.head).toContain(`${model} + ${last}`);
  const printed = (head: string): string | undefined => /fingerprint\W+(\w+)/.exec(head)?.[1];
  expect(printed(both.head)).toMatch(/^\w+$/);
  expect(printed(both.head)).not.toBe(printed(alone.head));
});
