/** Tables of plain text, and curves of one line. */
import type { CommandIo } from './io.ts';

export interface Column {
  readonly header: string;
  /** Numbers right, words left. */
  readonly align: 'left' | 'right';
}

const ANSI = new RegExp('\\u001b\\[[0-9;]*m', 'g');

/** Columns a text takes up on a terminal, colours not counted. */
export const printedWidth = (text: string): number => [...text.replace(ANSI, '')].length;

/** Lines of a table: a header, a rule, one line per row; two spaces between columns, none at the ends of lines. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column, j) =>
    Math.max(printedWidth(column.header), ...rows.map((row) => printedWidth(row[j] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map((column, j) => {
        const cell = cells[j] ?? '';
        const padding = ' '.repeat(widths[j]! - printedWidth(cell));
        return column.align === 'right' ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.header)),
    line(widths.map((width) => '─'.repeat(width))),
    ...rows.map(line),
  ];
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** One bar a value, from 0 to the largest; blank where a value is not finite. */
export function sparkline(values: readonly number[]): string {
  const top = Math.max(0, ...values.filter(Number.isFinite));
  return values
    .map((value) => {
      if (!Number.isFinite(value) || top === 0) return ' ';
      return BARS[Math.min(BARS.length - 1, Math.floor((value / top) * BARS.length))] ?? ' ';
    })
    .join('');
}

/** Words broken into lines of at most `width` columns. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    if (line !== '' && printedWidth(`${indent}${line} ${word}`) > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}

/** A scale to six digits, for a heading. */
export const scaleText = (scale: number): string =>
  scale === Infinity ? 'infinite' : String(Number(scale.toPrecision(6)));

/** What a command prints: fitted to the terminal, or to COLUMNS; as it is into a file or a pipe. */
export const printed = (lines: readonly string[], io: CommandIo): string => ended(lines, io, io.stdoutIsTty);

/** The same for what it says on stderr. */
export const said = (lines: readonly string[], io: CommandIo): string => ended(lines, io, io.stderrIsTty);

function ended(lines: readonly string[], { columns, environment }: CommandIo, isTty: boolean): string {
  const fits = isTty || environment['COLUMNS'] !== undefined;
  return `${(fits ? fitted(lines, columns) : lines).join('\n')}\n`;
}

const RULE = /^─+( {2}─+)+$/;

/**
 * The lines of a text on a terminal of `width` columns: a table that is wider has each row on lines of its own, one for
 * each column, and other lines are broken between words.
 */
export function fitted(lines: readonly string[], width: number): string[] {
  const found: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const rule = (lines[i + 1] ?? '').replace(ANSI, '');
    if (!RULE.test(rule)) {
      found.push(...broken(lines[i]!, width));
      continue;
    }
    let end = i + 2;
    while (end < lines.length && lines[end] !== '') end++;
    const table = lines.slice(i, end);
    found.push(...(table.some((line) => printedWidth(line) > width) ? stacked(table, rule) : table));
    i = end - 1;
  }
  return found;
}

/** Rows of a table as blocks: its first cell, then a line for every other that is not empty. */
function stacked([head = '', , ...rows]: readonly string[], rule: string): string[] {
  const ends = [...rule.matchAll(/─+/g)].map(({ index, 0: dashes }) => [index, index + dashes.length] as const);
  const cells = (line: string): string[] => {
    const letters = [...line.replace(ANSI, '')];
    return ends.map(([from, to]) => letters.slice(from, to).join('').trim());
  };
  const headers = cells(head);
  const named = Math.max(...headers.map(printedWidth));
  return rows.flatMap((row) => {
    const [first = '', ...others] = cells(row);
    const lines = others.flatMap((cell, j) =>
      cell === '' ? [] : [`  ${(headers[j + 1] ?? '').padEnd(named)}  ${cell}`],
    );
    return [headers[0] === '' ? first : `${headers[0] ?? ''} ${first}`, ...lines];
  });
}

/** A line broken between words, the rest indented two columns further. */
function broken(line: string, width: number): string[] {
  if (printedWidth(line) <= width) return [line];
  const indent = /^ */.exec(line)![0];
  const [first = '', ...rest] = wrapped(line, width, indent);
  return [first, ...wrapped(rest.map((each) => each.trim()).join(' '), width, `${indent}  `)];
}
