/**
 * Taylor expansions of formulas in one variable over a cell [a, b], enclosed: about the middle for the coefficients,
 * over the whole cell for the remainder. With tau in [-1, 1] from end to end,
 *
 *   f = sum_{k < n} middle_k tau^k + cell_n tau^n      for every n for which cell_n is finite.
 */
import { expDown, expUp, logDown, logUp, RANGE, rangeOf, type UnaryName } from './elementary.ts';
import { addDown, addUp, divideDown, divideUp, multiplyDown, multiplyUp, scaleDown } from './rounding.ts';
import { power } from './powers.ts';
import { SeriesStore } from './series.ts';
import type { Instruction, Tape } from './tape.ts';

/** log 2 in two parts: the first has 32 bits, so that k LN2_HIGH is exact for |k| < 2^20. */
const LN2_HIGH = 0.69314718036912381649;
const LN2_LOW = 1.90821492927058770002e-10;

export class Expansion {
  readonly middle: SeriesStore;
  readonly cell: SeriesStore;
  /** The last cell's half width; the cell reaches `excess` beyond [a, b] in all, by rounding. */
  half = 0;
  excess = 0;
  readonly tape: Tape;

  constructor(tape: Tape, order: number) {
    this.tape = tape;
    this.middle = new SeriesStore(tape.instructions.length, order);
    this.cell = new SeriesStore(tape.instructions.length, order);
  }

  /** Expands every instruction over [a, b]. */
  at(a: number, b: number): void {
    const centre = a + 0.5 * (b - a);
    const half = Math.max(addUp(b, -centre), addUp(centre, -a));
    this.half = half;
    this.excess = Math.max(0, addUp(2 * half, -addDown(b, -a)));
    const { instructions } = this.tape;
    for (let i = 0; i < instructions.length; i++) {
      const instruction = instructions[i]!;
      evaluate(this.middle, i, instruction, centre, centre, half);
      evaluate(this.cell, i, instruction, Math.min(a, addDown(centre, -half)), Math.max(b, addUp(centre, half)), half);
      this.cell.sharpen(i, this.middle);
    }
  }

  /** Expands about the point alone: `middle` holds derivatives (times half^k/k!). */
  atPoint(x: number, half = 1): void {
    this.half = half;
    const { instructions } = this.tape;
    for (let i = 0; i < instructions.length; i++) evaluate(this.middle, i, instructions[i]!, x, x, half);
  }
}

/** One instruction on a store, the variable being [left, right] + half tau. */
export function evaluate(
  s: SeriesStore,
  out: number,
  instruction: Instruction,
  left: number,
  right: number,
  half: number,
): void {
  switch (instruction.op) {
    case 'constant':
      return s.constant(out, instruction.value, instruction.value);
    case 'variable':
      s.constant(out, left, right);
      if (s.order > 0) s.set(out, 1, half, half);
      return s.normalize(out);
    case 'negate':
      return s.negate(out, instruction.a);
    case 'add':
      return s.add(out, instruction.a, instruction.b);
    case 'multiply':
      return s.multiply(out, instruction.a, instruction.b);
    case 'abs':
      return absolute(s, out, instruction.a);
    case 'sign':
      return sign(s, out, instruction.a);
    case 'min':
    case 'max':
      return extreme(s, out, instruction.a, instruction.b, instruction.op === 'max' ? 1 : -1);
    case 'power':
      return power(s, out, instruction.a, instruction.exponent);
    case 'function':
      return apply(s, out, instruction.name, instruction.a);
  }
}

function absolute(s: SeriesStore, out: number, a: number): void {
  if (s.low(a, 0) >= 0) return s.copy(out, a);
  if (s.high(a, 0) <= 0) return s.negate(out, a);
  s.constant(out, 0, Math.max(-s.low(a, 0), s.high(a, 0)), s.scale[a]);
  if (s.order === 0) return;
  const size = Math.max(-s.low(a, 1), s.high(a, 1));
  s.set(out, 1, -size, size);
  s.unknownFrom(out, 2);
}

