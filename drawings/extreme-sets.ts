/**
 * The sets that gain most from a shift, greedily filled: a half-space for the Gaussian, steps for Laplace (MATH.md,
 * G1).
 */
import { contourLoops } from '../src/figures/vet/contour.ts';
import {
  decimal,
  element,
  INK,
  MUTED,
  pathData,
  SERIES_COLOURS,
  subscripted,
  svgDocument,
} from '../src/figures/charts/svg.ts';
import { gaussian, greedyFilling, growth, laplace, type Noise } from '../src/index.ts';
import { radiusDecimal } from '../src/numeric/decimal.ts';

const SIDE = 270;
const REACH = 3;
const CELLS = 161;
const P = 0.25;
const SHIFT = [0.8, 0.5] as const;

/** The picture: a panel for each noise. */
export function extremeSetsFigure(): string {
  const panels = [
    { name: 'Gaussian: a half-space', noise: gaussian(2, { sigma: 1 }) },
    { name: 'Laplace: the plane in steps', noise: laplace(2, { sigma: 1 }) },
  ];
  const width = 2 * SIDE + 72;
  return svgDocument(
    {
      width,
      height: SIDE + 128,
      title: 'The sets of mass 1/4 that gain most from a shift',
      description:
        'Contours of a Gaussian and a Laplace density in the plane, the shift as an arrow, and the set of mass one quarter that weighs most after it: ' +
        'a half-space for the Gaussian, a region bounded by steps for Laplace.',
    },
    element(
      'text',
      { x: 24, y: 26, 'font-size': 15, 'font-weight': 600, ...INK },
      `Sets of mass p = ${P} that gain most from the shift v`,
    ),
    ...panels.map(({ name, noise }, i) => panel(name, noise, 24 + i * (SIDE + 24))),
    element(
      'text',
      { x: 24, y: SIDE + 112, 'font-size': 12, ...MUTED },
      'Filled greedily, from the largest ratio q(x − v)/q(x) down, until the mass p is used up.',
    ),
  );
}

function panel(name: string, noise: Noise, left: number): string {
  const { threshold } = greedyFilling(noise, SHIFT, P, { cells: CELLS, reach: REACH });
  const x = (value: number): number => left + ((value + REACH) / (2 * REACH)) * SIDE;
  const y = (value: number): number => 44 + ((REACH - value) / (2 * REACH)) * SIDE;
  const paths = (f: (a: number, b: number) => number, level: number): string =>
    contourLoops(f, level, REACH)
      .map((loop) =>
        pathData(
          loop.map(([a, b]) => [x(a), y(b)] as const),
          true,
        ),
      )
      .join('');
  const ratio = (a: number, b: number): number =>
    noise.logDensity([a - SHIFT[0], b - SHIFT[1]]) - noise.logDensity([a, b]);
  const height = (a: number, b: number): number => noise.logDensity([a, b]) - noise.logDensity([1e-9, 1e-9]);
  const gain = growth(noise, SHIFT, P).value;
  return [
    element('path', { d: paths(ratio, Math.log(threshold)), fill: SERIES_COLOURS[1], 'fill-opacity': 0.54 }),
    ...[0.8, 0.5, 0.25, 0.1, 0.02].map((part) =>
      element('path', {
        d: paths(height, Math.log(part)),
        fill: SERIES_COLOURS[0],
        'fill-opacity': 0.09,
        stroke: SERIES_COLOURS[0],
        'stroke-opacity': 0.55,
        'stroke-width': 1,
      }),
    ),
    element('rect', {
      x: left,
      y: 44,
      width: SIDE,
      height: SIDE,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-opacity': 0.3,
    }),
    arrow([x(0), y(0)], [x(SHIFT[0]), y(SHIFT[1])]),
    element(
      'text',
      { x: x(SHIFT[0]) + 7, y: y(SHIFT[1]) - 3, 'font-style': 'italic', 'font-weight': 600, ...INK },
      'v',
    ),
    element('text', { x: left, y: SIDE + 64, 'font-weight': 600, ...INK }, subscripted(name)),
    element(
      'text',
      { x: left, y: SIDE + 82, 'font-size': 12, ...MUTED },
      `mass ${P} before, G(p, v) = ${radiusDecimal(gain, 4)} after`,
    ),
  ].join('');
}

/** A line with a head. */
export function arrow(from: readonly [number, number], to: readonly [number, number]): string {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [a, b] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const at = (along: number, aside: number): string =>
    `${decimal(to[0] - along * a + aside * b)},${decimal(to[1] - along * b - aside * a)}`;
  return (
    element('circle', { cx: from[0], cy: from[1], r: 2.6, ...INK }) +
    element('path', {
      d: `M${decimal(from[0])},${decimal(from[1])}L${at(6, 0)}`,
      stroke: 'currentColor',
      'stroke-width': 1.8,
    }) +
    element('path', { d: `M${at(0, 0)}L${at(9, 4)}L${at(9, -4)}Z`, ...INK })
  );
}
