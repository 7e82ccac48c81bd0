/**
 * The level-set method (MATH.md R2) for a noise whose likelihood-ratio test is known along one direction: the largest
 * shift at which a Neyman-Pearson set of mass p weighs at most 1/2 after the shift.
 *
 * Nothing returned rests on how well the threshold was found. By the dual certificate of MATH.md G1 any threshold
 * proves G(p, v) <= 1/2 for every p up to `certifiedMass`, so the search runs on plain numbers and each answer is
 * confirmed by one evaluation whose quadrature errors are added. An error delta of the threshold costs only delta^2.
 */
import {
  certifiedMass,
  primalBound,
  shiftedMass,
  thresholdAt,
  type LikelihoodRatioTest,
  type Mass,
  type Threshold,
} from '../../growth/likelihood-ratio/likelihood-ratio.ts';
import { lagrange } from '../../numeric/lagrange.ts';
import { findRoot } from '../../numeric/roots.ts';
import { normalQuantile } from '../../numeric/special/special.ts';
import { isTight } from '../tightness.ts';

/** The largest safe shift, enclosed. */
export interface SafeShift {
  /** G(p, v) < 1/2 up to here: rounded down. */
  readonly lower: number;
  /** G(p, v) >= 1/2 here; null when no set could prove it. */
  readonly upper: number | null;
}

/** A shift proved safe: G(p, v) < 1/2 for every p <= mass. */
interface Certificate {
  readonly logShift: number;
  readonly tau: number;
  readonly mass: number;
  /** -(normal quantile) of the mass: the scale on which shifts and thresholds vary smoothly. */
  readonly z: number;
}

/** A shift proved safe, with one that is not. */
interface Enclosure extends SafeShift {
  readonly certificate: Certificate;
}

/** Wanted relative slack of a radius, and how far below the target the search aims. */
const SLACK = 9e-10;
const AIM = 3e-10;
/** Q_v(L > t) this close to 1/2 costs less than 1e-11 of the mass. */
const BALANCE = 1e-6;
const SMALLEST_LOG_SHIFT = -340;
const LARGEST_LOG_SHIFT = 340;

export class LevelSetSolver {
  private readonly test: LikelihoodRatioTest;
  /** Solved points, in the order of the latest calls; the predictor looks at the last few. */
  private readonly solved: Certificate[] = [];
  /**
   * sqrt(2 tau) d Q_v(log L > tau) / d tau at the balanced threshold, as last seen. Were log L normal under Q_v, its
   * mean would be half its variance, hence sqrt(2 tau) its deviation and this number -1/sqrt(2 pi).
   */
  private balanceRatio = -0.4;
  private shifted: Mass = { value: 0, error: 0 };

  constructor(test: LikelihoodRatioTest) {
    this.test = test;
  }

  /**
   * The largest shift proved safe for mass p in (0, 1/2), at most a few 1e-10 (relative) below the true one where the
   * quadrature allows; 0 when none could be proved. Consecutive calls with neighbouring p are fast.
   */
  shift(p: number): SafeShift {
    const z = -normalQuantile(p);
    const followed = this.enclosed(p, z, this.follow(p, z));
    let best = followed;
    if (followed === null || !isTight(followed)) {
      // A search from nothing owes nothing to the points before, which may lie beyond a kink of the curve.
      const searched = this.enclosed(p, z, this.search(p));
      if (followed === null || (searched !== null && searched.lower >= followed.lower * (1 - SLACK))) best = searched;
    }
    if (best === null) return { lower: 0, upper: null };
    this.solved.push(best.certificate);
    if (this.solved.length > 5) this.solved.shift();
    return best;
  }

  private enclosed(p: number, z: number, certificate: Certificate | null): Enclosure | null {
    if (certificate === null) return null;
    const lower = Math.exp(certificate.logShift) * (1 - 4 * Number.EPSILON);
    return { certificate, lower, upper: this.unsafeShift(p, z, certificate) };
  }

  /** A shift slightly beyond the certificate's with a set that proves G(p, v) >= 1/2; null when none was found. */
  private unsafeShift(p: number, z: number, { logShift, tau }: Certificate): number | null {
    const least = 3e-7 + 1e-10 / z;
    for (let gap = least; gap < 0.1; gap *= gap < 2 * least ? 2.5 : 5) {
      const shift = Math.exp(logShift + gap);
      if (this.hasWitness(p, shift, tau, gap)) return shift * (1 + 4 * Number.EPSILON);
    }
    return null;
  }

