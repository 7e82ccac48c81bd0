/**
 * Runs a fast-check property under a seed. A failing case is shrunk and reported with its path; a property that
 * rejects most of what it is given, or that crashes, decides nothing.
 */
import * as fc from 'fast-check';
import { Counterexample, type Effort, type Evidence } from '../../claim.ts';
import type { Outcome } from '../findings.ts';

type PropertyEvidence = Extract<Evidence, { kind: 'property' }>;

/** More rejected cases than this per accepted one is vacuity. */
const MOST_SKIPS_PER_RUN = 10;

export async function checkProperty(evidence: PropertyEvidence, seed: number, effort: Effort): Promise<Outcome> {
  const numRuns = evidence.runs[effort];
  if (!(Number.isSafeInteger(numRuns) && numRuns > 0)) {
    return { status: 'inconclusive', runs: 0, note: `${numRuns} runs at level ${effort}` };
  }
  const property = evidence.property();
  if (!requireAnswers(property)) {
    return { status: 'inconclusive', runs: 0, note: 'its predicate cannot be seen; make it with fc.property' };
  }
  const details = await fc.check(property as fc.IAsyncProperty<unknown>, {
    seed,
    numRuns,
    maxSkipsPerRun: MOST_SKIPS_PER_RUN,
  });
  const runs = details.numRuns;
  if (!details.failed) {
    return runs >= numRuns ? { status: 'holds', runs } : { status: 'inconclusive', runs, note: 'interrupted' };
  }
  if (details.counterexamplePath === null) {
    return { status: 'inconclusive', runs, note: `its precondition rejected ${details.numSkips} cases` };
  }
  const shown = fc.stringify(details.counterexample);
  const error = details.errorInstance;
  if (!refutes(error)) {
    return { status: 'inconclusive', runs, note: `crashed on ${shown}: ${message(error)}` };
  }
  const why = error instanceof Error && !returnedFalse(error) ? `${error.message} ` : '';
  const replay = `seed ${seed}, path ${details.counterexamplePath}, ${details.numShrinks} shrinks`;
  return { status: 'refuted', runs, counterexample: `${why}at ${shown} (${replay})` };
}

/** A predicate that says neither true nor false says nothing, although fast-check takes silence for success. */
class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Makes the property insist on true or false from its predicate; false where it has none to be seen. */
function requireAnswers(property: fc.IRawProperty<unknown>): boolean {
  const predicate: unknown = Reflect.get(property, 'predicate');
  if (typeof predicate !== 'function') return false;
  const answer = (result: unknown): boolean => {
    if (typeof result === 'boolean') return result;
    throw new NoAnswer(`the predicate returned ${String(result)}, neither true nor false`);
  };
  return Reflect.set(property, 'predicate', (...args: readonly unknown[]): unknown => {
    const result: unknown = Reflect.apply(predicate, undefined, args);
    return result instanceof Promise ? result.then(answer) : answer(result);
  });
}

const returnedFalse = (error: Error): boolean => error.message === 'Property failed by returning false';

/** An assertion that failed, as opposed to a crash. */
function refutes(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof Counterexample || error.name === 'AssertionError' || returnedFalse(error);
}

const message = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
