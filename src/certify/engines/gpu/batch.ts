/** How many noisy copies a GPU takes at once. */
import { MOST_SAMPLES } from '../../copies/wgsl/noise-shaders.ts';

/** What bounds a batch. */
export interface BatchDemand {
  /** Numbers in one copy. */
  readonly dim: number;
  readonly classes: number;
  /** Copies asked for; undefined: as many as suit the device. */
  readonly requested: number | undefined;
  /** The batch that the model was exported for; null where it takes any. */
  readonly fixed: number | null;
}

export interface BatchLimits {
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly software: boolean;
}

export interface BatchPlan {
  readonly batch: number;
  /** Bytes of the buffers that hold copies and logits; the model's own tensors come on top. */
  readonly bytes: number;
}

const FLOAT = 4;
/** Copies at once where nobody says otherwise: enough to fill a GPU with small images. */
export const LARGEST_BATCH = 512;
/** A software adapter gains nothing from large batches, and a small one can be interrupted sooner. */
const SOFTWARE_BATCH = 16;
/** Bytes of copies at once where nobody says otherwise: 256 copies of 224x224x3 take 147 MiB. */
const USUAL_BYTES = 160 * 2 ** 20;

/**
 * The batch and what it takes. One buffer of copies serves all batches: a queue works in order, so the copies of the
 * next batch are written after the model has read those before them. A batch that is asked for is cut to what one
 * buffer holds.
 */
export function planBatch({ dim, classes, requested, fixed }: BatchDemand, limits: BatchLimits): BatchPlan {
  const perCopy = FLOAT * Math.max(dim, classes);
  const oneBuffer = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  const largest = Math.min(MOST_SAMPLES, Math.floor(oneBuffer / perCopy));
  const usual = Math.min(limits.software ? SOFTWARE_BATCH : LARGEST_BATCH, Math.floor(USUAL_BYTES / perCopy));
  const batch = fixed ?? Math.max(1, Math.min(requested ?? usual, largest));
  return { batch, bytes: FLOAT * batch * (dim + classes) };
}
