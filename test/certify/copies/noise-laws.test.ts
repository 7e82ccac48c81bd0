/**
 * The kernels against the laws of their noises. Every statistical check fails with probability at most 1e-9 when all is
 * well (Dvoretzky-Kiefer-Wolfowitz, exact gamma and binomial laws, Hoeffding).
 */
import { describe, expect, it } from 'vitest';
import { noiseKernel } from '../../../src/certify/copies/noise-kernels.ts';
import { SAMPLES } from '../../../src/certify/statistics/samples.ts';
import { floatRadius, LEAST_SPHERE_DIM, noiseRecipe } from '../../../src/certify/copies/noise-recipe.ts';
import { PURPOSE, SampleStream } from '../../../src/certify/copies/sample-stream.ts';
import { shapeNorm } from '../../../src/noise/named/shape-norm.ts';
import { parseNoiseFile } from '../../../src/noise/file.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import type { Noise, ShapeNorm } from '../../../src/noise/noise.ts';
import { clopperPearsonLower, clopperPearsonUpper, dkwEpsilon } from '../../../src/numeric/confidence/binomial.ts';
import { betaCdf, betaPrimeCdf, gammaCdf, normalCdf } from '../../../src/numeric/special/special.ts';

const FALSE_ALARM = 1e-9;
const SEED = 11;

function draw(noise: Noise, image: number, first: number, count: number): Float32Array {
  const out = new Float32Array(count * noise.dim);
  noiseKernel(noise, SEED).fill(image, first, count, out);
  return out;
}

/** Largest distance between the empirical distribution and `cdf`, in units of what DKW allows. */
function distance(values: ArrayLike<number>, cdf: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let worst = 0;
  for (let i = 0; i < n; i++) {
    const at = cdf(sorted[i]!);
    // Equal values make one step.
    if (sorted[i] !== sorted[i - 1]) worst = Math.max(worst, Math.abs(at - i / n));
    if (sorted[i] !== sorted[i + 1]) worst = Math.max(worst, Math.abs(at - (i + 1) / n));
  }
  return worst / dkwEpsilon(n, FALSE_ALARM);
}

/** The distribution function of a symmetric number from that of its size. */
const symmetric =
  (cdf: (size: number) => number) =>
  (x: number): number =>
    0.5 + (Math.sign(x) * cdf(Math.abs(x))) / 2;

const COORDINATES: [spec: string, cdf: (x: number) => number][] = [
  ['uniform:linf', (x) => (1 + x) / 2],
  ['gaussian', (x) => normalCdf(x)],
  ['laplace', symmetric((size) => -Math.expm1(-size))],
  ['iid-exp,s=0.5', symmetric((size) => gammaCdf(Math.sqrt(size), 2))],
  ['iid-exp,s=1', symmetric((size) => gammaCdf(size, 1))],
  ['iid-exp,s=2', symmetric((size) => gammaCdf(size ** 2, 0.5))],
  ['iid-exp,s=4', symmetric((size) => gammaCdf(size ** 4, 0.25))],
  ['iid-pareto,a=3', symmetric((size) => -Math.expm1(-3 * Math.log1p(size)))],
];

