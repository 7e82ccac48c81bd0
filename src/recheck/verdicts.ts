/**
 * What the second checker can say of a step, and the two ways a step can end early. Nothing here means "passed" by
 * default: a step is `follows` only where a function of this folder reached the end of its argument.
 */

export type Verdict =
  | { readonly verdict: 'follows'; readonly by: string }
  | { readonly verdict: 'fails'; readonly reason: string }
  | { readonly verdict: 'undecided'; readonly reason: string };

export const follows = (by: string): Verdict => ({ verdict: 'follows', by });
export const fails = (reason: string): Verdict => ({ verdict: 'fails', reason });
export const undecided = (reason: string): Verdict => ({ verdict: 'undecided', reason });

/** The data is not a certificate: a wrong type, an unknown function, a schema of another version. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}

/** The second checker's methods do not reach this far. */
export class OutOfReach extends Error {
  override readonly name = 'OutOfReach';
}

/** The verdict of an argument, out of reach included. */
export function decide(argument: () => Verdict): Verdict {
  try {
    return argument();
  } catch (error) {
    if (error instanceof OutOfReach) return undecided(error.message);
    throw error;
  }
}
