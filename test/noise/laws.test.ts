import { describe, expect, it } from 'vitest';
import { box } from '../../src/geometry/bodies/box.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { logShapeVolume, sampleSphere, shapeNorm, SHAPE_NORMS } from '../../src/noise/named/shape-norm.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { NamedNoise, ShapeNorm } from '../../src/noise/noise.ts';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { betaCdf, betaPrimeCdf, gammaCdf, normalCdf } from '../../src/numeric/special/special.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';

const SPECS = [
  'gaussian',
  'laplace',
  'exp:linf,k=2,j=0.5',
  'exp:l2,k=0.5,j=1',
  'exp:l1,k=3',
  'power:linf,a=5.5',
  'power:l2,k=2,a=3',
  'iid-exp,s=0.5',
  'iid-exp,s=3',
  'iid-pareto,a=3',
];

describe('densities', () => {
  it('integrate to 1 in the plane', () => {
    for (const spec of SPECS) {
      const noise = parseNoise(spec, 2, { lambda: 0.7 });
      const x = new Float64Array(2);
      // Over one octant, in polar form x = r (1, s): the kinks of every norm lie on its borders.
      const ray = (s: number): number =>
        integrate(
          (u) => {
            const r = Math.exp(u);
            x[0] = r;
            x[1] = r * s;
            return Math.exp(noise.logDensity(x) + 2 * u);
          },
          -40,
          40,
          { relativeTolerance: 1e-8, breakpoints: [-2, 0, 2] },
        ).value;
      const total = 8 * integrate(ray, 0, 1, { relativeTolerance: 1e-7, points: 15 }).value;
      expect(total, spec).toBeCloseTo(1, 5);
    }
  });

  it('integrate to 1 over the shells of R^3072, whose second moment gives sigma', () => {
    const dim = 3072;
    const specs: [string, ShapeNorm][] = [
      ['gaussian', 'l2'],
      ['laplace', 'l1'],
      ['exp:linf,k=2,j=1000', 'linf'],
      ['exp:l2,k=0.5,j=3071.5', 'l2'],
      ['exp:l1,k=3', 'l1'],
      ['power:linf,a=3082', 'linf'],
      ['power:l2,k=2,a=1546', 'l2'],
    ];
    const sphere = { l1: 2 / (dim * (dim + 1)), l2: 1 / dim, linf: (dim + 2) / (3 * dim) };
    for (const [spec, norm] of specs) {
      const noise = parseNoise(spec, dim, { lambda: 1.3 });
      const x = new Float64Array(dim);
      const shell = (power: number) => (u: number) => {
        x[0] = Math.exp(u);
        const logShell = Math.log(dim) + logShapeVolume(norm, dim) + dim * u;
        return Math.exp(noise.logDensity(x) + logShell + power * u);
      };
      const centre = Math.log(noise.sigma / Math.sqrt(sphere[norm]));
      const breakpoints = [centre - 0.5, centre - 0.1, centre, centre + 0.1, centre + 0.5];
      const options = { relativeTolerance: 1e-10, breakpoints };
      const [low, high] = [centre - 60, centre + 8];
      expect(integrate(shell(0), low, high, options).value, spec).toBeCloseTo(1, 7);
      const variance = sphere[norm] * integrate(shell(2), low, high, options).value;
      expect(variance / noise.sigma ** 2, spec).toBeCloseTo(1, 7);
    }
  });

  it('are even, infinite or zero where they should be, and NaN at NaN', () => {
    for (const spec of [...SPECS, 'uniform:l1', 'uniform:l2', 'uniform:linf']) {
      const noise = parseNoise(spec, 3, { lambda: 2 });
      const x = [0.3, -0.2, 0.4];
      expect(noise.logDensity(x)).toBeCloseTo(noise.logDensity(x.map((t) => -t)), 14);
      expect(noise.logDensity([NaN, 0, 0]), spec).toBeNaN();
      expect(noise.logDensity([1e200, 0, 0]), spec).toBeLessThan(-30);
    }
    expect(parseNoise('exp:linf,k=1,j=1', 3, { lambda: 1 }).logDensity([0, 0, 0])).toBe(Infinity);
    expect(parseNoise('uniform:l2', 3, { lambda: 1 }).logDensity([0.8, 0.8, 0])).toBe(-Infinity);
  });

  it('have closed forms at every dimension up to the largest', () => {
    for (const dim of [500_000, 1_000_000]) {
      const rho = 0.9;
      const radius = (spec: string, p: number): number =>
        certifiedRadius(parseNoise(spec, dim, { lambda: 1 }), lpAdversary(p, dim), rho).radius;
      // The overlap of two cubes moved along the diagonal is (1 - r/2)^d.
      expect(radius('uniform:linf', Infinity)).toBeCloseTo(-2 * Math.expm1(Math.log(1.5 - rho) / dim), 12);
      // Along an axis it is 1 - r/2.
      expect(radius('uniform:linf', 1)).toBeCloseTo(2 * (rho - 0.5), 9);
      expect(radius('gaussian', 2)).toBeCloseTo(1.2815515655446004, 9);
      expect(radius('gaussian', Infinity)).toBeCloseTo(1.2815515655446004 / Math.sqrt(dim), 9);
      expect(radius('laplace', 1)).toBeCloseTo(-Math.log(2 * (1 - rho)), 9);
    }
  });

  it('stay finite, with sigma and lambda inverse, at d = 200,000', () => {
    const dim = 200_000;
    const x = new Float64Array(dim).fill(0.9);
    for (const spec of [
      'gaussian',
      'uniform:l1',
      'exp:l1,k=0.5',
      'exp:linf,k=40',
      'exp:l2,k=3,j=199999',
      'power:l2,k=2,a=100010',
    ]) {
      const noise = parseNoise(spec, dim, { sigma: 1 });
      const back = parseNoise(spec, dim, { lambda: noise.lambda });
      expect(back.sigma, spec).toBeCloseTo(1, 12);
      const logDensity = noise.logDensity(x);
      if (noise.family === 'uniform') expect(logDensity).toBeGreaterThanOrEqual(-Infinity);
      else expect(Number.isFinite(logDensity), spec).toBe(true);
    }
  });

  it('of canonical names are the same', () => {
    const pairs: [string, number][] = [
      ['exp:l2,k=2,j=0', 3],
      ['iid-exp,s=2', 3],
      ['exp:l1,k=1', 3],
      ['iid-exp,s=1', 3],
      ['exp:linf,k=3', 1],
      ['exp:l1,k=1', 1],
      ['exp:linf,k=3,j=0.5', 1],
      ['uniform:l2', 1],
      ['power:linf,a=4', 1],
      ['power:l2,k=1,a=4', 1],
    ];
    for (const [spec, dim] of pairs) {
      const noise = parseNoise(spec, dim, { lambda: 0.8 });
      const canonical = canonicalNoise(noise);
      expect(canonical.spec).not.toBe(noise.spec);
      const x = [0.4, -0.1, 0.25].slice(0, dim);
      expect(canonical.logDensity(x), spec).toBeCloseTo(noise.logDensity(x), 12);
      expect(canonical.sigma, spec).toBeCloseTo(noise.sigma, 12);
    }
  });
});

