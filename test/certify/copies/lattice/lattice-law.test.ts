/**
 * Thresholds of noise on a grid against 60-digit values of another program, and the admissible scales of uniform noise.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyDeviation, latticeLaw, type LatticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import {
  nearestLatticeLambda,
  uniformReach,
  uniformThresholds,
} from '../../../../src/certify/copies/lattice/uniform-lattice.ts';
import { box } from '../../../../src/geometry/bodies/box.ts';
import { uniform } from '../../../../src/noise/named/uniform.ts';
import { productNoise } from '../../../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../../../src/noise/spec.ts';
import { erf } from '../../../../src/numeric/special/special.ts';
import { ratio, toRational } from '../../../../src/numeric/algebra/rational.ts';
import { floorScaled, loadMpfr } from '../../../../src/numeric/intervals/mpfr.ts';
import { IntervalArithmetic } from '../../../../src/numeric/intervals/interval.ts';

interface Reference {
  readonly spec: string;
  readonly lambda: number;
  readonly k: number;
  readonly threshold: string;
}

const path = join(import.meta.dirname, '../../../reference/lattice-thresholds.json');
const reference = JSON.parse(readFileSync(path, 'utf8')) as readonly Reference[];
const laws = [...new Set(reference.map(({ spec, lambda }) => JSON.stringify([spec, lambda])))].map(
  (text) => JSON.parse(text) as [string, number],
);

const threshold = ({ reach, high, low }: LatticeLaw, k: number): bigint =>
  (BigInt(high[reach + k]!) << 32n) + BigInt(low[reach + k]!);

describe('the law of noise on a grid', () => {
  it.each(laws)('%s at lambda %f has the thresholds of the reference', { timeout: 300_000 }, async (spec, lambda) => {
    const admissible = spec === 'uniform:linf' ? nearestLatticeLambda(lambda, 255) : lambda;
    const law = await latticeLaw(parseNoise(spec, 4, { lambda: admissible }), 255);
    const known = reference.filter((each) => each.spec === spec && each.lambda === lambda);
    expect(known.length).toBeGreaterThan(1);
    for (const { k, threshold: expected } of known) {
      // Below -K nothing is drawn, and from K on all words are counted.
      if (k >= -law.reach && k < law.reach) expect(`${k}: ${threshold(law, k)}`).toBe(`${k}: ${expected}`);
      else
        expect(law.reach === 2 ** 16 || Math.min(Number(expected), 2 ** 64 - Number(expected)) < 2, `${k}`).toBe(true);
    }
    for (let i = 1; i < law.high.length; i++) {
      expect(threshold(law, i - law.reach) >= threshold(law, i - 1 - law.reach)).toBe(true);
    }
    // What is off: a unit of 2^-64 a threshold and the tails that are cut.
    const cut = law.reach === 2 ** 16 ? 1e-8 : 2 ** -62;
    expect(law.deviation).toBeGreaterThanOrEqual(2 * law.reach * 2 ** -64);
    expect(law.deviation).toBeLessThanOrEqual(2 * law.reach * 2 ** -64 + cut);
    expect(copyDeviation(law, 150_528)).toBeGreaterThanOrEqual(150_528 * law.deviation);
  });

  it('takes half grid points of uniform noise alone, and never a larger lambda', async () => {
    for (const grid of [1, 3, 255, 65535]) {
      for (const asked of [0.01, 0.25, 0.4330127018922193, 0.8660254037844386, 3]) {
        if (asked * grid > 2 ** 16) continue;
        const lambda = nearestLatticeLambda(asked, grid);
        const reach = uniformReach(lambda, grid);
        expect(nearestLatticeLambda(lambda, grid)).toBe(lambda);
        const exact = ratio(2 * reach + 1, 2 * grid);
        expect(toRational(lambda).compare(exact)).toBeLessThanOrEqual(0);
        expect(exact.valueOf() - lambda).toBeLessThanOrEqual(2 ** -52 * lambda);
        if (reach > 1) expect(Math.abs(asked - lambda)).toBeLessThanOrEqual(0.5000001 / grid);
      }
    }
    await expect(latticeLaw(parseNoise('uniform:linf', 4, { lambda: 0.501 }), 255)).rejects.toThrow(
      'whole number and a half',
    );
  });

  it('is refused where coordinates are dependent, or wider than the grid allows', async () => {
    await expect(latticeLaw(parseNoise('exp:linf,k=1,j=0', 4, { lambda: 1 }), 255)).rejects.toThrow('independent');
    // A body, were it the cube itself, says nothing of coordinates.
    await expect(latticeLaw(uniform(box([1, 2]), 2, { lambda: 0.5 }), 255)).rejects.toThrow('independent');
    await expect(latticeLaw(parseNoise('gaussian', 4, { lambda: 1000 }), 255)).rejects.toThrow('smaller scale');
    await expect(latticeLaw(parseNoise('gaussian', 4, { lambda: 1 }), 0)).rejects.toThrow('from 1 to 65535');
  });

  it('is that of Gaussian noise for the product of e^{-x^2}, and of Laplace noise for that of e^{-|x|}', async () => {
    const same = async (a: string, b: string, lambda: number, other: number): Promise<void> => {
      const [first, second] = [
        await latticeLaw(parseNoise(a, 4, { lambda }), 20),
        await latticeLaw(parseNoise(b, 4, { lambda: other }), 20),
      ];
      expect(second.high).toEqual(first.high);
      expect(second.low).toEqual(first.low);
    };
    await same('gaussian', 'iid-exp,s=2', Math.SQRT2 * Math.SQRT1_2, Math.SQRT2);
    await same('laplace', 'iid-exp,s=1', 0.3, 0.3);
  });
});

/** P(N <= k) as drawn, exactly. */
const drawn = (law: LatticeLaw, k: number): number =>
  k < -law.reach ? 0 : k >= law.reach ? 1 : ratio(threshold(law, k), 1n << 64n).valueOf();

