/**
 * Every format gives the pixels that were written, at their place, and says what is wrong with a file that is not
 * right.
 */
import { createHash } from 'node:crypto';
import { gzipSync, zipSync } from 'fflate';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { DataSet } from '../../../src/certify/data/data-set.ts';
import { parseNpy } from '../../../src/certify/data/formats/npy.ts';
import { openDataSet } from '../../../src/certify/data/open-data-set-node.ts';
import { InvalidInput } from '../../../src/numeric/invalid-input.ts';
import { bytesOf, cifarBytes, idxBytes, npyBytes, someByte, temporaryFolder, write } from './data-files.ts';

const folder = temporaryFolder();

/** Checks every pixel of every image against `someByte`. */
async function expectSomeBytes(data: DataSet, labels: readonly number[]): Promise<void> {
  const [channels, height, width] = data.shape;
  expect(data.size).toBe(labels.length);
  for (let image = 0; image < data.size; image++) {
    const { index, label, pixels } = await data.read(image);
    expect([index, label, pixels.length]).toEqual([image, labels[image], channels * height * width]);
    const expected = Float32Array.from({ length: pixels.length }, (_, at) => {
      const [c, place] = [Math.floor(at / (height * width)), at % (height * width)];
      return someByte(image, c, Math.floor(place / width), place % width) / 255;
    });
    expect(pixels).toEqual(expected);
  }
}

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

describe('CIFAR binary', () => {
  it('reads records of both kinds, told apart by their length', async () => {
    const ten = await openDataSet(write(folder, 'ten.bin', cifarBytes([[3], [9], [0]])));
    expect(ten.shape).toEqual([3, 32, 32]);
    expect(ten.classNames?.[3]).toBe('cat');
    expect([ten.format, ten.largestLabel]).toEqual(['cifar10', 9]);
    await expectSomeBytes(ten, [3, 9, 0]);
    // The label is the fine one, the second byte.
    const hundred = await openDataSet(
      write(
        folder,
        'hundred.bin',
        cifarBytes([
          [4, 99],
          [19, 7],
        ]),
      ),
    );
    expect(hundred.format).toBe('cifar100');
    await expectSomeBytes(hundred, [99, 7]);
  });

  it('reads the folder of the official download: the test half, or the training files in order', async () => {
    write(folder, 'official/data_batch_1.bin', cifarBytes([[1], [2]]));
    write(folder, 'official/data_batch_2.bin', cifarBytes([[3]]));
    write(folder, 'official/test_batch.bin', cifarBytes([[4]]));
    const path = `${folder}/official`;
    await expectSomeBytes(await openDataSet(path), [4]);
    const train = await openDataSet(path, { split: 'train' });
    expect(train.size).toBe(3);
    const labels = await Promise.all([0, 1, 2].map(async (i) => (await train.read(i)).label));
    expect(labels).toEqual([1, 2, 3]);
    // The third image is the first of the second file.
    expect((await train.read(2)).pixels).toEqual((await train.read(0)).pixels);
    expect(train.sha256).not.toBe((await openDataSet(path)).sha256);
  });

  it('says how many bytes a cut file should have', async () => {
    const cut = write(folder, 'cut.bin', cifarBytes([[1], [2]]).subarray(0, 5000));
    expect(await refusal(cut)).toMatch(/cut\.bin has 5000 bytes.*1 images would take 3073, 2 would take 6146.*cut off/);
  });

  it('names the image with a label out of range, and an empty file', async () => {
    const wrong = write(folder, 'wrong.bin', cifarBytes([[1], [2], [10]]));
    expect(await refusal(wrong)).toMatch(/image 2 \(byte 6146\) has label 10, but CIFAR-10 has classes 0 to 9/);
    expect(await refusal(write(folder, 'empty.bin', ''))).toMatch(/empty\.bin is empty/);
  });
});

