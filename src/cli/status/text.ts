/** How a run on a cluster is, for people. */
import type { ClusterPlan } from '../../cluster/plan.ts';
import type { RunStatus, TaskStatus } from '../../cluster/progress/run-status.ts';
import { durationText } from '../certify/text.ts';
import { outputStyle, type CommandIo, type Style } from '../terminal/io.ts';
import { progressBar } from '../terminal/progress.ts';
import { scaleText, tableLines, wrapped } from '../terminal/table.ts';

/** Failed tasks that are listed. */
const LISTED = 8;

const grouped = (number: number): string => Math.floor(number).toLocaleString('en');
/** Per cent to one decimal, rounded outward, so that an interval printed holds the one computed. */
const low = (share: number): string => (Math.floor(1000 * share) / 10).toFixed(1);
const high = (share: number): string => (Math.ceil(1000 * share) / 10).toFixed(1);

/** The lines of a status, fitted to the width of the terminal. */
export function statusLines(folder: string, plan: ClusterPlan, found: RunStatus, io: CommandIo): string[] {
  const style = outputStyle(io);
  const width = Math.min(io.columns, 100);
  const { images, counts, rate, secondsLeft, copies } = found;
  const facts = [
    `${grouped(copies)} copies`,
    ...(rate.all === null || counts.running === 0 ? [] : [`${grouped(rate.all)} a second`]),
    ...(secondsLeft === null || secondsLeft === 0 ? [] : [`${durationText(secondsLeft)} left`]),
  ];
  return [
    `${style.bold(folder)}  ${plan.cluster}, ${plan.runs.length === 1 ? '' : `${plan.runs.length} runs, `}${found.tasks.length} tasks`,
    `${style.good(progressBar(images.done, images.planned, Math.max(10, Math.min(32, width - 60))))} images  ${facts.join(', ')}`,
    taskLine(found, style),
    '',
    ...accuracyLines(plan, found, width),
    ...failureLines(found, style, width),
    ...found.notes.flatMap((note) => ['', ...wrapped(note, width)]),
    ...endLines(folder, found, width),
  ];
}

function taskLine({ counts, tasks }: RunStatus, style: Style): string {
  const reasons = [...new Set(tasks.flatMap(({ state, sentence }) => (state === 'waiting' && sentence !== null ? [/\((.*)\)/.exec(sentence)?.[1] ?? ''] : [])))].filter((reason) => reason !== '' && reason !== 'None'); // prettier-ignore
  const parts = [
    counts.done > 0 ? style.good(`${counts.done} done`) : '',
    counts.running > 0 ? `${counts.running} running` : '',
    counts.waiting > 0
      ? `${counts.waiting} waiting${reasons.length === 0 ? '' : ` (${reasons.slice(0, 2).join(', ')})`}`
      : '',
    counts.failed > 0 ? style.bad(`${counts.failed} failed`) : '',
    counts.new > 0 ? `${counts.new} not submitted` : '',
    counts.unknown > 0 ? style.warn(`${counts.unknown} not done, state unknown`) : '',
  ];
  return `Tasks: ${parts.filter((part) => part !== '').join(', ')}`;
}

function accuracyLines(plan: ClusterPlan, { runs, confidence }: RunStatus, width: number): string[] {
  return runs.flatMap(({ name, adversary, planned, done, accuracy }, r) => {
    const { noise, sigma } = plan.runs[r]!.settings;
    const title = `${runs.length === 1 ? '' : `${name}: `}${noise}, sigma ${scaleText(sigma)}, certified against ${adversary}`;
    if (accuracy.length === 0) return [`${title}: no image yet`, ''];
    const share = done === planned ? 'all images' : `${done} of ${planned} images`;
    // As many radii as there is room for.
    const shown = accuracy.slice(0, Math.max(1, Math.floor((width - 14) / 14)));
    return [
      `${title}, ${share}`,
      ...tableLines(
        [
          { header: 'radius', align: 'left' },
          ...shown.map(({ radius }) => ({ header: String(radius), align: 'right' }) as const),
        ],
        [
          ['accuracy', ...shown.map((at) => `${low(at.accuracy)} %`)],
          [
            `${100 * confidence} %`,
            ...shown.map(({ interval }) => `${low(interval!.lower)}-${high(interval!.upper)} %`),
          ],
        ],
      ),
      '',
    ];
  });
}

function failureLines({ tasks }: RunStatus, style: Style, width: number): string[] {
  const failed = tasks.filter(({ state }) => state === 'failed');
  const line = ({ task, done, images, sentence }: TaskStatus): string[] =>
    wrapped(`task ${task} (${done}/${images}): ${sentence ?? ''}`, width, '  ');
  return [
    ...(failed.length === 0 ? [] : [style.bad('Failed:')]),
    ...failed.slice(0, LISTED).flatMap(line),
    ...(failed.length > LISTED ? [`  and ${failed.length - LISTED} more: --json has all`] : []),
    ...(failed.length === 0 ? [] : ['']),
  ];
}

function endLines(folder: string, { counts, images, runs }: RunStatus, width: number): string[] {
  if (images.done === images.planned) {
    const logs = runs.map(({ name }) => `${folder}/${name}.tsv`).join(', ');
    if (runs.every(({ joined }) => joined)) return wrapped(`All images are there, joined: ${logs}.`, width);
    return wrapped(`All images are there: "wulff merge ${folder}" joins them, if no job is just about to.`, width);
  }
  const idle = counts.running + counts.waiting + counts.unknown === 0;
  if (counts.failed === 0 && !idle) return [];
  return wrapped('The command that began the run submits again what has failed, and nothing else.', width);
}
