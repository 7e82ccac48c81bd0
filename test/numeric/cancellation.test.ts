/** Differences of which nearly all cancels, against exact rationals. */
import { describe, expect, it } from 'vitest';
import { minusQuotient, sumOfThree } from '../../src/numeric/cancellation.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { toDouble, toRational } from '../../src/numeric/algebra/rational.ts';

describe('a - b/c and a + b + c', () => {
  it('are right to a few ulps where the plain difference has no digit', () => {
    const random = randomStream(20, 1);
    for (let n = 0; n < 300; n++) {
      const b = 1 + Math.floor(100 * random.uniformOpen());
      const c = 3 * random.uniformOpen() + 0.01;
      const a = (b / c) * (1 + 10 ** (-16 + 12 * random.uniformOpen()));
      const exact = toDouble(toRational(a).sub(toRational(b).div(toRational(c))));
      expect(Math.abs(minusQuotient(a, b, c) - exact)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(exact));
      const third = -(a + b) * (1 + 10 ** (-16 + 12 * random.uniformOpen()));
      const sum = toDouble(toRational(a).add(toRational(b)).add(toRational(third)));
      expect(Math.abs(sumOfThree(a, b, third) - sum)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(sum));
    }
  });
});
