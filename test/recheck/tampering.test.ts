/** Certificates changed by hand: each change is refused, whoever may have recomputed the hashes. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  add,
  exactly,
  exp,
  forAll,
  identity,
  library,
  log,
  mul,
  onBox,
  pow,
  range,
  rational,
  real,
  runClaim,
  sampled,
  sub,
  variable,
  type Claim,
} from '../../src/checker/index.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { checkCertificate } from '../../src/recheck/certificate.ts';
import { Malformed } from '../../src/recheck/verdicts.ts';
import * as fc from 'fast-check';
import { randomNumbers } from './random-numbers.ts';

const x = variable('x');
const square = pow(sub(x, 1), 2);
const expanded = add(pow(x, 2), mul(-2, x), 1);
/** x (1 - x) < 3/10 on [0, 1]: the enclosure needs splits. */
const parabola = mul(x, sub(1, x));

const claim: Claim = {
  id: 'sample',
  title: 'A sample',
  statement: 'of every kind of evidence with data',
  hypotheses: [],
  source: 'here',
  axioms: ['jensen'],
  parts: [
    {
      id: 'square',
      statement: '',
      evidence: [identity('', [real('x')], square, expanded, [mul(sub(x, 1), sub(x, 1))])],
    },
    { id: 'parabola', statement: '', evidence: [onBox('', [range('x', '0', '1')], parabola, '<', rational(3, 10))] },
    {
      id: 'numbers',
      statement: '',
      evidence: [
        exactly('', () => [
          { label: 'a', left: ratio(1, 3), relation: '<', right: ratio(1, 2) },
          { label: 'b', left: ratio(2, 4), relation: '=', right: ratio(1, 2) },
        ]),
        identity('', [real('x')], exp(mul(2, log(x))), pow(x, 2)),
      ],
    },
    {
      id: 'library',
      about: 'implementation',
      implements: ['numbers'],
      statement: '',
      evidence: [
        library('', () => [
          { label: 'log', value: Math.log(2), relation: 'close', expression: log(x), at: { x: '2' } },
        ]),
      ],
    },
  ],
  mutants: [
    { id: 'sign', statement: '', evidence: identity('', [real('x')], square, add(pow(x, 2), mul(2, x), 1)) },
    { id: 'lower', statement: '', evidence: onBox('', [range('x', '0', '1')], parabola, '<', rational(1, 5)) },
    {
      id: 'less',
      statement: '',
      evidence: exactly('', () => [{ label: 'c', left: ratio(1), relation: '<', right: ratio(1) }]),
    },
  ],
};

/** A certificate as a forger sees it: any place of it can be read, set and removed. */
class Forgery {
  readonly root: unknown;

  constructor(text: string) {
    this.root = JSON.parse(text);
  }

  /** The value at a path such as "evidence.0.data". */
  at(path: string): unknown {
    return path.split('.').reduce<unknown>((place, key) => (place as Record<string, unknown>)[key], this.root);
  }

  set(path: string, value: unknown): void {
    const keys = path.split('.');
    const last = keys.pop()!;
    const place = keys.length === 0 ? this.root : this.at(keys.join('.'));
    (place as Record<string, unknown>)[last] = value;
  }

  list(path: string): unknown[] {
    return this.at(path) as unknown[];
  }
}
let original: string;
beforeAll(async () => {
  original = (await runClaim(claim, { seed: 1, level: 'quick', certificates: true })).certificate!;
});

const changed = (change: (certificate: Forgery) => void): unknown => {
  const certificate = new Forgery(original);
  change(certificate);
  return certificate.root;
};
const check = (certificate: unknown) => checkCertificate(certificate, randomNumbers(2));
const reasons = (certificate: unknown): string => {
  const { evidence, mutants, complaints } = check(certificate);
  return [...complaints, ...[...evidence, ...mutants].map(({ of, result }) => `${of}: ${JSON.stringify(result)}`)].join(
    '\n',
  );
};
const literal = (n: string, d = '1'): object => ({ op: 'rational', numerator: n, denominator: d });

/** The path of the leftmost leaf of the splits. */
function firstLeaf(c: Forgery, path = 'evidence.1.data.splits'): string {
  return (c.at(path) as { leaf?: boolean }).leaf === true ? path : firstLeaf(c, `${path}.low`);
}

