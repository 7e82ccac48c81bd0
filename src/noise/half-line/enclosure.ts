/**
 * A proved enclosure of int t^{m-1} f(t) dt for a formula f: the range of s = log t is cut into cells, and on each the
 * integrand e^{g(s)}, g = m s + log f(e^s), is expanded about the middle with an interval remainder; where it is not
 * smooth, it is bounded by its least and largest value. Cells are bisected, widest enclosure first.
 *
 * The parts t < e^-690 and t > e^690 are bounded where interval arithmetic bounds f there (every exponential tail);
 * otherwise the decay seen at e^690 is continued, and the result says so.
 */
import { addIntervals, compileEnclosure, expInterval, multiplyIntervals } from '../../formula/interval.ts';
import type { Enclose, Interval } from '../../formula/interval.ts';
import { compileLogEnclosure } from '../../formula/log-interval.ts';
import { addTaylor, expTaylor, NotSmooth, radiusTaylor, type Taylor } from '../../formula/series.ts';
import { logTaylorOf } from '../../formula/taylor.ts';
import { countNodes } from '../../formula/tree.ts';
import { logDerivative } from '../../formula/derivative.ts';
import type { Expression, ExpressionNode } from '../../formula/tree.ts';
import { LOG_RANGE, type FiniteIntegral } from './integral.ts';

const ORDER = 8;
/** Cells at most; fewer where the tails are not proved, for then the result is no proof anyway. */
const MAX_CELLS = 1500;
const MAX_CELLS_UNPROVED = 400;
/** Cells times nodes of the formula at most. */
const WORK = 40_000;
/** Wanted relative width, where the rounding of g allows it. */
const GOAL = 1e-11;

export interface HalfLineEnclosure {
  /** Ends of log of the integral. */
  readonly lower: number;
  readonly upper: number;
  /** Whether nothing was assumed of f beyond e^-690 < t < e^690. */
  readonly tailsProved: boolean;
  readonly cells: number;
}

interface Piece {
  readonly left: number;
  readonly right: number;
  readonly mass: Interval;
}

/** Encloses the integral whose size and panels are known from quadrature. */
export function encloseHalfLine(expression: Expression, m: number, known: FiniteIntegral): HalfLineEnclosure {
  const { peak } = known;
  const logEnclosure = compileLogEnclosure(expression.root);
  const measure = (left: number, right: number): Piece => ({
    left,
    right,
    mass: massOf(expression, logEnclosure, m, peak, left, right),
  });
  const cuts = new Set<number>([-LOG_RANGE, LOG_RANGE]);
  for (const { left, right } of known.panels) cuts.add(left).add(right);
  const sorted = [...cuts].filter((s) => Math.abs(s) <= LOG_RANGE).sort((a, b) => a - b);
  let pieces = sorted.slice(1).map((right, i) => measure(sorted[i]!, right));
  const goal = Math.max(GOAL, 10 * known.error);
  let total = sum(pieces);
  const tails = tailMass(expression, logEnclosure, m, peak, known);
  const affordable = Math.floor(WORK / countNodes(expression.root));
  const limit = Math.min(affordable, tails.proved ? MAX_CELLS : MAX_CELLS_UNPROVED);
  while (pieces.length < limit && !(total.upper - total.lower <= goal * total.lower)) {
    pieces.sort((a, b) => width(b) - width(a));
    // The pieces that make up most of the width, all at once.
    let share = 0;
    let count = 0;
    const wanted = 0.8 * Math.min(total.upper - total.lower, Number.MAX_VALUE);
    while (count < pieces.length && (share < wanted || width(pieces[count]!) === Infinity) && count < limit / 4) {
      share += width(pieces[count++]!);
    }
    const halves = pieces.slice(0, count).flatMap(({ left, right }) => {
      const middle = left + 0.5 * (right - left);
      return middle > left && middle < right ? [measure(left, middle), measure(middle, right)] : [measure(left, right)];
    });
    const stuck = halves.length === count;
    pieces = [...pieces.slice(count), ...halves];
    total = sum(pieces);
    if (stuck) break;
  }
  return {
    lower: peak + Math.log(Math.max(0, total.lower)) - 1e-15 * Math.abs(peak),
    upper: peak + Math.log(total.upper + tails.mass) + 1e-15 * Math.abs(peak),
    tailsProved: tails.proved,
    cells: pieces.length,
  };
}

const width = ({ mass }: Piece): number => mass.upper - mass.lower;

function sum(pieces: readonly Piece[]): Interval {
  return pieces.reduce<Interval>((total, piece) => addIntervals(total, piece.mass), { lower: 0, upper: 0 });
}

