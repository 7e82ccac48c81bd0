/**
 * The law of T > 0 with density proportional to t^{m-1} f(t): the gauge of a level-set noise (m = dim), or the size of
 * one coordinate of a product noise (m = 1). What is handed out as an `Estimate` is enclosed (enclosed-law.ts); the
 * distribution function, its inverse, the sampler and rules are quadrature on panels, right to about 1e-12, and no
 * bound rests on them.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { gaussKronrod } from '../../numeric/quadrature/gauss-kronrod.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { findRoot } from '../../numeric/roots.ts';
import type { Tail } from '../../numeric/special/special.ts';
import type { FiniteIntegral, Panel } from './integral.ts';
import { panelsOf } from './mesh-panels.ts';
import { boundTails, format, scanModes, type NoIntegral } from './modes.ts';
import { enclosedLaw, type EnclosedLaw } from './enclosed-law.ts';
import { inverseTable, type InverseTable } from './inverse.ts';
import { visitPanels, type LawRule, type LawShape, type Split } from './rule.ts';
import type { Profile } from './profile.ts';
import type { NoMass } from '../../formula/enclosure/half-line.ts';

const KRONROD = gaussKronrod(15);
/** Pieces of the table of quantiles at most: some seconds, where rounding keeps a narrow bump from being fitted. */
const PIECES = 4000;
const SLOW_PIECES = 400;

/** The law, enclosed, or why there is none. */
export function halfLineLaw(profile: Profile, m: number): HalfLineLaw | NoIntegral {
  const enclosed = enclosedLaw(profile.expression.root, m, profile.knots);
  if ('finite' in enclosed) return whyNot(profile, m, enclosed);
  if (enclosed.mass.total.upper === 0) return { finite: false, reason: 'zero', at: 1, detail: 'it is 0 everywhere' };
  const sign = enclosed.sign();
  if (typeof sign === 'object') {
    const at = sign.negativeAt;
    return { finite: false, reason: 'undefined', at, detail: `it is negative or undefined at ${format(at)}` };
  }
  const quick = isPlainlyComputed(profile, enclosed);
  const log = quick ? profile.log : (t: number) => enclosed.logAt(t);
  return new HalfLineLaw({ ...profile, log }, m, panelsOf(enclosed, log, profile.knots), enclosed, quick);
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

/** A law on the half-line by its density. */
export class HalfLineLaw {
  readonly profile: Profile;
  readonly m: number;
  readonly integral: FiniteIntegral;
  /**
   * What is proved of it.
   * @internal
   */
  readonly enclosed: EnclosedLaw;
  /** Mass of all panels before / after each boundary, as a share of the whole. */
  private readonly below: Float64Array;
  private readonly above: Float64Array;
  private readonly total: number;
  /** Whether its density is the formula as it stands, not its enclosure. */
  private readonly quick: boolean;
  private table: InverseTable | null = null;
  private readonly moments = new Map<number, Estimate>();

  /** @internal */
  constructor(profile: Profile, m: number, integral: FiniteIntegral, enclosed: EnclosedLaw, quick: boolean) {
    this.enclosed = enclosed;
    this.quick = quick;
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
    return this.enclosed.logIntegral();
  }

  /** E T^power; Infinity when it diverges, with a finite lower end where only the computation fails. */
  moment(power: number): Estimate {
    const known = this.moments.get(power);
    if (known !== undefined) return known;
    const moment = this.enclosed.moment(power);
    this.moments.set(power, moment);
    return moment;
  }

  /**
   * A quadrature rule for this law: E h(T) is about sum of probability * h(point). `coarse` are the probabilities of
   * the embedded Gauss rule (0 at half of the points): what the two differ by is far above the error. Panels are
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
    return this.enclosed.densityAtZero();
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
    const lower = tail === 'lower';
    const i = this.panelOf(p, lower);
    return Math.exp(this.solve(this.integral.panels[i]!, p - (lower ? this.below[i]! : this.above[i + 1]!), lower));
  }

  /**
   * A point of the panel that holds the quantile at p, as far into it as p: to look around where the mass is, without a
   * root to solve.
   * @internal
   */
  roughQuantile(p: number): number {
    const i = this.panelOf(p, true);
    const { left, right } = this.integral.panels[i]!;
    const [from, to] = [this.below[i]!, this.below[i + 1]!];
    return Math.exp(left + (right - left) * (to > from ? (p - from) / (to - from) : 0.5));
  }

  /** The panel within which the cumulative mass passes p. */
  private panelOf(p: number, lower: boolean): number {
    const cumulative = lower ? this.below : this.above;
    let low = 0;
    let high = this.integral.panels.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const reached = lower ? cumulative[middle + 1]! >= p : cumulative[middle + 1]! <= p;
      if (reached) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The s at which the share of the panel, counted from its left or right end, is `wanted`. */
  private solve({ left, right }: Panel, wanted: number, fromLeft: boolean): number {
    const excess = (s: number): number => (fromLeft ? this.share(left, s) : this.share(s, right)) - wanted;
    if (wanted <= 0) return fromLeft ? left : right;
    if (excess(fromLeft ? right : left) <= 0) return fromLeft ? right : left;
    return findRoot(excess, left, right).root;
  }

  /** One draw of T. The distribution function of what is drawn differs from T's by about `drawError`. */
  draw(random: RandomStream): number {
    return this.inverse().draw(random.uniformOpen());
  }

  /** The Kolmogorov distance between the law of `draw` and the true one, as far as it was measured. */
  get drawError(): number {
    return this.inverse().error + this.integral.error;
  }

  private inverse(): InverseTable {
    this.table ??= inverseTable(this.integral.panels, this.below, {
      share: (left, right) => this.share(left, right),
      solve: (panel, wanted) => this.solve(panel, wanted, true),
      pieces: this.quick ? PIECES : SLOW_PIECES,
    });
    return this.table;
  }
}
