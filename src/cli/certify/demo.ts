/**
 * The demonstration: the shipped models certified on the shipped images against l1, one noise after the other, and what
 * theory says of the comparison. Everything is done by the commands that it prints.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { resultsOfLog } from '../../certify/results/accuracy-results.ts';
import { accuracyReport, type AccuracyReport } from '../../certify/results/accuracy.ts';
import { parseResultLog } from '../../certify/results/log-reader.ts';
import { curveCrossings } from '../../figures/charts/radius-curves.ts';
import { parseAdversary } from '../../geometry/adversary.ts';
import { parseNoise } from '../../noise/spec.ts';
import { radiusDecimal, roundedDecimal } from '../../numeric/decimal.ts';
import { clopperPearsonLower } from '../../numeric/confidence/binomial.ts';
import { radiusCurve } from '../../radius/certified-radius.ts';
import { readText } from '../input/files.ts';
import { EXIT, outputStyle, type CommandIo } from '../terminal/io.ts';
import { parseInteger } from '../input/options.ts';
import { run } from '../program.ts';
import { tableLines, wrapped } from '../terminal/table.ts';

/** Sampled noises, best first, as theory has it for small radii. */
const NOISES = [
  { spec: 'uniform:linf', model: 'uniform' },
  { spec: 'gaussian', model: 'gaussian' },
  { spec: 'laplace', model: 'laplace' },
] as const;
/** Uniform noise whose coordinates share one draw of 442: all of them vote, nothing is sampled. */
const SPLITTING = { spec: 'splitting', model: 'splitting' } as const;
const SIGMA = 0.5;
const DIM = 3072;
const ALPHA = 0.001;
const RADII = Array.from({ length: 10 }, (_, i) => (i + 1) / 10);

interface DemoOptions {
  readonly n: string;
  readonly max: string;
  readonly out: string;
  readonly workers?: string;
}

/** Runs the demonstration; returns the exit code. */
export async function certifyDemo(argv: readonly string[], io: CommandIo): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command('certify:demo')
    .description(
      'certify the shipped models on the shipped images against l1: uniform, Gaussian, Laplace and splitting noise',
    )
    .exitOverride()
    .option('--n <n>', 'noisy copies of each image', '2000')
    .option('--max <m>', 'at most this many of the 100 images', '100')
    .option('--out <folder>', 'where the logs go', 'results/demo')
    .option('--workers <k>', 'models side by side')
    .action(async (options: DemoOptions) => {
      code = await demonstrate(options, io);
    });
  await program.parseAsync(argv, { from: 'user' });
  return code;
}

async function demonstrate(options: DemoOptions, io: CommandIo): Promise<number> {
  const n = parseInteger(options.n, '--n', 100);
  const style = outputStyle(io);
  const started = performance.now();
  mkdirSync(options.out, { recursive: true });
  const logs: string[] = [];
  for (const { spec, model } of [...NOISES, SPLITTING]) {
    const log = join(options.out, `${model}-n${n}-max${options.max}.tsv`);
    const argv = certifyArguments(spec, model, log, options);
    io.stdout(`${style.bold(`$ wulff ${argv.join(' ')}`)}\n`);
    const code = await run(argv, quietIo(io));
    if (code === EXIT.interrupted) io.stderr('Interrupted; the same command goes on where it stopped.\n');
    if (code !== EXIT.done) return code;
    logs.push(log);
  }
  const svg = join(options.out, 'accuracy.svg');
  const argv = ['accuracy', ...logs, '--radii', '0.1:1:0.1', '--svg', svg];
  io.stdout(`${style.bold(`$ wulff ${argv.join(' ')}`)}\n\n`);
  const code = await run(argv, io);
  if (code !== EXIT.done) return code;
  const report = accuracyReport(
    logs.map((log) => resultsOfLog(parseResultLog(readText(log), log), log)),
    { radii: RADII },
  );
  io.stdout(`\n${theoryLines(n, report, Math.min(io.columns, 110)).join('\n')}\n\n`);
  const seconds = (performance.now() - started) / 1000;
  io.stdout(
    `Drawn: ${svg}. Took ${seconds.toFixed(0)} s. A finished log is not made again: remove ${options.out} to start over.\n`,
  );
  return EXIT.done;
}

