/**
 * The built program, killed and interrupted: at most the image in flight is lost, and the log ends as if nothing had
 * been.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseResultLog } from '../../src/certify/results/log-reader.ts';
import { run } from '../../src/cli/program.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { runWithFileLimit, start } from './built-program.ts';
import { moreRows, pause, rowsIn, withoutTimes } from './killed-runs.ts';
import { newFolder, writeImages, writeModel } from './template-models.ts';

const folder = newFolder();
const IMAGES = 10;
const argv = (out: string, ...more: string[]): string[] => of(writeImages(folder, IMAGES), out, ...more);
const of = (data: string, out: string, ...more: string[]): string[] => [
  ...['certify', '--model', writeModel(folder), '--data', data, '--noise', 'gaussian', '--sigma', '1'],
  ...['--adversary', 'l2', '--n', '1500', '--out', out, ...more],
];
let whole: string;

/** To its end, in this process. */
async function complete(line: readonly string[]): Promise<string> {
  const recorded = recordedIo();
  expect(await run(line, recorded.io)).toBe(0);
  return recorded.stdout();
}

beforeAll(async () => {
  const out = join(folder, 'whole.tsv');
  expect(await complete(argv(out))).toMatch(new RegExp(`${IMAGES} images, 100.0 % right`));
  whole = withoutTimes(readFileSync(out, 'utf8'));
});

const sameAsWhole = (out: string): void => {
  const [settings, ...rows] = withoutTimes(readFileSync(out, 'utf8')).split('\n');
  const [expectedSettings, ...expected] = whole.split('\n');
  expect(rows).toEqual(expected);
  // Which engine began the log is recorded and may differ.
  const essence = (line: string): string =>
    line.replace(/"engine":"[^"]*"/, '').replace(/function of one image on [^"]*, in batches/, '');
  expect(essence(settings!)).toBe(essence(expectedSettings!));
};

describe('a run that is killed', () => {
  it('and resumed again and again ends with the same log', async () => {
    const random = randomStream(31, 0);
    const out = join(folder, 'killed.tsv');
    for (let kills = 0; kills < 2; kills++) {
      const before = rowsIn(out);
      const { child, ended } = start(argv(out, '--resume', '--workers', String(1 + (kills % 2))));
      let over = false;
      void ended.then(() => (over = true));
      await moreRows(out, before, () => over);
      await pause(40 * random.uniform());
      child.kill('SIGKILL');
      await ended;
      // What was there stays there; the whole rows can be read.
      expect(rowsIn(out)).toBeGreaterThanOrEqual(before);
      expect(
        whole.startsWith(
          withoutTimes(readFileSync(out, 'utf8')).split('\n').slice(1, -1).join('\n'),
          whole.indexOf('\n') + 1,
        ),
      ).toBe(true);
    }
    await complete(argv(out, '--resume'));
    sameAsWhole(out);
  });
});

describe('a run that is interrupted', () => {
  it('keeps what it has, sums up, says how to go on, and returns 130', async () => {
    const out = join(folder, 'interrupted.tsv');
    const { child, ended } = start(argv(out));
    let over = false;
    void ended.then(() => (over = true));
    await moreRows(out, 1, () => over);
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    const { rows, torn } = parseResultLog(readFileSync(out, 'utf8'));
    expect(torn).toBe(false);
    expect(rows.length).toBeGreaterThanOrEqual(2);
    if (rows.length < IMAGES) {
      expect(code).toBe(130);
      expect(stdout).toMatch(new RegExp(`${IMAGES - rows.length} images are left; --resume continues`));
    }
    await complete(argv(out, '--resume'));
    sameAsWhole(out);
  });
});

describe('a disk that fills up', () => {
  it('ends the run with 3 after the last whole row; with room again the run goes on', async () => {
    const out = join(folder, 'full.tsv');
    // The header and some rows go into three kilobytes; the row that does not is cut off.
    const many = writeImages(folder, 30, { name: 'many.bin' });
    const more = of(many, out, '--resume');
    const { code, stderr } = await runWithFileLimit(3, more);
    expect(code).toBe(3);
    expect(stderr).toMatch(/wulff: Cannot write to .*full.tsv: the system lets the file grow no further\./);
    const { rows, torn } = parseResultLog(readFileSync(out, 'utf8'));
    expect(torn).toBe(false);
    expect(rows.length).toBeGreaterThan(3);
    await complete(more);
    expect(parseResultLog(readFileSync(out, 'utf8')).rows.map(({ index }) => index)).toEqual(
      Array.from({ length: 30 }, (_, i) => i),
    );
    const header = await runWithFileLimit(0, argv(join(folder, 'nothing.tsv')));
    expect([header.code, existsSync(join(folder, 'nothing.tsv'))]).toEqual([3, false]);
  });
});
