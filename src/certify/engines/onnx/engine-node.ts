/**
 * The engine `onnx`: models run by onnxruntime-node, on the CPU or by its WebGPU and CUDA providers.
 *
 * A run of the model blocks its thread, so models live in worker threads. On the CPU there are as many as cores, each
 * with a session of one thread that makes its own copies: both cores are busy all the time whatever the model
 * (bench/certify.ts compares the arrangements). On a device one thread runs the model and others make the next batches
 * meanwhile.
 */
import { availableParallelism, totalmem } from 'node:os';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import {
  EngineFault,
  NEAR_TIE,
  type Engine,
  type EngineOptions,
  type EngineTally,
  type ModelFacts,
  type NumberedImage,
  type SampleRange,
  type Votes,
} from '../../engine.ts';
import { sizeOf } from '../../shape.ts';
import { smoothingDim } from '../../smoothing.ts';
import { Turns } from '../turns.ts';
import { chainName, readOnnxChain } from './chain-node.ts';
import type { OnnxFile } from './file-node.ts';
import { loadOnnxRuntime } from './runtime-node.ts';
import type { OnnxDevice } from './session-node.ts';
import { openThread, RUNS_AS_SOURCE, type RemoteThread } from './threads-node.ts';
import type { OpenedModel, ThreadRequest, ThreadRole, ThreadSetup, ThreadVotes } from './vote-thread-node.ts';
import { cutRange } from './range-cut.ts';
import { boardMemory, VoteBoard } from './vote-board.ts';

/** Which threads there are. */
export interface ThreadLayout {
  /** Threads that run the model. */
  readonly models: number;
  /** Threads within a run of the model. */
  readonly threads: number;
  /** Threads that make copies for the models; 0: the models' threads make their own. */
  readonly makers: number;
}

export interface OnnxOptions extends EngineOptions {
  /** Default `cpu`. */
  readonly device?: OnnxDevice;
  /** Default: the layout that measured fastest on the device. */
  readonly layout?: ThreadLayout;
}

/** Numbers in a batch by default: 32 CIFAR images, which with their activations stay in a core's cache. */
const BATCH_NUMBERS = 32 * 3072;
const DEVICE_BATCH_NUMBERS = 256 * 3072;
const LARGEST_BATCH = 512;
const LEAST_BATCH = 4;
/** Batches for each thread in one request. */
const ROUNDS = 128;
/** Batches on their way from makers to models, per model. */
const SLOTS_PER_MODEL = 3;

/** Opens the engine. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openOnnxEngine(options: OnnxOptions): Promise<Engine> {
  const runtime = await loadOnnxRuntime();
  const files = [options.model, ...(options.chain ?? [])] as const;
  const file = await readOnnxChain(files);
  const device = options.device ?? 'cpu';
  const dim = smoothingDim(options.smoothing);
  const layout = RUNS_AS_SOURCE
    ? { models: 1, threads: 1, makers: 0 }
    : (options.layout ?? layoutFor(device, file, options.workers));
  const setup = (role: ThreadRole): ThreadSetup => ({
    role,
    session: {
      path: chainName(files),
      files,
      device,
      threads: layout.threads,
      batch: options.batch ?? defaultBatch(device, dim),
      inputShape: options.inputShape,
      output: options.output,
      classes: options.classes,
    },
    smoothing: options.smoothing,
    seed: options.seed,
    nearTie: options.nearTie ?? NEAR_TIE,
    normalization: options.normalization,
    layout: options.imageLayout,
  });
  const roles: ThreadRole[] = [
    ...Array<ThreadRole>(layout.models).fill(layout.makers > 0 ? 'model' : 'both'),
    ...Array<ThreadRole>(layout.makers).fill('maker'),
  ];
  const engine: OnnxEngine = new OnnxEngine(
    options,
    file,
    `onnxruntime-node ${runtime.env.versions.node ?? ''}, ${deviceWords(device, layout)}`,
    device === 'cpu' ? undefined : () => openThread(onProcessor(setup('model')), engine.onDeath),
  );
  // A model that cannot be opened fails alike in every thread; one is enough to say so.
  try {
    for (const role of roles.slice(0, 1)) engine.add(await openThread(setup(role), engine.onDeath));
    const rest = await Promise.allSettled(roles.slice(1).map((role) => openThread(setup(role), engine.onDeath)));
    for (const each of rest) if (each.status === 'fulfilled') engine.add(each.value);
    for (const each of rest) if (each.status === 'rejected') throw each.reason as Error;
    file.requireUnchanged();
    await engine.prepare(layout);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** The same on the CPU. */
