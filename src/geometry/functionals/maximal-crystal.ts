/**
 * The largest Wulff crystal of finitely many extreme points (claim W8): among all measures mu on them, the zonotope
 * W_mu = sum mu_i [-y_i, y_i] of the largest volume. It takes the place of the crystal where no transitive symmetry
 * group makes the uniform measure the best.
 *
 * |W_mu| = 2^d sum over |I| = d of |det Y_I| prod mu_i, and |W_mu|^{1/d} is concave in mu. With
 * g_i = (d|W|/d mu_i)/(d |W|), sum mu_i g_i = 1, the step mu_i <- mu_i g_i increases it, and always
 * |W*|^{1/d} <= |W_mu|^{1/d} max g_i: an enclosure at every step.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { determinant } from '../../numeric/algebra/linear-algebra.ts';

/** Determinants kept at most. */
const MAX_SUBSETS = 20_000;
const MAX_STEPS = 20_000;
const NARROW = 1e-9;

/** log of the largest |W_mu|, enclosed, and its measure; null where the points are too many. */
export interface MaximalCrystal {
  readonly logVolume: Estimate;
  readonly weights: readonly number[];
  /** By how much |W|^{1/d} exceeds that of equal weights, relatively, at least but for rounding. */
  readonly gain: number;
}

export function maximalCrystal(points: readonly (readonly number[])[]): MaximalCrystal | null {
  const m = points.length;
  const dim = points[0]?.length ?? 0;
  if (binomial(m, dim) > MAX_SUBSETS) return null;
  const terms: { readonly indices: readonly number[]; readonly size: number }[] = [];
  forEachChoice(m, dim, (indices) => {
    const size = Math.abs(determinant(indices.map((i) => points[i]!)));
    if (size > 0) terms.push({ indices, size });
  });
  const weights = new Float64Array(m).fill(1 / m);
  const gradient = new Float64Array(m);
  let [volume, largest, equal] = [0, Infinity, 0];
  for (let step = 0; step < MAX_STEPS; step++) {
    volume = 0;
    gradient.fill(0);
    for (const { indices, size } of terms) {
      let product = size;
      for (const i of indices) product *= weights[i]!;
      volume += product;
      // d/d mu_i times mu_i.
      for (const i of indices) gradient[i]! += product;
    }
    if (step === 0) equal = volume;
    largest = 0;
    let total = 0;
    for (let i = 0; i < m; i++) {
      const g = gradient[i]! / (dim * volume);
      largest = Math.max(largest, weights[i]! > 0 ? g / weights[i]! : 0);
      gradient[i] = g;
      total += g;
    }
    if (largest - 1 < NARROW) break;
    // A weight that reached 0 could never come back.
    for (let i = 0; i < m; i++) weights[i] = Math.max(gradient[i]! / total, 1e-14);
  }
  const log = Math.log(volume) + dim * Math.LN2;
  const rounding = 1e-12 * (1 + Math.abs(log));
  return {
    logVolume: {
      value: log,
      lower: log - rounding,
      upper: log + dim * Math.log(Math.max(1, largest)) + rounding,
      method: 'closed-form',
      confidence: 1,
    },
    weights: [...weights],
    gain: Math.expm1((Math.log(volume) - Math.log(equal)) / dim),
  };
}

function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product = (product * (n - k + i)) / i;
  return product;
}

function forEachChoice(n: number, k: number, visit: (indices: readonly number[]) => void): void {
  const chosen: number[] = [];
  const descend = (from: number): void => {
    if (chosen.length === k) {
      visit([...chosen]);
      return;
    }
    for (let i = from; i < n; i++) {
      chosen.push(i);
      descend(i + 1);
      chosen.pop();
    }
  };
  descend(0);
}
