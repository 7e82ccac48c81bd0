/**
 * What a density formula is seen to be: level-set noise of the norm in it, or independent coordinates of different
 * laws, or linear forms that are independent. The numbers of the special form agree with those of the mesh, which knows
 * of neither, and with closed forms.
 */
import { describe, expect, it } from 'vitest';
import { normProfile } from '../../src/formula/norm-profile.ts';
import { formFactors } from '../../src/formula/split-forms.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { densityNoise, densityVariables } from '../../src/noise/density/density-noise.ts';
import type { ProvedDensity } from '../../src/noise/density/proved.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { factsOf } from '../../src/noise/facts.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { isoperimetricIntegral } from '../../src/vet/information/information-content.ts';
import { knownPhiHalf } from '../../src/vet/phi-half/known-phi-half.ts';

const unit = { lambda: 1 } as const;
const found = (formula: string, dim = 2): ReturnType<typeof normProfile> =>
  normProfile(parseFormula(formula, densityVariables(dim), 'q'));

describe('a norm in a formula', () => {
  it.each([
    ['exp(-(x1^2+x1*x2+2*x2^2)^1.3)', 2],
    ['1/(1+x1^2+3*x2^2)^6', 2],
    ['exp(-abs(x1)-2*abs(x2))*(1.5+tanh(3-2*abs(x1)-4*abs(x2)))', 2],
    ['exp(-max(abs(x1),abs(x2-x1),2*abs(x3))/3)', 3],
    ['exp(-(x1+0.5*x2)^2-x2^2)+exp(-2*((x1+0.5*x2)^2+x2^2))', 2],
  ])('%s is level-set noise', (formula, dim) => {
    expect(noiseOfDensity(formula, dim, unit).family).toBe('level-set');
  });

  it.each([
    ['two norms', 'exp(-x1^2-x2^2)*exp(-abs(x1)-abs(x2))'],
    ['no norm: a variable is missing', 'exp(-x1^2)*(1+abs(x1))'],
    ['no norm: indefinite', 'exp(-(x1^2+3*x1*x2+x2^2)^2)'],
    ['forms of other axes', 'exp(-x1^2-2*x2^2)+exp(-2*x1^2-x2^2)'],
    ['0.1 x1 + 0.2 x1 is no double', 'exp(-abs(0.1*x1+0.2*x1)-abs(x2))'],
    ['a minimum', 'exp(-min(abs(x1),abs(x2))-abs(x1)-abs(x2))'],
  ])('none: %s', (_, formula) => {
    expect(found(formula)).toBeNull();
  });

  it('a profile that rises stays a density', () => {
    expect(noiseOfDensity('(x1^2+2*x2^2)*exp(-x1^2-2*x2^2)', 2, unit).family).toBe('density');
  });
});

/** Two enclosures of one number meet. */
function meet(a: Estimate, b: Estimate): void {
  expect(a.confidence).toBe(1);
  expect(a.lower).toBeLessThanOrEqual(b.upper);
  expect(b.lower).toBeLessThanOrEqual(a.upper);
}

describe('the special form and the mesh', () => {
  it.each([
    ['exp(-(x1^2+x1*x2+2*x2^2)^1.3)', 'level-set'],
    ['exp(-abs(x1)-2*abs(x2))', 'level-set'],
    ['exp(-abs(x1)^3-2*x2^2)', 'density'],
  ])('%s', (formula, family) => {
    const special = noiseOfDensity(formula, 2, unit);
    expect(special.family).toBe(family);
    const mesh = densityNoise(formula, 2, unit, { cells: 1000, samples: 4000 });
    const adversary = lpAdversary(1, 2);
    meet(knownPhiHalf(special, adversary)!, knownPhiHalf(mesh, adversary)!);
    meet(isoperimetricIntegral(special), isoperimetricIntegral(mesh));
    expect(special.sigma / mesh.sigma).toBeCloseTo(1, 2);
    const [own, other] = [special, mesh].map((noise) => certifiedRadius(noise, adversary, 0.9).radius);
    expect(own! / other!).toBeGreaterThan(0.99);
    expect(own! / other!).toBeLessThan(1.15);
    const at = [0.3, -0.7];
    expect(special.logDensity(at)).toBeCloseTo(mesh.logDensity(at), 2);
  });
});

