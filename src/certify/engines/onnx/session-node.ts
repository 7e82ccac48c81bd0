/**
 * One session of onnxruntime-node with its buffers: the model, ready to be run on a batch again and again without
 * allocating.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { EngineFault, EngineUnavailable } from '../../engine.ts';
import { batchShapes, padRows, shapeFor } from '../batch-shapes.ts';
import { chooseOutput, greyShape, type ChosenOutput, type ModelOutput } from '../model-output.ts';
import { chainedModel } from './chain-node.ts';
import { loadOnnxRuntime, type OnnxRuntime } from './runtime-node.ts';
import { sizeOf } from '../../shape.ts';

/** Execution providers of ONNX Runtime that are offered. */
export type OnnxDevice = 'cpu' | 'webgpu' | 'cuda';

/** What a session is opened with; plain data, it crosses to worker threads. */
export interface SessionSetup {
  /** What the model is called in errors. */
  readonly path: string;
  /** Its file; or those of a chain, each on the output of the one before. */
  readonly files: readonly [string, ...string[]];
  readonly device: OnnxDevice;
  /** Threads within one run of the model (CPU). */
  readonly threads: number;
  /** Copies in a full batch; the model's own batch where that is fixed. */
  readonly batch: number;
  /** Shape of one input, which settles what the model leaves open; undefined: the model's own. */
  readonly inputShape: readonly number[] | undefined;
  /** The output to take, by its name; undefined: told by shapes. */
  readonly output: string | undefined;
  /** Number of classes of the data, which tells outputs apart. */
  readonly classes: number | undefined;
}

/** What the model says of itself; `batch` and sizes are null where it takes any. */
export interface ModelSignature {
  readonly inputName: string;
  readonly outputName: string;
  readonly batch: number | null;
  /** Shape of one input, null where any size goes. */
  readonly inputShape: readonly (number | null)[];
}

