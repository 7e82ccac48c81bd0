/** TensorFlow.js: its packages, its backends one at a time, and a model as a function from images to logits. */
import type * as core from '@tensorflow/tfjs-core';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { EngineFault, EngineUnavailable, type ModelFacts } from '../../engine.ts';
import { sizeOf } from '../../shape.ts';
import type { ImageDemand } from '../gpu/model.ts';
import { missingPackage, type EnginePackage } from '../packages.ts';
import { Turns } from '../turns.ts';
import { chooseOutput, greyShape, type ChosenOutput } from '../model-output.ts';
import type { TfjsFiles } from './files.ts';

/** The part of TensorFlow.js that works on tensors. */
export type TfjsCore = typeof core;

/** Loads a package of TensorFlow.js. Throws EngineUnavailable with the line that installs it. */
export async function tfjsPackage<T>(name: EnginePackage, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new EngineUnavailable(missingPackage('The tfjs engine', name, error));
  }
}

export const loadTfjsCore = (): Promise<TfjsCore> =>
  tfjsPackage('@tensorflow/tfjs-core', () => import('@tensorflow/tfjs-core'));

const backendTurns = new Turns();

/** Runs work on a backend. TensorFlow.js has one current backend in a process, so pieces of work take turns. */
export function onBackend<T>(tf: TfjsCore, backend: string, work: () => Promise<T> | T): Promise<T> {
  return backendTurns.take(async () => {
    if (tf.getBackend() !== backend && !(await tf.setBackend(backend))) {
      throw new EngineUnavailable(`TensorFlow.js cannot start its backend "${backend}" here.`);
    }
    return work();
  });
}

/** A model ready to run on the backend that it was opened on. */
export interface TfjsNet {
  readonly facts: Omit<ModelFacts, 'sha256'>;
  /** The batch it was made for; null where it takes any. */
  readonly batch: number | null;
  /**
   * Logits, [rows, classes], of images [rows, ...inputShape]. Tensors made on the way are disposed, the images are not.
   */
  run(images: core.Tensor): Promise<core.Tensor2D>;
  dispose(): void;
}

/** The model proper: which tensors go in and come out, and how it is run. */
interface Loaded {
  readonly inputName: string;
  readonly outputNames: readonly string[];
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
  /** The outputs of these names, in their order. */
  readonly predict: (images: core.Tensor, names: readonly string[]) => Promise<core.Tensor[]>;
  readonly dispose: () => void;
}

/**
 * Opens a model on the current backend and tries it on two images. `name` is for errors. Throws InvalidInput (not a
 * classifier of such images), EngineFault (an operation that TensorFlow.js lacks), EngineUnavailable.
 */
