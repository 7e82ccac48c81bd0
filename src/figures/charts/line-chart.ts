/**
 * The line chart that every figure of curves is: axes, curves, bands and guides drawn by Observable Plot, with a title,
 * the names of the curves at their ends (or in a corner), and a description for screen readers around them.
 */
import * as Plot from '@observablehq/plot';
import {
  element,
  decimal,
  INK,
  MUTED,
  plainLabel,
  SERIES_COLOURS,
  SERIES_DASHES,
  subscripted,
  svgDocument,
} from './svg.ts';
import { plotted, withRoomForTicks, type PlottedFrame } from './plotted.ts';

/** A point of a curve, with the ends of its band where it has one. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** One curve. */
export interface ChartSeries {
  /** Its name; `_` lowers the next character. */
  readonly label: string;
  /** In rising order of x; points that are not finite are left out. */
  readonly points: readonly ChartPoint[];
  /** Whether to mark the points. */
  readonly marked?: boolean;
  /** Drawn heavier than the others. */
  readonly main?: boolean;
}

/** An axis from one number to another. */
export interface ChartAxis {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** A straight line to compare with. */
export interface ChartGuide {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly label: string;
}

/** Where a number lies in the picture, in pixels. */
export interface ChartScales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** The rectangle of the curves. */
  readonly frame: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
}

/** What a chart shows. */
export interface LineChart {
  readonly title: string;
  readonly subtitle: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
  readonly guides?: readonly ChartGuide[];
  /** How points are joined: smoothly and without overshooting (Fritsch and Carlson 1980), or straight. */
  readonly curve: 'monotone-x' | 'linear';
  /** Where the curves are named: at their ends, or in the upper right corner where falling curves leave room. */
  readonly names: 'ends' | 'corner';
  readonly description: string;
  /** More to be drawn on top. */
  readonly overlay?: (scales: ChartScales) => readonly string[];
  readonly width?: number;
  readonly height?: number;
}

/** Pixels a character of a curve's name takes at most. */
const CHARACTER = 7.4;
/** One of the small print under the title takes on average, and its lines from one to the next. */
const SMALL_CHARACTER = 5.9;
const LINE = 15;

/** The size of a chart in a column as narrow as a phone's. */
export const NARROW = { width: 420, height: 400 } as const;

