/**
 * Masses of likelihood-ratio tests and growth by a lattice that another quadrature computed
 * (test/reference/likelihood-masses.py), and laws and integrals at 30 digits: right within the error they state, which
 * is small.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { crossPolytopeAxisTest, cubeAxisTest } from '../../src/growth/likelihood-ratio/axis.ts';
import { laplaceLattice, latticeGrowth } from '../../src/growth/likelihood-ratio/laplace-lattice.ts';
import type { LikelihoodRatioTest } from '../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { lineTest } from '../../src/growth/likelihood-ratio/line.ts';
import { expRadialLaw, powerRadialLaw } from '../../src/growth/likelihood-ratio/radial-law.ts';
import { sphericalTest } from '../../src/growth/likelihood-ratio/spherical.ts';
import { halfLineLaw } from '../../src/noise/half-line/law.ts';
import { profileOf } from '../../src/noise/half-line/profile.ts';
import { betaDensityTimesVariance, gammaDensityTimesX } from '../../src/numeric/special/gamma-beta-density.ts';
import { logGammaIncrement } from '../../src/numeric/special/stirling.ts';
import { agrees, atMost, oneIn } from '../vocabulary/comparisons.ts';
import laws from './gamma-law.json' with { type: 'json' };
import masses from './likelihood-masses.json' with { type: 'json' };
import formulas from './noise-formulas.json' with { type: 'json' };

interface Row {
  readonly shape: string;
  readonly dim: number;
  readonly k: number;
  readonly j?: number;
  readonly a?: number;
  readonly shift: number;
  readonly tau: number;
  readonly mass: number;
}

function testsOf({ shape, dim, k, j = 0, a }: Row): LikelihoodRatioTest[] {
  const law = a === undefined ? expRadialLaw(dim, k, j) : powerRadialLaw(dim, k, a);
  if (shape === 'l2') return [sphericalTest(law, '')];
  if (shape === 'linf') return [cubeAxisTest(law, '')];
  return dim === 1 ? [crossPolytopeAxisTest(law, ''), lineTest(law, '')] : [crossPolytopeAxisTest(law, '')];
}

const ofMasses = (context: EvidenceContext): NumericInstance[] => {
  const kept = new Map<string, LikelihoodRatioTest[]>();
  return oneIn(context, 90, masses.tests as readonly Row[]).flatMap((row) => {
    const { shape, dim, k, j, a, shift, tau, mass } = row;
    const key = [shape, dim, k, j, a].join();
    const tests = kept.get(key) ?? testsOf(row);
    kept.set(key, tests);
    return tests.flatMap((test): NumericInstance[] => {
      const { value, error } = test.mass(shift, tau);
      const label = `${shape}, d = ${dim}, k = ${k}, j = ${j ?? 0}, a = ${a ?? 'none'}, shift ${shift}, tau ${tau}`;
      return [
        { label, left: value, relation: '=', right: mass, tolerance: Math.min(1e-4, error + 1e-12 + 5e-11 * mass) },
        atMost(`${label}: the error is small`, error, 2e-11 * value + 1e-11),
      ];
    });
  });
};

const ofLattices = (context: EvidenceContext): NumericInstance[] =>
  oneIn(context, 5, masses.lattice).flatMap(({ dim, shift, p, growth }) =>
    [32, 128].flatMap((resolution) => {
      const levels = [{ size: shift, count: dim }];
      const above = latticeGrowth(p, laplaceLattice(levels, resolution, 'above'), 'above');
      const below = latticeGrowth(p, laplaceLattice(levels, resolution, 'below'), 'below');
      const label = `Laplace, d = ${dim}, shift ${shift}, p = ${p}, ${resolution} steps`;
      return [
        atMost(`${label}: from above`, growth, above),
        atMost(`${label}: from below`, below, growth),
        atMost(
          `${label}: of second order from above`,
          above - growth,
          (0.05 * shift * shift) / resolution ** 2 + 1e-11,
        ),
        atMost(
          `${label}: of second order from below`,
          growth - below,
          (0.12 * shift * shift) / resolution ** 2 + 1e-11,
        ),
      ];
    }),
  );

/** Of the claim about Neyman and Pearson. */
export const knownMassesPart: ImplementationPart = {
  id: 'library-known-answers',
  about: 'implementation',
  implements: ['primal', 'dual'],
  statement:
    'Masses of tests under three shapes, and growth of Laplace noise along the diagonal, are those of an independent quadrature within the error they state.',
  evidence: [
    numerically(
      `${masses.tests.length} masses by another quadrature, good to 5e-11 (quick: one in 90); the stated error and that`,
      ofMasses,
    ),
    numerically(
      `${masses.lattice.length} growths by another program on lattices of two widths (quick: one in 5)`,
      ofLattices,
    ),
  ],
};