/** Largest distance between the empirical law of `draw` and a distribution function; the bound fails once in 1e11. */
function expectLaw(name: string, draw: () => number, cdf: (x: number) => number, count = 20_000): void {
  const values = Float64Array.from({ length: count }, draw).sort();
  let distance = 0;
  values.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, Math.abs(p - i / count), Math.abs(p - (i + 1) / count));
  });
  expect(distance, name).toBeLessThan(dkwEpsilon(count, 1e-11));
}

describe('samplers', () => {
  const radialLaws: [spec: string, norm: ShapeNorm, dim: number, cdf: (r: number) => number][] = [
    ['gaussian', 'l2', 5, (r) => gammaCdf((r * r) / 2, 2.5)],
    ['laplace', 'l1', 5, (r) => gammaCdf(r, 5)],
    ['uniform:l1', 'l1', 4, (r) => r ** 4],
    ['uniform:l2', 'l2', 4, (r) => r ** 4],
    ['uniform:linf', 'linf', 4, (r) => r ** 4],
    ['exp:linf,k=2,j=3', 'linf', 5, (r) => gammaCdf(r ** 2, 1)],
    ['exp:l2,k=0.5,j=1', 'l2', 3, (r) => gammaCdf(r ** 0.5, 4)],
    ['exp:l1,k=3', 'l1', 3, (r) => gammaCdf(r ** 3, 1)],
    ['power:linf,a=6', 'linf', 3, (r) => betaPrimeCdf(r, 3, 3)],
    ['power:l2,k=2,a=3', 'l2', 3, (r) => betaPrimeCdf(r ** 2, 1.5, 1.5)],
  ];
  it.each(radialLaws)('%s has the right radius', (spec, norm, dim, cdf) => {
    const noise = parseNoise(spec, dim, { lambda: 3 });
    const random = randomStream(11);
    const out = new Float64Array(dim);
    expectLaw(spec, () => (noise.sample(random, out), shapeNorm(norm, out) / 3), cdf);
  });

  const marginals: [spec: string, cdf: (x: number) => number][] = [
    ['gaussian', (x) => normalCdf(x)],
    ['laplace', (x) => (x < 0 ? 0.5 * Math.exp(x) : 1 - 0.5 * Math.exp(-x))],
    ['uniform:linf', (x) => 0.5 + 0.5 * x],
    ['iid-exp,s=0.5', (x) => 0.5 + 0.5 * Math.sign(x) * gammaCdf(Math.abs(x) ** 0.5, 2)],
    ['iid-exp,s=3', (x) => 0.5 + 0.5 * Math.sign(x) * gammaCdf(Math.abs(x) ** 3, 1 / 3)],
    ['iid-pareto,a=3', (x) => 0.5 + 0.5 * Math.sign(x) * (1 - (1 + Math.abs(x)) ** -3)],
  ];
  it.each(marginals)('%s has the right marginals', (spec, cdf) => {
    const noise = parseNoise(spec, 3, { lambda: 2 });
    for (const coordinate of [0, 2]) {
      const random = randomStream(12 + coordinate);
      const out = new Float64Array(3);
      expectLaw(spec, () => (noise.sample(random, out), out[coordinate]! / 2), cdf);
    }
  });

  it('spread directions by the cone measure: the first and last coordinates of the unit spheres', () => {
    const dim = 4;
    const size: Record<ShapeNorm, (y: number) => number> = {
      l1: (y) => 1 - (1 - y) ** 3,
      l2: (y) => betaCdf(y * y, 0.5, 1.5),
      linf: (y) => (y < 1 ? 0.75 * y : 1),
    };
    for (const norm of SHAPE_NORMS) {
      for (const coordinate of [0, 3]) {
        const random = randomStream(30 + coordinate);
        const out = new Float64Array(dim);
        let worst = 0;
        const values = (): number => {
          sampleSphere(norm, 1, random, out);
          worst = Math.max(worst, Math.abs(shapeNorm(norm, out) - 1));
          return out[coordinate]!;
        };
        // The atoms of linf at +-1 are checked by their mass: compare away from them only.
        const cdf = (x: number): number => 0.5 + 0.5 * Math.sign(x) * size[norm](Math.abs(x));
        if (norm !== 'linf') expectLaw(norm, values, cdf);
        else {
          const drawn = Array.from({ length: 20_000 }, values);
          const epsilon = dkwEpsilon(20_000, 1e-11);
          for (const x of [-1 + 1e-9, -0.5, 0, 0.5, 1 - 1e-9]) {
            const share = drawn.filter((value) => value <= x).length / drawn.length;
            expect(Math.abs(share - cdf(x))).toBeLessThan(epsilon);
          }
        }
        expect(worst).toBeLessThan(1e-12);
      }
    }
  });

  it('have independent signs', () => {
    const count = 20_000;
    for (const spec of [...SPECS, 'uniform:l1', 'uniform:l2', 'uniform:linf']) {
      const noise = parseNoise(spec, 3, { lambda: 1 });
      const random = randomStream(40);
      const out = new Float64Array(3);
      let sum = 0;
      for (let i = 0; i < count; i++) {
        noise.sample(random, out);
        sum += Math.sign(out[0]! * out[1]!);
      }
      // Hoeffding: P(|sum| >= n t) <= 2 exp(-n t^2/2) = 1e-11.
      expect(Math.abs(sum) / count, spec).toBeLessThan(Math.sqrt((2 * Math.log(2e11)) / count));
    }
  });

  it('stay finite where tails leave the doubles', () => {
    for (const spec of ['power:linf,a=2.001', 'iid-pareto,a=0.001', 'exp:l2,k=0.01,j=0']) {
      const noise: NamedNoise = parseNoise(spec, 2, { lambda: 1 });
      const random = randomStream(3);
      const out = new Float64Array(2);
      let finite = true;
      for (let i = 0; i < 2000; i++) {
        noise.sample(random, out);
        finite &&= Number.isFinite(out[0]!) && Number.isFinite(out[1]!);
      }
      expect(finite, spec).toBe(true);
    }
  });
});

