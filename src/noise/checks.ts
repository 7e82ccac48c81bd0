/** Checks that several kinds of noise share: jumps, normalization and variance of a law that was computed. */
import { isContinuous } from '../formula/continuity.ts';
import { isLogConcave } from '../formula/curvature.ts';
import type { FormulaTree } from '../formula/tree.ts';
import type { Estimate } from '../numeric/estimate.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { NoIntegral } from './half-line/modes.ts';
import type { HalfLineLaw } from './half-line/law.ts';
import { InvalidNoise, type Check } from './validity.ts';

/** Whether a density has no jumps; null for one given as a program. */
export function continuityCheck(formula: FormulaTree | null): Check {
  if (formula === null) return { status: 'tested', how: 'a program is taken to have no jumps' };
  return isContinuous(formula)
    ? { status: 'proved', how: 'continuous by the rules for its parts' }
    : { status: 'unknown', how: 'a part of the formula may jump' };
}

/** Whether a density is log-concave, by rules alone. */
export function logConcavityCheck(formula: FormulaTree): Check {
  return isLogConcave(formula)
    ? { status: 'proved', how: 'log-concave by the rules for its parts' }
    : { status: 'unknown', how: 'not shown by the rules for its parts' };
}

/** How the law's normalization was established. */
export function normalizationCheck(law: HalfLineLaw): Check {
  const { lower, upper } = law.logIntegral();
  const width = (0.5 * (upper - lower)).toPrecision(1);
  return { status: 'proved', how: `enclosed by interval arithmetic, relative error ${width}` };
}

/** Whether an enclosed variance is finite; `what` and `integrand` name it in words. */
export function varianceCheck({ value, lower }: Estimate, what: string, integrand: string): Check {
  if (Number.isFinite(value)) return { status: 'proved', how: `${what} enclosed by interval arithmetic` };
  if (Number.isFinite(lower)) return { status: 'unknown', how: `${what} could not be computed in double precision` };
  const detail = `the integral of ${integrand} diverges`;
  return { status: 'failed', how: `${what} diverges`, witness: { kind: 'tail', at: Infinity, detail } };
}

/**
 * The error for a profile without a finite integral; `what` names the function in the sentence. A profile whose
 * integral may well be finite but cannot be computed is not called invalid.
 */
export function notNormalizable(where: string, what: string, failure: NoIntegral, dim: number): InvalidInput {
  const { reason, at, detail } = failure;
  if (reason === 'too-slow' || reason === 'unresolved') {
    return new InvalidInput(`${where}: ${what} cannot be normalized here: ${detail}.`, { code: 'invalid-noise' });
  }
  const tail = reason === 'diverges-at-infinity' || reason === 'diverges-at-zero';
  const integrand = dim === 1 ? what : dim === 2 ? `r ${what}` : `r^${dim - 1} ${what}`;
  const message = tail
    ? `${where}: ${what} is not a density: ${detail} (integrand ${integrand}).`
    : `${where}: ${what} is not a density: ${detail}.`;
  const witness = tail ? ({ kind: 'tail', at, detail } as const) : ({ kind: 'point', x: [at], detail } as const);
  return new InvalidNoise('normalizable', witness, message);
}
