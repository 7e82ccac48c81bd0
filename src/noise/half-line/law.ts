/**
 * The law of T > 0 with density proportional to t^{m-1} f(t): the gauge of a level-set noise (m = dim), or the size of
 * one coordinate of a product noise (m = 1). Moments, distribution function, quantiles and exact-to-1e-12 sampling.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { gaussKronrod } from '../../numeric/quadrature/gauss-kronrod.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { findRoot } from '../../numeric/roots.ts';
import type { Tail } from '../../numeric/special/special.ts';
import { integrateHalfLine, LOG_RANGE, type FiniteIntegral, type Panel } from './integral.ts';
import { panelsOf } from './mesh-panels.ts';
import { boundTails, format, scanModes, type NoIntegral } from './modes.ts';
import { enclosedLaw, type EnclosedLaw } from './enclosed-law.ts';
import { inverseTable, type InverseTable } from './inverse.ts';
import { visitPanels, type LawRule, type LawShape, type Split } from './rule.ts';
import type { Profile } from './profile.ts';
import type { NoMass } from '../../formula/enclosure/half-line.ts';
import type { ExpressionNode } from '../../formula/tree.ts';

const KRONROD = gaussKronrod(15);

/** The law, or why there is none: enclosed where the profile is a formula, by quadrature (an estimate) where it is a program. */
export function halfLineLaw(profile: Profile, m: number): HalfLineLaw | NoIntegral {
  if (profile.expression !== null) return lawOfFormula(profile, profile.expression.root, m);
  const integral = integrateHalfLine(profile.log, m, profile.knots);
  return integral.finite ? new HalfLineLaw(profile, m, integral, null) : integral;
}

function lawOfFormula(profile: Profile, root: ExpressionNode, m: number): HalfLineLaw | NoIntegral {
  const enclosed = enclosedLaw(root, m, profile.knots);
  if ('finite' in enclosed) return whyNot(profile, m, enclosed);
  if (enclosed.mass.total.upper === 0) return { finite: false, reason: 'zero', at: 1, detail: 'it is 0 everywhere' };
  const sign = enclosed.sign();
  if (typeof sign === 'object') {
    const at = sign.negativeAt;
    return { finite: false, reason: 'undefined', at, detail: `it is negative or undefined at ${format(at)}` };
  }
  const log = isPlainlyComputed(profile, enclosed) ? profile.log : (t: number) => enclosed.logAt(t);
  return new HalfLineLaw({ ...profile, log }, m, panelsOf(enclosed, log, profile.knots), enclosed);
}

/** Whether the plain logarithm of the formula agrees with its enclosure, also where f is small by cancellation. */
function isPlainlyComputed({ log }: Profile, enclosed: EnclosedLaw): boolean {
  const { cells } = enclosed.mass;
  const points = cells.map(({ left, right }) => left + 0.5 * (right - left));
  for (let k = 0; k < 16; k++) points.push(cells.at(-1)!.right * 8 ** k);
  return points.every((t) => {
    const [low, high] = [log(t), enclosed.logAt(t)];
    const slack = 1e-9 * (1 + Math.abs(high));
    return low === high || Math.abs(low - high) <= slack || (high < -700 && low < -700);
  });
}

/** The sentence for a formula whose integral is not enclosed: proved to diverge, undefined somewhere, or not known. */
function whyNot({ log, knots }: Profile, m: number, { reason, at }: NoMass): NoIntegral {
  if (reason === 'diverges-at-zero' || reason === 'diverges-at-infinity') {
    const where = reason === 'diverges-at-zero' ? '0' : 'infinity';
    return { finite: false, reason, at, detail: `its integral diverges at ${where}` };
  }
  const g = (s: number): number => m * s + log(Math.exp(s));
  const scan = scanModes(g, knots);
  if ('finite' in scan) return scan;
  const ends = boundTails(g, scan.peak);
  if ('finite' in ends && ends.reason === 'too-slow') return ends;
  const where =
    reason === 'unresolved' ? `near ${format(at)}` : `towards ${reason === 'unknown-at-zero' ? '0' : 'infinity'}`;
  return { finite: false, reason: 'unresolved', at, detail: `its integral could not be bounded ${where}` };
}

function kronrod(f: (s: number) => number, left: number, right: number): number {
  const half = 0.5 * (right - left);
  const centre = left + half;
  let sum = 0;
  for (const [node, weight] of KRONROD.rows) {
    sum += weight * (node === 0 ? f(centre) : f(centre - half * node) + f(centre + half * node));
  }
  return sum * half;
}

/**
 * A law on the half line by its density, for the size of a coordinate: its integrals, with error bounds, and
 * quantiles.
 */
export class HalfLineLaw {
  readonly profile: Profile;
  readonly m: number;
  readonly integral: FiniteIntegral;
  /**
   * What is proved of it; null for a profile given as a program, whose numbers rest on quadrature.
   * @internal
   */
  readonly enclosed: EnclosedLaw | null;
  /** Mass of all panels before / after each boundary, as a share of the whole. */
  private readonly below: Float64Array;
  private readonly above: Float64Array;
  private readonly total: number;
  private table: InverseTable | null = null;
  private readonly moments = new Map<number, Estimate>();

