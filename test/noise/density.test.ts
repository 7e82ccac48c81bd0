import { describe, expect, it } from 'vitest';
import { densityNoise } from '../../src/noise/density/density-noise.ts';
import type { DensityNoise } from '../../src/noise/noise.ts';
import { checksOf } from '../../src/noise/facts.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import { dkwTail } from '../../src/numeric/confidence/binomial.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { gammaCdf, normalCdf } from '../../src/numeric/special/special.ts';

const unit = { lambda: 1 } as const;
const quick = { samples: 20_000 } as const;
const build = (formula: string, dim: number): DensityNoise => densityNoise(formula, dim, unit, quick);
const refusal = (formula: string, dim: number): InvalidInput => {
  try {
    build(formula, dim);
  } catch (error) {
    if (error instanceof InvalidInput) return error;
    throw error;
  }
  throw new Error('accepted');
};
/** Kolmogorov distance of sorted probabilities to the uniform law. */
const fits = (uniforms: Float64Array): boolean => {
  const sorted = uniforms.sort();
  const n = sorted.length;
  const distance = sorted.reduce((worst, u, i) => Math.max(worst, (i + 1) / n - u, u - i / n), 0);
  return dkwTail(distance, n) > 1e-9;
};

describe('normalization', () => {
  it.each([
    ['exp(-x1^2/2)', 1, 0.5 * Math.log(2 * Math.PI), 1, 1e-8],
    ['exp(-abs(x1) - 2*x2^2)', 2, Math.log(2 * Math.sqrt(Math.PI / 2)), (2 + 0.25) / 2, 1e-7],
    ['exp(-x1^2 + x1*x2 - x2^2)', 2, Math.log((2 * Math.PI) / Math.sqrt(3)), 2 / 3, 1e-6],
    ['(1 + x1^2 + x2^2)^-1.5', 2, Math.log(2 * Math.PI), Infinity, 1e-6],
    ['exp(-max(abs(x1), max(abs(x2), abs(x3))))', 3, Math.log(48), 20 / 3, 0.1],
    ['max(0, 1 - abs(x1) - abs(x2))', 2, Math.log(2 / 3), 0.1, 1e-3],
    ['exp(-(x1^2+x2^2+x3^2+x4^2+x5^2)/2)', 5, 2.5 * Math.log(2 * Math.PI), 1, 0.2],
  ])('%s', (formula, dim, logZ, variance, width) => {
    const noise = build(formula, dim);
    const { logNormalizer, unitVariance, sigma } = noise;
    const logPeak = noise.facts.logPeak!;
    expect(logNormalizer.lower).toBeLessThanOrEqual(logZ);
    expect(logNormalizer.upper).toBeGreaterThanOrEqual(logZ);
    expect(logNormalizer.upper - logNormalizer.lower).toBeLessThan(width);
    if (variance === Infinity) expect(sigma).toBe(Infinity);
    else {
      expect(unitVariance.lower).toBeLessThanOrEqual(variance);
      expect(unitVariance.upper).toBeGreaterThanOrEqual(variance);
    }
    expect(logPeak).toBeGreaterThanOrEqual(noise.logDensity(new Float64Array(dim)) - 1e-9);
  });
});

it.each([
  ['along the axes', 'exp(-1e6*x1^2 - 1e-6*x2^2)', Math.log(Math.PI)],
  ['between the axes', 'exp(-1e4*(x1-3*x2)^2 - 1e-4*(3*x1+x2)^2)', Math.log(Math.PI / 10)],
])('a thin ridge %s is not overlooked', (_where, formula, logZ) => {
  try {
    const { lower, upper } = build(formula, 2).logNormalizer;
    expect(lower).toBeLessThanOrEqual(logZ);
    expect(upper).toBeGreaterThanOrEqual(logZ);
  } catch (error) {
    // Giving up is honest, too.
    if (!(error instanceof InvalidInput)) throw error;
    expect(error.message).toMatch(/concentrated/);
  }
});

