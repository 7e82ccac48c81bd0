/**
 * Bounds that no noise of a class exceeds: against the library's exact radii, against laws drawn at random, and where
 * they are reached.
 */
import { describe, expect, it } from 'vitest';
import { largestQuantile, quantileInDeviations } from '../../src/design/bounds/truncated-exponential.ts';
import { mixtureQuantile } from '../../src/design/bounds/scale-mixture.ts';
import {
  certifiedRadius,
  designBounds,
  lpAdversary,
  parseBody,
  parseNoise,
  productNoise,
  radiusCurve,
  randomStream,
  type Adversary,
} from '../../src/index.ts';

const RHOS = [0.501, 0.6, 0.8, 0.84, 0.9, 0.97, 0.99, 0.9999];
const boundOf = (adversary: Adversary, name: string, rho: number): number =>
  designBounds(adversary, 1, 1 - rho).find((bound) => bound.name === name)!.radius;

describe('truncated exponentials', () => {
  it('lie between the uniform law and Laplace’s', () => {
    for (const rho of RHOS) {
      expect(quantileInDeviations(0, 1 - rho)).toBeCloseTo(2 * Math.sqrt(3) * (rho - 0.5), 12);
      expect(quantileInDeviations(Infinity, 1 - rho)).toBeCloseTo(-Math.log(2 * (1 - rho)) / Math.sqrt(2), 11);
      // Either side of the change of formulas.
      expect(quantileInDeviations(8, 1 - rho) / quantileInDeviations(8 + 1e-9, 1 - rho)).toBeCloseTo(1, 8);
      expect(quantileInDeviations(1, 1 - rho) / quantileInDeviations(1 + 1e-9, 1 - rho)).toBeCloseTo(1, 8);
    }
  });

  it('no rate is above the bound, and one comes near it', () => {
    for (const rho of RHOS) {
      const { value, upper } = largestQuantile(1 - rho);
      const rates = Array.from({ length: 2000 }, (_, i) => 10 ** (-4 + i / 250));
      const most = Math.max(...rates.map((a) => quantileInDeviations(a, 1 - rho)));
      expect(most).toBeLessThanOrEqual(upper);
      expect(most).toBeGreaterThan(value * (1 - 1e-4));
      expect(upper / value - 1).toBeLessThan(2e-6);
    }
  });

  it('no log-concave law drawn at random has a larger quantile', () => {
    // -log f piecewise linear and convex on [0, 1]: slopes drawn and sorted.
    const random = randomStream(16, 1);
    const most = new Map([0.6, 0.87, 0.95, 0.99].map((rho) => [rho, largestQuantile(1 - rho).upper]));
    for (let n = 0; n < 100; n++) {
      const pieces = 1 + random.integer(6);
      const slopes = Array.from({ length: pieces }, () => 20 * random.uniform() ** 3).sort((a, b) => a - b);
      const [points, density] = [4000, [] as number[]];
      for (let i = 0, log = 0; i < points; i++) {
        density.push(Math.exp(log));
        log -= slopes[Math.floor((i * pieces) / points)]! / points;
      }
      const mass = density.reduce((a, b) => a + b, 0);
      const deviation = Math.sqrt(density.reduce((sum, f, i) => sum + f * ((i + 0.5) / points) ** 2, 0) / mass);
      for (const [rho, upper] of most) {
        let [sum, i] = [0, 0];
        while (sum < (2 * rho - 1) * mass) sum += density[i++]!;
        expect((i - 1) / points / deviation).toBeLessThanOrEqual(upper * (1 + 1e-3));
      }
    }
  });
});

