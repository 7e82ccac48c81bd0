/** The page under web/ certifies in a browser with the votes of the host: Chromium with its software adapter. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import type { PageRequest, PageResult } from '../../../web/certify-run.ts';
import { certifyRun, imagesInMemory, lpAdversary, parseSubject } from '../../../src/index.ts';
import { hostEngine, hostVotes, SEED } from './host-votes.ts';
import { linearLogits, modelFolder, PLANAR_SHAPE, SMALL_DIM, smallImage, writePlanarOnnx } from './small-models.ts';

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

/** The run of the page, on votes of the host. */
const hostRun = async ({ shape, index, noise, sigma, n }: PageRequest) =>
  certifyRun(
    {
      model: 'the linear model',
      data: await imagesInMemory([smallImage(index)], shape),
      choice: [index],
      subject: parseSubject(noise, { dim: SMALL_DIM, scale: { sigma } }, [lpAdversary(1, SMALL_DIM)], { n }),
      openEngine: ({ smoothing }) => Promise.resolve(hostEngine(smoothing)),
      seed: SEED,
    },
    { check: false },
  );

const NO_GPU = ['--disable-gpu', ...FLAGS.slice(2)];

describe.skipIf(!present)('the page in a browser', () => {
  it.each([
    { on: 'WebGPU', flags: FLAGS, device: /onnxruntime-web.*(?<!WebAssembly)$/ },
    { on: 'WebAssembly, where there is no WebGPU', flags: NO_GPU, device: /onnxruntime-web .*WebAssembly$/ },
  ])('certifies an image with the votes of the host: $on', async ({ on, flags, device }) => {
    const out = mkdtempSync(join(tmpdir(), 'wulff-web-'));
    const models = modelFolder();
    writePlanarOnnx(models);
    await build({
      configFile: resolve(import.meta.dirname, '../../../web/vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: out, emptyOutDir: true, minify: false },
    });
    const server = await serve([out, models]);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: flags, chromiumSandbox: false });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      await page.goto(server.url);
      await page.waitForFunction(() => 'wulff' in window);
      const request: PageRequest = {
        model: `${server.url}planar.onnx`,
        shape: PLANAR_SHAPE,
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
      const range = { first: 0, count: 300 };
      if (on === 'WebGPU') {
        const { counts } = await page.evaluate(([asked, drawn]) => window.wulff.votes(asked, drawn), [
          request,
          range,
        ] as const);
        expect(counts).toEqual(hostVotes(smoothing, 3, range, linearLogits).counts);
      }
      // The page's certificate is the one that the library's run gives on an engine with the host's votes.
      const [row] = (await hostRun(request)).rows;
      const { predict, rho, count, n, radii } = row!;
      // The same votes; the bounds to the last units, for a browser has Math functions of its own.
      expect(result).toMatchObject({ predict, count, n });
      expect(result.rho).toBeCloseTo(rho, 13);
      expect(result.radius).toBeCloseTo(radii.get('l1')!, 13);
      expect(result.device).toMatch(device);
      expect(result.rho).toBeGreaterThan(0);
      // Votes are a few integers; the logits of the contract with the model come down once, a few copies' in each of its companies.
      expect(result.bytesFromDevice).toBeLessThan(8192);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
      server.close();
      rmSync(out, { recursive: true, force: true });
    }
  });
});
