/** Rays from uniform points of every kind of body, against its covariogram (U3). */
import { lpAdversary } from '../src/geometry/adversary.ts';
import type { EvidenceContext, StatisticalTest } from '../src/checker/index.ts';
import type { ConvexBody } from '../src/geometry/body.ts';
import { box } from '../src/geometry/bodies/box.ts';
import { ellipsoid } from '../src/geometry/bodies/ellipsoid.ts';
import { exactOverlap } from '../src/geometry/exact/exact-measure.ts';
import { rationalVector } from '../src/geometry/exact/exact-polytope.ts';
import { hPolytope } from '../src/geometry/bodies/h-polytope.ts';
import { linearImage } from '../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../src/geometry/bodies/lp-ball.ts';
import { rayLength } from '../src/geometry/covariogram/ray-length.ts';
import { covariogramByRayShooting } from '../src/geometry/covariogram/ray-shooting.ts';
import { vPolytope } from '../src/geometry/bodies/v-polytope.ts';
import { wulffCrystal } from '../src/geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../src/geometry/bodies/zonotope.ts';
import { randomStream } from '../src/numeric/random/random-stream.ts';
import { toDouble } from '../src/numeric/algebra/rational.ts';

/** A body, a direction, and 1 - o(r v) in closed form. */
interface ClosedForm {
  readonly name: string;
  readonly body: ConvexBody;
  readonly v: readonly number[];
  /** P(s < r). */
  readonly cdf: (r: number) => number;
}

const cut = (x: number): number => Math.max(0, x);

/** Ball of R^3: o = 1 - 3r/4 + r^3/16; disc: the lens. */
const ballOverlap3 = (r: number): number => (r >= 2 ? 0 : 1 - 0.75 * r + r ** 3 / 16);
const discOverlap = (r: number): number =>
  r >= 2 ? 0 : (2 * Math.acos(r / 2) - (r / 2) * Math.sqrt(4 - r * r)) / Math.PI;

const CLOSED_FORMS: readonly ClosedForm[] = [
  {
    name: 'cube of R^3',
    body: lpBall(Infinity, 3),
    v: [1, 0.5, 0.25],
    cdf: (r) => 1 - cut(1 - r / 2) * cut(1 - r / 4) * cut(1 - r / 8),
  },
  { name: 'cross-polytope of R^4 along e_1', body: lpBall(1, 4), v: [1, 0, 0, 0], cdf: (r) => 1 - cut(1 - r / 2) ** 4 },
  { name: 'disc', body: lpBall(2, 2), v: [0.6, 0.8], cdf: (r) => 1 - discOverlap(r) },
  { name: 'ball of R^3', body: lpBall(2, 3), v: [0, 0, 1], cdf: (r) => 1 - ballOverlap3(r) },
  { name: 'box', body: box([1, 2]), v: [1, 1], cdf: (r) => 1 - cut(1 - r / 2) * cut(1 - r / 4) },
  {
    name: 'ellipsoid',
    body: ellipsoid([
      [1, 0, 0],
      [0, 2, 0],
      [0, 0, 3],
    ]),
    v: [0, 1.2, 2.4],
    cdf: (r) => 1 - ballOverlap3(r),
  },
  {
    name: 'parallelogram',
    body: linearImage(
      [
        [1, 1],
        [0, 2],
      ],
      lpBall(Infinity, 2),
    ),
    v: [1, 0],
    cdf: (r) => 1 - cut(1 - r / 2),
  },
];

/** Sup distance between the empirical law of the ray lengths and the closed form, at the jumps. */
export function closedForms({ seed, effort }: EvidenceContext): readonly StatisticalTest[] {
  const samples = effort === 'quick' ? 20_000 : 1_000_000;
  return CLOSED_FORMS.map(({ name, body, v, cdf }) => {
    const { lengths } = covariogramByRayShooting(body, v, { samples, seed });
    let distance = 0;
    lengths.forEach((r, i) => {
      const F = cdf(r);
      distance = Math.max(distance, Math.abs(F - i / samples), Math.abs(F - (i + 1) / samples));
    });
    return { test: 'dkw', label: name, distance, samples };
  });
}

