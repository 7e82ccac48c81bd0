/** A graph of an ONNX file with all its names changed: of tensors, nodes and the graphs within it. */
import { joinedBytes } from '../joined-bytes.ts';
import { bytesOf, fields, textOf, written, type Field } from './protobuf.ts';

export const GRAPH = {
  node: 1,
  name: 2,
  initializer: 5,
  input: 11,
  output: 12,
  info: 13,
  quantization: 14,
  sparse: 15,
} as const;
const NODE = { input: 1, output: 2, name: 3, attribute: 5 } as const;
const ATTRIBUTE_GRAPHS: readonly number[] = [6, 11];
export const TENSOR_NAME = 8;
const SPARSE_VALUES = 1;
export const VALUE_NAME = 1;

export type Rename = (name: string) => string;

/** The fields of a graph that are kept, with all names in it renamed. */
export function renamedFields(graph: Uint8Array, rename: Rename, keeps: (field: Field) => boolean): Uint8Array[] {
  return [...fields(graph)].filter(keeps).flatMap((field) => {
    const { number, bytes, whole } = field;
    if (bytes === null) return [whole];
    switch (number) {
      case GRAPH.node:
        return [written(number, renamedNode(bytes, rename))];
      case GRAPH.initializer:
        return [written(number, renamedText(bytes, TENSOR_NAME, rename))];
      case GRAPH.sparse:
        return [
          written(
            number,
            rewritten(bytes, SPARSE_VALUES, (part) => renamedText(part, TENSOR_NAME, rename)),
          ),
        ];
      case GRAPH.input:
      case GRAPH.output:
      case GRAPH.info:
        return [written(number, renamedText(bytes, VALUE_NAME, rename))];
      case GRAPH.quantization:
        // Remarks about tensors by their names; runtimes need none.
        return [];
      default:
        return [whole];
    }
  });
}

function renamedNode(node: Uint8Array, rename: Rename): Uint8Array {
  return joinedBytes(
    [...fields(node)].map(({ number, bytes, whole }) => {
      if (bytes === null) return whole;
      if (number === NODE.input || number === NODE.output || number === NODE.name)
        return written(number, rename(textOf(bytes)));
      if (number !== NODE.attribute) return whole;
      return written(number, renamedAttribute(bytes, rename));
    }),
  );
}

/** Graphs within graphs see the names around them. */
const renamedAttribute = (attribute: Uint8Array, rename: Rename): Uint8Array =>
  joinedBytes(
    [...fields(attribute)].map(({ number, bytes, whole }) =>
      bytes !== null && ATTRIBUTE_GRAPHS.includes(number)
        ? written(number, joinedBytes(renamedFields(bytes, rename, () => true)))
        : whole,
    ),
  );

const renamedText = (message: Uint8Array, field: number, rename: Rename): Uint8Array =>
  rewritten(message, field, (bytes) => bytesOf(rename(textOf(bytes))));

const rewritten = (message: Uint8Array, wanted: number, change: (bytes: Uint8Array) => Uint8Array): Uint8Array =>
  joinedBytes(
    [...fields(message)].map(({ number, bytes, whole }) =>
      number === wanted && bytes !== null ? written(number, change(bytes)) : whole,
    ),
  );
