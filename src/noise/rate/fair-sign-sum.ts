/**
 * Phi for Laplace noise against linf: the law of a sum of d fair signs.
 *
 * With q = e^{-|x|_1} and v = (1, ..., 1), the slope of log q along v is the sum S of the signs, so
 * Phi(p) = sup { E[S; U] : P(U) = p } = c p + E[(S - c)_+], c the upper p-quantile of S: concave and linear between the
 * points p_m = P(K >= m), K = (S + d)/2 ~ Bin(d, 1/2), where Phi(p_m) = m b(m), b(m) = P(K = m). The integral of dp/Phi
 * over one piece telescopes:
 *
 *   int_{p_{m+1}}^{p_m} dp/Phi = log(Phi(p_m)/Phi(p_{m+1})) / (2m - d) = log(m/(d - m)) / (2m - d).
 */
import { betaDensityTimesVariance } from '../../numeric/special/gamma-beta-density.ts';

export class FairSignSum {
  readonly dim: number;
  /** Index of the first breakpoint at or below 1/2: p_first <= 1/2. */
  private readonly first: number;
  /** p_m, m b(m) and int_{p_m}^{1/2} dp/Phi for m = first, first + 1, ... */
  private readonly probability: Float64Array;
  private readonly phiAt: Float64Array;
  private readonly radiusAt: Float64Array;

  constructor(dim: number) {
    this.dim = dim;
    this.first = Math.floor(dim / 2) + 1;
    const masses = upperMasses(dim, this.first);
    const count = masses.length;
    this.probability = new Float64Array(count);
    this.phiAt = new Float64Array(count);
    this.radiusAt = new Float64Array(count);
    let sum = 0;
    for (let i = count - 1; i >= 0; i--) {
      sum += masses[i]!;
      this.probability[i] = sum;
      this.phiAt[i] = (this.first + i) * masses[i]!;
    }
    // Even d: Phi is constant between p_first and 1/2, half of the piece m = d/2, whose integral is 2/d.
    let radius = dim % 2 === 0 ? 1 / dim : 0;
    for (let i = 0; i < count; i++) {
      this.radiusAt[i] = radius;
      const m = this.first + i;
      radius += m === dim ? 0 : Math.log(m / (dim - m)) / (2 * m - dim);
    }
  }

  /** Phi(p), p in [0, 1]. */
  phi(p: number): number {
    const mass = Math.min(p, 1 - p);
    return this.phiOnPiece(this.pieceAbove(mass), mass);
  }

  /** int_tail^{1/2} dp/Phi, tail in (0, 1/2), excess = 1/2 - tail. */
  radius(tail: number, excess: number): number {
    const i = this.pieceAbove(tail);
    // Above p_first (even d only): Phi is constant there.
    if (i < 0) return excess / this.phiAt[0]!;
    const slope = this.slope(i);
    // Odd d: the first breakpoint is 1/2 itself.
    const step = i === 0 && this.dim % 2 === 1 ? excess : this.probability[i]! - tail;
    const growth = (slope * step) / this.phiOnPiece(i, tail);
    return this.radiusAt[i]! + Math.log1p(growth) / slope;
  }

  /** Phi at a mass in (p_{i+1}, p_i], from the lower end: a sum of positive terms. */
  private phiOnPiece(i: number, mass: number): number {
    const below = this.probability[i + 1] ?? 0;
    return (this.phiAt[i + 1] ?? 0) + this.slope(i) * (mass - below);
  }

  /** The largest i with mass <= p_i; -1 above the first. */
  private pieceAbove(mass: number): number {
    let low = -1;
    let high = this.probability.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.probability[middle]! >= mass) low = middle;
      else high = middle;
    }
    return low;
  }

  /** Slope of Phi just below p_i: the value 2m - d of S at its atom m. */
  private slope(i: number): number {
    return 2 * (this.first + i) - this.dim;
  }
}

/** b(m) for m = first, ..., until the tail is below 1e-305. */
function upperMasses(dim: number, first: number): number[] {
  const masses: number[] = [];
  // The sum over m >= first is 1/2 (odd d) or 1/2 - b(d/2)/2: exact start, exact ratios b(m+1)/b(m) = (d-m)/(m+1).
  const start = first === dim ? 2 ** -dim : centralMass(dim, first);
  let mass = start;
  for (let m = first; m <= dim && mass > 1e-307; m++) {
    masses.push(mass);
    mass *= (dim - m) / (m + 1);
  }
  return masses;
}

/** C(d, m)/2^d for 0 < m < d. */
function centralMass(dim: number, m: number): number {
  const rest = dim - m;
  return (betaDensityTimesVariance(0.5, 0.5, m, rest) * dim) / (m * rest);
}

const recent = new Map<number, FairSignSum>();

/** The law for this dimension; the four last used are kept. */
export function fairSignSum(dim: number): FairSignSum {
  let law = recent.get(dim);
  if (law === undefined) {
    law = new FairSignSum(dim);
    if (recent.size >= 4) recent.delete(recent.keys().next().value!);
    recent.set(dim, law);
  }
  return law;
}
