/**
 * One piece of evidence, or one refutation of a false variant, re-checked from its data: read first (Malformed says
 * what is wrong with the data), then argued anew.
 */
import { decides, failsAt, onBox, RELATIONS, type BoxStatement, type Tree } from './box.ts';
import { plain } from './calculus.ts';
import { encloseWhole } from './enclosure.ts';
import { about, identity, shorten, showPlace } from './identity.ts';
import { count, list, oneOf, rational, readName, readTerm, record, text, type Term } from './language.ts';
import { compare, readRational, show, times, type Rational } from './rational.ts';
import { Reals } from './reals.ts';
import { variableRange, type Range } from './range.ts';
import { fails, follows, Malformed, undecided, type Verdict } from './verdicts.ts';

/** Kinds of evidence whose data is a proof or a computation that can be done again. */
export const RECHECKED = ['symbolic', 'interval', 'instances', 'enclosure'] as const;
export type Rechecked = (typeof RECHECKED)[number];
/** Kinds whose evidence is that something was tried: nothing in a file can be done again. */
export const TRIED = ['property', 'numeric', 'statistical'] as const;

/** How many steps of the evidence the certificate holds: links of a chain, boxes of a tree, or comparisons. */
export function stepsOf(kind: Rechecked, json: unknown): number {
  const data = record(json, 'the data of the evidence');
  if (kind === 'symbolic') return list(data['chain'], 'the expressions of a chain').length - 1;
  return kind === 'interval' ? boxesOf(treeOf(data['splits'])) : list(data['instances'], 'the instances').length;
}

const boxesOf = (tree: Tree): number => (tree.leaf ? 1 : 1 + boxesOf(tree.low) + boxesOf(tree.high));

/** Whether the evidence shows what it is said to. `random` is needed for identities. */
export function recheck(kind: Rechecked, json: unknown, random: () => bigint): Verdict {
  const data = record(json, 'the data of the evidence');
  switch (kind) {
    case 'symbolic': {
      const chain = chainOf(data);
      if (
        JSON.stringify(list(data['chain'], 'the chain')[0]) === JSON.stringify(list(data['chain'], 'the chain').at(-1))
      )
        return fails('both sides are the same expression, letter by letter');
      return identity(chain, domainOf(data), random);
    }
    case 'interval':
      return onBox(statementOf(data), treeOf(data['splits']));
    case 'instances':
      return eachOf(data, 'compared', (instance) =>
        holds(comparison(instance)) ? undefined : fails(`${describe(instance)} is false`),
      );
    case 'enclosure':
      return eachOf(data, 'enclosed', enclosedValue);
  }
}

/** Whether the data refutes the false variant it belongs to. */
export function recheckRefutation(kind: Rechecked, json: unknown): Verdict {
  const data = record(json, 'the data of the refutation');
  switch (kind) {
    case 'symbolic':
      return unequalAt(chainOf(data), placeOf(data), domainOf(data));
    case 'interval':
      return failsAt(statementOf(data), placeOf(data));
    case 'instances': {
      const [instance, ...more] = list(data['instances'], 'the instances');
      if (instance === undefined || more.length > 0) throw new Malformed('a refutation is one instance');
      return holds(comparison(instance))
        ? fails(`${describe(instance)} is true`)
        : follows(`${describe(instance)} is false`);
    }
    case 'enclosure': {
      const verdicts = list(data['instances'], 'the instances').map(enclosedValue);
      const failed = verdicts.find((verdict) => verdict?.verdict === 'fails');
      return failed === undefined ? undecided('no instance is seen to fail') : follows('an instance fails');
    }
  }
}

// Chains of expressions

function chainOf(data: Readonly<Record<string, unknown>>): readonly Term[] {
  const chain = list(data['chain'], 'the expressions of a chain').map((x) => readTerm(x));
  if (chain.length < 2) throw new Malformed('a chain has at least two expressions');
  return chain;
}

