/** A small line chart: axes with round ticks, smooth curves through given points, bands around them, names at their ends. */
import { decimal, element, INK, MUTED, pathData, plainLabel, subscripted, svgDocument } from '../charts/svg.ts';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the band; left out where there is none. */
  readonly low?: number;
  readonly high?: number;
}

export interface ChartSeries {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string | undefined;
  /** In rising order of x, all finite. */
  readonly points: readonly ChartPoint[];
  /** Whether to mark the points. */
  readonly marked?: boolean;
  /** Drawn heavier than the others. */
  readonly main?: boolean;
}

export interface ChartAxis {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
  /** Straight lines to compare with, from one point to another. */
  readonly guides?: readonly {
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly label: string;
  }[];
  readonly description: string;
  readonly width?: number;
  readonly height?: number;
}

type Scale = (value: number) => number;

/** The chart as a self-contained SVG document. */
export function chartSvg(chart: Chart): string {
  const { width = 620, height = 420 } = chart;
  const longest = Math.max(0, ...chart.series.map(({ label }) => plainLabel(label).length));
  const frame = { top: 66, bottom: 48, left: 64, right: Math.min(0.34 * width, 22 + 7 * longest) };
  const [right, bottom] = [width - frame.right, height - frame.bottom];
  const x: Scale = (v) => frame.left + ((v - chart.x.from) / (chart.x.to - chart.x.from)) * (right - frame.left);
  const y: Scale = (v) => bottom - ((v - chart.y.from) / (chart.y.to - chart.y.from)) * (bottom - frame.top);
  const back = [...chart.series].reverse();
  return svgDocument(
    { width, height, title: plainLabel(chart.title), description: chart.description },
    element('text', { x: 16, y: 24, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(chart.title)),
    element('text', { x: 16, y: 43, 'font-size': 12, ...MUTED }, subscripted(chart.subtitle)),
    ...roundTicks(chart.y.from, chart.y.to).map((tick) => gridLine(tick, y, frame.left, right)),
    ...roundTicks(chart.x.from, chart.x.to).map((tick) => xTick(tick, x, bottom)),
    element('path', {
      d: `M${decimal(frame.left)},${decimal(bottom)}H${decimal(right)}`,
      stroke: 'currentColor',
      'stroke-opacity': 0.55,
    }),
    element(
      'text',
      { x: (frame.left + right) / 2, y: height - 11, 'text-anchor': 'middle', 'font-size': 12, ...MUTED },
      subscripted(chart.x.label),
    ),
    element(
      'text',
      {
        x: 0,
        y: 0,
        transform: `translate(17,${decimal((frame.top + bottom) / 2)}) rotate(-90)`,
        'text-anchor': 'middle',
        'font-size': 12,
        ...MUTED,
      },
      subscripted(chart.y.label),
    ),
    ...(chart.guides ?? []).map((guide) => guideLine(guide, x, y)),
    ...back.map((series) => band(series, x, y)),
    ...back.map((series) => line(series, x, y)),
    ...endLabels(chart.series, x, y, frame.top),
  );
}

function gridLine(tick: number, y: Scale, left: number, right: number): string {
  const at = y(tick);
  return (
    element('path', {
      d: `M${decimal(left)},${decimal(at)}H${decimal(right)}`,
      stroke: 'currentColor',
      'stroke-opacity': 0.1,
    }) + element('text', { x: left - 8, y: at + 4, 'text-anchor': 'end', 'font-size': 12, ...INK }, tickText(tick))
  );
}

function xTick(tick: number, x: Scale, bottom: number): string {
  return (
    element('path', {
      d: `M${decimal(x(tick))},${decimal(bottom)}v4`,
      stroke: 'currentColor',
      'stroke-opacity': 0.55,
    }) +
    element('text', { x: x(tick), y: bottom + 18, 'text-anchor': 'middle', 'font-size': 12, ...INK }, tickText(tick))
  );
}

function guideLine({ from, to, label }: NonNullable<Chart['guides']>[number], x: Scale, y: Scale): string {
  const ends: [number, number][] = [from, to].map(([a, b]) => [x(a), y(b)]);
  return (
    element('path', {
      d: pathData(ends, false),
      stroke: 'currentColor',
      'stroke-opacity': 0.35,
      'stroke-dasharray': '2 3',
      fill: 'none',
    }) +
    element(
      'text',
      { x: ends[1]![0] - 6, y: ends[1]![1] - 6, 'text-anchor': 'end', 'font-size': 11, ...MUTED },
      subscripted(label),
    )
  );
}

function line(series: ChartSeries, x: Scale, y: Scale): string {
  const points = series.points.map((point): [number, number] => [x(point.x), y(point.y)]);
  const dots =
    series.marked === true ? points.map(([cx, cy]) => element('circle', { cx, cy, r: 2.8, fill: series.colour })) : [];
  return (
    element('path', {
      d: smoothPath(points),
      fill: 'none',
      stroke: series.colour,
      'stroke-width': series.main === true ? 2.75 : 1.9,
      'stroke-dasharray': series.dash,
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }) + dots.join('')
  );
}

function band(series: ChartSeries, x: Scale, y: Scale): string {
  const banded = series.points.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (banded.length < 2) return '';
  const upper = smoothPath(banded.map((point) => [x(point.x), y(point.high!)]));
  const lower = smoothPath(banded.map((point): [number, number] => [x(point.x), y(point.low!)]).reverse());
  return element('path', {
    d: `${upper}L${lower.slice(1)}Z`,
    fill: series.colour,
    'fill-opacity': 0.2,
    stroke: 'none',
  });
}

/** A curve through the points that is monotone wherever they are (Fritsch and Carlson 1980), as cubic pieces. */
export function smoothPath(points: readonly (readonly [number, number])[]): string {
  const n = points.length;
  if (n < 3) return pathData(points, false);
  const slope = (i: number): number => {
    const [[a, b], [c, d]] = [points[i]!, points[i + 1]!];
    return (d - b) / (c - a);
  };
  const tangent = points.map((_, i) => {
    if (i === 0) return endSlope(slope(0), slope(1));
    if (i === n - 1) return endSlope(slope(n - 2), slope(n - 3));
    const [before, after] = [slope(i - 1), slope(i)];
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
  });
  const steps = points.slice(1).map(([c, d], i) => {
    const [a, b] = points[i]!;
    const third = (c - a) / 3;
    const at = (px: number, py: number): string => `${decimal(px)},${decimal(py)}`;
    return `C${at(a + third, b + third * tangent[i]!)} ${at(c - third, d - third * tangent[i + 1]!)} ${at(c, d)}`;
  });
  return `M${decimal(points[0]![0])},${decimal(points[0]![1])}${steps.join('')}`;
}

/** The end's slope from its two neighbours, never overshooting. */
function endSlope(near: number, next: number): number {
  const guess = 1.5 * near - 0.5 * next;
  return guess * near <= 0 ? 0 : Math.abs(guess) > 3 * Math.abs(near) ? 3 * near : guess;
}

function endLabels(series: readonly ChartSeries[], x: Scale, y: Scale, highest: number): string[] {
  const gap = 16;
  const labels = series
    .filter(({ points }) => points.length > 0)
    .map((each) => ({ ...each, end: each.points.at(-1)!, at: y(each.points.at(-1)!.y) }))
    .sort((a, b) => b.at - a.at);
  labels.forEach((label, i) => {
    const below = labels[i - 1];
    if (below !== undefined) label.at = Math.min(label.at, below.at - gap);
  });
  const overshoot = Math.max(0, highest - (labels.at(-1)?.at ?? highest));
  return labels.map(({ label, colour, end, at, main }) =>
    element(
      'text',
      {
        x: x(end.x) + 9,
        y: at + overshoot + 4,
        'font-size': 12.5,
        'font-weight': main === true ? 700 : 500,
        fill: colour,
      },
      subscripted(label),
    ),
  );
}

/** About six round numbers that cover the axis from inside. */
export function roundTicks(from: number, to: number): number[] {
  const rough = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const tickText = (tick: number): string =>
  tick !== 0 && (Math.abs(tick) < 1e-3 || Math.abs(tick) >= 1e5)
    ? tick.toExponential().replace('e+', 'e').replace('-', '−')
    : String(tick).replace('-', '−');
