/**
 * The engine `wasm`: an ONNX model by onnxruntime-web on the processor, for browsers without WebGPU. Noise from the host's own
 * kernels, one thread; some ten times slower than a small GPU, with the same votes but for near-ties.
 */
import type { InferenceSession } from 'onnxruntime-common';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import type { CopyKernel } from '../../copies/noise-kernel.ts';
import { EngineFault, NEAR_TIE } from '../../engine.ts';
import type {
  Engine,
  EngineOptions,
  EngineTally,
  ModelFacts,
  NumberedImage,
  SampleRange,
  Votes,
} from '../../engine.ts';
import { sha256 } from '../../sha256.ts';
import { sizeOf } from '../../shape.ts';
import { smoothingDim } from '../../smoothing.ts';
import { countVotes } from '../../statistics/vote-count.ts';
import { fetchBytes } from '../fetch-bytes.ts';
import { noNormalization } from '../gpu/no-normalization.ts';
import { browserNoise } from '../gpu/smoothing.ts';
import { chooseOutput } from '../model-output.ts';
import { Turns } from '../turns.ts';
import { inRuntime, loadWebRuntime, readWebSignature } from '../webgpu/runtime.ts';
import type { Runtime } from '../webgpu/runtime.ts';

/** Numbers in a batch by default: 32 CIFAR images. */
const BATCH_NUMBERS = 32 * 3072;
/** Batches to a request. */
const ROUNDS = 4;

/** Opens the engine in a browser; `options.model` is a URL. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openWasmEngine(options: EngineOptions): Promise<Engine> {
  if (options.normalization !== undefined) throw noNormalization('wasm');
  const { model, inputShape, output, classes: known, smoothing } = options;
  const bytes = await fetchBytes(model).catch((error: unknown) => {
    throw new InvalidInput(`Cannot load the model ${model}: ${reasonOf(error)}.`, { code: 'model' });
  });
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
    return new WasmEngine({
      runtime,
      session,
      kernel: await browserNoise.hostKernel(options),
      batch: signature.batch ?? options.batch ?? Math.max(1, Math.floor(BATCH_NUMBERS / dim)),
      nearTie: options.nearTie ?? NEAR_TIE,
      model: {
        inputName,
        outputName: chosen.name,
        inputShape: imageShape,
        classes: chosen.classes,
        outputs: chosen.outputs,
        notes: chosen.note === null ? [] : [chosen.note],
        sha256: await sha256(bytes),
      },
    });
  } catch (error) {
    await session.release();
    throw error;
  }
}

interface Setup {
  readonly runtime: Runtime;
  readonly session: InferenceSession;
  readonly kernel: CopyKernel;
  /** Rows of every run: one shape, so that a copy's logits do not depend on how many are left. */
  readonly batch: number;
  readonly nearTie: number;
  readonly model: ModelFacts;
}

class WasmEngine implements Engine {
  readonly name = 'wasm';
  readonly device: string;
  readonly #setup: Setup;
  readonly #copies: Float32Array;
  /** Requests share the buffer of copies. */
  readonly #turns = new Turns();
  readonly #sums = { samples: 0, noiseSeconds: 0, modelSeconds: 0, voteSeconds: 0 };

  constructor(setup: Setup) {
    this.#setup = setup;
    this.#copies = new Float32Array(setup.batch * setup.kernel.dim);
    this.device = `onnxruntime-web ${setup.runtime.env.versions.web ?? ''}, WebAssembly`;
  }

  get model(): ModelFacts {
    return this.#setup.model;
  }

  get nearTie(): number {
    return this.#setup.nearTie;
  }

  get preferredCount(): number {
    return this.#setup.batch * ROUNDS;
  }

  votes(image: NumberedImage, { first, count }: SampleRange, signal?: AbortSignal): Promise<Votes> {
    const { batch, kernel, nearTie, model } = this.#setup;
    return this.#turns.take(async () => {
      const counts = new Float64Array(model.classes);
      const nearTies = new Float64Array(model.classes);
      for (let done = 0; done < count; done += batch) {
        signal?.throwIfAborted();
        const rows = Math.min(batch, count - done);
        const started = performance.now();
        kernel.copies(image, first + done, rows, this.#copies);
        const made = performance.now();
        const logits = await this.#run(this.#copies);
        const run = performance.now();
        if (countVotes(logits, rows, nearTie, counts, nearTies) >= 0) {
          throw new EngineFault(
            'not-a-number',
            'The model gave logits that are NaN or infinite for a noisy copy: such votes cannot be counted.',
          );
        }
        this.#sums.noiseSeconds += (made - started) / 1000;
        this.#sums.modelSeconds += (run - made) / 1000;
        this.#sums.voteSeconds += (performance.now() - run) / 1000;
        this.#sums.samples += rows;
      }
      return { counts, nearTies };
    });
  }

  logits(pixels: Float32Array, count: number): Promise<Float32Array> {
    const { batch, kernel, model } = this.#setup;
    return this.#turns.take(async () => {
      const all = new Float32Array(count * model.classes);
      const rows = new Float32Array(batch * kernel.dim);
      for (let first = 0; first < count; first += batch) {
        const size = Math.min(batch, count - first);
        rows.set(pixels.subarray(first * kernel.dim, (first + size) * kernel.dim));
        all.set((await this.#run(rows)).subarray(0, size * model.classes), first * model.classes);
      }
      return all;
    });
  }

  /** Logits of all rows of the batch; those beyond what was asked for are not counted. */
  async #run(rows: Float32Array): Promise<Float32Array> {
    const { runtime, session, batch, model } = this.#setup;
    const feeds = { [model.inputName]: tensorOf(runtime, rows, batch, model.inputShape) };
    const { value } = await inRuntime(() => session.run(feeds, [model.outputName])).catch((error: unknown) => {
      throw new EngineFault('other', `The model failed on a batch of ${batch}: ${reasonOf(error).slice(0, 240)}.`, {
        cause: error,
      });
    });
    return value[model.outputName]!.data as Float32Array;
  }

  tally(): EngineTally {
    return { ...this.#sums, bytesToDevice: 0, bytesFromDevice: 0 };
  }

  async close(): Promise<void> {
    if (this.#turns.closed) return;
    await this.#turns.close();
    await inRuntime(() => this.#setup.session.release());
  }
}

const tensorOf = (runtime: Runtime, data: Float32Array, rows: number, shape: readonly number[]) =>
  new runtime.Tensor('float32', data.slice(0, rows * sizeOf(shape)), [rows, ...shape]);

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
