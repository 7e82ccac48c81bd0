/**
 * What a route makes of the ends it is given: laws, overlaps and growth functions put in by hand, so that each radius
 * must lie below a number known to the last bit, each upper end above it, and neither farther off than rounding asks.
 */
import { describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import type { SafeShiftBounds } from '../../src/geometry/covariogram/safe-shift-ray.ts';
import type { SafeShiftSampling } from '../../src/geometry/covariogram/safe-shift.ts';
import type { DecidingPoints, EnclosedGrowth } from '../../src/noise/density/proved.ts';
import { established } from '../../src/noise/facts.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { computedRoute } from '../../src/radius/routes/computed.ts';
import { covariogramRadius, covariogramRoute } from '../../src/radius/routes/covariogram.ts';
import { ExtremePointSearch, extremePointRoute, QUICK } from '../../src/radius/routes/extreme-points.ts';
import { readProbability } from '../../src/radius/top-probability.ts';

const lambda = 0.75;

/** `found` is less than the number, by a few last bits. */
function expectJustBelow(found: number, truth: number, slack = 2e-14): void {
  expect(found).toBeLessThan(truth);
  expect(found).toBeGreaterThan(truth * (1 - slack));
}
function expectJustAbove(found: number | null, truth: number, slack = 2e-14): void {
  expect(found).toBeGreaterThan(truth);
  expect(found).toBeLessThan(truth * (1 + slack));
}

describe('a quantile of the law of a coordinate', () => {
  const { facts, ...made } = productNoise('exp(-x^4)', 2, { lambda });
  const route = (below: number, above: number) => {
    const asked: unknown[] = [];
    const law = {
      quantile: (mass: number, tail: string) => (asked.push([mass, tail]), 1.5),
      enclosed: {
        quantileFromBelow: (mass: number, guess: number) => (asked.push([mass, guess]), below),
        quantileFromAbove: (mass: number, guess: number) => (asked.push([mass, guess]), above),
      },
    };
    return { asked, ...computedRoute(established({ ...made, law: law as never }, facts), lpAdversary(1, 2))! };
  };

  it('is rounded outward after it is scaled, and asked for at twice the tail', () => {
    const law = route(2, 2);
    const [found] = law.radii([readProbability({ tail: 0.125 })]);
    expectJustBelow(found!.radius, 1.5);
    expectJustAbove(found!.upper, 1.5);
    expect([found!.ceiling, found!.exact]).toEqual([found!.upper, true]);
    expect(law.asked).toEqual([[0.25, 'upper'], [0.25, 1.5], [0.25, 1.5]]); // prettier-ignore
  });

  it('is exact within a millionth, never negative, and bounded by nothing at rho = 1', () => {
    const exact = (above: number): boolean => route(2, above).radii([readProbability(0.8)])[0]!.exact;
    expect([exact(2 + 1.9e-6), exact(2 + 2.1e-6)]).toEqual([true, false]);
    expect(route(-1, 2).radii([readProbability(0.8)])[0]!.radius).toBe(0);
    const law = route(2, 9);
    expect(law.radii([readProbability(1)])[0]).toMatchObject({ upper: null, ceiling: Infinity, exact: false });
    expect(law.asked[1]).toEqual([Number.MIN_VALUE, 1.5]);
  });
});

describe('the largest safe shift of a body', () => {
  const { facts, ...made } = uniform('linf', 2, { lambda });
  const route = (found: SafeShiftBounds, pairs: number | null = 2) => {
    const asked: (SafeShiftSampling | null)[] = [];
    const support = { safeShift: () => ({ pairs, at: (_: number, how: SafeShiftSampling | null) => (asked.push(how), found) }) }; // prettier-ignore
    return { asked, noise: established({ ...made, support: support as never }, facts) };
  };
  const adversary = lpAdversary(1, 2);

  it('is rounded outward after it is scaled, and called what it is', () => {
    const { noise, asked } = route({ lower: 2, upper: 2, sampled: false });
    const { radius, upper, exact, method } = covariogramRadius(noise, adversary, 0.9);
    expectJustBelow(radius, 1.5, 2e-15);
    expectJustAbove(upper, 1.5, 2e-15);
    expect([exact, method]).toEqual([true, 'covariogram']);
    const [found] = covariogramRoute(noise, adversary).radii([readProbability(0.9)]);
    expect(found).toMatchObject({ radius, upper, ceiling: upper, exact: true });
    expect(asked).toEqual([{ samples: 100_000, seed: 0, confidence: 0.999 }, null]);
  });

  it('is never exact where it rests on rays, and has no upper end that is infinite', () => {
    const sampled = route({ lower: 2, upper: 2, sampled: true }).noise;
    expect(covariogramRadius(sampled, adversary, 0.9, { samples: 7, seed: 3, confidence: 0.9 })).toMatchObject({
      method: 'monte-carlo',
      exact: false,
      confidence: 0.9,
    });
    const unbounded = route({ lower: 2, upper: Infinity, sampled: false }, 1).noise;
    const [found] = covariogramRoute(unbounded, adversary).radii([readProbability(0.9)]);
    expect(found).toMatchObject({ upper: null, ceiling: Infinity, exact: false });
    expect(covariogramRoute(unbounded, adversary).detail).toContain('along 1 pair of extreme points');
    expect(covariogramRoute(route(sampledNone, null).noise, adversary).detail).toContain('over all directions');
  });

  it('is asked for without rays where none are wanted', () => {
    const { noise, asked } = route({ lower: 2, upper: 3, sampled: false });
    covariogramRadius(noise, adversary, 0.9, { samples: 0 });
    covariogramRadius(noise, adversary, 0.9, { samples: 1 });
    expect(asked).toEqual([null, { samples: 1, seed: 0, confidence: 0.999 }]);
  });
});
const sampledNone: SafeShiftBounds = { lower: 1, upper: 2, sampled: false };

describe('radii at extreme points', () => {
  /** The normal law: G(p, v) = Phi(Phi^-1(p) + steep_k |v|) at points on the axes. */
  const normal = (steep: readonly number[], deciding: DecidingPoints | null = null): EnclosedGrowth => ({
    logConcave: true,
    deciding: () => deciding,
    beyond: () => 1,
    trials: () => ({ normals: [], points: [], support: () => 0 }),
    at: (v, p) => {
      const k = v[0] === 0 ? 1 : 0;
      const value = normalCdf(normalQuantile(p) + steep[k]! * v[k]!);
      return [value, value];
    },
  });
  const onAxes = [
    [1, 0],
    [0, 1],
  ] as const;

  it('are scaled, divided by the spread of the net, and lose what the rounding of its points may cost', () => {
    const { facts, ...made } = noiseOfDensity('exp(-(x1^2+x1*x2+2*x2^2))', 2, { lambda });
    const found = (spread: number, rounding: number) => {
      const growth = normal([1], { points: [[1, 0]], spread, rounding });
      const noise = established({ ...made, growth: () => growth }, facts);
      return extremePointRoute(noise, lpAdversary(1, 2), false, () => 0.5)!.radii([readProbability(0.9)])[0]!;
    };
    const alone = new ExtremePointSearch(normal([1]), [[1, 0]], QUICK).radius(readProbability(0.9), 0.5 / lambda)!;
    const plain = found(1, 0);
    expectJustBelow(plain.radius, alone.lower * lambda);
    expectJustAbove(plain.upper, alone.upper! * lambda);
    const loose = found(1.25, 1e-3);
    expect(loose.radius / plain.radius).toBeCloseTo(0.999 / 1.25, 14);
    expect([loose.upper, loose.ceiling, loose.exact]).toEqual([plain.upper, plain.upper, false]);
  });

  it.each([0.9, 0.75, 0.65])('lie a margin from the truth on either side, rho = %d', (rho) => {
    const probability = readProbability(rho);
    const truth = normalQuantile(rho) / 1.4;
    // A hundredth, or what 3000 and 1500 cells leave of G's width, 8 cells of it.
    const [near, far] = [3000, 1500].map((cells) => Math.max(0.01, 8 / (cells * probability.excess)));
    for (const start of [0.7, 0.9]) {
      const search = new ExtremePointSearch(normal([1, 1.4]), onAxes, QUICK);
      const { lower, upper } = search.radius(probability, start * truth)!;
      // The guess is made anew until it moves by less than a hundredth; the secants' error is far less.
      expect(Math.abs(lower / truth - (1 - near!))).toBeLessThan(1e-3);
      expect(Math.abs(upper! / truth - (1 + far!))).toBeLessThan(1e-3);
    }
  });

  it('turn to the point that is worse farther out', () => {
    const bending: EnclosedGrowth = {
      ...normal([]),
      at: (v, p) => {
        const length = v[0] === 0 ? v[1]! ** 2 : 0.8 * v[0]!;
        const value = normalCdf(normalQuantile(p) + length);
        return [value, value];
      },
    };
    // From 0.6, where the first is steeper, to sqrt 1.2816 = 1.132 along the second (1.602 along the first).
    const search = new ExtremePointSearch(bending, onAxes, QUICK);
    const { lower, upper } = search.radius(readProbability(0.9), 0.6)!;
    const truth = Math.sqrt(normalQuantile(0.9));
    expect(lower / truth).toBeGreaterThan(0.985);
    expect(lower).toBeLessThan(truth);
    expect(upper).toBeGreaterThan(truth);
    expect(upper! / truth).toBeLessThan(1.018);
  });

  it('are given up after two probabilities in a row that gain nothing, and near one half', () => {
    const search = new ExtremePointSearch(normal([1]), [[1, 0]], QUICK);
    const at = readProbability(0.9);
    const truth = normalQuantile(0.9);
    expect(search.radius(readProbability(0.619), 0.1)).toBeNull();
    expect(search.radius(readProbability(0.621), 0.2)).not.toBeNull();
    for (const start of [0, Infinity, NaN]) expect(search.radius(at, start)).toBeNull();
    expect(search.radius(readProbability(1), 1)).toBeNull();
    expect(search.radius(at, truth)!.lower).toBe(0);
    expect(search.radius(at, 0.8 * truth)!.lower).toBeGreaterThan(0);
    for (let i = 0; i < 2; i++) {
      const { lower, upper } = search.radius(at, truth)!;
      expect(lower).toBe(0);
      expect(upper).toBeGreaterThan(truth);
    }
    expect(search.radius(at, 0.8 * truth)).toBeNull();
  });
});
