/** `wulff accuracy`: tables of certified accuracy from results. */
import { Command } from 'commander';
import { accuracyReport, accuracyStaircases } from '../../certify/results/accuracy.ts';
import type { ResultSet } from '../../certify/results/accuracy-results.ts';
import { evenRadii } from '../../certify/results/even-radii.ts';
import type { ForeignSubject } from '../../certify/results/foreign-results.ts';
import { isForeign, readResults } from '../../certify/results/read-results-node.ts';
import { parseNoise } from '../../noise/spec.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { accuracyCsv, accuracyDocument, accuracyLatex } from '../../certify/results/accuracy-formats.ts';
import { accuracyText } from './text.ts';
import { writeAtomically } from '../input/files.ts';
import { printJson } from '../terminal/io.ts';
import type { CommandIo } from '../terminal/io.ts';
import { parseDimension, parseNonnegative, parsePositive, parseProbability } from '../input/options.ts';

interface AccuracyOptions {
  readonly radii?: string;
  readonly adversary?: string;
  readonly interval?: string;
  readonly noise?: readonly string[];
  readonly sigma?: string;
  readonly dim?: string;
  readonly json?: true;
  readonly csv?: true;
  readonly latex?: true;
  readonly svg?: string;
}

const HELP = `
Results are logs of "wulff certify"; logs "idx label predict radius correct time" as the literature's scripts print them; or
folders with prob_lb.npy, preds.npy and labels.npy as the code of Yang et al. (2020) saves them. The last two do not say
their noise: give --noise, --sigma, --dim and --adversary. Folders have their radii computed again from rho, and saved radii
above ours are pointed out.

Several files of one noise make one row of the table: the best over their sigmas at each radius.
Radii and sigmas are in the units of images in [0, 1].

Examples:
  $ wulff accuracy uniform.tsv gaussian.tsv --radii 0.25,0.5,1 --svg accuracy.svg
  $ wulff accuracy runs/*.tsv --adversary l1 --radii 0.5:4:0.5 --latex
  $ wulff accuracy saved/cifar_0.5 saved/cifar_1.0 --noise uniform:linf --sigma 0.5,1 --dim 3072 --adversary l1
`;

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** The command; see docs/formats.md for its documents. */
export function accuracyCommand(io: CommandIo): Command {
  return new Command('accuracy')
    .description('tables of certified accuracy from results of certify')
    .argument('<results...>', 'logs of certify, logs or folders of other programs ("-": a log from standard input)')
    .option(
      '--radii <list>',
      'radii of the table: 0.25,0.5,1 or 0.5:4:0.5 (default: eight, as far as the results reach)',
    )
    .option('--adversary <spec>', 'norm of the radii (default: the first of the logs)')
    .option('--interval <p>', 'add a confidence interval over images, e.g. 0.95')
    .option('--noise <spec>', 'noise of results that do not say it; once for all, or once for each', collect)
    .option('--sigma <list>', 'its scale; one for all, or one for each: 0.5,1')
    .option('--dim <d>', 'its dimension (CIFAR-10: 3072)')
    .option('--json', 'print one JSON document')
    .option('--csv', 'print comma-separated values, a line for each run and radius')
    .option('--latex', 'print a LaTeX table (booktabs)')
    .option('--svg <file>', 'draw certified accuracy by radius')
    .addHelpText('after', HELP)
    .action((paths: string[], options: AccuracyOptions) => accuracy(paths, options, io));
}

