/** Bounds of what lies outside a box, against sums over it. */
import { describe, expect, it } from 'vitest';
import { exteriorOf } from '../../../src/formula/cells/exterior.ts';
import { isLogConcave, isQuasiConcave } from '../../../src/formula/curvature.ts';
import { parseFormula } from '../../../src/formula/parse.ts';
import { compileNode } from '../../../src/formula/value.ts';

/** Rings of the plane between the squares of side 2 L and 2 factor L, cut finer near the box. */
function outside(
  q: (x: number, y: number) => number,
  L: number,
  factor: number,
): Record<'mass' | 'squares' | 'slopes', number> {
  let [mass, squares, slopes] = [0, 0, 0];
  const n = 200;
  for (let rho = L; rho < factor * L;) {
    const h = rho / 100;
    const [at, step] = [rho + 0.5 * h, (2 * (rho + 0.5 * h)) / n];
    for (let side = 0; side < 4; side++) {
      for (let k = 0; k < n; k++) {
        const t = -at + (k + 0.5) * step;
        const [x, y] = side === 0 ? [at, t] : side === 1 ? [-at, t] : side === 2 ? [t, at] : [t, -at];
        const value = q(x, y);
        mass += value * step * h;
        squares += (x * x + y * y) * value * step * h;
        slopes += (Math.abs(q(x + 1e-5 * at, y) - q(x - 1e-5 * at, y)) / (2e-5 * at)) * step * h;
      }
    }
    rho += h;
  }
  return { mass, squares, slopes };
}

describe('exterior', () => {
  it.each([
    ['exp(-abs(x1)^3-2*x2^2)', 2, 3],
    ['exp(-abs(x1+x2)-2*abs(x1-x2))', 4, 8],
    ['exp(-(x1^2+x1*x2+2*x2^2)^1.3)', 2, 3],
    ['1/(1+x1^2+3*x2^2)^6', 8, 40],
    ['1/(1+x1^2+3*x2^2)^2.6', 4, 400],
    ['exp(-abs(x1)-abs(x2))*(1.5+tanh((1-abs(x1))/0.05))', 16, 3],
    ['exp(-x1^2-x2^2)+2*exp(-80*((abs(x1)-2)^2+x2^2))', 8, 2],
    ['exp(-abs(x1)-abs(x2))+exp(-x1^2-2*x2^2)', 8, 4],
  ])('%s beyond %d', (text, L, factor) => {
    const expression = parseFormula(text, ['x1', 'x2'], 'q');
    const shape = { logConcave: isLogConcave(expression), quasiConcave: isQuasiConcave(expression), mirrored: false };
    const bound = exteriorOf(expression.root, 2, L, shape)!;
    expect(bound).not.toBeNull();
    const f = compileNode(expression.root);
    const truth = outside((x, y) => f(Float64Array.from([x, y])), L, factor);
    for (const name of ['mass', 'squares', 'slopes'] as const) {
      expect(bound[name], name).toBeGreaterThan(truth[name] * 0.99);
      // Of what falls faster than every power, a power is a weak bound: it is small all the same.
      if (name !== 'slopes') expect(bound[name], name).toBeLessThan(Math.max(400 * truth[name], 0.2));
    }
  });

  it('nothing lies outside a compact support; nothing is said of a tail without a bound', () => {
    const disk = parseFormula('max(0,1-x1^2-x2^2)^2', ['x1', 'x2'], 'q');
    expect(exteriorOf(disk.root, 2, 1, { logConcave: true, quasiConcave: true, mirrored: true })!.mass).toBe(0);
    const slow = parseFormula('1/(1+x1^2+x2^2)', ['x1', 'x2'], 'q');
    expect(exteriorOf(slow.root, 2, 64, { logConcave: false, quasiConcave: true, mirrored: true })).toBeNull();
  });
});
