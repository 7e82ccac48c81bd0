/** One log, one writer, and rows that are where they are said to be. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCohenLog } from '../../../src/certify/results/foreign-results.ts';
import { lockOf } from '../../../src/certify/results/log-lock-node.ts';
import { openResultLog, readResultLog, ResultsNotWritten } from '../../../src/certify/results/result-log-node.ts';
import type { CertifiedImage, RunSettings } from '../../../src/certify/results/result.ts';
import { parseNoise } from '../../../src/noise/spec.ts';

const SETTINGS: RunSettings = {
  format: 1,
  version: 'test',
  model: { file: 'm.onnx', sha256: 'a'.repeat(64) },
  data: { name: 'd', sha256: 'b'.repeat(64) },
  input: 'nchw rgb 0..1',
  noise: 'gaussian',
  sigma: 0.5,
  lambda: 0.5,
  dim: 4,
  adversaries: ['l2'],
  estimation: 'fixed',
  n: 100,
  n0: 10,
  alpha: 0.001,
  seed: 0,
  engine: 'test',
};
const row = (index: number): CertifiedImage => ({
  index,
  label: 1,
  predict: 1,
  correct: true,
  seconds: 1,
  rho: 0.75,
  count: 90,
  n: 100,
  radii: new Map([['l2', 0.25]]),
});
const newLog = (): string => join(mkdtempSync(join(tmpdir(), 'wulff-lock-')), 'log.tsv');
const holder = (pid: number, host: string, began = ''): string => `${JSON.stringify({ pid, host, began })}\n`;

describe('a log', () => {
  it('has one writer: a second is refused, also to resume, and may come when the first has closed', async () => {
    const path = newLog();
    const first = await openResultLog(path, SETTINGS, false);
    first.append(row(0));
    await expect(openResultLog(path, SETTINGS, true)).rejects.toThrow(
      new RegExp(`is being written by process ${process.pid}: two writers would spoil it`),
    );
    first.close();
    const second = await openResultLog(path, SETTINGS, true);
    second.append(row(1));
    second.close();
    expect((await readResultLog(path)).rows.map(({ index }) => index)).toEqual([0, 1]);
    expect(readdirSync(join(path, '..'))).toEqual(['log.tsv']);
  });

  it('is not locked by a process that is gone, nor by one that had our number or another beginning', async () => {
    const gone = spawnSync('true').pid;
    for (const text of [holder(gone, hostname()), holder(process.pid, hostname()), holder(1, hostname(), 'never')]) {
      const path = newLog();
      writeFileSync(lockOf(path), text);
      (await openResultLog(path, SETTINGS, false)).close();
      expect(readdirSync(join(path, '..'))).toEqual(['log.tsv']);
    }
  });

  it('is not locked by the same task of a cluster, begun on a node that was given up', async () => {
    const path = newLog();
    const elsewhere = JSON.stringify({ pid: 1, host: 'a-node-that-died', began: '1', task: 'run-7' });
    try {
      for (const own of ['run-8', '']) {
        process.env['WULFF_TASK'] = own;
        writeFileSync(lockOf(path), elsewhere);
        await expect(openResultLog(path, SETTINGS, true)).rejects.toThrow(/process 1 on a-node-that-died/);
      }
      process.env['WULFF_TASK'] = 'run-7';
      const log = await openResultLog(path, SETTINGS, true);
      expect(JSON.parse(readFileSync(lockOf(path), 'utf8'))).toMatchObject({ pid: process.pid, task: 'run-7' });
      log.close();
      // On this node the process itself is asked: the same task may not run twice.
      const began = readFileSync(`/proc/${process.ppid}/stat`, 'latin1').split(') ').at(-1)!.split(' ')[19];
      const here = JSON.stringify({ pid: process.ppid, host: hostname(), began, task: 'run-7' });
      writeFileSync(lockOf(path), here);
      await expect(openResultLog(path, SETTINGS, true)).rejects.toThrow(/is being written by process/);
    } finally {
      delete process.env['WULFF_TASK'];
    }
  });

  it('is locked by a process of another machine, of which nothing is known, and by a lock nobody can read', async () => {
    const path = newLog();
    writeFileSync(lockOf(path), holder(7, 'elsewhere'));
    await expect(openResultLog(path, SETTINGS, false)).rejects.toThrow(
      /by process 7 on elsewhere: .*delete .*\.log\.tsv\.lock/,
    );
    writeFileSync(lockOf(path), 'x');
    await expect(openResultLog(path, SETTINGS, false)).rejects.toThrow(/by another process/);
    expect(readdirSync(join(path, '..'))).toEqual(['.log.tsv.lock']);
  });

  it.each<[string, (path: string) => void]>([
    ['deleted', (path) => rmSync(path)],
    ['moved', (path) => renameSync(path, `${path}.old`)],
    [
      'replaced by another',
      (path) => (writeFileSync(`${path}.new`, readFileSync(path)), renameSync(`${path}.new`, path)),
    ],
    ['gone with its folder', (path) => rmSync(join(path, '..'), { recursive: true })],
    ['behind a file', (path) => (rmSync(join(path, '..'), { recursive: true }), writeFileSync(join(path, '..'), ''))],
  ])('that is %s while it is written to is noticed, at the next row and at the end', async (_, vanish) => {
    const path = newLog();
    const log = await openResultLog(path, SETTINGS, false);
    log.append(row(0));
    vanish(path);
    expect(() => log.append(row(1))).toThrow(ResultsNotWritten);
    expect(() => log.close()).toThrow(/was deleted, moved or replaced while results were written to it/);
  });

  it('is begun in no file that someone else put beside it', async () => {
    const path = newLog();
    mkdirSync(join(path, '..', 'elsewhere'));
    writeFileSync(join(path, '..', `.log.tsv.${process.pid}.tmp`), 'precious');
    (await openResultLog(path, SETTINGS, false)).close();
    expect(readFileSync(join(path, '..', `.log.tsv.${process.pid}.tmp`), 'utf8')).toBe('precious');
  });

  it('saved again by an editor is read with its mark, and continued only in UTF-8', async () => {
    const path = newLog();
    const log = await openResultLog(path, SETTINGS, false);
    log.append(row(0));
    log.close();
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `\uFEFF${text}`);
    expect((await readResultLog(path)).rows).toHaveLength(1);
    writeFileSync(path, Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect((await readResultLog(path)).rows).toHaveLength(1);
    await expect(openResultLog(path, SETTINGS, true)).rejects.toThrow(/saved again in UTF-16/);
  });
});

describe('logs of other programs', () => {
  const subject = { noise: parseNoise('gaussian', 4, { sigma: 0.5 }), adversary: 'l2' };
  const read = (...rows: string[]) =>
    parseCohenLog(`idx\tlabel\tpredict\tradius\tcorrect\ttime\n${rows.join('\n')}\n`, 'log', subject);

  it('that list an image twice count it once if they say the same, and are refused if not', () => {
    const twice = read('3\t1\t1\t0.5\t1\t0:01', '3\t1\t1\t0.5\t1\t0:02', '4\t1\t0\t0.1\t0\t0:01');
    expect(twice.images.map(({ index }) => index)).toEqual([3, 4]);
    expect(twice.notes).toContain('log lists 1 images twice, with the same results: each counts once.');
    expect(() => read('3\t1\t1\t0.5\t1', '3\t1\t1\t0.6\t1')).toThrow(/line 3: image 3 is there twice/);
  });

  it('may have infinite radii and a mark at their beginning', () => {
    expect(read('0\t1\t1\tinf\t1', '1\t1\t1\tInfinity\t1').images.map(({ radius }) => radius)).toEqual([
      Infinity,
      Infinity,
    ]);
    const marked = parseCohenLog('\uFEFFidx\tlabel\tpredict\tradius\tcorrect\n0\t1\t1\t0.5\t1\n', 'log', subject);
    expect(marked.images).toHaveLength(1);
    expect(() => read('0\t1\t1\tnan\t1')).toThrow(/radius is "nan", not a number/);
  });
});
