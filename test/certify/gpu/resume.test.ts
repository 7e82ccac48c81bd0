/**
 * A device that dies in the middle of `wulff certify`: the results so far are kept, and --resume ends with the same
 * log.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../../src/cli/program.ts';
import { recordedIo } from '../../cli/recorded-io.ts';
import { smallImage, writeSmallOnnx } from './small-models.ts';
import { hasAdapter } from './software-adapter.ts';

const adapter = await hasAdapter('a device that dies in the middle of a run');
const IMAGES = 3;

/** A NumPy file of format 1.0. */
function npy(dtype: string, shape: readonly number[], data: Uint8Array): Uint8Array {
  const head = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const padded = `${head.padEnd(Math.ceil((head.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + padded.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length & 0xff, padded.length >> 8]);
  bytes.set(new TextEncoder().encode(padded), 10);
  bytes.set(data, 10 + padded.length);
  return bytes;
}

/** Rows of a log without the time that each image took. */
const rowsOf = (path: string): string[] => {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const time = lines[0]!.split('\t').indexOf('time');
  return lines.map((line) =>
    line
      .split('\t')
      .filter((_, column) => column !== time)
      .join('\t'),
  );
};

afterEach(() => vi.restoreAllMocks());

describe.skipIf(!adapter)('wulff certify on a device that dies', () => {
  it('keeps what is done and resumes to the same log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wulff-resume-'));
    const model = writeSmallOnnx(folder);
    const pixels = Float32Array.from(
      { length: IMAGES * 192 },
      (_, i) => smallImage(Math.floor(i / 192)).pixels[i % 192]!,
    );
    writeFileSync(join(folder, 'x.npy'), npy('<f4', [IMAGES, 3, 8, 8], new Uint8Array(pixels.buffer)));
    writeFileSync(join(folder, 'y.npy'), npy('<i8', [IMAGES], new Uint8Array(BigInt64Array.of(4n, 4n, 4n).buffer)));
    const command = (out: string): string[] => [
      ...['certify', '--engine', 'webgpu', '--model', model, '--data', `${folder}/x.npy,${folder}/y.npy`],
      ...[
        '--noise',
        'uniform:linf',
        '--sigma',
        '0.2',
        '--adversary',
        'l1',
        '--n',
        '200',
        '--n0',
        '32',
        '--batch',
        '64',
      ],
      ...['--seed', '5', '--workers', '1', '--out', join(folder, out)],
    ];
    const whole = recordedIo();
    expect(await run(command('whole.tsv'), whole.io), whole.stderr()).toBe(0);

    // The device is destroyed in the middle of its second image.
    const devices: GPUDevice[] = [];
    /* oxlint-disable typescript/unbound-method -- called with their own `this` */
    const { requestDevice } = GPUAdapter.prototype;
    const { writeBuffer } = GPUQueue.prototype;
    /* oxlint-enable typescript/unbound-method */
    vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, descriptor) {
      const device = await requestDevice.call(this, descriptor);
      devices.push(device);
      return device;
    });
    vi.spyOn(GPUQueue.prototype, 'writeBuffer').mockImplementation(function (
      this: GPUQueue,
      buffer,
      offset,
      data,
      ...more
    ) {
      // Settings of a batch of noise: key, image, first sample, ...; image 1 in estimation is the one that is not
      // finished.
      const words = data instanceof ArrayBuffer && data.byteLength === 32 ? new Uint32Array(data) : [];
      if (words[2] === 1 && words[3] === 64) devices.at(-1)!.destroy();
      writeBuffer.call(this, buffer, offset, data, ...more);
    });
    const broken = recordedIo();
    expect(await run(command('broken.tsv'), broken.io)).not.toBe(0);
    expect(broken.stderr()).toMatch(/was lost/);
    const kept = rowsOf(join(folder, 'broken.tsv')).length;
    vi.restoreAllMocks();

    const again = recordedIo();
    expect(await run([...command('broken.tsv'), '--resume'], again.io), again.stderr()).toBe(0);
    expect(rowsOf(join(folder, 'broken.tsv'))).toEqual(rowsOf(join(folder, 'whole.tsv')));
    expect(kept).toBeLessThan(rowsOf(join(folder, 'whole.tsv')).length);
    expect(kept).toBeGreaterThan(1);
  });
});
