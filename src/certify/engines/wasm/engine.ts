/**
 * The engine `wasm`: an ONNX model by onnxruntime-web on the processor, for browsers without WebGPU. Noise from the
 * host's own kernels, one thread; some ten times slower than a small GPU, with the same votes but for near-ties.
 */
import type { InferenceSession } from 'onnxruntime-common';
import { EngineFault, NEAR_TIE, type Engine, type EngineOptions, type ModelFacts } from '../../engine.ts';
import { sha256 } from '../../sha256.ts';
import { sizeOf } from '../../shape.ts';
import { smoothingDim } from '../../smoothing.ts';
import { requireNoChain } from '../no-chain.ts';
import { browserNoise } from '../gpu/smoothing.ts';
import { HostEngine, type HostModel } from '../host-engine.ts';
import { chooseOutput } from '../model-output.ts';
import { fetchedModel } from '../onnx/fetched-model.ts';
import { inRuntime, loadWebRuntime, readWebSignature, type Runtime } from '../webgpu/runtime.ts';

/** Numbers in a batch by default: 32 CIFAR images. */
const BATCH_NUMBERS = 32 * 3072;
/** Batches to a request. */
const ROUNDS = 4;

/** Opens the engine in a browser; `options.model` is a URL. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openWasmEngine(options: EngineOptions): Promise<Engine> {
  requireNoChain(options.chain, 'wasm');
  const { model, inputShape, output, classes: known, smoothing } = options;
  const bytes = await fetchedModel(model);
  const runtime = await loadWebRuntime();
  const { value: session } = await inRuntime(() =>
    runtime.InferenceSession.create(bytes, { executionProviders: ['wasm'], logSeverityLevel: 4 }),
  );
  try {
    const dim = smoothingDim(smoothing);
    const signature = readWebSignature(session, model, { shape: inputShape, dim, output, classes: known });
    const { inputName, outputNames, imageShape } = signature;
    const rows = signature.batch ?? 2;
    const { value: probed } = await inRuntime(() =>
      session.run({ [inputName]: tensorOf(runtime, new Float32Array(rows * dim), rows, imageShape) }, outputNames),
    );
    const outputs = Object.entries(probed).map(([name, { type, dims }]) => ({ name, type, dims }));
    const chosen = chooseOutput(outputs, rows, { model, output, classes: known });
    const facts: ModelFacts = {
      inputName,
      outputName: chosen.name,
      inputShape: imageShape,
      classes: chosen.classes,
      outputs: chosen.outputs,
      notes: chosen.note === null ? [] : [chosen.note],
      sha256: await sha256(bytes),
    };
    return new HostEngine({
      name: 'wasm',
      device: `onnxruntime-web ${runtime.env.versions.web ?? ''}, WebAssembly`,
      facts,
      model: hostModel(runtime, session, facts),
      kernel: await browserNoise.hostKernel(options),
      nearTie: options.nearTie ?? NEAR_TIE,
      shapes: [signature.batch ?? options.batch ?? Math.max(1, Math.floor(BATCH_NUMBERS / dim))],
      rounds: ROUNDS,
      normalization: options.normalization,
      layout: options.imageLayout,
    });
  } catch (error) {
    await session.release();
    throw error;
  }
}

/** The session as a model that the host feeds. */
const hostModel = (runtime: Runtime, session: InferenceSession, facts: ModelFacts): HostModel => ({
  run: async (images, rows) => {
    const feeds = { [facts.inputName]: tensorOf(runtime, images, rows, facts.inputShape) };
    const { value } = await inRuntime(() => session.run(feeds, [facts.outputName])).catch((error: unknown) => {
      throw new EngineFault('other', `The model failed on a batch of ${rows}: ${reasonOf(error).slice(0, 240)}.`, {
        cause: error,
      });
    });
    return value[facts.outputName]!.data as Float32Array;
  },
  close: async () => void (await inRuntime(() => session.release())),
});

const tensorOf = (runtime: Runtime, data: Float32Array, rows: number, shape: readonly number[]) =>
  new runtime.Tensor('float32', data.slice(0, rows * sizeOf(shape)), [rows, ...shape]);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
