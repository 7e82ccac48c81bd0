/**
 * Noise files drawn at random, vetted and compared with what planar-reference.ts works out by other means: whatever vet
 * says must hold. `npm run fuzz` hunts 20 times as long, among other files; FUZZ=50 says how long. Only the densities
 * are sampled: about 30 intervals of confidence 1 - 1e-12 or, for those compared at 0.999, with slack far above their
 * width; false alarm below 1e-9.
 */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseBody } from '../../src/geometry/parse-body.ts';
import { parseAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { checksOf } from '../../src/noise/facts.ts';
import { InvalidNoise } from '../../src/noise/validity.ts';
import type { Noise } from '../../src/noise/noise.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import { vet, type VetOptions } from '../../src/vet/vet.ts';
import type { VetReport } from '../../src/vet/report.ts';
import {
  area,
  hull,
  overlap,
  overlapRadius,
  secondMoment,
  shadow,
  stepFormula,
  stepGrowth,
  stepMass,
  stepVolumes,
  type Point,
  type Steps,
} from './planar-reference.ts';

const LONGER = Number(process.env['FUZZ'] ?? (process.env['MODE'] === 'fuzz' ? 20 : 1));
vi.setConfig({ testTimeout: 120_000 * LONGER });
/** In every test run a tenth of the cases; `npm run fuzz` has the rest. */
const runs = (seed: number, numRuns: number): { seed: number; numRuns: number } => ({
  seed: seed + 100 * (LONGER - 1),
  numRuns: Math.ceil(LONGER === 1 ? 0.1 * numRuns : numRuns * LONGER),
});

const ROUNDING = 1e-7;
/** J of |x|^-0.398 e^-|x| in the plane. */
const POLE = 2.4463919866665558;

function report(noise: Noise, adversary: Adversary, options: VetOptions = {}): VetReport {
  const found = vet(noise, adversary, { compare: false, adviceAt: null, samples: 1000, rhos: [0.6, 0.9], ...options });
  if ('failed' in found) throw new Error(found.reasons.join(' '));
  const { sigma, entropy, phiHalf, slope, wulff } = found;
  const all = [sigma, entropy, phiHalf, slope, wulff.phiStar, wulff.efficiency, ...found.curve.map((at) => at.radius)];
  for (const { value, lower, upper } of [...all, ...found.growth.map((at) => at.growth)]) {
    expect(lower <= value && value <= upper, `${lower} <= ${value} <= ${upper}`).toBe(true);
  }
  if (found.verdict === 'optimal') expect(wulff.efficiency.lower).toBeGreaterThanOrEqual(1 - found.tolerance);
  if (found.verdict === 'suboptimal') expect(wulff.efficiency.upper).toBeLessThan(1 - found.tolerance);
  return found;
}

const fileNoise = (noise: unknown, dim: number, lambda = 1): Noise => parseNoiseFile({ dim, noise }, { lambda });

function holds({ lower, upper }: Estimate, truth: number, tolerance = ROUNDING): void {
  const slack = tolerance * Math.abs(truth);
  expect(lower).toBeLessThanOrEqual(truth + slack);
  expect(upper).toBeGreaterThanOrEqual(truth - slack);
}

/** Two enclosures of one number have a point in common. */
function agree(a: Estimate, b: Estimate, factor = 1): void {
  const slack = ROUNDING * Math.abs(b.value);
  expect(a.lower * factor).toBeLessThanOrEqual(b.upper + slack);
  expect(a.upper * factor).toBeGreaterThanOrEqual(b.lower - slack);
}

const coordinate = fc.integer({ min: -24, max: 24 }).map((k) => k / 8);
/** Corners of a symmetric polygon that is not too flat, one after the other, counterclockwise. */
const polygon = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 5 })
  .map((points) => hull(points.flatMap(([x, y]): Point[] => [[x, y], [-x, -y]])))
  .filter((corners) => corners.length >= 4 && area(corners) > 1); // prettier-ignore
const lambda = fc.constantFrom(1, 0.01, 30);

