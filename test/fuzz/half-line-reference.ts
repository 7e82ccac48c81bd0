/**
 * Integrals, variation and Neyman-Pearson sets of functions on the half-line whose features are known: brute force,
 * sharing nothing with the library. Gauss-Legendre with 16 points on panels that start at every feature and are halved
 * until they agree.
 */

export interface Known {
  readonly value: (t: number) => number;
  readonly features: readonly { readonly at: number; readonly width: number }[];
}

const POINTS = 16;
const [NODES, WEIGHTS] = legendre(POINTS);

/** Nodes and weights on [-1, 1], by Newton's method. */
function legendre(n: number): [number[], number[]] {
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 50; step++) {
      let [p, q] = [1, 0];
      for (let k = 1; k <= n; k++) [p, q] = [((2 * k - 1) * x * p - (k - 1) * q) / k, p];
      slope = (n * (x * p - q)) / (x * x - 1);
      x -= p / slope;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return [nodes, weights];
}

function rule(f: (t: number) => number, left: number, right: number): number {
  const half = 0.5 * (right - left);
  const middle = left + half;
  let sum = 0;
  for (let i = 0; i < POINTS; i++) sum += WEIGHTS[i]! * f(middle + half * NODES[i]!);
  return sum * half;
}

/** Relative differences below this that halving does not lessen are rounding of f (a bump far out knows few digits). */
const NOISE = 1e-11;

/**
 * int_left^right f, halved until 16 points agree with twice 16, or differ by rounding alone; `before` is by how much
 * the whole differed.
 */
function panelIntegral(
  f: (t: number) => number,
  left: number,
  right: number,
  floor: number,
  depth = 0,
  before = Infinity,
): number {
  const middle = left + 0.5 * (right - left);
  const whole = rule(f, left, right);
  const [a, b] = [rule(f, left, middle), rule(f, middle, right)];
  const size = Math.abs(a + b);
  const difference = Math.abs(a + b - whole);
  if (
    depth > 30 ||
    difference <= Math.max(floor, 3e-14 * size) ||
    (difference <= NOISE * size && difference > 0.2 * before) ||
    !(middle > left && middle < right)
  )
    return a + b;
  return (
    panelIntegral(f, left, middle, floor, depth + 1, difference) +
    panelIntegral(f, middle, right, floor, depth + 1, difference)
  );
}

/** Where panels start: decades, features, and their neighbourhoods. */
function panelEnds({ features, value }: Known, least = value(1e-300) < 1e300 ? -300 : -80, most = 120): number[] {
  const ends = new Set<number>();
  for (let k = 4 * least; k <= 4 * most; k++) if (k % 4 === 0 || Math.abs(k) < 24) ends.add(10 ** (k / 4));
  for (const { at, width } of features) {
    ends.add(at);
    if (width === 0) continue;
    for (const by of [0.5, 1, 2, 4, 7, 12, 20, 40, 100])
      for (const side of [-1, 1]) if (at + side * by * width > 0) ends.add(at + side * by * width);
  }
  return [...ends].sort((a, b) => a - b);
}

/** int_0^inf t^power f(t) dt. */
export function integral(known: Known, power: number): number {
  const f = (t: number): number => {
    const y = known.value(t);
    if (!Number.isFinite(y)) throw new Error(`no number at ${t}`);
    return y === 0 ? 0 : y * t ** power;
  };
  const ends = panelEnds(known);
  const rough = ends.slice(1).reduce((sum, right, i) => sum + Math.abs(rule(f, ends[i]!, right)), 0);
  // Small terms first.
  const parts = ends.slice(1).map((right, i) => panelIntegral(f, ends[i]!, right, 1e-16 * rough));
  return parts.sort((a, b) => Math.abs(a) - Math.abs(b)).reduce((a, b) => a + b, 0);
}

/**
 * The total variation of f on the half-line, jumps included, from points as fine as wanted: never above the true one
 * but for rounding.
 */
export function variation(known: Known): number {
  const { value } = known;
  const points: number[] = [];
  const values: number[] = [];
  const add = (t: number): void => {
    const y = value(t);
    // Two points a bit apart, on either side of a panel's end, hide a top between them and a neighbour (case 1286).
    const last = values.at(-1);
    if (last !== undefined && Math.abs(y - last) <= 4e-16 * Math.abs(y)) return;
    points.push(t);
    values.push(y);
  };
  const ends = panelEnds(known, -300, 30);
  for (const [i, left] of ends.entries()) {
    const right = ends[i + 1];
    if (right === undefined) break;
    const [from, to] = [left * (1 + 4e-16), right * (1 - 2e-16)];
    // Between two points with a kink and an extreme among them a little is missed: 5e-6 of case 360 at ten times the
    // step.
    const parts = Math.min(10_000, Math.max(40, Math.ceil((to - from) / 0.001)));
    for (let k = 0; k <= parts; k++) add(Math.min(to, from + (k / parts) * (to - from)));
  }
  let sum = 0;
  for (let i = 1; i < points.length; i++) {
    sum += Math.abs(values[i]! - values[i - 1]!);
    const after = values[i + 1];
    if (after === undefined) continue;
    // A hump or a dip: its top is sought.
    const rise = values[i]! - values[i - 1]!;
    if (rise * (after - values[i]!) < 0) {
      const side = Math.sign(rise);
      const top = extreme((t) => side * value(t), points[i - 1]!, points[i + 1]!, side * values[i]!);
      sum += 2 * Math.max(0, top - side * values[i]!);
    }
  }
  // What is left beyond the last point.
  return sum + values.at(-1)!;
}

