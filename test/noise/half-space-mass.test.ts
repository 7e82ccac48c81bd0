/** P(<u, X> >= t) from above on a mesh, beside normal laws and a law that rises on the way out. */
import { describe, expect, it } from 'vitest';
import type { EnclosedGrowth } from '../../src/noise/density/proved.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';

function growthOf(formula: string, dim: number): EnclosedGrowth {
  const growth = noiseOfDensity(formula, dim, { lambda: 1 }).growth();
  if ('reason' in growth) throw new Error(growth.reason);
  return growth;
}

describe('masses of half-spaces', () => {
  it('are those of normal laws, whichever way the normal points', () => {
    // Covariance: half the inverse of the form.
    const laws = [
      { formula: 'exp(-(x1^2+(x2+x1/2)^2))', covariance: [[0.5, -0.25], [-0.25, 0.625]] },
      { formula: 'exp(-(x1^2+1e-6*(x2+500*x1)^2))', covariance: [[0.5, -250], [-250, 625_000]] },
    ]; // prettier-ignore
    for (const { formula, covariance } of laws) {
      const growth = growthOf(formula, 2);
      const [first, second] = covariance.map((row, i) => Math.sqrt(row[i]!));
      for (const turn of [0, 0.3, 0.8, 1.3, Math.PI / 2, 1.9, 2.6]) {
        const u = [Math.cos(turn) / first!, Math.sin(turn) / second!];
        const deviation = Math.sqrt(
          u.reduce((sum, x, i) => sum + x * u.reduce((inner, y, j) => inner + y * covariance[i]![j]!, 0), 0),
        );
        for (const p of [0.4, 0.1, 0.01]) {
          const found = growth.beyond(u, -normalQuantile(p) * deviation);
          expect(found).toBeGreaterThanOrEqual(p * (1 - 1e-9));
          expect(found).toBeLessThan(p * 1.02 + 1e-4);
        }
      }
    }
  });

  it('are not below the truth where the density rises on the way out', () => {
    // A ring: in polar coordinates the half-plane cuts an arc of 2 acos(t/r) out of each circle.
    const growth = growthOf('exp(-(x1^2+x2^2-4)^2)', 2);
    const n = 200_000;
    const integral = (from: number, arc: (r: number) => number): number => {
      const step = (4 - from) / n;
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const r = from + (k + 0.5) * step;
        sum += r * Math.exp(-((r * r - 4) ** 2)) * arc(r);
      }
      return sum * step;
    };
    const whole = integral(0, () => 2 * Math.PI);
    for (const t of [0.7, 1.1, 1.37, 1.62, 1.9, 2.3]) {
      const truth = integral(t, (r) => 2 * Math.acos(t / r)) / whole;
      expect(growth.beyond([1, 0], t)).toBeGreaterThanOrEqual(truth * (1 - 1e-6));
      expect(growth.beyond([1, 0], t)).toBeLessThan(truth * 1.02 + 1e-4);
    }
  });

  it('of one coordinate are enclosed beyond the last cell of a law', () => {
    const { enclosed } = productNoise('(1+abs(x))^(-3)', 2, { lambda: 1 }).law;
    for (const t of [15.9, 16, 17, 23.2, 31.99, 33, 1e3, 1.5e6]) {
      const truth = (1 + t) ** -2;
      const [lower, upper] = enclosed.beyond(t);
      expect(lower).toBeLessThanOrEqual(truth * (1 + 1e-14));
      expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-14));
      expect(upper / lower).toBeLessThan(1 + 1e-6);
    }
  });
});
