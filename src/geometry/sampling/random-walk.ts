/**
 * Random walks with the uniform law on a convex body as their limit: hit-and-run (Smith 1984), its coordinate version
 * on {|A x| <= 1} with A x kept up to date, and the billiard walk (Gryazina and Polyak 2014).
 */
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import type { ConvexBody } from '../body.ts';
import { rayLength } from '../covariogram/ray-length.ts';

/** A walk inside a body; `position` is live. */
export interface Walk {
  readonly position: Float64Array;
  /** One step. */
  step(random: RandomStream): void;
}

/** Steps to the uniform law on a random chord through the point. */
export class HitAndRun implements Walk {
  readonly position: Float64Array;
  private readonly body: ConvexBody;
  private readonly direction: Float64Array;
  private readonly backward: Float64Array;

  constructor(body: ConvexBody, start: Float64Array) {
    this.body = body;
    this.position = Float64Array.from(start);
    this.direction = new Float64Array(body.dim);
    this.backward = new Float64Array(body.dim);
  }

  step(random: RandomStream): void {
    const { position, direction, backward, body } = this;
    for (let i = 0; i < position.length; i++) {
      direction[i] = random.normal();
      backward[i] = -direction[i]!;
    }
    const ahead = rayLength(body, position, direction);
    const behind = rayLength(body, position, backward);
    const t = -behind + random.uniformOpen() * (ahead + behind);
    // Not onto the boundary itself, where rounding could put the point outside.
    const moved = Math.max(-behind * (1 - 1e-12), Math.min(ahead * (1 - 1e-12), t));
    for (let i = 0; i < position.length; i++) position[i] = position[i]! + moved * direction[i]!;
  }
}

/** Moves along a straight line of exponential length, reflected at the boundary; needs the body's gauge gradient. */
export class BilliardWalk implements Walk {
  readonly position: Float64Array;
  private readonly body: ConvexBody;
  private readonly scale: number;
  private readonly direction: Float64Array;
  /** Reflections after which a step is given up and the point stays (which keeps the walk reversible). */
  private readonly maxReflections: number;

  /** `scale` is the mean path length per step; the diameter by default. */
  constructor(body: ConvexBody, start: Float64Array, scale = 2 * body.circumradius) {
    this.body = body;
    this.position = Float64Array.from(start);
    this.scale = scale;
    this.direction = new Float64Array(body.dim);
    this.maxReflections = 10 * body.dim + 50;
  }

  step(random: RandomStream): void {
    const { position, direction, body } = this;
    const gradientOf = body.gaugeGradient;
    let length = 0;
    for (let i = 0; i < direction.length; i++) {
      direction[i] = random.normal();
      length += direction[i]! ** 2;
    }
    length = Math.sqrt(length);
    for (let i = 0; i < direction.length; i++) direction[i] = direction[i]! / length;
    let left = this.scale * random.exponential();
    const point = Float64Array.from(position);
    for (let reflection = 0; reflection <= this.maxReflections; reflection++) {
      const ahead = rayLength(body, point, direction);
      if (left < ahead) {
        for (let i = 0; i < point.length; i++) position[i] = point[i]! + left * direction[i]!;
        return;
      }
      if (gradientOf === undefined) return;
      const move = ahead * (1 - 1e-12);
      for (let i = 0; i < point.length; i++) point[i] = point[i]! + move * direction[i]!;
      left -= ahead;
      const normal = gradientOf(point);
      let inner = 0;
      let square = 0;
      for (let i = 0; i < point.length; i++) {
        inner += direction[i]! * normal[i]!;
        square += normal[i]! ** 2;
      }
      for (let i = 0; i < point.length; i++) direction[i] = direction[i]! - ((2 * inner) / square) * normal[i]!;
    }
  }
}

/**
 * Coordinate hit-and-run on {x : |A x|_inf <= 1}. A x is updated along with x, so a move costs O(rows). One `step`
 * moves half of the coordinates, taken in turn (each move leaves the uniform law as it is, so a cycle does too).
 */
export class SlabWalk implements Walk {
  readonly position: Float64Array;
  /** A x. */
  readonly levels: Float64Array;
  private readonly rows: readonly ArrayLike<number>[];
  private readonly dim: number;
  /** Column by column: entries of A, and their reciprocals (NaN where A is 0). */
  private readonly columns: Float64Array;
  private readonly reciprocals: Float64Array;
  private readonly movesPerStep: number;
  private next = 0;
  private steps = 0;

  /** Rows a_i / b_i of the slabs |<a_i, x>| <= b_i. */
  constructor(rows: readonly ArrayLike<number>[], start: Float64Array) {
    this.rows = rows;
    this.dim = start.length;
    this.movesPerStep = Math.ceil(this.dim / 2);
    this.position = Float64Array.from(start);
    this.levels = new Float64Array(rows.length);
    this.columns = new Float64Array(this.dim * rows.length);
    this.reciprocals = new Float64Array(this.dim * rows.length);
    for (let j = 0; j < this.dim; j++) {
      for (let i = 0; i < rows.length; i++) {
        const a = rows[i]![j]!;
        this.columns[j * rows.length + i] = a;
        this.reciprocals[j * rows.length + i] = a === 0 ? NaN : 1 / a;
      }
    }
    this.refresh();
  }

  step(random: RandomStream): void {
    const { levels, columns, reciprocals, position, dim, movesPerStep } = this;
    const m = levels.length;
    let j = this.next;
    let previous = 0;
    // The last coordinate's move, not yet added to A x: adding it and finding the next chord are one pass over the
    // rows.
    let pending = 0;
    for (let move = 0; move < movesPerStep; move++) {
      const base = j * m;
      let low = -Infinity;
      let high = Infinity;
      // |y + t a| <= 1 <=> t in -y/a + [-1/|a|, 1/|a|]. Rows with a = 0 have reciprocal NaN, which no comparison takes.
      for (let i = 0; i < m; i++) {
        const level = levels[i]! + pending * columns[previous + i]!;
        levels[i] = level;
        const r = reciprocals[base + i]!;
        const center = -level * r;
        const half = Math.abs(r);
        if (center - half > low) low = center - half;
        if (center + half < high) high = center + half;
      }
      previous = base;
      pending = high > low ? low + (high - low) * random.uniformOpen() : 0;
      position[j] = position[j]! + pending;
      j = j + 1 === dim ? 0 : j + 1;
    }
    for (let i = 0; i < m; i++) levels[i] = levels[i]! + pending * columns[previous + i]!;
    this.next = j;
    // Recompute A x now and then, against drift.
    if (++this.steps % 1000 === 0) this.refresh();
  }

  /** A v for a direction v. */
  image(v: ArrayLike<number>): Float64Array {
    return Float64Array.from(this.rows, (row) => {
      let sum = 0;
      for (let j = 0; j < this.dim; j++) sum += row[j]! * v[j]!;
      return sum;
    });
  }

  private refresh(): void {
    for (let i = 0; i < this.rows.length; i++) {
      const row = this.rows[i]!;
      let sum = 0;
      for (let j = 0; j < this.dim; j++) sum += row[j]! * this.position[j]!;
      this.levels[i] = sum;
    }
  }
}
