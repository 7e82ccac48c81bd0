/**
 * Certifying one image: Cohen, Rosenfeld and Kolter's CERTIFY ("Certified Adversarial Robustness via Randomized
 * Smoothing", ICML 2019) for any noise and any number of adversaries, under fixed or sequential sampling; and the exact
 * certificate of splitting noise.
 */
import { ErrorBudget } from '../numeric/confidence/budget.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { CertifyPlan, SampledPlan, SplittingPlan } from './certify-plan.ts';
import type { LabelledImage } from './data/data-set.ts';
import type { Engine } from './engine.ts';
import { bucketVotes, type BucketVotes, type ClassBuckets } from './statistics/buckets.ts';
import { ClassSequences, isCertain, rivalOf } from './statistics/class-bounds.ts';
import { Drawing, type SampleProgress } from './statistics/drawing.ts';
import { boundOf, estimateFixed } from './statistics/estimation.ts';
import { idealBound, quotientDown, type ProbabilityBound } from './statistics/probability-bound.ts';
import type { CertifiedImage, NearTieEffect } from './results/result.ts';
import { selectBuckets } from './statistics/selection.ts';
import { splittingChanges } from './radii/splitting-radius.ts';
import { requireQuantized } from './splitting.ts';
import { estimateSequentially } from './statistics/stopping.ts';
import { sizeOf } from './shape.ts';
import { tiesFor, topClass, votesFor } from './statistics/votes.ts';

/** How an image's certification is watched and ended. */
export interface CertifyOptions {
  /** Ends the work with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onSamples?: SampleProgress | undefined;
}

/**
 * The class of the smoothed classifier at this image and radii within which it does not change; abstains (predict = -1,
 * radii 0) where the samples do not settle the class, that is, where they do not show it above the strongest rival.
 *
 * With probability at least 1 - alpha over the noise, no certificate given for this image is wrong: if it does not
 * abstain, the smoothed classifier returns `predict` at every point within each of the radii (all at once, as they come
 * from one bound). Under a splitting plan this is certain.
 *
 * The label only decides `correct`. Throws InvalidInput when image and plan disagree, EngineFault when the engine
 * fails; rejects with the signal's reason.
 */
export async function certifyImage(
  engine: Engine,
  image: LabelledImage,
  plan: CertifyPlan,
  options: CertifyOptions = {},
): Promise<CertifiedImage> {
  const start = performance.now();
  requireImage(engine, image, plan);
  const { signal, onSamples } = options;
  const atMost = plan.kind === 'sampled' ? plan.n : plan.positions;
  const drawing = new Drawing(engine, image, { atMost, signal, onSamples });
  const certificate =
    plan.kind === 'sampled'
      ? await sampledCertificate(drawing, await selectBuckets(engine, image, plan, signal), plan)
      : await splittingCertificate(drawing, plan);
  const { predict } = certificate;
  return {
    index: image.index,
    label: image.label,
    ...certificate,
    correct: predict === image.label,
    seconds: (performance.now() - start) / 1000,
  };
}

type Certificate = Pick<CertifiedImage, 'predict' | 'rho' | 'count' | 'n' | 'rivals' | 'radii' | 'nearTies'>;

async function sampledCertificate(drawing: Drawing, buckets: ClassBuckets, plan: SampledPlan): Promise<Certificate> {
  const estimate = plan.stopping.kind === 'fixed' ? estimateFixed : estimateSequentially;
  const { votes, n, bound } = await estimate(drawing, buckets, plan);
  const { pixels } = drawing.image;
  const radiiOf = (of: ProbabilityBound): Map<string, number> =>
    new Map(plan.radii.map((radii) => [radii.adversary, isCertain(of) ? radii.radius(of, pixels) : 0] as const));
  // The votes' bounds are of the law that was drawn; the smoothed classifier is that of the ideal one, and so are
  // radii.
  const ideal = idealBound(bound, plan.tau);
  const ties = tiesThatMatter(drawing, buckets, plan);
  const worst = ties === 0 ? null : boundAt(plan, bucketVotes(drawing, buckets, 'against'), n);
  return {
    predict: isCertain(ideal) ? buckets.first : -1,
    rho: bound.rho,
    count: votes.count,
    n,
    ...(plan.rivals === 'buckets' ? { rivals: { bound: rivalOf(bound), counts: votes.rivals } } : {}),
    radii: radiiOf(bound),
    ...(worst === null ? {} : { nearTies: { count: ties, rho: worst.rho, radii: radiiOf(worst) } }),
  };
}

/**
 * Near-ties that were counted and could move the certificate: between buckets any of them may, against one bucket those
 * of the class.
 */
function tiesThatMatter({ nearTies }: Drawing, { first, rivals }: ClassBuckets, plan: SampledPlan): number {
  if (plan.nearTies === 'against') return 0;
  return rivals.length === 1 ? nearTies[first]! : nearTies.reduce((sum, ties) => sum + ties, 0);
}

/** The bound that these votes of n would have given, stopped at the same time. */
function boundAt(plan: SampledPlan, votes: BucketVotes, n: number): ProbabilityBound {
  if (plan.stopping.kind === 'fixed') return boundOf(plan, votes);
  const { alpha } = plan;
  const sequences = new ClassSequences(votes.rivals.length, ErrorBudget.of(alpha), ErrorBudget.of(alpha));
  sequences.look(votes, n);
  return sequences.certified;
}

async function splittingCertificate(drawing: Drawing, plan: SplittingPlan): Promise<Certificate> {
  const { positions, nearTies } = plan;
  requireQuantized(drawing.image.pixels, plan.levels);
  await drawing.until(positions);
  const cls = topClass(drawing.counts);
  const changes = splittingChanges(drawing, cls, nearTies);
  const count = votesFor(drawing, cls, nearTies);
  const radiiOf = (of: number): Map<string, number> =>
    new Map(plan.radii.map((radii) => [radii.adversary, of < 0 ? 0 : radii.radius(of)] as const));
  const close = tiesFor(drawing, cls, nearTies);
  const worst: NearTieEffect = {
    count: close,
    rho: quotientDown(count - close, positions),
    radii: radiiOf(splittingChanges(drawing, cls, 'against')),
  };
  return {
    predict: changes < 0 ? -1 : cls,
    rho: quotientDown(count, positions),
    count,
    n: positions,
    radii: radiiOf(changes),
    ...(close === 0 ? {} : { nearTies: worst }),
  };
}

function requireImage(engine: Engine, image: LabelledImage, plan: CertifyPlan): void {
  const size = sizeOf(engine.model.inputShape);
  if (size !== plan.dim) {
    throw new InvalidInput(
      `The model takes inputs of ${size} numbers (${engine.model.inputShape.join(' x ')}), but the noise has dimension ${plan.dim}.`,
      { code: 'model-and-data' },
    );
  }
  if (image.pixels.length !== plan.dim) {
    throw new InvalidInput(
      `Image ${image.index} has ${image.pixels.length} numbers, but the model takes inputs of ${plan.dim}.`,
      { code: 'model-and-data' },
    );
  }
}
