/**
 * Phi of a noise that is only known by a sampler and a log-density: the slopes Y = <v, grad psi(X)>, psi = -log q, are
 * sampled by central differences, and bounded in mean for every direction of a net at once.
 *
 * Phi(1/2) = 1/2 sup_v E|Y_v|, and E(Y_v - c)_+ = 1/2 E(|Y_v| - c)_+ (q is even) gives the lines of
 * noise/rate/bound.ts. Both are convex in v, so the points of a direction net decide.
 *
 * What this rests on besides the confidence, and no sample can prove: a program's q has no jumps (a test looks for them along
 * every direction: the total variation of a small shift, from a bounded mean, may not exceed what the slopes say; a formula
 * must be continuous by the rules for its parts), and slopes larger than 1.5 times the largest one seen matter no more. The
 * report names this assumption in its first line.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { factsOf, stands } from '../../noise/facts.ts';
import type { Noise } from '../../noise/noise.ts';
import { GrowthRateBound } from '../../noise/rate/bound.ts';
import type { RateLine } from '../../noise/rate/bound.ts';
import { RatioSampler } from '../../growth/ratio-sampler.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMeanLower } from '../../numeric/confidence/budgeted-bounds.ts';
import { enclosed } from '../../numeric/estimate.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import { directionNet } from '../../geometry/functionals/direction-net.ts';
import type { DirectionNet } from '../../geometry/functionals/direction-net.ts';

export interface SampledSlopes {
  readonly phiHalf: Estimate;
  /** Upper bound of Phi, all lines together with the curve's confidence; no lines where directions are missing or q jumps. */
  readonly bound: GrowthRateBound;
  /** The same from plain averages: the likeliest curve. */
  readonly likeliest: GrowthRateBound;
  /** The direction with the largest mean slope. */
  readonly direction: readonly number[];
  /** A sentence each: what had to be assumed or could not be done. */
  readonly remarks: readonly string[];
}

export interface SlopeSampling {
  readonly samples: number;
  readonly seed: number;
  /** Of Phi(1/2), and of the bound. */
  readonly confidence: number;
  readonly curveConfidence: number;
  readonly onProgress: (done: number, total: number) => void;
}

/** Arithmetic spent on differences and inner products, about; more directions or samples are cut off. */
const BUDGET = 6e9;
/** Full gradients are taken up to this dimension; beyond, differences along each direction. */
const MAX_GRADIENT_DIM = 64;
const PILOT = 2000;
const BINS = 160;
/** Step of the differences in units of a coordinate's median size: errors near 1e-10. */
const STEP = 1e-5;
const RANGE_FACTOR = 1.5;
const MANY = 64;

