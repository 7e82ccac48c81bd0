/**
 * The slope of a gauge along v: N = <v, grad |X|_K>, X uniform on K or any noise f(|x|_K), whose direction has the cone
 * measure of K. It is what the growth rate of level-set noise needs of the shape (level-set.ts).
 *
 * N is symmetric, |N| <= |v|_K, and E|N| = (2/d) vol(Pi_v K)/|K|. On the facet F of a polytope it is <a_F, v> (with F
 * in {<a_F, x> = 1}), of probability the share of the cone over F; on the ball |v|_2 times the cosine of a random
 * direction. Otherwise, among all laws with that mean size and that bound, E(N - x)_+ is largest for the one that sits
 * on 0 and +-|v|_K alone (E(N - x)_+ is convex in |N|): an upper bound, and exact for the cube and the cross-polytope
 * against l1 and linf.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { coneVolumesToDouble } from '../../geometry/exact/exact-measure.ts';
import { extremePairs } from '../../geometry/functionals/extreme-points.ts';
import { halfGammaRatio } from '../../numeric/special/half-gamma-ratio.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import type { Adversary } from '../../geometry/adversary.ts';
import { reach } from '../../geometry/functionals/reach.ts';
import { betaCdf } from '../../numeric/special/special.ts';
import { toDouble, ratio } from '../../numeric/algebra/rational.ts';
import { fairSignSum } from './fair-sign-sum.ts';

/** Laws of N for the directions that matter: the sup over the adversary is at most the largest of them. */
export interface GaugeSlopes {
  /** x >= 0 -> E(N - x)_+, one function a direction. */
  readonly excesses: readonly ((x: number) => number)[];
  /** Whether they are the laws, and not upper bounds. */
  readonly exact: boolean;
  readonly detail: string;
}

/** Facets times directions that are worth listing. */
const MAX_FACETS = 2000;
const MAX_PAIRS = 256;

/**
 * The slopes of the gauge of K against the adversary. `largestRatio` is an upper bound of sup vol(Pi_v K)/|K| over it.
 */
export function gaugeSlopes(body: ConvexBody, adversary: Adversary, largestRatio: number): GaugeSlopes {
  const { dim } = body;
  const mean = (2 / dim) * largestRatio;
  if (isEllipsoid(body)) {
    // All directions of one length; the length follows from the projection.
    const length = dim === 1 ? mean : largestRatio / ballRatio(dim);
    return { excesses: [(x) => length * cosineExcess(x / length, dim)], exact: true, detail: 'cosine law' };
  }
  const p = adversary.kind === 'lp' ? adversary.p : null;
  if (body.structure?.kind === 'lp' && body.structure.p === 1 && p === Infinity && dim > 1) {
    return { excesses: [signExcess(dim)], exact: true, detail: 'sum of fair signs' };
  }
  if (dim > 1) {
    const listed = facetSlopes(body, adversary);
    if (listed !== null) return { excesses: listed, exact: true, detail: 'facets of the body' };
  }
  const bound = largestGauge(body, adversary);
  const share = Math.min(1, mean / bound);
  return {
    excesses: [(x) => 0.5 * share * Math.max(0, bound - x)],
    exact: false,
    detail: 'mean and largest slope of the gauge',
  };
}

/** omega_{d-1}/omega_d: vol(Pi_v B_2)/|B_2| for |v|_2 = 1. */
function ballRatio(dim: number): number {
  return (0.5 * dim * halfGammaRatio(dim)) / Math.sqrt(Math.PI);
}

function isEllipsoid(body: ConvexBody): boolean {
  const { structure } = body;
  if (structure?.kind === 'ellipsoid') return true;
  if (structure?.kind === 'lp') return structure.p === 2 && body.dim > 1;
  return (structure?.kind === 'image' || structure?.kind === 'scale') && isEllipsoid(structure.of);
}

/** E(cos - x)_+ of a uniform direction: density C (1 - y^2)^{(d-3)/2}, C (1 - x^2)^{(d-1)/2}/(d-1) - x P(cos > x). */
function cosineExcess(x: number, dim: number): number {
  if (x >= 1) return 0;
  if (dim === 1) return 0.5 * (1 - x);
  const a = 0.5 * (dim - 1);
  // E(cos)_+ = C/(d-1) = vol ratio / d.
  const atZero = ballRatio(dim) / dim;
  const density = atZero * Math.exp(a * Math.log1p(-x * x));
  return Math.max(0, density - x * betaCdf(0.5 * (1 - x), a, a));
}

