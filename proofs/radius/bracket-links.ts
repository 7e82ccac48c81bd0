/**
 * Ties of radii and growth at drawn places from the other side: bounds from above that are known by another route, for
 * what no formula of a row says alone. Each was added for a fault that nothing saw (docs/mutants.md).
 */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { lpNorm } from '../../src/geometry/bodies/lp-norm.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { overlapEnclosure } from '../../src/geometry/covariogram/overlap-enclosure.ts';
import { directionNet } from '../../src/geometry/functionals/direction-net.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { reach } from '../../src/geometry/functionals/reach.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growth } from '../../src/growth/growth.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { factsOf } from '../../src/noise/facts.ts';
import { iidExp, iidPareto } from '../../src/noise/named/iid.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { mixSeed, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

const UNIT = { lambda: 1 } as const;
const most = (label: string, left: number, right: number, tolerance = 0): NumericInstance => ({
  label,
  left,
  relation: '<=',
  right,
  tolerance,
});

/** A bound of the exact radius from above is no smaller than what is certified. */
const uppers = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 8, full: 100 }, (random, index): NumericInstance[] => {
    const dim = dimension(random, 2, 1000);
    const p = between(random, 1.1, 12);
    const spec = ['laplace', 'exp:linf,k=2', `iid-exp,s=${between(random, 1.1, 6)}`, 'gaussian'][index % 4]!;
    const rho = 0.55 + 0.44 * random.uniform();
    const { radius, upper } = certifiedRadius(parseNoise(spec, dim, UNIT), lpAdversary(p, dim), rho, {
      method: 'differential',
    });
    return upper === null ? [] : [most(`${spec}, d = ${dim}, lp:${p}, rho = ${rho}`, radius, upper)];
  }).flat();

const direction = (random: RandomStream, dim: number): number[] => Array.from({ length: dim }, () => random.normal());

/** Points of a body without listed vertices are within its reach. */
const reaches = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random) => {
    const dim = dimension(random, 2, 40);
    const body = minkowskiSum(lpBall(between(random, 1.5, 6), dim), lpBall(2, dim));
    const adversary: Adversary = { kind: 'body', body, dim };
    const points = [new Array<number>(dim).fill(1), direction(random, dim)].map((u) => body.supportPoint!(u));
    return points.flatMap((x) =>
      [1, 2].map((a) => most(`${body.name}: reach in l${a}`, lpNorm(x, a), reach(adversary, a).value * (1 + 1e-9))),
    );
  }).flat();

/** An ellipse as long as it is thin lies within the hull of its net as far as that is spread. */
const nets = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 40 }, (random, index) => {
    const half = between(random, 2, 20);
    const body = ellipsoid(
      index % 2 === 0
        ? [
            [half, 0],
            [0, 1],
          ]
        : [
            [1, 0],
            [0, half],
          ],
    );
    const net = directionNet({ kind: 'body', body, dim: 2 });
    return Array.from({ length: 200 }, (_, k) => {
      const u = [Math.cos((Math.PI * k) / 200), Math.sin((Math.PI * k) / 200)] as const;
      const widest = net.points.reduce((top, [x, y]) => Math.max(top, Math.abs(x! * u[0] + y! * u[1])), 0);
      return most(`${body.name}, half axis ${half}: its net`, body.support(u), net.spread * widest * (1 + 1e-9));
    });
  }).flat();

export const conversionLinks: readonly ImplementationPart[] = [
  {
    id: 'library-upper',
    about: 'implementation',
    implements: ['factor'],
    statement: 'Where the library bounds the exact radius from above, the bound is at least what it certifies.',
    evidence: [numerically('drawn noises and norms, no tolerance', uppers)],
  },
  {
    id: 'library-reach',
    about: 'implementation',
    implements: ['factor'],
    statement:
      'Points of a body lie within its reach in $\\ell_1$ and $\\ell_2$, and an ellipse in its net times the spread.',
    evidence: [
      numerically('drawn bodies and directions; 1e-9 for computed supports', reaches),
      numerically('drawn ellipses, 200 directions each; 1e-9 for rounding', nets),
    ],
  },
];

