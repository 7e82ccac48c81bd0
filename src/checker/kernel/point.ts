/** A rational point at which a statement is tried, and whether it lies in a domain. */
import { toRational, type Rational } from '../../numeric/algebra/rational.ts';
import type { Range } from '../interval-proof.ts';
import type { Domain } from '../symbolic-proof.ts';

export type Point = ReadonlyMap<string, Rational>;

/** Whether every variable has a value in its open interval, a whole number where the domain has only those. */
export const inDomain = (domains: readonly Domain[], point: Point): boolean =>
  point.size === domains.length &&
  domains.every(({ name, lower, upper, integer }) => {
    const x = point.get(name);
    if (x === undefined || (integer === true && x.d !== 1n)) return false;
    return (
      (lower === '-inf' || x.compare(toRational(lower)) > 0) && (upper === 'inf' || x.compare(toRational(upper)) < 0)
    );
  });

/** Whether every side of the box has a value in it, ends included. */
export const inBox = (box: readonly Range[], point: Point): boolean =>
  point.size === box.length &&
  box.every(({ name, lower, upper }) => {
    const x = point.get(name);
    return x !== undefined && x.compare(toRational(lower)) >= 0 && x.compare(toRational(upper)) <= 0;
  });

/** The point as data. */
export const pointAsData = (point: Point): Readonly<Record<string, string>> =>
  Object.fromEntries([...point].map(([name, value]) => [name, value.toFraction()]));

export const showPoint = (point: Point): string =>
  [...point].map(([name, value]) => `${name} = ${value.toFraction()}`).join(', ') || 'the constants given';
