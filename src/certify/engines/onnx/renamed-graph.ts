/** A graph of an ONNX file with all its names changed: of tensors, nodes and the graphs within it. */
import { fields, written } from './protobuf.ts';
import type { Field } from './protobuf.ts';

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
export function renamedFields(graph: Buffer, rename: Rename, keeps: (field: Field) => boolean): Buffer[] {
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

function renamedNode(node: Buffer, rename: Rename): Buffer {
  return Buffer.concat(
    [...fields(node)].map(({ number, bytes, whole }) => {
      if (bytes === null) return whole;
      if (number === NODE.input || number === NODE.output || number === NODE.name)
        return written(number, rename(bytes.toString('utf8')));
      if (number !== NODE.attribute) return whole;
      return written(number, renamedAttribute(bytes, rename));
    }),
  );
}

/** Graphs within graphs see the names around them. */
const renamedAttribute = (attribute: Buffer, rename: Rename): Buffer =>
  Buffer.concat(
    [...fields(attribute)].map(({ number, bytes, whole }) =>
      bytes !== null && ATTRIBUTE_GRAPHS.includes(number)
        ? written(number, Buffer.concat(renamedFields(bytes, rename, () => true)))
        : whole,
    ),
  );

const renamedText = (message: Buffer, field: number, rename: Rename): Buffer =>
  rewritten(message, field, (bytes) => Buffer.from(rename(bytes.toString('utf8'))));

const rewritten = (message: Buffer, wanted: number, change: (bytes: Buffer) => Buffer): Buffer =>
  Buffer.concat(
    [...fields(message)].map(({ number, bytes, whole }) =>
      number === wanted && bytes !== null ? written(number, change(bytes)) : whole,
    ),
  );
