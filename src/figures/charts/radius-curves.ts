/** Radius curves: certified radius against rho, one line a noise, the places where the order changes marked. */
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import {
  decimal,
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

export interface CurvePoint {
  readonly rho: number;
  /** Not finite where there is nothing to draw. */
  readonly radius: number;
}

export interface LabelledCurve {
  readonly label: string;
  /** In rising order of rho. */
  readonly points: readonly CurvePoint[];
}

export interface RadiusCurvesFigure {
  readonly title: string;
  /** One line under the title: dimension, scale, which numbers these are. */
  readonly subtitle: string;
  readonly curves: readonly LabelledCurve[];
  /** Points asked for by name, drawn as dots. */
  readonly marked?: readonly CurvePoint[];
  /** Whether to mark where two curves cross (default true). */
  readonly crossings?: boolean;
  readonly yLabel?: string;
  readonly width?: number;
  readonly height?: number;
}

/** Where two curves change places. */
export interface Crossing {
  readonly rho: number;
  readonly radius: number;
  /** The curve that is above before, and the one that is above after. */
  readonly before: string;
  readonly after: string;
}

/**
 * Crossings of curves given on the same grid, by linear interpolation between neighbours; a common start or end is
 * no crossing.
 */
export function curveCrossings(curves: readonly LabelledCurve[]): Crossing[] {
  const found: Crossing[] = [];
  curves.forEach((a, i) => {
    for (const b of curves.slice(i + 1)) {
      let last: { index: number; gap: number } | undefined;
      a.points.forEach(({ rho, radius }, index) => {
        const other = b.points[index];
        if (other === undefined || other.rho !== rho) return;
        const gap = radius - other.radius;
        // Rounding noise where the curves coincide (both 0 at rho = 1/2) is no order.
        if (!Number.isFinite(gap) || Math.abs(gap) <= 1e-9 * (Math.abs(radius) + Math.abs(other.radius))) return;
        if (last !== undefined && Math.sign(gap) !== Math.sign(last.gap)) {
          const start = a.points[last.index]!;
          const t = last.gap / (last.gap - gap);
          found.push({
            rho: start.rho + t * (rho - start.rho),
            radius: start.radius + t * (radius - start.radius),
            before: last.gap > 0 ? a.label : b.label,
            after: last.gap > 0 ? b.label : a.label,
          });
        }
        last = { index, gap };
      });
    }
  });
  return found.sort((a, b) => a.rho - b.rho);
}

/** The figure as a self-contained SVG document. */
export function radiusCurvesSvg(figure: RadiusCurvesFigure): string {
  const { width = 620, height = 420 } = figure;
  const crossings = figure.crossings === false ? [] : curveCrossings(figure.curves);
  const points = figure.curves.flatMap((curve) => curve.points).filter(({ radius }) => Number.isFinite(radius));
  const marked = (figure.marked ?? []).filter(({ radius }) => Number.isFinite(radius));
  const top = Math.max(...points.map(({ radius }) => radius), ...marked.map(({ radius }) => radius), Number.MIN_VALUE);
  const left = Math.min(...points.map(({ rho }) => rho));
  const right = Math.max(...points.map(({ rho }) => rho));
  const frame = { top: 66, bottom: 46, left: 58, right: 24 + 7.4 * longest(figure.curves.map(({ label }) => label)) };
  const x = (rho: number): number =>
    frame.left + ((rho - left) / (right - left || 1)) * (width - frame.left - frame.right);
  const y = (radius: number): number => height - frame.bottom - (radius / top) * (height - frame.top - frame.bottom);

  const plot = plotted({
    width,
    height,
    marginTop: frame.top,
    marginBottom: frame.bottom,
    marginLeft: frame.left,
    marginRight: frame.right,
    style: { fontFamily: 'inherit', fontSize: '12px', background: 'none' },
    x: { domain: [left, right], label: null, ticks: 6, tickSize: 4 },
    y: { domain: [0, top], label: null, ticks: 6, tickSize: 0, grid: true },
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.55 }),
      ...figure.curves.map((curve, i) =>
        Plot.line(
          curve.points.filter(({ radius }) => Number.isFinite(radius)),
          {
            x: 'rho',
            y: 'radius',
            stroke: SERIES_COLOURS[i % SERIES_COLOURS.length]!,
            strokeWidth: 2.25,
            ...(SERIES_DASHES[i % SERIES_DASHES.length] === undefined
              ? {}
              : { strokeDasharray: SERIES_DASHES[i % SERIES_DASHES.length]! }),
          },
        ),
      ),
    ],
  });

  return svgDocument(
    { width, height, title: plainLabel(figure.title), description: description(figure, crossings) },
    element('text', { x: 16, y: 24, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(figure.title)),
    element('text', { x: 16, y: 43, 'font-size': 12, ...MUTED }, subscripted(figure.subtitle)),
    plot,
    element(
      'text',
      { x: (frame.left + width - frame.right) / 2, y: height - 10, 'text-anchor': 'middle', 'font-size': 12, ...MUTED },
      'ρ, lower bound on the top class’s probability',
    ),
    element(
      'text',
      {
        x: 0,
        y: 0,
        transform: `translate(18,${(frame.top + height - frame.bottom) / 2}) rotate(-90)`,
        'text-anchor': 'middle',
        'font-size': 12,
        ...MUTED,
      },
      escapeText(figure.yLabel ?? 'certified radius'),
    ),
    ...endLabels(figure.curves, x, y, frame.top),
    ...crossings.map((crossing, i) => crossingMark(i, x(crossing.rho), y(crossing.radius))),
    ...crossings.map((crossing, i) => crossingNote(i, crossing, frame.left + 18, frame.top + 16 + 19 * i)),
    ...marked.map((point) =>
      element('circle', { cx: x(point.rho), cy: y(point.radius), r: 3.6, fill: SERIES_COLOURS[0], stroke: 'none' }),
    ),
  );
}

