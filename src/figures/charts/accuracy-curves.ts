/** Certified accuracy by radius: a falling staircase for each noise. */
import type { AccuracyReport, AccuracyStaircase } from '../../certify/results/accuracy.ts';
import { normLabel } from './norm-label.ts';
import { lineChartSvg, type ChartPoint } from './line-chart.ts';

/** More steps than this cannot be told apart in a drawing of this width. */
const MOST_STEPS = 1000;

/** The figure as a self-contained SVG document; `curves` in the order of the report's noises. */
export function accuracyCurvesSvg(report: AccuracyReport, curves: readonly AccuracyStaircase[]): string {
  const last = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.radius ?? 0));
  const reach = last > 0 ? last * 1.03 : Math.max(1, ...report.radii);
  const highest = Math.max(...curves.map(({ steps, endless }) => Math.max(endless, steps[0]?.accuracy ?? 0)));
  return lineChartSvg({
    title: `Certified accuracy against ${normLabel(report.adversary)}`,
    subtitle: subtitle(report),
    x: { from: 0, to: reach, label: 'radius, in units of images in [0, 1]' },
    y: { from: 0, to: Math.min(100, Math.max(20, 20 * Math.ceil(5 * highest))), label: 'certified accuracy, %' },
    curve: 'linear',
    // Curves fall to the right, so the upper right corner is free.
    names: 'corner',
    series: curves.map((curve) => ({ label: curve.noise, points: corners(curve, reach) })),
    description: description(report),
  });
}

/** Corners of a staircase: level up to a step, then down. */
function corners({ steps, endless }: AccuracyStaircase, reach: number): ChartPoint[] {
  const points: ChartPoint[] = [];
  for (const { radius, accuracy } of thinned(steps, reach)) {
    points.push({ x: points.at(-1)?.x ?? 0, y: 100 * accuracy }, { x: radius, y: 100 * accuracy });
  }
  const last = points.at(-1)?.x ?? 0;
  points.push({ x: last, y: 100 * endless });
  if (endless > 0) points.push({ x: reach, y: 100 * endless });
  return points;
}

/** At most MOST_STEPS of the steps: of those that fall into one sliver of the width, the last, which lies lowest. */
function thinned(steps: AccuracyStaircase['steps'], reach: number): AccuracyStaircase['steps'] {
  if (steps.length <= MOST_STEPS) return steps;
  const sliver = (radius: number): number => Math.floor((radius / reach) * MOST_STEPS);
  return steps.filter(({ radius }, i) => i + 1 === steps.length || sliver(steps[i + 1]!.radius) !== sliver(radius));
}

function subtitle({ noises }: AccuracyReport): string {
  const runs = noises.flatMap((noise) => noise.runs);
  const images = [...new Set(runs.map((run) => run.images))].sort((a, b) => a - b);
  const sigmas = [...new Set(runs.map(({ sigma }) => sigma))]
    .sort((a, b) => a - b)
    .map((sigma) => Number(sigma.toPrecision(4)));
  const best = noises.some((noise) => noise.runs.length > 1) ? ', best sigma at each radius' : '';
  return `${images.length === 1 ? images[0]! : `${images[0]!} to ${images.at(-1)!}`} images, sigma = ${sigmas.join(', ')}${best}`;
}

function description(report: AccuracyReport): string {
  const each = report.noises.map(({ noise, best }) => {
    const values = best.map(({ radius, accuracy }) => `${(100 * accuracy).toFixed(1)} % at ${radius}`);
    return `${noise}: ${values.join(', ')}`;
  });
  return `${subtitle(report)}. ${each.join('; ')}.`;
}
