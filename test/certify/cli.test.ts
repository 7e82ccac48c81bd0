/** How `wulff certify` and `wulff merge` speak: help, lines, progress, summary. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CertifiedImage } from '../../src/certify/results/result.ts';
import { durationText, imageLine, progressText, summaryRadii } from '../../src/cli/certify/text.ts';
import { run } from '../../src/cli/program.ts';
import { printedWidth } from '../../src/cli/terminal/table.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { newFolder, writeImages, writeModel } from './template-models.ts';

const help = async (...argv: string[]): Promise<string> => {
  const recorded = recordedIo();
  expect(await run([...argv, '--help'], recorded.io)).toBe(0);
  return recorded.stdout();
};

describe('help', () => {
  it('lists the commands and explains units, resuming and exit codes', async () => {
    expect(await help()).toMatch(/certify .*\n[^]*merge /);
    const text = await help('certify');
    expect(text).toMatch(/sigma, lambda and radii are in units of data in \[0, 1\]/);
    expect(text).toMatch(/--resume/);
    expect(text).toMatch(/130 interrupted/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(await help('merge')).toMatch(/fingerprints/);
  });
});

describe('splitting noise that cannot be', () => {
  it.each([
    ['spliting', '0.5', /Unknown noise "spliting"\. Did you mean "splitting"\?/],
    ['splitting', '1e-5', /fewer than 4 positions .* give a lambda of at least 2\/255\. \(--lambda\)/],
    ['splitting,levels=3', '0.1', /fewer than 4 positions .* give a lambda of at least 2\/3\. \(--lambda\)/],
  ])('%s at sigma %s is refused before a log is begun', async (noise, sigma, sentence) => {
    const folder = newFolder();
    const out = join(folder, 'log.tsv');
    const argv = ['certify', '--model', writeModel(folder), '--data', 'samples/cifar10-100', '--adversary', 'l1'];
    const { io, stderr } = recordedIo();
    await expect(
      run([...argv, '--noise', noise, '--sigma', sigma, '--max', '1', '--out', out], io).then((code) => {
        throw new Error(`${code}: ${stderr()}`);
      }),
    ).rejects.toThrow(sentence);
    expect(existsSync(out)).toBe(false);
  });
});

const row: CertifiedImage = {
  index: 240,
  label: 3,
  predict: 3,
  correct: true,
  seconds: 8.94,
  rho: 0.98769,
  count: 98_900,
  n: 100_000,
  radii: new Map([
    ['l1', 0.45679],
    ['l2', 0.012349],
  ]),
};

describe('lines', () => {
  it('tell an image with radii cut, not rounded', () => {
    const names = ['a', 'b', 'c', 'cat', 'dog'];
    const line = (changes: Partial<CertifiedImage>): string =>
      imageLine({ ...row, ...changes }, 12, 500, { adversaries: ['l1', 'l2'] }, names);
    expect(line({})).toBe(
      '[12/500] image 240: predicts 3 (cat), right; rho 0.9876, radius 0.4567 (l1), 0.01234 (l2); n 100,000, 8.9 s',
    );
    expect(line({ predict: 4, correct: false })).toContain('predicts 4 (dog), wrong: label 3 (cat); rho');
    expect(line({ predict: -1, correct: false })).toBe(
      '[12/500] image 240: abstains, label 3 (cat); rho 0.9876; n 100,000, 8.9 s',
    );
    expect(imageLine(row, 1, 1, { adversaries: ['l1'] }, null)).toContain('predicts 3, right');
  });

  it('tell the time left from the images done, and before the first from its samples', () => {
    const facts = { done: 10, total: 40, index: 200, samples: 1_010_000, atMost: 100_100, seconds: 100 };
    expect(progressText(facts)).toMatch(/10\/40, image 200, 10100 samples\/s, 5 min left$/);
    expect(progressText({ ...facts, done: 0, samples: 100_100, seconds: 10 })).toMatch(/10010 samples\/s, 7 min left$/);
    expect(progressText({ ...facts, done: 0, samples: 0, seconds: 0 })).not.toContain('left');
    expect([0.2, 59, 61, 3600, 9000].map(durationText)).toEqual(['1 s', '59 s', '1 min', '1 h 0 min', '2 h 30 min']);
  });

  it('sum up at round radii that do not pass the largest', () => {
    expect(summaryRadii(0.7)).toEqual([0, 0.2, 0.4, 0.6]);
    expect(summaryRadii(3)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
    for (const largest of [1e-3, 0.0312, 1, 17, 999]) {
      const radii = summaryRadii(largest);
      expect(radii.at(-1)).toBeLessThanOrEqual(largest);
      expect(radii.length).toBeGreaterThan(3);
      expect(radii.length).toBeLessThan(8);
    }
    expect(summaryRadii(0)).toEqual([0]);
    expect(summaryRadii(Infinity)).toEqual([0]);
  });
});

describe('progress', () => {
  it('appears on a terminal and is gone in the end, and what is said fits', async () => {
    const folder = newFolder();
    const recorded = recordedIo({ stderrIsTty: true, columns: 60 });
    const code = await run(
      [
        ...[
          'certify',
          '--model',
          writeModel(folder),
          '--data',
          writeImages(folder, 8),
          '--noise',
          'gaussian',
          '--sigma',
          '4',
        ],
        ...['--adversary', 'l2', '--n', '8000'],
      ],
      recorded.io,
    );
    expect(code).toBe(0);
    expect(recorded.stderr()).toMatch(/\d\/8, image \d, \d+ samples\/s/);
    const summary = recorded.stderr().split('\r\u001b[2K').at(-1)!;
    expect(summary.replace(/\s+/g, ' ')).toMatch(/samples\/s; of the threads' time/);
    // A hash is one word.
    const lines = summary.split('\n').filter((line) => !/\S{50}/.test(line));
    expect(Math.max(...lines.map(printedWidth))).toBeLessThanOrEqual(60);
  });
});
