/**
 * The script that certifies one share: what a person would type, with the number of the share filled in. Slurm is given
 * it as a file, Kubernetes as the command of a container.
 */
import { NUMBER_DIGITS, shardLog, type ClusterPlan, type PlannedRun } from '../plan.ts';
import { brokenCommand, shellWord } from './shell-words.ts';

/** How a script calls the program, and names what depends on the share. */
export interface ScriptWords {
  /** The run folder, as the script names it. */
  readonly folder: string;
  /**
   * The options of a share: given the shell's text of its number, of the number of shares and of its log, already
   * quoted.
   */
  readonly shareOptions: (part: string, parts: number, log: string) => readonly string[];
}

/** Lines that certify the share `$part` of the run that `$task` belongs to, into a log under `$run`. */
export function shareLines(plan: ClusterPlan, words: ScriptWords, indent = ''): string[] {
  const { runs, parts } = plan;
  const command = (run: PlannedRun, deep: string): string => {
    const log = `"$run/${shardLog(run.name, '$share')}"`;
    const typed = ['wulff', ...run.command.map(shellWord), ...words.shareOptions('$part', parts, log)];
    return brokenCommand(typed, deep);
  };
  if (runs.length === 1) return [command(runs[0]!, indent)];
  return [
    `${indent}case $(((task - 1) / ${parts})) in`,
    ...runs.flatMap((run, r) => [`${indent}  ${r}) # ${run.name}`, command(run, `${indent}    `), `${indent}    ;;`]),
    `${indent}esac`,
  ];
}

/** Lines that turn the number of a task into that of its share, and say whose its lock is. */
export const numberLines = ({ id, parts }: ClusterPlan, folder: string): string[] => [
  `run=${shellWord(folder)}`,
  `part=$(((task - 1) % ${parts} + 1))`,
  `share=$(printf %0${NUMBER_DIGITS}d "$part")`,
  '# A lock on the log that this task left on a node that died is its own.',
  `export WULFF_TASK=${id}-$task`,
];