export function sampledSlopes(noise: Noise, adversary: Adversary, plan: SlopeSampling): SampledSlopes {
  const { dim } = noise;
  const limit = Math.max(2, Math.floor(BUDGET / (4 * dim * PILOT * (dim <= MAX_GRADIENT_DIM ? 1 : 8))));
  const net = directionNet(adversary, limit);
  const field = new SlopeField(noise, net);
  const { cap, unit } = field;
  const cost = field.costPerSample;
  const samples = Math.max(PILOT, Math.min(plan.samples, Math.floor(BUDGET / cost)));
  const tallies = net.points.map(() => new SlopeTally(cap / unit));
  const random = randomStream(mixSeed(plan.seed, 'slopes'));
  for (let n = 0; n < samples; n++) {
    field.draw(random);
    // With many directions, histograms are filled by every fourth sample: Phi(1/2) is wanted sharper than the curve.
    const binned = tallies.length <= MANY || n % 4 === 0;
    for (let k = 0; k < tallies.length; k++) {
      const size = Math.abs(field.slopes[k]!) / unit;
      tallies[k]!.add(size);
      if (binned) tallies[k]!.bin(size);
    }
    if (n % 4096 === 0) plan.onProgress(n, samples);
  }
  plan.onProgress(samples, samples);
  const range = RANGE_FACTOR * Math.max(...tallies.map((tally) => tally.largest));
  const shares = ErrorBudget.besides(plan.confidence).split(tallies.length);
  const halves = tallies.map((tally, k) => tally.half(range, shares[k]!, unit));
  const best = halves.reduce((top, half, k) => (half.value > halves[top]!.value ? k : top), 0);
  const direction = net.points[best]!;
  const lower = Math.max(...halves.map((half) => half.lower));
  const upper = Math.max(...halves.map((half) => half.upper)) * net.spread;
  const proved = factsOf(noise).continuous.status === 'proved';
  const { jumps: found, shifted, all } = jumpsAlong(noise, net, halves, { best, proved }, plan);
  // A program may jump wherever nobody looked.
  const jumps = found || mayJump(noise) || (!all && !proved);
  const known = Number.isFinite(net.spread) && !jumps;
  const forCurve = ErrorBudget.besides(plan.curveConfidence);
  const detail = 'differential method on sampled slopes';
  const lines = (alpha: number | null): RateLine[] => envelope(tallies, range, alpha, net.spread * unit);
  const remarks: string[] = known ? [assumption(proved, net.points.length)] : [];
  if (jumps) {
    const verb = found
      ? 'jumps: its slopes miss'
      : all
        ? 'may jump (by sign, tan, log, a quotient or a power): its slopes may miss'
        : 'may jump along one of more directions than can be tried: its slopes may miss';
    remarks.push(`The density ${verb} a part of Phi(1/2), of which only a lower bound is known.`);
  }
  if (!Number.isFinite(net.spread)) {
    remarks.push(
      `The adversary has too many directions to try all in dimension ${dim}: Phi(1/2) is only known from below.`,
    );
  }
  if (samples < plan.samples) remarks.push(`Slopes were sampled ${samples} times, as many as is affordable here.`);
  return {
    phiHalf: enclosed(
      Math.max(halves[best]!.value, jumps ? shifted : 0),
      Math.max(lower, jumps ? shifted : 0),
      known ? upper : Infinity,
      'monte-carlo',
      plan.confidence,
    ),
    bound: new GrowthRateBound(
      known ? lines(forCurve.spendOnEach(tallies.length * (BINS + 1))) : [],
      detail,
      plan.curveConfidence,
    ),
    likeliest: new GrowthRateBound(known ? lines(null) : [], detail, plan.curveConfidence),
    direction,
    remarks,
  };
}

/** What no sample can prove, and upper ends of Phi and radii rest on. */
function assumption(continuous: boolean, directions: number): string {
  const steep =
    'no walls so steep or narrow that no sample meets them, and no slopes beyond 1.5 times the largest one seen that matter';
  if (continuous) return `Assumption: the density has ${steep}. Its slopes are sampled.`;
  const where = directions === 1 ? 'the one direction' : `all ${directions} directions`;
  return (
    `Assumption: the density of this program has no jumps, ${steep}. A program cannot be proved continuous: its slopes are ` +
    `sampled, and jumps were looked for along ${where} of the adversary.`
  );
}

/** Whether the density jumps as far as is known without sampling. */
function mayJump(noise: Noise): boolean {
  return !stands(factsOf(noise).continuous);
}

/** For every threshold the worst direction. */
function envelope(tallies: readonly SlopeTally[], range: number, alpha: number | null, spread: number): RateLine[] {
  return Array.from({ length: BINS + 1 }, (_, j) => {
    const excess = Math.max(...tallies.map((tally) => tally.excess(j, range, alpha)));
    return { slope: tallies[0]!.threshold(j) * spread, intercept: excess * spread };
  });
}

/** Draws points and their slopes along every direction of the net; nothing is allocated per draw. */
class SlopeField {
  readonly slopes: Float64Array;
  /** A size that few slopes exceed, along any direction. */
  readonly cap: number;
  /** A power of 2 near the inverse size of the noise: in this unit squares of slopes stay within range, at any scale. */
  readonly unit: number;
  readonly costPerSample: number;

  private readonly noise: Noise;
  private readonly points: readonly Float64Array[];
  private readonly steps: Float64Array;
  private readonly x: Float64Array;
  private readonly moved: Float64Array;
  private readonly gradient: Float64Array | null;

