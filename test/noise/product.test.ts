import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checksOf } from '../../src/noise/facts.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import { iidExp, iidPareto } from '../../src/noise/named/iid.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { marginalCdf, marginalQuantile } from '../../src/noise/product/marginal.ts';
import { productPhiHalf } from '../../src/noise/rate/product-phi-half.ts';
import { scoreLaw } from '../../src/noise/rate/product-score.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { dkwTail } from '../../src/numeric/confidence/binomial.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';

interface Reference {
  readonly slopeInTwoDimensions: Readonly<Record<'student3' | 'logistic', string>>;
}
const reference = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/noise-formulas.json', import.meta.url), 'utf8'),
) as Reference;

const LOGISTIC = 'exp(-x)/(1+exp(-x))^2';
const STUDENT3 = '(1+x^2/3)^-2';
const unit = { lambda: 1 } as const;
const contains = ({ lower, upper }: Estimate, exact: number): boolean =>
  lower <= exact * (1 + 1e-12) && upper >= exact * (1 - 1e-12);
const invalid = (formula: string): InvalidNoise => {
  try {
    productNoise(formula, 2, unit);
  } catch (error) {
    if (error instanceof InvalidNoise) return error;
    throw error;
  }
  throw new Error('accepted');
};

describe('marginals', () => {
  it.each([
    ['logistic', LOGISTIC, Math.PI / Math.sqrt(3), (p: number) => Math.log(p / (1 - p))],
    ['Student t, nu = 3', STUDENT3, Math.sqrt(3), null],
    ['Student t, nu = 5', '(1+x^2/5)^-3', Math.sqrt(5 / 3), null],
    ['Cauchy', '1/(1+x^2)', Infinity, (p: number) => Math.tan(Math.PI * (p - 0.5))],
    ['triangular', 'max(0, 1-abs(x))', Math.sqrt(1 / 6), (p: number) => 1 - Math.sqrt(2 * (1 - p))],
    ['Gaussian', 'exp(-x^2/2)', 1, (p: number) => normalQuantile(p)],
    ['Laplace', 'exp(-abs(x))', Math.SQRT2, (p: number) => -Math.log(2 * (1 - p))],
    ['uniform', '(1+sign(1-abs(x)))/2', 1 / Math.sqrt(3), (p: number) => 2 * p - 1],
  ])('%s: sigma, quantiles, both tails', (_name, formula, sigma, quantile) => {
    const noise = productNoise(formula, 3072, unit);
    if (sigma === Infinity) expect(noise.sigma).toBe(Infinity);
    else expect(noise.sigma / sigma - 1).toBeCloseTo(0, 11);
    for (const p of [0.5 + 1e-9, 0.6, 0.75, 0.9, 0.999]) {
      const x = marginalQuantile(noise, p);
      if (quantile !== null)
        expect(Math.abs(x - quantile(p))).toBeLessThan(1e-10 * Math.max(1, Math.abs(x)) + 1e-16 / (1 - p));
      expect(marginalCdf(noise, x)).toBeCloseTo(p, 12);
      expect(marginalCdf(noise, x, 'upper')).toBeCloseTo(1 - p, 12);
      expect(marginalCdf(noise, -x)).toBeCloseTo(1 - p, 12);
      expect(marginalQuantile(noise, p, 'upper')).toBeCloseTo(-x, 9);
    }
    const far = marginalQuantile(noise, 1e-9, 'upper');
    expect(marginalCdf(noise, far, 'upper') / 1e-9).toBeCloseTo(1, 7);
  });

  it('Gaussian tails keep their digits', () => {
    const noise = productNoise('exp(-x^2/2)', 1, { lambda: 2 });
    for (const x of [0.1, 1, 5, 14]) {
      expect(marginalCdf(noise, x, 'upper') / normalCdf(x / 2, 'upper')).toBeCloseTo(1, 9);
    }
  });

  it.each([
    ['exp(-abs(x)^0.5)', iidExp(0.5, 7, unit)],
    ['exp(-x^4)', iidExp(4, 7, unit)],
    ['(1+abs(x))^-4', iidPareto(3, 7, unit)],
  ])('%s agrees with the named noise', (formula, named) => {
    const noise = productNoise(formula, 7, unit);
    expect(noise.sigma / named.sigma - 1).toBeCloseTo(0, 11);
    const x = [0.1, -2, 3, 0.5, 0, 1, -0.7];
    expect(noise.logDensity(x)).toBeCloseTo(named.logDensity(x), 11);
  });

  it('samples come from the marginal, with fair signs', () => {
    for (const formula of [LOGISTIC, STUDENT3, '1/(1+x^2)', 'max(0, 1-abs(x))', 'exp(-(x-3)^2/2)+exp(-(x+3)^2/2)']) {
      const noise = productNoise(formula, 5000, { lambda: 0.5 });
      const x = new Float64Array(5000);
      noise.sample(randomStream(3), x);
      const u = x.map((each) => marginalCdf(noise, each)).sort();
      const distance = u.reduce((worst, v, i) => Math.max(worst, (i + 1) / u.length - v, v - i / u.length), 0);
      expect(dkwTail(distance, u.length), formula).toBeGreaterThan(1e-9);
    }
  });
});

