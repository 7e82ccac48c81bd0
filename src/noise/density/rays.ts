/** What a density does along rays from the origin: evenness, integrability, and where its mass lies. */
import { randomStream } from '../../numeric/random/random-stream.ts';
import { isEvenFormula } from '../../formula/parity.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { integrateHalfLine, type FiniteIntegral } from '../half-line/integral.ts';
import type { NoIntegral } from '../half-line/modes.ts';
import { InvalidNoise, type Check } from '../validity.ts';

type LogDensity = (x: Float64Array) => number;

/** Rays drawn at random, beside the axes and diagonals. */
const RANDOM_RAYS = 40;
/** Relative difference between f(x) and f(-x) that is put down to rounding. */
const EVEN_TOLERANCE = 1e-9;

export interface RaySurvey {
  readonly rays: number;
  /** In the norm |x|_inf: less than 1e-18 of the mass along every ray lies beyond; a few per cent at most below. */
  readonly radius: number;
  readonly innerRadius: number;
  /** Whether rho^2 is integrable along every ray; `unknown` where the integral along some ray could not be computed. */
  readonly secondMoment: 'finite' | 'infinite' | 'unknown';
}

/**
 * A power of 2 for each axis: how far the mass reaches along it, where the axes differ by more than 4; else all 1.
 * In the scaled coordinates the density is of similar width along all axes.
 */
export function axisScales(logF: LogDensity, dim: number): Float64Array {
  const point = new Float64Array(dim);
  const exponents = Float64Array.from({ length: dim }, (_, axis) => {
    const along = integrateHalfLine((t) => {
      point.fill(0);
      point[axis] = t;
      return logF(point);
    }, 1);
    return along.finite ? Math.round(along.mode / Math.LN2) : NaN;
  });
  const [least, most] = [Math.min(...exponents), Math.max(...exponents)];
  return most - least > 2 ? exponents.map((k) => 2 ** k) : new Float64Array(dim).fill(1);
}

/**
 * Integrates rho^{d-1} f(rho u) along many rays, in coordinates divided by `scales`; `bothSigns` of each where f is not
 * proved even. Throws InvalidNoise where one diverges or f is negative or undefined.
 */
export function surveyRays(logF: LogDensity, scales: Float64Array, bothSigns: boolean, where: string): RaySurvey {
  const dim = scales.length;
  const directions = rayDirections(dim, bothSigns).map((u) => u.map((v, i) => v * scales[i]!));
  const point = new Float64Array(dim);
  let radius = 0;
  let inner = Infinity;
  let secondMoment: RaySurvey['secondMoment'] = 'finite';
  let empty = true;
  for (const u of directions) {
    const along = (t: number): number => {
      for (let i = 0; i < dim; i++) point[i] = t * u[i]!;
      return logF(point);
    };
    const mass = integrateHalfLine(along, dim);
    if (!mass.finite) {
      if (mass.reason === 'zero') continue;
      throw failure(mass, u, where);
    }
    empty = false;
    const square = integrateHalfLine(along, dim + 2);
    if (!square.finite && secondMoment !== 'infinite') {
      secondMoment = square.reason === 'diverges-at-infinity' ? 'infinite' : 'unknown';
    }
    radius = Math.max(radius, reach(mass), square.finite ? reach(square) : 0);
    inner = Math.min(inner, Math.exp(mass.mode));
  }
  if (empty) {
    const detail = 'the formula is 0 along every ray that was tried';
    throw new InvalidNoise('normalizable', { kind: 'point', x: [...point], detail }, `${where}: ${detail}.`);
  }
  return { rays: directions.length, radius: radius * Math.SQRT2, innerRadius: inner / 4, secondMoment };
}

/** Beyond lies less than 1e-18 of the integral. */
function reach({ panels }: FiniteIntegral): number {
  const total = panels.reduce((sum, { mass }) => sum + mass, 0);
  const last = panels.findLast(({ mass }) => mass > 1e-19 * total) ?? panels.at(-1)!;
  return Math.exp(last.right);
}

function failure(mass: NoIntegral, u: Float64Array, where: string): InvalidInput {
  const x = [...u].map((v) => Number((v * mass.at).toPrecision(4)));
  const direction = `(${[...u].map((v) => Number(v.toPrecision(4))).join(', ')})`;
  const detail = `along the ray through ${direction}, ${mass.detail}`;
  if (mass.reason === 'too-slow' || mass.reason === 'unresolved') {
    return new InvalidInput(`${where}: the formula cannot be normalized here: ${detail}.`, { code: 'invalid-noise' });
  }
  const tail = mass.reason === 'diverges-at-infinity' || mass.reason === 'diverges-at-zero';
  const witness = tail ? ({ kind: 'tail', at: mass.at, detail } as const) : ({ kind: 'point', x, detail } as const);
  return new InvalidNoise('normalizable', witness, `${where}: the formula is not a density: ${detail}.`);
}

/** Axes, diagonals and random directions of |u|_inf = 1. */
function rayDirections(dim: number, bothSigns: boolean): Float64Array[] {
  const random = randomStream(0x7a75, dim);
  const directions: Float64Array[] = [];
  for (let i = 0; i < dim; i++) directions.push(Float64Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0)));
  if (dim > 1) {
    for (let mask = 0; mask < 2 ** (dim - 1); mask++) {
      directions.push(Float64Array.from({ length: dim }, (_, j) => ((mask >> j) & 1 ? -1 : 1)));
    }
    for (let k = 0; k < RANDOM_RAYS; k++) {
      const u = Float64Array.from({ length: dim }, () => random.normal());
      const size = u.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
      directions.push(u.map((v) => v / size));
    }
  }
  return bothSigns ? directions.flatMap((u) => [u, u.map((v) => -v)]) : directions;
}

/** Proves f(-x) = f(x) by parity of the formula, or compares the two at many points; throws with a witness. */
export function checkEvenDensity(expression: FormulaTree, logF: LogDensity, where: string): Check {
  if (isEvenFormula(expression)) return { status: 'proved', how: 'parity of the formula' };
  const dim = expression.variables.length;
  const random = randomStream(0xe7e4, dim);
  const x = new Float64Array(dim);
  const mirrored = new Float64Array(dim);
  const tries = 3000;
  for (let n = 0; n < tries; n++) {
    // Simple points first: they make readable witnesses.
    for (let i = 0; i < dim; i++) {
      if (n < 3 * dim) x[i] = i === n % dim ? [1, 2, 0.5][Math.floor(n / dim)]! : 0;
      else x[i] = random.normal() * Math.exp(8 * random.uniform() - 4);
      mirrored[i] = -x[i]!;
    }
    const [here, there] = [logF(x), logF(mirrored)];
    if (here === there || Math.abs(here - there) <= EVEN_TOLERANCE * Math.max(1, Math.abs(here))) continue;
    const show = (log: number): string => Number(Math.exp(log).toPrecision(6)).toString();
    const names = [...x].map((v) => Number(v.toPrecision(6)));
    const mirror = names.map((v) => -v);
    const detail =
      Number.isNaN(here) || Number.isNaN(there)
        ? `the density must be even, but at (${(Number.isNaN(here) ? names : mirror).join(', ')}) it is negative or undefined.`
        : `the density must be even, but f(${names.join(', ')}) = ${show(here)} and f(${mirror.join(', ')}) = ${show(there)}.`;
    throw new InvalidNoise('even', { kind: 'pair', x: [...x], y: [...mirrored], detail }, `${where}: ${detail}`);
  }
  return { status: 'tested', how: `f(x) = f(-x) at ${tries} points` };
}