function certifyArguments(spec: string, model: string, log: string, options: DemoOptions): string[] {
  const root = packageRoot();
  return [
    'certify',
    ...['--model', relative('.', join(root, 'models', `cifar-resnet10-${model}-050.onnx`))],
    ...['--data', relative('.', join(root, 'samples', 'cifar10-100'))],
    ...['--noise', spec, '--sigma', String(SIGMA), '--adversary', 'l1'],
    ...['--n', options.n, '--alpha', String(ALPHA), '--max', options.max],
    ...(options.workers === undefined ? [] : ['--workers', options.workers]),
    ...['--out', log, '--resume'],
  ];
}

/** The folder that holds models and samples: the same from src/ and from dist/src/. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'models')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Of a line for each image, one in 25; its summary is left to the table. */
function quietIo(io: CommandIo): CommandIo {
  return {
    ...io,
    stdout: () => undefined,
    stderr: (text) => {
      const done = /^\[(\d+)\/(\d+)\]/.exec(text);
      if (done === null) io.stderr(text);
      else if (Number(done[1]) % 25 === 0 || done[1] === done[2]) io.stderr(text);
    },
  };
}

/**
 * What theory says at this sigma: radii by rho, where the order of the noises changes, and whether the table of the
 * report agrees.
 */
export function theoryLines(n: number, report: AccuracyReport, width: number): string[] {
  const l1 = parseAdversary('l1', DIM);
  const most = clopperPearsonLower(n, n, ALPHA);
  const grid = Array.from({ length: 400 }, (_, i) => 0.5 + ((most - 0.5) * (i + 1)) / 400);
  const shown = [...[0.55, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99].filter((rho) => rho < most), most];
  const noises = NOISES.map(({ spec }) => parseNoise(spec, DIM, { sigma: SIGMA }));
  const radii = noises.map((noise) => radiusCurve(noise, l1, shown).map(({ radius }) => radius));
  const curves = noises.map((noise) => ({
    label: noise.spec,
    points: radiusCurve(noise, l1, grid).map(({ rho, radius }) => ({ rho, radius })),
  }));
  const crossings = curveCrossings(curves);
  const table = tableLines(
    [{ header: 'l1 radius at rho', align: 'left' }, ...shown.map((rho) => ({ header: rho === most ? roundedDecimal(rho, 4, 'down') : String(rho), align: 'right' }) as const)], // prettier-ignore
    noises.map((noise, i) => [noise.spec, ...radii[i]!.map((radius) => radiusDecimal(radius, 4))]),
  );
  const changes = crossings.map(
    ({ rho, radius, before, after }) =>
      `${after} passes ${before} at rho ${rho.toFixed(3)} (radius ${radius.toFixed(3)})`,
  );
  const errors = Math.max(...report.noises.flatMap(({ runs }) => runs.map(({ images }) => 50 / Math.sqrt(images))));
  const sentences = [
    `Theory, at sigma = ${SIGMA}: the cube is the Wulff crystal of l1, so uniform noise has the steepest curve at rho = 1/2. Equal ` +
      `shares of votes certify most under uniform noise, then Gaussian, then Laplace` +
      `${changes.length === 0 ? '' : `, until ${changes.join(', ')}`}. n = ${n} copies certify no more than the last column.`,
    agreement(report, crossings),
    'Splitting noise has each coordinate uniform, too, but all coordinates share one draw of a few hundred, so all draws vote: no ' +
      'sampling, no alpha, and radii up to lambda. It holds between 8-bit images, and its model was trained for it.',
    `A percentage of this table has a standard error of up to ${errors.toFixed(0)} points: it is a demonstration, no benchmark.`,
  ];
  return [...table, '', ...sentences.flatMap((sentence) => wrapped(sentence, width))];
}

/** How often the table has the order that theory predicts for equal votes. */
function agreement(report: AccuracyReport, crossings: ReturnType<typeof curveCrossings>): string {
  const pairs = [
    [NOISES[0].spec, NOISES[1].spec],
    [NOISES[1].spec, NOISES[2].spec],
  ] as const;
  const findings = pairs.map(([upper, lower]) => {
    const end = crossings.find(({ before, after }) => before === upper && after === lower)?.radius ?? Infinity;
    const at = (noise: string, i: number): number =>
      report.noises.find((each) => each.noise === noise)!.best[i]!.accuracy;
    const below = report.radii.flatMap((radius, i) => (radius < end ? [i] : []));
    const held = below.filter((i) => at(upper, i) >= at(lower, i));
    return `${upper} >= ${lower} at ${held.length} of the ${below.length} radii below ${Number.isFinite(end) ? end.toFixed(3) : 'any'}`;
  });
  return `The table above: ${findings.join(', ')}.`;
}
