/** A noise from functions of one's own, of which is known what its author vouches for, and no more. */
import { enclosed } from '../numeric/estimate.ts';
import type { CustomNoise } from './noise.ts';
import { established, UNKNOWN_FACTS, type KnownFacts } from './facts.ts';
import type { NoiseChecks } from './validity.ts';

/** The members of a custom noise. */
export type CustomLaw = Omit<CustomNoise, 'family' | 'facts'>;

/** What the author of a custom noise takes responsibility for; all else stays unknown. */
export interface Vouched extends Partial<Omit<KnownFacts, 'checks'>> {
  readonly checks?: Partial<NoiseChecks>;
}

/**
 * The noise with this log density and sampler. Nothing of them is tested here (`moduleNoise` tests what can be): what
 * is not vouched for is unknown, and a noise that is not known to be even and to have a density certifies nothing.
 */
export function customNoise(law: CustomLaw, vouched: Vouched = {}): CustomNoise {
  const { checks, ...others } = vouched;
  return established<Omit<CustomNoise, 'facts'>>(
    { ...law, family: 'custom' },
    {
      ...UNKNOWN_FACTS,
      sigma: enclosed(law.sigma, 0, Infinity, 'monte-carlo'),
      ...others,
      checks: { ...UNKNOWN_FACTS.checks, ...checks },
    },
  );
}
