/**
 * The result log: what is printed is never above what was certified, what was torn is dropped, what was edited is
 * refused.
 */
import fc from 'fast-check';
import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chosenImages, parseShard } from '../../../src/certify/image-choice.ts';
import { mergeLogs, type MergeableLog } from '../../../src/certify/results/merge-logs.ts';
import { formatResultLogRow, LOG_COLUMNS } from '../../../src/certify/results/log-row.ts';
import { openLogToMerge } from '../../../src/certify/results/mergeable-log-node.ts';
import { parseResultLog } from '../../../src/certify/results/log-reader.ts';
import { formatResultLog, type ResultLog } from '../../../src/certify/results/result-log.ts';
import { openResultLog, readResultLog } from '../../../src/certify/results/result-log-node.ts';
import type { CertifiedImage, RunSettings } from '../../../src/certify/results/result.ts';
import { differingSettings, runFingerprint } from '../../../src/certify/results/run-fingerprint.ts';
import { RhoCheck } from '../../../src/certify/results/rho-check.ts';
import { fixedSampleBound } from '../../../src/certify/statistics/probability-bound.ts';
import { ErrorBudget } from '../../../src/numeric/confidence/budget.ts';
import { sequenceUpper } from '../../../src/numeric/confidence/sequence.ts';
import { InvalidInput } from '../../../src/numeric/invalid-input.ts';
import { row, settings } from './log-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'wulff-log-'));
let files = 0;
const newFile = (): string => join(folder, `log-${++files}.tsv`);

const fingerprint = await runFingerprint(settings);

describe('rows', () => {
  it('have the columns of the literature first', () => {
    const [, header, line] = formatResultLog(settings, fingerprint, [row(240)]).split('\n');
    expect(header).toBe('idx\tlabel\tpredict\tradius\tcorrect\ttime\trho\tcount\tn\tradius_l1\tradius_l2');
    expect(line).toBe(
      '240\t3\t3\t0.844679012\t1\t0:00:12.345678\t0.987654321098\t98900\t100000\t0.844679012\t0.0123456789',
    );
  });

  it('are read as at most what was certified, and nearly that', () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.double({ min: 0, max: 1, noNaN: true }), (first, second, rho) => {
        const radii = new Map([
          ['l1', first],
          ['l2', second],
        ]);
        const text = formatResultLog(settings, fingerprint, [row(1, { rho, radii })]);
        const read = parseResultLog(text).rows[0]!;
        for (const [printed, exact] of [
          [read.radii.get('l1')!, first],
          [read.radii.get('l2')!, second],
          [read.rho, rho],
        ] as const) {
          expect(printed).toBeLessThanOrEqual(exact);
          expect(printed).toBeGreaterThanOrEqual(exact * (1 - 1e-8));
        }
      }),
      { seed: 4 },
    );
  });

  it('keep abstentions, wrong predictions and radii without bound', () => {
    const zero = new Map([
      ['l1', 0],
      ['l2', 0],
    ]);
    const rows = [
      row(0, { predict: -1, correct: false, radii: zero, rho: 0.25 }),
      row(20, { predict: 1, correct: false, radii: new Map([...zero, ['l1', Infinity]]), rho: 0.5 }),
      row(40, { seconds: 3723.5, radii: zero, rho: 0.5 }),
    ];
    expect(parseResultLog(formatResultLog(settings, fingerprint, rows)).rows).toEqual(rows);
  });
});

