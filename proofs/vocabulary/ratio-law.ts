/** A likelihood ratio that takes finitely many values, by hand: its lines of support and its growth function. */
import type { Supports } from '../../src/growth/support-lines.ts';

/** L takes finitely many values; what is missing of E L left the noise's support. */
export type RatioLaw = readonly (readonly [ratio: number, probability: number])[];

const excessOf = (law: RatioLaw, t: number): number =>
  1 - law.reduce((mass, [ratio, probability]) => mass + Math.min(ratio, t) * probability, 0);

export const supportAt = (law: RatioLaw, t: number): Supports => ({
  t,
  excessLower: excessOf(law, t),
  excessUpper: excessOf(law, t),
  openUpper: law.reduce((mass, [ratio, probability]) => mass + (ratio > t ? probability : 0), 0),
  closedLower: law.reduce((mass, [ratio, probability]) => mass + (ratio >= t ? probability : 0), 0),
  shiftedLower: 1 - law.reduce((mass, [ratio, probability]) => mass + (ratio <= t ? ratio * probability : 0), 0),
});

/** The largest ratios first, what costs nothing before them. */
export function growthOf(law: RatioLaw, p: number): number {
  let [left, mass] = [p, 1 - law.reduce((total, [ratio, probability]) => total + ratio * probability, 0)];
  for (const [ratio, probability] of [...law].sort((x, y) => y[0] - x[0])) {
    const taken = Math.min(left, probability);
    left -= taken;
    mass += taken * ratio;
  }
  return mass;
}
