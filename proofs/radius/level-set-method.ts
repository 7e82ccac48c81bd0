/** R2: the exact radius, by solving sup G(1-rho, v) = 1/2 with Neyman-Pearson sets. */
import {
  apply,
  div,
  exactly,
  library,
  numerically,
  variable,
  type Claim,
  type ExactInstance,
} from '../../src/checker/index.ts';
import { levelSetSamples } from '../../properties/level-set-method.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { expRadialLaw } from '../../src/growth/likelihood-ratio/radial-law.ts';
import { sphericalTest } from '../../src/growth/likelihood-ratio/spherical.ts';
import { LevelSetSolver } from '../../src/radius/routes/level-set-solver.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { grid, growth, growthByEnumeration, stepDensity, type StepDensity } from '../vocabulary/step-densities.ts';
import { knownLevelSetRadiiPart } from '../known-answers/radii.ts';
import { farRadiiPart } from './route-ends.ts';
import { halfSpaceEndsPart, halfSpaceMutant, halfSpacePart } from '../growth/half-space-ends.ts';
import { meshRadiiPart } from '../growth/growth-on-a-mesh.ts';

/** Even step densities on the line whose weights fall from the centre outward. */
function* unimodal(seed: number, count: number, cells = 4): Iterable<StepDensity> {
  const random = randomStream(seed);
  for (let i = 0; i < count; i++) {
    let weight = 4 + random.integer(9);
    const weights = Array.from({ length: cells }, () => {
      const here = weight;
      weight = Math.max(1, weight - random.integer(4));
      return here;
    });
    yield stepDensity(weights.map((w, cell) => [[cell], w]));
  }
}

function* alongRays(densities: Iterable<StepDensity>): Iterable<ExactInstance> {
  for (const q of densities) {
    for (const p of grid(6)) {
      for (let r = 1; r <= 6; r++) {
        yield {
          label: `q = {${q.label}}, p = ${p.toFraction()}, from ${r - 1} to ${r}`,
          left: growth(q, [r - 1], p),
          relation: '<=',
          right: growth(q, [r], p),
        };
      }
    }
  }
}

const HALF = ratio(1, 2);
const ONE = ratio(1);

/**
 * The least mass that a region of measure rho keeps after the shift, among all unions of cells and a part of one more.
 */
const leastKept = (q: StepDensity, r: number, rho: Rational): Rational =>
  ONE.sub(growthByEnumeration(q, [r], ONE.sub(rho)));

/**
 * The first whole step R at which G(1-rho, R) reaches 1/2 separates: at each smaller one every region of measure rho
 * keeps its majority, from R on some region does not. Regions by enumeration, R by Neyman-Pearson.
 */
function* separates(
  densities: Iterable<StepDensity>,
  first: (q: StepDensity, rho: Rational) => number,
  kept = leastKept,
): Iterable<ExactInstance> {
  for (const q of densities) {
    for (const rho of [ratio(3, 4), ratio(11, 12), ratio(23, 24)]) {
      const R = first(q, rho);
      for (let r = 0; r <= 5; r++) {
        yield {
          label: `q = {${q.label}}, rho = ${rho.toFraction()}, R = ${R}: least kept at ${r}`,
          left: kept(q, r, rho),
          relation: r < R ? '>' : '<=',
          right: HALF,
        };
      }
    }
  }
}

/** The first whole step at which the growth by Neyman-Pearson reaches 1/2. */
const exactRadius = (q: StepDensity, rho: Rational): number => {
  for (let r = 0; r < 99; r++) if (growth(q, [r], ONE.sub(rho)).compare(HALF) >= 0) return r;
  throw new Error('no step breaks the region');
};

/**
 * The first whole step at which the region that was best for one step has reached 1/2: Neyman-Pearson sets not renewed.
 */
const frozenRadius = (q: StepDensity, rho: Rational): number => {
  let mass = ONE.sub(rho);
  for (let r = 0; r < 99; r++) {
    if (mass.compare(HALF) >= 0) return r;
    mass = growth(q, [1], mass);
  }
  throw new Error('no step breaks the region');
};

const radius = (spec: string, dim: number, rho: number, scale: { sigma: number } | { lambda: number }): number =>
  certifiedRadius(parseNoise(spec, dim, scale), lpAdversary(2, dim), rho, { method: 'level-set' }).radius;

/** Published or independently computed exact radii: [spec, d, scale, rho, radius, tolerance]. */
const published = [
  ['exp:l2,k=1', 2, { lambda: 1 }, 0.769498, 1, 5e-6],
  ['exp:l2,k=2,j=783', 784, { sigma: 1 }, 0.963398, 0.9196, 1e-4],
  ['exp:l2,k=2,j=783', 784, { sigma: 1 }, 0.972114, 1, 1e-4],
  ['exp:l2,k=2,j=783', 784, { sigma: 1 }, 0.992434, 1.3503, 2e-4],
  ['exp:l2,k=2,j=783', 784, { sigma: 1 }, 0.998398, 1.7095, 3e-4],
] as const;

