import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { logVolume } from '../../src/geometry/functionals/volume.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { linearImage } from '../../src/geometry/bodies/linear-image.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { densityNoise } from '../../src/noise/density/density-noise.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { inverseScale } from '../../src/noise/rate/level-set.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { productPhiHalf } from '../../src/noise/rate/product-phi-half.ts';
import { closedForm, type Estimate } from '../../src/numeric/estimate.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import {
  differentialEntropy,
  efficiency,
  isoperimetricIntegral,
  leastPhiHalf,
} from '../../src/vet/information/information-content.ts';
import { convolutionPower } from '../../src/numeric/convolution-power.ts';

interface Reference {
  readonly isoperimetricInTwoDimensions: Readonly<Record<string, string>>;
}
const reference = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/noise-formulas.json', import.meta.url), 'utf8'),
) as Reference;

const unit = { lambda: 1 } as const;
const contains = ({ lower, upper }: Estimate, exact: number): boolean =>
  lower <= exact * (1 + 1e-12) && upper >= exact * (1 - 1e-12);
/** log |W| of the l1 ball's crystal, the cube of side 2/d. */
const cubeOfSide = (dim: number): Estimate => closedForm(dim * Math.log(2 / dim), 1e-15);

describe('W6, through routes that do not know the answer', () => {
  it.each([1, 2, 10, 3072])('Laplace against l1 in dimension %d: eta = (d!)^{1/d}/d', (dim) => {
    const exact = Math.exp(logGamma(dim + 1) / dim) / dim;
    const product = productNoise('exp(-abs(x))', dim, unit);
    const levelSet = levelSetNoise({ body: lpBall(1, dim), radial: 'exp(-r)' }, dim, unit);
    const slope = (dim === 1 ? 1 : projectionRatio(lpBall(1, dim), axis(dim)).value * 2) / 2;
    for (const [noise, phi, width] of [
      [product, productPhiHalf(product, 'l1'), 1e-5],
      [levelSet, closedForm(slope * inverseScale(levelSet).value, 1e-8), 1e-7],
      [parseNoise('laplace', dim, unit), closedForm(0.5), 1e-7],
    ] as const) {
      const eta = efficiency(leastPhiHalf(noise, cubeOfSide(dim)), phi);
      expect(contains(eta, exact), `${noise.spec}: ${eta.lower} ${exact} ${eta.upper}`).toBe(true);
      expect(eta.upper - eta.lower).toBeLessThan(width);
    }
  });

  it('Gaussian against l1 tends to e^{-1/2}', () => {
    let before = 1;
    for (const dim of [2, 100, 150528]) {
      const noise = productNoise('exp(-x^2/2)', dim, unit);
      const eta = efficiency(leastPhiHalf(noise, cubeOfSide(dim)), productPhiHalf(noise, 'l1'));
      expect(eta.value).toBeLessThan(before);
      expect(eta.value).toBeGreaterThan(Math.exp(-0.5));
      before = eta.value;
    }
    expect(before - Math.exp(-0.5)).toBeLessThan(1e-4);
  });

  it('Gaussian against l2 and the uniform cube against l1: 1', () => {
    for (const dim of [2, 3072]) {
      // W of the ball is the ball of radius E|y_1|; log |W| = log |B| + d log E|y_1|.
      const mean = Math.exp(logGamma(dim / 2) - logGamma((dim + 1) / 2)) / Math.sqrt(Math.PI);
      const log = lpBall(2, dim).logVolume!().value + dim * Math.log(mean);
      const gaussian = productNoise('exp(-x^2/2)', dim, { lambda: 3 });
      const eta = efficiency(leastPhiHalf(gaussian, closedForm(log, 1e-13)), productPhiHalf(gaussian, 'l2'));
      expect(eta.lower, `gaussian ${dim}`).toBeGreaterThan(1 - 2e-5);
      expect(eta.value).toBeCloseTo(1, 5);
      const cube = productNoise('(1+sign(1-abs(x)))/2', dim, unit);
      const flat = efficiency(leastPhiHalf(cube, cubeOfSide(dim)), productPhiHalf(cube, 'l1'));
      expect(flat.lower, `cube ${dim}`).toBeGreaterThan(1 - 1e-8);
    }
  });

  it('uniform noise on the Wulff crystal of a polytope has eta = 1, a rotated one less', () => {
    const hexagon = Array.from({ length: 6 }, (_, k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]);
    const body = vPolytope(hexagon);
    const adversary = { kind: 'body', body, dim: 2 } as const;
    const crystal = wulffCrystal(adversary);
    const etaOf = (shape: typeof crystal): number => {
      const noise = levelSetNoise({ body: shape, radial: 'exp(-r)/(1+r)' }, 2, unit);
      const ratio = maxProjectionRatio(shape, adversary);
      const phi = ratio.value * inverseScale(noise).value;
      return leastPhiHalf(noise, logVolume(crystal)).value / phi;
    };
    expect(etaOf(crystal)).toBeCloseTo(1, 8);
    const [c, s] = [Math.cos(Math.PI / 18), Math.sin(Math.PI / 18)];
    expect(
      etaOf(
        linearImage(
          [
            [c, -s],
            [s, c],
          ],
          crystal,
        ),
      ),
    ).toBeLessThan(0.99);
  });
});

