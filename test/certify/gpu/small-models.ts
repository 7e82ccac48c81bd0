/** Small classifiers with random weights, in the formats of the engines: the same function each time. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../../../src/numeric/random-stream.ts';
import { onnxModel } from './onnx-writer.ts';

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
export const smallWeights = {
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

/** Shape of one image of the linear model. */
export const LINEAR_SHAPE = [1, SMALL_DIM] as const;

const linearWeights = (classes: number): Float32Array => normals(classes * SMALL_DIM, 0.3 * SMALL_DIM, 3);

/**
 * Writes a linear classifier: products and a mean, whose shaders a software adapter compiles ten times as fast as those of a
 * convolution. Its output has the shape [n, classes, 1].
 */
export function writeLinearOnnx(folder: string, classes = SMALL_CLASSES, batch: number | string = 'n'): string {
  const path = join(folder, `linear-${classes}-${batch}.onnx`);
  writeFileSync(
    path,
    onnxModel({
      input: { name: 'x', shape: [batch, ...LINEAR_SHAPE] },
      output: { name: 'logits', shape: [batch, classes, 1] },
      weights: [{ name: 'matrix', shape: [classes, SMALL_DIM], values: linearWeights(classes) }],
      nodes: [
        { op: 'Mul', inputs: ['x', 'matrix'], output: 'm' },
        { op: 'ReduceMean', inputs: ['m'], output: 'logits', ints: { axes: [2] } },
      ],
    }),
  );
  return path;
}

/** The linear classifier in double precision. */
export function linearLogits(pixels: Float32Array, classes = SMALL_CLASSES): Float64Array {
  const weights = linearWeights(classes);
  return Float64Array.from({ length: classes }, (_, c) => {
    let sum = 0;
    for (let j = 0; j < SMALL_DIM; j++) sum += weights[c * SMALL_DIM + j]! * pixels[j]!;
    return sum / SMALL_DIM;
  });
}
