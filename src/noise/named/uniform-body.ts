/** What uniform noise needs of a convex body: points and volume, each by the best route the body offers. */
import type { ConvexBody } from '../../geometry/body.ts';
import { uniformSampler } from '../../geometry/sampling/uniform-sampler.ts';
import { logVolume } from '../../geometry/functionals/volume.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';

type Sampler = (random: RandomStream, out: Float64Array) => void;

/**
 * A sampler of exact, independent uniform points; where only a random walk is known, one that throws InvalidInput when
 * used: a walk's states are not independent, and no confidence statement could rest on them.
 */
export function bodySampler(body: ConvexBody): Sampler {
  const sampler = uniformSampler(body);
  if (sampler.basis === 'exact') return (random, out) => sampler.sample(random, out);
  return () => {
    throw new InvalidInput(`No exact sampler is known for the ${body.name} (only ${sampler.detail}).`, {
      code: 'not-known',
    });
  };
}

/** log |K|, to the accuracy geometry/functionals/volume.ts has for the body. */
export function bodyLogVolume(body: ConvexBody): number {
  return logVolume(body).value;
}
