/** docs/claims.md: every claim, its level, what is checked of it, what it rests on, and what is in words only. */
import { LEVELS, speaksFor, type ClaimResult, type EvidenceLevel, type PartResult } from '../../src/checker/index.ts';

/** The page, from a run of all claims. */
export function claimsPage(results: readonly ClaimResult[]): string {
  const counts = [...LEVELS]
    .reverse()
    .map(
      (level) => `| \`${level}\` | ${results.filter((claim) => claim.level === level).length} | ${speaksFor(level)} |`,
    );
  return [
    '# The claims, and how far each is checked',
    'Made by `npm run pin` from a run of `wulff verify` (level quick, seed 1); a test fails when it is out of date.',
    'The level of a claim is that of the weakest thing it needs: of its steps, of the pieces of evidence in them (the strongest only of',
    'pieces that are marked as standing in for each other), and of the claims it rests on. Steps in words are checked by nothing; they',
    'and the axioms named are what a reader has to judge.',
    ['| level | claims | speaks for |', '| --- | --- | --- |', ...counts].join('\n'),
    [
      '| claim | level | steps, each at the level of its weakest needed piece | rests on | in words only |',
      '| --- | --- | --- | --- | --- |',
      ...results.map(row),
    ].join('\n'),
    '',
  ].join('\n\n');
}

function row(claim: ClaimResult): string {
  const { id, title, level, parts, restsOn, axioms, inWords } = claim;
  const grounds = [
    ...restsOn.map((ground) => `${ground.id} (${ground.level ?? 'none'})`),
    ...axioms.map((axiom) => `axiom ${axiom}`),
  ];
  const own = ownLevel(parts);
  const shown = own === level || level === null ? `${level ?? 'none'}` : `${level}; its own steps ${own}`;
  const cells = [`\`${id}\`: ${title}`, shown, steps(claim), grounds.join(', '), inWords.join('; ')];
  // TeX's double bar by its name: a bar would end the cell.
  return `| ${cells.map((cell) => cell.replaceAll('\\|', '\\Vert ').replaceAll('|', '\\|')).join(' | ')} |`;
}

function ownLevel(parts: readonly PartResult[]): EvidenceLevel | 'none' {
  const levels = parts
    .filter(({ about }) => about === 'theorem')
    .map(({ level }) => (level === null ? -1 : LEVELS.indexOf(level)));
  return LEVELS[Math.min(...levels)] ?? 'none';
}

/** "flow: symbolic (3 symbolic); polygon: instances (3 cases)". */
function steps(claim: ClaimResult): string {
  return claim.parts
    .map(({ id, about, level }) => {
      const pieces = claim.evidence.filter(({ part }) => part === id);
      const kinds = [...new Set(pieces.map(({ kind }) => kind))].map((kind) => {
        const own = pieces.filter((piece) => piece.kind === kind);
        if (kind === 'symbolic' || kind === 'interval') return `${own.length} ${kind}`;
        return `${own.reduce((sum, { runs }) => sum + runs, 0)} ${NAMES[kind]}`;
      });
      const sizes = [...new Set(pieces.flatMap(({ detail, words }) => sizesIn(detail.slice(words.length))))].join(', ');
      const what = `${kinds.join(', ')}${sizes === '' ? '' : `; ${sizes}`}`;
      return about === 'theorem' ? `${id}: ${level ?? 'none'} (${what})` : `_${id}, the library_ (${what})`;
    })
    .join('<br>');
}

const NAMES = {
  instances: 'comparisons',
  enclosure: 'values enclosed',
  property: 'random cases',
  numeric: 'numeric comparisons',
  statistical: 'tests',
} as const;

/** The sizes that the kernel adds in brackets to the words of a piece: "d = 2 to 4". */
const sizesIn = (added: string): readonly string[] =>
  [...added.matchAll(/\b(d|n|n0|K|q|m|cells) = \d+( to \d+)?/g)].map(([size]) => size);
