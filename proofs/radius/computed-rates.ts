/**
 * Bounds of the growth rate that are computed from a law, by several doors: against the formulas of named noise, the
 * slope at one half of known sums, projections and gauge slopes of polygons by hand, and nets of directions where an
 * ellipse is long.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { productPhiHalf, roundPhiHalfUpper } from '../../src/noise/rate/product-phi-half.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { findRoot } from '../../src/numeric/roots.ts';
import { normalCdf, normalPdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { agrees, atFull, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { gauges, meanWalk, polygons } from './gauge-shadows.ts';

/** Noises whose rate is known exactly against a norm. */
function knownRate(random: RandomStream, index: number): readonly [spec: string, dim: number, p: number] {
  const dim = dimension(random, 2, 60);
  const k = between(random, 1.05, 4);
  const all = [
    ['gaussian', dim, [1, 2, Infinity][random.integer(3)]!],
    ['laplace', dim, [1, Infinity][random.integer(2)]!],
    [`exp:linf,k=${k}`, dim, [1, Infinity][random.integer(2)]!],
    [`exp:l1,k=${k}`, dim, 1],
    [`power:linf,a=${dim + between(random, 1, 20)}`, dim, Infinity],
    [`iid-exp,s=${k}`, dim, 1],
    [`iid-pareto,a=${between(random, 0.5, 8)}`, dim, 1],
    ['uniform:l2', dim, 2],
    ['uniform:linf', dim, [1, 2, Infinity][random.integer(3)]!],
    [`exp:l1,k=${between(random, 0.3, 0.95)}`, dim, 1],
  ] as const;
  return all[index % all.length]!;
}

const againstFormulas = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 12 }, (random, index): NumericInstance[] => {
    const [spec, dim, norm] = knownRate(random, index);
    const noise = parseNoise(spec, dim, { lambda: between(random, 0.1, 10) });
    const [bound, exact] = [
      computedRateBound(noise, lpAdversary(norm, dim)),
      growthRate(noise, lpAdversary(norm, dim)),
    ];
    const label = `${noise.spec}, l${norm}, d = ${dim}`;
    if (bound === null || exact === null) return [isTrue(`${label}: known both ways`, false)];
    return [0.5, 0.45 * random.uniform() + 0.02, 0.01].flatMap((p): NumericInstance[] => {
      const truth = exact.phi(p);
      return [
        atMost(`${label}, p = ${p}: above the formula`, truth, bound.phi(p), 1e-9 * truth),
        atMost(`${label}, p = ${p}: near it`, bound.phi(p), truth * (p === 0.5 ? 1 + 1e-5 : 1.06)),
      ];
    });
  }).flat();

/** Phi(1/2) of products: half the mean size of the sum of scores, and the jumps. */
const slopesAtHalf = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 18 }, (random, index): NumericInstance[] => {
    const [dim, t, lambda] = [dimension(random, 2, 20_000), between(random, 0.1, 10), between(random, 0.1, 10)];
    const height = 1 / Math.sqrt(2 * Math.PI);
    const [formula, axis, corner, round] = (
      [
        [`exp(-(${t}*x)^2/2)`, height * t, height * t * Math.sqrt(dim), height * t],
        [`exp(-${t}*abs(x))`, 0.5 * t, 0.5 * t * meanWalk(dim), null],
        [`(1+sign(${1 / t}-abs(x)))/2`, 0.5 * t, 0.5 * t * dim, 0.5 * t * Math.sqrt(dim)],
      ] as const
    )[index % 3]!;
    const noise = productNoise(formula, dim, { lambda });
    const label = `${formula} at scale ${lambda}, d = ${dim}`;
    const l2 = productPhiHalf(noise, 'l2');
    const linf = productPhiHalf(noise, 'linf');
    return [
      ...lies(`${label}: l1`, productPhiHalf(noise, 'l1'), axis / lambda),
      ...lies(`${label}: linf`, linf, corner / lambda, 1e-11),
      atMost(`${label}: linf, width`, linf.upper, linf.lower * 1.1),
      agrees(`${label}: linf, the value`, linf.value, corner / lambda, 1e-5),
      // Along the diagonal, and an axis.
      atMost(`${label}: l2, from above`, Math.max(axis, corner / Math.sqrt(dim)) / lambda, l2.upper, 1e-12 * l2.upper),
      atMost(
        `${label}: l2, the bound alone`,
        Math.max(axis, corner / Math.sqrt(dim)) / lambda,
        roundPhiHalfUpper(noise),
        1e-12,
      ),
      ...(round === null ? [] : [atMost(`${label}: l2, from below`, l2.lower, round / lambda, 1e-12 * l2.lower)]),
      atMost(`${label}: l2, not below an axis`, (axis / lambda) * (1 - 1e-9), l2.lower),
    ];
  }).flat();

