/**
 * Engines that need no model: votes drawn from a known law, sample by sample as a pure function of (seed, image,
 * sample).
 */
import {
  NOTHING_DONE,
  type Engine,
  type NumberedImage,
  type SampleRange,
  type Votes,
} from '../../../src/certify/engine.ts';
import { philox4x32 } from '../../../src/numeric/random/philox.ts';

export interface FakeModel {
  readonly dim: number;
  readonly classes: number;
  readonly preferredCount?: number;
}

/** An engine around a function that gives the class of one sample (and whether it is a near-tie). */
export function fakeEngine(
  model: FakeModel,
  vote: (image: NumberedImage, sample: number) => number,
  isNearTie: (image: NumberedImage, sample: number) => boolean = () => false,
): Engine {
  let samples = 0;
  return {
    name: 'onnx',
    device: 'no model',
    model: { inputName: 'x', outputName: 'y', inputShape: [model.dim], classes: model.classes, sha256: '' },
    nearTie: 1e-4,
    preferredCount: model.preferredCount ?? 4096,
    votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes> {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      const counts = new Float64Array(model.classes);
      const nearTies = new Float64Array(model.classes);
      for (let s = range.first; s < range.first + range.count; s++) {
        const cls = vote(image, s);
        counts[cls]!++;
        if (isNearTie(image, s)) nearTies[cls]!++;
      }
      samples += range.count;
      return Promise.resolve({ counts, nearTies });
    },
    logits: () => Promise.reject(new Error('no model')),
    tally: () => ({ ...NOTHING_DONE, samples }),
    close: () => Promise.resolve(),
  };
}

const words = new Uint32Array(4);

/** Uniform on (0, 1), a pure function of its arguments. */
export function uniformAt(seed: number, image: number, sample: number): number {
  philox4x32(0, sample, image, 0, seed, 0, words);
  return (words[0]! + 0.5) * 2 ** -32;
}

/** An engine whose votes follow `probabilities(image)` exactly (to 2^-32). */
export function lawEngine(
  model: FakeModel,
  seed: number,
  probabilities: (image: NumberedImage) => readonly number[],
): Engine {
  return fakeEngine(model, (image, sample) => classAt(probabilities(image), uniformAt(seed, image.index, sample)));
}

/** The class of a law at a number in (0, 1), by its distribution function. */
export function classAt(law: readonly number[], uniform: number): number {
  let u = uniform;
  for (let c = 0; c < law.length - 1; c++) {
    u -= law[c]!;
    if (u < 0) return c;
  }
  return law.length - 1;
}