/** Just beyond 1 - 1/(2d), where radii by total variation begin to fall short. */
const calledExact = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 3, full: 30 }, (random) => {
    const [dim, k] = [2 + random.integer(8), between(random, 0.6, 4)];
    const rho = 1 - (0.66 + 0.3 * random.uniform()) / (2 * dim);
    const noise = parseNoise(`exp:linf,k=${k}`, dim, UNIT);
    const { upper } = certifiedRadius(noise, lpAdversary(1, dim), rho);
    const { radius } = certifiedRadius(noise, lpAdversary(1, dim), rho, { method: 'level-set' });
    return most(`d = ${dim}, k = ${k}, rho = ${rho}`, radius, upper ?? Infinity);
  });

export const calledExactLink: ImplementationPart = {
  id: 'library-exact',
  about: 'implementation',
  implements: ['rate'],
  statement: 'Just beyond $1 - 1/(2d)$ no radius is called exact that the level-set method exceeds.',
  evidence: [numerically('drawn d and k, no tolerance', calledExact)],
};

/** zeta(x), x > 1, by Euler's and Maclaurin's sum. */
function zeta(x: number): number {
  const n = 30;
  let sum = 0;
  for (let k = 1; k < n; k++) sum += k ** -x;
  const end = n ** -x;
  return sum + (end * n) / (x - 1) + 0.5 * end + (x * end) / (12 * n) - (x * (x + 1) * (x + 2) * end) / (720 * n ** 3);
}

/** At rho = 1: int_0^inf dr/(e^{r^s} - 1) = Gamma(1 + 1/s) zeta(1/s). */
const limits = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random) => {
    const s = between(random, 0.35, 0.97);
    const right = Math.exp(logGamma(1 + 1 / s)) * zeta(1 / s);
    const left = certifiedRadius(iidExp(s, 2, UNIT), lpAdversary(1, 2), 1, { method: 'differential' }).radius;
    const label = `s = ${s}, rho = 1`;
    return [
      most(label, left, right, 1e-10 * right),
      { label, left, relation: '>=' as const, right, tolerance: 1e-9 * right },
    ];
  }).flat();

export const limitLink: ImplementationPart = {
  id: 'library-limit',
  about: 'implementation',
  implements: ['rate'],
  statement: 'At $\\rho = 1$ the differential radius is $\\Gamma(1 + 1/s)\\,\\zeta(1/s)$.',
  evidence: [numerically('drawn s; zeta by Euler and Maclaurin to 1e-13, radii to 1e-9', limits)],
};

/** Near rho = 1/2 the density is flat: R = 2 Gamma(1 + 1/s) (rho - 1/2), whatever large s. */
const slopes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random) => {
    const s = between(random, 6, 1000);
    const excess = 2 ** -Math.ceil(10 + 20 * random.uniform());
    const right = 2 * excess * Math.exp(logGamma(1 + 1 / s));
    const left = certifiedRadius(iidExp(s, 2, UNIT), lpAdversary(1, 2), 0.5 + excess).radius;
    const label = `s = ${s}, rho = 1/2 + ${excess}`;
    return [
      most(label, left, right, 1e-10 * right),
      { label, left, relation: '>=' as const, right, tolerance: 1e-9 * right },
    ];
  }).flat();

/** Log-concavity is claimed for s >= 1 and for no other. */
const shapes = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 12, full: 100 }, (random) => {
    const s = between(random, 0.4, 2.5);
    const { status } = factsOf(iidExp(s, 2, UNIT)).logConcave;
    return { label: `s = ${s}`, left: ratio(status === 'proved' ? 1 : 0), relation: '=', right: ratio(s >= 1 ? 1 : 0) };
  });