/** An adversary with finitely many extreme points, and (d/2)|W|^{1/d} where it is known by name. */
interface PlanarAdversary {
  readonly adversary: Adversary;
  readonly extremes: readonly Point[];
  readonly crystal: number | null;
}
const byBody = (vertices: readonly Point[]): PlanarAdversary => ({
  adversary: { kind: 'body', body: parseBody({ vertices }), dim: 2 },
  extremes: vertices,
  crystal: null,
});
const planar: fc.Arbitrary<PlanarAdversary> = fc.oneof(
  fc.constant({ adversary: parseAdversary('l1', 2), extremes: [[1, 0], [0, 1]] as Point[], crystal: 1 }),
  fc.constant({ adversary: parseAdversary('linf', 2), extremes: [[1, 1], [1, -1]] as Point[], crystal: Math.SQRT2 }),
  polygon.map(byBody),
); // prettier-ignore

describe('noise in the plane, worked out on polygons', () => {
  it('uniform noise: sigma, Phi(1/2), Phi*, radii and growth by widths and clipping', () => {
    const forms = fc.constantFrom('vertices', 'halfspaces', 'polar', 'image');
    fc.assert(
      fc.property(polygon, planar, lambda, forms, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (corners, against, scale, form, share) => {
        const { adversary, extremes, crystal } = against;
        const noise = fileNoise({ uniform: written(corners, form) }, 2, scale);
        const size = Math.sqrt(area(corners));
        const steepest = Math.max(...extremes.map((v) => shadow(corners, v))) / size ** 2;
        const r = (0.4 * scale) / steepest;
        const found = report(noise, adversary, { growth: [{ p: share, r }] });
        holds(found.sigma, scale * Math.sqrt(secondMoment(corners) / 2));
        holds(found.phiHalf, steepest / scale);
        holds(found.entropy, 2 * Math.log(size * scale) || 0, 1e-6);
        if (crystal !== null) {
          holds(found.wulff.phiStar, crystal / size / scale);
          holds(found.wulff.efficiency, crystal / size / steepest);
        }
        for (const { rho, radius } of found.curve) {
          holds(radius, scale * Math.min(...extremes.map((v) => overlapRadius(corners, v, 1.5 - rho))), 1e-6);
        }
        const least = Math.min(...extremes.map(([x, y]) => overlap(corners, [(x * r) / scale, (y * r) / scale])));
        holds(found.growth[0]!.growth, 1 - least + Math.min(share, least));
      }),
      runs(1, 40),
    );
  }); // prettier-ignore

  it('level-set noise: W5 with E[1/T] in closed form', () => {
    const exponent = fc.integer({ min: 4, max: 60 }).map((k) => k / 8);
    // E[1/T] = int f dt over int t f dt.
    const profile = fc.oneof(
      exponent.map((k) => ({ radial: `exp(-r^${k})`, inverse: Math.exp(logGamma(1 / k) - logGamma(2 / k)) })),
      exponent.map((k) => ({ radial: `(1+r)^-${k + 3}`, inverse: k + 1 })),
      fc.integer({ min: 1, max: 7 }).map((k) => ({ radial: `max(0, 1-r)^${k}`, inverse: k + 2 })),
      exponent.map((k) => ({ radial: `max(0, sign(1-r)) + ${k}*max(0, sign(2-r))`, inverse: (1 + 2 * k) / (0.5 + 2 * k) })),
    );
    fc.assert(
      fc.property(polygon, planar, profile, lambda, (corners, { adversary, extremes, crystal }, { radial, inverse }, scale) => {
        const noise = fileNoise({ levelSet: { body: { vertices: corners }, radial } }, 2, scale);
        const found = report(noise, adversary, { rhos: [0.5001, 0.9] });
        const steepest = Math.max(...extremes.map((v) => shadow(corners, v))) / area(corners);
        holds(found.phiHalf, (0.5 * steepest * inverse) / scale);
        if (crystal !== null) holds(found.wulff.phiStar, (0.5 * crystal * inverse) / Math.sqrt(area(corners)) / scale);
        // R'(1/2) = 1/Phi(1/2).
        expect(found.curve[0]!.radius.lower).toBeLessThan((1.01e-4 * scale) / (0.5 * steepest * inverse));
      }),
      runs(2, 6),
    );
  }); // prettier-ignore
});

