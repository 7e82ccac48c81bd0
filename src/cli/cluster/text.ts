/** What is said of a run that was handed to a cluster. */
import type { SubmitReport } from '../../cluster/submit-node.ts';

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** What was submitted, and how to watch it. */
export function submitLines(report: SubmitReport, folder: string, dryRun: boolean): string[] {
  const { plan, job, manifest, tasks, otherWords } = report;
  const { all, done, alive, left } = tasks;
  const still = [
    ...(done > 0 ? [`${done} of ${all} have all their images`] : []),
    ...(alive > 0 ? [`${alive} ${alive === 1 ? 'is' : 'are'} waiting or running`] : []),
  ].join(', ');
  const kept = otherWords
    ? [`${folder}/task.sh was written with other options, and is kept: edit it, or choose another folder.`]
    : [];
  if (left.length === 0) {
    return [
      ...kept,
      done === all
        ? `All ${count(all, 'task')} have all their images: nothing to submit.`
        : `Nothing to submit: of ${count(all, 'task')} ${still}.`,
    ];
  }
  const what = `${count(left.length, 'task')}${still === '' ? '' : ` (of the others ${still})`}`;
  const watch = `  wulff status ${folder} --watch`;
  if (plan.cluster === 'kubernetes') {
    if (job === null) {
      return [
        `${manifest!.file} has ${what}: kubectl apply -f ${manifest!.file}`,
        `When they are done, "wulff merge ${folder}" joins their logs.`,
      ];
    }
    return [
      `Applied: Job ${job.array} with ${what}.`,
      `${watch}   images, accuracy, time left`,
      `  kubectl get pods -l job-name=${job.array}`,
      `When they are done, "wulff merge ${folder}" joins their logs.`,
    ];
  }
  if (job === null)
    return [
      ...kept,
      `${dryRun ? 'Not submitted' : 'Nothing submitted'}: ${what}. The scripts are ${folder}/task.sh and merge.sh.`,
    ];
  const jobs = [job.array, ...(job.merge === null ? [] : [job.merge])];
  const commands: [string, string][] = [
    [watch, 'images, accuracy, time left'],
    [`  squeue -j ${jobs.join(',')}`, 'what Slurm says of them'],
    [`  scancel ${jobs.join(' ')}`, 'ends them; the same command goes on'],
  ];
  const width = Math.max(...commands.map(([command]) => command.length));
  return [
    ...kept,
    `Submitted ${what}: array ${job.array}; job ${job.merge} joins the logs when it has ended.`,
    ...commands.map(([command, why]) => `${command.padEnd(width)}   ${why}`),
    `The script is ${folder}/task.sh, yours to edit.`,
  ];
}