function sign(s: SeriesStore, out: number, a: number): void {
  const [l, h] = [s.low(a, 0), s.high(a, 0)];
  if (l > 0 || h < 0) return s.constant(out, l > 0 ? 1 : -1, l > 0 ? 1 : -1);
  if (l === 0 && h === 0) return s.constant(out, 0, 0);
  s.constant(out, -1, 1);
  if (s.order === 0) return;
  const [d, e] = [s.low(a, 1), s.high(a, 1)];
  if (d === 0 && e === 0) return;
  s.set(out, 1, d >= 0 ? 0 : -Infinity, e <= 0 ? 0 : Infinity);
  s.unknownFrom(out, 2);
}

function extreme(s: SeriesStore, out: number, a: number, b: number, side: 1 | -1): void {
  const difference = s.spare(0);
  s.negate(difference, b);
  s.add(s.spare(1), a, difference);
  const [l, h] = [s.low(s.spare(1), 0), s.high(s.spare(1), 0)];
  if (side > 0 ? l >= 0 : h <= 0) return s.copy(out, a);
  if (side > 0 ? h <= 0 : l >= 0) return s.copy(out, b);
  s.copy(s.spare(0), a);
  s.copy(s.spare(1), b);
  const scale = Math.max(s.scale[a]!, s.scale[b]!);
  s.rescale(s.spare(0), scale);
  s.rescale(s.spare(1), scale);
  const [x, y] = [s.spare(0), s.spare(1)];
  const best = side > 0 ? Math.max : Math.min;
  s.constant(out, best(s.low(x, 0), s.low(y, 0)), best(s.high(x, 0), s.high(y, 0)), scale);
  if (s.order === 0) return;
  s.set(out, 1, Math.min(s.low(x, 1), s.low(y, 1)), Math.max(s.high(x, 1), s.high(y, 1)));
  s.unknownFrom(out, 2);
}

/** e^u for u in [l, h] 2^scale: a constant with its power of two. */
function scaledExponential(s: SeriesStore, out: number, l: number, h: number): void {
  if (Math.max(-l, h) < 100) return s.constant(out, expDown(l), expUp(h));
  if (h === -Infinity) return s.constant(out, 0, 0);
  if (!(h < 1e299)) return s.constant(out, 0, Infinity);
  if (h >= 1e15) return s.constant(out, 0, 1, 2 * h);
  if (h < -1e15) return s.constant(out, 0, 1, Math.max(-1e300, Math.floor(h / 0.7)) + 1);
  const exponent = Math.floor(h / Math.LN2);
  const reduce = (x: number, side: -1 | 1): number => {
    const error = (Math.abs(exponent) < 2 ** 20 ? 2e-16 : Math.abs(exponent) * 4e-16) + Math.abs(exponent) * 2e-26;
    const first = x - exponent * LN2_HIGH;
    const rest = first - exponent * LN2_LOW;
    return (
      rest +
      side *
        (error +
          (Math.abs(x) < 2 ** 20 ? 0 : Math.abs(x) * 2 ** -52) +
          Math.abs(rest) * 4e-16 +
          Math.abs(first) * 2 ** -52)
    );
  };
  s.constant(out, l === -Infinity ? 0 : expDown(reduce(l, -1)), expUp(reduce(h, 1)), exponent);
}

