/**
 * E(s_1 + ... + s_d - c)_+ of independent scores from above. The law of |s| is put on a lattice, each mass split
 * between its neighbours so that its mean is kept: that spreads it, hence only raises a convex mean; then one
 * convolution power by FFT serves every c. What the window of the lattice cuts off is bounded by Chernoff, E(S - w)_+
 * <= e^{-t w} (E e^{t s})^d / t.
 */
import { convolutionPower } from '../../numeric/convolution-power.ts';
import type { ScoreLaw } from './product-score.ts';

/** Lattice points. */
const POINTS = 1 << 17;
/** log of what may lie outside the window. */
const OUTSIDE = -45;
/** Rounding of the transform, in deviations of the sum: 2^17 points of error 1e-15 at most. */
const ROUNDING = 1e-9;

/** c -> an upper bound of E(S - c)_+, c >= 0, jumps apart. */
export function sumExcessBound(scores: ScoreLaw, dim: number): (c: number) => number {
  const fisher = scores.fisher.upper;
  const deviation = Math.sqrt(dim * (Number.isFinite(fisher) ? fisher : scores.meanSize.upper ** 2));
  const { sizes, masses } = scores.steepness();
  // Jumps alone.
  if (!(sizes.at(-1)! > 0)) return () => 0;
  const bound = latticeExcess(sizes, masses, dim, deviation);
  return (c) => bound(c) + ROUNDING * deviation;
}

function latticeExcess(
  sizes: Float64Array,
  probabilities: Float64Array,
  dim: number,
  deviation: number,
): (c: number) => number {
  const largest = Math.min(sizes.at(-1)!, 64 * deviation);
  const { window, beyond } = windowOf(sizes, probabilities, dim, deviation, largest);
  // A lattice through the largest size: fair signs stay fair signs.
  const finest = (2 * window) / POINTS;
  const step = largest > finest ? largest / Math.floor(largest / finest) : finest;
  const half = Math.min(POINTS / 2 - 2, Math.ceil(largest / step) + 1);
  const weights = new Float64Array(2 * half + 1);
  let total = 0;
  let clipped = 0;
  for (let k = 0; k < sizes.length; k++) {
    const place = Math.min(half - 1, sizes[k]! / step);
    const cell = Math.floor(place);
    const mass = 0.5 * probabilities[k]!;
    clipped += mass * (sizes[k]! - place * step);
    for (const side of [-1, 1]) {
      weights[half + side * cell]! += mass * (1 - (place - cell));
      weights[half + side * (cell + 1)]! += mass * (place - cell);
    }
    total += probabilities[k]!;
  }
  for (let i = 0; i < weights.length; i++) weights[i] = weights[i]! / total;
  const masses = convolutionPower([{ weights, offset: half, count: dim }], POINTS);
  // Mass and first moment above each lattice point k = 0, 1, ...
  const above = new Float64Array(POINTS / 2 + 1);
  const momentAbove = new Float64Array(POINTS / 2 + 1);
  for (let k = POINTS / 2 - 1; k >= 0; k--) {
    const mass = Math.max(0, masses[k]!);
    above[k] = above[k + 1]! + mass;
    momentAbove[k] = momentAbove[k + 1]! + mass * k;
  }
  // Masses rounded up add to a little more than 1.
  const excess = Math.max(1, Math.exp(dim * Math.log(total)));
  return (c) => {
    const from = Math.min(POINTS / 2, Math.ceil(c / step));
    return (momentAbove[from]! * step - c * above[from]!) * excess + dim * clipped + beyond;
  };
}

/** A w with E(S - w)_+ below e^OUTSIDE deviations for |s| clipped at `largest`, and twice that bound. */
function windowOf(
  sizes: Float64Array,
  probabilities: Float64Array,
  dim: number,
  deviation: number,
  largest: number,
): { window: number; beyond: number } {
  const all = { window: dim * largest * 1.01, beyond: 0 };
  let window = all.window;
  for (let k = -12; k <= 24; k++) {
    const t = 2 ** (k / 4) / deviation;
    let excess = 0;
    for (let i = 0; i < sizes.length; i++)
      excess += probabilities[i]! * (Math.cosh(t * Math.min(largest, sizes[i]!)) - 1);
    const needed = (dim * Math.log1p(excess) - OUTSIDE - Math.log(t * deviation)) / t;
    if (needed < window) window = needed;
  }
  return window < all.window ? { window: 1.01 * window, beyond: 2 * Math.exp(OUTSIDE) * deviation } : all;
}
