/**
 * The picture of a Wulff crystal and of the adversary it belongs to: overlaid at one scale in the plane, side by side
 * in space.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { convexHull, edgesOf, polyhedronFromFacets, type Polyhedron } from './polyhedron.ts';
import { drawPolyhedron, drawSmoothBody, type Place, type SolidLook, type View } from './solid-drawing.ts';
import { niceTick, tickNames } from './tick-names.ts';
import {
  element,
  escapeText,
  INK,
  MUTED,
  pathData,
  plainLabel,
  SERIES_COLOURS,
  subscripted,
  svgDocument,
} from '../charts/svg.ts';

export interface CrystalFigure {
  /** The unit ball of the adversary's norm. */
  readonly adversary: ConvexBody;
  readonly crystal: ConvexBody;
  readonly title: string;
  /** Lines under the picture. `_` lowers the next character. */
  readonly caption: readonly string[];
  readonly markVertices?: boolean;
  readonly view?: View;
  /** In space: for a column as narrow as a phone's, where the words of the wide picture would be too small to read. */
  readonly narrow?: boolean;
  /** Prefix of element ids, for pages with several figures (default `crystal`). */
  readonly id?: string;
}

const ADVERSARY_COLOUR = SERIES_COLOURS[1];
const CRYSTAL_COLOUR = SERIES_COLOURS[0];

/** The figure as a self-contained SVG document. Bodies of dimension 2 or 3; InvalidInput otherwise. */
export function crystalSvg(figure: CrystalFigure): string {
  switch (figure.crystal.dim) {
    case 2:
      return planarFigure(figure);
    case 3:
      return spatialFigure(figure);
    default:
      throw new InvalidInput(
        `A crystal can be drawn in 2 or 3 dimensions; this one has ${figure.crystal.dim}. Ask for its data instead.`,
        { code: 'dimension', settings: ['json'] },
      );
  }
}

/** Vertices and outward faces of a body of R^3 with finitely many vertices; undefined for a smooth one. */
export function polyhedronOf(body: ConvexBody): Polyhedron | undefined {
  const vertices = body.vertices?.();
  if (vertices === undefined) return undefined;
  const facets = body.facets?.();
  return facets === undefined ? convexHull(vertices) : polyhedronFromFacets(vertices, facets);
}

function spatialFigure(figure: CrystalFigure): string {
  const [width, picture, radius] = figure.narrow === true ? [420, 246, 88] : [720, 330, 124];
  const [left, right, middle] = figure.narrow === true ? [102, 326, 142] : [178, 528, 182];
  const gap = right - left - 2 * radius;
  const height = picture + 32 + 18 * figure.caption.length;
  const id = figure.id ?? 'crystal';
  const solid = (body: ConvexBody, place: Place, look: SolidLook): string => {
    const polyhedron = polyhedronOf(body);
    return polyhedron === undefined ? drawSmoothBody(body, place, look) : drawPolyhedron(polyhedron, place, look);
  };
  const common = figure.view === undefined ? {} : { view: figure.view };
  // One scale for both, whatever the view.
  const extent = Math.max(figure.adversary.circumradius, figure.crystal.circumradius);
  return framed(
    figure,
    width,
    height,
    solid(
      figure.adversary,
      { x: left, y: middle, radius, extent },
      { ...common, colour: ADVERSARY_COLOUR, id: `${id}-adversary` },
    ),
    arrow(left + radius + 0.15 * gap, middle, Math.min(72, 0.5 * gap)),
    solid(
      figure.crystal,
      { x: right, y: middle, radius, extent },
      { ...common, colour: CRYSTAL_COLOUR, id, ...(figure.markVertices === true ? { markVertices: true } : {}) },
    ),
    name(left, picture + 4, ADVERSARY_COLOUR, 'adversary B'),
    name(right, picture + 4, CRYSTAL_COLOUR, 'Wulff crystal W'),
    caption(figure, picture + 36),
  );
}

