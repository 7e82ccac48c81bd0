import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { uniformSampler } from '../../src/geometry/sampling/uniform-sampler.ts';
import { oracleBody } from '../../src/geometry/bodies/oracle-body.ts';
import { integrateHalfLine } from '../../src/noise/half-line/integral.ts';
import type { NoIntegral } from '../../src/noise/half-line/modes.ts';
import { halfLineLaw, type HalfLineLaw } from '../../src/noise/half-line/law.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { inverseScale } from '../../src/noise/rate/level-set.ts';
import { bodySecondMoment } from '../../src/noise/named/body-second-moment.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { checksOf } from '../../src/noise/facts.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import { profileOf, type Profile } from '../../src/noise/half-line/profile.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { dkwTail } from '../../src/numeric/confidence/binomial.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { gammaCdf, gammaQuantile, logGamma } from '../../src/numeric/special/special.ts';

interface Reference {
  readonly integrals: readonly { readonly formula: string; readonly m: number; readonly log: string }[];
}
const reference = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/noise-formulas.json', import.meta.url), 'utf8'),
) as Reference;

const profile = (formula: string): Profile => profileOf(parseFormula(formula, ['r'], 'test'));
const law = (formula: string, m: number): HalfLineLaw => {
  const result = halfLineLaw(profile(formula), m);
  if ('finite' in result) throw new Error(result.detail);
  return result;
};
const failure = (formula: string, m: number): NoIntegral => {
  const result = halfLineLaw(profile(formula), m);
  if ('finite' in result) return result;
  throw new Error('it is finite');
};
const invalid = (build: () => unknown): InvalidNoise => {
  try {
    build();
  } catch (error) {
    if (error instanceof InvalidNoise) return error;
    throw error;
  }
  throw new Error('accepted');
};

describe('integrals over the half-line', () => {
  it('agree with 30-digit references, in dimensions 1 to 200,000, within the error they state', () => {
    for (const { formula, m, log } of reference.integrals) {
      const exact = Number(log);
      const { knots, log: f } = profile(formula);
      const result = integrateHalfLine(f, m, knots);
      if (!result.finite) throw new Error(`${formula}, m = ${m}: ${result.detail}`);
      // A double near exact is itself known to half a unit.
      const unit = Number.EPSILON * Math.abs(exact);
      expect(Math.abs(result.logValue - exact), `${formula}, m = ${m}`).toBeLessThanOrEqual(result.error + unit);
      expect(result.error, `${formula}, m = ${m}`).toBeLessThan(m < 10 ? 1e-12 : 1e-8);
    }
  });

  it('are enclosed where f is a formula', () => {
    for (const { formula, m, log } of reference.integrals) {
      const { lower, upper, method } = law(formula, m).logIntegral();
      const unit = Number.EPSILON * Math.abs(Number(log));
      expect(method).toBe('interval');
      expect(lower, `${formula}, m = ${m}`).toBeLessThanOrEqual(Number(log) + unit);
      expect(upper, `${formula}, m = ${m}`).toBeGreaterThanOrEqual(Number(log) - unit);
      expect(upper - lower, `${formula}, m = ${m}`).toBeLessThan(Math.max(1e-11, 1e-12 * m));
    }
  });

  it('say where they diverge', () => {
    expect(failure('1/(1+r)', 1)).toMatchObject({ reason: 'diverges-at-infinity' });
    expect(failure('(1+r)^-3072', 3072)).toMatchObject({ reason: 'diverges-at-infinity' });
    expect(failure('1/r', 1)).toMatchObject({ reason: 'diverges-at-zero' });
    expect(failure('r^-3*exp(-r)', 3)).toMatchObject({ reason: 'diverges-at-zero' });
    expect(failure('exp(r)', 1)).toMatchObject({ reason: 'diverges-at-infinity' });
    expect(failure('1/((1+r)*log(2+r)^2)', 1).detail).toMatch(/falls off too slowly/);
    expect(failure('sin(r)', 1)).toMatchObject({ reason: 'undefined' });
    expect(failure('0*r', 1)).toMatchObject({ reason: 'zero' });
    expect(failure('exp(-r)/abs(r-1.1)', 1).reason).toMatch(/unresolved|infinite/);
  });
});

