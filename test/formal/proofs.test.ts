/**
 * Coq itself: it accepts every theorem of proofs/formal as a proof of what claims say it proves, and none of a wrong
 * sentence, of a sentence without a hypothesis, on an axiom of ours, left open, or broken.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import { formal, formalKey, formalStatements, runClaim, type FormalAnswers } from '../../src/checker/index.ts';
import { readResultLog } from '../../src/certify/results/result-log-node.ts';
import { uniformCertificates } from '../../src/certify/assurance/uniform-certificates.ts';
import { proveLog } from '../../src/formal/prove-log-node.ts';
import { proveStatements } from '../../src/formal/prove-node.ts';
import { replayPieces } from '../../src/formal/replay/replay-node.ts';
import { hasCoq } from './installed-coq.ts';
import { writeUniformLog } from './uniform-log.ts';

/** Claims of which every part about the theorem is formal, given the axioms they name. */
const ENTIRE =
  'G1 G3 G4 R4 U1.vertex slopes-l1 certify-anytime row-gaussian-l2 row-gaussian-l1-linf row-laplace-l1 row-uniform-cube-l1';
/** The axioms of Coq's libraries that the theorems rest on. */
const RESTS_ON = [
  'ClassicalDedekindReals.sig_forall_dec',
  'ClassicalDedekindReals.sig_not_dec',
  'Classical_Prop.classic',
  'FunctionalExtensionality.functional_extensionality_dep',
  'boolp.constructive_indefinite_description',
  'boolp.functional_extensionality_dep',
  'boolp.propositional_extensionality',
  'native 63-bit integers',
];