export interface OnnxSession {
  readonly signature: ModelSignature;
  /** Shape of one input. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** How many outputs there are. */
  readonly outputs: number;
  /** What was chosen among several outputs, in a sentence; null where there was no choice. */
  readonly note: string | null;
  /** Copies in a full batch. */
  readonly batch: number;
  /** Numbers of rows that the model is run on (batch-shapes.ts). */
  readonly shapes: readonly number[];
  /** Where a batch is written, `batch` rows of the input's length. */
  readonly input: Float32Array;
  /**
   * Runs the model on the first `rows` rows, in a batch of one of the shapes whose other rows repeat the first; their
   * logits, one row after the other, valid until the next run.
   */
  run(rows: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Numbers of a batch: 2 GiB. */
const LARGEST_BATCH_NUMBERS = 2 ** 29;

/**
 * Opens a model, with an input that `allocate` makes; it must stay where it is. Throws InvalidInput (no such model,
 * wrong shape), EngineUnavailable (no such device) or EngineFault.
 */
export async function openOnnxSession(
  setup: SessionSetup,
  allocate = (length: number): Float32Array => new Float32Array(length),
): Promise<OnnxSession> {
  const runtime = await loadOnnxRuntime();
  const session = await createSession(runtime, setup);
  const ends = readSignature(session, setup.path);
  const shape = settledShape(ends, setup);
  const batch = ends.batch ?? setup.batch;
  const length = sizeOf(shape);
  if (batch * length > LARGEST_BATCH_NUMBERS) {
    throw new InvalidInput(
      `${setup.path} takes batches of ${batch} images of ${length} numbers, which need more than 2 GiB: ` +
        'export it with a dynamic batch axis.',
      { code: 'fixed-batch', settings: ['batch'] },
    );
  }
  const input = allocate(batch * length);
  const tensor = (rows: number): Tensor =>
    new runtime.Tensor('float32', input.subarray(0, rows * length), [rows, ...shape]);
  const whole = tensor(batch);
  const parts = new Map<number, Tensor>();

  const feeds = (rows: number): Record<string, Tensor> => {
    let fed = whole;
    if (rows !== batch && ends.batch === null) {
      fed = parts.get(rows) ?? tensor(rows);
      parts.set(rows, fed);
    }
    return { [ends.inputName]: fed };
  };

  // A device may plan anew for every shape, and some plans take long.
  const shapes = ends.batch === null && setup.device === 'cpu' ? batchShapes(batch) : [batch];

  input.fill(0.5);
  // Two rows, where any number goes: a batch that is dynamic in name only shows here.
  const rows = ends.batch ?? Math.min(2, batch);
  const { name, ...chosen } = await probe(session, ends, feeds, rows, setup);
  return {
    signature: { ...ends, outputName: name },
    inputShape: shape,
    ...chosen,
    batch,
    input,
    shapes,
    run: async (count) => {
      const shape = shapeFor(shapes, count);
      padRows(input, count, shape, length);
      return (await runModel(session, feeds(shape), [name], setup))[name]!.data as Float32Array;
    },
    close: () => session.release(),
  };
}

/** The output that is the logits, told by what comes out of a batch of the middle of the range. */
async function probe(
  session: InferenceSession,
  { outputNames, batch }: ModelEnds,
  feeds: (rows: number) => Record<string, Tensor>,
  rows: number,
  setup: SessionSetup,
): Promise<ChosenOutput> {
  const wish = { model: setup.path, output: setup.output, classes: setup.classes };
  const outputs = async (count: number): Promise<ModelOutput[]> =>
    Object.entries(await runModel(session, feeds(count), outputNames, setup)).map(([name, { type, dims }]) => {
      return { name, type, dims };
    });
  const chosen = chooseOutput(await outputs(rows), rows, wish);
  // Two rows of two columns: only another number of rows shows which axis is the batch.
  if (chosen.classes === rows && batch === null && rows > 1)
    return chooseOutput(await outputs(1), 1, { ...wish, output: chosen.name });
  return chosen;
}

async function createSession(
  runtime: OnnxRuntime,
  { path, files, device, threads }: SessionSetup,
): Promise<InferenceSession> {
  try {
    const options: InferenceSession.SessionOptions = {
      executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
    };
    // By its path a model finds weights in other files.
    if (files.length === 1) return await runtime.InferenceSession.create(files[0], options);
    return await runtime.InferenceSession.create(chainedModel(files), options);
  } catch (error) {
    throw openingError(error instanceof Error ? error.message : String(error), path, device);
  }
}

function openingError(message: string, path: string, device: OnnxDevice): Error {
  if (device === 'webgpu' && /adapter|webgpu|dawn|vulkan/i.test(message)) {
    return new EngineUnavailable(
      'No WebGPU adapter is there for ONNX Runtime: it needs a graphics driver (Vulkan on Linux; VK_ICD_FILENAMES names a ' +
        'software one). Run it on the CPU, or install a driver.',
      { settings: ['device'] },
    );
  }
  if (device === 'cuda' && /cuda|provider|shared library/i.test(message)) {
    return new EngineUnavailable(
      "ONNX Runtime's CUDA provider cannot be loaded here: it needs an NVIDIA driver, CUDA 12, cuDNN 9 and the provider's " +
        'libraries. Install those: npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12',
    );
  }
  if (/protobuf parsing failed|does not have a graph|invalid protobuf|flatbuffer/i.test(message)) {
    return new InvalidInput(`${path} is not an ONNX model, or was cut off. Export or copy it again.`, {
      code: 'model',
    });
  }
  if (
    /not implemented|unsupported|no opset|opset|is not a registered function|could not find an implementation/i.test(
      message,
    )
  ) {
    return new EngineFault('unsupported', `ONNX Runtime cannot run ${path}: ${tidied(message)}.`);
  }
  if (/alloc|out of memory/i.test(message)) return memoryFault();
  return new InvalidInput(`ONNX Runtime does not accept ${path}: ${tidied(message)}.`, { code: 'model' });
}

async function runModel(
  session: InferenceSession,
  feeds: Record<string, Tensor>,
  outputNames: readonly string[],
  setup: SessionSetup,
): Promise<Readonly<Record<string, Tensor>>> {
  try {
    return await session.run(feeds, outputNames);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/alloc|out of memory/i.test(message)) throw memoryFault();
    if (/device.*lost|lost.*device/i.test(message)) {
      throw new EngineFault('device-lost', `The ${setup.device} device was lost while running the model.`);
    }
    const rows = Object.values(feeds)[0]?.dims[0] ?? 0;
    throw new EngineFault(
      'other',
      `ONNX Runtime failed on a batch of ${rows} ${rows === 1 ? 'image' : 'images'}: ${tidied(message)}. If the model was ` +
        'exported for one batch size only, export it with a dynamic batch axis.',
    );
  }
}

const memoryFault = (): EngineFault =>
  new EngineFault('out-of-memory', 'Not enough memory to run the model: give a smaller batch or fewer workers.', {
    settings: ['batch', 'workers'],
  });

/** The runtime's message without its sources' paths, function signatures and addresses. */
function tidied(message: string): string {
  const text = message
    .replace(/\/onnxruntime_src\/\S+\s+(?:[\w:<>~*&\s]+\([^)]*\)(?:\s*const)?(?:::<lambda\(\)>)?\s*)?/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.\s]+$/, '');
  return text.length > 300 ? `${text.slice(0, 300)}...` : text;
}

