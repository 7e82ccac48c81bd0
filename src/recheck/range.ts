/**
 * Ranges: intervals of real numbers with every end marked whether it belongs to the range, and what each operation
 * makes of them. Ends are exact where they are known exactly (e^0, log 1) and rounded outward where not.
 */
import { exp, log } from './elementary.ts';
import type { Term } from './language.ts';
import {
  ceiling,
  compare,
  floor,
  fraction,
  minus,
  ONE,
  plus,
  quotient,
  times,
  ZERO,
  type Rational,
} from './rational.ts';
import { exactly, Reals, type Enclosure } from './reals.ts';
import { normalCdf } from './special-functions.ts';
import { Malformed } from './verdicts.ts';

/** An end of a range; no number means infinite. */
interface End {
  readonly at: Rational | undefined;
  readonly attained: boolean;
}
export interface Range {
  readonly lo: End;
  readonly hi: End;
  /** Of a variable: only the integers in it belong to it. */
  readonly integers?: true;
}
/** The ranges of the variables. */
export type Domain = ReadonlyMap<string, Range>;

export const open = (at?: Rational | bigint): End => ({
  at: typeof at === 'bigint' ? fraction(at) : at,
  attained: false,
});
export const closed = (at: Rational | bigint): End => ({
  at: typeof at === 'bigint' ? fraction(at) : at,
  attained: true,
});
export const ALL: Range = { lo: open(), hi: open() };
const UNIT: Range = { lo: open(0n), hi: open(1n) };
const R = new Reals(64);

/** The open interval of a variable, or the integers in it. Throws Malformed when it is empty. */
export function variableRange(lower: Rational | undefined, upper: Rational | undefined, integer: boolean): Range {
  const ends = integer
    ? {
        lo: lower === undefined ? open() : closed(floor(lower) + 1n),
        hi: upper === undefined ? open() : closed(ceiling(upper) - 1n),
        integers: true as const,
      }
    : { lo: open(lower), hi: open(upper) };
  const { lo, hi } = ends;
  const order = lo.at === undefined || hi.at === undefined ? -1 : compare(lo.at, hi.at);
  // Integers attain their ends, so one is enough.
  if (order > 0 || (order === 0 && !integer)) throw new Malformed('an empty domain');
  return ends;
}

export const isPositiveRange = ({ lo }: Range): boolean =>
  lo.at !== undefined && (lo.at.n > 0n || (lo.at.n === 0n && !lo.attained));
export const isNotNegativeRange = ({ lo }: Range): boolean => lo.at !== undefined && lo.at.n >= 0n;

export function sumRange(x: Range, y: Range): Range {
  const ends = (a: End, b: End): End =>
    a.at === undefined || b.at === undefined ? open() : { at: plus(a.at, b.at), attained: a.attained && b.attained };
  return { lo: ends(x.lo, y.lo), hi: ends(x.hi, y.hi) };
}

/** Corners with infinite ends: 0 times anything is 0, infinity times a sign is infinite. */
export function productRange(x: Range, y: Range): Range {
  type Corner = { readonly at: Rational | 'inf' | '-inf'; readonly attained: boolean };
  const corner = (a: End, aSign: number, b: End, bSign: number): Corner => {
    const zero = [a, b].find(({ at }) => at?.n === 0n);
    if (zero !== undefined) return { at: ZERO, attained: [a, b].some((e) => e.at?.n === 0n && e.attained) };
    const s =
      (a.at === undefined ? aSign : Number(a.at.n > 0n) * 2 - 1) *
      (b.at === undefined ? bSign : Number(b.at.n > 0n) * 2 - 1);
    if (a.at === undefined || b.at === undefined) return { at: s > 0 ? 'inf' : '-inf', attained: false };
    return { at: times(a.at, b.at), attained: a.attained && b.attained };
  };
  const corners = [
    corner(x.lo, -1, y.lo, -1),
    corner(x.lo, -1, y.hi, 1),
    corner(x.hi, 1, y.lo, -1),
    corner(x.hi, 1, y.hi, 1),
  ];
  const order = (a: Corner, b: Corner): number => {
    const rank = (c: Corner): number => (c.at === 'inf' ? 1 : c.at === '-inf' ? -1 : 0);
    if (typeof a.at === 'string' || typeof b.at === 'string') return rank(a) - rank(b);
    return compare(a.at, b.at);
  };
  const extreme = (direction: 1 | -1): End => {
    const best = corners.reduce((a, b) => (direction * order(b, a) > 0 ? b : a));
    if (typeof best.at === 'string') return open();
    return { at: best.at, attained: corners.some((c) => order(c, best) === 0 && c.attained) };
  };
  return { lo: extreme(-1), hi: extreme(1) };
}

export function wholePower(b: Range, n: bigint): Range {
  if (n < 0n) return reciprocal(wholePower(b, -n));
  if (n === 0n) return { lo: closed(1n), hi: closed(1n) };
  const raise = (end: End): End => ({ ...end, at: end.at && fraction(end.at.n ** n, end.at.d ** n) });
  if (n % 2n === 1n) return { lo: raise(b.lo), hi: raise(b.hi) };
  const size = absolute(b);
  return { lo: raise(size.lo), hi: raise(size.hi) };
}

function reciprocal(x: Range): Range {
  const turn = (end: End): End =>
    end.at === undefined ? open(0n) : end.at.n === 0n ? open() : { ...end, at: quotient(ONE, end.at) };
  if (isPositiveRange(x)) return { lo: turn(x.hi), hi: turn(x.lo) };
  const back = negative(x);
  return isPositiveRange(back) ? negative(reciprocal(back)) : ALL;
}