export const levelSetMethod: Claim = {
  id: 'R2',
  title: 'The level-set method',
  statement:
    'The exact radius is the solution $R$ of $\\sup_{v \\in RB} G(1-\\rho, v) = \\frac12$, found with Neyman-Pearson sets. For even noise with convex superlevel sets $r \\mapsto G(p, rv)$ is nondecreasing, so every $r < R$ is certified and no $r > R$ is.',
  hypotheses: ['$\\frac12 < \\rho < 1$', '$q$ even with convex superlevel sets'],
  source:
    'MATH.md R2; rs4a, re-derived. Monotone along rays: Brunn-Minkowski, layer by layer (growth/likelihood-ratio/worst-shift.ts)',
  axioms: ['neyman-pearson', 'brunn-minkowski'],
  restsOn: ['G1', 'G4'],
  inWords: ['every such noise: the parts try step densities; that $G$ is continuous in $r$'],
  parts: [
    {
      id: 'rays',
      statement: '$r \\mapsto G(p, rv)$ is nondecreasing.',
      evidence: [
        exactly('unimodal even step densities, whole steps', ({ seed, effort }) =>
          alongRays(unimodal(seed, effort === 'quick' ? 12 : 100)),
        ),
      ],
    },
    {
      id: 'solution',
      statement:
        'The $R$ at which $G(1-\\rho, R) = \\frac12$ separates: at every smaller shift each region of measure $\\rho$ keeps its majority, from $R$ on some region does not.',
      evidence: [
        exactly('unimodal even step densities of four cells, shifts 0 to 5, every region', ({ seed, effort }) =>
          separates(unimodal(seed, effort === 'quick' ? 12 : 100, 2), exactRadius),
        ),
      ],
    },
    halfSpacePart,
    {
      id: 'gaussian',
      about: 'implementation',
      implements: ['solution'],
      statement: 'For $e^{-|x|_2^2}$ the method returns the Gaussian radius $\\Phi^{-1}(\\rho)$ at every dimension.',
      evidence: [
        library('the general solver on exp(-|x|^2), whose sigma is sqrt(1/2)', () =>
          [2, 784, 3072].flatMap((dim) => {
            const solver = new LevelSetSolver(sphericalTest(expRadialLaw(dim, 2, 0), 'exp(-|x|^2)'));
            return ['0.6', '0.9', '0.999'].map((rho) => ({
              label: `exp(-|x|^2), d = ${dim}, rho = ${rho}`,
              value: solver.shift(1 - Number(rho)).lower,
              relation: 'lower-bound' as const,
              expression: div(apply('normalQuantile', variable('rho')), apply('sqrt', 2)),
              at: { rho },
              tolerance: '1e-8',
            }));
          }),
        ),
      ],
    },
    {
      id: 'published',
      about: 'implementation',
      implements: ['solution'],
      statement: 'Radii computed independently of this library are reproduced, also for $j$ close to $d$.',
      evidence: [
        numerically('to the digits published', () =>
          published.map(([spec, dim, scale, rho, right, tolerance]) => ({
            label: `${spec}, d = ${dim}, rho = ${rho}`,
            left: radius(spec, dim, rho, scale),
            relation: '=',
            right,
            tolerance,
          })),
        ),
      ],
    },
    levelSetSamples,
    knownLevelSetRadiiPart,
    meshRadiiPart,
    farRadiiPart,
    halfSpaceEndsPart,
  ],
  mutants: [
    halfSpaceMutant,
    {
      id: 'step-by-step',
      statement:
        'the first $r$ at which the growth of one step, repeated $r$ times, reaches $\\frac12$ is the exact radius: some region breaks there',
      evidence: exactly('densities of eight cells, regions by Neyman-Pearson', ({ seed }) =>
        separates(unimodal(seed, 20, 4), frozenRadius, (q, r, rho) => ONE.sub(growth(q, [r], ONE.sub(rho)))),
      ),
    },
    {
      id: 'any-even-density',
      statement: 'growth is nondecreasing along rays for every even density',
      evidence: exactly('two bumps far apart', () =>
        alongRays([
          stepDensity([
            [[0], 1],
            [[2], 9],
          ]),
        ]),
      ),
    },
    {
      id: 'differential-is-exact',
      statement: 'for $e^{-|x|_2}$, $d = 2$, the exact radius at $\\rho = 0.769498$ is the differential one, 0.9708',
      evidence: numerically('the level-set radius against it', () => [
        {
          label: 'exp:l2,k=1, d = 2, rho = 0.769498',
          left: radius('exp:l2,k=1', 2, 0.769498, { lambda: 1 }),
          relation: '=',
          right: 0.9708,
          tolerance: 1e-4,
        },
      ]),
    },
  ],
};
