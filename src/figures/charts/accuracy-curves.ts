/** Certified accuracy by radius: a falling staircase for each noise. */
import type { NoiseNames } from '../../certify/results/accuracy-formats.ts';
import type { AccuracyLevel, AccuracyReport, AccuracyStaircase } from '../../certify/results/accuracy.ts';
import { noiseLabel } from '../../noise/label.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedProportion } from '../../numeric/confidence/budgeted-bounds.ts';
import { normLabel } from './norm-label.ts';
import { plainLabel } from './svg.ts';
import { lineChartSvg, type ChartPoint } from './line-chart.ts';

/** More steps than this cannot be told apart in a drawing of this width. */
const MOST_STEPS = 1000;

/**
 * The figure as a self-contained SVG document; `curves` in the order of the report's noises, under the names given or
 * their usual ones. Where the report has intervals, each curve has its band: the exact interval (Clopper-Pearson) of
 * the confidence asked for, at each radius by itself.
 */
export function accuracyCurvesSvg(
  report: AccuracyReport,
  curves: readonly AccuracyStaircase[],
  names: NoiseNames = new Map(),
): string {
  const last = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.radius ?? 0));
  const reach = last > 0 ? last * 1.03 : Math.max(1, ...report.radii);
  const highest = Math.max(...curves.map(({ steps, endless }) => Math.max(endless.accuracy, steps[0]?.accuracy ?? 0)));
  const { confidence } = report;
  const label = (noise: string): string => names.get(noise) ?? noiseLabel(noise);
  return lineChartSvg({
    title: `Certified accuracy against ${normLabel(report.adversary)}`,
    subtitle: subtitle(report),
    x: { from: 0, to: reach, label: 'radius, in units of images in [0, 1]' },
    y: { from: 0, to: Math.min(100, Math.max(20, 20 * Math.ceil(5 * highest))), label: 'certified accuracy, %' },
    curve: 'linear',
    // Curves fall to the right, so the upper right corner is free.
    names: 'corner',
    series: curves.map((curve) => ({ label: label(curve.noise), points: corners(curve, reach, confidence) })),
    description: description(report, label),
  });
}

/** Corners of a staircase: level up to a step, then down; with the ends of its band where a confidence asks for one. */
function corners({ steps, endless }: AccuracyStaircase, reach: number, confidence: number | null): ChartPoint[] {
  const points: ChartPoint[] = [];
  const shown = thinned(steps, reach);
  const levels = shown.map((step) => level(step, confidence));
  shown.forEach(({ radius }, i) => {
    points.push({ x: points.at(-1)?.x ?? 0, ...levels[i]! }, { x: radius, ...levels[i]! });
  });
  const rest = level(endless, confidence);
  points.push({ x: points.at(-1)?.x ?? 0, ...rest });
  if (endless.certified > 0 || confidence !== null) points.push({ x: reach, ...rest });
  return points;
}

/** Percent, with its interval. */
function level({ accuracy, certified, images }: AccuracyLevel, confidence: number | null): Omit<ChartPoint, 'x'> {
  const y = 100 * accuracy;
  if (confidence === null || images === 0) return { y };
  const { lower, upper } = budgetedProportion(
    { least: certified, most: certified },
    images,
    ErrorBudget.besides(confidence),
  );
  return { y, low: 100 * lower, high: 100 * upper };
}

/** At most MOST_STEPS of the steps: of those that fall into one sliver of the width, the last, which lies lowest. */
function thinned(steps: AccuracyStaircase['steps'], reach: number): AccuracyStaircase['steps'] {
  if (steps.length <= MOST_STEPS) return steps;
  const sliver = (radius: number): number => Math.floor((radius / reach) * MOST_STEPS);
  return steps.filter(({ radius }, i) => i + 1 === steps.length || sliver(steps[i + 1]!.radius) !== sliver(radius));
}

function subtitle({ noises, confidence }: AccuracyReport): string {
  const runs = noises.flatMap((noise) => noise.runs);
  const images = [...new Set(runs.map((run) => run.images))].sort((a, b) => a - b);
  const sigmas = [...new Set(runs.map(({ sigma }) => sigma))]
    .sort((a, b) => a - b)
    .map((sigma) => Number(sigma.toPrecision(4)));
  const best = noises.some((noise) => noise.runs.length > 1) ? ', best sigma at each radius' : '';
  const bands = confidence === null ? '' : `; bands: ${Number((100 * confidence).toPrecision(6))} % intervals`;
  return `${images.length === 1 ? images[0]! : `${images[0]!} to ${images.at(-1)!}`} images, σ = ${sigmas.join(', ')}${best}${bands}`;
}

function description(report: AccuracyReport, label: (noise: string) => string): string {
  const each = report.noises.map(({ noise, best }) => {
    const values = best.map(({ radius, accuracy }) => `${(100 * accuracy).toFixed(1)} % at ${radius}`);
    return `${plainLabel(label(noise))}: ${values.join(', ')}`;
  });
  return `${subtitle(report)}. ${each.join('; ')}.`;
}
