/** Which test a noise gets: the masses of its own density, direction by direction. */
import { describe, expect, it } from 'vitest';
import { shiftTest } from '../../../src/growth/likelihood-ratio/shift.ts';
import { canonicalNoise } from '../../../src/noise/named/canonical.ts';
import { expNoise } from '../../../src/noise/named/exponential.ts';
import { gaussian } from '../../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../../src/noise/named/iid.ts';
import { laplace } from '../../../src/noise/named/laplace.ts';
import { powerNoise } from '../../../src/noise/named/power.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { NamedNoise } from '../../../src/noise/noise.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';

const unit = { lambda: 1 };
const SAMPLES = 20_000;
/** Hoeffding at 1e-9, for each of the comparisons below. */
const DEVIATION = Math.sqrt(Math.log(2e9) / (2 * SAMPLES));

const along = {
  any: (dim: number, a: number) => Array.from({ length: dim }, (_, i) => (i === 0 ? 0.6 * a : i === 1 ? -0.8 * a : 0)),
  axis: (dim: number, a: number) => Array.from({ length: dim }, (_, i) => (i === dim - 1 ? a : 0)),
  diagonal: (dim: number, a: number) => Array.from({ length: dim }, (_, i) => (i === 0 ? -a : a)),
};

describe('the likelihood-ratio test of a noise', () => {
  it.each<[string, NamedNoise, readonly (keyof typeof along)[]]>([
    ['exp:l1', expNoise('l1', { k: 2 }, 3, unit), ['axis']],
    ['exp:l2', expNoise('l2', { k: 1 }, 3, unit), ['any']],
    ['exp:linf', expNoise('linf', { k: 2, j: 0.5 }, 3, unit), ['axis', 'diagonal']],
    ['power:l2', powerNoise('l2', { a: 4, k: 2 }, 3, unit), ['any']],
    ['power:linf', powerNoise('linf', { a: 5 }, 3, unit), ['axis', 'diagonal']],
    ['iid-exp', iidExp(0.5, 3, unit), ['axis']],
    ['iid-pareto', iidPareto(2, 3, unit), ['axis']],
    ['exp on the line', expNoise('l2', { k: 2, j: 0.5 }, 1, unit), ['axis']],
  ])('%s: its mass is the share of samples with log L > tau', (_, noise, directions) => {
    const canonical = canonicalNoise(noise);
    for (const direction of ['any', 'axis', 'diagonal'] as const) {
      const test = shiftTest(canonical, direction);
      expect(test !== null, direction).toBe(directions.includes(direction));
      if (test === null) continue;
      const shift = test.typicalShift;
      const v = along[direction](noise.dim, shift);
      const random = randomStream(7, directions.indexOf(direction));
      const x = new Float64Array(noise.dim);
      const taus = [-0.6, -0.1, 0.15, 0.7];
      const hits = taus.map(() => 0);
      for (let n = 0; n < SAMPLES; n++) {
        canonical.sample(random, x);
        const log = canonical.logDensity(x.map((c, i) => c - v[i]!)) - canonical.logDensity(x);
        taus.forEach((tau, i) => (hits[i]! += log > tau ? 1 : 0));
      }
      taus.forEach((tau, i) => {
        expect(Math.abs(hits[i]! / SAMPLES - test.mass(shift, tau).value), direction).toBeLessThan(DEVIATION);
      });
    }
  });

  it('is none where closed forms serve', () => {
    const noises = [gaussian(3, unit), laplace(3, unit), uniform('l2', 3, unit), iidExp(1.5, 3, unit)];
    for (const noise of noises) {
      for (const direction of ['any', 'axis', 'diagonal'] as const) {
        expect(shiftTest(canonicalNoise(noise), direction)).toBeNull();
      }
    }
  });

  it('carries the parameters of the noise to the fourth digit', () => {
    // Half of the mass lies beyond the middle: the tail of one coordinate there, in closed form.
    const [a, shift] = [2, 0.8];
    const pareto = shiftTest(canonicalNoise(iidPareto(a, 4, unit)), 'axis')!;
    expect(pareto.mass(shift, 0).value).toBeCloseTo(0.5 * (1 + shift / 2) ** -a, 10);
    const root = shiftTest(canonicalNoise(iidExp(0.5, 4, unit)), 'axis')!;
    const s = Math.sqrt(shift / 2);
    expect(root.mass(shift, 0).value).toBeCloseTo(0.5 * (1 + s) * Math.exp(-s), 10);
  });
});
