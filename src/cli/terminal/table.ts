/** Tables of plain text, and curves of one line. */

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
