/** Small classifiers with random weights, in the formats of the engines: the same function each time. */
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { onnxModel, onnxModelWithData, type Graph } from './onnx-writer.ts';

/** Shape of one image of the small models: channels, height, width. */
export const SMALL_SHAPE = [3, 8, 8] as const;
export const SMALL_DIM = 3 * 8 * 8;
export const SMALL_CLASSES = 5;
const FEATURES = 6;

function normals(count: number, scale: number, stream: number): Float32Array {
  const random = randomStream(20240607, stream);
  return Float32Array.from({ length: count }, () => scale * random.normal());
}

/** Weights of convolution 3x3 with padding (out, in, height, width), then a matrix from all features. */
const smallWeights = {
  kernel: normals(FEATURES * 3 * 9, 0.3, 1),
  matrix: normals(FEATURES * 64 * SMALL_CLASSES, 0.2, 2),
};

/** Folder that the models of one test file live in. */
export const modelFolder = (): string => mkdtempSync(join(tmpdir(), 'wulff-gpu-'));

/** Writes the small classifier as ONNX and answers its path. `batch` is its batch axis, a name or a number. */
export function writeSmallOnnx(folder: string, batch: number | string = 'n', name = 'small.onnx'): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(
    path,
    onnxModel({
      input: { name: 'x', shape: [batch, ...SMALL_SHAPE] },
      output: { name: 'logits', shape: [batch, SMALL_CLASSES] },
      weights: [
        { name: 'kernel', shape: [FEATURES, 3, 3, 3], values: smallWeights.kernel },
        { name: 'matrix', shape: [FEATURES * 64, SMALL_CLASSES], values: smallWeights.matrix },
      ],
      nodes: [
        { op: 'Conv', inputs: ['x', 'kernel'], output: 'c', ints: { pads: [1, 1, 1, 1], kernel_shape: [3, 3] } },
        { op: 'Relu', inputs: ['c'], output: 'r' },
        { op: 'Flatten', inputs: ['r'], output: 'f' },
        { op: 'MatMul', inputs: ['f', 'matrix'], output: 'logits' },
      ],
    }),
  );
  return path;
}

/** An image of the small models. */
export const smallImage = (index: number): { index: number; pixels: Float32Array } => {
  const random = randomStream(7, index);
  return { index, pixels: Float32Array.from({ length: SMALL_DIM }, () => random.uniform()) };
};

/**
 * The small classifier in double precision, from images in channels-first order: what every engine is compared with.
 */
export function smallLogits(pixels: Float32Array): Float64Array {
  const logits = new Float64Array(SMALL_CLASSES);
  const { kernel, matrix } = smallWeights;
  for (let f = 0; f < FEATURES; f++) {
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        let sum = 0;
        for (let c = 0; c < 3; c++) {
          for (let dy = -1; dy <= 1; dy++) {
            for (let dx = -1; dx <= 1; dx++) {
              if (y + dy < 0 || y + dy > 7 || x + dx < 0 || x + dx > 7) continue;
              sum += kernel[((f * 3 + c) * 3 + dy + 1) * 3 + dx + 1]! * pixels[(c * 8 + y + dy) * 8 + x + dx]!;
            }
          }
        }
        const at = f * 64 + y * 8 + x;
        for (let k = 0; k < SMALL_CLASSES; k++) logits[k]! += Math.max(0, sum) * matrix[at * SMALL_CLASSES + k]!;
      }
    }
  }
  return logits;
}

/** The small classifier's images with channels last. */
const SMALL_SHAPE_LAST = [8, 8, 3] as const;

/** The small classifier on images in channels-last order. */
export function smallLogitsLast(pixels: Float32Array): Float64Array {
  const first = new Float32Array(SMALL_DIM);
  for (let at = 0; at < 64; at++) for (let c = 0; c < 3; c++) first[c * 64 + at] = pixels[at * 3 + c]!;
  return smallLogits(first);
}

