/**
 * Designed noises: certified from their files, as good as the library, near what is possible, and the crystal where the
 * shape is free.
 */
import { describe, expect, it } from 'vitest';
import { freeShape } from '../../src/design/shape/free-shape.ts';
import { zonotopeFamily } from '../../src/design/shape/zonotope-family.ts';
import {
  certifiedRadius,
  designNoise,
  InvalidInput,
  lpAdversary,
  parseNoise,
  parseNoiseFile,
  uniform,
  volume,
  wulffCrystal,
  zonotope,
  type Design,
  type Noise,
} from '../../src/index.ts';
import { librarySpecs } from '../../src/noise/spec.ts';

const l1 = lpAdversary(1, 3072);
/** A short look: the rest of a long search differs in more noises only. */
const BRIEF = { scale: { sigma: 1 }, evaluations: 4, rhos: [0.6, 0.9, 0.99] } as const;

/** The file's radius by the way that anybody takes: never less than what was reported, and the same double. */
function expectCertified(design: Design, p: number): void {
  const noise = parseNoiseFile(JSON.stringify(design.file), { sigma: design.sigma });
  const again = certifiedRadius(noise, lpAdversary(p, design.dim), design.rho);
  expect(design.radius.radius).toBe(again.radius);
  expect(again.confidence).toBe(1);
  expect(noise.sigma).toBe(design.sigma);
  expect(design.noiseSigma.lower).toBeLessThanOrEqual(design.sigma);
  expect(design.noiseSigma.upper).toBeGreaterThanOrEqual(design.sigma);
  expect(design.noiseSigma.upper - design.noiseSigma.lower).toBeLessThan(1e-8 * design.sigma);
}

function expectAsGoodAsLibrary(design: Design, p: number): void {
  for (const spec of librarySpecs(design.dim)) {
    const noise = parseNoise(spec, design.dim, { sigma: design.sigma });
    const { radius } = certifiedRadius(noise, lpAdversary(p, design.dim), design.rho, { quick: true });
    expect(radius).toBeLessThanOrEqual(design.radius.radius);
  }
  for (const { radius } of design.library) expect(radius).toBeLessThanOrEqual(design.radius.radius);
  const best = Math.max(...design.library.map(({ radius }) => radius));
  expect(design.gainPercent).toBe(Math.floor((design.radius.radius / best - 1) * 1e4) / 100);
}

/** Its curve and those beside it are those of the file and of the noises named, all at one sigma. */
function expectCurves({ file, sigma, dim, curve, beside }: Design, p: number): void {
  const expectRadii = (noise: Noise, points: Design['curve']): void => {
    for (const { rho, radius } of points)
      expect(radius).toBe(certifiedRadius(noise, lpAdversary(p, dim), rho, { quick: true }).radius);
  };
  expectRadii(parseNoiseFile(JSON.stringify(file), { sigma }), curve);
  expect(beside.length).toBeGreaterThan(1);
  for (const { noise, points } of beside) expectRadii(parseNoise(noise, dim, { sigma }), points);
}

describe('against l1 at d = 3072', () => {
  it('rho = 0.6: the uniform cube, which Gauss’s inequality says is the best', () => {
    const design = designNoise(l1, { ...BRIEF, rho: 0.6, form: 'product' });
    expect(design.file.noise).toEqual({ named: 'uniform:linf' });
    expect(design.bounds.find(({ name }) => name === 'quasi-concave')!.share).toBeGreaterThan(1 - 1e-8);
    expectCertified(design, 1);
    expectAsGoodAsLibrary(design, 1);
  });

  it.each([
    [0.9, 1.3994, 0.9],
    [0.99, 2.7754, 0.3],
  ])('rho = %d: a truncated exponential, above the library and at its bound', (rho, radius, gain) => {
    const design = designNoise(l1, { ...BRIEF, rho, form: 'product' });
    expect(design.form).toBe('product');
    expect(design.radius.radius).toBeGreaterThan(radius);
    expect(design.gainPercent).toBeGreaterThan(gain);
    const bound = design.bounds.find(({ name }) => name === 'log-concave')!;
    expect(design.radius.radius).toBeLessThanOrEqual(bound.radius);
    expect(bound.share).toBeGreaterThan(1 - 3e-6);
    expectCertified(design, 1);
    expectAsGoodAsLibrary(design, 1);
  });
});

