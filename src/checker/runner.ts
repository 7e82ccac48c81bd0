/**
 * Runs claims and collects the result of `wulff verify`. Same registry, seed and level: same result but for times,
 * whether in this thread or on a pool of workers.
 */
import { didYouMean, InvalidInput } from '../numeric/invalid-input.ts';
import { axiomResults, axiomStatements, type AxiomResult } from './axiom-standing.ts';
import { axiom } from './axioms.ts';
import { LEVELS, speaksFor, type Claim, type Effort, type EvidenceLevel, type Scope } from './claim.ts';
import type { ClaimResult } from './claim-result.ts';
import { inheritedLevel } from './grounds.ts';
import { TRUSTED_BASE, type TrustedFile } from './report/trusted-base.ts';
import { runClaim, type RunOptions } from './claim-run.ts';
import type { FormalAnswers } from './formal.ts';

/** How `verify` runs the claims: seed, effort, threads, progress. */
export interface VerifyOptions {
  /** Ids of the claims to run; a trailing `*` matches any ending. All when absent or empty. */
  readonly claims?: readonly string[];
  readonly level?: Effort;
  /** An integer from 0 to 2^32 - 1. */
  readonly seed?: number;
  /** Called after each claim, in the order they finish. */
  readonly onProgress?: (done: number, total: number, last: ClaimResult) => void;
  /** Called with each claim's certificate, a JSON text; without it none is written. */
  readonly onCertificate?: (claim: string, certificate: string) => void;
  /** What a proof assistant said of the claims' formal statements; without it they are not run. */
  readonly formal?: FormalAnswers;
  /** Where to run the claims; in this thread when absent. */
  readonly pool?: ClaimPool;
}

/** Something that runs a claim of the registry by its id (worker-pool-node.ts). */
export interface ClaimPool {
  readonly size: number;
  run(id: string, options: Omit<RunOptions, 'registry'>): Promise<ClaimResult>;
}

/** Formal statements by how they ended, and the claims that are formal entirely. */
export interface FormalSummary {
  /** The proof assistant and its version; null where none was run. */
  readonly system: string | null;
  readonly statements: number;
  readonly hold: number;
  readonly inconclusive: number;
  /** Claims with a formal statement, and those whose every part is formal. */
  readonly claims: number;
  readonly entire: number;
  /** What the accepted theorems rest on, all together. */
  readonly assumptions: readonly string[];
}

/** Counts of claims and false variants by how they ended. */
export interface VerifySummary {
  readonly claims: number;
  readonly hold: number;
  readonly refuted: number;
  readonly inconclusive: number;
  readonly mutants: number;
  readonly killed: number;
  readonly formal: FormalSummary;
  /** Union bound on the probability that any statistical evidence of this run refutes a true statement. */
  readonly falseAlarm: number;
}

/** What `wulff verify --json` prints. */
export interface VerifyResult {
  readonly level: Effort;
  readonly seed: number;
  readonly ms: number;
  readonly summary: VerifySummary;
  /** How many claims hold at each level, strongest first, and which cases the level speaks for. */
  readonly levels: readonly { readonly level: EvidenceLevel; readonly speaksFor: Scope; readonly claims: number }[];
  /** The files that must be right for all this to mean what it says. */
  readonly trusted: readonly TrustedFile[];
  /** The axioms the claims that ran rest on, each proved in this run or cited. */
  readonly axioms: readonly AxiomResult[];
  /** In the order of the registry. */
  readonly claims: readonly ClaimResult[];
}

/**
 * Runs claims and sums up what was found. The same seed, level and claims give the same result but for times. Throws
 * InvalidInput for a claim that is not known.
 */
export async function verify(registry: readonly Claim[], options: VerifyOptions = {}): Promise<VerifyResult> {
  const { level = 'quick', seed = 1, onProgress, onCertificate, pool, formal } = options;
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new InvalidInput(`The seed must be an integer from 0 to 4294967295, but is ${seed}.`, { code: 'seed' });
  }
  requireWellFormed(registry);
  const chosen = selectClaims(registry, options.claims ?? []);
  const started = performance.now();
  const results = new Array<ClaimResult>(chosen.length);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let i = next++; i < chosen.length; i = next++) {
      const claim = chosen[i]!;
      const run = {
        seed,
        level,
        ...(onCertificate === undefined ? {} : { certificates: true }),
        ...(formal === undefined ? {} : { formal }),
      };
      const { certificate, ...result } = await (pool === undefined
        ? runClaim(claim, { ...run, registry })
        : pool.run(claim.id, run));
      if (certificate !== undefined) onCertificate?.(claim.id, certificate);
      results[i] = result;
      onProgress?.(++done, chosen.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, pool?.size ?? 1) }, work));
  const judged = results.map((result) => onItsGrounds(result, results));
  return {
    level,
    seed,
    ms: Math.round(performance.now() - started),
    summary: summarize(judged, formal),
    levels: [...LEVELS].reverse().map((one) => ({
      level: one,
      speaksFor: speaksFor(one),
      claims: judged.filter((claim) => claim.level === one).length,
    })),
    trusted: TRUSTED_BASE,
    axioms: axiomResults(results, registry, formal),
    claims: judged,
  };
}

