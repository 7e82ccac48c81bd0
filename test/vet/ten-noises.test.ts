/**
 * Ten noises nobody tuned for, each vetted and compared with test/reference/vet-ten-noises.json, which was computed by
 * other means: quadrature of the density, areas of level sets, hulls of projected vertices, sorted likelihood ratios.
 * False alarm of everything sampled here: below 1e-8 (confidence 1 - 1e-9 an interval, about ten intervals).
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { vet } from '../../src/vet/vet.ts';
import type { VetReport } from '../../src/vet/report.ts';

interface Marginal {
  readonly peak: number;
  readonly J: number;
  readonly rho: number;
  readonly axisRadius: number;
  readonly phiByAngle?: readonly number[];
}
interface Reference {
  readonly logistic: Marginal;
  readonly student3: Marginal;
  readonly student5: Marginal;
  readonly cauchy: Marginal;
  readonly triangular: Marginal;
  readonly quartic: { readonly axis: number; readonly corner: number; readonly unit: readonly number[]; readonly J: number };
  readonly hexagon: { readonly volume: number; readonly l1: number; readonly l2: number; readonly linf: number };
  readonly cell24: { readonly vertices: readonly number[][]; readonly volume: number; readonly l1: number };
  readonly tenFacets: { readonly normals: readonly number[][]; readonly volume: number; readonly l1: number; readonly linf: number };
  readonly mixture: { readonly axis: number; readonly diagonal: number; readonly other: number };
} // prettier-ignore
const reference = JSON.parse(
  readFileSync(new URL('../reference/vet-ten-noises.json', import.meta.url), 'utf8'),
) as Reference;

const CONFIDENCE = 1 - 1e-9;

function report(noise: unknown, dim: number, adversary: string): VetReport {
  const built = parseNoiseFile({ name: 'test', dim, noise }, { lambda: 1 });
  const found = vet(built, parseAdversary(adversary, dim), {
    compare: false,
    adviceAt: null,
    samples: 60_000,
    confidence: CONFIDENCE,
    rhos: [0.8, 0.9],
  });
  if (found.verdict === 'invalid') throw new Error('a noise was expected');
  return found;
}

/** The interval holds the true value, given to a relative error, and is no wider than `width`, relative to it. */
function holds(estimate: Estimate, truth: number, width: number, error = 1e-6): void {
  expect(estimate.lower).toBeLessThanOrEqual(truth * (1 + error));
  expect(estimate.upper).toBeGreaterThanOrEqual(truth * (1 - error));
  expect(estimate.upper - estimate.lower).toBeLessThanOrEqual(width * truth);
}

/** (d/2) |W|^{1/d}: d = 2: the square of side 1, the disc of radius 2/pi, the rhombus of diagonals 2. */
const CRYSTAL: Readonly<Record<string, readonly [plane: number, space: number]>> = {
  l1: [1, 1],
  l2: [2 / Math.sqrt(Math.PI), 1.5 * (Math.PI / 6) ** (1 / 3)],
  linf: [Math.SQRT2, 1.5 * 2 ** (1 / 3)],
};

/** Against l1 a product's Phi(1/2) is the peak of its marginal, and no radius exceeds the exact one along e_1. */
function checkProductAgainstL1(found: VetReport, { peak, J, axisRadius }: Marginal): void {
  holds(found.phiHalf, peak, 1e-4);
  holds(found.wulff.phiStar, J, 1e-2);
  holds(found.wulff.efficiency, J / peak, 1e-2);
  expect(found.verdict).toBe('suboptimal');
  const { lower, upper } = found.curve[0]!.radius;
  expect(lower).toBeGreaterThan(0);
  expect(lower).toBeLessThanOrEqual(axisRadius * (1 + 1e-5));
  expect(upper).toBeGreaterThanOrEqual(lower);
}

