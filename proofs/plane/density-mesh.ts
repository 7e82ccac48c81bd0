/**
 * Growth functions on the line and in the plane by the plainest way there is: the density at the points of a mesh, the
 * density of the moved noise at the same points, and the least line t p + int (q(x - v) - t q(x))_+ over t, which is
 * G(p, v) by duality. It knows no family, no symmetry and no formula of the library.
 */
import type { Noise } from '../../src/noise/noise.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';

/** Noise on a mesh. */
export interface DensityMesh {
  /** How much of the mass the mesh holds. */
  readonly mass: number;
  /**
   * G(p, v); where it is below `enough`, a number below that may stand for it, which takes less time. NaN where the
   * mesh does not hold the moved mass: it is coarse where a pole was moved to.
   */
  growth(v: readonly number[], p: number, enough?: number): number;
}

/** Cells a coordinate, an even number: no point is 0, where densities may have poles. */
const CELLS = { 1: 10_000, 2: 180 } as const;
/** Share of the samples that the mesh must reach beyond, and samples. */
const FAR = 0.9995;
const PILOT = 8000;

/** How much the mass on the mesh may change where the noise is moved. */
const MOVED = 1e-3;

/** Whether the mesh holds all but a few thousandths of the mass. */
export const isWhole = ({ mass }: DensityMesh): boolean => Math.abs(mass - 1) < 2e-3;

/**
 * `reach` is the length of the longest shift; the mesh is finer at the middle, where densities have poles and kinks.
 */
export function densityMesh(noise: Noise, reach: number): DensityMesh {
  const dim = noise.dim === 1 ? 1 : 2;
  if (noise.family === 'uniform' && dim === 2) return chords(noise);
  const random = randomStream(20_26);
  const x = new Float64Array(dim);
  const sizes = new Float64Array(PILOT);
  for (let n = 0; n < PILOT; n++) {
    noise.sample(random, x);
    sizes[n] = Math.max(...x.map(Math.abs));
  }
  sizes.sort();
  const end = 1.3 * sizes[Math.floor(FAR * PILOT)]! + reach;
  const middle = sizes[PILOT >> 1]! + 0.5 * reach;
  const stretch = Math.asinh((3 * end) / middle);
  const edge = (k: number): number => (end * Math.sinh(stretch * (2 * (k / CELLS[dim]) - 1))) / Math.sinh(stretch);
  const points = Float64Array.from({ length: CELLS[dim] }, (_, k) => 0.5 * (edge(k) + edge(k + 1)));
  const widths = Float64Array.from({ length: CELLS[dim] }, (_, k) => edge(k + 1) - edge(k));
  /** Masses of the cells, by their middles. */
  const masses = (v: readonly number[]): Float64Array => {
    const out = new Float64Array(CELLS[dim] ** dim);
    for (let i = 0, at = 0; i < points.length; i++) {
      x[0] = points[i]! - v[0]!;
      if (dim === 1) out[at++] = widths[i]! * Math.exp(noise.logDensity(x));
      else {
        for (let j = 0; j < points.length; j++) {
          x[1] = points[j]! - v[1]!;
          out[at++] = widths[i]! * widths[j]! * Math.exp(noise.logDensity(x));
        }
      }
    }
    return out;
  };
  const own = masses(new Array<number>(dim).fill(0));
  const mass = own.reduce((sum, m) => sum + m, 0);
  return {
    mass,
    growth: (v, p, enough = 0) => {
      const moved = masses(v);
      const held = moved.reduce((sum, m) => sum + m, 0);
      return Math.abs(held - mass) < MOVED ? leastLine(own, moved, p, enough) : NaN;
    },
  };
}

/** The least of t p + sum (moved - t own)_+, convex in t, by golden section in log t. */
function leastLine(own: Float64Array, moved: Float64Array, p: number, enough: number): number {
  const line = (log: number): number => {
    const t = Math.exp(log);
    let sum = t * p;
    for (let k = 0; k < own.length; k++) {
      const excess = moved[k]! - t * own[k]!;
      if (excess > 0) sum += excess;
    }
    return sum;
  };
  const golden = 0.5 * (Math.sqrt(5) - 1);
  let [low, high] = [-12, 12];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [line(a), line(b)];
  for (let step = 0; step < 18 && Math.min(atA, atB) > enough; step++) {
    if (atA < atB) {
      [high, b, atB] = [b, a, atA];
      a = high - golden * (high - low);
      atA = line(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + golden * (high - low);
      atB = line(b);
    }
  }
  return Math.min(1, atA, atB, line(0));
}

/**
 * Uniform noise in the plane on a body that is its own mirror image in both axes: G = p + 1 - o, with the chords of the
 * body found by bisection, so that its boundary costs nothing.
 */
function chords(noise: Noise): DensityMesh {
  const inside = (a: number, b: number): boolean => noise.logDensity(Float64Array.of(a, b)) > -Infinity;
  const edge = (meets: (t: number) => boolean): number => {
    let [low, high] = [0, 4 * noise.sigma];
    for (let step = 0; step < 50; step++) {
      const middle = 0.5 * (low + high);
      if (meets(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  const end = edge((t) => inside(t, 0));
  const half = (a: number): number => (Math.abs(a) >= end ? 0 : edge((t) => inside(a, t)));
  const columns = 1500;
  const middles = Float64Array.from({ length: columns }, (_, k) => end * ((2 * k + 1) / columns - 1));
  const halves = middles.map(half);
  const area = halves.reduce((sum, h) => sum + 2 * h, 0);
  const overlap = ([a, b]: readonly number[]): number =>
    halves.reduce((sum, h, k) => {
      const other = half(middles[k]! - a!);
      return sum + Math.max(0, Math.min(h, b! + other) - Math.max(-h, b! - other));
    }, 0) / area;
  return {
    mass: area * ((2 * end) / columns) * Math.exp(noise.logDensity(Float64Array.of(0, 0))),
    growth: (v, p) => Math.min(1, p + 1 - overlap(v)),
  };
}
