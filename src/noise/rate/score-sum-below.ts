/**
 * E|s_1 + ... + s_n| of independent scores from below. The law of |s| is replaced by a finite one that is smaller in
 * the increasing convex order (the mass of each piece of the formula at its mean), which lowers the mean, for E|a eps +
 * R| grows with |a|, and is convex in it, for a fair sign eps. With phi(t) = E cos(t s) of the finite law, known at any
 * t,
 *
 *     E|S| = (2/pi) int_0^inf (1 - phi(t)^n)/t^2 dt.
 *
 * Between two points phi lies within h^2/8 E s^2 of its chord, so |phi|^n lies below the chord of the n-th powers.
 * Below the first point the integral is at least that over the octave after it, for 1 - phi(2t)^n <= 4 (1 - phi(t)^n).
 * Beyond the last point T, phi^n is at most phi^2, whose cosines integrate to at most min(1/T, 2/(b T^2)) each.
 */
import { meanAbsoluteWalk } from '../../geometry/functionals/sign-sum.ts';

/** A law of sizes, of total mass at most 1; what is missing lies at 0. */
export interface Sizes {
  readonly sizes: Float64Array;
  readonly masses: Float64Array;
}

/** Points to an octave, the widest step in units of 1/sqrt(E s^2), and where the integral ends in those. */
const OCTAVE = 256;
const WIDEST = 0.05;
const END = 64;
/**
 * Sizes beyond this many means would ask for short steps: they are cut down to it, which lowers the sum, or taken as
 * rare.
 */
const CLIP = 64;
/** Atoms that the tail is bounded with. */
const TAIL_ATOMS = 400;
/** Rounding of a sum of cosines, absolute, and of the whole, relative. */
const COSINES = 1e-13;
const ROUNDING = 1e-9;

/** A lower bound of E|s_1 + ... + s_n|, given a law of |s| below the true one. */
export function absoluteSumAtLeast(law: Sizes, n: number): number {
  const mean = meanOf(law);
  if (!(mean > 0)) return 0;
  const limit = CLIP * mean;
  const clipped = boundOf({ sizes: law.sizes.map((size) => Math.min(size, limit)), masses: law.masses }, n);
  const first = law.sizes.findIndex((size) => size > limit);
  if (first < 0) return clipped;
  const rest = { sizes: law.sizes.subarray(0, first), masses: law.masses.subarray(0, first) };
  const rare = { sizes: law.sizes.subarray(first), masses: law.masses.subarray(first) };
  return Math.max(
    clipped,
    withRare(
      boundOf(rest, n),
      n,
      meanOf(rare),
      rare.masses.reduce((a, b) => a + b, 0),
    ),
  );
}

/**
 * E|S| from below where a score is, with probability at most `mass`, one of those left out of a sum with E|S'| >=
 * `rest`, and `mean` is E|s| on that event: where one coordinate alone is there, |S| >= |s| - |S'|. So E|S| >= E|S'| (1
 * - 2 n mass) + n (1 - (n - 1) mass) mean.
 */
export function withRare(rest: number, n: number, mean: number, mass: number): number {
  const found = rest * Math.max(0, 1 - 2 * n * mass) + n * mean * Math.max(0, 1 - (n - 1) * mass);
  return found * (1 - 1e-12);
}

function meanOf({ sizes, masses }: Sizes): number {
  let mean = 0;
  for (let k = 0; k < sizes.length; k++) mean += masses[k]! * sizes[k]!;
  return mean;
}

