/** The page under web/, built and served to Chromium, which has a software adapter for WebGPU or none. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const CHROMIUM = '/usr/bin/chromium';

/** Whether there is a browser; says so where there is none. */
export function hasChromium(): boolean {
  const present = existsSync(CHROMIUM);
  if (!present) console.warn('skipped: the page in a browser (no /usr/bin/chromium; apt-get install chromium)');
  return present;
}

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

/** What of a browser's kinds a page is opened in. */
export const BROWSERS = [
  { on: 'WebGPU', flags: FLAGS, device: /onnxruntime-web.*(?<!WebAssembly)$/ },
  {
    on: 'WebAssembly, where there is no WebGPU',
    flags: ['--disable-gpu', ...FLAGS.slice(2)],
    device: /onnxruntime-web .*WebAssembly$/,
  },
] as const;

/** Builds the page into a folder of its own, which the caller removes. */
export async function buildPage(): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'wulff-web-'));
  await build({
    configFile: resolve(import.meta.dirname, '../../../web/vite.config.ts'),
    logLevel: 'silent',
    build: { outDir: out, emptyOutDir: true, minify: false },
  });
  return out;
}

/** Opens the page of some folders, the built one and one of models. Throws what the page threw. */
export async function onServedPage(
  flags: readonly string[],
  folders: readonly string[],
  use: (page: Page, url: string) => Promise<void>,
): Promise<void> {
  const server = await serve(folders);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...flags], chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(server.url);
    await page.waitForFunction(() => 'wulff' in window);
    await use(page, server.url);
    if (problems.length > 0) throw new Error(`The page threw: ${problems.join('; ')}`);
  } finally {
    await browser.close();
    server.close();
  }
}
