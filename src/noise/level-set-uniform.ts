/** The sampler of uniform points that level-set noises draw their directions from. */
import type { ConvexBody } from '../geometry/body.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { RandomStream } from '../numeric/random.ts';

/** Writes one uniform point of the body. Throws InvalidInput when the body has no sampler. */
export function uniformOn(body: ConvexBody): (random: RandomStream, out: Float64Array) => void {
  const { sample } = body;
  if (sample === undefined) throw new InvalidInput(`No uniform sampler is known for the ${body.name}.`);
  return sample;
}
