/**
 * Short ways to write evidence, so that a proof file reads like the mathematics.
 */
import type {
  Alternatives,
  EnclosedInstance,
  Evidence,
  EvidenceContext,
  ExactInstance,
  Instances,
  NumericInstance,
} from './claim.ts';
import type { Expression } from './expression.ts';
import type { IntervalProof, Range } from './interval-proof.ts';
import type { Domain } from './symbolic-proof.ts';

/** Evidence of one kind. */
export type EvidenceOf<K extends Evidence['kind']> = Extract<Evidence, { kind: K }>;

/** A variable over an open interval: `real('x')` is (0, inf), `real('p', '0', '1/2')` is (0, 1/2). */
export const real = (name: string, lower = '0', upper = 'inf'): Domain => ({ name, lower, upper });

/** An integer variable from `least` on: `whole('d', 2)` is d = 2, 3, ... */
export const whole = (name: string, least = 1): Domain => ({
  name,
  lower: String(least - 1),
  upper: 'inf',
  integer: true,
});

/** left = right on the domain, by rewriting; `via` names steps between where one normalization is not enough. */
export const identity = (
  detail: string,
  variables: readonly Domain[],
  left: Expression,
  right: Expression,
  via: readonly Expression[] = [],
): EvidenceOf<'symbolic'> => ({ kind: 'symbolic', detail, proof: { variables, left, right, via } });

/** A closed range of an interval proof. */
export const range = (name: string, lower: string, upper: string): Range => ({ name, lower, upper });

/** left <= right (or another relation) on the whole closed box, by outward-rounded bisection. */
export const onBox = (
  detail: string,
  box: readonly Range[],
  left: Expression,
  relation: IntervalProof['relation'],
  right: Expression,
  more: Pick<IntervalProof, 'tolerance' | 'precision' | 'splits'> = {},
): EvidenceOf<'interval'> => ({ kind: 'interval', detail, proof: { box, left, relation, right, ...more } });

/** Rational comparisons at named instances. */
export const exactly = (
  detail: string,
  instances: (context: EvidenceContext) => Instances<ExactInstance>,
): EvidenceOf<'instances'> => ({ kind: 'instances', detail, instances });

/** Floating-point comparisons; counts as `property`. Say in `detail` where the tolerance comes from. */
export const numerically = (
  detail: string,
  instances: (context: EvidenceContext) => Instances<NumericInstance>,
): EvidenceOf<'numeric'> => ({ kind: 'numeric', detail, instances });

/** Library values against the enclosed true value of a formula at named points. */
export const library = (
  detail: string,
  instances: (context: EvidenceContext) => Instances<EnclosedInstance>,
): EvidenceOf<'enclosure'> => ({ kind: 'enclosure', detail, instances });

/** A fast-check property, run `quick` or `full` times. */
export const forAll = (
  detail: string,
  runs: EvidenceOf<'property'>['runs'],
  property: EvidenceOf<'property'>['property'],
): EvidenceOf<'property'> => ({ kind: 'property', detail, runs, property });

/** Monte Carlo; `falseAlarm` is shared equally among the tests returned. */
export const sampled = (
  detail: string,
  falseAlarm: number,
  tests: EvidenceOf<'statistical'>['tests'],
): EvidenceOf<'statistical'> => ({
  kind: 'statistical',
  detail,
  falseAlarm,
  tests,
});

/** Pieces any of which would do for the same step; say in `why` that each says all of it. */
export const alternatives = (pieces: Alternatives['alternatives'], why: string): Alternatives => ({
  why,
  alternatives: pieces,
});
