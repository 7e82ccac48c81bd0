/**
 * Each route by itself, at lambda = 1, against values of 18 digits (test/reference/radius/route-radii.py): every branch
 * of the formulas, whole curves as well as radii alone. A conversion or another route cannot stand in for a wrong one.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { laplaceLattice, latticeMass } from '../../src/growth/likelihood-ratio/laplace-lattice.ts';
import { canonicalNoise, type CanonicalNoise } from '../../src/noise/named/canonical.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { CLOSED_FORM_ERROR } from '../../src/numeric/estimate.ts';
import { baseRoutes } from '../../src/radius/routes/base.ts';
import { cubeBetweenFormula } from '../../src/radius/routes/cube-lp.ts';
import { laplaceDiagonalFormula } from '../../src/radius/routes/neyman-pearson-laplace.ts';
import { neymanPearsonRoutes } from '../../src/radius/routes/neyman-pearson.ts';
import type { RadiusFormula, RouteRadius } from '../../src/radius/routes/route.ts';
import { readProbability } from '../../src/radius/top-probability.ts';

interface Row {
  readonly noise: string;
  readonly dim: number;
  readonly p: 1 | 2 | 'inf';
  /** 1 - rho, exactly this double. */
  readonly tail: string;
  readonly radius: string;
  readonly exact: boolean;
}

interface Reference {
  readonly routes: readonly Row[];
  readonly cubeBetween: readonly {
    readonly dim: number;
    readonly p: number;
    readonly tail: string;
    readonly radius: string;
  }[];
  readonly laplaceDiagonal: readonly { readonly dim: number; readonly shift: number; readonly mass: string }[];
}

const reference = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/route-radii.json', import.meta.url), 'utf8'),
) as Reference;

/** What a curve of 13 points may lose of a radius, by dimension. */
const CONTINUED: Readonly<Record<number, number>> = { 2: 1.7e-5, 3: 9.2e-5, 5: 1.35e-4, 8: 1.9e-4 };

const canonical = (spec: string, dim: number): CanonicalNoise => canonicalNoise(parseNoise(spec, dim, { lambda: 1 }));
const at = (tail: string) => readProbability({ tail: Number(tail) });

