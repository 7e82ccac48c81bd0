/** What a report says of a density given as a formula where its numbers are enclosed. */
import { checksOf, factsOf } from '../noise/facts.ts';
import type { ProvedDensity } from '../noise/density/proved.ts';
import type { Noise } from '../noise/noise.ts';
import type { Check, NoiseChecks } from '../noise/validity.ts';
import { enclosed, type Estimate } from '../numeric/estimate.ts';

/** The enclosure that is at hand, whatever its adversary; null for other noises, or where there is none. */
export function densityEnclosure(noise: Noise): ProvedDensity | null {
  if (noise.family !== 'density') return null;
  const found = noise.enclosures.any();
  return 'reason' in found ? null : found;
}

/** Why nothing is proved of a density; null for other noises, or where something is. */
export function whyNotEnclosed(noise: Noise): string | null {
  if (noise.family !== 'density') return null;
  const found = noise.enclosures.any();
  return 'reason' in found ? found.reason : null;
}

function interval(lower: number, upper: number): Estimate {
  return enclosed(upper < Infinity ? 0.5 * (lower + upper) : lower, lower, upper, 'interval');
}

/** sigma; enclosed where the density is. */
export function reportedSigma(noise: Noise): Estimate {
  const own = densityEnclosure(noise);
  const known = factsOf(noise).sigma;
  if (own === null || !(own.variance[1] < Infinity)) return known;
  const at = (variance: number, side: 1 | -1): number => noise.lambda * Math.sqrt(variance) * (1 + side * 1e-15);
  return interval(at(own.variance[0], -1), at(own.variance[1], 1));
}

/** The entropy in nats of an enclosed density; null for others. */
export function enclosedEntropy(noise: Noise): Estimate | null {
  const own = densityEnclosure(noise);
  if (own === null || !(own.entropy[1] < Infinity)) return null;
  const shift = noise.dim * Math.log(noise.lambda);
  const slack = Math.abs(shift) * 1e-15 + 1e-15 * (1 + Math.abs(own.entropy[1]));
  return interval(own.entropy[0] + shift - slack, own.entropy[1] + shift + slack);
}

/** J at the noise's scale. */
export function enclosedLevels(noise: Noise): Estimate | null {
  const own = densityEnclosure(noise);
  if (own === null || own.levels === null) return null;
  return interval((own.levels[0] / noise.lambda) * (1 - 1e-15), (own.levels[1] / noise.lambda) * (1 + 1e-15));
}

/** The checks of the noise, proved where the enclosure proves them. */
export function reportedChecks(noise: Noise): NoiseChecks {
  const checks = checksOf(noise);
  const own = densityEnclosure(noise);
  if (own === null) return checks;
  const proved = (how: string): Check => ({ status: 'proved', how });
  return {
    ...checks,
    normalizable: proved(`its integral is enclosed on ${own.cells} cells, its tails bounded`),
    even: proved('the formula does not change with the signs of all variables'),
    finiteVariance: own.variance[1] < Infinity ? proved('E|X|^2 enclosed, its tails bounded') : checks.finiteVariance,
  };
}
