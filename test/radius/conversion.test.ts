/**
 * What one formula certifies of other norms and scales (R4), how a value becomes a radius, and the probabilities asked
 * for: arithmetic that every radius passes through, to the last digit.
 */
import { describe, expect, it } from 'vitest';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { CLOSED_FORM_ERROR } from '../../src/numeric/estimate.ts';
import { oneClassTail } from '../../src/radius/rival-tail.ts';
import {
  against,
  converted,
  ownRoute,
  roundedRadius,
  spherical,
  valueFormula,
  type RadiusFormula,
} from '../../src/radius/routes/route.ts';
import { readProbability } from '../../src/radius/top-probability.ts';

const half = readProbability(0.9);
/** A formula that says 3, up to 3 (1 + 5e-7), exactly. */
const three: RadiusFormula = {
  method: 'closed-form',
  detail: 'three',
  tight: true,
  twoClass: 'differential',
  radii: (at) => at.map(() => ({ radius: 3, ceiling: 4, upper: 3 * (1 + 5e-7), exact: true })),
};
const says = (route: ReturnType<typeof converted>) => ({ ...route.radii([half])[0]!, ...route, radii: undefined });

describe('conversion', () => {
  it.each([
    [1, 1, 1, 1],
    [1, 2, Math.sqrt(1 / 4), 1],
    [1, Infinity, 1 / 4, 1],
    [2, 1, 1, 2],
    [Infinity, 1, 1, 4],
    [Infinity, 2, 1, 2],
    [1, 1.5, 4 ** (1 / 1.5 - 1), 1],
    [2, 1.5, 1, 4 ** (1 / 1.5 - 1 / 2)],
  ])('from l%d to l%d in d = 4 at lambda = 2', (from, to, factor, upper) => {
    const route = says(converted(against(from, three), 2, lpAdversary(to, 4)));
    expect(route.radius).toBeCloseTo(6 * factor, 13);
    expect(route.ceiling).toBeCloseTo(8 * factor, 13);
    // max |v|_a over the ball on the way down, the largest ball inside it on the way up.
    expect(route.upper).toBeCloseTo(6 * (1 + 5e-7) * upper, 13);
    const own = from === to;
    expect([route.exact, route.tight, route.convertedFrom]).toEqual([
      own,
      own,
      own ? null : from === 1 ? 'l1' : from === 2 ? 'l2' : 'linf',
    ]);
    expect([route.method, route.detail]).toEqual(
      own ? ['closed-form', 'three'] : ['conversion', `three, converted from ${route.convertedFrom!}`],
    );
  });

  it('keeps what is exact where growth depends on |v|_2 alone, or on the line', () => {
    const round = (adversary: Adversary) => says(converted(spherical(three), 2, adversary));
    expect(round(lpAdversary(Infinity, 4))).toMatchObject({
      radius: 3,
      exact: true,
      tight: true,
      method: 'closed-form',
      convertedFrom: 'l2',
    });
    expect(round(lpAdversary(Infinity, 4)).upper).toBeCloseTo(3 * (1 + 5e-7), 13);
    expect(round({ kind: 'body', body: box([1, 2]), dim: 2 })).toMatchObject({
      radius: 6 / Math.sqrt(5),
      exact: true,
      tight: true,
    });
    // An ellipsoid's farthest point is bounded, not known.
    const oval = round({ kind: 'body', body: ellipsoid([[1, 0], [0, 4]]), dim: 2 }); // prettier-ignore
    expect([oval.exact, oval.tight, oval.method]).toEqual([false, false, 'conversion']);
    expect(oval.radius).toBeCloseTo(1.5, 9);
    expect(oval.upper! / oval.radius).toBeCloseTo(4, 5);
    expect(says(converted(against(1, three), 2, lpAdversary(Infinity, 1)))).toMatchObject({
      radius: 6,
      exact: true,
      convertedFrom: null,
    });
    expect(says(converted(against(1, { ...three, tight: false }), 2, lpAdversary(1, 3))).tight).toBe(false);
  });

  it('a route of its own is scaled, and exact only where its ends meet', () => {
    expect(says(ownRoute(three, 5))).toMatchObject({
      radius: 15,
      ceiling: 20,
      upper: 15 * (1 + 5e-7),
      exact: true,
      tight: true,
      confidence: 1,
    });
    const wide = { ...three, radii: () => [{ radius: 3, ceiling: 4, upper: 4, exact: true }] };
    expect(says(ownRoute(wide, 1)).exact).toBe(false);
    const open = { ...three, radii: () => [{ radius: 3, ceiling: 4, upper: null, exact: false }] };
    expect(says(ownRoute(open, 2))).toMatchObject({ radius: 6, upper: null, exact: false });
  });
});

