/**
 * Phi of a noise that is only known by a sampler and a log-density: the slopes Y = <v, grad psi(X)>, psi = -log q, are
 * sampled by central differences, and bounded in mean for every direction of a net at once.
 *
 * Phi(1/2) = 1/2 sup_v E|Y_v|, and E(Y_v - c)_+ = 1/2 E(|Y_v| - c)_+ (q is even) gives the lines of
 * noise/rate/bound.ts. Both are convex in v, so the points of a direction net decide.
 *
 * What this rests on besides the confidence, and no sample can prove: a program's q has no jumps (a test looks for them
 * along every direction: the total variation of a small shift, from a bounded mean, may not exceed what the slopes say;
 * a formula must be continuous by the rules for its parts), and slopes larger than 1.5 times the largest one seen
 * matter no more. The report names this assumption in its first line.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { factsOf, stands } from '../../noise/facts.ts';
import type { Noise } from '../../noise/noise.ts';
import { GrowthRateBound, type RateLine } from '../../noise/rate/bound.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import { directionNet } from '../../geometry/functionals/direction-net.ts';
import { jumpsAlong } from './jumps.ts';
import { ARITHMETIC, MAX_GRADIENT_DIM, PILOT, SlopeField } from './slope-field.ts';
import { BINS, SlopeTally } from './slope-tally.ts';

export interface SampledSlopes {
  readonly phiHalf: Estimate;
  /**
   * Upper bound of Phi, all lines together with the curve's confidence; no lines where directions are missing or q
   * jumps.
   */
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

/** Slopes beyond this multiple of the largest one seen are assumed not to matter. */
const RANGE_FACTOR = 1.5;
/** Directions beyond which histograms are filled by a part of the samples. */
const MANY = 64;

export function sampledSlopes(noise: Noise, adversary: Adversary, plan: SlopeSampling): SampledSlopes {
  const { dim } = noise;
  const limit = Math.max(2, Math.floor(ARITHMETIC / (4 * dim * PILOT * (dim <= MAX_GRADIENT_DIM ? 1 : 8))));
  const net = directionNet(adversary, limit);
  const field = new SlopeField(noise, net);
  const { cap, unit } = field;
  const cost = field.costPerSample;
  const samples = Math.max(PILOT, Math.min(plan.samples, Math.floor(ARITHMETIC / cost)));
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
