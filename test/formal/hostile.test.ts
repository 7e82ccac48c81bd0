/**
 * What must not give the level `formal`: a Coq that lies, says too much or too little, or breaks off; sources that
 * assume or switch checks off; statements that are more than a sentence. With a stand-in for coqc, so everywhere.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formal, formalKey } from '../../src/checker/formal.ts';
import { ALLOWED } from '../../src/formal/allowed-assumptions.ts';
import { assumptionsIn, readAssumptions, shownAssumptions } from '../../src/formal/assumptions.ts';
import { CoqUnavailable } from '../../src/formal/coqc-node.ts';
import { proveStatements } from '../../src/formal/prove-node.ts';
import { header, requiredSources, sourceFaults } from '../../src/formal/sources.ts';
import { marker, statementFault } from '../../src/formal/tie.ts';
import { fakeCoq, type FakeCoq } from './fake-coq.ts';

const places: string[] = [];
afterAll(() => places.forEach((place) => rmSync(place, { recursive: true, force: true })));

const small = formal('one is one', 'growth/Small', 'small', 'one = 1');
async function ask(fake: FakeCoq, change: (proofs: string) => void = () => undefined, statement = small) {
  const { place, coqc, proofs, cache } = fakeCoq(fake);
  places.push(place);
  change(proofs);
  const { answers, system } = await proveStatements([statement], { coqc, proofs, cache });
  return { answer: answers.get(formalKey(statement))!, system, cache };
}
const reasonOf = async (...asked: Parameters<typeof ask>): Promise<string> => {
  const { answer } = await ask(...asked);
  return answer.accepted ? 'accepted' : answer.reason;
};

describe('coqc', () => {
  it('gives the level when it is honest, and its work is kept', async () => {
    const { answer, system, cache } = await ask({});
    expect(answer).toEqual({ accepted: true, assumptions: [] });
    expect(system).toBe('Coq 8.16.1');
    expect(readdirSync(cache)).toHaveLength(1);
    const [name] = ALLOWED.keys();
    const allowed = JSON.stringify(['Axioms:', `${name!} : ${ALLOWED.get(name!)!}`]);
    expect((await ask({ assumptions: allowed })).answer).toEqual({ accepted: true, assumptions: [name] });
  });

  it('is checked by coqchk where that is wanted, and believed only if coqchk agrees', async () => {
    const checked = async (fake: FakeCoq) => {
      const { place, coqc, proofs, cache } = fakeCoq(fake);
      places.push(place);
      const { answers } = await proveStatements([small], { coqc, proofs, cache, recheck: true });
      return answers.get(formalKey(small));
    };
    expect(await checked({ recheck: 0 })).toEqual({ accepted: true, assumptions: [] });
    // It names what it was asked to check: our files, without Coq's own.
    expect(await checked({ recheck: 1 })).toMatchObject({
      accepted: false,
      reason: expect.stringMatching(
        /^coqchk does not accept .*-norec Wulff\.Definitions -norec Wulff\.growth\.Small/,
      ) as string,
    });
    await expect(checked({})).rejects.toThrow(CoqUnavailable);
  });

  it.each<[string, FakeCoq, RegExp]>([
    ['accepts everything', { code: '0' }, /accepts 1 = 2/],
    ['refuses everything', { code: '1' }, /does not compile/],
    ['dies', { code: "process.kill(process.pid, 'SIGKILL')" }, /stopped/],
    ['refuses the tie', { code: '/^Tie_/.test(file) ? 1 : honest' }, /ended with 1/],
    ['dies when asked what proofs rest on', { code: '/^Ask_/.test(file) ? 1 : honest' }, /ended with 1/],
    ['names no axiom of anything', { output: 'out.replaceAll(/Axioms:\\n.*/g, closed[0])' }, /does not name an axiom/],
    ['answers nothing', { output: "''" }, /did not answer/],
    ['answers without saying of what', { output: "closed[0] + '\\n'" }, /did not answer/],
    ['repeats itself', { output: 'out + out' }, /did not answer/],
    ['says more in front', { output: "'Hello\\n' + out" }, /did not answer/],
    ['says more at the end', { output: "out + closed[0] + '\\n'" }, /did not answer/],
    ['leaves out the end', { output: "out.slice(0, out.lastIndexOf('wulff-assumptions'))" }, /did not answer/],
    ['turns the order round', { output: "out.split(/(?=wulff-assumptions)/).reverse().join('')" }, /did not answer/],
    [
      'prints while it compiles a tie',
      { code: "(/^Tie_/.test(file) && console.log('closed'), honest)" },
      /printed what was not asked for/,
    ],
    [
      'names an axiom of ours',
      { assumptions: "['Axioms:', 'Wulff.cheat : forall P : Prop, P']" },
      /rests on Wulff.cheat, which is not on the list/,
    ],
    [
      'names a known axiom with another statement',
      { assumptions: "['Axioms:', 'Classical_Prop.classic : forall P : Prop, P']" },
      /with another statement/,
    ],
    ['names no axiom after the word', { assumptions: "['Axioms:']" }, /not understood/],
    ['says both', { assumptions: "[closed[0], 'Axioms:', 'x : False']" }, /not understood/],
    ['says nothing of a proof', { assumptions: '[]' }, /not understood/],
    ['takes recursion on trust', { assumptions: "['Axioms:', 'f is assumed to be guarded.']" }, /not understood/],
    ['has variables of a section', { assumptions: "['Section Variables:', 'x : False']" }, /not understood/],
    ['changes the theory', { assumptions: "['Theory: Set is impredicative']" }, /not understood/],
  ])('that %s gives no level', async (_, fake, reason) => {
    expect(await reasonOf(fake)).toMatch(reason);
  });

  it('that is not there, or is something else, is said so with what to install', async () => {
    const { coqc, proofs, place } = fakeCoq({ version: 'cat (GNU coreutils) 9.1' });
    places.push(place);
    for (const command of [coqc, join(place, 'nothing')]) {
      const asked = proveStatements([small], { coqc: command, proofs });
      await expect(asked).rejects.toThrow(CoqUnavailable);
      await expect(asked).rejects.toThrow(/apt-get install coq/);
    }
  });

  it('is asked again when a source changes: nothing compiled before is taken for it', async () => {
    const fake = fakeCoq({});
    places.push(fake.place);
    await proveStatements([small], fake);
    writeFileSync(join(fake.proofs, 'growth', 'Small.v'), 'Theorem small : 1 = 1. Admitted.\n');
    const { answers } = await proveStatements([small], fake);
    expect(answers.get(formalKey(small))).toMatchObject({ accepted: false, reason: /"Admitted" is a proof left open/ });
    expect(readdirSync(fake.cache)).toHaveLength(1);
  });
});