describe('the integral of |{q > t}|^{(d-1)/d}', () => {
  it('two routes agree for every noise that has both', () => {
    for (const dim of [1, 2, 10, 3072, 150528]) {
      for (const spec of ['gaussian', 'laplace', 'uniform:linf']) {
        const noise = parseNoise(spec, dim, { lambda: 1.5 });
        const levelSet = isoperimetricIntegral(noise, { route: 'level-set' });
        const product = isoperimetricIntegral(noise, { route: 'product' });
        const tag = `${spec} ${dim}: ${levelSet.value} ${product.value}`;
        expect(product.lower, tag).toBeLessThanOrEqual(levelSet.upper);
        expect(product.upper, tag).toBeGreaterThanOrEqual(levelSet.lower);
        expect(product.upper / product.lower - 1, tag).toBeLessThan(dim < 3 ? 3e-5 : 8e-6);
      }
    }
  });

  it('agrees with areas of level sets integrated by mpmath', () => {
    const formulas: Record<string, string> = {
      gaussian: 'exp(-x^2/2)',
      student3: '(1+x^2/3)^-2',
      cauchy: '1/(1+x^2)',
      logistic: 'exp(-x)/(1+exp(-x))^2',
      triangular: 'max(0,1-abs(x))',
    };
    for (const [name, formula] of Object.entries(formulas)) {
      const estimate = isoperimetricIntegral(productNoise(formula, 2, unit));
      const exact = Number(reference.isoperimetricInTwoDimensions[name]);
      expect(contains(estimate, exact), `${name}: ${estimate.lower} ${exact} ${estimate.upper}`).toBe(true);
    }
  });

  it('samples give an interval that holds the deterministic value', () => {
    const student = '(1+x^2/3)^-2';
    for (const [noise, samples] of [
      [parseNoise('gaussian', 3, unit), 50_000],
      [parseNoise('laplace', 10, unit), 50_000],
      [parseNoise('uniform:linf', 2, unit), 50_000],
      [productNoise(student, 4, unit), 50_000],
      [productNoise('max(0,1-abs(x))', 20, unit), 10_000],
    ] as const) {
      const exact = isoperimetricIntegral(noise).value;
      const sampled = isoperimetricIntegral(noise, { route: 'samples', samples, confidence: 1 - 1e-9 });
      expect(sampled.method).toBe('monte-carlo');
      expect(contains(sampled, exact), `${noise.spec}: ${sampled.lower} ${exact} ${sampled.upper}`).toBe(true);
      expect(sampled.upper / sampled.lower).toBeLessThan(1.35);
    }
  });

  it('takes the peak of a density noise into account', () => {
    const noise = densityNoise('exp(-abs(x1)-abs(x2))', 2, unit);
    const exact = isoperimetricIntegral(parseNoise('laplace', 2, unit)).value;
    const sampled = isoperimetricIntegral(noise, {
      samples: 50_000,
      logPeak: noise.facts.logPeak!,
      confidence: 1 - 1e-9,
    });
    expect(contains(sampled, exact)).toBe(true);
  });

  it('scales like 1/lambda and is infinite for a pole that is too steep', () => {
    const at = (lambda: number): number => isoperimetricIntegral(productNoise('exp(-x^4)', 5, { lambda })).value;
    expect(at(3) * 3).toBeCloseTo(at(1), 12);
    expect(isoperimetricIntegral(productNoise('abs(x)^-0.5*exp(-abs(x))', 2, unit)).value).toBe(Infinity);
    expect(Number.isFinite(isoperimetricIntegral(productNoise('abs(x)^-0.5*exp(-abs(x))', 10, unit)).value)).toBe(true);
    expect(isoperimetricIntegral(productNoise('abs(x)^-0.5*exp(-abs(x))', 1, unit)).value).toBe(Infinity);
  });
});

