/** The documents of docs/ as pages of the site, with a way from each to every other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escapeText } from '../../src/figures/charts/svg.ts';
import { pageOf, setDocument, type SetDocument } from './markdown.ts';

/** A file of the site, by its path in it. */
export interface SiteFile {
  readonly fileName: string;
  readonly source: string;
}

const WEB = join(import.meta.dirname, '..');
const DOCS = join(WEB, '..', 'docs');

/** Every page, the look that they share with the explorer, and the figures that they show. */
export function documentFiles(): SiteFile[] {
  const names = readdirSync(DOCS).flatMap((file) => /^(.*)\.md$/.exec(file)?.[1] ?? []);
  const known = new Set(names);
  const groups = contents();
  const pages = names.map((name) => {
    const document = setDocument(readFileSync(join(DOCS, `${name}.md`), 'utf8'), known);
    return { fileName: `docs/${pageOf(name)}`, source: page(name, document, groups) };
  });
  const shown = new Set(
    pages.flatMap(({ source }) => [...source.matchAll(/<img src="([^":]+\.svg)"/g)].map((found) => found[1]!)),
  );
  return [
    ...pages,
    ...[...shown].map((path) => ({ fileName: `docs/${path}`, source: readFileSync(join(DOCS, path), 'utf8') })),
    {
      fileName: 'docs/documents.css',
      source: ['style.css', 'documents/documents.css'].map((file) => readFileSync(join(WEB, file), 'utf8')).join('\n'),
    },
  ];
}

/** A heading of the list of documents and what stands under it. */
interface Group {
  readonly title: string;
  readonly entries: readonly { readonly name: string; readonly title: string }[];
}

/** The list of documents, as docs/README.md has it. */
function contents(): Group[] {
  const text = readFileSync(join(DOCS, 'README.md'), 'utf8');
  return text
    .split(/^\*\*(.+)\*\*$/m)
    .slice(1)
    .reduce<Group[]>((groups, part, i, parts) => {
      if (i % 2 === 1) return groups;
      const entries = [...parts[i + 1]!.matchAll(/\[([^\]]+)\]\(([\w-]+)\.md\)/g)].map(([, title, name]) => ({
        name: name!,
        title: title!,
      }));
      return [...groups, { title: part, entries }];
    }, []);
}

function page(name: string, { html, title, sections }: SetDocument, groups: readonly Group[]): string {
  const link = (entry: Group['entries'][number]): string =>
    `<li><a href="${pageOf(entry.name)}"${entry.name === name ? ' aria-current="page"' : ''}>${escapeText(entry.title)}</a></li>`;
  const list = groups
    .map((group) => `<p>${escapeText(group.title)}</p><ul>${group.entries.map(link).join('')}</ul>`)
    .join('');
  const within =
    sections.length < 3
      ? ''
      : `<nav class="within" aria-label="On this page"><p>On this page</p><ul>${sections.map((each) => `<li><a href="#${each.id}">${escapeText(each.title)}</a></li>`).join('')}</ul></nav>`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escapeText(title)} · wulff</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="documents.css">
  </head>
  <body class="documents">
    <a class="skip" href="#text">Skip to the text</a>
    <header class="top">
      <a class="brand" href="../index.html">wulff</a>
      <nav aria-label="Site"><a href="../index.html">Explorer</a><a href="index.html" aria-current="true">Documents</a></nav>
    </header>
    <main>
      <nav class="list" aria-label="All documents">${list}</nav>
      <article id="text" tabindex="-1">${html}</article>
      ${within}
    </main>
  </body>
</html>
`;
}
