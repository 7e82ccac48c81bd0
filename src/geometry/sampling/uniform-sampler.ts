/**
 * Uniform points of a convex body: exactly where the body offers a sampler or where rejection from a bounding box is
 * quick enough, otherwise by a random walk whose burn-in and thinning are stated and whose mixing is diagnosed.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream, type RandomStream } from '../../numeric/random/random-stream.ts';
import type { ConvexBody } from '../body.ts';
import { independentReport, judgeMixing, watchedSeries, type MixingReport } from './mixing.ts';
import { BilliardWalk, HitAndRun, SlabWalk, type Walk } from './random-walk.ts';

/** Options of samplers of a body: the seed and the steps of a random walk, where no exact sampler is known. */
export interface SamplerOptions {
  readonly seed?: number;
  /**
   * The walk, where one is needed; `slab` is coordinate hit-and-run on polytopes with listed facets. Default: best
   * available.
   */
  readonly walk?: 'hit-and-run' | 'billiard' | 'slab';
  /** Use a walk even where exact sampling is possible (to study the walk). */
  readonly forceWalk?: boolean;
  /** Steps discarded first. Default 20 d + 200 steps of a slab walk, 20 d^2 + 200 of the others. */
  readonly burnIn?: number;
  /** Steps between points. Default 1 step of a slab walk, 2 of a billiard walk, 2 d of hit-and-run. */
  readonly thinning?: number;
  /** Chains, at least 2. Default 4. */
  readonly chains?: number;
}

/** Points of R^dim in a row, and what they rest on. */
export interface UniformPoints extends MixingReport {
  readonly dim: number;
  readonly points: Float64Array;
  /** Independent exact samples, or states of a walk. */
  readonly basis: 'exact' | 'walk';
  /** How they were drawn. */
  readonly detail: string;
}

/** Draws points uniformly from a body, exactly or by a random walk (`basis`). */
export interface UniformSampler {
  readonly basis: 'exact' | 'walk';
  readonly detail: string;
  /** Writes one point; for a walk, the next state (not independent of the last). */
  sample(random: RandomStream, out: Float64Array): void;
}

/** Largest dimension, and least acceptance rate, of rejection sampling. */
const MAX_REJECTION_DIM = 10;
const MIN_ACCEPTANCE = 1e-3;

/** A sampler of the uniform law on the body: exact if possible, else one chain of a walk. */
export function uniformSampler(body: ConvexBody, options: SamplerOptions = {}): UniformSampler {
  const exact = options.forceWalk === true ? null : exactSampler(body, options.seed ?? 0);
  if (exact !== null) return exact;
  const plan = walkPlan(body, options);
  let walk: Walk | null = null;
  return {
    basis: 'walk',
    detail: plan.detail,
    sample(random, out) {
      if (walk === null) {
        walk = plan.make(new Float64Array(body.dim));
        for (let k = 0; k < plan.burnIn; k++) walk.step(random);
      }
      for (let k = 0; k < plan.thinning; k++) walk.step(random);
      out.set(walk.position);
    },
  };
}

/**
 * `count` uniform points. Walks run several chains from far-apart starts and report whether they mixed.
 *
 * @example
 * uniformPoints(lpBall(1, 3), 5).points.length // => 15
 */
export function uniformPoints(body: ConvexBody, count: number, options: SamplerOptions = {}): UniformPoints {
  const { dim } = body;
  const seed = options.seed ?? 0;
  const exact = options.forceWalk === true ? null : exactSampler(body, seed);
  if (exact !== null) {
    const points = new Float64Array(count * dim);
    const random = randomStream(mixSeed(seed, 'uniform-points'));
    for (let k = 0; k < count; k++) exact.sample(random, points.subarray(k * dim, (k + 1) * dim));
    return { dim, points, basis: 'exact', detail: exact.detail, ...independentReport(count) };
  }
  const plan = walkPlan(body, options);
  const chains = runChains(plan, count, dim, body, seed, options.chains ?? 4, (walk, out) => out.set(walk.position));
  const report = judgeMixing(watchedSeries(chains, dim));
  const points = new Float64Array(chains.length * chains[0]!.length);
  chains.forEach((chain, c) => points.set(chain, c * chain.length));
  return { dim, points: points.subarray(0, count * dim), basis: 'walk', detail: plan.detail, ...report };
}

export interface WalkPlan {
  readonly make: (start: Float64Array) => Walk;
  readonly burnIn: number;
  readonly thinning: number;
  readonly detail: string;
}

