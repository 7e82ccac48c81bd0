/**
 * An identity between two expressions on a domain, and the chain that leads from one to the other. Three things are
 * needed: every operation has a value on the whole domain (sign.ts), all members of the chain agree at random points of
 * finite fields whose primes the file's hash draws (formal-field.ts), and their enclosures at places inside the domain
 * have a number in common.
 */
import { plain } from './calculus.ts';
import { enclose } from './enclosure.ts';
import { FormalPoint } from './formal-field.ts';
import { showTerm, type Term } from './language.ts';
import { fieldsOf, Unlucky } from './modular.ts';
import { compare, plus, show, times, fraction, minus, type Rational } from './rational.ts';
import { approximately, bitsOf, exactSum, negated, Reals, sign, type Enclosure } from './reals.ts';
import type { Domain, Range } from './range.ts';
import { showCondition, Signs } from './sign.ts';
import { fails, follows, OutOfReach, undecided, type Verdict } from './verdicts.ts';

/** Points of each finite field at which all members of a chain must agree. */
const POINTS = 8;
const MOST_DRAWS = 1000;
/** Places of the domain, each of which must be a close call: members within 2^-40 of one another. */
const PLACES = 6;
const R = new Reals(128);

/** Whether all expressions of the chain are equal on the domain. */
export function identity(chain: readonly Term[], domain: Domain, random: () => bigint): Verdict {
  const members = chain.map(plain);
  const terms = members.map(({ term }) => term);
  const signs = new Signs(domain);
  const places = comparePlaces(terms, domain);
  if (places.verdict === 'fails') return places;
  for (const condition of members.flatMap(({ conditions }) => conditions)) {
    if (!signs.holds(condition)) return undecided(`it is not shown that ${shorten(showCondition(condition))}`);
  }
  const formal = compareFormally(terms, signs, random);
  if (formal.verdict !== 'follows') return formal;
  return places.verdict === 'follows' ? follows(`${formal.by}, ${places.by}`) : places;
}

function compareFormally(terms: readonly Term[], signs: Signs, random: () => bigint): Verdict {
  const fields = fieldsOf(random);
  for (const field of fields) {
    let done = 0;
    for (let draw = 0; draw < MOST_DRAWS && done < POINTS; draw++) {
      const point = new FormalPoint(field, signs, random);
      try {
        const values = terms.map((x) => point.value(x));
        const wrong = values.findIndex((value) => value !== values[0]);
        if (wrong > 0) return undecided(`link ${wrong} is no identity by the rules known here`);
        done++;
      } catch (error) {
        if (!(error instanceof Unlucky)) throw error;
      }
    }
    if (done < POINTS) return undecided('no usable points of the finite field were found');
  }
  return follows(`the same at ${POINTS * fields.length} random points of ${fields.length} finite fields`);
}

function comparePlaces(terms: readonly Term[], domain: Domain): Verdict {
  let close = 0;
  for (let i = 0; i < PLACES; i++) {
    const place = placeOf(domain, i);
    try {
      const box = new Map([...place].map(([name, value]) => [name, R.of(value)]));
      const values = terms.map((x) => enclose(R, x, box));
      const wrong = values.findIndex((value) => R.common(value, values[0]!) === undefined);
      if (wrong > 0)
        return fails(
          `${shorten(showTerm(terms[0]!))} is about ${about(values[0]!)} and ${shorten(showTerm(terms[wrong]!))} about ${about(values[wrong]!)} at ${showPlace(place)}`,
        );
      if (values.every(isNarrow)) close++;
    } catch (error) {
      // A place out of reach says nothing, so it does not count as agreement.
      if (!(error instanceof OutOfReach)) throw error;
    }
    if (domain.size === 0) break;
  }
  if (close < (domain.size === 0 ? 1 : PLACES))
    return undecided('at some places inside the domain the sides are out of reach, or their enclosures too wide');
  return follows(`and within 2^-40 at ${close} places of the domain`);
}

/** Narrow against the value, or against 1 where the value may be 0. */
function isNarrow(x: Enclosure): boolean {
  const width = exactSum(x.hi, negated(x.lo));
  const size = Math.max(0, bitsOf(x.hi.m) + x.hi.e);
  return sign(width) === 0 || bitsOf(width.m) + width.e < size - 40;
}

/** The i-th place inside the domain: fractions of bounded ranges, steps from the end of others. */
function placeOf(domain: Domain, i: number): ReadonlyMap<string, Rational> {
  return new Map([...domain].map(([name, range], j) => [name, inside(range, i + j)]));
}

const SHARES = [
  [3, 7],
  [1, 5],
  [5, 7],
  [2, 3],
  [1, 11],
  [8, 9],
  [1, 2],
] as const;
const STEPS = [
  [2, 3],
  [7, 5],
  [3, 1],
  [1, 4],
  [5, 2],
  [9, 4],
  [6, 1],
] as const;

function inside({ lo, hi, integers }: Range, i: number): Rational {
  if (integers === true) return integerInside(lo.at, hi.at, BigInt(i % 5));
  const share = fraction(...pair(SHARES[i % 7]!));
  const step = fraction(...pair(STEPS[i % 7]!));
  if (lo.at !== undefined && hi.at !== undefined) return plus(lo.at, times(share, minus(hi.at, lo.at)));
  if (lo.at !== undefined) return plus(lo.at, step);
  if (hi.at !== undefined) return minus(hi.at, step);
  return i % 2 === 0 ? step : minus(fraction(0n), step);
}
/** The n-th integer up from the lower end (down from the upper one where there is no lower), not beyond the other. */
function integerInside(lo: Rational | undefined, hi: Rational | undefined, n: bigint): Rational {
  if (lo === undefined) return minus(hi ?? fraction(2n), fraction(n));
  const up = plus(lo, fraction(n));
  return hi !== undefined && compare(up, hi) > 0 ? hi : up;
}

const pair = ([n, d]: readonly [number, number]): [bigint, bigint] => [BigInt(n), BigInt(d)];

export const about = ({ lo, hi }: Enclosure): string => {
  const [a, b] = [approximately(lo), approximately(hi)];
  return a === b ? a : `${a} to ${b}`;
};
export const showPlace = (place: ReadonlyMap<string, Rational>): string =>
  [...place].map(([name, value]) => `${name} = ${show(value)}`).join(', ') || 'the constants given';
export const shorten = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}...` : text);