const place = mkdtempSync(join(tmpdir(), 'wulff-coq-test-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const PROOFS = resolve(import.meta.dirname, '../../proofs/formal');
const statements = formalStatements(claims);

describe('formal statements of the registry', () => {
  it('speak for more than twenty claims; of these the parts say what is not formal', () => {
    const spoken = claims.filter((claim) => formalStatements([claim]).length > 0);
    expect(spoken.length).toBeGreaterThanOrEqual(20);
    const entire = claims.filter(({ parts }) => {
      const theorem = parts.filter(({ about }) => about !== 'implementation');
      return theorem.every((part) => (part.formal ?? []).some(({ leaves }) => leaves === undefined));
    });
    expect(entire.map(({ id }) => id).join(' ')).toBe(ENTIRE);
  });

  it('stand beside other evidence, never alone, and not for the library', () => {
    for (const { id, parts } of claims) {
      for (const part of parts.filter((each) => each.formal !== undefined)) {
        expect(part.evidence.length, `${id}/${part.id}`).toBeGreaterThan(0);
        expect(part.about, `${id}/${part.id}`).not.toBe('implementation');
      }
    }
  });
});

describe.skipIf(!hasCoq)('Coq', () => {
  let answers: FormalAnswers;
  beforeAll(async () => {
    answers = await proveStatements(statements, { proofs: PROOFS });
  }, 1_800_000);

  it.each(statements.map((statement) => [statement.file, statement.theorem, statement] as const))(
    'accepts %s: %s',
    (_, __, statement) => {
      expect(answers.answers.get(formalKey(statement))).toMatchObject({ accepted: true });
    },
  );

  it('names what they rest on: axioms of its libraries, and none of ours', () => {
    const rests = [...answers.answers.values()].flatMap((answer) => (answer.accepted ? answer.assumptions : []));
    expect([...new Set(rests)].sort()).toEqual(RESTS_ON);
    // Finite spaces, votes and bets, polytopes and norms: on nothing at all.
    for (const statement of statements.filter(({ file }) =>
      /^(sampling|geometry)\/|growth\/(Finite|Shifts)$/.test(file),
    ))
      expect(answers.answers.get(formalKey(statement)), statement.theorem).toMatchObject({ assumptions: [] });
  });

  it.each(['G3', 'row-laplace-l1', 'row-gaussian-l2'])('makes every part of %s formal', async (id) => {
    const claim = claims.find((one) => one.id === id)!;
    const result = await runClaim(claim, { seed: 1, level: 'quick', formal: answers, registry: claims });
    expect(result.status).toBe('holds');
    const theorem = result.parts.filter(({ about }) => about === 'theorem');
    expect(theorem.map(({ level }) => level)).toEqual(theorem.map(() => 'formal'));
    expect(result.formal.every(({ status }) => status === 'holds')).toBe(true);
  });
});

describe.skipIf(!hasCoq)('Coq, of a log', () => {
  it('accepts every row but one with a vote less, one with a grey level more, and one with a vote of a rival more', async () => {
    const file = join(place, 'results.tsv');
    await writeUniformLog(file, 400, [
      [380, 20],
      [300, 60, 40],
      [310, 50, 25, 15],
    ]);
    const { settings, rows } = await readResultLog(file);
    const log = uniformCertificates(settings, rows);
    const [first, second] = log.rows;
    const votes = first!.votes - 1;
    const rivals = [second!.rivals[0]! + 1, second!.rivals[1]!];
    const changed = [
      log.rows[2]!,
      first!,
      { ...first!, votes },
      second!,
      { ...second!, rivals },
      { ...first!, steps: first!.steps + 1 },
    ];
    const answer = await proveLog({ ...log, rows: changed }, { proofs: PROOFS });
    expect(answer).toMatchObject({ decided: true, refused: [2, 4, 5], assumptions: [] });
  }, 600_000);
});

describe.skipIf(!hasCoq)('Coq, of pieces of certificates', () => {
  it('replays what is true and translated, and nothing else', async () => {
    const x = { op: 'variable', name: 'x' };
    const number = (n: number) => ({ op: 'rational', numerator: String(n), denominator: '1' });
    const exp = (of: unknown) => ({ op: 'apply', function: 'exp', args: [of] });
    const minus = { op: 'product', factors: [number(-1), x] };
    const slope = { op: 'derivative', variable: 'x', of: exp(minus) };
    const chainUpTo = (upper: string, ...sides: unknown[]) => ({
      kind: 'symbolic' as const,
      data: { variables: [{ name: 'x', lower: '0', upper }], chain: sides },
    });
    const chain = (...sides: unknown[]) => chainUpTo('inf', ...sides);
    const box = (upper: string) => ({
      kind: 'interval' as const,
      data: { box: [{ name: 'x', lower: '0', upper }], left: exp(x), relation: '<', right: number(3) },
    });
    const apply = (name: string, ...args: unknown[]) => ({ op: 'apply', function: name, args });
    const gamma = (of: unknown) => apply('gamma', of);
    const inverse = (of: unknown) => ({ op: 'power', base: of, exponent: number(-1) });
    const product = (...factors: unknown[]) => ({ op: 'product', factors });
    const fraction = (text: string) => ({
      op: 'rational',
      numerator: text.split('/')[0],
      denominator: text.split('/')[1],
    });
    const value = (expression: unknown, given: string) => ({
      kind: 'enclosure' as const,
      data: { instances: [{ expression, at: {}, tolerance: '1e-9', value: given, relation: 'lower-bound' }] },
    });
    const gammaSlope = { op: 'derivative', variable: 'x', of: apply('gammaCdf', x, number(2)) };
    const betaSlope = { op: 'derivative', variable: 'x', of: apply('betaCdf', x, number(1), number(2)) };
    const rest = { op: 'sum', terms: [number(1), product(number(-1), x)] };
    const quantile = { op: 'sum', terms: [fraction('1/2'), product(fraction('1/4'), x)] };
    const root = { op: 'power', base: gamma(number(100_001)), exponent: fraction('1/100000') };
    const stirling = (relation: string) => ({
      kind: 'interval' as const,
      data: { box: [], left: exp(number(-1)), relation, right: product(root, fraction('1/100000')) },
    });
    const cases: readonly (readonly [Parameters<typeof replayPieces>[0][number], boolean])[] = [
      [chain(slope, product(number(-1), exp(minus))), true],
      [chain(slope, exp(minus)), false],
      [box('1'), true],
      [box('1.1'), false],
      [chain(gamma({ op: 'sum', terms: [x, number(1)] }), product(x, gamma(x))), true],
      // Laws of Gamma and Beta: a density, and one that is twice it or without its constant.
      [chain(gammaSlope, product(x, exp(minus))), true],
      [chain(gammaSlope, product(number(2), x, exp(minus))), false],
      [chainUpTo('1', betaSlope, product(number(2), rest)), true],
      [chainUpTo('1', betaSlope, rest), false],
      // Stirling's formula at 100000!, and a quantile of the normal law from below: right, and the other way round.
      [stirling('<'), true],
      [stirling('>'), false],
      [value(apply('normalQuantile', fraction('3/4')), '0.6744897501'), true],
      [value(apply('normalQuantile', fraction('3/4')), '0.6744897502'), false],
      [value(inverse(gamma(fraction('5/2'))), '0.752252778'), true],
      [value(inverse(gamma(fraction('5/2'))), '0.752252779'), false],
      [chain(apply('gammaCdf', apply('gammaQuantile', quantile, x), x), quantile), false],
    ];
    const { answers } = await replayPieces(
      [...cases.map(([piece]) => piece), chain(apply('hypergeometric', x, x), x)],
      { proofs: PROOFS, goalSeconds: 20 },
    );
    expect(answers.map(({ replayed }) => replayed)).toEqual([...cases.map(([, right]) => right), false]);
    expect(answers.at(-1)).toMatchObject({ reason: expect.stringMatching(/no translation: hypergeometric/) as string });
  }, 600_000);
});

describe.skipIf(!hasCoq)('Coq, of proofs that are none', () => {
  const SOURCES = {
    'Definitions.v': 'Definition double (n : nat) := n + n.\n',
    'Good.v':
      'From Coq Require Import Lia.\nFrom Wulff Require Import Definitions.\nTheorem grows (n : nat) : 0 < n -> n < double n.\nProof. unfold double. lia. Qed.\n',
    // The variable of no section is an axiom that no word of the list gives away.
    'Smuggled.v':
      'From Wulff Require Import Definitions.\nVariable cheat : forall n, n < double n.\nTheorem grows (n : nat) : n < double n.\nProof. apply cheat. Qed.\n',
    'Open.v': 'Theorem grows : 1 = 2. Admitted.\n',
    'Broken.v': 'Theorem grows : 1 = 2. Proof. reflexivity. Qed.\n',
    'Unguarded.v':
      'Unset Guard Checking.\nFixpoint f (n : nat) : 1 = 2 := f n.\nTheorem grows : 1 = 2. Proof. exact (f 0). Qed.\n',
  };
  const cases: readonly (readonly [string, string, string, RegExp | null])[] = [
    ['the right sentence', 'Good', 'forall n, 0 < n -> n < n + n', null],
    ['a wrong sentence', 'Good', 'forall n, 0 < n -> n < n', /has type .* while it is expected/],
    ['a dropped hypothesis', 'Good', 'forall n, n < n + n', /has type .* while it is expected/],
    ['no theorem of that name', 'Good', 'nothing', /was not found/],
    ['a smuggled axiom', 'Smuggled', 'forall n, n < n + n', /rests on .*cheat, which is not on the list/],
    ['a proof left open', 'Open', '1 = 2', /"Admitted" is a proof left open/],
    ['a proof that does not compile', 'Broken', '1 = 2', /does not compile/],
    ['a check switched off', 'Unguarded', '1 = 2', /a check switched off/],
  ];
  let answers: FormalAnswers;
  const asked = cases.map(([, file, statement]) => formal('', file, 'grows', statement));
  beforeAll(async () => {
    const proofs = join(place, 'proofs');
    mkdirSync(proofs);
    for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(proofs, name), text);
    answers = await proveStatements(asked, { proofs, cache: join(place, 'cache') });
  }, 600_000);

  it.each(cases.map(([what, , , reason], i) => [what, reason, asked[i]!] as const))('%s', (_, reason, statement) => {
    const answer = answers.answers.get(formalKey(statement))!;
    if (reason === null) expect(answer).toEqual({ accepted: true, assumptions: [] });
    else expect(answer).toMatchObject({ accepted: false, reason: expect.stringMatching(reason) as string });
  });
});
