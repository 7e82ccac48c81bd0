/** Plain words with TeX between dollars, as HTML with MathML: readable in every browser without a script or a font. */
import temml from 'temml';
import { escapeText } from './svg.ts';

/**
 * HTML of a statement: words are escaped, `$...$` becomes inline MathML, `$$...$$` a displayed formula, text between
 * backquotes becomes code. TeX that cannot be read is shown as it stands.
 */
export function typeset(statement: string): string {
  return statement
    .split(/(\$\$[^$]+\$\$|\$[^$]+\$|`[^`]+`)/)
    .map((part, i) => {
      if (i % 2 === 0) return escapeText(part);
      if (part.startsWith('`')) return `<code>${escapeText(part.slice(1, -1))}</code>`;
      return part.startsWith('$$') ? formula(part.slice(2, -2), true) : formula(part.slice(1, -1), false);
    })
    .join('');
}

function formula(tex: string, displayMode: boolean): string {
  try {
    return temml.renderToString(tex, { displayMode, throwOnError: true, annotate: false });
  } catch {
    return `<code>${escapeText(tex)}</code>`;
  }
}
