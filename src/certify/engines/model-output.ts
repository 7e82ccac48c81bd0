/**
 * Which output of a model is its logits: told by the shapes that come out, not by the order in which a file lists them.
 * A classifier gives a row of numbers for each image; embeddings, labels and maps of features are other things.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** An output as it came out for `rows` images. */
export interface ModelOutput {
  readonly name: string;
  /** "float32", "int64", ... */
  readonly type: string;
  /** With the axis of the batch. */
  readonly dims: readonly number[];
}

/** What is known besides the shapes. */
export interface OutputWish {
  /** For errors. */
  readonly model: string;
  /** The output that the person names. */
  readonly output?: string | undefined;
  /** Number of classes of the data, as far as its labels show. */
  readonly classes?: number | undefined;
}

export interface ChosenOutput {
  readonly name: string;
  readonly classes: number;
  /** How many outputs there are. */
  readonly outputs: number;
  /** What was chosen among several, for the person; null where there was no choice. */
  readonly note: string | null;
}

/**
 * The logits among the outputs of a model for `rows` images. Of several that could be: the one named "logits", else one
 * with as many columns as there are classes, else the only one. Throws InvalidInput, naming the shapes, where none or
 * no single one is.
 */
export function chooseOutput(outputs: readonly ModelOutput[], rows: number, wish: OutputWish): ChosenOutput {
  const { model, output: wanted, classes } = wish;
  if (wanted !== undefined) {
    const named = outputs.find(({ name }) => name === wanted);
    if (named === undefined) {
      throw new InvalidInput(`${model} has no output "${wanted}"; it has ${listed(outputs)}.`, {
        code: 'model-output',
        settings: ['output'],
      });
    }
    const objection = objectionTo(named, rows);
    if (objection !== null) throw new InvalidInput(`${model}: ${objection}`, { code: 'model-output' });
    return { name: wanted, classes: columnsOf(named), outputs: outputs.length, note: null };
  }
  const rowsOfLogits = outputs.filter((each) => objectionTo(each, rows) === null);
  const fitting = rowsOfLogits.filter((each) => columnsOf(each) === classes);
  const chosen =
    rowsOfLogits.find(({ name }) => /(^|\/)logits($|[/:])/i.test(name)) ??
    fitting[0] ??
    (rowsOfLogits.length === 1 ? rowsOfLogits[0] : undefined);
  if (chosen !== undefined) {
    const note =
      outputs.length === 1
        ? null
        : `Of the outputs of ${model} (${listed(outputs)}) "${chosen.name}" is taken as the logits.`;
    return { name: chosen.name, classes: columnsOf(chosen), outputs: outputs.length, note };
  }
  if (rowsOfLogits.length > 1) {
    throw new InvalidInput(
      `${model} has several outputs that could be logits (${listed(rowsOfLogits)}); say which one is.`,
      {
        code: 'ambiguous-output',
        settings: ['output'],
      },
    );
  }
  const [first] = outputs;
  if (first === undefined) throw new InvalidInput(`${model} has no tensor as its output.`, { code: 'model-output' });
  throw new InvalidInput(
    `${model}: ${objectionTo(first, rows)!}${outputs.length === 1 ? '' : ` Its outputs are ${listed(outputs)}.`}`,
    { code: 'model-output' },
  );
}

/** Why an output is no row of logits an image, in a sentence; null where it is. */
function objectionTo({ name, type, dims }: ModelOutput, rows: number): string | null {
  const shown = `${rows} ${rows === 1 ? 'image' : 'images'} gave the output "${name}" of shape ${shapeText(dims)}, ${type}`;
  const [first, ...rest] = dims;
  const long = rest.filter((size) => size !== 1);
  if (/int|bool|string/.test(type)) {
    return long.length === 0 && first === rows
      ? `${shown}: a label for each, after an argmax. Certificates need the row of logits that it is taken of: export that.`
      : `${shown}: a classifier gives float32 logits.`;
  }
  if (type !== 'float32') return `${shown}: export the model in single precision (float32).`;
  if (first !== rows || dims.length < 2)
    return `${shown}: a classifier gives a row of logits for each image, batch first.`;
  if (long.length === 0) return `${shown}: one number for each; a classifier gives a row of logits, at least 2.`;
  return long.length === 1 ? null : `${shown}: a classifier gives one row of logits for each image, not several axes.`;
}

const columnsOf = ({ dims }: ModelOutput): number => dims.slice(1).reduce((all, size) => all * size, 1);
const shapeText = (dims: readonly number[]): string => (dims.length === 0 ? 'of a single number' : dims.join(' x '));
const listed = (outputs: readonly ModelOutput[]): string =>
  outputs.map(({ name, dims }) => `"${name}" ${shapeText(dims)}`).join(', ');

/**
 * Whether images of shape `given` ([1, 28, 28]) are grey and a model that takes rows and columns alone ([28, 28], null
 * where any) takes them; the shape without the axis of channels if so, else null.
 */
export function greyShape(own: readonly (number | null)[], given: readonly number[] | undefined): number[] | null {
  if (own.length !== 2 || given?.length !== 3) return null;
  const [first, , last] = given;
  if (first !== 1 && last !== 1) return null;
  const flat = first === 1 ? given.slice(1) : given.slice(0, 2);
  return own.every((size, axis) => size === null || size === flat[axis]) ? flat : null;
}