describe('independent coordinates', () => {
  it.each(COORDINATES)('%s has its law, at scale 1 and 0.3', (spec, cdf) => {
    expect(distance(draw(parseNoise(spec, 1001, { lambda: 1 }), 0, 0, 150), cdf)).toBeLessThan(1);
    const scaled = draw(parseNoise(spec, 1001, { lambda: 0.3 }), 2, 7, 50);
    expect(distance(scaled, (x) => cdf(x / 0.3))).toBeLessThan(1);
  });

  it('notices a law that is not theirs', () => {
    const values = draw(parseNoise('gaussian', 1001, { lambda: 1.05 }), 0, 0, 150);
    expect(distance(values, (x) => normalCdf(x))).toBeGreaterThan(1);
  });

  it('four million normals have the sum of squares of their law, Laplace numbers the sum of sizes', () => {
    const [dim, count] = [4000, 1000];
    let squares = 0;
    for (const x of draw(parseNoise('gaussian', dim, { lambda: 1 }), 1, 0, count)) squares += x * x;
    let sizes = 0;
    for (const x of draw(parseNoise('laplace', dim, { lambda: 1 }), 1, 0, count)) sizes += Math.abs(x);
    for (const tail of ['lower', 'upper'] as const) {
      expect(gammaCdf(squares / 2, (dim * count) / 2, tail)).toBeGreaterThan(FALSE_ALARM / 2);
      expect(gammaCdf(sizes, dim * count, tail)).toBeGreaterThan(FALSE_ALARM / 2);
    }
  });

  it('and as many beyond 2, 3, 4 and 5 standard deviations as they should', () => {
    const values = draw(parseNoise('gaussian', 4000, { lambda: 1 }), 3, 0, 1000);
    for (const t of [2, 3, 4, 5]) {
      for (const sign of [-1, 1]) {
        const beyond = values.reduce((sum, x) => sum + (sign * x > t ? 1 : 0), 0);
        const p = normalCdf(t, 'upper');
        expect(clopperPearsonLower(beyond, values.length, FALSE_ALARM / 16)).toBeLessThan(p);
        expect(clopperPearsonUpper(beyond, values.length, FALSE_ALARM / 16)).toBeGreaterThan(p);
      }
    }
  });
});

/** For products of two numbers of mean 0 in [-1, 1], Hoeffding's bound on their mean. */
const meanBound = (n: number): number => Math.sqrt((2 * Math.log(2 / FALSE_ALARM)) / n);

describe('independence', () => {
  const dim = 1000;
  const count = 200;
  /** Signs, and whether sizes are above their median, as numbers of mean 0. */
  const features = (median: number): ((x: number) => number)[] => [
    (x) => Math.sign(x),
    (x) => (Math.abs(x) > median ? 1 : -1),
  ];
  const cases: [string, number][] = [
    ['uniform:linf', 0.5],
    ['gaussian', 0.6744897501960817],
    ['laplace', Math.LN2],
  ];

  it.each(cases)('%s: neighbours among coordinates, samples, images, seeds, selection', (spec, median) => {
    const noise = parseNoise(spec, dim, { lambda: 1 });
    const base = draw(noise, 4, 10, count);
    const otherSeed = new Float32Array(base.length);
    noiseKernel(noise, SEED + 1).fill(4, 10, count, otherSeed);
    const others: [string, Float32Array][] = [
      ['next coordinate', base.subarray(1)],
      ['coordinate two on', base.subarray(2)],
      ['next block', base.subarray(4)],
      ['next sample', draw(noise, 4, 11, count)],
      ['next image', draw(noise, 5, 10, count)],
      ['selection', draw(noise, 4, SAMPLES.selection.first + 10, count)],
      ['next seed', otherSeed],
    ];
    for (const [name, other] of others) {
      for (const f of features(median)) {
        for (const g of features(median)) {
          let sum = 0;
          for (let i = 0; i < other.length; i++) sum += f(base[i]!) * g(other[i]!);
          expect(Math.abs(sum / other.length), name).toBeLessThan(meanBound(other.length));
        }
      }
    }
  });
});

const D = 48;
const SPHERES: [spec: string, norm: ShapeNorm, cdf: (r: number) => number][] = [
  ['uniform:l2', 'l2', (r) => Math.min(r, 1) ** D],
  ['uniform:l1', 'l1', (r) => Math.min(r, 1) ** D],
  ['exp:l2,k=1,j=0', 'l2', (r) => gammaCdf(r, D)],
  ['exp:l2,k=3,j=20', 'l2', (r) => gammaCdf(r ** 3, (D - 20) / 3)],
  ['exp:l1,k=2', 'l1', (r) => gammaCdf(r ** 2, D / 2)],
  ['exp:linf,k=2,j=0', 'linf', (r) => gammaCdf(r ** 2, D / 2)],
  ['exp:linf,k=1,j=30', 'linf', (r) => gammaCdf(r, D - 30)],
  ['power:l2,k=2,a=30', 'l2', (r) => betaPrimeCdf(r ** 2, D / 2, 30 - D / 2)],
  ['power:linf,a=60', 'linf', (r) => betaPrimeCdf(r, D, 60 - D)],
];