/** A chart with what turns places in it into numbers, for pages that let a reader point at it. */
export interface PlacedChart {
  readonly svg: string;
  /** Pixels of the document. */
  readonly width: number;
  readonly height: number;
  /** The rectangle of the curves in pixels, and the numbers at its sides. */
  readonly frame: ChartScales['frame'];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** The chart as a self-contained SVG document. */
export const lineChartSvg = (chart: LineChart): string => placedLineChart(chart).svg;

/** The same, with where its numbers lie. */
export function placedLineChart(chart: LineChart): PlacedChart {
  const { width = 620 } = chart;
  const subtitle = linesOf(chart.subtitle, (width - 32) / SMALL_CHARACTER);
  const height = (chart.height ?? 420) + LINE * (subtitle.length - 1);
  const names = chart.series.map(({ label }) => plainLabel(label).length * CHARACTER);
  const room = chart.names === 'ends' ? Math.min(0.34 * width, 24 + Math.max(0, ...names)) : 24;
  const drawn = (left: number, ticks: number): PlottedFrame => {
    const frame = { top: 51 + LINE * subtitle.length, bottom: height - 46, left, right: width - room };
    const drawing = plotted({
      width,
      height,
      marginTop: frame.top,
      marginBottom: height - frame.bottom,
      marginLeft: frame.left,
      marginRight: room,
      style: { fontFamily: 'inherit', fontSize: '12px', background: 'none' },
      x: { domain: [chart.x.from, chart.x.to], label: null, ticks, tickSize: 4 },
      y: { domain: [chart.y.from, chart.y.to], label: null, ticks: 6, tickSize: 0, grid: true },
      marks: marksOf(chart),
    });
    return { drawing, frame };
  };
  const { drawing, frame } = withRoomForTicks(drawn);
  const scales: ChartScales = {
    x: (value) => frame.left + ((value - chart.x.from) / (chart.x.to - chart.x.from || 1)) * (frame.right - frame.left),
    y: (value) =>
      frame.bottom - ((value - chart.y.from) / (chart.y.to - chart.y.from || 1)) * (frame.bottom - frame.top),
    frame,
  };
  const axisName = (x: number, y: number, turn: string | undefined, label: string): string =>
    element('text', { x, y, transform: turn, 'text-anchor': 'middle', 'font-size': 12, ...MUTED }, subscripted(label));
  const turned = `translate(18,${decimal((frame.top + frame.bottom) / 2)}) rotate(-90)`;
  const svg = svgDocument(
    { width, height, title: plainLabel(chart.title), description: chart.description },
    element('text', { x: 16, y: 24, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(chart.title)),
    ...subtitle.map((text, i) =>
      element('text', { x: 16, y: 43 + LINE * i, 'font-size': 12, ...MUTED }, subscripted(text)),
    ),
    drawing.outerHTML,
    axisName((frame.left + frame.right) / 2, height - 10, undefined, chart.x.label),
    axisName(0, 0, turned, chart.y.label),
    ...(chart.guides ?? []).map((guide) => guideName(guide, scales)),
    ...(chart.names === 'ends' ? endNames(chart.series, scales, room) : cornerNames(chart.series, scales)),
    ...(chart.overlay?.(scales) ?? []),
  );
  return { svg, width, height, frame, x: [chart.x.from, chart.x.to], y: [chart.y.from, chart.y.to] };
}

/** A text in lines of at most so many characters, if its words allow. */
function linesOf(text: string, most: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || plainLabel(`${last} ${word}`).length > most) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}

const colourOf = (i: number): string => SERIES_COLOURS[i % SERIES_COLOURS.length]!;
const dashOf = (i: number): string | undefined => SERIES_DASHES[i % SERIES_DASHES.length];
const finite = (points: readonly ChartPoint[]): ChartPoint[] => points.filter(({ y }) => Number.isFinite(y));

/** Rule at 0, guides, bands, curves, points; the first curve on top. */
function marksOf({ series, guides = [], curve, y }: LineChart): Plot.Markish[] {
  const back = series.map((each, i) => ({ ...each, colour: colourOf(i), dash: dashOf(i) })).reverse();
  const heavy = series.some(({ main }) => main === true);
  return [
    Plot.ruleY([y.from], { stroke: 'currentColor', strokeOpacity: 0.55 }),
    ...guides.map(({ from, to }) =>
      Plot.line([from, to], { stroke: 'currentColor', strokeOpacity: 0.35, strokeDasharray: '2 3' }),
    ),
    ...back
      .map(({ points, colour }) => ({
        colour,
        banded: points.filter(({ low, high }) => low !== undefined && high !== undefined),
      }))
      .filter(({ banded }) => banded.length > 1)
      .map(({ banded, colour }) =>
        Plot.areaY(banded, { x: 'x', y1: 'low', y2: 'high', curve, fill: colour, fillOpacity: 0.2 }),
      ),
    ...back.map(({ points, colour, dash, main }) =>
      Plot.line(finite(points), {
        x: 'x',
        y: 'y',
        curve,
        stroke: colour,
        strokeWidth: main === true ? 2.75 : heavy ? 1.9 : 2.25,
        strokeLinejoin: curve === 'linear' ? 'miter' : 'round',
        ...(dash === undefined ? {} : { strokeDasharray: dash }),
      }),
    ),
    ...back
      .filter(({ marked }) => marked === true)
      .map(({ points, colour }) => Plot.dot(finite(points), { x: 'x', y: 'y', r: 2.8, fill: colour })),
  ];
}

function guideName({ to, label }: ChartGuide, { x, y }: ChartScales): string {
  const place = { x: x(to[0]) - 6, y: y(to[1]) - 6, 'text-anchor': 'end', 'font-size': 11, ...MUTED };
  return label === '' ? '' : element('text', place, subscripted(label));
}

/**
 * Names beside the ends of their curves, in two lines where one would not fit, pushed apart so that none covers
 * another.
 */
function endNames(series: readonly ChartSeries[], { x, y, frame }: ChartScales, room: number): string[] {
  const line = 16;
  const names = series
    .map(({ label, points, main }, i) => ({
      lines: plainLabel(label).length * CHARACTER > room - 24 ? label.split(/ (?=\()/) : [label],
      main,
      colour: colourOf(i),
      end: finite(points).at(-1),
    }))
    .filter((each): each is typeof each & { end: ChartPoint } => each.end !== undefined)
    .map((each) => ({ ...each, at: y(each.end.y) - ((each.lines.length - 1) * line) / 2 }))
    .sort((a, b) => b.at - a.at);
  // From the bottom up; a name that would overlap the one below it moves up.
  names.forEach((name, i) => {
    const below = names[i - 1];
    if (below !== undefined) name.at = Math.min(name.at, below.at - line * name.lines.length);
  });
  const overshoot = Math.max(0, frame.top - (names.at(-1)?.at ?? frame.top));
  return names.flatMap(({ lines, colour, end, at, main }) =>
    lines.map((text, i) =>
      element(
        'text',
        {
          x: x(end.x) + 9,
          y: at + overshoot + 4 + line * i,
          'font-size': 13,
          'font-weight': main === true ? 700 : 600,
          fill: colour,
        },
        subscripted(text),
      ),
    ),
  );
}

function cornerNames(series: readonly ChartSeries[], { frame }: ChartScales): string[] {
  const longest = Math.max(0, ...series.map(({ label }) => plainLabel(label).length));
  const x = frame.right - 12 - CHARACTER * longest;
  return series.flatMap(({ label }, i) => {
    const y = frame.top + 18 + 20 * i;
    const stroke = { stroke: colourOf(i), 'stroke-width': 2.25, 'stroke-dasharray': dashOf(i) };
    return [
      element('line', { x1: x - 38, x2: x - 8, y1: y - 4.5, y2: y - 4.5, ...stroke }),
      element('text', { x, y, 'font-size': 13, 'font-weight': 600, fill: colourOf(i) }, subscripted(label)),
    ];
  });
}
