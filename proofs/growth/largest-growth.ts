/**
 * The largest growth over a ball or body, where one shift decides and where none does: overlaps known from two sides,
 * the farthest point of polygons, ellipses and balls, flows of the rate by another integrator.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { uniformGrowth } from '../../src/growth/closed-form.ts';
import { growth } from '../../src/growth/growth.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { anyMass, between, draws } from '../vocabulary/drawn-links.ts';
import { laplaceAlong } from './laplace-along.ts';

const UNIT = { lambda: 1 } as const;

/** An overlap known from two sides: both ends of p + 1 - o, no more than 1. */
const overlaps = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 5, full: 200 }, (random): NumericInstance[] => {
    const [x, y, z, p] = [random.uniform(), random.uniform(), random.uniform(), random.uniform()];
    const [low, value, high] = [x, y, z].sort((s, t) => s - t) as [number, number, number];
    const found = uniformGrowth(p, enclosed(value, low, high, 'interval'));
    const label = `overlap in [${low}, ${high}], p = ${p}`;
    return [
      {
        label: `${label}: lower`,
        left: found.lower,
        relation: '=',
        right: Math.min(1, p + 1 - high),
        tolerance: 4e-15,
      },
      { label: `${label}: upper`, left: found.upper, relation: '=', right: Math.min(1, p + 1 - low), tolerance: 4e-15 },
      ...lies(label, found, Math.min(1, p + 1 - value), 1e-14),
    ];
  }).flat();

/** A polygon, an ellipse turned by an angle, or a ball, with its farthest point. */
function drawnPlanar(random: RandomStream): {
  readonly adversary: Adversary;
  readonly far: number;
  readonly listed: boolean;
} {
  switch (random.integer(3)) {
    case 0: {
      const points = Array.from({ length: 2 + random.integer(3) }, (_, k) => {
        const [angle, size] = [k + 0.8 * random.uniform(), between(random, 0.5, 2)];
        return [size * Math.cos(angle), size * Math.sin(angle)];
      });
      const body = vPolytope(points.flatMap((x) => [x, x.map((c) => -c)]));
      return {
        adversary: { kind: 'body', body, dim: 2 },
        far: Math.max(...points.map((x) => Math.hypot(...x))),
        listed: true,
      };
    }
    case 1: {
      const [s, t] = [between(random, 0.3, 3), between(random, 0.3, 3)];
      const [u, v] = [2 * Math.PI * random.uniform(), 2 * Math.PI * random.uniform()];
      // A turn, half axes, another turn.
      const matrix = [
        [
          Math.cos(u) * s * Math.cos(v) - Math.sin(u) * t * Math.sin(v),
          -Math.cos(u) * s * Math.sin(v) - Math.sin(u) * t * Math.cos(v),
        ],
        [
          Math.sin(u) * s * Math.cos(v) + Math.cos(u) * t * Math.sin(v),
          -Math.sin(u) * s * Math.sin(v) + Math.cos(u) * t * Math.cos(v),
        ],
      ];
      return { adversary: { kind: 'body', body: ellipsoid(matrix), dim: 2 }, far: Math.max(s, t), listed: false };
    }
    default: {
      const p = between(random, 1, 12);
      return { adversary: lpAdversary(p, 2), far: Math.max(1, 2 ** (0.5 - 1 / p)), listed: true };
    }
  }
}

/** The farthest point of a body decides for the normal law. */
const farthest = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random): NumericInstance[] => {
    const { adversary, far, listed } = drawnPlanar(random);
    const [r, p, lambda] = [between(random, 0.05, 2), anyMass(random), between(random, 0.1, 10)];
    const found = growthAgainst(parseNoise('gaussian', 2, { lambda }), adversary, r * lambda, p);
    const truth = normalCdf(normalQuantile(p) + r * far);
    const label = `gaussian of scale ${lambda} within ${r} of a ${adversary.kind === 'lp' ? `ball of l${adversary.p}` : adversary.body.name}, p = ${p}`;
    return [
      ...lies(label, found.growth, truth, 1e-9),
      isTrue(`${label}: attained`, found.attained === listed),
      atMost(`${label}: upper end`, found.growth.upper, truth + 1e-7),
      ...(listed ? [atMost(`${label}: lower end`, truth, found.growth.lower + 1e-9)] : []),
    ];
  }).flat();

/** y' = Phi(y) from p, by Runge and Kutta. */
function flowed(rate: (y: number) => number, p: number, r: number): number {
  let y = p;
  const h = r / 2000;
  for (let n = 0; n < 2000; n++) {
    const k1 = rate(y);
    const k2 = rate(y + 0.5 * h * k1);
    const k3 = rate(y + 0.5 * h * k2);
    y += (h / 6) * (k1 + 2 * k2 + 2 * k3 + rate(y + h * k3));
  }
  return y;
}

/** Where no shift decides, the flow of the rate from above and an axis from below. */
const flows = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 30 }, (random): NumericInstance[] => {
    const [a, p, r] = [between(random, 0.5, 6), 0.01 + 0.4 * random.uniform(), between(random, 0.05, 1)];
    const q = 1.1 + 0.8 * random.uniform();
    const rate = (y: number): number => 0.5 * a * (1 - (1 - 2 * Math.min(y, 1 - y)) ** (1 + 1 / a));
    const pareto = parseNoise(`iid-pareto,a=${a}`, 2, UNIT);
    const l1 = growthAgainst(pareto, lpAdversary(1, 2), r, p).growth;
    const truth = flowed(rate, p, r);
    const laplace = parseNoise('laplace', 2, UNIT);
    const lq = growthAgainst(laplace, lpAdversary(q, 2), r, p).growth;
    const laplaceRate = (y: number): number => Math.min(y, 1 - y);
    // The ball of l_q lies in 2^{1 - 1/q} times that of l1.
    const wide = flowed(laplaceRate, p, r * 2 ** (1 - 1 / q));
    const tight = flowed((y) => Math.min(0.5, 2 * Math.min(y, 1 - y)), p, r);
    return [
      {
        label: `pareto, a = ${a}, r = ${r}, p = ${p}: flow`,
        left: l1.upper,
        relation: '=',
        right: truth,
        tolerance: 1e-6,
      },
      atMost(`pareto, a = ${a}, r = ${r}, p = ${p}: an axis`, growth(pareto, [r, 0], p).lower, l1.lower, 1e-12),
      atMost(`laplace against l${q}, r = ${r}, p = ${p}: an axis`, laplaceAlong(r, p), lq.lower, 1e-9),
      {
        label: `laplace against l${q}, r = ${r}, p = ${p}: flow`,
        left: lq.upper,
        relation: '=',
        right: Math.max(lq.lower, Math.min(wide, tight)),
        tolerance: 1e-5,
      },
    ];
  }).flat();

/** Of the claim about Neyman and Pearson. */
export const largestGrowthPart: ImplementationPart = {
  id: 'library-largest',
  about: 'implementation',
  implements: ['primal', 'dual'],
  statement:
    "Ends of the largest growth over a ball hold the truth: an overlap known from two sides; the normal law at the farthest point of drawn polygons, turned ellipses and balls, at any scale; flows $y' = \\Phi(y)$ of Pareto and Laplace noise by Runge and Kutta, and an axis from below.",
  evidence: [
    numerically('overlaps, bodies and flows; rounding, 1e-9, and 1e-5 for the flow', (context) => [
      ...overlaps(context),
      ...farthest(context),
      ...flows(context),
    ]),
  ],
};
