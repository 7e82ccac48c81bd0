/**
 * Uniform noise on the cube against l_p, 1 < p < 2: exact up to 1e-7.
 *
 * On the level set {prod(1 - u_i) = c}, u_i = |v_i|/2, c = 3/2 - rho, find the least l_p norm. In w_i = u_i^p the
 * summand log(1 - w^{1/p}) is convex for u <= 1 - 1/p and concave beyond, with slope -inf at 0. So at the worst point
 * no coordinate is 0, at most one lies in the concave part (two could be spread), and the others are equal (Jensen): it
 * is (b, a, ..., a) with b >= a. What is left is one variable, b in [1 - c^{1/d}, 1 - c], where b^p rises and (d - 1)
 * a(b)^p falls: on a cell [b1, b2] the norm is at least that of (b1, a(b2), ...). Cells are halved until this bound
 * cannot undercut the best point by more than SLACK.
 */
import { ownBall } from './closed-form.ts';
import type { RadiusFormula, RouteRadius } from './route.ts';
import type { TopProbability } from '../top-probability.ts';

/** Relative gap left between the certified radius and the point that bounds it from above. */
const SLACK = 1e-7;
/** Rounding of one norm. */
const ROUNDING = 1e-13;

/** The formula, d >= 2, 1 < p < 2. */
export function cubeBetweenFormula(dim: number, p: number, name: string): RadiusFormula {
  return {
    method: 'covariogram',
    detail: `least overlap over points (b, a, ..., a) (uniform cube, ${name})`,
    tight: true,
    twoClass: 'total-variation',
    radii: (at) => at.map((probability) => leastNorm(probability, dim, p)),
  };
}

function leastNorm(probability: TopProbability, dim: number, p: number): RouteRadius {
  const logC = Math.log1p(-probability.excess);
  const others = dim - 1;
  const rest = (b: number): number => Math.max(0, -Math.expm1((logC - Math.log1p(-b)) / others));
  const power = (b: number, a: number): number => b ** p + others * a ** p;
  const smallest = 0.5 * ownBall(probability, dim);
  const largest = probability.excess;
  let best = Math.min(power(smallest, smallest), largest ** p);
  const keep = 1 - p * SLACK;
  const cells: [number, number][] = [[smallest, largest]];
  for (let cell = cells.pop(); cell !== undefined; cell = cells.pop()) {
    const [left, right] = cell;
    if (power(left, rest(right)) >= best * keep) continue;
    const middle = Math.sqrt(left * right);
    if (middle <= left || middle >= right) continue;
    best = Math.min(best, power(middle, rest(middle)));
    cells.push([left, middle], [middle, right]);
  }
  const norm = 2 * best ** (1 / p);
  const upper = norm * (1 + ROUNDING);
  return { radius: norm * (1 - SLACK - ROUNDING), ceiling: upper, upper, exact: true };
}
