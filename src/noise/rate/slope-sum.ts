/**
 * Sums of independent slopes of different laws: E(|w_1 s_1 + ... + w_n s_n| - c)_+ from above, E|w_1 s_1 + ... + w_n
 * s_n| from below, for scores s_i with fair signs.
 *
 * With the signs averaged out the mean is E g(|s_1|, ..., |s_n|), g convex and rising in each size: a law of one size
 * that is larger in the increasing convex order gives no less, a smaller one no more. Of two sizes, |a + eps b| is a +
 * b or |a - b|, each half the time: over sorted sizes E is one pass for every c. Of more, the law of |a + eps b| is put
 * on a ladder of sizes and met with the next: upwards by splitting each mass between its neighbours so that its mean is
 * kept, downwards by taking the masses between two rungs together at their mean.
 *
 * Jumps lie on different hyperplanes and add up, and on pieces whose steepness is not bounded g(x) <= g(0) + x.
 */
import type { SteepnessLaw } from '../../formula/enclosure/slopes.ts';
import type { Sizes } from './score-sum-below.ts';

/** A score and its weight in the sum, from below and above. */
export interface WeightedSlope {
  readonly law: SteepnessLaw;
  readonly weight: readonly [number, number];
}

type Side = 'above' | 'below';

/** Sizes of a law that meets another one, atom by atom, where a third is to come. */
const MET = 1024;
/** Rungs of a ladder, and how far, in means, the even ones reach. */
const RUNGS = 4096;
const EVEN_SHARE = 0.75;
const EVEN_REACH = 16;
const UNIT = 2 ** -52;
/** Sums and products of a few doubles, and means kept by splitting, relative. */
const FEW = 1e-13;

/** c -> an upper bound of E(|sum w_i s_i| - c)_+, c >= 0. */
export function slopeSumExcess(slopes: readonly WeightedSlope[]): (c: number) => number {
  const [a, b] = metTwice(
    slopes.map(({ law, weight: [, most] }) => stretched(law, most)),
    'above',
  );
  const apart = slopes.reduce((sum, { law, weight: [, most] }) => sum + most * law.unbounded, 0) * (1 + FEW);
  return (c) => {
    const { mean, size } = meanExcess(a, b, c);
    const found = (mean + size * rounding(a, b) + apart) * (1 + FEW);
    return found >= 0 ? found : Infinity;
  };
}

/** A lower bound of E|sum w_i s_i|, jumps included. */
export function slopeSumAtLeast(slopes: readonly WeightedSlope[]): number {
  const [a, b] = metTwice(
    slopes.map(({ law, weight: [least] }) => whole(stretched(law.below, least))),
    'below',
  );
  const { mean, size } = meanExcess(a, b, 0);
  // What left the doubles says nothing.
  const found = size < Infinity ? Math.max(0, (mean - size * rounding(a, b)) * (1 - FEW)) : 0;
  // Where none of the jumps is met the sum is the one above; where just one is, |S| >= |w s| - |S'|.
  const mass = slopes.reduce((sum, { law }) => sum + law.rare.mass, 0);
  const rare = slopes.reduce(
    (sum, { law, weight: [least] }) => sum + least * law.rare.atLeast * Math.max(0, 1 - (mass - law.rare.mass)),
    0,
  );
  return (found * Math.max(0, 1 - 2 * mass) + rare) * (1 - FEW);
}

const rounding = (a: Sizes, b: Sizes): number => (a.sizes.length + b.sizes.length + 20) * UNIT;

function stretched({ sizes, masses }: Sizes, by: number): Sizes {
  return { sizes: sizes.map((size) => size * by), masses };
}

/** What is missing of a law lies at 0. */
function whole({ sizes, masses }: Sizes): Sizes {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const missing = 1 - total * (1 + (masses.length + 2) * UNIT);
  return missing > 0
    ? { sizes: Float64Array.of(0, ...sizes), masses: Float64Array.of(missing, ...masses) }
    : { sizes, masses };
}

/** Two laws whose signed sum is that of all. */
function metTwice(laws: readonly Sizes[], side: Side): [Sizes, Sizes] {
  const sorted = [...laws].sort((x, y) => x.sizes.length - y.sizes.length);
  const last = sorted.pop() ?? NOTHING;
  return [sorted.reduce((sum, law) => signedSum(sum, law, side), NOTHING), last];
}

const NOTHING: Sizes = { sizes: Float64Array.of(0), masses: Float64Array.of(1) };

/** The law of |a + eps b|, or one that is larger or smaller in the increasing convex order. */
function signedSum(first: Sizes, second: Sizes, side: Side): Sizes {
  if (first === NOTHING) return second;
  const [a, b] = [atMost(first, MET, side), atMost(second, MET, side)];
  const largest = a.sizes.at(-1)! + b.sizes.at(-1)!;
  const mean = meanOf(a) + meanOf(b);
  if (!(mean > 0)) return NOTHING;
  const ladder = new Ladder(mean, largest, RUNGS, side);
  for (let i = 0; i < a.sizes.length; i++) {
    for (let j = 0; j < b.sizes.length; j++) {
      const [x, y, mass] = [a.sizes[i]!, b.sizes[j]!, 0.5 * a.masses[i]! * b.masses[j]!];
      ladder.add(x + y, mass);
      ladder.add(Math.abs(x - y), mass);
    }
  }
  return ladder.law();
}

