/**
 * Growth of formulas that is enclosed on a mesh, and radii at extreme points, beside laws whose growth is known: normal
 * laws of any correlation, Laplace and triangular laws sheared or written so that they do not split, Pareto laws.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { growth } from '../../src/growth/growth.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { iidPareto } from '../../src/noise/named/iid.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import type { EnclosedGrowth } from '../../src/noise/density/proved.ts';
import { radiusCurve } from '../../src/radius/certified-radius.ts';
import { ExtremePointSearch, QUICK } from '../../src/radius/routes/extreme-points.ts';
import { readProbability } from '../../src/radius/top-probability.ts';
import { atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { laplaceAlong } from './laplace-along.ts';

type Plane = readonly [number, number];

/** A formula, and what its growth is along a shift and its radius against an adversary, at lambda = 1. */
interface KnownGrowth {
  readonly formula: string;
  readonly logConcave: boolean;
  /** A shift of about this length. */
  readonly shift: (length: number) => Plane;
  readonly truth: (shift: Plane, p: number) => number;
  readonly adversary: Adversary;
  readonly radius: (rho: number) => number;
  /** How far apart the ends may be on 2500 cells. */
  readonly width: number;
}

const eighths = (random: RandomStream, low: number, high: number): number =>
  low / 8 + random.integer(high - low + 1) / 8;

/** The ball of l1, its first axis sheared by so much. */
const shearedCross = (t: number): Adversary => ({
  kind: 'body',
  dim: 2,
  body: vPolytope([
    [1, 0],
    [-1, 0],
    [-t, 1],
    [t, -1],
  ]),
});

function normalLaw(random: RandomStream): KnownGrowth {
  const [a, c, b] = [eighths(random, 4, 24), eighths(random, 4, 24), eighths(random, -3, 3)];
  const deviations = ([x, y]: Plane): number => Math.sqrt(2 * (a * x * x + b * x * y + c * y * y));
  const steepest = Math.max(deviations([1, 1]), deviations([1, -1]));
  return {
    formula: `exp(-(${a}*x1^2+${b}*x1*x2+${c}*x2^2))`,
    logConcave: true,
    shift: (length) => [length * (0.3 + 0.6 * random.uniform()), length * (random.uniform() - 0.5)],
    truth: (v, p) => normalCdf(normalQuantile(p) + deviations(v)),
    adversary: lpAdversary(Infinity, 2),
    radius: (rho) => normalQuantile(rho) / steepest,
    width: 0.15,
  };
}

/** Laplace noise by a maximum that does not split, or sheared. */
function laplaceLaw(random: RandomStream): KnownGrowth {
  const t = random.uniform() < 0.5 ? 0 : eighths(random, 1, 12);
  const radius = (rho: number): number => -Math.log(2 * (1 - rho));
  return {
    formula: t === 0 ? 'exp(-max(abs(x1+x2),abs(x1-x2)))' : `exp(-abs(x1+${t}*x2)-abs(x2))`,
    logConcave: true,
    shift: (length) => [length, 0],
    truth: ([x], p) => laplaceAlong(x, p),
    adversary: t === 0 ? lpAdversary(1, 2) : shearedCross(t),
    radius,
    width: 0.3,
  };
}

/** (1 - |x|)_+ in each coordinate, sheared: along the first, F(x) = (1 + x)^2/2 below 0, and half-lines are best. */
function triangularLaw(random: RandomStream): KnownGrowth {
  const t = eighths(random, 1, 12);
  const below = (x: number): number => 0.5 * Math.max(0, 1 + x) ** 2;
  const cdf = (x: number): number => (x <= 0 ? below(x) : 1 - below(-x));
  const quantile = (p: number): number => (p <= 0.5 ? Math.sqrt(2 * p) - 1 : 1 - Math.sqrt(2 * (1 - p)));
  return {
    formula: `max(0,1-abs(x1+${t}*x2))*max(0,1-abs(x2))`,
    logConcave: true,
    shift: (length) => [0.5 * length, 0],
    truth: ([x], p) => cdf(quantile(p) + x),
    adversary: shearedCross(t),
    radius: (rho) => quantile(rho),
    width: 0.3,
  };
}

