/** Decimals with a direction, as commands print them. */
export { radiusDecimal, roundedDecimal, type Rounding } from '../numeric/decimal.ts';
