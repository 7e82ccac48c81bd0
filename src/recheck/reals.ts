/**
 * Enclosures of real numbers between two dyadic numbers m 2^e (m a BigInt, e a number), rounded outward to a given
 * number of bits after every operation. No floating point: a double occurs only where bits are counted.
 */
import type { Rational } from './rational.ts';
import { OutOfReach } from './verdicts.ts';

/** m 2^e. */
export interface Dyadic {
  readonly m: bigint;
  readonly e: number;
}

/** All numbers from lo to hi. */
export interface Enclosure {
  readonly lo: Dyadic;
  readonly hi: Dyadic;
}

export const dyadic = (m: bigint, e = 0): Dyadic => ({ m, e });
const NOTHING = dyadic(0n);

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Which half of a double holds its exponent on this machine. */
double[0] = 1;
const UPPER = words[1] === 0 ? 0 : 1;

/** A b with |m| < 2^b, at most one more than the least: the exponent of the nearest double. */
export function bitsOf(m: bigint): number {
  let skipped = 0;
  double[0] = Number(m);
  for (let rest = m; !Number.isFinite(double[0]); double[0] = Number(rest)) {
    rest >>= 1000n;
    skipped += 1000;
    if (rest < 0n) rest += 1n;
  }
  const exponent = (words[UPPER]! >>> 20) & 0x7ff;
  return exponent === 0 ? 0 : skipped + exponent - 1022;
}

/** floor(m 2^-n), or ceil. */
function shiftRight(m: bigint, n: number, up: boolean): bigint {
  const by = BigInt(n);
  return up ? -(-m >> by) : m >> by;
}

export function sign(x: Dyadic): number {
  return x.m < 0n ? -1 : x.m > 0n ? 1 : 0;
}

export const negated = ({ m, e }: Dyadic): Dyadic => ({ m: -m, e });

/** x + y exactly. */
export function exactSum(x: Dyadic, y: Dyadic): Dyadic {
  if (x.m === 0n) return y;
  if (y.m === 0n) return x;
  const e = Math.min(x.e, y.e);
  if (Math.max(x.e, y.e) - e > 1_000_000) throw new OutOfReach('numbers of very different size');
  return { m: (x.m << BigInt(x.e - e)) + (y.m << BigInt(y.e - e)), e };
}

/** The sign of x - y. */
export function order(x: Dyadic, y: Dyadic): number {
  if (sign(x) !== sign(y)) return sign(x) - sign(y);
  const size = (z: Dyadic): number => bitsOf(z.m) + z.e;
  const apart = size(x) - size(y);
  if (x.m !== 0n && Math.abs(apart) > 1) return apart * sign(x);
  return sign(exactSum(x, negated(y)));
}

const smaller = (x: Dyadic, y: Dyadic): Dyadic => (order(x, y) <= 0 ? x : y);
const larger = (x: Dyadic, y: Dyadic): Dyadic => (order(x, y) >= 0 ? x : y);

export class Reals {
  /** Bits kept by each rounding. */
  readonly bits: number;
  readonly constants = new Map<string, Enclosure>();

  constructor(bits: number) {
    this.bits = bits;
  }

  /** m 2^e rounded down (or up) to `bits` bits. */
  round({ m, e }: Dyadic, up: boolean): Dyadic {
    const excess = bitsOf(m) - this.bits;
    return excess <= 0 ? { m, e } : { m: shiftRight(m, excess, up), e: e + excess };
  }

  /** The enclosure [lo, hi], rounded outward. */
  between(lo: Dyadic, hi: Dyadic): Enclosure {
    return { lo: this.round(lo, false), hi: this.round(hi, true) };
  }

  whole(n: bigint | number): Enclosure {
    const x = dyadic(BigInt(n));
    return this.between(x, x);
  }

  of(x: Rational): Enclosure {
    return this.over(dyadic(x.n), dyadic(x.d));
  }

  /** All numbers between two rationals. */
  range(lo: Rational, hi: Rational): Enclosure {
    return { lo: this.of(lo).lo, hi: this.of(hi).hi };
  }

  /** n/d of two dyadic numbers, d > 0. */
  private over(n: Dyadic, d: Dyadic): Enclosure {
    const shift = Math.max(0, this.bits + 2 + bitsOf(d.m) - bitsOf(n.m));
    const scaled = n.m << BigInt(shift);
    const low = floorDivide(scaled, d.m);
    const high = low * d.m === scaled ? low : low + 1n;
    return this.between({ m: low, e: n.e - d.e - shift }, { m: high, e: n.e - d.e - shift });
  }

  add(x: Enclosure, y: Enclosure): Enclosure {
    return this.between(this.sumOf(x.lo, y.lo, false), this.sumOf(x.hi, y.hi, true));
  }

