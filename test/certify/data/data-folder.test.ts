/** Folders of pictures: labels, colours, sizes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openDataSet } from '../../../src/certify/data/open-data-set-node.ts';
import { InvalidInput } from '../../../src/numeric/invalid-input.ts';
import { someByte, temporaryFolder, write } from './data-files.ts';

const folder = temporaryFolder();

/** A PNG of `someByte` for this image. */
function picture(image: number, channels: 1 | 3 | 4 = 3, width = 6, height = 4): Promise<Buffer> {
  const bytes = Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const place = Math.floor(at / channels);
    return at % channels === 3 ? 255 : someByte(image, at % channels, Math.floor(place / width), place % width);
  });
  return sharp(bytes, { raw: { width, height, channels } })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png()
    .toBuffer();
}

const expectedPixels = (image: number, channels: 1 | 3, width = 6, height = 4): Float32Array =>
  Float32Array.from({ length: channels * height * width }, (_, at) => {
    const place = at % (height * width);
    return someByte(image, Math.floor(at / (height * width)), Math.floor(place / width), place % width) / 255;
  });

async function refusal(path: string, options: Parameters<typeof openDataSet>[1] = {}): Promise<string> {
  try {
    const data = await openDataSet(path, options);
    for (let i = 0; i < data.size; i++) await data.read(i);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as InvalidInput).message;
  }
  throw new Error(`${path} was accepted`);
}

