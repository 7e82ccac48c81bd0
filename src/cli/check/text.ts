/** What `wulff check` prints for people. */
import type { FileReport } from '../../recheck/folder.ts';
import { countPieces, type CheckSummary, type PieceCounts } from './summary.ts';
import type { Style } from '../terminal/io.ts';

/** A line a claim, and one for each step that does not follow or is undecided. */
export function fileLines({ claim, refused, certificate }: FileReport, style: Style): readonly string[] {
  if (certificate === null) return [`${style.bad('FAILED    ')} ${claim}: ${refused ?? 'not a certificate'}`];
  const { status, evidence, mutants, complaints, level, recheckedLevel } = certificate;
  const word = {
    rechecked: style.good('re-checked'),
    undecided: style.warn('undecided '),
    failed: style.bad('FAILED    '),
    'no data': style.dim('no data   '),
  }[status];
  const counts = countPieces(evidence);
  const variants = countPieces(mutants);
  const done = [
    `${counts.rechecked} of ${plural(evidence.length, 'piece')} of evidence`,
    `${variants.rechecked} of ${plural(mutants.length, 'false variant')}`,
    recheckedLevel === level
      ? `level ${level ?? 'none'}`
      : `level ${level ?? 'none'}, from data ${recheckedLevel ?? 'none'}`,
  ];
  const trouble = [...evidence, ...mutants].flatMap(({ of, kind, result }) => {
    if (result.verdict === 'fails') return [`  ${style.bad('does not follow')} ${of} (${kind}): ${result.reason}`];
    return result.verdict === 'undecided' ? [`  ${style.warn('undecided')} ${of} (${kind}): ${result.reason}`] : [];
  });
  return [
    `${word} ${claim}: ${done.join(', ')}`,
    ...complaints.map((c) => `  ${style.bad('does not follow')}: ${c}`),
    ...trouble,
  ];
}

export function summaryText(
  summary: CheckSummary,
  reports: readonly FileReport[],
  ms: number,
  style: Style,
): readonly string[] {
  const { claims, rechecked, undecided, failed, withoutData, missing, evidence, mutants } = summary;
  const axioms = new Set(reports.flatMap(({ certificate }) => certificate?.axioms ?? []));
  return [
    style.bold(
      `${plural(claims, 'claim')}: ${rechecked} re-checked, ${undecided} undecided, ${failed} failed, ${withoutData} without data`,
    ),
    ...(missing.length === 0
      ? []
      : [style.bad(`${plural(missing.length, 'claim')} of the registry missing: ${missing.join(', ')}`)]),
    `Evidence: ${described(evidence)}.`,
    `False variants: ${described(mutants)}.`,
    `Not re-checked: ${axioms.size} axioms cited; where the numbers of compared instances come from; what the words of a claim mean.`,
    style.dim(`${(ms / 1000).toFixed(1)} s`),
  ];
}

const described = ({ rechecked, undecided, failed, withoutData }: PieceCounts): string =>
  `${rechecked} re-checked, ${undecided} undecided, ${failed} failed, ${withoutData} without data (property and statistical)`;

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