/** Heavy tails, which are not log-concave. */
function paretoLaw(random: RandomStream): KnownGrowth {
  const a = 3 + random.integer(3);
  return {
    formula: `(1+abs(x1))^-${a + 1}*(1+abs(x2))^-${a + 1}`,
    logConcave: false,
    shift: (length) => [0.5 * length, 0],
    truth: ([x], p) => growth(iidPareto(a, 2, { lambda: 1 }), [x, 0], p).value,
    adversary: lpAdversary(1, 2),
    radius: () => NaN,
    width: 0.3,
  };
}

const LAWS = [normalLaw, laplaceLaw, triangularLaw, paretoLaw] as const;

/** Around the truth, and no wider than so much. */
const around = (
  label: string,
  { lower, upper }: Pick<Estimate, 'lower' | 'upper'>,
  truth: number,
  width: number,
): NumericInstance[] => [
  atMost(`${label}: from below`, lower, truth, 1e-9),
  atMost(`${label}: from above`, truth, upper, 1e-9),
  atMost(`${label}: width`, upper - lower, width),
];

const growths = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return [isTrue('asked at full', true)];
  return draws(context, { quick: 1, full: 16 }, (random, i): NumericInstance[] => {
    const law = LAWS[(i + context.seed) % LAWS.length]!(random);
    const [length, p] = [
      between(random, 0.2, 1.5),
      random.uniform() < 0.3 ? between(random, 1e-3, 0.05) : 0.02 + 0.9 * random.uniform(),
    ];
    const lambda = between(random, 0.2, 5);
    const noise = noiseOfDensity(law.formula, 2, { lambda });
    const unit = law.shift(length);
    const shift = unit.map((x) => x * lambda) as unknown as Plane;
    const label = `${law.formula}, lambda = ${lambda}, shift (${shift.join(', ')}), p = ${p}`;
    const found = noise.growth();
    if ('reason' in found) return [isTrue(`${label}: ${found.reason}`, false)];
    const truth = law.truth(unit, p);
    const [lower, upper] = found.at(unit, p, { cells: 2500 });
    // Asked on which side of a number it is, it says no more than it knows.
    const [low, high] = found.at(unit, p, { cells: 700, side: truth + (i % 2 === 0 ? 0.05 : -0.05) });
    return [
      ...around(label, { lower, upper }, truth, law.width),
      ...around(`${label}, asked for a side`, { lower: low, upper: high }, truth, 1),
      isTrue(`${label}: log-concave`, found.logConcave === law.logConcave),
      ...(i % 4 === 0 && context.effort === 'full'
        ? around(`${label}, as handed out`, growth(noise, shift, p), truth, law.width)
        : []),
    ];
  }).flat();
};

/** In space: a normal law with one correlation. */
const spatial = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return [];
  return draws(context, { quick: 1, full: 2 }, (random) => {
    const [b, p, x] = [eighths(random, -4, 4), 0.05 + 0.6 * random.uniform(), between(random, 0.2, 1)];
    const formula = `exp(-(x1^2+${b}*x1*x2+x2^2+x3^2))`;
    const found = noiseOfDensity(formula, 3, { lambda: 1 }).growth();
    if ('reason' in found) return [isTrue(`${formula}: ${found.reason}`, false)];
    const [lower, upper] = found.at([x, 0, 0], p, { cells: 4000 });
    return around(
      `${formula}, shift ${x}, p = ${p}`,
      { lower, upper },
      normalCdf(normalQuantile(p) + Math.SQRT2 * x),
      0.6,
    );
  }).flat();
};

/** Over a ball: of its extreme points where the density is log-concave. */
const overBalls = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return [];
  return draws(context, { quick: 1, full: 3 }, (random) => {
    const law = normalLaw(random);
    const [r, p] = [between(random, 0.1, 0.6), 0.1 + 0.5 * random.uniform()];
    const { growth: found, attained } = growthAgainst(
      noiseOfDensity(law.formula, 2, { lambda: 1 }),
      law.adversary,
      r,
      p,
    );
    const truth = Math.max(law.truth([r, r], p), law.truth([r, -r], p));
    return [
      isTrue(`${law.formula}: attained`, attained),
      ...around(`${law.formula} within ${r} in linf, p = ${p}`, found, truth, 0.1),
    ];
  }).flat();
};