function massOf(
  expression: Expression,
  logEnclosure: Enclose,
  m: number,
  peak: number,
  left: number,
  right: number,
): Interval {
  const cell = { lower: left, upper: right };
  const log = logEnclosure([expInterval(cell)]);
  const g = addIntervals(addIntervals(multiplyIntervals({ lower: m, upper: m }, cell), log), {
    lower: -peak,
    upper: -peak,
  });
  const length = { lower: (right - left) * (1 - 2e-16), upper: (right - left) * (1 + 2e-16) };
  const plain = multiplyIntervals(length, expInterval(g));
  // Far below the peak the plain bound will do; a hopeless cell is cut first.
  if (plain.upper < 1e-18 || right - left > 4) return { lower: Math.max(0, plain.lower), upper: plain.upper };
  try {
    const better = expansionMass(expression, m, peak, left, right);
    return { lower: Math.max(0, plain.lower, better.lower), upper: Math.min(plain.upper, better.upper) };
  } catch (error) {
    if (error instanceof NotSmooth) return { lower: Math.max(0, plain.lower), upper: plain.upper };
    throw error;
  }
}

/** sum over even k of F_k(middle) 2 h^{k+1}/(k+1), the last with the coefficient over the whole cell. */
function expansionMass(expression: Expression, m: number, peak: number, left: number, right: number): Interval {
  const middle = left + 0.5 * (right - left);
  const h = Math.max(middle - left, right - middle);
  const thin = exponentTaylor(expression, m, peak, { lower: middle, upper: middle });
  const wide = [...exponentTaylor(expression, m, peak, { lower: middle - h, upper: middle + h })];
  // Mean value form: each coefficient over the cell from the next one.
  for (let k = ORDER - 1; k >= 0; k--) {
    const reach = multiplyIntervals(multiplyIntervals({ lower: k + 1, upper: k + 1 }, wide[k + 1]!), {
      lower: -h,
      upper: h,
    });
    const centred = addIntervals(thin[k]!, reach);
    wide[k] = { lower: Math.max(wide[k]!.lower, centred.lower), upper: Math.min(wide[k]!.upper, centred.upper) };
  }
  const near = expTaylor(thin);
  const whole = expTaylor(wide);
  let mass: Interval = { lower: 0, upper: 0 };
  for (let k = 0; k <= ORDER; k += 2) {
    const coefficient = k === ORDER ? whole[k]! : near[k]!;
    const factor = (2 * h ** (k + 1)) / (k + 1);
    mass = addIntervals(
      mass,
      multiplyIntervals(coefficient, { lower: factor * (1 - 1e-14), upper: factor * (1 + 1e-14) }),
    );
  }
  // The rounded middle makes [middle - h, middle + h] a little longer than the cell.
  const excess = 2 * h - (right - left) + 4e-16 * Math.max(Math.abs(left), Math.abs(right));
  return { lower: mass.lower - excess * whole[0]!.upper, upper: mass.upper };
}

/** g(s) - peak over the cell. */
function exponentTaylor(expression: Expression, m: number, peak: number, cell: Interval): Taylor {
  const log = logTaylorOf(expression.root, radiusTaylor(cell, ORDER));
  const linear = log.map((_, k): Interval => {
    if (k === 0) return addIntervals(multiplyIntervals({ lower: m, upper: m }, cell), { lower: -peak, upper: -peak });
    return k === 1 ? { lower: m, upper: m } : { lower: 0, upper: 0 };
  });
  return addTaylor(log, linear);
}

/** Bounds of the two parts beyond the range, relative to e^peak. */
function tailMass(
  expression: Expression,
  logEnclosure: Enclose,
  m: number,
  peak: number,
  known: FiniteIntegral,
): { mass: number; proved: boolean } {
  const edge = Math.exp(-LOG_RANGE);
  const far = Math.exp(LOG_RANGE);
  const atZero = logEnclosure([{ lower: 0, upper: edge }]).upper;
  const beyond = logEnclosure([{ lower: far, upper: Infinity }]).upper;
  // d g/d s = m + t (log f)'(t) beyond e^690: negative for every exponential tail.
  const relative: ExpressionNode = {
    op: 'product',
    factors: [{ op: 'variable', index: 0 }, logDerivative(expression.root, 0)],
  };
  const slope = m + compileEnclosure(relative)([{ lower: far, upper: Infinity }]).upper;
  const leftProved = atZero < Infinity && m > 0;
  const rightProved = beyond === -Infinity || slope < 0;
  let mass = leftProved && rightProved ? 0 : known.tails;
  if (leftProved) mass += Math.exp(-m * LOG_RANGE + atZero - peak) / m;
  if (rightProved && beyond > -Infinity) {
    mass += Math.exp(m * LOG_RANGE + logEnclosure([{ lower: far, upper: far }]).upper - peak) / -slope;
  }
  return { mass: mass * (1 + 1e-9), proved: leftProved && rightProved };
}
