/**
 * A designed noise all the way: its file through `radius` of the command line, and through certification of a
 * half-space, whose truth is known.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { sampledPlan } from '../../src/certify/certify-plan.ts';
import { copyKernel } from '../../src/certify/copies/copy-kernel.ts';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { run } from '../../src/cli/program.ts';
import { designNoise, lpAdversary, parseNoiseFile } from '../../src/index.ts';
import { readNoiseFile } from '../../src/noise/file.ts';
import { marginalCdf } from '../../src/noise/product/marginal.ts';
import { fakeEngine } from '../certify/statistics/exact-law-engine.ts';
import { recordedIo } from '../cli/recorded-io.ts';

const dim = 12;
const folder = mkdtempSync(join(tmpdir(), 'wulff-designed-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('a designed product: the same radius from its file, and certificates of the truth', async () => {
  const scale = { sigma: 1 };
  const design = designNoise(lpAdversary(1, dim), { scale, rho: 0.9, rhos: [0.9], form: 'product', evaluations: 6 });
  const file = join(folder, 'designed.json');
  writeFileSync(file, JSON.stringify(design.file));

  const recorded = recordedIo();
  const argv = ['radius', '--noise', file, '--adversary', 'l1', '--sigma', '1', '--rho', '0.9', '--json'];
  expect(await run(argv, recorded.io)).toBe(0);
  const { rows } = JSON.parse(recorded.stdout()) as { rows: { radius: number }[] };
  // The command takes 0.9 as a decimal, the design as a double.
  expect(rows[0]!.radius / design.radius.radius).toBeCloseTo(1, 12);

  // The half-space x_1 < b, of true radius b: P[X_1 < b] = 0.9 at the designed radius, for the marginal is log-concave.
  const described = readNoiseFile(design.file);
  const noise = parseNoiseFile(design.file, scale);
  if (noise.family !== 'product') throw new Error('a product was asked for');
  const b = design.radius.radius;
  expect(marginalCdf(noise, b)).toBeCloseTo(0.9, 9);
  const kernel = copyKernel({ kind: 'file', file: described, lambda: noise.lambda }, 7);
  const copy = new Float32Array(dim);
  const engine = fakeEngine({ dim, classes: 2 }, (image, sample) => {
    kernel.copies(image, sample, 1, copy);
    return copy[0]! < b ? 0 : 1;
  });
  const plan = sampledPlan(noise, [parseCertifyAdversary('l1', dim)], { n0: 50, n: 4000 });
  const result = await certifyImage(engine, { index: 0, pixels: new Float32Array(dim), label: 0 }, plan);
  expect(result.predict).toBe(0);
  // Of 4000 votes fewer than 3450 or more than 3700 for a class of 0.9: below 1e-11.
  expect(result.count).toBeGreaterThan(3450);
  expect(result.count).toBeLessThan(3700);
  expect(result.radii.get('l1')!).toBeGreaterThan(0.7 * b);
  // False alarm: alpha = 0.001, with this seed once and for all.
  expect(result.radii.get('l1')!).toBeLessThanOrEqual(b);
});
