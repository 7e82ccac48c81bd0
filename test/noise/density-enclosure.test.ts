/**
 * Densities in two and three variables, enclosed: every number against sums over a fine grid or closed forms, and the
 * enclosures as narrow as promised. Formulas that trapped a trial are among them: even, but not in each coordinate;
 * kinks across no cell face; heavy tails; axes of different size.
 */
import { describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { DensityEnclosure } from '../../src/noise/density/enclosure.ts';
import { DensityEnclosures } from '../../src/noise/density/enclosures.ts';
import { densityNoise, densityVariables } from '../../src/noise/density/density-noise.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { gridTruth, type GridDensity } from './grid-truth.ts';

const unit = { lambda: 1 } as const;

/** Enclosed on a box found from a rough idea of its size; nothing is sampled. */
function enclosure(
  formula: string,
  dim: number,
  p: number,
  cells: number,
  scales = new Float64Array(dim).fill(1),
): DensityEnclosure {
  const expression = parseFormula(formula, densityVariables(dim), 'q');
  const logMass = -scales.reduce((sum, s) => sum + Math.log(s), 0);
  const enclosures = new DensityEnclosures(expression, { scales, innerRadius: 0.25, radius: 4, logMass }, cells);
  const found = enclosures.against(lpAdversary(p, dim));
  if (!(found instanceof DensityEnclosure)) throw new Error(`${formula}: ${found.reason}`);
  return found;
}

const { abs, exp, max, tanh } = Math;

const PLANAR: readonly (readonly [formula: string, density: GridDensity, width: number])[] = [
  ['exp(-abs(x1)^3-2*x2^2)', { q: (x, y) => exp(-(abs(x) ** 3) - 2 * y * y), reach: 4 }, 8e-3],
  ['exp(-(x1^2+x1*x2+2*x2^2)^1.3)', { q: (x, y) => exp(-((x * x + x * y + 2 * y * y) ** 1.3)), reach: 4 }, 8e-3],
  ['exp(-abs(x1+x2)-2*abs(x1-x2))', { q: (x, y) => exp(-abs(x + y) - 2 * abs(x - y)), reach: 8 }, 6e-2],
  ['exp(-25*(x1-x2)^2-(x1+x2)^2/4)', { q: (x, y) => exp(-25 * (x - y) ** 2 - (x + y) ** 2 / 4), reach: 7 }, 4e-2],
  ['1/(1+x1^2+3*x2^2)^6', { q: (x, y) => (1 + x * x + 3 * y * y) ** -6, reach: 5 }, 2e-2],
  [
    'exp(-abs(x1)-abs(x2))*(1.5+tanh((1-abs(x1))/0.05))',
    { q: (x, y) => exp(-abs(x) - abs(y)) * (1.5 + tanh((1 - abs(x)) / 0.05)), reach: 12 },
    2e-2,
  ],
  ['max(0,1-x1^2-x2^2)^2', { q: (x, y) => max(0, 1 - x * x - y * y) ** 2, reach: 1 }, 8e-3],
  [
    'exp(-(x1-1)^2-(x2-0.5)^2)+exp(-(x1+1)^2-(x2+0.5)^2)',
    { q: (x, y) => exp(-((x - 1) ** 2) - (y - 0.5) ** 2) + exp(-((x + 1) ** 2) - (y + 0.5) ** 2), reach: 6 },
    8e-3,
  ],
];

describe('planar densities', () => {
  it.each(PLANAR)('%s: integral, variance, entropy, J, slopes and lines hold', (formula, density, width) => {
    const truth = gridTruth(density, 400);
    // The grid's own error: kinks cost h^2.
    const near = ([low, high]: readonly [number, number], value: number, slack = 1e-3): void => {
      expect(value).toBeGreaterThan(low * (1 - slack) - 1e-9);
      expect(value).toBeLessThan(high * (1 + slack) + 1e-9);
      expect(high - low).toBeLessThan(2 * width * high);
    };
    for (const [p, directions] of [
      [
        1,
        [
          [1, 0],
          [0, 1],
        ],
      ],
      [
        Infinity,
        [
          [1, 1],
          [1, -1],
        ],
      ],
    ] as const) {
      const found = enclosure(formula, 2, p, 3000);
      near(found.mass, truth.mass);
      near(found.variance, truth.variance);
      near(found.levels, truth.levels, 2e-3);
      expect(truth.entropy).toBeGreaterThan(found.entropy[0] - 1e-3);
      expect(truth.entropy).toBeLessThan(found.entropy[1] + 1e-3);
      const worst = (c: number): number =>
        Math.max(...directions.map((v) => truth.slope([...v] as [number, number], c)));
      // Half of the diagonals pass a kink between two nodes.
      near(found.half, worst(0), p === 1 ? 2e-3 : 2.5e-2);
      // Some of the lines: each is a sweep over the grid.
      for (const [c, excess] of found.lines.filter((_, i) => i % 4 === 1)) {
        // Differences of neighbours see a kink a step late: they are within a step's share of the truth.
        const least = worst(c);
        expect(excess).toBeGreaterThan(least * (1 - 1e-2) - 2e-4);
        expect(excess).toBeLessThan(least * 1.05 + 10 * width * found.half[1]);
      }
    }
  });

  it('axes a thousand times apart, and a wall of width 1e-6', () => {
    const found = enclosure(
      'exp(-(1000*x1)^2-x2^2)*(1.5+tanh((1-abs(x2))/1e-6))',
      2,
      1,
      4000,
      Float64Array.of(2 ** -10, 1),
    );
    // The integral splits: sqrt(pi)/1000 times int e^{-y^2}(1.5 + sign(1 - |y|)) dy, the wall being worth less than
    // 1e-6 of it.
    const erf1 = 0.8427007929497149;
    const mass = (Math.PI / 1000) * (2.5 * erf1 + 0.5 * (1 - erf1));
    expect(found.mass[0]).toBeLessThan(mass * (1 + 1e-6));
    expect(found.mass[1]).toBeGreaterThan(mass * (1 - 1e-6));
    // Along e_1 the density falls from its ridge: int |d_1 q| = 2 int q(0, y) dy, over the integral 2000/sqrt(pi).
    const half = 1000 / Math.sqrt(Math.PI);
    expect(found.half[0]).toBeLessThan(half * (1 + 1e-6));
    expect(found.half[1]).toBeGreaterThan(half * (1 - 1e-6));
    expect(found.half[1] / found.half[0]).toBeLessThan(1.01);
  });
});

describe('densities in space', () => {
  it('normal, against closed forms', () => {
    const found = enclosure('exp(-(x1^2+x2^2+x3^2)/2)', 3, 1, 5000);
    const holds = ([low, high]: readonly number[], value: number, width: number): void => {
      expect(low!).toBeLessThanOrEqual(value);
      expect(high!).toBeGreaterThanOrEqual(value);
      expect(high! / low! - 1).toBeLessThan(width);
    };
    holds(found.mass, (2 * Math.PI) ** 1.5, 2e-2);
    holds(found.variance, 1, 6e-2);
    holds(found.entropy, 1.5 * Math.log(2 * Math.PI * Math.E), 4e-2);
    holds(found.half, 1 / Math.sqrt(2 * Math.PI), 4e-2);
    // |{q > t}|^{2/3} = (4 pi/3)^{2/3} r^2, and E over the radius.
    const levels = ((4 * Math.PI) / 3) ** (2 / 3) * (2 / (2 * Math.PI) ** 1.5);
    holds(found.levels, levels, 6e-2);
  });

  it('a sum of norms, whose coordinates are not independent, against linf', () => {
    // e^{-|x|_inf}: |{q > t}| = (2 log 1/t)^3, Z = 48; along the diagonal only the largest coordinate moves: int |D_v|
    // = int q = Z.
    const found = enclosure('exp(-max(abs(x1),abs(x2),abs(x3)))', 3, Infinity, 8000);
    expect(found.mass[0]).toBeLessThan(48);
    expect(found.mass[1]).toBeGreaterThan(48);
    expect(found.half[0]).toBeLessThan(0.5);
    expect(found.half[1]).toBeGreaterThan(0.5 * (1 - 1e-12));
    expect(found.half[1]).toBeLessThan(0.52);
  });
});

describe('a budget', () => {
  const guess = { scales: Float64Array.of(1, 1), innerRadius: 0.25, radius: 4, logMass: 0 };
  const adversary = lpAdversary(1, 2);
  const fresh = (): DensityEnclosures =>
    new DensityEnclosures(parseFormula('exp(-x1^4-(x2+x1/2)^2)', densityVariables(2), 'q'), guess, 400);
  const against = (of: DensityEnclosures): DensityEnclosure => of.against(adversary) as DensityEnclosure;
  const width = ({ half, levels }: DensityEnclosure): number => Math.max(half[1] / half[0], levels[1] / levels[0]) - 1;

  it('buys meshes of twice as many cells until the goal is reached, and tells of it', () => {
    const start = against(fresh());
    const refined = fresh();
    const told: number[] = [];
    refined.refine(adversary, 60, width(start) / 2, (seconds, cells) => {
      expect(seconds).toBeLessThanOrEqual(60);
      told.push(cells);
    });
    const end = against(refined);
    expect(told.at(-1)).toBe(end.cells);
    expect(end.cells).toBeGreaterThanOrEqual(2 * start.cells);
    expect(end.cells).toBeLessThanOrEqual(16 * start.cells);
    expect(width(end)).toBeLessThanOrEqual(width(start) / 2);
    expect(end.half[0]).toBeLessThanOrEqual(start.half[1]);
    expect(end.half[1]).toBeGreaterThanOrEqual(start.half[0]);
  });

  it('of no time buys nothing', () => {
    const spent = fresh();
    spent.refine(adversary, 1e-9, 1e-9, () => undefined);
    expect(against(spent).cells).toBe(against(fresh()).cells);
  });
});

describe('one formula, one answer', () => {
  it('row 5: a wall of width 1e-8 in one variable', () => {
    const noise = noiseOfDensity('exp(-abs(x1))*(1.02+tanh((3.9-abs(x1))/1e-8))', 1, unit);
    // As the wall gets steep the rate is p and a jump: int dp/(p + jump).
    const drop = 2 * Math.exp(-3.9);
    const jump = drop / (2 * (2.02 - drop));
    for (const rho of [0.9, 0.99, 0.999]) {
      const truth = Math.log((0.5 + jump) / (1 - rho + jump));
      const { radius, confidence } = certifiedRadius(noise, lpAdversary(1, 1), rho);
      expect(confidence).toBe(1);
      expect(radius).toBeLessThan(truth * (1 + 1e-7));
      expect(radius).toBeGreaterThan(0.99999 * truth);
    }
  });

  it('row 14: a tent is the product that it is', () => {
    expect(noiseOfDensity('max(0, 1-abs(x1))', 1, unit).family).toBe('product');
  });

  it.each([
    ['exp(-abs(x1)-abs(x2))', 2],
    ['exp(-(x1^2+x2^2+x3^2)/2)', 3],
    ['1/((1+x1^4)*(1+x2^4))', 2],
  ])('%s splits into equal coordinates', (formula, dim) => {
    expect(noiseOfDensity(formula, dim, unit).family).toBe('product');
  });

  it('radius of a density: exact for the normal one, from below; nothing where nothing is proved', () => {
    const noise = densityNoise('exp(-(x1^2+x2^2)/2)', 2, unit, { cells: 4000 });
    const found = certifiedRadius(noise, lpAdversary(1, 2), 0.9);
    expect(found.radius).toBeLessThan(1.2815515655446004);
    expect(found.radius).toBeGreaterThan(1.27);
    const jumping = densityNoise('exp(-x1^2-2*x2^2)*(2+sign(1-x1^2-x2^2))', 2, unit);
    expect(() => certifiedRadius(jumping, lpAdversary(1, 2), 0.9)).toThrow(/may jump/);
  });
});
