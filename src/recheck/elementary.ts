/**
 * exp, log, roots and pi by their series with the remainder bounded. Series are summed in fixed point (whole multiples
 * of 2^-w); every division is off by less than one such unit, so n terms are off by less than n units.
 */
import { bitsOf, dyadic, order, sign, type Dyadic, type Enclosure, type Reals } from './reals.ts';
import { OutOfReach } from './verdicts.ts';

/** [value - error, value + error] 2^-w. */
const fixed = (R: Reals, value: bigint, error: bigint, w: number): Enclosure =>
  R.between(dyadic(value - error, -w), dyadic(value + error, -w));

/** sum_k (+-1)^k t^(2k+1)/(2k+1) 2^w for t = n/d: artanh t, or arctan t when alternating; |t| <= 1/5. */
function arcSeries(n: bigint, d: bigint, w: number, alternating: boolean): readonly [bigint, bigint] {
  let power = (n << BigInt(w)) / d;
  let total = 0n;
  let terms = 0n;
  for (let k = 1n; power !== 0n; k += 2n, terms++) {
    const term = power / k;
    total += alternating && terms % 2n === 1n ? -term : term;
    power = (power * n * n) / (d * d);
  }
  // Powers are off by less than 2 units (each truncation is shrunk by t^2 <= 1/25), terms by 3, the rest by 1.
  return [total, 3n * terms + 2n];
}

/** pi = 16 arctan(1/5) - 4 arctan(1/239) (Machin). */
export const pi = (R: Reals): Enclosure =>
  R.constant('pi', () => {
    const w = R.bits + 10;
    const [a, ea] = arcSeries(1n, 5n, w, true);
    const [b, eb] = arcSeries(1n, 239n, w, true);
    return fixed(R, 16n * a - 4n * b, 16n * ea + 4n * eb, w);
  });

/** log 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749), times 2^w, with its error in units. */
function logTwo(w: number): readonly [bigint, bigint] {
  const before = logTwos.get(w);
  if (before !== undefined) return before;
  const [a, ea] = arcSeries(1n, 26n, w, false);
  const [b, eb] = arcSeries(1n, 4801n, w, false);
  const [c, ec] = arcSeries(1n, 8749n, w, false);
  const made = [18n * a - 2n * b + 8n * c, 18n * ea + 2n * eb + 8n * ec] as const;
  logTwos.set(w, made);
  return made;
}
const logTwos = new Map<number, readonly [bigint, bigint]>();

export const exp = (R: Reals, x: Enclosure): Enclosure => R.increasing(x, (point) => expAt(R, point));

/** e^x = 2^k e^r with r = x - k log 2, and the Taylor series of e^r. */
function expAt(R: Reals, x: Dyadic): Enclosure {
  if (x.m === 0n) return R.whole(1);
  const size = Math.max(0, bitsOf(x.m) + x.e);
  if (size > 40) throw new OutOfReach('exp of a number beyond 2^40');
  const w = R.bits + 10 + size;
  // x in units of 2^-w, rounded down: off by less than 1.
  const shift = x.e + w;
  const scaled = shift >= 0 ? x.m << BigInt(shift) : x.m >> BigInt(-shift);
  const [two, errorOfTwo] = logTwo(w);
  const k = scaled / two;
  const r = scaled - k * two;
  const magnitude = k < 0n ? -k : k;
  let term = 1n << BigInt(w);
  let total = 0n;
  let n = 0n;
  // |r| < log 2 + ..., so |term_n| <= 0.7^n/n!; truncations add up to less than 2 units a term.
  for (; term !== 0n && term !== -1n; n++) {
    total += term;
    term = (term * r) / ((n + 1n) << BigInt(w));
  }
  // e^r changes by at most a factor e^(error): |e^r| <= 2.1, so 4 (1 + k errorOfTwo) units cover the error of r.
  const error = 2n * n + 4n + 4n * (1n + magnitude * errorOfTwo);
  const near = fixed(R, total, error, w);
  if (magnitude > 1n << 40n) throw new OutOfReach('exp of a number beyond 2^40');
  return { lo: { m: near.lo.m, e: near.lo.e + Number(k) }, hi: { m: near.hi.m, e: near.hi.e + Number(k) } };
}

/** log x for x > 0. */
export function log(R: Reals, x: Enclosure): Enclosure {
  if (sign(x.lo) <= 0) throw new OutOfReach('log of what may not be positive');
  return R.increasing(x, (point) => logAt(R, point));
}

/** log(y 2^k) = 2 artanh((y - 1)/(y + 1)) + k log 2 with 3/4 < y <= 3/2, so that |(y - 1)/(y + 1)| <= 1/5. */
function logAt(R: Reals, x: Dyadic): Enclosure {
  if (order(x, dyadic(1n)) === 0) return R.whole(0);
  const bits = bitsOf(x.m);
  // y = m 2^-s.
  let s = bits;
  while (4n * x.m <= 3n << BigInt(s)) s -= 1;
  const k = x.e + s;
  const one = 1n << BigInt(s);
  const w = R.bits + 10 + bitsOf(BigInt(k));
  const [value, error] = arcSeries(x.m - one, x.m + one, w, false);
  const [two, errorOfTwo] = logTwo(w);
  const size = BigInt(Math.abs(k));
  // Near 1 the logarithm is small: there the digits of artanh must be counted from its first one.
  if (k === 0) return logNearOne(R, x.m - one, x.m + one);
  return fixed(R, 2n * value + BigInt(k) * two, 2n * error + size * errorOfTwo, w);
}

function logNearOne(R: Reals, n: bigint, d: bigint): Enclosure {
  const w = R.bits + 10 + Math.max(0, bitsOf(d) - bitsOf(n));
  const [value, error] = arcSeries(n, d, w, false);
  return fixed(R, 2n * value, 2n * error, w);
}

/** The square root of x >= 0. */
export function sqrt(R: Reals, x: Enclosure): Enclosure {
  if (sign(x.lo) < 0) throw new OutOfReach('a square root of what may be negative');
  return R.increasing(x, ({ m, e }) => {
    if (m === 0n) return R.whole(0);
    // m 2^e = M 4^-h with M of at least 2 bits + 4 bits; floor of the root of M, and that plus 1.
    let shift = Math.max(0, 2 * R.bits + 4 - bitsOf(m));
    if ((e - shift) % 2 !== 0) shift += 1;
    const scaled = m << BigInt(shift);
    const root = integerRoot(scaled);
    const half = (e - shift) / 2;
    return R.between(dyadic(root, half), dyadic(root * root === scaled ? root : root + 1n, half));
  });
}

/** floor(sqrt(n)), by Newton's iteration from above. */
function integerRoot(n: bigint): bigint {
  let x = 1n << BigInt(Math.ceil(bitsOf(n) / 2) + 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** b^e = exp(e log b) for b > 0; 0^e = 0 for e > 0. */
export function realPower(R: Reals, b: Enclosure, e: Enclosure): Enclosure {
  if (sign(b.lo) > 0) return exp(R, R.mul(e, log(R, b)));
  if (sign(b.lo) < 0 || sign(e.lo) <= 0) throw new OutOfReach('a power of what may not be positive');
  const nothing = R.whole(0);
  if (sign(b.hi) === 0) return nothing;
  // From 0 up: the largest value is at the upper end of the base.
  const top: Enclosure = { lo: b.hi, hi: b.hi };
  return R.hull(nothing, exp(R, R.mul(e, log(R, top))));
}

export const isPoint = (x: Enclosure): boolean => order(x.lo, x.hi) === 0;
