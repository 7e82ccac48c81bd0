/**
 * Comparisons at named instances: rationals exactly, floating-point numbers within a stated tolerance.
 */
import Fraction from 'fraction.js';
import { roundedDecimal } from '../../numeric/decimal.ts';
import type { ExactInstance, NumericInstance } from '../claim.ts';
import type { Outcome } from './findings.ts';
import { sizesOf } from './sizes.ts';
import { MOST_TOLERANCE } from './well-formed.ts';

/**
 * A fraction of integers in lowest terms. What it cannot see is a fraction that was made from a rounded number by
 * fraction.js itself (its constructor reads 1/3 so): only numeric/algebra makes fractions, from integers; a test keeps
 * it so.
 */
const isFraction = (x: unknown): boolean =>
  x instanceof Fraction && [x.s, x.n, x.d].every((part) => typeof part === 'bigint') && x.n >= 0n && x.d > 0n;

export function checkExact(instances: Iterable<ExactInstance>): Outcome {
  let runs = 0;
  const sizes = sizesOf();
  for (const { label, left, relation, right } of instances) {
    sizes.note(label);
    if (!isFraction(left) || !isFraction(right)) {
      return { status: 'inconclusive', runs, note: `${label}: not exact rationals` };
    }
    runs++;
    const opposite = OPPOSITE.get(relation);
    if (opposite === undefined) {
      return { status: 'inconclusive', runs, note: `${label}: unknown relation ${JSON.stringify(relation)}` };
    }
    if (!stands(left.compare(right), relation)) {
      return {
        status: 'refuted',
        runs,
        counterexample: `${label}: ${left.toFraction()} ${opposite} ${right.toFraction()}`,
      };
    }
  }
  return { status: 'holds', runs, note: sizes.seen() };
}

type Relation = ExactInstance['relation'];

/** What holds where a relation fails; a relation that is not here is none. */
const OPPOSITE: ReadonlyMap<Relation, Relation> = new Map([
  ['=', '!='],
  ['!=', '='],
  ['<', '>='],
  ['<=', '>'],
  ['>', '<='],
  ['>=', '<'],
]);

/** Whether left relation right, given the sign of left - right. */
function stands(order: number, relation: Relation): boolean {
  switch (relation) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** How far two numbers are from the relation; undefined for an unknown one. */
function excessOf(left: number, relation: NumericInstance['relation'], right: number): number | undefined {
  switch (relation) {
    case '=':
      return Math.abs(left - right);
    case '<=':
      return left - right;
    case '>=':
      return right - left;
    default:
      return undefined;
  }
}

export function checkNumeric(instances: Iterable<NumericInstance>): Outcome {
  let runs = 0;
  let widest = 0;
  const sizes = sizesOf();
  for (const { label, left, relation, right, tolerance } of instances) {
    sizes.note(label);
    const excess = excessOf(left, relation, right);
    if (![left, right, tolerance].every(Number.isFinite) || tolerance < 0 || excess === undefined) {
      return {
        status: 'inconclusive',
        runs,
        note: `${label}: ${left} ${relation} ${right} +- ${tolerance} is not a comparison`,
      };
    }
    const most = MOST_TOLERANCE.numeric * Math.max(1, Math.abs(left), Math.abs(right));
    if (tolerance > most)
      return { status: 'inconclusive', runs, note: `${label}: the tolerance ${tolerance} is above ${most}` };
    runs++;
    widest = Math.max(widest, tolerance);
    if (excess > tolerance) {
      const counterexample = `${label}: ${left} ${relation} ${right} fails by ${excess}, tolerance ${tolerance}`;
      return { status: 'refuted', runs, counterexample };
    }
  }
  return {
    status: 'holds',
    runs,
    note: [sizes.seen(), `tolerance up to ${roundedUp(widest)}`].filter(Boolean).join('; '),
  };
}

const roundedUp = (x: number): string => (x === 0 ? '0' : roundedDecimal(x, 2, 'up'));
