/**
 * Two ONNX models made one: what the first gives, the second takes (a denoiser, then a classifier). All engines then
 * see a single model, and noise, normalization and votes need not know that it was two.
 *
 * Names are kept apart by a prefix for each model; the input keeps the first model's name, the outputs the second's.
 * Operations mean what their opset says, of which a file has one, so both must be of the same.
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { joinedBytes } from '../joined-bytes.ts';
import { fields, textOf, written, writtenInteger } from './protobuf.ts';
import { GRAPH, renamedFields, TENSOR_NAME, VALUE_NAME } from './renamed-graph.ts';

/** A model's file. */
export interface NamedModel {
  /** For errors. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const MODEL = { ir: 1, graph: 7, opset: 8, function: 25 } as const;
const OPSET = { domain: 1, version: 2 } as const;
const FUNCTION = { name: 1, domain: 10 } as const;
const VALUE_TYPE = 2;
const TYPE_TENSOR = 1;
const TENSOR_TYPE = { element: 1, shape: 2 } as const;
const SHAPE_AXIS = 1;
const AXIS_SIZE = 1;
const FLOAT = 1;

/**
 * The models as one, each on the output of the one before. Throws InvalidInput where they do not fit each other;
 * Malformed.
 */
export function chained(models: readonly [NamedModel, ...NamedModel[]]): Uint8Array {
  const [first, ...rest] = models;
  return rest.reduce((all, next, i) => {
    const path = models
      .slice(0, i + 1)
      .map((each) => each.path)
      .join(' + ');
    return pair({ path, bytes: all }, next, `${i + 1}`);
  }, first.bytes);
}

function pair(first: NamedModel, second: NamedModel, number: string): Uint8Array {
  const [a, b] = [opened(first), opened(second)];
  requireSameOpsets(a, b);
  const [taken] = b.inputs;
  if (b.inputs.length !== 1) {
    throw unfit(`${b.path} has ${b.inputs.length} inputs; a model of a chain has one.`);
  }
  const given = chosenOutput(a, b, taken!);
  const isOutput = (name: string): boolean => b.outputs.some((output) => output.name === name);
  const ofFirst = (name: string): string => {
    const isInput = a.inputs.some((input) => input.name === name);
    return name === '' || (isInput && !isOutput(name)) ? name : `model ${number}/${name}`;
  };
  const ofSecond = (name: string): string => {
    if (name === taken!.name) return ofFirst(given.name);
    return name === '' || isOutput(name) ? name : `model ${number} on/${name}`;
  };
  const graph = joinedBytes([
    ...renamedFields(a.graph, ofFirst, ({ number: field }) => field !== GRAPH.output),
    ...renamedFields(
      b.graph,
      ofSecond,
      ({ number: field, bytes }) =>
        field !== GRAPH.name && !(field === GRAPH.input && bytes !== null && valueOf(bytes).name === taken!.name),
    ),
  ]);
  return joinedBytes([
    writtenInteger(MODEL.ir, Math.max(a.ir, b.ir)),
    ...[...new Map([...a.opsets, ...b.opsets])].map(([domain, version]) =>
      written(MODEL.opset, joinedBytes([written(OPSET.domain, domain), writtenInteger(OPSET.version, version)])),
    ),
    written(MODEL.graph, graph),
    ...functionsOf(a, b).map((each) => written(MODEL.function, each)),
  ]);
}

interface OpenedModel {
  readonly path: string;
  readonly ir: number;
  /** Version by domain. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly functions: readonly Uint8Array[];
  readonly graph: Uint8Array;
  /** Without those that have a value of their own. */
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
}

function opened({ path, bytes: file }: NamedModel): OpenedModel {
  let ir = 0;
  let graph: Uint8Array = new Uint8Array(0);
  const opsets = new Map<string, number>();
  const functions: Uint8Array[] = [];
  for (const { number, value, bytes } of fields(file)) {
    if (number === MODEL.ir) ir = value;
    else if (bytes === null) continue;
    else if (number === MODEL.graph) graph = bytes;
    else if (number === MODEL.function) functions.push(bytes);
    else if (number === MODEL.opset) {
      const parts = [...fields(bytes)];
      const domain = textOf(parts.find((each) => each.number === OPSET.domain)?.bytes ?? new Uint8Array(0));
      const version = parts.find((each) => each.number === OPSET.version)?.value ?? 0;
      opsets.set(domain === 'ai.onnx' ? '' : domain, version);
    }
  }
  const parts = [...fields(graph)];
  const all = (wanted: number): Uint8Array[] =>
    parts.flatMap(({ number, bytes }) => (number === wanted && bytes !== null ? [bytes] : []));
  const held = new Set(all(GRAPH.initializer).map((tensor) => textIn(tensor, TENSOR_NAME)));
  return {
    path,
    ir,
    opsets,
    functions,
    graph,
    inputs: all(GRAPH.input)
      .map(valueOf)
      .filter(({ name }) => !held.has(name)),
    outputs: all(GRAPH.output).map(valueOf),
  };
}

/**
 * An input or output of a graph: axes are numbers where they are fixed, null where any size goes; `shape` null where
 * nothing is said.
 */
interface GraphValue {
  readonly name: string;
  readonly element: number;
  readonly shape: readonly (number | null)[] | null;
}

function valueOf(value: Uint8Array): GraphValue {
  const tensor = messageIn(messageIn(value, VALUE_TYPE), TYPE_TENSOR);
  const parts = [...fields(tensor)];
  const shape = parts.find(({ number }) => number === TENSOR_TYPE.shape)?.bytes;
  return {
    name: textIn(value, VALUE_NAME),
    element: parts.find(({ number }) => number === TENSOR_TYPE.element)?.value ?? 0,
    shape:
      shape === undefined || shape === null
        ? null
        : [...fields(shape)].flatMap(({ number, bytes }) => {
            if (number !== SHAPE_AXIS || bytes === null) return [];
            const size = [...fields(bytes)].find((each) => each.number === AXIS_SIZE)?.value ?? 0;
            return [size > 0 ? size : null];
          }),
  };
}

/** The one output of the first model that the second can take. */
function chosenOutput(a: OpenedModel, b: OpenedModel, taken: GraphValue): GraphValue {
  const fitting = a.outputs.filter(({ element, shape }) => element === FLOAT && fits(shape, taken.shape));
  if (fitting.length === 1) return fitting[0]!;
  const listed = a.outputs.map(({ name, shape }) => `"${name}" ${shapeText(shape)}`).join(', ');
  const takes = `${b.path} takes ${shapeText(taken.shape)}`;
  if (fitting.length > 1) throw unfit(`Several outputs of ${a.path} (${listed}) fit, as ${takes}: leave one.`);
  throw unfit(
    `${a.path} gives ${listed}, but ${takes}: each model of a chain takes what the one before gives, in float32 and with the same ` +
      'batch axis, dynamic in both.',
  );
}

/** Whether sizes agree: a batch axis must be fixed in both or in neither, others agree where both are said. */
const fits = (given: GraphValue['shape'], taken: GraphValue['shape']): boolean =>
  given === null ||
  taken === null ||
  (given.length === taken.length &&
    given.every((size, axis) => size === taken[axis] || (axis > 0 && (size === null || taken[axis] === null))));

function requireSameOpsets(a: OpenedModel, b: OpenedModel): void {
  for (const [domain, version] of b.opsets) {
    const other = a.opsets.get(domain);
    if (other === undefined || other === version) continue;
    const which = domain === '' ? 'opset' : `opset of ${domain}`;
    throw unfit(`${a.path} has ${which} ${other} and ${b.path} ${version}: export both with the same.`);
  }
}

/** Functions of both; one of the same name is the same function, or the models cannot be one. */
function functionsOf(a: OpenedModel, b: OpenedModel): Uint8Array[] {
  const key = (each: Uint8Array): string => `${textIn(each, FUNCTION.domain)} ${textIn(each, FUNCTION.name)}`;
  const known = new Map(a.functions.map((each) => [key(each), each]));
  const further = b.functions.filter((each) => {
    const other = known.get(key(each));
    if (other === undefined || isEqual(other, each)) return other === undefined;
    throw unfit(
      `${a.path} and ${b.path} both hold a function "${textIn(each, FUNCTION.name)}", and not the same: export them without functions.`,
    );
  });
  return [...a.functions, ...further];
}

const isEqual = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);

const unfit = (sentence: string): InvalidInput =>
  new InvalidInput(sentence, { code: 'model-chain', settings: ['model'] });

const messageIn = (message: Uint8Array, wanted: number): Uint8Array =>
  [...fields(message)].find(({ number }) => number === wanted)?.bytes ?? new Uint8Array(0);
const textIn = (message: Uint8Array, wanted: number): string => textOf(messageIn(message, wanted));
const shapeText = (shape: GraphValue['shape']): string =>
  shape === null ? 'of a shape that its file does not say' : `[${shape.map((size) => size ?? 'any').join(', ')}]`;