/** A claim does not hold where one that it rests on, and that ran, does not. */
function onItsGrounds(result: ClaimResult, all: readonly ClaimResult[]): ClaimResult {
  const holds = (one: ClaimResult): boolean =>
    one.status === 'holds' &&
    one.restsOn.every(({ id }) => {
      const ground = all.find((other) => other.id === id);
      return ground === undefined || holds(ground);
    });
  return result.status !== 'holds' || holds(result) ? result : { ...result, status: 'inconclusive', level: null };
}

function summarize(results: readonly ClaimResult[], formal: FormalAnswers | undefined): VerifySummary {
  const count = (status: ClaimResult['status']): number => results.filter((claim) => claim.status === status).length;
  const mutants = results.flatMap((claim) => claim.mutants);
  return {
    claims: results.length,
    hold: count('holds'),
    refuted: count('refuted'),
    inconclusive: count('inconclusive'),
    mutants: mutants.length,
    killed: mutants.filter(({ refuted }) => refuted).length,
    formal: summarizeFormal(results, formal),
    falseAlarm: results.flatMap(({ evidence }) => evidence).reduce((sum, { falseAlarm }) => sum + falseAlarm, 0),
  };
}

function summarizeFormal(results: readonly ClaimResult[], formal: FormalAnswers | undefined): FormalSummary {
  const statements = results.flatMap((claim) => claim.formal);
  return {
    system: formal?.system ?? null,
    statements: statements.length,
    hold: statements.filter(({ status }) => status === 'holds').length,
    inconclusive: statements.filter(({ status }) => status === 'inconclusive').length,
    claims: results.filter((claim) => claim.formal.length > 0).length,
    entire: results.filter(({ level }) => level === 'formal').length,
    assumptions: [...new Set(statements.flatMap(({ assumptions }) => assumptions))].sort(),
  };
}

/**
 * The claims with these ids; a trailing `*` matches any ending, and an empty list everything. Throws InvalidInput for
 * an unknown one.
 */
export function selectClaims(registry: readonly Claim[], wanted: readonly string[]): readonly Claim[] {
  if (wanted.length === 0) return registry;
  const matches = (claim: Claim, pattern: string): boolean =>
    pattern.endsWith('*') ? claim.id.startsWith(pattern.slice(0, -1)) : claim.id === pattern;
  const ids = registry.map(({ id }) => id);
  for (const pattern of wanted) {
    if (!registry.some((claim) => matches(claim, pattern))) {
      throw new InvalidInput(`No claim is called "${pattern}".${didYouMean(pattern, ids)} The list has all ids.`, {
        code: 'claim',
        settings: ['list'],
      });
    }
  }
  return registry.filter((claim) => wanted.some((pattern) => matches(claim, pattern)));
}

/**
 * A registry that could hide something is refused: twice the same id, an axiom unknown or said to be proved where it is
 * not, no parts, no mutants, a claim that rests on none of the registry or on itself, a tie to the library of a step
 * that no part of the theorem states.
 */
export function requireWellFormed(registry: readonly Claim[]): void {
  const seen = new Set<string>();
  for (const claim of registry) {
    if (seen.has(claim.id)) throw new TypeError(`two claims have the id ${claim.id}`);
    seen.add(claim.id);
    for (const id of claim.axioms) axiomStatements(axiom(id), registry);
    if (claim.parts.length === 0) throw new TypeError(`the claim ${claim.id} has no parts`);
    inheritedLevel(claim, registry);
    const steps = claim.parts.filter(({ about }) => about !== 'implementation').map(({ id }) => id);
    for (const part of claim.parts) {
      if (part.about !== 'implementation') continue;
      const missing = part.implements.find((id) => !steps.includes(id));
      if (missing !== undefined)
        throw new TypeError(
          `the part ${part.id} of ${claim.id} implements ${missing}, which is no step of the theorem`,
        );
    }
    if (claim.mutants.length === 0) throw new TypeError(`the claim ${claim.id} has no mutants`);
    for (const list of [claim.parts, claim.mutants]) {
      const own = list.map(({ id }) => id);
      if (new Set(own).size !== own.length) throw new TypeError(`two parts or mutants of ${claim.id} have the same id`);
    }
  }
}
