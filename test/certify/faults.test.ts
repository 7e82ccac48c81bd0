/** What goes wrong outside: one sentence, the right exit code, and no result lost. */
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { parseResultLog } from '../../src/certify/results/log-reader.ts';
import { run } from '../../src/cli/program.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { bytesOf, npyBytes, write } from './data/data-files.ts';
import { newFolder, writeImages, writeModel } from './template-models.ts';

const folder = newFolder();
const data = writeImages(folder, 12);
const model = writeModel(folder);

async function certify(
  options: Record<string, string | true>,
): Promise<{ code: number; stdout: string; stderr: string; sentence: string }> {
  const all: Record<string, string | true> = {
    model,
    data,
    noise: 'gaussian',
    sigma: '2',
    adversary: 'l2',
    n: '100',
    ...options,
  };
  const recorded = recordedIo();
  const argv = Object.entries(all).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, value]));
  const code = await run(['certify', ...argv], recorded.io);
  const stderr = recorded.stderr();
  return { code, stdout: recorded.stdout(), stderr, sentence: /^wulff: (.*)$/m.exec(stderr)?.[1] ?? '' };
}

describe('files', () => {
  it.runIf(existsSync('/dev/full'))('a full disk ends the run with 3', async () => {
    const { code, sentence } = await certify({ out: '/dev/full' });
    expect([code, sentence]).toEqual([3, 'Cannot write to /dev/full: no space left on the device. (--out)']);
  });

  it('an unreadable image ends the run with 2 and keeps the images before it', async () => {
    const pictures = join(folder, 'pictures');
    const rows = ['file,label'];
    mkdirSync(pictures);
    for (let i = 0; i < 68; i++) {
      const name = `${String(i).padStart(2, '0')}.png`;
      const png = await sharp(Buffer.alloc(3072, i), { raw: { width: 32, height: 32, channels: 3 } })
        .png()
        .toBuffer();
      // Its head is whole, so that its size can be told; its rows are not.
      writeFileSync(join(pictures, name), i === 66 ? png.subarray(0, png.length - 30) : png);
      rows.push(`${name},${i % 10}`);
    }
    writeFileSync(join(pictures, 'labels.csv'), `${rows.join('\n')}\n`);
    const out = join(folder, 'pictures.tsv');
    const { code, stderr, sentence } = await certify({ data: pictures, n: '20', out });
    expect(code).toBe(2);
    expect(sentence).toMatch(/66\.png/);
    expect(stderr).toContain(`Results so far are kept in ${out}; --resume goes on.`);
    expect(parseResultLog(readFileSync(out, 'utf8')).rows).toHaveLength(66);
  });

  it('labels without a class are told before anything is sampled', async () => {
    const count = 70;
    const pixels = new Float32Array(count * 3072).fill(0.5);
    const images = write(folder, 'x.npy', npyBytes({ descr: '<f4', shape: [count, 3, 32, 32], data: bytesOf(pixels) }));
    const classes = Uint8Array.from({ length: count }, (_, i) => (i === count - 1 ? 12 : i % 10));
    const labels = write(folder, 'y.npy', npyBytes({ descr: '|u1', shape: [count], data: classes }));
    const { code, sentence, stdout } = await certify({ data: `${images},${labels}` });
    expect(code).toBe(2);
    expect(sentence).toMatch(/labels up to 12, but the model has 10 classes \(0 to 9\)/);
    expect(stdout).toBe('');
  });
});

