/**
 * The documents as pages: every link leads somewhere, every formula is set, every document is listed, and nothing is
 * asked of anybody else.
 */
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { setDocument } from '../../web/documents/markdown.ts';
import { documentFiles } from '../../web/documents/site.ts';

const files = documentFiles();
const pages = files
  .filter(({ fileName }) => fileName.endsWith('.html'))
  .map(({ fileName, source }) => ({ name: fileName.slice('docs/'.length), document: parseHTML(source).document }));
const idsOf = new Map(
  pages.map(({ name, document }) => [name, new Set([...document.querySelectorAll('[id]')].map(({ id }) => id))]),
);

describe('the documents', () => {
  it('link to pages and sections that are there, and to the explorer', () => {
    const dead = pages.flatMap(({ name, document }) =>
      [...document.querySelectorAll('a[href]')]
        .map((link) => link.getAttribute('href')!)
        .filter((href) => {
          if (/^https?:/.test(href) || /^\.\.\/index\.html(#\/\w+.*)?$/.test(href)) return false;
          const [page = '', section] = href.split('#');
          const ids = idsOf.get(page === '' ? name : page);
          return ids === undefined || (section !== undefined && !ids.has(section));
        })
        .map((href) => `${name}: ${href}`),
    );
    expect(dead).toEqual([]);
  });

  it('are all in the list of documents, and have a title', () => {
    const listed = [...pages[0]!.document.querySelectorAll('.list a')].map((link) => link.getAttribute('href'));
    expect(pages.map(({ name }) => name).filter((name) => name !== 'index.html' && !listed.includes(name))).toEqual([]);
    expect(pages.filter(({ document }) => !/^.+ · wulff$/.test(document.title))).toEqual([]);
  });

  it('show figures that are there, and ask nobody else', () => {
    const sources = pages.flatMap(({ document }) =>
      [...document.querySelectorAll('[src], link[href]')].map(
        (each) => each.getAttribute('src') ?? each.getAttribute('href')!,
      ),
    );
    const there = (path: string): boolean =>
      path.startsWith('../index.html?embed#/') ||
      path === 'data:,' ||
      files.some(({ fileName }) => fileName === `docs/${path}`);
    expect(sources.filter((path) => !there(path))).toEqual([]);
    expect(files.find(({ fileName }) => fileName.endsWith('.css'))!.source).not.toMatch(/url\(|@import/);
  });

  it('have their formulas set, and no row of a table longer than its head', () => {
    const theory = pages.find(({ name }) => name === 'theory.html')!.document;
    expect(theory.querySelectorAll('math').length).toBeGreaterThan(30);
    const left = pages.flatMap(({ name, document }) => {
      for (const code of document.querySelectorAll('pre, code')) code.remove();
      return /\$|\\(?:frac|mathbb|le|rho)\b/.test(document.querySelector('article')!.textContent) ? [name] : [];
    });
    expect(left).toEqual([]);
    const radii = pages.find(({ name }) => name === 'MATH.html')!.document.querySelector('table')!;
    expect([...radii.querySelectorAll('tr')].map((row) => row.children.length)).toEqual(Array(22).fill(5));
  });
});

it('Markdown: formulas, links between documents, paths in code, figures that live', () => {
  const { html, title, sections } = setDocument(
    '# A *title*\n\n## On $p$\n\nIf $a_1 < b_2$ then `docs/MATH.md`, [there](data.md#x), \\$5.\n\n```explore\n#/growth?p=0.5\n```\n',
    new Set(['MATH', 'data']),
  );
  expect(title).toBe('A title');
  expect(sections).toEqual([{ id: 'on-p', title: 'On p' }]);
  expect(html).toMatch(
    /<math>.*<\/math> then <a href="MATH.html"><code>docs\/MATH.md<\/code><\/a>, <a href="data.html#x">/,
  );
  expect(html).toContain('src="../index.html?embed#/growth?p=0.5"');
});