  /**
   * Whether some {log L > tau} weighs at most p before the shift and at least 1/2 after it. Such tau, if any, form an
   * interval whose ends follow from both masses and the slope s of one: that of the other is s e^-tau.
   */
  private hasWitness(p: number, shift: number, balanced: number, gap: number): boolean {
    const { test } = this;
    let tau = balanced * (1 + gap);
    let slope = tau > 0 ? this.balanceRatio / Math.sqrt(2 * tau) : 0;
    let previous: Threshold | null = null;
    for (let attempt = 0; attempt < 6; attempt++) {
      const threshold = thresholdAt(test, shift, tau);
      if (primalBound(p, test, shift, threshold) >= 0.5) return true;
      if (balanced === 0) return false;
      const { base, shifted } = threshold;
      if (previous !== null) {
        const change = shifted.value - previous.shifted.value;
        const seen = change / (tau - previous.tau);
        // A slope is seen in a step that rises out of the errors.
        if (seen < 0 && Math.abs(change) > 100 * (shifted.error + previous.shifted.error)) {
          slope = seen;
          // Seen where it is wanted, unlike the slopes on the way there.
          this.balanceRatio = seen * Math.sqrt(2 * tau);
        }
      }
      previous = threshold;
      const first = tau + (p - base.error - base.value) / (slope * Math.exp(-tau));
      const last = tau + (0.5 + shifted.error - shifted.value) / slope;
      const next = 0.5 * (first + last);
      if (!(next > 0 && Math.abs(next - tau) < Math.max(0.1, 0.5 * tau)) || next === tau) return false;
      tau = next;
    }
    return false;
  }

  /** From the points solved before, extrapolated in z; null when that does not settle quickly. */
  private follow(p: number, z: number): Certificate | null {
    const points = distinct(this.solved);
    if (points.length < 3) return null;
    const nearest = points[points.length - 1]!;
    if (Math.abs(z - nearest.z) > 0.5 * Math.max(0.2, nearest.z)) return null;
    const zs = points.map((point) => point.z);
    const logShifts = points.map((point) => point.logShift);
    let logShift = lagrange(zs, logShifts, z);
    let tau = lagrange(
      zs,
      points.map((point) => point.tau),
      z,
    );
    const step = 1e-3 * Math.max(1e-3, z);
    const slope = (lagrange(zs, logShifts, z) - lagrange(zs, logShifts, z - step)) / step;
    const tauSlope = (nearest.tau - points[0]!.tau) / (nearest.z - points[0]!.z);
    if (!(slope > 0)) return null;
    let previous: { readonly tau: number; readonly imbalance: number; readonly dz: number } | null = null;
    for (let attempt = 0; attempt < 5; attempt++) {
      const found = this.certify(logShift, tau, 0);
      if (found === null) return null;
      const imbalance = this.shifted.value - 0.5;
      // The imbalance moved with the threshold and, by about dz/2, with the shift.
      if (previous !== null && Math.abs(previous.imbalance) > 10 * Math.abs(previous.dz)) {
        this.learn(tau, (imbalance - previous.imbalance) / (tau - previous.tau));
      }
      // From points with tau = 0 the prediction stays there, where no correction moves it: beyond the kink of the curve
      // at which tau leaves the atom {L = 1} that threshold still certifies, but less than the best.
      if (tau === 0 && imbalance > BALANCE) return null;
      const certificate = this.balanced(found, imbalance);
      if (!(certificate.z < Infinity && Math.abs(imbalance) < 0.1)) return null;
      if (found.mass >= p && slope * (z - certificate.z) <= this.tolerance(z)) return certificate;
      const dz = z - certificate.z;
      if (!(Math.abs(slope * dz) < 0.1)) return null;
      previous = { tau, imbalance, dz };
      logShift += slope * dz - AIM;
      tau = certificate.tau + tauSlope * dz;
    }
    return null;
  }

  /** What a balanced threshold would have proved at this shift: certifiedMass is a parabola in tau near its maximum. */
  private balanced(found: Certificate, imbalance: number): Certificate {
    if (found.tau === 0) return found;
    const balanceSlope = this.balanceRatio / Math.sqrt(2 * found.tau);
    const mass = found.mass - (0.5 * imbalance * imbalance * Math.exp(-found.tau)) / balanceSlope;
    const tau = found.tau - imbalance / balanceSlope;
    return { logShift: found.logShift, tau, mass, z: mass > 0 ? -normalQuantile(Math.min(mass, 0.5)) : Infinity };
  }

