/** G2: the shape of the growth function in p. */
import {
  apply,
  exactly,
  identity,
  real,
  sub,
  variable,
  add,
  type Claim,
  type ExactInstance,
  type Expression,
} from '../../src/checker/index.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import {
  grid,
  growth,
  instances,
  randomDensity,
  stepDensity,
  type Cell,
  type StepDensity,
} from '../vocabulary/step-densities.ts';
import { atLeast, atZero, concave, even, monotone, reflection } from '../formal/statements/growth.ts';

const n = 12;
const counts = { quick: 12, full: 80 };

function* onGrid(
  cases: Iterable<{ q: StepDensity; v: Cell; label: string }>,
  compare: (q: StepDensity, v: Cell, label: string) => Iterable<ExactInstance>,
): Iterable<ExactInstance> {
  for (const { q, v, label } of cases) yield* compare(q, v, label);
}

/** G(1 - G(p,v), v) = 1 - p wherever `when` says so. */
function* reflected(q: StepDensity, v: Cell, label: string, beyondOne: boolean): Iterable<ExactInstance> {
  for (const p of grid(n)) {
    const g = growth(q, v, p);
    if (g.compare(1) >= 0 && !beyondOne) continue;
    yield {
      label: `${label}, p = ${p.toFraction()}, G(p,v) = ${g.toFraction()}`,
      left: growth(q, v, ratio(1).sub(g)),
      relation: '=',
      right: ratio(1).sub(p),
    };
  }
}

/** Gaussian growth along a line, r in units of sigma. */
const gaussian = (p: Expression, r: Expression): Expression => apply('normalCdf', add(apply('normalQuantile', p), r));
const [p, r] = [variable('p'), variable('r')];

export const growthShape: Claim = {
  id: 'G2',
  title: 'The growth function is nondecreasing, concave, symmetric',
  statement:
    '$G(\\cdot,v)$ is nondecreasing and concave, $G(p,v) \\ge p$, $G(p,0) = p$. For even $q$, $G(p,v) = G(p,-v)$, and $G(1-G(p,v),v) = 1-p$ wherever $G(p,v) < 1$.',
  hypotheses: ['$q$ is an even probability density', 'for the reflection: $G(p,v) < 1$'],
  source: 'MATH.md G2; the reflection needs $G(p,v) < 1$ (uniform noise reaches 1 before $p = 1$)',
  axioms: ['neyman-pearson'],
  restsOn: ['G1'],
  inWords: ['every even density: the parts try step densities'],
  parts: [
    {
      id: 'monotone-concave',
      statement: '$p \\mapsto G(p,v)$ is nondecreasing, concave and at least $p$; $G(p,0) = p$.',
      formal: [monotone, concave, atLeast, atZero],
      evidence: [
        exactly('neighbouring grid points, on step densities', ({ seed, effort }) =>
          onGrid(instances(seed, counts[effort]), function* (q, v, label) {
            const values = grid(n).map((at) => growth(q, v, at));
            for (const [i, at] of grid(n).entries()) {
              const here = `${label}, p = ${at.toFraction()}`;
              yield { label: here, left: values[i]!, relation: '>=', right: at };
              yield {
                label: `${here}, v = 0`,
                left: growth(
                  q,
                  v.map(() => 0),
                  at,
                ),
                relation: '=',
                right: at,
              };
              if (i > 0) yield { label: here, left: values[i]!, relation: '>=', right: values[i - 1]! };
              if (i > 0 && i < n) {
                const chord = values[i - 1]!.add(values[i + 1]!).div(2);
                yield { label: here, left: values[i]!, relation: '>=', right: chord };
              }
            }
          }),
        ),
      ],
    },
    {
      id: 'even',
      statement: '$G(p,v) = G(p,-v)$ for even $q$.',
      formal: [even],
      evidence: [
        exactly('both signs, on step densities', ({ seed, effort }) =>
          onGrid(instances(seed, counts[effort]), function* (q, v, label) {
            for (const at of grid(n)) {
              const back = v.map((c) => -c);
              yield {
                label: `${label}, p = ${at.toFraction()}`,
                left: growth(q, v, at),
                relation: '=',
                right: growth(q, back, at),
              };
            }
          }),
        ),
      ],
    },
    {
      id: 'reflection',
      statement: '$G(1-G(p,v),v) = 1-p$ where $G(p,v) < 1$.',
      formal: [reflection],
      evidence: [
        exactly('on step densities', ({ seed, effort }) =>
          onGrid(instances(seed, counts[effort]), (q, v, label) => reflected(q, v, label, false)),
        ),
        identity('Gaussian noise', [real('p', '0', '1'), real('r')], gaussian(sub(1, gaussian(p, r)), r), sub(1, p)),
      ],
    },
  ],
  mutants: [
    {
      id: 'reflection-everywhere',
      statement: '$G(1-G(p,v),v) = 1-p$ for every $p$, also where $G(p,v) = 1$',
      evidence: exactly('uniform noise on [-1,1), v = 1', () =>
        reflected(stepDensity([[[0], 1]]), [1], 'uniform on [-1,1), v = 1', true),
      ),
    },
    {
      id: 'uneven',
      statement: 'the reflection without evenness',
      evidence: exactly('a density that is not even', ({ seed }) =>
        onGrid(
          Array.from({ length: 8 }, (_, i) => {
            const q = randomDensity(seed + i, 1, 3, false);
            return { q, v: [1], label: `q = {${q.label}}, v = 1` };
          }),
          (q, v, label) => reflected(q, v, label, false),
        ),
      ),
    },
    {
      id: 'linear',
      statement: '$G(\\cdot,v)$ is convex',
      evidence: exactly('chords from the other side', ({ seed }) =>
        onGrid(instances(seed, 2), function* (q, v, label) {
          const [a, b, c] = [ratio(1, 12), ratio(1, 2), ratio(11, 12)].map((at) => growth(q, v, at));
          yield { label: `${label}, p = 1/12, 1/2, 11/12`, left: b!, relation: '<=', right: a!.add(c!).div(2) };
        }),
      ),
    },
  ],
};
