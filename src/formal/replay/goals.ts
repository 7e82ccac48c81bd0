/**
 * Pieces of evidence of exported certificates as sentences of Coq: links of a chain, an inequality on a box, values of
 * the library.
 */
import { hintsFor, placesOf } from './hints.ts';
import { coqExpression, coqName, coqRational, fields, freeVariables, items, Untranslatable } from './coq-expression.ts';

/** A sentence, and the tactics of replay/Tactics.v that are to prove it. */
export interface Goal {
  readonly statement: string;
  readonly tactic: string;
}

/** Kinds of evidence that have a translation. */
export const REPLAYED = ['symbolic', 'interval', 'enclosure'] as const;
export type Replayed = (typeof REPLAYED)[number];

/** Functions that are known by their laws alone (SpecialDefinitions.v), each after those its laws speak of. */
const BY_LAWS: readonly (readonly [name: string, laws: string])[] = [
  ['gam', 'forall gam : R -> R, Gamma_laws gam -> '],
  ['gcdf', 'forall gcdf : R -> R -> R, Gamma_law_laws gam gcdf -> '],
  ['gquantile', 'forall gquantile : R -> R -> R, Gamma_quantile_laws gcdf gquantile -> '],
  ['bcdf', 'forall bcdf : R -> R -> R -> R, Beta_law_laws gam bcdf -> '],
  ['bquantile', 'forall bquantile : R -> R -> R -> R, Beta_quantile_laws bcdf bquantile -> '],
];

/** The sentences of a piece. Throws Untranslatable. */
export function goalsOf(kind: Replayed, json: unknown): readonly Goal[] {
  const data = fields(json);
  const goals = { symbolic: chainGoals, interval: boxGoals, enclosure: valueGoals }[kind](data);
  return goals.map(({ statement, tactic }) => ({ statement: withLaws(statement), tactic }));
}

/** The sentence, about every function that has the laws of those it names. */
function withLaws(statement: string): string {
  let said = statement;
  for (const [name, laws] of BY_LAWS.toReversed()) if (new RegExp(`\\b${name}\\b`).test(said)) said = laws + said;
  return said;
}

type Data = Readonly<Record<string, unknown>>;

/** Each expression of the chain equals the next, for all values of the variables in their open intervals. */
function chainGoals(data: Data): readonly Goal[] {
  const chain = items(data['chain']);
  const variables = items(data['variables']).map(fields);
  const before = quantified(
    [...variables.map(({ name }) => coqName(name)), ...freeVariables(chain)],
    variables.flatMap(({ name, lower, upper }) => [
      ...(lower === '-inf' ? [] : [`${coqRational(lower)} < ${coqName(name)}`]),
      ...(upper === 'inf' ? [] : [`${coqName(name)} < ${coqRational(upper)}`]),
    ]),
  );
  const sides = chain.map((each) => coqExpression(each));
  if (sides.length < 2) throw new Untranslatable('a chain of one');
  return sides.slice(1).map((right, i) => ({ statement: `${before}${sides[i]!} = ${right}`, tactic: 'identity' }));
}

/** The relation for all points of the closed box. */
function boxGoals(data: Data): readonly Goal[] {
  const box = items(data['box']).map(fields);
  const before = quantified(
    box.map(({ name }) => coqName(name)),
    box.map(({ name, lower, upper }) => `${coqRational(lower)} <= ${coqName(name)} <= ${coqRational(upper)}`),
  );
  const [left, right] = [coqExpression(data['left']), coqExpression(data['right'])];
  const { relation } = data;
  if (relation !== '=' && !isOrder(relation)) throw new Untranslatable('no relation');
  const claim =
    relation === '='
      ? `Rabs (${left} - ${right}) <= ${coqRational(data['tolerance'])}`
      : `${left} ${relation} ${right}`;
  return [{ statement: before + claim, tactic: hinted('box', hintsFor([data['left'], data['right']], new Map())) }];
}

const hinted = (tactic: string, hints: readonly string[]): string => ['start', 'places', ...hints, tactic].join('; ');

const isOrder = (x: unknown): x is string => typeof x === 'string' && ['<=', '>=', '<', '>'].includes(x);

/** Each value of the library against its formula. */
function valueGoals(data: Data): readonly Goal[] {
  return items(data['instances']).map((json) => {
    const { expression, at, tolerance, value: given, relation } = fields(json);
    const places = Object.entries(fields(at)).map(
      ([name, where]) => `let ${coqName(name)} := ${coqRational(where)} in `,
    );
    const [truth, value, slack] = [coqExpression(expression), coqRational(given), coqRational(tolerance ?? '0')];
    const least = `${truth} - ${slack} * Rabs ${truth} <= ${value}`;
    const claims: Readonly<Record<string, string>> = {
      'lower-bound': `${value} <= ${truth} /\\ ${least}`,
      close: `Rabs (${truth} - ${value}) <= ${slack} * Rabs ${truth}`,
      'at-least': least,
    };
    if (typeof relation !== 'string' || !Object.hasOwn(claims, relation)) throw new Untranslatable('no relation');
    const tactic = hinted('point', hintsFor(expression, placesOf(fields(at))));
    return { statement: places.join('') + claims[relation]!, tactic };
  });
}

function quantified(names: readonly string[], hypotheses: readonly string[]): string {
  const distinct = [...new Set(names)];
  const all = distinct.length === 0 ? '' : `forall ${distinct.join(' ')} : R, `;
  return all + hypotheses.map((each) => `${each} -> `).join('');
}
