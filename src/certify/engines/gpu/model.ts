/** A model on a device, whatever runtime runs it: reads a buffer of copies, leaves a buffer of logits. */
import type { ModelFacts } from '../../engine.ts';
import type { OpenDevice } from './access.ts';

/** A model on one device. */
export interface DeviceModel {
  readonly facts: Omit<ModelFacts, 'sha256'>;
  /** Rows of the input, which holds copies in the data's own order. */
  readonly batch: number;
  /** Has usages STORAGE, COPY_SRC and COPY_DST. */
  readonly input: GPUBuffer;
  /** Whether the runtime does part of the model on the host. */
  readonly partlyOnHost: boolean;
  /**
   * Runs the model on the first `rows` rows of the input, after all work submitted before. Answers where their logits
   * are, for work submitted before the next run.
   */
  run(rows: number): Promise<GPUBuffer>;
  close(): Promise<void>;
}

/**
 * Puts a model on a device; `batch` undefined: what suits the device. Throws InvalidInput or whatever the runtime
 * throws.
 */
export type OpenDeviceModel = (open: OpenDevice, batch: number | undefined) => Promise<DeviceModel>;

/** Usages of the buffers that models read and write. */
export const modelBufferUsage = (): number =>
  GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/**
 * What the images are: their shape where it is known, how many numbers they have; and what tells a model's outputs
 * apart.
 */
export interface ImageDemand {
  readonly shape: readonly number[] | undefined;
  readonly dim: number;
  /** The output to take, by its name; undefined: told by shapes. */
  readonly output: string | undefined;
  /** Number of classes of the data, as far as known. */
  readonly classes: number | undefined;
}
