/** What is known of a formula beyond a point: exponents of 1/(1 + e^x) and its like, against the derivative by hand. */
import { describe, expect, it } from 'vitest';
import { behaviourAt } from '../../../src/formula/enclosure/ends.ts';
import { compileTape } from '../../../src/formula/enclosure/tape.ts';
import { parseFormula } from '../../../src/formula/parse.ts';
import { productPhiHalf } from '../../../src/noise/rate/product-phi-half.ts';
import { productNoise } from '../../../src/noise/product/product-noise.ts';

/** The exponent x f'/f beyond `at`. */
function exponentBeyond(text: string, at: number): readonly [number, number] {
  const tape = compileTape([parseFormula(text, ['x'], 'f').root]);
  return behaviourAt(tape, tape.roots[0]!, 'infinity', at).exponent;
}

describe('a sum with a term beyond every power', () => {
  it.each([
    ['1/(1+exp(x-2))', (x: number) => -x / (1 + Math.exp(2 - x))],
    ['1/(exp(x)-3)', (x: number) => -x / (1 - 3 * Math.exp(-x))],
    ['1/(2+sin(x)+exp(x))', (x: number) => (-x * (Math.cos(x) + Math.exp(x))) / (2 + Math.sin(x) + Math.exp(x))],
  ])('%s', (text, truth) => {
    const [lower, upper] = exponentBeyond(text, 16);
    expect(upper).toBeLessThan(-15);
    for (let x = 16; x < 700; x *= 1.1) {
      expect(lower).toBeLessThanOrEqual(truth(x));
      expect(upper).toBeGreaterThanOrEqual(truth(x));
    }
  });

  it('so that a density with such a tail has a Phi(1/2): f(0)/int f', () => {
    const { lower, upper } = productPhiHalf(productNoise('1/(1+exp(abs(x)-1))', 3, { lambda: 1 }), 'l1');
    const truth = 1 / (1 + Math.exp(-1)) / (2 * Math.log1p(Math.E));
    expect(lower).toBeLessThanOrEqual(truth);
    expect(upper).toBeGreaterThanOrEqual(truth);
    expect(upper - lower).toBeLessThan(1e-11);
  });
});
