/**
 * Which routes to a radius a noise has against an adversary, in the order in which they are tried: written as the
 * theory has them, one pair of every kind. `!` marks a route that settles the radius, `<` what it is converted from.
 */
import { describe, expect, it } from 'vitest';
import { lpAdversary, parseAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { canonicalForm } from '../../src/noise/named/canonical.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { GrowthRateBound } from '../../src/noise/rate/bound.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { certifiedRadius, knownRadii, radiusCurve } from '../../src/radius/certified-radius.ts';
import { routePlan } from '../../src/radius/routes/plan.ts';
import { radiusRoutes, type RouteChoice } from '../../src/radius/routes/radius-routes.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';

const named = (spec: string, dim: number) => parseNoise(spec, dim, { lambda: 2 });

const TWO_CLASS = { differential: 'phi', 'total-variation': 'tv', none: '' } as const;
const routes = (noise: Noise, adversary: Adversary, choice: RouteChoice = {}): string[] =>
  [...radiusRoutes(canonicalForm(noise), adversary, choice)].map(
    ({ method, tight, twoClass, convertedFrom, confidence }) =>
      method +
      (tight ? '!' : '') +
      (twoClass === 'none' ? '' : ` ${TWO_CLASS[twoClass]}`) +
      (convertedFrom === null ? '' : ` < ${convertedFrom}`) +
      (confidence === 1 ? '' : ' sampled'),
  );

/** Where no route settles a radius at rho = 1: no shift gives a set of mass 0 any. */
const ESCAPE = 'closed-form';
const FISHER = 'conversion phi < l2';

const table: readonly (readonly [spec: string, dim: number, adversary: string, routes: readonly string[]])[] = [
  ['gaussian', 3, 'l2', ['closed-form! phi', ESCAPE]],
  ['gaussian', 3, 'linf', ['closed-form! phi < l2', ESCAPE]],
  ['laplace', 3, 'l1', ['closed-form! phi', 'conversion phi < linf', FISHER, 'conversion < linf', ESCAPE]],
  ['laplace', 3, 'linf', ['level-set!', 'conversion phi < l1', 'differential phi', FISHER, ESCAPE]],
  ['laplace', 1, 'linf', ['closed-form! phi', ESCAPE]],
  ['uniform:linf', 3, 'l1', ['closed-form! tv', 'conversion tv < linf']],
  ['uniform:linf', 3, 'lp:1.5', ['covariogram! tv', 'conversion tv < l1', 'conversion tv < linf']],
  ['uniform:linf', 3, 'l2', ['closed-form! tv', 'conversion tv < l1', 'conversion tv < linf']],
  ['uniform:linf', 3, 'lp:3', ['closed-form! tv', 'conversion tv < l1', 'conversion tv < linf']],
  ['uniform:linf', 1, 'lp:1.5', ['closed-form! tv', 'closed-form! tv']],
  ['uniform:l2', 3, 'l1', ['closed-form! tv < l2']],
  ['uniform:l1', 3, 'l1', ['closed-form! tv', 'differential phi']],
  ['uniform:l1', 3, 'l2', ['differential phi', 'conversion tv < l1']],
  ['exp:l1,k=2', 3, 'l1', ['level-set!', 'differential phi', FISHER, ESCAPE]],
  ['exp:l2,k=1', 3, 'l2', ['level-set!', 'differential phi', 'differential phi', ESCAPE]],
  ['exp:l2,k=1,j=0.5', 3, 'l2', ['level-set!', 'differential phi', ESCAPE]],
  ['exp:l2,k=3', 3, 'l2', ['level-set!', 'differential phi', ESCAPE]],
  ['exp:l2,k=1', 1, 'l2', ['closed-form! phi', ESCAPE]],
  ['exp:l2,k=2,j=1', 3, 'l1', ['level-set! < l2', ESCAPE]],
  [
    'exp:linf,k=2',
    3,
    'l1',
    ['closed-form tv', 'level-set!', 'conversion phi < linf', FISHER, 'conversion < linf', ESCAPE],
  ],
  ['exp:linf,k=2,j=1', 3, 'l1', ['closed-form tv', 'level-set!', 'conversion < linf', ESCAPE]],
  ['exp:linf,k=2,j=2', 3, 'l1', ['level-set!', 'conversion < linf', ESCAPE]],
  [
    'exp:linf,k=1',
    3,
    'linf',
    ['closed-form! phi', 'level-set!', 'conversion tv < l1', FISHER, 'conversion < l1', ESCAPE],
  ],
  ['power:l2,k=2,a=4', 3, 'l2', ['level-set!', 'differential phi', ESCAPE]],
  [
    'power:linf,a=5',
    3,
    'linf',
    ['level-set!', 'conversion tv < l1', 'differential phi', FISHER, 'conversion < l1', ESCAPE],
  ],
  ['iid-exp,s=1.5', 3, 'l1', ['closed-form! phi', FISHER, ESCAPE]],
  ['iid-exp,s=0.5', 3, 'l1', ['differential phi', ESCAPE]],
  ['iid-exp,s=0.3', 3, 'l2', ['conversion phi < l1', ESCAPE]],
  ['iid-pareto,a=3', 3, 'l1', ['differential phi', FISHER, ESCAPE]],
  ['iid-pareto,a=3', 1, 'linf', ['level-set!', 'differential phi', 'differential phi', ESCAPE]],
];

describe('the routes of a noise', () => {
  it.each(table)('%s in d = %d against %s', (spec, dim, adversary, expected) => {
    const noise = named(spec, dim);
    const against = parseAdversary(adversary, dim);
    const all = routes(noise, against);
    expect(all).toEqual(expected);
    // Without Neyman-Pearson: no test along a direction, and no word about rho = 1.
    expect(routes(noise, against, { method: 'differential' })).toEqual(
      all.filter((one) => one !== ESCAPE && !one.startsWith('level-set') && !/^conversion </.test(one)),
    );
    // Those that search and that the adversary keeps exact.
    expect(routes(noise, against, { method: 'level-set' })).toEqual(all.filter((one) => one.startsWith('level-set')));
  });

  it('searches that take long are left out where haste is asked for', () => {
    const quick = (spec: string) => routes(named(spec, 3), lpAdversary(1, 3), { quick: true });
    expect(quick('exp:linf,k=2,j=1')).toEqual(['closed-form tv', ESCAPE]);
    expect(quick('exp:linf,k=2')).toHaveLength(6);
    expect(quick('exp:l1,k=2')).toContain('level-set!');
  });

  it('directions that do not decide bound a radius from above, where that is asked for', () => {
    const bounds = (spec: string, adversary: string) =>
      routes(named(spec, 3), parseAdversary(adversary, 3), { upperBounds: true });
    expect(bounds('iid-pareto,a=3', 'l1')).toEqual(['differential phi', FISHER, 'level-set', ESCAPE]);
    expect(bounds('iid-exp,s=0.5', 'linf')).toEqual(['conversion phi < l1', 'conversion < l1', ESCAPE]);
    expect(bounds('gaussian', 'l2')).toEqual(['closed-form! phi', ESCAPE]);
  });

  it('a body has its covariogram, and its projections where they are known', () => {
    const square = uniform(vPolytope([[1, 1], [1, -1], [-1, 1], [-1, -1]]), 2, { lambda: 1 }); // prettier-ignore
    expect(routes(square, lpAdversary(1, 2))).toEqual(['differential phi', 'covariogram']);
    expect(routes(square, lpAdversary(1, 2), { method: 'differential' })).toEqual(['differential phi']);
    expect(routes(uniform('linf', 2, { lambda: 1 }), { kind: 'body', body: lpBall(1, 2), dim: 2 })).toEqual([
      'conversion tv < l1',
      'conversion tv < linf',
    ]);
  });

  it('bounds computed from a law come after all others, where they are asked for', () => {
    const laplace = named('laplace', 2);
    const l3 = lpAdversary(3, 2);
    // Phi <= 0.05: the radius at 0.9 is 8.
    const bound = new GrowthRateBound([{ slope: 0, intercept: 0.05 }], 'made up', 0.99);
    const sure = new GrowthRateBound(bound.lines, 'made up');
    const found = routes(laplace, l3, { computed: () => bound });
    expect(found.at(-2)).toBe('monte-carlo sampled');
    expect(routes(laplace, l3, { computed: () => sure }).at(-2)).toBe('differential');
    expect(found).toHaveLength(routes(laplace, l3).length + 1);
    expect(routes(laplace, l3, { computed: () => null })).toEqual(routes(laplace, l3));
    const radius = certifiedRadius(laplace, l3, 0.9, { computed: () => bound });
    expect(radius).toMatchObject({ confidence: 0.99, method: 'monte-carlo', exact: false, detail: 'made up' });
    expect(radius.radius).toBeCloseTo(8, 9);
  });
});

describe('what is remembered', () => {
  it('the same pair and the same question have one plan, any other its own', () => {
    const noise = named('laplace', 3);
    const l1 = lpAdversary(1, 3);
    const plan = routePlan(noise, l1, {});
    expect(routePlan(noise, l1, { method: 'best', upperBounds: false, quick: false })).toBe(plan);
    const others = [
      routePlan(noise, l1, { method: 'differential' }),
      routePlan(noise, l1, { upperBounds: true }),
      routePlan(noise, l1, { quick: true }),
      routePlan(noise, l1, { computed: computedRateBound }),
      routePlan(noise, lpAdversary(1, 3), {}),
      routePlan(named('laplace', 3), l1, {}),
    ];
    expect(new Set([plan, ...others]).size).toBe(7);
    expect(routePlan(noise, l1, { computed: computedRateBound })).toBe(others[3]);
  });

  it('a route is built once, and only as far as it is asked for', () => {
    const plan = routePlan(named('laplace', 3), lpAdversary(Infinity, 3), {});
    const [first] = plan;
    expect([...plan][0]).toBe(first);
    expect([...plan]).toHaveLength(5);
    expect([...plan][4]).toBe([...plan][4]);
  });
});

describe('the best of them', () => {
  const rhos = [0.99, 0.5, 0.6, 1, 0.25, 0.83] as const;

  it('is exact by a formula where one is, by a search elsewhere, in the order asked for', () => {
    const noise = named('exp:linf,k=2', 3);
    const found = radiusCurve(noise, lpAdversary(1, 3), rhos);
    expect(found.map(({ rho }) => rho)).toEqual([...rhos]);
    expect(found.map(({ method }) => method)).toEqual([
      'level-set',
      'closed-form',
      'closed-form',
      'level-set',
      'closed-form',
      'closed-form',
    ]);
    expect(found.every(({ exact, upper, radius }) => exact && upper! >= radius)).toBe(true);
    expect([found[1]!.radius, found[1]!.upper, found[3]!.radius, found[3]!.upper]).toEqual([0, 0, Infinity, Infinity]);
    expect(found[1]!.detail).toBe('no majority: rho <= 1/2');
    expect(found[0]!.radius).toBeGreaterThan(found[5]!.radius);
  });

  it('is the larger one where none is exact, with the least bound from above', () => {
    const pareto = named('iid-pareto,a=3', 2);
    const l1 = lpAdversary(1, 2);
    const plain = radiusCurve(pareto, l1, [0.6, 0.99]);
    const bounded = radiusCurve(pareto, l1, [0.6, 0.99], { upperBounds: true });
    plain.forEach(({ radius, upper, exact }, i) => {
      expect([upper, exact]).toEqual([null, false]);
      expect(bounded[i]!.radius).toBe(radius);
      expect(bounded[i]!.method).toBe('differential');
      expect(bounded[i]!.upper).toBeGreaterThan(radius);
      expect(bounded[i]!.upper).toBeLessThan(2 * radius);
    });
    // Heavier tails: Fisher information near one half, the table's integral near one.
    const far = radiusCurve(named('iid-pareto,a=0.3', 4), lpAdversary(2, 4), [0.51, 0.9999]);
    expect(far.map(({ detail }) => detail.includes('Fisher'))).toEqual([true, false]);
  });

  it('is unbounded at rho = 1 for every density that is positive, and 2 for the cube', () => {
    const at1 = (spec: string, adversary: string) =>
      certifiedRadius(named(spec, 2), parseAdversary(adversary, 2), 1, { upperBounds: true });
    for (const [spec, adversary] of [
      ['iid-exp,s=0.5', 'l1'],
      ['iid-pareto,a=3', 'l1'],
      ['exp:l2,k=2,j=1', 'l2'],
      ['laplace', 'lp:3'],
    ] as const) {
      const { radius, exact, upper } = at1(spec, adversary);
      expect([radius, exact, upper], spec).toEqual([Infinity, true, Infinity]);
    }
    expect(at1('uniform:linf', 'l1').radius).toBeCloseTo(2, 9);
  });

  it('of a noise of which nothing is known is 0 and not exact, but for rho <= 1/2', () => {
    const copy = { ...named('gaussian', 2), lambda: 3 };
    const [none, majority] = radiusCurve(copy, lpAdversary(2, 2), [0.5, 0.9]);
    expect([none!.radius, none!.exact, none!.upper]).toEqual([0, true, 0]);
    expect([majority!.radius, majority!.exact, majority!.upper, majority!.confidence]).toEqual([0, false, null, 1]);
  });

  it('says why there is none', () => {
    const refusal = (noise: Noise, adversary: Adversary, options = {}): string => {
      expect(knownRadii(noise, adversary, [0.9], options)).toBeNull();
      try {
        radiusCurve(noise, adversary, [0.9], options);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    const levelSet = { method: 'level-set' } as const;
    expect(refusal(named('gaussian', 2), lpAdversary(2, 2), levelSet)).toMatch(/^The level-set method does not serve/);
    expect(refusal(named('exp:linf,k=2', 2), lpAdversary(2, 2), levelSet)).toMatch(/^The level-set method does not/);
    expect(refusal(named('exp:l2,k=2,j=1', 3), lpAdversary(2, 3), { method: 'differential' })).toMatch(
      /^No radius form/,
    );
    expect(refusal(productNoise('1/sqrt(abs(x))*exp(-abs(x))', 2, { lambda: 1 }), lpAdversary(1, 2))).toMatch(
      /^No bound on the growth/,
    );
    expect(() => radiusCurve(named('gaussian', 2), lpAdversary(2, 3), [0.9])).toThrow(/dimension/);
    // Without a majority nothing need be known.
    expect(certifiedRadius(named('gaussian', 2), lpAdversary(2, 2), 0.5, levelSet).radius).toBe(0);
  });
});

describe('two classes', () => {
  const two = (spec: string, adversary: string, pA: number, pB: number) =>
    twoClassRadius(named(spec, 3), parseAdversary(adversary, 3), pA, pB);
  const near = (found: { readonly radius: number }, truth: number): void => {
    expect(found.radius).toBeLessThanOrEqual(truth);
    expect(found.radius).toBeGreaterThan(truth * (1 - 1e-10));
  };

  it('Laplace against l1, exactly: half the sum of two logarithms, or of their difference where pA <= 1/2', () => {
    near(two('laplace', 'l1', 0.9, 0.05), Math.log(0.5 / 0.1) + Math.log(0.5 / 0.05));
    near(two('laplace', 'l1', 0.45, 0.1), Math.log(0.5 / 0.1) - Math.log(0.5 / 0.45));
    near(two('laplace', 'l1', 0.5, 0.1), Math.log(0.5 / 0.1));
    expect(two('laplace', 'l1', 0.45, 0.1).exact).toBe(true);
    expect(two('laplace', 'linf', 0.45, 0.1).exact).toBe(false);
    expect(two('iid-exp,s=1.5', 'l1', 0.8, 0.1).exact).toBe(true);
    expect(two('gaussian', 'l2', 0.8, 0.1).exact).toBe(true);
    // One class is exact here, but the sets of both overlap.
    expect(two('exp:linf,k=1', 'linf', 0.8, 0.1).exact).toBe(false);
    expect(two('iid-exp,s=0.7', 'l1', 0.8, 0.1).exact).toBe(false);
    expect(two('laplace', 'l1', 0.9, 0.05)).toMatchObject({ rho: 0.9, upper: null, confidence: 1 });
  });

  it('uniform noise by total variation, exactly; cubical noise by it, not exactly', () => {
    near(two('uniform:linf', 'l1', 0.4, 0.1), 2 * (0.4 - 0.1));
    expect(two('uniform:linf', 'l1', 0.4, 0.1).exact).toBe(true);
    const cubical = two('exp:linf,k=2', 'l1', 0.7, 0.2);
    expect(cubical.exact).toBe(false);
    near(cubical, certifiedRadius(named('exp:linf,k=2', 3), lpAdversary(1, 3), 0.75).radius * (1 + 1e-11));
    expect(cubical.detail).toMatch(/^two-class form of: total variation/);
  });

  it('what one class says alone is never lost', () => {
    for (const [spec, adversary] of [['exp:l2,k=2,j=1', 'l2']] as const) {
      const one = certifiedRadius(named(spec, 3), parseAdversary(adversary, 3), 0.9).radius;
      expect(two(spec, adversary, 0.9, 0.0999).radius).toBeGreaterThanOrEqual(one * (1 - 1e-9));
      expect(two(spec, adversary, 0.9, 0.01).radius).toBeGreaterThan(one);
      expect(two(spec, adversary, 0.9, 0.1)).toEqual(
        certifiedRadius(named(spec, 3), parseAdversary(adversary, 3), 0.9),
      );
    }
  });

  it('is 0 where pB reaches pA, and refuses what are no probabilities of two classes', () => {
    expect(two('gaussian', 'l2', 0.3, 0.3).radius).toBe(0);
    expect(two('gaussian', 'l2', 0.3, 0.35).radius).toBe(0);
    expect(two('gaussian', 'l2', 0.9, 0).radius).toBe(Infinity);
    expect(two('uniform:linf', 'l1', 1, 0).radius).toBeCloseTo(2, 9);
    for (const pB of [-1e-9, 1.1, NaN]) expect(() => two('gaussian', 'l2', 0.9, pB)).toThrow(/pB is a probability/);
    expect(() => two('gaussian', 'l2', 0.9, 0.1001)).toThrow(/pA \+ pB/);
    // 1 - 0.7 is 0.30000000000000004.
    expect(two('gaussian', 'l2', 0.7, 0.3).radius).toBeGreaterThan(0);
  });
});

describe('the quantile of a log-concave marginal', () => {
  it.each([
    [2, 1.01],
    [2, 1.5],
    [8, 1.9],
  ])('is no radius against balls between those of l1 and l2: d = %d, p = %d', (dim, p) => {
    const noise = productNoise('exp(-abs(x)^1.5)', dim, { lambda: 1 });
    const [inner, outer] = [1, p].map((q) => certifiedRadius(noise, lpAdversary(q, dim), 0.999));
    expect(inner!.exact).toBe(true);
    expect(outer!.exact).toBe(false);
    expect(outer!.radius).toBeLessThan(inner!.radius);
  });

  it('is one on the line, whatever the name of the norm', () => {
    const noise = productNoise('exp(-abs(x)^1.5)', 1, { lambda: 1 });
    const [l1, other] = [1, 1.5].map((q) => certifiedRadius(noise, lpAdversary(q, 1), 0.999));
    expect(other).toEqual(l1);
  });
});
