/**
 * Exact radii by Neyman-Pearson along the one direction that decides (growth/likelihood-ratio/worst-shift.ts), and
 * upper bounds (R5) along a canonical direction where none is known to decide. Everything is a route at lambda = 1
 * (route.ts).
 */
import { shiftTest, type ShiftDirection } from '../../growth/likelihood-ratio/shift.ts';
import type { LikelihoodRatioTest } from '../../growth/likelihood-ratio/likelihood-ratio.ts';
import { worstShift } from '../../growth/likelihood-ratio/worst-shift.ts';
import type { CanonicalNoise } from '../../noise/named/canonical.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import { LevelSetSolver } from './level-set-solver.ts';
import { laplaceDiagonalFormula } from './neyman-pearson-laplace.ts';
import { against, type RadiusFormula, type RouteRadius, type UnitRoute } from './route.ts';
import { isTight } from '../tightness.ts';

/** 1 - rho below this is raised to it, which only lowers the radius: the quadratures leave 1e-30 of the mass out. */
const LEAST_MASS = 1e-24;

/**
 * The routes of a noise that this method serves, at lambda = 1: against l2 for
 * spherical noise, against l1 and linf where the ratio along e_1 or the diagonal depends on two numbers. Where the
 * direction is known to be the worst the radius is exact; elsewhere it is 0 and only `upper` tells something.
 */
export function neymanPearsonRoutes(noise: CanonicalNoise): UnitRoute[] {
  const found: UnitRoute[] = [];
  // A search of these takes half a minute.
  const slow = noise.family === 'exp' && noise.norm === 'linf' && noise.j > 0;
  if (noise.family === 'laplace' && noise.dim > 1) {
    found.push(against(Infinity, laplaceDiagonalFormula(noise.dim)));
  }
  for (const p of [1, 2, Infinity] as const) {
    if (noise.dim === 1 && p !== 1) continue;
    const adversary: Adversary = { kind: 'lp', p, dim: noise.dim };
    const worst = worstShift(noise, adversary);
    const spherical = worst?.direction === 'any';
    // On the line all norms are one, and every test is along the axis.
    if (noise.dim > 1 && (spherical ? p !== 2 : p === 2)) continue;
    const direction: ShiftDirection = noise.dim === 1 ? 'axis' : (worst?.direction ?? (p === 1 ? 'axis' : 'diagonal'));
    const test = shiftTest(noise, direction);
    if (test === null) continue;
    found.push({ ...testFormula(test, describe(noise, p, worst?.reason), worst !== null), p, spherical, slow });
  }
  return found;
}

function describe(noise: CanonicalNoise, p: number, reason: string | undefined): string {
  const norm = p === Infinity ? 'linf' : `l${p}`;
  const where = p === 2 ? '' : p === 1 ? ' along e_1' : ' along the diagonal';
  const why = reason === undefined || reason === 'spherical' ? '' : `, the worst direction: ${reason}`;
  return `level-set method (${noise.spec}, ${norm})${where}${why}`;
}

/** The radii of a test. `decides`: the direction is the worst one, so that its radius is the radius. */
function testFormula(test: LikelihoodRatioTest, detail: string, decides: boolean): RadiusFormula {
  return {
    method: 'level-set',
    detail,
    tight: decides,
    twoClass: 'none',
    radii: (at) => {
      const solver = new LevelSetSolver(test);
      const radii = new Array<RouteRadius>(at.length);
      // From the middle of the curve outward by neighbours: each radius starts from those before it.
      const order = at.map((_, i) => i).sort((a, b) => at[b]!.tail - at[a]!.tail);
      for (const i of order) radii[i] = routeRadius(solver, at[i]!.tail, decides);
      return radii;
    },
  };
}

function routeRadius(solver: LevelSetSolver, tail: number, decides: boolean): RouteRadius {
  if (tail === 0) {
    // The densities served here are positive everywhere: no set of mass 0 gains any.
    return decides
      ? { radius: Infinity, ceiling: Infinity, upper: Infinity, exact: true }
      : { radius: 0, ceiling: Infinity, upper: null, exact: false };
  }
  if (tail >= 0.5) return { radius: 0, ceiling: 0, upper: 0, exact: true };
  const { lower, upper } = solver.shift(Math.max(tail, LEAST_MASS));
  const sound = upper !== null && tail >= LEAST_MASS ? upper : null;
  return decides
    ? { radius: lower, ceiling: upper ?? Infinity, upper: sound, exact: isTight({ lower, upper: sound }) }
    : { radius: 0, ceiling: 0, upper: sound, exact: false };
}
