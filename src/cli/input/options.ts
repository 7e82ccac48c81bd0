/** Reading the values of options: text in, numbers out, one sentence when it is not what it should be. */
import { complementFromDecimal, doubleFromDecimal } from '../../numeric/decimal-reading.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Scale } from '../../noise/noise.ts';

/** A finite number. `option` names the flag in the error. */
export function parseNumber(text: string, option: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(value))
    throw new InvalidInput(`${option} must be a finite number; got "${text}".`, { code: 'usage' });
  return value;
}

/** A positive finite number. */
export function parsePositive(text: string, option: string): number {
  const value = parseNumber(text, option);
  if (value <= 0) throw new InvalidInput(`${option} must be positive; got ${text}.`, { code: 'usage' });
  return value;
}

/** A finite number of at least 0. */
export function parseNonnegative(text: string, option: string): number {
  const value = parseNumber(text, option);
  if (value < 0) throw new InvalidInput(`${option} must not be negative; got ${text}.`, { code: 'usage' });
  return value;
}

/** An integer in [least, most]. */
export function parseInteger(text: string, option: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `an integer >= ${least}` : `an integer from ${least} to ${most}`;
    throw new InvalidInput(`${option} must be ${range}; got "${text}".`, { code: 'usage' });
  }
  return value;
}

/** The dimension of the space: an integer >= 1. */
export const parseDimension = (text: string): number => parseInteger(text, '--dim', 1);

/** A probability in [0, 1]. */
export function parseProbability(text: string, option: string): number {
  const value = parseNumber(text, option);
  if (value < 0 || value > 1)
    throw new InvalidInput(`${option} is a probability, from 0 to 1; got ${text}.`, { code: 'usage' });
  return value;
}

/** "0.1,0.2": numbers between commas. */
export function parseNumbers(text: string, option: string): number[] {
  return text.split(',').map((part) => parseNumber(part, option));
}

/** The most values one range may stand for. */
const RANGE_LIMIT = 100_000;

/** A probability as it was written, and the doubles on either side of it. */
export interface GivenProbability {
  /** As a person reads it. */
  readonly text: string;
  /** The nearest double: for axes and lists, not for what is certified. */
  readonly nearest: number;
  /** The largest double at most the probability, and the least at least it. */
  readonly below: number;
  readonly above: number;
  /** 1 minus the probability, rounded up: 0 only at exactly 1. */
  readonly tail: number;
}

/** A probability in [0, 1], read as the decimal it is. */
export function readProbability(text: string, option: string): GivenProbability {
  const nearest = parseProbability(text, option);
  const below = doubleFromDecimal(text, 'down');
  const [above, tail] = [doubleFromDecimal(text, 'up'), complementFromDecimal(text, 'up')];
  if (Number.isNaN(below) || tail < 0 || below < 0) {
    throw new InvalidInput(`${option} is a probability, a decimal from 0 to 1; got "${text}".`, { code: 'usage' });
  }
  return { text: text.trim(), nearest, below, above, tail };
}

/**
 * Probabilities between commas, each a number or a range "from:to:step" with both ends included:
 * `0.6,0.9`, `0.5:0.95:0.05`.
 */
export function parseProbabilities(text: string, option: string): GivenProbability[] {
  return text.split(',').flatMap((part) => {
    if (!part.includes(':')) return [readProbability(part, option)];
    const [from, to, step, ...more] = part.split(':').map((end) => parseNumber(end, option));
    if (from === undefined || to === undefined || step === undefined || more.length > 0) {
      throw new InvalidInput(`${option} takes ranges as from:to:step, as in 0.5:0.95:0.05; got "${part}".`, {
        code: 'usage',
      });
    }
    if (step <= 0 || to < from) {
      throw new InvalidInput(`${option} takes rising ranges with a positive step; got "${part}".`, { code: 'usage' });
    }
    // A little slack in counting, so that 0.5:0.95:0.05 ends at 0.95 for all the rounding of 0.05.
    const count = Math.floor((to - from) / step + 1e-9) + 1;
    if (count > RANGE_LIMIT)
      throw new InvalidInput(`${option} "${part}" stands for ${count} values; the limit is ${RANGE_LIMIT}.`, {
        code: 'usage',
      });
    return Array.from({ length: count }, (_, i) => readProbability(decimalSum(from, step, i), option));
  });
}

/** from + i step, rounded to the decimals a person meant (0.5 + 2 * 0.05 is 0.6, not 0.6000000000000001). */
const decimalSum = (from: number, step: number, i: number): string => String(Number((from + i * step).toPrecision(12)));

/** Exactly one of --sigma and --lambda. */
export function parseScale(sigma: string | undefined, lambda: string | undefined): Scale {
  if (sigma !== undefined && lambda !== undefined) {
    throw new InvalidInput('Give --sigma or --lambda, not both: each fixes the scale of the noise.', { code: 'usage' });
  }
  if (sigma !== undefined) return { sigma: parsePositive(sigma, '--sigma') };
  if (lambda !== undefined) return { lambda: parsePositive(lambda, '--lambda') };
  throw new InvalidInput('Give the scale of the noise: --sigma (root mean square of a coordinate) or --lambda.', {
    code: 'usage',
  });
}
