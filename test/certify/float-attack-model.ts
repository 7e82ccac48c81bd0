/** A model made against sums of floats: it recognizes the image that a copy came from by the last bits of the copy. */
import { onnxModel } from './gpu/onnx-writer.ts';

/**
 * Class 0 iff every pixel of the copy y is fl(a + fl(y - a)): logits (1 - sum |y - fl(a + fl(y - a))| 1e20, 0). Images
 * are 1 x 1 x length.
 */
export const floatAttackModel = (a: Float32Array): Uint8Array =>
  onnxModel({
    input: { name: 'x', shape: ['n', 1, 1, a.length] },
    output: { name: 'logits', shape: ['n', 2] },
    weights: [
      { name: 'a', shape: [1, 1, 1, a.length], values: a },
      { name: 'large', shape: [1], values: Float32Array.of(1e20) },
      {
        name: 'matrix',
        shape: [a.length, 2],
        values: Float32Array.from({ length: 2 * a.length }, (_, i) => (i % 2 === 0 ? -1 : 0)),
      },
      { name: 'bias', shape: [1, 2], values: Float32Array.of(1, 0) },
    ],
    nodes: [
      { op: 'Sub', inputs: ['x', 'a'], output: 'z' },
      { op: 'Add', inputs: ['a', 'z'], output: 'back' },
      { op: 'Sub', inputs: ['x', 'back'], output: 'rest' },
      { op: 'Abs', inputs: ['rest'], output: 'size' },
      { op: 'Flatten', inputs: ['size'], output: 'flat' },
      { op: 'Mul', inputs: ['flat', 'large'], output: 'loud' },
      { op: 'MatMul', inputs: ['loud', 'matrix'], output: 'sums' },
      { op: 'Add', inputs: ['sums', 'bias'], output: 'logits' },
    ],
  });
