/**
 * The three shape norms: their value, the volume of their unit ball, and exact points of their unit sphere and ball.
 */
import type { Vector } from '../../geometry/body.ts';
import { logGamma } from '../../numeric/special/special.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import type { ShapeNorm } from '../noise.ts';

export const SHAPE_NORMS: readonly ShapeNorm[] = ['l1', 'l2', 'linf'];

/** The p of the l_p norm a shape norm names. */
export function shapeExponent(norm: ShapeNorm): number {
  return norm === 'l1' ? 1 : norm === 'l2' ? 2 : Infinity;
}

/** |x| in the named norm; NaN when a coordinate is NaN. */
export function shapeNorm(norm: ShapeNorm, x: Vector): number {
  switch (norm) {
    case 'l1': {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += Math.abs(x[i]!);
      return sum;
    }
    case 'l2': {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
      if (sum > 1e-280 && sum < 1e300) return Math.sqrt(sum);
      return scaledEuclideanNorm(x);
    }
    case 'linf': {
      let largest = 0;
      for (let i = 0; i < x.length; i++) {
        const size = Math.abs(x[i]!);
        if (!(size <= largest)) largest = size;
        if (Number.isNaN(size)) return NaN;
      }
      return largest;
    }
  }
}

/** For squares outside the range of a double. */
function scaledEuclideanNorm(x: Vector): number {
  const largest = shapeNorm('linf', x);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** log volume of the unit ball of the norm in R^dim. */
export function logShapeVolume(norm: ShapeNorm, dim: number): number {
  switch (norm) {
    case 'l1':
      return dim * Math.LN2 - logGamma(dim + 1);
    case 'l2':
      return 0.5 * dim * Math.log(Math.PI) - logGamma(0.5 * dim + 1);
    case 'linf':
      return dim * Math.LN2;
  }
}

/**
 * E |u|_2^2 / d for u from the cone measure on the unit sphere of the norm (u = x/|x| with x uniform on the ball):
 * l1: 2/(d(d+1)); l2: 1/d; linf: (d+2)/(3d).
 */
export function sphereSecondMoment(norm: ShapeNorm, dim: number): number {
  switch (norm) {
    case 'l1':
      return 2 / (dim * (dim + 1));
    case 'l2':
      return 1 / dim;
    case 'linf':
      return (dim + 2) / (3 * dim);
  }
}

/**
 * Writes radius * u into `out`, u from the cone measure on the unit sphere of the norm. Exact: exponentials with signs
 * over their sum (l1), normals over their length (l2), a uniform point of the cube with one uniformly chosen
 * coordinate moved to a face (linf).
 */
export function sampleSphere(norm: ShapeNorm, radius: number, random: RandomStream, out: Float64Array): void {
  const dim = out.length;
  switch (norm) {
    case 'l1': {
      let sum = 0;
      for (let i = 0; i < dim; i++) {
        const e = random.exponential();
        sum += e;
        out[i] = e * random.sign();
      }
      scale(out, radius / sum);
      return;
    }
    case 'l2': {
      let square = 0;
      for (let i = 0; i < dim; i++) {
        const z = random.normal();
        square += z * z;
        out[i] = z;
      }
      scale(out, radius / Math.sqrt(square));
      return;
    }
    case 'linf':
      for (let i = 0; i < dim; i++) out[i] = radius * (2 * random.uniformOpen() - 1);
      out[random.integer(dim)] = radius * random.sign();
      return;
  }
}

/** Writes a uniform point of the ball of the given radius into `out`. */
export function sampleBall(norm: ShapeNorm, radius: number, random: RandomStream, out: Float64Array): void {
  if (norm === 'linf') {
    for (let i = 0; i < out.length; i++) out[i] = radius * (2 * random.uniformOpen() - 1);
    return;
  }
  sampleSphere(norm, radius * Math.exp(-random.exponential() / out.length), random, out);
}

function scale(out: Float64Array, factor: number): void {
  for (let i = 0; i < out.length; i++) out[i] = out[i]! * factor;
}
