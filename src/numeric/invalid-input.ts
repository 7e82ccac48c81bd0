/**
 * What an error says besides its sentence, for programs: the sentence itself never names a flag of the command line, since a
 * page and a library user have none.
 */
export interface ErrorDetails {
  /** What kind of mistake, in kebab case: stable, to be matched by programs. Default `invalid-input`. */
  readonly code?: string;
  /** Which options of the call settle it, by their names in the library (`batch`, `dataLayout`); the command line adds its flags. */
  readonly settings?: readonly string[];
  readonly cause?: unknown;
}

/**
 * Bad input from a person: a sentence that says what was wrong, where, and what to do.
 * The command line prints the message, with the flags of `settings`, and exits with code 2.
 */
export class InvalidInput extends Error {
  override readonly name: string = 'InvalidInput';
  /** The kind of mistake, in kebab case. */
  readonly code: string;
  /** Names of the options that settle it; empty where none does. */
  readonly settings: readonly string[];

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code ?? 'invalid-input';
    this.settings = details.settings ?? [];
  }
}

/** `Did you mean "gaussian"?` for a near miss, or the empty string. */
export function didYouMean(given: string, known: readonly string[]): string {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(given.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, Math.floor(best.name.length / 3))
    ? ` Did you mean "${best.name}"?`
    : '';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution));
    }
    row = next;
  }
  return row[b.length]!;
}
