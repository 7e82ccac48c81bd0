/**
 * The likelihood-ratio test of a spherical noise f(|x|_2) against its shift by epsilon, d >= 2.
 *
 * Given |x| = r, the cosine between x and v is that of a uniform direction: P(cos > c) = I_{(1-c)/2}(a, a) =: g, a =
 * (d-1)/2. With s = |x - v|, s^2 = r^2 + epsilon^2 - 2 r epsilon cos, and log L = psi(r) - psi(s) > tau exactly when s
 * < S(r) = r e^w (radial-law.ts), that is when
 *
 *   cos > c(r) = (r^2 + epsilon^2 - S^2) / (2 r epsilon) = epsilon/(2r) - (r/(2 epsilon)) (e^{2w} - 1).
 *
 * (In the notation of the paper: W(r, s, epsilon, d) = BetaCDF_{a,a}(((r+epsilon)^2 - s^2)/(4 epsilon r)) is the chance
 * that a point of the sphere of radius r about v lies outside the ball of radius s about 0; it is 1 - g with the two
 * centres exchanged.) So Q(log L > tau) = int f(u) g(u) du over u = log r.
 *
 * That integral needs an incomplete beta function at every point. By parts it needs none:
 *
 *   int f g du = (F(h) - F*) g(h) - (F(l) - F*) g(l) + int (F* - F) g' du,
 *   g' = -C_d (1 - c^2)^{(d-3)/2} c',  C_d = Gamma(d/2) / (sqrt(pi) Gamma((d-1)/2)),
 *
 * for any constant F*; F* = F(argmax g) makes the integrand nonnegative, so that small masses keep their relative
 * accuracy. F comes from a table. The profile must be strictly decreasing in r (j > 0 or not); it need not be
 * log-concave.
 *
 * By parts g' must be resolved, and it is not in low dimension, where it is singular at |c| = 1, nor where S leaves 0
 * (RadialLaw.bend), where for large k g jumps between two doubles. There the integral of f g is taken as it stands,
 * which a jump or a kink of g does not harm.
 */
import { halfGammaRatio } from '../../numeric/special/half-gamma-ratio.ts';
import { betaCdf } from '../../numeric/special/special.ts';
import type { LikelihoodRatioTest, Mass } from './likelihood-ratio.ts';
import {
  integratePanels,
  withCentre,
  withPoints,
  type PanelIntegrand,
  type PanelSum,
} from '../../numeric/quadrature/panels.ts';
import { landmarks, type RadialLaw } from './radial-law.ts';
import { signChanges } from './sign-changes.ts';

/** From this dimension on g is smooth to working precision where it meets 0 and 1. */
const SMOOTH_DIMENSION = 40;
const RELATIVE_TOLERANCE = 1e-12;
/** Panels to begin with, in units of the radial law's scale, and never wider than this in u. */
const PANEL_SCALES = 4;
const WIDEST_PANEL = 1;
const SCAN_POINTS = 256;
/** |c| at both ends and in the middle of a panel that is skipped. */
const FAR_OUTSIDE = 3;

export function sphericalTest(law: RadialLaw, name: string): LikelihoodRatioTest {
  if (law.dim < 2)
    throw new RangeError('the spherical test needs dimension 2 or more; line.ts has that of dimension 1');
  const test = new SphericalTest(law);
  return {
    name,
    atomic: false,
    typicalShift: law.typicalNorm / Math.sqrt(law.dim),
    mass: (shift, tau) => test.mass(shift, tau),
  };
}

class SphericalTest implements PanelIntegrand {
  value = 0;
  witness = 0;

  private readonly law: RadialLaw;
  private readonly halfDim: number;
  private readonly power: number;
  private readonly logConstant: number;
  /** |c| from here on leaves less than 1e-18 of the sphere. */
  private readonly saturation: number;
  private readonly edges: Float64Array;
  private readonly scan: Float64Array;

  private shift = 1;
  private tau = 0;
  /** F* as the tail in which differences are accurate. */
  private inUpperTail = true;
  private pivotTail = 0;