describe('reading', () => {
  const text = formatResultLog(settings, fingerprint, [row(0), row(20), row(40)]);

  it('gives back settings and rows', () => {
    const log = parseResultLog(text);
    expect(log.settings).toEqual(settings);
    expect(log).toMatchObject({ fingerprint, torn: false, wholeLength: text.length });
    expect(log.rows.map(({ index }) => index)).toEqual([0, 20, 40]);
    const endless = { ...settings, sigma: Infinity };
    expect(parseResultLog(formatResultLog(endless, fingerprint, [])).settings.sigma).toBe(Infinity);
  });

  it('drops a torn line wherever it was torn, and no other', () => {
    const start = text.indexOf('\n', text.indexOf('idx')) + 1;
    for (let length = start; length < text.length; length++) {
      const part = parseResultLog(text.slice(0, length));
      expect(part.rows.length).toBe(text.slice(start, length).split('\n').length - 1);
      expect(part.torn).toBe(text[length - 1] !== '\n');
    }
  });

  const [head = '', columns = '', line = ''] = text.split('\n');
  it.each([
    ['', /no log of wulff certify/],
    ['idx\tlabel\n', /no log of wulff certify/],
    ['# wulff {"format":1\n', /line 1: the settings are not valid JSON/],
    [`${head.replace('"n":100000', '"n":-1')}\n${columns}\n`, /line 1: the setting "n"/],
    [`${head.replace('"format":1', '"format":2')}\n${columns}\n`, /line 1: the setting "format" is of another version/],
    [`${head}\n`, /ends before the header/],
    [`${head}\nidx\tlabel\n`, /line 2: the columns are not those/],
    [`${head}\n${columns}\n${line}\n${line}\n`, /line 4: image 0 is there twice/],
    [`${head}\n${columns}\n1\t2\t3\n`, /line 3: 3 cells instead of 11/],
    [
      `${head}\n${columns}\n${line.replace('\t3\t3\t', '\t3\t4\t')}\n`,
      /line 3: correct is 1, but label is 3 and predict 4/,
    ],
    [`${head}\n${columns}\n${line.replace('98900', '100001')}\n`, /line 3: count is 100001, above n/],
    [`${head}\n${columns}\n${line.replace('0.9876', '1.9876')}\n`, /line 3: rho is 1.98.*, above 1/],
    [`${head}\n${columns}\n${line.replace('0:00:12', 'noon')}\n`, /line 3: time is/],
    [`${head}\n${columns}\n${line.replace('0.0123456789', '-1')}\n`, /line 3: the l2 radius is "-1"/],
  ])('refuses %j', (wrong, reason) => {
    expect(() => parseResultLog(wrong, 'f.tsv')).toThrow(InvalidInput);
    expect(() => parseResultLog(wrong, 'f.tsv')).toThrow(reason);
  });
});

describe('fingerprints', () => {
  const others: Partial<RunSettings>[] = [
    { model: { file: 'model.onnx', sha256: 'c'.repeat(64) } },
    { data: { name: 'other', sha256: 'c'.repeat(64) } },
    { input: 'nchw bgr 0..1' },
    { noise: 'gaussian' },
    { sigma: 0.25 },
    { lambda: 1 },
    { dim: 784 },
    { adversaries: ['l2', 'l1'] },
    { estimation: 'stop at radius 0.5' },
    { n: 1000 },
    { n0: 64 },
    { alpha: 0.01 },
    { seed: 8 },
  ];

  it.each(others)('tell a run with %o', async (change) => {
    const other = { ...settings, ...change };
    expect(await runFingerprint(other)).not.toBe(fingerprint);
    expect(differingSettings(settings, other)).toHaveLength(1);
  });

  it('do not tell files by name, engines or versions', async () => {
    const other = {
      ...settings,
      version: '9.9.9',
      engine: 'webgpu',
      model: { ...settings.model, file: 'copy.onnx' },
      data: { ...settings.data, name: 'copy' },
    };
    expect(await runFingerprint(other)).toBe(fingerprint);
    expect(differingSettings(settings, other)).toEqual([]);
  });
});

