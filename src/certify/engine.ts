/**
 * The contract between smoothing and whatever runs a model: an engine maps (image, range of samples) to vote counts.
 *
 * Model, smoothing and seed are fixed when an engine is opened. Sample s of image i is the image plus a noise that is a
 * pure function of (seed, i, s, coordinate) (noise/noise-kernel.ts), so votes over disjoint ranges add up, whatever the
 * batch size, the number of workers or the machine. All statistics live outside.
 */
import type { ErrorDetails } from '../numeric/invalid-input.ts';
import type { Layout } from './data/labelled-arrays.ts';
import type { Normalization } from './data/normalization.ts';
import type { Smoothing } from './smoothing.ts';

/** One image, flat, in the model's own layout (usually channels, height, width), values in the units of the data. */
export interface NumberedImage {
  /** Index in the data set: part of the noise's key, so an image has the same noise in any run. */
  readonly index: number;
  /** Length: the dimension of the noise. */
  readonly pixels: Float32Array;
}

/** A range of samples: first, first + 1, ..., first + count - 1, all within [0, 2^32). */
export interface SampleRange {
  readonly first: number;
  readonly count: number;
}

/** What the samples of a range voted for. */
export interface Votes {
  /**
   * counts[c]: how many samples had class c as their largest logit (the lowest index among equals). Sums to `count`.
   */
  readonly counts: Float64Array;
  /**
   * nearTies[c]: of the samples counted for class c, how many had a gap between the two largest logits below the
   * engine's tolerance. Another device may give these to another class.
   */
  readonly nearTies: Float64Array;
}

/** Where the time and the bytes of an engine went since it was opened; all engines fill in what they can measure. */
export interface EngineTally {
  readonly samples: number;
  readonly bytesToDevice: number;
  readonly bytesFromDevice: number;
  /** Seconds spent on each, summed over threads. */
  readonly noiseSeconds: number;
  readonly modelSeconds: number;
  readonly voteSeconds: number;
}

/** The tally of an engine that has done nothing. */
export const NOTHING_DONE: EngineTally = {
  samples: 0,
  bytesToDevice: 0,
  bytesFromDevice: 0,
  noiseSeconds: 0,
  modelSeconds: 0,
  voteSeconds: 0,
};

/** What a model expects and gives, as far as its file says. */
export interface ModelFacts {
  readonly inputName: string;
  readonly outputName: string;
  /** Shape of one input without the batch axis, e.g. [3, 32, 32]. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** How many outputs the model has; undefined: one. */
  readonly outputs?: number;
  /** What was chosen where the file leaves a choice, a sentence each: to be shown to the person once. */
  readonly notes?: readonly string[];
  /** SHA-256 of the model file, or of all files of a model folder, in hexadecimal. */
  readonly sha256: string;
}

/** A model ready to vote on noisy copies. */
export interface Engine {
  readonly name: 'onnx' | 'webgpu' | 'tfjs' | 'wasm';
  /** What it runs on, for people: "onnxruntime-node 1.30.0, CPU, 2 workers". */
  readonly device: string;
  readonly model: ModelFacts;
  /** Gap between the two largest logits below which a sample counts as a near-tie. */
  readonly nearTie: number;
  /** Samples the engine likes to be asked for at once (a multiple of its batch). */
  readonly preferredCount: number;
  /** Votes of a range of noisy copies. Throws EngineFault; rejects with the signal's reason when aborted. */
  votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes>;
  /**
   * Numbers of rows that the model is ever run on, the largest first: smaller batches are padded to the least that
   * holds them, so that a runtime has no other plan for the last batch of a range. Undefined: not known.
   */
  readonly shapes?: readonly number[];
  /** Models side by side, numbered from 0; undefined: one. */
  readonly lanes?: number;
  /** Logits of images without noise, `count` rows of `classes`, by the model of a lane (default 0). */
  logits(pixels: Float32Array, count: number, lane?: number): Promise<Float32Array>;
  /**
   * The same by the processor, on code of its own, where the engine runs on a device; null where nothing here can.
   * Undefined: the engine itself is the processor.
   */
  processorLogits?(pixels: Float32Array, count: number): Promise<Float32Array | null>;
  tally(): EngineTally;
  close(): Promise<void>;
}

/** Gap between the two largest logits below which engines count a near-tie unless told otherwise. */
export const NEAR_TIE = 1e-4;

/** How an engine is opened; `model` is a path (Node) or a URL (browser). */
export interface EngineOptions {
  readonly model: string;
  /** ONNX models that follow it, each on what the one before gives: a denoiser, then a classifier. In Node. */
  readonly chain?: readonly string[] | undefined;
  readonly smoothing: Smoothing;
  /** Integer in [0, 2^53). */
  readonly seed: number;
  /** Shape of one image, e.g. [3, 32, 32]: checked against the model's, and settles what the model leaves open. */
  readonly inputShape?: readonly number[];
  /** The output that is the logits, by its name, where a model has several; told by shapes when undefined. */
  readonly output?: string | undefined;
  /** Number of classes of the data, as far as known: tells logits from embeddings. */
  readonly classes?: number | undefined;
  /** Noisy copies to a batch; engines choose when undefined. */
  readonly batch?: number;
  /** Threads (onnx) or devices (webgpu) side by side; engines choose when undefined. */
  readonly workers?: number;
  /**
   * Done to copies and images before the model sees them, in its own units; by the engines onnx and, with noise from
   * the host, tfjs.
   */
  readonly normalization?: Normalization | undefined;
  /** Where the channels are; told by the model's shape when undefined. */
  readonly imageLayout?: Layout | undefined;
  /** Default NEAR_TIE. */
  readonly nearTie?: number;
}

/** Something the environment lacks: an engine's package, a device. The command line exits with 3. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  readonly code = 'engine-unavailable';
  /** Names of the options that settle it (numeric/invalid-input.ts). */
  readonly settings: readonly string[];

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.settings = details.settings ?? [];
  }
}

/**
 * An engine failed on a valid request: a lost device, memory, an operator without a kernel, logits that are not
 * numbers. Results so far are kept; the message is one sentence that says what to do.
 */
export class EngineFault extends Error {
  override readonly name = 'EngineFault';
  readonly kind: 'device-lost' | 'out-of-memory' | 'unsupported' | 'not-a-number' | 'other';
  /** Names of the options that settle it (numeric/invalid-input.ts). */
  readonly settings: readonly string[];

  constructor(kind: EngineFault['kind'], message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.settings = details.settings ?? [];
  }
}
