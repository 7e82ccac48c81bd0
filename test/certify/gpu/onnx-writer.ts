/** ONNX files written by hand: just enough of protobuf and of onnx.proto for the small models of the tests. */

export type Field = readonly [number: number, value: number | string | Uint8Array];

/** A protobuf message. */
export function message(...fields: readonly Field[]): Uint8Array {
  const out: number[] = [];
  const varint = (value: number): void => {
    for (; value >= 0x80; value = Math.floor(value / 128)) out.push((value % 128) | 0x80);
    out.push(value);
  };
  for (const [number, value] of fields) {
    varint(number * 8 + (typeof value === 'number' ? 0 : 2));
    if (typeof value === 'number') {
      varint(value);
      continue;
    }
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    varint(bytes.length);
    for (const byte of bytes) out.push(byte);
  }
  return Uint8Array.from(out);
}

const FLOAT = 1;
const INT = 2;
const INTS = 7;
const GRAPH = 5;
const EXTERNAL = 1;

export interface Weights {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly ints?: Readonly<Record<string, readonly number[]>>;
  readonly int?: Readonly<Record<string, number>>;
  /** Graphs without inputs, as branches are: what they see is outside. */
  readonly branches?: Readonly<Record<string, Pick<Graph, 'nodes' | 'output'>>>;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly weights: readonly Weights[];
  readonly input: { readonly name: string; readonly shape: readonly (number | string)[] };
  readonly output: Graph['input'];
  /** After the first; `type` as in onnx.proto, 1 (float) by default. */
  readonly others?: readonly (Graph['input'] & { readonly type?: number })[];
}

const valueInfo = ({ name, shape, type = FLOAT }: Graph['input'] & { readonly type?: number }): Uint8Array =>
  message(
    [1, name],
    [
      2,
      message([
        1,
        message(
          [1, type],
          [2, message(...shape.map((size): Field => [1, message(typeof size === 'number' ? [1, size] : [2, size])]))],
        ),
      ]),
    ],
  );

const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** `at`: where the values are in another file; null: in the model. */
const tensor = ({ name, shape, values }: Weights, at: { file: string; offset: number } | null): Uint8Array =>
  message(
    ...shape.map((size): Field => [1, size]),
    [2, FLOAT],
    [8, name],
    ...(at === null
      ? ([[9, bytesOf(values)]] as Field[])
      : Object.entries({ location: at.file, offset: `${at.offset}`, length: `${values.byteLength}` }).map(
          ([key, value]): Field => [13, message([1, key], [2, value])],
        )),
    ...(at === null ? [] : ([[14, EXTERNAL]] as Field[])),
  );

const node = ({ op, inputs, output, ints = {}, int = {}, branches = {} }: Node): Uint8Array =>
  message(
    ...inputs.map((input): Field => [1, input]),
    [2, output],
    [4, op],
    ...Object.entries(ints).map(([name, values]): Field => [
      5,
      message([1, name], ...values.map((value): Field => [8, value]), [20, INTS]),
    ]),
    ...Object.entries(int).map(([name, value]): Field => [5, message([1, name], [3, value], [20, INT])]),
    ...Object.entries(branches).map(([name, branch]): Field => [
      5,
      message(
        [1, name],
        [6, message(...branch.nodes.map((each): Field => [1, node(each)]), [2, name], [12, valueInfo(branch.output)])],
        [20, GRAPH],
      ),
    ]),
  );

/** A model, of opset 13 unless told otherwise. */
export const onnxModel = (graph: Graph, opset = 13): Uint8Array => model(graph, () => null, opset);

/** A model of opset 13 and the contents of a file beside it that holds its weights. */
export function onnxModelWithData(graph: Graph, file: string): { model: Uint8Array; data: Uint8Array } {
  let offset = 0;
  const places = new Map(
    graph.weights.map(({ name, values }) => {
      const at = { file, offset };
      offset += values.byteLength;
      return [name, at];
    }),
  );
  const data = Buffer.concat(graph.weights.map(({ values }) => bytesOf(values)));
  return { model: model(graph, (name) => places.get(name)!), data };
}

function model(
  { nodes, weights, input, output, others = [] }: Graph,
  place: (name: string) => { file: string; offset: number } | null,
  opset = 13,
): Uint8Array {
  const graph = message(
    ...nodes.map((each): Field => [1, node(each)]),
    [2, 'test'],
    ...weights.map((each): Field => [5, tensor(each, place(each.name))]),
    [11, valueInfo(input)],
    [12, valueInfo(output)],
    ...others.map((each): Field => [12, valueInfo(each)]),
  );
  return message([1, 8], [7, graph], [8, message([1, ''], [2, opset])]);
}
