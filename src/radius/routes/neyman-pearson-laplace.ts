/**
 * The exact radius of Laplace noise against linf, at lambda = 1: along the diagonal, the worst direction by equivalence
 * of the cube's vertices (growth/likelihood-ratio/worst-shift.ts), log L is a sum of d independent terms, whose law is
 * bracketed on a lattice (growth/likelihood-ratio/laplace-lattice.ts).
 *
 * One lattice law at a shift a proves a point of the curve: G(p, a 1) <= 1/2 for every p up to its mass. A radius asked
 * for alone is found by solving for that mass. A long curve is proved at some shifts, its anchors, and continued
 * between them by the differential method: from p the growth reaches an anchor's mass p_a > p no sooner than R_diff(p)
 * - R_diff(p_a) says (G3), and from there 1/2 no sooner than at a, so R(p) >= a + R_diff(p) - R_diff(p_a).
 */
import { fairSignSum } from '../../noise/rate/fair-sign-sum.ts';
import { laplaceLattice, latticeMass } from '../../growth/likelihood-ratio/laplace-lattice.ts';
import { CLOSED_FORM_ERROR } from '../../numeric/estimate.ts';
import { lagrange } from '../../numeric/lagrange.ts';
import { findRoot } from '../../numeric/roots.ts';
import { normalQuantile } from '../../numeric/special/special.ts';
import type { RadiusFormula, RouteRadius } from './route.ts';
import { isTight } from '../tightness.ts';
import type { TopProbability } from '../top-probability.ts';

/** 1 - rho below this is raised to it: the lattice leaves 1e-26 of the mass out. */
const LEAST_MASS = 1e-22;
/** Points solved one by one; longer lists go by anchors. */
const FEW = 6;
const ANCHORS = 16;
const ANCHOR_LATTICE = 2 ** 15;
const FINEST_LATTICE = 2 ** 20;
/** Lattice points in all that a long curve may spend on anchors at its own points, and the error of their radii. */
const POINT_BUDGET = 2 ** 18;
const POINT_ERROR = 1e-4;
const CONTINUED = 'on a long curve continued between such shifts by the differential method';
/** Wanted relative error of a radius solved for alone. */
const WANTED = 2e-7;

/** The route, d >= 2. */
export function laplaceDiagonalFormula(dim: number): RadiusFormula {
  return {
    method: 'level-set',
    detail: 'level-set method (Laplace, linf) along the diagonal, the worst direction: equivalent vertices',
    tight: true,
    twoClass: 'none',
    radii: (at) => (at.length <= FEW ? at.map((probability) => solve(dim, probability)) : byAnchors(dim, at)),
  };
}

const UNBOUNDED: RouteRadius = { radius: Infinity, ceiling: Infinity, upper: Infinity, exact: true };

function differential(dim: number, { tail, excess }: TopProbability): number {
  return fairSignSum(dim).radius(tail, excess);
}

/** The mass proved at shift a, or an upper bound on the exact one. */
function massAt(dim: number, a: number, resolution: number, side: 'above' | 'below'): number {
  return latticeMass(laplaceLattice([{ size: a, count: dim }], resolution, side), side);
}

/** Lattice steps a coordinate for a relative error of about `error` (half that of the variance, a/(12 steps^2)). */
function resolutionFor(dim: number, a: number, error: number, points: number): number {
  const wanted = Math.ceil(Math.sqrt(a / (24 * error)));
  // laplaceLattice takes about 22 sqrt(d) points a step, rounded up to a power of two, and at most 2 d.
  const most = Math.floor(points / latticeSize(dim, 1));
  return Math.max(4, Math.min(wanted, most));
}

/** Points of a lattice, before they are rounded up to a power of two. */
function latticeSize(dim: number, resolution: number): number {
  return resolution * Math.min(22.5 * Math.sqrt(dim), 2 * dim + 1);
}

function solve(dim: number, probability: TopProbability): RouteRadius {
  if (probability.tail === 0) return UNBOUNDED;
  const p = Math.max(probability.tail, LEAST_MASS);
  const start = differential(dim, p === probability.tail ? probability : { rho: 1 - p, tail: p, excess: 0.5 - p });
  const coarse = resolutionFor(dim, start, 1e-4, ANCHOR_LATTICE);
  const gap = (a: number): number => Math.log(massAt(dim, a, coarse, 'above') / p);
  let high = start;
  for (let factor = 1.02; gap(high) > 0; factor += 0.2) high = start * factor;
  const low = start * (1 - 1e-3);
  const guess = gap(low) > 0 ? findRoot(gap, low, high, { relativeTolerance: 1e-9 }).root : low;
  const slope = (gap(guess * 1.001) - gap(guess * 0.999)) / 0.002;

  const fine = resolutionFor(dim, guess, WANTED, FINEST_LATTICE);
  // Newton's method on the logarithms; each step also proves or misses its point.
  let a = guess;
  let radius = 0;
  for (let step = 0; step < 6; step++) {
    const miss = Math.log(massAt(dim, a, fine, 'above') / p);
    if (miss >= 0) radius = Math.max(radius, a);
    if (miss >= 0 && miss <= -1e-9 * slope) break;
    a *= 1 - miss / slope - 2e-10;
  }
  radius = Math.max(radius, start * (1 - CLOSED_FORM_ERROR)) * (1 - 4 * Number.EPSILON);
  if (p !== probability.tail) return { radius, ceiling: Infinity, upper: null, exact: false };
  const upper = unsafeShift(dim, p, radius, slope);
  return { radius, ceiling: upper ?? Infinity, upper, exact: isTight({ lower: radius, upper }) };
}

