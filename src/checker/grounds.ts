/** The claims a claim rests on, and the level it can have by them. */
import { LEVELS, type Claim, type EvidenceLevel } from './claim.ts';
import type { FormalAnswers } from './formal.ts';
import { ownLevel } from './kernel/verdict.ts';

/** A claim that another one rests on, with the level it has where it holds. */
export interface Ground {
  readonly id: string;
  readonly level: EvidenceLevel | null;
}

/**
 * The claims named by `restsOn`, each at the level of its own evidence and of what it rests on in turn. Throws
 * TypeError for one not in the registry.
 */
export const groundsOf = (claim: Claim, registry: readonly Claim[], formal?: FormalAnswers): readonly Ground[] =>
  (claim.restsOn ?? []).map((id) => {
    const ground = registry.find((one) => one.id === id);
    if (ground === undefined) throw new TypeError(`${claim.id} rests on ${id}, which is no claim of the registry`);
    return { id, level: inheritedLevel(ground, registry, formal) };
  });

/** The level a claim has where it and all it rests on hold. Throws TypeError where a claim rests on itself. */
export function inheritedLevel(
  claim: Claim,
  registry: readonly Claim[],
  formal?: FormalAnswers,
  above: readonly string[] = [],
): EvidenceLevel | null {
  if (above.includes(claim.id))
    throw new TypeError(`${claim.id} rests on itself: ${[...above, claim.id].join(' -> ')}`);
  const own = ownLevel(claim, formal);
  const levels = (claim.restsOn ?? []).map((id) => {
    const ground = registry.find((one) => one.id === id);
    if (ground === undefined) throw new TypeError(`${claim.id} rests on ${id}, which is no claim of the registry`);
    return inheritedLevel(ground, registry, formal, [...above, claim.id]);
  });
  if (own === null || levels.includes(null)) return null;
  return LEVELS[Math.min(...[own, ...(levels as EvidenceLevel[])].map((level) => LEVELS.indexOf(level)))]!;
}