const onProcessor = (setup: ThreadSetup): ThreadSetup => ({ ...setup, session: { ...setup.session, device: 'cpu' } });

function layoutFor(device: OnnxDevice, file: OnnxFile, workers: number | undefined): ThreadLayout {
  const cores = availableParallelism();
  if (device !== 'cpu') return { models: 1, threads: 1, makers: workers ?? Math.max(1, Math.min(4, cores - 1)) };
  // A session holds the weights about twice while it is opened.
  const fitting = Math.max(1, Math.floor((0.5 * totalmem()) / (2 * file.bytes + 2 ** 28)));
  return { models: workers ?? Math.min(cores, fitting), threads: 1, makers: 0 };
}

function defaultBatch(device: OnnxDevice, dim: number): number {
  const fitting = (device === 'cpu' ? BATCH_NUMBERS : DEVICE_BATCH_NUMBERS) / dim;
  return Math.max(LEAST_BATCH, Math.min(LARGEST_BATCH, 2 ** Math.floor(Math.log2(Math.max(1, fitting)))));
}

const DEVICE_NAMES = { cpu: 'CPU', webgpu: 'WebGPU', cuda: 'CUDA' } as const;

function deviceWords(device: OnnxDevice, { models, threads, makers }: ThreadLayout): string {
  const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const parts: string[] = [DEVICE_NAMES[device]];
  if (device === 'cpu') parts.push(`${plural(models, 'worker')}${threads === 1 ? '' : ` of ${threads} threads`}`);
  if (makers > 0) parts.push(`${plural(makers, 'thread')} making noise`);
  return parts.join(', ');
}

async function logitsOf(thread: RemoteThread, pixels: Float32Array, count: number): Promise<Float32Array> {
  const reply = await thread.ask({ kind: 'logits', pixels, count });
  return reply.kind === 'logits' ? reply.logits : new Float32Array();
}

class OnnxEngine implements Engine {
  readonly name = 'onnx';
  readonly device: string;
  readonly nearTie: number;
  readonly processorLogits?: NonNullable<Engine['processorLogits']>;
  readonly #options: OnnxOptions;
  readonly #file: OnnxFile;
  readonly #threads: RemoteThread[] = [];
  #board: VoteBoard | null = null;
  #model: OpenedModel | null = null;
  /** Requests share the board. */
  readonly #turns = new Turns();
  #death: Error | null = null;
  readonly #tally = { samples: 0, noiseSeconds: 0, modelSeconds: 0, voteSeconds: 0 };

  /** `openProcessor` opens the model on the CPU, where the engine's own are on a device. */
  constructor(options: OnnxOptions, file: OnnxFile, device: string, openProcessor?: () => Promise<RemoteThread>) {
    this.#options = options;
    this.#file = file;
    this.device = device;
    if (openProcessor !== undefined) {
      this.processorLogits = async (pixels, count) => {
        const thread = await openProcessor();
        try {
          return await logitsOf(thread, pixels, count);
        } finally {
          await thread.end();
        }
      };
    }
    this.nearTie = options.nearTie ?? NEAR_TIE;
  }

  /** The others stop at once: nothing more comes of the range they are at, nor of another one. */
  readonly onDeath = (death: Error): void => {
    this.#death ??= death;
    this.#board?.stop();
  };

  add(thread: RemoteThread): void {
    this.#threads.push(thread);
  }

