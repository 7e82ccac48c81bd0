/**
 * The kernel's one door: evidence in, finding out. Whatever evidence throws makes it inconclusive.
 */
import { IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import { loadMpfr } from '../../numeric/intervals/mpfr.ts';
import type { EnclosedInstance, Evidence, EvidenceContext, ExactInstance } from '../claim.ts';
import { replayInterval } from './bisection.ts';
import { checkEnclosed } from './enclosed-values.ts';
import { makeFinding, type Finding, type Outcome } from './findings.ts';
import { checkExact, checkNumeric } from './instances.ts';
import { checkProperty } from './trials/property-check.ts';
import { decideStatistical } from './trials/statistical-decision.ts';
import { replaySymbolic } from './symbolic-replay.ts';
import { noted, type Trace, type TracedPoint } from './trace.ts';

/** Bits of the arithmetic unless a proof asks for others. */
const PRECISION = 100;

/** Judges a piece of evidence; `keep` is handed what was looked at, where that is data. */
export async function judge(
  evidence: Evidence,
  context: EvidenceContext,
  keep: (trace: Trace) => void = () => undefined,
): Promise<Finding> {
  try {
    return makeFinding(evidence, await outcome(evidence, context, keep));
  } catch (error) {
    const note = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return makeFinding(evidence, { status: 'inconclusive', runs: 0, note });
  }
}

async function outcome(evidence: Evidence, context: EvidenceContext, keep: (trace: Trace) => void): Promise<Outcome> {
  const R = new IntervalArithmetic(await loadMpfr(), PRECISION);
  const place = ({ point }: Outcome): { point?: TracedPoint } => (point === undefined ? {} : { point });
  switch (evidence.kind) {
    case 'symbolic': {
      const proof = typeof evidence.proof === 'function' ? await evidence.proof() : evidence.proof;
      const found = replaySymbolic(proof, R);
      keep({ kind: 'symbolic', proof, ...place(found) });
      return found;
    }
    case 'interval': {
      const found = replayInterval(evidence.proof, R);
      const proof = found.splits === undefined ? evidence.proof : { ...evidence.proof, splits: found.splits };
      keep({ kind: 'interval', proof, ...place(found) });
      return found;
    }
    case 'enclosure': {
      const instances: EnclosedInstance[] = [];
      const enclosures: (readonly [string, string])[] = [];
      const found = checkEnclosed(noted(await evidence.instances(context), instances), R, enclosures);
      keep({ kind: 'enclosure', instances, enclosures });
      return found;
    }
    case 'instances': {
      const instances: ExactInstance[] = [];
      const found = checkExact(noted(await evidence.instances(context), instances));
      keep({ kind: 'instances', instances });
      return found;
    }
    case 'numeric':
      return checkNumeric(await evidence.instances(context));
    case 'property':
      return checkProperty(evidence, context.seed, context.effort);
    case 'statistical':
      return decideStatistical(await evidence.tests(context), evidence.falseAlarm);
  }
}
