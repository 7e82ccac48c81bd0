/**
 * How many copies a stopping rule will draw, without a model: the procedure itself is run on coins. The coin of an
 * image falls for the class with a probability drawn from what a few hundred votes of the model say of it, so that an
 * image near a threshold is as uncertain here as it is in truth.
 */
import { certifyImage } from '../certify/certify-image.ts';
import type { CertifyPlan } from '../certify/certify-plan.ts';
import { NOTHING_DONE, type Engine } from '../certify/engine.ts';
import { randomStream, type RandomStream } from '../numeric/random/random-stream.ts';

/** Votes for the class among n copies of an image. */
export interface ProbedImage {
  readonly count: number;
  readonly n: number;
}

/** Copies that each image will take, those that choose the class among them; a function of the seed. */
export async function expectedCopies(plan: CertifyPlan, images: readonly ProbedImage[], seed = 0): Promise<number[]> {
  if (plan.kind === 'splitting') return images.map(() => plan.positions);
  if (plan.stopping.kind === 'fixed') return images.map(() => plan.n0 + plan.n);
  const pixels = new Float32Array(plan.dim);
  const random = randomStream(seed, 0);
  const copies: number[] = [];
  for (const [index, { count, n }] of images.entries()) {
    // Beta(count + 1/2, n - count + 1/2): the law of the probability after these votes, before which nothing was known.
    const [votes, others] = [random.gamma(count + 0.5), random.gamma(n - count + 0.5)];
    const coin = coinEngine(votes / (votes + others), plan.dim, random);
    copies.push(plan.n0 + (await certifyImage(coin, { index, pixels, label: 0 }, plan)).n);
  }
  return copies;
}

/** Votes for class 0 with this probability, else for class 1. */
function coinEngine(probability: number, dim: number, random: RandomStream): Engine {
  return {
    name: 'onnx',
    device: 'coins',
    model: { inputName: 'x', outputName: 'y', inputShape: [dim], classes: 2, sha256: '' },
    nearTie: 0,
    preferredCount: 1 << 20,
    votes: (_, { count }) => {
      let heads = 0;
      for (let i = 0; i < count; i++) if (random.uniform() < probability) heads += 1;
      return Promise.resolve({ counts: Float64Array.of(heads, count - heads), nearTies: new Float64Array(2) });
    },
    logits: () => Promise.reject(new Error('coins have no logits')),
    tally: () => NOTHING_DONE,
    close: () => Promise.resolve(),
  };
}
