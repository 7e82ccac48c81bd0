/**
 * The slopes of psi = -log q along many directions at once, by central differences at points that the noise's sampler
 * draws.
 */
import type { DirectionNet } from '../../geometry/functionals/direction-net.ts';
import type { Noise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';

/** Arithmetic spent on differences and inner products, about; more directions or samples are cut off. */
export const ARITHMETIC = 6e9;
/** Full gradients are taken up to this dimension; beyond, differences along each direction. */
export const MAX_GRADIENT_DIM = 64;
/** Points that settle how large slopes get. */
export const PILOT = 2000;
/** Step of the differences in units of a coordinate's median size: errors near 1e-10. */
const STEP = 1e-5;

/** Draws points and their slopes along every direction of the net; nothing is allocated per draw. */
export class SlopeField {
  readonly slopes: Float64Array;
  /** A size that few slopes exceed, along any direction. */
  readonly cap: number;
  /**
   * A power of 2 near the inverse size of the noise: in this unit squares of slopes stay within range, at any scale.
   */
  readonly unit: number;
  readonly costPerSample: number;

  private readonly noise: Noise;
  private readonly points: readonly Float64Array[];
  private readonly steps: Float64Array;
  private readonly x: Float64Array;
  private readonly moved: Float64Array;
  private readonly gradient: Float64Array | null;

  constructor(noise: Noise, net: DirectionNet) {
    const { dim } = noise;
    this.noise = noise;
    this.points = net.points.map((v) => Float64Array.from(v));
    this.slopes = new Float64Array(this.points.length);
    this.x = new Float64Array(dim);
    this.moved = new Float64Array(dim);
    const useGradient = dim <= MAX_GRADIENT_DIM;
    this.gradient = useGradient ? new Float64Array(dim) : null;
    this.steps = typicalSizes(noise).map((size) => STEP * size);
    this.costPerSample = dim * (useGradient ? 40 * dim + 2 * this.points.length : 8 * this.points.length);
    const random = randomStream(mixSeed(0, 'slope-pilot'));
    const pilot = Math.max(200, Math.min(PILOT, Math.floor(ARITHMETIC / 10 / this.costPerSample)));
    const largest = new Float64Array(pilot);
    for (let n = 0; n < pilot; n++) {
      this.draw(random);
      largest[n] = this.slopes.reduce((top, y) => Math.max(top, Math.abs(y)), 0);
    }
    largest.sort();
    this.cap = 1.2 * largest[Math.floor(0.999 * (pilot - 1))]! + Number.MIN_VALUE;
    this.unit = 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(STEP / this.steps[0]!))));
  }

  draw(random: ReturnType<typeof randomStream>): void {
    const { noise, x, points, slopes, gradient, steps } = this;
    noise.sample(random, x);
    if (gradient === null) {
      for (let k = 0; k < points.length; k++) slopes[k] = this.along(points[k]!);
      return;
    }
    for (let i = 0; i < x.length; i++) {
      const here = x[i]!;
      const step = steps[i]!;
      x[i] = here + step;
      const right = noise.logDensity(x);
      x[i] = here - step;
      const left = noise.logDensity(x);
      x[i] = here;
      gradient[i] = slopeOf(left, right, 2 * step, noise);
    }
    for (let k = 0; k < points.length; k++) {
      const v = points[k]!;
      let sum = 0;
      for (let i = 0; i < v.length; i++) sum += v[i]! * gradient[i]!;
      slopes[k] = sum;
    }
  }

  private along(v: Float64Array): number {
    const { noise, x, moved, steps } = this;
    let size = Infinity;
    for (let i = 0; i < v.length; i++) if (v[i] !== 0) size = Math.min(size, steps[i]! / Math.abs(v[i]!));
    for (let i = 0; i < x.length; i++) moved[i] = x[i]! + size * v[i]!;
    const right = noise.logDensity(moved);
    for (let i = 0; i < x.length; i++) moved[i] = x[i]! - size * v[i]!;
    return slopeOf(noise.logDensity(moved), right, 2 * size, noise);
  }
}

/** (left - right)/width; 0 across the edge of the support, whose part the jump test sees. */
function slopeOf(left: number, right: number, width: number, noise: Noise): number {
  const slope = (left - right) / width;
  if (Number.isFinite(slope)) return slope;
  if (Number.isNaN(left) || Number.isNaN(right)) {
    throw new InvalidInput(`The density of ${noise.spec} is not a number near a point that its sampler drew.`, {
      code: 'invalid-noise',
    });
  }
  return 0;
}

/** Median |x_i| of some samples. */
function typicalSizes(noise: Noise): Float64Array {
  const count = 301;
  const random = randomStream(mixSeed(0, 'slope-scale'));
  const x = new Float64Array(noise.dim);
  const sizes = Array.from({ length: noise.dim }, () => new Float64Array(count));
  for (let n = 0; n < count; n++) {
    noise.sample(random, x);
    for (let i = 0; i < noise.dim; i++) sizes[i]![n] = Math.abs(x[i]!);
  }
  return Float64Array.from(sizes, (column) => Math.max(column.sort()[(count - 1) / 2]!, Number.MIN_VALUE));
}
