/** A run folder with logs of all kinds, and what status and merge make of it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatResultLog } from '../../src/certify/results/result-log.ts';
import type { CertifiedImage } from '../../src/certify/results/result.ts';
import { runFingerprint } from '../../src/certify/results/run-fingerprint.ts';
import { formatPlan, imagesOfTask, tasksOf, type ClusterPlan } from '../../src/cluster/plan.ts';
import { lookAtRun, shardsOf } from '../../src/cluster/progress/look-node.ts';
import { runStatus, type RunStatus } from '../../src/cluster/progress/run-status.ts';
import { lastSentence } from '../../src/cluster/progress/last-sentence-node.ts';
import { mergeRun } from '../../src/cluster/merge-run-node.ts';
import { lockRunFolder } from '../../src/cluster/run-folder-node.ts';
import type { TaskState } from '../../src/cluster/schedulers/scheduler.ts';
import { run as program } from '../../src/cli/program.ts';
import { printedWidth } from '../../src/cli/terminal/table.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { planOf, SETTINGS } from './plans.ts';

const row = (index: number, seconds = 2): CertifiedImage => ({
  index,
  label: 1,
  predict: index % 3 === 0 ? 2 : 1,
  correct: index % 3 !== 0,
  seconds,
  rho: 0.9,
  count: 950,
  n: 1000,
  radii: new Map([['l2', 0.6]]),
});

const fingerprint = await runFingerprint(SETTINGS);

/** A folder in which task t has the first rows[t - 1] of its images. */
function folderOf(plan: ClusterPlan, rows: readonly number[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'wulff-run-'));
  mkdirSync(join(folder, 'shards'));
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'plan.json'), formatPlan(plan));
  for (const task of tasksOf(plan)) {
    const count = rows[task.number - 1] ?? 0;
    if (count < 0) continue;
    const images = imagesOfTask(task, plan).slice(0, count);
    writeFileSync(
      join(folder, task.log),
      formatResultLog(
        SETTINGS,
        fingerprint,
        images.map((index) => row(index)),
      ),
    );
  }
  return folder;
}

const plan = planOf({ parts: 4, images: 12 });

function statusOf(
  folder: string,
  states: readonly TaskState[] | null,
  submitted: readonly number[] = [1, 2, 3, 4],
): RunStatus {
  return runStatus({
    plan,
    shards: shardsOf(folder, plan),
    states,
    submitted: new Set(submitted),
    sentence: (task) => lastSentence(folder, task),
    joinedRows: () => 0,
    notes: [],
  });
}

const ended = (task: number, words = 'FAILED'): TaskState => ({ task, state: 'ended', words });

describe('a task', () => {
  const folder = folderOf(plan, [3, 1, 0, -1]);

  it('is done by its rows, at work by the scheduler, failed or new by what was submitted', () => {
    const states = [ended(1, 'COMPLETED'), { task: 2, state: 'running', words: 'RUNNING' }, { task: 3, state: 'waiting', words: 'PENDING (Priority)' }] as const; // prettier-ignore
    expect(statusOf(folder, states).tasks.map(({ state }) => state)).toEqual(['done', 'running', 'waiting', 'failed']);
    expect(statusOf(folder, states, [1, 2, 3]).tasks[3]!.state).toBe('new');
    expect(statusOf(folder, null).tasks.map(({ state }) => state)).toEqual(['done', 'unknown', 'unknown', 'unknown']);
    // A scheduler may say "completed" of a task whose log was deleted since.
    expect(statusOf(folder, [ended(4, 'COMPLETED')]).tasks[3]!.state).toBe('failed');
  });

  it('that failed has its last sentence: its own, the scheduler’s, or that there is none', () => {
    const print = (task: number, text: string): void => writeFileSync(join(folder, `logs/task-000${task}.log`), text);
    print(
      2,
      'Engine onnx\nwulff: Cannot write to x.tsv: no space left on the device. (--out)\nTask 2 ended with exit code 3: try 3 of 3.\n',
    );
    print(
      3,
      '[1/3] image 4: predicts 3\nslurmstepd-n1: error: *** JOB 9 ON n1 CANCELLED AT 2026-11-30 DUE TO TIME LIMIT ***\n',
    );
    const sentences = statusOf(folder, [ended(2), ended(3, 'TIMEOUT'), ended(4, 'NODE_FAIL')]).tasks.map(
      ({ sentence }) => sentence,
    );
    expect(sentences).toEqual([
      null,
      'Cannot write to x.tsv: no space left on the device. (--out)',
      'TIMEOUT: JOB 9 ON n1 CANCELLED AT 2026-11-30 DUE TO TIME LIMIT',
      'NODE_FAIL: it ended with 3 images left and printed nothing: its node may be gone, or the disk full.',
    ]);
  });
});

