/** Quadrature returns an error that holds; roots return a bracket that holds; rationals are exact. */
import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { integratePanels } from '../../src/numeric/quadrature/panels.ts';
import { determinant } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { ratio, toDouble, toRational } from '../../src/numeric/algebra/rational.ts';
import { findRoot } from '../../src/numeric/roots.ts';
import { normalPdf } from '../../src/numeric/special/special.ts';

const zoo: [name: string, f: (x: number) => number, a: number, b: number, truth: number][] = [
  ['polynomial', (x) => x ** 5, 0, 2, 64 / 6],
  ['oscillating', (x) => Math.cos(40 * x), 0, 1, Math.sin(40) / 40],
  ['root at an end', (x) => Math.sqrt(x), 0, 1, 2 / 3],
  ['integrable singularity', (x) => 1 / Math.sqrt(x), 0, 1, 2],
  ['logarithm', (x) => Math.log(x), 0, 1, -1],
  ['kink', (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
  ['narrow peak', (x) => 1 / (1e-6 + (x - 0.3) ** 2), 0, 1, 1000 * (Math.atan(700) + Math.atan(300))],
  ['Gaussian on the line', normalPdf, -Infinity, Infinity, 1],
  ['heavy tail', (x) => 1 / (1 + x * x), 0, Infinity, Math.PI / 2],
];

describe('quadrature', () => {
  it.each(zoo)('%s: the true error is within the stated one', (_, f, a, b, truth) => {
    const { value, error } = integrate(f, a, b, { relativeTolerance: 1e-10 });
    expect(Math.abs(value - truth)).toBeLessThanOrEqual(error + 4e-15 * Math.abs(truth));
    expect(error).toBeLessThan(1e-6 * Math.abs(truth));
  });

  it('does not notice what its integrand integrates meanwhile', () => {
    const kink = (x: number): number => Math.abs(x - 1 / 3);
    const busy = (x: number): number => {
      expect(integrate((y) => 1e9 * Math.cos(30 * x * y), 0, 1).converged).toBe(true);
      return kink(x);
    };
    expect(integrate(busy, 0, 1)).toEqual(integrate(kink, 0, 1));
    const panels = (f: (u: number) => number) => {
      const integrand = {
        value: 0,
        witness: 0,
        at(u: number): void {
          integrand.value = f(u);
        },
      };
      return integratePanels(integrand, [0, 0.5, 1], { relativeTolerance: 1e-8, absoluteTolerance: 0 });
    };
    const nested = (u: number): number => {
      expect(panels((y) => 1e9 * Math.cos(30 * u * y)).error).toBeLessThan(100);
      return kink(u);
    };
    expect(panels(nested)).toEqual(panels(kink));
    expect(Math.abs(panels(kink).value - 5 / 18)).toBeLessThan(1e-8);
  });
});

describe('roots', () => {
  it('brackets the root', () => {
    const { root, lower, upper } = findRoot((x) => x ** 3 - 2, 0, 2);
    expect(lower ** 3).toBeLessThanOrEqual(2);
    expect(upper ** 3).toBeGreaterThanOrEqual(2);
    expect(root).toBeCloseTo(Math.cbrt(2), 12);
  });

  it('refuses an interval without a sign change', () => {
    expect(() => findRoot((x) => x * x + 1, 0, 1)).toThrow();
  });
});

describe('rationals', () => {
  it('takes a double by its bits', () => {
    expect(toRational(0.1).toFraction()).toBe('3602879701896397/36028797018963968');
    expect(toRational('0.1').toFraction()).toBe('1/10');
    expect(toDouble(toRational(Math.PI))).toBe(Math.PI);
  });

  it('has exact determinants: Hilbert of order 6', () => {
    const hilbert = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => ratio(1, i + j + 1)));
    expect(determinant(hilbert).toFraction()).toBe('1/186313420339200000');
  });
});