function boundOf({ sizes, masses }: Sizes, n: number): number {
  const mean = meanOf({ sizes, masses });
  if (!(mean > 0)) return 0;
  let square = 0;
  for (let k = 0; k < sizes.length; k++) square += masses[k]! * sizes[k]! ** 2;
  // Khinchine's inequality, and E|(s_1, ..., s_n)|_2 >= sqrt(n) E|s|.
  const crude = mean * Math.max(1, Math.sqrt(n / 2));
  // N of n fair signs of one size are there: E|S| is g(N), and g(k)/k falls, so E g(N) >= E N g(n)/n.
  const signs = sizes.length === 1 ? mean * meanAbsoluteWalk(n) * (1 - 1e-12) : 0;
  if (sizes.length === 1 && masses[0]! > 1 - 1e-9) return Math.max(crude * (1 - ROUNDING), signs);
  return Math.max(crude, signs, byCharacteristic({ sizes, masses }, n, square)) * (1 - ROUNDING);
}

function byCharacteristic(law: Sizes, n: number, square: number): number {
  const { sizes, masses } = law;
  /** 1 - phi(t), without cancellation. */
  const deficit = (t: number): number => {
    let sum = 0;
    for (let k = 0; k < sizes.length; k++) {
      const sine = Math.sin(0.5 * t * sizes[k]!);
      sum += masses[k]! * sine * sine;
    }
    return 2 * sum;
  };
  const unit = 1 / Math.sqrt(square);
  const first = 2 ** Math.round(Math.log2((2 ** -6 * unit) / Math.sqrt(n)));
  const end = END * unit;
  let t = first;
  let before = deficit(t);
  let [whole, octave] = [0, 0];
  while (t < end) {
    const next = Math.min(t * 2 ** (1 / OCTAVE), t + WIDEST * unit);
    const here = deficit(next);
    const slack = (1.001 * square * (next - t) ** 2) / 8 + COSINES;
    const piece = overPiece(t, next, gap(before, slack, n), gap(here, slack, n));
    whole += piece;
    if (next <= 2 * first * (1 + 1e-9)) octave += piece;
    [t, before] = [next, here];
  }
  return (2 / Math.PI) * (whole + octave + Math.max(0, 1 / t - tail(law, t)));
}

/** 1 - x^n for the least x >= |1 - deficit| + slack (for odd n, x >= max(0, 1 - deficit) + slack) that is known. */
function gap(deficit: number, slack: number, n: number): number {
  if (deficit < 0.5) return -Math.expm1(n * Math.log1p(slack - deficit));
  const phi = 1 - deficit;
  return 1 - ((n % 2 === 0 ? Math.abs(phi) : Math.max(0, phi)) + slack) ** n;
}

/** int_a^b of the line through (a, from), (b, to) over t^2. */
function overPiece(a: number, b: number, from: number, to: number): number {
  const slope = (to - from) / (b - a);
  return (from - slope * a) * ((b - a) / (a * b)) + slope * Math.log(b / a);
}

/** An upper bound of int_T^inf phi^n/t^2 dt, n >= 2, by phi^2, a sum of cosines. */
function tail(law: Sizes, end: number): number {
  const { sizes, masses } = law;
  const cosine = (b: number): number => Math.min(1 / end, 2 / (b * end * end));
  // Groups of neighbours: their differences are at least those of the groups' ends.
  const size = Math.ceil(sizes.length / TAIL_ATOMS);
  const groups: { low: number; high: number; mass: number }[] = [];
  for (let k = 0; k < sizes.length; k += size) {
    let mass = 0;
    const last = Math.min(sizes.length, k + size) - 1;
    for (let i = k; i <= last; i++) mass += masses[i]!;
    groups.push({ low: sizes[k]!, high: sizes[last]!, mass });
  }
  const zero = Math.max(0, 1 - groups.reduce((sum, { mass }) => sum + mass, 0));
  if (zero > 0) groups.unshift({ low: 0, high: 0, mass: zero });
  let sum = 0;
  for (const [i, x] of groups.entries()) {
    for (const [j, y] of groups.entries()) {
      const apart = i === j ? 0 : i < j ? y.low - x.high : x.low - y.high;
      sum += x.mass * y.mass * (cosine(apart) + cosine(x.low + y.low));
    }
  }
  return 0.5 * sum * (1 + 1e-9);
}