const negative = ({ lo, hi }: Range): Range => {
  const turn = (end: End): End => ({ ...end, at: end.at && minus(ZERO, end.at) });
  return { lo: turn(hi), hi: turn(lo) };
};

function absolute(x: Range): Range {
  if (isNotNegativeRange(x)) return x;
  const back = negative(x);
  if (isNotNegativeRange(back)) return back;
  const [a, b] = [back.hi, x.hi];
  const hi =
    a.at === undefined || b.at === undefined
      ? open()
      : compare(a.at, b.at) === 0
        ? { at: a.at, attained: a.attained || b.attained }
        : compare(a.at, b.at) > 0
          ? a
          : b;
  return { lo: closed(0n), hi };
}

/** An increasing function on a range, from its enclosures at rational ends; `exact` gives values known exactly. */
function increasing(
  x: Range,
  f: (at: Enclosure) => Enclosure,
  exact: (at: Rational) => Rational | undefined,
  below: End,
  above: End,
): Range {
  const end = (e: End, side: 'lo' | 'hi', infinite: End): End => {
    if (e.at === undefined) return infinite;
    const known = exact(e.at);
    if (known !== undefined) return { at: known, attained: e.attained };
    const { n, d } = exactly(f(R.of(e.at))[side]);
    return closed(fraction(n, d));
  };
  return { lo: end(x.lo, 'lo', below), hi: end(x.hi, 'hi', above) };
}

export const expRange = (x: Range): Range => {
  const far = (e: End): End =>
    e.at !== undefined && (compare(e.at, fraction(-2000n)) < 0 || compare(e.at, fraction(2000n)) > 0) ? open() : e;
  // Beyond 2000 the bounds 0 and infinity are enough.
  return increasing(
    { lo: far(x.lo), hi: compareEnd(x.hi, 2000n) },
    (at) => exp(R, at),
    (at) => (at.n === 0n ? ONE : undefined),
    open(0n),
    open(),
  );
};
const compareEnd = (e: End, limit: bigint): End => {
  if (e.at === undefined || compare(e.at, fraction(limit)) > 0) return open();
  return compare(e.at, fraction(-limit)) < 0 ? closed(-limit) : e;
};

export function logRange(x: Range): Range {
  const end = (e: End, side: 'lo' | 'hi'): End => {
    if (e.at === undefined || e.at.n === 0n) return open();
    if (e.at.n === e.at.d) return { at: ZERO, attained: e.attained };
    const { n, d } = exactly(log(R, R.of(e.at))[side]);
    return closed(fraction(n, d));
  };
  return { lo: end(x.lo, 'lo'), hi: end(x.hi, 'hi') };
}

export function callRange(f: Extract<Term, { is: 'call' }>, args: readonly Range[]): Range {
  const x = args[0]!;
  const isOne = (at: Rational): boolean => at.n === at.d;
  const inUnit =
    isPositiveRange(x) && x.hi.at !== undefined && (compare(x.hi.at, ONE) < 0 || (isOne(x.hi.at) && !x.hi.attained));
  /** The sign of an increasing function that vanishes at `root`. */
  const signAt = (root: Rational): Range => {
    const above = sumRange(x, { lo: closed(minus(ZERO, root)), hi: closed(minus(ZERO, root)) });
    if (isPositiveRange(above)) return { lo: open(0n), hi: open() };
    if (isNotNegativeRange(above)) return { lo: closed(0n), hi: open() };
    const under = negative(above);
    if (isPositiveRange(under)) return { lo: open(), hi: open(0n) };
    return isNotNegativeRange(under) ? { lo: open(), hi: closed(0n) } : ALL;
  };
  switch (f.name) {
    case 'exp':
      return expRange(x);
    case 'log':
      return isPositiveRange(x) ? logRange(x) : ALL;
    case 'sqrt':
      if (isPositiveRange(x))
        return expRange(productRange({ lo: closed(fraction(1n, 2n)), hi: closed(fraction(1n, 2n)) }, logRange(x)));
      return { lo: closed(0n), hi: open() };
    case 'abs':
      return absolute(x);
    case 'erf':
    case 'artanh':
    case 'tanh':
    case 'dilogarithm':
      return signAt(ZERO);
    case 'gamma':
      return { lo: open(fraction(88n, 100n)), hi: open() };
    case 'normalPdf':
      return { lo: open(0n), hi: open(fraction(2n, 5n)) };
    case 'normalCdf': {
      const near = (e: End): End =>
        e.at !== undefined && (compare(e.at, fraction(-20n)) < 0 || compare(e.at, fraction(20n)) > 0) ? open() : e;
      const half = fraction(1n, 2n);
      return increasing(
        { lo: near(x.lo), hi: near(x.hi) },
        (at) => normalCdf(R, at),
        (at) => (at.n === 0n ? half : undefined),
        open(0n),
        open(1n),
      );
    }
    case 'normalQuantile':
      return signAt(fraction(1n, 2n));
    case 'gammaCdf':
      return isPositiveRange(x) ? UNIT : { lo: closed(0n), hi: open(1n) };
    case 'gammaQuantile':
      return isPositiveRange(x) ? { lo: open(0n), hi: open() } : { lo: closed(0n), hi: open() };
    case 'betaCdf':
    case 'betaQuantile':
      return inUnit ? UNIT : { lo: closed(0n), hi: closed(1n) };
    case 'hypergeometric':
      return { lo: closed(1n), hi: open() };
  }
}
