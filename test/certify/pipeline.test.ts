/**
 * `wulff certify` from options to log: votes do not depend on how the work is cut; units; what the check of the model
 * says.
 */
import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseResultLog } from '../../src/certify/results/log-reader.ts';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { labelOf, newFolder, writeImages, writeModel } from './template-models.ts';

const folder = newFolder();
const data = writeImages(folder, 70);
const model = writeModel(folder);
let logs = 0;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function certify(options: Record<string, string | true>): Promise<Outcome> {
  const all: Record<string, string | true> = {
    model,
    data,
    noise: 'gaussian',
    sigma: '4',
    adversary: 'l2',
    n: '400',
    max: '12',
    ...options,
  };
  const recorded = recordedIo();
  const argv = Object.entries(all).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value]));
  const code = await run(['certify', ...argv], recorded.io);
  return { code, stdout: recorded.stdout(), stderr: recorded.stderr() };
}

async function log(options: Record<string, string | true> = {}): Promise<{ path: string; text: string } & Outcome> {
  const path = join(folder, `${++logs}.tsv`);
  const outcome = await certify({ ...options, out: path });
  expect(outcome.stderr).not.toMatch(/^wulff:/m);
  return { path, text: readFileSync(path, 'utf8'), ...outcome };
}

const withoutTimes = (text: string): string => text.replace(/\d+:\d\d:\d\d\.\d{6}/g, '-');

describe('a run', () => {
  it('does not depend on batches or shares, to the last digit', async () => {
    const whole = withoutTimes((await log()).text);
    expect(parseResultLog(whole.replaceAll('-\t', '0:00:00\t')).rows).toHaveLength(12);
    for (const batch of ['1', '37', '4096']) expect(withoutTimes((await log({ batch })).text)).toBe(whole);
    for (const parts of [2, 5]) {
      const paths: string[] = [];
      for (let part = 1; part <= parts; part++) paths.push((await log({ shard: `${part}/${parts}` })).path);
      const merged = join(folder, `merged-${parts}.tsv`);
      const recorded = recordedIo();
      expect(await run(['merge', ...paths.reverse(), '--out', merged], recorded.io)).toBe(0);
      expect(recorded.stderr()).toBe(`12 images from ${parts} logs.\n`);
      expect(withoutTimes(readFileSync(merged, 'utf8'))).toBe(whole);
    }
    const other = withoutTimes((await log({ seed: '1' })).text);
    expect(other.split('\n').slice(2)).not.toEqual(whole.split('\n').slice(2));
  });

  it('stopped early and continued is the whole run', async () => {
    const whole = await log({ 'stop-at-radius': '2,4', n: '2000' });
    const part = await log({ 'stop-at-radius': '2,4', n: '2000', max: '5' });
    const recorded = await certify({ 'stop-at-radius': '2,4', n: '2000', out: part.path, resume: true });
    expect(recorded.code).toBe(0);
    expect(recorded.stderr).toContain('has 5 of 12 images; going on');
    expect(withoutTimes(readFileSync(part.path, 'utf8'))).toBe(withoutTimes(whole.text));
    const again = await certify({ 'stop-at-radius': '2,4', n: '2000', out: part.path, resume: true });
    expect(again.stdout).toMatch(/12 images,/);
    expect(again.stderr).not.toContain('of this run: ');
  });

  it('with a torn last row does that image again', async () => {
    const { path, text } = await log();
    truncateSync(path, readFileSync(path).length - 9);
    const { code, stderr } = await certify({ out: path, resume: true });
    expect(code).toBe(0);
    expect(stderr).toContain('ended within a line, which was cut off');
    expect(stderr).toContain('has 11 of 12 images');
    expect(withoutTimes(readFileSync(path, 'utf8'))).toBe(withoutTimes(text));
  });

  it('that stops at radii is summed up at those', async () => {
    const { stdout } = await certify({ 'stop-at-radius': '3.5,1.25', out: join(folder, 'stop.tsv') });
    expect(stdout).toMatch(/l2 radius +0 +1.25 +3.5\n/);
  });

  it('chooses images as asked and tells their labels', async () => {
    const { rows } = parseResultLog((await log({ skip: '9', max: '6' })).text);
    expect(rows.map(({ index }) => index)).toEqual([0, 9, 18, 27, 36, 45]);
    expect(rows.map(({ label }) => label)).toEqual(rows.map(({ index }) => labelOf(index)));
  });

  it('writes the log to stdout where no file is named, and one document under --json', async () => {
    const text = await certify({ max: '3' });
    expect(text.code).toBe(0);
    expect(parseResultLog(text.stdout).rows).toHaveLength(3);
    expect(text.stderr).toMatch(/3 images, 100.0 % right/);
    const json = await certify({ max: '3', json: true });
    const document = JSON.parse(json.stdout) as Record<string, unknown> & { images: Record<string, unknown>[] };
    expect(document).toMatchObject({
      schema: 'wulff.certify/1',
      settings: { noise: 'gaussian', sigma: 4, n: 400, n0: 100, alpha: 0.001, adversaries: ['l2'], seed: 0 },
      summary: { planned: 3, images: 3, right: 3, abstained: 0 },
      run: { images: 3, samples: 1500 },
    });
    expect(document.images[1]).toMatchObject({ index: 1, label: 7, predict: 7, correct: true, n: 400 });
  });

  it('certifies against several adversaries from the same votes', async () => {
    const { rows } = parseResultLog((await log({ adversary: 'l2,l1,linf' })).text);
    for (const { radii, rho } of rows.filter(({ predict }) => predict >= 0)) {
      expect(radii.get('l1')).toBe(radii.get('l2'));
      expect(radii.get('linf')! * Math.sqrt(3072)).toBeCloseTo(radii.get('l2')!, 6);
      expect(rho).toBeGreaterThan(0.5);
    }
  });

  it('enumerates splitting noise and says so', async () => {
    const { text, code } = await log({ noise: 'splitting', sigma: '0.5', adversary: 'l1', max: '3' });
    expect(code).toBe(0);
    const { settings, rows } = parseResultLog(text);
    expect(settings).toMatchObject({ noise: 'splitting,levels=255', alpha: 0, n0: 0, n: 442 });
    expect(rows.every(({ n }) => n === 442)).toBe(true);
  });
});