const ofLaws = (): NumericInstance[] => [
  ...laws.logGammaIncrement.map(([s, delta, exact]): NumericInstance => {
    const right = Number(exact);
    const tolerance = 2e-14 * Math.max(1, Math.abs(right));
    const label = `log Gamma(s + delta) - log Gamma(s), s = ${s}, delta = ${delta}`;
    const left = logGammaIncrement(Number(s), Number(delta));
    return Math.abs(right) < 1e-9
      ? atMost(label, Math.abs(left - right), tolerance)
      : { label, left, relation: '=', right, tolerance };
  }),
  ...laws.gammaDensityTimesX.map(([s, x, exact]) =>
    agrees(`x g(x), s = ${s}, x = ${x}`, gammaDensityTimesX(Number(x), Number(s)), Number(exact), 1e-11),
  ),
  ...laws.betaDensityTimesVariance.map(([a, b, y, complement, exact]) => {
    const left = betaDensityTimesVariance(Number(y), Number(complement), Number(a), Number(b));
    return agrees(`y (1 - y) f(y), a = ${a}, b = ${b}, y = ${y}`, left, Number(exact), 1e-11);
  }),
];

/** Of a claim about a law of the radius. */
export const knownLawsPart: ImplementationPart = {
  id: 'library-known-laws',
  about: 'implementation',
  implements: ['radial-law'],
  statement: 'Densities of Gamma and Beta laws and increments of $\\log\\Gamma$ are those of an independent program.',
  evidence: [
    numerically(
      `${laws.logGammaIncrement.length + laws.gammaDensityTimesX.length + laws.betaDensityTimesVariance.length} known answers by mpmath; 2e-14 of an increment, 1e-11 of a density`,
      ofLaws,
    ),
  ],
};

const ofIntegrals = (context: EvidenceContext): NumericInstance[] =>
  oneIn(context, 10, formulas.integrals).flatMap(({ formula, m, log }) => {
    const exact = Number(log);
    const label = `int r^${m - 1} ${formula}`;
    const unit = Number.EPSILON * Math.abs(exact);
    const law = halfLineLaw(profileOf(parseFormula(formula, ['r'], 'known answers')), m);
    if ('finite' in law) throw new Error(`${label}: ${law.detail}`);
    const { lower, upper } = law.logIntegral();
    return [
      atMost(`${label}: from below`, lower, exact + unit),
      atMost(`${label}: from above`, exact - unit, upper),
      atMost(`${label}: width`, upper - lower, Math.max(1e-11, 1e-12 * m)),
    ];
  });

/** Of the claim about level-set noise. */
export const knownIntegralsPart: ImplementationPart = {
  id: 'library-known-answers',
  about: 'implementation',
  implements: ['direct-integration'],
  statement:
    'Integrals of profiles over the half-line, in dimensions 1 to 200,000, enclose those of an independent program.',
  evidence: [
    numerically(
      `${formulas.integrals.length} known answers by mpmath (quick: one in 10); enclosures, one unit of the last place for the answer itself`,
      ofIntegrals,
    ),
  ],
};
