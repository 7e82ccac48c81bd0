/** Polygons and step densities worked out by hand: what vetting is compared with, sharing no code with the library. */

export type Point = readonly [number, number];

/** Corners counterclockwise (monotone chain). */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (all: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const p of all) {
      while (kept.length > 1 && turn(kept.at(-2)!, kept.at(-1)!, p) <= 0) kept.pop();
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain([...sorted].reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

const edges = (corners: readonly Point[]): [Point, Point][] =>
  corners.map((p, i) => [p, corners[(i + 1) % corners.length]!]);

export function area(corners: readonly Point[]): number {
  return edges(corners).reduce((sum, [[a, b], [c, d]]) => sum + 0.5 * (a * d - b * c), 0);
}

/** E|x|^2 of the uniform law, by the triangles with the origin. */
export function secondMoment(corners: readonly Point[]): number {
  const sum = edges(corners).reduce(
    (total, [[a, b], [c, d]]) => total + ((a * d - b * c) * (a * a + a * c + c * c + b * b + b * d + d * d)) / 12,
    0,
  );
  return sum / area(corners);
}

function support(corners: readonly Point[], [x, y]: Point): number {
  return Math.max(...corners.map(([a, b]) => a * x + b * y));
}

/** vol(Pi_v K): the width across v. */
export function shadow(corners: readonly Point[], [x, y]: Point): number {
  return 2 * support(corners, [-y, x]);
}

/** |K n (K + v)| over |K|, by clipping (Sutherland and Hodgman). */
export function overlap(corners: readonly Point[], [x, y]: Point): number {
  let clipped: Point[] = corners.map(([a, b]) => [a + x, b + y]);
  for (const [from, to] of edges(corners)) {
    clipped = edges(clipped).flatMap(([p, q]): Point[] => {
      const [here, there] = [turn(from, to, p), turn(from, to, q)];
      const kept: Point[] = here >= 0 ? [p] : [];
      if (here >= 0 === there >= 0) return kept;
      const t = here / (here - there);
      return [...kept, [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]];
    });
    if (clipped.length < 3) return 0;
  }
  return area(clipped) / area(corners);
}

/** The r at which the overlap along v has fallen to the level. */
export function overlapRadius(corners: readonly Point[], [x, y]: Point, level: number): number {
  let [low, high] = [0, 1];
  while (overlap(corners, [x * high, y * high]) > level) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (overlap(corners, [x * middle, y * middle]) > level) low = middle;
    else high = middle;
  }
  return high;
}

/** An even density on the line with the given heights up to each end, in |x|; not normalized. */
export interface Steps {
  readonly ends: readonly number[];
  readonly heights: readonly number[];
}

export function stepMass({ ends, heights }: Steps): number {
  return heights.reduce((sum, h, i) => sum + 2 * h * (ends[i]! - (ends[i - 1] ?? 0)), 0);
}

export function stepFormula({ ends, heights }: Steps): string {
  return heights
    .map((h, i) => `${h}*max(0, sign((${ends[i]!}-abs(x))*(abs(x)-${i === 0 ? -1 : ends[i - 1]!})))`)
    .join(' + ');
}

/** int |{q > t}|^{(d-1)/d} dt of the product of d such densities: boxes of constant density, the highest first. */
export function stepVolumes(steps: Steps, dim: number): number {
  const mass = stepMass(steps);
  let boxes = [{ height: 1, volume: 1 }];
  for (let i = 0; i < dim; i++) {
    boxes = boxes.flatMap((box) =>
      steps.heights.map((h, k) => ({
        height: (box.height * h) / mass,
        volume: box.volume * 2 * (steps.ends[k]! - (steps.ends[k - 1] ?? 0)),
      })),
    );
  }
  boxes.sort((a, b) => b.height - a.height);
  let [total, volume] = [0, 0];
  boxes.forEach((box, i) => {
    volume += box.volume;
    total += volume ** ((dim - 1) / dim) * (box.height - (boxes[i + 1]?.height ?? 0));
  });
  return total;
}

/** G(p, r) on the line by Neyman and Pearson: cells of constant likelihood ratio, the largest ratios first. */
export function stepGrowth(steps: Steps, r: number, p: number): number {
  const mass = stepMass(steps);
  const at = (x: number): number => (steps.heights[steps.ends.findIndex((end) => Math.abs(x) < end)] ?? 0) / mass;
  const corners = steps.ends.flatMap((end) => [-end, end, -end + r, end + r]);
  const cuts = [...new Set([...corners, 0, r])].sort((a, b) => a - b);
  const cells = cuts.slice(1).map((right, i) => {
    const middle = 0.5 * (right + cuts[i]!);
    const width = right - cuts[i]!;
    return { before: at(middle) * width, after: at(middle - r) * width };
  });
  cells.sort((a, b) => b.after * a.before - a.after * b.before);
  let [left, growth] = [p, 0];
  for (const { before, after } of cells) {
    const share = before <= left ? 1 : left / before;
    growth += share * after;
    left -= share * before;
  }
  return Math.min(1, growth);
}