export const slopeLink: ImplementationPart = {
  id: 'library-near-half',
  about: 'implementation',
  implements: ['rate'],
  statement:
    'Near $\\rho = 1/2$ the radius is $2\\Gamma(1+1/s)(\\rho - 1/2)$ for large $s$; log-concave is said of $s \\ge 1$ alone.',
  evidence: [numerically('drawn s from 6 to 1000, to 1e-9', slopes), exactly('drawn s around 1', shapes)],
};

/** A long curve of Laplace radii lies below what a point alone is enclosed by. */
const curves = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 6 }, (random) => {
    const dim = 2 + random.integer(3);
    const noise = parseNoise('laplace', dim, UNIT);
    const rhos = Array.from({ length: 8 }, (_, i) => 0.55 + 0.05 * (i + 0.5 * random.uniform()));
    const curve = radiusCurve(noise, lpAdversary(Infinity, dim), rhos);
    return [1, 5].map((i) => {
      const { upper } = certifiedRadius(noise, lpAdversary(Infinity, dim), rhos[i]!);
      return most(`d = ${dim}, rho = ${rhos[i]!}`, curve[i]!.radius, upper ?? Infinity);
    });
  }).flat();

export const curveLink: ImplementationPart = {
  id: 'library-curve',
  about: 'implementation',
  implements: ['rate'],
  statement: 'Radii of a long curve lie below the upper end of a radius asked for alone.',
  evidence: [numerically('drawn curves of eight points, two of them alone; no tolerance', curves)],
};

/** The least norm over (b, a, ..., a) with (1 - b)(1 - a)^{d-1} = 3/2 - rho, on a fine list of b. */
function leastNorm(dim: number, p: number, rho: number): number {
  const c = 1.5 - rho;
  const [low, high] = [1 - c ** (1 / dim), 1 - c];
  let least = Infinity;
  for (let i = 0; i <= 3000; i++) {
    const b = low + ((high - low) * i) / 3000;
    const a = 1 - (c / (1 - b)) ** (1 / (dim - 1));
    least = Math.min(least, 2 * (b ** p + (dim - 1) * a ** p) ** (1 / p));
  }
  return least;
}

const leastNorms = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 8, full: 60 }, (random) => {
    const [dim, p] = [2 + random.integer(5), between(random, 1.02, 1.4)];
    const rho = 0.7 + 0.29 * random.uniform();
    const right = leastNorm(dim, p, rho);
    const left = certifiedRadius(parseNoise('uniform:linf', dim, UNIT), lpAdversary(p, dim), rho).radius;
    const label = `d = ${dim}, lp:${p}, rho = ${rho}`;
    return [most(label, left, right), { label, left, relation: '>=' as const, right, tolerance: 1e-4 * right }];
  }).flat();

export const leastNormLink: ImplementationPart = {
  id: 'library-least-norm',
  about: 'implementation',
  implements: ['convex'],
  statement:
    'Against $\\ell_p$ for $p$ near 1 the radius is the least norm over points $(b, a, \\dots, a)$ of the level set.',
  evidence: [
    numerically('drawn d, p and rho against 3001 values of b, which miss the least by less than 1e-4', leastNorms),
  ],
};

/** Shifts of the ball do not grow more than the bound on all of them. */
const against = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 20 }, (random): NumericInstance[] => {
    const seed = mixSeed(context.seed, 'against');
    const a = between(random, 2.5, 3.5);
    const pareto = iidPareto(a, 2, UNIT);
    const exact = { samples: 60_000, seed, confidence: 1 - 1e-9 };
    // Inside a facet of l1 (MATH.md R5): the vertex is not the worst there.
    const r = 1.75;
    const inside = growth(pareto, [0.5 * r, 0.5 * r], 0.01, exact).lower;
    const bound = growthAgainst(pareto, lpAdversary(1, 2), r, 0.01).growth.upper;
    const { radius } = certifiedRadius(pareto, lpAdversary(1, 2), 0.99);
    const atRadius = growth(pareto, [0.5 * radius, 0.5 * radius], 0.01, exact).lower;
    const p = between(random, 1.52, 1.95);
    const cube = parseNoise('uniform:linf', 2, UNIT);
    const far = 1.7 + 0.25 * random.uniform();
    const onAxis = growth(cube, [far, 0], 0.01).lower;
    const ofBall = growthAgainst(cube, lpAdversary(p, 2), far, 0.01).growth.upper;
    return [
      most(`iid-pareto, a = ${a}: the middle of a facet`, inside, bound),
      most(`iid-pareto, a = ${a}: the middle of a facet at the radius for rho = 0.99`, atRadius, 0.5),
      most(`uniform cube, lp:${p}, r = ${far}: along an axis`, onAxis, ofBall),
    ];
  }).flat();

