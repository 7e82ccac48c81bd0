/** What is stated, not proved or not fitted is taken for no more than that. */
import { describe, expect, it } from 'vitest';
import { parseFormula } from '../../src/formula/parse.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { customNoise, type CustomLaw } from '../../src/noise/custom.ts';
import { checksOf, doubtAbout, factsOf, stands } from '../../src/noise/facts.ts';
import { inverseTable } from '../../src/noise/half-line/inverse.ts';
import { levelSetOfProfile } from '../../src/noise/level-set/level-set-noise.ts';

const LAW: CustomLaw = {
  spec: 'own',
  dim: 2,
  lambda: 1,
  sigma: 1,
  logDensity: (x) => -0.5 * (x[0]! ** 2 + x[1]! ** 2) - Math.log(2 * Math.PI),
  sample: (random, out) => {
    out[0] = random.normal();
    out[1] = random.normal();
  },
};

describe('a noise from functions of one’s own', () => {
  it('has a sigma that its author states, and no enclosure of it', () => {
    const { sigma, checks, logConcave, continuous, logPeak } = factsOf(customNoise(LAW));
    expect([sigma.value, sigma.lower, sigma.upper, sigma.method]).toEqual([1, 0, Infinity, 'monte-carlo']);
    expect(Object.values(checks).some(stands)).toBe(false);
    expect([logConcave.status, continuous.status, logPeak]).toEqual(['unknown', 'unknown', null]);
  });

  it('has what its author vouches for, and certifies nothing without evenness and a density', () => {
    const how = { status: 'tested', how: 'by hand' } as const;
    const even = customNoise(LAW, { checks: { even: how } });
    expect(checksOf(even).even).toEqual(how);
    expect(doubtAbout(even)).toContain('it has a density');
    const both = customNoise(LAW, { checks: { even: how, absolutelyContinuous: how }, logPeak: 3 });
    expect(doubtAbout(both)).toBeNull();
    expect(factsOf(both).logPeak).toBe(3);
    expect(factsOf(both).sigma.upper).toBe(Infinity);
    expect(stands(checksOf(both).quasiConcave) || stands(checksOf(both).finiteVariance)).toBe(false);
  });
});

describe('a table of quantiles', () => {
  /** Mass s^power on [0, 1], for s = log t. */
  const table = (power: number, pieces: number): { readonly error: number; readonly missed: number } => {
    const panel = { left: 0, right: 1, mass: 1, error: 0 };
    const made = inverseTable([panel], Float64Array.of(0, 1), {
      share: (a, b) => b ** power - a ** power,
      solve: ({ left }, wanted) => (left ** power + wanted) ** (1 / power),
      pieces,
    });
    const us = Array.from({ length: 999 }, (_, k) => (k + 0.5) / 999);
    return { error: made.error, missed: Math.max(...us.map((u) => Math.abs(Math.log(made.draw(u)) ** power - u))) };
  };

  it.each([
    [1.5, 1],
    [3, 1],
    [3, 4],
    [8, 16],
  ])('says what it misses of s^%d in %d pieces', (power, pieces) => {
    const { error, missed } = table(power, pieces);
    expect(missed).toBeGreaterThan(1e-9);
    expect(error).toBeGreaterThan(0.1 * missed);
    expect(error).toBeLessThan(100 * missed);
  });

  it('misses nothing where its pieces suffice', () => {
    const { error, missed } = table(3, 4000);
    expect(error).toBeLessThan(1e-12);
    expect(missed).toBeLessThan(1e-11);
  });
});

describe('a profile that is not proved to fall', () => {
  // e^-r (2 + sin r) falls, but its slope comes near to 0 where it is small.
  const profile = parseFormula('exp(-r)*(2+sin(r))', ['r'], 'profile');

  it('makes no level-set noise of a formula in all coordinates', () => {
    const given = parseFormula('exp(-max(abs(x1),abs(x2)))', ['x1', 'x2'], 'density');
    expect(levelSetOfProfile(lpBall(Infinity, 2), profile, { lambda: 1 }, 'own', given)).toBeNull();
    const falls = parseFormula('exp(-r)', ['r'], 'profile');
    expect(levelSetOfProfile(lpBall(Infinity, 2), falls, { lambda: 1 }, 'own', given)?.family).toBe('level-set');
  });
});