describe('the law of a product whose marginal is a formula', () => {
  it.each([
    ['exp(-x^2)', 'iid-exp,s=2', 0.3, 255],
    ['exp(-abs(x))', 'laplace', 0.35, 255],
    ['1/(1+abs(x))^21', 'iid-pareto,a=20', 0.2, 50],
    ['3*exp(-abs(x))', 'laplace', 0.001, 7],
  ])('%s is %s to what it says', async (formula, spec, lambda, grid) => {
    const law = await latticeLaw(productNoise(formula, 4, { lambda }), grid);
    const known = await latticeLaw(parseNoise(spec, 4, { lambda }), grid);
    expect(law.deviation).toBeLessThan(1e-11 + known.deviation);
    const reach = Math.min(law.reach, known.reach);
    let variation = 0;
    for (let k = -reach; k <= reach; k++) {
      const atom = (of: LatticeLaw): bigint =>
        (k < of.reach ? threshold(of, k) : 1n << 64n) - (k > -of.reach ? threshold(of, k - 1) : 0n);
      const more = atom(law) - atom(known);
      if (more > 0n) variation += Number(more) / 2 ** 64;
    }
    expect(variation).toBeLessThanOrEqual(law.deviation + known.deviation);
    for (let i = 1; i < law.high.length; i++)
      expect(threshold(law, i - law.reach) >= threshold(law, i - 1 - law.reach)).toBe(true);
  });

  it('has the features that are narrower than a step: all of a spike in one integer', async () => {
    // int e^{-x^2} is 0.886227 on the half-line, and the bumps at +-1/2 of width 1e-6 hold 10 sqrt(pi) 1e-6 each.
    const law = await latticeLaw(productNoise('exp(-x^2) + 1e5*exp(-((abs(x)-0.5)*1e6)^2)', 2, { lambda: 1 }), 10);
    const bump = 1e5 * Math.sqrt(Math.PI) * 1e-6;
    const total = Math.sqrt(Math.PI) / 2 + bump;
    // +-0.5 is 5 steps.
    const atom = drawn(law, 5) - drawn(law, 4);
    const smooth = 0.5 * Math.sqrt(Math.PI) * (erf(0.55) - erf(0.45));
    expect(atom).toBeCloseTo((smooth + bump) / (2 * total), 9);
    expect(law.deviation).toBeLessThan(1e-9);
  });

  it('of a box ends where the box ends', async () => {
    const law = await latticeLaw(productNoise('sign(1-abs(x))+1', 2, { lambda: 0.45 }), 10);
    for (const k of [-31, -6, 5, 31]) expect(drawn(law, k)).toBe(k < 0 ? 0 : 1);
    for (let k = -4; k <= 4; k++) expect(drawn(law, k) - drawn(law, k - 1)).toBeCloseTo(1 / 9, 10);
  });

  it('is not known where anything was changed by hand', async () => {
    const copied = { ...productNoise('exp(-x^2)', 2, { lambda: 1 }), lambda: 2 };
    await expect(latticeLaw(copied, 255)).rejects.toThrow('even');
  });
});

describe('uniform thresholds', () => {
  it('give every integer 2^w/(2 K + 1) words, rounded to whole ones', () => {
    for (const reach of [1, 3, 10]) {
      for (const bits of [6, 9, 12]) {
        const ends = [0n, ...uniformThresholds(reach, bits), 1n << BigInt(bits)];
        const share = 2 ** bits / (2 * reach + 1);
        for (let i = 1; i < ends.length; i++) {
          expect([Math.floor(share), Math.ceil(share)]).toContain(Number(ends[i]! - ends[i - 1]!));
        }
      }
    }
  });
});

describe('floorScaled', () => {
  it('is the floor of x 2^s, exact or not, of either sign', async () => {
    const R = new IntervalArithmetic(await loadMpfr(), 100);
    for (const [text, shift, floor, exact] of [
      ['0', 64, 0n, true],
      ['5/4', 0, 1n, false],
      ['5/4', 2, 5n, true],
      ['-5/4', 0, -2n, false],
      ['-5/4', 2, -5n, true],
      ['3', 70, 3n << 70n, true],
      ['1e-30', 64, 0n, false],
      ['1/3', 20, 349525n, false],
    ] as const) {
      expect(floorScaled(R.of(text).low, shift), text).toEqual({ floor, exact });
    }
  });
});