/** Points at which E(S - x)_+ of a sum of d fair signs is tabulated, and how far in units of sqrt d. */
const SIGN_POINTS = 4000;
const SIGN_REACH = 40;

/**
 * E(S - x)_+ of a sum of d fair signs: convex and, between the values of S, linear. Interpolated between its values,
 * which is exact up to d = 8000 and an upper bound beyond.
 */
function signExcess(dim: number): (x: number) => number {
  const last = Math.min(dim, Math.ceil(SIGN_REACH * Math.sqrt(dim)));
  const every = Math.max(2, Math.ceil(last / SIGN_POINTS));
  // From the top of the table down, at the values of S (those of the parity of d).
  const top = last - ((last - dim) % 2 === 0 ? 0 : 1);
  const points: number[] = [];
  for (let x = top; x > 0; x -= every % 2 === 0 ? every : every + 1) points.push(x);
  points.push(0);
  points.reverse();
  const signs = fairSignSum(dim);
  const values = points.map((x) => conjugate((p) => signs.phi(p), x, dim));
  return (x) => {
    if (x >= dim) return 0;
    if (x >= top) return values.at(-1)!;
    let [low, high] = [0, points.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (points[middle]! <= x) low = middle;
      else high = middle;
    }
    const share = (x - points[low]!) / (points[high]! - points[low]!);
    return values[low]! + share * (values[high]! - values[low]!);
  };
}

/** E(S - x)_+ = max over p of Phi(p) - x p, Phi concave on [0, 1/2]: a search in log p. */
function conjugate(phi: (p: number) => number, x: number, dim: number): number {
  if (x >= dim) return 0;
  let [low, high] = [Math.log(1e-300), Math.log(0.5)];
  const value = (s: number): number => phi(Math.exp(s)) - x * Math.exp(s);
  for (let i = 0; i < 120; i++) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (value(left) < value(right)) low = left;
    else high = right;
  }
  return Math.max(0, value(0.5 * (low + high)), value(Math.log(0.5))) * (1 + 1e-12);
}

/** One law for each listed extreme point of the adversary, exactly; null where either list is missing or long. */
function facetSlopes(body: ConvexBody, adversary: Adversary): ((x: number) => number)[] | null {
  if (body.exact === undefined || (body.structure?.kind === 'lp' && body.dim > 6)) return null;
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, adversary.dim);
  if (adversary.kind === 'lp' && adversary.p !== 1 && (adversary.p !== Infinity || adversary.dim > 8)) return null;
  const pairs = extremePairs(ball);
  if (pairs === null || pairs.length > MAX_PAIRS) return null;
  const polytope = body.exact();
  if (polytope.facets.length > MAX_FACETS) return null;
  const cones = coneVolumesToDouble(polytope);
  const total = cones.reduce((sum, volume) => sum + volume, 0);
  const normals = polytope.facets.map(({ normal, offset }) => normal.map((x) => toDouble(ratio(x, offset))));
  return pairs.map((v) => {
    // Descending, with what lies above in prefix sums.
    const atoms = normals
      .map((normal, i) => ({ size: normal.reduce((sum, x, j) => sum + x * v[j]!, 0), share: cones[i]! / total }))
      .filter(({ size }) => size > 0);
    return (x: number): number => {
      let sum = 0;
      for (const { size, share } of atoms) if (size > x) sum += share * (size - x);
      return sum * (1 + 1e-13);
    };
  });
}

/** max over the adversary of the gauge of K, bounded from above. */
function largestGauge(body: ConvexBody, adversary: Adversary): number {
  if (body.structure?.kind === 'lp') return reach(adversary, body.structure.p).value;
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, adversary.dim);
  const pairs = adversary.kind === 'lp' && adversary.dim > 12 ? null : extremePairs(ball);
  if (pairs !== null && pairs.length <= 4096) return Math.max(...pairs.map((v) => body.gauge(v))) * (1 + 1e-9);
  if (body.facets !== undefined) {
    return Math.max(...body.facets().map(({ normal, offset }) => ball.support(normal) / offset)) * (1 + 1e-12);
  }
  return ball.circumradius / body.inradius;
}