/** Runs chains of equal length (at least `count` states in all) and records `width` numbers of each state. */
export function runChains(
  plan: WalkPlan,
  count: number,
  width: number,
  body: ConvexBody,
  seed: number,
  chainCount: number,
  record: (walk: Walk, out: Float64Array) => void,
): Float64Array[] {
  if (!Number.isSafeInteger(chainCount) || chainCount < 2) {
    throw new InvalidInput(`A mixing diagnostic needs at least 2 chains, not ${chainCount}.`, { code: 'samples' });
  }
  const length = Math.max(4, Math.ceil(count / chainCount));
  return Array.from({ length: chainCount }, (_, c) => {
    const random = randomStream(mixSeed(seed, 'walk'), c);
    const walk = plan.make(startingPoint(body, c, seed));
    const states = new Float64Array(length * width);
    const state = new Float64Array(width);
    for (let k = 0; k < plan.burnIn; k++) walk.step(random);
    for (let k = 0; k < length; k++) {
      for (let t = 0; t < plan.thinning; t++) walk.step(random);
      record(walk, state);
      states.set(state, k * width);
    }
    return states;
  });
}

/** The walk that suits the body, with its burn-in and thinning. */
export function walkPlan(body: ConvexBody, options: SamplerOptions): WalkPlan {
  const kind =
    options.walk ?? (body.structure?.kind === 'halfspaces' || body.exact !== undefined ? 'slab' : 'hit-and-run');
  const { dim } = body;
  const burnIn = options.burnIn ?? (kind === 'slab' ? 20 * dim + 200 : 20 * dim * dim + 200);
  const thinning = options.thinning ?? (kind === 'slab' ? 1 : kind === 'billiard' ? 2 : 2 * dim);
  const label = {
    slab: 'coordinate hit-and-run (steps of d/2 moves)',
    'hit-and-run': 'hit-and-run',
    billiard: 'billiard walk',
  };
  const detail = `${label[kind]}, burn-in ${burnIn}, thinning ${thinning}`;
  if (kind === 'slab') {
    const rows = slabRows(body);
    return { make: (start) => new SlabWalk(rows, start), burnIn, thinning, detail };
  }
  const make = (start: Float64Array): Walk =>
    kind === 'billiard' ? new BilliardWalk(body, start) : new HitAndRun(body, start);
  return { make, burnIn, thinning, detail };
}

/** Rows a/b, one of each pair of parallel facets. */
function slabRows(body: ConvexBody): number[][] {
  if (body.facets === undefined)
    throw new InvalidInput(`The facets of the ${body.name} are not listed.`, { code: 'not-known' });
  return body
    .facets()
    .filter(({ normal }) => (normal.find((x) => x !== 0) ?? 0) > 0)
    .map(({ normal, offset }) => normal.map((x) => x / offset));
}

/** Far-apart starts: 0.9 times support points in opposite random directions. */
function startingPoint(body: ConvexBody, chain: number, seed: number): Float64Array {
  const random = randomStream(mixSeed(seed, 'start'), chain >> 1);
  const sign = chain % 2 === 0 ? 0.9 : -0.9;
  const direction = Float64Array.from({ length: body.dim }, () => random.normal());
  if (body.supportPoint !== undefined) return Float64Array.from(body.supportPoint(direction), (x) => sign * x);
  const size = body.gauge(direction);
  return direction.map((x) => (sign * x) / size);
}

function exactSampler(body: ConvexBody, seed: number): UniformSampler | null {
  const { sample, dim } = body;
  if (sample !== undefined) {
    return { basis: 'exact', detail: 'exact sampler of the body', sample: (random, out) => sample(random, out) };
  }
  if (dim > MAX_REJECTION_DIM) return null;
  // The box may be too large, never too small: computed support functions are not exact.
  const slack = body.structure?.kind === 'oracle' ? 1 + 1e-3 : 1 + 1e-9;
  const halves = Array.from(
    { length: dim },
    (_, i) => slack * body.support(Float64Array.from({ length: dim }, (_, j) => (j === i ? 1 : 0))),
  );
  const propose = (random: RandomStream, out: Float64Array): boolean => {
    for (let i = 0; i < dim; i++) out[i] = halves[i]! * (2 * random.uniformOpen() - 1);
    return body.gauge(out) <= 1;
  };
  const trial = new Float64Array(dim);
  const pilot = randomStream(mixSeed(seed, 'rejection-pilot'));
  let hits = 0;
  for (let k = 0; k < 2000; k++) if (propose(pilot, trial)) hits++;
  if (hits < 2000 * MIN_ACCEPTANCE * 3) return null;
  return {
    basis: 'exact',
    detail: 'exact: rejection from the bounding box',
    sample(random, out) {
      while (!propose(random, out));
    },
  };
}
