/** Radii of every family of noise against every kind of adversary, at drawn parameters and at the ends of ranges. */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { radiusCurve } from '../../src/radius/certified-radius.ts';
import type { Probability } from '../../src/radius/top-probability.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import type { CertifiedRadius } from '../../src/radius/radius.ts';
import { Ledger, PATIENCE, tell } from './ledger.ts';
import { namedSpecs } from './named-specs.ts';

const mirrored = (rows: number[][]): number[][] => [...rows, ...rows.map((row) => row.map((x) => -x))];

function rhosOf({ draw }: Ledger): Probability[] {
  return [
    draw.between(0.501, 0.56),
    draw.between(0.56, 0.8),
    draw.between(0.8, 0.99),
    { tail: draw.size(1e-12, 1e-3) },
  ];
}

const brief = (found: readonly CertifiedRadius[]): string =>
  found
    .map(
      ({ rho, radius, upper, exact, method, confidence, detail }) =>
        `at ${tell(rho)}: ${tell(radius)}${exact ? ' exact' : ''} ${tell(upper)}, ${method} ${confidence}, ${detail}`,
    )
    .join('; ');

describe('the ledger of radii', () => {
  it('named noise against l_p', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-named');
    for (const dims of [[1, 2, 3], [5, 20, 49], [60, 784, 3072], [150_528]])
      for (const spec of namedSpecs())
        for (const p of [1, 2, Infinity, ledger.draw.pick([1.01, 1.5, 3, 40])]) {
          const dim = ledger.draw.pick(dims);
          const noise = spec(dim, ledger.draw);
          const rhos = rhosOf(ledger).slice(
            ...ledger.draw.pick([
              [0, 2],
              [2, 4],
            ]),
          );
          // A search beyond the largest images takes seconds.
          const method = dim > 20_000 ? 'differential' : 'best';
          ledger.ask(`${noise}, d = ${dim}, l${p}, ${JSON.stringify(rhos)}`, () =>
            brief(radiusCurve(parseNoise(noise, dim, { lambda: 1 }), lpAdversary(p, dim), rhos, { method })),
          );
        }
    await ledger.compare();
  });

  it('ends of ranges', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-ends');
    const ends: Probability[] = [0, 0.5, 0.5 + 1e-15, 0.5000001, 1 - 1e-9, { tail: 1e-30 }, { tail: 1e-305 }, 1];
    for (const spec of namedSpecs())
      for (const p of [1, 2, Infinity]) {
        const dim = ledger.draw.pick([1, 2, 7, 51, 3072]);
        const noise = spec(dim, ledger.draw);
        const scale = ledger.draw.pick([{ lambda: 0.25 }, { sigma: 0.5 }]);
        ledger.ask(`${noise}, ${JSON.stringify(scale)}, d = ${dim}, l${p}`, () =>
          brief(radiusCurve(parseNoise(noise, dim, scale), lpAdversary(p, dim), ends, { method: 'differential' })),
        );
      }
    for (const rho of [-1e-9, 1.5, NaN])
      ledger.ask(`rho = ${rho}`, () =>
        brief(radiusCurve(parseNoise('laplace', 2, { lambda: 1 }), lpAdversary(1, 2), [rho])),
      );
    await ledger.compare();
  });

  it('one method alone, bounds from above, bounds computed from the law', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-methods');
    for (const [i, spec] of namedSpecs().entries())
      for (const p of [1, 2, Infinity, ledger.draw.pick([1.5, 3])]) {
        const dim = ledger.draw.pick([2, 3, p === 1.5 || p === 3 ? 4 : 60]);
        const noise = parseNoise(spec(dim, ledger.draw), dim, { lambda: 1 });
        const rho = ledger.draw.between(0.51, 0.99);
        const question = `${noise.spec}, d = ${dim}, l${p}, ${rho}`;
        const adversary = lpAdversary(p, dim);
        ledger.ask(`${question}, level sets`, () =>
          brief(radiusCurve(noise, adversary, [rho], { method: 'level-set' })),
        );
        if (i % 4 === 0 && (p === 1.5 || p === 3))
          ledger.ask(`${question}, computed`, () =>
            brief(radiusCurve(noise, adversary, [rho], { method: 'differential', computed: computedRateBound })),
          );
        if (dim <= 3)
          ledger.ask(`${question}, from above`, () =>
            brief(radiusCurve(noise, adversary, [rho], { upperBounds: true })),
          );
      }
    await ledger.compare();
  });

  it('two classes', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-two-classes');
    for (const spec of namedSpecs())
      for (const p of [1, 2, Infinity, ledger.draw.pick([1.5, 3])]) {
        const dim = ledger.draw.pick([1, 2, 5, 30, 784, 3072]);
        const noise = spec(dim, ledger.draw);
        const top = ledger.draw.between(0.35, 0.98);
        const rival = Number(((1 - top) * ledger.draw.between(0.05, 0.99)).toPrecision(4));
        ledger.ask(`${noise}, d = ${dim}, l${p}, ${top} against ${rival}`, () =>
          brief([twoClassRadius(parseNoise(noise, dim, { lambda: 1 }), lpAdversary(p, dim), top, rival)]),
        );
      }
    await ledger.compare();
  });

  it('bodies, level sets, products and densities', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('radius', 'radius-bodies');
    const bodies = [
      hPolytope(
        mirrored([
          [1, 0.2],
          [0.1, 1],
          [0.7, 0.8],
        ]),
        [1, 1.2, 1.1, 1, 1.2, 1.1],
      ),
      vPolytope(
        mirrored([
          [1, 0.3],
          [-0.4, 1],
          [0.9, -0.6],
        ]),
      ),
      zonotope([
        [1, 0],
        [0.3, 0.8],
        [-0.4, 0.5],
      ]),
      ellipsoid([
        [2, 0.3],
        [0.3, 1],
      ]),
    ];
    const noises = [
      ...bodies.map((body) => uniform(body, 2, { lambda: 1 })),
      ...bodies.slice(2).map((body) => levelSetNoise({ body, radial: 'exp(-r^1.7)' }, 2, { lambda: 1 })),
      levelSetNoise({ body: bodies[0]!, radial: '1/(1+r)^5' }, 2, { lambda: 0.5 }),
      productNoise('1/(exp(x)+exp(-x))', 2, { lambda: 1 }),
      productNoise('exp(-abs(x)^0.8)', 2, { lambda: 1 }),
    ];
    for (const noise of noises) {
      const rhos = rhosOf(ledger).slice(1, 3);
      for (const p of [1, ledger.draw.pick([2, Infinity, 1.5, 3])])
        ledger.ask(`${noise.spec}, l${p}, ${JSON.stringify(rhos)}`, () =>
          brief(radiusCurve(noise, lpAdversary(p, 2), rhos)),
        );
      for (const body of [ledger.draw.pick(bodies)])
        ledger.ask(`${noise.spec}, ${body.name}, ${JSON.stringify(rhos)}`, () =>
          brief(radiusCurve(noise, { kind: 'body', body, dim: 2 }, rhos)),
        );
    }
    const formulas = ['exp(-max(abs(x1),abs(x2-0.5*x1)))', '1/(1+x1^2+2*x2^2)^3'];
    for (const text of formulas)
      ledger.ask(`${text}, l1, 0.7`, () =>
        brief(radiusCurve(noiseOfDensity(text, 2, { lambda: 1 }), lpAdversary(1, 2), [0.7])),
      );
    for (const dim of [1, 40])
      for (const marginal of ['exp(-abs(x)^3)', '1/(1+x^2)^4'])
        for (const p of [1, ledger.draw.pick([2, Infinity])]) {
          const rhos = rhosOf(ledger).slice(1, 3);
          ledger.ask(`product of ${marginal}, d = ${dim}, l${p}, ${JSON.stringify(rhos)}`, () =>
            brief(radiusCurve(productNoise(marginal, dim, { lambda: 1 }), lpAdversary(p, dim), rhos)),
          );
        }
    for (const tail of [1e-3, 1e-5, 1e-10])
      ledger.ask(`product of exp(-x^2/2)*(1+x^2), d = 4, l2, tail ${tail}`, () =>
        brief(radiusCurve(productNoise('exp(-x^2/2)*(1+x^2)', 4, { lambda: 1 }), lpAdversary(2, 4), [{ tail }])),
      );
    await ledger.compare();
  });
});