describe('rounding', () => {
  it('takes both errors off a radius and adds them to its ceiling', () => {
    expect(roundedRadius(2, true, 0.5, 0.25)).toEqual({
      radius: 1.5 * 0.75,
      ceiling: 2.5 * 1.25,
      upper: 2.5 * 1.25,
      exact: true,
    });
    expect(roundedRadius(2, false)).toEqual({
      radius: 2 * (1 - CLOSED_FORM_ERROR),
      ceiling: 2 * (1 + CLOSED_FORM_ERROR),
      upper: null,
      exact: false,
    });
    expect(roundedRadius(1, false, 2).radius).toBe(0);
  });

  it('of a formula is relative, by the error it is given', () => {
    const formula = valueFormula('closed-form', '', true, ({ excess }) => 10 * excess, 'none', 0.5);
    expect(formula.radii([readProbability({ tail: 0.25 })])[0]!.radius).toBe(1.25);
    expect([formula.tight, formula.twoClass]).toEqual([true, 'none']);
    expect(valueFormula('closed-form', '', false, () => 1)).toMatchObject({ tight: false, twoClass: 'differential' });
  });
});

describe('a probability', () => {
  it('keeps its digits at both ends, rounded down', () => {
    expect(readProbability(0.75)).toEqual({ rho: 0.75, tail: 0.25, excess: 0.25 });
    expect(readProbability({ tail: 0.25 })).toEqual({ rho: 0.75, tail: 0.25, excess: 0.25 });
    const near = readProbability({ tail: 1e-40 });
    expect(near).toEqual({ rho: 1 - 2 ** -53, tail: 1e-40, excess: 0.5 - 2 ** -54 });
    expect(readProbability({ tail: 1e-310 }).tail).toBe(1e-300);
    expect(readProbability({ tail: 1e-300 }).tail).toBe(1e-300);
    expect(readProbability({ tail: 0 })).toEqual({ rho: 1, tail: 0, excess: 0.5 });
    expect(readProbability(1)).toEqual({ rho: 1, tail: 0, excess: 0.5 });
    expect(readProbability(0)).toEqual({ rho: 0, tail: 1, excess: -0.5 });
    // 1 - 0.1 and 1/2 - 0.1 are no doubles: below them.
    expect(readProbability({ tail: 0.1 }).rho).toBeLessThanOrEqual(0.9);
    expect(readProbability({ tail: 0.3 }).excess).toBeLessThanOrEqual(0.2);
  });

  it('lies in [0, 1]', () => {
    for (const bad of [-1e-9, 1 + 1e-9, NaN]) {
      expect(() => readProbability(bad)).toThrow(/^rho is a probability/);
      expect(() => readProbability({ tail: bad })).toThrow(/^tail = 1 - rho is a probability/);
    }
  });
});

describe('the one-class tail that holds for two classes', () => {
  const close = (found: number, truth: number): void => {
    expect(found).toBeGreaterThan(truth);
    expect(found).toBeLessThan(truth * (1 + 3e-12));
  };

  it.each([
    [0.5, 0.3],
    [0.6, 0.1],
    [0.5, 0],
  ])('from a = %d on: the mean with b = %d', (a, b) => {
    close(oneClassTail(a, b), (a + b) / 2);
  });

  it.each([
    [0.4, 0.39],
    [0.4, 0.05],
    [0.2, 0.1],
    [0.05, 0.001],
    [0.3, 0],
    [1e-3, 1e-6],
    [0.49, 0.2],
  ])('below: the lesser of two roots, a = %d, b = %d', (a, b) => {
    const x = 1 - 2 * b;
    // t with t (t + x/2) = a/2 by bisection, and the chord.
    let [low, high] = [0, 1];
    for (let i = 0; i < 200; i++) {
      const t = 0.5 * (low + high);
      if (2 * t * t + x * t < a) low = t;
      else high = t;
    }
    close(oneClassTail(a, b), Math.min(low, (0.5 + b) / (3 - 2 * a)));
    expect(oneClassTail(a, b)).toBeLessThanOrEqual(a);
  });

  it('is a itself where b = a', () => {
    expect(oneClassTail(0.3, 0.3)).toBe(0.3);
  });
});
