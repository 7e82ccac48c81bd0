/** Builds the site of this folder, the explorer and the documents: `npm run web:build`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import type { ClaimResult } from '../src/checker/claim-result.ts';
import { claimArticle } from '../src/figures/report/claims.ts';
import { documentFiles } from './documents/site.ts';

/** The JSON document of `wulff verify --json`, as far as the page needs it. */
interface VerifyDocument {
  readonly level: string;
  readonly seed: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly claims: readonly ClaimResult[];
}

/**
 * The module `wulff:claims`: the report (web/claims.json, or WULFF_CLAIMS) as articles, their formulas set when the
 * page is built.
 */
function claims(): Plugin {
  const name = 'wulff:claims';
  const file = process.env['WULFF_CLAIMS'] ?? join(import.meta.dirname, 'claims.json');
  return {
    name,
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => {
      if (id !== `\0${name}`) return null;
      if (!existsSync(file)) return 'export const report = null;';
      const { level, seed, summary, claims: found } = JSON.parse(readFileSync(file, 'utf8')) as VerifyDocument;
      const browsed = found.map((claim) => ({
        id: claim.id,
        level: claim.level,
        words: `${claim.id} ${claim.title} ${claim.statement} ${claim.source}`.toLowerCase(),
        html: claimArticle(claim, new Set(found.map(({ id }) => id))),
      }));
      return `export const report = ${JSON.stringify({ effort: level, seed, summary, claims: browsed })};`;
    },
  };
}

/** The documents beside the page. */
const documents = (): Plugin => ({
  name: 'wulff:documents',
  generateBundle() {
    for (const file of documentFiles()) this.emitFile({ type: 'asset', ...file });
  },
});

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  logLevel: 'warn',
  plugins: [claims(), documents()],
  worker: { format: 'es' },
  build: {
    // Beside the compiled library, so that the package carries it.
    outDir: join(import.meta.dirname, '../dist/web'),
    emptyOutDir: true,
    // Names, versions and licence texts of all packages in the page, linked from it.
    license: { fileName: 'notices.md' },
    target: 'es2023',
    chunkSizeWarningLimit: 4000,
  },
});
