/** Exact area of a union of convex polygons with rational vertices, by sweeping over the x-axis. */
import { ZERO, type Rational } from '../../src/numeric/algebra/rational.ts';

/** A point of the plane. */
export type PlanePoint = readonly [Rational, Rational];

/** The vertices of a convex polygon; order does not matter. */
export type Polygon = readonly PlanePoint[];

/**
 * The area of the union. Between consecutive x-coordinates of vertices and of crossings of edges the polygons' upper
 * and lower edges keep their order, so the section's length is linear there and the slab's area is its width times the
 * length at its middle.
 */
export function polygonUnionArea(polygons: readonly Polygon[]): Rational {
  const hulls = polygons.map(convexChains);
  const edges = hulls.flatMap(({ lower, upper }) => [...segments(lower), ...segments(upper)]);
  const cuts = new Map<string, Rational>();
  const cut = (x: Rational): void => void cuts.set(x.toFraction(), x);
  for (const polygon of polygons) for (const [x] of polygon) cut(x);
  for (let i = 0; i < edges.length; i++) {
    for (let j = 0; j < i; j++) {
      const x = crossing(edges[i]!, edges[j]!);
      if (x !== null) cut(x);
    }
  }
  const sorted = [...cuts.values()].sort((a, b) => a.compare(b));
  let area = ZERO;
  for (let k = 1; k < sorted.length; k++) {
    const [left, right] = [sorted[k - 1]!, sorted[k]!];
    const middle = left.add(right).div(2);
    const intervals = hulls.flatMap(({ lower, upper }) => {
      const low = heightAt(lower, middle);
      const high = heightAt(upper, middle);
      return low === null || high === null ? [] : [[low, high] as const];
    });
    area = area.add(right.sub(left).mul(intervalUnionLength(intervals)));
  }
  return area;
}

/** The length of a union of intervals [low, high]. */
export function intervalUnionLength(intervals: readonly (readonly [Rational, Rational])[]): Rational {
  const sorted = [...intervals].sort((a, b) => a[0].compare(b[0]));
  let length = ZERO;
  let end: Rational | null = null;
  for (const [low, high] of sorted) {
    const from: Rational = end !== null && end.compare(low) > 0 ? end : low;
    if (high.compare(from) > 0) {
      length = length.add(high.sub(from));
      end = high;
    }
  }
  return length;
}

interface Chains {
  readonly lower: readonly PlanePoint[];
  readonly upper: readonly PlanePoint[];
}

/** Andrew's monotone chains, left to right. */
function convexChains(polygon: Polygon): Chains {
  const points = [...polygon].sort((a, b) => a[0].compare(b[0]) || a[1].compare(b[1]));
  const chain = (ordered: readonly PlanePoint[]): PlanePoint[] => {
    const out: PlanePoint[] = [];
    for (const point of ordered) {
      // Keeps strict left turns only.
      while (out.length >= 2 && turn(out.at(-2)!, out.at(-1)!, point).compare(0) <= 0) out.pop();
      out.push(point);
    }
    return out;
  };
  const lower = chain(points);
  const upper = chain([...points].reverse()).reverse();
  return { lower: dropVertical(lower), upper: dropVertical(upper) };
}

/** Removes vertical end pieces, which have no height over an interior x. */
function dropVertical(chain: readonly PlanePoint[]): PlanePoint[] {
  const out = [...chain];
  while (out.length >= 2 && out[0]![0].equals(out[1]![0])) out.shift();
  while (out.length >= 2 && out.at(-1)![0].equals(out.at(-2)![0])) out.pop();
  return out;
}

function turn(a: PlanePoint, b: PlanePoint, c: PlanePoint): Rational {
  return b[0]
    .sub(a[0])
    .mul(c[1].sub(a[1]))
    .sub(b[1].sub(a[1]).mul(c[0].sub(a[0])));
}

type Segment = readonly [PlanePoint, PlanePoint];

function segments(chain: readonly PlanePoint[]): Segment[] {
  return chain.slice(1).map((point, i) => [chain[i]!, point]);
}

/** The x where two non-parallel segments cross, null when they do not. */
function crossing([a, b]: Segment, [c, d]: Segment): Rational | null {
  const [ux, uy] = [b[0].sub(a[0]), b[1].sub(a[1])];
  const [wx, wy] = [d[0].sub(c[0]), d[1].sub(c[1])];
  const determinant = ux.mul(wy).sub(uy.mul(wx));
  if (determinant.n === 0n) return null;
  const [px, py] = [c[0].sub(a[0]), c[1].sub(a[1])];
  const t = px.mul(wy).sub(py.mul(wx)).div(determinant);
  const s = px.mul(uy).sub(py.mul(ux)).div(determinant);
  const inside = (value: Rational): boolean => value.s >= 0n && value.compare(1) <= 0;
  return inside(t) && inside(s) ? a[0].add(t.mul(ux)) : null;
}

/** The height of a chain over x; null outside it. */
function heightAt(chain: readonly PlanePoint[], x: Rational): Rational | null {
  for (const [a, b] of segments(chain)) {
    if (a[0].compare(x) <= 0 && x.compare(b[0]) <= 0) {
      const slope = b[1].sub(a[1]).div(b[0].sub(a[0]));
      return a[1].add(slope.mul(x.sub(a[0])));
    }
  }
  return null;
}
