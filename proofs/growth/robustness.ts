/** G4: what the growth function certifies, for one class and for two, and that it cannot certify more. */
import { exactly, type Claim, type ExactInstance } from '../../src/checker/index.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import {
  growth,
  instances,
  offers,
  sum,
  type Cell,
  type Offer,
  type StepDensity,
} from '../vocabulary/step-densities.ts';
import { libraryTwoClassPart } from './growth-library.ts';
import { twoClassLabelsPart } from './two-class-labels.ts';
import { oneClass, oneClassTight, twoClass } from '../formal/statements/growth.ts';

const HALF = ratio(1, 2);
const ONE = ratio(1);
const counts = { quick: 4, full: 24 };

/** Every region made of whole cells: its measure before and after the shift. */
function* regions(
  q: StepDensity,
  v: Cell,
): IterableIterator<{ at: Rational; moved: Rational; cells: readonly Offer[] }> {
  const all = offers(q, v);
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const cells = all.filter((_, i) => (mask >> i) & 1);
    yield { at: sum(cells.map(({ cost }) => cost)), moved: sum(cells.map(({ gain }) => gain)), cells };
  }
}

type Condition = (rho: Rational, g: Rational) => boolean;

/** The class that holds the region keeps more than half of the votes whenever the condition holds. */
function* keepsMajority(seed: number, count: number, condition: Condition): Iterable<ExactInstance> {
  for (const { q, v, label } of instances(seed, count)) {
    for (const { at, moved } of regions(q, v)) {
      if (!condition(at, growth(q, v, ONE.sub(at)))) continue;
      yield { label: `${label}, rho = ${at.toFraction()}`, left: moved, relation: '>', right: HALF };
    }
  }
}

/** Some region of measure rho keeps exactly 1 - G(1-rho, v): the complement of the Neyman-Pearson region. */
function* reached(seed: number, count: number): Iterable<ExactInstance> {
  for (const { q, v, label } of instances(seed, count)) {
    const seen = new Map<string, { rho: Rational; least: Rational }>();
    for (const { at, moved } of regions(q, v)) {
      const known = seen.get(at.toFraction());
      if (known === undefined || moved.compare(known.least) < 0) seen.set(at.toFraction(), { rho: at, least: moved });
    }
    const ordered = offers(q, v).sort((a, b) => b.gain.mul(a.cost).compare(a.gain.mul(b.cost)));
    let [cost, gain] = [ratio(0), ratio(0)];
    for (const cell of ordered) {
      [cost, gain] = [cost.add(cell.cost), gain.add(cell.gain)];
      const rho = ONE.sub(cost);
      const least = seen.get(rho.toFraction())!.least;
      yield {
        label: `${label}, rho = ${rho.toFraction()}`,
        left: least,
        relation: '=',
        right: ONE.sub(growth(q, v, cost)),
      };
    }
  }
}

type TwoClassCondition = (growthOfB: Rational, growthOfRest: Rational) => boolean;

/** Disjoint regions A and B: A still beats B after the shift whenever the condition holds. */
function* beatsRunnerUp(seed: number, count: number, condition: TwoClassCondition): Iterable<ExactInstance> {
  for (const { q, v, label } of instances(seed, count)) {
    const list = [...regions(q, v)];
    if (list.length > 256) continue;
    for (const [i, a] of list.entries()) {
      for (const [j, b] of list.entries()) {
        if ((i & j) !== 0) continue;
        if (!condition(growth(q, v, b.at), growth(q, v, ONE.sub(a.at)))) continue;
        yield {
          label: `${label}, p_A = ${a.at.toFraction()}, p_B = ${b.at.toFraction()}`,
          left: a.moved,
          relation: '>',
          right: b.moved,
        };
      }
    }
  }
}

export const robustness: Claim = {
  id: 'G4',
  title: 'What the growth function certifies',
  statement:
    'If $\\sup_{v \\in rB} G(1-\\rho, v) < 1/2$, the smoothed classifier is constant on $x + rB$; past it some base classifier with that $\\rho$ changes. Two classes: $G(p_B, v) < 1 - G(1-p_A, v)$ suffices.',
  hypotheses: ["$\\rho$ is a lower bound on the top class's probability", '$p_A + p_B \\le 1$'],
  source: "MATH.md G4; the blog's Result. Proof: apply G to the complement of the top class's region",
  axioms: [],
  inWords: ['every density: apply $G$ to the complement of the region of the top class; two lines'],
  parts: [
    {
      id: 'one-class',
      statement: 'A region of measure $\\rho$ keeps more than half of the votes at $v$ when $G(1-\\rho,v) < 1/2$.',
      formal: [oneClass],
      evidence: [
        exactly('every union of cells, on step densities', ({ seed, effort }) =>
          keepsMajority(seed, counts[effort], (_, g) => g.compare(HALF) < 0),
        ),
      ],
    },
    {
      id: 'tight',
      statement: 'Some region of measure $\\rho$ keeps exactly $1 - G(1-\\rho,v)$.',
      formal: [oneClassTight],
      evidence: [exactly('the least over all unions of cells', ({ seed, effort }) => reached(seed, counts[effort]))],
    },
    {
      id: 'two-class',
      statement: 'Disjoint regions with $G(p_B,v) < 1 - G(1-p_A,v)$ keep their order at $v$.',
      formal: [twoClass],
      evidence: [
        exactly('every pair of disjoint unions of cells', ({ seed, effort }) =>
          beatsRunnerUp(seed, counts[effort] / 2, (b, rest) => b.compare(ONE.sub(rest)) < 0),
        ),
      ],
    },
    libraryTwoClassPart,
    twoClassLabelsPart,
  ],
  mutants: [
    {
      id: 'up-to-one-half',
      statement: '$G(1-\\rho, v) \\le 1/2$ suffices: a tie is won',
      evidence: exactly('the inequality made weak', ({ seed }) =>
        keepsMajority(seed, 2, (_, g) => g.compare(HALF) <= 0),
      ),
    },
    {
      id: 'no-growth',
      statement: 'a majority at $x$ is a majority at $x + v$: $\\rho > 1/2$ suffices',
      evidence: exactly('the growth function dropped', ({ seed }) =>
        keepsMajority(seed, 2, (rho) => rho.compare(HALF) > 0),
      ),
    },
    {
      id: 'two-class-one-sided',
      statement: 'two classes: $G(p_B, v) < 1/2$ suffices',
      evidence: exactly('the top class forgotten', ({ seed }) => beatsRunnerUp(seed, 2, (b) => b.compare(HALF) < 0)),
    },
  ],
};