const mirrored = (points: readonly (readonly number[])[]): number[][] =>
  [1, -1].flatMap((sign) => points.map((x) => x.map((c) => sign * c)));

/** Bodies without a closed form, whose intersection volumes are exact rationals. */
const POLYTOPES: readonly { readonly name: string; readonly body: ConvexBody; readonly v: readonly number[] }[] = [
  {
    name: 'hexagon by vertices',
    body: vPolytope(
      mirrored([
        [2, 0],
        [1, 2],
        [-1, 1],
      ]),
    ),
    v: [1, 0.5],
  },
  {
    name: 'polytope of R^3 by halfspaces',
    body: hPolytope(
      mirrored([
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
        [1, 1, 1],
      ]),
      [1, 1, 1, 2, 1, 1, 1, 2],
    ),
    v: [1, 0, 0.5],
  },
  {
    name: 'zonotope of R^3',
    body: zonotope([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [1, 1, 0],
      [0, 1, 1],
    ]),
    v: [1, 1, 0],
  },
  { name: 'rhombic dodecahedron', body: wulffCrystal(lpAdversary(Infinity, 3)), v: [0.5, 0.5, 0.5] },
  { name: 'cross-polytope of R^3 along the diagonal', body: lpBall(1, 3), v: [0.25, 0.25, 0.25] },
];

/** P(s >= r) against exact rational overlaps at three r. */
export function polytopes({ seed, effort }: EvidenceContext): readonly StatisticalTest[] {
  const samples = effort === 'quick' ? 20_000 : 1_000_000;
  return POLYTOPES.flatMap(({ name, body, v }) => {
    const { lengths } = covariogramByRayShooting(body, v, { samples, seed });
    return [0.25, 0.5, 1].map((r): StatisticalTest => {
      const o = toDouble(exactOverlap(body.exact!(), rationalVector(v.map((x) => r * x))));
      const hits = lengths.reduce((count, s) => count + (s >= r ? 1 : 0), 0);
      const [lower, upper] = [cut(o - 1e-12), Math.min(1, o + 1e-12)];
      return { test: 'binomial', label: `${name}, r = ${r}`, hits, trials: samples, lower, upper };
    });
  });
}

/** How often the order-statistic bounds of the quantile hold the true one, the radius of the cube along e_1. */
export function quantileCoverage({ seed, effort }: EvidenceContext): readonly StatisticalTest[] {
  const trials = effort === 'quick' ? 200 : 2000;
  const confidence = 0.9;
  let hits = 0;
  for (let i = 0; i < trials; i++) {
    const rays = covariogramByRayShooting(lpBall(Infinity, 2), [1, 0], { samples: 400, confidence, seed: seed + i });
    // rho = 0.8: the (rho - 1/2)-quantile of s solves r/2 = 0.3.
    const { lower, upper } = rays.quantile(0.3);
    if (lower <= 0.6 && 0.6 <= upper) hits++;
  }
  return [{ test: 'binomial', label: 'coverage of the 0.3-quantile', hits, trials, lower: confidence, upper: 1 }];
}

/** The false variant: the whole chord through X in place of the ray from X. */
export function chordsForRays({ seed }: EvidenceContext): readonly StatisticalTest[] {
  const trials = 20_000;
  const body = lpBall(2, 2);
  const random = randomStream(seed);
  const point = new Float64Array(2);
  let hits = 0;
  for (let i = 0; i < trials; i++) {
    body.sample!(random, point);
    if (rayLength(body, point, [1, 0]) + rayLength(body, point, [-1, 0]) >= 1) hits++;
  }
  const o = discOverlap(1);
  const [lower, upper] = [o - 1e-12, o + 1e-12];
  return [{ test: 'binomial', label: 'disc, P(chord >= 1) against o(1)', hits, trials, lower, upper }];
}
