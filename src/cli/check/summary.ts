/** What `wulff check` counts. */
import type { PieceReport } from '../../recheck/certificate.ts';
import type { FileReport } from '../../recheck/folder.ts';

/** Claims by what became of them, and their pieces. */
export interface CheckSummary {
  readonly claims: number;
  readonly rechecked: number;
  readonly undecided: number;
  readonly failed: number;
  readonly withoutData: number;
  /** Claims that the folder ought to hold and does not. */
  readonly missing: readonly string[];
  readonly evidence: PieceCounts;
  readonly mutants: PieceCounts;
}

/** Pieces of evidence, or false variants: with data and re-checked, undecided or failed; and those without data. */
export interface PieceCounts {
  readonly rechecked: number;
  readonly undecided: number;
  readonly failed: number;
  readonly withoutData: number;
}

/** Counts the claims and pieces of a folder. */
export function summarize(reports: readonly FileReport[], missing: readonly string[]): CheckSummary {
  const having = (status: string): number => reports.filter(({ certificate }) => certificate?.status === status).length;
  return {
    claims: reports.length,
    rechecked: having('rechecked'),
    undecided: having('undecided'),
    failed: having('failed') + reports.filter(({ refused }) => refused !== null).length,
    withoutData: having('no data'),
    missing,
    evidence: countPieces(reports.flatMap(({ certificate }) => certificate?.evidence ?? [])),
    mutants: countPieces(reports.flatMap(({ certificate }) => certificate?.mutants ?? [])),
  };
}

/** Counts pieces by what became of them. */
export function countPieces(pieces: readonly PieceReport[]): PieceCounts {
  const having = (verdict: string): number => pieces.filter(({ result }) => result.verdict === verdict).length;
  return {
    rechecked: having('follows'),
    undecided: having('undecided'),
    failed: having('fails'),
    withoutData: having('no data'),
  };
}
