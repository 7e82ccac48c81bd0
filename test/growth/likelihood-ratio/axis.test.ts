/**
 * The tests of l1- and linf-shaped noise: the line as a special case, the atom at L = 1, and what ratios of masses are.
 */
import { describe, expect, it } from 'vitest';
import { crossPolytopeAxisTest, cubeAxisTest } from '../../../src/growth/likelihood-ratio/axis.ts';
import { lineTest } from '../../../src/growth/likelihood-ratio/line.ts';
import { expRadialLaw, powerRadialLaw } from '../../../src/growth/likelihood-ratio/radial-law.ts';
import { simpson } from '../simpson.ts';
import { expectRatiosOfMasses } from './neyman-pearson-law.ts';

const taus = [-0.7, -0.02, 0.1, 0.9];

describe('tests of the cross-polytope and the cube', () => {
  it.each([
    ['e^{-sqrt r}', expRadialLaw(1, 0.5, 0)],
    ['e^{-r^3}', expRadialLaw(1, 3, 0)],
    ['(1 + r)^-3', powerRadialLaw(1, 1, 3)],
  ])('of the cross-polytope is that of the line for d = 1: %s', (_, law) => {
    const line = lineTest(law, 'line');
    for (const test of [crossPolytopeAxisTest(law, 'l1')]) {
      for (const shift of [0.1, 1.3]) {
        for (const tau of taus) {
          const [own, reference] = [test.mass(shift, tau), line.mass(shift, tau)];
          const slack = own.error + reference.error + 1e-10;
          expect(Math.abs(own.value - reference.value), `${shift} ${tau}`).toBeLessThan(slack);
        }
      }
    }
  });

  it.each([
    ['e^{-r^2}, d = 2', expRadialLaw(2, 2, 0)],
    ['e^{-r^2}/r, d = 3', expRadialLaw(3, 2, 1)],
    ['(1 + r)^-9, d = 5', powerRadialLaw(5, 1, 9)],
    ['e^{-r^2}, d = 40', expRadialLaw(40, 2, 0)],
  ])('%s: Q_v is L times Q', (_, law) => {
    const cross = crossPolytopeAxisTest(law, 'l1');
    const cube = cubeAxisTest(law, 'linf');
    for (const test of [cross, cube]) expectRatiosOfMasses(test, test.typicalShift, [-0.1, 0.03, 0.1]);
    expect(cross.typicalShift / cube.typicalShift).toBeCloseTo(2 / law.dim, 12);
    expect(cross.typicalShift).toBeCloseTo(law.typicalNorm / law.dim, 12);
  });

  it('the cube keeps its norm, and L = 1, with probability (d-1)/d E(1 - a/(2T))_+', () => {
    const dim = 4;
    const test = cubeAxisTest(expRadialLaw(dim, 2, 0), 'linf');
    expect(test.atomic).toBe(true);
    for (const shift of [0.2, 1, 2.5]) {
      const atom = test.mass(shift, 0, true).value - test.mass(shift, 0).value;
      // t^{d-1} e^{-t^2}, of integral Gamma(2)/2 = 1/2.
      const density = (t: number): number => 2 * t ** 3 * Math.exp(-t * t);
      const truth = 0.75 * simpson((t) => (1 - shift / (2 * t)) * density(t), shift / 2, 9);
      expect(atom).toBeCloseTo(truth, 10);
    }
  });

  it('the cross-polytope has none: at L = 1 it is halved at a/2', () => {
    const dim = 3;
    const test = crossPolytopeAxisTest(expRadialLaw(dim, 1, 0), 'Laplace');
    // x_1 of e^{-|x|_1}: log L > 0 for x_1 > a/2.
    for (const shift of [0.2, 2]) {
      expect(test.mass(shift, 0).value).toBeCloseTo(0.5 * Math.exp(-shift / 2), 10);
      expect(test.mass(shift, 0, true).value).toBeCloseTo(0.5 * Math.exp(-shift / 2), 10);
    }
  });
});