describe('a log on disk', () => {
  it('is continued after any cut, and is the same file as without it', async () => {
    const whole = newFile();
    const writer = await openResultLog(whole, settings, false);
    for (const index of [0, 20, 40]) writer.append(row(index));
    writer.close();
    const bytes = readFileSync(whole);
    expect(bytes.toString()).toBe(formatResultLog(settings, fingerprint, [row(0), row(20), row(40)]));
    const headerEnd = bytes.indexOf('\n', bytes.indexOf('idx')) + 1;
    for (let length = headerEnd; length <= bytes.length; length += 7) {
      const path = newFile();
      writeFileSync(path, bytes);
      truncateSync(path, length);
      const again = await openResultLog(path, settings, true);
      expect(again.mended).toBe(bytes[length - 1] !== 0x0a);
      const done = new Set(again.kept.map(({ index }) => index));
      for (const index of [0, 20, 40]) if (!done.has(index)) again.append(row(index));
      again.close();
      expect(readFileSync(path).equals(bytes)).toBe(true);
    }
  });

  it('is not overwritten, not mixed with other settings, and not believed when edited', async () => {
    const path = newFile();
    (await openResultLog(path, settings, false)).close();
    await expect(openResultLog(path, settings, false)).rejects.toThrow(/is there already: resume it/);
    await expect(openResultLog(path, { ...settings, sigma: 0.25, seed: 1 }, true)).rejects.toThrow(
      /other settings: sigma is 0.5 there and 0.25 here; seed is 7 there and 1 here/,
    );
    writeFileSync(path, readFileSync(path, 'utf8').replace('"sigma":0.5', '"sigma":0.25'));
    await expect(readResultLog(path)).rejects.toThrow(/the fingerprint is not that of the settings/);
    await expect(openResultLog(folder, settings, false)).rejects.toThrow(/is a directory/);
    await expect(openResultLog(join(folder, 'no', 'log.tsv'), settings, false)).rejects.toThrow(/no such directory/);
  });

  it('notices another program that writes to it', async () => {
    const path = newFile();
    const writer = await openResultLog(path, settings, false);
    writer.append(row(0));
    writeFileSync(path, 'something', { flag: 'a' });
    expect(() => writer.append(row(20))).toThrow(/changed by another program/);
    writer.close();
  });

  it('takes an empty file for a new one', async () => {
    const path = newFile();
    writeFileSync(path, '');
    const writer = await openResultLog(path, settings, false);
    writer.append(row(0));
    writer.close();
    expect((await readResultLog(path)).rows).toHaveLength(1);
  });
});

describe('merging', () => {
  const named = (file: string, log: ResultLog): MergeableLog => ({
    ...log,
    file,
    indices: log.rows.map(({ index }) => index),
    line: (i) => log.lines[i]!,
  });
  const log = (indices: readonly number[], changes: Partial<CertifiedImage> = {}, other: Partial<RunSettings> = {}) =>
    parseResultLog(
      formatResultLog(
        { ...settings, ...other },
        fingerprint,
        indices.map((index) => row(index, changes)),
      ),
    );

  it('gives the log of the whole run from any division of it', () => {
    const whole = formatResultLog(
      settings,
      fingerprint,
      [0, 20, 40, 60, 80].map((index) => row(index)),
    );
    const parts = [log([20, 80]), log([]), log([60, 0, 40])].map((each, i) => named(`${i}.tsv`, each));
    expect([...mergeLogs(parts).text()].join('')).toBe(whole);
  });

  it('takes an image that two logs agree on once, whatever its time', () => {
    const merged = mergeLogs([named('a.tsv', log([0, 20])), named('b.tsv', log([20, 40], { seconds: 1 }))]);
    expect(merged).toMatchObject({ images: 3, repeated: 1 });
  });

  it('refuses logs that differ in settings or in an image', () => {
    const a = named('a.tsv', log([0, 20]));
    expect(() => mergeLogs([a, named('b.tsv', log([20], { count: 98_901 }))])).toThrow(
      /a.tsv and b.tsv tell different results of image 20/,
    );
    expect(() => mergeLogs([a, named('b.tsv', log([40], {}, { n: 1000 }))])).toThrow(
      /of different runs: n is 100000 in a.tsv and 1000 in b.tsv/,
    );
  });
});