describe('the law of the gauge', () => {
  it.each([1, 3, 3072])('has the gamma distribution for e^{-r}, m = %d', (m) => {
    const t = law('exp(-r)', m);
    for (const p of [1e-12, 1e-4, 0.25, 0.5, 0.9]) {
      for (const tail of ['lower', 'upper'] as const) {
        const x = gammaQuantile(p, m, tail);
        expect(t.quantile(p, tail) / x - 1).toBeCloseTo(0, 9);
        expect(t.cdf(x, tail) / gammaCdf(x, m, tail) - 1).toBeCloseTo(0, 8);
      }
    }
    for (const power of [-0.5, 1, 2]) {
      const exact = Math.exp(logGamma(m + power) - logGamma(m));
      const { value, lower, upper } = t.moment(power);
      expect(value / exact - 1).toBeCloseTo(0, 9);
      expect(lower).toBeLessThan(exact * (1 + 1e-11));
      expect(upper).toBeGreaterThan(exact * (1 - 1e-11));
    }
  });

  it('draws by inversion: the law of the draws is the stated one', () => {
    for (const [formula, m] of [
      ['exp(-r)', 3],
      ['max(0,1-r)', 1],
      ['1/(1+r^2)', 1],
      ['exp(-r)+1e-5*exp(-r/1000)', 2],
      ['r^-0.5*exp(-r)', 1],
    ] as const) {
      const t = law(formula, m);
      expect(t.drawError).toBeLessThan(1e-11);
      for (let u = 0.5 / 997; u < 1; u += 1 / 997) {
        const uniform = { ...randomStream(1), uniformOpen: () => u };
        expect(Math.abs(t.cdf(t.draw(uniform)) - u), `${formula} ${u}`).toBeLessThan(1e-11);
      }
      const random = randomStream(11);
      const n = 10_000;
      const values = Array.from({ length: n }, () => t.cdf(t.draw(random))).sort((a, b) => a - b);
      const distance = values.reduce((worst, u, i) => Math.max(worst, (i + 1) / n - u, u - i / n), 0);
      expect(dkwTail(distance, n), formula).toBeGreaterThan(1e-9);
    }
  });
});

describe('level-set noise', () => {
  it.each([
    ['gaussian', 2, 'exp(-r^2/2)'],
    ['laplace', 1, 'exp(-r)'],
    ['exp:linf,k=2,j=0', Infinity, 'exp(-r^2)'],
    ['exp:l2,k=2,j=1', 2, 'exp(-r^2)/r'],
    ['power:linf,a=%d+6', Infinity, '(1+r)^-(%d+6)'],
    ['power:l2,k=2,a=%d+6', 2, '(1+r^2)^-(%d+6)'],
  ])('agrees with the named noise %s', (spec, p, radial) => {
    for (const dim of [2, 50, 3072]) {
      const named = parseNoise(spec.replace('%d+6', String(dim + 6)).replace('%d', String(dim)), dim, { lambda: 0.7 });
      const noise = levelSetNoise({ body: lpBall(p, dim), radial: radial.replaceAll('%d', String(dim)) }, dim, {
        lambda: 0.7,
      });
      expect(noise.sigma / named.sigma - 1, spec).toBeCloseTo(0, 8);
      const x = Float64Array.from({ length: dim }, (_, i) => 0.3 * Math.sin(3 * i + 1));
      const difference = noise.logDensity(x) - named.logDensity(x);
      expect(Math.abs(difference), `${spec} ${dim}`).toBeLessThan(1e-8 * Math.max(1, Math.abs(named.logDensity(x))));
    }
  });

  it('e^{-|x|_4^3} in dimension 3: Z = |B_4|, sigma from Gamma functions, samples from the law', () => {
    const body = lpBall(4, 3);
    const noise = levelSetNoise({ body, radial: 'exp(-r^3)' }, 3, { lambda: 2 });
    expect(noise.logNormalizer.value).toBeCloseTo(body.logVolume!().value + 3 * Math.log(2), 11);
    const coordinate = Math.exp(logGamma(0.75) + logGamma(1.75) - logGamma(0.25) - logGamma(2.25));
    const variance = (5 / 3) * coordinate * Math.exp(logGamma(5 / 3));
    expect(noise.sigma).toBeCloseTo(2 * Math.sqrt(variance), 11);
    expect(noise.logNormalizer.method).toBe('interval');
    expect(checksOf(noise)).toMatchObject({
      normalizable: { status: 'proved' },
      even: { status: 'proved' },
      quasiConcave: { status: 'proved' },
      finiteVariance: { status: 'proved' },
    });
    // |X|^3 is exponential, and so is independent of the direction.
    const random = randomStream(5);
    const x = new Float64Array(3);
    const n = 20_000;
    const uniforms = Array.from({ length: n }, () => {
      noise.sample(random, x);
      return gammaCdf((body.gauge(x) / 2) ** 3, 1);
    }).sort((a, b) => a - b);
    const distance = uniforms.reduce((worst, u, i) => Math.max(worst, (i + 1) / n - u, u - i / n), 0);
    expect(dkwTail(distance, n)).toBeGreaterThan(1e-9);
  });

  it('gives sigma what is asked for, in 3072 dimensions too', () => {
    const noise = levelSetNoise({ body: lpBall(1, 3072), radial: 'exp(-r)*(1+1/(1+r))' }, 3072, { sigma: 0.5 });
    expect(noise.sigma).toBe(0.5);
    expect(noise.lambda).toBeCloseTo(0.5 / Math.SQRT2, 3);
  });

  it('E[1/S] of W5: 1/d for Laplace, f(0)/int f on the line, a pole', () => {
    for (const dim of [1, 2, 10, 3072]) {
      const noise = levelSetNoise({ body: lpBall(1, dim), radial: 'exp(-r)' }, dim, { lambda: 1 });
      expect(inverseScale(noise).value * dim - 1).toBeCloseTo(0, 9);
    }
    const pole = levelSetNoise({ body: lpBall(1, 1), radial: 'r^-0.3*exp(-r)' }, 1, { lambda: 1 });
    expect(inverseScale(pole).value).toBe(Infinity);
  });

  it('refuses what is no noise, with a witness', () => {
    const build =
      (radial: string, dim = 2) =>
      () =>
        levelSetNoise({ body: lpBall(2, dim), radial }, dim, { lambda: 1 });
    const rising = invalid(build('r*exp(-r)'));
    expect(rising.failed).toBe('quasiConcave');
    if (rising.witness.kind !== 'pair') throw new Error('a pair is expected');
    const [t, u] = [rising.witness.x[0]!, rising.witness.y[0]!];
    expect(t).toBeLessThan(u);
    expect(t * Math.exp(-t)).toBeLessThan(u * Math.exp(-u));
    expect(invalid(build('exp(-abs(r-1))')).failed).toBe('quasiConcave');
    // A narrow bump on a decreasing profile.
    expect(invalid(build('exp(-r)*(1+0.1*exp(-(50*(r-2))^2))')).failed).toBe('quasiConcave');
    expect(invalid(build('1/(1+r)^2'))).toMatchObject({ failed: 'normalizable', witness: { kind: 'tail' } });
    expect(invalid(build('1-r')).failed).toBe('normalizable');
    expect(() => levelSetNoise({ body: lpBall(2, 3), radial: 'exp(-r)' }, 2, { lambda: 1 })).toThrow(/dimension 3/);
    expect(() => levelSetNoise({ body: lpBall(2, 2), radial: '(1+r)^-4' }, 2, { sigma: 1 })).toThrow(
      /variance .* is infinite/,
    );
  });
});

