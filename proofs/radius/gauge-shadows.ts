/** Shadows of polygons and slopes of gauges by hand: edge by edge, by sums of signs and by cosines. */
import type { EvidenceContext, NumericInstance } from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { gaugeSlopes } from '../../src/noise/rate/gauge-slope.ts';
import { largestProjection } from '../../src/noise/rate/largest-projection.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { halfGammaRatio } from '../../src/numeric/special/half-gamma-ratio.ts';
import { logGamma } from '../../src/numeric/special/special.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

/** E|S| of d fair signs. */
export const meanWalk = (dim: number): number => {
  const n = dim - ((dim + 1) % 2);
  // n odd: (n + 1)/2 C(n, (n+1)/2)/2^{n-1}; of an even number the same as of one less.
  const m = (n + 1) / 2;
  return Math.exp(Math.log(2 * m) + logGamma(n + 1) - logGamma(m + 1) - logGamma(n - m + 1) - n * Math.LN2);
};

/** Corners of a symmetric polygon, one of each pair, in order of their angle. */
function drawnPolygon(random: RandomStream): (readonly [number, number])[] {
  const count = 2 + random.integer(4);
  return Array.from({ length: count }, (_, k) => {
    const angle = (Math.PI * (k + 0.5 * random.uniform())) / count;
    const size = 1 + 0.1 * random.uniform();
    return [size * Math.cos(angle), size * Math.sin(angle)] as const;
  });
}

/** Half of the edges of the hull of these and their opposites, by turning around; and the area. */
function edgesOf(corners: readonly (readonly [number, number])[]): {
  readonly edges: (readonly [number, number])[];
  readonly area: number;
} {
  const all = [...corners, ...corners.map(([x, y]) => [-x, -y] as const)];
  const hull = all.filter((c, i) => {
    const [a, b] = [all[(i + all.length - 1) % all.length]!, all[(i + 1) % all.length]!];
    return (c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0]) > 0;
  });
  const edges = hull.map((c, i) => {
    const next = hull[(i + 1) % hull.length]!;
    return [next[0] - c[0], next[1] - c[1]] as const;
  });
  const area = hull.reduce((sum, c, i) => {
    const next = hull[(i + 1) % hull.length]!;
    return sum + 0.5 * (c[0] * next[1] - c[1] * next[0]);
  }, 0);
  return { edges: edges.slice(0, edges.length / 2), area };
}

/** The largest of a function over the boundary of l_p, at 20,000 angles. */
function searched(p: number, f: (v: readonly [number, number]) => number): number {
  let best = 0;
  for (let k = 0; k < 20_000; k++) {
    const [x, y] = [Math.cos((k * Math.PI) / 20_000), Math.sin((k * Math.PI) / 20_000)];
    const size = p === Infinity ? Math.max(Math.abs(x), Math.abs(y)) : (Math.abs(x) ** p + Math.abs(y) ** p) ** (1 / p);
    best = Math.max(best, f([x / size, y / size]));
  }
  return best;
}

