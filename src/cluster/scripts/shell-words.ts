/** Words of a shell's command line. */

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/**
 * Words joined to lines of at most about `width` columns, options at the beginning of lines, as a person would break
 * them.
 */
export function brokenCommand(words: readonly string[], indent: string, width = 110): string {
  const groups: string[] = [];
  for (const word of words) {
    if (groups.length === 0 || word.startsWith('--')) groups.push(word);
    else groups[groups.length - 1] += ` ${word}`;
  }
  const lines: string[] = [];
  for (const group of groups) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + group.length + 1 <= width) lines[lines.length - 1] = `${line} ${group}`;
    else lines.push(group);
  }
  return lines.map((line, i) => `${indent}${i === 0 ? '' : '  '}${line}`).join(' \\\n');
}

/** Words of options as a person wrote them in one argument: blanks separate, quotes keep together. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const [, word] of text.matchAll(/((?:"[^"]*"|'[^']*'|[^\s"'])+)/g)) {
    words.push(word!.replace(/"([^"]*)"|'([^']*)'/g, (_, a?: string, b?: string) => a ?? b ?? ''));
  }
  return words;
}
