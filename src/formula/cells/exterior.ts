/**
 * What lies outside the box [-L, L]^d, bounded from above for all of it, never tested along rays.
 *
 * A log-concave even density: for y on the boundary and s >= 1, q(s y) <= q(0) (q(y)/q(0))^s <= q(0) r^s, r the largest
 * q on the boundary over q(0). Along lines it rises and falls once.
 *
 * Others: on each piece of the directions y, |y|_inf = 1, the exponent rho d/drho log q is proved to be at most -b for
 * all rho >= L (enclosure/ends.ts), so that q(s y) <= q(y) s^-b there; likewise |rho d_i log q| or |rho d_i q| is
 * bounded by a power of rho.
 *
 * All bounds are short formulas in positive terms: `UP` covers their rounding.
 */
import { behaviourOf } from '../enclosure/ends.ts';
import type { Behaviour } from '../enclosure/behaviour.ts';
import { GradedArithmetic } from '../enclosure/graded.ts';
import { ONE, ZERO, distance, size, type Range } from '../enclosure/range.ts';
import { compileTape } from '../enclosure/tape.ts';
import type { FormulaNode } from '../tree.ts';
import { boundaryPieces, halvedPiece, type BoundaryPiece } from './boundary.ts';
import { Jets } from './jets.ts';

/** Upper bounds of integrals over the outside of the box. */
export interface Exterior {
  readonly how: 'support' | 'log-concave' | 'power';
  /** int q. */
  readonly mass: number;
  /** int |x|^2 q. */
  readonly squares: number;
  /** int |d_i q| for the worst axis. */
  readonly slopes: number;
  /** int |{q > t, outside}|^{(d-1)/d} dt. */
  readonly levels: number;
  /** int |q log q|. */
  readonly logs: number;
}

/** What is known of the density by rules. */
export interface Shape {
  readonly logConcave: boolean;
  readonly quasiConcave: boolean;
  /** Even in every coordinate. */
  readonly mirrored: boolean;
}

const UP = 1 + 1e-9;
/** Pieces of a side of a face on which q is bounded. */
const PIECES: Readonly<Record<number, number>> = { 1: 1, 2: 64, 3: 16 };
/** Pieces of directions looked at at most. */
const MOST_PIECES: Readonly<Record<number, number>> = { 1: 1, 2: 400, 3: 1500 };
const INVERSE_E = 0.36;

/** Bounds beyond |x|_inf = halfSize, a power of two; null where nothing is proved. */
export function exteriorOf(node: FormulaNode, dim: number, halfSize: number, shape: Shape): Exterior | null {
  const jets = new Jets(node, dim, 0);
  const out = new Float64Array(2);
  let top = 0;
  for (const { lower, upper } of boundaryPieces(dim, halfSize, PIECES[dim]!, shape.mirrored)) {
    jets.over(lower, upper, out, 0);
    if (!(out[1]! <= top)) top = out[1]!;
  }
  if (!(top < Infinity)) return null;
  if (shape.logConcave) {
    const origin = new Float64Array(dim);
    jets.over(origin, origin, out, 0);
    return logConcaveExterior(dim, halfSize, top, [out[0]!, out[1]!]);
  }
  return powerExterior(node, dim, halfSize, top, shape);
}

const NOTHING: Exterior = { how: 'support', mass: 0, squares: 0, slopes: 0, levels: 0, logs: 0 };

/** int_1^inf s^m e^{-a s} ds. */
function exponentialMoment(a: number, m: number): number {
  let [sum, factor] = [0, 1];
  for (let j = 0; j <= m; j++) {
    sum += factor / a ** (j + 1);
    factor *= m - j;
  }
  return Math.exp(-a) * sum;
}

function logConcaveExterior(dim: number, L: number, top: number, [least, most]: Range): Exterior | null {
  if (!(least > 0)) return null;
  // If q were positive outside, it would be so on the segment to 0, which meets the boundary.
  if (top === 0) return NOTHING;
  // A smaller rate is a weaker bound; a larger one than this only underflows.
  const a = Math.min(500, Math.log(least / top) * (1 - 1e-12) - 1e-12);
  if (!(a > 0.1)) return null;
  const side = (2 * L) ** (dim - 1);
  const shell = dim * (2 * L) ** dim * most;
  let [levels, factor] = [0, 1];
  for (let j = 0; j < dim; j++) {
    levels += factor * a ** (dim - 1 - j);
    factor *= dim - 1 - j;
  }
  return {
    how: 'log-concave',
    mass: shell * exponentialMoment(a, dim - 1) * UP,
    squares: dim * L * L * shell * exponentialMoment(a, dim + 1) * UP,
    // Lines that meet the box: two rays, up and down each; lines that do not: up and down once.
    slopes: (4 * side * top + (dim > 1 ? 2 * most * (dim - 1) * side * exponentialMoment(a, dim - 2) : 0)) * UP,
    levels: most * side * a ** (1 - dim) * Math.exp(-a) * levels * UP,
    logs:
      top < INVERSE_E
        ? shell * (a * exponentialMoment(a, dim) + Math.abs(Math.log(most)) * exponentialMoment(a, dim - 1)) * UP
        : Infinity,
  };
}