/** A shift beyond the radius at which the lattice law from below still proves G(p, a 1) > 1/2. */
function unsafeShift(dim: number, p: number, radius: number, slope: number): number | null {
  const resolution = resolutionFor(dim, radius, WANTED, FINEST_LATTICE);
  let a = radius * (1 + 4 * WANTED);
  for (let step = 0; step < 4; step++) {
    const miss = Math.log(massAt(dim, a, resolution, 'below') / p);
    if (miss < 0) return a * (1 + 4 * Number.EPSILON);
    a *= 1 - miss / slope + WANTED;
  }
  return null;
}

interface Anchor {
  readonly shift: number;
  readonly mass: number;
  /** R_diff at the mass, rounded up. */
  readonly differential: number;
}

function byAnchors(dim: number, at: readonly TopProbability[]): RouteRadius[] {
  const finite = at.filter(({ tail }) => tail > 0).map((probability) => differential(dim, probability));
  const last = Math.max(0, ...finite);
  const anchors: Anchor[] = [{ shift: 0, mass: 0.5, differential: 0 }];
  const leastTail = Math.min(...at.map(({ tail }) => (tail > 0 ? tail : 0.5)));
  // The last radii exceed the differential ones, by up to a quarter in low dimension.
  for (let i = 1; i <= 1.25 * ANCHORS && last > 0; i++) {
    const shift = (last * i) / ANCHORS;
    const anchor = anchorAt(dim, shift, resolutionFor(dim, shift, 1e-6, ANCHOR_LATTICE));
    if (!(anchor.mass > LEAST_MASS)) break;
    anchors.push(anchor);
    if (anchor.mass < leastTail) break;
  }
  anchors.push(...nearPoints(dim, at, anchors));
  return at.map((probability) => {
    if (probability.tail === 0) return UNBOUNDED;
    const flow = differential(dim, probability) * (1 - CLOSED_FORM_ERROR);
    // Each anchor with a larger mass proves a radius; the nearest is the best, but all hold.
    let radius = 0;
    for (const { shift, mass, differential: reached } of anchors) {
      if (mass >= probability.tail) radius = Math.max(radius, shift + (flow - reached));
    }
    radius *= 1 - 4 * Number.EPSILON;
    return { radius, ceiling: Infinity, upper: null, exact: false, note: CONTINUED };
  });
}

function anchorAt(dim: number, shift: number, resolution: number): Anchor {
  const mass = massAt(dim, shift, resolution, 'above');
  if (!(mass > LEAST_MASS && mass < 0.5)) return { shift, mass: 0, differential: Infinity };
  const reached = differential(dim, { rho: 1 - mass, tail: mass, excess: 0.5 - mass });
  return { shift, mass, differential: reached * (1 + CLOSED_FORM_ERROR) };
}

/**
 * Further anchors just below the radii asked for, as told by the first ones: at all points, or as many as there is time
 * for.
 */
function nearPoints(dim: number, at: readonly TopProbability[], anchors: readonly Anchor[]): Anchor[] {
  if (anchors.length < 4) return [];
  const tails = at.map(({ tail }) => tail).filter((tail) => tail > LEAST_MASS && tail < 0.5);
  tails.sort((x, y) => y - x);
  const zs = anchors.map(({ mass }) => -normalQuantile(mass));
  const shifts = anchors.map(({ shift }) => shift);
  const found: Anchor[] = [];
  const deepest = anchors.at(-1)!.shift;
  const size = latticeSize(dim, resolutionFor(dim, deepest, POINT_ERROR, ANCHOR_LATTICE));
  const step = Math.max(1, tails.length / Math.floor(POINT_BUDGET / size));
  for (let position = tails.length - 1; position >= 0; position -= step) {
    const tail = tails[Math.ceil(position)]!;
    const guess = interpolated(zs, shifts, -normalQuantile(tail));
    const resolution = resolutionFor(dim, guess, POINT_ERROR, ANCHOR_LATTICE);
    const below = guess * (1 - (1.1 * guess) / (24 * resolution * resolution) - 1e-5);
    if (!(below > 0)) continue;
    const anchor = anchorAt(dim, below, resolution);
    found.push(anchor);
    if (anchor.mass >= tail || anchor.mass === 0) continue;
    // Too far: back by what the differential method makes of the difference, and a third more.
    const excess = anchor.differential - differential(dim, { rho: 1 - tail, tail, excess: 0.5 - tail });
    if (below > 1.34 * excess) found.push(anchorAt(dim, below - 1.34 * excess, resolution));
  }
  return found;
}

/** The shift at z by the cubic through the four anchors about it. */
function interpolated(zs: readonly number[], shifts: readonly number[], z: number): number {
  const after = zs.findIndex((other) => other >= z);
  const first = Math.max(0, Math.min(zs.length - 4, (after < 0 ? zs.length : after) - 2));
  return lagrange(zs, shifts, z, first, first + 4);
}