describe('uniform noise on bodies', () => {
  it('has the second moment of the body', () => {
    const lambda = 2;
    for (const p of [1, 1.5, 2, 4, Infinity]) {
      const noise = uniform(lpBall(p, 3), 3, { lambda });
      const random = randomStream(50);
      const out = new Float64Array(3);
      let sum = 0;
      let lowest = Infinity;
      for (let i = 0; i < 20_000; i++) {
        noise.sample(random, out);
        sum += (out[0]! ** 2 + out[1]! ** 2 + out[2]! ** 2) / (3 * lambda ** 2);
        lowest = Math.min(lowest, noise.logDensity(out));
      }
      expect(lowest).toBeGreaterThan(-Infinity);
      // Terms lie in [0, 1]: Hoeffding at 1e-11.
      const epsilon = Math.sqrt(Math.log(2e11) / 40_000);
      expect(Math.abs(sum / 20_000 - (noise.sigma / lambda) ** 2)).toBeLessThan(epsilon);
    }
    expect(uniform(box([1, 2]), 2, { lambda: 1 }).sigma).toBeCloseTo(Math.sqrt(5 / 6), 12);
    for (const norm of SHAPE_NORMS) {
      const p = { l1: 1, l2: 2, linf: Infinity }[norm];
      const [named, body] = [uniform(norm, 5, { sigma: 1 }), uniform(lpBall(p, 5), 5, { sigma: 1 })];
      // From sigma, lambda is rounded down by what the second moment of the body is known to.
      expect(body.lambda).toBeLessThanOrEqual(named.lambda * (1 + 1e-15));
      expect(body.lambda).toBeGreaterThan(named.lambda * (1 - 2e-11));
      expect(body.logDensity([0, 0, 0, 0, 0])).toBeCloseTo(named.logDensity([0, 0, 0, 0, 0]), 9);
    }
  });

  it('refuses a body of another dimension', () => {
    expect(() => uniform(lpBall(2, 3), 4, { lambda: 1 })).toThrow(/dimension 3.*dimension 4/);
  });
});
