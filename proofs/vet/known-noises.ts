/**
 * Ties of `vet` to what is known of noises without it: formulas that are no profile or not log-concave, the same noise
 * at another scale or under another name, adversaries inside others, and bounds whose formula is short.
 */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { factsOf } from '../../src/noise/facts.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { levelSetPhiHalf } from '../../src/noise/rate/level-set.ts';
import { resolveComputedScale } from '../../src/noise/scale.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { bernsteinError } from '../../src/numeric/confidence/empirical-bernstein.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { boundingCrystal } from '../../src/vet/bounding-crystal.ts';
import { vet } from '../../src/vet/vet.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

const UNIT = { lambda: 1 } as const;

/** e^{-(r - a)(r - b)} rises up to (a + b)/2: no profile. */
function isRefused(a: number, b: number): boolean {
  try {
    levelSetNoise({ body: lpBall(2, 2), radial: `exp(-((r-${a})*(r-${b})))` }, 2, UNIT);
    return false;
  } catch (error) {
    if (error instanceof InvalidNoise) return true;
    throw error;
  }
}

const shapes = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 1, full: 12 }, (random): ExactInstance[] => {
    const [a, b, c] = [between(random, 0.2, 1), between(random, 1, 3), between(random, 0.3, 3)];
    const twoHumps = factsOf(productNoise(`exp(-abs(x^2-${c}))`, 2, UNIT)).logConcave.status;
    return [
      {
        label: `the profile e^{-(r - ${a})(r - ${b})} is refused`,
        left: ratio(isRefused(a, b) ? 1 : 0),
        relation: '=',
        right: ratio(1),
      },
      {
        label: `e^{-|x^2 - ${c}|} is log-concave`,
        left: ratio(twoHumps === 'proved' ? 1 : 0),
        relation: '=',
        right: ratio(0),
      },
    ];
  }).flat();

const most = (label: string, left: number, right: number, tolerance = 0): NumericInstance => ({
  label,
  left,
  relation: '<=',
  right,
  tolerance,
});

/** A ball inside another has the lesser Phi*: l_p in l2 for p < 2, in linf beyond. */
const crystals = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random) => {
    const [dim, p] = [dimension(random, 2, 300), between(random, 1.05, 9)];
    const outer = p < 2 ? 2 : Infinity;
    const inner = boundingCrystal(lpAdversary(p, dim), { samples: 0 }).logVolume.lower;
    const label = `d = ${dim}: lp:${p} in l${outer}`;
    return most(label, inner, boundingCrystal(lpAdversary(outer, dim), { samples: 0 }).logVolume.upper);
  });

/** Radii of the rearrangement are lengths: at lambda they are lambda times those at 1. */
const rearranged = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 8 }, (random) => {
    const [dim, lambda, rho] = [2 + random.integer(3), between(random, 0.05, 20), 0.6 + 0.35 * random.uniform()];
    const [here, unit] = [lambda, 1].map((at) => {
      const report = vet(laplace(dim, { lambda: at }), lpAdversary(1, dim), {
        compare: false,
        adviceAt: null,
        rhos: [rho],
      });
      if (!('curve' in report)) throw new Error('Laplace noise was called invalid');
      return report.comparison.at(-1)!.radii![0]!.radius.lower;
    }) as [number, number];
    const right = lambda * unit;
    const label = `d = ${dim}, lambda = ${lambda}, rho = ${rho}`;
    return { label, left: here, relation: '=' as const, right, tolerance: 1e-9 * right };
  });

/** Cut profiles and cut marginals: jumps count in full. */
const jumps = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 16 }, (random): NumericInstance[] => {
    const [dim, c] = [2 + random.integer(7), between(random, 0.1, 3)];
    const noise = levelSetNoise({ body: lpBall(2, dim), radial: `max(0,sign(1-r))*exp(-${c}*r)` }, dim, UNIT);
    const half = levelSetPhiHalf({ body: noise.body, law: noise.law }, lpAdversary(2, dim))!;
    const bound = noise.rateBound(lpAdversary(2, dim))!.phi(0.5);
    const rho = 0.6 + 0.35 * random.uniform();
    const cut = productNoise('max(0,sign(1-abs(x)))', dim, UNIT);
    const { radius } = certifiedRadius(cut, lpAdversary(Infinity, dim), rho);
    const known = certifiedRadius(parseNoise('uniform:linf', dim, UNIT), lpAdversary(Infinity, dim), rho).upper!;
    return [
      most(`d = ${dim}, e^{-${c} r} cut at 1: Phi(1/2)`, half.lower, bound),
      most(`d = ${dim}, the cube as a product, rho = ${rho}`, radius, known),
    ];
  }).flat();

/**
 * Both sides of the empirical Bernstein bound share alpha; lambda from sigma is safe for the largest variance
 * there may be.
 */
const bounds = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 40 }, (random): NumericInstance[] => {
    const [n, alpha] = [dimension(random, 2, 1e9), between(random, 1e-12, 0.3)];
    const [variance, range] = [between(random, 1e-6, 0.25), 1 + random.uniform()];
    const log = Math.log(4 / alpha);
    const right = Math.sqrt((2 * variance * log) / n) + (7 * range * log) / (3 * (n - 1));
    const left = bernsteinError(variance, n, range, alpha);
    const [value, sigma] = [between(random, 0.1, 10), between(random, 0.1, 10)];
    const upper = value * (1 + random.uniform());
    const { lambda } = resolveComputedScale('drawn', enclosed(value, 0, upper, 'interval'), { sigma });
    return [
      { label: `n = ${n}, alpha = ${alpha}`, left, relation: '=' as const, right, tolerance: 1e-12 * right },
      most(`sigma = ${sigma}, variance up to ${upper}`, lambda * Math.sqrt(upper), sigma, 1e-14 * sigma),
    ];
  }).flat();

export const knownNoiseLinks: readonly ImplementationPart[] = [
  {
    id: 'library-shapes',
    about: 'implementation',
    implements: ['at-most-one'],
    statement: 'A profile that rises is refused, and a marginal with two humps is not called log-concave.',
    evidence: [exactly('drawn formulas', shapes)],
  },
  {
    id: 'library-inner-balls',
    about: 'implementation',
    implements: ['at-most-one'],
    statement: 'An adversary within another has no larger $\\Phi^*$.',
    evidence: [numerically('drawn d and p; enclosures, no tolerance', crystals)],
  },
  {
    id: 'library-scale',
    about: 'implementation',
    implements: ['invariant'],
    statement:
      'Radii of the rearrangement grow with $\\lambda$, and $\\lambda$ from $\\sigma$ is safe for every variance there may be.',
    evidence: [
      numerically('Laplace noise at drawn scales; to 1e-9', rearranged),
      numerically('drawn variances and errors; the formulas to rounding', bounds),
    ],
  },
  {
    id: 'library-jumps',
    about: 'implementation',
    implements: ['at-most-one'],
    statement: 'Jumps of a profile or a marginal count in full in the bound of the growth rate.',
    evidence: [numerically('drawn cut profiles, and the cube as a product against itself; enclosures', jumps)],
  },
];
