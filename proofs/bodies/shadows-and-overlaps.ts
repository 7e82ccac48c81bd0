/**
 * Shadows, overlaps, safe shifts, nets of directions and second moments of the library's bodies, both ends: against
 * closed forms, against their formulas written again where only bounds are known, against drawn directions, and against
 * uniform points.
 */
import {
  numerically,
  sampled,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
  type StatisticalTest,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { overlap } from '../../src/geometry/covariogram/overlap.ts';
import { safeShift } from '../../src/geometry/covariogram/safe-shift.ts';
import { doublePoint } from '../../src/geometry/exact/exact-polytope.ts';
import { directionNet } from '../../src/geometry/functionals/direction-net.ts';
import { knownMaxProjection } from '../../src/geometry/functionals/max-projection.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { effectiveSampleSize, judgeMixing, splitRHat } from '../../src/geometry/sampling/mixing.ts';
import { uniformPoints } from '../../src/geometry/sampling/uniform-sampler.ts';
import { bodySecondMoment } from '../../src/noise/named/body-second-moment.ts';
import { inverse, solve, symmetricEigen, transpose, multiply } from '../../src/numeric/algebra/linear-algebra.ts';
import { mixSeed, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import { agrees, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { randomPolytope } from '../vocabulary/rational-bodies.ts';
import { drawnBody, drawnMatrix, exponent, inner, norm, randomVector } from './drawn-bodies.ts';

const dual = (p: number): number => (p === 1 ? Infinity : p === Infinity ? 1 : p / (p - 1));
const onSphere = (x: readonly number[], p: number): number[] => x.map((c) => c / norm(x, p));
const times = (x: readonly number[], t: number): number[] => x.map((c) => c * t);

/**
 * Between the two ends that hold for every body, max(1 - c, (1 - g/2)^d) and (1 - c/d)^d with c the shadow and g the
 * gauge; where no formula is known, exactly these.
 */
function overlaps(random: RandomStream): NumericInstance[] {
  const p = exponent(random);
  const [dim, t] = [2 + random.integer(12), between(random, 0.2, 5)];
  const body = random.sign() > 0 ? lpBall(p, dim) : scaled(lpBall(p, dim), t);
  const direction = randomVector(random, dim);
  const g = between(random, 0.01, 1.99);
  const v = times(direction, g / body.gauge(direction));
  const found = overlap(body, v, { samples: 0 });
  const c = projectionRatio(body, v, { samples: 0 });
  const name = `${body.name}, a shift of gauge ${g} along (${direction.join(', ')})`;
  const least = Math.max((1 - g / 2) ** dim, 1 - c.upper, 0);
  const most = Math.max(0, 1 - c.lower / dim) ** dim;
  const known = found.upper - found.lower < 1e-9;
  return [
    atMost(`${name}: from below`, least, known ? found.value : found.lower, 1e-9 * least),
    atMost(`${name}: from above`, known ? found.value : found.upper, Math.max(most, least), 1e-9),
    ...(known
      ? []
      : [
          agrees(`${name}: the lower end`, 1 + found.lower, 1 + least, 1e-9),
          agrees(`${name}: the upper end`, 1 + found.upper, 1 + Math.max(most, least), 1e-9),
        ]),
    atMost(`${name}: none`, overlap(body, times(v, 2.001 / g), { samples: 0 }).upper, 0, 1e-11),
  ];
}

/** The gauge of the hull of r B_1 and s B_inf on the ball of l_q, at its worst: max |y|_q* over y = (1, .., 1, f)/r. */
function hullGauge(dim: number, r: number, s: number, q: number): number {
  let most = 0;
  for (let ones = 0; ones <= dim; ones++) {
    const rest = Math.min(1, r / s - ones);
    if (rest < 0) break;
    const y = [...new Array<number>(ones).fill(1), ...(ones < dim ? [rest] : [])];
    most = Math.max(most, norm(y, dual(q)) / r);
  }
  return most;
}

function safeShifts(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(20);
  const excess = between(random, 1e-3, 0.5);
  const q = exponent(random);
  const p = [1, 2, Infinity, exponent(random)][random.integer(4)]!;
  const body = lpBall(p, dim);
  const { lower, upper } = safeShift(body, lpAdversary(q, dim)).at(excess, null);
  const name = `safe shifts of l${p} by l${q}, d = ${dim}, excess ${excess}`;
  const axis = Array.from({ length: dim }, (_, i) => (i === 0 ? 1 : 0));
  const along = (v: readonly number[]): { lower: number; upper: number } => safeShift(body, { kind: 'body', body: vPolytope([v, times(v, -1), ...Array.from({ length: dim }, (_, i) => [1e-3, -1e-3].map((e) => Array.from({ length: dim }, (__, j) => (i === j ? e : 0)))).flat()]), dim }).at(excess, null); // prettier-ignore
  const out = [
    atMost(`${name}: ends in order`, lower, upper),
    ...Array.from({ length: 12 }, () => onSphere(randomVector(random, dim), q)).map((v) =>
      atMost(`${name}: safe`, 1 - excess, overlap(body, times(v, lower), { samples: 0 }).upper, 1e-9),
    ),
  ];
  if (q === 1 || q === Infinity || p === 2) return out;
  // The formulas that hold for all directions, each again.
  const root = 1 - (1 - excess) ** (1 / dim);
  const bounds = [
    (2 * root) / (q <= p ? 1 : dim ** ((p === Infinity ? 0 : 1 / p) - 1 / q)),
    excess / (knownMaxProjection(body, lpAdversary(q, dim), { samples: 0 })?.upper ?? Infinity),
  ];
  if (p === Infinity) {
    const r = 2 * excess;
    const s = 2 * root;
    bounds.push(1 / hullGauge(dim, r, s, q));
    const corner = new Array<number>(dim).fill(1);
    out.push(
      atMost(`${name}: no more than along an axis`, upper, r * (1 + 1e-9)),
      atMost(`${name}: or the diagonal`, upper, s * norm(corner, q) * (1 + 1e-9)),
    );
  }
  if (p === 1 && dim <= 6) {
    const [r, s] = [along(axis), along(new Array<number>(dim).fill(1))];
    out.push(atMost(`${name}: no more than along an axis`, upper, r.upper * (1 + 1e-6)));
    out.push(atMost(`${name}: or the diagonal`, upper, s.upper * dim ** (1 / q) * (1 + 1e-6)));
  }
  const best = Math.max(...bounds);
  if (dim > 2) {
    out.push(atMost(`${name}: no less than each bound`, Math.min(best, upper), lower, 1e-9 * best));
    if (p === Infinity) out.push(atMost(`${name}: no more than the best`, lower, best, 1e-9 * best));
  }
  return out;
}

/** The largest shadow: at most `upper` along every direction tried, reached where it says. */
function largestShadows(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(3);
  const p = exponent(random);
  const matrix = drawnMatrix(random, dim);
  const polytope = randomPolytope(random, dim, dim + random.integer(3));
  const bodies: readonly ConvexBody[] = [
    ellipsoid(matrix),
    linearImage(matrix, lpBall(2, dim)),
    vPolytope(polytope.vertices.map(doublePoint)),
    scaled(vPolytope(polytope.vertices.map(doublePoint)), between(random, 0.1, 10)),
    lpBall(1, 2 + random.integer(8)),
    lpBall(exponent(random), dim),
  ];
  const body = bodies[random.integer(bodies.length)]!;
  const turned = drawnMatrix(random, body.dim);
  const adversary: Adversary = [
    () => lpAdversary(p, body.dim),
    () => ({ kind: 'body' as const, body: ellipsoid(turned), dim: body.dim }),
    () => ({ kind: 'body' as const, body: linearImage(turned, lpBall(p, body.dim)), dim: body.dim }),
    () => ({ kind: 'body' as const, body: scaled(lpBall(p, body.dim), 3), dim: body.dim }),
  ][random.integer(4)]!();
  const found = knownMaxProjection(body, adversary, { samples: 0 });
  const ball = adversary.kind === 'lp' ? lpBall(adversary.p, body.dim) : adversary.body;
  const name = `the largest shadow of the ${body.name} along the ${ball.name}`;
  if (found === null) return [isTrue(`${name}: not known`, true)];
  const shadow = (v: readonly number[]) => projectionRatio(body, v, { samples: 0 });
  const at = shadow(found.direction);
  // The best of drawn directions, then climbed: points nearby that are better.
  let best = ball.supportPoint!(randomVector(random, body.dim));
  const starts = [
    ...Array.from({ length: 30 }, () => onBoundary(ball, randomVector(random, body.dim))),
    ...Array.from({ length: 30 }, () => ball.supportPoint!(randomVector(random, body.dim))),
    ...Array.from({ length: body.dim }, (_, i) =>
      onBoundary(
        ball,
        Array.from({ length: body.dim }, (__, j) => (i === j ? 1 : 0)),
      ),
    ),
    onBoundary(ball, new Array<number>(body.dim).fill(1)),
  ];
  for (const v of starts) if (shadow(v).lower > shadow(best).lower) best = v;
  for (let step = 0.3; step > 1e-4; step *= 0.7) {
    for (let i = 0; i < 4; i++) {
      const next = onBoundary(
        ball,
        best.map((c) => c + step * norm(best, 2) * random.normal()),
      );
      if (shadow(next).lower > shadow(best).lower) best = next;
    }
  }
  const seen = shadow(best);
  return [
    atMost(`${name}: no direction has more`, seen.lower, found.upper, 1e-9 * found.upper),
    atMost(`${name}: the direction lies within`, ball.gauge(found.direction), 1, 1e-9),
    atMost(`${name}: and has as much`, found.lower, at.upper, 1e-9 * found.upper),
    // What is a value and no enclosure is nearly found by climbing.
    ...(found.upper - found.lower < 1e-6 * found.upper
      ? [atMost(`${name}: found again`, found.lower, seen.upper * 1.2)]
      : []),
    ...topSingular(name, body, adversary, found),
    ...(dim === 2 && body.exact !== undefined && adversary.kind === 'lp' && p === 2
      ? [atMost(`${name}: in the plane it is known`, found.upper, seen.upper * 1.001)]
      : []),
  ];
}

const onBoundary = (ball: ConvexBody, v: readonly number[]): number[] => times(v, 1 / ball.gauge(v));

/** Of an ellipsoid A B_2 along B_2 or C B_2: kappa times the largest singular value of A^-1 C. */
function topSingular(
  name: string,
  body: ConvexBody,
  adversary: Adversary,
  found: { lower: number; upper: number },
): NumericInstance[] {
  // prettier-ignore
  if (body.structure?.kind !== 'ellipsoid') return [];
  const of =
    adversary.kind === 'lp'
      ? adversary.p === 2
        ? Array.from({ length: body.dim }, (_, i) => Array.from({ length: body.dim }, (__, j) => (i === j ? 1 : 0)))
        : null
      : adversary.body.structure?.kind === 'ellipsoid'
        ? adversary.body.structure.matrix
        : null;
  if (of === null) return [];
  const both = multiply(inverse(body.structure.matrix)!, of);
  const largest = Math.sqrt(symmetricEigen(multiply(both, transpose(both))).values.at(-1)!);
  const { dim } = body;
  const kappa = Math.exp(logGamma(dim / 2 + 1) - logGamma((dim + 1) / 2)) / Math.sqrt(Math.PI);
  return lies(`${name}: by singular values`, found, kappa * largest, 1e-9);
}

/** h_B <= spread times the largest of the points, also along normals of simplices of points that are neighbours. */
function nets(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(3);
  const p = [1, 2, 4, Infinity, 1.3][random.integer(5)]!;
  const matrix = drawnMatrix(random, dim);
  const stretched = Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (__, j) => (i === j ? between(random, 0.2, 5) : 0))); // prettier-ignore
  const adversary: Adversary = [
    () => lpAdversary(p, dim),
    () => ({ kind: 'body' as const, body: ellipsoid(matrix), dim }),
    () => ({ kind: 'body' as const, body: ellipsoid(stretched), dim }),
    () => ({ kind: 'body' as const, body: linearImage(stretched, lpBall(4, dim)), dim }),
  ][random.integer(4)]!();
  const ball = adversary.kind === 'lp' ? lpBall(adversary.p, dim) : adversary.body;
  const { points, spread } = directionNet(adversary, Infinity, dim === 2 ? 12 : 4);
  const name = `net of the ${ball.name}`;
  const both = [...points, ...points.map((x) => times(x, -1))];
  const corner = both[random.integer(both.length)]!;
  const near = [...both].sort((a, b) => norm(a.map((c, i) => c - corner[i]!), 2) - norm(b.map((c, i) => c - corner[i]!), 2)); // prettier-ignore
  const normals = Array.from({ length: 30 }, () => {
    const simplex = [
      corner,
      ...Array.from({ length: dim - 1 }, () => near[1 + random.integer(Math.min(near.length - 1, 2 * dim + 2))]!),
    ];
    return solve(
      simplex,
      simplex.map(() => 1),
    );
  }).filter((u): u is number[] => u !== null && u.every(Number.isFinite) && norm(u, 2) < 1e6);
  return [
    isTrue(`${name}: the spread is known`, spread >= 1 && spread < Infinity),
    ...points.map((x) => atMost(`${name}: a point of the adversary`, ball.gauge(x), 1, 1e-9)),
    ...[...normals, ...Array.from({ length: 10 }, () => randomVector(random, dim))].map((u) => {
      const reached = Math.max(...points.map((x) => Math.abs(inner(x, u))));
      return atMost(`${name}: in the hull, widened`, ball.support(u), spread * reached, 1e-9 * reached);
    }),
  ];
}

/** E|x|^2: of l_p balls by Beta laws, of images by matrices, of polytopes by points (sampledMoments). */
function moments(random: RandomStream): NumericInstance[] {
  const [p, dim] = [exponent(random), 1 + random.integer(2000)];
  const e = 1 / p;
  // |X_1|^p has the law Beta(1/p, (d-1)/p + 1); a product of ratios where p is infinite.
  const one =
    p === Infinity
      ? 1 / 3
      : Math.exp(logGamma(3 * e) - logGamma(e) + logGamma(dim * e + 1) - logGamma((dim + 2) * e + 1));
  const rough = 1e-12 * (1 + logGamma((dim + 2) * (p === Infinity ? 0 : e) + 1)) + 1e-11;
  const few = 1 + random.integer(5);
  const matrix = drawnMatrix(random, few);
  const small = p === Infinity ? 1 / 3 : Math.exp(logGamma(3 * e) - logGamma(e) + logGamma(few * e + 1) - logGamma((few + 2) * e + 1)); // prettier-ignore
  const t = between(random, 0.1, 10);
  const squares = matrix.flat().reduce((sum, x) => sum + x * x, 0);
  return [
    ...lies(`E|x|^2 of l${p}, d = ${dim}`, bodySecondMoment(lpBall(p, dim)), dim * one, rough),
    ...lies('of an image', bodySecondMoment(linearImage(matrix, lpBall(p, few))), squares * small, 1e-11),
    ...lies('of an ellipsoid', bodySecondMoment(ellipsoid(matrix)), squares / (few + 2), 1e-11),
    ...lies('of a multiple', bodySecondMoment(scaled(lpBall(p, few), t)), t * t * few * small, 1e-11),
  ];
}

/** Geyer's sum and Gelman's ratio, as their book writes them. */
function mixing(random: RandomStream): NumericInstance[] {
  const [count, n] = [1 + random.integer(4), 100 + random.integer(200)];
  const memory = 0.95 * random.uniform() * random.sign();
  const shift = random.integer(3) === 0 ? 2 * random.uniform() : 0;
  const chains = Array.from({ length: count }, (_, c) => {
    let x = random.normal();
    return Float64Array.from(
      { length: n },
      () => (x = memory * x + Math.sqrt(1 - memory ** 2) * random.normal()) + shift * c,
    );
  });
  const mean = (x: ArrayLike<number>): number => Array.from(x).reduce((s, c) => s + c, 0) / x.length;
  const variance = (x: ArrayLike<number>): number => (mean(Array.from(x, (c) => (c - mean(x)) ** 2)) * x.length) / (x.length - 1); // prettier-ignore
  const within = mean(chains.map(variance));
  const pooled = ((n - 1) / n) * within + (count > 1 ? variance(chains.map(mean)) : 0);
  const correlation = (lag: number): number => {
    const products = chains.map((x) => {
      const m = mean(x);
      let sum = 0;
      for (let i = lag; i < n; i++) sum += (x[i]! - m) * (x[i - lag]! - m);
      return sum / n;
    });
    return 1 - (within - mean(products)) / pooled;
  };
  // 1 + 2 sum of the correlations, in pairs that are positive, that of lag 0 counted as 1.
  let tau = 1 + 2 * correlation(1);
  if (1 + correlation(1) <= 0) tau = -1;
  else
    for (let lag = 2; lag < n - 2; lag += 2) {
      const pair = correlation(lag) + correlation(lag + 1);
      if (pair <= 0) break;
      tau += 2 * pair;
    }
  const effective = Math.min(n * count, (n * count) / Math.max(tau, 1e-12));
  const half = Math.floor(n / 2);
  const halves = chains.flatMap((x) => [x.slice(0, half), x.slice(n - half)]);
  const [inside, among] = [mean(halves.map(variance)), half * variance(halves.map(mean))];
  const ratio = Math.sqrt((half - 1) / half + among / (half * inside));
  const other = chains.map((x) => x.map((_, i) => Math.sin(i * 37.1 + x[0]!)));
  const verdict = judgeMixing([
    { name: 'one', chains },
    { name: 'two', chains: other },
  ]);
  const label = `${count} chains of ${n} states, memory ${memory}`;
  return [
    agrees(`${label}: effective samples`, effectiveSampleSize(chains), effective, 1e-6),
    agrees(`${label}: split R-hat`, splitRHat(chains), ratio, 1e-9),
    agrees(`${label}: the least counts`, verdict.effectiveSamples, Math.min(effectiveSampleSize(chains), effectiveSampleSize(other)), 1e-12), // prettier-ignore
    agrees(`${label}: the largest counts`, verdict.rHat, Math.max(1, splitRHat(chains), splitRHat(other)), 1e-12),
    isTrue(`${label}: verdict`, verdict.mixed === (verdict.rHat <= 1.05 && verdict.effectiveSamples >= 100)),
  ];
}

const alternately = (context: EvidenceContext): NumericInstance[] => {
  const kinds = [overlaps, safeShifts, largestShadows, nets, moments, mixing];
  return draws(context, { quick: 1, full: 45 * kinds.length }, (random, i) => kinds[i % kinds.length]!(random)).flat();
};

/** Shadows, overlaps and second moments by uniform points; the gauge of such a point to the power d is uniform. */
function byPoints(context: EvidenceContext): StatisticalTest[] {
  const samples = context.effort === 'full' ? 8000 : 200;
  return draws(context, { quick: 1, full: 20 }, (random, i): StatisticalTest[] => {
    const { body, error, gauge } = drawnBody(random, context.effort === 'full' ? 0 : 2, 6);
    const { dim, name } = body;
    // Where the gauge is a program there would be too many.
    if (error > 1e-7 || gauge === null || dim < 2) {
      return [{ test: 'binomial', label: 'left out', hits: 1, trials: 1, lower: 1, upper: 1 }];
    }
    const drawn = uniformPoints(body, samples, { seed: mixSeed(context.seed, `points ${i}`) });
    if (drawn.basis !== 'exact') return [{ test: 'binomial', label: 'walked', hits: 1, trials: 1, lower: 1, upper: 1 }];
    const points = Array.from({ length: samples }, (_, k) => Array.from(drawn.points.subarray(k * dim, (k + 1) * dim)));
    const ranks = Float64Array.from(points, (x) => body.gauge(x) ** dim).sort();
    const distance = ranks.reduce((most, x, k) => Math.max(most, x - k / samples, (k + 1) / samples - x), 0);
    const direction = randomVector(random, dim);
    const v = times(direction, between(random, 0.05, 1.5) / body.gauge(direction));
    const o = overlap(body, v, { samples: 0 });
    const hits = points.filter((x) => body.gauge(x.map((c, j) => c + v[j]!)) <= 1).length;
    const shadow = projectionRatio(body, v, { samples: 0 });
    const { gaugeGradient } = body;
    const moment = bodySecondMoment(body);
    const square = body.circumradius ** 2;
    return [
      { test: 'dkw', label: `${name}: gauges to the power ${dim}`, distance, samples },
      { test: 'binomial', label: `${name}: overlap`, hits, trials: samples, lower: Math.max(0, o.lower - 1e-9), upper: Math.min(1, o.upper + 1e-9) }, // prettier-ignore
      { test: 'bounded-mean', label: `${name}: E|x|^2`, mean: points.reduce((s, x) => s + inner(x, x), 0) / samples, samples, range: square * 1.000001, lower: moment.lower * 0.999999, upper: Math.min(moment.upper, square) * 1.000001 }, // prettier-ignore
      ...(gaugeGradient === undefined
        ? []
        : [
            {
              test: 'bounded-mean' as const,
              label: `${name}: shadow`,
              mean: points.reduce((s, x) => s + (dim / 2) * Math.abs(inner(gaugeGradient(x), v)), 0) / samples,
              samples,
              range: (dim / 2) * body.gauge(v) * 1.000001,
              lower: shadow.lower * 0.999999,
              upper: Math.min(shadow.upper, (dim / 2) * body.gauge(v)) * 1.000001,
            },
          ]),
    ];
  }).flat();
}

/** Of the claim about projections. */
export const shadowsPart: ImplementationPart = {
  id: 'library-shadows',
  about: 'implementation',
  implements: ['slope', 'cauchy'],
  statement:
    'Both ends of overlaps, safe shifts, largest shadows, spreads of nets and second moments of drawn bodies: those of closed forms and of the formulas for bounds written again, on the right side of what drawn directions and uniform points show; effective samples and split ratios are their textbook sums.',
  evidence: [
    numerically('drawn bodies, shifts, adversaries and chains; 1e-9, and 1e-6 where terms cancel', alternately),
    sampled('uniform points of drawn bodies, 8,000 each at full', 1e-11, byPoints),
  ],
};
