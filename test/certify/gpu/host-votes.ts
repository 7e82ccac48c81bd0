/** Votes of a small classifier computed plainly on the host, in double precision. */
import type { Engine, SampleRange } from '../../../src/certify/engine.ts';
import { copyKernel } from '../../../src/certify/copies/copy-kernel.ts';
import { smoothingDim, type Smoothing } from '../../../src/certify/smoothing.ts';
import { linearLogits, PLANAR_SHAPE, SMALL_CLASSES, SMALL_DIM, smallImage } from './small-models.ts';

/** Above 2^32, so that both words of the noise's key are in use. */
export const SEED = 2 ** 40 + 17;

/** Votes and near-ties of a range of copies of `smallImage(index)`, by the rule of engine.ts. */
export function hostVotes(
  smoothing: Smoothing,
  index: number,
  { first, count }: SampleRange,
  logitsOf: (pixels: Float32Array) => Float64Array,
  nearTie = 1e-4,
): { counts: number[]; nearTies: number[] } {
  const kernel = copyKernel(smoothing, SEED);
  const copy = new Float32Array(SMALL_DIM);
  const classes = logitsOf(copy).length;
  const counts = new Array<number>(classes).fill(0);
  const nearTies = new Array<number>(classes).fill(0);
  for (let sample = first; sample < first + count; sample++) {
    kernel.copies(smallImage(index), sample, 1, copy);
    const logits = logitsOf(copy);
    const [top = 0, second = 0] = [...logits].sort((a, b) => b - a);
    const best = logits.indexOf(top);
    counts[best]! += 1;
    if (top - second < nearTie) nearTies[best]! += 1;
  }
  return { counts, nearTies };
}

/** An engine with these votes, of the linear model on images `smallImage`. */
export function hostEngine(smoothing: Smoothing): Engine {
  const nothing = { bytesToDevice: 0, bytesFromDevice: 0, noiseSeconds: 0, modelSeconds: 0, voteSeconds: 0 };
  return {
    name: 'onnx',
    device: 'the host',
    model: {
      inputName: 'x',
      outputName: 'logits',
      inputShape: PLANAR_SHAPE,
      classes: SMALL_CLASSES,
      sha256: '0'.repeat(64),
    },
    nearTie: 1e-4,
    preferredCount: 100,
    votes: ({ index }, range) => {
      const { counts, nearTies } = hostVotes(smoothing, index, range, linearLogits);
      return Promise.resolve({ counts: Float64Array.from(counts), nearTies: Float64Array.from(nearTies) });
    },
    logits: (pixels, count) => {
      const dim = smoothingDim(smoothing);
      const rows = Array.from({ length: count }, (_, i) => linearLogits(pixels.subarray(i * dim, (i + 1) * dim)));
      return Promise.resolve(Float32Array.from(rows.flatMap((row) => [...row])));
    },
    tally: () => ({ samples: 0, ...nothing }),
    close: () => Promise.resolve(),
  };
}