describe('IDX', () => {
  const images = idxBytes([2, 3, 4], [0, 1].flatMap((i) => Array.from({ length: 12 }, (_, k) => someByte(i, 0, Math.floor(k / 4), k % 4)))); // prettier-ignore
  const labels = idxBytes([2], [7, 1]);

  it('reads images with the labels beside them, gzipped or not', async () => {
    write(folder, 'mnist/t10k-images-idx3-ubyte', images);
    write(folder, 'mnist/t10k-labels-idx1-ubyte.gz', gzipSync(labels));
    for (const path of [`${folder}/mnist`, `${folder}/mnist/t10k-images-idx3-ubyte`]) {
      const data = await openDataSet(path);
      expect(data.shape).toEqual([1, 3, 4]);
      await expectSomeBytes(data, [7, 1]);
    }
    const pair = `${write(folder, 'a.gz', gzipSync(images))},${write(folder, 'b', labels)}`;
    await expectSomeBytes(await openDataSet(pair), [7, 1]);
  });

  it.each([
    [
      'cut',
      images.subarray(0, 30),
      labels,
      /has 30 bytes, but its header says 2 x 3 x 4 values, which take 40: it was cut off/,
    ],
    ['magic', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]), labels, /is no IDX file: it starts with 89 50 4e 47/],
    [
      'floats',
      idxBytes([1, 1, 1], [0, 0, 0, 0], 0x0d),
      labels,
      /holds 32-bit floats; images and labels are read as unsigned bytes/,
    ],
    ['count', images, idxBytes([3], [1, 2, 3]), /has 2 images and .* 3 labels/],
    ['swapped', labels, images, /has the shape 2; .* looks like a file of labels/],
    ['none', idxBytes([0, 28, 28], []), idxBytes([0], []), /holds no images/],
  ])('refuses: %s', async (name, x, y, message) => {
    const pair = `${write(folder, `bad-${name}-x`, x)},${write(folder, `bad-${name}-y`, y)}`;
    expect(await refusal(pair)).toMatch(message);
  });

  it('refuses a gzip file that was cut off', async () => {
    const pair = `${write(folder, 'cut.gz', gzipSync(images).subarray(0, 25))},${write(folder, 'b', labels)}`;
    expect(await refusal(pair)).toMatch(/cut\.gz cannot be unpacked/);
  });
});

const SIZES = [2, 3, 4, 5] as const;
const planes = Array.from({ length: 2 * 3 * 4 * 5 }, (_, at) =>
  someByte(Math.floor(at / 60), Math.floor(at / 20) % 3, Math.floor(at / 5) % 4, at % 5),
);
const pixelByPixel = Array.from({ length: 2 * 4 * 5 * 3 }, (_, at) =>
  someByte(Math.floor(at / 60), at % 3, Math.floor(at / 15) % 4, Math.floor(at / 3) % 5),
);
const longLabels = npyBytes({ descr: '<i8', shape: [2], data: bytesOf(BigInt64Array.from([5n, 0n])) });