/** Labels beside the ends of their curves, pushed apart so that none covers another. */
function endLabels(
  curves: readonly LabelledCurve[],
  x: (rho: number) => number,
  y: (radius: number) => number,
  highest: number,
): string[] {
  const gap = 16;
  const labels = curves
    .map((curve, i) => ({
      label: curve.label,
      colour: SERIES_COLOURS[i % SERIES_COLOURS.length]!,
      end: lastFinite(curve),
    }))
    .filter((each): each is typeof each & { end: CurvePoint } => each.end !== undefined)
    .map((each) => ({ ...each, at: y(each.end.radius) }))
    .sort((a, b) => b.at - a.at);
  // From the bottom up; a label that would overlap the one below it moves up.
  labels.forEach((label, i) => {
    const below = labels[i - 1];
    if (below !== undefined) label.at = Math.min(label.at, below.at - gap);
  });
  const overshoot = Math.max(0, highest - (labels.at(-1)?.at ?? highest));
  return labels.map(({ label, colour, end, at }) =>
    element(
      'text',
      { x: x(end.rho) + 9, y: at + overshoot + 4, 'font-size': 13, 'font-weight': 600, fill: colour },
      subscripted(label),
    ),
  );
}

const letter = (i: number): string => String.fromCharCode(97 + (i % 26));

function crossingMark(i: number, x: number, y: number): string {
  // Letters alternate sides, since crossings come in clusters.
  const above = i % 2 === 0;
  return (
    element('circle', { cx: x, cy: y, r: 3.4, fill: 'none', 'stroke-width': 1.5, stroke: 'currentColor' }) +
    element(
      'text',
      {
        x: x + (above ? -9 : 8),
        y: y + (above ? -6 : 14),
        'text-anchor': 'middle',
        'font-size': 11,
        'font-style': 'italic',
        ...INK,
      },
      letter(i),
    )
  );
}

function crossingNote(i: number, crossing: Crossing, x: number, y: number): string {
  return element(
    'text',
    { x, y, 'font-size': 11.5, ...MUTED },
    element('tspan', { 'font-style': 'italic', ...INK }, letter(i)),
    escapeText(`  ρ = ${crossing.rho.toFixed(3)}: ${crossing.after} overtakes ${crossing.before}`),
  );
}

function description(figure: RadiusCurvesFigure, crossings: readonly Crossing[]): string {
  const ends = figure.curves.map(
    (curve) => `${curve.label} reaches ${lastFinite(curve)?.radius.toPrecision(3) ?? 'nothing'}`,
  );
  const changes = crossings.map((each) => `${each.after} overtakes ${each.before} at rho ${each.rho.toFixed(3)}`);
  return `${plainLabel(figure.subtitle)}. ${[...ends, ...changes].join('; ')}.`;
}

const lastFinite = (curve: LabelledCurve): CurvePoint | undefined =>
  curve.points.filter(({ radius }) => Number.isFinite(radius)).at(-1);

const longest = (labels: readonly string[]): number => Math.max(0, ...labels.map((label) => label.length));

/** Plot's drawing as a nested SVG element, without the style sheet it brings for web pages. */
export function plotted(options: Plot.PlotOptions): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const drawing = Plot.plot({ ...options, document: document });
  for (const style of drawing.querySelectorAll('style')) style.remove();
  for (const name of ['class', 'style', 'font-family']) drawing.removeAttribute(name);
  // Plot's coordinates carry rounding noise such as 89.99999999999999; tick labels are text and stay as they are.
  return drawing.outerHTML.replace(/="[^"]*"/g, (attribute) =>
    attribute.replace(/-?\d+\.\d{3,}/g, (digits) => decimal(Number(digits))),
  );
}
