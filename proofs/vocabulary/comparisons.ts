/** Numeric comparisons in short: one number no larger than another, two that agree, one between two ends. */
import type { EvidenceContext, NumericInstance } from '../../src/checker/index.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';

/** left <= right, but for an absolute tolerance. */
export const atMost = (label: string, left: number, right: number, tolerance = 0): NumericInstance => ({
  label,
  left,
  relation: '<=',
  right,
  tolerance,
});

/** left = right within a relative tolerance; of 0, exactly 0. */
export const agrees = (label: string, left: number, right: number, relative: number): NumericInstance => ({
  label,
  left,
  relation: '=',
  right,
  tolerance: relative * Math.abs(right),
});

/** A value between the ends of an estimate, but for a relative rounding of it. */
export const lies = (
  label: string,
  { lower, upper }: Pick<Estimate, 'lower' | 'upper'>,
  value: number,
  relative = 1e-12,
): NumericInstance[] => [
  atMost(`${label}: from below`, lower, value, relative * Math.abs(value)),
  atMost(`${label}: from above`, value, upper, relative * Math.abs(value)),
];

/** A yes or no as a comparison: 1 = 1 or 0 = 1. */
export const isTrue = (label: string, is: boolean): NumericInstance => ({
  label,
  left: is ? 1 : 0,
  relation: '=',
  right: 1,
  tolerance: 0,
});

/** All of a list at level full; at quick one in so many, from a place that the seed says. */
export const oneIn = <T>({ seed, effort }: EvidenceContext, parts: number, all: readonly T[]): readonly T[] =>
  effort === 'full' ? all : all.filter((_, i) => (i + seed) % parts === 0);

/** What is too long for level quick: there it says no more than that it is asked at full. */
export const atFull =
  (compare: (context: EvidenceContext) => NumericInstance[]) =>
  (context: EvidenceContext): NumericInstance[] =>
    context.effort === 'full' ? compare(context) : [isTrue('asked at full', true)];