function domainOf(data: Readonly<Record<string, unknown>>): ReadonlyMap<string, Range> {
  const domain = new Map<string, Range>();
  for (const json of list(data['variables'], 'the variables')) {
    const variable = record(json, 'a variable');
    const name = readName(variable['name']);
    if (domain.has(name)) throw new Malformed(`the variable ${name} is declared twice`);
    const lower = variable['lower'] === '-inf' ? undefined : rational(variable['lower'], `the lower end of ${name}`);
    const upper = variable['upper'] === 'inf' ? undefined : rational(variable['upper'], `the upper end of ${name}`);
    domain.set(name, variableRange(lower, upper, variable['integer'] === true));
  }
  return domain;
}

function placeOf(data: Readonly<Record<string, unknown>>): ReadonlyMap<string, Rational> {
  const point = record(data['point'], 'the point of a counterexample');
  return new Map(
    Object.entries(point).map(([name, value]) => [readName(name), rational(value, `the value of ${name}`)]),
  );
}

/** The first and the last expression of a chain have different values at a place inside the domain. */
function unequalAt(
  chain: readonly Term[],
  place: ReadonlyMap<string, Rational>,
  domain: ReadonlyMap<string, Range>,
): Verdict {
  for (const [name, { lo, hi, integers }] of domain) {
    const value = place.get(name);
    if (value === undefined) throw new Malformed(`the counterexample has no value of ${name}`);
    const below = lo.at !== undefined && compare(value, lo.at) < (lo.attained ? 0 : 1);
    const above = hi.at !== undefined && compare(value, hi.at) > (hi.attained ? 0 : -1);
    if (below || above || (integers === true && value.d !== 1n))
      return fails(`the counterexample ${showPlace(place)} lies outside the domain`);
  }
  const R = new Reals(200);
  const at = new Map([...place].map(([name, value]) => [name, R.of(value)]));
  const [left, right] = [chain[0]!, chain.at(-1)!].map((x) => encloseWhole(R, plain(x), at));
  if (R.common(left!, right!) === undefined) return follows(`the sides differ at ${showPlace(place)}`);
  return fails(`the sides are both about ${about(left!)} at ${showPlace(place)}`);
}

// Boxes

function statementOf(data: Readonly<Record<string, unknown>>): BoxStatement {
  const box = new Map<string, readonly [Rational, Rational]>();
  for (const json of list(data['box'], 'the sides of the box')) {
    const side = record(json, 'a side of the box');
    const name = readName(side['name']);
    if (box.has(name)) throw new Malformed(`the box has two sides ${name}`);
    const ends = [
      rational(side['lower'], `the lower end of ${name}`),
      rational(side['upper'], `the upper end of ${name}`),
    ] as const;
    if (compare(ends[0], ends[1]) > 0) throw new Malformed(`the side ${name} of the box is empty`);
    box.set(name, ends);
  }
  return {
    box,
    left: readTerm(data['left']),
    relation: oneOf(data['relation'], RELATIONS, 'the relation'),
    right: readTerm(data['right']),
    tolerance: data['tolerance'] === undefined ? readRational('0') : readTolerance(data['tolerance']),
  };
}

function readTolerance(json: unknown): Rational {
  const tolerance = rational(json, 'the tolerance');
  if (tolerance.n < 0n) throw new Malformed(`the tolerance ${show(tolerance)} is negative`);
  return tolerance;
}

function treeOf(json: unknown, depth = 0): Tree {
  if (depth > 100) throw new Malformed('a tree of splits deeper than 100');
  const node = record(json, 'a node of the tree of splits');
  if (node['leaf'] === true) {
    if (node['difference'] === undefined) return { leaf: true, difference: undefined };
    return { leaf: true, difference: enclosureOf(node['difference'], 'the enclosure of a leaf') };
  }
  const split = text(node['split'], 'the side split');
  return { leaf: false, split, low: treeOf(node['low'], depth + 1), high: treeOf(node['high'], depth + 1) };
}