  constructor(noise: Noise, net: DirectionNet) {
    const { dim } = noise;
    this.noise = noise;
    this.points = net.points.map((v) => Float64Array.from(v));
    this.slopes = new Float64Array(this.points.length);
    this.x = new Float64Array(dim);
    this.moved = new Float64Array(dim);
    const useGradient = dim <= MAX_GRADIENT_DIM;
    this.gradient = useGradient ? new Float64Array(dim) : null;
    this.steps = typicalSizes(noise).map((size) => STEP * size);
    this.costPerSample = dim * (useGradient ? 40 * dim + 2 * this.points.length : 8 * this.points.length);
    const random = randomStream(mixSeed(0, 'slope-pilot'));
    const pilot = Math.max(200, Math.min(PILOT, Math.floor(BUDGET / 10 / this.costPerSample)));
    const largest = new Float64Array(pilot);
    for (let n = 0; n < pilot; n++) {
      this.draw(random);
      largest[n] = this.slopes.reduce((top, y) => Math.max(top, Math.abs(y)), 0);
    }
    largest.sort();
    this.cap = 1.2 * largest[Math.floor(0.999 * (pilot - 1))]! + Number.MIN_VALUE;
    this.unit = 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(STEP / this.steps[0]!))));
  }

  draw(random: ReturnType<typeof randomStream>): void {
    const { noise, x, points, slopes, gradient, steps } = this;
    noise.sample(random, x);
    if (gradient === null) {
      for (let k = 0; k < points.length; k++) slopes[k] = this.along(points[k]!);
      return;
    }
    for (let i = 0; i < x.length; i++) {
      const here = x[i]!;
      const step = steps[i]!;
      x[i] = here + step;
      const right = noise.logDensity(x);
      x[i] = here - step;
      const left = noise.logDensity(x);
      x[i] = here;
      gradient[i] = slopeOf(left, right, 2 * step, noise);
    }
    for (let k = 0; k < points.length; k++) {
      const v = points[k]!;
      let sum = 0;
      for (let i = 0; i < v.length; i++) sum += v[i]! * gradient[i]!;
      slopes[k] = sum;
    }
  }

  private along(v: Float64Array): number {
    const { noise, x, moved, steps } = this;
    let size = Infinity;
    for (let i = 0; i < v.length; i++) if (v[i] !== 0) size = Math.min(size, steps[i]! / Math.abs(v[i]!));
    for (let i = 0; i < x.length; i++) moved[i] = x[i]! + size * v[i]!;
    const right = noise.logDensity(moved);
    for (let i = 0; i < x.length; i++) moved[i] = x[i]! - size * v[i]!;
    return slopeOf(noise.logDensity(moved), right, 2 * size, noise);
  }
}

/** (left - right)/width; 0 across the edge of the support, whose part the jump test sees. */
function slopeOf(left: number, right: number, width: number, noise: Noise): number {
  const slope = (left - right) / width;
  if (Number.isFinite(slope)) return slope;
  if (Number.isNaN(left) || Number.isNaN(right)) {
    throw new InvalidInput(`The density of ${noise.spec} is not a number near a point that its sampler drew.`, {
      code: 'invalid-noise',
    });
  }
  return 0;
}

/** Median |x_i| of some samples. */
function typicalSizes(noise: Noise): Float64Array {
  const count = 301;
  const random = randomStream(mixSeed(0, 'slope-scale'));
  const x = new Float64Array(noise.dim);
  const sizes = Array.from({ length: noise.dim }, () => new Float64Array(count));
  for (let n = 0; n < count; n++) {
    noise.sample(random, x);
    for (let i = 0; i < noise.dim; i++) sizes[i]![n] = Math.abs(x[i]!);
  }
  return Float64Array.from(sizes, (column) => Math.max(column.sort()[(count - 1) / 2]!, Number.MIN_VALUE));
}

/** Half of E|Y|, bounded. */
interface Half {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Sizes of slopes along one direction, in bins of equal width and one beyond, with sums and sums of squares. */
class SlopeTally {
  largest = 0;
  private count = 0;
  private binned = 0;
  private sum = 0;
  private squares = 0;
  private readonly width: number;
  private readonly counts = new Float64Array(BINS + 1);
  private readonly sums = new Float64Array(BINS + 1);
  private readonly squareSums = new Float64Array(BINS + 1);
  private suffix = false;

  constructor(cap: number) {
    this.width = cap / BINS;
  }

  add(size: number): void {
    this.count++;
    this.sum += size;
    this.squares += size * size;
    if (size > this.largest) this.largest = size;
  }

  bin(size: number): void {
    this.binned++;
    const bin = Math.min(BINS, Math.floor(size / this.width));
    this.counts[bin]!++;
    this.sums[bin]! += size;
    this.squareSums[bin]! += size * size;
  }

  threshold(j: number): number {
    return j * this.width;
  }

