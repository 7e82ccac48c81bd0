/** Options by the names that the library has for them, as flags of the command line. */

/** " (--batch, --data-layout)" of the options by which an error is settled. */
export function flagsThatSettle(settings: readonly string[]): string {
  if (settings.length === 0) return '';
  const flags = settings.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  return ` (${flags.join(', ')})`;
}
