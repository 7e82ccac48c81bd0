/** Growth functions, rates and likelihood-ratio tests at drawn parameters and shifts. */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growth } from '../../src/growth/growth.ts';
import { greedyFilling } from '../../src/growth/likelihood-ratio/greedy-filling.ts';
import { shiftTest } from '../../src/growth/likelihood-ratio/shift.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { Ledger, PATIENCE } from './ledger.ts';
import { namedSpecs } from './named-specs.ts';

const PS = [1e-9, 0.003, 0.2, 0.5, 0.9];

describe('the ledger of growth', () => {
  it('along a shift, and over all shifts', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('growth', 'growth');
    const { draw } = ledger;
    for (const dims of [
      [1, 2],
      [3, 6],
      [50, 784],
    ])
      for (const spec of namedSpecs()) {
        const dim = draw.pick(dims);
        const noise = parseNoise(spec(dim, draw), dim, draw.pick([{ lambda: 1 }, { lambda: 0.4 }]));
        const size = draw.size(0.05, 3) * noise.lambda;
        const shifts = {
          axis: Array.from({ length: dim }, (_, i) => (i === 0 ? size : 0)),
          diagonal: Array.from({ length: dim }, () => size / Math.sqrt(dim)),
          any: draw.vector(dim, size),
        };
        for (const [name, shift] of Object.entries(shifts)) {
          const p = draw.pick(PS);
          const where = dim < 4 ? JSON.stringify(shift) : `${name} ${size}`;
          ledger.ask(`${noise.spec}, lambda ${noise.lambda}, d = ${dim}, v = ${where}, p = ${p}`, () =>
            growth(noise, shift, p, { samples: 500, seed: 3 }),
          );
        }
        const q = draw.pick([1, 2, Infinity, 1.5]);
        const p = draw.pick(PS);
        ledger.ask(`${noise.spec}, d = ${dim}, l${q}, r = ${size}, p = ${p}`, () => {
          const { shift, ...found } = growthAgainst(noise, lpAdversary(q, dim), size, p, { samples: 500, seed: 4 });
          return { ...found, shift: shift.slice(0, 3) };
        });
      }
    await ledger.compare();
  });

  it('by samples alone', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('growth', 'growth-sampled');
    for (const spec of namedSpecs()) {
      const noise = parseNoise(spec(3, ledger.draw), 3, { lambda: 1 });
      for (const confidence of [ledger.draw.pick([0.9, 0.999])]) {
        const [shift, p] = [ledger.draw.vector(3, 1), ledger.draw.pick(PS)];
        ledger.ask(`${noise.spec}, v = ${JSON.stringify(shift)}, p = ${p}, confidence ${confidence}`, () =>
          growth(noise, shift, p, { method: 'monte-carlo', samples: 3000, seed: 5, confidence }),
        );
      }
    }
    await ledger.compare();
  });

  it('rates', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('growth', 'growth-rates');
    const ps = [1e-12, 1e-4, 0.03, 0.2, 0.3, 0.49, 0.5];
    for (const dims of [
      [1, 2, 3],
      [10, 60],
      [3072, 150_528],
    ])
      for (const spec of namedSpecs())
        for (const q of [1, 2, Infinity, 1.5]) {
          const dim = ledger.draw.pick(dims);
          const text = spec(dim, ledger.draw);
          ledger.ask(`${text}, d = ${dim}, l${q}`, () => {
            const rate = growthRate(parseNoise(text, dim, { lambda: 1 }), lpAdversary(q, dim));
            return rate && [rate.exact, rate.detail, rate.phiHalf, ...ps.map((p) => rate.phi(p))];
          });
        }
    for (const spec of namedSpecs().filter((_, i) => i % 3 === 0)) {
      const noise = parseNoise(spec(2, ledger.draw), 2, { lambda: 1 });
      ledger.ask(`${noise.spec}, d = 2, l1, computed`, () => {
        const bound = computedRateBound(noise, lpAdversary(1, 2));
        return (
          bound && [
            bound.detail,
            bound.confidence,
            ...ps.map((p) => bound.phi(p)),
            bound.flow(0.2, 0.3),
            bound.radius(0.1),
          ]
        );
      });
    }
    await ledger.compare();
  });

  it('masses of likelihood-ratio tests', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('growth', 'likelihood-ratio');
    const { draw } = ledger;
    for (const spec of namedSpecs())
      for (const dim of [1, 2, 9, 200])
        for (const direction of ['any', 'axis', 'diagonal'] as const) {
          const text = spec(dim, draw);
          const [shift, tau] = [draw.size(0.05, 3), draw.between(-1.5, 1.5)];
          const test = shiftTest(canonicalNoise(parseNoise(text, dim, { lambda: 1 })), direction);
          if (test === null) continue;
          const v = shift * test.typicalShift;
          ledger.ask(`${text}, d = ${dim}, ${direction}, ${v}, tau ${tau}`, () => [
            test.mass(v, tau).value,
            test.mass(v, -tau, true).value,
            test.mass(v, 0).value,
          ]);
        }
    await ledger.compare();
  });

  it('products, densities and the picture of an extreme set', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('growth', 'growth-densities');
    const noises = [
      productNoise('exp(-abs(x)^1.5)', 2, { lambda: 1 }),
      productNoise('1/(exp(x)+exp(-x))', 2, { lambda: 0.5 }),
      noiseOfDensity('exp(-abs(x1+x2)-abs(x1-2*x2))', 2, { lambda: 1 }),
      noiseOfDensity('exp(-abs(x1)^3)', 1, { lambda: 1 }),
    ];
    for (const noise of noises)
      for (const p of [ledger.draw.pick([0.05, 0.4])]) {
        const shift = ledger.draw.vector(noise.dim, 0.8);
        ledger.ask(`${noise.spec}, v = ${JSON.stringify(shift)}, p = ${p}`, () =>
          growth(noise, shift, p, { samples: 2000 }),
        );
      }
    for (const spec of namedSpecs()) {
      const text = spec(2, ledger.draw);
      const shift = ledger.draw.vector(2, 0.8) as [number, number];
      ledger.ask(`filling, ${text}, v = ${JSON.stringify(shift)}`, () => {
        const picture = greedyFilling(parseNoise(text, 2, { lambda: 1 }), shift, 0.2, { cells: 24, reach: 4 });
        const sum = (values: Float64Array): number => values.reduce((total, x, i) => total + x * ((i % 7) + 1), 0);
        return [
          picture.reach,
          picture.threshold,
          picture.mass,
          sum(picture.base),
          sum(picture.moved),
          sum(picture.filled),
        ];
      });
    }
    await ledger.compare();
  });
});
