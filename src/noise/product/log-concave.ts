/**
 * Whether the superlevel sets of a product noise are convex.
 *
 * In one dimension: whether the marginal is unimodal. In two and more they are convex **if and only if** the marginal
 * is log-concave: log-concave marginals make a log-concave product; and if psi = -log f violates psi((a+b)/2) <=
 * (psi(a)+psi(b))/2, then the density at the middle of (a, b, 0, ...) and (b, a, 0, ...) is smaller than at both ends.
 */
import { isLogConcave } from '../../formula/curvature.ts';
import type { Profile } from '../half-line/profile.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import { checkNonincreasing } from '../level-set/monotone.ts';
import type { Check } from '../validity.ts';

/** Points per side of the grid of pairs (a, b). */
const GRID = 48;

/** The quasi-concavity of the product of `dim` copies of the marginal f(|x|). */
export function checkLogConcave(profile: Profile, law: HalfLineLaw, dim: number): Check {
  if (dim === 1) {
    const unimodal = checkNonincreasing(profile, law);
    if (unimodal.status !== 'failed' || unimodal.witness?.kind !== 'pair') return unimodal;
    const { y, detail } = unimodal.witness;
    const witness = { kind: 'segment', from: [-y[0]!], to: [y[0]!], detail } as const;
    return { status: 'failed', how: 'the density is not unimodal', witness };
  }
  if (profile.expression !== null && isLogConcave(profile.expression)) {
    return { status: 'proved', how: 'the marginal is log-concave by the rules for its parts' };
  }
  const psi = (x: number): number => -profile.log(Math.abs(x));
  const grid = pairGrid(profile, law);
  const median = law.quantile(0.5);
  let worst: Violation | null = null;
  for (const a of grid) {
    for (const b of grid) {
      for (const partner of [b, -b]) {
        const ends = psi(a) + psi(partner);
        const middle = 2 * psi((a + partner) / 2);
        if (!(ends < Infinity)) continue;
        const excess = middle - ends;
        const slack = 1e-10 * (1 + Math.abs(psi(a)) + Math.abs(psi(partner)));
        if (excess > slack && (worst === null || better(excess, a, partner, worst, median)))
          worst = { a, b: partner, excess };
      }
    }
  }
  if (worst === null) {
    return { status: 'tested', how: `the marginal is log-concave at ${2 * grid.length ** 2} pairs of points` };
  }
  const [a, b] = [worst.a, worst.b];
  const from = first(dim, a, b);
  const to = first(dim, b, a);
  const factor = worst.excess > 700 ? 'more than e^700' : Number(Math.exp(worst.excess).toPrecision(4)).toString();
  const show = (x: number): string => Number(x.toPrecision(5)).toString();
  const detail =
    `the density at the middle of (${show(a)}, ${show(b)}, 0...) and (${show(b)}, ${show(a)}, 0...) ` +
    `is smaller than at both ends by a factor of ${factor}.`;
  return {
    status: 'failed',
    how: 'the marginal is not log-concave',
    witness: { kind: 'segment', from, to, detail },
  };
}

interface Violation {
  readonly a: number;
  readonly b: number;
  /** log of the factor by which the density at the middle is too small. */
  readonly excess: number;
}

/** Of the clear violations (a factor of 2) the one closest to the bulk; before one is found, the clearest. */
function better(excess: number, a: number, b: number, than: Violation, median: number): boolean {
  if (than.excess < Math.LN2 || excess < Math.LN2) return excess > than.excess;
  const distance = (x: number, y: number): number => Math.abs(Math.log(Math.hypot(x, y) / median));
  return distance(a, b) < distance(than.a, than.b);
}

/** Quantiles of |X_1|, 0, and both sides of the knots. */
function pairGrid(profile: Profile, law: HalfLineLaw): number[] {
  const grid = [0];
  for (let i = 1; i < GRID; i++) {
    // Denser in the tails.
    const p = i / GRID;
    grid.push(law.quantile(p < 0.5 ? 2 ** 9 * p ** 10 : p, 'lower'));
    grid.push(law.quantile((1 - p) ** 4 * 0.2, 'upper'));
  }
  for (const knot of profile.knots.slice(0, 20)) grid.push(knot * (1 - 1e-6), knot, knot * (1 + 1e-6));
  return [...new Set(grid)].filter(Number.isFinite).sort((x, y) => x - y);
}

function first(dim: number, a: number, b: number): number[] {
  const x = new Array<number>(Math.min(dim, 8)).fill(0);
  x[0] = a;
  x[1] = b;
  return x;
}
