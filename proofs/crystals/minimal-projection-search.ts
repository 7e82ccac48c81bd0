/**
 * Trying to beat the crystal (W3): descent over bodies of free size from random starts. The objective is
 *   F(S) = avg_v vol(Pi_v S) / ((d/2) |S|^{(d-1)/d} |W|^{1/d}) >= 1.
 * Two families: zonotopes with free generator lengths (the directions of V among random others), and polygons with free
 * facet offsets (the normals of the crystal among random others).
 */
import type { EvidenceContext, NumericInstance } from '../../src/checker/claim.ts';
import { determinant } from '../../src/numeric/algebra/linear-algebra.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { axes, diagonals, subsets } from '../vocabulary/rational-bodies.ts';

/** Room for rounding below the bound. */
const ROUNDING = 1e-9;
const VALUE_TOLERANCE = 1e-6;
const SHAPE_TOLERANCE = 1e-3;

interface Search {
  /** Least value of F met on the way, and the last one. */
  readonly least: number;
  readonly last: number;
  /** Largest relative distance of the support functions at equal volume, over many directions. */
  readonly distance: number;
}

function* report(label: string, { least, last, distance }: Search): Generator<NumericInstance> {
  yield { label: `${label}: least F on the way`, left: least, relation: '>=', right: 1, tolerance: ROUNDING };
  yield { label: `${label}: last F`, left: last, relation: '<=', right: 1, tolerance: VALUE_TOLERANCE };
  yield {
    label: `${label}: distance to the crystal`,
    left: distance,
    relation: '<=',
    right: 0,
    tolerance: SHAPE_TOLERANCE,
  };
}

type Point = readonly number[];

function unit(random: RandomStream, d: number): number[] {
  const x = Array.from({ length: d }, () => random.normal());
  const length = Math.hypot(...x);
  return x.map((c) => c / length);
}

/**
 * A unit vector that makes an angle of at least 1/4 with every given line: descent is slow between nearly parallel
 * ones.
 */
function unitApartFrom(lines: readonly Point[], random: RandomStream, d: number): number[] {
  for (;;) {
    const u = unit(random, d);
    const cosine = (v: Point): number => Math.abs(v.reduce((s, c, i) => s + c * u[i]!, 0)) / Math.hypot(...v);
    if (lines.every((v) => cosine(v) < Math.cos(0.25))) return u;
  }
}

/** A multilinear form sum_I c_I prod_{i in I} a_i in the lengths, with its gradient. */
function multilinear(
  terms: readonly { readonly of: readonly number[]; readonly weight: number }[],
  a: readonly number[],
) {
  let value = 0;
  const gradient = a.map(() => 0);
  for (const { of, weight } of terms) {
    for (const i of of) {
      gradient[i]! += weight * of.reduce((product, j) => (j === i ? product : product * a[j]!), 1);
    }
    value += weight * of.reduce((product, j) => product * a[j]!, 1);
  }
  return { value, gradient };
}

function zonotopeTerms(directions: readonly Point[], V: readonly Point[]) {
  const d = directions[0]!.length;
  const indices = directions.map((_, i) => i);
  const volume = subsets(indices, d).map((of) => ({
    of,
    weight: 2 ** d * Math.abs(determinant(of.map((i) => [...directions[i]!]))),
  }));
  const projection = subsets(indices, d - 1).map((of) => ({
    of,
    weight:
      V.reduce((total, v) => total + Math.abs(determinant([...of.map((i) => [...directions[i]!]), [...v]])), 0) *
      (2 ** (d - 1) / V.length),
  }));
  return { volume, projection };
}