function atMost(law: Sizes, count: number, side: Side): Sizes {
  const { sizes, masses } = law;
  const mean = meanOf(law);
  if (sizes.length <= count || !(mean > 0)) return law;
  const ladder = new Ladder(mean, sizes.at(-1)!, count, side);
  for (let k = 0; k < sizes.length; k++) ladder.add(sizes[k]!, masses[k]!);
  return ladder.law();
}

function meanOf({ sizes, masses }: Sizes): number {
  let mean = 0;
  for (let k = 0; k < sizes.length; k++) mean += sizes[k]! * masses[k]!;
  return mean;
}

/** Rungs from 0 to the largest size: even ones as far as most of the mass reaches, then in even ratios. */
class Ladder {
  private readonly rungs: Float64Array;
  private readonly even: number;
  private readonly step: number;
  private readonly logRatio: number;
  private readonly masses: Float64Array;
  private readonly moments: Float64Array;
  private readonly side: Side;

  constructor(mean: number, largest: number, count: number, side: Side) {
    const reach = EVEN_REACH * mean;
    this.even = largest > reach ? Math.floor(EVEN_SHARE * count) : count - 1;
    this.step = Math.min(largest, reach) / this.even;
    const beyond = count - 1 - this.even;
    this.logRatio = beyond > 0 ? Math.log(largest / reach) / beyond : 1;
    this.rungs = Float64Array.from({ length: count }, (_, k) =>
      k <= this.even ? k * this.step : this.even * this.step * Math.exp((k - this.even) * this.logRatio),
    );
    this.rungs[count - 1] = Math.max(largest, this.rungs[count - 2]!);
    this.masses = new Float64Array(count);
    this.moments = new Float64Array(count);
    this.side = side;
  }

  add(size: number, mass: number): void {
    const { rungs, masses, moments } = this;
    const last = rungs.length - 1;
    let k =
      size < rungs[this.even]! ? size / this.step : this.even + Math.log(size / rungs[this.even]!) / this.logRatio;
    k = Math.min(last, Math.max(0, Math.floor(k)));
    while (k > 0 && rungs[k]! > size) k--;
    while (k < last && rungs[k + 1]! <= size) k++;
    if (this.side === 'below') {
      masses[k]! += mass;
      moments[k]! += mass * size;
      return;
    }
    const share = k < last ? (size - rungs[k]!) / (rungs[k + 1]! - rungs[k]!) : 0;
    masses[k]! += mass * (1 - share);
    if (share > 0) masses[k + 1]! += mass * share;
  }

  law(): Sizes {
    const kept = [...this.masses.keys()].filter((k) => this.masses[k]! > 0);
    return {
      sizes: Float64Array.from(kept, (k) =>
        this.side === 'above' ? this.rungs[k]! : this.moments[k]! / this.masses[k]!,
      ),
      masses: Float64Array.from(kept, (k) => this.masses[k]!),
    };
  }
}

/**
 * E(|a + eps b| - c)_+ over pairs of sorted sizes, and the sum of the sizes of what was added up: |a + eps b| - c > 0
 * is a + b > c, a - b > c or b - a > c.
 */
function meanExcess(a: Sizes, b: Sizes, c: number): { mean: number; size: number } {
  const n = b.sizes.length;
  const below = new Sums(b, 1);
  const above = new Sums(b, -1);
  // First sizes of b above c - x, above x + c, and not below x - c.
  let [sum, far, near] = [n, 0, 0];
  let [mean, size] = [0, 0];
  for (let i = 0; i < a.sizes.length; i++) {
    const x = a.sizes[i]!;
    while (sum > 0 && b.sizes[sum - 1]! > c - x) sum--;
    while (far < n && b.sizes[far]! <= x + c) far++;
    while (near < n && b.sizes[near]! < x - c) near++;
    const share = 0.5 * a.masses[i]!;
    mean +=
      share *
      (above.moment[sum]! +
        (x - c) * above.mass[sum]! +
        (above.moment[far]! - (x + c) * above.mass[far]!) +
        ((x - c) * below.mass[near]! - below.moment[near]!));
    size += share * (above.moment[sum]! + Math.abs(x - c) * above.mass[sum]! + 2 * above.moment[far]!);
    if (near > 0) size += share * 2 * (x - c) * below.mass[near]!;
  }
  return { mean, size };
}

/** Mass and first moment of what comes before each size (side 1), or from it on (side -1). */
class Sums {
  readonly mass: Float64Array;
  readonly moment: Float64Array;

  constructor({ sizes, masses }: Sizes, side: 1 | -1) {
    const n = sizes.length;
    this.mass = new Float64Array(n + 1);
    this.moment = new Float64Array(n + 1);
    for (let step = 0; step < n; step++) {
      const [k, from, to] = side > 0 ? [step, step, step + 1] : [n - 1 - step, n - step, n - 1 - step];
      this.mass[to] = this.mass[from]! + masses[k]!;
      this.moment[to] = this.moment[from]! + masses[k]! * sizes[k]!;
    }
  }
}
