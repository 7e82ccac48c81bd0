/** Contours of a function of the plane whose level sets need not be star-shaped: marching squares, linked into loops. */

type Point = readonly [number, number];

/** Points of the grid along each axis. */
const GRID = 161;

/** The closed curves around { f >= level } inside [-reach, reach]^2, in no particular order. */
export function contourLoops(f: (x: number, y: number) => number, level: number, reach: number): Point[][] {
  const at = (i: number): number => -reach + (2 * reach * i) / (GRID - 1);
  // -Infinity outside the support would spoil interpolation; any finite value far below the level will do.
  const values = Array.from({ length: GRID }, (_, j) =>
    Array.from({ length: GRID }, (_, i) => Math.max(-50, Math.min(50, f(at(i), at(j)) - level))),
  );
  // Outside the frame counts as below, so that every curve closes.
  const value = (i: number, j: number): number =>
    i <= 0 || j <= 0 || i >= GRID - 1 || j >= GRID - 1 ? -1 : values[j]![i]!;
  const points = new Map<string, Point>();
  const next = new Map<string, string[]>();
  const cross = (i: number, j: number, k: number, l: number): string => {
    const key = `${i},${j},${k},${l}`;
    if (!points.has(key)) {
      const [a, b] = [value(i, j), value(k, l)];
      const t = a / (a - b);
      points.set(key, [at(i) + t * (at(k) - at(i)), at(j) + t * (at(l) - at(j))]);
    }
    return key;
  };
  const join = (a: string, b: string): void => {
    next.set(a, [...(next.get(a) ?? []), b]);
    next.set(b, [...(next.get(b) ?? []), a]);
  };
  for (let j = 0; j < GRID - 1; j++) {
    for (let i = 0; i < GRID - 1; i++) {
      const inside = [value(i, j), value(i + 1, j), value(i + 1, j + 1), value(i, j + 1)].map((v) => v >= 0);
      const edges = [
        inside[0] === inside[1] ? null : cross(i, j, i + 1, j),
        inside[1] === inside[2] ? null : cross(i + 1, j, i + 1, j + 1),
        inside[3] === inside[2] ? null : cross(i, j + 1, i + 1, j + 1),
        inside[0] === inside[3] ? null : cross(i, j, i, j + 1),
      ].filter((edge) => edge !== null);
      for (let e = 0; e + 1 < edges.length; e += 2) join(edges[e]!, edges[e + 1]!);
    }
  }
  return linked(points, next);
}

function linked(points: ReadonlyMap<string, Point>, next: Map<string, string[]>): Point[][] {
  const loops: Point[][] = [];
  const used = new Set<string>();
  for (const start of next.keys()) {
    const loop: Point[] = [];
    for (let key: string | undefined = start; key !== undefined && !used.has(key);) {
      used.add(key);
      loop.push(points.get(key)!);
      key = next.get(key)!.find((other) => !used.has(other));
    }
    if (loop.length > 2) loops.push(loop);
  }
  return loops;
}
