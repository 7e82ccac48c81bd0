/** Help on narrow terminals. */
import { printedWidth, wrapped } from './table.ts';

/** Room that the second column of a list needs; with less, it goes on under the first. */
const LEAST_COLUMN = 24;

/**
 * The text in lines of at most `width` columns: paragraphs are filled anew, the second column of a list goes on below
 * itself. Commands to copy, which begin with "$", and what continues them stay whole.
 */
export function fittedHelp(text: string, width: number): string {
  const lines = text.split('\n');
  const fitted: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    const fits = paragraph.every((line) => printedWidth(line) <= width);
    fitted.push(...(fits ? paragraph : wrapped(paragraph.join(' '), width)));
    paragraph = [];
  };
  let command = false;
  for (const line of lines) {
    // "Noises:   gaussian, ..." has a second column as options have.
    if (/^\S/.test(line) && !/ {2}/.test(line)) {
      paragraph.push(line);
      continue;
    }
    endParagraph();
    command = /^\s*\$ /.test(line) || (command && line !== '');
    if (command || printedWidth(line) <= width) fitted.push(line);
    else fitted.push(...fittedItem(line, width));
  }
  endParagraph();
  return fitted.join('\n');
}

/** A line of a list: "  --seed <s>   seed of the sampling", or words alone. */
function fittedItem(line: string, width: number): string[] {
  const [, indent = '', term, gap = '', rest = ''] = /^( *)(?:(\S.*?)( {2,}))?(\S.*)$/.exec(line) ?? [];
  if (term === undefined) return wrapped(rest, width, indent);
  const column = indent.length + printedWidth(term) + gap.length;
  const below = width - column >= LEAST_COLUMN ? ' '.repeat(column) : `${indent}    `;
  const words = wrapped(rest, width, below);
  return below.length === column
    ? [indent + term + gap + (words[0] ?? '').trimStart(), ...words.slice(1)]
    : [indent + term, ...words];
}
