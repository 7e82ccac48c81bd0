/**
 * The covariogram along a whole ray from one sample of ray lengths (MATH.md U3).
 *
 * For X uniform on K and s(X) = sup { s : X + s v in K }, o(r v) = P(s(X) >= r). One sample of s gives o(r v) for all r
 * at once (DKW, uniform in r) and confidence bounds of the quantiles of s by order statistics: the radius certified
 * along v at rho is the (rho - 1/2)-quantile.
 */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedBand, budgetedQuantile } from '../../numeric/confidence/budgeted-bounds.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { lpNorm, requireVector } from '../bodies/lp-norm.ts';
import { independentReport, judgeMixing, type MixingReport } from '../sampling/mixing.ts';
import { SlabWalk, type Walk } from '../sampling/random-walk.ts';
import { rayLength } from './ray-length.ts';
import { runChains, uniformSampler, walkPlan, type SamplerOptions } from '../sampling/uniform-sampler.ts';

/** Options of `covariogramByRayShooting`: rays, seed, confidence and the walk that draws their starting points. */
export interface RayShootingOptions extends SamplerOptions {
  /** Rays shot. Default 100,000. */
  readonly samples?: number;
  /** Default 0.999. */
  readonly confidence?: number;
}

/** The empirical law of the ray length and what may be concluded from it. */
export interface RayShooting extends MixingReport {
  /** Ray lengths, ascending. */
  readonly lengths: Float64Array;
  /**
   * `exact`: the points were independent and exactly uniform, and the confidence is a theorem. `walk`: they are states
   * of a random walk; the bounds use the effective number of samples in place of their number, and the confidence holds
   * as far as the walk has mixed. When the mixing diagnostic fails, every estimate has confidence 0.
   */
  readonly basis: 'exact' | 'walk';
  readonly detail: string;
  /** Independent samples the bounds are computed for. */
  readonly equivalentSamples: number;
  /** o(r v): for one r or for all at once, with the same band. */
  overlap(r: number): Estimate;
  /** The q-quantile of the ray length, 0 < q < 1: the largest r with o(r v) >= 1 - q. */
  quantile(q: number): Estimate;
}

/** Shoots rays along v from uniform points of the body. */
export function covariogramByRayShooting(body: ConvexBody, v: Vector, options: RayShootingOptions = {}): RayShooting {
  requireVector(v, body.dim, 'direction');
  if (lpNorm(v, Infinity) === 0) throw new InvalidInput('The direction of the rays is zero.', { code: 'argument' });
  const { samples = 100_000, confidence = 0.999 } = options;
  if (!Number.isSafeInteger(samples) || samples < 1) {
    throw new InvalidInput(`The number of rays must be a positive integer, but is ${samples}.`, { code: 'samples' });
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInput(`The confidence must lie strictly between 0 and 1, but is ${confidence}.`, {
      code: 'probability',
    });
  }
  const drawn = drawLengths(body, v, samples, options);
  const lengths = drawn.lengths.sort();
  const trusted = drawn.report.mixed ? confidence : 0;
  // Order statistics of the sorted sample are mapped to those of the equivalent number of independent samples.
  const n = Math.max(1, Math.floor(Math.min(samples, drawn.report.effectiveSamples)));
  const epsilon = budgetedBand(n, ErrorBudget.besides(confidence));
  return {
    lengths,
    basis: drawn.basis,
    detail: drawn.detail,
    equivalentSamples: n,
    ...drawn.report,
    overlap(r) {
      const value = (lengths.length - firstAtLeast(lengths, Math.abs(r))) / lengths.length;
      const [low, high] = [Math.max(0, value - epsilon), Math.min(1, value + epsilon)];
      return enclosed(value, low, high, 'monte-carlo', trusted);
    },
    quantile(q) {
      if (!(q > 0 && q < 1))
        throw new InvalidInput(`A quantile's level must lie in (0, 1), but is ${q}.`, { code: 'probability' });
      const position = (rank: number): number => Math.floor((rank / n) * lengths.length);
      const { low, high } = budgetedQuantile(n, q, ErrorBudget.besides(confidence));
      const at = (index: number): number => lengths[Math.min(lengths.length - 1, Math.max(0, index))]!;
      return enclosed(
        at(Math.ceil(q * lengths.length) - 1),
        low === 0 ? 0 : at(n === lengths.length ? low - 1 : Math.max(0, position(low) - 1)),
        high > n ? 2 / body.gauge(v) : at(n === lengths.length ? high - 1 : position(high)),
        'monte-carlo',
        trusted,
      );
    },
  };
}

interface Drawn {
  readonly lengths: Float64Array;
  readonly basis: 'exact' | 'walk';
  readonly detail: string;
  readonly report: MixingReport;
}

function drawLengths(body: ConvexBody, v: Vector, samples: number, options: SamplerOptions): Drawn {
  const seed = options.seed ?? 0;
  const sampler = options.forceWalk === true ? null : uniformSampler(body, options);
  if (sampler !== null && sampler.basis === 'exact') {
    const lengths = new Float64Array(samples);
    const random = randomStream(mixSeed(seed, 'ray-shooting'));
    const point = new Float64Array(body.dim);
    for (let k = 0; k < samples; k++) {
      sampler.sample(random, point);
      lengths[k] = rayLength(body, point, v);
    }
    return { lengths, basis: 'exact', detail: sampler.detail, report: independentReport(samples) };
  }
  const plan = walkPlan(body, options);
  const measure = rayMeasure(v, body);
  // Watched beside the ray length: the position along v and the size of the point.
  const chains = runChains(plan, samples, 3, body, seed, options.chains ?? 4, (walk, out) => {
    out[0] = measure(walk);
    let along = 0;
    let square = 0;
    for (let i = 0; i < v.length; i++) {
      along += walk.position[i]! * v[i]!;
      square += walk.position[i]! ** 2;
    }
    out[1] = along;
    out[2] = square;
  });
  const column = (k: number): Float64Array[] =>
    chains.map((chain) => {
      const out = new Float64Array(chain.length / 3);
      for (let i = 0; i < out.length; i++) out[i] = chain[3 * i + k]!;
      return out;
    });
  const raw = column(0);
  const report = judgeMixing([
    { name: 'the ray length', chains: raw },
    { name: 'the position along the ray', chains: column(1) },
    { name: 'the squared length', chains: column(2) },
  ]);
  const lengths = new Float64Array(raw.length * raw[0]!.length);
  raw.forEach((chain, c) => lengths.set(chain, c * chain.length));
  return { lengths: lengths.slice(0, samples), basis: 'walk', detail: plan.detail, report };
}

/** The ray length from a walk's position; O(rows) on slabs, where A x is at hand. */
function rayMeasure(v: Vector, body: ConvexBody): (walk: Walk) => number {
  let speeds: Float64Array | null = null;
  return (walk) => {
    if (!(walk instanceof SlabWalk)) return rayLength(body, walk.position, v);
    speeds ??= walk.image(v);
    const { levels } = walk;
    let best = Infinity;
    for (let i = 0; i < speeds.length; i++) {
      const speed = speeds[i]!;
      if (speed === 0) continue;
      const length = speed > 0 ? (1 - levels[i]!) / speed : (-1 - levels[i]!) / speed;
      if (length < best) best = length;
    }
    return best > 0 ? best : 0;
  };
}

/** Index of the first value >= bound in an ascending array. */
function firstAtLeast(sorted: Float64Array, bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! >= bound) high = middle;
    else low = middle + 1;
  }
  return low;
}
