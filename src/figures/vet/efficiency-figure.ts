/** The Wulff efficiency of a noise as a bar from 0 to 1, with its interval and the tolerance of the verdict. */
import type { VetReport } from '../../vet/report.ts';
import { normLabel } from '../charts/norm-label.ts';
import { NARROW } from '../charts/line-chart.ts';
import { decimal, element, INK, MUTED, plainLabel, SERIES_COLOURS, subscripted, svgDocument } from '../charts/svg.ts';
import { interval } from './words.ts';

/** The figure as SVG. */
export function vetEfficiencyFigure(report: VetReport, narrow = false): string {
  const { efficiency, attained } = report.wulff;
  const [width, height] = [narrow ? NARROW.width : 620, 158];
  const [left, right] = [28, width - 28];
  const x = (eta: number): number => left + Math.min(1, Math.max(0, eta)) * (right - left);
  const [top, bar] = [70, 30];
  const middle = top + bar / 2;
  const colour =
    report.verdict === 'optimal'
      ? SERIES_COLOURS[2]
      : report.verdict === 'suboptimal'
        ? SERIES_COLOURS[0]
        : SERIES_COLOURS[4];
  const tolerance = Math.max(3, x(1) - x(1 - report.tolerance));
  const title = `Wulff efficiency η against ${normLabel(report.adversary)}: ${interval(efficiency)}`;
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const uncertain = x(efficiency.upper) - x(efficiency.lower) > 2.5;
  return svgDocument(
    {
      width,
      height,
      title: plainLabel(title),
      description: `${report.verdict}; the interval is ${interval(efficiency)}`,
    },
    element('text', { x: 16, y: 24, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(title)),
    element(
      'text',
      { x: 16, y: 43, 'font-size': 12, ...MUTED },
      !attained
        ? 'a lower bound on Φ(1/2), over the noise’s own; no noise need reach 1'
        : narrow
          ? 'least Φ(1/2) at these level-set volumes, over its own'
          : 'least Φ(1/2) possible with these level-set volumes, over the noise’s own; 1 is optimal',
    ),
    element('rect', {
      x: left,
      y: top,
      width: right - left,
      height: bar,
      rx: 4,
      fill: 'currentColor',
      'fill-opacity': 0.08,
    }),
    element('rect', {
      x: right - tolerance,
      y: top,
      width: tolerance,
      height: bar,
      fill: SERIES_COLOURS[2],
      'fill-opacity': 0.4,
    }),
    element('rect', {
      x: left,
      y: top,
      width: Math.max(1, x(efficiency.lower) - left),
      height: bar,
      rx: 4,
      fill: colour,
    }),
    uncertain
      ? element('rect', {
          x: x(efficiency.lower),
          y: top,
          width: x(efficiency.upper) - x(efficiency.lower),
          height: bar,
          fill: colour,
          'fill-opacity': 0.35,
        }) +
          element('path', {
            d: `M${decimal(x(efficiency.lower))},${decimal(middle)}H${decimal(x(efficiency.upper))}M${decimal(x(efficiency.upper))},${decimal(middle - 6)}v12`,
            stroke: 'currentColor',
            'stroke-width': 1.6,
          })
      : '',
    element('path', { d: `M${decimal(right)},${top - 7}v${bar + 14}`, stroke: 'currentColor', 'stroke-width': 1.8 }),
    ...ticks.map((tick) =>
      element(
        'text',
        {
          x: x(tick),
          y: top + bar + 22,
          'text-anchor': tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle',
          'font-size': 12,
          ...INK,
        },
        String(tick),
      ),
    ),
    element('text', { x: right, y: top + bar + 40, 'text-anchor': 'end', 'font-size': 11.5, ...MUTED }, 'optimal'),
  );
}
