/** Files made to exhaust: each is refused in one sentence, before it is read or unpacked. */
import { execFileSync } from 'node:child_process';
import { openSync, closeSync, ftruncateSync, mkdirSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openDataSet } from '../../../src/certify/data/open-data-set-node.ts';
import { idxBytes, npyBytes, temporaryFolder, write } from './data-files.ts';

/** The sentence that a path is refused with, within two seconds and 300 MB. */
async function refusal(path: string): Promise<string> {
  const [before, started] = [process.memoryUsage().rss, performance.now()];
  const error: unknown = await openDataSet(path).catch((reason: unknown) => reason);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(3e8);
  expect(error).toMatchObject({ name: 'InvalidInput' });
  return (error as Error).message;
}

/** A file of this length that takes no room on the disk. */
function sparse(folder: string, name: string, head: Uint8Array, length: number): string {
  const path = join(folder, name);
  const file = openSync(path, 'w');
  writeSync(file, head);
  ftruncateSync(file, length);
  closeSync(file);
  return path;
}

describe('too large', () => {
  it('an IDX file of 6 GB', async () => {
    const folder = temporaryFolder();
    write(folder, 't10k-labels-idx1-ubyte', idxBytes([2], [0, 1]));
    const path = sparse(folder, 't10k-images-idx3-ubyte', idxBytes([6_000_000, 32, 32], []), 6e9 + 16);
    expect(await refusal(path)).toMatch(/has 5\.6 GiB; 2 GiB is the most that is read at once/);
  });

  it('an archive that says it unpacks to 4 GB', async () => {
    const folder = temporaryFolder();
    const npz = zipSync({
      'x_test.npy': npyBytes({ descr: '|u1', shape: [1, 2, 2], data: new Uint8Array(4) }),
      'y_test.npy': npyBytes({ descr: '|u1', shape: [1], data: new Uint8Array(1) }),
    });
    // The sizes after unpacking, in the directory at the end: 24 bytes after each signature PK 1 2.
    const view = Buffer.from(npz);
    const entry = view.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    view.writeUInt32LE(0xfffffff0, entry + 24);
    expect(await refusal(write(folder, 'bomb.npz', view))).toMatch(/array "x_test" unpacks to 4\.0 GiB/);
  });

  it('an archive whose array is larger than its own header says, before it is unpacked', async () => {
    const folder = temporaryFolder();
    const small = npyBytes({ descr: '|u1', shape: [1, 2, 2], data: new Uint8Array(4) });
    const bomb = new Uint8Array(3e8);
    bomb.set(small);
    const labels = npyBytes({ descr: '|u1', shape: [1], data: new Uint8Array(1) });
    const path = write(folder, 'bomb.npz', zipSync({ 'x_test.npy': [bomb, { level: 1 }], 'y_test.npy': labels }));
    const before = process.memoryUsage().arrayBuffers;
    expect(await refusal(path)).toMatch(/takes 132 bytes by its header, but unpacks to 300000000/);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e8);
  });

  it('a picture of many more pixels than its bytes', async () => {
    const { default: sharp } = await import('sharp');
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'cat'));
    const black = { width: 9000, height: 9000, channels: 3, background: 'black' } as const;
    writeFileSync(join(folder, 'cat', 'a.png'), await sharp({ create: black }).png().toBuffer());
    expect(await refusal(folder)).toMatch(/cannot be decoded as a picture \(Input image exceeds pixel limit\)/);
  });

  it('a .npy header that promises more than there is', async () => {
    const folder = temporaryFolder();
    write(folder, 'labels.npy', npyBytes({ descr: '|u1', shape: [1], data: new Uint8Array(1) }));
    const head = npyBytes({ descr: '<f8', shape: [1e9, 1e9, 1e9], data: new Uint8Array(8) });
    expect(await refusal(write(folder, 'images.npy', head))).toMatch(/was cut off/);
  });
});

describe('no end', () => {
  it('a device, by its name and by a link', async () => {
    const folder = temporaryFolder();
    expect(await refusal('/dev/zero')).toMatch(/is a device or a pipe, not a file/);
    symlinkSync('/dev/zero', join(folder, 'images.npy'));
    write(folder, 'labels.npy', npyBytes({ descr: '|u1', shape: [1], data: new Uint8Array(1) }));
    expect(await refusal(join(folder, 'images.npy'))).toMatch(/is a device or a pipe/);
  });

  it('a pipe that nobody writes to', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'test_batch.bin')]);
    expect(await refusal(folder)).toMatch(/is a device or a pipe/);
    expect(await refusal(join(folder, 'test_batch.bin'))).toMatch(/is a device or a pipe/);
  });

  it('links in a circle', async () => {
    const folder = temporaryFolder();
    symlinkSync('a.npy', join(folder, 'b.npy'));
    symlinkSync('b.npy', join(folder, 'a.npy'));
    expect(await refusal(join(folder, 'a.npy'))).toMatch(/its links lead in a circle/);
  });

  it('gzip files that unpack to more than they say, or than can be read', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const images = (head: Uint8Array): string => {
      // Members one after the other are one file to gzip: 2.2 GB of nothing after the header.
      const member = gzipSync(new Uint8Array(2 ** 26));
      return write(
        folder,
        't10k-images-idx3-ubyte.gz',
        Buffer.concat([gzipSync(head), ...Array<Buffer>(34).fill(member)]),
      );
    };
    write(folder, 't10k-labels-idx1-ubyte', idxBytes([1], [0]));
    expect(await refusal(images(idxBytes([1, 28, 28], [])))).toMatch(/unpacks to more than its own header says/);
    expect(await refusal(images(idxBytes([3e6, 28, 28], [])))).toMatch(/unpacks to more than 2 GiB/);
    expect(await refusal(write(folder, 't10k-images-idx3-ubyte.gz', gzipSync('hello')))).toMatch(/is no IDX file/);
  });
});