async function accuracy(paths: readonly string[], options: AccuracyOptions, io: CommandIo): Promise<void> {
  const formats = (['json', 'csv', 'latex'] as const).filter((format) => options[format] === true);
  if (formats.length > 1)
    throw new InvalidInput(`Give one of --${formats.join(' and --')}, not both.`, { code: 'usage' });
  const confidence = options.interval === undefined ? undefined : parseConfidence(options.interval);
  if (confidence !== undefined && options.latex === true) {
    throw new InvalidInput('--latex prints no intervals: leave out --interval, or take --csv or --json.', {
      code: 'usage',
    });
  }
  const given = options.radii === undefined ? null : parseRadii(options.radii);
  const results = await readAll(paths, options, given ?? []);
  const radii = given ?? evenRadii(results);
  const report = accuracyReport(results, { radii, confidence });
  if (options.svg !== undefined) {
    // Drawing brings libraries that take longer to load than the table to count.
    const { accuracyCurvesSvg } = await import('../../figures/charts/accuracy-curves.ts');
    writeAtomically(options.svg, accuracyCurvesSvg(report, accuracyStaircases(results)));
  }
  if (options.json === true) printJson(io, accuracyDocument(report));
  else if (options.csv === true || options.latex === true) {
    io.stdout(options.csv === true ? accuracyCsv(report) : accuracyLatex(report));
    for (const note of report.notes) io.stderr(`wulff: ${note}\n`);
  } else io.stdout(`${accuracyText(report, io).join('\n')}\n`);
}

/** Reads every file; those that do not say their noise are counted, to find theirs among the options. */
async function readAll(
  paths: readonly string[],
  options: AccuracyOptions,
  radii: readonly number[],
): Promise<ResultSet[]> {
  const foreign = paths.filter(isForeign);
  const results: ResultSet[] = [];
  for (const path of paths) {
    const subject = (): ForeignSubject => foreignSubject(path, foreign.indexOf(path), foreign.length, options);
    results.push(await readResults(path, { adversary: options.adversary, radii, subject }));
  }
  return results;
}

function foreignSubject(path: string, i: number, count: number, options: AccuracyOptions): ForeignSubject {
  const sigmas = (options.sigma ?? '').split(',').filter((each) => each.trim() !== '');
  const noise = oneForEach(options.noise ?? [], i, count, path, '--noise', 'uniform:linf');
  const sigma = parsePositive(oneForEach(sigmas, i, count, path, '--sigma', '0.5'), '--sigma');
  if (options.dim === undefined)
    throw new InvalidInput(`${path} does not say its dimension: give --dim (CIFAR-10: 3072).`, { code: 'usage' });
  if (options.adversary === undefined) {
    throw new InvalidInput(`${path} does not say what its radii are against: give --adversary, e.g. l1.`, {
      code: 'usage',
    });
  }
  return { noise: parseNoise(noise, parseDimension(options.dim), { sigma }), adversary: options.adversary };
}

function oneForEach(
  values: readonly string[],
  i: number,
  count: number,
  path: string,
  option: string,
  example: string,
): string {
  if (values.length === 0)
    throw new InvalidInput(`${path} does not say its noise: give ${option}, e.g. ${option} ${example}.`, {
      code: 'usage',
    });
  if (values.length > 1 && values.length !== count) {
    throw new InvalidInput(
      `${option} is given ${values.length} times, but ${count} of the results do not say their noise: give it once, or once for each.`,
      { code: 'usage' },
    );
  }
  return values.length === 1 ? values[0]! : values[i]!;
}

/** Numbers >= 0 between commas, each a number or a range "from:to:step" with both ends; rising, none twice. */
function parseRadii(text: string): number[] {
  const radii = text.split(',').flatMap((part) => {
    if (!part.includes(':')) return [parseNonnegative(part, '--radii')];
    const [from, to, step, ...more] = part.split(':').map((end) => parseNonnegative(end, '--radii'));
    if (from === undefined || to === undefined || step === undefined || more.length > 0 || step === 0 || to < from) {
      throw new InvalidInput(`--radii takes ranges as from:to:step, as in 0.5:4:0.5; got "${part}".`, {
        code: 'usage',
      });
    }
    const count = Math.floor((to - from) / step + 1e-9) + 1;
    if (count > 1000)
      throw new InvalidInput(`--radii "${part}" stands for ${count} radii; the limit is 1000.`, { code: 'usage' });
    return Array.from({ length: count }, (_, i) => Number((from + i * step).toPrecision(12)));
  });
  return [...new Set(radii)].sort((a, b) => a - b);
}

function parseConfidence(text: string): number {
  const confidence = parseProbability(text, '--interval');
  if (confidence === 0 || confidence === 1) {
    throw new InvalidInput(`--interval lies strictly between 0 and 1, e.g. 0.95; got ${text}.`, { code: 'usage' });
  }
  return confidence;
}
