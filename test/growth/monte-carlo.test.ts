/** Growth from samples: the enclosure holds and closes in on the closed form. */
import { describe, expect, it } from 'vitest';
import { monteCarloGrowth } from '../../src/growth/monte-carlo.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';

const unit = { lambda: 1 };
const sure = { confidence: 1 - 1e-9 };

describe('growth by Monte Carlo', () => {
  it('encloses the normal law (each of 30 enclosures misses with probability 1e-9)', () => {
    const noise = gaussian(3, unit);
    for (const p of [0.01, 0.3, 0.9]) {
      const truth = normalCdf(normalQuantile(p) + Math.sqrt(0.5));
      for (let seed = 0; seed < 10; seed++) {
        const { lower, upper } = monteCarloGrowth(noise, [0.5, 0, -0.5], p, { ...sure, samples: 2000, seed });
        expect(lower).toBeLessThanOrEqual(truth);
        expect(upper).toBeGreaterThanOrEqual(truth);
      }
    }
  });

  it('narrows at least as 1/sqrt n, with the truth near its middle', () => {
    const noise = laplace(2, { lambda: 2 });
    // e^a p along an axis, a = 1/2 in units of lambda.
    const truth = 0.2 * Math.exp(0.5);
    const widths = [2000, 50_000].map((samples) => {
      const { value, lower, upper, confidence } = monteCarloGrowth(noise, [0, 1], 0.2, { samples, seed: 3 });
      expect(confidence).toBe(0.999);
      expect(Math.abs(value - truth)).toBeLessThan(0.5 * (upper - lower));
      return upper - lower;
    });
    expect(widths[0]! / widths[1]!).toBeGreaterThan(3);
    expect(widths[1]!).toBeLessThan(0.012);
  });

  it('knows an atom and an empty overlap: uniform noise', () => {
    const noise = uniform('linf', 1, unit);
    const { lower, upper } = monteCarloGrowth(noise, [0.5], 0.3, { ...sure, samples: 20_000, seed: 1 });
    expect(lower).toBeLessThanOrEqual(0.55);
    expect(upper).toBeGreaterThanOrEqual(0.55);
    expect(upper - lower).toBeLessThan(0.06);
    expect(monteCarloGrowth(noise, [3], 0.3, { ...sure, samples: 20_000, seed: 1 }).upper).toBe(1);
  });

  it('has its value within its ends, near the truth', () => {
    const noise = gaussian(1, unit);
    for (const [p, a] of [
      [0.02, 0.4],
      [0.4, 1],
      [0.9, 0.3],
    ] as const) {
      const { value, lower, upper } = monteCarloGrowth(noise, [a], p, { samples: 20_000, seed: 2 });
      expect(value).toBeGreaterThan(lower);
      expect(value).toBeLessThan(upper);
      expect(Math.abs(value - normalCdf(normalQuantile(p) + a))).toBeLessThan(0.4 * (upper - lower));
    }
    expect(monteCarloGrowth(noise, [0.5], 0.4, { samples: 100 }).upper).toBeLessThanOrEqual(1);
    for (const confidence of [0, 1, NaN])
      expect(() => monteCarloGrowth(noise, [0.5], 0.4, { confidence })).toThrow(/strictly between/);
    expect(() => monteCarloGrowth(noise, [0.5], 0.4, { samples: 100.5 })).toThrow(/at least 100/);
  });

  it.each([
    [0.02, 0.4, 0.00562],
    [0.4, 1, 0.02485],
  ])('is no wider than a quarter as many pilot samples allow: p = %d, shift %d', (p, a, most) => {
    const widths = [2, 3, 4, 5].map((seed) => {
      const { lower, upper } = monteCarloGrowth(gaussian(1, unit), [a], p, { samples: 20_000, seed });
      return upper - lower;
    });
    expect(widths.reduce((x, y) => x + y) / 4).toBeLessThan(most);
  });

  it('is a function of its seed, and refuses too few samples', () => {
    const at = (seed: number) => monteCarloGrowth(gaussian(1, unit), [0.5], 0.4, { samples: 500, seed });
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
    expect(() => monteCarloGrowth(gaussian(1, unit), [0.5], 0.4, { samples: 99 })).toThrow(InvalidInput);
    expect(() => monteCarloGrowth(gaussian(1, unit), [0.5], 0.4, { confidence: 1 })).toThrow(InvalidInput);
  });
});