/** A long ellipse, turned: its tip lies between the directions of a net. */
function longEllipse(
  random: RandomStream,
  angles: number,
): {
  readonly adversary: Adversary;
  readonly along: (h: (u: readonly [number, number]) => number) => number;
} {
  const [long, angle] = [between(random, 4, 12), 0.2 + 1.1 * random.uniform()];
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const body = ellipsoid([
    [long * c, -s],
    [long * s, c],
  ]);
  const along = (h: (u: readonly [number, number]) => number): number => {
    let best = 0;
    for (let k = 0; k < angles; k++) {
      const [x, y] = [long * Math.cos((k * Math.PI) / angles), Math.sin((k * Math.PI) / angles)];
      best = Math.max(best, h([c * x - s * y, s * x + c * y]));
    }
    return best;
  };
  return { adversary: { kind: 'body', body, dim: 2 }, along };
}

/** sup E[Y; U] over P(U) = p of Y = a Z + b e, Z normal and e a fair sign: above a threshold. */
function signedNormalRate(a: number, b: number, p: number): number {
  const tail = (c: number): number => 0.5 * (normalCdf((b - c) / a) + normalCdf((-b - c) / a));
  const c = findRoot((x) => tail(x) - p, -b - 10 * a, b + 10 * a).root;
  const part = (sign: 1 | -1): number => {
    const z = (sign * b - c) / a;
    return a * normalPdf(z) + sign * b * normalCdf(z);
  };
  return 0.5 * (part(1) + part(-1));
}

/** Normal along one line and Laplace along another, which split no box. */
const sheared = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 1 }, (random): NumericInstance[] => {
    const { adversary, along } = longEllipse(random, 400);
    const t = 0.25 + random.integer(12) / 8;
    const noise = noiseOfDensity(`exp(-(x1+${t}*x2)^2-abs(x2))`, 2, { lambda: 1 });
    const bound = computedRateBound(noise, adversary);
    return [0.5, 0.2, 0.05, 5e-3].map((p) => {
      const rate = along(([x, y]) => signedNormalRate(Math.SQRT2 * Math.abs(x + t * y) + 1e-9, Math.abs(y), p));
      return atMost(`${noise.spec} against a long ellipse: rate at ${p}`, rate, bound?.phi(p) ?? NaN, 1e-7 * rate);
    });
  }).flat();

const nets = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 1 }, (random): NumericInstance[] => {
    const { adversary, along } = longEllipse(random, 20_000);
    const noise = productNoise('exp(-x^2)', 2, { lambda: 1 });
    const steepest = along(([x, y]) => Math.SQRT2 * Math.hypot(x, y));
    const bound = computedRateBound(noise, adversary);
    const rho = 0.7 + 0.25 * random.uniform();
    const found = certifiedRadius(noise, adversary, rho, { upperBounds: true });
    const truth = normalQuantile(rho) / steepest;
    const label = `${noise.spec} against a long ellipse`;
    return [
      ...[0.5, 0.2, 0.02, 1e-3].map((p) => {
        const rate = steepest * normalPdf(normalQuantile(p));
        return atMost(`${label}: rate at ${p}`, rate, bound?.phi(p) ?? NaN, 1e-7 * rate);
      }),
      atMost(`${label}, rho = ${rho}: radius`, found.radius, truth, 1e-7 * truth),
      atMost(`${label}, rho = ${rho}: not far below`, 0.4 * truth, found.radius),
      ...(found.upper === null ? [] : [atMost(`${label}, rho = ${rho}: upper end`, truth, found.upper, 1e-7 * truth)]),
    ];
  }).flat();

/** Of the claim about the differential method. */
export const computedRatesPart: ImplementationPart = {
  id: 'library-computed-rates',
  about: 'implementation',
  implements: ['convex-rate', 'polygon'],
  statement:
    'Bounds of $\\Phi$ computed from a law lie above the formulas of named noise at any scale and within 6 %, at 1/2 within $10^{-5}$; $\\Phi(1/2)$ of normal, Laplace and uniform coordinates is enclosed, $d$ to 20,000; the largest shadow of polygons is that of a search, and the slope of a gauge that of its edges, signs or cosines; where an ellipse is long, lines and radii hold between the directions of the net.',
  evidence: [
    numerically('at full: drawn noises, scales and dimensions; 1e-9 from the safe side', atFull(againstFormulas)),
    numerically(
      'at full: sums of scores, polygons, gauges; 1e-12 from the safe side, 1e-6 for a search over 20,000 angles',
      atFull((context) => [...slopesAtHalf(context), ...polygons(context), ...gauges(context)]),
    ),
    numerically(
      'at full: long ellipses, normal coordinates, and a normal and a Laplace one sheared; 1e-7 for the search',
      atFull((context) => [...nets(context), ...sheared(context)]),
    ),
  ],
};
