/**
 * Sequential estimation: sampling stops as soon as the question is settled, and the certificate is as good as one from a
 * fixed number of samples.
 *
 * What is reported rests on the lower confidence sequence alone, at the full alpha: it is below the true probability at all
 * times at once, but with probability alpha, so *any* rule for stopping is allowed. The upper sequence only helps to decide
 * when to stop; "the radius is not reached" has its own error probability alpha.
 */
import { sequenceLower, sequenceUpper } from '../../numeric/confidence/sequence.ts';
import { findRoot } from '../../numeric/roots.ts';
import type { SampledPlan } from '../certify-plan.ts';
import type { AdversaryRadii } from '../radii/image-radii.ts';
import type { Drawing } from './drawing.ts';
import type { Estimation } from './estimation.ts';
import { boundFromTail } from './probability-bound.ts';
import { nextLook, watchedRadii } from './stopping-rule.ts';
import type { SequentialRule } from './stopping-rule.ts';
import { tiesFor, votesFor } from './votes.ts';

/** What is known of tail = 1 - p after some samples, from all looks together. */
export interface TailInterval {
  readonly low: number;
  readonly high: number;
}

/** Intersects the interval known so far with that of `count` successes among n: sequences only ever shrink. */
export function shrunk(known: TailInterval, count: number, n: number, alpha: number): TailInterval {
  const failures = n - count;
  return {
    low: Math.max(known.low, sequenceLower(failures, n, alpha)),
    high: Math.min(known.high, sequenceUpper(failures, n, alpha)),
  };
}

export const NOTHING_KNOWN: TailInterval = { low: 0, high: 1 };

/** Estimation under the plan's stopping rule, by at most n samples. The count is checked at the looks of the rule. */
export async function estimateSequentially(drawing: Drawing, cls: number, plan: SampledPlan): Promise<Estimation> {
  const { n, alpha, stopping, nearTies } = plan;
  if (stopping.kind === 'fixed') throw new Error('a fixed plan has no stopping rule');
  const settled = settlement(stopping, plan.radii);
  let known = NOTHING_KNOWN;
  let count = 0;
  while (drawing.drawn < n) {
    await drawing.until(Math.min(n, nextLook(stopping, drawing.drawn)));
    count = votesFor(drawing, cls, nearTies);
    known = shrunk(known, count, drawing.drawn, alpha);
    // The best bound still possible: no failure any more.
    const failures = drawing.drawn - count;
    const hope = (): number => Math.min(known.high, sequenceUpper(failures, n, alpha));
    if (settled(known, hope, drawing.image.pixels)) break;
  }
  return { count, n: drawing.drawn, ties: tiesFor(drawing, cls, nearTies), bound: boundFromTail(known.high) };
}

/** Whether the rule's question is settled by what is known of the tail and the least upper bound still in reach. */
export type Settlement = (known: TailInterval, hope: () => number, pixels: Float32Array) => boolean;

const settlements = new WeakMap<SequentialRule, WeakMap<readonly AdversaryRadii[], Settlement>>();

/** The rule's question as a test of intervals; thresholds are found once for a rule and its radii. */
export function settlement(rule: SequentialRule, radii: readonly AdversaryRadii[]): Settlement {
  const ofRule = settlements.get(rule) ?? new WeakMap<readonly AdversaryRadii[], Settlement>();
  settlements.set(rule, ofRule);
  const known = ofRule.get(radii);
  if (known !== undefined) return known;
  const watched = watchedRadii(rule, radii);
  const made = rule.kind === 'radii' ? reaches(rule.radii, watched) : narrowerThan(rule.width, watched);
  ofRule.set(radii, made);
  return made;
}

function reaches(wanted: readonly number[], watched: AdversaryRadii): Settlement {
  const thresholds = (pixels?: Float32Array): TailThreshold[] =>
    wanted.map((radius) => tailThreshold(watched, radius, pixels));
  const common = watched.needsImage ? null : thresholds();
  let last: { readonly pixels: Float32Array; readonly thresholds: TailThreshold[] } | null = null;
  return ({ low, high }, hope, pixels) => {
    if (common === null && last?.pixels !== pixels) last = { pixels, thresholds: thresholds(pixels) };
    return (common ?? last!.thresholds).every(({ yes, no }) => high <= yes || low >= no || hope() > yes);
  };
}

function narrowerThan(width: number, watched: AdversaryRadii): Settlement {
  return ({ low, high }, _hope, pixels) => {
    const lower = watched.radius(boundFromTail(high), pixels);
    const upper = watched.radius(boundFromTail(low), pixels);
    return lower === upper || upper - lower <= width * upper;
  };
}

/** Where a radius is reached: radius(yes) >= r > radius(no), yes < no and near; yes = -1: out of reach of any sample. */
export interface TailThreshold {
  readonly yes: number;
  readonly no: number;
}

/** A tail no bound from up to 2^31 samples comes near. */
const LEAST_TAIL = 1e-12;

/** The greatest tail at which the radius reaches `radius`, enclosed to a relative 1e-9, on a logarithmic scale. */
export function tailThreshold(watched: AdversaryRadii, radius: number, pixels?: Float32Array): TailThreshold {
  // Radius 0 is reached when the class is certain.
  if (radius <= 0) return { yes: 0.5 * (1 - 2 ** -53), no: 0.5 };
  const excess = (logTail: number): number => watched.radius(boundFromTail(Math.exp(logTail)), pixels) - radius;
  const least = Math.log(LEAST_TAIL);
  if (excess(least) < 0) return { yes: -1, no: 0 };
  const most = Math.log(0.5);
  const { lower, upper } = findRoot(excess, least, most, { absoluteTolerance: 1e-9, relativeTolerance: 0 });
  // A radius hit exactly counts as reached: the least larger tail that fails is looked for from there.
  let no = upper;
  for (let step = 1e-12; excess(no) >= 0; step *= 4) no = Math.min(most, upper + step);
  return { yes: Math.exp(excess(upper) >= 0 ? upper : lower), no: Math.exp(no) };
}
