/** The formal statements of the claims of a run, put to Coq where there is one and it is wanted. */
import { availableParallelism } from 'node:os';
import type { Claim, Effort } from '../../checker/claim.ts';
import { formalQuestions } from '../../checker/axiom-standing.ts';
import type { FormalAnswers } from '../../checker/formal.ts';
import { CoqUnavailable } from '../../formal/coqc-node.ts';
import { proveStatements } from '../../formal/prove-node.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { proofSources } from '../terminal/package-facts.ts';

/** Whether Coq is run: it must be there, where it is there, or not at all. */
export type FormalWish = 'required' | 'if-there' | 'off';

/** What `--formal` says; without it, level full runs Coq where it is installed. Throws InvalidInput. */
export function formalWish(option: string | true | undefined, level: Effort): FormalWish {
  if (option === undefined) return level === 'full' ? 'if-there' : 'off';
  if (option === true || option === 'on') return 'required';
  if (option === 'off') return 'off';
  throw new InvalidInput(`--formal is on or off; got "${option}".`, { code: 'usage' });
}

/** Coq's answers; undefined where it is not run. Throws CoqUnavailable where it must be and is not there. */
export async function formalAnswers(
  claims: readonly Claim[],
  registry: readonly Claim[],
  { wish, recheck }: { readonly wish: FormalWish; readonly recheck: boolean },
  show: (done: number, all: number, file: string) => void,
): Promise<FormalAnswers | undefined> {
  if (wish === 'off') return undefined;
  try {
    return await proveStatements(formalQuestions(claims, registry), {
      proofs: proofSources(),
      jobs: Math.min(4, availableParallelism()),
      recheck,
      onProgress: show,
    });
  } catch (error) {
    if (error instanceof CoqUnavailable && wish === 'if-there') return undefined;
    throw error;
  }
}
