/**
 * A radius asked for alone and one read off a curve are the same number, and `exact` means the same everywhere: both
 * ends within 1e-6. Cubical noise against l1 once stayed at the threshold of its atom {L = 1} along a curve, up to 9 %
 * short.
 */
import { describe, expect, it } from 'vitest';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import type { NamedNoise } from '../../src/noise/noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';
import type { CertifiedRadius } from '../../src/radius/radius.ts';
import { EXACT } from '../../src/radius/tightness.ts';

const named = (spec: string, dim: number): NamedNoise => parseNoise(spec, dim, { lambda: 1 });
/** Close enough for each point to start from those before it. */
const grid = Array.from({ length: 12 }, (_, i) => 0.75 + (0.22 * i) / 11);

function expectHonest({ radius, upper, exact, rho }: CertifiedRadius): void {
  if (upper !== null) expect(upper, `rho ${rho}`).toBeGreaterThanOrEqual(radius);
  if (exact) expect(upper! / radius - 1, `rho ${rho}`).toBeLessThanOrEqual(EXACT * (1 + 1e-9));
}

// Found by a sweep over families, norms, dimensions 1 to 5 and adversaries: each differed, or was labelled wrongly, at
// the rho given.
const pairs = [
  ['exp:linf,k=3,j=0.9', 3, 'l2', 0.873],
  ['exp:linf,k=0.749,j=3.4', 4, 'l1', 0.957],
  ['exp:linf,k=3.28,j=0', 3, 'l2', 0.9366],
  ['power:linf,a=3.52', 3, 'lp:1.5', 0.9366],
  ['exp:l2,k=0.456,j=1.55', 2, 'linf', 0.7941],
  ['iid-pareto,a=0.275', 1, 'linf', 0.932],
] as const;

describe('a radius alone and on a curve', () => {
  it.each(pairs)('%s in d = %d against %s', (spec, dim, norm, rho) => {
    const noise = named(spec, dim);
    const adversary = parseAdversary(norm, dim);
    const curve = radiusCurve(noise, adversary, [...grid, rho]);
    curve.forEach(expectHonest);
    for (const m of [6, 12]) {
      const alone = certifiedRadius(noise, adversary, [...grid, rho][m]!);
      expectHonest(alone);
      expect(Math.abs(curve[m]!.radius / alone.radius - 1), `rho ${alone.rho}`).toBeLessThan(1e-8);
      expect(curve[m]!.exact).toBe(alone.exact);
      expect(curve[m]!.method).toBe(alone.method);
    }
    for (let i = 1; i < grid.length; i++) expect(curve[i]!.radius).toBeGreaterThan(curve[i - 1]!.radius);
  });

  it.each([
    ['exp:linf,k=1.99,j=0.149', 2, 'linf'],
    ['power:linf,a=4.32', 4, 'linf'],
    ['exp:linf,k=3.58,j=1.61', 2, 'l1'],
    ['exp:l2,k=0.339,j=1.4', 5, 'l2'],
  ])('level-set curve of %s in d = %d against %s: exact, and by the same rule', (spec, dim, norm) => {
    const curve = radiusCurve(named(spec, dim), parseAdversary(norm, dim), grid, { method: 'level-set' });
    curve.forEach(expectHonest);
    expect(curve.every(({ exact }) => exact)).toBe(true);
  });

  // Curves longer than a few points are continued between lattice laws, and say so.
  it.each([2, 5, 30])('laplace against linf in d = %d: at most 0.1 % apart, never above', (dim) => {
    const noise = named('laplace', dim);
    const adversary = parseAdversary('linf', dim);
    const curve = radiusCurve(noise, adversary, grid);
    for (const m of [1, 6, 11]) {
      const alone = certifiedRadius(noise, adversary, grid[m]!);
      expectHonest(alone);
      expect(curve[m]!.radius).toBeLessThanOrEqual(alone.upper!);
      expect(curve[m]!.radius, `rho ${grid[m]}`).toBeGreaterThan(alone.radius * (1 - 1e-3));
      if (!curve[m]!.exact && curve[m]!.method === 'level-set') expect(curve[m]!.detail).toContain('continued between');
    }
  });
});

describe('exp:linf, k = 3, j = 0.9, d = 3 along e_1 at rho = 0.873, by a sum over the plane (x_1, m)', () => {
  /** m = max(|x_2|, |x_3|) has density 8 m f(max(|x_1|, m)); Q(L > t) and Q_v(L > t) on midpoints. */
  function masses(shift: number, tau: number): { base: number; shifted: number } {
    const n = 1200;
    const side = 2.6;
    const psi = (s: number): number => s ** 3 + 0.9 * Math.log(s);
    let all = 0;
    let base = 0;
    let shifted = 0;
    for (let i = 0; i < 2 * n; i++) {
      const x = (side * (i + 0.5)) / n - side;
      for (let k = 0; k < n; k++) {
        const m = (side * (k + 0.5)) / n;
        const here = psi(Math.max(Math.abs(x), m));
        const weight = m * Math.exp(-here);
        all += weight;
        const logRatio = here - psi(Math.max(Math.abs(x - shift), m));
        if (logRatio <= tau) continue;
        base += weight;
        shifted += weight * Math.exp(logRatio);
      }
    }
    return { base: base / all, shifted: shifted / all };
  }

  it('a threshold certifies just below the radius, and a set breaks it just above', () => {
    const radius =
      certifiedRadius(named('exp:linf,k=3,j=0.9', 3), parseAdversary('l2', 3), 0.873).radius * Math.sqrt(3);
    const p = 1 - 0.873;
    // Thresholds are free: 0.155 was found by search. G(p, v) <= t p + Q_v(L > t) - t Q(L > t).
    const below = masses(0.998 * radius, 0.155);
    expect(Math.exp(0.155) * (p - below.base) + below.shifted).toBeLessThan(0.5);
    // 0.5 % less, what the curve gave, would be far inside.
    const above = masses(1.002 * radius, 0.156);
    expect(above.base).toBeLessThan(p);
    expect(above.shifted).toBeGreaterThan(0.5);
  });
});
