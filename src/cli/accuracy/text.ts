/** The report on certified accuracy as tables for a terminal. */
import type { AccuracyReport, NoiseAccuracy, RunAccuracy } from '../../certify/results/accuracy.ts';
import { radiusDecimal } from '../../numeric/decimal.ts';
import { percentDown, percentUp, probabilityDown } from '../../certify/results/accuracy-formats.ts';
import { outputStyle, type CommandIo } from '../terminal/io.ts';
import { scaleText, tableLines, wrapped, type Column } from '../terminal/table.ts';

/** Lines of the report. */
export function accuracyText(report: AccuracyReport, io: CommandIo): string[] {
  const style = outputStyle(io);
  const width = Math.min(io.columns, 110);
  const several = report.noises.some(({ runs }) => runs.length > 1);
  const decorated = ([header = '', rule = '', ...rows]: string[]): string[] => [
    style.bold(header),
    style.dim(rule),
    ...rows,
  ];
  return [
    `${style.bold(`Certified accuracy against ${report.adversary}`)}, in % of the images${several ? '; best sigma at each radius' : ''}`,
    '',
    ...decorated(bestTable(report, several)),
    '',
    ...decorated(runTable(report)),
    '',
    ...rhoTable(report).flatMap((lines, i) => (i === 0 ? lines : decorated(lines))),
    ...footnotes(report).flatMap((note) => wrapped(note, width).map(style.dim)),
    ...report.notes.flatMap((note) => wrapped(`Note: ${note}`, width).map(style.warn)),
  ];
}

const left = (header: string): Column => ({ header, align: 'left' });
const right = (header: string): Column => ({ header, align: 'right' });

function bestTable({ noises, radii }: AccuracyReport, several: boolean): string[] {
  return tableLines(
    [left('noise'), ...radii.map((radius) => right(`r = ${radius}`))],
    noises.flatMap((noise) => bestRows(noise, several)),
  );
}

function bestRows({ noise, best }: NoiseAccuracy, several: boolean): string[][] {
  const rows = [[noise, ...best.map(({ certified, images }) => percentDown(certified, images))]];
  if (best.some(({ interval }) => interval !== null)) {
    rows.push([
      '  at least',
      ...best.map(({ interval }) => (interval === null ? '' : probabilityDown(interval.lower))),
    ]);
    rows.push(['  at most', ...best.map(({ interval }) => (interval === null ? '' : percentUp(interval.upper)))]);
  }
  if (several) rows.push(['  sigma', ...best.map(({ sigma, certified }) => (certified === 0 ? '' : scaleText(sigma)))]);
  return rows;
}

function runTable({ noises }: AccuracyReport): string[] {
  const columns = [
    left('noise'),
    right('sigma'),
    right('images'),
    right('abstained'),
    right('accuracy'),
    right('mean radius'),
    right('median'),
    right('ACR'),
    left('file'),
  ];
  return tableLines(
    columns,
    noises.flatMap(({ runs }) => runs.map(runCells)),
  );
}

/**
 * Where the images right stand between a draw and certainty, and what the average radius is made of: a title and a
 * table.
 */
function rhoTable({ noises }: AccuracyReport): string[][] {
  const known = noises.flatMap(({ runs }) => runs).filter(({ rho, right }) => rho !== undefined && right > 0);
  if (known.length === 0) return [];
  const bins = known[0]!
    .rho!.map((bin, i) => ({ ...bin, i }))
    .filter(({ i }) => known.some(({ rho }) => rho![i]!.images > 0));
  const rows = known.flatMap(({ noise, sigma, rho, images }) => [
    [noise, scaleText(sigma), ...bins.map(({ i }) => percentDown(rho![i]!.images, images))],
    ['  of the ACR', '', ...bins.map(({ i }) => shareText(rho![i]!.radiusShare))],
  ]);
  const columns = [left('noise'), right('sigma'), ...bins.map(({ from, to }) => right(`${from}-${to}`))];
  return [
    ['Images right by rho, in % of the images, and their part of the ACR in %', ''],
    tableLines(columns, rows),
    [''],
  ];
}

const shareText = (share: number | null): string => (share === null ? '' : (100 * share).toFixed(1));

const runCells = (run: RunAccuracy): string[] => [
  run.noise,
  scaleText(run.sigma),
  String(run.images),
  `${percentDown(run.abstained, run.images)} %`,
  `${percentDown(run.right, run.images)} %`,
  run.meanRadius === null ? '' : radiusDecimal(run.meanRadius, 4),
  run.medianRadius === null ? '' : radiusDecimal(run.medianRadius, 4),
  radiusDecimal(run.averageCertifiedRadius, 4),
  run.file,
];

/** What the certificates speak of, where the files say it. */
function objectNotes(runs: readonly RunAccuracy[]): string[] {
  const objects = new Map<string, string[]>();
  for (const { grid, file } of runs) {
    if (grid === undefined) continue;
    const object = grid === null ? 'real numbers' : `images on the grid of 1/${grid}`;
    objects.set(object, [...(objects.get(object) ?? []), file]);
  }
  const sentences = [...objects].map(([object, files]) =>
    objects.size === 1 ? `Certificates speak of ${object}.` : `Certificates of ${files.join(', ')} speak of ${object}.`,
  );
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

function footnotes({ noises, confidence }: AccuracyReport): string[] {
  const runs = noises.flatMap((noise) => noise.runs);
  const alphas = [...new Set(runs.map(({ alpha }) => alpha))].filter((alpha) => alpha !== null);
  const worst = alphas.length === 0 ? null : Math.max(...alphas);
  return [
    'An image counts at r when the smoothed classifier has it right and is certified up to r or further. Percentages and radii ' +
      'are cut, not rounded. Accuracy: r = 0. Mean and median radius: of the images right. ACR: mean radius of all images, 0 where wrong.',
    ...(runs.some(({ rho }) => rho !== undefined)
      ? [
          'A high ACR need not mean many robust images: radii grow fastest as rho nears 1, so a few images that were easy before may make most of ' +
            'it. Compare accuracies at radii that matter.',
        ]
      : []),
    ...(worst === null
      ? []
      : [
          worst === 0
            ? 'The certificates are exact: nothing was sampled.'
            : `Each certificate is wrong with probability at most ${worst}.`,
        ]),
    ...objectNotes(runs),
    ...(confidence === null
      ? []
      : [
          `"at least", "at most": exact interval (Clopper-Pearson, ${confidence}) for the certified accuracy over all images of which ` +
            'those tested are a random sample.',
        ]),
  ];
}