describe('linear forms that are independent', () => {
  const formsOf = (formula: string, dim = 2): readonly (readonly number[])[] | null =>
    formFactors(parseFormula(formula, densityVariables(dim), 'q'))?.forms ?? null;

  it.each([
    [
      'exp(-abs(3*x1+x2)-abs(2*x2)^3)',
      [
        [3, 1],
        [0, 1],
      ],
    ],
    [
      '1/((1+(x1-x2)^4)*cosh(x1+x2))^2',
      [
        [1, -1],
        [1, 1],
      ],
    ],
    [
      'abs(exp(-(x1+0.5*x2)^2)*(2+cos(3*x2)))*exp(-3*(abs(x2)+x2^2))*(1.5+tanh(1-abs(-x1-x2/2)))',
      [
        [1, 0.5],
        [0, 1],
      ],
    ],
  ])('%s', (formula, forms) => {
    expect(formsOf(formula)).toEqual(forms);
  });

  it.each([
    ['three forms in the plane', 'exp(-abs(x1+x2)-abs(x1-x2)-x2^2)'],
    ['one form: no density', 'exp(-abs(x1+x2))'],
    ['a sum of products', 'exp(-(x1+x2)^2-x2^4)+exp(-(x1+x2)^2-x2^2)'],
    ['a form of coefficients that round', 'exp(-abs(0.1*x1+0.2*x1+x2)-x2^2)'],
    ['multiples that round', 'exp(-abs(x1+3*x2)-x2^2)*(2+cos(0.1*x1+0.3*x2))'],
    ['a factor that is not even', 'exp(-abs(x1+x2)-x2^2)*(2+tanh(x2))'],
    ['a root of a product', 'exp(-abs(x1+x2)^3-abs(x2))*sqrt(abs(x1+x2)*abs(x2))'],
  ])('none: %s', (_, formula) => {
    expect(formsOf(formula)).toBeNull();
  });

  it('a shear and a stretch: Phi(1/2), J, sigma, entropy and height are those of closed forms', () => {
    // U_1 = 3 X_1 + X_2 is Laplace, U_2 = X_2 normal of variance 1/2: scores of size 1, and normal of variance 2.
    const noise = noiseOfDensity('exp(-abs(3*x1+x2)-x2^2)', 2, unit);
    if (noise.family !== 'density') throw new Error('a density was expected');
    const within = (lower: number, upper: number, value: number, width: number): void => {
      expect(lower).toBeLessThanOrEqual(value * (1 + 1e-15));
      expect(upper).toBeGreaterThanOrEqual(value * (1 - 1e-15));
      expect(upper / lower - 1).toBeLessThan(width);
    };
    const phi = (p: number): Estimate => knownPhiHalf(noise, lpAdversary(p, 2))!;
    within(phi(1).lower, phi(1).upper, 1.5, 1e-9);
    // Along (1, 1) 4 s_1 + s_2: half of E max(4, |N|) = 4 erf(2) + 2 e^-4/sqrt(pi).
    const corner = 0.5 * (4 * 0.9953222650189527 + (2 * Math.exp(-4)) / Math.sqrt(Math.PI));
    within(phi(Infinity).lower, phi(Infinity).upper, corner, 1e-5);
    const known = noise.enclosures.any() as ProvedDensity;
    // X_2 = U_2, X_1 = (U_1 - U_2)/3.
    within(known.variance[0], known.variance[1], (2.5 / 9 + 0.5) / 2, 1e-9);
    within(known.entropy[0], known.entropy[1], 1 + Math.LN2 + 0.5 * (1 + Math.log(Math.PI)) - Math.log(3), 1e-7);
    const plain = isoperimetricIntegral(noiseOfDensity('exp(-abs(x1)-x2^2)', 2, unit));
    const own = isoperimetricIntegral(noise);
    expect(own.lower).toBeLessThan(Math.sqrt(3) * plain.upper);
    expect(own.upper).toBeGreaterThan(Math.sqrt(3) * plain.lower);
    expect(own.upper / own.lower - 1).toBeLessThan(1e-3);
    const peak = Math.log(1.5) - 0.5 * Math.log(Math.PI);
    expect(noise.logDensity([0, 0])).toBeCloseTo(peak, 12);
    expect(noise.logDensity([0.5, -0.25])).toBeCloseTo(peak - 1.25 - 0.0625, 12);
    expect(factsOf(noise).logPeak).toBeCloseTo(peak, 9);
    // Along e_1 U_1 alone moves, three times as fast: log(5)/3. Far out both, along e_2, are a little steeper.
    const { radius } = certifiedRadius(noise, lpAdversary(1, 2), 0.9);
    expect(radius).toBeLessThanOrEqual(Math.log(5) / 3);
    expect(radius).toBeGreaterThan(0.97 * (Math.log(5) / 3));
  });

  it('is drawn as it is', () => {
    const noise = noiseOfDensity('exp(-abs(3*x1+x2)-x2^2)', 2, unit);
    const random = randomStream(7);
    const [x, n] = [new Float64Array(2), 20_000];
    const sums = [0, 0, 0];
    for (let k = 0; k < n; k++) {
      noise.sample(random, x);
      [x[0]! * x[0]!, x[0]! * x[1]!, x[1]! * x[1]!].forEach((each, i) => (sums[i]! += each / n));
    }
    // Var X_1 = 5/18, Cov = -1/6, Var X_2 = 1/2: within six deviations of the mean, below 0.012 each.
    [5 / 18, -1 / 6, 0.5].forEach((truth, i) => expect(Math.abs(sums[i]! - truth)).toBeLessThan(0.07));
  });

  it('agrees with the mesh, which knows nothing of forms', () => {
    const formula = 'exp(-abs(x1+0.5*x2)^3-2*x2^2)';
    const [special, mesh] = [
      noiseOfDensity(formula, 2, unit),
      densityNoise(formula, 2, unit, { cells: 1000, samples: 4000 }),
    ];
    meet(knownPhiHalf(special, lpAdversary(1, 2))!, knownPhiHalf(mesh, lpAdversary(1, 2))!);
    meet(isoperimetricIntegral(special), isoperimetricIntegral(mesh));
    const [own, other] = [special, mesh].map((noise) => certifiedRadius(noise, lpAdversary(1, 2), 0.9).radius);
    expect(own! / other!).toBeGreaterThan(0.99);
    expect(own! / other!).toBeLessThan(1.15);
  });
});