describe('step marginals, worked out cell by cell', () => {
  const steps: fc.Arbitrary<Steps> = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 0, max: 8 })), { minLength: 1, maxLength: 4 })
    .filter((list) => list.some(([, height]) => height > 0) && list.at(-1)![1] > 0)
    .map((list) => {
      let end = 0;
      return { ends: list.map(([width]) => (end += width / 8)), heights: list.map(([, height]) => height) };
    });

  it('against l1 in any dimension: jumps, gaps and several modes', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 5 }), lambda, (marginal, dim, scale) => {
        const { ends, heights } = marginal;
        const mass = stepMass(marginal);
        const found = report(fileNoise({ product: stepFormula(marginal) }, dim, scale), parseAdversary('l1', dim));
        const variation = heights.reduce((sum, h, i) => sum + Math.abs(h - (heights[i + 1] ?? 0)), 0) / mass;
        const square = heights.reduce((sum, h, i) => sum + (2 * h * (ends[i]! ** 3 - (ends[i - 1] ?? 0) ** 3)) / 3, 0);
        holds(found.phiHalf, variation / scale);
        holds(found.wulff.phiStar, stepVolumes(marginal, dim) / scale);
        holds(found.sigma, scale * Math.sqrt(square / mass));
        for (const { rho, radius } of found.curve) {
          expect(stepGrowth(marginal, (radius.lower / scale) * (1 - 1e-9), 1 - rho)).toBeLessThanOrEqual(0.5 + 1e-9);
          if (dim > 1 || radius.upper === Infinity) continue;
          const r = (radius.upper / scale) * (1 + 1e-6);
          expect(stepGrowth(marginal, r, 1 - rho)).toBeGreaterThanOrEqual(0.5 - 1e-6);
        }
      }),
      runs(3, 14),
    );
  });
});

describe('one noise, told in several ways', () => {
  const numbers = (found: VetReport): Estimate[] => [found.phiHalf, found.wulff.phiStar, found.sigma];

  it('scaled, turned by a quarter, mirrored: noise and adversary together', () => {
    const noises = fc.oneof(
      polygon.map((corners) => (map: (p: Point) => Point): unknown => ({ uniform: { vertices: corners.map(map) } })),
      polygon.map((corners) => (map: (p: Point) => Point): unknown => ({
        levelSet: { body: { vertices: corners.map(map) }, radial: 'exp(-r^1.5)' },
      })),
    );
    const moves = fc.constantFrom<(p: Point) => Point>(([x, y]) => [-y, x], ([x, y]) => [x, -y], ([x, y]) => [y, x]);
    fc.assert(
      fc.property(noises, polygon, moves, fc.constantFrom(0.125, 8), (noise, target, move, factor) => {
        const plain = report(fileNoise(noise((p) => p), 2), byBody(target).adversary);
        const moved = report(fileNoise(noise(move), 2, factor), byBody(target.map(move)).adversary);
        agree(plain.sigma, moved.sigma, factor);
        agree(plain.phiHalf, moved.phiHalf, 1 / factor);
        agree(plain.wulff.phiStar, moved.wulff.phiStar, 1 / factor);
        agree(plain.wulff.efficiency, moved.wulff.efficiency);
        plain.curve.forEach(({ radius }, i) => agree(radius, moved.curve[i]!.radius, factor));
        expect([plain.verdict, moved.verdict].sort()).not.toEqual(['optimal', 'suboptimal']);
      }),
      runs(4, 12),
    );
  }); // prettier-ignore

  it('exp(-sum |x_i|^s): as a product, on the body of l_s, by name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 40 }), fc.constantFrom('l1', 'linf', 'l2', 'lp:3'), (eighths, spec) => {
        const s = eighths / 8;
        const tellings = [
          fileNoise({ product: `exp(-abs(x)^${s})` }, 2),
          fileNoise({ levelSet: { body: { lp: s, dim: 2 }, radial: `exp(-r^${s})` } }, 2),
          parseNoise(`iid-exp,s=${s}`, 2, { lambda: 1 }),
        ].map((noise) => report(noise, parseAdversary(spec, 2)));
        const [first, ...others] = tellings.map(numbers);
        for (const other of others) first!.forEach((estimate, i) => agree(estimate, other[i]!));
        // A certified radius is below every upper end.
        for (const a of tellings) {
          for (const b of tellings) a.curve.forEach(({ radius }, i) => agree({ ...radius, upper: Infinity }, b.curve[i]!.radius));
        }
      }),
      runs(5, 4),
    );
  }); // prettier-ignore

  it('an ellipse as a level set and as an enclosed density', () => {
    const entry = fc.integer({ min: -12, max: 12 }).map((k) => k / 8);
    const matrix = fc.tuple(entry, entry, entry, entry).filter(([a, b, c, d]) => Math.abs(a * d - b * c) > 0.3);
    fc.assert(
      fc.property(matrix, fc.constantFrom('exp(-Q)', '(1+Q)^-4', 'exp(-sqrt(Q))'), ([a, b, c, d], form) => {
        const q = `((${a}*x1+${b}*x2)^2 + (${c}*x1+${d}*x2)^2)`.replaceAll('+-', '-');
        const det = a * d - b * c;
        const ellipsoid = [[d / det, -b / det], [-c / det, a / det]];
        const radial = form.replace('Q', 'r^2');
        const exact = report(fileNoise({ levelSet: { body: { ellipsoid }, radial } }, 2), parseAdversary('l1', 2));
        const enclosed = report(fileNoise({ density: form.replace('Q', q) }, 2), parseAdversary('l1', 2));
        expect(enclosed.foundation.status).not.toBe('sampled');
        numbers(enclosed).forEach((estimate, i) => agree(estimate, numbers(exact)[i]!));
      }),
      runs(6, 4),
    );
  }); // prettier-ignore
});