describe('a source', () => {
  it.each([
    ['Theorem t : False. Admitted.', 'a proof left open'],
    ['Theorem t : False. Proof. admit. Qed.', 'a proof left open'],
    ['Axiom cheat : False.', 'an assumption'],
    ['Local Axiom cheat : False.', 'an assumption'],
    ['Parameters (a : False).', 'an assumption'],
    ['Conjecture c : False.', 'an assumption'],
    ['Unset Guard Checking.', 'a check switched off'],
    ['Unset  Positivity\n  Checking.', 'a check switched off'],
    ['Unset Universe Checking.', 'a check switched off'],
    ['#[bypass_check(guard)] Fixpoint f (n : nat) : False := f n.', 'a check switched off'],
    ['Declare ML Module "evil".', 'a way out of the proof'],
    ['Load "/tmp/evil".', 'a way out of the proof'],
    ['Redirect "x" Print nat.', 'a way out of the proof'],
    ['Notation "a <= b" := True.', 'a notation or coercion that others see'],
    ['Global Infix "+" := minus.', 'a notation or coercion that others see'],
    ['(* *) Axiom (* x *) cheat : False.', 'an assumption'],
    ['Definition s := "(*". Axiom cheat : False. (* "*)" *)', 'an assumption'],
    ['(* a comment that does not end', 'does not end'],
  ])('with %j gives no level', async (text, fault) => {
    expect(sourceFaults({ file: 'x', text }).join()).toContain(fault);
    const change = (proofs: string): void => writeFileSync(join(proofs, 'growth', 'Small.v'), text);
    expect(await reasonOf({}, change)).toContain(fault);
  });

  it('may speak of such words in comments and strings', () => {
    const text = '(* no Axiom (* nested *) is Admitted *) Definition s := "Axiom". Local Notation x := 1.';
    expect(sourceFaults({ file: 'x', text })).toEqual([]);
  });

  it('is of no use when one that it requires is not, is missing, or requires it', async () => {
    const write = (name: string, text: string) => (proofs: string) => {
      mkdirSync(join(proofs, 'growth'), { recursive: true });
      writeFileSync(join(proofs, name), text);
    };
    expect(await reasonOf({}, write('Definitions.v', 'Axiom x : False.'))).toContain('an assumption');
    expect(await reasonOf({}, write('growth/Small.v', 'From Wulff Require Import Other.'))).toContain(
      'not there before it',
    );
    expect(await reasonOf({}, write('Definitions.v', 'From Wulff.growth Require Import Small.'))).toContain(
      'not there before it',
    );
  });

  it('shows a statement the words of libraries and of definitions, not of other proofs or tactics', () => {
    const text = [
      '(* words *)',
      'From Coq Require Import Reals Lra.',
      'From Interval Require Import Tactic.',
      'From Wulff Require Import Definitions.',
      'From Wulff.growth Require Import Finite.',
      'Set Implicit Arguments.',
      'Local Open Scope ring_scope.',
      'Section S.',
      'Open Scope R_scope.',
    ].join('\n');
    expect(header(text).split('\n')).toEqual([
      'From Coq Require Import Reals.',
      'From Wulff Require Import Definitions.',
      'Set Implicit Arguments.',
      'Local Open Scope ring_scope.',
    ]);
    expect(requiredSources(text)).toEqual(['Definitions', 'growth/Finite']);
  });
});

