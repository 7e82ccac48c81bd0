/** `wulff verify`: runs the claims of the checker and tells what became of them. */
import { availableParallelism } from 'node:os';
import type { ClaimResult } from '../../checker/claim-result.ts';
import type { Claim, Effort } from '../../checker/claim.ts';
import type { VerifyResult } from '../../checker/runner.ts';
import { CoqUnavailable } from '../../formal/coqc-node.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { requireCertificateFolder, writeCertificates } from './certificate-folder.ts';
import { requireFolderOf, writeAtomically } from '../input/files.ts';
import { EXIT, outputStyle, printJson, type CommandIo } from '../terminal/io.ts';
import { parseInteger } from '../input/options.ts';
import { progressBar, progressLine } from '../terminal/progress.ts';
import { formalAnswers, formalWish, type FormalWish } from './formal.ts';
import { claimLine, failureLines, listLines, summaryLines } from './text.ts';
import { printed } from '../terminal/table.ts';

/** As commander hands them over. */
export interface VerifyCommandOptions {
  readonly claim?: readonly string[];
  readonly level: string;
  readonly seed: string;
  readonly workers?: string;
  readonly list?: true;
  readonly json?: true;
  readonly junit?: string;
  readonly report?: string;
  readonly certificates?: string;
  readonly formal?: string | true;
  readonly coqchk?: true;
}

/** Runs the claims and returns the exit code. Throws InvalidInput. */
export async function runVerify(options: VerifyCommandOptions, io: CommandIo): Promise<number> {
  const level = parseLevel(options.level);
  const seed = parseInteger(options.seed, '--seed', 0, 0xffffffff);
  const wish = formalWish(options.formal, level);
  if (options.coqchk === true && wish === 'off')
    throw new InvalidInput('--coqchk checks what --formal compiles: give both, or --level full.', { code: 'usage' });
  const workers =
    options.workers === undefined ? availableParallelism() : parseInteger(options.workers, '--workers', 1, 256);
  // Before a run that takes a minute, not after it.
  for (const file of [options.junit, options.report]) if (file !== undefined) requireFolderOf(file);
  if (options.certificates !== undefined) requireCertificateFolder(options.certificates);
  // Loaded here, since the claims bring the whole library and its proof tools with them.
  const { claims } = await import('../../../proofs/index.ts');
  if (options.list === true) {
    const { selectClaims } = await import('../../checker/runner.ts');
    list(selectClaims(claims, options.claim ?? []), options.json === true, io);
    return EXIT.done;
  }
  const certificates = new Map<string, string>();
  let result: VerifyResult;
  try {
    result = await verified(claims, options, { level, seed, workers, wish }, io, certificates);
  } catch (error) {
    if (!(error instanceof CoqUnavailable)) throw error;
    io.stderr(`wulff: ${error.message}\n`);
    return EXIT.environment;
  }
  if (options.certificates !== undefined) {
    writeCertificates(options.certificates, result, certificates);
    io.stderr(`${certificates.size} certificates written to ${options.certificates}\n`);
  }
  if (options.junit !== undefined) {
    const { toJUnit } = await import('../../checker/report/junit.ts');
    writeAtomically(options.junit, toJUnit(result));
  }
  if (options.report !== undefined) {
    const { verifyReport } = await import('./report.ts');
    writeAtomically(options.report, verifyReport(result));
    io.stderr(`Report written to ${options.report}\n`);
  }
  return verifyExitCode(result);
}

async function verified(
  claims: readonly Claim[],
  options: VerifyCommandOptions,
  { level, seed, workers, wish }: { level: Effort; seed: number; workers: number; wish: FormalWish },
  io: CommandIo,
  certificates: Map<string, string>,
): Promise<VerifyResult> {
  const { selectClaims, verify } = await import('../../checker/runner.ts');
  const { createWorkerPool } = await import('../../checker/worker-pool-node.ts');
  const style = outputStyle(io);
  const progress = progressLine(io);
  const text = options.json !== true;
  const printer = inOrder(claims, (claim) => {
    progress.clear();
    if (text) io.stdout(`${claimLine(claim, idWidth(claims), style, io.columns)}\n`);
  });
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const registry = new URL(`../../../proofs/index.${extension}`, import.meta.url);
  const wanted = options.claim ?? [];
  const pool = workers > 1 ? createWorkerPool(registry, workers) : undefined;
  try {
    const formal = await formalAnswers(
      selectClaims(claims, wanted),
      claims,
      { wish, recheck: options.coqchk === true },
      (done, total, file) => progress.show(`${progressBar(done, total)} ${file}.v`),
    );
    const result = await verify(claims, {
      claims: wanted,
      level,
      seed,
      ...(formal === undefined ? {} : { formal }),
      ...(pool === undefined ? {} : { pool }),
      ...(options.certificates === undefined
        ? {}
        : { onCertificate: (id: string, text: string) => void certificates.set(id, text) }),
      onProgress: (done, total, last) => {
        printer.add(last);
        progress.show(`${progressBar(done, total)} ${last.id}`);
      },
    });
    printer.flush(result);
    progress.clear();
    if (text) {
      const lines = [...failureLines(result, style, io.columns), ...summaryLines(result, style)];
      io.stdout(`\n${printed(lines, io)}`);
    } else printJson(io, { schema: 'wulff.verify/1', ...result });
    return result;
  } finally {
    progress.clear();
    await pool?.close();
  }
}

/** Hands on results in the order of the registry, each as soon as all before it are there. */
function inOrder(
  claims: readonly Claim[],
  print: (claim: ClaimResult) => void,
): { add(claim: ClaimResult): void; flush(result: VerifyResult): void } {
  const waiting = new Map<string, ClaimResult>();
  const printed = new Set<string>();
  const emit = (claim: ClaimResult): void => {
    printed.add(claim.id);
    print(claim);
  };
  let next = 0;
  return {
    add(claim) {
      waiting.set(claim.id, claim);
      for (
        let ready = waiting.get(claims[next]?.id ?? '');
        ready !== undefined;
        ready = waiting.get(claims[next]?.id ?? '')
      ) {
        emit(ready);
        next += 1;
      }
    },
    // Under --claim the registry has gaps, so some results are still waiting.
    flush: (result) => result.claims.filter((claim) => !printed.has(claim.id)).forEach(emit),
  };
}

function list(claims: readonly Claim[], json: boolean, io: CommandIo): void {
  if (!json) {
    io.stdout(printed(listLines(claims, outputStyle(io)), io));
    return;
  }
  printJson(io, {
    schema: 'wulff.claims/1',
    claims: claims.map(({ id, title, statement, hypotheses, source, axioms }) => ({
      id,
      title,
      statement,
      hypotheses,
      source,
      axioms,
    })),
  });
}

function parseLevel(text: string): Effort {
  if (text === 'quick' || text === 'full') return text;
  throw new InvalidInput(`--level is quick or full; got "${text}".`, { code: 'usage' });
}

/** 0 all well; 1 for a refuted claim or a surviving mutant, which outweigh 4 for an undecided claim. */
export function verifyExitCode({ summary }: Pick<VerifyResult, 'summary'>): number {
  if (summary.refuted > 0 || summary.killed < summary.mutants) return EXIT.negative;
  return summary.inconclusive > 0 ? EXIT.undecided : EXIT.done;
}

const idWidth = (claims: readonly Claim[]): number => Math.max(...claims.map((claim) => claim.id.length));
