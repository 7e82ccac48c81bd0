/** When a radius may be called exact: one rule for every method. */

/** Relative gap between the two ends of a radius up to which it is called exact. */
export const EXACT = 1e-6;

/**
 * Whether both ends are known and meet: `upper <= lower (1 + 1e-6)`. What promises an exact radius but cannot enclose
 * it so narrowly is not called exact.
 */
export function isTight({ lower, upper }: { readonly lower: number; readonly upper: number | null }): boolean {
  return upper !== null && (upper === lower || upper <= lower * (1 + EXACT));
}
