/** The growth function of a vetted noise against its adversary: what a set of measure p can weigh after a shift. */
import type { GrowthPoint, VetReport } from '../../vet/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { SERIES_COLOURS } from '../charts/svg.ts';
import { lineChartSvg, NARROW, type ChartPoint, type ChartSeries } from '../charts/line-chart.ts';
import { shortNumber } from './words.ts';

/** The figure as SVG; null when the report has fewer than three points for every r. */
export function vetGrowthFigure(report: VetReport, narrow = false): string | null {
  const groups = [...new Set(report.growth.map(({ r }) => r))]
    .filter((r) => r > 0)
    .sort((a, b) => a - b)
    .map((r) => ({ r, points: report.growth.filter((point) => point.r === r).sort((a, b) => a.p - b.p) }))
    .filter(({ points }) => points.length >= 3)
    .slice(0, SERIES_COLOURS.length);
  if (groups.length === 0) return null;
  const series = groups.map(({ r, points }): ChartSeries => ({
    label: `r = ${shortNumber(r, 3)}`,
    main: true,
    points: points.map(banded),
  }));
  return lineChartSvg({
    title: `Growth function against ${normLabel(report.adversary)}`,
    subtitle:
      'the most a set of measure p can weigh after a shift of size r; the label is safe while it stays below 1/2',
    x: { from: 0, to: 1, label: 'p' },
    y: { from: 0, to: 1, label: 'sup of G(p, v), |v| ≤ r' },
    curve: 'monotone-x',
    names: 'ends',
    series,
    ...(narrow && NARROW),
    guides: [
      { from: [0, 0], to: [1, 1], label: '' },
      { from: [0, 0.5], to: [1, 0.5], label: '1/2' },
    ],
    description: series
      .map(({ label, points }) => `${label}: from ${shortNumber(points[0]!.y)} to ${shortNumber(points.at(-1)!.y)}`)
      .join('; '),
  });
}

function banded({ p, growth }: GrowthPoint): ChartPoint {
  const { lower, upper, value } = growth;
  return upper - lower > 4e-3 ? { x: p, y: value, low: lower, high: upper } : { x: p, y: value };
}
