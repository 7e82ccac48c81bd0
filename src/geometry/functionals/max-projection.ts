/**
 * sup over v in B of vol(Pi_v K)/|K|: the growth rate Phi(p) of noise uniform on K against the adversary B (MATH.md
 * U4).
 *
 * v -> vol(Pi_v K) is a norm, so the supremum sits at an extreme point of B.
 */
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import { scaled } from '../../numeric/estimate-algebra.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { inverse, multiply, symmetricEigen, transpose } from '../../numeric/algebra/linear-algebra.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { normalizedAreaVectors } from '../exact/exact-measure.ts';
import { extremePairs } from './extreme-points.ts';
import { linearImage } from '../bodies/linear-image.ts';
import { lpBall, signVectors } from '../bodies/lp-ball.ts';
import { lpNorm, requireDimension, requireExponent } from '../bodies/lp-norm.ts';
import type { MonteCarloOptions } from '../monte-carlo-options.ts';
import { projectionRatio, requireSameSpace } from './projection.ts';
import { meanAbsoluteWalk } from './sign-sum.ts';
import type { Adversary } from '../adversary.ts';

/** A supremum and where it was (nearly) attained. */
export interface Supremum extends Estimate {
  /** The extreme point of the adversary with the largest value found. */
  readonly direction: readonly number[];
}

/** Directions tried one by one at most. */
const MAX_DIRECTIONS = 1024;

/**
 * The largest vol(Pi_v K)/|K| over the adversary. Exact over its extreme points where they are few or, by symmetry, all
 * alike; otherwise an enclosure. `confidence` holds for all directions together. Throws InvalidInput where nothing is
 * known, and for an adversary of another dimension.
 *
 * @example
 * maxProjectionRatio(lpBall(Infinity, 3), lpAdversary(1, 3)).value // => 0.5
 */
export function maxProjectionRatio(
  body: ConvexBody,
  adversary: Adversary | ConvexBody,
  options: MonteCarloOptions = {},
): Supremum {
  const found = knownMaxProjection(body, adversary, options);
  if (found !== null) return found;
  throw new InvalidInput(
    `The largest projection of the ${body.name} is not known for this adversary: it is known for some l_p balls, ellipsoids and ` +
      `small polytopes, and for adversaries with at most ${2 * MAX_DIRECTIONS} extreme points.`,
    { code: 'not-known' },
  );
}

/** The same; null where nothing is known. Throws InvalidInput for an adversary of another dimension. */
export function knownMaxProjection(
  body: ConvexBody,
  adversary: Adversary | ConvexBody,
  options: MonteCarloOptions = {},
): Supremum | null {
  if ('p' in adversary) {
    requireSameSpace(body, requireDimension(adversary.dim));
    return overLp(body, requireExponent(adversary.p), options);
  }
  const ball = 'body' in adversary ? adversary.body : adversary;
  requireSameSpace(body, ball.dim);
  const { structure } = ball;
  if (structure?.kind === 'lp') return overLp(body, structure.p, options);
  if (structure?.kind === 'scale') {
    const inner = knownMaxProjection(body, structure.of, options);
    return inner && { ...scaled(inner, structure.factor), direction: inner.direction.map((x) => structure.factor * x) };
  }
  if (structure?.kind === 'ellipsoid' || structure?.kind === 'image') {
    // sup over A B of the norm of K is the sup over B of the norm of A^-1 K.
    const back = inverse(structure.matrix);
    if (back === null) throw new InvalidInput('The matrix of the adversary is singular.', { code: 'body' });
    const inner = structure.kind === 'ellipsoid' ? lpBall(2, body.dim) : structure.of;
    const found = knownMaxProjection(linearImage(back, body), inner, options);
    return (
      found && {
        ...found,
        direction: structure.matrix.map((row) => row.reduce((s, x, j) => s + x * found.direction[j]!, 0)),
      }
    );
  }
  const pairs = extremePairs(ball);
  return pairs === null ? null : overList(body, pairs, options);
}