describe('products in the plane', () => {
  it('logistic marginals against l1: log-concave, so its radius is the exact one of the line', () => {
    const found = report({ product: '1/cosh(x/2)^2' }, 2, 'l1');
    checkProductAgainstL1(found, reference.logistic);
    // The logistic quantile at 0.8 is log 4.
    expect(reference.logistic.axisRadius).toBeCloseTo(Math.log(4), 5);
    expect(found.curve[0]!.radius.lower).toBeCloseTo(Math.log(4), 3);
    expect(found.checks.quasiConcave.status).toBe('proved');
  });

  it.each([
    [3, '(1+x^2/3)^-2', reference.student3],
    [5, '(1+x^2/5)^-3', reference.student5],
  ] as const)('Student-t, nu = %d, against l1 and l2', (nu, product, marginal) => {
    checkProductAgainstL1(report({ product }, 2, 'l1'), marginal);
    const round = report({ product }, 2, 'l2');
    const steepest = Math.max(...marginal.phiByAngle!);
    expect(steepest).toBeCloseTo(marginal.peak, 6);
    // The sup over a circle of directions is bracketed by a net of them.
    holds(round.phiHalf, steepest, 0.15);
    holds(round.wulff.phiStar, CRYSTAL['l2']![0] * marginal.J, 0.02);
    expect(round.sigma.value).toBeCloseTo(Math.sqrt(nu / (nu - 2)), 4);
    expect(round.checks.quasiConcave.status).not.toBe('proved');
  });

  it('Cauchy marginals: no variance, yet a certificate against l1', () => {
    const found = report({ product: '1/(1+x^2)' }, 2, 'l1');
    checkProductAgainstL1(found, reference.cauchy);
    expect(found.sigma.value).toBe(Infinity);
    expect(found.checks.finiteVariance.status).toBe('failed');
  });

  it('a triangular marginal against l1', () => {
    checkProductAgainstL1(report({ product: 'max(0, 1-abs(x))' }, 2, 'l1'), reference.triangular);
  });
});

describe('e^{-|x|_4^3} in space', () => {
  const { axis, corner, unit, J } = reference.quartic;
  it.each([
    ['l1', axis],
    ['l2', Math.max(...unit)],
    ['linf', corner],
  ])('against %s', (adversary, phi) => {
    const found = report({ levelSet: { body: { lp: 4, dim: 3 }, radial: 'exp(-r^3)' } }, 3, adversary);
    const star = CRYSTAL[adversary]![1] * J;
    const width = adversary === 'l2' ? 0.15 : 1e-3;
    holds(found.phiHalf, phi, width);
    holds(found.wulff.phiStar, star, 1e-4);
    holds(found.wulff.efficiency, star / phi, width);
    expect(found.verdict).toBe('suboptimal');
  });
});

describe('uniform noise on polytopes', () => {
  const hexagon = Array.from({ length: 6 }, (_, k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]);

  it.each(['l1', 'l2', 'linf'] as const)('the regular hexagon against %s', (adversary) => {
    const found = report({ uniform: { vertices: hexagon } }, 2, adversary);
    const { volume } = reference.hexagon;
    const phi = reference.hexagon[adversary] / volume;
    holds(found.phiHalf, phi, 0.01, 1e-5);
    holds(found.wulff.phiStar, CRYSTAL[adversary]![0] / Math.sqrt(volume), 0.01);
    expect(found.verdict).toBe('suboptimal');
  });

  it('the 24-cell against l1', () => {
    const { vertices, volume, l1 } = reference.cell24;
    const found = report({ uniform: { vertices } }, 4, 'l1');
    holds(found.phiHalf, l1 / volume, 0.05);
    // (d/2) |W|^{1/d} = 1 for the cube.
    holds(found.wulff.phiStar, volume ** -0.25, 0.05);
  });

  it.each(['l1', 'linf'] as const)('a polytope of ten facets at random against %s', (adversary) => {
    const { normals, volume } = reference.tenFacets;
    const A = [1, -1].flatMap((sign) => normals.map((row) => row.map((c) => sign * c)));
    const found = report({ uniform: { halfspaces: { A, b: A.map(() => 1) } } }, 3, adversary);
    holds(found.phiHalf, reference.tenFacets[adversary] / volume, 0.02);
    holds(found.wulff.phiStar, CRYSTAL[adversary]![1] * volume ** (-1 / 3), 0.02);
  });
});