/** The weights in TensorFlow's order: kernel [height, width, in, out]; features with the channel last. */
function channelsLastWeights(): Float32Array {
  const { kernel, matrix } = smallWeights;
  const hwio = Array.from({ length: 9 * 3 * FEATURES }, (_, i) => {
    const [f, c, at] = [i % FEATURES, Math.floor(i / FEATURES) % 3, Math.floor(i / FEATURES / 3)];
    return kernel[(f * 3 + c) * 9 + at]!;
  });
  const rows = Array.from({ length: 64 * FEATURES }, (_, i) => {
    const from = (i % FEATURES) * 64 + Math.floor(i / FEATURES);
    return [...matrix.subarray(from * SMALL_CLASSES, (from + 1) * SMALL_CLASSES)];
  });
  return Float32Array.from([...hwio, ...rows.flat()]);
}

/** Writes a TensorFlow.js folder with its weights in two shards. */
function writeTfjs(folder: string, name: string, model: object, names: readonly [string, string]): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  const bytes = new Uint8Array(channelsLastWeights().buffer);
  writeFileSync(join(path, 'shard1of2.bin'), bytes.subarray(0, 1001));
  writeFileSync(join(path, 'shard2of2.bin'), bytes.subarray(1001));
  const weights = [
    { name: names[0], shape: [3, 3, 3, FEATURES], dtype: 'float32' },
    { name: names[1], shape: [64 * FEATURES, SMALL_CLASSES], dtype: 'float32' },
  ];
  const weightsManifest = [{ paths: ['shard1of2.bin', 'shard2of2.bin'], weights }];
  writeFileSync(join(path, 'model.json'), JSON.stringify({ ...model, weightsManifest }));
  return path;
}

/** Writes the small classifier as a Keras model. */
export function writeSmallLayers(folder: string): string {
  const layer = (className: string, name: string, from: string, config: object): object => ({
    class_name: className,
    name,
    config: { name, trainable: true, ...config },
    inbound_nodes: from === '' ? [] : [[[from, 0, 0, {}]]],
  });
  const layers = [
    layer('InputLayer', 'x', '', { batch_input_shape: [null, ...SMALL_SHAPE_LAST], dtype: 'float32', sparse: false }),
    layer('Conv2D', 'conv', 'x', {
      filters: FEATURES,
      kernel_size: [3, 3],
      strides: [1, 1],
      padding: 'same',
      data_format: 'channels_last',
      activation: 'relu',
      use_bias: false,
    }),
    layer('Flatten', 'flat', 'conv', {}),
    layer('Dense', 'logits', 'flat', { units: SMALL_CLASSES, activation: 'linear', use_bias: false }),
  ];
  const config = { name: 'small', layers, input_layers: [['x', 0, 0]], output_layers: [['logits', 0, 0]] };
  const modelTopology = {
    model_config: { class_name: 'Model', config },
    keras_version: '2.4.0',
    backend: 'tensorflow',
  };
  return writeTfjs(folder, 'layers', { format: 'layers-model', modelTopology }, ['conv/kernel', 'logits/kernel']);
}

/** Writes the small classifier as a TensorFlow graph. */
export function writeSmallGraph(folder: string, op = 'Relu'): string {
  const shape = (sizes: readonly number[]): object => ({
    shape: { shape: { dim: sizes.map((size) => ({ size: `${size}` })) } },
  });
  const node = (name: string, op: string, input: readonly string[], attr: object = {}): object => ({
    name,
    op,
    input,
    attr: { T: { type: 'DT_FLOAT' }, ...attr },
  });
  const typed = { dtype: { type: 'DT_FLOAT' } };
  const modelTopology = {
    node: [
      node('x', 'Placeholder', [], { ...typed, ...shape([-1, ...SMALL_SHAPE_LAST]) }),
      node('kernel', 'Const', [], { ...typed, ...shape([3, 3, 3, FEATURES]) }),
      node('matrix', 'Const', [], { ...typed, ...shape([64 * FEATURES, SMALL_CLASSES]) }),
      node('conv', 'Conv2D', ['x', 'kernel'], {
        strides: { list: { i: ['1', '1', '1', '1'] } },
        dilations: { list: { i: ['1', '1', '1', '1'] } },
        padding: { s: 'U0FNRQ==' },
        data_format: { s: 'TkhXQw==' },
      }),
      node('relu', op, ['conv']),
      node('size', 'Const', [], {
        dtype: { type: 'DT_INT32' },
        ...shape([2]),
        value: { tensor: { dtype: 'DT_INT32' } },
      }),
      node('flat', 'Reshape', ['relu', 'size']),
      node('logits', 'MatMul', ['flat', 'matrix'], { transpose_a: { b: false }, transpose_b: { b: false } }),
    ],
    versions: { producer: 1 },
  };
  const path = writeTfjs(folder, `graph-${op}`, { format: 'graph-model', modelTopology }, ['kernel', 'matrix']);
  // The size of the reshape is a weight as well: two integers at the end of the second shard.
  const file = join(path, 'model.json');
  const json = JSON.parse(readFileSync(file, 'utf8')) as { weightsManifest: { weights: object[] }[] };
  json.weightsManifest[0]!.weights.push({ name: 'size', shape: [2], dtype: 'int32' });
  writeFileSync(file, JSON.stringify(json));
  appendFileSync(join(path, 'shard2of2.bin'), new Uint8Array(Int32Array.of(-1, 64 * FEATURES).buffer));
  return path;
}

