/**
 * rho is the decimal that was written, and the Gaussian's radius at it is rounded down, and by little, however near 1.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { gaussian } from '../../src/index.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { readProbability } from '../../src/cli/input/options.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { IntervalArithmetic } from '../../src/numeric/intervals/interval.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';

const noise = gaussian(3072, { sigma: 1 });
const l2 = parseAdversary('l2', 3072);
let R: IntervalArithmetic;
beforeAll(async () => {
  R = new IntervalArithmetic(await loadMpfr(), 120);
});

/** How far the radius at the tail lies below the exact one at 1 - `exact`, relatively. */
function shortfall(tail: number, exact: string): number {
  const truth = R.neg(R.normalQuantile(R.of(exact)));
  const radius = R.of(certifiedRadius(noise, l2, { tail }).radius);
  return R.div(R.sub(truth, radius), truth).lower();
}

describe('rho near 1', () => {
  it.each([
    ['0.999999999993', '7/1000000000000'],
    ['0.99999999999999999', '1/100000000000000000'],
    [`0.${'9'.repeat(40)}`, `1/1${'0'.repeat(40)}`],
    ['0.9', '1/10'],
    ['0.6', '4/10'],
    ['0.5001', '4999/10000'],
  ])('%s: below the radius of the decimal by less than 1e-12 of it', (text, tail) => {
    const given = readProbability(text, '--rho');
    expect(shortfall(given.tail, tail)).toBeGreaterThanOrEqual(0);
    expect(shortfall(given.tail, tail)).toBeLessThan(1e-12);
  });

  it('exactly 1 alone is unbounded', () => {
    for (const one of ['1', '1.0']) expect(readProbability(one, '--rho').tail).toBe(0);
    expect(certifiedRadius(noise, l2, { tail: 0 }).radius).toBe(Infinity);
    expect(certifiedRadius(noise, l2, { tail: readProbability(`0.${'9'.repeat(999)}`, '').tail }).radius).toBeLessThan(
      40,
    );
  });

  it('at 600 random tails from 1e-300 to 1/2 - 1e-9', () => {
    const random = randomStream(20261129, 5);
    for (let i = 0; i < 600; i++) {
      const u = random.uniformOpen();
      const tail = i % 3 === 0 ? 0.5 * 10 ** (-299 * u) : i % 3 === 1 ? 0.5 - 0.4 * 10 ** (-8.5 * u) : 0.5 * u;
      const truth = R.neg(R.normalQuantile(R.of(tail)));
      const short = R.div(R.sub(truth, R.of(certifiedRadius(noise, l2, { tail }).radius)), truth).lower();
      expect(short, String(tail)).toBeGreaterThan(0);
      expect(short, String(tail)).toBeLessThan(1e-12);
    }
  });
});
