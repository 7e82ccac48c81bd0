/** Verdicts, advice and designs as they are reported. */
import { describe, it } from 'vitest';
import { designNoise } from '../../src/design/design.ts';
import { designBounds } from '../../src/design/bounds/design-bounds.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { recommend } from '../../src/vet/advice/recommend.ts';
import { boundingCrystal } from '../../src/vet/bounding-crystal.ts';
import { vet } from '../../src/vet/vet.ts';
import { LINE, PLANE } from './formulas.ts';
import { Ledger, PATIENCE } from './ledger.ts';
import { namedSpecs } from './named-specs.ts';

const PLAN = { samples: 4000, seed: 6, rhos: [0.6, 0.9], compare: false, adviceAt: null };

describe('the ledger of verdicts', () => {
  it('named noise and formulas', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('vet', 'verdicts');
    const { draw } = ledger;
    const ask = (name: string, make: () => Noise, p: number, dim: number, more: object = {}): void =>
      ledger.ask(`${name}, d = ${dim}, l${p}`, () =>
        vet(make(), lpAdversary(p, dim), { ...PLAN, growth: [{ p: 0.2, r: 0.4 }], ...more }),
      );
    for (const spec of namedSpecs().filter((_, i) => i % 2 === 0)) {
      const dim = draw.pick([2, 3, 60]);
      const text = spec(dim, draw);
      ask(text, () => parseNoise(text, dim, { sigma: 0.5 }), draw.pick([1, 2, Infinity]), dim);
    }
    for (const text of LINE.filter((_, i) => i % 4 === 1 || i > 13))
      ask(
        text,
        () => noiseOfDensity(text.replaceAll(/\bx\b/g, 'x1'), 1, { lambda: 1 }, { samples: 2000 }),
        draw.pick([1, 2]),
        1,
      );
    for (const text of PLANE.filter((_, i) => i % 8 === 3))
      ask(text, () => noiseOfDensity(text, 2, { lambda: 1 }, { samples: 2000 }), 1, 2);
    for (const text of LINE.slice(1, 2))
      ask(`product of ${text}`, () => productNoise(text, 20, { lambda: 1 }), draw.pick([1, 2, Infinity]), 20);
    const hexagon = zonotope([
      [1, 0],
      [0.3, 0.8],
      [-0.4, 0.5],
    ]);
    ask('uniform on a hexagon', () => uniform(hexagon, 2, { lambda: 1 }), 2, 2);
    ask('on a hexagon', () => levelSetNoise({ body: hexagon, radial: 'exp(-r^2)' }, 2, { lambda: 1 }), 1, 2);
    ask('compared', () => parseNoise('laplace', 3, { sigma: 1 }), 2, 3, { compare: true, adviceAt: 0.8 });
    await ledger.compare();
  });

  it('advice, bounding crystals, designs', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('vet', 'designs');
    const { draw } = ledger;
    const body = vPolytope([
      [1, 0.3],
      [-0.4, 1],
      [-1, -0.3],
      [0.4, -1],
    ]);
    for (const dim of [1, 50])
      for (const p of [1, 2, Infinity]) {
        const rho = draw.between(0.55, 0.97);
        ledger.ask(`advice, l${p}, d = ${dim}, ${rho}`, () => recommend(lpAdversary(p, dim), { sigma: 0.5, rho }));
        ledger.ask(`bounds, l${p}, d = ${dim}, ${rho}`, () => designBounds(lpAdversary(p, dim), 0.5, 1 - rho));
        ledger.ask(`crystal, l${p}, d = ${dim}`, () => boundingCrystal(lpAdversary(p, dim), { samples: 500 }));
      }
    ledger.ask('crystal of a polygon', () => boundingCrystal({ kind: 'body', body, dim: 2 }));
    for (const [p, dim] of [
      [Infinity, 2],
      [1, 200],
    ] as const) {
      const rho = draw.between(0.55, 0.95);
      ledger.ask(`design, l${p}, d = ${dim}, ${rho}`, () =>
        designNoise(lpAdversary(p, dim), { scale: { sigma: 1 }, rho, evaluations: 5, rhos: [0.6, 0.9], seed: 2 }),
      );
    }
    await ledger.compare();
  });
});