  /** After all threads are open: the memory they share. */
  async prepare(layout: ThreadLayout): Promise<void> {
    const model = this.#threads[0]!.model!;
    const dim = smoothingDim(this.#options.smoothing);
    const length = sizeOf(model.inputShape);
    if (length !== dim) {
      throw new InvalidInput(
        `${this.#options.model} takes ${length} numbers an image ([${model.inputShape.join(', ')}]), but the noise has dimension ${dim}.`,
        { code: 'model-and-data' },
      );
    }
    const { batch } = this.#options;
    if (batch !== undefined && model.signature.batch !== null && batch !== model.signature.batch) {
      throw new InvalidInput(
        `${this.#options.model} takes batches of ${model.signature.batch} only, not ${batch}: leave the batch out, or export it ` +
          'with a dynamic batch axis.',
        { code: 'fixed-batch', settings: ['batch'] },
      );
    }
    const memory = boardMemory(dim, model.batch, layout.makers > 0 ? SLOTS_PER_MODEL * layout.models : 0);
    this.#model = model;
    this.#board = new VoteBoard(memory);
    await Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'board', memory })));
  }

  get model(): ModelFacts {
    const { signature, inputShape, classes, outputs, note } = this.#model!;
    const { inputName, outputName } = signature;
    const notes = note === null ? [] : [note];
    return { inputName, outputName, inputShape, classes, outputs, notes, sha256: this.#file.sha256 };
  }

  get preferredCount(): number {
    return this.#model!.batch * ROUNDS * this.#models;
  }

  get #onDevice(): boolean {
    return (this.#options.device ?? 'cpu') !== 'cpu';
  }

  get #models(): number {
    return this.#threads.filter((thread) => thread.model !== null).length;
  }

  votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes> {
    return this.#turns.take(() => this.#votes(image, range, signal));
  }

  async #votes(image: NumberedImage, range: SampleRange, signal: AbortSignal | undefined): Promise<Votes> {
    signal?.throwIfAborted();
    // Without one of them the others would wait for it.
    if (this.#death !== null) throw this.#death;
    const board = this.#board!;
    const { classes, batch, signature } = this.#model!;
    board.reset();
    board.pixels.set(image.pixels);
    const stop = (): void => board.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const request: ThreadRequest = {
        kind: 'votes',
        image: image.index,
        first: range.first,
        // On a device another size of batch may mean another plan of the whole run.
        cut: cutRange(range.count, batch, this.#models, this.#onDevice || signature.batch !== null),
        classes,
      };
      const settled = await Promise.allSettled(this.#threads.map((thread) => thread.ask(request)));
      signal?.throwIfAborted();
      return this.#sum(settled, range.count);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#tally.samples += board.done;
      board.reset();
    }
  }

  #sum(settled: readonly PromiseSettledResult<unknown>[], count: number): Votes {
    const failed = settled.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason as Error;
    const { classes } = this.#model!;
    const counts = new Float64Array(classes);
    const nearTies = new Float64Array(classes);
    let voted = 0;
    for (const each of settled) {
      const { votes } = (each as PromiseFulfilledResult<{ votes: ThreadVotes }>).value;
      for (let c = 0; c < classes; c++) {
        counts[c]! += votes.counts[c]!;
        nearTies[c]! += votes.nearTies[c]!;
        voted += votes.counts[c]!;
      }
      this.#tally.noiseSeconds += votes.noiseSeconds;
      this.#tally.modelSeconds += votes.modelSeconds;
      this.#tally.voteSeconds += votes.voteSeconds;
    }
    // What statistics rest on: never hand out votes of fewer samples than were asked for.
    if (voted !== count) throw new EngineFault('other', `The onnx engine counted ${voted} votes of ${count}.`);
    return { counts, nearTies };
  }

  get shapes(): readonly number[] {
    return this.#model!.shapes;
  }

  get lanes(): number {
    return this.#models;
  }

  logits(pixels: Float32Array, count: number, lane = 0): Promise<Float32Array> {
    return this.#turns.take(async () => {
      const thread = this.#threads.filter(({ model }) => model !== null)[lane]!;
      return logitsOf(thread, pixels, count);
    });
  }

  tally(): EngineTally {
    const { samples, ...seconds } = this.#tally;
    const all = samples + (this.#board?.done ?? 0);
    // Copies go to a device and logits come back; the CPU's provider moves nothing.
    const bytes = (numbers: number): number => (this.#onDevice ? 4 * numbers * all : 0);
    return {
      samples: all,
      bytesToDevice: bytes(smoothingDim(this.#options.smoothing)),
      bytesFromDevice: bytes(this.#model?.classes ?? 0),
      ...seconds,
    };
  }

  async close(): Promise<void> {
    if (this.#turns.closed) return;
    const idle = this.#turns.close();
    this.#board?.stop();
    await idle;
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}