describe('merging files', () => {
  it('is the log of the whole run, whatever the order and the length of the shares', async () => {
    const indices = Array.from({ length: 3000 }, (_, i) => i);
    const exact = fixedSampleBound(98_900, 100_000, ErrorBudget.of(0.001)).rho;
    const rows = indices.map((index) => row(index, { rho: exact, seconds: index / 7 }));
    const parts = [0, 1, 2, 3].map((part) => {
      const path = newFile();
      const own = rows.filter(({ index }) => index % 4 === part);
      writeFileSync(path, formatResultLog(settings, fingerprint, part === 2 ? own.reverse() : own));
      return path;
    });
    // As Windows programs save it: with a byte order mark, in UTF-16.
    writeFileSync(parts[3]!, Buffer.from(`\uFEFF${readFileSync(parts[3]!, 'utf8')}`, 'utf16le'));
    const logs = await Promise.all(parts.map(openLogToMerge));
    expect([...mergeLogs(logs).text()].join('')).toBe(formatResultLog(settings, fingerprint, rows));
    expect(logs.flatMap(({ notes }) => notes)).toEqual([]);
    expect(logs[0]!.torn).toBe(false);
    // A row that is looked up is the row that was read, or nothing.
    writeFileSync(parts[0]!, 'x'.repeat(1_000_000));
    expect(() => [...mergeLogs(logs).text()]).toThrow(/was changed while it was merged/);
  });

  it('notices a count that cannot give its rho, by file and line', async () => {
    const path = newFile();
    writeFileSync(
      path,
      `${formatResultLog(settings, fingerprint, [row(0, { rho: 0.988 }), row(1, { rho: 0.989 })])}torn`,
    );
    const { notes, torn } = await openLogToMerge(path);
    expect(torn).toBe(true);
    const right = fixedSampleBound(98_900, 100_000, ErrorBudget.of(0.001)).rho.toPrecision(6);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(`${path}, line 3: 98900 votes of 100000 give rho ${right}, not 0.98`);
    expect(notes[0]).toMatch(/, and 1 more row is like it: as if the log had been edited\. It counts as it stands\.$/);
  });

  it('judges what stopped early by what any run could have seen', () => {
    const stopped = { ...settings, estimation: 'stop at l1 radius 0.5' };
    const judged = (rho: number): number => {
      const check = new RhoCheck(stopped);
      check.look(row(0, { rho, count: 990, n: 1000 }), () => 'line 3');
      return check.notes().length;
    };
    // Ten failures at the end, after 990 samples without any, and the bound of the last look alone: both are honest.
    const [least, most] = [1 - sequenceUpper(10, 1000, 0.001), 1 - sequenceUpper(0, 990, 0.001)];
    expect([least, (least + most) / 2, most].map(judged)).toEqual([0, 0, 0]);
    expect([least - 1e-5, most + 1e-5].map(judged)).toEqual([1, 1]);
  });
});

describe('the choice of images', () => {
  it('takes every skip-th, at most max of them, and shares them out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1, max: 40 }),
        fc.option(fc.integer({ min: 1, max: 60 })),
        fc.integer({ min: 1, max: 9 }),
        (size, skip, max, parts) => {
          const all = chosenImages(size, { skip, max, shard: null });
          expect(all).toEqual(
            Array.from({ length: size }, (_, i) => i)
              .filter((i) => i % skip === 0)
              .slice(0, max ?? size),
          );
          const shares = Array.from({ length: parts }, (_, i) =>
            chosenImages(size, { skip, max, shard: { part: i + 1, parts } }),
          );
          expect(shares.flat().sort((a, b) => a - b)).toEqual(all);
          expect(
            Math.max(...shares.map(({ length }) => length)) - Math.min(...shares.map(({ length }) => length)),
          ).toBeLessThanOrEqual(1);
        },
      ),
      { seed: 9 },
    );
  });

  it.each(['0/3', '4/3', '1', '1/0', '-1/2', 'a/b', '1.5/2'])('refuses the share %s', (text) => {
    expect(() => parseShard(text)).toThrow(InvalidInput);
  });
});

it('names as many columns as a row has', () => {
  expect(formatResultLogRow(row(0), { adversaries: ['l1'] }).split('\t')).toHaveLength(LOG_COLUMNS.length + 1);
});

it('says in words that a log is not there', async () => {
  await expect(readResultLog('no-such-folder/a.tsv')).rejects.toThrow(
    'Cannot read no-such-folder/a.tsv: no such file.',
  );
});