describe('a certificate', () => {
  it('as written re-checks, at its level', () => {
    const report = check(JSON.parse(original));
    expect(report).toMatchObject({
      status: 'rechecked',
      level: 'instances',
      recheckedLevel: 'instances',
      complaints: [],
    });
    expect([...report.evidence, ...report.mutants].every(({ result }) => result.verdict === 'follows')).toBe(true);
  });

  it('is the same text for the same run', async () => {
    const again = await runClaim(claim, { seed: 1, level: 'quick', certificates: true });
    expect(again.certificate).toBe(original);
    expect((await runClaim(claim, { seed: 1, level: 'quick' })).certificate).toBeUndefined();
  });

  it.each<[string, (c: Forgery) => void]>([
    ['a constant changed in the last expression', (c) => c.set('evidence.0.data.chain.2.terms.2', literal('2'))],
    [
      'a constant changed in the middle of a chain',
      (c) => c.set('evidence.0.data.chain.1.factors.0.terms.0', literal('3')),
    ],
    ['a false identity', (c) => c.set('evidence.0.data.chain', [x, exp(x)])],
    ['a chain without its last link', (c) => c.list('evidence.0.data.chain').pop()],
    ['a chain from an expression to itself', (c) => c.set('evidence.0.data.chain', [x, x, x])],
    ['fewer links stated than there are', (c) => c.set('evidence.0.runs', 1)],
    ['a bound that is too good', (c) => c.set('evidence.1.data.right', literal('1', '5'))],
    ['a bound just below the maximum', (c) => c.set('evidence.1.data.right', literal('2499', '10000'))],
    ['the relation turned round', (c) => c.set('evidence.1.data.relation', '>')],
    ['another box', (c) => c.set('evidence.1.data.box.0', { name: 'x', lower: '5', upper: '6' })],
    [
      'a box with the ends exchanged for wider ones',
      (c) => Object.assign(c.at('evidence.1.data.box.0') as object, { lower: '-1', upper: '2' }),
    ],
    [
      'one half of a split copied over the other',
      (c) => c.set('evidence.1.data.splits.low', c.at('evidence.1.data.splits.high')),
    ],
    ['the splits cut short', (c) => c.set('evidence.1.data.splits', { leaf: true })],
    ['the enclosure of a leaf moved', (c) => c.set(`${firstLeaf(c)}.difference`, ['5', '6'])],
    ['a comparison that fails', (c) => c.set('evidence.2.data.instances.0.left', '2/3')],
    ['an equality off in the last digit', (c) => c.set('evidence.2.data.instances.1.left', '0.50000000000000000001')],
    ['an instance left out', (c) => c.list('evidence.2.data.instances').pop()],
    ['no instances at all', (c) => Object.assign(c.at('evidence.2') as object, { runs: 0, data: { instances: [] } })],
    ['a value of the library off by a part in 10^8', (c) => c.set('evidence.4.data.instances.0.value', '0.69314719')],
    [
      'a lower bound that is above',
      (c) =>
        Object.assign(c.at('evidence.4.data.instances.0') as object, {
          value: '0.6931471806',
          relation: 'lower-bound',
        }),
    ],
    ['the enclosure of a true value moved', (c) => c.set('evidence.4.data.instances.0.enclosure', ['0.7', '0.8'])],
    ['a piece of evidence left out that carried no level', (c) => void c.list('evidence').splice(2, 1)],
    [
      'all evidence on the library left out',
      (c) => {
        c.list('evidence').splice(4, 1);
        c.set('parts.3.pieces', 0);
      },
    ],
    ['a value of the library that is too small', (c) => c.set('evidence.4.data.instances.0.value', '0.69314717')],
    [
      'a value below what it is at least',
      (c) => {
        c.set('evidence.4.data.instances.0.value', '0.69314717');
        c.set('evidence.4.data.instances.0.relation', 'at-least');
      },
    ],
    ['a piece of evidence left out', (c) => c.list('evidence').splice(3, 1)],
    [
      'all evidence of a part left out',
      (c) => {
        c.list('evidence').splice(1, 1);
        c.set('parts.1.pieces', 0);
      },
    ],
    ['the level raised', (c) => c.set('level', 'symbolic')],
    ['the level of a piece raised', (c) => c.set('evidence.2.level', 'symbolic')],
    ['a piece that did not hold', (c) => c.set('evidence.2.status', 'inconclusive')],
    ['a refuted claim', (c) => c.set('status', 'refuted')],
    ['a false variant that survived', (c) => c.set('mutants.0.refuted', false)],
    ['no false variants', (c) => c.set('mutants', [])],
    [
      'a counterexample at which the sides agree',
      (c) =>
        c.set('mutants.0.data.point', {
          x: '1/1000000000000000000000000000000000000000000000000000000000000000000000',
        }),
    ],
    ['a counterexample outside the domain', (c) => c.set('mutants.0.data.point', { x: '-1' })],
    [
      'a counterexample outside the box',
      (c) => {
        c.set('mutants.1.data.point', { x: '1/2', y: '0' });
        c.set('mutants.1.data.box.0.upper', '1/3');
      },
    ],
    ['a counterexample that is none', (c) => c.set('mutants.1.data.point', { x: '1/100' })],
    ['an instance that refutes nothing', (c) => c.set('mutants.2.data.instances.0.right', '2')],
  ])('with %s fails', (_, change) => {
    const certificate = changed(change);
    expect(check(certificate).status, reasons(certificate)).toBe('failed');
  });

  it.each<[string, RegExp, (c: Forgery) => void]>([
    [
      'an unknown function',
      /unknown function "sin"/,
      (c) => c.set('evidence.0.data.chain.2', { op: 'apply', function: 'sin', args: [x] }),
    ],
    [
      'a function of too many arguments',
      /exp takes 1 arguments, not 2/,
      (c) => c.set('evidence.0.data.chain.2', { op: 'apply', function: 'exp', args: [x, x] }),
    ],
    [
      'an unknown operation',
      /unknown operation "limit"/,
      (c) => c.set('evidence.0.data.chain.2', { op: 'limit', of: x }),
    ],
    [
      'a variable without a domain',
      /z has no value/,
      (c) =>
        c.set('evidence.0.data.chain.2', {
          op: 'sum',
          terms: [expanded, { op: 'product', factors: [literal('0'), variable('z')] }],
        }),
    ],
    ['a variable called like a number', /"pi" is no name/, (c) => c.set('evidence.0.data.variables.0.name', 'pi')],
    ['an empty domain', /an empty domain/, (c) => c.set('evidence.0.data.variables.0.upper', '-1')],
    ['a number that is none', /"1\.2\.3" is not a rational/, (c) => c.set('evidence.2.data.instances.0.left', '1.2.3')],
    ['a denominator 0', /denominator 0/, (c) => c.set('evidence.2.data.instances.0.left', '1/0')],
    ['half of a split missing', /a node of the tree/, (c) => c.set('evidence.1.data.splits.high', undefined)],
    ['a split of a side that is not there', /splits y/, (c) => c.set('evidence.1.data.splits.split', 'y')],
    ['another schema', /its schema is "wulff\.certificate\/1"/, (c) => c.set('schema', 'wulff.certificate/1')],
    ['evidence for no part', /no part of the claim/, (c) => c.set('evidence.0.part', 'other')],
    ['a kind of evidence nobody knows', /the kind of a piece/, (c) => c.set('evidence.0.kind', 'revelation')],
    ['a part twice', /occurs twice/, (c) => c.list('parts').push(c.at('parts.0'))],
  ])('with %s is no certificate', (_, message, change) => {
    expect(() => check(changed(change))).toThrow(Malformed);
    expect(() => check(changed(change))).toThrow(message);
  });

  it('with a true statement out of reach is undecided, not passed', () => {
    // sqrt(x^2 - 2 x + 1) = x - 1 is true for x > 1, but its sign is seen by no rule of the finite field.
    const root = changed((c) => {
      c.set('evidence.0.data', {
        variables: [{ name: 'x', lower: '1', upper: 'inf' }],
        chain: [pow(expanded, rational(1, 2)), sub(x, 1), sub(x, rational(1))],
      });
    });
    expect(check(root)).toMatchObject({ status: 'undecided', recheckedLevel: null });
  });

  it('with a failing instance after an undecided one fails', () => {
    const open = changed((c) => {
      const instances = c.list('evidence.4.data.instances') as Record<string, unknown>[];
      // log(2) as a lower bound of itself: undecided; then a bound that is above.
      const same = {
        ...instances[0],
        value: '1',
        expression: exp(log(x)),
        at: { x: '1/3' },
        enclosure: ['0.3', '0.4'],
      };
      c.set('evidence.4.data.instances', [
        { ...same, relation: 'lower-bound', value: '1/3' },
        { ...same, relation: 'lower-bound', value: '1/2' },
      ]);
      c.set('evidence.4.runs', 2);
    });
    expect(check(open).evidence[4]!.result).toMatchObject({ verdict: 'fails' });
    const undecided = changed((c) => {
      c.set('evidence.4.data.instances.0', {
        ...(c.at('evidence.4.data.instances.0') as object),
        value: '1/3',
        relation: 'lower-bound',
        expression: exp(log(x)),
        at: { x: '1/3' },
        enclosure: ['0.3', '0.4'],
      });
    });
    expect(check(undecided)).toMatchObject({ status: 'undecided' });
  });

  it('says what has no data instead of counting it', async () => {
    const tried: Claim = {
      ...claim,
      parts: [
        {
          id: 'runs',
          statement: '',
          evidence: [forAll('', { quick: 5, full: 5 }, () => fc.property(fc.nat(), (n) => n >= 0))],
        },
        {
          id: 'coin',
          statement: '',
          evidence: [
            sampled('', 1e-9, () => [{ test: 'binomial', label: '', hits: 50, trials: 100, lower: 0.5, upper: 0.5 }]),
          ],
        },
      ],
    };
    const { certificate } = await runClaim(tried, { seed: 1, level: 'quick', certificates: true });
    const report = check(JSON.parse(certificate!));
    expect(report).toMatchObject({ level: 'statistical', recheckedLevel: null, status: 'rechecked' });
    expect(report.evidence.map(({ result }) => result.verdict)).toEqual(['no data', 'no data']);
    const alone = new Forgery(certificate!);
    alone.set('mutants', [{ id: 'm', kind: 'property', refuted: true, data: null }]);
    expect(check(alone.root)).toMatchObject({ status: 'no data' });
  });
});