function extreme(f: (t: number) => number, left: number, right: number, known: number): number {
  const golden = 0.6180339887498949;
  let [a, b, best] = [left, right, known];
  for (let i = 0; i < 90; i++) {
    const [c, d] = [b - golden * (b - a), a + golden * (b - a)];
    const [y, z] = [f(c), f(d)];
    best = Math.max(best, y, z);
    if (y >= z) b = d;
    else a = c;
  }
  return best;
}

/**
 * A lower bound of the growth function G(p, r) of the even density f(|x|)/(2 int f): the line is cut into cells, and
 * what a test that sees only the cells gains is not above what the best test gains. The masses of the cells are
 * Gauss-Legendre's.
 */
export class CellGrowth {
  private readonly ends: readonly number[];
  private readonly f: (x: number) => number;
  private readonly cells: number;

  constructor(known: Known, total: number, cells = 1500) {
    this.cells = cells;
    this.f = (x) => known.value(Math.abs(x)) / (2 * total);
    const half = panelEnds(known, -8, 9);
    this.ends = [...half.map((t) => -t).reverse(), 0, ...half];
  }

  at(p: number, r: number): number {
    const merged = [...new Set([...this.ends, ...this.ends.map((x) => x + r)])].sort((a, b) => a - b);
    const coarse = merged.slice(1).map((right, i) => ({ left: merged[i]!, right, mass: this.mass(merged[i]!, right) }));
    const pairs: { mass: number; moved: number }[] = [];
    for (const { left, right, mass } of coarse) {
      const moved = this.mass(left - r, right - r);
      const parts = Math.min(200, Math.max(1, Math.ceil(this.cells * Math.max(mass, moved))));
      for (let k = 0; k < parts; k++) {
        const [a, b] = [left + (k / parts) * (right - left), left + ((k + 1) / parts) * (right - left)];
        pairs.push(parts === 1 ? { mass, moved } : { mass: this.mass(a, b), moved: this.mass(a - r, b - r) });
      }
    }
    pairs.sort((a, b) => b.moved * a.mass - a.moved * b.mass);
    let [left, gained] = [p, 0];
    for (const { mass, moved } of pairs) {
      if (mass <= left) {
        left -= mass;
        gained += moved;
      } else {
        gained += (moved * left) / mass;
        break;
      }
    }
    return gained;
  }

  private mass(left: number, right: number): number {
    return Math.max(0, rule(this.f, left, right));
  }
}

/**
 * Unit balls of l1, l2, linf: their volumes, shadows along e_1, E|Y|_2^2 for Y uniform, and the norm of (x_1, rest)
 * from its parts.
 */
