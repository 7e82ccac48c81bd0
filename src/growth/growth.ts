/**
 * The growth function G(p, v) = sup { q(U - v) : q(U) = p }: the most that a set of measure p can weigh after the
 * noise's centre has moved by v (MATH.md section 1). The best route for the noise and the direction, and which one it
 * was.
 */
import type { Vector } from '../geometry/body.ts';
import { requireMade } from '../noise/facts.ts';
import { canonicalNoise, isNamed, type CanonicalNoise } from '../noise/named/canonical.ts';
import type { LaplaceNoise, Noise, UniformNoise } from '../noise/noise.ts';
import { closedForm, enclosed, type Estimate } from '../numeric/estimate.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import { enclosedGrowth } from './enclosed.ts';
import { gaussianGrowth, laplaceAxisGrowth, logConcaveMarginalGrowth, uniformGrowth } from './closed-form.ts';
import { laplaceLattice, latticeGrowth, shiftLevels } from './likelihood-ratio/laplace-lattice.ts';
import { monteCarloGrowth, type MonteCarloGrowthOptions } from './monte-carlo.ts';
import { neymanPearsonGrowth } from './likelihood-ratio/neyman-pearson.ts';
import { shiftTest } from './likelihood-ratio/shift.ts';

/** Options of `growth`: samples, seed and confidence, used only where no formula or quadrature is known. */
export interface GrowthOptions extends MonteCarloGrowthOptions {
  /** `auto` (default): closed form, then quadrature, then sampling; `monte-carlo`: sampling at once. */
  readonly method?: 'auto' | 'monte-carlo';
}

/**
 * G(p, shift) for 0 <= p <= 1 and a shift of length `noise.dim` in the noise's units. The true value lies in
 * [lower, upper]; `confidence` is 1 unless it was sampled. Throws InvalidInput.
 *
 * @example
 * growth(gaussian(1, { sigma: 1 }), [1], 0.5).value // => 0.84134474...
 */
export function growth(noise: Noise, shift: Vector, p: number, options: GrowthOptions = {}): Estimate {
  checkArguments(noise, shift, p);
  const { method = 'auto' } = options;
  if (p === 1) return closedForm(1, 0);
  if (isZero(shift)) return closedForm(p, 0);
  if (method === 'monte-carlo') return monteCarloGrowth(noise, shift, p, options);
  return knownGrowth(noise, shift, p, options) ?? monteCarloGrowth(noise, shift, p, options);
}

function checkArguments(noise: Noise, shift: Vector, p: number): void {
  requireMade(noise);
  if (!(p >= 0 && p <= 1))
    throw new InvalidInput(`p is a probability: it must lie in [0, 1], not be ${p}.`, { code: 'probability' });
  if (shift.length !== noise.dim) {
    throw new InvalidInput(`The shift has ${shift.length} coordinates, but the noise has dimension ${noise.dim}.`, {
      code: 'dimension',
    });
  }
  for (let i = 0; i < shift.length; i++) {
    if (!Number.isFinite(shift[i]!))
      throw new InvalidInput(`Coordinate ${i + 1} of the shift is ${shift[i]!}.`, { code: 'argument' });
  }
}

/** Without sampling, or null. Uniform noise may sample its overlap. */
function knownGrowth(noise: Noise, shift: Vector, p: number, options: GrowthOptions): Estimate | null {
  if (!isNamed(noise)) return noise.family === 'custom' ? null : enclosedGrowth(noise, shift, p);
  const canonical = canonicalNoise(noise);
  if (canonical.family === 'uniform') return overlapGrowth(canonical, shift, p, options);
  // The other densities of the table are positive everywhere.
  if (p === 0) return closedForm(0, 0);
  switch (canonical.family) {
    case 'gaussian':
      return gaussianGrowth(p, euclideanLength(shift) / canonical.lambda);
    case 'laplace':
      return laplaceGrowth(canonical, shift, p);
    case 'iid-exp': {
      const axis = axisShift(shift);
      if (axis === null) return null;
      if (canonical.s >= 1) return logConcaveMarginalGrowth(p, axis / canonical.lambda, canonical.s);
      return testGrowth(canonical, shift, p);
    }
    case 'exp':
    case 'power':
    case 'iid-pareto':
      return testGrowth(canonical, shift, p);
  }
}

function overlapGrowth(noise: UniformNoise, shift: Vector, p: number, options: GrowthOptions): Estimate {
  const unit = Float64Array.from(shift, (x) => x / noise.lambda);
  const { samples, seed, confidence } = options;
  const sampling = {
    ...(samples !== undefined && { samples }),
    ...(seed !== undefined && { seed }),
    ...(confidence !== undefined && { confidence }),
  };
  return uniformGrowth(p, noise.support.overlap(unit, sampling));
}

/** Lattice points worked with at most: of 24 sqrt(d) a step of the largest coordinate. */
const LATTICE_POINTS = 2 ** 17;
/** More different |v_i| than this are left to sampling. */
const MAX_LEVELS = 32;

function laplaceGrowth(noise: LaplaceNoise, shift: Vector, p: number): Estimate | null {
  const axis = axisShift(shift);
  if (axis !== null) return laplaceAxisGrowth(p, axis / noise.lambda);
  const levels = shiftLevels(shift, noise.lambda, MAX_LEVELS);
  if (levels === null) return null;
  const count = levels.reduce((sum, level) => sum + level.count, 0);
  const resolution = Math.max(4, Math.floor(LATTICE_POINTS / (24 * Math.sqrt(count) + 4)));
  const upper = latticeGrowth(p, laplaceLattice(levels, resolution, 'above'), 'above');
  const lower = Math.min(upper, latticeGrowth(p, laplaceLattice(levels, resolution, 'below'), 'below'));
  return enclosed(0.5 * (lower + upper), lower, upper, 'interval');
}

function testGrowth(noise: CanonicalNoise, shift: Vector, p: number): Estimate | null {
  const length = euclideanLength(shift) / noise.lambda;
  const spherical = shiftTest(noise, 'any');
  if (spherical !== null) return neymanPearsonGrowth(spherical, length, p);
  const axis = axisShift(shift);
  const direction = axis !== null ? 'axis' : isDiagonal(shift) ? 'diagonal' : null;
  const test = direction === null ? null : shiftTest(noise, direction);
  return test === null ? null : neymanPearsonGrowth(test, Math.abs(axis ?? shift[0]!) / noise.lambda, p);
}

/** |a| when the shift is a e_i, else null. */
function axisShift(shift: Vector): number | null {
  let found = 0;
  for (let i = 0; i < shift.length; i++) {
    if (shift[i] === 0) continue;
    if (found !== 0) return null;
    found = Math.abs(shift[i]!);
  }
  return found;
}

function isDiagonal(shift: Vector): boolean {
  const size = Math.abs(shift[0]!);
  for (let i = 1; i < shift.length; i++) if (Math.abs(shift[i]!) !== size) return false;
  return true;
}

function isZero(shift: Vector): boolean {
  for (let i = 0; i < shift.length; i++) if (shift[i] !== 0) return false;
  return true;
}

function euclideanLength(x: Vector): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) largest = Math.max(largest, Math.abs(x[i]!));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}
