/**
 * Named noises with random parameters, and random bodies, against brute force: integrals of their radial profiles,
 * cells on the line, facets found by trying all triples of points, determinants. Deterministic: no false alarms.
 */
import { describe, it } from 'vitest';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { volume } from '../../src/geometry/functionals/volume.ts';
import { factsOf } from '../../src/noise/facts.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { knownPhiHalf } from '../../src/vet/phi-half/known-phi-half.ts';
import { campaign, TIME, type Draw } from './campaign.ts';
import { CellGrowth, gridGrowth, integral, SHAPES } from './half-line-reference.ts';

interface Named {
  readonly spec: string;
  /** Radial profile, or marginal of a product. */
  readonly value: (t: number) => number;
  readonly norm: keyof typeof SHAPES | null;
  readonly decay: number;
}

const round = (x: number): number => Number(x.toPrecision(5));

function randomNamed(d: Draw, dim: number): Named {
  const norm = d.pick(['l1', 'l2', 'linf'] as const);
  switch (d.pick(['exp', 'exp', 'power', 'iid-exp', 'iid-pareto', 'uniform', 'gaussian', 'laplace'])) {
    case 'exp': {
      const k = round(d.between(0.4, 5));
      const j = norm === 'l1' ? 0 : round(d.pick([0, d.between(0, 0.9 * dim)]));
      return {
        spec: `exp:${norm},k=${k},j=${j}`,
        value: (t) => Math.exp(-j * Math.log(t) - t ** k),
        norm,
        decay: Infinity,
      };
    }
    case 'power': {
      const shape = norm === 'l1' ? 'l2' : norm;
      const k = shape === 'linf' ? 1 : round(d.between(0.7, 3));
      const a = round((dim + d.pick([d.between(0.3, 1.7), d.between(2.3, 20)])) / k);
      return {
        spec: shape === 'linf' ? `power:linf,a=${a}` : `power:l2,k=${k},a=${a}`,
        value: (t) => Math.exp(-a * (t > 1 ? k * Math.log(t) + Math.log1p(t ** -k) : Math.log1p(t ** k))),
        norm: shape,
        decay: a * k,
      };
    }
    case 'iid-exp': {
      const s = round(d.between(0.3, 6));
      return { spec: `iid-exp,s=${s}`, value: (t) => Math.exp(-(t ** s)), norm: null, decay: Infinity };
    }
    case 'iid-pareto': {
      const a = round(d.pick([d.between(0.3, 1.7), d.between(2.3, 9)]));
      return { spec: `iid-pareto,a=${a}`, value: (t) => Math.exp(-(a + 1) * Math.log1p(t)), norm: null, decay: a + 1 };
    }
    case 'uniform':
      return { spec: `uniform:${norm}`, value: (t) => (t < 1 ? 1 : 0), norm, decay: Infinity };
    case 'gaussian':
      return { spec: 'gaussian', value: (t) => Math.exp(-0.5 * t * t), norm: 'l2', decay: Infinity };
    default:
      return { spec: 'laplace', value: (t) => Math.exp(-t), norm: 'l1', decay: Infinity };
  }
}

