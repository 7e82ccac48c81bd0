/** Which output of a model is taken as its logits, on models that onnxruntime-node runs, and which are refused. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkModelInput, USUAL_CONVENTION } from '../../../src/certify/data/prepare-image.ts';
import { openOnnxEngine, type OnnxOptions } from '../../../src/certify/engines/onnx/engine-node.ts';
import { chooseOutput } from '../../../src/certify/engines/model-output.ts';
import type { ModelFacts } from '../../../src/certify/engine.ts';
import { onnxModel, type Graph, type Node } from '../gpu/onnx-writer.ts';
import { newFolder } from '../template-models.ts';

const folder = newFolder();
const INT64 = 7;
const DIM = 12;
const CLASSES = 5;
let models = 0;

const dense = (columns: number): Graph['weights'][number] => ({
  name: 'matrix',
  shape: [DIM, columns],
  values: Float32Array.from({ length: DIM * columns }, (_, i) => Math.sin(i)),
});

const LOGITS: readonly Node[] = [
  { op: 'Flatten', inputs: ['x'], output: 'flat' },
  { op: 'MatMul', inputs: ['flat', 'matrix'], output: 'scores' },
];

/** A model of images [3, 2, 2] with these nodes after its scores, five an image, and these outputs. */
async function opened(
  outputs: readonly { name: string; shape: readonly (number | string)[]; type?: number }[],
  nodes: readonly Node[] = [],
  options: Partial<OnnxOptions> & { shape?: readonly number[]; columns?: number; batch?: number | string } = {},
): Promise<ModelFacts> {
  const { shape = [3, 2, 2], columns = CLASSES, batch = 'n', ...rest } = options;
  const [output, ...others] = outputs;
  const model = join(folder, `${models++}.onnx`);
  const graph: Graph = {
    nodes: [...LOGITS, ...nodes],
    weights: [dense(columns)],
    input: { name: 'x', shape: [batch, ...shape] },
    output: output!,
    others,
  };
  writeFileSync(model, onnxModel(graph));
  const smoothing = { kind: 'named', spec: 'gaussian', dim: DIM, lambda: 1 } as const;
  const engine = await openOnnxEngine({ model, smoothing, seed: 0, inputShape: shape, ...rest });
  try {
    return engine.model;
  } finally {
    await engine.close();
  }
}

describe('of several outputs', () => {
  const embedding = { name: 'flat', shape: ['n', DIM] };
  const scores = { name: 'scores', shape: ['n', CLASSES] };

  it('the one with as many columns as classes is the logits, and that is said', async () => {
    const facts = await opened([embedding, scores], [], { classes: CLASSES });
    expect(facts).toMatchObject({ outputName: 'scores', classes: CLASSES });
    expect(facts.notes!.join()).toMatch(/"flat" 2 x 12, "scores" 2 x 5\) "scores" is taken as the logits/);
  });

  it('none is taken by its place in the file: where shapes do not tell, the person is asked', async () => {
    await expect(opened([embedding, scores], [], { classes: 4 })).rejects.toMatchObject({
      message: expect.stringMatching(
        /several outputs that could be logits \("flat" 2 x 12, "scores" 2 x 5\)/,
      ) as string,
      settings: ['output'],
    });
    expect(await opened([embedding, scores], [], { output: 'scores' })).toMatchObject({ classes: CLASSES });
    expect(await opened([embedding, scores], [], { output: 'flat' })).toMatchObject({ classes: DIM });
    await expect(opened([embedding, scores], [], { output: 'logit' })).rejects.toThrow(
      /no output "logit"; it has "flat"/,
    );
  });

  it('the one called logits is, whatever stands before it', async () => {
    const logits = [{ op: 'Identity', inputs: ['scores'], output: 'logits' }];
    const facts = await opened([embedding, { name: 'logits', shape: ['n', CLASSES] }], logits);
    expect(facts.outputName).toBe('logits');
  });

  it('a label and probabilities, as converters of scikit-learn give them, work', async () => {
    const nodes: Node[] = [
      { op: 'ArgMax', inputs: ['scores'], output: 'label', int: { axis: 1, keepdims: 0 } },
      { op: 'Softmax', inputs: ['scores'], output: 'probabilities', int: { axis: 1 } },
    ];
    const label = { name: 'label', shape: ['n'], type: INT64 };
    const facts = await opened([label, { name: 'probabilities', shape: ['n', CLASSES] }], nodes);
    expect(facts).toMatchObject({ outputName: 'probabilities', classes: CLASSES });
  });
});

