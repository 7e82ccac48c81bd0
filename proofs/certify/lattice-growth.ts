/**
 * Rounding noise to the grid of the images costs no radius (derived here). With N = round(q Z), half up, coordinate by
 * coordinate: round(u + m) = round(u) + m for integers m, so { round(q Z) + m in A } = { Z + m/q in B } with B = { z :
 * round(q z) in A }, the same B for every m. So N and N + m are images of Z and Z + m/q under one map, and no test of
 * the images does better than one of Z: G_N(p, m) <= G_Z(p, m/q).
 *
 * Here Z is constant on cells of half a step, so that q Z rounds cell by cell and everything is a finite computation
 * over the rationals.
 */
import { exactly, type Claim, type EvidenceContext, type ExactInstance } from '../../src/checker/index.ts';
import { ratio, ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';
import { growth, randomDensity, stepDensity, type Cell, type StepDensity } from '../vocabulary/step-densities.ts';
import { rounding, roundSteps } from '../formal/statements/growth.ts';

/** The integer that the half step [i/2, (i + 1)/2) is taken to. */
type Rounding = (i: number) => number;
const halfUp: Rounding = (i) => Math.floor((i + 1) / 2);
const towardZero: Rounding = (i) => (i >= 0 ? Math.floor(i / 2) : -Math.floor((-1 - i) / 2)) + 0;

/** The law of the rounded noise: a density on the integers as cells. */
function rounded(q: StepDensity, rounding: Rounding = halfUp): StepDensity {
  const atoms = [...q.weights.values()].map(({ cell, weight }) => [cell.map(rounding), weight] as const);
  return stepDensity(atoms, false);
}

const shifted = (cell: Cell, v: Cell): Cell => cell.map((c, i) => c + v[i]!);
const key = (cell: Cell): string => cell.join(',');

/** Every set of the integers that N or N + m can be. */
function* tests(law: StepDensity, m: Cell): Generator<ReadonlySet<string>> {
  const atoms = [...law.weights.values()].flatMap(({ cell }) => [key(cell), key(shifted(cell, m))]);
  const all = [...new Set(atoms)];
  for (let bits = 0; bits < 2 ** all.length; bits++) yield new Set(all.filter((_, i) => (bits >> i) % 2 === 1));
}

/** P(X + v in A) over the cells of a law, each seen as `place`. */
function probability(law: StepDensity, inside: (cell: Cell) => boolean): Rational {
  let weight = 0;
  for (const each of law.weights.values()) if (inside(each.cell)) weight += each.weight;
  return ratio(weight, law.total);
}

interface Case {
  readonly q: StepDensity;
  readonly m: Cell;
}

function* cases({ seed, effort }: EvidenceContext): Generator<Case> {
  const rounds = effort === 'quick' ? 2 : 12;
  for (let i = 0; i < rounds; i++) {
    for (const m of [1, 2, 3]) yield { q: randomDensity(seed + i, 1, 3), m: [m] };
    for (const m of [
      [1, 0],
      [1, -1],
    ])
      yield { q: randomDensity(seed + 100 + i, 2, 2), m };
  }
  // Uniform, of 2 K + 1 steps.
  for (const cell of [1, 3]) {
    const half = Array.from({ length: cell }, (_, i) => [[i], 1] as const);
    yield { q: stepDensity(half), m: [1] };
  }
}

/** { N + m in A } is { Z + m/q in B }, B = { round in A }: equal probabilities, for m = 0 and m. */
function* pulledBack(context: EvidenceContext, rounding: Rounding = halfUp): Generator<ExactInstance> {
  for (const { q, m } of cases(context)) {
    const law = rounded(q, rounding);
    for (const set of tests(law, m)) {
      yield {
        label: `half steps ${q.label}, shift ${key(m)}, A = {${[...set].join(' ')}}`,
        left: probability(law, (atom) => set.has(key(shifted(atom, m)))),
        relation: '=',
        right: probability(q, (cell) => set.has(key(shifted(cell, shifted(m, m)).map(rounding)))),
      };
    }
  }
}

/** P(N + m in A) <= G_Z(P(N in A), m/q) for every set A. */
function* noTestGains(context: EvidenceContext, rounding: Rounding = halfUp): Generator<ExactInstance> {
  for (const { q, m } of cases(context)) {
    const law = rounded(q, rounding);
    for (const set of tests(law, m)) {
      const p = probability(law, (atom) => set.has(key(atom)));
      yield {
        label: `half steps ${q.label}, shift ${key(m)}, A = {${[...set].join(' ')}}, p = ${p.toFraction()}`,
        left: probability(law, (atom) => set.has(key(shifted(atom, m)))),
        relation: '<=',
        right: growth(q, shifted(m, m), p),
      };
    }
  }
}

/** Uniform noise of n half steps on either side: q lambda = n/2. */
const uniformSteps = (n: number): StepDensity => stepDensity(Array.from({ length: n }, (_, i) => [[i], 1] as const));

function* uniformIsTight(): Generator<ExactInstance> {
  for (const reach of [1, 2, 5]) {
    const q = uniformSteps(2 * reach + 1);
    for (let m = 0; m <= 2 * reach + 2; m++) {
      for (let i = 0; i <= 12; i++) {
        const p = ratio(i, 12);
        yield {
          label: `K = ${reach}, shift ${m}, p = ${p.toFraction()}`,
          left: growth(rounded(q), [m], p),
          relation: '=',
          right: growth(q, [2 * m], p),
        };
      }
    }
  }
}

/** P(N = k) = 1/(2 K + 1) for q lambda = K + `extra` half steps. */
function* uniformAtoms(extra: 0 | 1): Generator<ExactInstance> {
  for (const reach of [1, 2, 5, 220]) {
    const law = rounded(uniformSteps(2 * reach + extra));
    for (let k = -reach; k <= reach; k++) {
      const atom = law.weights.get(String(k));
      yield {
        label: `K = ${reach}, P(N = ${k})`,
        left: atom === undefined ? ZERO : ratio(atom.weight, law.total),
        relation: '=',
        right: ratio(1, 2 * reach + 1),
      };
    }
  }
}

export const latticeGrowth: Claim = {
  id: 'lattice-growth',
  title: 'Rounding noise to the grid of the images costs no radius',
  statement:
    'Let $Z$ be a noise, $q \\ge 1$ an integer and $N = \\mathrm{round}(qZ)$, half up, coordinate by coordinate. For integer vectors $m$, $G_N(p, m) \\le G_Z(p, m/q)$: every radius of $Z$ holds, between images whose values are multiples of $1/q$, for the classifier smoothed by $N$. For uniform noise with $\\lambda q = K + 1/2$, $N$ is uniform on $\\{-K,\\dots,K\\}^d$ and this is an equality on the line.',
  hypotheses: ['images $n/q$ with integer vectors $n$; copies are functions of $n + N$'],
  source: 'derived here: images of two laws under one map are no easier to tell apart than the laws (data processing)',
  axioms: [],
  inWords: ['every noise and $q$: rounding commutes with whole steps; the parts enumerate small laws'],
  parts: [
    {
      id: 'pullback',
      statement: 'A test of $n + m + N$ is a test of $Z + m/q$, the same one for every $m$.',
      formal: [roundSteps],
      evidence: [exactly('every set of integers, random noise on half steps of the line and the plane', pulledBack)],
    },
    {
      id: 'growth',
      statement: '$P(N + m \\in A) \\le G_Z(P(N \\in A), m/q)$ for every set $A$ of integer vectors.',
      formal: [rounding],
      evidence: [exactly('every set of integers, random noise on half steps of the line and the plane', noTestGains)],
    },
    {
      id: 'uniform',
      statement: 'For $\\lambda q = K + 1/2$, $N$ is uniform on $\\{-K, \\dots, K\\}$ and $G_N(p, m) = G_Z(p, m/q)$.',
      evidence: [
        exactly('the probability of each integer', () => uniformAtoms(1)),
        exactly('K = 1, 2, 5', uniformIsTight),
      ],
    },
  ],
  mutants: [
    {
      id: 'toward-zero',
      statement: 'rounding toward zero commutes with shifts',
      evidence: exactly('every set of integers', (context) => pulledBack(context, towardZero)),
    },
    {
      id: 'toward-zero-growth',
      statement: 'noise rounded toward zero keeps its radii',
      evidence: exactly('every set of integers', (context) => noTestGains(context, towardZero)),
    },
    {
      id: 'whole-steps',
      statement: 'for $\\lambda q = K$, $N$ is uniform on $\\{-K, \\dots, K\\}$',
      evidence: exactly('the probability of each integer', () => uniformAtoms(0)),
    },
  ],
};
