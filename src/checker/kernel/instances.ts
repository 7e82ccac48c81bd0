/**
 * Comparisons at named instances: rationals exactly, floating-point numbers within a stated tolerance.
 */
import Fraction from 'fraction.js';
import type { ExactInstance, NumericInstance } from '../claim.ts';
import type { Outcome } from './findings.ts';

export function checkExact(instances: Iterable<ExactInstance>): Outcome {
  let runs = 0;
  for (const { label, left, relation, right } of instances) {
    if (!(left instanceof Fraction) || !(right instanceof Fraction)) {
      return { status: 'inconclusive', runs, note: `${label}: not exact rationals` };
    }
    runs++;
    const order = left.compare(right);
    const holds = {
      '=': order === 0,
      '!=': order !== 0,
      '<': order < 0,
      '<=': order <= 0,
      '>': order > 0,
      '>=': order >= 0,
    };
    if (!holds[relation]) {
      const opposite = { '=': '!=', '!=': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' }[relation];
      return {
        status: 'refuted',
        runs,
        counterexample: `${label}: ${left.toFraction()} ${opposite} ${right.toFraction()}`,
      };
    }
  }
  return { status: 'holds', runs };
}

export function checkNumeric(instances: Iterable<NumericInstance>): Outcome {
  let runs = 0;
  for (const { label, left, relation, right, tolerance } of instances) {
    if (![left, right, tolerance].every(Number.isFinite) || tolerance < 0) {
      return {
        status: 'inconclusive',
        runs,
        note: `${label}: ${left} ${relation} ${right} +- ${tolerance} is not a comparison`,
      };
    }
    runs++;
    const excess = relation === '=' ? Math.abs(left - right) : relation === '<=' ? left - right : right - left;
    if (excess > tolerance) {
      const counterexample = `${label}: ${left} ${relation} ${right} fails by ${excess}, tolerance ${tolerance}`;
      return { status: 'refuted', runs, counterexample };
    }
  }
  return { status: 'holds', runs };
}
