/** Judges a claim with the kernel: what each part's and each mutant's evidence comes to. */
import type { Claim, Effort, Status } from '../../src/checker/claim.ts';
import { judge } from '../../src/checker/kernel/judge.ts';
import { mixSeed } from '../../src/numeric/random-stream.ts';

export interface Judged {
  readonly id: string;
  readonly status: Status;
  readonly detail: string;
  readonly ms: number;
  readonly falseAlarm: number;
}

/** One line for each piece of evidence of the claim's parts. */
export async function partsOf(claim: Claim, seed: number, effort: Effort = 'quick'): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const part of claim.parts) {
    for (const [i, evidence] of part.evidence.entries()) {
      judged.push(await judgedAs(`${part.id}#${i}`, evidence, seed, effort));
    }
  }
  return judged;
}

/** One line for each mutant. */
export async function mutantsOf(claim: Claim, seed: number, effort: Effort = 'quick'): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const mutant of claim.mutants) judged.push(await judgedAs(mutant.id, mutant.evidence, seed, effort));
  return judged;
}

async function judgedAs(
  id: string,
  evidence: Claim['mutants'][number]['evidence'],
  seed: number,
  effort: Effort,
): Promise<Judged> {
  const start = performance.now();
  const finding = await judge(evidence, { seed: mixSeed(seed, id), effort });
  const detail = finding.counterexample ?? finding.detail;
  return { id, status: finding.status, detail, ms: performance.now() - start, falseAlarm: finding.falseAlarm };
}
