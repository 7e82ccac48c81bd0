/** The report on certified accuracy as JSON, CSV and LaTeX. */
import { noiseLabel } from '../../noise/label.ts';
import type { AccuracyReport, NoiseAccuracy } from './accuracy.ts';

/** What a noise is called, by its spec; `_` lowers the next character. */
export type NoiseNames = ReadonlyMap<string, string>;

/** k of n in percent with one decimal, cut, never rounded up: what is printed is at most k / n. */
export const percentDown = (k: number, n: number): string => (n === 0 ? '0.0' : tenths(Math.floor((1000 * k) / n)));

/** A probability in percent with one decimal, rounded up. */
export const percentUp = (p: number): string => tenths(Math.min(1000, Math.ceil(1000 * p)));

/** A probability in percent with one decimal, rounded down. */
export const probabilityDown = (p: number): string => tenths(Math.floor(1000 * p));

const tenths = (count: number): string => `${Math.floor(count / 10)}.${count % 10}`;

/** JSON has no infinity. */
const finite = (value: number | null): number | null => (value === Infinity ? null : value);

/** The document of `--json`, schema wulff.accuracy/1; see docs/formats.md. */
export function accuracyDocument(report: AccuracyReport): unknown {
  return {
    schema: 'wulff.accuracy/1',
    adversary: report.adversary,
    radii: report.radii,
    confidence: report.confidence,
    noises: report.noises.map(({ noise, best, runs }) => ({
      noise,
      best: best.map(({ radius, certified, images, accuracy, sigma, file, interval }) => ({
        radius,
        certified,
        images,
        accuracy,
        sigma: finite(sigma),
        file,
        interval,
      })),
      runs: runs.map((run) => ({
        file: run.file,
        sigma: finite(run.sigma),
        alpha: run.alpha,
        estimation: run.estimation,
        ...(run.grid === undefined ? {} : { grid: run.grid }),
        images: run.images,
        abstained: run.abstained,
        abstentionRate: run.abstained / run.images,
        right: run.right,
        accuracy: run.right / run.images,
        meanRadius: finite(run.meanRadius),
        medianRadius: finite(run.medianRadius),
        averageCertifiedRadius: finite(run.averageCertifiedRadius),
        ...(run.rho === undefined ? {} : { rho: run.rho }),
        at: run.at,
      })),
    })),
    notes: report.notes,
  };
}

/** One line a run and radius; `best` is 1 on the line that the table shows. */
export function accuracyCsv(report: AccuracyReport): string {
  const lines = report.noises.flatMap(({ noise, runs, best }) =>
    runs.flatMap((run) =>
      run.at.map(({ radius, certified, accuracy, interval }, i) =>
        [
          csvCell(noise),
          csvCell(report.adversary),
          run.sigma,
          radius,
          certified,
          run.images,
          accuracy,
          interval?.lower ?? '',
          interval?.upper ?? '',
          best[i]!.file === run.file ? 1 : 0,
          csvCell(run.file),
        ].join(','),
      ),
    ),
  );
  return `noise,adversary,sigma,radius,certified,images,accuracy,lower,upper,best,file\n${lines.join('\n')}\n`;
}

const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A table for a paper (package booktabs): a row a noise, under the name given or its usual one, the best of several in
 * bold.
 */
export function accuracyLatex(report: AccuracyReport, names: NoiseNames = new Map()): string {
  const header = report.radii.map((radius) => ` & ${radius}`).join('');
  const name = (spec: string): string => latexLabel(names.get(spec) ?? noiseLabel(spec));
  const rows = report.noises.map((noise) => `${name(noise.noise)}${latexCells(noise, report)} \\\\`);
  return [
    `\\begin{tabular}{l${'r'.repeat(report.radii.length)}}`,
    '\\toprule',
    `Radius (${latexNorm(report.adversary)})${header} \\\\`,
    '\\midrule',
    ...rows,
    '\\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}

function latexCells(row: NoiseAccuracy, { noises }: AccuracyReport): string {
  return row.best
    .map(({ accuracy, certified, images }, i) => {
      const cell = percentDown(certified, images);
      const leads = noises.length > 1 && accuracy > 0 && noises.every(({ best }) => best[i]!.accuracy <= accuracy);
      return ` & ${leads ? `\\textbf{${cell}}` : cell}`;
    })
    .join('');
}

/** `ℓ_∞` as `$\ell_{\infty}$`, any other `x_1` as `x$_{1}$`, the rest as it stands. */
const latexLabel = (label: string): string =>
  label
    .split(/(ℓ?_.|[ℓσρλ∞])/u)
    .map((part, i) => {
      if (i % 2 === 0) return latexText(part);
      const [base = '', low] = part.split('_').map((each) => SYMBOLS[each] ?? latexText(each));
      return `$${base}${low === undefined ? '' : `_{${low}}`}$`;
    })
    .join('');

const SYMBOLS: Readonly<Record<string, string>> = {
  ℓ: '\\ell',
  σ: '\\sigma',
  ρ: '\\rho',
  λ: '\\lambda',
  '∞': '\\infty',
};

const latexText = (text: string): string => text.replace(/[\\&%$#_{}~^]/g, (each) => LATEX[each] ?? `\\${each}`);
const LATEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function latexNorm(adversary: string): string {
  if (adversary === 'linf') return '$\\ell_\\infty$';
  const p = /^l(\d)$/.exec(adversary)?.[1] ?? /^lp:(.+)$/.exec(adversary)?.[1];
  return p === undefined ? latexText(adversary) : `$\\ell_{${p}}$`;
}
