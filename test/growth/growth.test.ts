/** The growth function by its best route: edges, scale, symmetry, and the route by samples beside it. */
import { describe, expect, it } from 'vitest';
import { growth } from '../../src/growth/growth.ts';
import { expNoise } from '../../src/noise/named/exponential.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../src/noise/named/iid.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { powerNoise } from '../../src/noise/named/power.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { NamedNoise, Scale } from '../../src/noise/noise.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { normalCdf } from '../../src/numeric/special/special.ts';

/** A noise of every family, with a shift for which a formula or a quadrature is known. */
const CASES: Readonly<Record<string, [(scale: Scale) => NamedNoise, readonly number[]]>> = {
  gaussian: [(scale) => gaussian(2, scale), [0.3, 0.4]],
  'laplace, axis': [(scale) => laplace(2, scale), [0, 0.5]],
  'laplace, diagonal': [(scale) => laplace(2, scale), [0.4, -0.4]],
  'laplace, any': [(scale) => laplace(2, scale), [0.4, 0.1]],
  'exp:l1': [(scale) => expNoise('l1', { k: 2 }, 2, scale), [0.3, 0]],
  'exp:l2': [(scale) => expNoise('l2', { k: 1 }, 2, scale), [0.3, 0.2]],
  'exp:linf': [(scale) => expNoise('linf', { k: 2 }, 2, scale), [0.3, 0.3]],
  'power:l2': [(scale) => powerNoise('l2', { a: 3, k: 2 }, 2, scale), [0.3, 0.2]],
  'power:linf': [(scale) => powerNoise('linf', { a: 4 }, 2, scale), [0.3, 0]],
  'iid-exp, 1/2': [(scale) => iidExp(0.5, 2, scale), [0.5, 0]],
  'iid-exp, 3': [(scale) => iidExp(3, 2, scale), [0.5, 0]],
  'iid-pareto': [(scale) => iidPareto(3, 2, scale), [0.2, 0]],
  'uniform:linf': [(scale) => uniform('linf', 2, scale), [0.3, 0.2]],
  'uniform:l2': [(scale) => uniform('l2', 2, scale), [0.3, 0.2]],
};

describe.each(Object.entries(CASES))('growth of %s', (_, [make, shift]) => {
  const noise = make({ lambda: 1 });

  it('starts at p, ends at 1, and is concave and above p between', () => {
    expect(growth(noise, [0, 0], 0.3).value).toBe(0.3);
    expect(growth(noise, shift, 1).value).toBe(1);
    const values = [0.1, 0.3, 0.5].map((p) => growth(noise, shift, p));
    expect(values[0]!.lower).toBeGreaterThan(0.1);
    expect(values[1]!.upper).toBeGreaterThanOrEqual(0.5 * (values[0]!.lower + values[2]!.lower));
    for (const { method, confidence } of values) expect([method === 'monte-carlo', confidence]).toEqual([false, 1]);
  });

  it('depends on the shift in units of lambda alone', () => {
    const wide = make({ lambda: 3 });
    for (const p of [0.05, 0.6]) {
      const [one, three] = [
        growth(noise, shift, p).value,
        growth(
          wide,
          shift.map((x) => 3 * x),
          p,
        ).value,
      ];
      expect(three).toBeCloseTo(one, 9);
    }
  });

  it('is its own inverse: G(1 - G(p, v), v) = 1 - p, by evenness', () => {
    for (const p of [0.2, 0.45]) {
      const back = growth(noise, shift, 1 - growth(noise, shift, p).value).value;
      // The lattice of Laplace noise is good to about 1e-6; uniform noise is flat where G reaches 1.
      expect(Math.abs(back - (1 - p))).toBeLessThan(2e-5);
    }
  });

  it('lies in its enclosure by samples (confidence 1 - 1e-9)', () => {
    const sampled = growth(noise, shift, 0.3, { method: 'monte-carlo', samples: 4000, seed: 8, confidence: 1 - 1e-9 });
    const known = growth(noise, shift, 0.3);
    expect(sampled.lower).toBeLessThanOrEqual(known.upper);
    expect(sampled.upper).toBeGreaterThanOrEqual(known.lower);
  });
});

describe('the growth function', () => {
  it('has the values of its formulas at p = 1/2', () => {
    expect(growth(gaussian(3, { lambda: 1 }), [1, 2, 2], 0.5).value).toBeCloseTo(normalCdf(3), 12);
    expect(growth(laplace(3, { lambda: 1 }), [1, 0, 0], 0.5).value).toBeCloseTo(1 - Math.exp(-1) / 2, 12);
    expect(growth(uniform('linf', 3, { lambda: 1 }), [0.2, 0.2, 0.4], 0.5).value).toBeCloseTo(
      1.5 - 0.9 * 0.9 * 0.8,
      12,
    );
    // Beyond its middle: (1 + a/2)^-alpha of a Pareto coordinate, 1 less half of it.
    expect(growth(iidPareto(3, 1, { lambda: 1 }), [0.5], 0.5 * 1.25 ** -3).value).toBeCloseTo(1 - 0.5 * 1.25 ** -3, 9);
  });

  it('of an axis does not see the other coordinates, nor the sign', () => {
    const at = (dim: number, sign: number) =>
      growth(
        iidPareto(2, dim, { lambda: 1 }),
        Array.from({ length: dim }, (_, i) => (i === dim - 1 ? sign * 0.4 : 0)),
        0.2,
      ).value;
    expect(at(5, 1)).toBeCloseTo(at(1, 1), 12);
    expect(at(5, -1)).toBeCloseTo(at(1, 1), 12);
  });

  it('samples where nothing better is known, and refuses what is no question', () => {
    const noise = iidPareto(3, 2, { lambda: 1 });
    expect(growth(noise, [0.1, 0.2], 0.3, { samples: 500 }).method).toBe('monte-carlo');
    expect(() => growth(noise, [0.1], 0.3)).toThrow(InvalidInput);
    expect(() => growth(noise, [0.1, NaN], 0.3)).toThrow(InvalidInput);
    expect(() => growth(noise, [0.1, 0], 1.1)).toThrow(InvalidInput);
  });
});
