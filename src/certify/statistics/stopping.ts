/**
 * Sequential estimation: sampling stops as soon as the question is settled, and the certificate is as good as one from
 * a fixed number of samples.
 *
 * What is reported rests on the lower confidence sequence alone, at the full alpha: it is below the true probability at
 * all times at once, but with probability alpha, so *any* rule for stopping is allowed. The upper sequence only helps
 * to decide when to stop; "the radius is not reached" has its own error probability alpha.
 */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { findRoot } from '../../numeric/roots.ts';
import { oneClassTail } from '../../radius/rival-tail.ts';
import type { SampledPlan } from '../certify-plan.ts';
import type { AdversaryRadii } from '../radii/image-radii.ts';
import { bucketVotes, type ClassBuckets } from './buckets.ts';
import { ClassSequences, isCertain } from './class-bounds.ts';
import type { Drawing } from './drawing.ts';
import type { Estimation } from './estimation.ts';
import { boundFromTail, type ProbabilityBound } from './probability-bound.ts';
import { nextLook, watchedRadii, type SequentialRule } from './stopping-rule.ts';

/** Estimation under the plan's stopping rule, by at most n samples. The votes are looked at when the rule says. */
export async function estimateSequentially(
  drawing: Drawing,
  buckets: ClassBuckets,
  plan: SampledPlan,
): Promise<Estimation> {
  const { n, alpha, stopping, nearTies } = plan;
  if (stopping.kind === 'fixed') throw new Error('a fixed plan has no stopping rule');
  const settled = settlement(stopping, plan.radii);
  const sequences = new ClassSequences(buckets.rivals.length, ErrorBudget.of(alpha), ErrorBudget.of(alpha));
  let votes = bucketVotes(drawing, buckets, nearTies);
  while (drawing.drawn < n) {
    await drawing.until(Math.min(n, nextLook(stopping, drawing.drawn)));
    votes = bucketVotes(drawing, buckets, nearTies);
    sequences.look(votes, drawing.drawn);
    if (settled(sequences, () => sequences.hope(votes, drawing.drawn, n), drawing.image.pixels)) break;
  }
  return { votes, n: drawing.drawn, bound: sequences.certified };
}

/** What is known at a look. */
export interface Standing {
  /** The bounds that a certificate would rest on. */
  readonly certified: ProbabilityBound;
  /** The most favourable probabilities that are not excluded. */
  readonly possible: ProbabilityBound;
}

/** Whether the rule's question is settled by what is known and by the best bounds still in reach. */
export type Settlement = (known: Standing, hope: () => ProbabilityBound, pixels: Float32Array) => boolean;

const settlements = new WeakMap<SequentialRule, WeakMap<readonly AdversaryRadii[], Settlement>>();

/** The rule's question as a test of bounds; thresholds are found once for a rule and its radii. */
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
  return ({ certified, possible }, hope, pixels) => {
    if (common === null && last?.pixels !== pixels) last = { pixels, thresholds: thresholds(pixels) };
    return wanted.every((radius, at) => {
      const threshold = (common ?? last!.thresholds)[at]!;
      const question = { watched, radius, threshold, pixels };
      return reached(certified, question) || excluded(possible, question) || !reached(hope(), question);
    });
  };
}

/** Whether a radius is reached by an image. */
interface Question {
  readonly watched: AdversaryRadii;
  readonly radius: number;
  /** Of the tail, where no rival is bounded. */
  readonly threshold: TailThreshold;
  readonly pixels: Float32Array;
}

/** Whether these bounds certify it. With a rival the radius is computed only where the threshold leaves it open. */
function reached(bound: ProbabilityBound, { watched, radius, threshold: { yes, no }, pixels }: Question): boolean {
  const { tail, rival } = bound;
  if (rival === undefined) return tail <= yes;
  if (!isCertain(bound) || radius <= 0) return isCertain(bound);
  if (rival >= no) return false;
  return oneClassTail(tail, rival) <= yes * (1 - 1e-9) || watched.radius(bound, pixels) >= radius;
}

/** Whether even at these probabilities it would not be certified. */
const excluded = (bound: ProbabilityBound, question: Question): boolean =>
  bound.rival === undefined ? bound.tail >= question.threshold.no : !reached(bound, question);

function narrowerThan(width: number, watched: AdversaryRadii): Settlement {
  return ({ certified, possible }, _hope, pixels) => {
    const lower = watched.radius(certified, pixels);
    const upper = watched.radius(possible, pixels);
    return lower === upper || upper - lower <= width * upper;
  };
}

/**
 * Where a radius is reached: radius(yes) >= r > radius(no), yes < no and near; yes = -1: out of reach of any sample.
 */
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
