/** The page under web/ certifies in a browser with the votes of the host: Chromium with its software adapter. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import type { PageRequest, PageResult } from '../../../web/certify-page.ts';
import { hostVotes, SEED } from './host-votes.ts';
import { LINEAR_SHAPE, linearLogits, modelFolder, SMALL_DIM, smallImage, writeLinearOnnx } from './small-models.ts';

const CHROMIUM = '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
if (!present) console.warn('skipped: the page in a browser (no /usr/bin/chromium; apt-get install chromium)');

const FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Serves folders under one address, until `close`. */
async function serve(folders: readonly string[]): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname).replace(/^\/$/, '/index.html');
    const file = folders.map((folder) => join(folder, path)).find((candidate) => existsSync(candidate));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

describe.skipIf(!present)('the page in a browser', () => {
  it('certifies an image with the votes of the host', async () => {
    const out = mkdtempSync(join(tmpdir(), 'wulff-web-'));
    const models = modelFolder();
    writeLinearOnnx(models);
    await build({
      configFile: resolve(import.meta.dirname, '../../../web/vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: out, emptyOutDir: true, minify: false },
    });
    const server = await serve([out, models]);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS, chromiumSandbox: false });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(server.url);
      await page.waitForFunction(() => 'wulff' in window);
      const request: PageRequest = {
        model: `${server.url}linear-5-n.onnx`,
        shape: LINEAR_SHAPE,
        pixels: [...smallImage(3).pixels],
        index: 3,
        noise: 'uniform:linf',
        sigma: 0.5,
        n: 300,
        seed: SEED,
        batch: 64,
      };
      const result: PageResult = await page.evaluate((asked) => window.wulff.certify(asked), request);
      const lambda = 0.5 * Math.sqrt(3);
      const smoothing = { kind: 'named', spec: 'uniform:linf', dim: SMALL_DIM, lambda } as const;
      expect(result.counts).toEqual(hostVotes(smoothing, 3, { first: 0, count: 300 }, linearLogits).counts);
      expect(result.device).toMatch(/onnxruntime-web/);
      expect(result.rho).toBeGreaterThan(0);
      expect(result.bytesFromDevice).toBeLessThan(1024);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      server.close();
      rmSync(out, { recursive: true, force: true });
    }
  });
});