/** The law of one coordinate of the unit sphere under the cone measure. */
const SPHERE_COORDINATE: Record<ShapeNorm, (u: number) => number> = {
  l2: symmetric((size) => betaCdf(Math.min(1, size ** 2), 0.5, (D - 1) / 2)),
  l1: symmetric((size) => -Math.expm1((D - 1) * Math.log1p(-Math.min(1, size)))),
  linf: symmetric((size) => (size < 1 ? (1 - 1 / D) * size : 1)),
};

describe('norm-type noises', () => {
  function checkSphere(noise: Noise, norm: ShapeNorm, cdf: (r: number) => number): void {
    const n = 20_000;
    const values = draw(noise, 6, 0, n);
    const radii = new Float64Array(n);
    const directions = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const x = Float64Array.from(values.subarray(i * D, (i + 1) * D));
      radii[i] = shapeNorm(norm, x);
      directions[i] = x[i % D]! / radii[i]!;
    }
    expect(distance(radii, cdf)).toBeLessThan(1);
    expect(distance(directions, SPHERE_COORDINATE[norm])).toBeLessThan(1);
  }

  it.each(SPHERES)('%s: norm and direction have their laws', (spec, norm, cdf) => {
    checkSphere(parseNoise(spec, D, { lambda: 1 }), norm, cdf);
  });

  it.each([1, 2, 'inf'] as const)('level-set noise on a scaled ball of l_%s, too', (p) => {
    const body = { scale: 3, of: { lp: p, dim: D } };
    const noise = parseNoiseFile({ dim: D, noise: { levelSet: { body, radial: 'exp(-r^3)' } } }, { lambda: 0.5 });
    expect(noiseRecipe(noise).kind).toBe('sphere');
    checkSphere(noise, p === 'inf' ? 'linf' : `l${p}`, (r) => gammaCdf((r / 1.5) ** 3, D / 3));
  });

  it('the face of the cube is each of the 2 d faces as often', () => {
    const n = 40_000;
    const values = draw(parseNoise('exp:linf,k=2,j=0', D, { lambda: 1 }), 0, 0, n);
    const faces = new Int32Array(2 * D);
    for (let i = 0; i < n; i++) {
      const x = values.subarray(i * D, (i + 1) * D);
      const r = shapeNorm('linf', Float64Array.from(x));
      const face = x.findIndex((v) => Math.abs(v) === r);
      faces[2 * face + (x[face]! > 0 ? 1 : 0)]!++;
    }
    for (const hits of faces) {
      expect(clopperPearsonLower(hits, n, FALSE_ALARM / (4 * D))).toBeLessThan(1 / (2 * D));
      expect(clopperPearsonUpper(hits, n, FALSE_ALARM / (4 * D))).toBeGreaterThan(1 / (2 * D));
    }
  });

  it.each([LEAST_SPHERE_DIM, 3074])('in dimension %i lengths are the radii drawn, within 2^-20', (dim) => {
    for (const spec of ['uniform:l2', 'uniform:l1', 'exp:l2,k=1,j=0', 'exp:l1,k=2']) {
      const noise = parseNoise(spec, dim, { lambda: 3 });
      const recipe = noiseRecipe(noise);
      if (recipe.kind !== 'sphere') throw new Error(`${spec} is made another way`);
      const stream = new SampleStream(SEED, PURPOSE.radius);
      const n = 200;
      const values = draw(noise, 1, 0, n);
      for (let i = 0; i < n; i++) {
        const length = shapeNorm(recipe.norm, Float64Array.from(values.subarray(i * dim, (i + 1) * dim)));
        const radius = floatRadius(recipe.radius(stream.start(1, i)));
        expect(Math.abs(length / radius - 1)).toBeLessThan(2 ** -20);
      }
    }
  });
});
