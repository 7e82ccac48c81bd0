/** What must be seen of `vet`: efficiencies with known values, crystals and their rotations, curves below the truth. */
import { describe, expect, it } from 'vitest';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { densityNoise } from '../../src/noise/density/density-noise.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { moduleNoise } from '../../src/noise/module/module-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import type { DensityNoise, Noise } from '../../src/noise/noise.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { vet, type VetOptions } from '../../src/vet/vet.ts';
import type { VetReport } from '../../src/vet/report.ts';

const unit = { lambda: 1 } as const;
/** No comparison, no advice: the verdict alone. */
const bare: VetOptions = { compare: false, adviceAt: null };

function vetted(noise: Noise, adversary: Adversary, options: VetOptions = bare): VetReport {
  const report = vet(noise, adversary, options);
  if ('failed' in report) throw new Error(report.reasons.join(' '));
  return report;
}

const against = (body: ConvexBody): Adversary => ({ kind: 'body', body, dim: body.dim });

describe('efficiencies known in closed form', () => {
  it.each([1, 2, 10, 3072, 150528])('Laplace against l1 in dimension %d: (d!)^{1/d}/d', (dim) => {
    const exact = Math.exp(logGamma(dim + 1) / dim) / dim;
    for (const noise of [parseNoise('laplace', dim, unit), productNoise('exp(-abs(x))', dim, { lambda: 3 })]) {
      const report = vetted(noise, lpAdversary(1, dim));
      const { lower, upper } = report.wulff.efficiency;
      expect(lower).toBeLessThanOrEqual(exact * (1 + 1e-12));
      expect(upper).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
      expect(upper - lower).toBeLessThan(2e-5);
      expect(report.verdict).toBe(dim === 1 ? 'optimal' : 'suboptimal');
    }
  });

  it('Gaussian against l1 decreases to e^{-1/2}; it is optimal against l2', () => {
    let before = 1;
    for (const dim of [2, 3072, 150528]) {
      const eta = vetted(parseNoise('gaussian', dim, unit), lpAdversary(1, dim)).wulff.efficiency;
      expect(eta.upper).toBeLessThan(before);
      expect(eta.lower).toBeGreaterThan(Math.exp(-0.5));
      before = eta.lower;
      if (dim < 1e5) expect(vetted(parseNoise('gaussian', dim, unit), lpAdversary(2, dim)).verdict).toBe('optimal');
    }
    expect(before).toBeLessThan(Math.exp(-0.5) * 1.0001);
  });

  it.each([1, 3, 3072])('the uniform cube against l1 in dimension %d: 1', (dim) => {
    const report = vetted(parseNoise('uniform:linf', dim, unit), lpAdversary(1, dim));
    expect(report.verdict).toBe('optimal');
    expect(report.wulff.efficiency.lower).toBeGreaterThan(1 - 1e-9);
  });
});

const golden = (1 + Math.sqrt(5)) / 2;
const cyclic = ([a, b, c]: readonly number[]): number[][] => [
  [a!, b!, c!],
  [b!, c!, a!],
  [c!, a!, b!],
];
const signed = (x: readonly number[]): number[][] =>
  x.reduce<number[][]>(
    (all, c) =>
      all.flatMap((head) =>
        c === 0
          ? [[...head, 0]]
          : [
              [...head, c],
              [...head, -c],
            ],
      ),
    [[]],
  );

const both = (x: readonly (readonly number[])[]): number[][] => x.flatMap((v) => [[...v], v.map((c) => -c)]);

/** Symmetric enough: regular polygons and solids. */
const POLYTOPES: readonly (readonly [string, ConvexBody])[] = [
  [
    'regular hexagon',
    vPolytope(both([0, 1, 2].map((k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]))),
  ],
  [
    'regular octagon',
    vPolytope(both([0, 1, 2, 3].map((k) => [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)]))),
  ],
  ['octahedron', vPolytope(both([[1, 0, 0], [0, 1, 0], [0, 0, 1]]))], // prettier-ignore
  ['cube', hPolytope(both([[1, 0, 0], [0, 1, 0], [0, 0, 1]]), [1, 1, 1, 1, 1, 1])], // prettier-ignore
  ['cuboctahedron', vPolytope(cyclic([1, 1, 0]).flatMap(signed))],
  // Not symmetric enough for W3: the largest crystal over all weights (W8) takes over.
  ['lopsided hexagon', vPolytope(both([[1, 0], [0, 1], [0.6, 0.6]]))], // prettier-ignore
];

function rotation(dim: number, degrees: number): number[][] {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return Array.from({ length: dim }, (_, i) =>
    Array.from({ length: dim }, (_, j) => {
      if (i > 1 || j > 1) return i === j ? 1 : 0;
      return i === j ? c : i < j ? -s : s;
    }),
  );
}