describe('a folder of pictures', () => {
  it('with labels.csv: the order of the list, numbers or names', async () => {
    write(folder, 'list/b.png', await picture(0));
    write(folder, 'list/sub/a.png', await picture(1));
    write(folder, 'list/labels.csv', 'file,label\nsub/a.png,7\r\n"b.png",0\n');
    const data = await openDataSet(join(folder, 'list'));
    expect([data.format, data.size, data.shape, data.largestLabel]).toEqual(['folder', 2, [3, 4, 6], 7]);
    expect(await data.read(0)).toEqual({ index: 0, label: 7, pixels: expectedPixels(1, 3) });
    expect(await data.read(1)).toEqual({ index: 1, label: 0, pixels: expectedPixels(0, 3) });

    write(folder, 'list/labels.csv', 'sub/a.png;wolf\nb.png;hare\n');
    const named = await openDataSet(join(folder, 'list'));
    expect(named.classNames).toEqual(['hare', 'wolf']);
    expect((await named.read(0)).label).toBe(1);
    expect(named.sha256).not.toBe(data.sha256);
    write(folder, 'list/classes.txt', 'wolf\nhare\n');
    expect((await (await openDataSet(join(folder, 'list'))).read(0)).label).toBe(0);
  });

  it('with a folder for each class: classes and pictures in alphabetical order', async () => {
    write(folder, 'classes/wolf/2.png', await picture(2));
    write(folder, 'classes/wolf/10.png', await picture(1));
    write(folder, 'classes/hare/z.png', await picture(0));
    write(folder, 'classes/hare/readme.txt', 'no picture');
    const data = await openDataSet(join(folder, 'classes'));
    expect(data.classNames).toEqual(['hare', 'wolf']);
    const read = await Promise.all([0, 1, 2].map((i) => data.read(i)));
    expect(read.map(({ label }) => label)).toEqual([0, 1, 1]);
    expect(read.map(({ pixels }) => pixels)).toEqual([0, 1, 2].map((i) => expectedPixels(i, 3)));
  });

  it('has a fingerprint that sha256sum can check', async () => {
    const data = await openDataSet(join(folder, 'classes'));
    const lines = ['hare/z.png', 'wolf/10.png', 'wolf/2.png'].map((name) => {
      const hash = createHash('sha256').update(readFileSync(join(folder, 'classes', name))).digest('hex'); // prettier-ignore
      return `${hash}  ${name}\n`;
    });
    expect(data.sha256).toBe(createHash('sha256').update(lines.join('')).digest('hex'));
  });

  it('keeps grey pictures grey, and makes them three equal colours among coloured ones', async () => {
    write(folder, 'grey/a/1.png', await picture(1, 1));
    const grey = await openDataSet(join(folder, 'grey'));
    expect(grey.shape).toEqual([1, 4, 6]);
    expect((await grey.read(0)).pixels).toEqual(expectedPixels(1, 1));
    write(folder, 'grey/a/2.png', await picture(2, 3));
    const mixed = await openDataSet(join(folder, 'grey'));
    const one = expectedPixels(1, 1);
    expect((await mixed.read(0)).pixels).toEqual(Float32Array.from([...one, ...one, ...one]));
    expect((await mixed.read(1)).pixels).toEqual(expectedPixels(2, 3));
    expect(mixed.notes.join('\n')).toMatch(/1 picture grey: read as three equal colours/);
  });

  it('drops an opaque alpha channel and says so; refuses transparency', async () => {
    write(folder, 'alpha/a/1.png', await picture(1, 4));
    const data = await openDataSet(join(folder, 'alpha'));
    expect((await data.read(0)).pixels).toEqual(expectedPixels(1, 3));
    expect(data.notes.join('\n')).toMatch(/opaque alpha channel \(dropped\): in 1 picture/);
    const glass = sharp(new Uint8Array(6 * 4 * 4).fill(100), { raw: { width: 6, height: 4, channels: 4 } });
    write(folder, 'alpha/a/2.png', await glass.png().toBuffer());
    expect(await refusal(join(folder, 'alpha'))).toMatch(/2\.png is transparent in places; lay it on a background/);
  });

  it('ignores a colour profile and says so', async () => {
    const plain = await picture(1);
    const tagged = await sharp(plain).withIccProfile('p3').png().toBuffer();
    write(folder, 'icc/a/1.png', tagged);
    const data = await openDataSet(join(folder, 'icc'));
    // The samples as stored, which converting to P3 has changed.
    const stored = await sharp(tagged, { ignoreIcc: true }).removeAlpha().raw().toBuffer();
    const { pixels } = await data.read(0);
    pixels.forEach((value, at) => expect(value).toBe(Math.fround(stored[(at % 24) * 3 + Math.floor(at / 24)]! / 255)));
    expect(data.notes.join('\n')).toMatch(/colour profile \(ignored\): in 1 picture/);
  });

  it('cuts 16-bit samples to 8, grey or coloured', async () => {
    for (const channels of [1, 3] as const) {
      const samples = Uint16Array.from({ length: 24 * channels }, (_, i) => 257 * ((i * 11) % 256));
      const png = await sharp(samples, { raw: { width: 6, height: 4, channels } }).toColourspace(channels === 1 ? 'grey16' : 'rgb16').png().toBuffer(); // prettier-ignore
      expect((await sharp(png).metadata()).depth).toBe('ushort');
      write(folder, `deep${channels}/a/1.png`, png);
      const data = await openDataSet(join(folder, `deep${channels}`));
      const { pixels } = await data.read(0);
      expect(data.shape[0]).toBe(channels);
      pixels.forEach((value, at) => {
        const place = (at % 24) * channels + Math.floor(at / 24);
        expect(value).toBeCloseTo(((place * 11) % 256) / 255, 2);
      });
      expect(data.notes.join('\n')).toMatch(/ushort samples \(cut to 8 bits\)/i);
    }
  });

  it('refuses pictures of different sizes, and brings them to one when asked to', async () => {
    write(folder, 'sizes/a/1.png', await picture(1, 3, 6, 4));
    write(folder, 'sizes/a/2.png', await picture(2, 3, 8, 8));
    const path = join(folder, 'sizes');
    expect(await refusal(path)).toMatch(
      /differ in size: a\/1\.png 6 x 4, a\/2\.png 8 x 8\. Bring them to one size: resize/,
    );
    const stretched = await openDataSet(path, { resize: '5x3' });
    expect(stretched.shape).toEqual([3, 3, 5]);
    expect((await stretched.read(1)).pixels).toHaveLength(45);
    const cropped = await openDataSet(path, { resize: '4', crop: '4' });
    expect(cropped.shape).toEqual([3, 4, 4]);
    // 6 x 4 has the shorter side already: what is left of it are its middle columns.
    const whole = expectedPixels(1, 3);
    expect((await cropped.read(0)).pixels).toEqual(whole.filter((_, at) => at % 6 >= 1 && at % 6 < 5));
    expect(cropped.name).toMatch(/resized to 4, cropped to 4/);
    expect(cropped.sha256).not.toBe(stretched.sha256);
    expect(await refusal(path, { crop: '7' })).toMatch(/1\.png is 6 x 4, too small to be cropped to 7/);
    expect(await refusal(path, { resize: 'big' })).toMatch(/A size is a number of pixels/);
  });

  it.each([
    ['a.png,1\na.png,2\n', /line 2: a\.png is listed twice/],
    ['a.png 1\n', /line 1: "a\.png 1" is not "file,label"/],
    ['file,label\n', /lists no images/],
    ['a.png,two\n', /labels\.csv, a\.png: there is no class "two" in classes\.txt/],
    ['a.png,2\n', /labels\.csv, a\.png: label 2, but there are classes 0 to 1 only/],
    ['gone.png,1\n', /Cannot read .*gone\.png: no such file/],
    ['broken.png,1\n', /broken\.png cannot be decoded as a picture/],
  ])('refuses the list %j', async (list, message) => {
    write(folder, 'bad/a.png', await picture(1));
    write(folder, 'bad/broken.png', (await picture(1)).subarray(0, 40));
    write(folder, 'bad/classes.txt', 'zero\none\n');
    write(folder, 'bad/labels.csv', list);
    expect(await refusal(join(folder, 'bad'))).toMatch(message);
  });

  it.each(['-1', '1.5'])('refuses the label %s, which is no name either', async (label) => {
    write(folder, 'odd/a.png', await picture(1));
    write(folder, 'odd/b.png', await picture(2));
    write(folder, 'odd/labels.csv', `a.png,1\nb.png,${label}\n`);
    expect(await refusal(join(folder, 'odd'))).toMatch(
      /labels are whole numbers from 0 on, or names of classes, throughout/,
    );
  });

  it('says what a folder lacks', async () => {
    write(folder, 'bare/1.png', await picture(1));
    expect(await refusal(join(folder, 'bare'))).toMatch(/neither labels\.csv nor a folder for each class/);
    write(folder, 'deep/test/a/1.png', await picture(1));
    expect(await refusal(join(folder, 'deep'))).toMatch(
      /no pictures in the folders of .*deep \(test\); where classes lie deeper/,
    );
    write(folder, 'strange/a/1.png', await picture(1));
    write(folder, 'strange/classes.txt', 'b\n');
    expect(await refusal(join(folder, 'strange'))).toMatch(/a is no class: classes\.txt does not list it/);
  });
});