describe('samples', () => {
  it('are exact: the radius and an angle of a correlated Gaussian', () => {
    const noise = densityNoise('exp(-x1^2 + x1*x2 - x2^2)', 2, { lambda: 2 }, quick);
    const random = randomStream(4);
    const x = new Float64Array(2);
    const n = 10_000;
    const radii = new Float64Array(n);
    const sums = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      noise.sample(random, x);
      const [a, b] = [x[0]! / 2, x[1]! / 2];
      radii[k] = gammaCdf(a * a - a * b + b * b, 1);
      // Var(x1 + x2) = 2 (2/3) + 2 (1/3) = 2.
      sums[k] = normalCdf((a + b) / Math.SQRT2);
    }
    expect(fits(radii)).toBe(true);
    expect(fits(sums)).toBe(true);
  });

  it('are exact with heavy tails', () => {
    const noise = build('(1 + x1^2 + x2^2)^-1.5', 2);
    const random = randomStream(6);
    const x = new Float64Array(2);
    const radii = Float64Array.from({ length: 10_000 }, () => {
      noise.sample(random, x);
      return 1 - 1 / Math.sqrt(1 + x[0]! ** 2 + x[1]! ** 2);
    });
    expect(fits(radii)).toBe(true);
    expect(noise.acceptance).toBeGreaterThan(0.4);
  });
});

describe('validity', () => {
  it('proves what it can, and finds the dip of two humps', () => {
    expect(checksOf(build('exp(-abs(x1) - 2*x2^2)', 2))).toMatchObject({
      even: { status: 'proved' },
      quasiConcave: { status: 'proved' },
    });
    expect(checksOf(build('exp(-x1^2 + x1*x2 - x2^2)', 2)).quasiConcave.status).toBe('tested');
    for (const formula of ['exp(-(x1-2)^2/2-x2^2/2)+exp(-(x1+2)^2/2-x2^2/2)', 'exp(-sqrt(abs(x1))-sqrt(abs(x2)))']) {
      const noise = build(formula, 2);
      const { status, witness } = checksOf(noise).quasiConcave;
      expect(status, formula).toBe('failed');
      if (witness?.kind !== 'segment') throw new Error('a segment is expected');
      const middle = witness.from.map((a, i) => (a + witness.to[i]!) / 2);
      expect(noise.logDensity(middle)).toBeLessThan(
        Math.min(noise.logDensity(witness.from), noise.logDensity(witness.to)) - 0.1,
      );
    }
  });

  it.each([
    ['exp(-(x1-1)^2-x2^2)', 2, /must be even, but f\(1, 0\) = 1 and f\(-1, 0\) = 0.018/],
    ['x1*exp(-x1^2)', 1, /must be even/],
    ['exp(-x1^2)', 2, /along the ray through \(0, 1\), its integral diverges at infinity/],
    ['1/(1+x1^2+x2^2)', 2, /diverges at infinity/],
    ['(x1^2+x2^2)^-1*exp(-x1^2-x2^2)', 2, /diverges at 0/],
    ['1 - x1^2 - x2^2', 2, /negative or undefined/],
    ['exp(-abs(x1) - 2*x3^2)', 2, /unknown name "x3".*Did you mean "x[12]"/],
    ['exp(-abs(x1) - 2*x2^2', 2, /not a formula/],
    ['exp(-abss(x1))', 1, /unknown function "abss".*Did you mean "abs"/],
    ['0*x1', 1, /0 along every ray/],
    ['exp(-abs(x1)-abs(x2))/sqrt(abs(x1))', 2, /infinite|pole/],
    ['exp(-x1^2)', 7, /dimension from 1 to 6/],
  ])('refuses %s in dimension %d', (formula, dim, message) => {
    const started = performance.now();
    expect(refusal(formula, dim).message).toMatch(message);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('gives witnesses', () => {
    expect(refusal('exp(-(x1-1)^2-x2^2)', 2)).toMatchObject({ failed: 'even', witness: { kind: 'pair', x: [1, 0] } });
    expect(refusal('1/(1+x1^2+x2^2)', 2)).toMatchObject({ failed: 'normalizable', witness: { kind: 'tail' } });
    expect(refusal('exp(-x1^2)', 2)).toBeInstanceOf(InvalidNoise);
  });
});
