/**
 * Laplace noise e^{-|x|_1} along any direction: log L = sum_i (|x_i| - |x_i - v_i|) is a sum of independent clipped
 * terms. Its law is put on a lattice in two ways that bracket the growth function rigorously.
 *
 * Let M be the measure sqrt(q(x) q(x - v)) dx. Then E_q(L - t)_+ = int phi dM with phi(y) = (e^{y/2} - t e^{-y/2})_+ of
 * y = log L, which is convex and increasing in y, and M is a product: for one coordinate with |v_i| = a it has mass
 * e^{-a/2}/2 at y = a and at -a each, and the constant density e^{-a/2}/4 between.
 *
 * - Above: spreading mass to its two lattice neighbours, keeping its mean, can only raise the integral of a convex
 *   function, coordinate by coordinate. So the lattice law M' gives E_q(L - t)_+ <= int phi dM', error of second order.
 * - Below, where all |v_i| are equal and the lattice step divides a: merging the points of a cell of y (a coarser
 *   experiment) can only lower the growth function. Under q and q(. - v) a cell [c - h/2, c + h/2] has masses in the
 *   exact ratio e^c, so the merged experiment lives on the lattice of the cell centres, error of second order.
 *   Elsewhere: rounding y down.
 *
 * Both laws are computed tilted by e^{y/2}, that is under Q_v: then every sum below has terms of order one.
 */
import { convolutionPower, type LatticeTerm } from '../../numeric/convolution-power.ts';

/** One level of the shift: `count` coordinates with |v_i| = `size`, at lambda = 1. */
export interface ShiftLevel {
  readonly size: number;
  readonly count: number;
}

/** The law of log L on a lattice: what bounds the growth function from one side. */
export interface LatticeLaw {
  /** Values of log L, ascending. */
  readonly values: Float64Array;
  /** Q_v(log L > values[i]) and Q(log L > values[i]) of the lattice law. */
  readonly shifted: Float64Array;
  readonly base: Float64Array;
  /** Bound on the absolute error of an entry of `shifted`, and of an entry of `base` over e^{-values[i]}. */
  readonly error: number;
}

/** Of a size in steps, absolutely. */
const ROUNDING = 1e-12;
/** Hoeffding's exponent beyond which wrapped mass is below 1e-25. */
const WRAP_EXPONENT = 60;

/**
 * The lattice law on one side. `resolution` is the number of lattice steps in the largest |v_i|; `size` is chosen so
 * that less than 1e-25 of the mass wraps around.
 */
export function laplaceLattice(levels: readonly ShiftLevel[], resolution: number, side: 'above' | 'below'): LatticeLaw {
  const largest = Math.max(...levels.map((level) => level.size));
  const step = largest / resolution;
  const merging = levels.length === 1 && Number.isInteger(resolution);
  const terms = levels.map(({ size, count }) => {
    const weights = side === 'above' ? spread(size, step) : merging ? merge(resolution, step) : roundDown(size, step);
    return { weights, offset: (weights.length - 1) / 2, count } satisfies LatticeTerm;
  });

  let range = 1;
  let squares = 0;
  let mean = 0;
  for (const { weights, offset, count } of terms) {
    range += 2 * count * offset;
    squares += count * offset * offset;
    let first = 0;
    for (let i = 0; i < weights.length; i++) first += weights[i]! * (i - offset);
    mean += count * first;
  }
  // Hoeffding: P(|Y - mean| >= s) <= 2 exp(-s^2/(2 sum offset^2)), in steps.
  const reach = Math.sqrt(2 * WRAP_EXPONENT * squares);
  const points = 2 ** Math.ceil(Math.log2(Math.min(range, 2 * reach + 2)));
  const wrapped = points >= range ? 0 : 2 * Math.exp(-WRAP_EXPONENT) * (1 + 1e-6);

  const law = convolutionPower(terms, points);
  const first = points >= range ? -(range - 1) / 2 : Math.round(mean) - points / 2;
  const values = new Float64Array(points);
  const shifted = new Float64Array(points);
  const base = new Float64Array(points);
  let above = 0;
  let aboveBase = 0;
  for (let i = points - 1; i >= 0; i--) {
    const index = first + i;
    const y = index * step;
    values[i] = y;
    shifted[i] = above;
    base[i] = aboveBase;
    const mass = law[((index % points) + points) % points]!;
    above += mass;
    aboveBase += mass * Math.exp(-y);
  }
  return { values, shifted, base, error: wrapped + 1e-16 * Math.sqrt(points) * Math.log2(points) + 1e-13 };
}