describe('validity', () => {
  it('proves log-concave marginals and finds segments for the others', () => {
    for (const formula of ['exp(-x^2/2)', 'exp(-abs(x))', LOGISTIC, 'max(0, 1-abs(x))', 'cosh(x)^-1']) {
      expect(checksOf(productNoise(formula, 3, unit)).quasiConcave.status, formula).toBe('proved');
    }
    for (const formula of [STUDENT3, '1/(1+x^2)', 'exp(-sqrt(abs(x)))', 'exp(-(x-3)^2/2)+exp(-(x+3)^2/2)']) {
      const noise = productNoise(formula, 5, unit);
      const { status, witness } = checksOf(noise).quasiConcave;
      expect(status, formula).toBe('failed');
      if (witness?.kind !== 'segment') throw new Error('a segment is expected');
      const middle = witness.from.map((a, i) => (a + witness.to[i]!) / 2);
      const ends = Math.min(noise.logDensity(witness.from), noise.logDensity(witness.to));
      expect(noise.logDensity(middle), formula).toBeLessThan(ends - 0.1);
    }
    // On the line only the shape of the density counts.
    expect(checksOf(productNoise(STUDENT3, 1, unit)).quasiConcave.status).not.toBe('failed');
    expect(checksOf(productNoise('exp(-(x-3)^2/2)+exp(-(x+3)^2/2)', 1, unit)).quasiConcave.status).toBe('failed');
  });

  it('reports an infinite variance and refuses to scale by it', () => {
    const cauchy = productNoise('1/(1+x^2)', 2, unit);
    expect(checksOf(cauchy).finiteVariance.status).toBe('failed');
    expect(() => productNoise('1/(1+x^2)', 2, { sigma: 1 })).toThrow(/variance .* infinite/);
  });

  it('refuses uneven, negative and divergent marginals with a witness', () => {
    expect(invalid('exp(-x)')).toMatchObject({ failed: 'even', witness: { kind: 'pair', x: [1], y: [-1] } });
    expect(invalid('exp(-x^2)*(1.5+tanh(x))').failed).toBe('even');
    expect(invalid('exp(-(x-0.001)^2)').failed).toBe('even');
    expect(invalid('sqrt(x)').failed).toBe('even');
    expect(invalid('1/(1+abs(x))')).toMatchObject({ failed: 'normalizable', witness: { kind: 'tail' } });
    expect(invalid('abs(x)^-1.5')).toMatchObject({ failed: 'normalizable', witness: { kind: 'tail' } });
    expect(invalid('1-x^2').failed).toBe('normalizable');
    expect(invalid('0*x').failed).toBe('normalizable');
    expect(() => productNoise('exp(-r^2)', 2, unit)).toThrow(/unknown name "r"; the formula may use x/);
  });
});

