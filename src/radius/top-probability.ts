/** The probability a radius is asked for, kept sharp at both ends: near 1/2 and within 1e-300 of 1. */
import { add } from '../numeric/directed.ts';
import { InvalidInput } from '../numeric/invalid-input.ts';

/** rho itself, or 1 - rho where rho is too near 1 for a double: `{ tail: 1e-40 }`. */
export type Probability = number | { readonly tail: number };

/** A lower bound rho on the top class's probability with what formulas need of it. */
export interface TopProbability {
  readonly rho: number;
  /** 1 - rho. */
  readonly tail: number;
  /** rho - 1/2. */
  readonly excess: number;
}

/** Least positive tail used: smaller ones are raised to it, which only lowers the radius. */
const LEAST_TAIL = 1e-300;

/** Checks and completes a probability. Throws InvalidInput outside [0, 1]. */
export function readProbability(probability: Probability): TopProbability {
  const given = typeof probability === 'number' ? probability : probability.tail;
  if (!(given >= 0 && given <= 1)) {
    const what = typeof probability === 'number' ? 'rho' : 'tail = 1 - rho';
    throw new InvalidInput(`${what} is a probability: it must lie in [0, 1], not be ${given}.`, {
      code: 'probability',
    });
  }
  // From a number both differences are exact where a radius is positive (Sterbenz), up to one rounding for a tiny tail;
  // from a tail they are rounded down.
  const tail = typeof probability === 'number' ? 1 - given : given;
  const raised = tail > 0 && tail < LEAST_TAIL ? LEAST_TAIL : tail;
  if (typeof probability === 'number') return { rho: given, tail: raised, excess: given - 0.5 };
  return { rho: add(1, -raised, 'down'), tail: raised, excess: add(0.5, -raised, 'down') };
}
