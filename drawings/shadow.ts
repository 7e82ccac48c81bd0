/**
 * Why shadows: a small shift of uniform noise uncovers the length of the shift times the shadow of the body along it
 * (MATH.md, U4).
 */
import { element, INK, MUTED, pathData, SERIES_COLOURS, svgDocument } from '../src/figures/charts/svg.ts';
import { radiusDecimal } from '../src/numeric/decimal.ts';
import { overlap, projectionRatio, vPolytope, volume } from '../src/index.ts';
import { arrow } from './extreme-sets.ts';

/** Half of the corners; the others are opposite. */
const CORNERS = [
  [1.15, 0.15],
  [0.72, 0.86],
  [-0.38, 1.06],
] as const;
const SHIFT = [0.3, 0.04] as const;
const SCALE = 100;

/** The body, the body moved, what the move uncovers, and the shadow. */
export function shadowFigure(): string {
  const corners = [...CORNERS, ...CORNERS.map(([a, b]) => [-a, -b] as const)];
  const body = vPolytope(corners.map((corner) => [...corner]));
  const [width, height] = [640, 366];
  const x = (value: number): number => 360 + SCALE * value;
  const y = (value: number): number => 176 - SCALE * value;
  const path = (moved: readonly [number, number]): string =>
    pathData(
      corners.map(([a, b]) => [x(a + moved[0]), y(b + moved[1])] as const),
      true,
    );
  const length = Math.hypot(...SHIFT);
  const along = [SHIFT[0] / length, SHIFT[1] / length] as const;
  const across = [-along[1], along[0]] as const;
  const aside = corners.map(([a, b]) => a * across[0] + b * across[1]);
  const half = Math.max(...aside);
  const far = -2.2;
  const place = (s: number, t: number): [number, number] => [
    x(s * along[0] + t * across[0]),
    y(s * along[1] + t * across[1]),
  ];
  const ends = [half, -half].map((t) => {
    const corner = corners[aside.findIndex((each) => Math.abs(each - t) < 1e-9)]!;
    return { wall: place(far, t), corner: [x(corner[0]), y(corner[1])] as const };
  });
  const area = volume(body).value;
  const ratio = projectionRatio(body, [...along]).value;
  const lost = 1 - overlap(body, [...SHIFT]).value;
  const [first, second] = ends.map(({ wall }) => wall) as [[number, number], [number, number]];
  return svgDocument(
    {
      width,
      height,
      title: 'The shadow of a body along a shift',
      description: `A hexagon K and its copy moved by a short vector v. The part of the copy outside K is shaded. Beside it the shadow of K along v, a segment of length ${radiusDecimal(ratio * area, 3)}.`,
    },
    element(
      'text',
      { x: 20, y: 26, 'font-size': 15, 'font-weight': 600, ...INK },
      'What a shift of uniform noise uncovers',
    ),
    element(
      'mask',
      { id: 'outside' },
      element('rect', { width, height, fill: '#fff' }),
      element('path', { d: path([0, 0]), fill: '#000' }),
    ),
    element('path', { d: path(SHIFT), fill: SERIES_COLOURS[1], 'fill-opacity': 0.6, mask: 'url(#outside)' }),
    element('path', {
      d: path(SHIFT),
      fill: 'none',
      stroke: SERIES_COLOURS[1],
      'stroke-width': 1.5,
      'stroke-dasharray': '5 3',
    }),
    element('path', {
      d: path([0, 0]),
      fill: SERIES_COLOURS[0],
      'fill-opacity': 0.16,
      stroke: SERIES_COLOURS[0],
      'stroke-width': 2,
    }),
    ...ends.map(({ wall, corner }) =>
      element('line', {
        x1: wall[0],
        y1: wall[1],
        x2: corner[0],
        y2: corner[1],
        stroke: 'currentColor',
        'stroke-opacity': 0.45,
        'stroke-dasharray': '2 3',
      }),
    ),
    element('line', {
      x1: first[0],
      y1: first[1],
      x2: second[0],
      y2: second[1],
      stroke: SERIES_COLOURS[2],
      'stroke-width': 4,
      'stroke-linecap': 'round',
    }),
    element(
      'text',
      {
        x: (first[0] + second[0]) / 2 - 16,
        y: (first[1] + second[1]) / 2 - 4,
        'text-anchor': 'end',
        'font-size': 12.5,
        fill: SERIES_COLOURS[2],
        'font-weight': 600,
      },
      'shadow',
    ),
    arrow([x(0), y(0)], [x(SHIFT[0]), y(SHIFT[1])]),
    element('text', { x: x(0) - 12, y: y(0) + 17, 'font-style': 'italic', 'font-weight': 600, ...INK }, 'v'),
    element(
      'text',
      { x: x(0.3), y: y(-0.62), 'font-style': 'italic', 'font-weight': 600, fill: SERIES_COLOURS[0] },
      'K',
    ),
    element(
      'text',
      { x: x(1.06), y: y(0.98), 'font-size': 12.5, 'font-weight': 600, fill: SERIES_COLOURS[1] },
      'K + v, outside K',
    ),
    element(
      'text',
      { x: 20, y: height - 16, 'font-size': 12, ...MUTED },
      `Outside K: ${radiusDecimal(lost, 4)} of the area. Length of v times shadow, over the area: ${radiusDecimal(length * ratio, 4)}. The shorter v, the closer.`,
    ),
  );
}
