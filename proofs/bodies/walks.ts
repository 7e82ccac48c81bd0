/**
 * Numbers that rest on random walks: the interval is that of the effective number of states, counted again by hand, and
 * nothing is promised where a phase has not mixed; volumes by balls and overlaps hold the values of closed forms.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { overlap } from '../../src/geometry/covariogram/overlap.ts';
import { covariogramByRayShooting } from '../../src/geometry/covariogram/ray-shooting.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { logVolumeByBalls } from '../../src/geometry/functionals/volume-by-balls.ts';
import { monteCarloPlan } from '../../src/geometry/monte-carlo-options.ts';
import { uniformPoints } from '../../src/geometry/sampling/uniform-sampler.ts';
import { betaQuantile } from '../../src/numeric/special/special.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atFull, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { inner, randomVector } from './drawn-bodies.ts';

/** A body of which no more is known than walks need. */
const bare = (body: ConvexBody): ConvexBody => ({
  name: body.name,
  dim: body.dim,
  support: (u) => body.support(u),
  gauge: (x) => body.gauge(x),
  inradius: body.inradius,
  circumradius: body.circumradius,
  gaugeGradient: (x) => body.gaugeGradient!(x),
  supportPoint: (u) => body.supportPoint!(u),
  rayLength: (x, v) => body.rayLength!(x, v),
});

/** One that is known in closed form. */
function known(random: RandomStream, dim: number): ConvexBody {
  return [
    () => lpBall([1, 2, Infinity, 3][random.integer(4)]!, dim),
    () => box(Array.from({ length: dim }, () => between(random, 0.5, 2))),
  ][random.integer(2)]!();
}

/** Clopper and Pearson at half of alpha each. */
const proportion = (least: number, most: number, n: number, alpha: number): readonly [number, number] => [
  least === 0 ? 0 : betaQuantile(alpha / 2, least, n - least + 1),
  most === n ? 1 : betaQuantile(alpha / 2, most + 1, n - most, 'upper'),
];

/** Walks in 11 dimensions or more: states counted as their effective number. */
function effective(random: RandomStream): NumericInstance[] {
  const dim = 11 + random.integer(2);
  const of = known(random, dim);
  const body = bare(of);
  const direction = randomVector(random, dim);
  const v = direction.map((c) => (c * between(random, 0.02, 0.2)) / of.gauge(direction));
  const [samples, seed, confidence] = [1500, random.integer(1e9), 1 - between(random, 1e-9, 1e-3)];
  const options = { samples, seed, confidence };
  const { points, effectiveSamples, mixed, basis } = uniformPoints(body, samples, { seed });
  const found = overlap(body, v, options);
  const n = Math.max(1, Math.floor(Math.min(samples, effectiveSamples)));
  const hits = Array.from({ length: samples }, (_, k) => v.map((c, i) => c + points[k * dim + i]!)).filter((x) => body.gauge(x) <= 1).length; // prettier-ignore
  const counted = (hits / samples) * n;
  const [lower, upper] = proportion(Math.floor(counted), Math.ceil(counted), n, 1 - confidence);
  const around = overlap(body, v, { samples: 0 });
  const name = `${of.name}, ${samples} states worth ${n}`;
  const shadow = projectionRatio(body, v, options);
  const truth = projectionRatio(of, v, { samples: 0 });
  const shot = covariogramByRayShooting(body, v, { ...options, forceWalk: true });
  const band = Math.sqrt(Math.log(2 / (1 - confidence)) / (2 * shot.equivalentSamples));
  const value = shot.overlap(1).value;
  // Empirical Bernstein for values in [0, d/2 gauge(v)], as much wider as states are worth less.
  const values = Array.from({ length: samples }, (_, k) => (dim / 2) * Math.abs(inner(body.gaugeGradient!(points.subarray(k * dim, (k + 1) * dim)), v))); // prettier-ignore
  const mean = values.reduce((sum, x) => sum + x, 0) / samples;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples - 1);
  const log = Math.log(4 / (1 - confidence));
  const error = Math.sqrt((2 * variance * log) / samples) + (7 * (dim / 2) * body.gauge(v) * log) / (3 * (samples - 1));
  const inflation = Math.sqrt(samples / Math.min(samples, effectiveSamples));
  const bounds = projectionRatio(body, v, { samples: 0 });
  // The gauge of a uniform point to the power d is uniform: mean 1/2, variance 1/12.
  const ranks = Array.from({ length: samples }, (_, k) => body.gauge(points.subarray(k * dim, (k + 1) * dim)) ** dim);
  const few = { samples: 40, seed, confidence };
  return [
    isTrue(`${name}: by walks`, basis === 'walk' && n < samples),
    agrees(`${name}: the lower end`, found.lower, Math.max(around.lower, lower), 1e-8),
    agrees(`${name}: the upper end`, found.upper, Math.min(around.upper, upper), 1e-8),
    isTrue(
      `${name}: confidence as far as they mixed`,
      found.confidence === (mixed ? confidence : 0) || found === around,
    ),
    ...lies(`${name}: overlap`, found, overlap(of, v, { samples: 0 }).value, 1e-9),
    agrees(`${name}: the shadow's lower end`, shadow.lower, Math.max(bounds.lower, mean - error * inflation), 1e-7),
    agrees(`${name}: and its upper end`, shadow.upper, Math.min(bounds.upper, mean + error * inflation), 1e-7),
    atMost(`${name}: ranks`, Math.abs(ranks.reduce((sum, u) => sum + u, 0) / samples - 0.5), 7 / Math.sqrt(12 * n)),
    isTrue(`${name}: too few states are no overlap`, overlap(body, v, few).confidence === 0),
    isTrue(`${name}: no shadow`, projectionRatio(body, v, few).confidence === 0),
    isTrue(`${name}: no shots`, covariogramByRayShooting(body, v, { ...few, forceWalk: true }).quantile(0.4).confidence === 0), // prettier-ignore
    atMost(`${name}: shadow from below`, shadow.lower, truth.upper, 1e-9),
    atMost(`${name}: shadow from above`, truth.lower, shadow.upper, 1e-9),
    isTrue(`${name}: shots worth no more than they are`, shot.equivalentSamples <= samples && shot.equivalentSamples <= shot.effectiveSamples), // prettier-ignore
    agrees(`${name}: the band of the shots`, 1 + shot.overlap(1).lower, 1 + Math.max(0, value - band), 1e-9),
    isTrue(`${name}: confidence of the shots`, shot.quantile(0.3).confidence === (shot.mixed ? confidence : 0)),
  ];
}

