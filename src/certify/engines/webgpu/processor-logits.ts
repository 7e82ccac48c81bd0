/** The logits that the processor gives to a few copies: what those of a device are compared with. */
import { inRuntime } from './runtime.ts';
import type { OnnxModel } from './model.ts';
import type { ModelFacts } from '../../engine.ts';
import { sizeOf } from '../../shape.ts';

/**
 * Logits of `count` images by the WebAssembly kernels of onnxruntime-web, which share no code with its WebGPU kernels.
 * The session is opened for that and let go.
 */
export async function processorLogits(
  { runtime, bytes, external }: OnnxModel,
  { inputName, outputName, inputShape, classes }: Omit<ModelFacts, 'sha256'>,
  pixels: Float32Array,
  count: number,
): Promise<Float32Array> {
  const { value: session } = await inRuntime(() =>
    runtime.InferenceSession.create(bytes, {
      executionProviders: ['wasm'],
      logSeverityLevel: 4,
      ...(external.length > 0 ? { externalData: external } : {}),
    }),
  );
  try {
    const [input] = session.inputMetadata;
    const own = input?.isTensor === true ? input.shape[0] : undefined;
    const rows = typeof own === 'number' && own > 0 ? own : count;
    const length = sizeOf(inputShape);
    const logits = new Float32Array(count * classes);
    for (let first = 0; first < count; first += rows) {
      const batch = new Float32Array(rows * length);
      batch.set(pixels.subarray(first * length, (first + rows) * length));
      const feeds = { [inputName]: new runtime.Tensor('float32', batch, [rows, ...inputShape]) };
      const { value } = await inRuntime(() => session.run(feeds, [outputName]));
      const found = value[outputName]!.data as Float32Array;
      logits.set(found.subarray(0, (Math.min(count, first + rows) - first) * classes), first * classes);
    }
    return logits;
  } finally {
    await inRuntime(() => session.release());
  }
}
