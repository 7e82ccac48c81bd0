/**
 * One session of onnxruntime-node with its buffers: the model, ready to be run on a batch again and again without allocating.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { EngineFault, EngineUnavailable } from '../../engine.ts';
import { loadOnnxRuntime } from './runtime-node.ts';
import type { OnnxRuntime } from './runtime-node.ts';
import { sizeOf } from '../../shape.ts';

/** Execution providers of ONNX Runtime that are offered. */
export type OnnxDevice = 'cpu' | 'webgpu' | 'cuda';

/** What a session is opened with; plain data, it crosses to worker threads. */
export interface SessionSetup {
  readonly path: string;
  readonly device: OnnxDevice;
  /** Threads within one run of the model (CPU). */
  readonly threads: number;
  /** Copies in a full batch; the model's own batch where that is fixed. */
  readonly batch: number;
  /** Shape of one input, which settles what the model leaves open; undefined: the model's own. */
  readonly inputShape: readonly number[] | undefined;
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
  /** Copies in a full batch. */
  readonly batch: number;
  /** Where a batch is written, `batch` rows of the input's length. */
  readonly input: Float32Array;
  /** Runs the model on the first `rows` rows; their logits, one row after the other, valid until the next run. */
  run(rows: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens a model, with an input that `allocate` makes; it must stay where it is. Throws InvalidInput (no such model, wrong
 * shape), EngineUnavailable (no such device) or EngineFault.
 */
export async function openOnnxSession(
  setup: SessionSetup,
  allocate = (length: number): Float32Array => new Float32Array(length),
): Promise<OnnxSession> {
  const runtime = await loadOnnxRuntime();
  const session = await createSession(runtime, setup);
  const signature = readSignature(session, setup.path);
  const shape = settledShape(signature, setup);
  const batch = signature.batch ?? setup.batch;
  const length = sizeOf(shape);
  const input = allocate(batch * length);
  const tensor = (rows: number): Tensor =>
    new runtime.Tensor('float32', input.subarray(0, rows * length), [rows, ...shape]);
  const whole = tensor(batch);
  // Ends of ranges are of few sizes in a run.
  const parts = new Map<number, Tensor>();

  const run = async (rows: number): Promise<Float32Array> => {
    let fed = whole;
    if (rows !== batch && signature.batch === null) {
      fed = parts.get(rows) ?? tensor(rows);
      parts.set(rows, fed);
    }
    const outputs = await runModel(session, { [signature.inputName]: fed }, signature.outputName, setup);
    return outputs.data as Float32Array;
  };

  input.fill(0.5);
  // Two rows, where any number goes: a batch that is dynamic in name only shows here.
  const rows = signature.batch ?? Math.min(2, batch);
  const probe = await run(rows);
  if (probe.length % rows !== 0 || probe.length / rows < 2) {
    throw new InvalidInput(
      `${setup.path}: ${rows} images gave ${probe.length} outputs; a classifier gives a row of logits, at least 2, for each.`,
    );
  }
  return {
    signature,
    inputShape: shape,
    classes: probe.length / rows,
    batch,
    input,
    run,
    close: () => session.release(),
  };
}

async function createSession(runtime: OnnxRuntime, { path, device, threads }: SessionSetup): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(path, {
      executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
    });
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
    return new InvalidInput(`${path} is not an ONNX model, or was cut off. Export or copy it again.`);
  }
  if (
    /not implemented|unsupported|no opset|opset|is not a registered function|could not find an implementation/i.test(
      message,
    )
  ) {
    return new EngineFault('unsupported', `ONNX Runtime cannot run ${path}: ${tidied(message)}.`);
  }
  if (/alloc|out of memory/i.test(message)) return memoryFault();
  return new InvalidInput(`ONNX Runtime does not accept ${path}: ${tidied(message)}.`);
}

async function runModel(
  session: InferenceSession,
  feeds: Record<string, Tensor>,
  outputName: string,
  setup: SessionSetup,
): Promise<Tensor> {
  try {
    const { [outputName]: output } = await session.run(feeds, [outputName]);
    if (output === undefined || output.type !== 'float32') {
      throw new InvalidInput(`${setup.path}: the output "${outputName}" is not float32.`);
    }
    return output;
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
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

function readSignature(session: InferenceSession, path: string): ModelSignature {
  const inputs = session.inputMetadata;
  const [input] = inputs;
  if (input === undefined || inputs.length !== 1) {
    const names = inputs.map(({ name }) => name).join(', ');
    throw new InvalidInput(`${path} takes ${inputs.length} inputs (${names}); a classifier to certify takes one.`);
  }
  if (!input.isTensor || input.type !== 'float32') {
    const type = input.isTensor ? input.type : 'no tensor';
    throw new InvalidInput(
      `${path}: the input "${input.name}" is ${type}; it must be float32 (export the model in single precision).`,
    );
  }
  const [batch, ...shape] = input.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null));
  if (batch === undefined || shape.length === 0) {
    throw new InvalidInput(
      `${path}: the input "${input.name}" has rank ${input.shape.length}; it must have a batch axis first and then the image.`,
    );
  }
  const outputs = session.outputMetadata;
  const output = outputs.find(({ name }) => name === 'logits') ?? outputs[0];
  if (output === undefined || !output.isTensor) throw new InvalidInput(`${path} has no tensor as its output.`);
  return { inputName: input.name, outputName: output.name, batch, inputShape: shape };
}

function settledShape(signature: ModelSignature, { path, inputShape }: SessionSetup): readonly number[] {
  const own = signature.inputShape;
  if (inputShape === undefined) {
    const fixed = own.filter((size) => size !== null);
    if (fixed.length === own.length) return fixed;
    throw new InvalidInput(
      `${path} leaves the shape of its images open ([${own.map((size) => size ?? 'any').join(', ')}]); say which it is.`,
    );
  }
  if (own.length === inputShape.length && own.every((size, axis) => size === null || size === inputShape[axis])) {
    return inputShape;
  }
  // The same numbers in other axes (flat, channels last) are for whoever prepares the images to judge.
  const fixed = own.filter((size) => size !== null);
  if (fixed.length === own.length && sizeOf(fixed) === sizeOf(inputShape)) return fixed;
  throw new InvalidInput(
    `${path} takes images of shape [${own.map((size) => size ?? 'any').join(', ')}], but the data has ` +
      `[${inputShape.join(', ')}].`,
  );
}
