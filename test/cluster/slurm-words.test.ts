/**
 * What Slurm is told and what it says, without a Slurm: the script run by a shell, ranges of tasks, lines of squeue and
 * sacct.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrayWords, mergeWords, readSacct, readSqueue, taskRanges } from '../../src/cluster/schedulers/slurm-node.ts';
import { shellWord, splitWords } from '../../src/cluster/scripts/shell-words.ts';
import { slurmMergeScript, slurmTaskScript } from '../../src/cluster/scripts/slurm-script.ts';
import { planOf, type PlanShape } from './plans.ts';

/**
 * Scripts in a folder with a blank and a quote in its name; `wulff` is a program that notes its words and ends with the
 * next code of a file.
 */
function scripts(shape: PlanShape, codes: readonly number[]) {
  const folder = join(mkdtempSync(join(tmpdir(), 'wulff-script-')), "it's a run");
  mkdirSync(folder);
  const program = join(folder, 'program.sh');
  writeFileSync(join(folder, 'codes'), codes.join('\n') + '\n');
  writeFileSync(
    program,
    `cd "$(dirname "$0")"\nfor word in "$@"; do echo "$word"; done >> said; echo "$WULFF_TASK" >> said\n` +
      'code=$(head -n 1 codes); tail -n +2 codes > rest; mv rest codes; exit "$code"\n',
  );
  const plan = planOf({ directory: folder, ...shape });
  const words = {
    folder,
    program: ['/bin/sh', program],
    shareOptions: (part: string, parts: number, log: string) => [
      '--shard',
      `"${part}/${parts}"`,
      '--out',
      log,
      '--resume',
    ],
    merge: ['merge', folder],
    table: ['accuracy', 'a.tsv'],
  };
  const path = join(folder, 'task.sh');
  writeFileSync(path, slurmTaskScript(plan, words));
  return {
    plan,
    folder,
    text: readFileSync(path, 'utf8'),
    merge: slurmMergeScript(plan, words),
    run: (task: number, environment: Record<string, string> = {}) => {
      const argv = 'SLURM_ARRAY_TASK_ID' in environment ? [path] : [path, String(task)];
      const { status, stderr } = spawnSync('bash', argv, {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...environment },
      });
      return { status, stderr, said: readFileSync(join(folder, 'said'), 'utf8').trim().split('\n') };
    },
  };
}

describe('the script of a share', () => {
  it('is what a person would type, and can be run by hand', () => {
    const { plan, folder, run } = scripts({}, [0, 0]);
    const words = [...plan.runs[0]!.command, '--shard', '3/4', '--out', `${folder}/shards/results-0003.tsv`, '--resume', `${plan.id}-3`]; // prettier-ignore
    expect(run(3)).toMatchObject({ status: 0, said: words });
    expect(run(0, { SLURM_ARRAY_TASK_ID: '3' })).toMatchObject({ status: 0, said: [...words, ...words] });
  });

  it('picks the run of a sweep by the number of the task', () => {
    const { run } = scripts({ parts: 4, names: ['a', 'b', 'c'] }, [0]);
    const { said } = run(10);
    expect(said).toContain('models of mine/c.onnx');
    expect(said).toContain('2/4');
    expect(said.find((word) => word.endsWith('.tsv'))).toMatch(/shards\/c-0002\.tsv$/);
  });

  it.each([
    [[3, 0], 0, 2],
    [[3, 70, 139, 0], 139, 3],
    [[2], 2, 1],
    [[130], 130, 1],
  ])('tries again what may pass: codes %j end with %d after %d calls', (codes, status, calls) => {
    const { run, plan } = scripts({}, codes);
    const ended = run(1);
    expect(ended.status).toBe(status);
    expect(ended.said.filter((word) => word === `${plan.id}-1`)).toHaveLength(calls);
  });

  it('hands the scheduler its options, and asks to be queued again', () => {
    const { text, merge } = scripts({ options: ['--partition=gpu --gres=gpu:1', '--time=4:00:00'] }, []);
    const head = text.split('\n').filter((line) => line.startsWith('#SBATCH'));
    expect(head).toContain('#SBATCH --requeue');
    expect(head).toContain('#SBATCH --partition=gpu --gres=gpu:1');
    expect(head).toContain('#SBATCH --time=4:00:00');
    expect(text.startsWith('#!/bin/bash\n')).toBe(true);
    // Slurm reads its lines up to the first command.
    expect(text.split('\n').findIndex((line) => /^[a-z]/.test(line))).toBeGreaterThan(
      text.split('\n').findLastIndex((line) => line.startsWith('#SBATCH')),
    );
    expect(merge).toMatch(/\nwulff merge .*\n$/);
    expect(scripts({ names: ['a', 'b'] }, []).merge).toMatch(
      /wulff merge .* && wulff accuracy a\.tsv > .*accuracy\.txt'?\n$/,
    );
  });
});