  constructor(law: RadialLaw) {
    this.law = law;
    const d = law.dim;
    this.halfDim = (d - 1) / 2;
    this.power = (d - 3) / 2;
    this.logConstant = -Math.log(Math.sqrt(Math.PI) * halfGammaRatio(d - 1));
    this.saturation = Math.sqrt(1 - 10 ** (-36 / (d - 1)));
    const panels = Math.ceil((law.high - law.low) / Math.min(PANEL_SCALES * law.scale, WIDEST_PANEL));
    this.edges = evenly(law.low, law.high, panels);
    this.scan = evenly(law.low, law.high, SCAN_POINTS);
  }

  mass(shift: number, tau: number): Mass {
    const { law } = this;
    this.shift = shift;
    this.tau = tau;
    if (law.dim < SMOOTH_DIMENSION || (tau > 0 && law.bend(tau) > law.low)) return this.massAsItStands();
    this.choosePivot();
    const gLow = this.cap(this.cosine(law.low));
    const gHigh = this.cap(this.cosine(law.high));
    const atLow = this.weight(law.low) * gLow;
    const atHigh = -this.weight(law.high) * gHigh;
    const ends = Math.abs(atLow) + Math.abs(atHigh);
    const goal = RELATIVE_TOLERANCE * ends;
    const inner = this.integrateSmooth(goal);
    const value = Math.min(1, Math.max(0, atLow + atHigh + inner.value));
    return { value, error: inner.error + law.relativeError * (Math.abs(inner.value) + ends) + 2 * law.outside };
  }

  /** The integral of f g, with g from the incomplete beta function at every point. */
  private massAsItStands(): Mass {
    const { law } = this;
    const direct: PanelIntegrand = {
      value: 0,
      witness: 0,
      at: (u) => {
        const g = this.cap(this.cosine(u));
        direct.value = g === 0 ? 0 : g * law.density(u);
      },
    };
    const start = law.bend(this.tau);
    const breaks = [start, ...this.crossings(this.levels())].filter((u) => u > law.low && u < law.high);
    const edges = withPoints(withCentre(this.edges, Math.log(this.shift)), breaks);
    const { value, error } = integratePanels(direct, edges, {
      relativeTolerance: RELATIVE_TOLERANCE,
      absoluteTolerance: 1e-30,
    });
    return { value: Math.min(1, value), error: error + law.relativeError * value + 2 * law.outside };
  }

  /** Values of c between which g is smooth, and in high dimension those between which it is not nearly constant. */
  private levels(): number[] {
    return this.law.dim < SMOOTH_DIMENSION ? [1, -1] : [this.saturation, 0, -this.saturation];
  }

  /** c at r = e^u; outside [-1, 1] when the whole sphere lies on one side, +-Infinity where doubles end. */
  private cosine(u: number): number {
    const w = this.law.stretch(u, this.tau);
    if (w === -Infinity) return Infinity;
    if (w > 300) return u + w > Math.log(this.shift) ? -Infinity : Infinity;
    const r = Math.exp(u);
    return this.shift / (2 * r) - (r / (2 * this.shift)) * Math.expm1(2 * w);
  }

  /** P(cos > c) of a uniform direction. */
  private cap(c: number): number {
    return betaCdf(0.5 * (1 - c), this.halfDim, this.halfDim);
  }

  /**
   * Where tau > 0 the mass may be small, and F* = F(argmax g) keeps its relative accuracy. Where tau <= 0 it is not,
   * but c loses digits as r -> 0 (it is a difference of terms epsilon/r), and F* = 0 gives those points no weight.
   */
  private choosePivot(): void {
    if (this.tau <= 0) {
      this.inUpperTail = false;
      this.pivotTail = 0;
      return;
    }
    let least = Infinity;
    let pivot = this.law.high;
    for (let i = this.edges.length - 1; i >= 0; i--) {
      const c = this.cosine(this.edges[i]!);
      if (c < least) {
        least = c;
        pivot = this.edges[i]!;
      }
    }
    const upper = this.law.upper(pivot);
    this.inUpperTail = upper < 0.5;
    this.pivotTail = this.inUpperTail ? upper : this.law.lower(pivot);
  }