function apply(s: SeriesStore, out: number, name: UnaryName, a: number): void {
  if (name === 'log') return logarithm(s, out, a);
  const u = s.spare(0);
  s.copy(u, a);
  s.plain(u);
  const [l, h] = [s.low(u, 0), s.high(u, 0)];
  const w = s.spare(1);
  const other = s.spare(2);
  const first = (range: UnaryName, slot: number): void => {
    rangeOf(range, l, h);
    s.constant(slot, RANGE[0]!, RANGE[1]!);
  };
  switch (name) {
    case 'exp':
      scaledExponential(s, out, l, h);
      s.exponential(out, u);
      return s.normalize(out);
    case 'expm1':
      scaledExponential(s, w, l, h);
      s.exponential(w, u);
      first('expm1', other);
      if (s.scale[w] !== 0) s.plain(w);
      s.copy(out, w);
      s.set(out, 0, s.low(other, 0), s.high(other, 0));
      return s.normalize(out);
    case 'sinh':
    case 'cosh':
      return hyperbolic(s, out, name, u, l, h);
    case 'sin':
    case 'cos': {
      // s' = c u', c' = -s u'.
      first('sin', w);
      first('cos', other);
      const du = s.spare(3);
      rotate(s, w, other, u, du);
      s.copy(out, name === 'sin' ? w : other);
      return;
    }
    case 'tan': {
      rangeOf('tan', l, h);
      if (RANGE[0] === -Infinity || RANGE[1] === Infinity) return s.unknownFrom(zeroed(s, out), 0);
      // g' = (1 + g^2) u'.
      s.constant(out, RANGE[0]!, RANGE[1]!);
      s.constant(w, 0, 0);
      s.integrate(out, u, w, (k) => {
        s.minusSquare(w, k - 1, out);
        s.set(w, k - 1, -s.high(w, k - 1), -s.low(w, k - 1));
        if (k === 1) s.set(w, 0, addDown(Math.max(0, s.low(w, 0)), 1), addUp(s.high(w, 0), 1));
      });
      return;
    }
    case 'tanh':
      first('tanh', out);
      // g' = sech^2 u', sech^2 u = 4 t/(1 + t)^2, t = e^{-2|u|}, without cancellation.
      s.constant(w, 0, 0);
      s.integrate(out, u, w, (k) => {
        if (k === 1)
          return s.set(w, 0, squaredSecant(Math.max(-l, h), -1), squaredSecant(l > 0 ? l : h < 0 ? -h : 0, 1));
        s.minusSquare(w, k - 1, out);
      });
      return s.normalize(out);
    case 'erf': {
      // g' = 2/sqrt(pi) e^{-u^2} u'.
      s.multiply(w, u, u);
      const near = l > 0 ? l : h < 0 ? -h : 0;
      s.plain(w);
      s.set(w, 0, multiplyDown(near, near), multiplyUp(Math.max(-l, h), Math.max(-l, h)));
      s.negate(other, w);
      const e = s.spare(3);
      scaledExponential(s, e, s.low(other, 0), s.high(other, 0));
      s.exponential(e, other);
      s.plain(e);
      s.scaleBy(w, e, 1.1283791670955125, 1.1283791670955128);
      first('erf', out);
      s.integrate(out, u, w, () => undefined);
      return s.normalize(out);
    }
    case 'atan':
      // g' = u'/(1 + u^2), the range of the square from its ends.
      s.multiply(w, u, u);
      s.plain(w);
      {
        const near = l > 0 ? l : h < 0 ? -h : 0;
        const far = Math.max(-l, h);
        s.set(w, 0, addDown(1, multiplyDown(near, near)), addUp(1, multiplyUp(far, far)));
      }
      first('atan', out);
      s.integrateQuotient(out, u, w);
      return s.normalize(out);
    case 'log1p':
      if (!(h > -1)) return s.unknownFrom(zeroed(s, out), 0);
      first('log1p', out);
      s.copy(w, u);
      s.set(w, 0, addDown(1, l), addUp(1, h));
      if (!(s.low(w, 0) > 0)) return slopeOfLogarithm(s, out, u);
      s.integrateQuotient(out, u, w);
      return s.normalize(out);
  }
}

function zeroed(s: SeriesStore, slot: number): number {
  s.constant(slot, 0, 0);
  return slot;
}

/** sin and cos together: coefficient by coefficient. */
function rotate(s: SeriesStore, sine: number, cosine: number, u: number, spare: number): void {
  s.negate(spare, sine);
  s.integrate(sine, u, cosine, (k) => {
    if (k === 1) return;
    step(s, cosine, u, sine, k - 1, -1);
  });
  if (s.order > 0) step(s, cosine, u, sine, s.order, -1);
}

