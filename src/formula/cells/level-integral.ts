/**
 * J = int_0^inf |{q > t}|^a dt, a = (d-1)/d, of a density known on parts of a box by its range and its mean: two dual
 * bounds, both right to second order in the size of the parts.
 *
 * Above: x^a is concave, so for any V(t) > 0, J <= int (1 - a) V^a dt + int F(q) dx with F' = a V^{a-1}, F(0) = 0. V is
 * a step function that does not increase, hence F is convex, and its mean over a part is at most the chord's value at
 * the mean of q. Below: J = int_0^inf a s^{a-1} q*(s) ds with the decreasing rearrangement q*, and int q w <= int q* w*
 * for every w >= 0 (Hardy and Littlewood). w is constant on each part, the parts ranked in any order: w is the mean of
 * a s^{a-1} over the part's place in the order of volumes (both it and q* decrease, so that the mean may stand for it),
 * or that function at the midpoint, which is less, for it is convex.
 *
 * Rounding: both bounds are sums of positive terms (differences are of doubles as they stand, of relative error u),
 * each of fewer than 50 operations on the table below, itself a sum of at most `LEVELS` positive terms, and powers to
 * 2^-49: relative errors below (LEVELS + parts + 200) 2^-52 in all, and 1e-11 of differences of powers a thousandth
 * apart or more. `SLACK` and the count of parts are far above.
 */
import type { Parts } from './parts.ts';
import { descendingOrder } from './descending.ts';

const LEVELS = 4000;
const SLACK = 1e-10;
/**
 * V is taken no smaller than the volume that holds this share of the mass: the tip of a cusp has parts as small as
 * doubles go, where F would be steeper than the rounding of q allows.
 */
const TIP = 1e-10;

/** A step function V(t) and F(t) = int_0^t a V^{a-1}. */
export class LevelTable {
  /** int (1 - a) V^a dt up to the largest value. */
  readonly base: number;
  private readonly power: number;
  private readonly levels: Float64Array;
  private readonly slopes: Float64Array;
  private readonly integrals: Float64Array;
  private readonly volumes: Float64Array;
  private readonly order: Uint32Array;

  constructor(parts: Parts, dim: number, size = LEVELS) {
    this.power = (dim - 1) / dim;
    const keys = new Float64Array(parts.count);
    let top = 0;
    for (let k = 0; k < parts.count; k++) {
      keys[k] = 0.5 * (parts.meanLow[k]! + parts.meanHigh[k]!);
      top = Math.max(top, parts.high[k]!);
    }
    this.order = descendingOrder(keys);
    this.volumes = new Float64Array(parts.count + 1);
    for (let r = 0; r < parts.count; r++) this.volumes[r + 1] = this.volumes[r]! + parts.volume[this.order[r]!]!;
    const { levels, steps } = this.steps(keys, top, size);
    const n = steps.length;
    this.levels = Float64Array.from(levels);
    this.slopes = new Float64Array(n);
    this.integrals = new Float64Array(n + 1);
    let base = 0;
    for (let j = 0; j < n; j++) {
      const width = levels[j + 1]! - levels[j]!;
      this.slopes[j] = this.power * steps[j]! ** (this.power - 1);
      this.integrals[j + 1] = this.integrals[j]! + this.slopes[j]! * width;
      base += (1 - this.power) * steps[j]! ** this.power * width;
    }
    this.base = base;
  }

  /**
   * Levels 0 = t_0 < t_1 < ... up to the largest value, and a volume between each two, never larger than the one
   * before.
   */
  private steps(keys: Float64Array, top: number, size: number): { levels: number[]; steps: number[] } {
    const { volumes, order } = this;
    const n = order.length;
    const [least, most] = [volumes[this.tip(keys)]!, volumes[n]!];
    const levels = [0];
    let rank = n;
    for (let j = size; j >= 0; j--) {
      const wanted = least * (most / least) ** (j / size);
      while (rank > 1 && volumes[rank]! > wanted) rank--;
      const level = keys[order[rank - 1]!]!;
      if (level > levels.at(-1)! * (1 + 1e-9) && level < top) {
        levels.push(level);
      }
    }
    levels.push(Math.max(top, 1e-300));
    // Between two levels the volume falls from that of {q > the one} to that of {q >= the other}: the geometric mean,
    // kept from rising. Above the last mean of a part there is about half of that part. A plateau is at its level, up
    // to rounding.
    const steps: number[] = [];
    rank = n;
    for (let j = 1; j < levels.length; j++) {
      while (rank > 1 && keys[order[rank - 1]!]! <= levels[j - 1]!) rank--;
      const above = volumes[rank]!;
      const last = j === levels.length - 1 ? 0.5 * above : 0;
      while (rank > 1 && keys[order[rank - 1]!]! < levels[j]! * (1 - 1e-9)) rank--;
      steps.push(Math.min(steps.at(-1) ?? Infinity, Math.max(least, last, Math.sqrt(above * volumes[rank]!))));
    }
    return { levels, steps };
  }

