/** TensorFlow.js models that are no function of one image are refused by what their files show; the usual ones pass. */
import { describe, expect, it } from 'vitest';
import { readTfjsFiles } from '../../../src/certify/engines/tfjs/files.ts';
import { tfjsObjection } from '../../../src/certify/engines/tfjs/screening.ts';

const node = (name: string, op: string, input: readonly string[] = [], attr: object = {}): object => ({
  name,
  op,
  input,
  attr,
});
/** Axes, behind a float weight of three numbers. */
const axes = (...values: number[]) => ({
  weightSpecs: [
    { name: 'scale', shape: [3], dtype: 'float32' },
    { name: 'half', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', min: 0, scale: 1 } },
    { name: 'axes', shape: [values.length], dtype: 'int32' },
  ],
  weights: weightBytes(values),
});
function weightBytes(values: readonly number[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(14 + 4 * values.length));
  values.forEach((value, i) => view.setInt32(14 + 4 * i, value, true));
  return view.buffer;
}
const graph = (nodes: readonly object[], along: readonly number[] = [1, 2]): string | null =>
  tfjsObjection({ topology: { node: [node('x', 'Placeholder'), ...nodes] }, ...axes(...along) });

describe('a graph', () => {
  it('that reduces over other axes, normalizes by its own numbers and takes maxima passes', () => {
    expect(
      graph([
        node('conv', '_FusedConv2D', ['x', 'kernel', 'bias:0']),
        node('norm', 'FusedBatchNormV3', ['conv'], { is_training: { b: false } }),
        node('pool', 'Mean', ['norm', 'axes']),
        node('logits', 'MatMul', ['pool', 'matrix']),
      ]),
    ).toBeNull();
    // The batch is no longer known to come first.
    expect(graph([node('t', 'Transpose', ['x', 'order']), node('m', 'Mean', ['t', 'axes'])], [0])).toBeNull();
    // Over a weight's own first axis.
    expect(graph([node('m', 'Sum', ['scale', 'axes'])], [0])).toBeNull();
  });

  it.each(['Mean', 'Max', 'ArgMax', 'Cumsum'])('with %s over the batch is refused', (op) => {
    const nodes = [
      node('relu', 'Relu', ['x:0']),
      node('sum', 'AddV2', ['scale', 'relu']),
      node('m', op, ['sum', 'axes']),
    ];
    expect(graph(nodes, [0])).toContain(`operation ${op} ("m") over the axis of the batch`);
    expect(graph(nodes, [1])).toBeNull();
  });

  it.each(['RandomUniform', 'RandomStandardNormal', 'TruncatedNormal', 'StatelessRandomNormalV2', 'Multinomial'])(
    'with %s is refused, in a function as well',
    (op) => {
      expect(graph([node('noise', op, ['size'])])).toContain('other logits each time');
      const library = { function: [{ signature: { name: 'f' }, nodeDef: [node('noise', op)] }] };
      expect(tfjsObjection({ topology: { node: [], library }, ...axes() })).toContain('other logits');
    },
  );

  it('exported in training mode is refused', () => {
    expect(graph([node('norm', 'FusedBatchNormV3', ['x'], { is_training: { b: true } })])).toContain('training mode');
  });
});

describe('layers', () => {
  const model = (layer: object): object => ({
    modelTopology: { model_config: { class_name: 'Model', config: { name: 'm', layers: [layer] } } },
  });
  const objection = (layer: object): string | null =>
    tfjsObjection({ topology: model(layer), weightSpecs: [], weights: new ArrayBuffer(0) });
  const layer = (kind: string, config: object, call: object = {}): object => ({
    class_name: kind,
    name: 'a',
    config: { name: 'a', ...config },
    inbound_nodes: [[['x', 0, 0, call]]],
  });

  it('that training alone would change pass; called in training mode they do not', () => {
    for (const kind of ['Dropout', 'BatchNormalization', 'GaussianNoise']) {
      expect(objection(layer(kind, { axis: -1 }))).toBeNull();
      expect(objection(layer(kind, {}, { training: false }))).toBeNull();
      expect(objection(layer(kind, {}, { training: true }))).toContain(
        `calls the layer ${kind} ("a") in training mode`,
      );
    }
  });

  it('that draw numbers, or go along the batch, are refused', () => {
    expect(objection(layer('RandomWidth', { factor: 0.2 }))).toContain('other logits each time');
    expect(objection(layer('Softmax', { axis: 0 }))).toContain('over the axis of the batch');
    expect(objection(layer('LayerNormalization', { axis: [0, 1] }))).toContain('over the axis of the batch');
    expect(objection(layer('Softmax', { axis: 1 }))).toBeNull();
  });
});

it('is asked of every model that is read', async () => {
  const json = { format: 'graph-model', modelTopology: { node: [node('noise', 'RandomUniform')] } };
  const read = () => Promise.resolve(new TextEncoder().encode(JSON.stringify(json)));
  await expect(readTfjsFiles('model', read)).rejects.toMatchObject({ code: 'model-contract' });
});
