/**
 * Only what a constructor vouches for certifies: a copy of a body with other capabilities gives the same radius or
 * less.
 */
import { describe, expect, it } from 'vitest';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { oracleBody } from '../../src/geometry/bodies/oracle-body.ts';
import { polar } from '../../src/geometry/bodies/polar.ts';
import { signZonoid } from '../../src/geometry/bodies/sign-zonoid.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { isMade } from '../../src/geometry/made-body.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { closedForm } from '../../src/numeric/estimate.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { covariogramRadius } from '../../src/radius/routes/covariogram.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import { vet } from '../../src/vet/vet.ts';

const unit = { lambda: 1 };
const RHO = 0.9;
const l1 = lpAdversary(1, 2);

const DIAMOND = vPolytope([
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
]);

/** One body or more of every constructor, in the plane. */
const BODIES: Readonly<Record<string, ConvexBody>> = {
  'l1 ball': lpBall(1, 2),
  'l2 ball': lpBall(2, 2),
  cube: lpBall(Infinity, 2),
  box: box([1, 2]),
  ellipse: ellipsoid([
    [1, 0.2],
    [0, 2],
  ]),
  'vertex polytope': DIAMOND,
  'halfspace polytope': hPolytope(
    [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ],
    [1, 1, 2, 2],
  ),
  zonotope: zonotope([
    [1, 0],
    [0.5, 1],
    [-0.3, 0.8],
  ]),
  'linear image': linearImage(
    [
      [1, 0.5],
      [0, 1],
    ],
    lpBall(1, 2),
  ),
  scaled: scaled(DIAMOND, 1.5),
  sum: minkowskiSum(lpBall(2, 2), lpBall(1, 2)),
  polar: polar(lpBall(4, 2)),
  'sign zonoid': signZonoid(2),
  crystal: wulffCrystal(lpAdversary(2, 2)),
  oracle: oracleBody({ dim: 2, contains: (x) => Math.hypot(x[0]!, x[1]!) <= 1, inradius: 1, circumradius: 1 }),
};

/** Copies in which something else is said: too little adversary, too much noise. */
const FORGED: Readonly<Record<string, (body: ConvexBody) => ConvexBody>> = {
  'overlap of 1': (body) => ({ ...body, overlap: () => closedForm(1) }),
  'no projection': (body) => ({ ...body, projectionRatio: () => closedForm(1e-9) }),
  'small vertices': (body) => ({
    ...body,
    vertices: () => [
      [1e-3, 0],
      [-1e-3, 0],
    ],
  }),
  'another structure': (body) => ({ ...body, structure: { kind: 'box', halfWidths: [50, 50] } }),
  'a large gauge': (body) => ({ ...body, gauge: (x) => 10 * body.gauge(x) }),
  'a small support function': (body) => ({ ...body, support: (u) => body.support(u) / 10 }),
  'a small circumradius': (body) => ({ ...body, circumradius: body.circumradius / 10, inradius: body.inradius / 10 }),
  'the voucher of another': (body) => ({ ...body, overlap: () => closedForm(1), voucher: lpBall(2, 2).voucher! }),
  'no voucher': (body) => ({ ...body, voucher: null }),
  inherited: (body) => Object.create(body, { overlap: { value: () => closedForm(1) } }) as ConvexBody,
};

/** Bodies computed from a forged one, which nobody vouches for either. */
const MADE_FROM: Readonly<Record<string, (body: ConvexBody) => ConvexBody>> = {
  scaled: (body) => scaled(body, 3),
  image: (body) =>
    linearImage(
      [
        [2, 0],
        [0, 1],
      ],
      body,
    ),
  polar: (body) => polar(body),
  sum: (body) => minkowskiSum(body, lpBall(1, 2)),
};

const asAdversary = (body: ConvexBody): Adversary => ({ kind: 'body', body, dim: 2 });

describe.each(Object.entries(BODIES))('a copy of: %s', (_, body) => {
  it('is vouched for while it says the same, whatever its name', () => {
    expect(isMade(body)).toBe(true);
    for (const copy of [{ ...body }, { ...body, name: 'mine' }, Object.create(body) as ConvexBody]) {
      expect(isMade(copy)).toBe(true);
      expect(certifiedRadius(laplace(2, unit), asAdversary(copy), RHO).radius).toBe(
        certifiedRadius(laplace(2, unit), asAdversary(body), RHO).radius,
      );
    }
  });

  it('certifies nothing as an adversary where something differs', () => {
    expect(certifiedRadius(gaussian(2, unit), asAdversary(body), RHO).radius).toBeGreaterThan(0);
    for (const [name, forge] of Object.entries(FORGED)) {
      const adversary = asAdversary(forge(body));
      const found = certifiedRadius(gaussian(2, unit), adversary, RHO);
      expect(found.radius, name).toBe(0);
      expect(found.detail, name).toMatch(/body of the adversary/);
      expect(growthRate(gaussian(2, unit), adversary), name).toBeNull();
      expect(computedRateBound(gaussian(2, unit), adversary), name).toBeNull();
      expect(() => twoClassRadius(gaussian(2, unit), adversary, RHO, 0.05), name).toThrow(InvalidInput);
      expect(() => growthAgainst(gaussian(2, unit), adversary, 0.1, 0.5), name).toThrow(InvalidInput);
      expect(() => vet(gaussian(2, unit), adversary, { samples: 4000 }), name).toThrow(InvalidInput);
    }
  });

  it('cannot be changed in place', () => {
    expect(() => {
      (body as { overlap: unknown }).overlap = () => closedForm(1);
    }).toThrow(TypeError);
  });
});

describe('noise on a body that nobody vouches for', () => {
  for (const [name, forge] of Object.entries(FORGED)) {
    it(`certifies nothing: ${name}`, () => {
      for (const body of [lpBall(1, 2), DIAMOND, box([1, 2])]) {
        const noise = uniform(forge(body), 2, unit);
        expect(certifiedRadius(noise, l1, RHO).radius).toBe(0);
        expect(() => covariogramRadius(noise, l1, RHO)).toThrow(InvalidInput);
        expect(() => vet(noise, l1, { samples: 4000 })).toThrow(InvalidInput);
        const level = levelSetNoise({ body: forge(body), radial: 'exp(-r^2)' }, 2, unit);
        expect(certifiedRadius(level, l1, RHO).radius).toBe(0);
      }
      expect(certifiedRadius(uniform({ ...DIAMOND }, 2, unit), l1, RHO).radius).toBe(
        certifiedRadius(uniform(DIAMOND, 2, unit), l1, RHO).radius,
      );
    });
  }

  it('nor does what is computed from one', () => {
    for (const make of Object.values(MADE_FROM)) {
      expect(isMade(make(DIAMOND))).toBe(true);
      for (const forge of Object.values(FORGED)) expect(isMade(make(forge(DIAMOND)))).toBe(false);
    }
    const small = [1, -1].flatMap((s) => [
      [s * 1e-3, 0],
      [0, s * 1e-3],
    ]);
    expect(isMade(wulffCrystal({ ...DIAMOND, vertices: () => small }))).toBe(false);
  });
});

it('a body of another dimension than its adversary says is a mistake, told as such', () => {
  const wrong: Adversary = { kind: 'body', body: lpBall(1, 3), dim: 2 };
  expect(() => certifiedRadius(gaussian(2, unit), wrong, RHO)).toThrow(/its body, the cross-polytope of R\^3/);
  expect(() => vet(gaussian(2, unit), wrong)).toThrow(/its body, the cross-polytope of R\^3/);
});
