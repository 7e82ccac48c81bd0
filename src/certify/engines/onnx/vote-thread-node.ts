/**
 * The work of one thread of the onnx engine: it makes noisy copies, runs the model on them, counts votes; or only makes
 * copies, or only runs the model. The thread is a worker (worker-node.ts), or the calling thread under a TypeScript
 * runner.
 */
import { EngineFault, EngineUnavailable } from '../../engine.ts';
import { InvalidInput, type InputErrorCode } from '../../../numeric/invalid-input.ts';
import { openCopyKernel } from '../../copies/open-noise-node.ts';
import type { CopyKernel } from '../../copies/noise-kernel.ts';
import type { Layout } from '../../data/labelled-arrays.ts';
import { normalize, type Normalization } from '../../data/normalization.ts';
import { layoutOf } from '../../data/prepare-image.ts';
import type { Smoothing } from '../../smoothing.ts';
import { countVotes } from '../../statistics/vote-count.ts';
import { openOnnxSession, type ModelSignature, type OnnxSession, type SessionSetup } from './session-node.ts';
import { batchesOf, samplesIn, startOf, type RangeCut } from './range-cut.ts';
import { VoteBoard, type BoardMemory } from './vote-board.ts';

/** What a thread does: `both` makes its own copies, `maker` makes copies for the `model` threads. */
export type ThreadRole = 'both' | 'maker' | 'model';

export interface ThreadSetup {
  readonly role: ThreadRole;
  readonly session: SessionSetup;
  readonly smoothing: Smoothing;
  readonly seed: number;
  readonly nearTie: number;
  /** What copies go through before the model; undefined: nothing. */
  readonly normalization: Normalization | undefined;
  readonly layout: Layout | undefined;
}

/** What a thread says of the model it has opened; a maker has none. */
export interface OpenedModel {
  readonly signature: ModelSignature;
  readonly inputShape: readonly number[];
  readonly classes: number;
  readonly outputs: number;
  readonly note: string | null;
  readonly batch: number;
  readonly shapes: readonly number[];
}

export type ThreadRequest =
  | { readonly kind: 'board'; readonly memory: BoardMemory }
  | {
      readonly kind: 'votes';
      readonly image: number;
      readonly first: number;
      readonly cut: RangeCut;
      readonly classes: number;
    }
  | { readonly kind: 'logits'; readonly pixels: Float32Array; readonly count: number }
  | { readonly kind: 'close' };

export interface ThreadVotes {
  readonly counts: Float64Array;
  readonly nearTies: Float64Array;
  readonly noiseSeconds: number;
  readonly modelSeconds: number;
  readonly voteSeconds: number;
}

export type ThreadReply =
  | { readonly kind: 'opened'; readonly model: OpenedModel | null }
  | { readonly kind: 'votes'; readonly votes: ThreadVotes }
  | { readonly kind: 'logits'; readonly logits: Float32Array }
  | { readonly kind: 'done' }
  | { readonly kind: 'failure'; readonly failure: ThreadFailure };

/** An error on its way between threads, where classes are lost. */
export interface ThreadFailure {
  readonly kind: 'input' | 'unavailable' | 'defect' | EngineFault['kind'];
  readonly message: string;
  /** Names of the options that settle it. */
  /** Of an InvalidInput. */
  readonly code?: InputErrorCode;
  readonly settings?: readonly string[];
}

export function asFailure(error: unknown): ThreadFailure {
  if (error instanceof EngineFault) return { kind: error.kind, message: error.message, settings: error.settings };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof InvalidInput) return { kind: 'input', message, code: error.code, settings: error.settings };
  if (error instanceof EngineUnavailable) return { kind: 'unavailable', message, settings: error.settings };
  if (error instanceof RangeError && /allocation|array buffer/i.test(message)) {
    return {
      kind: 'out-of-memory',
      message: 'Not enough memory for a batch: give a smaller batch or fewer workers.',
      settings: ['batch', 'workers'],
    };
  }
  return { kind: 'defect', message: error instanceof Error ? (error.stack ?? message) : message };
}

export function asError({ kind, message, code = 'model', settings = [] }: ThreadFailure): Error {
  switch (kind) {
    case 'input':
      return new InvalidInput(message, { code, settings });
    case 'unavailable':
      return new EngineUnavailable(message, { settings });
    case 'defect':
      return new Error(message);
    case 'device-lost':
    case 'out-of-memory':
    case 'unsupported':
    case 'not-a-number':
    case 'other':
      return new EngineFault(kind, message, { settings });
  }
}

export class VoteThread {
  readonly #session: OnnxSession | null;
  readonly #kernel: CopyKernel | null;
  readonly #nearTie: number;
  readonly #setup: ThreadSetup;
  #board: VoteBoard | null = null;

  private constructor(session: OnnxSession | null, kernel: CopyKernel | null, setup: ThreadSetup) {
    this.#session = session;
    this.#kernel = kernel;
    this.#nearTie = setup.nearTie;
    this.#setup = setup;
  }

