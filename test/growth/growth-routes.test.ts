/** Which route serves a noise and a shift, in whose units, and what is refused; a law on a mesh is made up here. */
import { describe, expect, it } from 'vitest';
import { gaussianGrowth, laplaceAxisGrowth, logConcaveMarginalGrowth } from '../../src/growth/closed-form.ts';
import { enclosedGrowth } from '../../src/growth/enclosed.ts';
import { growth } from '../../src/growth/growth.ts';
import { laplaceLattice, latticeGrowth } from '../../src/growth/likelihood-ratio/laplace-lattice.ts';
import { expNoise } from '../../src/noise/named/exponential.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../src/noise/named/iid.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { Noise, ProductNoise } from '../../src/noise/noise.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';

const two = { lambda: 2 };
const few = { samples: 100 };

describe('the route of a growth function', () => {
  it('is the closed form, in units of lambda', () => {
    expect(growth(gaussian(3, two), [1, -2, 2], 0.3)).toEqual(gaussianGrowth(0.3, 1.5));
    expect(growth(laplace(3, two), [0, -1, 0], 0.3)).toEqual(laplaceAxisGrowth(0.3, 0.5));
    expect(growth(iidExp(3, 2, two), [0, -1], 0.3)).toEqual(logConcaveMarginalGrowth(0.3, 0.5, 3));
    expect(growth(iidExp(1, 2, two), [0, -1], 0.3).method).toBe('closed-form');
    // However long or short a shift is.
    for (const lambda of [1e200, 1e-200])
      expect(growth(gaussian(2, { lambda }), [0.3 * lambda, 0.4 * lambda], 0.2).value).toBeCloseTo(
        gaussianGrowth(0.2, 0.5).value,
        12,
      );
  });

  it('is that of one coordinate for s < 1, and of samples off the axes', () => {
    for (const s of [0.5, 0.99]) expect(growth(iidExp(s, 2, two), [1, 0], 0.3).method).toBe('quadrature');
    for (const noise of [iidExp(0.5, 2, two), iidExp(1.5, 2, two), iidPareto(3, 2, two)])
      expect(growth(noise, [0.1, 0.2], 0.3, few).method).toBe('monte-carlo');
    expect(growth(gaussian(2, two), [0.1, 0.2], 0.3, { ...few, method: 'monte-carlo' }).confidence).toBe(0.999);
  });

  it('knows a diagonal whatever its signs, and none where a size differs', () => {
    const cubical = expNoise('linf', { k: 2 }, 3, two);
    const at = (shift: readonly number[]) => growth(cubical, shift, 0.3, few);
    const value = at([0.6, 0.6, 0.6]).value;
    for (const shift of [
      [0.6, -0.6, 0.6],
      [-0.6, 0.6, 0.6],
      [-0.6, -0.6, -0.6],
    ])
      expect(at(shift)).toMatchObject({ value, method: 'quadrature' });
    expect(at([0.6, 0.6, 0.5]).method).toBe('monte-carlo');
    expect(at([0, -0.6, 0])).toMatchObject({ value: at([0.6, 0, 0]).value, method: 'quadrature' });
  });

  it('of Laplace noise is a lattice of 2^17 points at most, and samples beyond 32 sizes', () => {
    for (const [count, steps] of [
      [2, 3454],
      [40, 841],
    ] as const) {
      const shift = Array.from({ length: count }, () => 0.5);
      const [upper, lower] = (['above', 'below'] as const).map((side) =>
        latticeGrowth(0.3, laplaceLattice([{ size: 0.25, count }], steps, side), side),
      );
      const found = growth(laplace(count, two), shift, 0.3);
      expect([found.lower, found.upper, found.method]).toEqual([lower, upper, 'interval']);
      expect(found.value).toBeCloseTo(0.5 * (lower! + upper!), 15);
    }
    const sizes = (dim: number) => Array.from({ length: dim }, (_, i) => 0.01 * (i + 1));
    expect(growth(laplace(33, two), sizes(33), 0.3, few).method).toBe('monte-carlo');
  });

  it('needs none without mass or without shift', () => {
    const noises: Noise[] = [gaussian(2, two), laplace(2, two), iidPareto(3, 2, two), uniform('linf', 2, two)];
    for (const noise of noises) {
      expect(growth(noise, [1, 0], 1)).toMatchObject({ value: 1, lower: 1, upper: 1 });
      expect(growth(noise, [0, 0], 0.3)).toMatchObject({ value: 0.3, lower: 0.3, upper: 0.3 });
      // What costs nothing: nothing, but where the support moves off itself.
      expect(growth(noise, [1, 0], 0).value).toBeCloseTo(noise.family === 'uniform' ? 0.25 : 0, 12);
    }
  });

  it('refuses what is no question', () => {
    const noise = gaussian(2, two);
    for (const p of [-1e-9, 1.001, NaN]) expect(() => growth(noise, [1, 0], p)).toThrow(/in \[0, 1\]/);
    for (const shift of [[1], [1, 0, 0]]) expect(() => growth(noise, shift, 0.3)).toThrow(/coordinates/);
    expect(() => growth(noise, [1, Infinity], 0.3)).toThrow(/Coordinate 2 of the shift is Infinity/);
    expect(() => growth(noise, [NaN, 0], 0.3)).toThrow(InvalidInput);
  });

  it('on a mesh: the ends in units of lambda, widened by what rounding moves', () => {
    const asked: unknown[] = [];
    const made = (dim: number, confidence = 1, ends: [number, number] = [0.3, 0.4]): ProductNoise =>
      ({
        dim,
        lambda: 2,
        growth: () => ({ at: (shift: Float64Array, p: number) => (asked.push([...shift], p), ends) }),
        rateBound: () => ({ confidence, phi: (p: number) => (p === 0.5 ? 1e6 : 0) }),
      }) as unknown as ProductNoise;
    const found = enclosedGrowth(made(2), [1, -3], 0.25)!;
    expect(asked).toEqual([[0.5, -1.5], 0.25]);
    // |v|_1 2^-51 Phi(1/2).
    const slack = 4e6 * 2 ** -51;
    expect(found.lower).toBeCloseTo(0.3 - slack, 14);
    expect(found.upper).toBeCloseTo(0.4 + slack, 14);
    expect(found.value).toBeCloseTo(0.35, 14);
    expect(enclosedGrowth(made(3, 1, [0, 1]), [1, 1, 1], 0.3)).toMatchObject({ lower: 0, upper: 1 });
    // A rate that was sampled, or a dimension beyond a mesh.
    expect(enclosedGrowth(made(2, 0.999), [1, 0], 0.3)).toBeNull();
    for (const dim of [1, 4]) expect(enclosedGrowth(made(dim), new Array<number>(dim).fill(1), 0.3)).toBeNull();
    const none = { ...made(2), rateBound: () => null } as unknown as ProductNoise;
    expect(enclosedGrowth(none, [1, 0], 0.3)).toBeNull();
    const open = { ...made(2), growth: () => ({ reason: 'no formula' }) } as unknown as ProductNoise;
    expect(enclosedGrowth(open, [1, 0], 0.3)).toBeNull();
  });
});