describe('the numbers of a status', () => {
  it('are counted from rows: copies, their pace, the time left, accuracy with its interval', () => {
    const folder = folderOf(plan, [3, 1, 1, 1]);
    const states = [2, 3].map((task) => ({ task, state: 'running', words: 'RUNNING' }) as const);
    const status = statusOf(folder, [...states, { task: 4, state: 'waiting', words: 'PENDING' }]);
    expect(status.images).toEqual({ planned: 12, done: 6 });
    expect(status.copies).toBe(6 * 1100);
    expect(status.rate).toEqual({ task: 550, all: 1100 });
    // Three tasks with two images of 2 s each, on two nodes: 6 s; with one at a time 12.
    expect(status.secondsLeft).toBe(6);
    const slow = { ...plan, atOnce: 1 };
    expect(runStatus({ plan: slow, shards: shardsOf(folder, plan), states: [...states, { task: 4, state: 'waiting', words: '' }], submitted: new Set([1, 2, 3, 4]), sentence: () => null, joinedRows: () => 0, notes: [] }).secondsLeft).toBe(12); // prettier-ignore
    // Images 0, 4, 8, 1, 2, 3: those divisible by three are wrong.
    const [at] = status.runs[0]!.accuracy;
    expect([at!.radius, at!.certified, at!.accuracy]).toEqual([0, 4, 4 / 6]);
    // Clopper-Pearson at 4 of 6, 95 %: 0.2228 to 0.9567.
    expect(at!.interval!.lower).toBeCloseTo(0.2228, 4);
    expect(at!.interval!.upper).toBeCloseTo(0.9567, 4);
  });

  it('do not depend on clocks: files of another time tell the same', async () => {
    const folder = folderOf(plan, [3, 1, 1, 1]);
    const before = (await lookAtRun(folder)).status;
    for (const { log } of tasksOf(plan)) utimesSync(join(folder, log), 1e9, 4e9);
    expect((await lookAtRun(folder)).status).toEqual(before);
  });
});

