/** Likelihood ratios at sampled points: those of the densities, with mean 1 under the noise. */
import { describe, expect, it } from 'vitest';
import { RatioSampler } from '../../src/growth/ratio-sampler.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';

describe('ratios at sampled points', () => {
  it('are log q(x - v)/q(x) at x and at x + v', () => {
    const noise = laplace(3, { lambda: 2 });
    const v = [0.5, -1, 0.25];
    const ratios = new RatioSampler(noise, v);
    const [own, replay] = [randomStream(4, 1), randomStream(4, 1)];
    const x = new Float64Array(3);
    for (let n = 0; n < 50; n++) {
      ratios.draw(own);
      noise.sample(replay, x);
      const sizes = (move: number) => x.reduce((sum, c, i) => sum + Math.abs(c + move * v[i]!), 0) / 2;
      expect(ratios.base).toBeCloseTo(sizes(0) - sizes(-1), 12);
      expect(ratios.shifted).toBeCloseTo(sizes(1) - sizes(0), 12);
    }
  });

  it('have mean 1 under the noise (Hoeffding: false alarm 1e-9)', () => {
    const ratios = new RatioSampler(laplace(2, { lambda: 1 }), [0.2, 0.1]);
    const random = randomStream(5, 2);
    const n = 40_000;
    let sum = 0;
    for (let k = 0; k < n; k++) {
      ratios.draw(random);
      sum += Math.exp(ratios.base);
    }
    const range = Math.exp(0.3) - Math.exp(-0.3);
    expect(Math.abs(sum / n - 1)).toBeLessThan(range * Math.sqrt(Math.log(2e9) / (2 * n)));
  });

  it('are infinite where one density vanishes, and refused where the sampler leaves its density', () => {
    const ratios = new RatioSampler(uniform('linf', 1, { lambda: 1 }), [3]);
    ratios.draw(randomStream(6, 1));
    expect([ratios.base, ratios.shifted]).toEqual([-Infinity, Infinity]);
    const wrong = customNoise({
      spec: 'wrong',
      dim: 1,
      lambda: 1,
      sigma: 1,
      logDensity: (x) => (Math.abs(x[0]!) <= 1 ? -Math.LN2 : -Infinity),
      sample: (_, out) => out.fill(2),
    });
    expect(() => new RatioSampler(wrong, [0.1]).draw(randomStream(6, 2))).toThrow(InvalidInput);
    // A density that is no number on one side only, and one that vanishes where neither moved point does.
    const holes = (hole: (x: number) => number) =>
      customNoise({
        spec: 'holes',
        dim: 1,
        lambda: 1,
        sigma: 1,
        logDensity: (x) => hole(x[0]!),
        sample: (_, out) => out.fill(0),
      });
    for (const hole of [
      (x: number) => (x > 0 ? NaN : 0),
      (x: number) => (x < 0 ? NaN : 0),
      (x: number) => (x === 0 ? -Infinity : 0),
    ])
      expect(() => new RatioSampler(holes(hole), [0.1]).draw(randomStream(6, 2))).toThrow(InvalidInput);
  });
});
