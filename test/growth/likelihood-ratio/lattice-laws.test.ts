/**
 * The lattice laws of log L themselves, entry by entry: mass spread by hat functions, merged in cells whose edges are
 * exact, rounded down, and sums of independent terms by plain convolution; and the bounds read off a law made by hand.
 */
import { describe, expect, it } from 'vitest';
import {
  laplaceLattice,
  latticeGrowth,
  latticeMass,
  shiftLevels,
  type LatticeLaw,
  type ShiftLevel,
} from '../../../src/growth/likelihood-ratio/laplace-lattice.ts';

/** Mass by the number of lattice steps. */
type Masses = ReadonlyMap<number, number>;

/** int f over [-a, a] of a function that is linear between the breaks. */
function piecewiseLinear(f: (y: number) => number, a: number, breaks: readonly number[]): number {
  const ends = [-a, a, ...breaks.filter((y) => y > -a && y < a)].sort((x, y) => x - y);
  return ends.slice(1).reduce((sum, right, i) => sum + 0.5 * (right - ends[i]!) * (f(ends[i]!) + f(right)), 0);
}

/** One coordinate's measure sqrt(q q_v) on hat functions, as its law under Q_v. */
function spreadByHats(a: number, step: number): Masses {
  const reach = Math.ceil(a / step - 1e-9);
  const found = new Map<number, number>();
  for (let i = -reach; i <= reach; i++) {
    const hat = (y: number): number => Math.max(0, 1 - Math.abs(y / step - i));
    const uniform = piecewiseLinear(hat, a, [(i - 1) * step, i * step, (i + 1) * step]) / 4;
    found.set(i, Math.exp((i * step - a) / 2) * (0.5 * hat(a) + 0.5 * hat(-a) + uniform));
  }
  return found;
}

/** The same with every piece moved to the lattice point below it. */
function roundedDown(a: number, step: number): Masses {
  const [reach, top] = [Math.ceil(a / step), Math.floor(a / step)];
  const found = new Map<number, number>();
  for (let i = -reach; i <= reach; i++) {
    const length = Math.max(0, Math.min(a, (i + 1) * step) - Math.max(-a, i * step));
    const atoms = (i === top ? 0.5 : 0) + (i === -reach ? 0.5 : 0);
    found.set(i, Math.exp((i * step - a) / 2) * (atoms + length / 4));
  }
  return found;
}

function sum(x: Masses, y: Masses): Masses {
  const found = new Map<number, number>();
  for (const [i, p] of x) for (const [j, q] of y) found.set(i + j, (found.get(i + j) ?? 0) + p * q);
  return found;
}

function sumOf(levels: readonly ShiftLevel[], term: (size: number) => Masses): Masses {
  let law: Masses = new Map([[0, 1]]);
  for (const { size, count } of levels) for (let n = 0; n < count; n++) law = sum(law, term(size));
  return law;
}

/** Both tails of the law at every value, against the masses under Q_v. */
function expectTails({ values, shifted, base, error }: LatticeLaw, step: number, masses: Masses): void {
  const most = Math.max(...masses.keys());
  let [above, aboveBase] = [0, 0];
  let next = most;
  for (let i = values.length - 1; i >= 0; i--) {
    const index = Math.round(values[i]! / step);
    expect(values[i]).toBeCloseTo(index * step, 10);
    for (; next > index; next--) {
      const mass = masses.get(next) ?? 0;
      above += mass;
      aboveBase += mass * Math.exp(-next * step);
    }
    if (Math.abs(shifted[i]! - above) > error) expect(shifted[i], `above ${index}`).toBe(above);
    const slack = error * Math.exp(-values[i]!) + 1e-13 * aboveBase;
    if (Math.abs(base[i]! - aboveBase) > slack) expect(base[i], `base above ${index}`).toBe(aboveBase);
  }
}

