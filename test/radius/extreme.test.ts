/**
 * Radii at the edge of the parameters (a near d, j near d - 1, k from 0.1 to 50) against 40-digit values
 * (test/reference/radius/extreme-radii.py).
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';

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

  it('power:linf with a near d once lost all digits of x/(1 + x) near 1', () => {
    // 4.28143819, called tight; and 5.9e16 instead of 7.9e46.
    expect(against('power:linf,a=10.01', 10, 1e-13, 0.75).radius).toBeCloseTo(4.28009068, 7);
    expect(against('power:linf,a=10.001', 10, 1, 0.6).radius / 7.873e46).toBeCloseTo(1, 3);
  });
});