describe('densities by formula', () => {
  it('an anisotropic Gaussian against l1 and l2: |Sigma^{-1/2} v| phi(0)', () => {
    const [s, t] = [1, 2];
    const density = `exp(-x1^2/2 - x2^2/8)`;
    const phi = 1 / Math.sqrt(2 * Math.PI) / Math.min(s, t);
    // Level sets are ellipses of area pi s t r^2: J = sqrt(pi s t)/(2 pi s t) sqrt(pi/2).
    const J = (Math.sqrt(Math.PI * s * t) / (2 * Math.PI * s * t)) * Math.sqrt(Math.PI / 2);
    for (const adversary of ['l2']) {
      const found = report({ density }, 2, adversary);
      const star = CRYSTAL[adversary]![0] * J;
      holds(found.phiHalf, phi, 0.1);
      holds(found.wulff.phiStar, star, 0.1);
      holds(found.wulff.efficiency, star / phi, 0.2);
      expect(found.verdict).toBe('suboptimal');
      expect(found.sigma.lower).toBeLessThanOrEqual(Math.sqrt((s * s + t * t) / 2));
      expect(found.sigma.upper).toBeGreaterThanOrEqual(Math.sqrt((s * s + t * t) / 2));
    }
  });

  it('a mixture of two Gaussians: even, not quasi-concave, and said so with a segment', () => {
    const density = 'exp(-((x1-1.5)^2+x2^2)/2) + exp(-((x1+1.5)^2+x2^2)/2)';
    // Against l1: its vertices are the two axes.
    const found = report({ density }, 2, 'l1');
    const { axis, diagonal, other } = reference.mixture;
    expect(diagonal).toBeLessThan(other);
    holds(found.phiHalf, Math.max(axis, other), 0.1, 1e-3);
    const { quasiConcave } = found.checks;
    expect(quasiConcave.status).toBe('failed');
    const { witness } = quasiConcave;
    if (witness?.kind !== 'segment') throw new Error('a segment was expected');
    const q = (x: number, y: number): number =>
      Math.exp(-((x - 1.5) ** 2 + y * y) / 2) + Math.exp(-((x + 1.5) ** 2 + y * y) / 2);
    const [[a, b], [c, d]] = [witness.from, witness.to];
    expect(q((a! + c!) / 2, (b! + d!) / 2)).toBeLessThan(Math.min(q(a!, b!), q(c!, d!)));
    expect(found.reasons.join(' ')).toMatch(/not quasi-concave/);
  });

  it('a typo is a sentence that names it', () => {
    const typo = (): unknown => parseNoiseFile({ dim: 2, noise: { density: 'exp(-abs(x1) - 2*y2^2)' } });
    expect(typo).toThrow(InvalidInput);
    expect(typo).toThrow(/noise\.density.*y2/);
    expect(() => parseNoiseFile({ dim: 2, noise: { density: 'exp(-absx1)' } })).toThrow(/absx1/);
  });

  it('an uneven density is no noise, with a witness that can be replayed', () => {
    let thrown: unknown;
    try {
      parseNoiseFile({ dim: 2, noise: { density: 'exp(-(x1-0.1)^2 - x2^2)' } });
    } catch (error) {
      thrown = error;
    }
    if (!(thrown instanceof InvalidNoise)) throw new Error('InvalidNoise was expected');
    expect(thrown.failed).toBe('even');
    const { witness } = thrown;
    if (witness.kind !== 'pair') throw new Error('a pair was expected');
    const q = ([x, y]: readonly number[]): number => Math.exp(-((x! - 0.1) ** 2) - y! * y!);
    witness.x.forEach((c, i) => expect(witness.y[i]).toBe(-c));
    expect(Math.abs(q(witness.x) / q(witness.y) - 1)).toBeGreaterThan(1e-6);
  });
});
