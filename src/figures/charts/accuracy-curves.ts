/** Certified accuracy by radius: a falling staircase for each noise. */
import * as Plot from '@observablehq/plot';
import type { AccuracyReport, AccuracyStaircase } from '../../certify/results/accuracy.ts';
import { normLabel } from './norm-label.ts';
import { plotted } from './radius-curves.ts';
import {
  element,
  escapeText,
  INK,
  MUTED,
  plainLabel,
  SERIES_COLOURS,
  SERIES_DASHES,
  subscripted,
  svgDocument,
} from './svg.ts';

const FRAME = { width: 620, height: 420, top: 66, bottom: 46, left: 58, right: 24 } as const;
/** More steps than this cannot be told apart in a drawing of this width. */
const MOST_STEPS = 1000;

/** The figure as a self-contained SVG document; `curves` in the order of the report's noises. */
export function accuracyCurvesSvg(report: AccuracyReport, curves: readonly AccuracyStaircase[]): string {
  const { width, height } = FRAME;
  const last = Math.max(0, ...curves.map(({ steps }) => steps.at(-1)?.radius ?? 0));
  const reach = last > 0 ? last * 1.03 : Math.max(1, ...report.radii);
  const highest = Math.max(...curves.map(({ steps, endless }) => Math.max(endless, steps[0]?.accuracy ?? 0)));
  const top = Math.min(100, Math.max(20, 20 * Math.ceil(5 * highest)));
  const title = `Certified accuracy against ${normLabel(report.adversary)}`;
  const plot = plotted({
    width,
    height,
    marginTop: FRAME.top,
    marginBottom: FRAME.bottom,
    marginLeft: FRAME.left,
    marginRight: FRAME.right,
    style: { fontFamily: 'inherit', fontSize: '12px', background: 'none' },
    x: { domain: [0, reach], label: null, ticks: 6, tickSize: 4 },
    y: { domain: [0, top], label: null, ticks: 6, tickSize: 0, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.55 }),
      ...curves.map((curve, i) => {
        const dash = SERIES_DASHES[i % SERIES_DASHES.length];
        return Plot.line(corners(curve, reach), {
          x: 'radius',
          y: 'percent',
          stroke: SERIES_COLOURS[i % SERIES_COLOURS.length]!,
          strokeWidth: 2.25,
          strokeLinejoin: 'miter',
          ...(dash === undefined ? {} : { strokeDasharray: dash }),
        });
      }),
    ],
  });
  return svgDocument(
    { width, height, title: plainLabel(title), description: description(report) },
    element('text', { x: 16, y: 24, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(title)),
    element('text', { x: 16, y: 43, 'font-size': 12, ...MUTED }, escapeText(subtitle(report))),
    plot,
    element(
      'text',
      { x: (FRAME.left + width - FRAME.right) / 2, y: height - 10, 'text-anchor': 'middle', 'font-size': 12, ...MUTED },
      'radius, in units of images in [0, 1]',
    ),
    element(
      'text',
      {
        x: 0,
        y: 0,
        transform: `translate(18,${(FRAME.top + height - FRAME.bottom) / 2}) rotate(-90)`,
        'text-anchor': 'middle',
        'font-size': 12,
        ...MUTED,
      },
      'certified accuracy, %',
    ),
    ...legend(curves),
  );
}

/** Corners of a staircase: level up to a step, then down. */
function corners({ steps, endless }: AccuracyStaircase, reach: number): { radius: number; percent: number }[] {
  const points: { radius: number; percent: number }[] = [];
  for (const { radius, accuracy } of thinned(steps, reach)) {
    points.push({ radius: points.at(-1)?.radius ?? 0, percent: 100 * accuracy }, { radius, percent: 100 * accuracy });
  }
  const last = points.at(-1)?.radius ?? 0;
  points.push({ radius: last, percent: 100 * endless });
  if (endless > 0) points.push({ radius: reach, percent: 100 * endless });
  return points;
}

/** At most MOST_STEPS of the steps: of those that fall into one sliver of the width, the last, which lies lowest. */
function thinned(steps: AccuracyStaircase['steps'], reach: number): AccuracyStaircase['steps'] {
  if (steps.length <= MOST_STEPS) return steps;
  const sliver = (radius: number): number => Math.floor((radius / reach) * MOST_STEPS);
  return steps.filter(({ radius }, i) => i + 1 === steps.length || sliver(steps[i + 1]!.radius) !== sliver(radius));
}

/** Curves fall to the right, so the upper right corner is free. */
function legend(curves: readonly AccuracyStaircase[]): string[] {
  const longest = Math.max(0, ...curves.map(({ noise }) => noise.length));
  const x = FRAME.width - FRAME.right - 12 - 7.4 * longest;
  return curves.flatMap(({ noise }, i) => {
    const y = FRAME.top + 18 + 20 * i;
    const colour = SERIES_COLOURS[i % SERIES_COLOURS.length]!;
    return [
      element('line', {
        x1: x - 38,
        x2: x - 8,
        y1: y - 4.5,
        y2: y - 4.5,
        stroke: colour,
        'stroke-width': 2.25,
        'stroke-dasharray': SERIES_DASHES[i % SERIES_DASHES.length],
      }),
      element('text', { x, y, 'font-size': 13, 'font-weight': 600, fill: colour }, escapeText(noise)),
    ];
  });
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
