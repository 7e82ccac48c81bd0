/** The doors of the package: what they export, that all of it can be named and is documented; docs/api.md shows it. */
import { describe, expect, it } from 'vitest';
import { publicSurface, type Entry, type PublicName } from './public-surface.ts';

const entries = publicSurface();

describe('the public surface', () => {
  it('has a door for the library, for Node, for pages, for figures and for the checker', () => {
    const doors = entries.map(({ specifier }) => specifier);
    expect(doors).toEqual(
      expect.arrayContaining(['wulff', 'wulff/node', 'wulff/browser', 'wulff/figures', 'wulff/checker']),
    );
  });

  it('lets every type be named that a public signature names', () => {
    const named = new Set(entries.flatMap(({ names }) => names.map(({ declared }) => declared)));
    const missing = entries.flatMap(({ specifier, names }) =>
      names.flatMap(({ name, types }) =>
        types
          .map((type) => `${type.name} (${type.file})`)
          .filter((type) => !named.has(type))
          .map((type) => `${type}, of ${specifier} ${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('documents every public name', () => {
    const bare = entries.flatMap(({ specifier, names }) =>
      names.filter(({ summary }) => summary === '').map(({ name }) => `${specifier} ${name}`),
    );
    expect(bare).toEqual([]);
  });

  it('is the one of docs/api.md (`npm run api` writes it)', async () => {
    await expect(apiPage(entries)).toMatchFileSnapshot('../docs/api.md');
  });
});

/** A section an entry: first a line a name, then the signatures. */
function apiPage(doors: readonly Entry[]): string {
  const rows = (names: readonly PublicName[]): string[] =>
    names.map(({ name, kind, summary }) => `| \`${name}\` | ${kind} | ${summary.replaceAll('|', '\\|')} |`);
  const sections = doors.map(({ specifier, file, names }) =>
    [
      `## ${specifier}`,
      `\`${file}\`, ${names.length} names.`,
      ['| name | kind | |', '| --- | --- | --- |', ...rows(names)].join('\n'),
      ['```ts', ...names.map(({ signature }) => signature), '```'].join('\n'),
    ].join('\n\n'),
  );
  return [
    '# API',
    'Every name the package exports, made by `npm run api` from the sources; a test fails when it is out of date.',
    ...sections,
    '',
  ].join('\n\n');
}