function enclosureOf(json: unknown, what: string): readonly [Rational, Rational] {
  const ends = list(json, what);
  if (ends.length !== 2) throw new Malformed(`${what} has two ends`);
  const [lower, upper] = [rational(ends[0], what), rational(ends[1], what)];
  if (compare(lower, upper) > 0) throw new Malformed(`${what} is empty`);
  return [lower, upper];
}

// Instances

function eachOf(
  data: Readonly<Record<string, unknown>>,
  done: string,
  check: (instance: unknown) => Verdict | undefined,
): Verdict {
  const instances = list(data['instances'], 'the instances');
  if (instances.length === 0) return fails('there is no instance');
  let open: Verdict | undefined;
  for (const instance of instances) {
    const trouble = check(instance);
    if (trouble?.verdict === 'fails') return trouble;
    open ??= trouble;
  }
  return open ?? follows(`${done} ${instances.length} pair${instances.length === 1 ? '' : 's'} of numbers`);
}

const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;

interface Comparison {
  readonly left: Rational;
  readonly relation: (typeof COMPARISONS)[number];
  readonly right: Rational;
}

function comparison(json: unknown): Comparison {
  const instance = record(json, 'an instance');
  return {
    left: rational(instance['left'], 'a left side'),
    relation: oneOf(instance['relation'], COMPARISONS, 'a relation'),
    right: rational(instance['right'], 'a right side'),
  };
}

function holds({ left, relation, right }: Comparison): boolean {
  const order = compare(left, right);
  switch (relation) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function describe(json: unknown): string {
  const { left, relation, right } = comparison(json);
  const label = record(json, 'an instance')['label'];
  return `${typeof label === 'string' && label !== '' ? `${label}: ` : ''}${shorten(show(left))} ${relation} ${shorten(show(right))}`;
}

/** A number of the library against the true value; nothing when it is as stated. */
function enclosedValue(json: unknown): Verdict | undefined {
  const instance = record(json, 'an instance');
  const label = typeof instance['label'] === 'string' ? instance['label'] : 'an instance';
  const value = rational(instance['value'], 'the value of the library');
  const relation = oneOf(instance['relation'], ['lower-bound', 'close', 'at-least'], 'the relation');
  const tolerance = readTolerance(instance['tolerance']);
  const stated = enclosureOf(instance['enclosure'], 'the enclosure');
  const formula = plain(readTerm(instance['expression']));
  const place = new Map(
    Object.entries(record(instance['at'], 'the point')).map(([name, at]) => [
      readName(name),
      rational(at, `the value of ${name}`),
    ]),
  );
  const R = new Reals(128);
  const truth = encloseWhole(R, formula, new Map([...place].map(([name, at]) => [name, R.of(at)])));
  const where = `${label} (${showPlace(place)})`;
  if (R.common(R.range(...stated), truth) === undefined)
    return fails(`${where}: the true value is ${about(truth)}, outside the enclosure given`);
  // excess = value - true; slack = tolerance |true|.
  const excess = R.sub(R.of(value), truth);
  const slack = R.mul(R.abs(truth), R.of(tolerance));
  const zero = times(tolerance, readRational('0'));
  const needed = [
    ...(relation === 'at-least' ? [] : [R.sub(excess, relation === 'close' ? slack : R.whole(0))]),
    R.neg(R.add(excess, slack)),
  ];
  if (needed.some((x) => decides(R, '>', x, zero)))
    return fails(
      `${where}: the library's value is ${relation === 'close' ? 'not close to' : 'on the wrong side of'} ${about(truth)}`,
    );
  if (needed.every((x) => decides(R, '<=', x, zero))) return undefined;
  return undecided(`${where}: the true value is ${about(truth)}, too wide to say`);
}

/** The number of steps a piece says it has. */
export const statedSteps = (json: unknown): number => count(json, 'the number of steps');
