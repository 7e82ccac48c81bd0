/** Which shift is claimed to be the worst: no other shift of the ball grows faster. */
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../../src/geometry/bodies/lp-ball.ts';
import { growth } from '../../../src/growth/growth.ts';
import { isLogConcave, isSpherical, worstShift } from '../../../src/growth/likelihood-ratio/worst-shift.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { canonicalNoise } from '../../../src/noise/named/canonical.ts';
import { expNoise } from '../../../src/noise/named/exponential.ts';
import { gaussian } from '../../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../../src/noise/named/iid.ts';
import { laplace } from '../../../src/noise/named/laplace.ts';
import { powerNoise } from '../../../src/noise/named/power.ts';
import { uniform } from '../../../src/noise/named/uniform.ts';
import type { NamedNoise } from '../../../src/noise/noise.ts';

const unit = { lambda: 1 };
const square = uniform(lpBall(Infinity, 2), 2, unit);

describe('the worst shift', () => {
  it.each<[NamedNoise, number, 'any' | 'axis' | 'diagonal' | null, string | null]>([
    [gaussian(2, unit), 1.5, 'any', 'spherical'],
    [uniform('l2', 2, unit), 3, 'any', 'spherical'],
    [powerNoise('l2', { a: 3, k: 2 }, 2, unit), 2, 'any', 'spherical'],
    [laplace(2, unit), 1, 'axis', 'equivalent vertices'],
    [laplace(2, unit), Infinity, 'diagonal', 'equivalent vertices'],
    [laplace(2, unit), 2, null, null],
    [powerNoise('linf', { a: 4 }, 2, unit), 1, 'axis', 'equivalent vertices'],
    [expNoise('linf', { k: 1, j: 0.5 }, 2, unit), Infinity, 'diagonal', 'equivalent vertices'],
    [iidExp(1.5, 2, unit), 1, 'axis', 'log-concave'],
    [iidExp(0.5, 2, unit), 1, null, null],
    [iidPareto(3, 2, unit), 1, null, null],
    [square, 1, null, null],
  ])('%#: as the theorem says', (noise, p, direction, reason) => {
    const found = worstShift(canonicalNoise(noise), lpAdversary(p, 2));
    expect(found?.direction ?? null).toBe(direction);
    expect(found?.reason ?? null).toBe(reason);
  });

  it('on the line every norm is one, and a vertex decides wherever superlevel sets are intervals', () => {
    for (const p of [1, 1.5, Infinity]) {
      expect(worstShift(canonicalNoise(iidPareto(3, 1, unit)), lpAdversary(p, 1))?.direction).toBe('axis');
    }
  });

  it('grows at least as fast as others of the same norm', () => {
    const noises = [laplace(2, unit), uniform('linf', 2, unit), uniform('l1', 2, unit)];
    for (const noise of noises) {
      for (const p of [0.1, 0.5]) {
        const worst = growth(noise, [0.6, 0], p).upper;
        for (const share of [0.1, 0.35, 0.5]) {
          expect(growth(noise, [0.6 * (1 - share), 0.6 * share], p).lower).toBeLessThanOrEqual(worst + 1e-9);
        }
        const corner = growth(noise, [0.6, 0.6], p).upper;
        for (const t of [0, 0.3, 0.9]) {
          expect(growth(noise, [0.6, 0.6 * t], p).lower).toBeLessThanOrEqual(corner + 1e-9);
        }
      }
    }
  });

  it('rests on what is known of the noise', () => {
    expect(isLogConcave(iidExp(1, 2, unit))).toBe(true);
    expect(isLogConcave(iidExp(0.999, 2, unit))).toBe(false);
    expect(isLogConcave(expNoise('l1', { k: 1 }, 2, unit))).toBe(true);
    expect(isLogConcave(expNoise('l2', { k: 1, j: 0.5 }, 2, unit))).toBe(false);
    expect(isLogConcave({ ...laplace(2, unit), lambda: 2 })).toBe(false);
    expect([gaussian(2, unit), uniform('l2', 2, unit), laplace(2, unit), square].map(isSpherical)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
