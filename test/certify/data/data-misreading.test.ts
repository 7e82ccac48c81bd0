/** Files that can be read in two ways: read in the right one, or refused in a sentence that says which to choose. */
import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openDataSet } from '../../../src/certify/data/open-data-set-node.ts';
import { bytesOf, idxBytes, npyBytes, temporaryFolder, write } from './data-files.ts';

const labels = (count: number): Uint8Array =>
  npyBytes({ descr: '|u1', shape: [count], data: Uint8Array.from({ length: count }, (_, i) => i % 2) });

const CHECKERS = Uint8Array.from({ length: 8 }, (_, i) => i % 2);

/** Two grey images of 2 x 2, of this type. */
function arrays(descr: string, data: Uint8Array): string {
  const folder = temporaryFolder();
  write(folder, 'labels.npy', labels(2));
  return write(folder, 'images.npy', npyBytes({ descr, shape: [2, 2, 2], data }));
}

describe('pixels of 0 and 1', () => {
  it('as bools are black and white, not 0 and 1/255', async () => {
    const data = await openDataSet(arrays('|b1', CHECKERS));
    expect([...(await data.read(0)).pixels]).toEqual([0, 1, 0, 1]);
    expect(data.notes.join(' ')).toMatch(/bools: read as black \(False\) and white \(True\)/);
    await expect(openDataSet(arrays('|b1', CHECKERS), { range: '0..255' })).rejects.toThrow(/holds bools/);
  });

  it('as bytes are told apart by the person, in .npy, .npz and IDX', async () => {
    const path = arrays('|u1', CHECKERS);
    const ambiguous = { message: expect.stringMatching(/bytes 0 and 1.*say which/) as string, settings: ['range'] };
    await expect(openDataSet(path)).rejects.toMatchObject(ambiguous);
    expect([...(await (await openDataSet(path, { range: '0..1' })).read(1)).pixels]).toEqual([0, 1, 0, 1]);
    expect((await (await openDataSet(path, { range: '0..255' })).read(1)).pixels[1]).toBeCloseTo(1 / 255, 8);
    const folder = temporaryFolder();
    const npz = zipSync({
      'x_test.npy': npyBytes({ descr: '|u1', shape: [2, 2, 2], data: CHECKERS }),
      'y_test.npy': labels(2),
    });
    await expect(openDataSet(write(folder, 'data.npz', npz))).rejects.toMatchObject(ambiguous);
    write(folder, 't10k-labels-idx1-ubyte', idxBytes([2], [0, 1]));
    const idx = write(folder, 't10k-images-idx3-ubyte', idxBytes([2, 2, 2], [...CHECKERS]));
    await expect(openDataSet(idx)).rejects.toMatchObject(ambiguous);
    expect([...(await (await openDataSet(idx, { range: '0..1' })).read(0)).pixels]).toEqual([0, 1, 0, 1]);
  });

  it('as bytes beyond 1, or blank, are not ambiguous', async () => {
    const grey = await openDataSet(arrays('|u1', Uint8Array.from([0, 1, 2, 255, 0, 1, 0, 1])));
    expect((await grey.read(0)).pixels[3]).toBe(1);
    expect([...(await (await openDataSet(arrays('|u1', new Uint8Array(8)))).read(0)).pixels]).toEqual([0, 0, 0, 0]);
    await expect(
      openDataSet(arrays('|u1', Uint8Array.from([0, 1, 2, 0, 0, 0, 0, 0])), { range: '0..1' }),
    ).rejects.toThrow(/value 2 of image 0 is 2, outside the range 0\.\.1/);
    await expect(openDataSet(arrays('|u1', CHECKERS), { range: '-1..1' })).rejects.toThrow(/holds bytes/);
  });
});

const picture = (grey: number): Promise<Buffer> =>
  sharp({ create: { width: 2, height: 2, channels: 3, background: { r: grey, g: 0, b: 0 } } })
    .png()
    .toBuffer();

describe('folders of classes', () => {
  const classes = async (): Promise<string> => {
    const folder = temporaryFolder();
    write(folder, 'cat/a.png', await picture(10));
    write(folder, 'dog/b.png', await picture(20));
    return folder;
  };

  it('are not shifted by what systems leave behind', async () => {
    const folder = await classes();
    write(folder, '__MACOSX/cat/._a.png', 'x');
    write(folder, '__MACOSX/c.png', await picture(30));
    write(folder, '.ipynb_checkpoints/d.png', await picture(40));
    write(folder, '.DS_Store', 'x');
    write(folder, 'cat/.DS_Store', 'x');
    const data = await openDataSet(folder);
    expect(data.classNames).toEqual(['cat', 'dog']);
    expect([(await data.read(0)).label, (await data.read(1)).label, data.size]).toEqual([0, 1, 2]);
    expect(data.notes.join(' ')).toMatch(/2 classes in alphabetical order; __MACOSX left out/);
  });

  it('of which one is empty are refused, unless classes.txt says what the classes are', async () => {
    const folder = await classes();
    mkdirSync(`${folder}/bird`);
    await expect(openDataSet(folder)).rejects.toThrow(/bird holds no pictures, and would count as a class/);
    write(folder, 'classes.txt', 'cat\ndog\n');
    expect((await (await openDataSet(folder)).read(0)).label).toBe(0);
    write(folder, 'classes.txt', 'bird\ncat\ndog\n');
    expect((await (await openDataSet(folder)).read(0)).label).toBe(1);
  });

  it('have lists in UTF-16 as Windows writes them', async () => {
    const folder = await classes();
    const list = 'file,label\r\ncat/a.png,1\r\ndog/b.png,0\r\n';
    write(folder, 'labels.csv', Uint8Array.from([0xff, 0xfe, ...Buffer.from(list, 'utf16le')]));
    expect((await (await openDataSet(folder)).read(0)).label).toBe(1);
    write(folder, 'labels.csv', Uint8Array.from([0xfe, 0xff, ...Buffer.from(list, 'utf16le').swap16()]));
    expect((await (await openDataSet(folder)).read(1)).label).toBe(0);
    write(folder, 'labels.csv', `\uFEFF${list}`);
    expect((await (await openDataSet(folder)).read(0)).label).toBe(1);
  });

  it.each([
    ['0,cat/a.png\n', /line 1: the label stands first/],
    ['label,file\n0,cat/a.png\n', /line 1: the label stands first/],
    ['../../secret.png,0\n', /line 1: \.\.\/\.\.\/secret\.png lies outside the folder/],
    ['cat/a.png,0\n/etc/passwd,1\n', /line 2: \/etc\/passwd lies outside the folder/],
    ['cat/../../a.png,0\n', /lies outside the folder/],
    ['C:\\a.png,0\n', /lies outside the folder/],
  ])('refuse the list %j', async (list, sentence) => {
    const folder = await classes();
    write(folder, 'labels.csv', list);
    await expect(openDataSet(folder)).rejects.toThrow(sentence);
  });
});

describe('names that look like something else', () => {
  it('.npy.gz is said to be packed', async () => {
    const folder = temporaryFolder();
    const packed = gzipSync(npyBytes({ descr: '|u1', shape: [2, 2, 2], data: CHECKERS }));
    const path = write(folder, 'images.npy.gz', packed);
    await expect(openDataSet(path)).rejects.toThrow(/images\.npy\.gz is gzipped: unpack it first/);
    await expect(openDataSet(`${path},${folder}/labels.npy`)).rejects.toThrow(/is gzipped/);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a type called %s is no type', async (descr) => {
    await expect(openDataSet(arrays(descr, bytesOf(CHECKERS)))).rejects.toThrow(/holds values of type/);
  });
});