/** Projected gradient descent on log F over lengths a_i >= 0 of sum 1, with backtracking. */
function descendLengths(
  V: readonly Point[],
  extra: readonly Point[],
  start: readonly number[],
  rounds: number,
): Search {
  const directions = [...V, ...extra];
  const d = V[0]!.length;
  const { volume, projection } = zonotopeTerms(directions, V);
  const crystalVolume = multilinear(
    volume,
    directions.map((_, i) => (i < V.length ? 1 / V.length : 0)),
  ).value;
  const bound = Math.log(d / 2) + Math.log(crystalVolume) / d;
  const objective = (a: readonly number[]) => {
    const vol = multilinear(volume, a);
    const shadow = multilinear(projection, a);
    const value = Math.log(shadow.value) - ((d - 1) / d) * Math.log(vol.value) - bound;
    const gradient = a.map(
      (_, i) => shadow.gradient[i]! / shadow.value - (((d - 1) / d) * vol.gradient[i]!) / vol.value,
    );
    return { value, gradient };
  };
  let a = [...start];
  let { value, gradient } = objective(a);
  let least = value;
  let step = 1;
  for (let round = 0; round < rounds; round++) {
    const move = a.map((x, i) => Math.max(0, x - step * gradient[i]!));
    const next = objective(move);
    if (next.value > value) {
      step /= 2;
      if (step < 1e-12) break;
      continue;
    }
    const total = move.reduce((x, y) => x + y, 0);
    a = move.map((x) => x / total);
    ({ value, gradient } = objective(a));
    least = Math.min(least, value);
    step *= 1.5;
  }
  const scale = multilinear(volume, a).value ** (1 / d) / crystalVolume ** (1 / d);
  const support = (lengths: readonly number[], u: Point): number =>
    directions.reduce((h, g, i) => h + lengths[i]! * Math.abs(g.reduce((s, c, j) => s + c * u[j]!, 0)), 0);
  const random = randomStream(7, d);
  let distance = 0;
  for (let k = 0; k < 200; k++) {
    const u = unit(random, d);
    const ofCrystal = support(
      directions.map((_, i) => (i < V.length ? 1 / V.length : 0)),
      u,
    );
    distance = Math.max(distance, Math.abs(support(a, u) / scale / ofCrystal - 1));
  }
  return { least: Math.exp(least), last: Math.exp(value), distance };
}

export function* searchZonotopes({ seed, effort }: EvidenceContext): Generator<NumericInstance> {
  const starts = effort === 'quick' ? 2 : 12;
  for (const d of [2, 3]) {
    for (const [name, V] of [
      ['l1', axes(d)],
      ['linf', diagonals(d)],
    ] as const) {
      for (let i = 0; i < starts; i++) {
        const random = randomStream(seed, 100 * d + i);
        const points = V.map((v) => v.map(Number));
        const extra = Array.from({ length: 4 }, () => unitApartFrom(points, random, d));
        const start = [...V, ...extra].map(() => 0.05 + random.uniform());
        yield* report(`zonotopes in R^${d} against ${name}, start ${i}`, descendLengths(points, extra, start, 4000));
      }
    }
  }
}

/** The polygon {<n_i, x> <= h_i, all i} with normals in angular order, both signs: its vertices, and its area. */
function polygon(
  normals: readonly Point[],
  offsets: readonly number[],
): { readonly vertices: Point[]; readonly area: number } {
  let vertices: Point[] = [
    [-50, -50],
    [50, -50],
    [50, 50],
    [-50, 50],
  ];
  normals.forEach((n, i) => {
    for (const sign of [1, -1]) {
      const height = (x: Point): number => offsets[i]! - sign * (n[0]! * x[0]! + n[1]! * x[1]!);
      vertices = vertices.flatMap((x, k) => {
        const y = vertices[(k + 1) % vertices.length]!;
        const [hx, hy] = [height(x), height(y)];
        const crossing = hx >= 0 !== hy >= 0 ? [[0, 1].map((c) => x[c]! + (hx / (hx - hy)) * (y[c]! - x[c]!))] : [];
        return hx >= 0 ? [x, ...crossing] : crossing;
      });
    }
  });
  const area = vertices.reduce((sum, x, k) => {
    const y = vertices[(k + 1) % vertices.length]!;
    return sum + (x[0]! * y[1]! - x[1]! * y[0]!) / 2;
  }, 0);
  return { vertices, area };
}

