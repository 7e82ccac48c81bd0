/**
 * Rational points of a domain at which a statement is tried before anyone believes it (the kernel looks whether they
 * lie in it): simple fractions of the ranges first, so that a witness is short to print.
 */
import { ratio, type Rational } from '../../numeric/algebra/rational.ts';
import type { Point } from '../kernel/point.ts';

export interface SampleRange {
  readonly name: string;
  readonly lower: Rational | undefined;
  readonly upper: Rational | undefined;
  readonly integer?: boolean;
}

const FRACTIONS: readonly (readonly [number, number])[] = [
  [1, 2],
  [1, 4],
  [3, 4],
  [1, 10],
  [9, 10],
  [1, 3],
  [1, 100],
  [99, 100],
];
const STEPS: readonly (readonly [number, number])[] = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 1],
  [5, 1],
  [1, 10],
  [10, 1],
  [3, 2],
];
const POINTS = 24;

/** Points inside the domain, always the same ones. */
export function* samplePoints(ranges: readonly SampleRange[]): Generator<Point> {
  for (let i = 0; i < (ranges.length === 0 ? 1 : POINTS); i++) {
    // The first points move all variables together, the later ones each at its own pace.
    yield new Map(ranges.map((range, j) => [range.name, pick(range, i < 8 ? i : i * (2 * j + 1) + j)]));
  }
}

function pick({ lower, upper, integer }: SampleRange, i: number): Rational {
  if (integer === true) return pickInteger(lower, upper, i);
  const [fn, fd] = FRACTIONS[i % FRACTIONS.length]!;
  const [sn, sd] = STEPS[i % STEPS.length]!;
  if (lower !== undefined && upper !== undefined) return lower.add(upper.sub(lower).mul(ratio(fn, fd)));
  if (lower !== undefined) return lower.add(ratio(sn, sd));
  if (upper !== undefined) return upper.sub(ratio(sn, sd));
  return ratio(i % 2 === 0 ? sn : -sn, sd);
}

/**
 * An integer strictly between the ends: up from the lower one, or down from the upper one where there is no lower one.
 */
function pickInteger(lower: Rational | undefined, upper: Rational | undefined, i: number): Rational {
  const most = upper?.ceil().sub(1);
  if (lower === undefined && most !== undefined) return most.sub(i % 8);
  const least = (lower ?? ratio(-4)).floor().add(1);
  const count = most === undefined ? 8 : Math.min(8, most.sub(least).valueOf() + 1);
  return least.add(i % count);
}