/** What a file says of its ends, before it is known which output is the logits. */
type ModelEnds = Omit<ModelSignature, 'outputName'> & { readonly outputNames: readonly string[] };

function readSignature(session: InferenceSession, path: string): ModelEnds {
  const inputs = session.inputMetadata;
  const [input] = inputs;
  if (input === undefined || inputs.length !== 1) {
    const names = inputs.map(({ name }) => name).join(', ');
    throw new InvalidInput(`${path} takes ${inputs.length} inputs (${names}); a classifier to certify takes one.`, {
      code: 'model',
    });
  }
  if (!input.isTensor || input.type !== 'float32') {
    const type = input.isTensor ? input.type : 'no tensor';
    throw new InvalidInput(
      `${path}: the input "${input.name}" is ${type}; it must be float32 (export the model in single precision).`,
      { code: 'model' },
    );
  }
  const [batch, ...shape] = input.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null));
  if (batch === undefined) {
    throw new InvalidInput(
      `${path} does not say the shape of its input "${input.name}": export it with one, a batch axis first and then the image.`,
      { code: 'model' },
    );
  }
  if (shape.length === 0) {
    throw new InvalidInput(
      `${path}: the input "${input.name}" has one axis only; it must have a batch axis first and then the image.`,
      { code: 'model' },
    );
  }
  const outputs = session.outputMetadata;
  // Sequences of maps, as of scikit-learn's converters, are no tensors.
  const outputNames = outputs.filter(({ isTensor }) => isTensor).map(({ name }) => name);
  if (outputNames.length < outputs.length && outputNames.length < 2) {
    throw new InvalidInput(
      `${path} gives its probabilities as a sequence of maps, not as a tensor: convert it again with zipmap=False.`,
      { code: 'model' },
    );
  }
  return { inputName: input.name, outputNames, batch, inputShape: shape };
}

function settledShape(signature: ModelEnds, { path, inputShape }: SessionSetup): readonly number[] {
  const own = signature.inputShape;
  if (inputShape === undefined) {
    const fixed = own.filter((size) => size !== null);
    if (fixed.length === own.length) return fixed;
    throw new InvalidInput(
      `${path} leaves the shape of its images open ([${own.map((size) => size ?? 'any').join(', ')}]); say which it is.`,
      { code: 'model' },
    );
  }
  if (own.length === inputShape.length && own.every((size, axis) => size === null || size === inputShape[axis])) {
    return inputShape;
  }
  const grey = greyShape(own, inputShape);
  if (grey !== null) return grey;
  // The same numbers in other axes (flat, channels last) are for whoever prepares the images to judge.
  const fixed = own.filter((size) => size !== null);
  if (fixed.length === own.length && sizeOf(fixed) === sizeOf(inputShape)) return fixed;
  throw new InvalidInput(
    `${path} takes images of shape [${own.map((size) => size ?? 'any').join(', ')}], but the data has ` +
      `[${inputShape.join(', ')}].`,
    { code: 'model' },
  );
}
