/**
 * How little variance noise can have along a direction that the adversary reaches far in: a half-space there breaks
 * every noise.
 *
 * If R is certified against B, the half-space {<u, x> > q}, q the rho-quantile of <u, X>, has mass 1 - rho and holds
 * half of the mass after a shift by q along u; so R h_B(u) <= q, for every u. Let u_1, ..., u_d be orthonormal and
 * drawn with probability proportional to h_B(u_j)^2: the variance of <u_j, X>/h_B(u_j) is then d sigma^2 / sum
 * h_B(u_j)^2 on average, so it is at most that for some j. For l_p, p >= 2, signs/sqrt d are drawn instead: E u u^T =
 * I/d as well, and h_B is largest there.
 */
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import type { ConvexBody } from '../../geometry/body.ts';
import { mixSeed, randomStream, type RandomStream } from '../../numeric/random/random-stream.ts';

/** Frames tried beside the axes, in dimensions where that is cheap. */
const FRAMES = 200;
const MOST_FRAME_DIM = 12;
const ROUNDING = 1e-12;

/**
 * A number kappa such that every noise with E|X|_2^2 = d sigma^2 has a direction u with deviation of <u, X>/h_B(u) at
 * most kappa sigma; rounded up.
 */
export function leastDeviation(adversary: Adversary): number {
  const { dim } = adversary;
  if (adversary.kind === 'lp') {
    const { p } = adversary;
    return (p <= 2 || dim === 1 ? 1 : dim ** (1 / p - 0.5)) * (1 + ROUNDING);
  }
  return Math.sqrt(dim / largestFrame(adversary.body)) * (1 + ROUNDING);
}

/**
 * A number k with deviation of <u, X>/h_B(u) at most k sigma for some u, for noise that depends on |x|_2 alone: 1/max
 * h_B; rounded up.
 */
export function leastRoundDeviation(adversary: Adversary): number {
  const { dim } = adversary;
  const body = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, dim);
  const unit = 1 / Math.sqrt(dim);
  const signs = body.support(Array.from({ length: dim }, () => unit));
  return Math.min(leastDeviation(adversary), 1 / signs, 1 / body.support(axis(dim, 0))) * (1 + ROUNDING);
}

/** The largest sum of h_B(u_j)^2 over the frames tried: any frame gives a valid bound. */
function largestFrame(body: ConvexBody): number {
  const { dim } = body;
  const measure = (frame: readonly (readonly number[])[]): number =>
    frame.reduce((sum, u) => sum + body.support(u) ** 2, 0);
  let best = measure(Array.from({ length: dim }, (_, i) => axis(dim, i)));
  if (dim > MOST_FRAME_DIM) return best;
  const random = randomStream(mixSeed(0, 'frames'));
  for (let i = 0; i < FRAMES; i++) best = Math.max(best, measure(randomFrame(random, dim)));
  return best;
}

const axis = (dim: number, i: number): number[] => Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0));

/** Gram and Schmidt on normal vectors, twice for the sake of rounding. */
function randomFrame(random: RandomStream, dim: number): number[][] {
  const frame: number[][] = [];
  for (let i = 0; i < dim; i++) {
    let u = Array.from({ length: dim }, () => random.normal());
    for (const v of [...frame, ...frame]) {
      const along = u.reduce((sum, c, j) => sum + c * v[j]!, 0);
      u = u.map((c, j) => c - along * v[j]!);
    }
    const length = Math.hypot(...u);
    frame.push(u.map((c) => c / length));
  }
  return frame;
}
