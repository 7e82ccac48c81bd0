import { describe, expect, it } from 'vitest';
import { moduleNoise, type NoiseModule } from '../../src/noise/module/module-noise.ts';
import { checksOf } from '../../src/noise/facts.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';

const patient = { timeLimit: 60_000 } as const;

/** A Gaussian module; the sampler's scale and the log-normalizer can be falsified. */
function gaussian(dim: number, sampleScale = 1, excess = 0): NoiseModule {
  return {
    dim,
    logDensity: (x) => {
      let sum = 0;
      for (let i = 0; i < dim; i++) sum += x[i]! * x[i]!;
      return -0.5 * sum - 0.5 * dim * Math.log(2 * Math.PI) + excess;
    },
    sample: (random) => Array.from({ length: dim }, () => sampleScale * random.normal()),
  };
}
const refusal = (module: unknown, options: object = patient): string => {
  try {
    moduleNoise(module, { lambda: 1 }, options);
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('a module whose sampler and density agree', () => {
  it.each([1, 12, 60])('is accepted in dimension %d', (dim) => {
    const noise = moduleNoise(gaussian(dim), { lambda: 2 }, patient);
    expect(noise).toMatchObject({ family: 'custom', dim, consistency: { disagrees: false, conclusive: dim <= 12 } });
    expect(noise.sigma).toBeCloseTo(2, 1);
    const x = Float64Array.from({ length: dim }, (_, i) => i / dim);
    expect(noise.logDensity(x)).toBeCloseTo(gaussian(dim).logDensity(x.map((v) => v / 2)) - dim * Math.log(2), 10);
    const [a, b] = [new Float64Array(dim), new Float64Array(dim)];
    noise.sample(randomStream(1), a);
    noise.sample(randomStream(1), b);
    expect(a).toEqual(b);
    expect(checksOf(noise).even.status).toBe('tested');
  });

  it('is accepted with heavy tails and with a bounded support', () => {
    const cauchy: NoiseModule = {
      dim: 2,
      logDensity: (x) => -Math.log1p(x[0]! ** 2) - Math.log1p(x[1]! ** 2) - 2 * Math.log(Math.PI),
      sample: (random) => [random.normal() / random.normal(), random.normal() / random.normal()],
    };
    const square: NoiseModule = {
      dim: 2,
      logDensity: (x) => (Math.abs(x[0]!) <= 1 && Math.abs(x[1]!) <= 1 ? -Math.log(4) : -Infinity),
      sample: (random) => [2 * random.uniform() - 1, 2 * random.uniform() - 1],
    };
    expect(refusal(cauchy)).toBe('accepted');
    expect(refusal(square)).toBe('accepted');
  });
});

describe('a module that disagrees with itself', () => {
  const laplace = (random: RandomStream): number => (random.sign() * random.exponential()) / Math.SQRT2;
  it.each([
    ['too wide, d = 3', gaussian(3, 1.15)],
    ['too narrow, d = 60', gaussian(60, 0.95)],
    ['unnormalized by 10 %', gaussian(3, 1, 0.1)],
    [
      'a Laplace sampler of the same variance',
      { ...gaussian(2), sample: (r: RandomStream) => [laplace(r), laplace(r)] },
    ],
    ['a shifted sampler', { ...gaussian(2), sample: (r: RandomStream) => [r.normal() + 0.15, r.normal()] }],
    [
      'a correlated sampler',
      {
        ...gaussian(2),
        sample: (r: RandomStream) => {
          const first = r.normal();
          return [first, 0.3 * first + Math.sqrt(0.91) * r.normal()];
        },
      },
    ],
    [
      'samples outside the support',
      {
        dim: 1,
        logDensity: (x: ArrayLike<number>) => (Math.abs(x[0]!) <= 1 ? -Math.LN2 : -Infinity),
        sample: (r: RandomStream) => [2.2 * r.uniform() - 1.1],
      },
    ],
  ])('%s', (_name, module) => {
    expect(refusal(module)).toMatch(/sample\(\) and logDensity\(\) disagree/);
  });

  it('an uneven density', () => {
    const skewed = {
      dim: 1,
      logDensity: (x: ArrayLike<number>) => -Math.abs(x[0]!) * (x[0]! > 0 ? 1 : 2),
      sample: (r: RandomStream) => [r.sign() * r.exponential()],
    };
    expect(refusal(skewed)).toMatch(/must be even/);
  });
});

describe('a module that misbehaves', () => {
  it.each([
    [null, /must export dim/],
    [{}, /"dim" must be an integer/],
    [{ dim: 1e9 }, /"dim" must be an integer from 1 to 200000/],
    [{ dim: 2, sample: () => [0, 0] }, /lacks the function logDensity/],
    [{ dim: 2, logDensity: () => 0 }, /lacks the function sample/],
    [{ ...gaussian(2), sample: () => { throw new TypeError('boom'); } }, /sample\(\) threw TypeError: boom/], // prettier-ignore
    [{ ...gaussian(2), logDensity: () => { throw new Error('no'); } }, /logDensity\(\) threw Error: no/], // prettier-ignore
    [{ ...gaussian(2), sample: () => [1] }, /returned 1 numbers, but dim is 2/],
    [{ ...gaussian(2), sample: () => 3 }, /must return a list/],
    [{ ...gaussian(2), sample: () => [NaN, 0] }, /returned NaN as coordinate 1/],
    [{ ...gaussian(2), logDensity: () => NaN }, /logDensity\(\) returned NaN/],
    [{ ...gaussian(2), logDensity: () => '0' }, /logDensity\(\) returned 0/],
    [{ ...gaussian(2), logDensity: () => Infinity }, /logDensity\(\) returned Infinity/],
  ])('%#', (module, message) => {
    expect(refusal(module)).toMatch(message);
  });

  it('or is too slow, is stopped in time', () => {
    const slow = {
      ...gaussian(2),
      sample: (random: RandomStream) => {
        const until = performance.now() + 5;
        while (performance.now() < until);
        return [random.normal(), random.normal()];
      },
    };
    const started = performance.now();
    expect(refusal(slow, { timeLimit: 300 })).toMatch(/longer than 300 ms/);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
