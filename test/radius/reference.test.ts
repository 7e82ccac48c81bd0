/**
 * Certified radii against independent 40-digit values (test/reference/radius/radii.py), at both ends of rho and up to
 * d = 200,000.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { CLOSED_FORM_ERROR, NORMAL_QUANTILE_ERROR } from '../../src/numeric/estimate.ts';
import { radiusCurve } from '../../src/radius/certified-radius.ts';

interface Row {
  readonly noise: string;
  readonly adversary: string;
  readonly dim: number;
  /** 1 - rho, exactly this double. */
  readonly tail: string;
  readonly radius: string;
  readonly exact: boolean;
}

const { differential } = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/radii.json', import.meta.url), 'utf8'),
) as {
  differential: readonly Row[];
};

const groups = new Map<string, Row[]>();
for (const row of differential) {
  const key = `${row.noise} against ${row.adversary}, d = ${row.dim}`;
  groups.set(key, [...(groups.get(key) ?? []), row]);
}
const cases = [...groups];

describe('closed forms and the differential method', () => {
  it.each(cases)('%s', (_, rows) => {
    const { noise, adversary, dim } = rows[0]!;
    const curve = radiusCurve(
      parseNoise(noise, dim, { lambda: 1 }),
      parseAdversary(adversary, dim),
      rows.map(({ tail }) => ({ tail: Number(tail) })),
      { method: 'differential' },
    );
    // The Gaussian is a single quantile.
    const normal = (noise === 'gaussian' && adversary === 'l2') || noise === 'iid-exp,s=2';
    const allowance = normal ? NORMAL_QUANTILE_ERROR : CLOSED_FORM_ERROR;
    curve.forEach(({ radius, exact, upper, method }, i) => {
      const row = rows[i]!;
      const truth = Number(row.radius);
      const at = `1 - rho = ${row.tail}: ${radius} for ${truth}`;
      // An exact radius against another norm, converted, may beat the differential one.
      if (method === 'conversion') {
        expect(radius, at).toBeGreaterThan(truth);
        return;
      }
      // Certified: at most the truth, and short of it by no more than the allowance for rounding and quadrature.
      expect(radius, at).toBeLessThanOrEqual(truth);
      expect(radius, at).toBeGreaterThan(truth * (1 - 2.5 * CLOSED_FORM_ERROR));
      expect(exact, at).toBe(row.exact);
      if (exact) {
        expect(upper, at).toBeGreaterThanOrEqual(truth);
        expect(upper, at).toBeLessThan(truth * (1 + 2.5 * CLOSED_FORM_ERROR));
        // What roundedRadius promises: the formula itself errs by less than a tenth of the allowance.
        expect(Math.abs(radius / (1 - allowance) / truth - 1), at).toBeLessThan(0.1 * allowance);
      }
    });
  });
});
