/**
 * Runs one claim: judges every piece of evidence and every mutant, and records what the kernel found.
 */
import { mixSeed } from '../numeric/random/random-stream.ts';
import { certificateText, type ClaimTraces } from './certificate.ts';
import type { ClaimResult, EvidenceResult, FormalResult, MutantResult } from './claim-result.ts';
import type { Claim, Effort, Evidence } from './claim.ts';
import type { FormalAnswers, FormalStatement } from './formal.ts';
import { findFormal, isFormal, type FormalFinding } from './kernel/formal-findings.ts';
import { formulaOf } from './report/formula-text.ts';
import { groundsOf } from './grounds.ts';
import type { Finding } from './kernel/findings.ts';
import { partLevel, piecesOf, verdict } from './kernel/verdict.ts';
import { judge } from './kernel/judge.ts';
import type { Trace } from './kernel/trace.ts';

/** How a claim is run: its seed, the effort, and whether a certificate is made. */
export interface RunOptions {
  readonly seed: number;
  readonly level: Effort;
  /** Where the claims that this one rests on are looked up; needed for a claim that rests on any. */
  readonly registry?: readonly Claim[];
  /** Whether to write a certificate too. */
  readonly certificates?: boolean;
  /** What a proof assistant said of the formal statements; absent where none was run. */
  readonly formal?: FormalAnswers;
}

/** Runs one claim: every piece of evidence is judged, and every false variant must be refuted. */
export async function runClaim(
  claim: Claim,
  { seed, level, certificates, registry = [], formal }: RunOptions,
): Promise<ClaimResult> {
  const started = performance.now();
  const grounds = groundsOf(claim, registry, formal);
  const evidence: EvidenceResult[] = [];
  const findings: Finding[][] = [];
  const traces: { -readonly [K in keyof ClaimTraces]: [...ClaimTraces[K]] } = { evidence: [], mutants: [] };
  const traced = async (piece: Evidence, id: string): Promise<{ finding: Finding; trace: Trace | undefined }> => {
    let trace: Trace | undefined;
    const context = { seed: mixSeed(seed, `${claim.id}/${id}`), effort: level };
    const finding = await judge(piece, context, (kept) => (trace = kept));
    return { finding, trace };
  };
  const statements: FormalResult[] = [];
  const stated = (of: string, statement: FormalStatement): FormalFinding => {
    const finding = findFormal(statement, formal);
    const { says, file, theorem, statement: sentence, leaves = null } = statement;
    statements.push({ of, says, file, theorem, statement: sentence, leaves, ...finding });
    return finding;
  };
  const proved = claim.parts.map((part) => (part.formal ?? []).map((statement) => stated(part.id, statement)));
  for (const part of claim.parts) {
    const own: Finding[] = [];
    for (const [i, { piece, group }] of piecesOf(part).entries()) {
      const begun = performance.now();
      const { finding, trace } = await traced(piece, `${part.id}/${i}`);
      traces.evidence.push(trace);
      const { kind, status, detail, words, runs, falseAlarm, counterexample } = finding;
      const ms = Math.round(performance.now() - begun);
      evidence.push({
        part: part.id,
        kind,
        level: finding.level,
        status,
        detail,
        words,
        checked: trace === undefined ? null : formulaOf(trace),
        alternative: group,
        runs,
        ms,
        falseAlarm,
        counterexample,
      });
      own.push(finding);
    }
    findings.push(own);
  }
  const mutants: MutantResult[] = [];
  for (const { id, statement, evidence: piece, negation } of claim.mutants) {
    const { finding, trace } = await traced(piece, `mutant/${id}`);
    traces.mutants.push({ kind: piece.kind, trace });
    const denied = negation === undefined ? undefined : stated(id, negation);
    const unproved = denied?.status === 'inconclusive' ? `the proof that it is false: ${denied.reason ?? ''}` : null;
    const witnessed = finding.status === 'refuted';
    const survived = witnessed ? unproved : `${finding.status}: ${finding.detail}`;
    const refuted = survived === null;
    const checked = trace === undefined ? null : formulaOf(trace);
    mutants.push({ id, statement, checked, refuted, witness: finding.counterexample, survived });
  }
  const { status, level: reached } = verdict(
    claim,
    findings,
    proved,
    grounds.map(({ level: ground }) => ground),
  );
  const clean = status === 'holds' && mutants.every(({ refuted }) => refuted);
  const result: ClaimResult = {
    id: claim.id,
    title: claim.title,
    statement: claim.statement,
    hypotheses: claim.hypotheses,
    source: claim.source,
    axioms: claim.axioms,
    restsOn: grounds,
    inWords: claim.inWords ?? [],
    status,
    level: reached,
    parts: claim.parts.map((part, i) => ({
      id: part.id,
      statement: part.statement,
      about: part.about ?? 'theorem',
      implements: part.about === 'implementation' ? part.implements : [],
      level: isFormal(part, proved[i]!) ? 'formal' : partLevel(part),
    })),
    evidence,
    formal: statements,
    mutants,
    ms: Math.round(performance.now() - started),
    replay: clean ? null : `wulff verify --claim ${claim.id} --seed ${seed} --level ${level}`,
  };
  if (certificates !== true) return result;
  // A certificate states the level of what it holds as data; a proof assistant's word is not among that.
  const restsOn = groundsOf(claim, registry);
  const unaided = verdict(
    claim,
    findings,
    [],
    restsOn.map(({ level: ground }) => ground),
  );
  const plain = { ...result, restsOn, level: status === 'holds' ? unaided.level : null };
  return { ...result, certificate: certificateText(plain, traces, level, seed) };
}