/** Every walk in few dimensions: ranks of its states are uniform, their mean 1/2, and all coordinates have mean 0. */
function states(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(2);
  const cube = random.sign() > 0;
  const body = cube ? lpBall(Infinity, dim) : lpBall([2, 3][random.integer(2)]!, dim);
  return (['hit-and-run', 'billiard', ...(cube ? (['slab'] as const) : [])] as const).flatMap((walk) => {
    const count = 12_000;
    const found = uniformPoints(body, count, { seed: random.integer(1e9), forceWalk: true, walk });
    const { points, mixed, effectiveSamples } = found;
    const name = `${walk} in the ${body.name}`;
    const point = (k: number): Float64Array => points.subarray(k * dim, (k + 1) * dim);
    const ranks = Array.from({ length: count }, (_, k) => body.gauge(point(k)) ** dim);
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / count;
    const most = 7 / Math.sqrt(effectiveSamples);
    return [
      isTrue(`${name}: mixed`, mixed),
      atMost(`${name}: ranks`, Math.abs(mean(ranks) - 0.5), most / Math.sqrt(12)),
      atMost(`${name}: squares of ranks`, Math.abs(mean(ranks.map((u) => u * u)) - 1 / 3), most * 0.3),
      atMost(`${name}: the last coordinate`, Math.abs(mean(ranks.map((_, k) => point(k)[dim - 1]!))), most),
    ];
  });
}

/** log |K| by growing balls holds the closed form; it is no narrower than its states allow. */
function volumes(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(3);
  const of = known(random, dim);
  const plan = monteCarloPlan({ samples: 4000, seed: random.integer(1e9), confidence: 1 - 1e-9 });
  const found = logVolumeByBalls(bare(of), plan);
  const truth = of.logVolume!();
  const phases = Math.max(1, Math.ceil((dim * Math.log(of.circumradius / of.inradius)) / Math.LN2));
  // Each phase has at most so many states, at the share of alpha of each, of a ratio of at least one half.
  const states = 4 * Math.max(400, Math.ceil(4000 / phases / 4));
  const name = `log |K| of the ${of.name} in ${phases} phases`;
  return [
    ...lies(name, found, truth.value, 1e-9),
    atMost(`${name}: not far off`, Math.abs(found.value - truth.value), 0.3 * phases),
    isTrue(`${name}: confidence all or none`, found.confidence === 0 || found.confidence === plan.confidence),
    ...(of.inradius === of.circumradius
      ? []
      : [atMost(`${name}: no narrower than independent states`, 1 / Math.sqrt(states), found.upper - found.lower)]),
  ];
}

/** A walk that stands still in one phase: whichever it is, nothing is promised. */
function standing(random: RandomStream): NumericInstance[] {
  const dim = 2;
  const of = { ...bare(lpBall(2, dim)), inradius: 0.3 };
  const phases = Math.ceil((dim * Math.log(of.circumradius / of.inradius)) / Math.LN2);
  const plan = monteCarloPlan({ samples: 100, seed: random.integer(1e9), confidence: 0.999 });
  // Lengths of rays asked for in a phase: two a step.
  const asked = 2 * 4 * (2 * dim * dim + 20 + 400 * dim);
  return Array.from({ length: phases + 1 }, (_, still) => {
    let calls = 0;
    const body: ConvexBody = {
      ...of,
      rayLength: (x, v) => (Math.floor(calls++ / asked) === still ? 0 : lpBall(2, dim).rayLength!(x, v)),
    };
    const { confidence } = logVolumeByBalls(body, plan);
    return agrees(`phase ${still} of ${phases} stands still`, confidence, still < phases ? 0 : 0.999, 0);
  });
}

const inTurn = (full: number, one: (random: RandomStream) => NumericInstance[]) =>
  atFull((context: EvidenceContext) => draws(context, { quick: 1, full }, one).flat());

/** Of the claim about rays. */
export const walksPart: ImplementationPart = {
  id: 'library-walks',
  about: 'implementation',
  implements: ['law'],
  statement:
    'Where points are states of a walk, the intervals of overlaps and of rays are those of their effective number, shadows and volumes by growing balls hold the values of closed forms, and where any phase has not mixed the confidence is 0.',
  evidence: [
    numerically(
      'balls and boxes of which walks know the gauge alone; rounding',
      inTurn(5, (random) => [...effective(random), ...states(random)]),
    ),
    numerically('volumes by balls at confidence 1 - 1e-9', inTurn(10, volumes)),
    numerically('a walk that stands still in each of its phases', inTurn(1, standing)),
  ],
};
