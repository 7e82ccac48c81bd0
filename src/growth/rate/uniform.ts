/** Phi for uniform noise: sup over the adversary of vol(Pi_v K)/|K|, the same for every p in (0, 1) (U4). */
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import { reach } from '../../geometry/functionals/reach.ts';
import { fairSignSum } from '../../noise/rate/fair-sign-sum.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { UniformNoise } from '../../noise/noise.ts';
import type { UnitRate } from './unit-rate.ts';

/** Null where the projection is not known in closed form. */
export function uniformRate(noise: UniformNoise, adversary: Adversary): UnitRate | null {
  const { dim, norm } = noise;
  switch (norm) {
    case 'linf': {
      // 1 - prod(1 - r |v_i|/2) = r |v|_1/2 + O(r^2).
      const { value, exact } = reach(adversary, 1);
      return constant(0.5 * value, exact, '|v|_1/2 (uniform cube)');
    }
    case 'l2': {
      const { value, exact } = reach(adversary, 2);
      return constant(ballProjection(dim) * value, exact, 'ratio of ball volumes (uniform ball)');
    }
    case 'l1':
      return crossPolytopeRate(noise, adversary);
    case 'body':
      return generalRate(noise, adversary);
  }
}

/** The upper end of geometry's enclosure, nothing sampled; null where only sampling knows more. */
function generalRate({ body, support }: UniformNoise, adversary: Adversary): UnitRate | null {
  const found = support.largestProjection(adversary);
  if (found === null) return null;
  const { lower, upper } = found;
  return constant(upper, upper - lower < 1e-9 * upper, `projection of the ${body.name}`);
}

/** omega_{d-1}/omega_d = Gam(d/2 + 1)/(sqrt(pi) Gam((d + 1)/2)). */
function ballProjection(dim: number): number {
  return Math.exp(logGammaIncrement(0.5 * (dim + 1), 0.5)) / Math.sqrt(Math.PI);
}

/**
 * The cross-polytope: its 2^d facets lie at distance 1/sqrt d with normals eps/sqrt d, so Cauchy's formula reads
 * vol(Pi_v K)/|K| = (d/2) E|<eps, v>|, eps fair signs. By Khinchine E|<eps, v>| <= |v|_2 with equality at e_1, so d/2
 * against l_p, p <= 2; against linf the diagonal has E|S| = 2 Phi_S(1/2), S the sum of d signs.
 */
function crossPolytopeRate(noise: UniformNoise, adversary: Adversary): UnitRate | null {
  const { dim } = noise;
  if (adversary.kind !== 'lp') return generalRate(noise, adversary);
  if (adversary.p <= 2 || dim === 1)
    return constant(0.5 * dim, true, 'projection along an axis, d/2 (uniform cross-polytope)');
  if (adversary.p !== Infinity) return generalRate(noise, adversary);
  return constant(
    dim * fairSignSum(dim).phi(0.5),
    true,
    'projection along the diagonal, (d/2) E|sum of signs| (uniform cross-polytope)',
  );
}

function constant(value: number, exact: boolean, detail: string): UnitRate {
  return { phi: () => value, exact, detail };
}