export const againstLink: ImplementationPart = {
  id: 'library-against',
  about: 'implementation',
  implements: ['equivalent-vertices'],
  statement: 'No shift of a ball grows more than the library says of all of them, nor beyond 1/2 within its radius.',
  evidence: [numerically('drawn noises; lower ends at confidence 1 - 1e-9, no tolerance', against)],
};

/** 2 exp(-2 n epsilon^2) = alpha. */
const bands = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 40 }, (random) => {
    const [n, alpha] = [dimension(random, 1, 1e9), between(random, 1e-12, 0.3)];
    const left = 2 * Math.exp(-2 * n * dkwEpsilon(n, alpha) ** 2);
    return { label: `n = ${n}, alpha = ${alpha}`, left, relation: '=' as const, right: alpha, tolerance: 1e-9 * alpha };
  });

export const bandLink: ImplementationPart = {
  id: 'library-band',
  about: 'implementation',
  implements: ['rays'],
  statement: 'The band around the overlap of all rays errs by Massart’s constant, $2e^{-2n\\varepsilon^2} = \\alpha$.',
  evidence: [numerically('drawn n and alpha, to rounding', bands)],
};

/** Phi against l_p, p > 2, is at least what the diagonal and an axis have. */
const shadows = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random): NumericInstance[] => {
    const [dim, p] = [dimension(random, 5, 2000), between(random, 2.05, 8)];
    const adversary = lpAdversary(p, dim);
    const rate = growthRate(parseNoise('uniform:l1', dim, UNIT), adversary);
    if (rate === null) return [];
    const { lower } = maxProjectionRatio(lpBall(1, dim), adversary, { samples: 0 });
    return [most(`d = ${dim}, lp:${p}`, lower, rate.phiHalf * (1 + 1e-12))];
  }).flat();

export const shadowLink: ImplementationPart = {
  id: 'library-shadow',
  about: 'implementation',
  implements: ['overlap'],
  statement: 'Against $\\ell_p$, $p > 2$, the rate is at least the largest projection along an axis or the diagonal.',
  evidence: [numerically('drawn d and p; 1e-12 for rounding', shadows)],
};

/**
 * The cube's overlap is known: an enclosure by gauge and projection holds it however wide the projection is known.
 */
const overlaps = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 8, full: 80 }, (random) => {
    const dim = dimension(random, 2, 200);
    const size = between(random, 1e-3, 0.5);
    const v = Array.from({ length: dim }, () => size * random.uniform());
    const shadow = 0.5 * lpNorm(v, 1);
    const [low, high] = [shadow * (1 - 0.2 * random.uniform()), shadow * (1 + 0.2 * random.uniform())];
    const found = overlapEnclosure(dim, lpNorm(v, Infinity), enclosed(shadow, low, high, 'interval'));
    const overlap = v.reduce((product, x) => product * (1 - 0.5 * x), 1);
    const label = `cube of R^${dim}, shifts up to ${size}`;
    return [
      most(`${label}: from below`, found.lower, overlap),
      most(`${label}: from above`, overlap, found.upper, 1e-12),
    ];
  }).flat();

export const overlapLink: ImplementationPart = {
  id: 'library-enclosure',
  about: 'implementation',
  implements: ['concave'],
  statement: 'An overlap enclosed by the gauge and an enclosed projection holds the cube’s own.',
  evidence: [numerically('drawn shifts and widths; 1e-12 for rounding', overlaps)],
};
