/**
 * Operations that make a model no function of one image, as far as its graph shows them: randomness, training mode,
 * numbers taken over the whole batch. What a graph does not show is found by running it
 * (certify/assurance/model-contract.ts).
 */
import { fields, packedIntegers, textOf } from './protobuf.ts';

const MODEL = { graph: 7, opsets: 8, functions: 25 } as const;
const OPSET = { domain: 1, version: 2 } as const;
const FUNCTION_NODE = 7;
const GRAPH = { node: 1, initializer: 5, input: 11 } as const;
const NODE = { input: 1, output: 2, name: 3, operation: 4, attribute: 5 } as const;
const ATTRIBUTE = { name: 1, integer: 3, tensor: 5, graph: 6, integers: 8, graphs: 11 } as const;
const TENSOR = { int32: 5, int64: 7, name: 8, raw: 9 } as const;
const NAMED = 1;
/** Bytes of a constant that is read: axes and flags are short. */
const SHORT = 64;

const RANDOM = new Set([
  'RandomNormal',
  'RandomNormalLike',
  'RandomUniform',
  'RandomUniformLike',
  'Multinomial',
  'Bernoulli',
]);
const QUANTIZED = new Set(['DynamicQuantizeLinear', 'DynamicQuantizeMatMul', 'DynamicQuantizeLSTM']);
/**
 * Operations that put one number for many along an axis, or divide by it; with the axes that stand where none are
 * given.
 */
const ALONG_AXES: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ['MeanVarianceNormalization', [0, 2, 3]],
  ...axesWhenNoneGiven([0], 'ReduceMean ReduceSum ReduceMax ReduceMin ReduceProd ReduceL1 ReduceL2 ReduceLogSum'),
  ...axesWhenNoneGiven([0], 'ReduceLogSumExp ReduceSumSquare ArgMax ArgMin'),
  ...axesWhenNoneGiven([1], 'Softmax LogSoftmax Hardmax LpNormalization'),
]);
/** Operations whose output has the batch first if their first input has; of the others it is not known. */
const KEEPS_BATCH = new Set(
  (
    'Abs Add AveragePool BatchNormalization Cast Ceil Clip Conv Div Dropout Elu Erf Exp Flatten Floor Gelu Gemm GlobalAveragePool ' +
    'GlobalMaxPool HardSigmoid HardSwish Identity InstanceNormalization LRN LayerNormalization LeakyRelu Log MatMul MaxPool Mish Mul Neg ' +
    'Pad PRelu Pow Relu Selu Sigmoid Sign Softplus Softsign Sqrt Sub Tanh'
  ).split(' '),
);

function axesWhenNoneGiven(axes: readonly number[], names: string): [string, readonly number[]][] {
  return names.split(' ').map((name) => [name, axes]);
}

interface Node {
  readonly operation: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly integers: ReadonlyMap<string, readonly number[]>;
  readonly graphs: readonly Uint8Array[];
  readonly constant: readonly number[] | null;
}

/**
 * What is wrong with a model, as the end of a sentence after its name; null where the graph shows nothing. Throws
 * Malformed.
 */
export function graphObjection(model: Uint8Array): string | null {
  let opset = 0;
  const parts: { readonly message: Uint8Array; readonly isGraph: boolean }[] = [];
  for (const { number, bytes } of fields(model)) {
    if (bytes === null) continue;
    if (number === MODEL.opsets) opset = Math.max(opset, defaultOpset(bytes));
    else if (number === MODEL.graph || number === MODEL.functions)
      parts.push({ message: bytes, isGraph: number === MODEL.graph });
  }
  for (const { message, isGraph } of parts) {
    const objection = isGraph ? objectionIn(message, GRAPH.node, opset) : objectionIn(message, FUNCTION_NODE, opset);
    if (objection !== null) return objection;
  }
  return null;
}

function defaultOpset(message: Uint8Array): number {
  let version = 0;
  for (const { number, value, bytes } of fields(message)) {
    if (number === OPSET.domain && bytes !== null && bytes.length > 0 && textOf(bytes) !== 'ai.onnx') return 0;
    if (number === OPSET.version) version = value;
  }
  return version;
}

function objectionIn(message: Uint8Array, nodeField: number, opset: number): string | null {
  const constants = new Map<string, readonly number[]>();
  const inputs: string[] = [];
  const nodes: Node[] = [];
  for (const { number, bytes } of fields(message)) {
    if (bytes === null) continue;
    if (number === nodeField) nodes.push(nodeOf(bytes));
    else if (nodeField === GRAPH.node && number === GRAPH.initializer) {
      const { name, values } = tensorOf(bytes);
      constants.set(name, values);
    } else if (nodeField === GRAPH.node && number === GRAPH.input) inputs.push(nameOf(bytes));
  }
  const batchFirst = new Set(inputs.filter((name) => !constants.has(name)));
  for (const node of nodes) {
    const { operation, outputs, constant, graphs } = node;
    if (operation === 'Constant' && constant !== null) constants.set(outputs[0]!, constant);
    const objection = objectionTo(node, { opset, constants, batchFirst });
    if (objection !== null) return objection;
    if (keepsBatch(node, batchFirst, constants)) batchFirst.add(outputs[0]!);
    for (const graph of graphs) {
      const inner = objectionIn(graph, GRAPH.node, opset);
      if (inner !== null) return inner;
    }
  }
  return null;
}

interface Known {
  readonly opset: number;
  /** Integers that are written in the model. */
  readonly constants: ReadonlyMap<string, readonly number[]>;
  /** Tensors whose first axis is the batch. */
  readonly batchFirst: ReadonlySet<string>;
}

