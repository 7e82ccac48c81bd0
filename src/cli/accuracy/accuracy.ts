/** `wulff accuracy`: tables of certified accuracy from results. */
import { accuracyReport, accuracyStaircases } from '../../certify/results/accuracy.ts';
import { evenRadii, type ResultSet } from '../../certify/results/accuracy-results.ts';
import type { ForeignSubject } from '../../certify/results/foreign-results.ts';
import { isForeign, readResults } from '../../certify/results/read-results-node.ts';
import { parseNoise } from '../../noise/spec.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { accuracyCsv, accuracyDocument, accuracyLatex } from '../../certify/results/accuracy-formats.ts';
import { accuracyText } from './text.ts';
import { writeAtomically } from '../input/files.ts';
import { printJson, type CommandIo } from '../terminal/io.ts';
import { parseDimension, parseNonnegative, parsePositive, parseProbability } from '../input/options.ts';
import { printed } from '../terminal/table.ts';

/** The options of the command. */
export interface AccuracyOptions {
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
  readonly label?: readonly string[];
}

/** Reads results and prints their table in the format asked for. */
export async function accuracy(paths: readonly string[], options: AccuracyOptions, io: CommandIo): Promise<void> {
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
  const names = parseLabels(options, report.noises.map(({ noise }) => noise)); // prettier-ignore
  if (options.svg !== undefined) {
    // Drawing brings libraries that take longer to load than the table to count.
    const { accuracyCurvesSvg } = await import('../../figures/charts/accuracy-curves.ts');
    writeAtomically(options.svg, accuracyCurvesSvg(report, accuracyStaircases(results), names));
  }
  if (options.json === true) printJson(io, accuracyDocument(report));
  else if (options.csv === true || options.latex === true) {
    io.stdout(options.csv === true ? accuracyCsv(report) : accuracyLatex(report, names));
    for (const note of report.notes) io.stderr(`wulff: ${note}\n`);
  } else io.stdout(printed(accuracyText(report, io), io));
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

/** NOISE=NAME, each for a noise of the table: a spec holds equals signs itself, so it is found by its noise. */
function parseLabels({ label = [], svg, latex }: AccuracyOptions, noises: readonly string[]): Map<string, string> {
  if (label.length > 0 && svg === undefined && latex !== true) {
    throw new InvalidInput('--label names noises in --svg and --latex: give one of them.', { code: 'usage' });
  }
  return new Map(
    label.map((text) => {
      const noise = noises.find((each) => text.startsWith(`${each}=`));
      const name = noise === undefined ? '' : text.slice(noise.length + 1).trim();
      if (noise === undefined || name === '') {
        throw new InvalidInput(
          `--label takes NOISE=NAME with a noise of the table (${noises.join(', ')}); got "${text}".`,
          {
            code: 'usage',
          },
        );
      }
      return [noise, name];
    }),
  );
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
