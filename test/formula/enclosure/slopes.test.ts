/** Slopes of what steep parts and cuts make of a formula: as narrow as the formula is known. */
import { describe, expect, it } from 'vitest';
import { SlopeMesh } from '../../../src/formula/enclosure/slopes.ts';
import { encloseHalfLine } from '../../../src/formula/enclosure/half-line.ts';
import { erfc } from '../../../src/numeric/special/error-function.ts';
import { parseFormula } from '../../../src/formula/parse.ts';

function meshOf(text: string): SlopeMesh {
  const { root } = parseFormula(text, ['x'], 'f');
  const mass = encloseHalfLine(root);
  if (!mass.finite) throw new Error(mass.reason);
  return new SlopeMesh(root, mass);
}

function variationOf(text: string): { lower: number; upper: number } {
  const mesh = meshOf(text);
  const [lower, upper] = mesh.variation();
  return { lower: lower * 2 ** mesh.scale, upper: upper * 2 ** mesh.scale };
}

describe('the variation of a formula', () => {
  it.each([
    // Up to e^-1 at 1 and from e^-2 down to 0 at 2; the gap itself has height 1.
    ['min(exp(-x), max(0, sign((x-1)*(2-x))))', 2 * Math.exp(-1)],
    // Cut off below by what it never falls under.
    ['exp(-x)*max(1/2, sign(1-x))', 1],
    ['max(exp(-x), 2*max(0, sign((x-1)*(2-x))))', 1 - Math.exp(-1) + (2 - Math.exp(-1)) + 2],
  ])('%s', (text, truth) => {
    const { lower, upper } = variationOf(text);
    expect(lower).toBeLessThanOrEqual(truth * (1 + 1e-15));
    expect(upper).toBeGreaterThanOrEqual(truth * (1 - 1e-15));
    expect(upper / lower - 1).toBeLessThan(1e-9);
  });
});

describe('the slope of a steep wall', () => {
  it('is bounded away from it, however wide the cell in units of the wall', () => {
    const mesh = meshOf('exp(-x)*(2+tanh((5-x)/1e-9))');
    // On [0, 5): |f'|/f = 1. The wall from 3 e^-5 to e^-5 is all that lies above c = 2.
    const found = mesh.excess(2) * 2 ** mesh.massScale;
    expect(found).toBeGreaterThan(2 * Math.exp(-5) * (1 - 1e-6));
    expect(found).toBeLessThan(2 * Math.exp(-5) * (1 + 1e-6));
    expect(mesh.leaves().length).toBeLessThan(600);
  });
});

describe('what the slope has beyond a threshold', () => {
  const bell = (c: number): number => Math.exp(-0.25 * c * c) - 0.5 * c * Math.sqrt(Math.PI) * erfc(0.5 * c);
  const bump = (c: number): number => {
    // 4 x/(1 + x^2) = c at both ends.
    const root = Math.sqrt(4 - c * c);
    const [near, far] = [(2 - root) / c, (2 + root) / c];
    const f = (x: number): number => (1 + x * x) ** -2;
    const integral = (x: number): number => 0.5 * (x / (1 + x * x) + Math.atan(x));
    return f(near) - f(far) - c * (integral(far) - integral(near));
  };
  const thresholds = (most: number): number[] => [
    ...Array.from({ length: 60 }, (_, i) => (most * (i + 1)) / 61),
    ...Array.from({ length: 16 }, (_, k) => most * (1 - 2 ** -(k + 1))),
  ];

  it.each([
    ['exp(-x^2)', bell, 6],
    // Steepest at a point that is no end of a cell.
    ['(1+0.36*x^2)^-2', (c: number) => bump(c / 0.6), 1.2],
  ] as const)('%s: never too little, and hardly too much', (text, truth, most) => {
    const mesh = meshOf(text);
    for (const c of thresholds(most)) {
      const found = mesh.excess(c) * 2 ** mesh.massScale;
      expect(found).toBeGreaterThan(truth(c) - 1e-14);
      expect(found).toBeLessThan(truth(c) * (1 + 3e-5) + 1e-12);
    }
    // Cut where the slope passes the threshold, not by halves (475 and 452 pieces).
    expect(mesh.leaves().length).toBeLessThan(330);
  });
});

describe('the law of slopes', () => {
  // A jump by e^-0.3 where the argument of the sign is exact, where it is a root, and where it is rounded.
  it.each(['0.3-x', '0.3-sqrt(x^2)', '0.9-3*x'])('a jump of sign(%s) counts once', (inside) => {
    const { unbounded, rare } = meshOf(`exp(-x)*(1.5+0.5*sign(${inside}))`).law(1e-2);
    const height = Math.exp(-0.3) / (2 - Math.exp(-0.3));
    expect(unbounded).toBeGreaterThanOrEqual(height * (1 - 1e-15));
    expect(unbounded).toBeLessThan(height * (1 + 1e-8));
    expect(rare.atLeast).toBeLessThanOrEqual(height * (1 + 1e-15));
    expect(rare.atLeast).toBeGreaterThan(height * (1 - 1e-8));
    expect(rare.mass).toBeLessThan(1e-9);
  });

  it('a stretch on which nothing is known of a slope next to none is no jump', () => {
    // Flat, with a bump of 1e-60 that rises steeply relative to nothing.
    const { rare, below } = meshOf('max(0,sign(1-x))+exp(-3000*(x-1.2)^2)').law(1e-2);
    expect(rare.mass).toBeLessThan(1e-9);
    expect(below.masses.reduce((sum, mass) => sum + mass, 0)).toBeGreaterThan(0.02);
  });
});