/** Shape of one image of the linear model. */
export const LINEAR_SHAPE = [1, SMALL_DIM] as const;

const linearWeights = (classes: number): Float32Array => normals(classes * SMALL_DIM, 0.3 * SMALL_DIM, 3);

/**
 * Writes a linear classifier: products and a mean, whose shaders a software adapter compiles ten times as fast as those
 * of a convolution. Its output has the shape [n, classes, 1].
 */
export function writeLinearOnnx(folder: string, classes = SMALL_CLASSES, batch: number | string = 'n'): string {
  const path = join(folder, `linear-${classes}-${batch}.onnx`);
  writeFileSync(path, onnxModel(linearGraph(classes, batch)));
  return path;
}

/** The same classifier with its weights in a file beside it. `file`: the name that the model gives that file. */
export function writeLinearOnnxWithData(folder: string, file = 'linear.onnx.data'): { path: string; data: string } {
  const path = join(folder, 'linear-outside.onnx');
  const { model, data } = onnxModelWithData(LINEAR_GRAPH, file);
  writeFileSync(path, model);
  writeFileSync(join(folder, file), data);
  return { path, data: join(folder, file) };
}

const linearGraph = (classes: number, batch: number | string, shape: readonly number[] = LINEAR_SHAPE): Graph => ({
  input: { name: 'x', shape: [batch, ...shape] },
  output: { name: 'logits', shape: [batch, classes, ...shape.slice(1).map(() => 1)] },
  weights: [
    {
      name: 'matrix',
      shape: [classes, ...shape.slice(1).map((size, axis, { length }) => (axis === length - 1 ? size : 1))],
      values: linearWeights(classes),
    },
  ],
  nodes: [
    { op: 'Mul', inputs: ['x', 'matrix'], output: 'm' },
    { op: 'ReduceMean', inputs: ['m'], output: 'logits', ints: { axes: [shape.length] } },
  ],
});

/** One channel of one row: what data sets call an image. */
export const PLANAR_SHAPE = [1, 1, SMALL_DIM] as const;

/** The linear classifier for images of three axes. */
export function writePlanarOnnx(folder: string): string {
  const path = join(folder, 'planar.onnx');
  writeFileSync(path, onnxModel(linearGraph(SMALL_CLASSES, 'n', PLANAR_SHAPE)));
  return path;
}

/** The linear classifier as a graph. */
export const LINEAR_GRAPH: Graph = linearGraph(SMALL_CLASSES, 'n');

/** The linear classifier in double precision. */
export function linearLogits(pixels: Float32Array, classes = SMALL_CLASSES): Float64Array {
  const weights = linearWeights(classes);
  return Float64Array.from({ length: classes }, (_, c) => {
    let sum = 0;
    for (let j = 0; j < SMALL_DIM; j++) sum += weights[c * SMALL_DIM + j]! * pixels[j]!;
    return sum / SMALL_DIM;
  });
}
