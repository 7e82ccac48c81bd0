/**
 * Which shift in r B is the worst, and why: the exact radius then needs one direction instead of a search.
 *
 * Let q be even with convex superlevel sets, m_t(v) = int min(q(x - v), t q(x)) dx. Then E_q(L - t)_+ = 1 - m_t(v), so
 * by G1 (both bounds are tight) G(p, v) = inf_t [t p + 1 - m_t(v)]: G is large where the m_t are small. And by layers
 * m_t(v) = int_0^inf |(U_s + v) n U_{s/t}| ds with U_s = {q > s} convex and symmetric.
 *
 * - **Rays.** |(A + v) n C| does not increase along rays from 0 (Brunn-Minkowski and evenness), so neither does any
 *   m_t, and G(p, r v) is nondecreasing in r. A noise that depends on |x|_2 alone is worst at the farthest point of r
 *   B.
 * - **Equivalent vertices.** If q = f(|x|_K), every layer is |(a K + v) n b K|, whose d-th root is concave in v: its
 *   least value on r B is at an extreme point. If the symmetries of K act transitively on the extreme points of B, it
 *   is the same at all of them, so *every layer at once* is least at any one vertex. Hence G(p, .) is worst there, for
 *   every p and every decreasing f, log-concave or not. (K an l1, l2 or linf ball; B that of l1 or linf, or of l2 if K
 *   is.)
 * - **Log-concave noise.** min(q(x - v), e^tau q(x)) is log-concave in (x, v, tau) jointly, so m(v, tau) is log-concave
 *   (Prekopa-Leindler), while log(c + p e^tau) is convex in tau. So {(v, tau) : m(v, tau) > c + p e^tau} is convex, and
 *   so is its projection {v : sup_tau (m - p e^tau) > c} = {v : G(p, v) < 1 - c}: **G(p, .) is quasi-convex** and only
 *   extreme points of B matter, at any r and p.
 *
 * Without either property the worst shift can lie inside a facet (iid Pareto, a = 3, d = 2, rho >= 0.97: MATH.md R5);
 * the third argument fails there since the superlevel sets of q are not even convex.
 */
import type { Adversary } from '../../geometry/adversary.ts';
import { factsOf } from '../../noise/facts.ts';
import type { CanonicalNoise } from '../../noise/named/canonical.ts';
import type { NamedNoise, Noise } from '../../noise/noise.ts';
import type { ShiftDirection } from './shift.ts';

/** Whether log q is proved to be concave. */
export function isLogConcave(noise: Noise): boolean {
  return factsOf(noise).logConcave.status === 'proved';
}

/** Whether q depends on |x|_2 alone. */
export function isSpherical(noise: NamedNoise): boolean {
  return noise.family === 'gaussian' || ('norm' in noise && noise.norm === 'l2');
}

/** Whether q = f(|x|_K) with f nonincreasing and K the unit ball of l1, l2 or linf. */
function isNormLevelSet(noise: NamedNoise): boolean {
  switch (noise.family) {
    case 'gaussian':
    case 'laplace':
    case 'exp':
    case 'power':
      return true;
    case 'uniform':
      return noise.norm !== 'body';
    case 'iid-exp':
    case 'iid-pareto':
      return noise.dim === 1;
  }
}

/** A direction known to be the worst in every r B, in the canonical position e_1 or (1, ..., 1). */
export interface WorstShift {
  readonly direction: ShiftDirection;
  /** Which of the three arguments above proves it. */
  readonly reason: 'spherical' | 'equivalent vertices' | 'log-concave';
}

/**
 * The worst direction of the l1 or linf ball (up to signs and order), or of any ball for spherical noise; null where
 * none is known. For other adversaries and log-concave noise every extreme point has to be tried.
 */
export function worstShift(noise: CanonicalNoise, adversary: Adversary): WorstShift | null {
  if (isSpherical(noise)) return { direction: 'any', reason: 'spherical' };
  if (adversary.kind !== 'lp') return null;
  const isVertexNorm = adversary.p === 1 || adversary.p === Infinity || adversary.dim === 1;
  if (!isVertexNorm) return null;
  const reason = isNormLevelSet(noise) ? 'equivalent vertices' : isLogConcave(noise) ? 'log-concave' : null;
  // A body need not look the same along all axes: its extreme points have to be tried one by one.
  const alike = noise.family !== 'uniform' || noise.norm !== 'body' || noise.dim === 1;
  if (reason === null || !alike) return null;
  return { direction: adversary.p === 1 || adversary.dim === 1 ? 'axis' : 'diagonal', reason };
}