describe('differential entropy', () => {
  it('agrees with the closed forms', () => {
    for (const dim of [1, 3072]) {
      const cases: [string, number][] = [
        ['gaussian', (dim / 2) * Math.log(2 * Math.PI * Math.E * 4)],
        ['laplace', dim * Math.log(2 * Math.E * 2)],
        ['uniform:linf', dim * Math.log(4)],
        ['iid-pareto,a=3', dim * (Math.log(4 / 3) + 4 / 3)],
        ['uniform:l2', lpBall(2, dim).logVolume!().value + dim * Math.LN2],
      ];
      for (const [spec, exact] of cases) {
        const entropy = differentialEntropy(parseNoise(spec, dim, { lambda: 2 }))!;
        const tag = `${spec} ${dim}: ${entropy.lower} ${exact} ${entropy.upper}`;
        expect(entropy.lower, tag).toBeLessThanOrEqual(exact + 1e-12 * Math.abs(exact));
        expect(entropy.upper, tag).toBeGreaterThanOrEqual(exact - 1e-12 * Math.abs(exact));
        expect(entropy.upper - entropy.lower, tag).toBeLessThan(3e-7 * Math.max(1, Math.abs(exact)));
      }
      const logistic = productNoise('exp(-x)/(1+exp(-x))^2', dim, { lambda: 2 });
      expect(differentialEntropy(logistic)!.value / dim).toBeCloseTo(2 + Math.LN2, 6);
    }
  });
});

describe('differential entropy where a density is 0 or infinite somewhere', () => {
  it('is enclosed: triangle, pole, gamma law', () => {
    for (const [formula, exact] of [
      ['max(0, 1-abs(x))', 0.5],
      ['abs(x)^-0.5*exp(-abs(x))', Math.LN2 + 0.5 + 0.5 * Math.log(Math.PI) + 0.5 * -1.9635100260214235],
      ['x^2*exp(-abs(x))', Math.LN2 + 3 + Math.LN2 - 2 * 0.9227843350984671],
    ] as const) {
      const { lower, upper } = differentialEntropy(productNoise(formula, 1, unit))!;
      expect(lower, formula).toBeLessThanOrEqual(exact + 1e-13);
      expect(upper, formula).toBeGreaterThanOrEqual(exact - 1e-13);
      expect(upper - lower, formula).toBeLessThan(1e-6);
    }
  });
});

describe('convolution powers', () => {
  it('are binomial for a coin', () => {
    const masses = convolutionPower([{ weights: Float64Array.of(0.3, 0.7), offset: 0, count: 20 }], 64);
    for (let k = 0; k <= 20; k++) {
      const log = logGamma(21) - logGamma(k + 1) - logGamma(21 - k) + k * Math.log(0.7) + (20 - k) * Math.log(0.3);
      expect(masses[k]).toBeCloseTo(Math.exp(log), 14);
    }
    expect(Math.max(...masses.subarray(21))).toBeLessThan(1e-15);
  });
});

function axis(dim: number): Float64Array {
  const v = new Float64Array(dim);
  v[0] = 1;
  return v;
}