  private learn(tau: number, slope: number): void {
    const ratio = slope * Math.sqrt(2 * tau);
    if (ratio < 0.02 * this.balanceRatio && ratio > 50 * this.balanceRatio) this.balanceRatio = ratio;
  }

  /** From nothing: bracket log shift, then solve mass(shift) = p. */
  private search(p: number): Certificate | null {
    const z = -normalQuantile(p);
    let best: Certificate | null = null;
    let tau = 0.5 * z * z;
    // Each shift is judged once: a second look would start from another threshold and might change its mind.
    const judged = new Map<number, number>();
    const excess = (logShift: number): number => {
      const known = judged.get(logShift);
      if (known !== undefined) return known;
      const value = judge(logShift);
      judged.set(logShift, value);
      return value;
    };
    const judge = (logShift: number): number => {
      const certificate = this.certify(logShift, tau, 60);
      if (certificate === null) return -1e3;
      if (Number.isFinite(certificate.tau)) tau = certificate.tau;
      if (certificate.mass >= p && (best === null || best.logShift < logShift)) best = certificate;
      return Math.log(Math.max(certificate.mass, 1e-320) / p);
    };
    let low = Math.log(this.test.typicalShift * z);
    let high = low;
    if (excess(low) >= 0) {
      for (let step = 0.25; high === low || excess(high) >= 0; step *= 2) {
        low = high;
        high = Math.min(LARGEST_LOG_SHIFT, high + step);
        if (low === high) return best;
      }
    } else {
      for (let step = 0.25; low === high || excess(low) < 0; step *= 2) {
        high = low;
        low = Math.max(SMALLEST_LOG_SHIFT, low - step);
        if (low === high) return best;
      }
    }
    findRoot(excess, low, high, { absoluteTolerance: 0.5 * AIM, maxIterations: 100 });
    return best;
  }

  private tolerance(z: number): number {
    return Math.max(SLACK, 1e-11 / z);
  }

  /** The certificate at this shift with the threshold balanced near the guess by at most `limit` corrections. */
  private certify(logShift: number, tauGuess: number, limit: number): Certificate | null {
    const shift = Math.exp(logShift);
    const tau = this.balance(shift, tauGuess, limit);
    const base = this.test.mass(shift, tau);
    const mass = certifiedMass({ tau, base, shifted: this.shifted });
    if (Number.isNaN(mass)) return null;
    return { logShift, tau, mass, z: mass > 0 ? -normalQuantile(Math.min(mass, 0.5)) : Infinity };
  }

  /** Q_v(log L > tau) - 1/2; leaves the mass in `shifted`. */
  private excess(shift: number, tau: number): number {
    this.shifted = shiftedMass(this.test, shift, tau);
    return this.shifted.value - 0.5;
  }

  /** The threshold with Q_v(log L > tau) = 1/2, nearly (at an atom of L, the atom); leaves its mass in `shifted`. */
  private balance(shift: number, guess: number, limit: number): number {
    let tau = guess;
    let value = this.excess(shift, tau);
    for (let i = 0; i < Math.min(limit, 3); i++) {
      if (Math.abs(value) < BALANCE) return tau;
      const next = tau - (value * Math.sqrt(2 * tau)) / this.balanceRatio;
      if (!(next >= 0) || !(Math.abs(next - tau) < 0.5 * Math.max(tau, 0.1))) break;
      const nextValue = this.excess(shift, next);
      const slope = (nextValue - value) / (next - tau);
      this.learn(tau, slope);
      tau = next;
      value = nextValue;
    }
    if (Math.abs(value) < BALANCE || limit <= 3) return tau;
    tau = this.bracketedBalance(shift, Math.max(tau, 1e-12));
    this.excess(shift, tau);
    return tau;
  }

  private bracketedBalance(shift: number, start: number): number {
    const excess = (tau: number): number => this.excess(shift, tau);
    // Q_v(L >= 1) >= 1/2 for every even quasi-concave noise, so the threshold is not negative.
    if (excess(0) <= 0) return 0;
    let low = 0;
    let high = start;
    while (excess(high) > 0) {
      low = high;
      high *= 2;
      if (high > 1e4) return high;
    }
    const root = findRoot(excess, low, high, { relativeTolerance: 1e-9, maxIterations: 100 });
    return root.root;
  }
}

function distinct(points: readonly Certificate[]): Certificate[] {
  return points.filter((point, i) => points.every((other, n) => n <= i || Math.abs(other.z - point.z) > 1e-9));
}