describe('a free shape near rho = 1/2', () => {
  it.each([
    [1, 2],
    [2, 2],
    [Infinity, 2],
    [Infinity, 3],
  ])('against l_%d in R^%d lands on the crystal, which it was not told', (p, dim) => {
    const adversary = lpAdversary(p, dim);
    const crystal = wulffCrystal(adversary);
    const found = freeShape(adversary, crystal, 0)!;
    expect(found.distance).toBeLessThan(0.01);
    // The slope at equal sigma is that of uniform noise on the crystal, or, for the ball, of a polygon of 24 sides.
    const best = certifiedRadius(uniform(crystal, dim, { sigma: 1 }), adversary, 0.501).radius / 0.001;
    expect(found.slope / best).toBeCloseTo(1, 2);
  });

  it('its measures are those of the library', () => {
    const directions = [
      [1, 0, 0],
      [0.3, 1, 0],
      [0, 0.2, 1],
      [1, 1, 0.4],
      [0.5, -1, 2],
    ];
    const widths = [1, 0.5, 2, 0.3, 0.7];
    const { volume: size, secondMoment } = zonotopeFamily(directions, [[1, 0, 0]]).measures(widths);
    const body = zonotope(directions.map((g, i) => g.map((c) => c * widths[i]!)));
    expect(size).toBeCloseTo(volume(body).value, 9);
    expect(secondMoment).toBeCloseTo(3 * uniform(body, 3, { lambda: 1 }).sigma ** 2, 9);
  });
});

it('a whole design in the plane: certified, as good as the library, every curve at every rho', () => {
  const adversary = lpAdversary(Infinity, 2);
  const stages: string[] = [];
  const design = designNoise(adversary, { ...BRIEF, rho: 0.55, onProgress: (stage) => stages.push(stage) });
  expectCertified(design, Infinity);
  expectAsGoodAsLibrary(design, Infinity);
  expectCurves(design, Infinity);
  expect(design.shape!.distance).toBeLessThan(0.01);
  expect(design.shape!.crystal).not.toBeNull();
  expect(design.curve.map(({ rho }) => rho)).toEqual([0.55, 0.6, 0.9, 0.99]);
  expect(stages.length).toBeGreaterThan(5);
  const radii = design.candidates.map(({ radius }) => radius ?? -1);
  expect(Math.max(...radii)).toBeLessThanOrEqual(design.radius.radius * (1 + 1e-9));
});

it('lambda stands for the cube of that half width; the same question has the same answer', () => {
  const design = designNoise(l1, { ...BRIEF, scale: { lambda: 2 }, rho: 0.9, form: 'product' });
  expect(design.sigma).toBeCloseTo(2 / Math.sqrt(3), 14);
  expectCertified(design, 1);
  const again = designNoise(l1, { ...BRIEF, scale: { lambda: 2 }, rho: 0.9, form: 'product' });
  expect(JSON.stringify(again)).toBe(JSON.stringify(design));
});

it.each([
  [{ rho: 0.5 }, /above 1\/2 and below 1/],
  [{ rho: 1 }, /above 1\/2 and below 1/],
  [{ rho: NaN }, /above 1\/2 and below 1/],
  [{ scale: { sigma: 0 } }, /sigma must be positive/],
  [{ scale: { lambda: Infinity } }, /lambda must be positive/],
  [{ evaluations: 0.5 }, /evaluations must be an integer/],
])('%j is refused in one sentence', (wrong, sentence) => {
  const design = (): unknown => designNoise(l1, { scale: { sigma: 1 }, rho: 0.9, ...wrong });
  expect(design).toThrow(InvalidInput);
  expect(design).toThrow(sentence);
});

it('an adversary without a crystal is refused', () => {
  expect(() => designNoise(lpAdversary(3, 5), { scale: { sigma: 1 }, rho: 0.9 })).toThrow(/crystal is not defined/);
});