describe('second moment of a body', () => {
  it('is exact for polytopes, images and scalings', () => {
    expect(
      bodySecondMoment(
        vPolytope([
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ]),
      ).value,
    ).toBeCloseTo(2 / 3, 12);
    expect(
      bodySecondMoment(
        hPolytope(
          [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
            [-1, 0, 0],
            [0, -1, 0],
            [0, 0, -1],
          ],
          [1, 2, 3, 1, 2, 3],
        ),
      ).value,
    ).toBeCloseTo(14 / 3, 11);
    expect(
      bodySecondMoment(
        linearImage(
          [
            [2, 0],
            [1, 1],
          ],
          lpBall(4, 2),
        ),
      ).value / bodySecondMoment(lpBall(4, 2)).value,
    ).toBeCloseTo(3, 12);
    expect(bodySecondMoment(scaled(lpBall(1, 5), 3)).value).toBeCloseTo((9 * 10) / 42, 12);
    // Regular hexagon of circumradius 1: 5/12.
    const hexagon = Array.from({ length: 6 }, (_, k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]);
    expect(bodySecondMoment(vPolytope(hexagon)).value).toBeCloseTo(5 / 12, 10);
  });

  it('is sampled where nothing else is known, and the interval holds', () => {
    const ball = oracleBody({
      name: 'ball by oracle',
      dim: 3,
      contains: (x: ArrayLike<number>) => x[0]! ** 2 + x[1]! ** 2 + x[2]! ** 2 <= 1,
      inradius: 1,
      circumradius: 1,
    });
    const { value, lower, upper, method } = bodySecondMoment(ball);
    expect(method).toBe('monte-carlo');
    expect(lower).toBeLessThan(0.6);
    expect(upper).toBeGreaterThan(0.6);
    expect(value).toBeCloseTo(0.6, 1);
    expect(uniformSampler(ball).basis).toBe('exact');
  });
});