describe('models', () => {
  it('that give NaN on a noisy copy end the run with 3 and keep the images before it', async () => {
    const nan = writeModel(folder, { name: 'nan.onnx', nanBelow: -7.4 });
    const out = join(folder, 'nan.tsv');
    const { code, sentence } = await certify({ model: nan, n: '4000', out });
    expect(code).toBe(3);
    expect(sentence).toMatch(/a logit that is NaN or infinite for image \d+, noisy copy \d+/);
    const image = Number(/image (\d+)/.exec(sentence)![1]);
    expect(image).toBeGreaterThan(0);
    expect(parseResultLog(readFileSync(out, 'utf8')).rows.map(({ index }) => index)).toEqual(
      Array.from({ length: image }, (_, i) => i),
    );
  });

  it('that give NaN without noise are refused with 2', async () => {
    const { code, sentence } = await certify({ model: writeModel(folder, { name: 'nan1.onnx', nanBelow: 2 }) });
    expect(code).toBe(2);
    expect(sentence).toMatch(/NaN or infinite on images without noise/);
  });

  it('that are no models, or for other images, are refused with 2', async () => {
    const text = write(folder, 'text.onnx', 'not a model');
    expect(await certify({ model: text })).toMatchObject({ code: 2, stdout: '' });
    const cut = write(folder, 'cut.onnx', readFileSync(model).subarray(0, 5000));
    const { code, sentence } = await certify({ model: cut });
    expect(code).toBe(2);
    expect(sentence).toMatch(/cut.onnx is not an ONNX model, or was cut off/);
    const grey = writeModel(folder, { name: 'grey.onnx', channels: 1 });
    expect((await certify({ model: grey })).sentence).toMatch(/\[1, 32, 32\], but the data has \[3, 32, 32\]/);
  });

  it('of one batch are run in theirs, and in no other', async () => {
    const fixed = writeModel(folder, { name: 'fixed.onnx', batch: 6 });
    const free = await certify({});
    const bound = await certify({ model: fixed });
    const rows = (text: string): unknown[] => parseResultLog(text).rows.map(({ count, predict }) => [count, predict]);
    expect(rows(bound.stdout)).toEqual(rows(free.stdout));
    expect(await certify({ model: fixed, batch: '5' })).toMatchObject({ code: 2 });
  });
});

describe('options', () => {
  it.each<[Record<string, string | true>, RegExp]>([
    [{ resume: true }, /--resume continues a file: name it with --out/],
    [{ 'stop-at-radius': '1', 'relative-width': '0.1' }, /--stop-at-radius or --relative-width, not both/],
    [{ shard: '3/2' }, /i\/n with 1 <= i <= n, .*\(--shard\)/],
    [{ 'limit-time': '10' }, /--limit-time takes a time with its unit/],
    [{ engine: 'onx' }, /--engine is one of auto, onnx.*Did you mean "onnx"/],
    [{ device: 'gpu' }, /--device is one of cpu, webgpu, cuda/],
    [{ alpha: '0' }, /alpha/],
    [{ n: '0' }, /--n must be an integer >= 1/],
    [{ noise: 'gausian' }, /Did you mean "gaussian"/],
    [{ adversary: 'l2,l2' }, /l2 is named twice/],
    [{ lambda: '1' }, /--sigma|--lambda/],
    [{ data: 'nowhere.bin' }, /nowhere.bin/],
    [{ noise: 'splitting', adversary: 'l1', 'relative-width': '0.1' }, /enumerated, not sampled/],
    [{ noise: 'splitting', adversary: 'l1', 'input-range': '0..255' }, /need a model that takes 0..1/],
    [{ noise: 'uniform:linf', adversary: 'l1-box', 'input-range': '-1..1' }, /need a model that takes 0..1/],
  ])('%o are refused with a sentence', async (options, reason) => {
    const { code, stdout, sentence } = await certify(options);
    expect([code, stdout]).toEqual([2, '']);
    expect(sentence).toMatch(reason);
  });

  it('an --out that is there is not overwritten, and --resume tells which settings differ', async () => {
    const out = join(folder, 'there.tsv');
    expect((await certify({ out, max: '2' })).code).toBe(0);
    const before = readFileSync(out, 'utf8');
    expect((await certify({ out, max: '2' })).sentence).toMatch(
      /is there already: resume it, or choose another file\. \(--resume, --out\)/,
    );
    const { code, sentence } = await certify({ out, resume: true, sigma: '1', seed: '3' });
    expect(code).toBe(2);
    expect(sentence).toMatch(/sigma is 2 there and 1 here; lambda is 2 there and 1 here; seed is 0 there and 3 here/);
    expect(readFileSync(out, 'utf8')).toBe(before);
  });

  it('--limit-time begins no image after it', async () => {
    const out = join(folder, 'limited.tsv');
    const { code, stdout } = await certify({ out, 'limit-time': '0.00001s' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/No image was certified; --resume continues/);
  });
});