describe('units and conventions', () => {
  it('are those of data in [0, 1] whatever the model takes', async () => {
    const unit = parseResultLog((await log()).text);
    const bytes = writeModel(folder, { name: 'bytes.onnx', range: [0, 255] });
    const found = parseResultLog((await log({ model: bytes, 'input-range': '0..255' })).text);
    expect(found.settings).toMatchObject({ sigma: 4, lambda: 4, input: 'nchw rgb 0..255' });
    expect(found.rows.map(({ count, radii }) => [count, radii])).toEqual(
      unit.rows.map(({ count, radii }) => [count, radii]),
    );
  });

  it('cover the order of channels', async () => {
    const bgr = writeModel(folder, { name: 'bgr.onnx', bgr: true });
    const { text, stderr } = await log({ model: bgr, channels: 'bgr', sigma: '2' });
    expect(parseResultLog(text).rows.every(({ correct }) => correct)).toBe(true);
    expect(stderr).not.toContain('Warning');
  });
});

describe('the check of the model', () => {
  const check = async (options: Record<string, string>): Promise<string> =>
    (await certify({ n: '20', max: '70', sigma: '2', ...options })).stderr;

  it('finds nothing wrong with a model that is fed as it was trained', async () => {
    const stderr = await check({});
    expect(stderr).toMatch(
      /Model on 64 images of this run: 100.0 % right without noise, (9\d\.\d|100.0) % of noisy copies/,
    );
    expect(stderr).not.toContain('Warning');
  });

  it('sees a wrong order of channels, also where it costs accuracy under noise only', async () => {
    const bgr = writeModel(folder, { name: 'bgr2.onnx', bgr: true });
    expect(await check({ model: bgr })).toMatch(
      /Warning: The model has 1\d\d of 256 noisy copies right, but 2[3-5]\d with its channels in the order bgr: say that it takes bgr\. \(--channels\)/,
    );
  });

  it('sees a wrong range of values', async () => {
    const bytes = writeModel(folder, { name: 'bytes2.onnx', range: [0, 255] });
    expect(await check({ model: bytes })).toMatch(
      /but 64 with values in 0..255: say that it takes 0..255\. \(--input-range\)/,
    );
  });

  it('sees another order of classes', async () => {
    const other = writeModel(folder, { name: 'order.onnx', order: (k) => (k + 3) % 10 });
    expect(await check({ model: other })).toMatch(/Renumbering its classes would make the model right on 64 of 64/);
  });

  it('sees a model that the noise is too much for', async () => {
    expect(await check({ sigma: '300' })).toMatch(/Warning: Under this noise the model is no better than chance/);
    // At sigma 12 about 19 % of the copies are right, which is hardly told from chance; at 8 it is.
    expect(await check({ sigma: '8' })).toMatch(/Warning: Under this noise the model loses most of its accuracy/);
  });
});