describe('noise uniform on the crystal of a polytope', () => {
  it.each(POLYTOPES)('%s: optimal, and suboptimal when turned by 10 degrees', (name, body) => {
    const adversary = against(body);
    const crystal =
      name === 'lopsided hexagon' ? maximal([[1, 0], [0, 1], [0.6, 0.6]]) : wulffCrystal(body); // prettier-ignore
    const straight = vetted(uniform(crystal, body.dim, unit), adversary);
    expect(straight.wulff.attained).toBe(true);
    expect(straight.wulff.efficiency.lower).toBeGreaterThan(1 - 1e-6);
    expect(straight.verdict).toBe('optimal');
    const turned = linearImage(rotation(body.dim, 10), crystal);
    expect(vetted(uniform(turned, body.dim, unit), adversary).verdict).toBe('suboptimal');
    // Any decreasing profile on it is as good.
    const tailed = levelSetNoise({ body: crystal, radial: '1/(1+r)^9' }, body.dim, unit);
    expect(vetted(tailed, adversary).wulff.efficiency.lower).toBeGreaterThan(1 - 1e-6);
  });

  it('the icosahedron and its crystal', () => {
    const body = vPolytope(cyclic([0, 1, golden]).flatMap(signed));
    const report = vetted(uniform(wulffCrystal(body), 3, unit), against(body));
    // Rounded vertices have no exact symmetries; W8 gives the same crystal all the same.
    expect(report.wulff.efficiency.lower).toBeGreaterThan(1 - 1e-4);
  });
});

/** The zonotope of the weights that make |W| largest, for three vectors of the plane: 4 sum mu_i mu_j |det|. */
function maximal(V: readonly (readonly number[])[]): ConvexBody {
  let best = { volume: 0, mu: [0, 0, 0] };
  const det = (a: readonly number[], b: readonly number[]): number => Math.abs(a[0]! * b[1]! - a[1]! * b[0]!);
  const at = (mu: readonly number[]): number =>
    mu.reduce((sum, m, i) => sum + mu.slice(i + 1).reduce((s, n, j) => s + m * n * det(V[i]!, V[i + 1 + j]!), 0), 0);
  let [centre, width] = [[1 / 3, 1 / 3], 1 / 3];
  for (let round = 0; round < 60; round++, width *= 0.7) {
    for (let a = -6; a <= 6; a++) {
      for (let b = -6; b <= 6; b++) {
        const [x, y] = [Math.max(0, centre[0]! + (a * width) / 6), Math.max(0, centre[1]! + (b * width) / 6)];
        if (x + y > 1) continue;
        const mu = [x, y, 1 - x - y];
        if (at(mu) > best.volume) best = { volume: at(mu), mu };
      }
    }
    centre = best.mu.slice(0, 2);
  }
  return zonotope(V.map((v, i) => v.map((c) => c * best.mu[i]!)).filter((v) => v.some((c) => Math.abs(c) > 1e-9)));
}

describe('radii are below the exact ones', () => {
  const forms: readonly (readonly [string, (dim: number) => Noise])[] = [
    ['laplace', (dim) => levelSetNoise({ body: lpBall(1, dim), radial: 'exp(-r)' }, dim, unit)],
    ['gaussian', (dim) => levelSetNoise({ body: lpBall(2, dim), radial: 'exp(-r^2/2)' }, dim, unit)],
    ['exp:linf,k=2', (dim) => levelSetNoise({ body: lpBall(Infinity, dim), radial: 'exp(-r^2)' }, dim, unit)],
    ['gaussian', (dim) => productNoise('exp(-x^2/2)', dim, unit)],
    ['laplace', (dim) => productNoise('exp(-abs(x))', dim, unit)],
    ['iid-pareto,a=3', (dim) => productNoise('1/(1+abs(x))^4', dim, unit)],
  ];
  const rhos = [0.501, 0.75, 0.99];

  it.each([1, 2, 3, 3072])('d = %d: level-set and product forms of named noises', (dim) => {
    for (const [spec, make] of forms) {
      const [named, computed] = [parseNoise(spec, dim, unit), make(dim)];
      for (const p of [1, 2, Infinity]) {
        const adversary = lpAdversary(p, dim);
        for (const rho of rhos) {
          const known = certifiedRadius(named, adversary, rho);
          const { radius } = certifiedRadius(computed, adversary, rho);
          expect(radius).toBeGreaterThan(0);
          if (known.exact)
            expect(radius, `${computed.spec}, l_${p}, rho = ${rho}`).toBeLessThanOrEqual(known.radius * (1 + 1e-8));
          // The same method against the norms with a row of their own: nearly the row.
          if (known.exact && p !== 2 && !/exp|pareto/.test(spec)) expect(radius).toBeGreaterThan(0.85 * known.radius);
        }
      }
    }
  });
});