describe('words of a shell', () => {
  it.each(["it's", 'a b', '$HOME', '"x"', 'a\\b', '`id`', '', '--mean=-0.1,2', 'models/{a}.onnx', '*'])(
    '%j comes back',
    (word) => {
      const { stdout } = spawnSync('sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' });
      expect(stdout).toBe(word);
    },
  );

  it('are split as a person wrote them', () => {
    expect(splitWords('--partition=gpu  --comment="two words" -n 1')).toEqual(['--partition=gpu', '--comment=two words', '-n', '1']); // prettier-ignore
    expect(splitWords('')).toEqual([]);
  });
});

describe('an array', () => {
  it('has the tasks that are left, as ranges', () => {
    expect(taskRanges([1, 2, 3, 5, 8, 9])).toBe('1-3,5,8-9');
    expect(taskRanges([7])).toBe('7');
  });

  it('is submitted with the most at a time and what was added since; the join waits for all arrays, well or not', () => {
    const submission = {
      plan: planOf({ atOnce: 16 }),
      folder: '/run',
      tasks: [2, 3],
      besides: ['5'],
      more: ['--qos=night'],
    };
    expect(arrayWords(submission)).toEqual(['--parsable', '--array=2-3%16', '--qos=night', '/run/task.sh']);
    expect(mergeWords(submission, ['9', '5'])).toEqual([
      '--parsable',
      '--dependency=afterany:9:5',
      '--qos=night',
      '/run/merge.sh',
    ]);
  });
});

describe('what Slurm says', () => {
  it('of a task is what it does in the array that is alive, or did in the last', () => {
    const lines = ['7|1|COMPLETED|None', '7|2|FAILED|NonZeroExitCode', '9|2|PENDING|Resources', '7|3|NODE_FAIL|None', '9|3|TIMEOUT|TimeLimit', '7|4|RUNNING|None', '9|5|REQUEUED|BeginTime', '8|N/A|PENDING|Dependency', 'nonsense']; // prettier-ignore
    expect(readSqueue(lines.join('\n'))).toEqual([
      { task: 1, state: 'ended', words: 'COMPLETED' },
      { task: 2, state: 'waiting', words: 'PENDING (Resources)' },
      { task: 3, state: 'ended', words: 'TIMEOUT' },
      { task: 4, state: 'running', words: 'RUNNING' },
      { task: 5, state: 'waiting', words: 'REQUEUED (BeginTime)' },
    ]);
    expect(readSqueue(lines.toReversed().join('\n'))).toEqual(readSqueue(lines.join('\n')));
  });

  it('in its accounting is of the past: what is alive there is left to squeue', () => {
    expect(readSacct('12_3|OUT_OF_MEMORY\n12_4|CANCELLED by 0\n12_5|RUNNING\n13|COMPLETED\n')).toEqual([
      { task: 3, state: 'ended', words: 'OUT_OF_MEMORY' },
      { task: 4, state: 'ended', words: 'CANCELLED' },
    ]);
  });
});
