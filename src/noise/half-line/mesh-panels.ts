/**
 * The panels on which a law given by a formula is sampled: quadrature between the edges of its enclosure's cells, so
 * that each feature of the formula has panels of its own, however narrow it is.
 */
import type { EnclosedLaw } from './enclosed-law.ts';
import { integrateHalfLine, type FiniteIntegral, type LogProfile, type Panel } from './integral.ts';
import { LOG_RANGE } from './modes.ts';

/** The integral of t^{m-1} f(t) as it is enclosed, and panels for it. */
export function panelsOf(law: EnclosedLaw, log: LogProfile, knots: readonly number[]): FiniteIntegral {
  const { cells } = law.mass;
  const { value, lower, upper } = law.logIntegral();
  const edges = cells.map(({ right }) => right).filter((t) => t < Infinity);
  const found = integrateHalfLine(log, law.m, [...new Set([...knots, ...edges])]);
  const known = { logValue: value, error: 0.5 * (upper - lower) };
  return found.finite ? { ...found, ...known } : { ...fromCells(law, log), ...known };
}

/** The cells themselves, where quadrature finds no end of the tails. */
function fromCells(law: EnclosedLaw, log: LogProfile): FiniteIntegral {
  const { cells, total } = law.mass;
  let peak = -Infinity;
  let mode = 0;
  for (const { left, right } of cells) {
    for (const t of [left + 0.5 * (right - left), right]) {
      const height = law.m * Math.log(t) + log(t);
      if (height > peak) [peak, mode] = [height, Math.log(t)];
    }
  }
  const unit = Math.exp(total.scale * Math.LN2 - peak);
  const panels: Panel[] = [];
  for (const { left, right, mass } of cells) {
    const [from, to] = [Math.max(-LOG_RANGE, Math.log(left)), Math.log(right)];
    const by = 2 ** (mass.scale - total.scale) * unit;
    const middle = 0.5 * (Math.max(0, mass.lower) + mass.upper) * by;
    if (middle > 0 && to > from)
      panels.push({ left: from, right: to, mass: middle, error: (mass.upper - mass.lower) * by });
  }
  return { finite: true, logValue: 0, error: 0, tails: 0, peak, mode, panels };
}
