/**
 * onnxruntime-web with its WebGPU provider: models that read and write our buffers on the device.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import type * as ort from 'onnxruntime-web/webgpu';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { EngineUnavailable } from '../../engine.ts';
import { sizeOf } from '../../shape.ts';
import type { ImageDemand } from '../gpu/model.ts';
import { countTraffic } from '../gpu/traffic.ts';
import { missingPackage } from '../packages.ts';
import { Turns } from '../turns.ts';
import { greyShape } from '../model-output.ts';

export type Runtime = typeof ort;

/** The runtime, loaded when first wanted. Throws EngineUnavailable with the line that installs it. */
export async function loadWebRuntime(): Promise<Runtime> {
  try {
    const runtime = await import('onnxruntime-web/webgpu');
    // The GPU does the work; threads would only hold copies of the host's part.
    runtime.env.wasm.numThreads = 1;
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (error) {
    throw new EngineUnavailable(missingPackage('The webgpu engine', 'onnxruntime-web', error));
  }
}

const runtimeTurns = new Turns();

/**
 * Runs one call into the runtime after the other: its WebAssembly, compiled to suspend and resume, holds one suspended
 * call at a time for all sessions of the process. The device is not waited for, so devices still work side by side.
 *
 * Answers the result and the bytes that moved meanwhile.
 */
export function inRuntime<T>(work: () => Promise<T>): Promise<{ value: T; toDevice: number; fromDevice: number }> {
  return runtimeTurns.take(async () => {
    const traffic = countTraffic();
    const { toDevice, fromDevice } = traffic;
    const value = await work();
    return { value, toDevice: traffic.toDevice - toDevice, fromDevice: traffic.fromDevice - fromDevice };
  });
}

/** What a model says of its input and outputs; `batch` is null where it takes any. */
export interface WebSignature {
  readonly inputName: string;
  /** Those that are tensors. */
  readonly outputNames: readonly string[];
  readonly batch: number | null;
  /** Shape of one image, settled by the data where the model takes any. */
  readonly imageShape: readonly number[];
}

/** A file beside a model that holds weights, by the name that the model gives it. */
export interface ExternalWeights {
  readonly path: string;
  readonly data: Uint8Array;
}

/** Opens a model on a device. */
export async function openWebSession(
  runtime: Runtime,
  device: GPUDevice,
  model: Uint8Array,
  external: readonly ExternalWeights[],
): Promise<InferenceSession> {
  const { value } = await inRuntime(() =>
    runtime.InferenceSession.create(model, {
      executionProviders: [{ name: 'webgpu', device }],
      preferredOutputLocation: 'gpu-buffer',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      ...(external.length > 0 ? { externalData: external } : {}),
    }),
  );
  return value;
}

/** Reads the signature and checks that it is a classifier's of such images. Throws InvalidInput. */
export function readWebSignature(
  session: InferenceSession,
  model: string,
  { shape: given, dim }: ImageDemand,
): WebSignature {
  const [input, ...others] = session.inputMetadata;
  if (input === undefined || others.length > 0) {
    throw new InvalidInput(
      `${model} takes ${session.inputMetadata.length} inputs; a classifier to certify takes one.`,
      { code: 'model' },
    );
  }
  if (!input.isTensor || input.type !== 'float32') {
    throw new InvalidInput(
      `${model}: the input "${input.name}" is ${input.isTensor ? input.type : 'no tensor'}; it must be float32 (export the model in single precision).`,
      { code: 'model' },
    );
  }
  const [batch, ...own] = input.shape.map((size) => (typeof size === 'number' && size > 0 ? size : null));
  if (batch === undefined || own.length === 0) {
    const how =
      batch === undefined
        ? `${model} does not say the shape of its input "${input.name}": export it with one,`
        : `${model}: the input "${input.name}" has one axis only; it must have`;
    throw new InvalidInput(`${how} a batch axis first and then the image.`, { code: 'model' });
  }
  const taken = greyShape(own, given) ?? given;
  const imageShape = own.map((size, axis) => size ?? taken?.[axis] ?? 0);
  const agrees =
    taken === undefined || (taken.length === own.length && imageShape.every((size, axis) => size === taken[axis]));
  if (!agrees || sizeOf(imageShape) !== dim) {
    throw new InvalidInput(
      `${model} takes images of shape [${own.map((size) => size ?? 'any').join(', ')}], but the data has ` +
        `${given === undefined ? `${dim} numbers` : `[${given.join(', ')}]`}.`,
      { code: 'model' },
    );
  }
  const outputNames = session.outputMetadata.filter(({ isTensor }) => isTensor).map(({ name }) => name);
  if (outputNames.length === 0) throw new InvalidInput(`${model} has no tensor as its output.`, { code: 'model' });
  return { inputName: input.name, outputNames, batch, imageShape };
}

/** A tensor over one of our buffers. */
export function bufferTensor(runtime: Runtime, buffer: GPUBuffer, dims: readonly number[]): Tensor {
  return runtime.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
}
