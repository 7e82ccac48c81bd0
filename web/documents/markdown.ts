/** A document of docs/ as HTML: formulas as MathML, links between documents, and figures that live. */
import { Marked, type Tokens } from 'marked';
import { escapeText } from '../../src/figures/charts/svg.ts';
import { typeset } from '../../src/figures/charts/typeset.ts';

/** A document, set. */
export interface SetDocument {
  readonly title: string;
  readonly html: string;
  /** Headings of the second level, by their ids. */
  readonly sections: readonly { readonly id: string; readonly title: string }[];
}

/** Where a document of this name lies on the site. */
export const pageOf = (name: string): string => `${name === 'README' ? 'index' : name}.html`;

/** `known`: the names of all documents, for links. */
export function setDocument(markdown: string, known: ReadonlySet<string>): SetDocument {
  const sections: { id: string; title: string }[] = [];
  const ids = new Map<string, number>();
  let title = '';
  const marked = new Marked({ gfm: true });
  marked.use({
    extensions: [formula('block', /^\$\$([^$]+)\$\$/), formula('inline', /^\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)/)],
    renderer: {
      heading({ tokens, depth, text }) {
        const words = this.parser.parseInline(tokens);
        const plain = text.replace(/[`*$]/g, '');
        if (depth === 1) title = plain;
        const slug = slugOf(plain);
        const seen = ids.get(slug) ?? 0;
        ids.set(slug, seen + 1);
        const id = seen === 0 ? slug : `${slug}-${seen}`;
        if (depth === 2) sections.push({ id, title: plain });
        return `<h${depth} id="${id}">${words}</h${depth}>\n`;
      },
      code({ text, lang }) {
        if (lang === 'explore') return liveFigure(text.trim());
        return `<pre tabindex="0"><code>${escapeText(text)}</code></pre>\n`;
      },
      codespan({ text }) {
        const code = `<code>${escapeText(text)}</code>`;
        const name = /^docs\/([\w-]+)\.md$/.exec(text)?.[1];
        return name !== undefined && known.has(name) ? `<a href="${pageOf(name)}">${code}</a>` : code;
      },
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const [, name, place = ''] = /^([\w-]+)\.md(#.*)?$/.exec(href) ?? [];
        return `<a href="${escapeText(name === undefined ? href : pageOf(name) + place)}">${words}</a>`;
      },
      image: ({ href, text }) => `<img src="${escapeText(href)}" alt="${escapeText(text)}" loading="lazy">`,
      table(token: Tokens.Table) {
        const cells = (row: readonly Tokens.TableCell[], tag: 'th' | 'td'): string =>
          `<tr>${row.map(({ tokens, align }) => `<${tag}${align === null ? '' : ` class="${align}"`}>${this.parser.parseInline(tokens)}</${tag}>`).join('')}</tr>`;
        const rows = token.rows.map((row) => cells(row, 'td')).join('');
        return `<div class="wide" tabindex="0" role="region" aria-label="Table"><table><thead>${cells(token.header, 'th')}</thead><tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  return { html: marked.parse(markdown, { async: false }), title, sections };
}

/** As GitHub makes anchors. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** A view of the explorer within the document. */
const liveFigure = (address: string): string =>
  `<figure class="live"><iframe src="../index.html?embed${escapeText(address)}" loading="lazy" title="The explorer: ${escapeText(address.replace(/^#\/|\?.*$/g, ''))}"></iframe>` +
  `<figcaption><a href="../index.html${escapeText(address)}">Open it in the explorer</a></figcaption></figure>\n`;

/** TeX between dollars, which Markdown would read otherwise. */
const formula = (level: 'block' | 'inline', pattern: RegExp) => ({
  name: `formula-${level}`,
  level,
  // A displayed formula begins a line, or any dollar of a paragraph would end it.
  start: (text: string) => {
    const at = level === 'block' ? text.search(/(?<=^|\n)\$\$/) : text.indexOf('$');
    return at < 0 ? undefined : at;
  },
  tokenizer: (text: string) => {
    const found = pattern.exec(text);
    return found === null ? undefined : { type: `formula-${level}`, raw: found[0], text: found[1]! };
  },
  renderer: ({ text }: Tokens.Generic) =>
    level === 'block'
      ? `<div class="wide" tabindex="0" role="region" aria-label="Formula">${typeset(`$$${text as string}$$`)}</div>`
      : typeset(`$${text as string}$`),
});