describe('independent coordinates of different laws', () => {
  // Uniform on [-1, 1] times Laplace of rate 2: densities 1/2 and e^{-2|y|}.
  const noise = noiseOfDensity('max(0,sign(1-abs(x1)))*exp(-2*abs(x2))', 2, unit);

  it('Phi(1/2), J, sigma and radii are those of closed forms, jumps included', () => {
    const holds = ({ lower, upper }: Estimate, value: number, width: number): void => {
      expect(lower).toBeLessThanOrEqual(value * (1 + 1e-15));
      expect(upper).toBeGreaterThanOrEqual(value * (1 - 1e-15));
      expect(upper / lower - 1).toBeLessThan(width);
    };
    // Jumps of 1/2 at two ends: 1/2 of their sum; the peak 1 of the other.
    const phi = knownPhiHalf(noise, lpAdversary(1, 2))!;
    holds(phi, 1, 1e-9);
    // |{q > t}| = 2 log(1/(2t)) for t < 1/2, and int sqrt(2 u) e^-u du / 2 = sqrt(pi/8).
    holds(isoperimetricIntegral(noise), Math.sqrt(Math.PI / 8), 2e-4);
    holds(factsOf(noise).sigma, Math.sqrt((1 / 3 + 1 / 2) / 2), 1e-9);
    // log 2 and 1 nats; E x^2 = 1/3 and 1/2.
    if (noise.family !== 'density') throw new Error('different laws were expected');
    const { entropy, variance } = noise.enclosures.any() as ProvedDensity;
    holds({ ...phi, lower: entropy[0], upper: entropy[1] }, Math.LN2 + 1, 1e-7);
    holds({ ...phi, lower: variance[0], upper: variance[1] }, 5 / 12, 1e-9);
    // Along e_2, log(5)/2 = 0.80; along e_1, 2 rho - 1 = 0.8: the lesser.
    const { radius, exact } = certifiedRadius(noise, lpAdversary(1, 2), 0.9);
    expect(exact).toBe(true);
    expect(radius).toBeLessThanOrEqual(0.8);
    expect(radius).toBeGreaterThan(0.8 * (1 - 1e-9));
    // linf: jumps add to slopes, 1/2 + 1.
    const corner = knownPhiHalf(noise, lpAdversary(Infinity, 2))!;
    expect(corner.lower).toBeLessThanOrEqual(1.5);
    expect(corner.upper).toBeGreaterThanOrEqual(1.5);
    expect(corner.upper).toBeLessThanOrEqual(1.5 * (1 + 1e-9));
    expect(corner.lower).toBeGreaterThan(1.5 * (1 - 1e-5));
  });

  it.each([
    // A roof on an interval: |{q > t}| = 4 (1 - t/top), top = 1/2, and int sqrt = 2/3 of that at 0.
    ['a flat top beside a roof', 'max(0,1-abs(x1))*max(0,sign(1-abs(x2)))', 2 / 3],
    // Cells of a cusp are as small as doubles go: a narrow range is all that is asked for.
    ['a cusp', 'exp(-8*abs(x1)^1.089)*(1+abs(x2)^2)^(-3)', null],
  ])('J is narrow: %s', (_, formula, truth) => {
    const { lower, upper } = isoperimetricIntegral(noiseOfDensity(formula, 2, unit));
    expect(upper / lower - 1).toBeLessThan(truth === null ? 1e-3 : 2e-4);
    if (truth === null) return;
    expect(lower).toBeLessThanOrEqual(truth);
    expect(upper).toBeGreaterThanOrEqual(truth);
  });

  it('a far and narrow bump in one of four coordinates is seen', () => {
    const far = noiseOfDensity('exp(-x1^2)*exp(-x2^2-abs(x3))*(exp(-x4^2)+exp(-1e8*(abs(x4)-1e5)^2))', 4, unit);
    // The bump has 2 sqrt(pi) 1e-4 against sqrt(pi), and rises and falls by its height, as the peak does: int |q'| = (2
    // + 4)/Z.
    const z = Math.sqrt(Math.PI) * (1 + 2e-4);
    const phi = knownPhiHalf(far, lpAdversary(1, 4))!;
    expect(phi.lower).toBeLessThanOrEqual(3 / z);
    expect(phi.upper).toBeGreaterThanOrEqual((3 / z) * (1 - 1e-14));
    expect(phi.upper / phi.lower - 1).toBeLessThan(1e-9);
  });
});