/** Mass e^{-a/2}/2 at +-a and density e^{-a/2}/4 between, spread to lattice neighbours, times e^{y/2}. */
function spread(size: number, step: number): Float64Array {
  // A coordinate far below a step has its two atoms and a point between them, too.
  const offset = Math.max(1, Math.ceil(size / step - ROUNDING));
  const weights = new Float64Array(2 * offset + 1);
  const exact = Math.abs(offset - size / step) < ROUNDING;
  const place = (y: number, mass: number): void => {
    const position = y / step + offset;
    const index = Math.min(weights.length - 2, Math.max(0, Math.floor(position)));
    weights[index]! += mass * (index + 1 - position);
    weights[index + 1]! += mass * (position - index);
  };
  const scale = Math.exp(-size / 2);
  if (exact) {
    weights[0] = weights[2 * offset] = scale * (0.5 + step / 8);
    for (let i = 1; i < 2 * offset; i++) weights[i] = (scale * step) / 4;
  } else {
    place(size, scale / 2);
    place(-size, scale / 2);
    // The uniform part, cell by cell, through the mean of each piece.
    for (let i = 0; i < 2 * offset; i++) {
      const left = Math.max(-size, (i - offset) * step);
      const right = Math.min(size, (i + 1 - offset) * step);
      if (right > left) place(0.5 * (left + right), ((right - left) * scale) / 4);
    }
  }
  return tilt(weights, offset, step);
}

/**
 * The atoms, and the cells of width 2 steps merged at their centres: masses e^{-a/2} sinh(h/4) e^{+-c/2}, h = 2 steps.
 */
function merge(offset: number, step: number): Float64Array {
  const weights = new Float64Array(2 * offset + 1);
  const scale = Math.exp(-0.5 * offset * step);
  weights[0] = weights[2 * offset] = scale / 2;
  for (let i = 1; i < 2 * offset; i += 2) weights[i] = scale * Math.sinh(step / 2);
  return tilt(weights, offset, step);
}

/** Every piece of mass moved to the lattice point below it. */
function roundDown(size: number, step: number): Float64Array {
  const offset = Math.ceil(size / step);
  const weights = new Float64Array(2 * offset + 1);
  const scale = Math.exp(-size / 2);
  weights[Math.floor(size / step) + offset]! += scale / 2;
  weights[0]! += scale / 2;
  for (let i = 0; i < 2 * offset; i++) {
    const left = Math.max(-size, (i - offset) * step);
    const right = Math.min(size, (i + 1 - offset) * step);
    if (right > left) weights[i]! += ((right - left) * scale) / 4;
  }
  return tilt(weights, offset, step);
}

function tilt(weights: Float64Array, offset: number, step: number): Float64Array {
  for (let i = 0; i < weights.length; i++) weights[i]! *= Math.exp(0.5 * (i - offset) * step);
  return weights;
}

/**
 * The extreme over thresholds of the dual bound t p + Q_v(log L > tau) - t Q(log L > tau) of a lattice law: an upper
 * bound on G(p, v) from the law above, a lower one from the law below (the bound is piecewise linear in t between the
 * lattice's values, so nothing lies below its least value there, or 1 at t = 0).
 */
export function latticeGrowth(p: number, law: LatticeLaw, side: 'above' | 'below'): number {
  const { values, shifted, base, error } = law;
  let least = 1;
  for (let i = 0; i < values.length; i++) {
    const t = Math.exp(values[i]!);
    const bound = shifted[i]! + t * (p - base[i]!);
    if (bound < least) least = bound;
  }
  return side === 'above' ? Math.min(1, least + 2 * error) : Math.max(p, least - 2 * error);
}

/**
 * The largest p at which the dual bound is at most 1/2: certified from the law above, an upper bound from that below.
 */
export function latticeMass(law: LatticeLaw, side: 'above' | 'below'): number {
  const { values, shifted, base, error } = law;
  const loss = side === 'above' ? 2 * error : -2 * error;
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    const mass = base[i]! + (0.5 - shifted[i]! - loss) * Math.exp(-values[i]!);
    if (mass > best) best = mass;
  }
  return best;
}

/** The coordinates of a shift grouped by size; zeros are left out. Null when there are more than `limit` sizes. */
export function shiftLevels(v: ArrayLike<number>, lambda: number, limit: number): ShiftLevel[] | null {
  const counts = new Map<number, number>();
  for (let i = 0; i < v.length; i++) {
    const size = Math.abs(v[i]!) / lambda;
    if (size === 0) continue;
    counts.set(size, (counts.get(size) ?? 0) + 1);
    if (counts.size > limit) return null;
  }
  return [...counts].map(([size, count]) => ({ size, count }));
}
