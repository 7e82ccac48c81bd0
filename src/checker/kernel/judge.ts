/**
 * The kernel's one door: evidence in, finding out. Whatever evidence throws makes it inconclusive.
 */
import { IntervalArithmetic } from '../../numeric/interval.ts';
import { loadMpfr } from '../../numeric/mpfr.ts';
import type { Evidence, EvidenceContext } from '../claim.ts';
import { replayInterval } from './bisection.ts';
import { checkEnclosed } from './enclosed-values.ts';
import { makeFinding, type Finding, type Outcome } from './findings.ts';
import { checkExact, checkNumeric } from './instances.ts';
import { checkProperty } from './property-check.ts';
import { decideStatistical } from './statistical-decision.ts';
import { replaySymbolic } from './symbolic-replay.ts';

/** Bits of the arithmetic unless a proof asks for others. */
const PRECISION = 100;

export async function judge(evidence: Evidence, context: EvidenceContext): Promise<Finding> {
  try {
    return makeFinding(evidence, await outcome(evidence, context));
  } catch (error) {
    const note = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return makeFinding(evidence, { status: 'inconclusive', runs: 0, note });
  }
}

async function outcome(evidence: Evidence, context: EvidenceContext): Promise<Outcome> {
  const R = new IntervalArithmetic(await loadMpfr(), PRECISION);
  switch (evidence.kind) {
    case 'symbolic':
      return replaySymbolic(typeof evidence.proof === 'function' ? await evidence.proof() : evidence.proof, R);
    case 'interval':
      return replayInterval(evidence.proof, R);
    case 'enclosure':
      return checkEnclosed(await evidence.instances(context), R);
    case 'exact':
      return checkExact(await evidence.instances(context));
    case 'numeric':
      return checkNumeric(await evidence.instances(context));
    case 'property':
      return checkProperty(evidence, context.seed, context.effort);
    case 'statistical':
      return decideStatistical(await evidence.tests(context), evidence.falseAlarm);
  }
}
