/** Radius curves: certified radius against rho, one line a noise, the places where the order changes marked. */
import { placedLineChart, type ChartGuide, type ChartScales, type PlacedChart } from './line-chart.ts';
import { element, INK, MUTED, plainLabel, SERIES_COLOURS, subscripted } from './svg.ts';

/** A point of a radius curve. */
export interface DrawnPoint {
  readonly rho: number;
  /** Not finite where there is nothing to draw. */
  readonly radius: number;
}

/** One curve with its name in the legend. */
export interface LabelledCurve {
  readonly label: string;
  /** In rising order of rho. */
  readonly points: readonly DrawnPoint[];
}

/** Radius curves in one picture. */
export interface RadiusCurvesFigure {
  readonly title: string;
  /** One line under the title: dimension, scale, which numbers these are. */
  readonly subtitle: string;
  readonly curves: readonly LabelledCurve[];
  /** Points asked for by name, drawn as dots. */
  readonly marked?: readonly DrawnPoint[];
  /** Whether to mark where two curves cross (default true). */
  readonly crossings?: boolean;
  /** Straight lines to compare with, such as the tangents at rho = 1/2. */
  readonly guides?: readonly ChartGuide[];
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
export const radiusCurvesSvg = (figure: RadiusCurvesFigure): string => placedRadiusCurves(figure).svg;

/** The same, with where its numbers lie, for a page whose reader points at it. */
export function placedRadiusCurves(figure: RadiusCurvesFigure): PlacedChart {
  const crossings = figure.crossings === false ? [] : curveCrossings(figure.curves);
  const points = figure.curves.flatMap((curve) => curve.points).filter(({ radius }) => Number.isFinite(radius));
  const marked = (figure.marked ?? []).filter(({ radius }) => Number.isFinite(radius));
  const top = Math.max(...points.map(({ radius }) => radius), ...marked.map(({ radius }) => radius), Number.MIN_VALUE);
  return placedLineChart({
    title: figure.title,
    subtitle: figure.subtitle,
    x: {
      from: Math.min(...points.map(({ rho }) => rho)),
      to: Math.max(...points.map(({ rho }) => rho)),
      label: 'ρ, lower bound on the top class’s probability',
    },
    y: { from: 0, to: top, label: figure.yLabel ?? 'certified radius' },
    // The curves are given on fine grids.
    curve: 'linear',
    names: 'ends',
    series: figure.curves.map(({ label, points: own }) => ({
      label,
      points: own.map(({ rho, radius }) => ({ x: rho, y: radius })),
    })),
    ...(figure.guides === undefined ? {} : { guides: figure.guides }),
    description: description(figure, crossings),
    overlay: (scales) => [
      ...crossings.map((crossing, i) => crossingMark(i, crossing, scales)),
      ...crossings.map((crossing, i) => crossingNote(i, crossing, scales)),
      ...marked.map(({ rho, radius }) =>
        element('circle', { cx: scales.x(rho), cy: scales.y(radius), r: 3.6, fill: SERIES_COLOURS[0], stroke: 'none' }),
      ),
    ],
    ...(figure.width === undefined ? {} : { width: figure.width }),
    ...(figure.height === undefined ? {} : { height: figure.height }),
  });
}

const letter = (i: number): string => String.fromCharCode(97 + (i % 26));

function crossingMark(i: number, { rho, radius }: Crossing, scales: ChartScales): string {
  const [x, y] = [scales.x(rho), scales.y(radius)];
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

function crossingNote(i: number, crossing: Crossing, { frame }: ChartScales): string {
  return element(
    'text',
    { x: frame.left + 18, y: frame.top + 16 + 19 * i, 'font-size': 11.5, ...MUTED },
    element('tspan', { 'font-style': 'italic', ...INK }, letter(i)),
    subscripted(`  ρ = ${crossing.rho.toFixed(3)}: ${crossing.after} overtakes ${crossing.before}`),
  );
}

function description(figure: RadiusCurvesFigure, crossings: readonly Crossing[]): string {
  const ends = figure.curves.map(
    (curve) => `${curve.label} reaches ${lastFinite(curve)?.radius.toPrecision(3) ?? 'nothing'}`,
  );
  const changes = crossings.map((each) => `${each.after} overtakes ${each.before} at rho ${each.rho.toFixed(3)}`);
  return `${plainLabel([figure.subtitle, [...ends, ...changes].join('; ')].join('. '))}.`;
}

const lastFinite = (curve: LabelledCurve): DrawnPoint | undefined =>
  curve.points.filter(({ radius }) => Number.isFinite(radius)).at(-1);
