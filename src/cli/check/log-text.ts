/** What `wulff check --coq results.tsv` says. */
import type { Style } from '../terminal/io.ts';

/** What became of the rows of a log. */
export interface LogCheck {
  readonly rows: readonly {
    readonly index: number;
    readonly predict: number;
    /** Grey levels within which the theorem says the class stays on top. */
    readonly steps: number | null;
    readonly verdict: 'accepted' | 'refused' | 'undecided' | 'no claim';
    readonly reason: string | null;
  }[];
  readonly n: number;
  readonly alpha: number;
  readonly system: string | null;
  readonly assumptions: readonly string[];
  /** Why the log has no theorem here; null where it has. */
  readonly notCovered: string | null;
  /** Why Coq decided nothing. */
  readonly reason: string | null;
  readonly leftToBelieve: readonly string[];
  readonly ms: number;
}

/** The lines for a reader. */
export function logLines(check: LogCheck, style: Style): readonly string[] {
  const { rows, system, assumptions, notCovered, reason, leftToBelieve, ms } = check;
  const having = (verdict: string): number => rows.filter((row) => row.verdict === verdict).length;
  const refused = rows.filter(({ verdict }) => verdict === 'refused');
  const accepted = rows.filter(({ verdict }) => verdict === 'accepted');
  return [
    ...accepted.map(
      ({ index, predict, steps }) =>
        `${style.good('accepted ')} image ${index}: class ${predict} stays on top within ${steps ?? 0} grey levels (l1)`,
    ),
    ...refused.map(({ index, reason: why }) => `${style.bad('REFUSED  ')} image ${index}: ${why ?? ''}`),
    ...(notCovered === null ? [] : [style.warn(`This log has no theorem in whole numbers: ${notCovered}.`)]),
    ...(reason === null ? [] : [style.warn(`Undecided: ${reason}`)]),
    style.bold(
      `${rows.length} rows: ${accepted.length} accepted${system === null ? '' : ` by ${system}`}, ${refused.length} refused, ` +
        `${having('undecided')} undecided, ${having('no claim')} claim nothing`,
    ),
    ...(accepted.length === 0
      ? []
      : [
          `The theorem rests on ${assumptions.length === 0 ? 'no axiom' : assumptions.join(', ')}.`,
          'Left to believe:',
          ...leftToBelieve.map((each) => `  - ${each}`),
        ]),
    style.dim(`${(ms / 1000).toFixed(1)} s`),
  ];
}
