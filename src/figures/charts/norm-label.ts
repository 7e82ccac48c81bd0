/** Names of norms as they are read. */

/** `ℓ_1` for `l1`, `ℓ_∞` for `linf`, `ℓ_p, p = 1.5` for `lp:1.5`; any other name as it is. `_` lowers a character. */
export function normLabel(name: string): string {
  if (name === 'linf') return 'ℓ_∞';
  if (name === 'l1' || name === 'l2') return `ℓ_${name.slice(1)}`;
  return name.startsWith('lp:') ? `ℓ_p, p = ${name.slice(3)}` : name;
}
