/**
 * Radii at the edge of the parameters (a near d, j near d - 1, k from 0.1 to 50) against 40-digit values
 * (test/reference/radius/extreme-radii.py).
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { exponentialCubeFormula } from '../../src/radius/routes/total-variation.ts';
import { readProbability } from '../../src/radius/top-probability.ts';

interface Row {
  readonly noise: string;
  readonly dim: number;
  readonly rho: number;
  readonly radius: string;
  readonly exact: boolean;
}

const rows = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/extreme-radii.json', import.meta.url), 'utf8'),
) as readonly Row[];

const against = (spec: string, dim: number, lambda: number, rho: number) =>
  certifiedRadius(parseNoise(spec, dim, { lambda }), parseAdversary('l1', dim), rho, { method: 'differential' });

describe('cubical noise against l1 at extreme parameters', () => {
  it.each(rows)('$noise, d = $dim, rho = $rho', ({ noise, dim, rho, radius, exact }) => {
    const truth = Number(radius);
    const found = against(noise, dim, 1, rho);
    if (!exact) {
      // The total variation radius is then a bound below; other routes may go beyond.
      expect(found.radius).toBeGreaterThan(truth * (1 - 1e-9));
      return;
    }
    expect(found.radius).toBeLessThanOrEqual(truth);
    expect(found.radius).toBeGreaterThan(truth * (1 - 1e-9));
    expect(found.upper).toBeGreaterThanOrEqual(truth);
  });

  it('the radius is exact just while 1 - rho is at least the mass of {L > 1}', () => {
    // For e^-|x| in the plane, t half the radius: D = 1 - e^-t (1 + t/2), and that mass is e^-t (1 + t)/4. Both meet
    // 1 - rho = 1/2 - D where e^t = 3/2 + t/2.
    let t = 0.5;
    for (let i = 0; i < 60; i++) t = Math.log(1.5 + 0.5 * t);
    const tail = 0.25 * Math.exp(-t) * (1 + t);
    const formula = exponentialCubeFormula(2, 1, 0);
    const at = (factor: number) => formula.radii([readProbability({ tail: tail * factor })])[0]!;
    expect(at(1).radius).toBeCloseTo(2 * t, 9);
    expect([at(1 + 1e-9).exact, at(1 - 1e-9).exact]).toEqual([true, false]);
  });

  it('power:linf with a near d once lost all digits of x/(1 + x) near 1', () => {
    // 4.28143819, called tight; and 5.9e16 instead of 7.9e46.
    expect(against('power:linf,a=10.01', 10, 1e-13, 0.75).radius).toBeCloseTo(4.28009068, 7);
    expect(against('power:linf,a=10.001', 10, 1, 0.6).radius / 7.873e46).toBeCloseTo(1, 3);
  });
});
