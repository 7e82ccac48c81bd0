/** An engine without a model: the class of each sample is read off a table, so that every count is known. */
import {
  NOTHING_DONE,
  type Engine,
  type NumberedImage,
  type SampleRange,
  type Votes,
} from '../../src/certify/engine.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';

/** The class of each sample, by its number, and whether its logits nearly tie; the table is gone through again. */
export interface VoteTable {
  readonly classes: number;
  readonly votes: Uint8Array;
  readonly ties: Uint8Array;
}

/** A table in which a class is drawn with these weights, and every so-manieth sample is a near-tie. */
export function voteTable(random: RandomStream, weights: readonly number[], tieShare: number): VoteTable {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const size = 4099;
  const votes = Uint8Array.from({ length: size }, () => {
    let u = total * random.uniform();
    return Math.max(
      0,
      weights.findIndex((weight) => (u -= weight) < 0),
    );
  });
  return { classes: weights.length, votes, ties: votes.map(() => (random.uniform() < tieShare ? 1 : 0)) };
}

/** The votes of a range of samples of an image; other images begin elsewhere in the table. */
export function countedVotes({ classes, votes, ties }: VoteTable, image: number, range: SampleRange): Votes {
  const counts = new Float64Array(classes);
  const nearTies = new Float64Array(classes);
  for (let s = range.first; s < range.first + range.count; s++) {
    const at = (s + 331 * image) % votes.length;
    counts[votes[at]!]! += 1;
    nearTies[votes[at]!]! += ties[at]!;
  }
  return { counts, nearTies };
}

/** An engine that votes by the table. */
export function tableEngine(table: VoteTable, inputShape: readonly number[], preferredCount: number): Engine {
  let samples = 0;
  return {
    name: 'onnx',
    device: 'no model',
    model: { inputName: 'x', outputName: 'y', inputShape, classes: table.classes, sha256: 'a'.repeat(64) },
    nearTie: 1e-4,
    preferredCount,
    votes: (image: NumberedImage, range: SampleRange) => {
      samples += range.count;
      return Promise.resolve(countedVotes(table, image.index, range));
    },
    logits: (_: Float32Array, count: number) => Promise.resolve(new Float32Array(table.classes * count)),
    tally: () => ({ ...NOTHING_DONE, samples }),
    close: () => Promise.resolve(),
  };
}