describe('NumPy arrays', () => {
  it.each([
    ['bytes, channels first', '|u1', SIZES, Uint8Array.from(planes)],
    ['bytes, channels last', '|u1', [2, 4, 5, 3], Uint8Array.from(pixelByPixel)],
    ['single precision in [0, 1]', '<f4', SIZES, Float32Array.from(planes, (byte) => byte / 255)],
    ['double precision, channels last', '<f8', [2, 4, 5, 3], Float64Array.from(pixelByPixel, (byte) => byte / 255)],
    ['floats from 0 to 255', '<f4', SIZES, Float32Array.from(planes)],
  ] as const)('reads %s', async (name, descr, shape, values) => {
    const x = npyBytes({ descr, shape, data: bytesOf(values) });
    const pair = `${write(folder, 'x.npy', x)},${write(folder, 'y.npy', longLabels)}`;
    const data = await openDataSet(pair);
    expect(data.shape).toEqual([3, 4, 5]);
    await expectSomeBytes(data, [5, 0]);
    expect(data.notes.join()).toMatch(name.includes('255') ? /whole numbers up to 25\d: read as 0\.\.255/ : /^$/);
    // The same from an archive, under each pair of names.
    for (const [xName, yName] of [
      ['x_test', 'y_test'],
      ['images', 'labels'],
      ['X', 'y'],
    ] as const) {
      // prettier-ignore
      const archive = write(folder, 'a.npz', zipSync({ [`${xName}.npy`]: x, [`${yName}.npy`]: longLabels, 'other.npy': longLabels }));
      await expectSomeBytes(await openDataSet(archive), [5, 0]);
    }
  });

  it('reads big-endian values, version 2 headers and grey images', async () => {
    const grey = Float32Array.from(
      { length: 24 },
      (_, at) => someByte(Math.floor(at / 12), 0, Math.floor(at / 4) % 3, at % 4) / 255,
    );
    const swapped = bytesOf(grey);
    for (let i = 0; i < swapped.length; i += 4) swapped.subarray(i, i + 4).reverse();
    const x = npyBytes({ descr: '>f4', shape: [2, 3, 4], data: swapped, version: 2 });
    const data = await openDataSet(`${write(folder, 'grey.npy', x)},${write(folder, 'y.npy', longLabels)}`);
    await expectSomeBytes(data, [5, 0]);
    expect(data.notes.join()).toMatch(/read as 2 grey images/);
  });

  it('reads values that do not start at a multiple of their size, as in an archive', () => {
    const file = npyBytes({ descr: '<f8', shape: [3], data: bytesOf(Float64Array.of(1, -2, 0.1)) });
    for (let shift = 0; shift < 8; shift++) {
      const larger = new Uint8Array(file.length + 8);
      larger.set(file, shift);
      expect(parseNpy(larger.subarray(shift, shift + file.length), 'x').values).toEqual(Float64Array.of(1, -2, 0.1));
    }
  });

  const u1 = (shape: readonly number[], length = shape.reduce((a, b) => a * b, 1)): Uint8Array =>
    npyBytes({ descr: '|u1', shape, data: new Uint8Array(length) });
  const f4 = (change: (values: Float32Array) => void): Uint8Array => {
    const values = Float32Array.from(planes, (byte) => byte / 255);
    change(values);
    return npyBytes({ descr: '<f4', shape: SIZES, data: bytesOf(values) });
  };

  it.each([
    ['cut', u1([2, 3, 4, 5], 100), /has 228 bytes, but 2 x 3 x 4 x 5 values of u1 end at 248/],
    ['longer', u1([2, 3, 4, 5], 121), /1 bytes after its last value/],
    [
      'objects',
      npyBytes({ descr: '|O', shape: [2], data: new Uint8Array(20) }),
      /pickled Python objects, which are never loaded/,
    ],
    [
      'Fortran',
      npyBytes({ descr: '|u1', shape: [2, 3, 4, 5], data: new Uint8Array(120), fortran: true }),
      /np\.ascontiguousarray/,
    ],
    ['flat', u1([2, 784]), /reshape\(-1, 28, 28\)/],
    ['two channels', u1([2, 2, 4, 5]), /has 5 channels; images have 1/],
    ['both ends', u1([2, 3, 4, 3]), /channels first or last; say which/],
    ['counts', u1([3, 3, 4, 5]), /has 3 images and .* 2 labels/],
    [
      'integers',
      npyBytes({ descr: '<i8', shape: [2, 3, 4, 5], data: new Uint8Array(960) }),
      /pixels of type i8; save bytes/,
    ],
    ['NaN', f4((values) => (values[61] = NaN)), /value 1 of image 1 is NaN; pixels must be finite/],
    ['infinite', f4((values) => (values[3] = Infinity)), /value 3 of image 0 is Infinity/],
    ['normalized', f4((values) => (values[70] = -2.5)), /value 10 of image 1 is -2\.5, .*look normalized/],
    ['a little above 1', f4((values) => (values[5] = 1.25)), /value 5 of image 0 is 1\.25.*clip them/],
  ])('refuses: %s', async (name, x, message) => {
    expect(await refusal(`${write(folder, `${name}.npy`, x)},${write(folder, 'y.npy', longLabels)}`)).toMatch(message);
  });

  it.each([
    [
      'negative',
      bytesOf(BigInt64Array.from([0n, -1n])),
      '<i8',
      [2],
      /label of image 1 is -1; labels are whole numbers/,
    ],
    ['fractions', bytesOf(Float64Array.from([0, 1.5])), '<f8', [2], /label of image 1 is 1\.5/],
    ['one-hot', new Uint8Array(20), '|u1', [2, 10], /take labels\.argmax\(1\)/],
  ])('refuses labels: %s', async (name, data, descr, shape, message) => {
    const y = write(folder, `labels-${name}.npy`, npyBytes({ descr, shape, data }));
    expect(await refusal(`${write(folder, 'x.npy', u1(SIZES))},${y}`)).toMatch(message);
  });

  it('takes a declared range at its word, and holds the values to it', async () => {
    const x = write(
      folder,
      'sym.npy',
      f4((values) => values.forEach((value, i) => (values[i] = 2 * value - 1))),
    );
    const pair = `${x},${write(folder, 'y.npy', longLabels)}`;
    const data = await openDataSet(pair, { range: '-1..1' });
    const { pixels } = await data.read(1);
    expect(data.grid).toBe(255);
    pixels.forEach((value, at) => expect(value).toBe(Math.fround(planes[60 + at]! / 255)));
    expect(await refusal(pair, { range: '0..255' })).toMatch(/outside the range 0\.\.255 that was declared/);
    // Options that change pixels change the fingerprint.
    const other = await openDataSet(pair, { range: '-1..1', layout: 'nchw' });
    expect(other.sha256).not.toBe(data.sha256);
  });

  it('has the hash of the file as its fingerprint, unless an option changes pixels', async () => {
    const values = Float32Array.from(planes, (byte) => byte / 255);
    const bytes = zipSync({
      'x.npy': npyBytes({ descr: '<f4', shape: SIZES, data: bytesOf(values) }),
      'y.npy': longLabels,
    });
    const archive = write(folder, 'plain.npz', bytes);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect((await openDataSet(archive)).sha256).toBe(hash);
    // In [0, 1] they are within [-1, 1] as well, but other images.
    expect((await openDataSet(archive, { range: '-1..1' })).sha256).not.toBe(hash);
  });

  it('names the arrays it found when none fits', async () => {
    const archive = write(folder, 'odd.npz', zipSync({ 'pictures.npy': u1(SIZES) }));
    expect(await refusal(archive)).toMatch(
      /holds the arrays pictures; images and labels are looked for as x_test and y_test/,
    );
    const cut = zipSync({ 'x.npy': u1(SIZES), 'y.npy': longLabels });
    expect(await refusal(write(folder, 'cut.npz', cut.subarray(0, cut.length - 40)))).toMatch(
      /cannot be unzipped.*cut off/,
    );
  });
});