  /** F* - F(u). */
  private weight(u: number): number {
    return this.inUpperTail ? this.law.upper(u) - this.pivotTail : this.pivotTail - this.law.lower(u);
  }

  /** Sets value = (F* - F) g' and witness = g' at u. */
  at(u: number): void {
    this.value = 0;
    this.witness = 0;
    const w = this.law.stretch(u, this.tau);
    if (w === -Infinity || w > 300) return;
    const r = Math.exp(u);
    const ratio = r / this.shift;
    const growth = Math.expm1(2 * w);
    const half = 0.5 / ratio;
    const c = half - 0.5 * ratio * growth;
    const sineSquared = (1 - c) * (1 + c);
    if (!(sineSquared > 0)) return;
    const slope = half + 0.5 * ratio * growth + ratio * (1 + growth) * this.law.stretchSlope(u, w);
    this.witness = slope * Math.exp(this.logConstant + this.power * Math.log(sineSquared));
    this.value = this.witness === 0 ? 0 : this.weight(u) * this.witness;
  }

  private integrateSmooth(absoluteTolerance: number): PanelSum {
    return integratePanels(this, this.activeEdges(), {
      relativeTolerance: RELATIVE_TOLERANCE,
      absoluteTolerance,
      plausible: (a, b, witness) => this.plausible(a, b, witness),
    });
  }

  /** The stretch of panels outside which |c| is far beyond 1, so that g is constant there. */
  private activeEdges(): Float64Array {
    const { edges } = this;
    const last = edges.length - 1;
    let first = 0;
    while (first < last && this.isIdle(edges[first]!, edges[first + 1]!)) first++;
    let end = last;
    while (end > first && this.isIdle(edges[end - 1]!, edges[end]!)) end--;
    return withCentre(edges.subarray(first, end + 1), Math.log(this.shift));
  }

  private isIdle(a: number, b: number): boolean {
    const ca = this.cosine(a);
    if (Math.abs(ca) < FAR_OUTSIDE) return false;
    const cb = this.cosine(b);
    const middle = this.cosine(0.5 * (a + b));
    return ca > 0 ? cb > FAR_OUTSIDE && middle > FAR_OUTSIDE : cb < -FAR_OUTSIDE && middle < -FAR_OUTSIDE;
  }

  /**
   * Where g leaves 0 and reaches 1 the integral of g' is known: a transition narrower than the panel must not be
   * missed.
   */
  private plausible(a: number, b: number, witness: number): boolean {
    const ca = this.cosine(a);
    const cb = this.cosine(b);
    if (Math.abs(ca) < this.saturation && Math.abs(cb) < this.saturation) return true;
    return Math.abs(this.cap(cb) - this.cap(ca) - witness) < 1e-3;
  }

  /**
   * The points u with c(u) at one of the levels, by scanning; ascending. Far out on a heavy tail {c < 1} is a window
   * about r = epsilon shorter than any step, so that point is looked at too: c = 1 - S^2/(2 epsilon^2) there. Others
   * open about the bend of S.
   */
  private crossings(levels: readonly number[]): number[] {
    const grid = withPoints(this.scan, landmarks(this.law, this.shift, this.tau));
    const values = new Map<number, number>();
    const cosine = (u: number): number => {
      let c = values.get(u);
      if (c === undefined) values.set(u, (c = clampInfinite(this.cosine(u))));
      return c;
    };
    // A doubtful window does not matter here: g is continuous where |c| = 1.
    const found = levels.flatMap((level) => signChanges((u) => cosine(u) - level, grid).roots);
    return found.sort((x, y) => x - y);
  }
}

/** n + 1 points from low to high. */
function evenly(low: number, high: number, n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, i) => low + ((high - low) * i) / n);
}

function clampInfinite(x: number): number {
  return Math.max(-1e300, Math.min(1e300, x));
}