  /** @internal */
  constructor(profile: Profile, m: number, integral: FiniteIntegral, enclosed: EnclosedLaw | null) {
    this.enclosed = enclosed;
    this.profile = profile;
    this.m = m;
    this.integral = integral;
    const { panels } = integral;
    this.below = new Float64Array(panels.length + 1);
    this.above = new Float64Array(panels.length + 1);
    for (let i = 0; i < panels.length; i++) this.below[i + 1] = this.below[i]! + panels[i]!.mass;
    for (let i = panels.length; i > 0; i--) this.above[i - 1] = this.above[i]! + panels[i - 1]!.mass;
    this.total = this.below[panels.length]!;
    for (let i = 0; i <= panels.length; i++) {
      this.below[i] = this.below[i]! / this.total;
      this.above[i] = this.above[i]! / this.total;
    }
  }

  /** log int_0^inf t^{m-1} f(t) dt. */
  logIntegral(): Estimate {
    const { logValue, error } = this.integral;
    return this.enclosed?.logIntegral() ?? quadrature(logValue, logValue - error, logValue + error);
  }

  /** E T^power; Infinity when it diverges, with a finite lower end where only the computation fails. */
  moment(power: number): Estimate {
    const known = this.moments.get(power);
    if (known !== undefined) return known;
    const moment = this.computeMoment(power);
    this.moments.set(power, moment);
    return moment;
  }

  private computeMoment(power: number): Estimate {
    if (this.enclosed !== null) return this.enclosed.moment(power);
    const shifted = integrateHalfLine(this.profile.log, this.m + power, this.profile.knots);
    if (!shifted.finite) return this.unboundedMean(shifted, (t) => t ** power);
    const value = Math.exp(shifted.logValue - this.integral.logValue);
    const error = value * Math.expm1(shifted.error + this.integral.error);
    return quadrature(value, value - error, value + error);
  }

  /**
   * E h(T) for h smooth between the knots of the profile and of at most polynomial growth, with an error estimate; the
   * part of the law beyond the panels (below 1e-16 of the mass) is not seen.
   */
  expectation(h: (t: number) => number): { value: number; error: number } {
    return this.expectations(h)((x) => x);
  }

  /** k -> E k(h(T)), as `expectation`, for many k: h is evaluated only once at every node. */
  expectations(h: (t: number) => number): (k: (value: number) => number) => { value: number; error: number } {
    const values: number[] = [];
    const weights: number[] = [];
    const gaussWeights: number[] = [];
    const panelEnds: number[] = [];
    visitPanels(
      this.shape(),
      (s, weight, gaussWeight) => {
        // What lies outside the support may be anything, NaN as well.
        if (weight === 0) return;
        values.push(h(Math.exp(s)));
        weights.push(weight);
        gaussWeights.push(gaussWeight);
      },
      () => panelEnds.push(values.length),
    );
    return (k) => {
      let [value, error, n] = [0, 0, 0];
      for (const end of panelEnds) {
        let [kronrod, gauss, size] = [0, 0, 0];
        for (; n < end; n++) {
          const at = k(values[n]!);
          kronrod += weights[n]! * at;
          if (gaussWeights[n] !== 0) gauss += gaussWeights[n]! * at;
          size += weights[n]! * Math.abs(at);
        }
        value += kronrod;
        error += Math.abs(kronrod - gauss) + 8 * Number.EPSILON * size;
      }
      return { value, error: error + Math.abs(value) * this.integral.error };
    };
  }

  /**
   * A quadrature rule for this law: E h(T) is about sum of probability * h(point). `coarse` are the probabilities of the
   * embedded Gauss rule (0 at half of the points): what the two differ by is far above the error. Panels are
   * bisected while `split` (given two values of t and the mass between them) wants it, for integrands that oscillate.
   */
  rule(split?: Split): LawRule {
    const points: number[] = [];
    const probabilities: number[] = [];
    const coarse: number[] = [];
    visitPanels(
      this.shape(),
      (s, weight, gaussWeight) => {
        if (weight === 0) return;
        points.push(Math.exp(s));
        probabilities.push(weight);
        coarse.push(gaussWeight);
      },
      () => undefined,
      split,
    );
    return {
      points: Float64Array.from(points),
      probabilities: Float64Array.from(probabilities),
      coarse: Float64Array.from(coarse),
    };
  }

  /** E e^{logH(T)}: Infinity when it diverges, whatever the mass of the law where it does; see `moment`. */
  mean(logH: (t: number) => number): Estimate {
    const { log, knots } = this.profile;
    const weigh = (t: number): number => {
      const base = log(t);
      return base === -Infinity ? base : base + logH(t);
    };
    const weighted = integrateHalfLine(weigh, this.m, knots);
    if (!weighted.finite) return this.unboundedMean(weighted, (t) => Math.exp(logH(t)));
    const value = Math.exp(weighted.logValue - this.integral.logValue);
    const error = value * Math.expm1(weighted.error + this.integral.error);
    return quadrature(value, value - error, value + error);
  }

