/** The result of `wulff verify` in words: one line a claim, then what failed, then the sum of it. */
import type { ClaimResult } from '../../checker/claim-result.ts';
import { LEVELS, speaksFor, type Claim, type Status } from '../../checker/claim.ts';
import { trustedLines } from '../../checker/report/trusted-base.ts';
import { falseAlarmDecimal } from '../../checker/false-alarm.ts';
import type { VerifyResult } from '../../checker/runner.ts';
import type { Style } from '../terminal/io.ts';
import { plainMath } from '../terminal/plain-math.ts';
import { printedWidth, tableLines, wrapped } from '../terminal/table.ts';

const MARKS = { holds: '✓', refuted: '✗', inconclusive: '?' } as const;

function marked(status: Status, style: Style): string {
  switch (status) {
    case 'holds':
      return style.good(MARKS.holds);
    case 'refuted':
      return style.bad(MARKS.refuted);
    case 'inconclusive':
      return style.warn(MARKS.inconclusive);
  }
}

/** "✓ W1  Crystals of the cross-polytope, ball and cube   exact   3/3   0.2 s", fitted to the terminal. */
export function claimLine(claim: ClaimResult, idWidth: number, style: Style, columns: number): string {
  const killed = claim.mutants.filter((mutant) => mutant.refuted).length;
  const mutants = `${killed}/${claim.mutants.length}`;
  const tail = [
    (claim.level ?? claim.status).padEnd(12),
    killed === claim.mutants.length ? mutants.padStart(5) : style.bad(mutants.padStart(5)),
    seconds(claim.ms).padStart(8),
  ].join(' ');
  const room = Math.max(24, Math.min(columns, 132) - idWidth - printedWidth(tail) - 5);
  return `${marked(claim.status, style)} ${claim.id.padEnd(idWidth)}  ${fitted(plainMath(claim.title), room)} ${tail}`;
}

/** Each failure with its counterexample and the command that replays it; nothing when all is well. */
export function failureLines(result: VerifyResult, style: Style, columns: number): string[] {
  const width = Math.min(columns, 110);
  const failed = result.claims.filter((claim) => claim.replay !== null);
  return failed.flatMap((claim) => [
    `${marked(claim.status, style)} ${style.bold(`${claim.id}: ${plainMath(claim.title)}`)} ${describeStatus(claim)}`,
    ...claim.evidence
      .filter((each) => each.status !== 'holds')
      .flatMap((each) => {
        const part = claim.parts.find(({ id }) => id === each.part);
        return [
          ...wrapped(`${each.part}: ${plainMath(part?.statement ?? '')}`, width, '    '),
          ...wrapped(`${each.kind}, ${each.status}: ${plainMath(each.detail)}`, width, '    '),
          ...(each.counterexample === null ? [] : [`    counterexample: ${style.bad(indented(each.counterexample))}`]),
        ];
      }),
    ...claim.formal
      .filter(({ status }) => status === 'inconclusive')
      .flatMap(({ of, file, theorem, reason }) =>
        wrapped(`${of}: formal, not accepted: ${theorem} of ${file}.v: ${reason ?? ''}`, width, '    '),
      ),
    ...claim.mutants
      .filter((mutant) => !mutant.refuted)
      .flatMap((mutant) => [
        ...wrapped(`mutant ${mutant.id} was not refuted: ${plainMath(mutant.statement)}`, width, '    '),
        ...wrapped(mutant.survived ?? '', width, '    '),
      ]),
    `    seed ${result.seed}; replay with: ${claim.replay ?? ''}`,
    '',
  ]);
}

/** Totals: claims, mutants, false alarm, time. */
export function summaryLines(
  { summary, ms, level, seed, claims: results, axioms, trusted }: VerifyResult,
  style: Style,
): string[] {
  const claims = [
    summary.hold === summary.claims ? style.good(`${summary.hold} hold`) : `${summary.hold} hold`,
    ...(summary.refuted > 0 ? [style.bad(`${summary.refuted} refuted`)] : []),
    ...(summary.inconclusive > 0 ? [style.warn(`${summary.inconclusive} undecided`)] : []),
  ];
  const mutants = `${summary.killed} refuted`;
  const cited = axioms.filter(({ standing }) => standing === 'cited');
  const alarm =
    summary.falseAlarm === 0 ? '0 (nothing was sampled)' : `at most ${falseAlarmDecimal(summary.falseAlarm)}`;
  return [
    `${style.bold('claims')}       ${summary.claims}: ${claims.join(', ')}`,
    ...levelLines(results, style),
    `${style.bold('mutants')}      ${summary.mutants}: ${summary.killed === summary.mutants ? style.good(mutants) : style.bad(mutants)}`,
    `${style.bold('formal')}       ${formalSummary(summary.formal)}`,
    `${style.bold('false alarm')}  ${alarm}: the probability that sampling refutes something true, all tests together`,
    `${style.bold('trusted')}      ${trustedLines(trusted).toLocaleString('en')} lines in ${trusted.length} files (docs/evidence.md), MPFR, and ${plural(cited.length, 'axiom')} of the literature`,
    ...provedAxioms(axioms, style),
    `${style.bold('run')}          ${level} level, seed ${seed}, ${seconds(ms)}`,
  ];
}

/** The axioms that are theorems of this run, where there are any. */
function provedAxioms(axioms: VerifyResult['axioms'], style: Style): string[] {
  const proved = axioms.filter(({ standing }) => standing === 'proved').map(({ id }) => id);
  return proved.length === 0 ? [] : [`${style.bold('not cited')}    ${proved.join(', ')}: axioms that Coq proved`];
}

/** What became of the statements for a proof assistant. */
function formalSummary({ system, statements, hold, claims, entire }: VerifyResult['summary']['formal']): string {
  if (system === null) return `not run: ${statements} theorems of ${claims} claims are for Coq`;
  return `${hold} of ${statements} theorems of ${claims} claims accepted by ${system}; ${entire} claims are formal entirely`;
}

/** How many claims hold at each level, by what the levels speak for. */
function levelLines(results: readonly ClaimResult[], style: Style): string[] {
  const counts = [...LEVELS]
    .reverse()
    .map((level) => ({ level, count: results.filter((claim) => claim.level === level).length }))
    .filter(({ count }) => count > 0);
  const scopes = [...new Set(counts.map(({ level }) => speaksFor(level)))];
  return scopes.map((scope, i) => {
    const own = counts.filter(({ level }) => speaksFor(level) === scope);
    const shown = own.map(({ level, count }) => `${count} ${level}`).join(', ');
    return `${i === 0 ? style.bold('levels') : '      '}       for ${scope}: ${shown}`;
  });
}

/** Ids and titles. */
export function listLines(claims: readonly Claim[], style: Style): string[] {
  const [header = '', rule = '', ...rows] = tableLines(
    [
      { header: 'id', align: 'left' },
      { header: 'claim', align: 'left' },
    ],
    claims.map((claim) => [claim.id, plainMath(claim.title)]),
  );
  return [style.bold(header), style.dim(rule), ...rows];
}

function describeStatus(claim: ClaimResult): string {
  if (claim.status !== 'holds') return claim.status === 'refuted' ? 'is refuted' : 'is undecided';
  return 'holds, but a false variant of it was not refuted';
}

/** Cut with an ellipsis or padded to exactly this width. */
function fitted(text: string, width: number): string {
  const characters = [...text];
  if (characters.length > width) return `${characters.slice(0, width - 1).join('')}…`;
  return text + ' '.repeat(width - characters.length);
}

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;

const indented = (text: string): string => text.replaceAll('\n', '\n      ');

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