  /** Half the mean, in the given unit. */
  half(range: number, share: ErrorBudget, unit: number): Half {
    const mean = this.sum / this.count;
    const error = deviation(this.sum, this.squares, this.count, range, share.spend());
    const half = 0.5 * unit;
    return { value: half * mean, lower: Math.max(0, half * (mean - error)), upper: half * (mean + error) };
  }

  /** 1/2 E(|Y| - c)_+ at the j-th threshold: bounded from above at level alpha, or (null) the average. */
  excess(j: number, range: number, alpha: number | null): number {
    if (!this.suffix) {
      for (let k = BINS - 1; k >= 0; k--) {
        this.counts[k]! += this.counts[k + 1]!;
        this.sums[k]! += this.sums[k + 1]!;
        this.squareSums[k]! += this.squareSums[k + 1]!;
      }
      this.suffix = true;
    }
    const c = this.threshold(j);
    const [hits, first, second] = [this.counts[j]!, this.sums[j]!, this.squareSums[j]!];
    const sum = Math.max(0, first - c * hits);
    const squares = Math.max(0, second - 2 * c * first + c * c * hits);
    const mean = sum / this.binned;
    if (alpha === null) return 0.5 * mean;
    return 0.5 * (mean + deviation(sum, squares, this.binned, Math.max(0, range - c), alpha));
  }
}

/** Empirical Bernstein (Maurer and Pontil 2009) for values in [0, range]. */
function deviation(sum: number, squares: number, n: number, range: number, alpha: number): number {
  const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
  const log = Math.log(4 / alpha);
  return Math.sqrt((2 * variance * log) / n) + (7 * range * log) / (3 * (n - 1));
}

const JUMP_SAMPLES = 100_000;
/** Probability that a jump is said to be where there is none. */
const FALSE_JUMP = 1e-9;
/** Samples a direction from which on a jump that carries some hundredths of the mass shows. */
const FEWEST_JUMP_SAMPLES = 1000;
const JUMP_BUDGET = BUDGET / 10;

/** Directions along which walls of a continuous density are looked for. */
const WALL_DIRECTIONS = 16;

/**
 * Whether TV(delta v)/delta, which never exceeds Phi_v(1/2), certainly exceeds what the slopes along v give, for any point v of the
 * net (an adversary's extreme points: all coordinate axes for l1); and the largest lower bound of it. delta moves about 5 % of the
 * mass, so that a jump shows. `all` is false where there are too many points to try each.
 */
function jumpsAlong(
  noise: Noise,
  net: DirectionNet,
  halves: readonly Half[],
  { best, proved }: { readonly best: number; readonly proved: boolean },
  plan: SlopeSampling,
): { readonly jumps: boolean; readonly shifted: number; readonly all: boolean } {
  const points = net.points.length;
  const affordable = Math.floor(JUMP_BUDGET / noise.dim / points);
  const all = affordable >= FEWEST_JUMP_SAMPLES;
  const count = Math.max(FEWEST_JUMP_SAMPLES, Math.min(JUMP_SAMPLES, plan.samples, affordable));
  // What is proved continuous has walls at most: they are looked for along a few directions, among them all axes of few dimensions.
  const step = proved ? Math.ceil(points / WALL_DIRECTIONS) : 1;
  const tried = all ? [...net.points.keys()].filter((k) => k % step === 0 || k === best) : [best];
  const shares = ErrorBudget.of(FALSE_JUMP).split(tried.length);
  let jumps = false;
  let shifted = 0;
  for (const [at, k] of tried.entries()) {
    const { value, upper } = halves[k]!;
    // Without slopes the length of v gives the scale.
    const gap = 0.05 / value;
    const delta = Number.isFinite(gap) ? gap : (0.3 * noise.sigma) / Math.hypot(...net.points[k]!);
    if (!Number.isFinite(delta)) return { jumps: true, shifted, all };
    const ratios = new RatioSampler(
      noise,
      net.points[k]!.map((x) => x * delta),
    );
    const random = randomStream(mixSeed(plan.seed, `jump ${k}`));
    let [sum, squares] = [0, 0];
    for (let n = 0; n < count; n++) {
      ratios.draw(random);
      const loss = Math.max(0, -Math.expm1(ratios.base));
      sum += loss;
      squares += loss * loss;
    }
    const least = budgetedMeanLower(sum, squares, count, shares[at]!) / delta;
    shifted = Math.max(shifted, least);
    if (least > upper * (1 + 1e-6)) jumps = true;
  }
  return { jumps, shifted, all };
}