function planarFigure(figure: CrystalFigure): string {
  const [width, picture] = [420, 372];
  const height = picture + 26 + 18 * figure.caption.length;
  const centre = { x: width / 2, y: 212 };
  const outlines = [planarOutline(figure.adversary), planarOutline(figure.crystal)] as const;
  const reach = Math.max(...outlines.flat().flatMap(([x, y]) => [Math.abs(x), Math.abs(y)]));
  const scale = 128 / reach;
  const at = ([x, y]: readonly [number, number]): [number, number] => [centre.x + scale * x, centre.y - scale * y];
  const axis = 148;
  const outline = (
    points: readonly (readonly [number, number])[],
    colour: string,
    opacity: number,
    dash?: string,
  ): string =>
    element('path', {
      d: pathData(points.map(at), true),
      fill: colour,
      'fill-opacity': opacity,
      stroke: colour,
      'stroke-width': 2.25,
      'stroke-linejoin': 'round',
      'stroke-dasharray': dash,
    });
  const corners = (body: ConvexBody, colour: string): string =>
    figure.markVertices === true
      ? (body.vertices?.() ?? [])
          .map(([x, y]) => at([x!, y!]))
          .map(([cx, cy]) => element('circle', { cx, cy, r: 3.4, fill: colour }))
          .join('')
      : '';
  const tick = niceTick(reach);
  return framed(
    figure,
    width,
    height,
    element('path', {
      d:
        pathData(
          [
            [centre.x - axis, centre.y],
            [centre.x + axis, centre.y],
          ],
          false,
        ) +
        pathData(
          [
            [centre.x, centre.y - axis],
            [centre.x, centre.y + axis],
          ],
          false,
        ) +
        [-tick, tick]
          .flatMap((t) => [
            pathData(
              [
                [centre.x + scale * t, centre.y - 3.5],
                [centre.x + scale * t, centre.y + 3.5],
              ],
              false,
            ),
            pathData(
              [
                [centre.x - 3.5, centre.y - scale * t],
                [centre.x + 3.5, centre.y - scale * t],
              ],
              false,
            ),
          ])
          .join(''),
      fill: 'none',
      stroke: 'currentColor',
      'stroke-opacity': 0.45,
      'stroke-width': 1,
    }),
    outline(outlines[0], ADVERSARY_COLOUR, 0.1, '7 3'),
    outline(outlines[1], CRYSTAL_COLOUR, 0.3),
    corners(figure.adversary, ADVERSARY_COLOUR),
    corners(figure.crystal, CRYSTAL_COLOUR),
    ...tickNames(
      tick,
      centre,
      scale,
      outlines.map((points) => points.map(at)),
    ),
    swatch(16, 50, ADVERSARY_COLOUR, 'adversary B', '5 2.5'),
    swatch(142, 50, CRYSTAL_COLOUR, 'Wulff crystal W'),
    caption(figure, picture + 26),
  );
}

/** Corners in counterclockwise order; 360 points of the boundary where there are no corners. */
function planarOutline(body: ConvexBody): [number, number][] {
  const vertices = body.vertices?.();
  if (vertices !== undefined) {
    return vertices
      .map(([x, y]): [number, number] => [x!, y!])
      .sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
  }
  return Array.from({ length: 360 }, (_, i) => {
    const [c, s] = [Math.cos((Math.PI * i) / 180), Math.sin((Math.PI * i) / 180)];
    const length = 1 / body.gauge([c, s]);
    return [c * length, s * length];
  });
}

function framed(figure: CrystalFigure, width: number, height: number, ...content: readonly string[]): string {
  return svgDocument(
    { width, height, title: plainLabel(figure.title), description: plainLabel(figure.caption.join(' ')) },
    element('text', { x: 16, y: 27, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(figure.title)),
    ...content,
  );
}

function caption(figure: CrystalFigure, y: number): string {
  return figure.caption
    .map((line, i) => element('text', { x: 16, y: y + 18 * i, 'font-size': 12, ...MUTED }, subscripted(line)))
    .join('');
}

function name(x: number, y: number, colour: string, label: string): string {
  return element(
    'text',
    { x, y, 'text-anchor': 'middle', 'font-size': 12, 'font-weight': 600, fill: colour },
    escapeText(label),
  );
}

function swatch(x: number, y: number, colour: string, label: string, dash?: string): string {
  return (
    element('path', { d: `M${x},${y - 4}h20`, stroke: colour, 'stroke-width': 2.5, 'stroke-dasharray': dash }) +
    element('text', { x: x + 26, y, 'font-size': 12, 'font-weight': 600, fill: colour }, escapeText(label))
  );
}

function arrow(x: number, y: number, length: number): string {
  const tip = x + length;
  return element('path', {
    d: `M${x},${y}H${tip}M${tip - 8},${y - 5}L${tip},${y}L${tip - 8},${y + 5}`,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-opacity': 0.6,
    'stroke-width': 1.5,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}

/** "14 vertices, 24 edges, 12 faces", or nothing for a smooth body. */
export function countsOf(body: ConvexBody): string | undefined {
  if (body.dim === 2) {
    const count = body.vertices?.().length;
    return count === undefined ? undefined : `${count} vertices`;
  }
  if (body.dim !== 3) return undefined;
  const solid = polyhedronOf(body);
  if (solid === undefined) return undefined;
  return `${solid.vertices.length} vertices, ${edgesOf(solid).length} edges, ${solid.faces.length} faces`;
}
