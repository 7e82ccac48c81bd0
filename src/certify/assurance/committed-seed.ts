/**
 * A seed that nobody chose: the hash of model, data, settings and a nonce. Who certifies a model could try seeds until
 * votes are kind; a seed that follows from the settings leaves nothing to try but the settings themselves, and a nonce
 * named by someone else not even those.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { RunSettings } from '../results/result.ts';
import { runFingerprint } from '../results/run-fingerprint.ts';

/** Hexadecimal digits of the hash that make the seed: 52 bits. */
const DIGITS = 13;

/** The seed of these settings, whose own is left out: an integer in [0, 2^52). */
export async function committedSeed(settings: RunSettings): Promise<number> {
  return Number.parseInt((await runFingerprint({ ...settings, seed: 0 })).slice(0, DIGITS), 16);
}

/** Checks that a seed said to be derived is. Throws InvalidInput; `where` names the log. */
export async function requireCommittedSeed(settings: RunSettings, where: string): Promise<void> {
  if (settings.commitment === undefined) return;
  const seed = await committedSeed(settings);
  if (seed === settings.seed) return;
  throw new InvalidInput(
    `${where}, line 1: the seed ${settings.seed} is said to follow from the settings, but from them follows ${seed}.`,
    { code: 'results-file' },
  );
}
