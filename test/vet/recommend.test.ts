import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { parseAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { recommend } from '../../src/vet/advice/recommend.ts';

const image = 3072;
const against = (name: string, dim = image): Adversary => parseAdversary(name, dim);
/** Certified radii at sigma = 1 against l1, by their formulas. */
const cube = (rho: number): number => 2 * Math.sqrt(3) * (rho - 0.5);
const laplace = (rho: number): number => -Math.log(2 * (1 - rho)) / Math.SQRT2;

describe('the best noise of the library', () => {
  it('against l1 near rho = 1/2 is uniform on the cube, by W3, with the gains of the closed forms', () => {
    const advice = recommend(against('l1'), { sigma: 1, rho: 0.6 });
    expect(advice).toMatchObject({ noise: 'uniform:linf', reason: { theorem: 'W3' } });
    expect(advice.radius).toBeCloseTo(cube(0.6), 9);
    const [overGaussian, overLaplace, overUniform] = advice.gains;
    expect(overGaussian!.percent).toBeCloseTo(100 * (cube(0.6) / normalQuantile(0.6) - 1), 1);
    expect(overLaplace!.percent).toBeCloseTo(100 * (cube(0.6) / laplace(0.6) - 1), 1);
    expect(overUniform!.percent).toBe(0);
  });

  it('against l1 at 0.95 is between Gaussian and Laplace, at 0.99 Laplace: the order of rho = 1/2 is reversed, W7', () => {
    const middle = recommend(against('l1'), { sigma: 1, rho: 0.95 });
    expect(middle.reason.theorem).toBe('W7');
    expect(middle.reason.sentence).toContain('uniform:linf is steeper');
    const s = Number(/^iid-exp,s=(.*)$/.exec(middle.noise)?.[1]);
    expect(s).toBeGreaterThan(1);
    expect(s).toBeLessThan(2);
    // What docs/vetting.md prints.
    const guide = readFileSync(new URL('../../docs/vetting.md', import.meta.url), 'utf8');
    expect(guide).toContain(`'${middle.noise}'`);
    expect(guide).toContain(`${String(middle.radius).slice(0, 7)}...`);
    for (const { percent } of middle.gains) expect(guide).toContain(`${percent}% over`);
    expect(recommend(against('l1'), { sigma: 1, rho: 0.99 })).toMatchObject({
      noise: 'laplace',
      reason: { theorem: 'W7' },
    });
  });

  it('against l2 is Gaussian in high dimension, by W4, and uniform on the disc in the plane near 1/2, by W3', () => {
    const high = recommend(against('l2'), { sigma: 1, rho: 0.9 });
    expect(high).toMatchObject({ noise: 'gaussian', reason: { theorem: 'W4' } });
    expect(recommend(against('l2', 2), { sigma: 1, rho: 0.6 })).toMatchObject({
      noise: 'uniform:l2',
      reason: { theorem: 'W3' },
    });
  });

  it('against linf in the plane is the crystal, a rhombus, and in space what is computed', () => {
    const plane = recommend(against('linf', 2), { sigma: 1, rho: 0.6 });
    expect(plane).toMatchObject({ noise: 'uniform:l1', reason: { theorem: 'W3' } });
    const space = recommend(against('linf', 3), { sigma: 1, rho: 0.6 });
    expect(space.reason.theorem).toBe('computed');
    expect(space.reason.sentence).toContain('no noise of the library has the Wulff crystal of linf');
  });

  it('is as good as a dense scan of the families of one parameter', () => {
    for (const rho of [0.8, 0.95]) {
      const advice = recommend(against('l1'), { sigma: 1, rho });
      for (let i = 0; i <= 200; i++) {
        const s = 0.3 * 1000 ** (i / 200);
        const radius = certifiedRadius(parseNoise(`iid-exp,s=${s}`, image, { sigma: 1 }), against('l1'), rho).radius;
        expect(advice.radius).toBeGreaterThan(0.999 * radius);
      }
    }
  });

  it('rests on certified radii: no upper bound, no other scale', () => {
    for (const [name, dim, rho] of [['l1', 12, 0.99], ['lp:1.5', 40, 0.9]] as const) {
      const advice = recommend(against(name, dim), { sigma: 0.25, rho });
      const again = certifiedRadius(parseNoise(advice.noise, dim, { sigma: 0.25 }), against(name, dim), rho);
      expect(advice.radius).toBe(again.radius);
      for (const { percent } of advice.gains) expect(percent).toBeGreaterThanOrEqual(-0.11);
      expect(advice.radius).toBeGreaterThanOrEqual(0.999 * advice.ranking[0]!.radius);
      const wide = recommend(against(name, dim), { sigma: 1, rho });
      expect(wide.noise).toBe(advice.noise);
      expect(wide.radius).toBeCloseTo(4 * advice.radius, 9);
    }
  }); // prettier-ignore

  it('over a range of rho is judged by the mean', () => {
    const advice = recommend(against('l1'), { sigma: 1, rhoRange: [0.5, 0.9] });
    expect(advice.noise).toBe('uniform:linf');
    expect(advice.radius).toBeCloseTo(cube(0.7), 6);
    expect(advice.rhos).toHaveLength(7);
    expect(advice.gains[1]!.percent).toBeGreaterThan(0);
  });

  it('exists against any body: a hexagon certified by conversion', () => {
    const corners = [0, 1, 2, 3, 4, 5].map((i) => [Math.cos((Math.PI * i) / 3), Math.sin((Math.PI * i) / 3)]);
    const adversary: Adversary = { kind: 'body', body: vPolytope(corners), dim: 2 };
    const advice = recommend(adversary, { sigma: 1, rho: 0.9 });
    const round = certifiedRadius(parseNoise('gaussian', 2, { sigma: 1 }), against('l2', 2), 0.9).radius;
    expect(advice.radius).toBeGreaterThanOrEqual(round * (1 - 1e-9));
    expect(['computed', 'W7']).toContain(advice.reason.theorem);
  });

  it('is had within seconds of one processor in the dimension of an image', () => {
    for (const name of ['l1', 'l2', 'linf']) {
      // 1.3 s on a free processor; a shared one takes more for the same.
      const before = process.cpuUsage().user;
      recommend(against(name), { sigma: 0.5, rho: 0.97 });
      expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(6);
    }
  });
});

describe('advice that cannot be given', () => {
  it.each([
    [{ sigma: 1, rho: 0.5 }, /rho must lie above 1\/2/],
    [{ sigma: 1, rho: 1 }, /rho must lie above 1\/2/],
    [{ sigma: 1, rho: NaN }, /rho must lie above 1\/2/],
    [{ sigma: -1, rho: 0.9 }, /sigma must be positive/],
    [{ sigma: 1, rhoRange: [0.9, 0.6] as const }, /range of rho/],
  ])('%o', (options, message) => {
    expect(() => recommend(against('l1', 2), options)).toThrow(InvalidInput);
    expect(() => recommend(against('l1', 2), options)).toThrow(message);
  });
});

describe('exp noise with a large k', () => {
  it('is all but uniform in low dimension, where r^k is below every double', () => {
    const radius = (spec: string): number =>
      certifiedRadius(parseNoise(spec, 2, { sigma: 1 }), against('l1', 2), 0.9).radius;
    expect(radius('exp:l1,k=400') / radius('uniform:l1')).toBeCloseTo(1, 4);
  });
});