describe('sheets', () => {
  it('reads one image a row, with the list of labels beside it', async () => {
    const bytes = Uint8Array.from({ length: 2 * 16 * 3 }, (_, at) => someByte(Math.floor(at / 48), at % 3, Math.floor(at / 12) % 4, Math.floor(at / 3) % 4)); // prettier-ignore
    const png = await sharp(bytes, { raw: { width: 16, height: 2, channels: 3 } })
      .png()
      .toBuffer();
    const path = write(folder, 'sheet/test_batch.png', png);
    write(folder, 'sheet/test_lables.json', '[4, 2]');
    write(folder, 'sheet/sheet.json', '{ "name": "of a package" }');
    for (const from of [path, `${folder}/sheet`]) {
      const data = await openDataSet(from);
      expect(data.shape).toEqual([3, 4, 4]);
      await expectSomeBytes(data, [4, 2]);
    }
    expect(await refusal(`${path},${write(folder, 'three.json', '[1, 2, 3]')}`)).toMatch(
      /2 images \(rows\) and .* 3 labels/,
    );
    expect(await refusal(`${path},${write(folder, 'odd.json', '["cat"]')}`)).toMatch(/is no list of numbers/);
    const oblong = await sharp(new Uint8Array(15), { raw: { width: 15, height: 1, channels: 1 } })
      .png()
      .toBuffer();
    expect(await refusal(`${write(folder, 'oblong.png', oblong)},${write(folder, 'one.json', '[1]')}`)).toMatch(
      /15 pixels wide, which is no square/,
    );
  });
});

describe('paths', () => {
  it('says what is not there, or not known', async () => {
    expect(await refusal(`${folder}/nowhere`)).toMatch(/no such file or directory/);
    expect(await refusal(write(folder, 'notes.txt', 'hello'))).toMatch(/of no known format/);
    expect(await refusal(write(folder, 'lonely/images.npy', longLabels))).toMatch(/Give both files with a comma/);
    expect(await refusal(`${folder}/ten.bin`, { resize: '16x16' })).toMatch(
      /Only folders of pictures are resized and cropped/,
    );
  });

  it('refuses images that are not there', async () => {
    const data = await openDataSet(`${folder}/ten.bin`);
    for (const index of [-1, 3, 0.5]) await expect(data.read(index)).rejects.toThrow(/it has images 0 to 2/);
  });
});
