/** What is said of a noise that is none, or of one that certifies nothing. */
import { adversaryName, type Adversary } from '../geometry/adversary.ts';
import { checksOf } from '../noise/facts.ts';
import type { NoiseChecks, Witness, InvalidNoise } from '../noise/validity.ts';
import type { Noise } from '../noise/noise.ts';
import type { InvalidReport } from './report.ts';

/** What each check's failure means, as a sentence. Finite variance and quasi-concavity are no conditions. */
const CONDITIONS: Partial<Record<keyof NoiseChecks, string>> = {
  normalizable: 'It is not a probability density.',
  even: 'The noise is not even, so moving it one way is not like moving it the other.',
  absolutelyContinuous:
    'Shifts of the noise have no density with respect to it: an arbitrarily small shift can be told with certainty.',
};

const UNKNOWN = { status: 'unknown', how: 'not reached' } as const;
const NOT_REACHED: NoiseChecks = {
  normalizable: UNKNOWN,
  even: UNKNOWN,
  quasiConcave: UNKNOWN,
  finiteVariance: UNKNOWN,
  absolutelyContinuous: UNKNOWN,
};

/** The report of an error thrown while a noise was built. */
export function invalidReport(error: InvalidNoise, name: string, adversary: string, dim: number): InvalidReport {
  const { failed, witness } = error;
  const meaning =
    failed === 'quasiConcave' ? 'The profile of a level-set noise must not increase.' : CONDITIONS[failed];
  return {
    name,
    adversary,
    dim,
    verdict: 'invalid',
    checks: { ...NOT_REACHED, [failed]: { status: 'failed', how: witness.detail, witness } },
    failed,
    witness,
    reasons: [error.message, ...(meaning === undefined ? [] : [meaning])],
  };
}

/** The report of a noise whose checks say that it cannot be used; null when it can. */
export function failedConditions(noise: Noise, adversary: Adversary, name: string): InvalidReport | null {
  const checks = checksOf(noise);
  for (const key of Object.keys(CONDITIONS) as (keyof NoiseChecks)[]) {
    const check = checks[key];
    if (check.status !== 'failed') continue;
    const witness: Witness = check.witness ?? { kind: 'point', x: [], detail: check.how };
    return {
      name,
      adversary: adversaryName(adversary),
      dim: noise.dim,
      verdict: 'invalid',
      checks,
      failed: key,
      witness,
      reasons: [`${check.how}.`, CONDITIONS[key]!],
    };
  }
  return null;
}