describe('what is no noise', () => {
  const cases: fc.Arbitrary<readonly [unknown, number, string]> = fc.oneof(
    fc.integer({ min: 1, max: 40 }).map((k) => [{ density: `exp(-x1^2-x2^2+${k / 100}*x1)` }, 2, 'even'] as const),
    fc.integer({ min: 1, max: 40 }).map((k) => [{ product: `exp(-x^2)*(2+sin(${k}*x))` }, 3, 'even'] as const),
    fc.integer({ min: 1, max: 8 }).map((k) => [{ product: `1/(1+abs(x))^${k / 8}` }, 2, 'normalizable'] as const),
    fc.integer({ min: 1, max: 16 }).map((k) => [{ density: `(1+x1^2+x2^2)^-${k / 16}` }, 2, 'normalizable'] as const),
    fc.integer({ min: 2, max: 5 }).map((d) => [{ levelSet: { body: { lp: 2, dim: d }, radial: `(1+r)^-${d}` } }, d, 'normalizable'] as const),
    fc.integer({ min: 3, max: 20 }).map((k) => [{ levelSet: { body: { lp: 1, dim: 2 }, radial: `(1+r^${k})*exp(-r)` } }, 2, 'quasiConcave'] as const),
  ); // prettier-ignore

  it('is told so, by the condition that fails', () => {
    fc.assert(
      fc.property(cases, ([noise, dim, failed]) => {
        const thrown = refusal(() => fileNoise(noise, dim));
        expect(thrown).toBeInstanceOf(InvalidNoise);
        expect((thrown as InvalidNoise).failed).toBe(failed);
      }),
      runs(7, 40),
    );
  });
});