export async function openTfjsNet(tf: TfjsCore, files: TfjsFiles, name: string, images: ImageDemand): Promise<TfjsNet> {
  const loaded = await (files.format === 'graph' ? loadGraph(tf, files, name) : loadLayers(files, name));
  const { inputName, shape, dtype, predict, dispose } = loaded;
  try {
    if (dtype !== 'float32')
      throw new InvalidInput(`${name}: the input "${inputName}" is ${dtype}; it must be float32.`, { code: 'model' });
    const [batch = null, ...own] = shape;
    const inputShape = settledShape(name, own, images);
    const {
      name: outputName,
      classes,
      outputs,
      note,
    } = await tryOut(tf, loaded, name, [batch ?? 2, ...inputShape], images);
    return {
      facts: { inputName, outputName, inputShape, classes, outputs, notes: note === null ? [] : [note] },
      batch,
      dispose,
      run: async (input) => {
        const [output] = await predict(input, [outputName]);
        if (output!.rank === 2) return output as core.Tensor2D;
        const flat = tf.reshape<core.Rank.R2>(output!, [input.shape[0], classes]);
        output!.dispose();
        return flat;
      },
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

async function loadGraph(tf: TfjsCore, files: TfjsFiles, name: string): Promise<Loaded> {
  const converter = await tfjsPackage('@tensorflow/tfjs-converter', () => import('@tensorflow/tfjs-converter'));
  const model = await converter
    .loadGraphModel({ load: () => Promise.resolve(files.artifacts) })
    .catch((error: unknown) => refused(name, error));
  const { input, outputNames } = endsOf(name, model.inputs, model.outputs);
  let mustWait = false;
  const predict: Loaded['predict'] = async (images, names) => {
    const feeds = { [input.name]: images };
    // One name gives a tensor, several a list.
    const listOf = (result: core.Tensor | core.Tensor[]): core.Tensor[] => (Array.isArray(result) ? result : [result]);
    if (!mustWait) {
      try {
        return tf.tidy(() => listOf(model.execute(feeds, [...names])));
      } catch (error) {
        // Loops and conditions need the other way in.
        if (!/executeAsync/.test(error instanceof Error ? error.message : '')) return refused(name, error);
        mustWait = true;
      }
    }
    return listOf(await model.executeAsync(feeds, [...names]));
  };
  return {
    inputName: input.name,
    outputNames,
    shape: sizes(input.shape),
    dtype: input.dtype,
    predict,
    dispose: () => model.dispose(),
  };
}

async function loadLayers(files: TfjsFiles, name: string): Promise<Loaded> {
  const layers = await tfjsPackage('@tensorflow/tfjs-layers', () => import('@tensorflow/tfjs-layers'));
  const model = await layers
    .loadLayersModel({ load: () => Promise.resolve(files.artifacts) })
    .catch((error: unknown) => refused(name, error));
  const { input, outputNames } = endsOf(name, model.inputs, model.outputs);
  return {
    inputName: input.name,
    outputNames,
    shape: sizes(input.shape),
    dtype: input.dtype,
    predict: (images, names) => {
      try {
        // One call for the batch as it is; the default cuts it into pieces of 32.
        const result = model.predict(images, { batchSize: images.shape[0] });
        const all = Array.isArray(result) ? result : [result];
        all.forEach((each, k) => !names.includes(outputNames[k]!) && each.dispose());
        return Promise.resolve(names.map((wanted) => all[outputNames.indexOf(wanted)]!));
      } catch (error) {
        return refused(name, error);
      }
    },
    dispose: () => model.dispose(),
  };
}

interface End {
  readonly name: string;
}

function endsOf<I extends End>(
  name: string,
  inputs: readonly I[],
  outputs: readonly End[],
): { input: I; outputNames: readonly string[] } {
  const [input, ...more] = inputs;
  if (input === undefined || more.length > 0) {
    throw new InvalidInput(`${name} takes ${inputs.length} inputs; a classifier to certify takes one.`, {
      code: 'model',
    });
  }
  if (outputs.length === 0) throw new InvalidInput(`${name} has no output.`, { code: 'model' });
  return { input, outputNames: outputs.map((each) => each.name) };
}

const sizes = (shape: readonly (number | null)[] | undefined): (number | null)[] =>
  (shape ?? []).map((size) => (size === null || size < 1 ? null : size));

/**
 * The shape of one image. The data are given channels first; a model that takes channels last gets them so (the shape
 * that is reported tells the caller), and sizes that the model leaves open are those of the data.
 */
function settledShape(name: string, own: readonly (number | null)[], { shape: given, dim }: ImageDemand): number[] {
  const grey = greyShape(own, given);
  if (grey !== null) return grey;
  const orders = given === undefined ? [] : [given, ...(given.length === 3 ? [[given[1]!, given[2]!, given[0]!]] : [])];
  // A graph that does not say is TensorFlow's own order: channels last.
  if (own.length === 0 && orders.length > 0) return [...orders.at(-1)!];
  const fitting = orders.find(
    (order) => order.length === own.length && own.every((size, axis) => size === null || size === order[axis]),
  );
  const shape = fitting ?? (given === undefined && own.every((size) => size !== null) ? own : undefined);
  if (shape === undefined || sizeOf(shape) !== dim) {
    throw new InvalidInput(
      `${name} takes images of shape [${own.map((size) => size ?? 'any').join(', ')}], but the data has ` +
        `${given === undefined ? `${dim} numbers` : `[${given.join(', ')}]`}.`,
      { code: 'model' },
    );
  }
  return [...shape];
}

/** Which output is the logits, by running a batch of the shape. */
async function tryOut(
  tf: TfjsCore,
  { predict, outputNames }: Loaded,
  name: string,
  shape: readonly number[],
  { output, classes }: ImageDemand,
): Promise<ChosenOutput> {
  const images = tf.fill([...shape], 0.5);
  try {
    const tensors = await predict(images, outputNames);
    const outputs = tensors.map(({ shape: dims, dtype }, k) => ({ name: outputNames[k]!, type: dtype, dims }));
    tensors.forEach((tensor) => tensor.dispose());
    return chooseOutput(outputs, shape[0]!, { model: name, output, classes });
  } finally {
    images.dispose();
  }
}

/** What TensorFlow.js objects to, in one sentence. */
function refused(name: string, error: unknown): never {
  if (error instanceof InvalidInput || error instanceof EngineFault || error instanceof EngineUnavailable) throw error;
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 240);
  if (/unsupported ops|not implemented|not registered|Unknown op|Unknown layer|Kernel .* not/i.test(message)) {
    throw new EngineFault('unsupported', `TensorFlow.js cannot run ${name}: ${message}`, { cause: error });
  }
  if (/shape|manifest|bytes|byte length|topology|dtype|tensor should have/i.test(message)) {
    throw new InvalidInput(`TensorFlow.js does not accept ${name}: ${message}`, { code: 'model' });
  }
  throw new EngineFault('other', `TensorFlow.js failed on ${name}: ${message}`, { cause: error });
}
