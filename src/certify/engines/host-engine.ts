/**
 * An engine whose copies are made by the host on the thread that also runs the model: TensorFlow.js without WebGPU, and
 * ONNX models on WebAssembly in browsers. What runs the model is handed in; drawing, counting and batches are here.
 */
import type { CopyKernel } from '../copies/noise-kernel.ts';
import type { Layout } from '../data/labelled-arrays.ts';
import { normalize, type Normalization } from '../data/normalization.ts';
import { layoutOf } from '../data/prepare-image.ts';
import {
  EngineFault,
  type Engine,
  type EngineTally,
  type ModelFacts,
  type NumberedImage,
  type SampleRange,
  type Votes,
} from '../engine.ts';
import { countVotes } from '../statistics/vote-count.ts';
import { padRows, shapeFor } from './batch-shapes.ts';
import { Turns } from './turns.ts';

/** A model ready to run. */
export interface HostModel {
  /** Logits of `rows` images, one of the shapes of batches; throws EngineFault. */
  run(images: Float32Array, rows: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/** What the engine is made of. */
export interface HostSetup {
  readonly name: Engine['name'];
  /** For people. */
  readonly device: string;
  readonly facts: ModelFacts;
  readonly model: HostModel;
  readonly kernel: CopyKernel;
  readonly nearTie: number;
  /** Numbers of rows that the model is run on, the largest first (batch-shapes.ts). */
  readonly shapes: readonly number[];
  /** Whole batches to a request. */
  readonly rounds: number;
  /** What copies go through before the model; undefined: nothing. */
  readonly normalization?: Normalization | undefined;
  readonly layout?: Layout | undefined;
}

/** The model computes on this thread: after so long timers and signals get their turn. */
const REST_MS = 50;

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** See the file. */
export class HostEngine implements Engine {
  readonly name: Engine['name'];
  readonly device: string;
  readonly model: ModelFacts;
  readonly nearTie: number;
  readonly shapes: readonly number[];
  readonly #setup: HostSetup;
  readonly #batch: number;
  readonly #copies: Float32Array;
  /** Requests share the buffer of copies. */
  readonly #turns = new Turns();
  readonly #sums = { samples: 0, noiseSeconds: 0, modelSeconds: 0, voteSeconds: 0 };

  constructor(setup: HostSetup) {
    const { name, device, facts, nearTie, shapes, kernel } = setup;
    this.#setup = setup;
    this.name = name;
    this.device = device;
    this.model = facts;
    this.nearTie = nearTie;
    this.shapes = shapes;
    this.#batch = shapes[0]!;
    this.#copies = new Float32Array(this.#batch * kernel.dim);
  }

  get preferredCount(): number {
    return this.#batch * this.#setup.rounds;
  }

  votes(image: NumberedImage, { first, count }: SampleRange, signal?: AbortSignal): Promise<Votes> {
    return this.#turns.take(async () => {
      const { classes } = this.model;
      const counts = new Float64Array(classes);
      const nearTies = new Float64Array(classes);
      let rested = performance.now();
      for (let done = 0; done < count; done += this.#batch) {
        if (performance.now() - rested > REST_MS) {
          await nextTask();
          rested = performance.now();
        }
        signal?.throwIfAborted();
        const rows = Math.min(this.#batch, count - done);
        const started = performance.now();
        this.#setup.kernel.copies(image, first + done, rows, this.#copies);
        const made = performance.now();
        const logits = await this.#run(this.#copies, rows);
        const run = performance.now();
        if (countVotes(logits, rows, this.nearTie, counts, nearTies) >= 0) {
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
    return this.#turns.take(async () => {
      const { classes } = this.model;
      const { dim } = this.#setup.kernel;
      const all = new Float32Array(count * classes);
      const rows = new Float32Array(this.#batch * dim);
      for (let first = 0; first < count; first += this.#batch) {
        const size = Math.min(this.#batch, count - first);
        rows.set(pixels.subarray(first * dim, (first + size) * dim));
        all.set((await this.#run(rows, size)).subarray(0, size * classes), first * classes);
      }
      return all;
    });
  }

  /** Logits of the first `rows` rows, which are normalized in place; the batch is padded to one of the shapes. */
  #run(copies: Float32Array, rows: number): Promise<Float32Array> {
    const { model, normalization, layout, kernel } = this.#setup;
    const { dim } = kernel;
    if (normalization !== undefined) {
      normalize(copies, rows, dim, normalization, layout ?? layoutOf(this.model.inputShape) ?? 'nchw');
    }
    const size = shapeFor(this.shapes, rows);
    padRows(copies, rows, size, dim);
    return model.run(copies.subarray(0, size * dim), size);
  }

  tally(): EngineTally {
    return { ...this.#sums, bytesToDevice: 0, bytesFromDevice: 0 };
  }

  async close(): Promise<void> {
    if (this.#turns.closed) return;
    await this.#turns.close();
    await this.#setup.model.close();
  }
}
