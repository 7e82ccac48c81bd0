/** One self-contained HTML page: no script, no font, no image, no request. */
import { REPORT_STYLE } from './style.ts';
import { escapeText } from '../charts/svg.ts';

/** A whole page around its content. */
export function reportPage(title: string, content: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Nothing may be fetched: the page says so to the browser as well.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeText(title)}</title>`,
    `<style>${REPORT_STYLE.trim()}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...content,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A column: its heading is text, or HTML where it says so; numbers are set right with tabular figures. */
export interface HtmlColumn {
  readonly header: string;
  readonly html?: true;
  readonly number?: boolean;
}

/** A table; cells and group headings are HTML. */
export function htmlTable(
  columns: readonly HtmlColumn[],
  rows: readonly (readonly string[] | { readonly group: string })[],
): string {
  const shape = (j: number): string => (columns[j]?.number === true ? ' class="number"' : '');
  const head = columns
    .map((column, j) => `<th${shape(j)}>${column.html === true ? column.header : escapeText(column.header)}</th>`)
    .join('');
  const body = rows.map((row) =>
    'group' in row
      ? `<tr class="group"><td colspan="${columns.length}">${row.group}</td></tr>`
      : `<tr>${row.map((cell, j) => `<td${shape(j)}>${cell}</td>`).join('')}</tr>`,
  );
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
}
