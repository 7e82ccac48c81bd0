/** Two curves cross only where both are known well enough to say which is above. */
import { describe, expect, it } from 'vitest';
import { enclosed } from '../../src/numeric/estimate.ts';
import { findCrossings } from '../../src/vet/crossings.ts';
import type { CurvePoint } from '../../src/vet/report.ts';

/** A curve known from `below` under its value on. */
const curve =
  (value: (rho: number) => number, below: number) =>
  (rhos: readonly number[]): CurvePoint[] =>
    rhos.map((rho) => ({ rho, radius: enclosed(value(rho), value(rho) - below, value(rho) + below, 'interval') }));

const rhos = [0.6, 0.7, 0.8, 0.9];
const rising = (rho: number): number => 4 * (rho - 0.5);
const flat = (): number => 0.97;

describe('crossings of radius curves', () => {
  it('lie where the curves meet, to 1/64 of the grid', () => {
    const [found, ...more] = findCrossings(rhos, curve(rising, 0), curve(flat, 0));
    expect(more).toEqual([]);
    expect(found!.above).toBe('vetted');
    expect(found!.lower).toBeLessThanOrEqual(0.7425);
    expect(found!.upper).toBeGreaterThanOrEqual(0.7425);
    expect(found!.upper - found!.lower).toBeLessThan(0.1 / 30);
  });

  it.each([
    ['the vetted', 0.7, 0],
    ['the other', 0, 0.7],
  ])('are not said within what is not known of %s curve', (_, vetted, other) => {
    // The difference is at most 0.63 on either side.
    expect(findCrossings(rhos, curve(rising, vetted), curve(flat, other))).toEqual([]);
  });
});