/** The rows of one route together, in no order. */
function grouped<T extends object>(rows: readonly T[], key: (row: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  rows.forEach((row, i) => {
    const known = groups.get(key(row)) ?? [];
    groups.set(key(row), i % 2 === 0 ? [...known, row] : [row, ...known]);
  });
  return [...groups];
}

const both = (formula: RadiusFormula, tails: readonly string[]): [alone: RouteRadius, onCurve: RouteRadius][] => {
  const curve = formula.radii(tails.map(at));
  return tails.map((tail, i) => [formula.radii([at(tail)])[0]!, curve[i]!]);
};

describe('routes without a search', () => {
  it.each(grouped(reference.routes, ({ noise, dim, p }) => `${noise} against l${p}, d = ${dim}`))('%s', (_, rows) => {
    const { noise, dim, p } = rows[0]!;
    const norm = p === 'inf' ? Infinity : p;
    // The bound by Fisher information, where it is not the only one against l2, comes last.
    const [route] = baseRoutes(canonical(noise, dim)).filter((one) => one.p === norm);
    both(
      route!,
      rows.map(({ tail }) => tail),
    ).forEach((found, i) => {
      const { tail, radius, exact } = rows[i]!;
      const truth = Number(radius);
      for (const one of found) {
        expect(one.radius, tail).toBeLessThanOrEqual(truth);
        expect(one.radius, tail).toBeGreaterThan(truth * (1 - 2.5 * CLOSED_FORM_ERROR));
        expect(one.exact, tail).toBe(exact);
        if (one.ceiling !== Infinity) {
          expect(one.ceiling, tail).toBeGreaterThanOrEqual(truth);
          expect(one.ceiling, tail).toBeLessThan(truth * (1 + 2.5 * CLOSED_FORM_ERROR));
        }
        if (exact) expect(one.upper).toBe(one.ceiling);
        else expect(one.upper).toBeNull();
      }
    });
  });
});

describe('the level-set method', () => {
  it('says along which shift it tests', () => {
    for (const [spec, p, where] of [
      ['exp:l2,k=3', 2, 'l2)'],
      ['exp:l1,k=2', 1, 'l1) along e_1, the worst direction: equivalent vertices'],
      ['exp:linf,k=2', Infinity, 'linf) along the diagonal, the worst direction: equivalent vertices'],
      ['iid-pareto,a=3', 1, 'l1) along e_1'],
    ] as const) {
      const details = neymanPearsonRoutes(canonical(spec, 3)).flatMap((one) => (one.p === p ? [one.detail] : []));
      expect(
        details.some((detail) => detail.endsWith(where)),
        `${spec}: ${details.join('; ')}`,
      ).toBe(true);
    }
  });
});

describe('a curve by the hazard of a radius', () => {
  it.each(['exp:linf,k=2', 'exp:linf,k=0.5', 'power:linf,a=5'])(
    '%s: in any order, where 1 - rho is lost beside 1',
    (spec) => {
      const [route] = baseRoutes(canonical(spec, 3)).filter((one) => one.p === Infinity);
      const tails = ['1e-30', '1e-17', '1e-25', '0.4', '1e-20'];
      for (const [alone, onCurve] of both(route!, tails)) expect(onCurve.radius / alone.radius).toBeCloseTo(1, 9);
      const [far, near] = route!.radii(['1e-30', '1e-25'].map(at));
      expect(near!.radius).toBeLessThan(far!.radius);
    },
  );
});

describe('a radius near one half', () => {
  it.each([
    // The quantile x = r^k of the start is 1e-400: only its logarithm is a double.
    ['exp:linf,k=50', 2, Infinity],
    ['iid-exp,s=50', 3, 1],
    ['exp:linf,k=2', 3, Infinity],
    ['exp:linf,k=0.5', 3, Infinity],
    ['power:linf,a=5', 3, Infinity],
  ] as const)('%s: (rho - 1/2)/Phi(1/2), d = %d', (spec, dim, p) => {
    const noise = canonical(spec, dim);
    const [route] = baseRoutes(noise).filter((one) => one.p === p);
    const excess = 2 ** -24;
    const [found] = route!.radii([{ rho: 0.5 + excess, tail: 0.5 - excess, excess }]);
    expect((found!.radius * growthRate(noise, lpAdversary(p, dim))!.phiHalf) / excess).toBeCloseTo(1, 2);
  });
});

describe('the cube against l_p, 1 < p < 2', () => {
  it.each(grouped(reference.cubeBetween, ({ dim, p }) => `p = ${p}, d = ${dim}`))('%s', (_, rows) => {
    const { dim, p } = rows[0]!;
    const found = cubeBetweenFormula(dim, p, '').radii(rows.map(({ tail }) => at(tail)));
    rows.forEach(({ tail, radius }, i) => {
      const truth = Number(radius);
      const one = found[i]!;
      expect(one.radius, tail).toBeLessThan(truth);
      expect(one.radius, tail).toBeGreaterThan(truth * (1 - 1.01e-7));
      expect(one.upper, tail).toBeGreaterThan(truth);
      expect(one.upper, tail).toBeLessThan(truth * (1 + 1.01e-7));
      expect([one.exact, one.ceiling]).toEqual([true, one.upper]);
    });
  });
});

describe('Laplace along the diagonal', () => {
  it.each(grouped(reference.laplaceDiagonal, ({ dim }) => `d = ${dim}`))('%s', (_, rows) => {
    const { dim } = rows[0]!;
    const formula = laplaceDiagonalFormula(dim);
    for (const { shift, mass } of rows) {
      const [found] = formula.radii([at(mass)]);
      const { radius, upper, exact, ceiling } = found!;
      expect(radius, mass).toBeLessThan(shift);
      expect(radius, mass).toBeGreaterThan(shift * (1 - 3.2e-7));
      expect(upper, mass).toBeGreaterThan(shift);
      expect(upper, mass).toBeLessThan(shift * (1 + 1.03e-6));
      expect([exact, ceiling]).toEqual([upper! <= radius * (1 + 1e-6), upper]);
      // The upper end is proved: the lattice law from below, as fine as the route's, has more than 1/2 there.
      if (dim > 3) continue;
      const steps = Math.max(4, Math.ceil(Math.sqrt(shift / (24 * 2e-7))));
      const proof = laplaceLattice([{ size: upper!, count: dim }], steps, 'below');
      expect(latticeMass(proof, 'below'), mass).toBeLessThan(Number(mass));
    }
    // A long curve is continued between shifts that are proved, and loses a little.
    const masses = rows.map(({ mass }) => mass);
    const curve = formula.radii([...masses, ...Array.from({ length: 9 }, (_, i) => String(0.47 * 0.6 ** i))].map(at));
    rows.forEach(({ shift }, i) => {
      const { radius, upper, exact } = curve[i]!;
      expect(radius, masses[i]).toBeLessThan(shift);
      expect(radius, masses[i]).toBeGreaterThan(shift * (1 - CONTINUED[dim]!));
      expect([upper, exact]).toEqual([null, false]);
    });
  });

  it.each([8, 300])('a curve of fifteen points has a shift of its own near each, d = %d', (dim) => {
    const formula = laplaceDiagonalFormula(dim);
    const points = Array.from({ length: 15 }, (_, i) => at(String(0.47 * 0.5 ** i)));
    const curve = formula.radii(points);
    for (const i of [0, 1, 4, 8, 14]) {
      const [alone] = formula.radii([points[i]!]);
      expect(curve[i]!.radius / alone!.radius - 1, `point ${i}`).toBeGreaterThan(i === 0 ? -2e-5 : -2e-4);
      expect(curve[i]!.radius).toBeLessThan(alone!.upper!);
    }
  });

  it('raises 1 - rho to 1e-22, and is unbounded at 0 alone', () => {
    const formula = laplaceDiagonalFormula(2);
    const [least, less, none] = formula.radii(['1e-22', '1e-30', '0'].map(at));
    expect(less!.radius).toBe(least!.radius);
    expect([less!.upper, less!.exact]).toEqual([null, false]);
    expect(none).toEqual({ radius: Infinity, ceiling: Infinity, upper: Infinity, exact: true });
    const curve = formula.radii([0.3, 0.1, 0.01, 1e-4, 1e-8, 1e-22, 1e-30, 0].map((tail) => at(String(tail))));
    expect(curve[7]).toEqual(none);
    // What lies beyond the last proved shift is the differential method's.
    expect(curve[6]!.radius).toBeGreaterThan(0.999 * least!.radius);
    expect(formula.radii(Array.from({ length: 7 }, () => at('0')))).toEqual(Array.from({ length: 7 }, () => none));
  });
});
