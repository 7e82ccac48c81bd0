/**
 * The outline of an ONNX file: which other files hold its weights, and whether it is of a size that can be run.
 *
 * An ONNX file is one protobuf message, ModelProto (github.com/onnx/onnx, onnx.proto). Tensors, whose data may lie in
 * other files, stand among the initializers of a graph, dense or sparse, and in the attributes of nodes (Constant);
 * graphs stand in the attributes of nodes as well (If, Loop, Scan), and nodes in functions.
 */
import { fields, Malformed, packedIntegers, textOf, type Field } from './protobuf.ts';

export interface OnnxOutline {
  /** Files that hold weights, by the names that the model gives them. */
  readonly externalFiles: ReadonlySet<string>;
  /** Nodes in all graphs and functions. */
  readonly nodes: number;
  /**
   * Numbers of the largest tensor that the model makes from a shape that it holds (ConstantOfShape, Expand), 0 without
   * any.
   */
  readonly largestFill: number;
}

/** Counting stops here: no model that is run has as many. */
export const MOST_NODES = 100_000;
/** Graphs within graphs. */
const DEEPEST = 32;
/** Axes of a tensor; a longer list is no shape. */
const MOST_AXES = 64;

const MODEL = { graph: 7, functions: 25 } as const;
const FUNCTION_NODE = 7;
const GRAPH = { node: 1, initializer: 5, sparse: 15 } as const;
const NODE = { input: 1, output: 2, operation: 4, attribute: 5 } as const;
const ATTRIBUTE = { tensor: [5, 10], graph: [6, 11], sparse: [22, 23] } as const;
const TENSOR = { int64: 7, name: 8, raw: 9, external: 13 } as const;
const SPARSE = [1, 2];
const ENTRY = { key: 1, value: 2 } as const;
/** Operations that make a tensor of a shape, and which input says it. */
const FILLS: Readonly<Record<string, number>> = { ConstantOfShape: 0, Expand: 1 };

/** Throws Malformed: cut off, or no model. */
export function onnxOutline(bytes: Uint8Array): OnnxOutline {
  const outline = new Outline();
  let graphs = 0;
  for (const { number, bytes: part } of fields(bytes)) {
    if (part === null) continue;
    if (number === MODEL.graph) {
      graphs += 1;
      outline.graph(part, 0);
    } else if (number === MODEL.functions) outline.nodesOf(part, FUNCTION_NODE, new Map(), 0);
  }
  if (graphs === 0) throw new Malformed('it holds no graph');
  return outline;
}

class Outline implements OnnxOutline {
  readonly externalFiles = new Set<string>();
  nodes = 0;
  largestFill = 0;

  graph(graph: Uint8Array, depth: number): void {
    if (depth > DEEPEST) throw new Malformed(`it has graphs within graphs more than ${DEEPEST} deep`);
    const shapes = new Map<string, number>();
    for (const { number, bytes } of fields(graph)) {
      if (bytes === null) continue;
      if (number === GRAPH.initializer) this.#tensor(bytes, (name, size) => shapes.set(name, size));
      else if (number === GRAPH.sparse) this.#sparse(bytes);
    }
    this.nodesOf(graph, GRAPH.node, shapes, depth);
  }

  /** `shapes`: for tensors that may say a shape, how many numbers a tensor of it has. */
  nodesOf(message: Uint8Array, field: number, shapes: Map<string, number>, depth: number): void {
    for (const { number, bytes } of fields(message)) {
      if (number !== field || bytes === null || this.nodes > MOST_NODES) continue;
      this.nodes += 1;
      this.#node(bytes, shapes, depth);
    }
  }

  #node(node: Uint8Array, shapes: Map<string, number>, depth: number): void {
    const inputs: string[] = [];
    let [output, operation] = ['', ''];
    let constant: number | undefined;
    for (const { number, bytes } of fields(node)) {
      if (bytes === null) continue;
      if (number === NODE.input && inputs.length < 2) inputs.push(textOf(bytes));
      else if (number === NODE.output && output === '') output = textOf(bytes);
      else if (number === NODE.operation) operation = textOf(bytes);
      else if (number === NODE.attribute) this.#attribute(bytes, depth, (size) => (constant = size));
    }
    if (operation === 'Constant' && constant !== undefined) shapes.set(output, constant);
    const shape = Object.hasOwn(FILLS, operation) ? inputs[FILLS[operation]!] : undefined;
    if (shape !== undefined) this.largestFill = Math.max(this.largestFill, shapes.get(shape) ?? 0);
  }

  #attribute(attribute: Uint8Array, depth: number, found: (size: number) => void): void {
    for (const { number, bytes } of fields(attribute)) {
      if (bytes === null) continue;
      if (isOneOf(number, ATTRIBUTE.tensor)) this.#tensor(bytes, (_, size) => found(size));
      else if (isOneOf(number, ATTRIBUTE.graph)) this.graph(bytes, depth + 1);
      else if (isOneOf(number, ATTRIBUTE.sparse)) this.#sparse(bytes);
    }
  }

  #sparse(tensor: Uint8Array): void {
    for (const { number, bytes } of fields(tensor)) {
      if (bytes !== null && SPARSE.includes(number)) this.#tensor(bytes, () => undefined);
    }
  }

  /** `shape` hears the name of a tensor and, were it a shape, the size of that. */
  #tensor(tensor: Uint8Array, shape: (name: string, size: number) => void): void {
    let name = '';
    const sizes: number[] = [];
    for (const field of fields(tensor)) {
      const { number, bytes } = field;
      if (number === TENSOR.external && bytes !== null) this.#external(bytes);
      else if (number === TENSOR.name && bytes !== null) name = textOf(bytes);
      else if (sizes.length < MOST_AXES) sizes.push(...sizesIn(field));
    }
    if (sizes.length > 0 && sizes.length < MOST_AXES) {
      shape(
        name,
        sizes.reduce((all, size) => all * size, 1),
      );
    }
  }

  #external(entry: Uint8Array): void {
    const words = new Map([...fields(entry)].map(({ number, bytes }) => [number, bytes === null ? '' : textOf(bytes)]));
    if (words.get(ENTRY.key) === 'location') this.externalFiles.add(words.get(ENTRY.value) ?? '');
  }
}

const isOneOf = (number: number, known: readonly number[]): boolean => known.includes(number);

/** Numbers of a short tensor of 64-bit integers. */
function sizesIn(field: Field): number[] {
  if (field.number === TENSOR.int64 && (field.bytes?.length ?? 0) <= 10 * MOST_AXES) return packedIntegers(field);
  if (field.number !== TENSOR.raw || field.bytes === null) return [];
  const { bytes } = field;
  if (bytes.length % 8 !== 0 || bytes.length > 8 * MOST_AXES) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 8 }, (_, i) => Number(view.getBigUint64(8 * i, true)));
}
