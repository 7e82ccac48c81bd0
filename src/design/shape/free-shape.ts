/**
 * The best shape for uniform noise near rho = 1/2, searched among zonotopes with free widths on a net of directions:
 * the radius curve starts with the slope 1/Phi(1/2), Phi(1/2) = max_v vol(Pi_v K)/|K|, and sigma^2 = E|x|_2^2/d. What
 * is least is log(max_v vol(Pi_v K)/|K|) + log(sigma), which no scaling of K changes. The search knows no crystal; how
 * near it comes to one is measured afterwards. In dimensions 2 and 3.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import type { ConvexBody } from '../../geometry/body.ts';
import { extremePairs } from '../../geometry/functionals/extreme-points.ts';
import { evolvedMinimum } from '../../numeric/evolution.ts';
import { zonotopeFamily } from './zonotope-family.ts';

/** A shape found. */
export interface FreeShape {
  /** Generators, scaled so that the largest coordinate of their sum is 1; rounded as they are written. */
  readonly generators: readonly (readonly number[])[];
  /** sigma/Phi(1/2) at sigma = 1: the slope of the radius curve of uniform noise on it, an estimate. */
  readonly slope: number;
  /** The crystal of the adversary, where there is one to compare with. */
  readonly crystal: ConvexBody | null;
  /**
   * 1 - min/max over the net of directions of h_K/h_W: 0 for a multiple of the crystal; null without one.
   */
  readonly distance: number | null;
  /** Shapes looked at. */
  readonly tried: number;
}

/** Shapes looked at, at most, for each order. */
const EVALUATIONS = { 2: 10_000, 3: 12_000 } as const;
/**
 * The largest shadow is approached by their power means of these orders, one after the other: the maximum itself has
 * kinks at the very shapes that are looked for.
 */
const ORDERS = [4, 32, 512] as const;
/** Widths below this share of the largest are taken for 0. */
const NEGLIGIBLE = 5e-3;
const DIGITS = 5;

/**
 * Searches a shape against the adversary; null in other dimensions, or where the extreme points of the adversary are
 * unknown.
 */
export function freeShape(adversary: Adversary, crystal: ConvexBody | null, seed: number): FreeShape | null {
  const { dim } = adversary;
  const extreme = extremeDirections(adversary);
  if ((dim !== 2 && dim !== 3) || extreme === null) return null;
  const directions = dim === 2 ? circle(12) : lattice();
  const family = zonotopeFamily(directions, extreme);
  const cost = (widths: readonly number[], order: number): number => {
    const { volume, secondMoment, shadows } = family.measures(widths);
    return volume > 0 ? Math.log(powerMean(shadows, order) / volume) + 0.5 * Math.log(secondMoment / dim) : Infinity;
  };
  let [found, tried]: [readonly number[], number] = [directions.map(() => 0.5), 0];
  ORDERS.forEach((order, stage) => {
    const { x, evaluations } = evolvedMinimum((widths) => cost(widths, order), found, {
      evaluations: EVALUATIONS[dim],
      step: 0.2 / order,
      least: 0,
      most: 1,
      seed: seed + stage,
      tolerance: 1e-7,
    });
    [found, tried] = [x, tried + evaluations];
  });
  const largest = Math.max(...found);
  const widths = found.map((w) => (w < NEGLIGIBLE * largest ? 0 : w));
  return {
    generators: written(directions, widths),
    slope: Math.exp(-cost(widths, Infinity)),
    crystal,
    distance: crystal === null ? null : distanceTo(crystal, directions, widths, dim),
    tried,
  };
}

/** (mean of x^order)^(1/order): the maximum at Infinity. */
function powerMean(values: readonly number[], order: number): number {
  const largest = Math.max(...values);
  if (order === Infinity) return largest;
  const sum = values.reduce((total, value) => total + (value / largest) ** order, 0);
  return largest * (sum / values.length) ** (1 / order);
}

/** One of each pair of extreme points of the adversary, or a net of the sphere for l2. */
function extremeDirections(adversary: Adversary): readonly (readonly number[])[] | null {
  if (adversary.kind === 'body') return extremePairs(adversary.body);
  if (adversary.p === 2) return adversary.dim === 2 ? circle(36) : halfSphere(30);
  return extremePairs(lpBall(adversary.p, adversary.dim));
}

/** n directions of the upper half of the circle. */
function circle(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => [Math.cos((i * Math.PI) / n), Math.sin((i * Math.PI) / n)]);
}

/** The axes, the diagonals of faces and those of the cube: 13 directions, of unit length. */
function lattice(): number[][] {
  const digits = [-1, 0, 1];
  const all = digits.flatMap((x) => digits.flatMap((y) => digits.map((z) => [x, y, z])));
  return all.filter((g) => (g.find((c) => c !== 0) ?? 0) > 0).map((g) => g.map((c) => c / Math.hypot(...g)));
}

/** Points of the upper half-sphere along a spiral of the golden angle. */
function halfSphere(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => {
    const z = (i + 0.5) / n;
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    const r = Math.sqrt(1 - z * z);
    return [r * Math.cos(angle), r * Math.sin(angle), z];
  });
}

function written(directions: readonly (readonly number[])[], widths: readonly number[]): number[][] {
  const dim = directions[0]!.length;
  const generators = directions.map((g, i) => g.map((c) => c * widths[i]!)).filter((_, i) => widths[i]! > 0);
  const size = Math.max(
    ...Array.from({ length: dim }, (_, j) => generators.reduce((sum, g) => sum + Math.abs(g[j]!), 0)),
  );
  return generators.map((g) => g.map((c) => (Math.abs(c) < 1e-12 * size ? 0 : Number((c / size).toPrecision(DIGITS)))));
}

function distanceTo(
  crystal: ConvexBody,
  directions: readonly (readonly number[])[],
  widths: readonly number[],
  dim: number,
): number {
  const support = (u: readonly number[]): number =>
    directions.reduce((sum, g, i) => sum + widths[i]! * Math.abs(g.reduce((s, c, j) => s + c * u[j]!, 0)), 0);
  const net = dim === 2 ? circle(180) : halfSphere(400);
  const ratios = net.map((u) => support(u) / crystal.support(u));
  return 1 - Math.min(...ratios) / Math.max(...ratios);
}
