/** s(x) = sup { s >= 0 : x + s v in K } for x in K (MATH.md U3). */
import type { ConvexBody, Vector } from '../body.ts';
import { lpNorm } from '../bodies/lp-norm.ts';

/**
 * How far x can move along v inside the body; 0 when x is on the boundary and v points out. Infinity for v = 0.
 *
 * @example
 * rayLength(lpBall(2, 2), [0.6, 0], [0, 1]) // => 0.8
 */
export function rayLength(body: ConvexBody, x: Vector, v: Vector): number {
  return body.rayLength === undefined ? rayLengthByGauge(body, x, v) : body.rayLength(x, v);
}

/**
 * Newton's method on the convex function s -> gauge(x + s v) - 1 from beyond its root, where it descends to the root
 * and never passes it (finitely many steps on a polytope); bisection where the body offers no gradient.
 */
export function rayLengthByGauge(body: ConvexBody, x: Vector, v: Vector): number {
  const speed = body.gauge(v);
  if (speed === 0) return Infinity;
  const point = new Float64Array(body.dim);
  const at = (s: number): Float64Array => {
    for (let i = 0; i < point.length; i++) point[i] = x[i]! + s * v[i]!;
    return point;
  };
  const start = (1 + body.gauge(x)) / speed;
  if (body.gaugeGradient === undefined) return bisect((s) => body.gauge(at(s)) <= 1, start * (1 + 1e-12));
  let s = start;
  for (let step = 0; step < 100; step++) {
    const excess = body.gauge(at(s)) - 1;
    if (excess <= 1e-15) return Math.max(0, s);
    const gradient = body.gaugeGradient(at(s));
    let slope = 0;
    for (let i = 0; i < gradient.length; i++) slope += gradient[i]! * v[i]!;
    if (!(slope > 0)) break;
    const next = s - excess / slope;
    if (!(next < s)) return Math.max(0, s);
    s = next;
    if (s <= 0) return 0;
  }
  return bisect((t) => body.gauge(at(t)) <= 1, start * (1 + 1e-12));
}

function bisect(inside: (s: number) => boolean, end: number): number {
  let low = 0;
  let high = end;
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step++) {
    const middle = 0.5 * (low + high);
    if (inside(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The ray length in {|<a_i, x>| <= b_i}: O(rows * dim). */
export function slabRayLength(
  normals: readonly ArrayLike<number>[],
  offsets: ArrayLike<number>,
  x: Vector,
  v: Vector,
): number {
  let best = Infinity;
  for (let i = 0; i < normals.length; i++) {
    const row = normals[i]!;
    let position = 0;
    let speed = 0;
    for (let j = 0; j < row.length; j++) {
      position += row[j]! * x[j]!;
      speed += row[j]! * v[j]!;
    }
    if (speed === 0) continue;
    const length = (offsets[i]! - (speed > 0 ? position : -position)) / Math.abs(speed);
    if (length < best) best = length;
  }
  return Math.max(0, best);
}

/** The ray length in the unit ball of l_p: closed for p = 2 and Infinity and along an axis, else Newton's method. */
export function lpRayLength(p: number, x: Vector, v: Vector): number {
  if (p === Infinity) {
    let best = Infinity;
    for (let i = 0; i < v.length; i++) {
      const speed = v[i]!;
      if (speed === 0) continue;
      const length = speed > 0 ? (1 - x[i]!) / speed : (1 + x[i]!) / -speed;
      if (length < best) best = length;
    }
    return Math.max(0, best);
  }
  if (p === 2) return euclideanRayLength(x, v);
  let axis = -1;
  let nonzero = 0;
  for (let i = 0; i < v.length; i++) {
    if (v[i] === 0) continue;
    nonzero++;
    axis = i;
  }
  if (nonzero === 0) return Infinity;
  if (nonzero === 1) {
    let rest = 0;
    for (let i = 0; i < x.length; i++) if (i !== axis) rest += Math.pow(Math.abs(x[i]!), p);
    const end = Math.pow(Math.max(0, 1 - rest), 1 / p);
    const position = Math.sign(v[axis]!) * x[axis]!;
    return Math.max(0, (end - position) / Math.abs(v[axis]!));
  }
  return lpNewton(p, x, v);
}

/** The larger root of |x + s v|^2 = 1, in the form without cancellation. */
function euclideanRayLength(x: Vector, v: Vector): number {
  let a = 0;
  let b = 0;
  let c = -1;
  for (let i = 0; i < v.length; i++) {
    a += v[i]! * v[i]!;
    b += v[i]! * x[i]!;
    c += x[i]! * x[i]!;
  }
  if (a === 0) return Infinity;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  return Math.max(0, b > 0 ? -c / (b + root) : (root - b) / a);
}

/** Newton's method from beyond the root of s -> sum |x_i + s v_i|^p - 1, which is convex. */
function lpNewton(p: number, x: Vector, v: Vector): number {
  let s = (1 + lpNorm(x, p)) / lpNorm(v, p);
  for (let step = 0; step < 200; step++) {
    let value = -1;
    let slope = 0;
    for (let i = 0; i < v.length; i++) {
      const t = x[i]! + s * v[i]!;
      const size = Math.abs(t);
      if (p === 1) {
        value += size;
        slope += (t < 0 ? -1 : 1) * v[i]!;
      } else {
        const power = size === 0 ? 0 : Math.pow(size, p - 1);
        value += power * size;
        slope += p * power * Math.sign(t) * v[i]!;
      }
    }
    if (value <= 1e-15 || !(slope > 0)) break;
    const next = s - value / slope;
    if (!(next < s)) break;
    s = next;
    if (s <= 0) return 0;
  }
  return s;
}
