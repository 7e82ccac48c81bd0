/** Functions that compute each answer once. */

/** `rule` with its answers kept by argument, for as long as the argument lives. */
export function remembered<K extends object, V>(rule: (argument: K) => V): (argument: K) => V {
  const known = new WeakMap<K, { readonly answer: V }>();
  return (argument) => {
    let entry = known.get(argument);
    if (entry === undefined) known.set(argument, (entry = { answer: rule(argument) }));
    return entry.answer;
  };
}

/**
 * `rule`, which answers a list of distinct arguments in order, with its answers kept: it is asked once for all that are
 * not known yet, and not at all where none is.
 */
export function rememberedList<K, V>(rule: (those: readonly K[]) => readonly V[]): (those: readonly K[]) => V[] {
  const known = new Map<K, V>();
  return (those) => {
    const missing = [...new Set(those)].filter((one) => !known.has(one));
    if (missing.length > 0) rule(missing).forEach((answer, i) => known.set(missing[i]!, answer));
    return those.map((one) => known.get(one)!);
  };
}
