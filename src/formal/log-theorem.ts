/**
 * The theorem of a log whose noise is uniform on a grid, as a Coq file: its rows as data, `certifies_all` of them as
 * the sentence (proofs/formal/LogDefinitions.v says what that means), a calculation of Coq as the proof. Nothing but
 * digits comes from the log.
 */

/** A fraction. */
export interface WholeQuotient {
  readonly over: bigint;
  readonly under: bigint;
}

/** What a log has in common for all its rows. */
export interface UniformLog {
  /** Copies an image. */
  readonly n: number;
  /** K: noise moves a pixel by -K, ..., K grey levels. */
  readonly reach: number;
  readonly alpha: WholeQuotient;
  readonly tau: WholeQuotient;
  readonly rows: readonly UniformRow[];
}

/** A row, with the ends of confidence that it is checked with. */
export interface UniformRow {
  /** Votes for the class; for each bucket of its rivals, none where they were taken together. */
  readonly votes: number;
  readonly rivals: readonly number[];
  /** Lower bound on the probability of the class. */
  readonly rho: WholeQuotient;
  /** Grey levels within which it stays on top. */
  readonly steps: number;
  /** All over `whole`: a lower end for the class, an upper one for each bucket. */
  readonly whole: bigint;
  readonly low: bigint;
  readonly highs: readonly bigint[];
}

/** The unit of the sums: 2^64 is the mass at the count itself. */
const SCALE = 2n ** 64n;
/** No sum needs more terms at any n that a run allows. */
const MOST_TERMS = 2 ** 16;

/**
 * Terms with which Coq's sums show that the tail from k on is at most num / den at p = a / (a + c): a few more than
 * must be, by the very sums of sampling/BinomialTailBound.v. Where none do, so many that Coq says no, too.
 */
export function termsNeeded(n: number, k: number, low: WholeQuotient, share: WholeQuotient): number {
  const p = { a: low.over, c: low.under - low.over };
  for (let terms = 32; terms < MOST_TERMS; terms = Math.ceil(1.2 * terms)) {
    const above = fromHereUp(BigInt(n), BigInt(k), p, terms);
    if (above * share.under <= share.over * (above + below(BigInt(n), BigInt(k), p, terms))) return terms;
    if (terms >= n) return terms;
  }
  return MOST_TERMS;
}

interface Odds {
  readonly a: bigint;
  readonly c: bigint;
}

function fromHereUp(n: bigint, k: bigint, { a, c }: Odds, terms: number): bigint {
  let sum = 0n;
  let term = SCALE;
  for (let j = 0; j < terms && k <= n; j++, k++) {
    sum += term;
    const under = (k + 1n) * c;
    term = (term * (n - k) * a + under - 1n) / under;
  }
  return k <= n ? sum + term * (n + 1n - k) : sum;
}

function below(n: bigint, k: bigint, { a, c }: Odds, terms: number): bigint {
  let sum = 0n;
  let term = SCALE;
  for (let j = 0; j < terms && k > 0n && term > 0n; j++, k--) {
    term = a === 0n ? 0n : (term * k * c) / ((n + 1n - k) * a);
    sum += term;
  }
  return sum;
}

/** The most terms that any count of a row wants. */
function termsOf({ n, alpha }: UniformLog, { votes, rivals, low, highs, whole }: UniformRow): number {
  const share = (j: number): WholeQuotient => {
    const { over, under } = shareOfAlpha(rivals.length, j);
    return { over: alpha.over * over, under: alpha.under * under };
  };
  return Math.max(
    termsNeeded(n, votes, { over: low, under: whole }, share(0)),
    ...rivals.map((count, j) => termsNeeded(n, n - count, { over: whole - highs[j]!, under: whole }, share(j + 1))),
  );
}

/** `share_of_alpha` of proofs/formal/LogDefinitions.v. */
function shareOfAlpha(buckets: number, j: number): WholeQuotient {
  if (buckets === 0) return { over: 1n, under: 1n };
  return j <= 1 ? { over: 9n, under: 20n } : { over: 2n, under: 20n * BigInt(buckets - 1) };
}

const pair = ({ over, under }: WholeQuotient): string => `(${digits(over)}, ${digits(under)})`;
const list = (items: readonly string[]): string => `[:: ${items.join('; ')}]`;

/** A whole number. Throws where it is none: a Coq file holds nothing else of a log. */
function digits(value: number | bigint): string {
  const text = String(value);
  if (!/^\d+$/.test(text)) throw new Error(`${text} is no whole number`);
  return text;
}

const rowText = ({ votes, rivals, rho, steps }: UniformRow): string =>
  `Row ${digits(votes)} ${list(rivals.map(digits))} ${pair(rho)} ${digits(steps)}`;

const witnessText = (log: UniformLog, row: UniformRow): string =>
  `Witness ${termsOf(log, row)} ${SCALE} ${digits(row.whole)} ${digits(row.low)} ${list(row.highs.map(digits))}`;

const HEADER = `From Coq Require Import NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From Wulff Require Import Definitions LogDefinitions.
Require Wulff.sampling.UniformLog.
Local Open Scope N_scope.`;

const commonText = ({ n, reach, alpha, tau }: UniformLog): string =>
  `${digits(n)} ${digits(reach)} ${pair(alpha)} ${pair(tau)}`;

/** The rows and what they are checked with, under names that begin with `name`. */
const dataText = (name: string, log: UniformLog): string => `${HEADER}
Definition ${name}_rows : seq row := ${list(log.rows.map(rowText)).replaceAll('; Row', ';\n  Row')}.
Import Wulff.sampling.UniformLog.
Definition ${name}_ends : seq witness := ${list(log.rows.map((row) => witnessText(log, row))).replaceAll('; Wit', ';\n  Wit')}.`;

/** The file with the theorem `name`. */
export function logTheoremText(name: string, log: UniformLog): string {
  const common = commonText(log);
  return `${dataText(name, log)}
Theorem ${name} : certifies_all ${common} ${name}_rows.
Proof.
apply (@Wulff.sampling.UniformLog.log_sound ${common} ${name}_rows ${name}_ends).
vm_cast_no_check (@Logic.eq_refl bool true).
Qed.
`;
}

/** The file that asks which rows the calculation refuses. */
export const refusedRowsText = (name: string, log: UniformLog): string => `${dataText(name, log)}
Set Printing Width 1000000.
Eval vm_compute in map (fun rw => @row_check ${commonText(log)} rw.1 rw.2) (zip ${name}_rows ${name}_ends).
`;

/** Which rows Coq refuses, by what it printed for `refusedRowsText`; undefined where that is no answer. */
export function readRefused(output: string, rows: number): readonly number[] | undefined {
  const [, inside] = /^ *= \[::((?: (?:true|false);?)*)\]\n* *: seq bool\n$/.exec(output) ?? [];
  const said = inside?.match(/true|false/g) ?? [];
  return said.length === rows ? said.flatMap((word, i) => (word === 'false' ? [i] : [])) : undefined;
}