describe('a statement', () => {
  const fault = (statement: string) => statementFault({ ...small, statement });
  it.each([
    'True. Axiom x : False',
    'True.',
    'True (* *)',
    'True) := (I',
    'True := I',
    '(True',
    'True)',
    'P "x"',
    'ltac:(admit)',
  ])('%j is more or less than one', async (statement) => {
    expect(fault(statement)).toBeDefined();
    expect(await reasonOf({}, undefined, { ...small, statement })).toBe(fault(statement));
  });

  it('may hold decimals, scopes and brackets', () => {
    expect(fault('forall x, 0.674 < x -> f (x%N).+1 = [:: 1; 2]')).toBeUndefined();
  });

  it.each([
    [{ theorem: 'small. Axiom x : False' }, /no name of a theorem/],
    [{ file: '../growth/Small' }, /no file of the proofs/],
    [{ file: 'growth/Nothing' }, /has no growth\/Nothing.v/],
  ])('of %j is of nothing there is', async (change, reason) => {
    expect(await reasonOf({}, undefined, { ...small, ...change })).toMatch(reason);
  });
});

describe('the grammar of assumptions', () => {
  const closed = 'Closed under the global context';
  it('reads each tie by its marker', () => {
    const [name, statement] = [...ALLOWED][0]!;
    const output = [marker('a'), closed, marker('b'), 'Axioms:', `${name} : ${statement}`, marker('end'), ''].join(
      '\n',
    );
    const read = readAssumptions(output, ['a', 'b'], 'end');
    expect(read?.get('a')).toEqual({ ok: true, names: [] });
    expect(read?.get('b')).toEqual({ ok: true, names: [name] });
    expect(readAssumptions(output, ['b', 'a'], 'end')).toBeUndefined();
    expect(readAssumptions(output, ['a'], 'end')).toBeUndefined();
    expect(readAssumptions(output, ['a', 'b', 'c'], 'end')).toBeUndefined();
  });

  it('takes no line but an axiom of the list', () => {
    for (const lines of [
      [''],
      [closed, ''],
      [closed, closed],
      ['Axioms:', ''],
      ['Axioms:', 'x'],
      ['Axioms:', ' x : True'],
      ['Axioms:', 'x : '],
      ['axioms:', 'x : True'],
      [],
    ])
      expect(assumptionsIn(lines).ok, lines.join('|')).toBe(false);
  });

  it('names the native integers as one', () => {
    const integers = [...ALLOWED.keys()].filter((name) => name.includes('nt63.'));
    expect(integers.length).toBeGreaterThan(40);
    expect(shownAssumptions([...integers, 'Classical_Prop.classic'])).toEqual([
      'Classical_Prop.classic',
      'native 63-bit integers',
    ]);
  });
});
