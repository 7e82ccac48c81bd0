/** False-alarm probabilities as text. */
import { roundedDecimal } from '../numeric/decimal.ts';

/** Above the rounding of a sum of thousands of terms. */
const SUMMATION_ERROR = 1e-12;

/**
 * A false-alarm probability, or a sum of such, as "6.8e-9": rounded up to `digits` digits, but for the rounding of the
 * sum itself, so that decimals as written add up to a decimal.
 */
export const falseAlarmDecimal = (probability: number, digits = 2): string =>
  roundedDecimal(probability * (1 - SUMMATION_ERROR), digits, 'up');
