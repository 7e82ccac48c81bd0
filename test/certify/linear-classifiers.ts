/**
 * Half-spaces { x_1 < b } under every noise of the table: true top probability and true radius, in closed form up to
 * one quadrature, written without the library's noise and radius code.
 *
 * The smoothed half-space is P[x_1 + X_1 < b]: at the origin rho = P[X_1 < b], and as the noise is even the class
 * changes exactly when the shift has v_1 >= b. So its true radius is b against every l_p.
 */
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { findRoot } from '../../src/numeric/roots.ts';
import { logBetaPrimeQuantile } from '../../src/numeric/special/beta-prime.ts';
import { betaCdf, gammaCdf, gammaQuantile, normalCdf } from '../../src/numeric/special/special.ts';

/** P[U_1 > t] for U on the unit sphere of a norm, by the cone measure; 0 <= t < 1. */
const onSphere = {
  linf: (t: number, d: number): number => 1 / (2 * d) + (1 - 1 / d) * (1 - t) * 0.5,
  l2: (t: number, d: number): number => 0.5 * betaCdf(1 - t * t, (d - 1) / 2, 0.5),
  l1: (t: number, d: number): number => 0.5 * (1 - t) ** (d - 1),
};

/** P[R U_1 > b], from the quantile function of R. */
function radialTail(norm: keyof typeof onSphere, d: number, radius: (u: number) => number) {
  return (b: number): number => {
    let low = 0;
    let high = 1;
    while (high - low > 1e-15 * high && low < 1 - 1e-15) {
      const middle = 0.5 * (low + high);
      if (radius(middle) > b) high = middle;
      else low = middle;
      if (high < 1e-300) break;
    }
    return integrate((u) => onSphere[norm](Math.min(1, b / radius(u)), d), high, 1, { relativeTolerance: 1e-10 }).value;
  };
}

/** P[X_1 > b], b >= 0, at lambda = 1. */
type MarginalTail = (b: number) => number;

const d = 6;
/** The dimension of all of them. */
export const LINEAR_DIM = d;

const expTail = (norm: keyof typeof onSphere, k: number, j = 0): MarginalTail =>
  radialTail(norm, d, (u) => gammaQuantile(1 - u, (d - j) / k, 'upper') ** (1 / k));

export interface LinearCase {
  readonly noise: string;
  readonly tail: MarginalTail;
  /** The adversaries tried: those a formula is quick for. */
  readonly against: readonly string[];
  /** Whether radii are computed by quadrature, at some ten milliseconds each. */
  readonly slow?: true;
}

export const linearCases: readonly LinearCase[] = [
  { noise: 'gaussian', tail: (b) => normalCdf(b, 'upper'), against: ['l1', 'l2', 'linf'] },
  { noise: 'laplace', tail: (b) => 0.5 * Math.exp(-b), against: ['l1'] },
  { noise: 'uniform:linf', tail: (b) => 0.5 * (1 - b), against: ['l1', 'l2', 'linf'] },
  { noise: 'uniform:l2', tail: (b) => 0.5 * betaCdf(1 - b * b, (d + 1) / 2, 0.5), against: ['l2', 'linf'] },
  { noise: 'uniform:l1', tail: (b) => 0.5 * (1 - b) ** d, against: ['l1'] },
  { noise: 'exp:linf,k=1', tail: expTail('linf', 1), against: ['l1', 'linf'] },
  { noise: 'exp:linf,k=2', tail: expTail('linf', 2), against: ['l1'] },
  { noise: 'exp:l2,k=1', tail: expTail('l2', 1), against: ['l2'], slow: true },
  { noise: 'exp:l2,k=2,j=2', tail: expTail('l2', 2, 2), against: ['l2'], slow: true },
  { noise: 'exp:l1,k=2', tail: expTail('l1', 2), against: ['l1'], slow: true },
  {
    noise: 'power:linf,a=20',
    tail: radialTail('linf', d, (u) => Math.exp(logBetaPrimeQuantile(u, d, 20 - d, 'lower'))),
    against: ['l1'],
  },
  {
    noise: 'power:l2,k=2,a=10',
    tail: radialTail('l2', d, (u) => Math.exp(0.5 * logBetaPrimeQuantile(u, d / 2, 10 - d / 2, 'lower'))),
    against: ['l2'],
    slow: true,
  },
  { noise: 'iid-exp,s=0.5', tail: (b) => 0.5 * gammaCdf(Math.sqrt(b), 2, 'upper'), against: ['l1', 'linf'] },
  { noise: 'iid-exp,s=3', tail: (b) => 0.5 * gammaCdf(b ** 3, 1 / 3, 'upper'), against: ['l1', 'l2'] },
  { noise: 'iid-pareto,a=3', tail: (b) => 0.5 * (1 + b) ** -3, against: ['l1', 'linf'] },
];

/** The b with P[X_1 > b] = tail, 0 < tail <= 1/2. */
export function halfSpace(tail: MarginalTail, goal: number): number {
  if (goal === 0.5) return 0;
  let high = 1e-6;
  while (tail(high) > goal) high *= 1.5;
  return findRoot((b) => tail(b) - goal, high / 1.5, high, { relativeTolerance: 1e-12 }).root;
}
