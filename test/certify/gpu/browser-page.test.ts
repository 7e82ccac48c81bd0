/** The page under web/ certifies in a browser with the votes of the host: Chromium with its software adapter. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageRequest, PageResult } from '../../../web/certify-run.ts';
import { certifyRun, imagesInMemory, lpAdversary, parseSubject } from '../../../src/index.ts';
import { hostEngine, hostVotes, SEED } from './host-votes.ts';
import { BROWSERS, buildPage, hasChromium, onServedPage } from './served-page.ts';
import { linearLogits, modelFolder, PLANAR_SHAPE, SMALL_DIM, smallImage, writePlanarOnnx } from './small-models.ts';

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

describe.skipIf(!hasChromium())('the page in a browser', () => {
  let site = '';
  beforeAll(async () => {
    site = await buildPage();
  });
  afterAll(() => rmSync(site, { recursive: true, force: true }));

  it.each(BROWSERS)('certifies an image with the votes of the host: $on', async ({ flags, device }) => {
    const models = modelFolder();
    writePlanarOnnx(models);
    await onServedPage(flags, [site, models], async (page, url) => {
      const request: PageRequest = {
        model: `${url}planar.onnx`,
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
      const { counts } = await page.evaluate(([asked, drawn]) => window.wulff.votes(asked, drawn), [
        request,
        range,
      ] as const);
      expect(counts).toEqual(hostVotes(smoothing, 3, range, linearLogits).counts);
      // The page's certificate is the one that the library's run gives on an engine with the host's votes.
      const [row] = (await hostRun(request)).rows;
      const { predict, rho, count, n, radii } = row!;
      // The same votes; the bounds to the last units, for a browser has Math functions of its own.
      expect(result).toMatchObject({ predict, count, n });
      expect(result.rho).toBeCloseTo(rho, 13);
      expect(result.radius).toBeCloseTo(radii.get('l1')!, 13);
      expect(result.device).toMatch(device);
      expect(result.rho).toBeGreaterThan(0);
      // Votes are a few integers; the logits of the contract with the model come down once, a few copies' in each of
      // its companies.
      expect(result.bytesFromDevice).toBeLessThan(8192);
    });
  });
});
