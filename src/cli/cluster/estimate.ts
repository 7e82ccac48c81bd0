/** `wulff certify --estimate`: how long and how much, before anything starts. */
import type { Command } from 'commander';
import { openDataSet } from '../../certify/data/open-data-set-node.ts';
import { chosenImages } from '../../certify/image-choice.ts';
import { certifyFiles } from '../../certify/run-node.ts';
import type { CertifyPlan } from '../../certify/certify-plan.ts';
import { copiesAnImage, taskEstimate, type Probe } from '../../cluster/estimate.ts';
import { expectedCopies } from '../../cluster/expected-copies.ts';
import { EngineFault } from '../../certify/engine.ts';
import { readRequest, readSubject, type CertifyFlags, type CertifyRequest } from '../certify/options.ts';
import { durationText } from '../certify/text.ts';
import { parseInteger } from '../input/options.ts';
import { EXIT, printJson, type CommandIo } from '../terminal/io.ts';
import { printed, tableLines } from '../terminal/table.ts';
import { namedRuns, type ClusterOptions, type NamedRun } from './runs.ts';

/** Seconds that a probe may take once the model is open, and images that it takes at most. */
const SECONDS = 20;
const IMAGES = 64;
/** Copies of each. */
const COPIES = 400;

/** One run's probe and what follows from it. */
interface Estimated {
  readonly name: string;
  readonly engine: string;
  readonly images: number;
  /** Whether every image takes the same number of copies. */
  readonly fixed: boolean;
  readonly probe: Probe;
}

/** Prints the estimate of each run; returns the exit code. */
export async function estimateRuns(
  options: CertifyFlags & ClusterOptions,
  command: Command,
  io: CommandIo,
): Promise<number> {
  const tasks = options.tasks === undefined ? 64 : parseInteger(options.tasks, '--tasks', 1);
  const estimates: Estimated[] = [];
  for (const run of namedRuns(options, command)) estimates.push(await probed(run, io));
  const counts = [...new Set([1, Math.ceil(tasks / 4), Math.ceil(tasks / 2), tasks, 2 * tasks, 4 * tasks])].sort(
    (a, b) => a - b,
  );
  if (options.json === true) {
    printJson(io, {
      schema: 'wulff.estimate/1',
      runs: estimates.map(({ name, engine, images, probe }) => ({
        name,
        engine,
        images,
        probe: { images: probe.images, copies: probe.copies, seconds: probe.seconds, startSeconds: probe.startSeconds },
        copiesAnImage: copiesAnImage(probe),
        tasks: counts.map((each) => taskEstimate(probe, images, each)),
      })),
    });
    return EXIT.done;
  }
  io.stdout(
    printed(
      estimates.flatMap((each, i) => [...(i === 0 ? [] : ['']), ...estimateLines(each, counts)]),
      io,
    ),
  );
  return EXIT.done;
}

/** Votes on images from all over the data for a while; keeps nothing. */
async function probed({ name, options }: NamedRun, io: CommandIo): Promise<Estimated> {
  const request = readRequest(options);
  const opened = performance.now();
  const controller = new AbortController();
  let begun = opened;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let whole: CertifyPlan | undefined;
  const { images, probe } = await spreadImages(request);
  const few = fewCopies(options);
  try {
    const report = await certifyFiles(
      {
        ...request.files,
        out: undefined,
        resume: false,
        choice: probe,
        subject: async (data) => {
          whole = (await readSubject(options, request, data, io)).plan;
          return readSubject(few, request, data, io);
        },
      },
      {
        signal: controller.signal,
        onCheck: () => {
          begun = performance.now();
          timer = setTimeout(() => controller.abort(), SECONDS * 1000);
        },
      },
    );
    if (report.fresh.length === 0) {
      throw new EngineFault('other', `The model did not finish one image of the probe in ${SECONDS} s here.`, {
        settings: ['batch'],
      });
    }
    return {
      name,
      engine: report.settings.engine,
      images,
      fixed: whole!.kind === 'splitting' || whole!.stopping.kind === 'fixed',
      probe: {
        images: report.fresh.length,
        copies: report.samples,
        seconds: report.seconds,
        each: await expectedCopies(whole!, report.fresh),
        startSeconds: (begun - opened) / 1000 + START,
      },
    };
  } finally {
    clearTimeout(timer);
  }
}

/** The same question with no more copies than tell how an image stands. */
function fewCopies(options: CertifyFlags): CertifyFlags {
  const few: Record<string, unknown> = { ...options, n: String(Math.min(COPIES, Number(options.n))) };
  delete few['stopAtRadius'];
  delete few['relativeWidth'];
  return few as unknown as CertifyFlags;
}

/** Seconds from the start of the process to this command. */
const START = performance.now() / 1000;

/** Images of the run, and those of the probe: spread over all of them. */
async function spreadImages({
  files,
}: CertifyRequest): Promise<{ readonly images: number; readonly probe: readonly number[] }> {
  const data = await openDataSet(files.data, files.dataOptions);
  const all = chosenImages(data.size, files.choice);
  const step = Math.max(1, Math.floor(all.length / IMAGES));
  return { images: all.length, probe: all.filter((_, i) => i % step === 0).slice(0, IMAGES) };
}

const rounded = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en');

function estimateLines({ name, engine, images, probe, fixed }: Estimated, counts: readonly number[]): string[] {
  const copies = copiesAnImage(probe);
  const of = probe.images === 1 ? 'one image' : `${probe.images} images`;
  const each = fixed
    ? `${copies.expected.toLocaleString('en')} copies each`
    : `about ${rounded(copies.expected)} copies each (${rounded(copies.lower)} to ${rounded(copies.upper)}, by a look at ${of})`;
  const estimates = counts.map((tasks) => taskEstimate(probe, images, Math.min(tasks, images)));
  const shown = estimates.filter(({ tasks }, i) => estimates.findIndex((other) => other.tasks === tasks) === i);
  return [
    `${name}: ${images.toLocaleString('en')} images, ${each}: ${rounded(images * copies.expected)} in all.`,
    `Measured here (${engine}): ${rounded(probe.copies / probe.seconds)} copies a second, ${probe.startSeconds.toFixed(1)} s to start a task.`,
    '',
    ...tableLines(
      [
        { header: 'tasks', align: 'right' },
        { header: 'images a task', align: 'right' },
        { header: 'time', align: 'right' },
        ...(fixed ? [] : [{ header: 'from', align: 'right' } as const, { header: 'to', align: 'right' } as const]),
        { header: 'hours of all tasks', align: 'right' },
      ],
      shown.map(({ tasks, wall, sum, lower, upper }) => [
        String(tasks),
        String(Math.ceil(images / tasks)),
        durationText(wall),
        ...(fixed ? [] : [durationText(lower), durationText(upper)]),
        rounded(sum / 3600),
      ]),
    ),
    '',
    'If every task has a machine like this one, and starts at once.',
  ];
}
