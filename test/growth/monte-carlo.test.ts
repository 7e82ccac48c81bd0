/** Growth from samples: the enclosure holds and closes in on the closed form. */
import { describe, expect, it } from 'vitest';
import { monteCarloGrowth } from '../../src/growth/monte-carlo.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { bernsteinLower, bernsteinUpper } from '../../src/numeric/confidence/empirical-bernstein.ts';
import type { Noise } from '../../src/noise/noise.ts';
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

  it('spends an eighth of a third of the error on each bound: uniform noise, of which a quarter leaves', () => {
    // A sampler without chance: midpoints in turn, so that all counts are known. L is 0 or 1.
    let turn = 0;
    const noise = customNoise({
      spec: 'in turn',
      dim: 1,
      lambda: 1,
      sigma: 1,
      logDensity: (x) => (Math.abs(x[0]!) < 1 ? -Math.LN2 : -Infinity),
      sample: (_, out) => out.fill((2 * (turn++ % 1000) + 1) / 1000 - 1),
    });
    const [n, alpha] = [4000, 0.001 / 24];
    const { value, lower, upper } = monteCarloGrowth(noise, [0.5], 0.3, { samples: n });
    expect(value).toBeCloseTo(0.55, 14);
    // e(1) = Q_v(L > 1) - Q(L > 1) from counts, or from its mean; the least point is t = 1, where the slope passes p.
    const none = clopperPearsonUpper(0, n, alpha);
    const least = Math.max(clopperPearsonLower(1000, n, alpha) - none, bernsteinLower(1000, 1000, n, alpha) - 2e-8);
    const most = Math.min(clopperPearsonUpper(1000, n, alpha), bernsteinUpper(1000, 1000, n, alpha));
    expect(lower).toBeCloseTo(0.3 + least, 13);
    expect(upper).toBeCloseTo(0.3 + most + 2e-8, 13);
    // With half of what L > 1 may weigh, half of what it weighs after the shift.
    const open = Math.min(none, bernsteinUpper(0, 0, n, alpha));
    const free = monteCarloGrowth(noise, [0.5], open / 2, { samples: n });
    expect(free.lower).toBeCloseTo(clopperPearsonLower(1000, n, alpha) / 2, 12);
  });

  it.each<[Noise, readonly number[], number, readonly number[]]>([
    [gaussian(2, unit), [0.6, 0], 0.05, [0.14707664509027954, 0.12379179453758796, 0.16317257195376172]],
    [laplace(2, unit), [0.8, -0.3], 0.5, [0.78391124154528, 0.7480779723969477, 0.819744510693684]],
    [laplace(1, unit), [2], 0.97, [0.9957372412081754, 0.9945569534259723, 1]],
    [uniform('l2', 2, unit), [0.5, 0.3], 0.72, [1, 0.9971135132740883, 1]],
  ])('%#: the same numbers for the same seed, in every version', (noise, shift, p, numbers) => {
    const { value, lower, upper } = monteCarloGrowth(noise, shift, p, { samples: 3000, seed: 5 });
    [value, lower, upper].forEach((x, i) => expect(x).toBeCloseTo(numbers[i]!, 12));
  });

  it('is a function of its seed, and refuses too few samples', () => {
    const at = (seed: number) => monteCarloGrowth(gaussian(1, unit), [0.5], 0.4, { samples: 500, seed });
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
    expect(() => monteCarloGrowth(gaussian(1, unit), [0.5], 0.4, { samples: 99 })).toThrow(InvalidInput);
    expect(() => monteCarloGrowth(gaussian(1, unit), [0.5], 0.4, { confidence: 1 })).toThrow(InvalidInput);
  });
});
