/**
 * The search of the level-set method on noises of the line whose radii are quantiles: both ends of every answer at
 * their promised distance, from any start, alone and along a curve, and in how many looks at the test.
 */
import { describe, expect, it } from 'vitest';
import type { LikelihoodRatioTest } from '../../src/growth/likelihood-ratio/likelihood-ratio.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { LevelSetSolver } from '../../src/radius/routes/level-set-solver.ts';

/** A test that counts how often it is looked at. */
interface Counted extends LikelihoodRatioTest {
  looks: number;
}

function counted(test: Omit<LikelihoodRatioTest, 'name'>): Counted {
  const seen: Counted = {
    ...test,
    name: '',
    looks: 0,
    mass: (...given) => {
      seen.looks++;
      return test.mass(...given);
    },
  };
  return seen;
}

/** The Gaussian of deviation `scale`; its radius is a quantile, with the threshold z^2/2. */
const gaussian = (scale: number, start = scale, error = 1e-15): Counted =>
  counted({
    atomic: false,
    typicalShift: start,
    mass: (shift, tau) => ({ value: normalCdf(-((tau * scale) / shift + (0.5 * shift) / scale)), error }),
  });

/**
 * The density 1/4 on [-1, 1] and e^{1 - |x|}/4 beyond. Log-concave, so the sets are half-lines and the radius is the
 * quantile; the threshold stays at the atom L = 1 up to the radius 1, where the curve has a kink.
 */
function flatTop(): Counted {
  const psi = (x: number): number => Math.max(0, Math.abs(x) - 1);
  const above = (x: number): number =>
    Math.abs(x) <= 1 ? 0.5 - 0.25 * x : x > 0 ? 0.25 * Math.exp(1 - x) : 1 - 0.25 * Math.exp(1 + x);
  return counted({
    atomic: true,
    typicalShift: 1,
    mass: (shift, tau, closed) => {
      const logRatio = (x: number): number => psi(x) - psi(x - shift);
      const inside = (x: number): boolean => (closed === true ? logRatio(x) >= tau : logRatio(x) > tau);
      const error = 1e-16;
      // log L rises, and is linear between these.
      const nodes = [-1, 1, shift - 1, shift + 1].sort((a, b) => a - b);
      if (inside(nodes[0]! - 1)) return { value: 1, error };
      const i = nodes.findIndex(inside);
      if (i < 0) return { value: inside(nodes[3]! + 1) ? above(nodes[3]!) : 0, error };
      const [left, right] = [nodes[Math.max(0, i - 1)]!, nodes[i]!];
      const [low, high] = [logRatio(left), logRatio(right)];
      return { value: above(high === low ? left : left + ((tau - low) / (high - low)) * (right - left)), error };
    },
  });
}
const flatTopRadius = (p: number): number => (p >= 0.25 ? 2 - 4 * p : 1 + Math.log(0.25 / p));

/** Falling geometrically from a mass just below one half. */
const falling = (count: number, ratio: number): number[] => Array.from({ length: count }, (_, i) => 0.49 * ratio ** i);

interface Case {
  readonly name: string;
  readonly test: () => Counted;
  readonly radius: (p: number) => number;
  /** Most looks for the masses below one by one, and for three curves. */
  readonly looks: readonly [alone: number, falling: number, rising: number, far: number];
}
const normal = (p: number): number => -normalQuantile(p);
const cases: readonly Case[] = [
  { name: 'Gaussian', test: () => gaussian(1), radius: normal, looks: [296, 640, 561, 499] },
  {
    name: 'Gaussian, sought from far below',
    test: () => gaussian(1, 1e-3),
    radius: normal,
    looks: [1139, 1741, 1422, 1517],
  },
  {
    name: 'Gaussian, sought from far above',
    test: () => gaussian(1, 1e3),
    radius: normal,
    looks: [1251, 1990, 1600, 1644],
  },
  {
    name: 'Gaussian of deviation 1e90',
    test: () => gaussian(1e90),
    radius: (p) => 1e90 * normal(p),
    looks: [299, 640, 561, 496],
  },
  { name: 'flat top', test: flatTop, radius: flatTopRadius, looks: [502, 1174, 1314, 655] },
];

describe.each(cases)('$name', ({ test, radius, looks }) => {
  /** Below the truth by what the search aims at, and an upper end beyond it by a little more than its first try. */
  function expectNear(p: number, solver: LevelSetSolver): void {
    const { lower, upper } = solver.shift(p);
    const truth = radius(p);
    expect(lower / truth - 1, `p ${p}`).toBeLessThan(0);
    // The masses are good to about 1e-16, of which the certificate makes 1e-16/p.
    expect(lower / truth - 1, `p ${p}`).toBeGreaterThan(-9.1e-10 - (p < 1e-6 ? 3e-17 / p : 0) - 2e-15 / (0.5 - p));
    expect(upper! / truth - 1, `p ${p}`).toBeGreaterThan(1e-7);
    expect(upper! / truth - 1, `p ${p}`).toBeLessThan(3.01e-7 + 1e-10 / normal(p));
  }

  it('finds a radius alone', () => {
    let seen = 0;
    for (const p of [0.4999, 0.499, 0.4, 0.3, 0.1, 1e-3, 1e-9]) {
      const one = test();
      expectNear(p, new LevelSetSolver(one));
      seen += one.looks;
    }
    expect(seen).toBeLessThanOrEqual(looks[0]);
  });

  it.each([
    ['falling', falling(40, 0.95), looks[1]],
    ['rising', falling(40, 0.95).reverse(), looks[2]],
    ['falling in wide steps', falling(20, 0.6), looks[3]],
  ] as const)('follows a curve, %s, in fewer looks', (_, curve, most) => {
    const one = test();
    const solver = new LevelSetSolver(one);
    for (const p of curve) expectNear(p, solver);
    expect(one.looks).toBeLessThanOrEqual(most);
  });
});

describe('where the search ends', () => {
  it('looks at no shift beyond e^340 or below e^-340, and proves nothing there', () => {
    expect(new LevelSetSolver(gaussian(1e160, 1)).shift(0.1).lower).toBeCloseTo(Math.exp(340), -135);
    expect(new LevelSetSolver(gaussian(1e-160, 1)).shift(0.1)).toEqual({ lower: 0, upper: null });
  });

  it('proves nothing by masses that are no numbers or may be anything', () => {
    const none = { lower: 0, upper: null };
    expect(
      new LevelSetSolver({ ...gaussian(1), mass: (_, tau) => ({ value: tau < 0 ? 0.5 : NaN, error: 0 }) }).shift(0.1),
    ).toEqual(none);
    expect(new LevelSetSolver(gaussian(1, 1, 1)).shift(0.1)).toEqual(none);
  });
});
