/**
 * Which likelihood-ratio test belongs to which noise and which direction of the shift. Everything at lambda = 1.
 */
import type { CanonicalNoise } from '../../noise/named/canonical.ts';
import { crossPolytopeAxisTest, cubeAxisTest } from './axis.ts';
import type { LikelihoodRatioTest } from './likelihood-ratio.ts';
import { lineTest } from './line.ts';
import { expRadialLaw, powerRadialLaw, type RadialLaw } from './radial-law.ts';
import { sphericalTest } from './spherical.ts';

/**
 * The directions in which the ratio is tractable: `any` for a spherical noise (the shift is |v|_2), `axis` for a e_1
 * and `diagonal` for (a, ..., a) (the shift is a; signs and order of the coordinates do not matter).
 */
export type ShiftDirection = 'any' | 'axis' | 'diagonal';

/**
 * The test of a noise along a direction, or null where the ratio depends on too
 * many numbers. Gaussian, Laplace, uniform and log-concave marginals have closed forms and no test here.
 */
export function shiftTest(noise: CanonicalNoise, direction: ShiftDirection): LikelihoodRatioTest | null {
  const { dim } = noise;
  const name = noise.spec;
  switch (noise.family) {
    case 'exp': {
      if (dim === 1) return direction === 'axis' ? lineTest(expRadialLaw(1, noise.k, noise.j), name) : null;
      return radialTest(noise.norm, direction, name, () => expRadialLaw(dim, noise.k, noise.j));
    }
    case 'power': {
      if (dim === 1) return direction === 'axis' ? lineTest(powerRadialLaw(1, noise.k, noise.a), name) : null;
      return radialTest(noise.norm, direction, name, () => powerRadialLaw(dim, noise.k, noise.a));
    }
    // A shift along e_1 leaves the other coordinates alone: the test is that of one coordinate.
    case 'iid-exp':
      return direction === 'axis' && noise.s < 1 ? lineTest(expRadialLaw(1, noise.s, 0), name) : null;
    case 'iid-pareto':
      return direction === 'axis' ? lineTest(powerRadialLaw(1, 1, noise.a + 1), name) : null;
    case 'gaussian':
    case 'laplace':
    case 'uniform':
      return null;
  }
}

function radialTest(
  norm: 'l1' | 'l2' | 'linf',
  direction: ShiftDirection,
  name: string,
  law: () => RadialLaw,
): LikelihoodRatioTest | null {
  if (norm === 'l2') return direction === 'any' ? sphericalTest(law(), name) : null;
  if (norm === 'l1') return direction === 'axis' ? crossPolytopeAxisTest(law(), name) : null;
  if (direction === 'any') return null;
  return direction === 'axis' ? cubeAxisTest(law(), name) : crossPolytopeAxisTest(law(), name);
}