function objectionTo(node: Node, { opset, constants, batchFirst }: Known): string | null {
  const { operation, name, inputs, outputs } = node;
  const place = `the operation ${operation}${name === '' ? '' : ` ("${name}")`}`;
  if (RANDOM.has(operation)) return `holds ${place}, which gives the same image other logits each time`;
  if (QUANTIZED.has(operation))
    return `holds ${place}, which rounds by the range of the whole batch: an image's logits depend on the others`;
  const flag = (attribute: string, otherwise: number): number => node.integers.get(attribute)?.[0] ?? otherwise;
  if (operation === 'BatchNormalization') {
    const training =
      flag('training_mode', 0) !== 0 ||
      (opset < 14 && outputs.length > 1) ||
      (opset > 0 && opset < 7 && flag('is_test', 0) === 0);
    return training ? `holds ${place} in training mode, which takes mean and variance over the batch` : null;
  }
  if (operation === 'Dropout') {
    const mode = inputs[2] ?? '';
    if (mode === '' || constants.get(mode)?.[0] === 0) return null;
    return `holds ${place} in training mode, which drops numbers at random`;
  }
  const given = inputs[0] ?? '';
  if (!batchFirst.has(given) || !axesOf(node, constants).includes(0)) return null;
  return `holds ${place} over the axis of the batch: an image's logits depend on the others`;
}

/** Axes that an operation goes along, [] where none or not known. */
function axesOf({ operation, inputs, integers }: Node, constants: Known['constants']): readonly number[] {
  const otherwise = ALONG_AXES.get(operation);
  if (otherwise === undefined) return [];
  const second = operation.startsWith('Reduce') ? (inputs[1] ?? '') : '';
  if (second !== '') return constants.get(second) ?? [];
  return (
    integers.get('axes') ?? integers.get('axis') ?? (integers.get('noop_with_empty_axes')?.[0] === 1 ? [] : otherwise)
  );
}

function keepsBatch(node: Node, batchFirst: ReadonlySet<string>, constants: Known['constants']): boolean {
  const { operation, inputs, integers } = node;
  if (ALONG_AXES.has(operation)) return batchFirst.has(inputs[0] ?? '') && !axesOf(node, constants).includes(0);
  if (!KEEPS_BATCH.has(operation) || integers.get('transA')?.[0] === 1) return false;
  if (operation === 'Flatten' && (integers.get('axis')?.[0] ?? 1) !== 1) return false;
  // A sum may have the constant first; a product of matrices may not.
  const either = ['Add', 'Sub', 'Mul', 'Div', 'Pow'].includes(operation);
  return (either ? inputs : inputs.slice(0, 1)).some((name) => batchFirst.has(name));
}

function nodeOf(message: Uint8Array): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const integers = new Map<string, readonly number[]>();
  const graphs: Uint8Array[] = [];
  let [operation, name] = ['', ''];
  let constant: readonly number[] | null = null;
  for (const { number, bytes } of fields(message)) {
    if (bytes === null) continue;
    if (number === NODE.input) inputs.push(textOf(bytes));
    else if (number === NODE.output) outputs.push(textOf(bytes));
    else if (number === NODE.name) name = textOf(bytes);
    else if (number === NODE.operation) operation = textOf(bytes);
    else if (number === NODE.attribute) {
      const attribute = attributeOf(bytes);
      if (attribute.integers.length > 0) integers.set(attribute.name, attribute.integers);
      graphs.push(...attribute.graphs);
      constant ??= attribute.tensor;
    }
  }
  return { operation, name, inputs, outputs: outputs.filter((each) => each !== ''), integers, graphs, constant };
}

function attributeOf(message: Uint8Array): {
  name: string;
  integers: number[];
  graphs: Uint8Array[];
  tensor: readonly number[] | null;
} {
  let name = '';
  const integers: number[] = [];
  const graphs: Uint8Array[] = [];
  let tensor: readonly number[] | null = null;
  for (const field of fields(message)) {
    const { number, bytes } = field;
    if (number === ATTRIBUTE.name && bytes !== null) name = textOf(bytes);
    else if (number === ATTRIBUTE.integer || number === ATTRIBUTE.integers) integers.push(...packedIntegers(field));
    else if (number === ATTRIBUTE.tensor && bytes !== null) tensor = tensorOf(bytes).values;
    else if ((number === ATTRIBUTE.graph || number === ATTRIBUTE.graphs) && bytes !== null) graphs.push(bytes);
  }
  return { name, integers, graphs, tensor };
}

/** Name and, where it is short and whole-numbered, content of a tensor. */
function tensorOf(message: Uint8Array): { name: string; values: readonly number[] } {
  let name = '';
  const values: number[] = [];
  for (const field of fields(message)) {
    const { number, bytes } = field;
    if (number === TENSOR.name && bytes !== null) name = textOf(bytes);
    else if ((number === TENSOR.int64 || number === TENSOR.int32) && (bytes?.length ?? 0) <= SHORT)
      values.push(...packedIntegers(field));
    else if (number === TENSOR.raw && bytes !== null && bytes.length <= SHORT) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      if (bytes.length % 8 === 0)
        for (let at = 0; at < bytes.length; at += 8) values.push(Number(view.getBigInt64(at, true)));
      else values.push(...bytes);
    }
  }
  return { name, values };
}

function nameOf(message: Uint8Array): string {
  for (const { number, bytes } of fields(message)) if (number === NAMED && bytes !== null) return textOf(bytes);
  return '';
}