function powerExterior(node: FormulaNode, dim: number, L: number, top: number, shape: Shape): Exterior | null {
  const decay = new Decay(node, dim, L);
  const open = boundaryPieces(dim, 1, 1, shape.mirrored);
  let [beta, looked] = [Infinity, 0];
  const kept: BoundaryPiece[] = [];
  for (let piece = open.pop(); piece !== undefined; piece = open.pop()) {
    if (++looked > MOST_PIECES[dim]!) return null;
    const rate = decay.rate(piece);
    if (rate > dim + 2.05 || (rate > dim * 1.02 && piece.depth >= 5)) {
      beta = Math.min(beta, rate);
      kept.push(piece);
    } else {
      const halves = halvedPiece(piece);
      if (halves === null || piece.depth > 14) return null;
      open.push(...halves);
    }
  }
  if (top === 0 || beta === Infinity) return NOTHING;
  beta *= 1 - 1e-12;
  const side = (2 * L) ** (dim - 1);
  const shell = dim * (2 * L) ** dim * top;
  const rest = beta - dim;
  return {
    how: 'power',
    mass: (shell / rest) * UP + 1e-290,
    squares: rest > 2 ? ((dim * L * L * shell) / (rest - 2)) * UP : Infinity,
    slopes: Math.min(
      decay.slopes(kept, top, beta),
      shape.quasiConcave ? (4 + (2 * (dim - 1)) / (beta - dim + 1)) * side * top * UP : Infinity,
    ),
    levels: ((side * top) / (1 - (dim - 1) / beta)) * UP,
    logs: top < INVERSE_E ? shell * (Math.abs(Math.log(top)) / rest + beta / rest ** 2) * UP : Infinity,
  };
}

/** How fast a density falls in the directions of a piece, for all rho >= L. */
class Decay {
  private readonly dim: number;
  private readonly halfSize: number;
  private readonly tape: ReturnType<typeof compileTape>;
  private readonly graded: GradedArithmetic;

  constructor(node: FormulaNode, dim: number, halfSize: number) {
    this.dim = dim;
    this.halfSize = halfSize;
    this.tape = compileTape([node], 'line');
    this.graded = new GradedArithmetic(Math.min(1, 1 / halfSize), 3);
  }

  /** b with rho d/drho log q <= -b; -Infinity where none is known. */
  rate({ lower, upper }: BoundaryPiece): number {
    if (this.halfSize < 1) return -Infinity;
    const { graded } = this;
    const found = this.behaviour((index) => {
      const x = graded.multiply(graded.monomial(-1), graded.constant([lower[index]!, upper[index]!]));
      return { value: x, huge: null, slope: x, exponent: graded.constant(ONE) };
    });
    if (found.value !== null && graded.isZero(found.value)) return Infinity;
    return found.exponent === null ? -Infinity : -graded.range(found.exponent)[1];
  }

  /** int |d_i q| over the outside for the worst axis. */
  slopes(pieces: readonly BoundaryPiece[], top: number, beta: number): number {
    const { dim, halfSize: L } = this;
    let worst = 0;
    for (const piece of pieces) {
      for (let axis = 0; axis < dim; axis++) {
        const { value, slope, exponent } = this.along(piece, axis);
        if (value !== null && this.graded.isZero(value)) continue;
        let bound = Infinity;
        if (exponent !== null) {
          // |d_i log q| <= most rho^(k-1), and q <= top (rho/L)^-beta.
          const k = Math.max(0, -exponent.grade);
          const grow = exponent.grade > 0 ? L ** -exponent.grade : 1;
          const most = size(this.graded.factor(exponent)) * grow;
          if (beta - dim - k + 1 > 0.01)
            bound = (dim * (2 * L) ** dim * top * most * L ** (k - 1)) / (beta - dim - k + 1);
        }
        if (slope !== null && slope.grade + 1 - dim > 0.01) {
          const most = size(this.graded.factor(slope));
          bound = Math.min(bound, (dim * (2 * L) ** dim * most * L ** (-slope.grade - 1)) / (slope.grade + 1 - dim));
        }
        worst = Math.max(worst, bound * UP + 1e-290);
        if (worst === Infinity) return worst;
      }
    }
    return worst;
  }

  private along({ lower, upper }: BoundaryPiece, axis: number): Behaviour {
    const { graded } = this;
    const none = graded.constant(ZERO);
    return this.behaviour((index) => {
      const range: Range = [lower[index]!, upper[index]!];
      const value = graded.multiply(graded.monomial(-1), graded.constant(range));
      if (index !== axis) return { value, huge: null, slope: none, exponent: none };
      const slope = graded.monomial(-1);
      return { value, huge: null, slope, exponent: distance(range) > 0 ? graded.quotient(slope, value) : null };
    });
  }

  private behaviour(variable: (index: number) => Behaviour): Behaviour {
    return behaviourOf(this.tape, this.tape.roots[0]!, this.graded, variable);
  }
}
