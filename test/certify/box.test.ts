/** The box-constrained l1 radius against brute force over the shifts that stay in the box. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxL1Radius, reachableDistances } from '../../src/certify/radii/box-l1.ts';

const overlapOf = (v: readonly number[], lambda: number): number =>
  v.reduce((product, a) => product * Math.max(0, 1 - Math.abs(a) / (2 * lambda)), 1);

/** Shifts with |v|_1 = r and |v_i| <= c_i: a lattice over the first coordinates, the last takes the rest. */
function* shifts(r: number, c: readonly number[], steps: number): Generator<number[]> {
  const [first, ...rest] = c;
  if (rest.length === 0) {
    if (r <= first! * (1 + 1e-12)) yield [r];
    return;
  }
  for (let i = 0; i <= steps; i++) {
    const a = (Math.min(first!, r) * i) / steps;
    for (const tail of shifts(r - a, rest, steps)) yield [a, ...tail];
  }
}

const cases = fc.record({
  pixels: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }),
  lambda: fc.double({ min: 0.3, max: 6, noNaN: true }),
  tail: fc.double({ min: 0, max: 0.499, noNaN: true }),
});

describe('the box-constrained radius', () => {
  it('in one to three dimensions: no allowed shift that short breaks the certificate, and one hardly longer does', () => {
    let gained = 0;
    fc.assert(
      fc.property(cases, ({ pixels, lambda, tail }) => {
        const distances = reachableDistances(pixels);
        const radius = boxL1Radius(tail, lambda, distances);
        const reach = distances.reduce((sum, c) => sum + c, 0);
        const c = pixels.map((x) => Math.max(x, 1 - x));
        const tested = Math.min(radius, reach);
        for (const v of shifts(tested, c, 24)) expect(overlapOf(v, lambda)).toBeGreaterThan((0.5 + tail) * (1 - 1e-9));
        if (radius < reach * 0.999) {
          const beyond = [...shifts(radius * 1.001 + 1e-9, [...distances], 1)];
          expect(Math.min(...beyond.map((v) => overlapOf(v, lambda)))).toBeLessThan(0.5 + tail);
        }
        const plain = 2 * lambda * (0.5 - tail);
        expect(radius).toBeGreaterThanOrEqual(plain * (1 - 1e-14));
        if (radius > plain * 1.01) gained++;
      }),
      { numRuns: 400, seed: 8 },
    );
    expect(gained).toBeGreaterThan(50);
  });

  it('is the plain radius as long as one coordinate can hold it', () => {
    expect(boxL1Radius(0.1, 1, [0.9, 0.8])).toBeCloseTo(0.8, 12);
    // 1.2 would leave the first coordinate: (1 - 0.9/4)(1 - a/4) = 0.7.
    expect(boxL1Radius(0.2, 2, [0.9, 0.8])).toBeCloseTo(0.9 + 4 * (1 - 0.7 / (1 - 0.9 / 4)), 12);
    expect(boxL1Radius(0.2, 2, [0.9, 0.8])).toBeGreaterThan(1.2);
  });

  it('is unbounded when no image of the box is out of reach, and 0 without a majority', () => {
    expect(boxL1Radius(0.01, 4, [0.9, 0.8])).toBe(Infinity);
    expect(boxL1Radius(0.5, 4, [0.9, 0.8])).toBe(0);
  });

  it('never loses to rounding: below the radius of exact products in dimension 3072', () => {
    const distances = new Float64Array(3072).fill(0.75);
    const radius = boxL1Radius(1e-4, 1, distances);
    const k = Math.floor(Math.log(0.5001) / Math.log(1 - 0.375));
    const exact = 0.75 * k + 2 * (1 - 0.5001 / (1 - 0.375) ** k);
    expect(radius).toBeLessThanOrEqual(exact);
    expect(radius).toBeGreaterThan(exact * (1 - 1e-12));
  });

  it('refuses images outside the box', () => {
    expect(() => reachableDistances([0.5, 1.1])).toThrow(/coordinate 1 is 1.1/);
    expect([...reachableDistances([0.5, 0, 0.9])]).toEqual([1, 0.9, 0.5]);
  });
});