  /** How many of the highest parts hold a share `TIP` of the mass. */
  private tip(keys: Float64Array): number {
    const { volumes, order } = this;
    const massOf = (r: number): number => keys[order[r]!]! * (volumes[r + 1]! - volumes[r]!);
    let total = 0;
    for (let r = 0; r < order.length; r++) total += massOf(r);
    if (!(total < Infinity)) return 1;
    let mass = 0;
    for (let r = 0; r < order.length; r++) {
      mass += massOf(r);
      if (mass >= TIP * total) return r + 1;
    }
    return order.length;
  }

  private place(x: number): number {
    let [a, b] = [0, this.slopes.length];
    while (b - a > 1) {
      const c = (a + b) >> 1;
      if (this.levels[c]! <= x) a = c;
      else b = c;
    }
    return a;
  }

  /** F at a value, and its slope there. */
  at(x: number): number {
    const j = this.place(x);
    return this.integrals[j]! + this.slopes[j]! * (x - this.levels[j]!);
  }

  slopeAt(x: number): number {
    return this.slopes[this.place(x)]!;
  }

  /** The largest F(q)/q for q up to a value; Infinity where that is beyond the table. */
  slopeBelow(value: number): number {
    if (!(value <= this.levels.at(-1)!)) return Infinity;
    return value > 0 ? Math.max(this.slopes[0]!, this.at(value) / value) : this.slopes[0]!;
  }

  /** The mean of F(q) for q in [low, high] of mean at most `mean`: the chord. */
  chord(low: number, high: number, mean: number): number {
    const [i, j] = [this.place(low), this.place(high)];
    const from = this.integrals[i]! + this.slopes[i]! * (low - this.levels[i]!);
    if (i === j) return from + this.slopes[i]! * (mean - low);
    const to = this.integrals[j]! + this.slopes[j]! * (high - this.levels[j]!);
    return from + (to - from) * Math.min(1, (mean - low) / (high - low));
  }

  /**
   * int of a s^{a-1} from one volume to another, not too large: their difference where they are far apart, else by the
   * midpoint.
   */
  private share(from: number, to: number): number {
    const a = this.power;
    if (to - from > 1e-3 * to) return to ** a - from ** a;
    return (to - from) * a * (0.5 * (from + to)) ** (a - 1);
  }

  /** J of the parts, enclosed. */
  integral(parts: Parts): [number, number] {
    let upper = this.base;
    for (let k = 0; k < parts.count; k++)
      upper += parts.volume[k]! * this.chord(parts.low[k]!, parts.high[k]!, parts.meanHigh[k]!);
    let lower = 0;
    for (let r = 0; r < parts.count; r++) {
      const k = this.order[r]!;
      lower += parts.meanLow[k]! * this.share(this.volumes[r]!, this.volumes[r + 1]!);
    }
    const slack = SLACK + parts.count * 2 ** -51;
    return [lower * (1 - slack), upper * (1 + slack)];
  }
}

/**
 * int q log q over the parts: s log s is convex, so its mean is at least its value at the mean and at most the chord's.
 */
export function logIntegral(parts: Parts): [number, number] {
  let [lower, upper, sizes] = [0, 0, 0];
  for (let k = 0; k < parts.count; k++) {
    const [a, b, ml, mh] = [parts.low[k]!, parts.high[k]!, parts.meanLow[k]!, parts.meanHigh[k]!];
    const volume = parts.volume[k]!;
    // The least of s log s is at 1/e.
    const bottom = Math.min(Math.max(ml, Math.exp(-1)), mh);
    const least = Math.min(timesLog(ml), timesLog(mh), timesLog(bottom));
    const chord = (mean: number): number =>
      b > a ? timesLog(a) + (timesLog(b) - timesLog(a)) * Math.min(1, Math.max(0, (mean - a) / (b - a))) : timesLog(a);
    const most = Math.max(chord(ml), chord(mh));
    lower += volume * least;
    upper += volume * most;
    sizes += volume * Math.max(Math.abs(timesLog(a)), Math.abs(timesLog(b)), Math.abs(least), a, b);
  }
  const slack = sizes * (SLACK + parts.count * 2 ** -51) + 1e-290;
  return [lower - slack, upper + slack];
}

function timesLog(s: number): number {
  return s > 0 ? s * Math.log(s) : 0;
}
