/**
 * Library values against the true value of a formula at rational points, enclosed tightly enough to decide.
 */
import type { Interval, IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import { toRational } from '../../numeric/algebra/rational.ts';
import type { EnclosedInstance } from '../claim.ts';
import { enclosePlain } from './enclosure.ts';
import { expand } from './expand.ts';
import type { Outcome } from './findings.ts';
import { sizesOf } from './sizes.ts';
import { requireEnclosedInstance } from './well-formed.ts';

/** `enclosures` gets what the true value was found to lie in, instance by instance. */
export function checkEnclosed(
  instances: Iterable<EnclosedInstance>,
  arithmetic: IntervalArithmetic,
  enclosures: (readonly [string, string])[] = [],
): Outcome {
  let runs = 0;
  const sizes = sizesOf();
  const tolerances = new Map<number, string>();
  for (const instance of instances) {
    const { label, value, at, tolerance = '1e-9' } = instance;
    sizes.note(label);
    requireEnclosedInstance(instance);
    if (!Number.isFinite(value))
      return { status: 'refuted', runs, counterexample: `${label}: the library returned ${value}` };
    runs++;
    tolerances.set(toRational(tolerance).valueOf(), tolerance);
    const plain = expand(instance.expression);
    let verdict: string | null | undefined;
    let shown = '';
    let found: readonly [string, string] | undefined;
    for (const precision of [arithmetic.precision, 2 * arithmetic.precision]) {
      const R = arithmetic.at(precision);
      const truth = enclosePlain(plain, new Map(Object.entries(at).map(([name, text]) => [name, R.of(text)])), R);
      shown = truth.toString();
      found = R.toDecimals(truth);
      verdict = compare(instance, R, truth);
      if (verdict !== undefined) break;
    }
    if (found !== undefined) enclosures.push(found);
    const where = Object.entries(at)
      .map(([name, text]) => `${name} = ${text}`)
      .join(', ');
    if (verdict === undefined)
      return { status: 'inconclusive', runs, note: `${label} (${where}): undecided, true value in ${shown}` };
    if (verdict !== null) {
      return {
        status: 'refuted',
        runs,
        counterexample: `${label} (${where}): library ${value} ${verdict}, true value in ${shown}`,
      };
    }
  }
  const widest = tolerances.get(Math.max(...tolerances.keys()));
  return {
    status: 'holds',
    runs,
    note: [sizes.seen(), `relative tolerance up to ${widest ?? '0'}`].filter(Boolean).join('; '),
  };
}

/** Null when the instance holds, a reason when it certainly fails, undefined when the enclosure is too wide to say. */
function compare(instance: EnclosedInstance, R: IntervalArithmetic, truth: Interval): string | null | undefined {
  const value = R.of(instance.value);
  const slack = R.mul(R.abs(truth), R.of(instance.tolerance ?? '1e-9'));
  const above =
    instance.relation === 'at-least' ||
    R.lessOrEqual(value, instance.relation === 'close' ? R.add(truth, slack) : truth);
  const below = R.lessOrEqual(R.sub(truth, slack), value);
  if (above === false) return instance.relation === 'close' ? 'is too large' : 'exceeds the true value';
  if (below === false) return 'is too small';
  return above === true && below === true ? null : undefined;
}