  /** x + y, where a summand far below the last bit is replaced by a bound. */
  private sumOf(x: Dyadic, y: Dyadic, up: boolean): Dyadic {
    const [a, b] = bitsOf(x.m) + x.e >= bitsOf(y.m) + y.e ? [x, y] : [y, x];
    if (a.m === 0n || b.m === 0n) return a.m === 0n ? b : a;
    const gap = a.e - (bitsOf(b.m) + b.e);
    if (gap <= 2 * this.bits) return exactSum(a, b);
    const bound = { m: b.m < 0n ? (up ? 0n : -1n) : up ? 1n : 0n, e: a.e - 2 * this.bits };
    return exactSum(a, bound);
  }

  neg(x: Enclosure): Enclosure {
    return { lo: negated(x.hi), hi: negated(x.lo) };
  }

  sub(x: Enclosure, y: Enclosure): Enclosure {
    return this.add(x, this.neg(y));
  }

  mul(x: Enclosure, y: Enclosure): Enclosure {
    const times = (a: Dyadic, b: Dyadic): Dyadic => ({ m: a.m * b.m, e: a.e + b.e });
    if (x.lo.m >= 0n && y.lo.m >= 0n) return this.between(times(x.lo, y.lo), times(x.hi, y.hi));
    const corners = [x.lo, x.hi].flatMap((a) => [y.lo, y.hi].map((b) => times(a, b)));
    return this.between(corners.reduce(smaller), corners.reduce(larger));
  }

  /** x/y. Throws OutOfReach where y may be 0. */
  div(x: Enclosure, y: Enclosure): Enclosure {
    if (sign(y.hi) < 0) return this.div(this.neg(x), this.neg(y));
    if (sign(y.lo) <= 0) throw new OutOfReach('a division by what may be 0');
    if (x.lo.m >= 0n) return { lo: this.over(x.lo, y.hi).lo, hi: this.over(x.hi, y.lo).hi };
    const corners = [x.lo, x.hi].flatMap((a) => [y.lo, y.hi].map((b) => this.over(a, b)));
    return { lo: corners.map(({ lo }) => lo).reduce(smaller), hi: corners.map(({ hi }) => hi).reduce(larger) };
  }

  /** x^n. */
  power(x: Enclosure, n: bigint): Enclosure {
    if (n < 0n) return this.div(this.whole(1), this.power(x, -n));
    if (n % 2n === 0n && sign(x.lo) < 0) return this.power(this.abs(x), n);
    const raise = (end: Dyadic): Enclosure => {
      let result = this.whole(1);
      let square: Enclosure = { lo: end, hi: end };
      for (let k = n; k > 0n; k >>= 1n) {
        if (k & 1n) result = this.mul(result, square);
        if (k > 1n) square = this.mul(square, square);
      }
      return result;
    };
    return { lo: raise(x.lo).lo, hi: raise(x.hi).hi };
  }

  abs(x: Enclosure): Enclosure {
    if (sign(x.lo) >= 0) return x;
    if (sign(x.hi) <= 0) return this.neg(x);
    return { lo: NOTHING, hi: larger(negated(x.lo), x.hi) };
  }

  hull(x: Enclosure, y: Enclosure): Enclosure {
    return { lo: smaller(x.lo, y.lo), hi: larger(x.hi, y.hi) };
  }

  /** What lies in both; undefined when nothing does. */
  common(x: Enclosure, y: Enclosure): Enclosure | undefined {
    const [lo, hi] = [larger(x.lo, y.lo), smaller(x.hi, y.hi)];
    return order(lo, hi) > 0 ? undefined : { lo, hi };
  }

  /** A function that never decreases, from its enclosures at points. */
  increasing(x: Enclosure, at: (point: Dyadic) => Enclosure): Enclosure {
    const low = at(x.lo);
    return order(x.lo, x.hi) === 0 ? low : { lo: low.lo, hi: at(x.hi).hi };
  }

  /** A number known once and for all at this precision. */
  constant(name: string, make: () => Enclosure): Enclosure {
    const known = this.constants.get(name) ?? make();
    this.constants.set(name, known);
    return known;
  }
}

function floorDivide(n: bigint, d: bigint): bigint {
  const towardsZero = n / d;
  return n < 0n && towardsZero * d !== n ? towardsZero - 1n : towardsZero;
}

/** The sign of every number of the enclosure; undefined when they differ. */
export function certainSign(x: Enclosure): -1 | 0 | 1 | undefined {
  if (sign(x.lo) > 0) return 1;
  if (sign(x.hi) < 0) return -1;
  return sign(x.lo) === 0 && sign(x.hi) === 0 ? 0 : undefined;
}

/** A dyadic number as an exact fraction n/d. */
export const exactly = ({ m, e }: Dyadic): { readonly n: bigint; readonly d: bigint } =>
  e >= 0 ? { n: m << BigInt(e), d: 1n } : { n: m, d: 1n << BigInt(-e) };

/** About the value, for people. */
export function approximately(x: Dyadic): string {
  const excess = Math.max(0, bitsOf(x.m) - 60);
  const value = Number(x.m >> BigInt(excess)) * 2 ** (x.e + excess);
  return Number.isFinite(value) ? value.toPrecision(12) : `2^${bitsOf(x.m) + x.e}`;
}