/** Shadows of polygons over their area, and the slope of their gauge edge by edge. */
export const polygons = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 20 }, (random): NumericInstance[] => {
    const corners = drawnPolygon(random);
    const { edges, area } = edgesOf(corners);
    const body = vPolytope(
      corners.flatMap(([x, y]) => [
        [x, y],
        [-x, -y],
      ]),
    );
    const p = [1, between(random, 1.05, 8), 2, Infinity][random.integer(4)]!;
    const ratioAlong = ([x, y]: readonly [number, number]): number =>
      edges.reduce((sum, [ex, ey]) => sum + Math.abs(x * ey - y * ex), 0) / area;
    const truth = searched(p, ratioAlong);
    const found = largestProjection(body, lpAdversary(p, 2));
    const label = `${JSON.stringify(corners)} along l${p}`;
    if (found === null) return [isTrue(`${label}: known`, false)];
    // e^{-r} of the polygon: E[1/S] = 1/2.
    const bound = levelSetNoise({ body, radial: 'exp(-r)' }, 2, { lambda: 1 }).rateBound(lpAdversary(p, 2));
    const laws = gaugeSlopes(body, lpAdversary(1, 2), found.upper).excesses;
    const x = 0.7 * random.uniform();
    // E(N - x)_+ along an axis: an edge weighs its triangle's share, its normal is over its distance from 0.
    const excesses = (
      [
        [1, 0],
        [0, 1],
      ] as const
    ).map(([u, v]) =>
      edges.reduce((sum, [ex, ey], i) => {
        const [cx, cy] = startOf(corners, edges, i);
        const triangle = 0.5 * Math.abs(cx * ey - cy * ex);
        const slope = Math.abs(u * ey - v * ex) / (2 * triangle);
        return sum + (triangle / area) * Math.max(0, slope - x);
      }, 0),
    );
    const library = laws.map((excess) => excess(x));
    return [
      atMost(`${label}: upper end`, truth, found.upper, 1e-12 * truth),
      atMost(`${label}: lower end`, found.lower, truth * (1 + 1e-6)),
      agrees(`${label}: value`, found.value, truth, 1e-6),
      atMost(`${label}: rate at one half`, 0.5 * truth, bound?.phi(0.5) ?? NaN, 1e-12),
      atMost(`${label}: rate at one half, near`, bound?.phi(0.5) ?? NaN, 0.5 * truth * (1 + 1e-5)),
      ...(p === 1
        ? [
            agrees(`${label}: slopes of the gauge beyond ${x}`, Math.max(...library), Math.max(...excesses), 1e-9),
            agrees(
              `${label}: slopes of the gauge beyond ${x}, the other axis`,
              Math.min(...library),
              Math.min(...excesses),
              1e-9,
            ),
          ]
        : []),
    ];
  }).flat();

/** The corner of the hull at which an edge begins: that after the edges before. */
function startOf(
  corners: readonly (readonly [number, number])[],
  edges: readonly (readonly [number, number])[],
  index: number,
): readonly [number, number] {
  const all = [...corners, ...corners.map(([x, y]) => [-x, -y] as const)];
  const first = all.find((c) =>
    all.some((b) => Math.abs(b[0] - c[0] - edges[0]![0]) < 1e-14 && Math.abs(b[1] - c[1] - edges[0]![1]) < 1e-14),
  )!;
  return edges.slice(0, index).reduce<readonly [number, number]>(([x, y], [ex, ey]) => [x + ex, y + ey], first);
}

/** Balls and cross-polytopes: cosines, and sums of signs, by hand. */
export const gauges = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 30 }, (random): NumericInstance[] => {
    const [dim, x] = [2 + random.integer(10), random.uniform()];
    let sum = 0;
    for (let code = 0; code < 2 ** dim; code++) {
      let at = -x * dim;
      for (let i = 0; i < dim; i++) at += (code >> i) & 1 ? 1 : -1;
      sum += Math.max(0, at);
    }
    const cross = gaugeSlopes(lpBall(1, dim), lpAdversary(Infinity, dim), (dim / 2) * meanWalk(dim)).excesses;
    const cube = gaugeSlopes(lpBall(Infinity, dim), lpAdversary(1, dim), 0.5).excesses;
    const ratio = (0.5 * dim * halfGammaRatio(dim)) / Math.sqrt(Math.PI);
    const ball = gaugeSlopes(lpBall(2, dim), lpAdversary(2, dim), ratio).excesses;
    // E(cos - x)_+ by the trapezoidal rule over the angle, smooth at both ends.
    const n = 4000;
    const weight = (angle: number): number => Math.sin(angle) ** (dim - 2);
    let [whole, beyond] = [0, 0];
    const end = Math.acos(x);
    for (let k = 0; k < n; k++) {
      const [all, part] = [(Math.PI * (k + 0.5)) / n, (end * (k + 0.5)) / n];
      whole += (Math.PI / n) * weight(all);
      beyond += (end / n) * weight(part) * (Math.cos(part) - x);
    }
    return [
      agrees(`cross-polytope, d = ${dim}, beyond ${x * dim}`, cross[0]!(x * dim), sum / 2 ** dim, 1e-8),
      ...cube.map((excess) => agrees(`cube, d = ${dim}, beyond ${x}`, excess(x), (1 - x) / (2 * dim), 1e-10)),
      agrees(`ball, d = ${dim}, beyond ${x}`, ball[0]!(x), beyond / whole, 1e-5),
    ];
  }).flat();