/** h_S(u) of the polygon. */
const width = (vertices: readonly Point[], u: Point): number =>
  vertices.reduce((h, x) => Math.max(h, x[0]! * u[0]! + x[1]! * u[1]!), 0);

/** Length of the facet with normal n and offset h, times |n|; 0 where the halfspace is redundant. */
function facetLength(vertices: readonly Point[], n: Point, h: number): number {
  const along = vertices.flatMap((x) =>
    Math.abs(n[0]! * x[0]! + n[1]! * x[1]! - h) < 1e-10 ? [n[0]! * x[1]! - n[1]! * x[0]!] : [],
  );
  return along.length < 2 ? 0 : Math.max(...along) - Math.min(...along);
}

/**
 * Gradient descent on log (avg of the offsets of the crystal's normals / sqrt area), which is log F where those offsets
 * are tight and larger elsewhere, and is differentiable: the area's derivative in an offset is the length of the two
 * facets.
 */
function descendOffsets(
  V: readonly Point[],
  extra: readonly Point[],
  start: readonly number[],
  rounds: number,
): Search {
  // vol(Pi_v S) in the plane is the width across v: 2 h_S(v turned by a right angle).
  const turned = V.map((v) => [-v[1]!, v[0]!]);
  const normals = [...turned, ...extra];
  const crystalSupport = (u: Point): number =>
    V.reduce((h, v) => h + Math.abs(v[0]! * u[0]! + v[1]! * u[1]!), 0) / V.length;
  const crystal = polygon(turned, turned.map(crystalSupport));
  const bound = Math.log(crystal.area) / 2;
  const objective = (offsets: readonly number[]) => {
    const { vertices, area } = polygon(normals, offsets);
    const average = turned.reduce((total, _, i) => total + 2 * offsets[i]!, 0) / V.length;
    const exact = turned.reduce((total, u) => total + 2 * width(vertices, u), 0) / V.length;
    const gradient = normals.map((n, i) => {
      const length = (2 * facetLength(vertices, n, offsets[i]!)) / Math.hypot(...n) ** 2;
      return (i < V.length ? 2 / V.length / average : 0) - length / area / 2;
    });
    const root = Math.log(area) / 2 + bound;
    return { value: Math.log(average) - root, true: Math.log(exact) - root, gradient, vertices, area };
  };
  let offsets = [...start];
  let at = objective(offsets);
  let least = at.true;
  let step = 0.5;
  for (let round = 0; round < rounds && step > 1e-12; round++) {
    const move = offsets.map((h, i) => h - step * at.gradient[i]!);
    const next = move.every((h) => h > 0) ? objective(move) : null;
    if (next === null || next.value > at.value) {
      step /= 2;
      continue;
    }
    [offsets, at] = [move, next];
    least = Math.min(least, at.true);
    step *= 1.3;
  }
  const scale = Math.sqrt(at.area / crystal.area);
  let distance = 0;
  for (let k = 0; k < 180; k++) {
    const u = [Math.cos((k * Math.PI) / 180), Math.sin((k * Math.PI) / 180)];
    distance = Math.max(distance, Math.abs(width(at.vertices, u) / scale / crystalSupport(u) - 1));
  }
  return { least: Math.exp(least), last: Math.exp(at.true), distance };
}

export function* searchPolygons({ seed, effort }: EvidenceContext): Generator<NumericInstance> {
  for (const [name, V] of [
    ['l1', axes(2)],
    ['linf', diagonals(2)],
  ] as const) {
    for (let i = 0; i < (effort === 'quick' ? 2 : 8); i++) {
      const random = randomStream(seed, i);
      const points = V.map((v) => v.map(Number));
      const extra = Array.from({ length: 5 }, () => unit(random, 2));
      const start = [...points, ...extra].map(() => 0.7 + 0.6 * random.uniform());
      const search = descendOffsets(points, extra, start, 2000);
      yield* report(`polygons against ${name}, start ${i}`, search);
    }
  }
}
