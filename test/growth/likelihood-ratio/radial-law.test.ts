/** The tabulated tails of log |x| against the special functions themselves: the error bound every certificate adds. */
import { describe, expect, it } from 'vitest';
import { expRadialLaw, powerRadialLaw, type RadialLaw } from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { betaCdf, gammaCdf } from '../../../src/numeric/special/special.ts';

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const exp = (d: number, k: number, j: number): [string, RadialLaw, (u: number) => [number, number]] => [
  `e^{-r^${k}}/r^${j}, d = ${d}`,
  expRadialLaw(d, k, j),
  // No reference where e^{ku} has left the doubles.
  (u) =>
    k * u < -600 ? [0, 0] : [gammaCdf(Math.exp(k * u), (d - j) / k), gammaCdf(Math.exp(k * u), (d - j) / k, 'upper')],
];
const power = (d: number, k: number, a: number): [string, RadialLaw, (u: number) => [number, number]] => [
  `(1 + r^${k})^-${a}, d = ${d}`,
  powerRadialLaw(d, k, a),
  (u) => {
    // Each end from the side where nothing is lost: 1/(1 + e^-ku) is 1 in doubles from ku = 37 on.
    const [left, right] = [d / k, a - d / k];
    if (k * u <= 0) return [betaCdf(logistic(k * u), left, right), 1 - betaCdf(logistic(k * u), left, right)];
    const upper = betaCdf(logistic(-k * u), right, left);
    const lower = upper < 0.9 ? 1 - upper : betaCdf(logistic(k * u), left, right);
    return [lower, upper];
  },
];

describe('radial laws', () => {
  it('of (1 + r^2)^-1.05 in the plane: P(|x| > e^u) = (1 + e^{2u})^-0.05', () => {
    const law = powerRadialLaw(2, 2, 1.05);
    for (const u of [-3, 0, 3, 7, 12, 20, 100, 300]) {
      const upper = Math.exp(-0.05 * (u > 10 ? 2 * u : Math.log1p(Math.exp(2 * u))));
      expect(Math.abs(law.upper(u) / upper - 1)).toBeLessThan(law.relativeError);
      if (u > -1) expect(Math.abs(law.lower(u) - (1 - upper))).toBeLessThan(law.relativeError);
    }
  });

  it('of (1 + r^58.6)^-0.0356 in the plane: no mass is forgotten where e^{-ku} leaves the doubles', () => {
    const [k, a] = [58.6, 0.035608];
    const law = powerRadialLaw(2, k, a);
    const tail = a - 2 / k;
    expect(law.upper(law.high)).toBeLessThan(1e-12);
    // P(|x| > e^u) = e^{-k tail u}/(tail B(2/k, tail)) far out.
    const ratio = law.upper(200) / law.upper(100);
    expect(Math.abs(ratio / Math.exp(-100 * k * tail) - 1)).toBeLessThan(1e-9);
    expect(law.lower(30) + law.upper(30)).toBeCloseTo(1, 11);
  });

  it.each([
    exp(1, 0.3, 0),
    exp(2, 0.5, 0),
    exp(2, 2, 1.8),
    exp(3, 4, 0),
    exp(3072, 2, 0),
    exp(3072, 2, 3064),
    // Features of width 1/k in a window 88 wide.
    exp(1, 884, 0.216),
    exp(10, 1000, 0),
    power(2, 2, 1.05),
    power(2, 2, 1.1),
    power(3, 1, 3.1),
    power(50, 2, 25.2),
    power(3072, 2, 1546),
  ])('%s: tails within the stated error', (_, law, tails) => {
    for (let i = 1; i < 997; i++) {
      const u = law.low + ((law.high - law.low) * i) / 997;
      const [lower, upper] = tails(u);
      if (lower > 1e-290) expect(Math.abs(law.lower(u) / lower - 1), `lower at ${u}`).toBeLessThan(law.relativeError);
      if (upper > 1e-290 && lower > 0.1)
        expect(Math.abs(law.upper(u) / upper - 1), `upper at ${u}`).toBeLessThan(law.relativeError);
    }
  });
});
