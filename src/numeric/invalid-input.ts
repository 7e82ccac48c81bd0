import leven from 'leven';

/**
 * Every code of an InvalidInput; docs/formats.md says what each stands for. Codes may be added, none changes its
 * meaning.
 */
export const INPUT_ERROR_CODES = [
  'adversaries-differ',
  'adversary',
  'ambiguous-output',
  'ambiguous-range',
  'argument',
  'body',
  'claim',
  'data',
  'dimension',
  'file',
  'fixed-batch',
  'folder-in-use',
  'formula',
  'invalid-noise',
  'log-exists',
  'log-locked',
  'model',
  'model-and-data',
  'model-chain',
  'model-contract',
  'model-output',
  'noise-file',
  'noise-module',
  'noise-parameter',
  'noise-spec',
  'not-known',
  'other-settings',
  'pixel-range',
  'plan-file',
  'probability',
  'results-file',
  'runtime',
  'samples',
  'scale',
  'seed',
  'shard',
  'splitting-stops',
  'stopping-rule',
  'sweep-file',
  'too-large',
  'unknown-model',
  'usage',
] as const;

/** What kind of mistake an InvalidInput is about, in kebab case: stable, to be matched by programs. */
export type InputErrorCode = (typeof INPUT_ERROR_CODES)[number];

/**
 * What an error says besides its sentence, for programs: the sentence itself never names a flag of the command line,
 * since a page and a library user have none.
 */
export interface ErrorDetails {
  /**
   * Which options of the call settle it, by their names in the library (`batch`, `dataLayout`); the command line adds
   * its flags.
   */
  readonly settings?: readonly string[];
  readonly cause?: unknown;
}

/** The same of bad input, which always has a code. */
export interface InputErrorDetails extends ErrorDetails {
  readonly code: InputErrorCode;
}

/**
 * Bad input from a person: a sentence that says what was wrong, where, and what to do, and a code for programs.
 * The command line prints the message, with the flags of `settings`, and exits with code 2.
 *
 * @example
 * try {
 *   gaussian(3, { sigma: -1 });
 * } catch (error) {
 *   error instanceof InvalidInput && error.code; // => 'scale'
 * }
 */
export class InvalidInput extends Error {
  override readonly name: string = 'InvalidInput';
  /** The kind of mistake: one of INPUT_ERROR_CODES. */
  readonly code: InputErrorCode;
  /** Names of the options that settle it; empty where none does. */
  readonly settings: readonly string[];

  constructor(message: string, details: InputErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.settings = details.settings ?? [];
  }
}

/** `Did you mean "gaussian"?` for a near miss, or the empty string. */
export function didYouMean(given: string, known: readonly string[]): string {
  const ranked = known
    .map((name) => ({ name, distance: leven(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 3))
    ? ` Did you mean "${best.name}"?`
    : '';
}

/** The text, cut where it is longer than a sentence should quote. */
export function clipped(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}...` : text;
}
