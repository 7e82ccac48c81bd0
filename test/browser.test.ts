/** The library runs in a browser: bundled for one, it needs none of Node's modules and gives the same numbers. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { certifiedRadius, lpAdversary, uniform } from '../src/index.ts';

describe('the library in a browser', () => {
  it('bundles without Node and certifies the same radius', async () => {
    const out = mkdtempSync(join(tmpdir(), 'wulff-browser-'));
    try {
      await build({
        configFile: false,
        logLevel: 'silent',
        root: resolve(import.meta.dirname, '..'),
        build: {
          outDir: out,
          emptyOutDir: true,
          minify: false,
          lib: { entry: 'src/index.ts', formats: ['iife'], name: 'wulff', fileName: () => 'wulff.js' },
        },
      });
      const code = readFileSync(join(out, 'wulff.js'), 'utf8');
      expect(code).not.toMatch(/__vite-browser-external|require\(["']node:/);
      // A window without `process`, `require` or `Buffer`.
      const window = createContext({ console, performance, TextEncoder, TextDecoder, WebAssembly, atob, btoa });
      const call =
        "wulff.certifiedRadius(wulff.uniform('linf', 3072, { sigma: 1 }), wulff.lpAdversary(1, 3072), 0.9).radius";
      const radius: unknown = runInContext(`${code};${call}`, window);
      expect(radius).toBe(certifiedRadius(uniform('linf', 3072, { sigma: 1 }), lpAdversary(1, 3072), 0.9).radius);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
