/** One noise in the forms that formulas know: moments of the laws, and the same density. */
import { describe, expect, it } from 'vitest';
import { asProduct, levelSetForm, productForm } from '../../../src/growth/rate/noise-forms.ts';
import { expNoise } from '../../../src/noise/named/exponential.ts';
import { gaussian } from '../../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../../src/noise/named/iid.ts';
import { laplace } from '../../../src/noise/named/laplace.ts';
import { powerNoise } from '../../../src/noise/named/power.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { Noise } from '../../../src/noise/noise.ts';

const unit = { lambda: 1 };

describe('a noise as f(|x|_K)', () => {
  it.each<[string, Noise, number]>([
    ['gaussian, E T^2 = d', gaussian(3, unit), 3],
    ['laplace, E T^2 = d (d + 1)', laplace(3, unit), 12],
    ['uniform, E T^2 = d/(d + 2)', uniform('l1', 3, unit), 3 / 5],
    // T^2 ~ Gamma(3/2 - 1/4).
    ['e^{-r^2}/sqrt r, E T^2 = (d - j)/k', expNoise('linf', { k: 2, j: 0.5 }, 3, unit), 1.25],
    // T^2 ~ beta-prime(3/2, 5/2): 3/2 / (3/2).
    ['(1 + r^2)^-4, E T^2 = s/(a - s - 1)', powerNoise('l2', { a: 4, k: 2 }, 3, unit), 1],
    // T ~ beta-prime(3, 4): 3 4/(3 2).
    ['(1 + r)^-7, E T^2', powerNoise('linf', { a: 7 }, 3, unit), 2],
  ])('%s', (_, noise, moment) => {
    const form = levelSetForm(noise)!;
    const { lower, upper } = form.law.moment(2);
    expect(lower).toBeLessThanOrEqual(moment * (1 + 1e-14));
    expect(upper).toBeGreaterThanOrEqual(moment * (1 - 1e-14));
    expect(upper / lower - 1).toBeLessThan(1e-7);
    expect(form.body.dim).toBe(3);
    expect(levelSetForm(noise)).toBe(form);
  });

  it('is none for products that are not', () => {
    expect(levelSetForm(iidExp(0.5, 3, unit))).toBeNull();
    expect(levelSetForm(iidPareto(3, 3, unit))).toBeNull();
  });
});

describe('a noise with independent coordinates', () => {
  it.each<[string, Noise, number]>([
    ['gaussian', gaussian(3, unit), 1],
    ['laplace', laplace(3, unit), 2],
    ['uniform cube', uniform('linf', 3, unit), 1 / 3],
    // |x|^(1/2) ~ Gamma(2): E y^4 = 5!.
    ['e^{-sqrt|x|}', iidExp(0.5, 3, unit), 120],
    ['(1 + |x|)^-4', iidPareto(3, 3, unit), 1],
  ])('%s: its variance', (_, noise, moment) => {
    expect(productForm(noise)!.moment(2).value / moment).toBeCloseTo(1, 9);
  });

  it.each<Noise>([
    gaussian(2, { lambda: 1.5 }),
    laplace(2, { lambda: 1.5 }),
    iidExp(0.7, 2, { lambda: 1.5 }),
    iidPareto(2.5, 2, { lambda: 1.5 }),
  ])('%#: as a product noise it has the same density', (noise) => {
    const product = asProduct(noise)!;
    for (const x of [
      [0.3, -1],
      [4, 0.01],
    ]) {
      expect(product.logDensity(x)).toBeCloseTo(noise.logDensity(x), 9);
    }
    expect(asProduct(noise)).toBe(product);
  });

  it('is none where the coordinates depend on each other, or where the marginal cannot be integrated', () => {
    for (const noise of [uniform('l2', 2, unit), expNoise('l2', { k: 3 }, 2, unit)]) {
      expect(productForm(noise)).toBeNull();
      expect(asProduct(noise)).toBeNull();
    }
    // Tails at the edge of the doubles: perhaps no law, but no error.
    for (const noise of [1e-5, 1e-3, 1e-2].map((a) => iidPareto(a, 2, unit))) {
      expect(() => asProduct(noise)).not.toThrow();
    }
    for (const noise of [0.015, 0.02, 0.1].map((s) => iidExp(s, 2, unit))) {
      expect(() => asProduct(noise)).not.toThrow();
    }
  });
});
