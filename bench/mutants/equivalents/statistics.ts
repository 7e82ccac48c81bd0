/** Faults of confidence bounds and votes that change nothing a caller can see. */
import type { EquivalentFault } from './equivalent-fault.ts';

export const STATISTICS: readonly EquivalentFault[] = [
  {
    file: 'src/certify/statistics/probability-bound.ts',
    row: 'const scaled = x * (2 ** 32 + 1);',
    was: '1',
    by: '2',
    why: 'a part of 20 bits instead of 21: the products stay exact',
  },
  {
    file: 'src/certify/statistics/votes.ts',
    row: 'for (let c = 1; c < counts.length; c++) if (counts[c]! > counts[best]!) best = c;',
    was: '<',
    by: '<=',
    why: 'what lies beyond the counts is undefined, which is larger than nothing',
  },
  {
    file: 'src/numeric/confidence/binomial.ts',
    row: 'let step = Math.max(2 ** -52 * Math.min(candidate, 1), Number.MIN_VALUE);',
    was: '1',
    by: '2',
    why: 'a candidate is a probability, so it is the lesser in either case',
  },
  {
    file: 'src/numeric/confidence/binomial.ts',
    row: 'const TAIL_ERROR = 1e-10;',
    was: '1e-10',
    by: '(1e-10 * 1.01)',
    why: 'an allowance for the error of a tail, a hundredth more of 1e-10',
  },
  {
    file: 'src/numeric/confidence/empirical-bernstein.ts',
    row: 'return Math.max(0, (sum / n - deviation(varianceOf(sum, squares, n), n, 1, alpha)) * (1 - 1e-12));',
    was: '1e-12',
    by: '(1e-12 * 1.01)',
    why: 'an allowance for rounding that is a thousand times what is rounded',
  },
  {
    file: 'src/numeric/confidence/mean.ts',
    row: 'for (let step = 0; step < 60 && high - low > 1e-12 * Math.max(1, Math.abs(high)); step++) {',
    was: '<',
    by: '<=',
    why: 'one step more of a bisection that ends earlier',
  },
];
