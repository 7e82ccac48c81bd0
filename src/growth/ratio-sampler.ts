/** Points of a noise and of its shift with their likelihood ratios; nothing is allocated per draw. */
import type { Vector } from '../geometry/body.ts';
import type { Noise } from '../noise/noise.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { RandomStream } from '../numeric/random/random-stream.ts';

/** Draws x from q and evaluates log L, L = q(. - v)/q, at x and at x + v, which has density q(. - v). */
export class RatioSampler {
  /** log q(x - v)/q(x); -Infinity where the shifted density vanishes. */
  base = 0;
  /** log q(x)/q(x + v); Infinity where the density vanishes. */
  shifted = 0;

  private readonly noise: Noise;
  private readonly shift: Vector;
  private readonly x: Float64Array;
  private readonly moved: Float64Array;

  constructor(noise: Noise, shift: Vector) {
    this.noise = noise;
    this.shift = shift;
    this.x = new Float64Array(noise.dim);
    this.moved = new Float64Array(noise.dim);
  }

  /** Throws InvalidInput when the sampler draws a point of density 0 or NaN. */
  draw(random: RandomStream): void {
    const { noise, shift, x, moved } = this;
    noise.sample(random, x);
    const here = noise.logDensity(x);
    for (let i = 0; i < x.length; i++) moved[i] = x[i]! - shift[i]!;
    this.base = noise.logDensity(moved) - here;
    for (let i = 0; i < x.length; i++) moved[i] = x[i]! + shift[i]!;
    this.shifted = here - noise.logDensity(moved);
    if (Number.isNaN(this.base) || Number.isNaN(this.shifted) || here === -Infinity) {
      throw new InvalidInput(
        `The density of ${noise.spec} is zero, or not a number, at a point that its sampler drew: ` +
          'the sampler and the density disagree.',
        { code: 'invalid-noise' },
      );
    }
  }
}