function refusal(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

/** One polygon in several forms of a body file. */
function written(corners: readonly Point[], form: string): unknown {
  const dual = corners.map(([a, b], i): Point => {
    const [c, d] = corners[(i + 1) % corners.length]!;
    const h = a * d - b * c;
    return [(d - b) / h, (a - c) / h];
  });
  switch (form) {
    case 'halfspaces':
      return { halfspaces: { A: dual, b: dual.map(() => 1) } };
    case 'polar':
      return { polar: { vertices: dual } };
    case 'image':
      return { image: { matrix: [[0.5, 0.25], [0, 1]], of: { vertices: corners.map(([x, y]): Point => [2 * x - 0.5 * y, y]) } } }; // prettier-ignore
    default:
      return { vertices: corners };
  }
}

describe('found by such files', () => {
  const bare = { compare: false, adviceAt: null, samples: 1000 } as const;

  it('noise on a box that is not a cube: e_1 need not be the worst shift', () => {
    const noise = fileNoise({ uniform: { box: [4, 1] } }, 2);
    const { growth } = report(noise, parseAdversary('l1', 2), { growth: [{ p: 0.25, r: 0.5 }] });
    holds(growth[0]!.growth, 0.5);
  });

  it('a variance that cannot be computed is not called infinite, nor is a tail too slow for doubles invalid', () => {
    // Var = int x^2 (1 + sin^2 x)/(1 + x^4) is finite, which is proved; so is that of (1+|x|)^-3.01.
    const status = (product: string): string => checksOf(fileNoise({ product }, 2)).finiteVariance.status;
    expect(status('(1+sin(2*x)^2)/(1+x^4)')).toBe('proved');
    expect(status('1/(1+abs(x))^3.01')).not.toBe('failed');
    expect(status('1/(1+abs(x))^3')).toBe('failed');
    const found = report(fileNoise({ product: '1/(1+abs(x))^3.01' }, 2), parseAdversary('l1', 2));
    expect(found.sigma.lower).toBeLessThan(Infinity);
    expect(found.reasons.join(' ')).not.toMatch(/variance is infinite/);
    // Integrable, if barely: not called invalid, and its integral 2/0.01 is enclosed.
    expect(refusal(() => fileNoise({ product: '1/(1+abs(x))^1.01' }, 2))).toBeNull();
    holds(productNoise('1/(1+abs(x))^1.01', 2, { lambda: 1 }).logMarginalNormalizer, Math.log(200), 1e-9);
  }); // prettier-ignore

  it('a marginal with several modes has a finite Phi(1/2) against any adversary', () => {
    const noise = fileNoise({ product: 'exp(-x^2/2) + 1.64*exp(-((abs(x)-1.62)/0.095)^2)' }, 2);
    for (const adversary of [parseAdversary('linf', 2), byBody([[1.5, 0.25], [-1.5, 0.25], [-1.5, -0.25], [1.5, -0.25]]).adversary]) {
      expect(report(noise, adversary).phiHalf.upper).toBeLessThan(10);
    }
  }); // prettier-ignore

  it('level-set volumes of a product: a high narrow part, a pole, no part at all of variance', () => {
    // Sets of two heights a = (1 + h)^2, b = (1 + h), c = 1 on nested products of intervals: V by hand.
    const [w, h] = [1e-6, 1000];
    const phiStar = (product: string, dim: number): Estimate => report(fileNoise({ product }, dim), parseAdversary('l1', dim)).wulff.phiStar;
    const mass = 2 + 2 * w * h;
    const areas = [4 * w * w, 8 * w - 4 * w * w, 4];
    const heights = [(1 + h) ** 2, 1 + h, 1];
    const J = heights.reduce((sum, t, i) => {
      const volume = i === 2 ? 4 : areas.slice(0, i + 1).reduce((a, b) => a + b, 0);
      return sum + Math.sqrt(volume) * (t - (heights[i + 1] ?? 0));
    }, 0);
    holds(phiStar(`max(0,sign(1-abs(x))) + ${h}*max(0,sign(${w}-abs(x)))`, 2), J / mass ** 2, 1e-5);
    // |x|^-0.398 e^-|x|: J by quadrature over the level of the area of {q > t}, at 2 e-10.
    holds(phiStar('abs(x)^-0.398*exp(-abs(x))', 2), POLE, 1e-6);
    for (const dim of [4, 50]) holds(phiStar('max(0,sign(1-abs(x)))', dim), 0.5);
  }); // prettier-ignore

  it('a value at a single point counts for nothing', () => {
    // 1 on |x| < 1 but for the points -0.75 and 0.75, where both terms are 0.
    const found = report(fileNoise({ product: 'max(0,sign(0.75-abs(x))) + max(0,sign((1-abs(x))*(abs(x)-0.75)))' }, 1), parseAdversary('l1', 1));
    holds(found.phiHalf, 0.5);
  }); // prettier-ignore

  // Not yet: the enclosure cannot tell such a point from a narrow gap, and its upper end of Phi(1/2) counts the gap.
  it.fails('a value at a single point does not keep the verdict from being optimal', () => {
    const found = report(fileNoise({ product: 'max(0,sign(0.75-abs(x))) + max(0,sign((1-abs(x))*(abs(x)-0.75)))' }, 1), parseAdversary('l1', 1));
    expect(found.verdict).toBe('optimal');
  }); // prettier-ignore

  it('a density at an extreme scale is vetted as at scale 1', () => {
    const efficiencies = [1e-200, 1, 1e200].map((scale) => {
      const noise = fileNoise({ density: 'exp(-x1^2-x2^2)' }, 2, scale);
      return report(noise, parseAdversary('l2', 2), { ...bare, samples: 4000 }).wulff.efficiency;
    });
    expect(efficiencies[0]!.lower).toBeCloseTo(efficiencies[1]!.lower, 6);
    expect(efficiencies[2]!.lower).toBeCloseTo(efficiencies[1]!.lower, 6);
  });

  it('a small jump that no sample shows: no radius, and no upper end of Phi(1/2), from slopes alone', () => {
    // Phi(1/2) = q(0); the slopes give 0.25 only.
    const density = 'exp(-abs(x1))*(1+0.374*max(0,sign(1.45-abs(x1))))';
    const height = 1.374 / (2 * (1 + 0.374 * (1 - Math.exp(-1.45))));
    const found = report(fileNoise({ density }, 1), parseAdversary('l1', 1), { samples: 20_000, confidence: 1 - 1e-12 });
    holds(found.phiHalf, height);
    // In one variable it is a product, whose jumps are enclosed.
    expect(found.foundation.status).not.toBe('sampled');
    // The same of a level-set noise whose shadows are not known in closed form.
    const body = { image: { matrix: [[1, 0.5], [0, 1]], of: { lp: 1.5, dim: 2 } } };
    const radial = 'exp(-r)*(1+0.374*max(0,sign(1.45-r)))';
    const level = report(fileNoise({ levelSet: { body, radial } }, 2), parseAdversary('lp:1.87', 2));
    expect(level.phiHalf.method !== 'monte-carlo' || level.phiHalf.upper === Infinity).toBe(true);
    // A sign in disguise, x/|x| by a logarithm.
    const hidden = 'exp(-r)*(1.187+0.187*(1.45-r)*exp(-log(abs(1.45-r))))';
    // Its integral cannot be enclosed: no noise is made of it, in one sentence, and so no number.
    expect(String(refusal(() => fileNoise({ levelSet: { body, radial: hidden } }, 2)))).toMatch(/could not be bounded/);
    // Continuous by its parts: the radius stays.
    const smooth = report(fileNoise({ density: '1/(1+exp(abs(x1)-1))' }, 1), parseAdversary('l1', 1), { samples: 20_000 });
    expect(smooth.curve[0]!.radius.lower).toBeGreaterThan(0);
  }); // prettier-ignore

  it('steps alone have no slopes to be sampled', () => {
    const density = '1*max(0,sign(0.401-abs(x1)))+0.589*max(0,sign(1.4-abs(x1)))+1.56*max(0,sign(2.99-abs(x1)))';
    const { phiHalf } = report(fileNoise({ density }, 1, 3), parseAdversary('l1', 1));
    expect(phiHalf.lower).toBeGreaterThan(0);
  });

  it('a missing body is asked for in words', () => {
    for (const noise of [{ levelSet: { radial: 'exp(-r)' } }, { uniform: { image: { matrix: [[1]] } } }]) {
      expect(refusal(() => fileNoise(noise, 1))).toMatchObject({ message: expect.stringMatching(/body/) as string });
      expect(String(refusal(() => fileNoise(noise, 1)))).not.toMatch(/undefined|nonoptional/);
    }
  });
});
