/** A density beside its shift on one mesh, against the normal law, for which all integrals are known. */
import { describe, expect, it } from 'vitest';
import { ShiftMesh } from '../../../src/formula/cells/shift-mesh.ts';
import { parseFormula } from '../../../src/formula/parse.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { normalCdf } from '../../../src/numeric/special/special.ts';

const normal = parseFormula('exp(-(x1^2+x2^2)/2)', ['x1', 'x2'], 'density');
const MASS = 2 * Math.PI;

/** int (q_v - c q)_+ of e^{-|x|^2/2} in the plane: {q_v > c q} is a half-plane. */
function excess(length: number, c: number): number {
  const at = Math.log(c) / length;
  return MASS * (normalCdf(length / 2 - at) - c * normalCdf(-length / 2 - at));
}

describe('a density beside its shift', () => {
  it('has the excess over c times itself between both ends, along any shift, at any c', () => {
    const random = randomStream(20261130);
    for (let round = 0; round < 6; round++) {
      const v = Float64Array.of(2 * random.uniform(), round % 3 === 0 ? 0 : 2 * random.uniform() - 1);
      const mesh = new ShiftMesh(normal.root, 16, v, true);
      const length = Math.hypot(...v);
      // From where nearly everything is left to where nearly nothing is.
      const c = Math.exp(length * (3 * random.uniform() - 1.5));
      mesh.refine(c, 1e-9, 800);
      const truth = excess(length, c);
      const [least, most] = mesh.excess(c);
      expect(least).toBeLessThanOrEqual(truth + 1e-13);
      expect(most).toBeGreaterThanOrEqual(truth - 1e-13);
      expect(most - least).toBeLessThan(0.06 * MASS);
      // The mesh serves any c, not only the one that it was refined for.
      const [low, high] = mesh.excess(2 * c);
      expect(low).toBeLessThanOrEqual(excess(length, 2 * c) + 1e-13);
      expect(high).toBeGreaterThanOrEqual(excess(length, 2 * c) - 1e-13);
    }
  });

  it('narrows like the square of the number of cells', () => {
    const width = (cells: number): number => {
      const mesh = new ShiftMesh(normal.root, 16, Float64Array.of(0.7, 0.3), false);
      mesh.refine(1.3, 0, cells);
      const [least, most] = mesh.excess(1.3);
      return most - least;
    };
    expect(width(2400)).toBeLessThan(0.4 * width(1200));
  });

  it('has a witness below the truth, near it, and none where the mass is out of reach', () => {
    const v = Float64Array.of(1, 0);
    const mesh = new ShiftMesh(normal.root, 16, v, true);
    const share = 0.2;
    mesh.refine(1, 1e-9, 1000);
    const c = mesh.threshold(share * MASS);
    mesh.refine(c, 1e-9, 2500);
    // {q_v > c q} = {x1 > 1/2 + log c}.
    expect(normalCdf(-0.5 - Math.log(c))).toBeCloseTo(share, 1);
    const gain = mesh.witness(c, [share * MASS, share * MASS]);
    expect(gain).toBeLessThan(excess(1, c));
    expect(gain).toBeGreaterThan(excess(1, c) - 0.01 * MASS);
    expect(mesh.witness(c, [0.9 * MASS, 0.9 * MASS])).toBe(-Infinity);
  });

  it('is exact about ratios that are constant on whole regions', () => {
    // log q(x - v) - log q(x) is 1/2 wherever both lie on the right of max(|x1|, |x2|).
    const norm = parseFormula('exp(-max(abs(x1),abs(x2)))', ['x1', 'x2'], 'density');
    const mesh = new ShiftMesh(norm.root, 64, Float64Array.of(0.5, 0), true);
    const c = Math.exp(0.5);
    mesh.refine(c, 1e-9, 2000);
    // No ratio is larger: only cells that the edges of the regions cross owe anything.
    expect(mesh.excess(c)[0]).toBe(0);
    expect(mesh.excess(c)[1]).toBeLessThan(1e-4);
  });
});