/** The same law, of which is known only how to draw from it and its density. */
function asSampler(noise: DensityNoise): Noise {
  const { spec, dim, lambda, sigma, facts } = noise;
  return customNoise(
    {
      spec: `${spec}, sampled`,
      dim,
      lambda,
      sigma,
      logDensity: (x) => noise.logDensity(x),
      sample: (random, out) => noise.sample(random, out),
    },
    { ...facts },
  );
}

describe('sampled noise', () => {
  const quick = { ...bare, samples: 60_000, confidence: 0.999_999_999 };

  it('agrees with closed forms: efficiency, slope, curve, entropy', () => {
    const cases = [
      { formula: 'exp(-abs(x1)-abs(x2))', known: parseNoise('laplace', 2, unit), p: 1 },
      { formula: 'exp(-(x1^2+x2^2)/2)', known: parseNoise('gaussian', 2, unit), p: Infinity },
    ];
    for (const { formula, known, p } of cases) {
      const adversary = lpAdversary(p, 2);
      const [exact, sampled] = [
        vetted(known, adversary),
        vetted(asSampler(densityNoise(formula, 2, unit)), adversary, quick),
      ];
      const within = (a: { lower: number; upper: number }, b: { value: number }): void => {
        expect(a.lower).toBeLessThanOrEqual(b.value * (1 + 1e-9));
        expect(a.upper).toBeGreaterThanOrEqual(b.value * (1 - 1e-9));
      };
      within(sampled.wulff.efficiency, exact.wulff.efficiency);
      within(sampled.phiHalf, exact.phiHalf);
      within(sampled.wulff.phiStar, exact.wulff.phiStar);
      within(sampled.entropy, exact.entropy);
      sampled.curve.forEach(({ radius, rho }, i) => {
        expect(radius.lower, `rho = ${rho}`).toBeLessThanOrEqual(exact.curve[i]!.radius.upper);
        expect(radius.lower).toBeGreaterThan(0.9 * exact.curve[i]!.radius.lower);
      });
      expect(sampled.wulff.efficiency.confidence).toBe(quick.confidence);
    }
  });

  it('is a function of the seed', () => {
    const noise = asSampler(densityNoise('exp(-abs(x1)^3-abs(x2)^3)', 2, unit));
    const run = (seed: number): string =>
      JSON.stringify(vetted(noise, lpAdversary(1, 2), { ...quick, samples: 5000, seed }));
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  it('a module whose density jumps: no upper bound on the slope, no radius, said so', () => {
    const square = {
      dim: 2,
      logDensity: (x: ArrayLike<number>) =>
        Math.max(Math.abs(x[0]!), Math.abs(x[1]!)) <= 1 ? -Math.log(4) : -Infinity,
      sample: (random: RandomStream) => [2 * random.uniformOpen() - 1, 2 * random.uniformOpen() - 1],
    };
    const report = vetted(moduleNoise(square, unit), lpAdversary(1, 2), quick);
    expect(report.phiHalf.upper).toBe(Infinity);
    expect(report.curve.every(({ radius }) => radius.lower === 0)).toBe(true);
    expect(report.verdict).toBe('inconclusive');
    expect(report.reasons.join(' ')).toMatch(/jumps/);
  });

  it('a module that jumps along one axis of five: no radius above the true one', () => {
    // Laplace coordinates, the second uniform on [-0.1, 0.1]: along it r/0.2 of the mass moves, so R(rho) = 0.2 (rho -
    // 1/2).
    const wall = {
      dim: 5,
      logDensity: (x: ArrayLike<number>) =>
        Math.abs(x[1]!) > 0.1
          ? -Infinity
          : [0, 2, 3, 4].reduce((sum, i) => sum - Math.abs(x[i]!), -4 * Math.log(2) - Math.log(0.2)),
      sample: (random: RandomStream) =>
        Array.from({ length: 5 }, (_, i) =>
          i === 1 ? 0.1 * (2 * random.uniformOpen() - 1) : random.sign() * random.exponential(),
        ),
    };
    const noise = moduleNoise(wall, unit, { timeLimit: 60_000 });
    for (const seed of [0, 1]) {
      const report = vetted(noise, lpAdversary(1, 5), { ...quick, samples: 20_000, seed, rhos: [0.6, 0.9, 0.99] });
      report.curve.forEach(({ radius }, i) => expect(radius.lower).toBeLessThanOrEqual([0.02, 0.08, 0.098][i]!));
      expect(report.phiHalf.lower).toBeGreaterThan(1);
      expect(report.reasons.join(' ')).toMatch(/jumps/);
    }
  });

  it('a smooth module: its radii name the assumption that no sample can prove', () => {
    const smooth = {
      dim: 3,
      logDensity: (x: ArrayLike<number>) =>
        [0, 1, 2].reduce((sum, i) => sum - x[i]! ** 2 / 2, -1.5 * Math.log(2 * Math.PI)),
      sample: (random: RandomStream) => [random.normal(), random.normal(), random.normal()],
    };
    const noise = moduleNoise(smooth, unit, { timeLimit: 60_000 });
    const report = vetted(noise, lpAdversary(1, 3), { ...quick, samples: 20_000 });
    expect(report.curve.at(-1)!.radius.lower).toBeGreaterThan(0);
    expect(report.reasons.find((reason) => reason.startsWith('Assumption:'))).toMatch(/no jumps.*all 3 directions/);
    expect(report.phiHalf.confidence).toBeLessThan(1);
  });

  it('a mixture that is not quasi-concave is vetted, and said to be one', () => {
    const noise = densityNoise('exp(-2*(x1-1.5)^2-2*x2^2)+exp(-2*(x1+1.5)^2-2*x2^2)', 2, unit);
    const report = vetted(noise, lpAdversary(1, 2), quick);
    expect(report.reasons.join(' ')).toMatch(/not quasi-concave/);
    expect(report.wulff.efficiency.upper).toBeLessThan(1);
    expect(report.curve.at(-1)!.radius.lower).toBeGreaterThan(0);
  });
});

describe('verdicts', () => {
  it('Cauchy marginals: infinite variance, and certified against l1', () => {
    const report = vetted(productNoise('1/(1+x^2)', 3, unit), lpAdversary(1, 3), {});
    expect(report.sigma.value).toBe(Infinity);
    expect(report.checks.finiteVariance.status).toBe('failed');
    expect(report.reasons.join(' ')).toMatch(/variance is infinite/);
    expect(report.curve.every(({ radius }) => radius.lower > 0)).toBe(true);
    // Phi(1/2) is the marginal's height 1/pi.
    expect(report.phiHalf.value).toBeCloseTo(1 / Math.PI, 9);
    expect(report.comparison.map(({ noise }) => noise)).toEqual(['wulff-rearrangement']);
  });

  it('without transitive symmetries nothing is called suboptimal', () => {
    const report = vetted(parseNoise('gaussian', 3, unit), lpAdversary(1.5, 3));
    expect(report.wulff.attained).toBe(false);
    expect(report.verdict).toBe('inconclusive');
    expect(report.samplesToSettle).toBeNull();
    expect(report.reasons.join(' ')).toMatch(/not transitive/);
  });

  it('says how many samples would settle it', () => {
    const noise = asSampler(densityNoise('exp(-(x1^2+x2^2)/2)', 2, unit));
    const few = vetted(noise, lpAdversary(2, 2), { ...bare, samples: 4000 });
    expect(few.verdict).toBe('inconclusive');
    expect(few.samplesToSettle).toBeGreaterThan(4000);
  });

  it('the rearrangement of an optimal noise is the noise', () => {
    const report = vetted(parseNoise('exp:linf,k=2', 3, unit), lpAdversary(1, 3), { adviceAt: null });
    const twin = report.comparison.find(({ equal }) => equal === 'level-set-volumes')!;
    expect(twin.slope.value).toBeCloseTo(report.slope.value, 9);
    expect(twin.radii![0]!.radius.lower).toBeCloseTo(report.curve[0]!.radius.lower, 3);
  });

  it('a crossing is where the curves cross', () => {
    const report = vetted(parseNoise('gaussian', 3, { sigma: 1 }), lpAdversary(1, 3), { adviceAt: null });
    const cube = report.comparison.find(({ noise }) => noise === 'uniform:linf')!;
    const [crossing] = cube.crossings!;
    const l1 = lpAdversary(1, 3);
    const difference = (rho: number): number =>
      certifiedRadius(parseNoise('gaussian', 3, { sigma: 1 }), l1, rho).radius -
      certifiedRadius(parseNoise('uniform:linf', 3, { sigma: 1 }), l1, rho).radius;
    expect(difference(crossing!.lower)).toBeLessThan(0);
    expect(difference(crossing!.upper)).toBeGreaterThan(0);
    expect(crossing!.above).toBe('vetted');
    expect(crossing!.upper - crossing!.lower).toBeLessThan(0.001);
  });
});