  /** A mean that could not be computed: known to diverge, or bounded from below by what the panels see. */
  private unboundedMean({ reason }: NoIntegral, h: (t: number) => number): Estimate {
    const value = reason === 'zero' ? 0 : Infinity;
    const certain = reason === 'zero' || reason === 'diverges-at-zero' || reason === 'diverges-at-infinity';
    const seen = certain ? { value, error: 0 } : this.expectation(h);
    const least = certain ? value : seen.value - seen.error;
    const lower = certain || (least > 0 && least < Infinity) ? least : 0;
    return quadrature(value, lower, value);
  }

  private shape(): LawShape {
    return {
      panels: this.integral.panels,
      density: (s) => this.density(s) / this.total,
      share: (left, right) => this.share(left, right),
    };
  }

  /** e^{g(s) - peak}. */
  private density(s: number): number {
    return Math.exp(this.m * s + this.profile.log(Math.exp(s)) - this.integral.peak);
  }

  /** Share of the law between two points of one panel. */
  private share(left: number, right: number): number {
    return kronrod((s) => this.density(s), left, right) / this.total;
  }

  /** f(0+) / int_0^inf f, for m = 1; Infinity at a pole. */
  densityAtZero(): Estimate {
    if (this.enclosed !== null) return this.enclosed.densityAtZero();
    const { log } = this.profile;
    const atZero = log(0);
    const nearZero = log(Math.exp(-LOG_RANGE));
    const top = (Number.isNaN(atZero) ? nearZero : Math.max(atZero, nearZero)) - this.integral.logValue;
    const value = Math.exp(top);
    const error = value === Infinity ? 0 : value * (this.integral.error + 8 * Number.EPSILON * (1 + Math.abs(top)));
    return quadrature(value, value - error, value + error);
  }

  /** P(T <= t), or P(T > t). */
  cdf(t: number, tail: Tail = 'lower'): number {
    const { panels } = this.integral;
    if (!(t > 0)) return tail === 'lower' ? 0 : 1;
    const s = Math.log(t);
    const i = this.panelAt(s);
    if (i < 0) return tail === 'lower' ? 0 : 1;
    const { left, right } = panels[i]!;
    if (s >= right) return tail === 'lower' ? this.below[i + 1]! : this.above[i + 1]!;
    return Math.min(
      1,
      tail === 'lower' ? this.below[i]! + this.share(left, s) : this.above[i + 1]! + this.share(s, right),
    );
  }

  /** The last panel that starts at or before s; -1 when s is before all. */
  private panelAt(s: number): number {
    const { panels } = this.integral;
    let low = -1;
    let high = panels.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (panels[middle]!.left <= s) low = middle;
      else high = middle;
    }
    return low;
  }

  /** The t with cdf(t, tail) = p. At p = 0 or 1 the end of the support as far as doubles resolve it. */
  quantile(p: number, tail: Tail = 'lower'): number {
    const { panels } = this.integral;
    const lower = tail === 'lower';
    const cumulative = lower ? this.below : this.above;
    // The panel within which the cumulative mass passes p.
    let low = 0;
    let high = panels.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const reached = lower ? cumulative[middle + 1]! >= p : cumulative[middle + 1]! <= p;
      if (reached) high = middle;
      else low = middle + 1;
    }
    return Math.exp(this.solve(panels[low]!, p - cumulative[lower ? low : low + 1]!, lower));
  }

  /** The s at which the share of the panel, counted from its left or right end, is `wanted`. */
  private solve({ left, right }: Panel, wanted: number, fromLeft: boolean): number {
    const excess = (s: number): number => (fromLeft ? this.share(left, s) : this.share(s, right)) - wanted;
    if (wanted <= 0) return fromLeft ? left : right;
    if (excess(fromLeft ? right : left) <= 0) return fromLeft ? right : left;
    return findRoot(excess, left, right).root;
  }

  /** One draw of T. The distribution function of what is drawn differs from T's by at most `drawError`. */
  draw(random: RandomStream): number {
    return this.inverse().draw(random.uniformOpen());
  }

  /** Bound on the Kolmogorov distance between the law of `draw` and the true one. */
  get drawError(): number {
    return this.inverse().error + this.integral.error;
  }

  private inverse(): InverseTable {
    this.table ??= inverseTable(this.integral.panels, this.below, {
      share: (left, right) => this.share(left, right),
      solve: (panel, wanted) => this.solve(panel, wanted, true),
    });
    return this.table;
  }
}

function quadrature(value: number, lower: number, upper: number): Estimate {
  return { value, lower, upper, method: 'quadrature', confidence: 1 };
}