it('the interval is Gauss’s inequality, and mixtures of two scales stay below', () => {
  for (const rho of RHOS) {
    const gauss = rho <= 5 / 6 ? 2 * Math.sqrt(3) * (rho - 0.5) : 2 / 3 / Math.sqrt(2 * (1 - rho));
    expect(mixtureQuantile(1, 1 - rho) / gauss - 1).toBeGreaterThanOrEqual(0);
    expect(mixtureQuantile(1, 1 - rho) / gauss - 1).toBeLessThan(1e-8);
  }
  // Sampled: S Y with S of two values, Y a coordinate of a uniform point of the disc.
  const random = randomStream(16, 2);
  for (const [share, ratio] of [
    [0.5, 3],
    [0.2, 6],
    [0.8, 1.5],
  ] as const) {
    const draws = Array.from({ length: 20_000 }, () => {
      const [r, angle] = [Math.sqrt(random.uniform()), 2 * Math.PI * random.uniform()];
      return (random.uniform() < share ? ratio : 1) * r * Math.cos(angle);
    }).sort((a, b) => a - b);
    const deviation = Math.sqrt(draws.reduce((sum, x) => sum + x * x, 0) / draws.length);
    for (const rho of [0.6, 0.9, 0.99]) {
      // False alarm far below 1e-6: the standard error is below a per cent.
      expect(draws[Math.floor(rho * draws.length)]! / deviation).toBeLessThan(1.06 * mixtureQuantile(2, 1 - rho));
    }
  }
});

describe('certified radii stay below', () => {
  it.each([
    [1, 3072],
    [2, 3072],
    [Infinity, 2],
  ])('l_%d in R^%d', (p, dim) => {
    const adversary = lpAdversary(p, dim);
    const rhos = [0.6, 0.9, 0.99];
    const bounds = rhos.map(
      (rho) => new Map(designBounds(adversary, 1, 1 - rho).map(({ name, radius }) => [name, radius])),
    );
    for (const spec of ['gaussian', 'laplace', 'uniform:linf', 'exp:l2,k=3', 'iid-exp,s=4']) {
      const radii = radiusCurve(parseNoise(spec, dim, { sigma: 1 }), adversary, rhos, { quick: true });
      radii.forEach(({ radius }, i) => {
        expect(radius).toBeLessThanOrEqual(bounds[i]!.get('quasi-concave')!);
        expect(radius).toBeLessThanOrEqual(bounds[i]!.get('log-concave')!);
        if (/gaussian|l2/.test(spec)) expect(radius).toBeLessThanOrEqual(bounds[i]!.get('round')!);
      });
    }
  });

  it('reached: by the cube up to rho = 5/6 against l1, nearly by balls against l2', () => {
    const l1 = lpAdversary(1, 3072);
    const cube = parseNoise('uniform:linf', 3072, { sigma: 1 });
    for (const rho of [0.51, 0.6, 0.83]) {
      expect(certifiedRadius(cube, l1, rho).radius / boundOf(l1, 'quasi-concave', rho)).toBeGreaterThan(1 - 1e-9);
    }
    const l2 = lpAdversary(2, 3072);
    const gauss = certifiedRadius(parseNoise('gaussian', 3072, { sigma: 1 }), l2, 0.6).radius;
    expect(gauss / boundOf(l2, 'round', 0.6)).toBeGreaterThan(0.999);
  });

  it('a cut marginal is proved log-concave by its formula, and its radius is its quantile', () => {
    const noise = productNoise('exp(-0.7544*abs(x))*max(0,sign(1-abs(x)))', 2, { sigma: 1 });
    const found = certifiedRadius(noise, lpAdversary(1, 2), 0.9);
    expect(found.exact).toBe(true);
    expect(found.radius).toBeLessThanOrEqual(quantileInDeviations(0.7544, 0.1));
    expect(found.radius).toBeGreaterThan(quantileInDeviations(0.7544, 0.1) * (1 - 1e-9));
    // The indicator of a set that is not convex is not.
    expect(productNoise('exp(-abs(x))*max(0,sign(abs(x)-1))', 2, { sigma: 1 }).facts.logConcave.status).not.toBe(
      'proved',
    );
  });

  it('a body: the square turned by 45 degrees is the cross-polytope, up to its size', () => {
    const turned: Adversary = {
      kind: 'body',
      dim: 2,
      body: parseBody({
        vertices: [
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ],
      }),
    };
    expect(boundOf(turned, 'quasi-concave', 0.6)).toBeGreaterThanOrEqual(
      boundOf(lpAdversary(Infinity, 2), 'quasi-concave', 0.6),
    );
  });
});