/**
 * The largest over a list, null over a long one; with sampling, each direction gets its share of the error probability.
 */
function overList(
  body: ConvexBody,
  directions: readonly (readonly number[])[],
  options: MonteCarloOptions,
): Supremum | null {
  if (directions.length > MAX_DIRECTIONS) return null;
  const confidence = options.confidence ?? 0.999;
  const share = { ...options, confidence: 1 - (1 - confidence) / directions.length };
  let best: Estimate | null = null;
  let direction: readonly number[] = directions[0]!;
  let lower = 0;
  let upper = 0;
  let sampled = false;
  let failed = false;
  for (const v of directions) {
    const ratio = projectionRatio(body, v, share);
    lower = Math.max(lower, ratio.lower);
    upper = Math.max(upper, ratio.upper);
    sampled ||= ratio.confidence < 1;
    failed ||= ratio.confidence === 0;
    if (best === null || ratio.value > best.value) {
      best = ratio;
      direction = v;
    }
  }
  const held = failed ? 0 : sampled ? confidence : 1;
  return { ...enclosed(best!.value, lower, upper, best!.method, held), direction };
}

function overLp(body: ConvexBody, p: number, options: MonteCarloOptions): Supremum | null {
  const { dim, structure } = body;
  if (structure?.kind === 'scale') {
    const inner = overLp(structure.of, p, options);
    return inner && { ...inner, ...scaled(inner, 1, structure.factor) };
  }
  const axis = unit(dim, 0);
  const diagonal = Array.from({ length: dim }, () => Math.pow(dim, -1 / p));
  const at = (v: readonly number[]): Supremum => ({ ...projectionRatio(body, v, options), direction: v });
  if (structure?.kind === 'lp') {
    // Invariant under signed permutations: all extreme points of l_1 and of l_inf are alike.
    if (p === 1) return at(axis);
    if (p === Infinity) return at(diagonal);
    if (structure.p === 2) return at(p <= 2 ? axis : diagonal);
    // |v|_1/2 is largest on the diagonal.
    if (structure.p === Infinity) return at(diagonal);
    if (structure.p === 1) return crossPolytopeOverLp(dim, p, axis, diagonal);
  }
  if (p === 2 && (structure?.kind === 'ellipsoid' || (structure?.kind === 'image' && isBall(structure.of)))) {
    // vol(Pi_v A B_2)/|A B_2| = c |A^-1 v|: largest along the top singular vector of A^-1.
    const back = inverse(structure.matrix)!;
    return at(symmetricEigen(multiply(transpose(back), back)).vectors.at(-1)!);
  }
  if (structure?.kind === 'sign-zonoid' && p === Infinity) return at(diagonal);
  if (p === 1 && dim <= MAX_DIRECTIONS) {
    return overList(
      body,
      Array.from({ length: dim }, (_, i) => unit(dim, i)),
      options,
    );
  }
  if (p === Infinity && 2 ** (dim - 1) <= MAX_DIRECTIONS) {
    return overList(
      body,
      signVectors(dim).filter((v) => v[0]! > 0),
      options,
    );
  }
  return overSphere(body, p);
}

function isBall(body: ConvexBody): boolean {
  return body.structure?.kind === 'lp' && body.structure.p === 2;
}

/** (d/2) E|sum eps_i v_i| <= (d/2)|v|_2, with equality on an axis: attained there for p <= 2, enclosed beyond. */
function crossPolytopeOverLp(dim: number, p: number, axis: number[], diagonal: number[]): Supremum {
  if (p <= 2) return { ...closedForm(dim / 2, 1e-13), direction: axis };
  const lower = Math.max(dim / 2, (dim / 2) * Math.pow(dim, -1 / p) * meanAbsoluteWalk(dim));
  const upper = (dim / 2) * Math.pow(dim, 0.5 - 1 / p);
  return {
    ...enclosed(lower, lower * (1 - 1e-12), upper * (1 + 1e-12), 'interval'),
    direction: lower > dim / 2 ? diagonal : axis,
  };
}

