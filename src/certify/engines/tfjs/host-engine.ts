/**
 * TensorFlow.js where the noise is made on the host: the WASM backend, and TensorFlow itself (tfjs-node, tfjs-node-gpu), whose
 * Node binding takes no buffers of ours and has no noise with our bits.
 */
import type * as core from '@tensorflow/tfjs-core';
import { EngineFault } from '../../engine.ts';
import type { Engine, EngineTally, ModelFacts, NumberedImage, SampleRange, Votes } from '../../engine.ts';
import type { Layout } from '../../data/labelled-arrays.ts';
import { normalize } from '../../data/normalization.ts';
import type { Normalization } from '../../data/normalization.ts';
import { layoutOf } from '../../data/prepare-image.ts';
import type { CopyKernel } from '../../copies/noise-kernel.ts';
import { countVotes } from '../../statistics/vote-count.ts';
import { sizeOf } from '../../shape.ts';
import { Turns } from '../turns.ts';
import { batchShapes, padRows, shapeFor } from '../batch-shapes.ts';
import { onBackend } from './runtime.ts';
import type { TfjsCore, TfjsNet } from './runtime.ts';

/** What the engine is made of. */
export interface TfjsHostSetup {
  readonly tf: TfjsCore;
  /** Name of the backend in TensorFlow.js: 'wasm', 'tensorflow'. */
  readonly backend: string;
  readonly net: TfjsNet;
  readonly sha256: string;
  readonly kernel: CopyKernel;
  readonly nearTie: number;
  /** What copies go through before the model; undefined: nothing. */
  readonly normalization: Normalization | undefined;
  readonly layout: Layout | undefined;
  readonly batch: number | undefined;
  /** For people. */
  readonly device: string;
}

/** Numbers in a batch by default: 64 CIFAR images. */
const BATCH_NUMBERS = 64 * 3072;
const ROUNDS = 16;
/** The runtime computes on this thread: after so long timers and signals get their turn. */
const REST_MS = 50;

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

export class TfjsHostEngine implements Engine {
  readonly name = 'tfjs';
  readonly device: string;
  readonly model: ModelFacts;
  readonly nearTie: number;
  private readonly setup: TfjsHostSetup;
  readonly shapes: readonly number[];
  private readonly batch: number;
  private readonly copies: Float32Array;
  /** Requests share the buffer of copies. */
  private readonly turns = new Turns();
  private readonly sums = { samples: 0, noiseSeconds: 0, modelSeconds: 0, voteSeconds: 0 };

  constructor(setup: TfjsHostSetup) {
    const { net, sha256, kernel, nearTie, device } = setup;
    this.setup = setup;
    this.device = device;
    this.nearTie = nearTie;
    this.model = { ...net.facts, sha256 };
    this.batch = net.batch ?? setup.batch ?? Math.max(1, Math.floor(BATCH_NUMBERS / kernel.dim));
    this.copies = new Float32Array(this.batch * kernel.dim);
    this.shapes = net.batch === null ? batchShapes(this.batch) : [this.batch];
  }

  get preferredCount(): number {
    return this.batch * ROUNDS;
  }

  votes(image: NumberedImage, { first, count }: SampleRange, signal?: AbortSignal): Promise<Votes> {
    return this.turns.take(async () => {
      const { classes } = this.model;
      const counts = new Float64Array(classes);
      const nearTies = new Float64Array(classes);
      let rested = performance.now();
      for (let done = 0; done < count; done += this.batch) {
        if (performance.now() - rested > REST_MS) {
          await nextTask();
          rested = performance.now();
        }
        signal?.throwIfAborted();
        const rows = Math.min(this.batch, count - done);
        const started = performance.now();
        this.setup.kernel.copies(image, first + done, rows, this.copies);
        const made = performance.now();
        const logits = await this.run(this.copies, rows);
        const run = performance.now();
        if (countVotes(logits, rows, this.nearTie, counts, nearTies) >= 0) {
          throw new EngineFault(
            'not-a-number',
            'The model gave logits that are NaN or infinite for a noisy copy: such votes cannot be counted.',
          );
        }
        this.sums.noiseSeconds += (made - started) / 1000;
        this.sums.modelSeconds += (run - made) / 1000;
        this.sums.voteSeconds += (performance.now() - run) / 1000;
        this.sums.samples += rows;
      }
      return { counts, nearTies };
    });
  }

  logits(pixels: Float32Array, count: number): Promise<Float32Array> {
    return this.turns.take(async () => {
      const { classes, inputShape } = this.model;
      const dim = sizeOf(inputShape);
      const all = new Float32Array(count * classes);
      const rows = new Float32Array(this.batch * dim);
      for (let first = 0; first < count; first += this.batch) {
        const size = Math.min(this.batch, count - first);
        rows.set(pixels.subarray(first * dim, (first + size) * dim));
        all.set((await this.run(rows, size)).subarray(0, size * classes), first * classes);
      }
      return all;
    });
  }

  /** Logits of the first `rows` rows, which are normalized in place; the batch is padded to one of the shapes. */
  private run(copies: Float32Array, rows: number): Promise<Float32Array> {
    const { tf, backend, net, normalization, layout } = this.setup;
    const { inputShape } = this.model;
    if (normalization !== undefined) {
      normalize(copies, rows, sizeOf(inputShape), normalization, layout ?? layoutOf(inputShape) ?? 'nchw');
    }
    const size = shapeFor(this.shapes, rows);
    padRows(copies, rows, size, sizeOf(inputShape));
    const shape = [size, ...this.model.inputShape];
    return onBackend(tf, backend, async () => {
      let images: core.Tensor | undefined;
      let logits: core.Tensor | undefined;
      try {
        images = tf.tensor(copies.subarray(0, size * sizeOf(this.model.inputShape)), shape, 'float32');
        logits = await net.run(images);
        return (await logits.data()) as Float32Array;
      } finally {
        images?.dispose();
        logits?.dispose();
      }
    }).catch((error: unknown) => {
      const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
      if (/out of memory|memory access|allocation|OOM|RESOURCE_EXHAUSTED/i.test(message)) {
        throw new EngineFault('out-of-memory', 'Not enough memory for the batch: give a smaller one.', {
          cause: error,
          settings: ['batch'],
        });
      }
      throw error instanceof EngineFault
        ? error
        : new EngineFault('other', `TensorFlow.js failed on a batch of ${rows}: ${message.slice(0, 240)}.`, {
            cause: error,
          });
    });
  }

  tally(): EngineTally {
    return { ...this.sums, bytesToDevice: 0, bytesFromDevice: 0 };
  }

  async close(): Promise<void> {
    if (this.turns.closed) return;
    await this.turns.close();
    const { tf, backend, net } = this.setup;
    await onBackend(tf, backend, () => net.dispose()).catch(() => undefined);
  }
}
