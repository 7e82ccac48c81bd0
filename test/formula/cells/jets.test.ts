/**
 * Values, gradients and Hessians over boxes hold at random points of random boxes, against differences of the plain
 * values.
 */
import { describe, expect, it } from 'vitest';
import { hessianIndex, Jets } from '../../../src/formula/cells/jets.ts';
import { parseFormula } from '../../../src/formula/parse.ts';
import { compileNode } from '../../../src/formula/value.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';

const FORMULAS = [
  'exp(-(x1^2+x1*x2+2*x2^2)^1.3)',
  'exp(-max(abs(x1),2*abs(x2))^2)*(1.5+tanh((1-abs(x1))/0.2))',
  '1/(1+x1^2+3*x2^2)^2.6+min(x1^2,abs(x2)^3)',
  'sin(x1)*cos(x2)+atan(x1*x2)+erf(x1-x2)',
  'log(1+x1^2)*cosh(x2)-sinh(x1)^3+sqrt(1+x2^4)',
  '(1+x1^2)^(0.5+x2^2)+exp(x1-1)-1+tan(0.3*x2)',
  'abs(x1)^0.7*(2+x2)+pow(2+sin(x2),-0.1)',
];

describe('jets', () => {
  it.each(FORMULAS)('%s', (text) => {
    const { root } = parseFormula(text, ['x1', 'x2'], 'q');
    const jets = new Jets(root, 2, 2);
    const f = compileNode(root);
    const random = randomStream(20, 5);
    const out = new Float64Array(2 * jets.size);
    const h = 1e-4;
    for (let n = 0; n < 400; n++) {
      const size = 2 ** (-8 * random.uniform());
      const low = [4 * random.uniform() - 2, 4 * random.uniform() - 2];
      const high = low.map((x) => x + size * random.uniform());
      jets.over(low, high, out, 0);
      const inside = (k: number, value: number, error: number): void => {
        expect(out[2 * k]! - error, `${text} entry ${k} over ${low.join()} ${high.join()}`).toBeLessThanOrEqual(value);
        expect(out[2 * k + 1]! + error).toBeGreaterThanOrEqual(value);
      };
      const x = low.map((a, i) => a + (high[i]! - a) * random.uniform());
      // Differences across a kink are no derivative.
      if (Math.abs(x[0]!) < 2 * h || Math.abs(x[1]!) < 2 * h || x.some((_, i) => high[i]! - low[i]! < 8 * h)) continue;
      const at = (i: number, j: number): number => f(Float64Array.from([x[0]! + i * h, x[1]! + j * h]));
      const scale = 1 + Math.abs(at(0, 0)) + Math.abs(at(40, 0)) + Math.abs(at(0, 40));
      inside(0, at(0, 0), 1e-15 * scale);
      const kinked =
        Math.abs(Math.abs(x[0]!) - 2 * Math.abs(x[1]!)) < 3 * h || Math.abs(x[0]! ** 2 - Math.abs(x[1]!) ** 3) < 0.02;
      if (kinked) continue;
      inside(1, (at(1, 0) - at(-1, 0)) / (2 * h), 2e-4 * scale);
      inside(2, (at(0, 1) - at(0, -1)) / (2 * h), 2e-4 * scale);
      inside(hessianIndex(2, 0, 0), (at(1, 0) - 2 * at(0, 0) + at(-1, 0)) / h ** 2, 2e-2 * scale);
      inside(hessianIndex(2, 1, 1), (at(0, 1) - 2 * at(0, 0) + at(0, -1)) / h ** 2, 2e-2 * scale);
      const mixed = (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * h ** 2);
      inside(hessianIndex(2, 0, 1), mixed, 2e-2 * scale);
    }
  });

  it('what is 0 stays 0 exactly, and an undecided kink has no second derivative', () => {
    const { root } = parseFormula('max(abs(x1),abs(x2))', ['x1', 'x2'], 'q');
    const jets = new Jets(root, 2, 2);
    const out = new Float64Array(2 * jets.size);
    jets.over([1, 0], [1.5, 0.5], out, 0);
    expect([...out.slice(2, 6)]).toEqual([1, 1, 0, 0]);
    jets.over([1, 0.5], [1.5, 1.25], out, 0);
    expect(out[2]).toBe(0);
    expect(out[2 * hessianIndex(2, 0, 1)]).toBe(-Infinity);
  });
});