describe('random noises and bodies', () => {
  it('named noises', { timeout: TIME }, () => {
    campaign('named noises', { ordinary: 40, long: 600 }, (draw, tally, index) => {
      const dim = draw.pick([1, 1, 2, 3, 4]);
      const { spec, value, norm, decay } = randomNamed(draw, dim);
      tally.at(`case ${index} (${spec}, d ${dim})`);
      const noise = parseNoise(spec, dim, { lambda: 1 });
      const known = { value, features: [{ at: 1, width: 0 }] };
      const m = norm === null ? 1 : dim;
      const mass = integral(known, m - 1);
      if (decay > m + 2.1) {
        const mean = integral(known, m + 1) / mass;
        const square = norm === null ? mean : (mean * SHAPES[norm].square(dim) * (dim + 2)) / dim / dim;
        tally.holds('sigma', Math.sqrt(square), factsOf(noise).sigma, 1e-9);
      } else if (decay < m + 1.9) tally.require('no variance', noise.sigma === Infinity, `sigma is ${noise.sigma}`);
      const adversary = { kind: 'lp', p: draw.pick([1, 1, 1, 2]), dim } as const;
      const pole = value(1e-100) > 2 * value(1e-9);
      if (!pole && adversary.p === 1) {
        const shape = norm === null ? null : SHAPES[norm];
        const phi =
          shape === null || dim === 1
            ? value(1e-300) / (2 * mass)
            : ((shape.volume(dim - 1) / shape.volume(dim)) * (dim - 1) * integral(known, dim - 2)) / (dim * mass);
        const found = knownPhiHalf(noise, adversary);
        if (found !== null) tally.holds('Phi(1/2)', phi, found, 1e-9);
      }
      const rho = draw.pick([draw.between(0.501, 0.6), draw.between(0.6, 0.95), 1 - draw.decade(-5, -2)]);
      const { radius } = certifiedRadius(noise, adversary, rho);
      if (!(radius > 0)) return;
      if (norm === null || dim === 1) {
        const least = new CellGrowth(known, integral(known, 0)).at(1 - rho, radius);
        tally.require('radius', least <= 0.5 + 3e-11, `G(${1 - rho}, ${radius}) >= ${least} against l${adversary.p}`);
      } else if (!pole && decay > dim + 6 && rho < 0.98) {
        const extent = Math.sqrt(integral(known, dim + 1) / mass) * (decay < Infinity ? 12 : 5);
        const about = gridGrowth(value, SHAPES[norm], dim, extent, 1 - rho, radius);
        tally.require('radius in the plane and in space', about <= 0.51, `G(${1 - rho}, ${radius}) is about ${about}`);
      }
    });
  });

  it('polytopes, zonotopes, ellipsoids and their images in space', { timeout: TIME }, () => {
    campaign('bodies', { ordinary: 30, long: 400 }, (draw, tally, index) => {
      const v = [draw.normal(), draw.normal(), draw.normal()];
      const compare = (what: string, body: ConvexBody, truth: Measured): void => {
        tally.at(`case ${index} (${what})`);
        tally.holds('volume', truth.volume, volume(body), 1e-10);
        const seen = projectionRatio(body, v);
        tally.holds('shadow', truth.shadow(v) / truth.volume, seen, 1e-10);
        const noise = uniform(body, 3, { lambda: 1 });
        tally.holds('sigma', Math.sqrt(truth.square / truth.volume / 3), factsOf(noise).sigma, 1e-9);
        const steepest = Math.max(...AXES.map((e) => truth.shadow(e))) / truth.volume;
        const phi = knownPhiHalf(noise, { kind: 'lp', p: 1, dim: 3 });
        if (phi !== null) tally.holds('Phi(1/2)', steepest, phi, 1e-10);
        // At rho the mass that an axis shift of R moves out is at most rho - 1/2, and by concavity at least R
        // steepest/8 for small R.
        const { radius } = certifiedRadius(noise, { kind: 'lp', p: 1, dim: 3 }, 0.51);
        tally.require('radius', radius * steepest <= 0.012, `${radius} with slope ${steepest}`);
      };
      const matrix = randomMatrix(draw);
      const image = (truth: Measured): Measured => {
        const [factor, inverse] = [Math.abs(det(...columns(matrix))), invert(matrix)];
        return {
          volume: factor * truth.volume,
          shadow: (w) => factor * truth.shadow(apply(inverse, w)),
          square: NaN,
        };
      };
      const kind = draw.pick(['polytope', 'zonotope', 'ellipsoid', 'halfspaces']);
      if (kind === 'ellipsoid') {
        const inverse = invert(matrix);
        const size = Math.abs(det(...columns(matrix)));
        compare('ellipsoid', ellipsoid(matrix), {
          volume: (4 / 3) * Math.PI * size,
          shadow: (w) => Math.PI * size * Math.hypot(...apply(inverse, w)),
          square: ((4 / 3) * Math.PI * size * matrix.flat().reduce((sum, x) => sum + x * x, 0)) / 5,
        });
        return;
      }
      const points = Array.from({ length: draw.integer(3, 7) }, () => [0, 0, 0].map(() => round(draw.normal())));
      if (kind === 'zonotope') {
        const body = zonotope(points);
        const corners = signSums(points);
        compare('zonotope', body, measured(corners));
        const listed = extremePoints(body);
        if (listed !== null) compare('zonotope by its points', vPolytope(listed.map((p) => [...p])), measured(corners));
        const sum = 8 * triples(points).reduce((total, [a, b, c]) => total + Math.abs(det(a, b, c)), 0);
        tally.holds('volume by determinants', sum, volume(body), 1e-10);
        return;
      }
      const both = [...points, ...points.map((p) => p.map((x) => -x))];
      if (kind === 'halfspaces') {
        // The polar of the hull: vertices are the facets' normals.
        const body = hPolytope(
          both,
          both.map(() => 1),
        );
        compare('halfspaces', body, measured(facets(both).map(({ normal, height }) => normal.map((x) => x / height))));
        return;
      }
      const body = vPolytope(both);
      const truth = measured(both);
      compare('polytope', body, truth);
      const moved = linearImage(matrix, body);
      tally.at(`case ${index} (image)`);
      tally.holds('volume', image(truth).volume, volume(moved), 1e-9);
      tally.holds('shadow', image(truth).shadow(v) / image(truth).volume, projectionRatio(moved, v), 1e-9);
      const factor = draw.decade(-3, 3);
      tally.holds('volume', factor ** 3 * truth.volume, volume(scaled(body, factor)), 1e-9);
    });
  });
});

type Vec = readonly number[];
interface Measured {
  readonly volume: number;
  readonly shadow: (v: Vec) => number;
  /** int |x|^2. */
  readonly square: number;
}

