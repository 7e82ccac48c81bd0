/**
 * What helps a tactic find a proof at a point: which number the argument of a Gamma is, and between which two a
 * quantile of the normal law lies. Only guesses: Coq proves each before it uses it.
 */
import { compile } from '../../checker/evaluate.ts';
import { apply, rational as rationalExpression } from '../../checker/expression.ts';
import { coqRational, fields, items, quotient } from './coq-expression.ts';

/** A fraction with a positive denominator. */
type Fraction = readonly [over: bigint, under: bigint];
type Places = ReadonlyMap<string, Fraction>;

/** Half of the width within which a quantile is guessed, relative to it. */
const GUESS = 2e-14;
/** A quantile closer to 0 is guessed as widely as one here. */
const LEAST = 1e-3;

/** Tactics for the numbers in an expression at these places, each once. */
export function hintsFor(json: unknown, places: Places): readonly string[] {
  const hints = new Set<string>();
  collect(json, places, hints);
  return [...hints];
}

/** Values as they stand in a certificate, by their variables. */
export const placesOf = (at: Readonly<Record<string, unknown>>): Places =>
  new Map(
    Object.entries(at).flatMap(([name, text]) => {
      const value = fractionOf(text);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );

/** A rational as the certificates write it, `-3/4` or `0.5` or `1e-9`. */
function fractionOf(text: unknown): Fraction | undefined {
  const said = /^\(?\(?(-?\d+)\)?(?: \/ (\d+)\))?$/.exec(coqRational(text));
  return said === null ? undefined : [BigInt(said[1]!), BigInt(said[2] ?? '1')];
}

function collect(json: unknown, places: Places, hints: Set<string>): void {
  if (Array.isArray(json)) return json.forEach((each) => collect(each, places, hints));
  if (typeof json !== 'object' || json === null) return;
  const x = json as Readonly<Record<string, unknown>>;
  if (x['op'] === 'substitute') {
    const by = valueOf(x['by'], places);
    const inside = new Map(places);
    inside.delete(String(x['variable']));
    if (by !== undefined) inside.set(String(x['variable']), by);
    collect(x['by'], places, hints);
    return collect(x['in'], inside, hints);
  }
  if (x['op'] === 'apply' && Array.isArray(x['args'])) {
    const value = valueOf(x['args'][0], places);
    if (value !== undefined && x['function'] === 'gamma') hints.add(`repeat gamma_at ${bracketed(quotient(...value))}`);
    if (value !== undefined && x['function'] === 'normalQuantile')
      quantileHint(value).forEach((hint) => hints.add(hint));
  }
  Object.values(x).forEach((each) => collect(each, places, hints));
}

const bracketed = (text: string): string => (text.startsWith('(') ? text : `(${text})`);

/** None where the number is no probability. */
function quantileHint([over, under]: Fraction): readonly string[] {
  if (over <= 0n || over >= under) return [];
  const guess = compile(apply('normalQuantile', rationalExpression(over, under)))({});
  if (!Number.isFinite(guess)) return [];
  const around = Math.max(Math.abs(guess), LEAST) * GUESS;
  const [low, high] = [guess - around, guess + around].map((x) => bracketed(coqRational(x.toPrecision(17))));
  return [`try quantile_in ${bracketed(quotient(over, under))} ${low!} ${high!}`];
}

/** The value of an expression of numbers, sums and products; undefined for any other. */
function valueOf(json: unknown, places: Places): Fraction | undefined {
  const x = fields(json);
  switch (x['op']) {
    case 'rational':
      return fractionOf(`${String(x['numerator'])}/${String(x['denominator'])}`);
    case 'variable':
      return places.get(String(x['name']));
    case 'sum':
      return together(x['terms'], places, ([a, b], [c, d]) => [a * d + c * b, b * d]);
    case 'product':
      return together(x['factors'], places, ([a, b], [c, d]) => [a * c, b * d]);
    case 'power': {
      const [base, exponent] = [valueOf(x['base'], places), valueOf(x['exponent'], places)];
      const inverse = base !== undefined && base[0] !== 0n && exponent?.[0] === -1n && exponent[1] === 1n;
      return inverse ? (base[0] < 0n ? [-base[1], -base[0]] : [base[1], base[0]]) : undefined;
    }
    default:
      return undefined;
  }
}

function together(json: unknown, places: Places, join: (a: Fraction, b: Fraction) => Fraction): Fraction | undefined {
  const values = items(json).map((each) => valueOf(each, places));
  return values.reduce((a, b) => (a === undefined || b === undefined ? undefined : join(a, b)));
}
