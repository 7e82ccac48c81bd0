/** The sampler of uniform points that level-set noises draw their directions from. */
import type { ConvexBody } from '../../geometry/body.ts';
import { uniformSampler } from '../../geometry/sampling/uniform-sampler.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';

/** Draws uniform points of the body: exactly where it can, by a random walk (states not independent) otherwise. */
export interface UniformPointSource {
  readonly exact: boolean;
  /** How. */
  readonly detail: string;
  sample(random: RandomStream, out: Float64Array): void;
}

/** The best source of uniform points of the body. */
export function uniformOn(body: ConvexBody): UniformPointSource {
  const sampler = uniformSampler(body);
  return {
    exact: sampler.basis === 'exact',
    detail: sampler.detail,
    sample: (random, out) => sampler.sample(random, out),
  };
}