const AXES = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // prettier-ignore
const dot = (a: Vec, b: Vec): number => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
const minus = (a: Vec, b: Vec): number[] => a.map((x, i) => x - b[i]!);
const cross = (a: Vec, b: Vec): number[] => [
  a[1]! * b[2]! - a[2]! * b[1]!,
  a[2]! * b[0]! - a[0]! * b[2]!,
  a[0]! * b[1]! - a[1]! * b[0]!,
];
const det = (a: Vec, b: Vec, c: Vec): number => dot(a, cross(b, c));
const columns = (m: readonly Vec[]): [Vec, Vec, Vec] => [
  m.map((row) => row[0]!),
  m.map((row) => row[1]!),
  m.map((row) => row[2]!),
];
const apply = (m: readonly Vec[], v: Vec): number[] => m.map((row) => dot(row, v));

function invert(m: readonly Vec[]): number[][] {
  const [a, b, c] = columns(m);
  const size = det(a, b, c);
  return [cross(b, c), cross(c, a), cross(a, b)].map((row) => row.map((x) => x / size));
}

function randomMatrix(draw: Draw): number[][] {
  for (;;) {
    const m = [0, 1, 2].map(() => [0, 1, 2].map(() => round(draw.normal())));
    if (Math.abs(det(...columns(m))) > 0.2) return m;
  }
}

function triples(points: readonly Vec[]): [Vec, Vec, Vec][] {
  const found: [Vec, Vec, Vec][] = [];
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++)
      for (let k = j + 1; k < points.length; k++) found.push([points[i]!, points[j]!, points[k]!]);
  return found;
}

/**
 * Corners of sum [-1, 1] g: those sums of +-g that some direction prefers (normals of pairs, moved a little all ways).
 */
function signSums(generators: readonly Vec[]): number[][] {
  const found: number[][] = [];
  for (let mask = 0; mask < 1 << generators.length; mask++) {
    found.push([0, 1, 2].map((i) => generators.reduce((sum, g, k) => sum + (mask & (1 << k) ? g[i]! : -g[i]!), 0)));
  }
  return found;
}

interface Facet {
  readonly normal: number[];
  readonly height: number;
  readonly corners: readonly Vec[];
}

/** Facets of the hull of points that contain 0: planes through three of them with all others on one side. */
function facets(points: readonly Vec[]): Facet[] {
  const found = new Map<string, Facet>();
  for (const [a, b, c] of triples(points)) {
    const product = cross(minus(b, a), minus(c, a));
    const size = Math.hypot(...product);
    if (size < 1e-9) continue;
    const side = dot(product, a) < 0 ? -1 : 1;
    const normal = product.map((x) => (side * x) / size);
    const height = dot(normal, a);
    if (height < 1e-9 || points.some((p) => dot(normal, p) > height + 1e-8)) continue;
    const key = normal.map((x) => Math.round(x * 1e6)).join(' ');
    if (found.has(key)) continue;
    found.set(key, { normal, height, corners: points.filter((p) => dot(normal, p) > height - 1e-8) });
  }
  return [...found.values()];
}

/** Volume, shadows and second moment from the facets: pyramids with apex 0, fans of triangles. */
function measured(points: readonly Vec[]): Measured {
  let [whole, square] = [0, 0];
  const areas: { normal: number[]; area: number }[] = [];
  for (const { normal, height, corners } of facets(points)) {
    const centre = [0, 1, 2].map((i) => corners.reduce((sum, p) => sum + p[i]! / corners.length, 0));
    const first = minus(corners[0]!, centre);
    const second = cross(normal, first);
    const angle = (p: Vec): number => Math.atan2(dot(minus(p, centre), second), dot(minus(p, centre), first));
    const outline = hullOrder(
      [...corners].sort((a, b) => angle(a) - angle(b)),
      normal,
    );
    let area = 0;
    for (let i = 1; i + 1 < outline.length; i++) {
      const [a, b, c] = [outline[0]!, outline[i]!, outline[i + 1]!];
      area += 0.5 * Math.hypot(...cross(minus(b, a), minus(c, a)));
      const part = Math.abs(det(a, b, c)) / 6;
      const sum = [0, 1, 2].map((k) => a[k]! + b[k]! + c[k]!);
      square += (part / 20) * (dot(a, a) + dot(b, b) + dot(c, c) + dot(sum, sum));
    }
    whole += (height * area) / 3;
    areas.push({ normal, area });
  }
  return {
    volume: whole,
    shadow: (v) => 0.5 * areas.reduce((sum, { normal, area }) => sum + Math.abs(dot(normal, v)) * area, 0),
    square,
  };
}

/** Points of a facet that are sorted by angle, less those inside. */
function hullOrder(points: Vec[], normal: Vec): Vec[] {
  const kept = [...points];
  for (let i = 0; kept.length > 3 && i < kept.length;) {
    const n = kept.length;
    const [a, b, c] = [kept[(i + n - 1) % n]!, kept[i]!, kept[(i + 1) % n]!];
    if (dot(normal, cross(minus(b, a), minus(c, b))) <= 1e-12) {
      kept.splice(i, 1);
      i = Math.max(0, i - 1);
    } else i++;
  }
  return kept;
}