/**
 * A norm N(v) = 1/2 sum |<a_F, v>|/|K| over a ball with infinitely (or too) many extreme points. Below: the best point
 * of an ascent v <- argmax of <v, grad N> over the ball, from several starts. Above, for p = 2, sqrt(m lambda_max(sum a
 * a^T)) or, in two dimensions, the values on a fine fan of directions; otherwise through R^{1/2 - 1/p} inclusion in a
 * ball.
 */
function overSphere(body: ConvexBody, p: number): Supremum | null {
  const { dim } = body;
  if (body.exact === undefined) return null;
  const areas = normalizedAreaVectors(body.exact()).filter((a) => (a.find((x) => x !== 0) ?? 0) > 0);
  const norm = (v: Vector): number => areas.reduce((sum, a) => sum + Math.abs(inner(a, v)), 0);
  const ball = lpBall(p, dim);
  let best = 0;
  let direction: number[] = unit(dim, 0);
  for (const start of [...areas, ...Array.from({ length: dim }, (_, i) => unit(dim, i))]) {
    let v = ball.supportPoint!(start);
    for (let step = 0; step < 200; step++) {
      const gradient = Array.from({ length: dim }, (_, j) =>
        areas.reduce((sum, a) => sum + Math.sign(inner(a, v)) * a[j]!, 0),
      );
      const next = ball.supportPoint!(gradient);
      if (norm(next) <= norm(v) * (1 + 1e-15)) break;
      v = next;
    }
    if (norm(v) > best) {
      best = norm(v);
      direction = v;
    }
  }
  const reach = Math.max(1, Math.pow(dim, 0.5 - 1 / p));
  const upper = reach * (dim === 2 ? zonogonRadius(areas) : eigenBound(areas, dim));
  if (upper < best * (1 - 1e-9)) throw new RangeError('a bound on the supremum lies below an attained value');
  const top = Math.max(best, upper);
  const method = top - best <= 1e-9 * best ? 'exact' : 'interval';
  return { ...enclosed(best, best * (1 - 1e-12), top * (1 + 1e-12), method), direction };
}

/** The circumradius of the zonogon sum [-a_i, a_i]: its vertices are the partial sums in order of angle. */
function zonogonRadius(areas: readonly (readonly number[])[]): number {
  const upward = areas.map(([x, y]) => (y! < 0 || (y === 0 && x! < 0) ? [-x!, -y!] : [x!, y!]));
  upward.sort((a, b) => Math.atan2(a[1]!, a[0]!) - Math.atan2(b[1]!, b[0]!));
  let x = -upward.reduce((sum, a) => sum + a[0]!, 0);
  let y = -upward.reduce((sum, a) => sum + a[1]!, 0);
  let largest = Math.hypot(x, y);
  for (const a of upward) {
    x += 2 * a[0]!;
    y += 2 * a[1]!;
    largest = Math.max(largest, Math.hypot(x, y));
  }
  return largest;
}

/** sum |<a_i, v>| <= sqrt(m sum <a_i, v>^2) <= sqrt(m lambda_max), and <= sum |a_i|. */
function eigenBound(areas: readonly (readonly number[])[], dim: number): number {
  const columns = Array.from({ length: dim }, (_, j) => areas.map((a) => a[j]!));
  const moment = multiply(columns, areas);
  const largest = symmetricEigen(moment).values.at(-1)!;
  return Math.min(
    Math.sqrt(areas.length * largest),
    areas.reduce((sum, a) => sum + lpNorm(a, 2), 0),
  );
}

function unit(dim: number, axis: number): number[] {
  return Array.from({ length: dim }, (_, i) => (i === axis ? 1 : 0));
}

function inner(a: readonly number[], v: Vector): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * v[i]!;
  return sum;
}
