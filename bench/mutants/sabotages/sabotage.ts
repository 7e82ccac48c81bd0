/** A subtle change of the library, and what must see it. */
export interface Sabotage {
  readonly file: string;
  /** A text that occurs once in the file, and what stands there instead. */
  readonly from: string;
  readonly to: string;
  /** Claims that tie this number to the theory, as `--claim` takes them. */
  readonly claims: string;
  readonly about: string;
}

export const sabotage = (file: string, from: string, to: string, claims: string, about: string): Sabotage => ({
  file: `src/${file}`,
  from,
  to,
  claims,
  about,
});