describe('logs of shares', () => {
  it('with a torn line count their whole rows; without their two first lines they are just begun', () => {
    const folder = folderOf(plan, [2, 2, 2, 2]);
    const [first, second] = tasksOf(plan).map(({ log }) => join(folder, log));
    const text = readFileSync(first!, 'utf8');
    writeFileSync(first!, text.slice(0, -5));
    writeFileSync(second!, text.slice(0, 40));
    const shards = shardsOf(folder, plan);
    expect(shards.map(({ done, begun }) => [done.length, begun])).toEqual([
      [1, true],
      [0, false],
      [2, true],
      [2, true],
    ]);
    expect(shards[0]!.missing).toEqual([4, 8]);
  });

  it('of another model, or with images of another share, are refused by name, and counted nowhere', async () => {
    const folder = folderOf(plan, [1, 1, 1, 1]);
    const [first, second] = tasksOf(plan).map(({ log }) => join(folder, log));
    const other = { ...SETTINGS, sigma: 0.25 };
    writeFileSync(first!, formatResultLog(other, await runFingerprint(other), [row(0)]));
    expect(() => shardsOf(folder, plan)).toThrow(/results-0001\.tsv was made with other settings: sigma is 0\.25 in it and 0\.5 in the plan/); // prettier-ignore
    writeFileSync(first!, formatResultLog(SETTINGS, fingerprint, [row(0)]));
    writeFileSync(second!, formatResultLog(SETTINGS, fingerprint, [row(0)]));
    expect(() => shardsOf(folder, plan)).toThrow(/results-0002\.tsv has image 0, which is not of this share/);
  });

  it('are joined to what one process writes, or the missing images are named exactly', async () => {
    const whole = formatResultLog(
      SETTINGS,
      fingerprint,
      Array.from({ length: 12 }, (_, index) => row(index)),
    );
    const folder = folderOf(plan, [3, 3, 3, 3]);
    expect(await mergeRun(folder, plan)).toMatchObject([{ images: 12, missing: [], tasks: [] }]);
    expect(readFileSync(join(folder, 'results.tsv'), 'utf8')).toBe(whole);
    rmSync(join(folder, tasksOf(plan)[1]!.log));
    const { io, stderr } = recordedIo();
    expect(await program(['merge', folder], io)).toBe(4);
    expect(stderr()).toMatch(
      /results\.tsv lacks 3 images, of task 2: 1, 5, 9\. The command that began the run submits/,
    );
    const lines = whole.split('\n').filter((line) => !/^(1|5|9)\t/.test(line));
    expect(readFileSync(join(folder, 'results.tsv'), 'utf8')).toBe(lines.join('\n'));
  });
});

describe('wulff status', () => {
  it('says what there is, in lines that fit, and ends with 4 where nothing is at work', async () => {
    const folder = folderOf(plan, [3, 1, -1, -1]);
    const { io, stdout } = recordedIo({ stdoutIsTty: true, columns: 60, environment: { NO_COLOR: '1' } });
    expect(await program(['status', folder], io)).toBe(4);
    expect(stdout()).toMatch(/4\/12 images\s+4,400 copies/);
    expect(stdout()).toMatch(/Tasks: 1 done, 1 failed, 2 not submitted/);
    expect(stdout()).toMatch(/radius +0 +0\.2 +0\.4/);
    for (const line of stdout().split('\n'))
      if (!line.includes(folder)) expect(printedWidth(line)).toBeLessThanOrEqual(60);
  });

  it('watches until nothing is at work, and says on a terminal the same in place', async () => {
    const folder = folderOf(plan, [3, 3, 3, 3]);
    await mergeRun(folder, plan);
    const { io, stdout } = recordedIo({ stdoutIsTty: true });
    expect(await program(['status', folder, '--watch'], io)).toBe(0);
    expect(stdout()).toMatch(/12\/12/);
    expect(stdout().replace(/\s+/g, ' ')).toMatch(/All images are there, joined: .*results\.tsv\./);
  });

  it('prints one document', async () => {
    const folder = folderOf(plan, [3, 1, 0, -1]);
    const { io, stdout } = recordedIo();
    expect(await program(['status', folder, '--json'], io)).toBe(4);
    const document = JSON.parse(stdout()) as Record<string, unknown>;
    expect(document).toMatchObject({ schema: 'wulff.status/1', cluster: 'slurm', images: { planned: 12, done: 4 }, tasks: { done: 1, failed: 2, new: 1 } }); // prettier-ignore
    expect((document['shards'] as unknown[])[1]).toMatchObject({
      task: 2,
      run: 'results',
      images: 3,
      done: 1,
      missing: [5, 9],
    });
  });

  it.each([
    ['nowhere', /There is no folder nowhere\./],
    ['src', /src is no folder of a run on a cluster: it has no plan\.json\./],
  ])('%s is refused', async (folder, sentence) => {
    const { io, stderr } = recordedIo();
    expect(await program(['status', folder], io)).toBe(2);
    expect(stderr()).toMatch(sentence);
  });
});

describe('two runs in one folder', () => {
  it('are told: one submits at a time', () => {
    const folder = folderOf(plan, []);
    const unlock = lockRunFolder(folder);
    expect(() => lockRunFolder(folder)).toThrow(/plan\.json is being written by process \d+/);
    unlock();
    lockRunFolder(folder)();
  });
});
