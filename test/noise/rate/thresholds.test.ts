/**
 * Lines above a growth rate: each is the one its threshold gives, and together they are as low as convexity lets them
 * be.
 */
import { expect, it } from 'vitest';
import { thresholdLadder } from '../../../src/noise/rate/thresholds.ts';

it.each([
  ['an exponential slope', (c: number) => Math.exp(-c)],
  ['a slope with atoms at 1 and 3', (c: number) => 0.75 * Math.max(0, 1 - c) + 0.25 * Math.max(0, 3 - c)],
  ['a uniform slope', (c: number) => 0.5 * Math.max(0, 1 - c) ** 2],
])('of %s are c p + E(Y - c)_+, and lie within 2e-3 of the lowest', (_, excess) => {
  const lines = thresholdLadder(1, excess);
  for (const { slope, intercept } of lines) expect(intercept).toBe(excess(slope));
  for (const p of [1e-3, 0.01, 0.1, 0.25, 0.5, 0.9]) {
    const bound = Math.min(...lines.map(({ slope, intercept }) => slope * p + intercept));
    const lowest = Math.min(...Array.from({ length: 40_001 }, (_, i) => (i / 2000) * p + excess(i / 2000)));
    expect(bound).toBeLessThanOrEqual(lowest * (1 + 2e-3));
  }
});