/** Of the claim about Neyman and Pearson. */
export const meshGrowthPart: ImplementationPart = {
  id: 'library-mesh',
  about: 'implementation',
  implements: ['primal', 'dual'],
  statement:
    'Growth enclosed on a mesh holds that of normal, Laplace, triangular and Pareto laws along drawn shifts, also where they are sheared or written so that they do not split, and is not much wider than its mesh allows.',
  evidence: [
    numerically('at full: drawn laws of the plane, scales, shifts and p; enclosures, 1e-9 for the truth', (context) => [
      ...growths(context),
      ...spatial(context),
      ...overBalls(context),
    ]),
  ],
};

const radii = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return [];
  return draws(context, { quick: 1, full: 6 }, (random, i): NumericInstance[] => {
    const law = LAWS[(i + context.seed) % 3]!(random);
    const lambda = between(random, 0.2, 5);
    const noise = noiseOfDensity(law.formula, 2, { lambda });
    const rhos = [0.52, 0.7 + 0.2 * random.uniform(), 0.93 + 0.06 * random.uniform()];
    const differential = radiusCurve(noise, law.adversary, rhos, { method: 'differential' });
    const upperBounds = i % 5 === 0;
    return radiusCurve(noise, law.adversary, rhos, { quick: !upperBounds, upperBounds }).flatMap(
      (found, k): NumericInstance[] => {
        const { rho, radius, upper, exact } = found;
        const truth = lambda * law.radius(rho);
        const label = `${law.formula}, lambda = ${lambda}, rho = ${rho}${upperBounds ? ', thorough' : ''}`;
        return [
          atMost(`${label}: not above`, radius, truth, 1e-9 * truth),
          atMost(`${label}: not below the differential one`, differential[k]!.radius, radius, 1e-9 * truth),
          atMost(`${label}: not far below`, 0.9 * truth, radius),
          ...(upper === null
            ? [isTrue(`${label}: exact without an upper end`, !exact)]
            : [atMost(`${label}: the upper end`, truth, upper, 1e-9 * truth)]),
          ...(exact ? [atMost(`${label}: called exact`, truth, radius * (1 + 1e-5))] : []),
        ];
      },
    );
  }).flat();
};

/**
 * The search alone, on normal laws whose growth is exact on fine meshes and wrong by a few percent of the shift on
 * coarse ones: however wrong the guess is, the ends lie on either side.
 */
const searches = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 40, full: 1000 }, (random): NumericInstance[] => {
    const bias = 0.06 * (2 * random.uniform() - 1);
    const rho = 0.63 + 0.36 * random.uniform();
    const steep = Array.from({ length: 1 + random.integer(3) }, () => 0.5 + random.uniform());
    const fake: EnclosedGrowth = {
      logConcave: true,
      deciding: () => null,
      beyond: () => 1,
      trials: () => ({ normals: [], points: [], support: () => 0 }),
      at: (v, p, { cells } = {}) => {
        const length = (cells === QUICK.coarse ? 1 - bias : 1) * Math.hypot(v[0]!, v[1]!);
        const value = normalCdf(normalQuantile(p) + length);
        return [value, value];
      },
    };
    const points = steep.map((size, k) => [size * Math.cos(k), size * Math.sin(k)]);
    const truth = normalQuantile(rho) / Math.max(...steep);
    const search = new ExtremePointSearch(fake, points, { ...QUICK, refuting: 'fine' });
    const found = search.radius(readProbability(rho), (0.6 + 0.39 * random.uniform()) * truth);
    if (found === null) return [];
    const label = `rho = ${rho}, vertices of ${steep.join(', ')}, guesses off by ${bias}`;
    return [
      atMost(`${label}: from below`, found.lower, truth, 1e-12),
      ...(found.upper === null ? [] : [atMost(`${label}: from above`, truth, found.upper, 1e-12)]),
    ];
  }).flat();

/** Of the claim about the level-set method. */
export const meshRadiiPart: ImplementationPart = {
  id: 'library-mesh',
  about: 'implementation',
  implements: ['solution'],
  statement:
    'Radii of log-concave formulas of the plane, from growth on a mesh at the extreme points, lie below the true ones by less than a tenth, and upper ends above.',
  evidence: [
    numerically(
      'the search on growth that is made up, and, at full, drawn laws and scales; 1e-9 for the truth',
      (context) => [...searches(context), ...radii(context)],
    ),
  ],
};
