/** Streams of random numbers against the laws they claim: DKW at a false-alarm probability of 1e-10 a law. */
import { describe, expect, it } from 'vitest';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { mixSeed, randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { gammaCdf, normalCdf } from '../../src/numeric/special/special.ts';

const N = 40_000;

function distance(draw: (random: RandomStream) => number, cdf: (x: number) => number): number {
  const random = randomStream(11, 3);
  const sorted = Float64Array.from({ length: N }, () => draw(random)).sort();
  return sorted.reduce((worst, x, i) => Math.max(worst, Math.abs(cdf(x) - i / N), Math.abs(cdf(x) - (i + 1) / N)), 0);
}

const laws: [name: string, draw: (random: RandomStream) => number, cdf: (x: number) => number][] = [
  ['uniform', (r) => r.uniform(), (x) => x],
  ['normal', (r) => r.normal(), (x) => normalCdf(x)],
  ['exponential', (r) => r.exponential(), (x) => -Math.expm1(-x)],
  ...[0.1, 0.7, 1, 3.5, 1536, 150_528].map(
    (shape): [string, (random: RandomStream) => number, (x: number) => number] => [
      `gamma(${shape})`,
      (r) => r.gamma(shape),
      (x) => gammaCdf(x, shape),
    ],
  ),
];

describe('random streams', () => {
  it.each(laws)('%s', (_, draw, cdf) => {
    expect(distance(draw, cdf)).toBeLessThan(dkwEpsilon(N, 1e-10));
  });

  it('notices a wrong law: a normal of standard deviation 1.05', () => {
    expect(
      distance(
        (r) => 1.05 * r.normal(),
        (x) => normalCdf(x),
      ),
    ).toBeGreaterThan(dkwEpsilon(N, 1e-2));
  });

  it('is a function of seed and stream alone', () => {
    const take = (seed: number, stream: number): number[] => {
      const random = randomStream(seed, stream);
      return Array.from({ length: 8 }, () => random.uniform());
    };
    expect(take(1, 2)).toEqual(take(1, 2));
    expect(take(1, 2)).not.toEqual(take(1, 3));
    expect(take(1, 2)).not.toEqual(take(2, 2));
    expect(mixSeed(1, 'a')).not.toBe(mixSeed(1, 'b'));
  });

  it('draws integers in range and fair signs', () => {
    const random = randomStream(5);
    const counts = new Array<number>(6).fill(0);
    let signs = 0;
    for (let i = 0; i < N; i++) {
      counts[random.integer(6)]!++;
      signs += random.sign();
    }
    // Hoeffding: each fails with probability below 1e-10.
    const margin = Math.sqrt((N * Math.log(2e11)) / 2);
    for (const count of counts) expect(Math.abs(count - N / 6)).toBeLessThan(margin);
    expect(Math.abs(signs)).toBeLessThan(2 * margin);
  });
});
