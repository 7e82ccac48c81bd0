/** A report says the probabilities that a person wrote; its numbers were computed at the doubles beside them. */
import { divide, multiply } from '../../numeric/directed.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import type { CurvePoint, VetReport } from '../../vet/report.ts';
import type { GivenProbability } from '../input/options.ts';

/**
 * The report with its probabilities as written. Radii were computed at the largest double at most rho and so hold at
 * rho; very near 1, where bounds from above differ visibly between the two, the double itself is said. Growth was
 * computed at the least double at least p, so that its upper end holds at p (see `growthAsWritten`).
 */
export function asWritten(
  report: VetReport,
  rhos: readonly GivenProbability[],
  ps: readonly GivenProbability[],
): VetReport {
  const rhoOf = new Map(rhos.map(({ below, nearest, tail }) => [below, tail < 1e-6 ? below : nearest]));
  const pOf = new Map(ps.map((p) => [p.above, p]));
  const named = (curve: readonly CurvePoint[]): CurvePoint[] =>
    curve.map((point) => ({ ...point, rho: rhoOf.get(point.rho) ?? point.rho }));
  return {
    ...report,
    curve: named(report.curve),
    comparison: report.comparison.map((each) => ({ ...each, radii: each.radii === null ? null : named(each.radii) })),
    growth: report.growth.map((point) => {
      const p = pOf.get(point.p);
      return p === undefined ? point : { ...point, p: p.nearest, growth: growthAsWritten(point.growth, p) };
    }),
  };
}

/**
 * The growth at p from the one at the least double above it: G is concave in p and G(0) >= 0, so that G(p) is at least
 * p/p' G(p') for p <= p'.
 */
export function growthAsWritten(growth: Estimate, { below, above }: GivenProbability): Estimate {
  if (below === above) return growth;
  return { ...growth, lower: multiply(growth.lower, divide(below, above, 'down'), 'down') };
}
