/** Phi of a sum of d fair signs against its law written out. */
import { describe, expect, it } from 'vitest';
import { fairSignSum } from '../../../src/noise/rate/fair-sign-sum.ts';

/** The largest mean of S over a set of mass p, by filling from the top. */
function byFilling(dim: number, p: number): number {
  let left = p;
  let sum = 0;
  let mass = 2 ** -dim;
  for (let heads = dim; heads >= 0 && left > 0; heads--) {
    const taken = Math.min(left, mass);
    sum += taken * (2 * heads - dim);
    left -= taken;
    mass *= heads / (dim - heads + 1);
  }
  return sum;
}

describe('the sum of d fair signs', () => {
  it.each([1, 2, 3, 10, 31])('fills from the top (d = %d)', (dim) => {
    for (const p of [1e-4, 0.1, 0.3, 0.5]) expect(fairSignSum(dim).phi(p)).toBeCloseTo(byFilling(dim, p), 12);
  });

  it('has E|S|/2 at 1/2: sqrt(d/(2 pi)) for large d', () => {
    expect(fairSignSum(1_000_000).phi(0.5) / Math.sqrt(1_000_000 / (2 * Math.PI))).toBeCloseTo(1, 6);
  });

  it('has the integral of dp/Phi for its radius', () => {
    for (const dim of [2, 5, 16]) {
      const signs = fairSignSum(dim);
      const n = 20_000;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += 0.4 / n / signs.phi(0.1 + (0.4 * (i + 0.5)) / n);
      expect(Math.abs(signs.radius(0.1, 0.4) / sum - 1), `d = ${dim}`).toBeLessThan(1e-7);
    }
  });
});
