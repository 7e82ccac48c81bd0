/** R5: which direction decides the exact radius, and that without a hypothesis none does. */
import { exactly, forAll, numerically, type Claim, type ExactInstance } from '../../src/checker/index.ts';
import { laplaceQuasiConvexity, paretoAlong } from '../../properties/worst-direction.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { grid, growth, stepDensity, type Cell, type StepDensity } from '../vocabulary/step-densities.ts';
import { againstLink } from './bracket-links.ts';

/** f(|x|_inf) on the plane: one weight a ring of cells, falling outward, or as given. */
function rings(weights: readonly number[]): StepDensity {
  const cells: (readonly [Cell, number])[] = [];
  const n = weights.length;
  for (let x = 0; x < n; x++) {
    for (let y = -n; y < n; y++) cells.push([[x, y], weights[Math.max(x, y < 0 ? -1 - y : y)]!]);
  }
  return stepDensity(cells);
}

function* fallingRings(seed: number, count: number): Iterable<StepDensity> {
  const random = randomStream(seed);
  yield rings([1, 1]);
  for (let i = 0; i < count; i++) {
    const outer = 1 + random.integer(4);
    yield rings([outer + 1 + random.integer(6), outer]);
  }
}

const whole = (r: number, inside: (x: number, y: number) => boolean): Cell[] => {
  const points: Cell[] = [];
  for (let x = -r; x <= r; x++) for (let y = -r; y <= r; y++) if (inside(x, y)) points.push([x, y]);
  return points;
};

/** No whole shift in r B grows more than its vertex. */
function* vertexIsWorst(densities: Iterable<StepDensity>, norm: 'l1' | 'linf'): Iterable<ExactInstance> {
  for (const q of densities) {
    for (const r of [1, 2]) {
      const vertex: Cell = norm === 'l1' ? [r, 0] : [r, r];
      const ball = whole(r, (x, y) => norm === 'linf' || Math.abs(x) + Math.abs(y) <= r);
      for (const p of grid(6)) {
        const most = growth(q, vertex, p);
        for (const v of ball) {
          yield {
            label: `q = {${q.label}}, p = ${p.toFraction()}, ${norm} ball of radius ${r}, v = (${v.join(',')})`,
            left: growth(q, v, p),
            relation: '<=',
            right: most,
          };
        }
      }
    }
  }
}

export const worstDirection: Claim = {
  id: 'R5',
  title: 'The worst direction',
  statement:
    'The exact radius along any $v \\in B$ bounds every certificate from above. If $q = f(|x|_K)$ with $f$ decreasing and the symmetries of $K$ act transitively on the extreme points of $B$, any one extreme point is worst for every $p$ and $r$. If $q$ is log-concave, $v \\mapsto G(p,v)$ is quasi-convex, so some extreme point is.',
  hypotheses: [
    '$q$ even with convex superlevel sets',
    'level sets of one norm with transitive symmetries, or $q$ log-concave',
  ],
  source:
    'derived here (growth/likelihood-ratio/worst-shift.ts), answering the question of MATH.md R5: $G = \\inf_t [tp + 1 - m_t(v)]$ with $m_t(v) = \\int \\min(q(x-v), t q(x))dx$. Layers: $|(aK+v) \\cap bK|^{1/d}$ is concave, so least at an extreme point, the same at all. Log-concave: $m$ is log-concave in $(v, \\log t)$ jointly, $\\log(c + p e^\\tau)$ convex',
  axioms: ['neyman-pearson', 'brunn-minkowski', 'prekopa-leindler'],
  restsOn: ['G1'],
  inWords: ['every dimension, body and profile: the parts try the plane and, for Laplace noise, space'],
  parts: [
    againstLink,
    {
      id: 'equivalent-vertices',
      statement:
        'For $f(|x|_\\infty)$ on the plane no shift of the $\\ell_1$ or $\\ell_\\infty$ ball grows more than a vertex.',
      evidence: [
        exactly('rings of cells, all whole shifts, l1', ({ seed, effort }) =>
          vertexIsWorst(fallingRings(seed, effort === 'quick' ? 3 : 20), 'l1'),
        ),
        exactly('rings of cells, all whole shifts, linf', ({ seed, effort }) =>
          vertexIsWorst(fallingRings(seed, effort === 'quick' ? 2 : 20), 'linf'),
        ),
      ],
    },
    {
      id: 'log-concave',
      statement: 'For log-concave noise $G(p, \\frac{v+w}2) \\le \\max(G(p,v), G(p,w))$.',
      evidence: [
        forAll(
          'Laplace noise in the plane and in space, random shifts',
          { quick: 40, full: 400 },
          laplaceQuasiConvexity,
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'vertex-always',
      statement:
        'a vertex of the $\\ell_1$ ball is worst for every even decreasing product noise (Pareto $a = 3$, $d = 2$, $\\rho = 0.99$)',
      evidence: numerically(
        'Monte Carlo enclosures at 1 - 1e-9: the vertex from above, the middle of the facet from below',
        ({ seed }) => {
          const [vertex, middle] = [paretoAlong('vertex', seed), paretoAlong('middle', seed)];
          return [
            {
              label: 'G(0.01, r e_1) from above and G(0.01, r (e_1+e_2)/2) from below, r = 1.85',
              left: vertex.upper,
              relation: '>=',
              right: middle.lower,
              tolerance: 0,
            },
          ];
        },
      ),
    },
    {
      id: 'no-transitivity',
      statement: 'for $f(|x|_\\infty)$ the vertex $e_1$ is worst in the ball of $\\ell_\\infty$ too',
      evidence: exactly('a shift by the corner', () => {
        const q = rings([5, 2]);
        const p = grid(6)[1]!;
        return [
          {
            label: 'p = 1/6, v = (1,1) against e_1',
            left: growth(q, [1, 1], p),
            relation: '<=',
            right: growth(q, [1, 0], p),
          },
        ];
      }),
    },
  ],
};