/** out_k = sign (1/k) sum_j j u_j w_{k-j}. */
function step(s: SeriesStore, out: number, u: number, w: number, k: number, sign: 1 | -1): void {
  let sumLow = 0;
  let sumHigh = 0;
  for (let j = 1; j <= k; j++) {
    if (s.isZero(u, j)) continue;
    const [dl, dh] = [multiplyDown(s.low(u, j), j), multiplyUp(s.high(u, j), j)];
    const [wl, wh] = [s.low(w, k - j), s.high(w, k - j)];
    sumLow = addDown(
      sumLow,
      Math.min(multiplyDown(dl, wl), multiplyDown(dl, wh), multiplyDown(dh, wl), multiplyDown(dh, wh)),
    );
    sumHigh = addUp(sumHigh, Math.max(multiplyUp(dl, wl), multiplyUp(dl, wh), multiplyUp(dh, wl), multiplyUp(dh, wh)));
  }
  const [lower, upper] = [divideDown(sumLow, k), divideUp(sumHigh, k)];
  if (sign > 0) s.set(out, k, lower, upper);
  else s.set(out, k, -upper, -lower);
}

/** (e^u -+ e^-u)/2, each with its power of two; near 0 from the functions themselves. */
function hyperbolic(s: SeriesStore, out: number, name: 'sinh' | 'cosh', u: number, l: number, h: number): void {
  const [sine, cosine] = [s.spare(1), s.spare(2)];
  if (Math.max(-l, h) < 300) {
    rangeOf('sinh', l, h);
    s.constant(sine, RANGE[0]!, RANGE[1]!);
    rangeOf('cosh', l, h);
    s.constant(cosine, RANGE[0]!, RANGE[1]!);
    s.integrate(sine, u, cosine, (k) => {
      if (k > 1) step(s, cosine, u, sine, k - 1, 1);
    });
    if (s.order > 0) step(s, cosine, u, sine, s.order, 1);
    s.copy(out, name === 'sinh' ? sine : cosine);
    return s.normalize(out);
  }
  const [rising, falling] = [sine, cosine];
  scaledExponential(s, rising, l, h);
  s.exponential(rising, u);
  s.negate(u, u);
  scaledExponential(s, falling, -h, -l);
  s.exponential(falling, u);
  if (name === 'sinh') s.negate(falling, falling);
  s.add(out, rising, falling);
  s.scale[out] = s.scale[out]! - 1;
  // cosh >= 1.
  if (name === 'cosh') s.set(out, 0, Math.max(s.low(out, 0), scaleDown(1, -s.scale[out])), s.high(out, 0));
}

/** sech^2 u, u >= 0, from below or above. */
function squaredSecant(u: number, side: -1 | 1): number {
  const t = Math.exp(-2 * u);
  const value = (4 * t) / ((1 + t) * (1 + t));
  return side < 0 ? Math.max(0, value * (1 - 2e-14) - 1e-300) : Math.min(1, value * (1 + 2e-14) + 1e-300);
}

/** log u of scaled u: log of the mantissa and scale log 2. */
function logarithm(s: SeriesStore, out: number, a: number): void {
  const [l, h] = [s.low(a, 0), s.high(a, 0)];
  const scale = s.scale[a]!;
  if (!(h > 0)) {
    s.unknownFrom(zeroed(s, out), 0);
    return;
  }
  const shift = scale * Math.LN2;
  const error = Math.abs(shift) * 2 ** -52;
  const ends = [
    scale === 0 ? logDown(l) : addDown(logDown(l), shift - error),
    scale === 0 ? logUp(h) : addUp(logUp(h), shift + error),
  ] as const;
  s.constant(out, ends[0], ends[1]);
  if (s.order === 0) return;
  if (!(l > 0)) {
    // Mantissas cancel in u'/u, so that the power of two does not matter for the sign.
    return slopeOfLogarithm(s, out, a);
  }
  const u = s.spare(0);
  s.copy(u, a);
  const before = s.scale[u]!;
  s.scale[u] = 0;
  s.integrateQuotient(out, u, u);
  s.scale[u] = before;
  s.normalize(out);
}

/** u'/u where u reaches 0: its sign is that of u'. */
function slopeOfLogarithm(s: SeriesStore, out: number, a: number): void {
  if (s.order === 0) return;
  s.set(out, 1, s.low(a, 1) >= 0 ? 0 : -Infinity, s.high(a, 1) <= 0 ? 0 : Infinity);
  s.unknownFrom(out, 2);
}
