/**
 * The repository's models in a browser, on the grid of their images: the votes of Node's processor, but for near-ties.
 * Long mode only: a software adapter takes seconds for a copy.
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lpAdversary } from '../../src/index.ts';
import { openDataSet } from '../../src/certify/data/open-data-set-node.ts';
import { openEngine } from '../../src/certify/engines/open-engine-node.ts';
import { openSubject } from '../../src/certify/grid/grid-subject.ts';
import type { PageRequest } from '../../web/certify-run.ts';
import { BROWSERS, buildPage, hasChromium, onServedPage } from '../certify/gpu/served-page.ts';
import { LONG, TIME } from './campaign.ts';

const SHAPE = [3, 32, 32] as const;
const DIM = 3072;
const SEED = 20;
const NOISES = [
  ['uniform', 'uniform:linf'],
  ['gaussian', 'gaussian'],
  ['laplace', 'laplace'],
] as const;
const MODELS = resolve(import.meta.dirname, '../../models');
const COPIES = { WebGPU: 16, WebAssembly: 200 } as const;

describe.skipIf(!LONG || !hasChromium())('the shipped models in a browser', () => {
  let site = '';
  beforeAll(async () => {
    site = await buildPage();
  }, TIME);
  afterAll(() => rmSync(site, { recursive: true, force: true }));

  it.each(BROWSERS)('have the votes of the processor: $on', { timeout: TIME }, async ({ on, flags }) => {
    const count = COPIES[on === 'WebGPU' ? on : 'WebAssembly'];
    const data = await openDataSet(resolve(MODELS, '../samples/cifar10-100'));
    const image = await data.read(7);
    await onServedPage(flags, [site, MODELS], async (page, url) => {
      for (const [name, noise] of NOISES) {
        const file = `cifar-resnet10-${name}-050.onnx`;
        const request: PageRequest = {
          ...{ model: `${url}${file}`, shape: SHAPE, pixels: [...image.pixels], index: image.index },
          ...{ noise, sigma: 0.5, grid: 255, n: count, seed: SEED, batch: 8 },
        };
        const range = { first: 0, count };
        const there = await page.evaluate(([asked, drawn]) => window.wulff.votes(asked, drawn), [
          request,
          range,
        ] as const);
        const place = { dim: DIM, scale: { sigma: 0.5 }, dataGrid: 255 };
        const { smoothing } = await openSubject(noise, place, [lpAdversary(1, DIM)]);
        const engine = await openEngine({ model: resolve(MODELS, file), smoothing, seed: SEED, engine: 'onnx' });
        const here = await engine.votes(image, range);
        await engine.close();
        const apart = there.counts.reduce((sum, each, c) => sum + Math.abs(each - here.counts[c]!) / 2, 0);
        const ties = here.nearTies.reduce((sum, each) => sum + each, 0);
        console.log(`${on}, ${noise}: ${apart} of ${count} votes differ, ${ties} near-ties`);
        expect(there.counts.reduce((sum, each) => sum + each, 0)).toBe(count);
        expect(apart).toBeLessThanOrEqual(ties);
      }
    });
  });
});
