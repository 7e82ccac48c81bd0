/** Closed forms of the log-convex rows against the differential integral they replace. */
import { describe, expect, it } from 'vitest';
import { dilogarithm } from '../../src/numeric/special/special.ts';
import { exponentialHazard, hazardRadii, powerHazard } from '../../src/radius/routes/hazard.ts';
import { paretoL1, squareRootExponentL1 } from '../../src/radius/routes/log-convex-marginal.ts';
import { readProbability } from '../../src/radius/top-probability.ts';

const rhos = [0.5 + 1e-10, 0.5 + 1e-7, 0.51, 0.6, 0.75, 0.9, 0.95, 0.99];

describe('closed forms of log-convex marginals', () => {
  it.each(rhos)('agree with the integral at rho = %d', (rho) => {
    const at = readProbability(rho);
    const half = hazardRadii(exponentialHazard(1, 0.5), [at])[0]!.radius;
    expect(Math.abs(squareRootExponentL1(at) / half - 1)).toBeLessThan(3e-11);
    const pareto = hazardRadii(powerHazard(1, 4), [at])[0]!.radius;
    expect(Math.abs(paretoL1(at, 3) / pareto - 1)).toBeLessThan(3e-11);
  });

  it('ends at pi^2/3 for s = 1/2, which does not certify more at rho = 1', () => {
    expect(squareRootExponentL1(readProbability(1))).toBeCloseTo(Math.PI ** 2 / 3, 12);
  });
});

describe('a probability', () => {
  it('is said as it was given, also below one half', () => {
    for (const rho of [0, 0.2, 0.3, 0.5, 0.9, 1 - 2 ** -53, 1]) expect(readProbability(rho).rho).toBe(rho);
  });
});

describe('dilogarithm', () => {
  it('keeps the digits of a small argument: Li2(x) = x + x^2/4 + ...', () => {
    for (const x of [1e-3, 5e-9, 1e-20])
      expect(dilogarithm(x) / (x + x ** 2 / 4 + x ** 3 / 9 + x ** 4 / 16)).toBeCloseTo(1, 11);
  });

  it('satisfies Euler’s reflection', () => {
    const x = 0.3;
    const sum = dilogarithm(x) + dilogarithm(1 - x);
    expect(sum).toBeCloseTo(Math.PI ** 2 / 6 - Math.log(x) * Math.log1p(-x), 13);
  });
});
