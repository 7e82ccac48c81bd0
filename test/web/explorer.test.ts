/**
 * The explorer in Chromium: every view without an error of the page, its numbers those of the library, its state in the
 * address, no request to anywhere else, and usable without a mouse or eyes as far as axe can tell.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../src/checker/claim-result.ts';
import { servedSite } from '../../src/cli/explore/explore.ts';
import {
  certifiedRadius,
  growth,
  laplace,
  lpAdversary,
  parseNoise,
  productNoise,
  vet,
  volume,
  vPolytope,
  wulffCrystal,
} from '../../src/index.ts';

const CHROMIUM = '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
if (!present) console.warn('skipped: the explorer in a browser (no /usr/bin/chromium; apt-get install chromium)');

/** Compressed bytes of what the first view loads: the aim of the page is 400 kB. */
const FIRST_LOAD = 400_000;

const VIEWS = ['radii', 'crystals', 'growth', 'vet', 'claims', 'certify'] as const;

describe.skipIf(!present)('the explorer', () => {
  const out = mkdtempSync(join(tmpdir(), 'wulff-explorer-'));
  let browser: Browser;
  let url = '';
  let close: () => void = () => undefined;
  const problems: string[] = [];
  const asked = new Set<string>();

  beforeAll(async () => {
    const report = join(out, 'claims.json');
    writeFileSync(report, JSON.stringify(SMALL_REPORT));
    process.env['WULFF_CLAIMS'] = report;
    await build({
      configFile: resolve(import.meta.dirname, '../../web/vite.config.ts'),
      logLevel: 'silent',
      build: { outDir: join(out, 'site'), emptyOutDir: true },
    });
    delete process.env['WULFF_CLAIMS'];
    const server = await servedSite(join(out, 'site'), 0);
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    close = () => {
      server.closeAllConnections();
      server.close();
    };
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      // No WebGPU: what a reader has whose browser lacks it.
      args: ['--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
      chromiumSandbox: false,
    });
  });

  afterAll(async () => {
    await browser?.close();
    close();
    rmSync(out, { recursive: true, force: true });
  });

  async function open(address: string): Promise<Page> {
    const page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(`${address}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${address}: ${message.text()}`);
    });
    page.on('request', (request) => asked.add(request.url()));
    await page.goto(`${url}${address.startsWith('docs/') ? '' : '#/'}${address}`);
    await page.waitForSelector('h1');
    return page;
  }

  it('reads off the certified l1 radius of Laplace noise at rho = 0.9, loading less than 400 kB', async () => {
    asked.clear();
    const page = await open('');
    const cell = page.locator('td[data-noise="laplace"]');
    await cell.waitFor();
    const { radius } = certifiedRadius(laplace(3072, { sigma: 1 }), lpAdversary(1, 3072), 0.9);
    const read = Number(await cell.textContent());
    expect(read).toBeLessThanOrEqual(radius);
    expect(read).toBeGreaterThan(radius * (1 - 1e-5));
    // Why uniform noise is steeper: the slopes at rho = 1/2 stand beside.
    expect(await page.locator('table.readings').textContent()).toMatch(/slope at ½/);
    const bytes = [...asked]
      .filter((each) => each.startsWith(url))
      .map(
        (each) =>
          gzipSync(readFileSync(join(out, 'site', new URL(each).pathname.replace(/^\/$/, 'index.html')))).length,
      );
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD);
    // The cursor moves by keys, and the reading with it.
    await page.locator('.figure.readable').focus();
    await page.keyboard.press('PageUp');
    await expect.poll(() => page.url()).toMatch(/rho=0\.95/);
    await expect.poll(async () => Number(await cell.textContent())).toBeGreaterThan(read);
    await page.close();
  });

  it('drags a corner of a polygon, and the crystal follows', async () => {
    const page = await open('crystals');
    await page.waitForSelector('[data-volume]');
    const handle = page.locator('.pad .handle').first();
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 25, box.y + box.height / 2 - 18, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.url()).toMatch(/corners=/);
    const corners = new URLSearchParams(page.url().split('?')[1]).get('corners')!;
    const vertices = corners.split(';').map((pair) => pair.split(',').map(Number));
    expect(vertices[0]![0]).toBeGreaterThan(1.1);
    const expected = volume(wulffCrystal(vPolytope(vertices.flatMap((v) => [v, v.map((x) => -x)])))).value;
    const shown = (at: Page) => async () => parseFloat((await at.locator('[data-volume]').textContent()) ?? '');
    await expect.poll(shown(page)).toBeCloseTo(expected, 4);
    // The address alone brings it back.
    const again = await open(page.url().split('#/')[1]!);
    await again.waitForSelector('[data-volume]');
    await expect.poll(shown(again)).toBeCloseTo(expected, 4);
    await again.close();
    await page.close();
  });

  it('turns a solid by keys', async () => {
    const page = await open('crystals?body=linf-3');
    await page.waitForSelector('.figure.turnable svg');
    const before = await page.locator('.figure.turnable svg').innerHTML();
    await page.locator('.figure.turnable').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.url()).toMatch(/azimuth=34/);
    await expect.poll(async () => page.locator('.figure.turnable svg').innerHTML()).not.toBe(before);
    await page.close();
  });

  it('shows the growth that the library computes', async () => {
    const page = await open('growth?noise=laplace&p=0.3&x=0.5&y=0.25');
    const place = page.locator('[data-growth]');
    await place.waitFor();
    const { value } = growth(parseNoise('laplace', 2, { sigma: 1 }), [0.5, 0.25], 0.3);
    expect(parseFloat((await place.textContent()) ?? '')).toBeCloseTo(value, 5);
    await page.close();
  });

  it('gives the verdict of the library on a formula, and a sentence on one that is wrong', async () => {
    const page = await open('vet?form=product&formula=exp(-abs(x))&d=1&adversary=l1');
    const report = vet(productNoise('exp(-abs(x))', 1, { sigma: 1 }), lpAdversary(1, 1), { samples: 100_000 });
    await expect
      .poll(async () => page.locator('[data-verdict]').getAttribute('data-verdict'), { timeout: 60_000 })
      .toBe(report.verdict);
    await page.locator('input[name=formula]').fill('exp(-abs(x)');
    await page.waitForSelector('.failure', { timeout: 30_000 });
    expect(await page.locator('.failure').textContent()).toMatch(/formula|bracket|parenthes/i);
    await page.close();
  });

  it('lists the claims, found by words', async () => {
    const page = await open('claims');
    expect(await page.locator('article').count()).toBe(2);
    await page.locator('input[name=find]').fill('covariogram');
    await expect.poll(async () => page.locator('article').count()).toBe(1);
    expect(page.url()).toMatch(/find=covariogram/);
    await page.close();
  });

  it('has nothing serious for axe, light or dark', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
    const seriousOf = async (view: string): Promise<string[]> => {
      const page = await open(view === 'vet' ? 'vet?formula=exp(-abs(x))&d=1' : view);
      if (view !== 'claims' && view !== 'certify' && !view.startsWith('docs/')) {
        await page.waitForSelector('.figure svg, .figure canvas', { timeout: 60_000 });
      }
      await page.evaluate(axe);
      const serious: string[] = [];
      // A page is made once and looked at in both schemes.
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate(
          async () =>
            (
              await (
                window as unknown as {
                  axe: {
                    run: () => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
                  };
                }
              ).axe.run()
            ).violations,
        );
        serious.push(
          ...found
            .filter(({ impact }) => impact === 'serious' || impact === 'critical')
            .map(({ id, nodes }) => `${view}, ${colorScheme}: ${id}: ${nodes[0]!.html.slice(0, 160)}`),
        );
      }
      await page.close();
      return serious;
    };
    const looked: string[] = [];
    const waiting: string[] = [...VIEWS, 'docs/tutorial.html', 'docs/MATH.html'];
    // Two pages at a time: while one loads, the other is looked at.
    const lookAtRest = async (): Promise<void> => {
      for (let view = waiting.shift(); view !== undefined; view = waiting.shift())
        looked.push(...(await seriousOf(view)));
    };
    await Promise.all([lookAtRest(), lookAtRest()]);
    expect(looked).toEqual([]);
  });

  it('has said nothing on the console, and asked nobody else', () => {
    expect(problems).toEqual([]);
    expect([...asked].filter((each) => !each.startsWith(url) && !/^(blob|data):/.test(each))).toEqual([]);
  });
});

/** What `wulff verify --json` would say of two claims. */
const claim = (id: string, title: string): ClaimResult => ({
  id,
  title,
  statement: '$o^{1/d}$ is concave.',
  hypotheses: [],
  source: 'MATH.md',
  axioms: [],
  restsOn: [],
  inWords: [],
  status: 'holds',
  level: 'property',
  parts: [{ id: 'only', statement: 'It is.', about: 'theorem', implements: [], level: 'property' }],
  evidence: [],
  formal: [],
  mutants: [],
  ms: 1,
  replay: null,
});
const SMALL_REPORT = {
  schema: 'wulff.verify/1',
  level: 'quick',
  seed: 1,
  summary: { claims: 2, hold: 2, mutants: 0, killed: 0 },
  claims: [claim('U1', 'The root of the covariogram is concave'), claim('G1', 'Neyman and Pearson')],
};
