/** Growth from below by lines of support: the truth where they are exact, and the least value by a search on a grid. */
import { describe, expect, it } from 'vitest';
import { growthOf, supportAt, type RatioLaw } from '../../proofs/vocabulary/ratio-law.ts';
import { chordFromOrigin, lowestPoint, type Supports } from '../../src/growth/support-lines.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';

const whole: RatioLaw = [
  [0.25, 0.4],
  [1, 0.35],
  [2.2, 0.25],
];
const partial: RatioLaw = [
  [0, 0.3],
  [0.9, 0.5],
  [1.5, 0.2],
];

describe('lines of support', () => {
  it.each([
    ['all of it stays where the noise is', whole],
    ['a quarter leaves', partial],
  ])('are the growth function itself where the values of L are looked at: %s', (_, law) => {
    const supports = law.map(([ratio]) => supportAt(law, ratio));
    for (const p of [0.001, 0.1, 0.25, 0.4, 0.62, 0.9, 0.999]) {
      expect(lowestPoint(p, supports)).toBeCloseTo(growthOf(law, p), 12);
      expect(lowestPoint(p, supports.slice(1))).toBeLessThanOrEqual(growthOf(law, p) + 1e-12);
    }
  });

  it('of one threshold meet those of the whole space and of nothing', () => {
    const one = { ...supportAt(whole, 1), excessLower: 0.3, openUpper: 0.25, closedLower: 0.6 };
    // 0.3 - 0.25 (s - 1) is 0 at s = 2.2; 1 - s is 0.3 + 0.6 (1 - s) at 1 - s = 0.75.
    expect(lowestPoint(0.1, [one])).toBeCloseTo(0.22, 14);
    expect(lowestPoint(0.4, [one])).toBeCloseTo(0.7, 14);
    expect(lowestPoint(0.8, [one])).toBeCloseTo(0.75 + 0.8 * 0.25, 14);
    // Nothing is known at an infinite threshold: 1 - s and 0 alone, which say G >= p.
    expect(lowestPoint(0.3, [{ ...one, t: Infinity }])).toBeCloseTo(0.3, 14);
    expect(lowestPoint(1, [one])).toBeCloseTo(1, 14);
  });

  it('give the least value of the largest of them', () => {
    const random = randomStream(3, 0);
    for (let n = 0; n < 60; n++) {
      const supports = [0.3, 0.9, 1.4].map((t): Supports => {
        const at = supportAt(n % 2 === 0 ? whole : partial, t);
        const [low, high] = [0.1 * random.uniform(), 0.1 * random.uniform()];
        return {
          ...at,
          excessLower: at.excessLower - low,
          openUpper: at.openUpper + high,
          closedLower: at.closedLower - high,
        };
      });
      const p = random.uniform();
      const at = (s: number): number =>
        s * p +
        supports.reduce(
          (most, { t, excessLower, openUpper, closedLower }) =>
            Math.max(most, excessLower - (s - t) * (s < t ? closedLower : openUpper)),
          Math.max(0, 1 - s),
        );
      let least = Infinity;
      for (let s = 0; s < 8; s += 1e-3) least = Math.min(least, at(s));
      const found = lowestPoint(p, supports);
      expect(found).toBeLessThan(least + 1e-12);
      expect(found).toBeGreaterThan(least - 2e-3);
    }
  });

  it('prove a share where every set is too heavy: the chord from 0', () => {
    const [heavy, light] = [supportAt(whole, 0.5), supportAt(whole, 1.5)];
    expect(chordFromOrigin(0.3, [heavy])).toBeCloseTo((0.3 / 0.6) * 0.9, 14);
    expect(chordFromOrigin(0.3, [heavy, light])).toBeCloseTo(0.55, 14);
    expect(chordFromOrigin(0.8, [heavy])).toBeCloseTo(0.9, 14);
  });
});
