/** How sure a smoothed classifier is: images by rho, and what they make of the average radius, as pairs of bars. */
import type { RhoBin } from '../../certify/statistics/rho-histogram.ts';
import { element, escapeText, INK, MUTED, SERIES_COLOURS, subscripted, svgDocument } from './svg.ts';

/** What the figure shows besides the bins. */
export interface RhoHistogramFigure {
  readonly title: string;
  readonly subtitle: string;
  /** What is counted: "images". */
  readonly counted: string;
  readonly width?: number;
}

/** The figure as a self-contained SVG document; empty bins at either end are left out. */
export function rhoHistogramSvg(bins: readonly RhoBin[], figure: RhoHistogramFigure): string {
  const { width = 620, title, subtitle, counted } = figure;
  const filled = bins.map(({ images }) => images > 0);
  const shown = bins.slice(Math.max(0, filled.indexOf(true)), filled.lastIndexOf(true) + 1);
  const all = shown.reduce((sum, { images }) => sum + images, 0);
  const shares = shown.flatMap(({ images, radiusShare }) => [images / all, radiusShare ?? 0]);
  const [left, right, top, row] = [104, width - 92, 92, 42];
  const length = (share: number): number => (share / Math.max(...shares, Number.MIN_VALUE)) * (right - left);
  const bar = (share: number, y: number, colour: string, value: string): string =>
    element('rect', { x: left, y, width: length(share), height: 12, rx: 2, fill: colour }) +
    element('text', { x: left + length(share) + 6, y: y + 10, 'font-size': 11, ...MUTED }, escapeText(value));
  const swatch = (x: number, colour: string, label: string): string =>
    element('rect', { x, y: 58, width: 14, height: 12, rx: 2, fill: colour }) +
    element('text', { x: x + 20, y: 68, 'font-size': 12, 'font-weight': 600, fill: colour }, escapeText(label));
  const [images, radius] = SERIES_COLOURS;
  return svgDocument(
    {
      width,
      height: top + row * shown.length + 16,
      title,
      description: shown
        .map(({ from, to, images: count, radiusShare }) =>
          [
            `rho from ${from} to ${to}: ${count} ${counted}`,
            ...(radiusShare === null ? [] : [percent(radiusShare)]),
          ].join(', of the average radius '),
        )
        .join('; '),
    },
    element('text', { x: 16, y: 24, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(title)),
    element('text', { x: 16, y: 43, 'font-size': 12, ...MUTED }, subscripted(subtitle)),
    swatch(16, images, counted),
    swatch(60 + 7.2 * counted.length, radius, 'their part of the average radius'),
    ...shown.map(({ from, to, images: count, radiusShare }, i) => {
      const y = top + row * i;
      return (
        element(
          'text',
          { x: left - 12, y: y + 17, 'text-anchor': 'end', 'font-size': 12, ...INK },
          escapeText(`ρ ${from} to ${to}`),
        ) +
        bar(count / all, y, images, `${count} (${percent(count / all)})`) +
        (radiusShare === null ? '' : bar(radiusShare, y + 14, radius, percent(radiusShare)))
      );
    }),
    element('path', {
      d: `M${left},${top - 6}V${top + row * shown.length - 8}`,
      stroke: 'currentColor',
      'stroke-opacity': 0.55,
    }),
  );
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;
