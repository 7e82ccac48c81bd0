import { describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../src/checker/claim-result.ts';
import type { VerifyResult } from '../../src/checker/runner.ts';
import { outputStyle } from '../../src/cli/terminal/io.ts';
import { printedWidth } from '../../src/cli/terminal/table.ts';
import { claimLine, failureLines, summaryLines } from '../../src/cli/verify/text.ts';
import { verifyExitCode } from '../../src/cli/verify/verify.ts';
import { recordedIo } from './recorded-io.ts';

const style = outputStyle(recordedIo().io);

const holds: ClaimResult = {
  id: 'W1',
  title: 'Crystals of $\\ell_1$, $\\ell_2$ and $\\ell_\\infty$',
  statement: 's',
  hypotheses: [],
  source: 'MATH.md W1',
  axioms: [],
  restsOn: [],
  inWords: [],
  status: 'holds',
  level: 'instances',
  parts: [
    { id: 'cube', statement: 'a statement with $\\rho \\ge 1/2$', about: 'theorem', implements: [], level: 'property' },
  ],
  evidence: [
    {
      part: 'cube',
      kind: 'property',
      level: 'property',
      status: 'holds',
      detail: 'random $d$',
      words: 'random $d$',
      checked: null,
      alternative: null,
      runs: 100,
      ms: 3,
      falseAlarm: 0,
      counterexample: null,
    },
  ],
  formal: [],
  mutants: [{ id: 'm', statement: 'false', checked: null, refuted: true, witness: 'x = 1', survived: null }],
  ms: 1234,
  replay: null,
};
const replay = 'wulff verify --claim W1 --seed 7 --level full';
const refuted: ClaimResult = {
  ...holds,
  status: 'refuted',
  level: null,
  evidence: [{ ...holds.evidence[0]!, status: 'refuted', counterexample: 'd = 3, x = (1/2, 0, 1)' }],
  replay,
};
const survived: ClaimResult = {
  ...holds,
  mutants: [
    {
      id: 'm',
      statement: 'the cube for every $d$',
      checked: null,
      refuted: false,
      witness: null,
      survived: 'holds: 100 cases',
    },
  ],
  replay,
};

function result(claim: ClaimResult, falseAlarm = 0): VerifyResult {
  const of = (status: ClaimResult['status']): number => (claim.status === status ? 1 : 0);
  const killed = claim.mutants.filter((mutant) => mutant.refuted).length;
  const summary = {
    claims: 1,
    hold: of('holds'),
    refuted: of('refuted'),
    inconclusive: of('inconclusive'),
    mutants: claim.mutants.length,
    killed,
    formal: { system: null, statements: 0, hold: 0, inconclusive: 0, claims: 0, entire: 0, assumptions: [] },
    falseAlarm,
  };
  return { level: 'full', seed: 7, ms: 1300, summary, levels: [], trusted: [], axioms: [], claims: [claim] };
}

describe('wulff verify, in words', () => {
  it('has one line a claim, within the terminal', () => {
    const line = claimLine(holds, 6, style, 100);
    expect(line).toBe(`✓ W1      ${'Crystals of l1, l2 and linf'.padEnd(62)} instances      1/1    1.2 s`);
    expect(printedWidth(line)).toBeLessThanOrEqual(100);
    expect(printedWidth(claimLine({ ...holds, title: 'long '.repeat(40) }, 6, style, 80))).toBeLessThanOrEqual(80);
    expect(claimLine(refuted, 6, style, 100)).toMatch(/^✗ W1 .* refuted /);
    expect(claimLine({ ...holds, status: 'inconclusive', level: null }, 6, style, 100)).toMatch(
      /^\? W1 .* inconclusive /,
    );
  });

  it('says nothing more where all is well', () => {
    expect(failureLines(result(holds), style, 100)).toEqual([]);
  });

  it('prints the counterexample, the seed and the command that replays it', () => {
    const text = failureLines(result(refuted), style, 100).join('\n');
    expect(text).toContain('W1: Crystals of l1, l2 and linf is refuted');
    expect(text).toContain('cube: a statement with ρ >= 1/2');
    expect(text).toContain('counterexample: d = 3, x = (1/2, 0, 1)');
    expect(text).toContain(`seed 7; replay with: ${replay}`);
  });

  it('prints a mutant that survived', () => {
    const text = failureLines(result(survived), style, 100).join('\n');
    expect(text).toContain('a false variant of it was not refuted');
    expect(text).toContain('mutant m was not refuted: the cube for every d');
    expect(text).toContain('holds: 100 cases');
    expect(text).toContain(replay);
  });

  it('sums up, the false-alarm probability rounded up', () => {
    const text = summaryLines(result(refuted, 1.21e-7), style).join('\n');
    expect(text).toContain('1: 0 hold, 1 refuted');
    expect(text).toContain('at most 1.3e-7');
    expect(text).toContain('full level, seed 7, 1.3 s');
  });

  it('ends with the exit code of the contract', () => {
    expect(verifyExitCode(result(holds))).toBe(0);
    expect(verifyExitCode(result(refuted))).toBe(1);
    expect(verifyExitCode(result(survived))).toBe(1);
    expect(verifyExitCode(result({ ...holds, status: 'inconclusive', level: null }))).toBe(4);
    expect(verifyExitCode(result({ ...survived, status: 'inconclusive', level: null }))).toBe(1);
  });
});
