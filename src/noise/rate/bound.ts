/**
 * An upper bound of the growth rate Phi by lines, and what follows from it in closed form.
 *
 * For a slope Y along v, sup { E[Y; U] : P(U) = p } = inf over c of c p + E(Y - c)_+: every c gives a line above Phi,
 * whoever chose it. The least of finitely many lines is a concave bound, whose integral of dp/Phi (MATH.md R1) is a sum
 * of logarithms. What a density that jumps adds (its boundary has no mass) is a constant.
 */
import { jointConfidence } from '../../numeric/estimate.ts';

/** Phi(p) <= intercept + slope p for 0 <= p <= 1/2. */
export interface RateLine {
  readonly slope: number;
  readonly intercept: number;
}

/** A stretch [from, to] of p on which one line is the lowest. */
interface Piece extends RateLine {
  readonly from: number;
  readonly to: number;
  /** int from `to` to 1/2 of dp over the bound. */
  readonly beyond: number;
}

/** Rounding of a sum of logarithms, on the safe side. */
const ROUNDING = 1e-12;

/**
 * The least of finitely many lines above Phi, as a function: what radii and growth follow from it. Made by the library
 * alone.
 */
export class GrowthRateBound {
  /** In words: how the lines were found. */
  readonly detail: string;
  /** Probability that all lines hold; 1 unless they rest on samples. */
  readonly confidence: number;
  readonly lines: readonly RateLine[];
  private readonly pieces: readonly Piece[];

  /** Lines with an intercept that is not finite say nothing and are left out; at least one must remain. */
  constructor(lines: readonly RateLine[], detail: string, confidence = 1) {
    this.detail = detail;
    this.confidence = confidence;
    this.lines = lines.filter(({ slope, intercept }) => Number.isFinite(slope) && Number.isFinite(intercept));
    this.pieces = lowerEnvelope(this.lines);
  }

  /** Whether any line is known: without, every bound is trivial. */
  get isFinite(): boolean {
    return this.lines.length > 0;
  }

  /** An upper bound of Phi(p); by evenness Phi(p) = Phi(1 - p). */
  phi(p: number): number {
    const mass = Math.min(p, 1 - p);
    let least = Infinity;
    for (const { slope, intercept } of this.lines) least = Math.min(least, intercept + slope * mass);
    return least;
  }

  /** A lower bound of int_tail^{1/2} dp/Phi: the radius that the differential method certifies at rho = 1 - tail. */
  radius(tail: number): number {
    if (!(tail < 0.5) || !this.isFinite) return 0;
    const piece = this.pieces.find(({ to }) => tail <= to) ?? this.pieces.at(-1)!;
    return (piece.beyond + integral(piece, Math.max(tail, piece.from), piece.to)) * (1 - ROUNDING);
  }

  /** An upper bound of sup G(p, r B): the y with int_p^y ds/Phi(s) = r; 1 when the bound is reached before. */
  flow(p: number, r: number): number {
    if (!this.isFinite) return r === 0 ? p : 1;
    let left = r * (1 + ROUNDING);
    let at = p;
    // Up to 1/2 along the pieces, beyond it by symmetry: the time from s to 1 - s is twice that from s to 1/2.
    const signedTime = (s: number): number => (s <= 0.5 ? this.time(s) : -this.time(1 - s));
    const goal = signedTime(at) - left;
    if (goal <= -this.time(0)) return 1;
    let [low, high] = [at, 1];
    for (let i = 0; i < 200 && high - low > 1e-16; i++) {
      at = 0.5 * (low + high);
      left = signedTime(at);
      if (left > goal) low = at;
      else high = at;
    }
    return Math.min(1, high + 1e-15);
  }

  /** The bound for an adversary that is `factor` times as large. */
  scaled(factor: number, detail = this.detail): GrowthRateBound {
    const lines = this.lines.map(({ slope, intercept }) => ({ slope: slope * factor, intercept: intercept * factor }));
    return new GrowthRateBound(lines, detail, this.confidence);
  }

  /** All lines of both. Sampled bounds share an error probability only where they rest on the same event. */
  and(other: GrowthRateBound): GrowthRateBound {
    const detail = this.phi(0.5) <= other.phi(0.5) ? this.detail : other.detail;
    return new GrowthRateBound(
      [...this.lines, ...other.lines],
      detail,
      jointConfidence(this.confidence, other.confidence),
    );
  }

  private time(tail: number): number {
    const piece = this.pieces.find(({ to }) => tail <= to) ?? this.pieces.at(-1)!;
    return piece.beyond + integral(piece, Math.max(tail, piece.from), piece.to);
  }
}

/** int_from^to dp/(intercept + slope p). */
function integral({ slope, intercept }: RateLine, from: number, to: number): number {
  const low = intercept + slope * from;
  const width = to - from;
  if (width <= 0) return 0;
  if (low <= 0) return slope > 0 ? Infinity : 0;
  const growth = (slope * width) / low;
  return Math.abs(growth) < 1e-8 ? (width / low) * (1 - 0.5 * growth) : Math.log1p(growth) / slope;
}

/** The lowest line on each stretch of [0, 1/2], from left to right. */
function lowerEnvelope(lines: readonly RateLine[]): Piece[] {
  if (lines.length === 0) return [];
  const chosen: { line: RateLine; from: number; to: number }[] = [];
  let at = 0;
  // At 0 the lowest intercept, then the flattest, is the lowest; then whichever line crosses below it first.
  let current = lines.reduce((a, b) =>
    b.intercept < a.intercept || (b.intercept === a.intercept && b.slope < a.slope) ? b : a,
  );
  for (;;) {
    let next: RateLine | null = null;
    let crossing = 0.5;
    for (const line of lines) {
      if (!(line.slope < current.slope)) continue;
      const p = (line.intercept - current.intercept) / (current.slope - line.slope);
      if (p < crossing || (next !== null && p === crossing && line.slope < next.slope)) {
        next = line;
        crossing = Math.max(p, at);
      }
    }
    chosen.push({ line: current, from: at, to: next === null ? 0.5 : crossing });
    if (next === null) break;
    current = next;
    at = crossing;
  }
  const pieces: Piece[] = [];
  let beyond = 0;
  for (const { line, from, to } of chosen.reverse()) {
    pieces.push({ ...line, from, to, beyond });
    beyond += integral(line, from, to);
  }
  return pieces.reverse();
}

/** Phi(p) <= sqrt(information p (1 - p)) + jump (growth/rate/fisher.ts), by its tangents. */
export function fisherLines(information: number, jump: number): RateLine[] {
  const root = Math.sqrt(information) * (1 + 1e-14);
  const lines: RateLine[] = [];
  for (let k = 1; k <= 600; k++) {
    const p = 0.5 * 10 ** (-12 * (1 - k / 600) ** 1.5);
    const height = Math.sqrt(p * (1 - p));
    const slope = (root * (1 - 2 * p)) / (2 * height);
    lines.push({ slope, intercept: root * height - slope * p + jump });
  }
  return lines;
}
