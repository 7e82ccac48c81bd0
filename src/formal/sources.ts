/**
 * Coq sources as text: their sentences without comments and strings, what they import, and words that have no place in
 * a proof. The search is a second line; the first is that Coq names everything a theorem rests on.
 */

/** A source of the proofs: its path below their folder, with `/` and without `.v`, and its text. */
export interface CoqSource {
  readonly file: string;
  readonly text: string;
}

/**
 * The text with comments (which nest) and the insides of strings blanked, lines kept. Undefined where one does not end.
 */
export function bareText(text: string): string | undefined {
  let bare = '';
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '"') {
      // A string, also within a comment, where Coq reads strings too.
      const end = text.indexOf('"', i + 1);
      if (end < 0) return undefined;
      bare += blank(text.slice(i, end + 1));
      i = end;
    } else if (c === '(' && text[i + 1] === '*') {
      depth++;
      bare += '  ';
      i++;
    } else if (depth > 0 && c === '*' && text[i + 1] === ')') {
      depth--;
      bare += '  ';
      i++;
    } else bare += depth > 0 ? blank(c) : c;
  }
  return depth === 0 ? bare : undefined;
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/**
 * What a proof must not contain: ways to assume, to switch a check off, to reach outside, or to change what is shown.
 */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/\b(Admitted|admit|give_up|Abort\s+All)\b/, 'a proof left open'],
  [/\b(Axioms?|Parameters?|Conjectures?|Primitive|Register|Symbols?)\b/, 'an assumption'],
  [
    /\bbypass_check\b|\b(Unset|Set)\s+((Guard|Positivity|Universe)\s+Checking|Definitional\s+UIP)/,
    'a check switched off',
  ],
  [
    /\b(Declare\s+ML|Load|Redirect|Drop|Cd|Add\s+(Rec\s+)?(LoadPath|ML\s+Path)|(Separate\s+|Recursive\s+)?Extraction)\b/,
    'a way out of the proof',
  ],
  [
    /^\s*(Global\s+|#\[[^\]]*\]\s*)*(Notation|Infix|Reserved\s+Notation|Coercion|Canonical|Add\s+Printing)\b/m,
    'a notation or coercion that others see',
  ],
];

/** What is wrong with a source, a sentence each; none for a proof. */
export function sourceFaults({ file, text }: CoqSource): readonly string[] {
  const bare = bareText(text);
  if (bare === undefined) return [`${file}.v: a comment or a string does not end`];
  return FORBIDDEN.flatMap(([pattern, what]) => {
    const found = pattern.exec(bare);
    if (found === null) return [];
    const line = bare.slice(0, found.index + found[0].length).split('\n').length;
    return [`${file}.v, line ${line}: "${found[0].trim()}" is ${what}`];
  });
}

/** The logical name of a source below the prefix of the proofs: `growth/Finite` is `Wulff.growth.Finite`. */
export const logicalName = (file: string): string => `Wulff.${file.replaceAll('/', '.')}`;

/**
 * The sources of the proofs that this one requires, as their files: `From Wulff.growth Require Import Finite Shifts.`
 */
export function requiredSources(text: string): readonly string[] {
  return [
    ...(bareText(text) ?? '').matchAll(/From\s+Wulff((?:\.\w+)*)\s+Require\s+(?:Import\s+|Export\s+)?([^.]+)\./g),
  ].flatMap(([, folder = '', names = '']) =>
    names
      .trim()
      .split(/\s+/)
      .map((name) => [...folder.split('.').filter((each) => each !== ''), name].join('/')),
  );
}

/**
 * The sentences that open a source: its imports, scopes and settings, up to the first that is none. Of the proofs
 * only files of definitions are imported; the words of a statement mean what these and the libraries say.
 */
export function header(text: string): string {
  const lines: string[] = [];
  for (const line of (bareText(text) ?? '').split('\n')) {
    if (line.trim() === '') continue;
    if (
      !/^((From\s+[\w.]+\s+)?Require\s+Import|Import|(Local\s+)?Open\s+Scope|Set\s+Implicit|Unset\s+(Strict|Printing)\s+Implicit)\b[^.]*(\.[\w]+[^.]*)*\.\s*$/.test(
        line,
      )
    )
      break;
    const [required] = requiredSources(line);
    const said = withoutTactics(line.trim());
    if (said !== '' && (required === undefined || required.endsWith('Definitions'))) lines.push(said);
  }
  return lines.join('\n');
}

/**
 * The import without libraries that bring tactics alone, which say nothing in a sentence; empty where nothing else is
 * in it.
 */
function withoutTactics(line: string): string {
  if (/^From\s+(Interval|mathcomp\.(algebra_tactics|zify))\s+Require\s+Import\s/.test(line)) return '';
  if (!/^From\s+Coq\s+Require\s+Import\s/.test(line)) return line;
  const left = line.replaceAll(/\s+(Lra|Lia|Psatz|Classical)\b/g, '');
  return left.endsWith('Import.') ? '' : left;
}
