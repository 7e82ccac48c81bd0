/** The scripts that Slurm runs: one for the array of shares, one that joins their logs. */
import { NUMBER_DIGITS, type ClusterPlan } from '../plan.ts';
import { shellWord } from './shell-words.ts';
import { numberLines, shareLines, type ScriptWords } from './task-script.ts';

/** How often a share is tried before it is given up: a failure of a machine may pass. */
const TRIES = 3;

/** What the scripts of Slurm are made of. */
export interface SlurmWords extends ScriptWords {
  /** The words that start this program. */
  readonly program: readonly string[];
  /** The words after the program that join the logs of the folder, and that print the table of several runs. */
  readonly merge: readonly string[];
  readonly table: readonly string[];
}

/** The name of the jobs of a plan; the joining job has it with `-merge` behind. */
export const jobName = ({ id }: ClusterPlan): string => `wulff-${id}`;

const header = (plan: ClusterPlan, name: string, output: string): string[] => [
  `#SBATCH --job-name=${name}`,
  '#SBATCH --requeue',
  '#SBATCH --open-mode=append',
  `#SBATCH --output=${output}`,
  ...plan.options.map((line) => `#SBATCH ${line}`),
];

const program = (plan: ClusterPlan, { program: words }: SlurmWords): string[] => [
  `cd ${shellWord(plan.directory)} || exit 3`,
  `wulff() { ${words.map(shellWord).join(' ')} "$@"; }`,
];

/** Percent signs of a path as Slurm reads them in the name of an output. */
const outputPath = (path: string): string => path.replaceAll('%', '%%');

/** The script of the array: a task certifies one share, and goes on where its log ends. */
export function slurmTaskScript(plan: ClusterPlan, words: SlurmWords): string {
  const shares = plan.runs.length === 1 ? plan.parts : `${plan.runs.length} runs in ${plan.parts}`;
  return `${[
    '#!/bin/bash',
    `# Certifies one of ${shares} shares: by Slurm, or by hand: bash ${words.folder}/task.sh 1`,
    '# Written by wulff once, yours to edit: the next submission takes it as it is then.',
    ...header(plan, jobName(plan), outputPath(`${words.folder}/logs/task-`) + `%${NUMBER_DIGITS}a.log`),
    '',
    'task=${SLURM_ARRAY_TASK_ID:-$1}',
    ...program(plan, words),
    ...numberLines(plan, words.folder),
    '',
    `# ${TRIES === 3 ? 'Three' : TRIES} tries. Bad input (2) stays bad; an interruption (130) is for Slurm to answer.`,
    `for try in ${Array.from({ length: TRIES }, (_, i) => i + 1).join(' ')}; do`,
    ...shareLines(plan, words, '  '),
    '  code=$?',
    '  case $code in 0 | 2 | 130) exit $code ;; esac',
    `  echo "Task $task ended with exit code $code: try $try of ${TRIES}." >&2`,
    'done',
    'exit $code',
  ].join('\n')}\n`;
}

/** The script of the job that follows the array: it joins what logs there are, and says what is missing. */
export function slurmMergeScript(plan: ClusterPlan, words: SlurmWords): string {
  const line = (command: readonly string[], end = ''): string => `wulff ${command.map(shellWord).join(' ')}${end}`;
  return `${[
    '#!/bin/bash',
    '# Joins the logs of all shares when the last task has ended. Written by wulff once, yours to edit.',
    ...header(plan, `${jobName(plan)}-merge`, outputPath(`${words.folder}/logs/merge.log`)),
    '',
    ...program(plan, words),
    plan.runs.length === 1
      ? line(words.merge)
      : `${line(words.merge)} && ${line(words.table, ` > ${shellWord(`${words.folder}/accuracy.txt`)}`)}`,
  ].join('\n')}\n`;
}
