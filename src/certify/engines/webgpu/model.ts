/** An ONNX model on a device, run by onnxruntime-web on our own buffers. */
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { EngineFault } from '../../engine.ts';
import type { OpenDevice } from '../gpu/access.ts';
import { planBatch } from '../gpu/batch.ts';
import type { DeviceMeter } from '../gpu/meter.ts';
import { modelBufferUsage, type DeviceModel, type ImageDemand } from '../gpu/model.ts';
import { isMemoryError } from '../gpu/watch.ts';
import { chooseOutput, type ChosenOutput } from '../model-output.ts';
import {
  bufferTensor,
  inRuntime,
  openWebSession,
  readWebSignature,
  type ExternalWeights,
  type Runtime,
  type WebSignature,
} from './runtime.ts';

/** A model's file in memory. */
export interface OnnxModel {
  readonly runtime: Runtime;
  /** For errors. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly external: readonly ExternalWeights[];
  readonly images: ImageDemand;
  /** Told of the bytes that runs move. */
  readonly meter: DeviceMeter;
}

/** The model on the device. Throws InvalidInput, EngineFault, or what the runtime throws. */
export async function openOnnxModel(
  { device, facts }: OpenDevice,
  requested: number | undefined,
  model: OnnxModel,
): Promise<DeviceModel> {
  const { runtime, path, images, meter } = model;
  const { dim } = images;
  const session = await openWebSession(runtime, device, model.bytes, model.external).catch((error: unknown) => {
    throw isMemoryError(error) ? modelTooLarge(path, facts.name, error) : error;
  });
  const signature = readWebSignature(session, path, images);
  const { inputName, imageShape } = signature;
  const { output, shape, fromDevice } = await probeOutput(device, model, session, signature);
  const { name: outputName, classes, outputs, note } = output;
  const { batch } = planBatch({ dim, classes, requested, fixed: signature.batch }, facts);
  const input = device.createBuffer({ size: 4 * batch * dim, usage: modelBufferUsage() });
  const logits = device.createBuffer({ size: 4 * batch * classes, usage: modelBufferUsage() });
  // By their number of rows: whole batches, and the ends of ranges.
  const tensors = new Map<number, { feeds: Record<string, Tensor>; fetches: Record<string, Tensor> }>();
  const tensorsFor = (rows: number) => {
    const known = tensors.get(rows);
    if (known !== undefined) return known;
    const made = {
      feeds: { [inputName]: bufferTensor(runtime, input, [rows, ...imageShape]) },
      fetches: { [outputName]: bufferTensor(runtime, logits, [rows, ...shape]) },
    };
    tensors.set(rows, made);
    return made;
  };
  return {
    facts: { inputName, outputName, inputShape: imageShape, classes, outputs, notes: note === null ? [] : [note] },
    batch,
    input,
    partlyOnHost: fromDevice > 0,
    run: async (rows) => {
      // A model of one batch size runs on all rows; those beyond are not counted.
      const { feeds, fetches } = tensorsFor(signature.batch ?? rows);
      const moved = await inRuntime(() => session.run(feeds, fetches));
      meter.moved(moved.toDevice, moved.fromDevice);
      return logits;
    },
    close: async () => {
      await inRuntime(() => session.release());
      input.destroy();
      logits.destroy();
    },
  };
}

/** A smaller batch would not help. */
const modelTooLarge = (path: string, device: string, cause: unknown): EngineFault =>
  new EngineFault(
    'unsupported',
    `The model ${path} does not fit into the memory of ${device}: run it by the engine onnx.`,
    {
      cause,
      settings: ['engine'],
    },
  );

/**
 * Which output is the logits and what a row of it looks like ([10], or [10, 1, 1]), found by running two rows: a file
 * need not say.
 */
async function probeOutput(
  device: GPUDevice,
  { runtime, path, images }: OnnxModel,
  session: InferenceSession,
  { inputName, outputNames, batch, imageShape }: WebSignature,
): Promise<{ output: ChosenOutput; shape: readonly number[]; fromDevice: number }> {
  const rows = batch ?? 2;
  const input = device.createBuffer({ size: 4 * rows * images.dim, usage: GPUBufferUsage.STORAGE });
  try {
    const feeds = { [inputName]: bufferTensor(runtime, input, [rows, ...imageShape]) };
    const { value, fromDevice } = await inRuntime(() => session.run(feeds, outputNames));
    const outputs = Object.entries(value).map(([name, tensor]) => {
      const { type, dims } = tensor;
      tensor.dispose();
      return { name, type, dims };
    });
    const output = chooseOutput(outputs, rows, { model: path, output: images.output, classes: images.classes });
    const shape = outputs.find(({ name }) => name === output.name)!.dims.slice(1);
    return { output, shape, fromDevice };
  } finally {
    input.destroy();
  }
}