  /** Opens the model and the noise, as the role wants them. */
  static async open(setup: ThreadSetup): Promise<VoteThread> {
    const kernel = setup.role === 'model' ? null : await openCopyKernel(setup.smoothing, setup.seed);
    // The model reads copies where the kernel makes them.
    const session = setup.role === 'maker' ? null : await openOnnxSession(setup.session, kernel?.buffer?.bind(kernel));
    return new VoteThread(session, kernel, setup);
  }

  get model(): OpenedModel | null {
    if (this.#session === null) return null;
    const { signature, inputShape, classes, outputs, note, batch, shapes } = this.#session;
    return { signature, inputShape, classes, outputs, note, batch, shapes };
  }

  /** Does what is asked; failures are replies. */
  async handle(request: ThreadRequest): Promise<ThreadReply> {
    try {
      switch (request.kind) {
        case 'board':
          this.#board = new VoteBoard(request.memory);
          return { kind: 'done' };
        case 'votes':
          return { kind: 'votes', votes: await this.#votes(request) };
        case 'logits':
          return { kind: 'logits', logits: await this.#logits(request.pixels, request.count) };
        case 'close':
          await this.#session?.close();
          return { kind: 'done' };
      }
    } catch (error) {
      // The others would wait for batches that never come.
      this.#board?.stop();
      return { kind: 'failure', failure: asFailure(error) };
    }
  }

  async #votes(range: ThreadRequest & { kind: 'votes' }): Promise<ThreadVotes> {
    const board = this.#board!;
    const tally = {
      counts: new Float64Array(range.classes),
      nearTies: new Float64Array(range.classes),
      noiseSeconds: 0,
      modelSeconds: 0,
      voteSeconds: 0,
    };
    const image = { index: range.image, pixels: board.pixels };
    const { cut } = range;
    const batches = batchesOf(cut);
    const timedCopies = (batch: number, out: Float32Array): void => {
      const before = performance.now();
      this.#kernel!.copies(image, range.first + startOf(cut, batch), samplesIn(cut, batch), out);
      tally.noiseSeconds += (performance.now() - before) / 1000;
    };

    if (this.#session === null) {
      for (let batch = board.claim(); batch < batches; batch = board.claim()) {
        const slot = board.takeEmpty();
        if (slot < 0) break;
        timedCopies(batch, board.slots[slot]!);
        board.giveFull(slot, batch);
      }
      return tally;
    }
    while (!board.stopped) {
      let batch: number;
      if (this.#kernel !== null) {
        batch = board.claim();
        if (batch >= batches) break;
        timedCopies(batch, this.#session.input);
      } else {
        const slot = board.takeFull(batches);
        if (slot < 0) break;
        batch = board.batchIn(slot);
        // The runtime takes no shared memory, so a batch is copied once.
        this.#session.input.set(board.slots[slot]!);
        board.giveEmpty(slot);
      }
      await this.#runBatch(range, batch, tally);
      board.addDone(samplesIn(cut, batch));
    }
    return tally;
  }

  async #runBatch(
    range: ThreadRequest & { kind: 'votes' },
    batch: number,
    tally: { -readonly [K in keyof ThreadVotes]: ThreadVotes[K] },
  ): Promise<void> {
    const size = samplesIn(range.cut, batch);
    const before = performance.now();
    const logits = await this.#run(size);
    const between = performance.now();
    const bad = countVotes(logits, size, this.#nearTie, tally.counts, tally.nearTies);
    tally.modelSeconds += (between - before) / 1000;
    tally.voteSeconds += (performance.now() - between) / 1000;
    if (bad >= 0) {
      throw new EngineFault(
        'not-a-number',
        `The model gave a logit that is NaN or infinite for image ${range.image}, noisy copy ${range.first + startOf(range.cut, batch) + bad}; ` +
          'a model must give finite logits on every noisy copy.',
      );
    }
  }

  /** Logits of the rows that stand in the session's input, which are normalized there. */
  #run(rows: number): Promise<Float32Array> {
    const session = this.#session!;
    const { normalization, layout } = this.#setup;
    if (normalization !== undefined) {
      const { input, batch, inputShape } = session;
      normalize(input, rows, input.length / batch, normalization, layout ?? layoutOf(inputShape) ?? 'nchw');
    }
    return session.run(rows);
  }

  async #logits(pixels: Float32Array, count: number): Promise<Float32Array> {
    const session = this.#session!;
    const { classes, batch } = session;
    const dim = session.input.length / batch;
    const logits = new Float32Array(count * classes);
    for (let first = 0; first < count; first += batch) {
      const rows = Math.min(batch, count - first);
      session.input.set(pixels.subarray(first * dim, (first + rows) * dim));
      logits.set((await this.#run(rows)).subarray(0, rows * classes), first * classes);
    }
    return logits;
  }
}
