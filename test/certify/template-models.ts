/**
 * Images of ten classes and models that know them: class k is a pattern t_k of +-1 on 32 x 32 x 3 numbers, an image of
 * it is 1/2 + 0.15 t_k in 8 bits, and the model's logits are its inner products with the patterns. So it is known what
 * every model makes of every image, and what goes wrong when one is fed wrongly.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { onnxModel, type Node, type Weights } from './gpu/onnx-writer.ts';

export const CLASSES = 10;
export const DIM = 3072;
const AREA = 1024;

/** patterns[k * DIM + i] is 1 or -1. */
const patterns = (() => {
  const random = randomStream(11, 1);
  return Float32Array.from({ length: CLASSES * DIM }, () => (random.uniform() < 0.5 ? 1 : -1));
})();

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'wulff-certify-'));

/** Labels 0, 7, 4, 1, ...: every class in turn. */
export const labelOf = (image: number): number => (7 * image) % CLASSES;

/** A CIFAR-10 file with images of each class; `label` overrides what the file says of an image. */
export function writeImages(
  folder: string,
  count: number,
  options: { name?: string; label?: (image: number) => number; contrast?: number } = {},
): string {
  const { name = 'images.bin', label = labelOf, contrast = 0.15 } = options;
  const random = randomStream(12, 2);
  const bytes = new Uint8Array(count * (1 + DIM));
  for (let image = 0; image < count; image++) {
    const at = image * (1 + DIM);
    bytes[at] = label(image);
    for (let i = 0; i < DIM; i++) {
      const value = 0.5 + contrast * patterns[labelOf(image) * DIM + i]! + 0.2 * (random.uniform() - 0.5);
      bytes[at + 1 + i] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

export interface ModelVariant {
  readonly name?: string;
  /** Batch axis: a name or a number. */
  readonly batch?: number | string;
  /** Channels of its input, 32 x 32 each. */
  readonly channels?: number;
  /** Values that black and white have for it. */
  readonly range?: readonly [number, number];
  readonly bgr?: boolean;
  /** Its class for class k of the data. */
  readonly order?: (k: number) => number;
  /** Multiplies the logits. */
  readonly gain?: number;
  /** After the logits: NaN whenever the first pixel is below this. */
  readonly nanBelow?: number;
}

/** A model of the patterns as ONNX; answers its path. */
export function writeModel(folder: string, variant: ModelVariant = {}): string {
  const { name = 'model.onnx', batch = 'n', channels = 3, range = [0, 1], bgr = false, gain = 1 } = variant;
  const { order = (k: number) => k, nanBelow } = variant;
  const dim = channels * AREA;
  const scale = gain / ((range[1] - range[0]) * Math.sqrt(DIM));
  const middle = (range[0] + range[1]) / 2;
  const matrix = new Float32Array(dim * CLASSES);
  const bias = new Float32Array(CLASSES);
  for (let k = 0; k < CLASSES; k++) {
    for (let i = 0; i < dim; i++) {
      const channel = Math.floor(i / AREA);
      const from = bgr ? (2 - channel) * AREA + (i % AREA) : i;
      const weight = scale * patterns[k * DIM + from]!;
      matrix[i * CLASSES + order(k)] = weight;
      bias[order(k)]! -= middle * weight;
    }
  }
  const weights: Weights[] = [
    { name: 'matrix', shape: [dim, CLASSES], values: matrix },
    { name: 'bias', shape: [CLASSES], values: bias },
  ];
  const nodes: Node[] = [
    { op: 'Flatten', inputs: ['x'], output: 'flat' },
    { op: 'MatMul', inputs: ['flat', 'matrix'], output: 'products' },
    { op: 'Add', inputs: ['products', 'bias'], output: nanBelow === undefined ? 'logits' : 'finite' },
  ];
  if (nanBelow !== undefined) {
    // 0 sqrt(x_0 - nanBelow), which is 0 or NaN, is added to all logits of a row.
    const first = new Float32Array(dim);
    first[0] = 1;
    weights.push(
      { name: 'first', shape: [dim, 1], values: first },
      { name: 'least', shape: [1], values: Float32Array.of(nanBelow) },
      { name: 'zero', shape: [1], values: Float32Array.of(0) },
    );
    nodes.push(
      { op: 'MatMul', inputs: ['flat', 'first'], output: 'pixel' },
      { op: 'Sub', inputs: ['pixel', 'least'], output: 'above' },
      { op: 'Sqrt', inputs: ['above'], output: 'root' },
      { op: 'Mul', inputs: ['root', 'zero'], output: 'nothing' },
      { op: 'Add', inputs: ['finite', 'nothing'], output: 'logits' },
    );
  }
  const path = join(folder, name);
  writeFileSync(
    path,
    onnxModel({
      nodes,
      weights,
      input: { name: 'x', shape: [batch, channels, 32, 32] },
      output: { name: 'logits', shape: [batch, CLASSES] },
    }),
  );
  return path;
}