describe('Phi(1/2)', () => {
  it('against l1 is the height of a unimodal marginal, half the variation of any other', () => {
    for (const [formula, exact] of [
      [LOGISTIC, 0.25],
      ['exp(-x^2/2)', 1 / Math.sqrt(2 * Math.PI)],
      ['1/(1+x^2)', 1 / Math.PI],
      ['max(0,1-abs(x))', 1],
      [STUDENT3, 2 / (Math.PI * Math.sqrt(3))],
      ['(1+x^2/5)^-3', 8 / (3 * Math.PI * Math.sqrt(5))],
      ['(1+sign(1-abs(x)))/2', 0.5],
    ] as const) {
      const phi = productPhiHalf(productNoise(formula, 3072, { lambda: 2 }), 'l1');
      expect(contains(phi, exact / 2), formula).toBe(true);
      expect(phi.upper / phi.lower - 1).toBeLessThan(1e-9);
    }
    // Two humps: up to 1/2, down to e^{-9/2}, and back.
    const humps = productPhiHalf(productNoise('exp(-(x-3)^2/2)+exp(-(x+3)^2/2)', 2, unit), 'l1');
    const peak = (1 + Math.exp(-18)) / (2 * Math.sqrt(2 * Math.PI));
    const valley = Math.exp(-4.5) / Math.sqrt(2 * Math.PI);
    expect(humps.value).toBeCloseTo(2 * peak - valley, 5);
    expect(productPhiHalf(productNoise('abs(x)^-0.5*exp(-abs(x))', 2, unit), 'l1').value).toBe(Infinity);
  });

  it('against linf is 1/2 E|sum of scores|: exact cases and references', () => {
    const phi = (formula: string, dim: number): Estimate => productPhiHalf(productNoise(formula, dim, unit), 'linf');
    for (const dim of [2, 3, 50, 3072]) {
      expect(contains(phi('exp(-x^2/2)', dim), Math.sqrt(dim / (2 * Math.PI)))).toBe(true);
    }
    expect(contains(phi('exp(-abs(x))', 3), 0.75)).toBe(true);
    expect(contains(phi('exp(-abs(x))', 2), 0.5)).toBe(true);
    // Logistic scores are uniform on [-1, 1]: E|U + V + W| = 13/16.
    const logistic = [2, 3, 3072].map((dim) => phi(LOGISTIC, dim)) as [Estimate, Estimate, Estimate];
    expect(contains(logistic[1], 13 / 32)).toBe(true);
    expect(contains(logistic[0], Number(reference.slopeInTwoDimensions.logistic))).toBe(true);
    expect(contains(phi(STUDENT3, 2), Number(reference.slopeInTwoDimensions.student3))).toBe(true);
    // Only jumps: the faces of the cube.
    expect(contains(phi('(1+sign(1-abs(x)))/2', 3072), 3072 / 2)).toBe(true);
    // Both ends are proved: the lattice spreads the sum a little, and the integral over frequencies ends.
    logistic.forEach(({ lower, upper }, k) => expect(upper / lower - 1).toBeLessThan([2e-3, 2e-3, 1e-4][k]!));
  });

  it('against l2: exact for Gaussian scores, an interval that holds along random directions otherwise', () => {
    const gaussian = productPhiHalf(productNoise('exp(-x^2/2)', 3072, unit), 'l2');
    expect(contains(gaussian, 1 / Math.sqrt(2 * Math.PI))).toBe(true);
    expect(gaussian.upper / gaussian.lower - 1).toBeLessThan(1e-5);
    for (const formula of [LOGISTIC, STUDENT3, 'exp(-x^4)']) {
      const noise = productNoise(formula, 3, unit);
      const { lower, upper } = productPhiHalf(noise, 'l2');
      expect(upper / lower).toBeLessThan(1.2);
      const slope = noise.law.profile.logDerivative;
      const random = randomStream(9);
      const n = 4000;
      for (const u of [
        [1, 0, 0],
        [0.6, 0.8, 0],
        [0.48, 0.64, 0.6],
        [0.577, 0.577, 0.577],
      ]) {
        let mean = 0;
        const x = new Float64Array(3);
        for (let k = 0; k < n; k++) {
          noise.sample(random, x);
          mean += Math.abs(x.reduce((sum, v, i) => sum + u[i]! * Math.sign(v) * slope(Math.abs(v)), 0)) / (2 * n);
        }
        // Six standard errors; |score| has a second moment below 5 here.
        expect(mean, `${formula} ${u.join()}`).toBeLessThan(upper + (6 * Math.sqrt(5)) / (2 * Math.sqrt(n)));
      }
      expect(lower).toBeGreaterThan(productPhiHalf(noise, 'l1').value * (1 - 1e-9));
    }
  });

  it('knows jumps, singular scores and the Fisher information', () => {
    const scores = (formula: string) => scoreLaw(productNoise(formula, 4, unit));
    expect(scores('(1+sign(1-abs(x)))/2').jumps).toBeCloseTo(1, 9);
    expect(scores('exp(-abs(x))*(1+sign(2-abs(x)))').jumps).toBeCloseTo(Math.exp(-2) / (1 - Math.exp(-2)), 8);
    expect(scores('max(0,1-abs(x))')).toMatchObject({ jumps: 0, fisher: { value: Infinity } });
    expect(scores('exp(-sqrt(abs(x)))').fisher.value).toBe(Infinity);
    expect(scores(STUDENT3).fisher.value).toBeCloseTo(2 / 3, 11);
    expect(scores(LOGISTIC).fisher.value).toBeCloseTo(1 / 3, 11);
  });
});