export interface ShapeReference {
  readonly volume: (d: number) => number;
  readonly square: (d: number) => number;
  readonly join: (first: number, rest: number) => number;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
const ball = (d: number): number => (d === 0 ? 1 : d === 1 ? 2 : (2 * Math.PI * ball(d - 2)) / d);

export const SHAPES: Readonly<Record<'l1' | 'l2' | 'linf', ShapeReference>> = {
  l1: {
    volume: (d) => 2 ** d / factorial(d),
    square: (d) => (2 * d) / ((d + 1) * (d + 2)),
    join: (a, b) => Math.abs(a) + b,
  },
  l2: { volume: ball, square: (d) => d / (d + 2), join: (a, b) => Math.hypot(a, b) },
  linf: { volume: (d) => 2 ** d, square: (d) => d / 3, join: (a, b) => Math.max(Math.abs(a), b) },
};

/**
 * About G(p, r e_1) of f(|x|)/Z in dimension d >= 2, from a grid over x_1 and the size of the rest: an estimate to some
 * 1e-3 for profiles without narrow features.
 */
export function gridGrowth(
  f: (t: number) => number,
  shape: ShapeReference,
  d: number,
  extent: number,
  p: number,
  r: number,
): number {
  const [across, along] = [240, 600];
  const pairs: { here: number; there: number }[] = [];
  let total = 0;
  const step = (2 * extent + r) / along;
  for (let i = 0; i < across; i++) {
    // Denser near 0.
    const u = (i + 0.5) / across;
    const s = extent * u * u;
    const weight = s ** (d - 2) * 2 * extent * u;
    for (let k = 0; k < along; k++) {
      const x = -extent + (k + 0.5) * step;
      const here = weight * f(shape.join(x, s));
      const there = weight * f(shape.join(x - r, s));
      if (here > 0 || there > 0) pairs.push({ here, there });
      total += here;
    }
  }
  pairs.sort((a, b) => b.there * a.here - a.there * b.here);
  let [left, gained] = [p * total, 0];
  for (const { here, there } of pairs) {
    if (here > left) {
      gained += there * (left / here);
      break;
    }
    left -= here;
    gained += there;
  }
  return gained / total;
}

/** The t with int_t^inf f = mass. */
export function quantile(known: Known, mass: number): number {
  const beyond = (t: number): number =>
    integral({ value: (s) => (s > t ? known.value(s) : 0), features: [...known.features, { at: t, width: 0 }] }, 0);
  let [low, high] = [1e-12, 1e12];
  for (let i = 0; i < 200 && high / low > 1 + 1e-12; i++) {
    const middle = Math.sqrt(low * high);
    if (beyond(middle) > mass) low = middle;
    else high = middle;
  }
  return low;
}

/** Cells of one coordinate at most. */
const LEVEL_CELLS = 900;

/**
 * J = int |{q > t}|^{1/2} dt of the product of two such densities, each even, from cells sorted by their means: about
 * 1e-3.
 */
export function levelsOfProduct(parts: readonly Known[], halves: readonly number[]): number {
  const cells = parts.map((known, i) => {
    const list = panelEnds(known, -8, 9)
      .slice(1)
      .map((right, k, ends) => ({ left: k === 0 ? 0 : ends[k - 1]!, right, mass: 0 }));
    const f = (t: number): number => known.value(t) / (2 * halves[i]!);
    for (const cell of list) cell.mass = Math.max(0, rule(f, cell.left, cell.right));
    const kept = list.filter(({ mass }) => mass > 1e-12);
    return kept.flatMap(({ left, right, mass }) => {
      const n = Math.max(1, Math.min(60, Math.ceil(LEVEL_CELLS * mass)));
      return Array.from({ length: n }, (_, k) => {
        const [a, b] = [left + ((right - left) * k) / n, left + ((right - left) * (k + 1)) / n];
        return { width: b - a, mean: Math.max(0, rule(f, a, b)) / (b - a) };
      });
    });
  });
  const pairs = cells[0]!.flatMap((a) => cells[1]!.map((b) => ({ q: a.mean * b.mean, volume: 4 * a.width * b.width })));
  pairs.sort((a, b) => b.q - a.q);
  let [sum, volume] = [0, 0];
  for (const pair of pairs) {
    const before = Math.sqrt(volume);
    volume += pair.volume;
    sum += pair.q * (Math.sqrt(volume) - before);
  }
  return sum;
}

/**
 * E max(|s|, w |t|) of the scores s and t of two such densities, jumps included: about 1e-3, from below, for the slope
 * of a cell is taken at its mean.
 */
export function meanLargerSlope(parts: readonly [Known, Known], halves: readonly number[], w: number): number {
  const [first, second] = parts.map((known, i) => slopeCells(known, halves[i]!)) as [SlopeCell[], SlopeCell[]];
  let sum = 0;
  for (const a of first)
    for (const b of second) sum += Math.max(Math.abs(a.change) * b.mass, w * a.mass * Math.abs(b.change));
  return sum;
}

interface SlopeCell {
  readonly mass: number;
  readonly change: number;
}

/** Masses and changes of f/int f over cells, and jumps between them as cells without mass. */
function slopeCells(known: Known, half: number): SlopeCell[] {
  const f = (t: number): number => known.value(t) / half;
  const ends = panelEnds(known, -8, 9);
  const found: SlopeCell[] = [];
  let before = f(ends[0]! * (1 + 4e-16));
  const add = (left: number, right: number): void => {
    const [start, end] = [left * (1 + 4e-16), right * (1 - 2e-16)];
    // A jump and a crossing at it, a bit apart.
    if (!(end > start)) return;
    const [from, to] = [f(start), f(end)];
    if (from !== before) found.push({ mass: 0, change: from - before });
    found.push({ mass: Math.max(0, rule(f, left, right)), change: to - from });
    before = to;
  };
  for (const [i, left] of ends.entries()) {
    const right = ends[i + 1];
    if (right === undefined) break;
    const [mass, change] = [rule(f, left, right), Math.abs(f(right) - f(left))];
    const n = Math.max(2, Math.min(40, Math.ceil(400 * mass), Math.ceil(40 * change * (right - left) + 400 * mass)));
    for (let k = 0; k < n; k++) add(left + ((right - left) * k) / n, left + ((right - left) * (k + 1)) / n);
  }
  return found.filter(({ mass, change }) => mass > 1e-12 || change !== 0);
}