describe('the law of log L on a lattice', () => {
  const levels = [
    { size: 0.5, count: 2 },
    { size: 0.3, count: 3 },
    { size: 0.11, count: 1 },
  ];

  it.each([4, 5, 10])('spreads the mass by hat functions, %d steps in the largest size', (resolution) => {
    const step = 0.5 / resolution;
    const law = laplaceLattice(levels, resolution, 'above');
    expectTails(
      law,
      step,
      sumOf(levels, (a) => spreadByHats(a, step)),
    );
    // Every value of the sum has a place: no mass is wrapped.
    const reach = levels.reduce((all, { size, count }) => all + count * Math.ceil(size / step - 1e-9), 0);
    expect(law.values.length).toBe(2 ** Math.ceil(Math.log2(2 * reach + 1)));
    expect(law.values[0]).toBeCloseTo(-reach * step, 12);
  });

  it.each([4, 7])('of several sizes, from below: every piece rounded down, %d steps', (resolution) => {
    const step = 0.5 / resolution;
    expectTails(
      laplaceLattice(levels, resolution, 'below'),
      step,
      sumOf(levels, (a) => roundedDown(a, step)),
    );
    // A lattice that does not divide the size rounds down, too.
    const one = [{ size: 0.7, count: 2 }];
    expectTails(
      laplaceLattice(one, 2.5, 'below'),
      0.28,
      sumOf(one, (a) => roundedDown(a, 0.28)),
    );
  });

  it('of one size, from below: cells merged at their centres, whose edges are exact', () => {
    for (const a of [0.3, 2]) {
      const [resolution, step] = [6, a / 6];
      const { values, shifted, base } = laplaceLattice([{ size: a, count: 1 }], resolution, 'below');
      for (let i = 0; i < 2 * resolution; i += 2) {
        const y = values[i]!;
        expect(y).toBeCloseTo((i - resolution) * step, 12);
        // Q_v(log L > y) = 1 - e^{(y-a)/2}/2 and Q(log L > y) = e^{-(y+a)/2}/2.
        expect(shifted[i]).toBeCloseTo(1 - 0.5 * Math.exp((y - a) / 2), 13);
        expect(base[i]).toBeCloseTo(0.5 * Math.exp(-(y + a) / 2), 13);
      }
    }
  });

  it('of many terms, keeps a window outside which Hoeffding leaves 2 e^-60', () => {
    const [count, resolution, a] = [300, 4, 0.05];
    const step = a / resolution;
    const law = laplaceLattice([{ size: a, count }], resolution, 'above');
    // 2 sqrt(120 n) steps of 1/4 to either side, and a power of two of them.
    expect(law.values.length).toBe(2048);
    // log L has mean n (a - 1 + e^-a) under Q_v, a little more on the lattice.
    const middle = 0.5 * (law.values[0]! + law.values.at(-1)!);
    expect(Math.abs(middle - count * (a - 1 + Math.exp(-a)))).toBeLessThan(2 * step);
    expectTails(
      law,
      step,
      sumOf([{ size: a, count }], (size) => spreadByHats(size, step)),
    );
    // No window is needed for a hundred.
    expect(laplaceLattice([{ size: a, count: 100 }], resolution, 'above').values[0]).toBeCloseTo(-100 * a, 10);
  });

  it('states an error of 1e-13 and of what the transform rounds', () => {
    for (const resolution of [4, 1000]) {
      const { error, values } = laplaceLattice([{ size: 1, count: 5 }], resolution, 'above');
      const n = values.length;
      expect(error / (1e-13 + 1e-16 * Math.sqrt(n) * Math.log2(n))).toBeCloseTo(1, 9);
    }
  });
});

describe('bounds from a lattice law', () => {
  const law = (error: number): LatticeLaw => ({
    values: Float64Array.of(-Math.LN2, 0, Math.LN2),
    shifted: Float64Array.of(0.8, 0.5, 0),
    base: Float64Array.of(0.7, 0.3, 0),
    error,
  });

  it('of the growth are the least dual bound, the error on either side, between p and 1', () => {
    // At 1/2, 1 and 2: .8 + (p - .7)/2, .5 + (p - .3), 2 p.
    for (const [p, least] of [
      [0.1, 0.2],
      [0.4, 0.6],
      [0.64, 0.77],
    ] as const) {
      expect(latticeGrowth(p, law(0), 'above')).toBeCloseTo(least, 14);
      expect(latticeGrowth(p, law(0.001), 'above')).toBeCloseTo(least + 0.002, 14);
      expect(latticeGrowth(p, law(0.001), 'below')).toBeCloseTo(least - 0.002, 14);
    }
    expect(latticeGrowth(0.6, law(0.2), 'above')).toBe(1);
    expect(latticeGrowth(0.6, law(0.2), 'below')).toBe(0.6);
    // At t = 0 the bound is 1.
    expect(latticeGrowth(0.9, { ...law(0.01), shifted: Float64Array.of(1.2, 1.2, 1.2) }, 'below')).toBeCloseTo(
      0.98,
      14,
    );
  });

  it('of the mass that reaches 1/2 are the largest over the thresholds', () => {
    // At 1/2, 1 and 2: .7 - 2 (.3), .3, .25.
    expect(latticeMass(law(0), 'above')).toBeCloseTo(0.3, 14);
    expect(latticeMass(law(0.01), 'above')).toBeCloseTo(0.28, 14);
    expect(latticeMass(law(0.01), 'below')).toBeCloseTo(0.32, 14);
    // An error of .06 tells most at t = 1/2, least at t = 2.
    expect(latticeMass(law(0.06), 'above')).toBeCloseTo(0.19, 14);
    expect(latticeMass(law(0.4), 'above')).toBe(0);
  });

  it('take as many sizes as are allowed', () => {
    expect(shiftLevels([1, 2, 1], 1, 2)).toEqual([
      { size: 1, count: 2 },
      { size: 2, count: 1 },
    ]);
    expect(shiftLevels([1, 2, 3], 1, 2)).toBeNull();
  });
});