describe('what is no row of logits an image is refused with its shape', () => {
  it.each<[string, Parameters<typeof opened>, RegExp]>([
    [
      'labels',
      [
        [{ name: 'y', shape: ['n'], type: INT64 }],
        [{ op: 'ArgMax', inputs: ['scores'], output: 'y', int: { axis: 1, keepdims: 0 } }],
      ],
      /shape 2, int64: a label for each, after an argmax/,
    ],
    [
      'labels in a column',
      [
        [{ name: 'y', shape: ['n', 1], type: INT64 }],
        [{ op: 'ArgMax', inputs: ['scores'], output: 'y', int: { axis: 1 } }],
      ],
      /shape 2 x 1, int64: a label for each, after an argmax/,
    ],
    [
      'classes by images',
      [[{ name: 'y', shape: [CLASSES, 'n'] }], [{ op: 'Transpose', inputs: ['scores'], output: 'y' }]],
      /shape 5 x 2, float32: a classifier gives a row of logits for each image, batch first/,
    ],
    [
      'two classes by two images',
      [[{ name: 'y', shape: [2, 'n'] }], [{ op: 'Transpose', inputs: ['scores'], output: 'y' }], { columns: 2 }],
      /1 image gave the output "y" of shape 2 x 1/,
    ],
    [
      'a map of features',
      [[{ name: 'y', shape: ['n', 3, 2, 2] }], [{ op: 'Identity', inputs: ['x'], output: 'y' }]],
      /shape 2 x 3 x 2 x 2, float32: .*not several axes/,
    ],
    [
      'one number',
      [[{ name: 'scores', shape: ['n', 1] }], [], { columns: 1 }],
      /shape 2 x 1, float32: one number for each/,
    ],
  ])('%s', async (_, model, sentence) => {
    await expect(opened(...model)).rejects.toThrow(sentence);
  });

  it('rows of logits with axes of one are rows', () => {
    const wish = { model: 'm' };
    expect(chooseOutput([{ name: 'y', type: 'float32', dims: [2, 7, 1, 1] }], 2, wish).classes).toBe(7);
    expect(() => chooseOutput([{ name: 'y', type: 'float32', dims: [2, 3, 7] }], 2, wish)).toThrow(/shape 2 x 3 x 7/);
    expect(() => chooseOutput([{ name: 'y', type: 'float16', dims: [2, 7] }], 2, wish)).toThrow(/single precision/);
  });
});

describe('inputs', () => {
  it('of rows and columns alone take grey images', async () => {
    const shape = [3, 4];
    const facts = await opened([{ name: 'scores', shape: ['n', CLASSES] }], [], { shape, inputShape: [1, 3, 4] });
    expect(facts.inputShape).toEqual(shape);
    checkModelInput(facts.inputShape, USUAL_CONVENTION, { name: 'grey', shape: [1, 3, 4] });
    expect(() => checkModelInput([3, 4], USUAL_CONVENTION, { name: 'colour', shape: [3, 3, 4] })).toThrow(
      /values in three axes/,
    );
  });

  it('of a fixed batch beyond all memory are refused', async () => {
    const scores = [{ name: 'scores', shape: [2 ** 31 - 1, CLASSES] }];
    await expect(opened(scores, [], { batch: 2 ** 31 - 1 })).rejects.toThrow(
      /batches of 2147483647 images of 12 numbers/,
    );
  });
});
