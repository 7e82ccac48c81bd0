/**
 * What turns a proposal into a design: the noise file is written, read back as anybody would read it, and its radius
 * taken from there. What the search believed of it counts for nothing.
 */
import type { Adversary } from '../geometry/adversary.ts';
import { factsOf } from '../noise/facts.ts';
import { parseNoiseFile } from '../noise/file.ts';
import type { Noise } from '../noise/noise.ts';
import { findNoise } from '../noise/spec.ts';
import { knownRadii } from '../radius/certified-radius.ts';
import type { CertifiedRadius } from '../radius/radius.ts';
import { isIntegrable } from './forms/integrable.ts';
import type { NoiseDescription, Proposal } from './forms/proposal.ts';

/** A noise file as it is written (docs/formats.md). */
export interface DesignedFile {
  readonly name: string;
  readonly dim: number;
  readonly noise: NoiseDescription;
}

/** A proposal whose file has been certified. */
export interface CertifiedProposal extends Proposal {
  readonly file: DesignedFile;
  /** Read from the file, at the sigma asked for. */
  readonly built: Noise;
  /** Of `built`, rounded down; confidence 1. */
  readonly radius: CertifiedRadius;
}

/** Relative uncertainty of sigma beyond which a noise is not taken: a radius per sigma is what is compared. */
const SIGMA_SLACK = 1e-8;

/**
 * The proposal with the certified radius of its file; null where none is certified, where it rests on samples, or where
 * its sigma is not known well enough.
 */
export function certifiedProposal(
  proposal: Proposal,
  adversary: Adversary,
  { sigma, rho, name }: { readonly sigma: number; readonly rho: number; readonly name: string },
): CertifiedProposal | null {
  const { noise } = proposal;
  const { dim } = adversary;
  // Some of the library's own noises do not exist at every scale.
  if ('named' in noise && findNoise(noise.named, dim, { sigma }).noise === null) return null;
  if (!isIntegrable(noise, dim)) return null;
  const file = { name, dim, noise };
  const built = parseNoiseFile(JSON.stringify(file), { sigma });
  const known = factsOf(built).sigma;
  if (known.confidence < 1 || !(known.upper - known.lower <= SIGMA_SLACK * sigma)) return null;
  const radius = knownRadii(built, adversary, [rho])?.[0];
  if (radius === undefined || radius.confidence < 1 || !(radius.radius > 0)) return null;
  return { ...proposal, file, built, radius };
}
