/**
 * Operations that make a TensorFlow.js model no function of one image, as far as its files show them: randomness,
 * layers called in training mode, numbers taken over the batch. What they do not show is found by running the model
 * (certify/assurance/model-contract.ts).
 */
import { z } from 'zod';

/** What the files of a model say: the graph or the layers, and the weights behind them. */
export interface TfjsDescription {
  readonly topology: unknown;
  readonly weightSpecs: readonly unknown[];
  readonly weights: ArrayBuffer;
}

const NODE = z.looseObject({
  name: z.string(),
  op: z.string(),
  input: z.array(z.string()).default([]),
  attr: z.record(z.string(), z.looseObject({ b: z.boolean().optional() })).default({}),
});
const GRAPH = z.looseObject({
  node: z.array(NODE),
  library: z
    .looseObject({ function: z.array(z.looseObject({ nodeDef: z.array(NODE).default([]) })).default([]) })
    .optional(),
});
type GraphNode = z.infer<typeof NODE>;

/** The next number of a generator, or drawn from a seed that is a weight of the model: the same image, other logits. */
const RANDOM =
  /^(Random|StatelessRandom|StatefulRandom|StatefulStandardNormal|TruncatedNormal|StatefulTruncatedNormal|Multinomial|StatelessMultinomial)/;
/** Operations that go along the axes of their second input. */
const REDUCTIONS = new Set('Mean Sum Max Min Prod All Any ArgMax ArgMin EuclideanNorm Cumsum Cumprod'.split(' '));
/** Operations whose output has the batch first if their first input has; of the others it is not known. */
const KEEPS_BATCH = new Set(
  (
    'Abs Add AddV2 AvgPool BiasAdd Cast ClipByValue Conv2D DepthwiseConv2dNative Elu Erf Exp FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3 ' +
    'FusedDepthwiseConv2dNative Identity LeakyRelu Log LogSoftmax MatMul Maximum MaxPool Minimum MirrorPad Mul Neg Pad PadV2 Pow Prelu RealDiv ' +
    'Relu Relu6 Rsqrt Selu Sigmoid Softmax Softplus Sqrt Square Sub Tanh _FusedConv2D _FusedMatMul'
  ).split(' '),
);
const OF_TWO = new Set(['Add', 'AddV2', 'Sub', 'Mul', 'RealDiv', 'Pow', 'Maximum', 'Minimum']);

/** What is wrong with a model, as the end of a sentence after its name; null where nothing shows. */
export function tfjsObjection({ topology, weightSpecs, weights }: TfjsDescription): string | null {
  const graph = GRAPH.safeParse(topology);
  if (!graph.success) return layersObjection(topology);
  const integers = integerWeights(weightSpecs, weights);
  for (const nodes of [graph.data.node, ...(graph.data.library?.function ?? []).map(({ nodeDef }) => nodeDef)]) {
    const objection = graphObjection(nodes, integers);
    if (objection !== null) return objection;
  }
  return null;
}

function graphObjection(nodes: readonly GraphNode[], integers: ReadonlyMap<string, readonly number[]>): string | null {
  const batchFirst = new Set<string>();
  for (const { name, op, input, attr } of nodes) {
    const place = `the operation ${op} ("${name}")`;
    if (RANDOM.test(op)) return `holds ${place}, which gives the same image other logits each time`;
    if (op.startsWith('FusedBatchNorm') && attr['is_training']?.b === true)
      return `holds ${place} in training mode, which takes mean and variance over the batch`;
    const [first = '', second = ''] = input.map(tensorName);
    if (op === 'Placeholder') batchFirst.add(name);
    else if (REDUCTIONS.has(op)) {
      const axes = integers.get(second);
      if (!batchFirst.has(first) || axes === undefined) continue;
      if (axes.includes(0)) return `holds ${place} over the axis of the batch: an image's logits depend on the others`;
      batchFirst.add(name);
    } else if (KEEPS_BATCH.has(op) && attr['transpose_a']?.b !== true) {
      if (batchFirst.has(first) || (OF_TWO.has(op) && batchFirst.has(second))) batchFirst.add(name);
    }
  }
  return null;
}

/** A node's input without the number of the output: "name:0". */
const tensorName = (input: string): string => input.replace(/:\d+$/, '');

/** Integers of a weight that is read: axes are short. */
const MOST_INTEGERS = 8;
const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  complex64: 8,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};
const WEIGHT = z.looseObject({
  name: z.string(),
  shape: z.array(z.number()),
  dtype: z.string(),
  quantization: z.looseObject({ dtype: z.string() }).optional(),
});

/** Short weights of whole numbers, by name; those after one of unknown length are left out. */
function integerWeights(specs: readonly unknown[], weights: ArrayBuffer): Map<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  let at = 0;
  for (const spec of specs) {
    const parsed = WEIGHT.safeParse(spec);
    if (!parsed.success) break;
    const { name, shape, dtype, quantization } = parsed.data;
    const count = shape.reduce((product, size) => product * size, 1);
    const bytes = BYTES[quantization?.dtype ?? dtype];
    if (bytes === undefined || !(at + count * bytes <= weights.byteLength)) break;
    if (dtype === 'int32' && quantization === undefined && count <= MOST_INTEGERS) {
      const view = new DataView(weights, at, 4 * count);
      found.set(
        name,
        Array.from({ length: count }, (_, i) => view.getInt32(4 * i, true)),
      );
    }
    at += count * bytes;
  }
  return found;
}

/** Layers that draw numbers each time they are called, in training or not. */
const RANDOM_LAYER = /^Random/;
/** Layers that put one number for many along their axes. */
const ALONG_AXES = new Set(['Softmax', 'LayerNormalization', 'BatchNormalization', 'UnitNormalization']);
/** Layers that training mode changes. */
const TRAINED = /Dropout|BatchNormalization|GaussianNoise/;

const LAYER = z.looseObject({
  class_name: z.string(),
  config: z.looseObject({ name: z.string().optional(), axis: z.union([z.number(), z.array(z.number())]).optional() }),
  inbound_nodes: z.unknown(),
});

/** Looks at every layer of the topology, those inside other models among them. */
function layersObjection(topology: unknown): string | null {
  const waiting: unknown[] = [topology];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    const layer = LAYER.safeParse(value);
    const objection = layer.success ? layerObjection(layer.data) : null;
    if (objection !== null) return objection;
    waiting.push(...(Object.values(value) as unknown[]));
  }
  return null;
}

function layerObjection({ class_name: kind, config, inbound_nodes: calls }: z.infer<typeof LAYER>): string | null {
  const place = `the layer ${kind}${config.name === undefined ? '' : ` ("${config.name}")`}`;
  if (RANDOM_LAYER.test(kind)) return `holds ${place}, which gives the same image other logits each time`;
  if (TRAINED.test(kind) && calledInTraining(calls))
    return `calls ${place} in training mode, on the batch or at random`;
  const axes = config.axis === undefined ? [] : [config.axis].flat();
  if (ALONG_AXES.has(kind) && axes.includes(0))
    return `holds ${place} over the axis of the batch: an image's logits depend on the others`;
  return null;
}

/** Whether one of a layer's calls has the argument training=true. */
function calledInTraining(calls: unknown): boolean {
  if (Array.isArray(calls)) return calls.some(calledInTraining);
  if (typeof calls !== 'object' || calls === null) return false;
  return Object.entries(calls).some(
    ([name, value]) => (name === 'training' && value === true) || calledInTraining(value),
  );
}
