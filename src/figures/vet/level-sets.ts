/**
 * The level sets of a noise against the adversary's Wulff crystal: nested contours in the plane with the crystal of
 * equal area over them, a solid beside the crystal in space.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import type { Noise } from '../../noise/noise.ts';
import { randomStream } from '../../numeric/random/random-stream.ts';
import { polyhedronOf } from '../crystal/crystal-figure.ts';
import { dot, faceNormal, type Point3, type Polyhedron } from '../crystal/polyhedron.ts';
import { drawPolyhedron, drawSmoothBody, shaded, type Place } from '../crystal/solid-drawing.ts';
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
import { contourLoops } from './contour.ts';
import { inscribedMesh } from '../crystal/wavefront-obj.ts';

export interface LevelSetsFigure {
  readonly noise: Noise;
  /** The shape that is optimal; null where none is known to be. */
  readonly crystal: ConvexBody | null;
  readonly title: string;
  readonly seed: number;
  /** For a column as narrow as a phone's: what stands beside elsewhere stands below. */
  readonly narrow?: boolean;
}

const NOISE_COLOUR = SERIES_COLOURS[0];
const CRYSTAL_COLOUR = SERIES_COLOURS[1];
const SAMPLES = 4000;
/** Shares of the mass whose level sets are drawn. */
const MASSES = [0.9, 0.7, 0.5, 0.3, 0.1] as const;

/** The figure as SVG; null in dimensions other than 2 and 3. */
export function vetLevelSetsFigure(figure: LevelSetsFigure): string | null {
  if (figure.noise.dim === 2) return planar(figure);
  return figure.noise.dim === 3 ? spatial(figure) : null;
}

/** The log densities that level sets of these masses have, from samples; their size as a typical |x|. */
function levels({ noise, seed }: LevelSetsFigure, masses: readonly number[]): { logs: number[]; size: number } {
  const random = randomStream(seed);
  const x = new Float64Array(noise.dim);
  const drawn = Array.from({ length: SAMPLES }, () => {
    noise.sample(random, x);
    return { log: noise.logDensity(x), size: Math.hypot(...x) };
  });
  const logs = drawn.map(({ log }) => log).sort((a, b) => b - a);
  const sizes = drawn.map(({ size }) => size).sort((a, b) => a - b);
  const at = (mass: number): number => logs[Math.floor(mass * (SAMPLES - 1))]!;
  // A uniform noise has one level set, its support.
  const flat = logs[0]! - logs.at(-1)! < 1e-9;
  return { logs: flat ? [logs[0]! - 1e-6] : masses.map(at), size: sizes[Math.floor(0.9 * SAMPLES)]! };
}

/**
 * Distance from the origin to the end of {log q >= level} along a unit direction: the first exit, by steps and
 * bisection.
 */
function reachAlong(noise: Noise, direction: readonly number[], level: number, size: number): number {
  const inside = (t: number): boolean => noise.logDensity(direction.map((c) => c * t)) >= level;
  const step = size / 24;
  let low = 0;
  // Not quasi-concave along this ray, or infinite at 0: go outward to the last point that is inside.
  for (let t = step; t < 12 * size; t += step) if (inside(t)) low = t;
  let high = low + step;
  for (let i = 0; i < 34; i++) {
    const middle = 0.5 * (low + high);
    if (inside(middle)) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

function planar(figure: LevelSetsFigure): string {
  const { logs, size } = levels(figure, MASSES);
  const rays = Array.from({ length: 360 }, (_, i): [number, number] => [
    Math.cos((i * Math.PI) / 180),
    Math.sin((i * Math.PI) / 180),
  ]);
  const contours = logs.map((level) => planarLevelSet(figure.noise, level, size, rays));
  const reference = contours[Math.min(2, contours.length - 1)]!;
  const size50 = reference.reduce((sum, loop) => sum + area(loop), 0);
  const crystals = figure.crystal === null ? [] : [scaledOutline(figure.crystal, size50)];
  const reach = Math.max(
    ...[...contours.flat(), ...crystals].flat().map(([x, y]) => Math.max(Math.abs(x), Math.abs(y))),
  );
  const centre = { x: figure.narrow === true ? 210 : 232, y: 246 };
  const scale = 176 / reach;
  const path = (points: readonly (readonly [number, number])[]): string =>
    pathData(
      points.map(([x, y]): [number, number] => [centre.x + scale * x, centre.y - scale * y]),
      true,
    );
  const axes = `M${centre.x - 186},${centre.y}h372M${centre.x},${centre.y - 186}v372`;
  const legend = [
    ...(logs.length > 1
      ? MASSES.map((mass, i) => ({
          colour: NOISE_COLOUR,
          opacity: 0.12 + 0.17 * i,
          text: `holds ${100 * mass} % of the noise`,
        }))
      : [{ colour: NOISE_COLOUR, opacity: 0.4, text: 'the support' }]),
  ];
  const [width, height] = figure.narrow === true ? [420, 500 + 24 * legend.length] : [620, 452];
  // Of the legend.
  const [left, top] = figure.narrow === true ? [24, 448] : [444, 86];
  return svgDocument(
    {
      width,
      height,
      title: plainLabel(figure.title),
      description: 'level sets of the noise, and the Wulff crystal of the same area',
    },
    element('text', { x: 16, y: 27, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(figure.title)),
    ...contours.map((loops, i) =>
      element('path', {
        d: loops.map(path).join(''),
        'fill-rule': 'evenodd',
        fill: NOISE_COLOUR,
        'fill-opacity': contours.length > 1 ? 0.14 : 0.3,
        stroke: NOISE_COLOUR,
        'stroke-width': i === 2 || contours.length === 1 ? 2.4 : 1.1,
        'stroke-linejoin': 'round',
      }),
    ),
    element('path', { d: axes, stroke: 'currentColor', 'stroke-opacity': 0.35, fill: 'none' }),
    ...crystals.map((points) =>
      element('path', {
        d: path(points),
        fill: 'none',
        stroke: CRYSTAL_COLOUR,
        'stroke-width': 2.4,
        'stroke-dasharray': '7 4',
        'stroke-linejoin': 'round',
      }),
    ),
    ...legend.map(
      ({ colour, opacity, text }, i) =>
        element('rect', {
          x: left,
          y: top + 24 * i,
          width: 20,
          height: 13,
          rx: 2,
          fill: colour,
          'fill-opacity': opacity,
          stroke: colour,
          'stroke-opacity': 0.6,
        }) + element('text', { x: left + 28, y: top + 11 + 24 * i, 'font-size': 12, ...INK }, escapeText(text)),
    ),
    figure.crystal === null
      ? element(
          'text',
          { x: left, y: top + 19 + 24 * legend.length, 'font-size': 12, ...MUTED },
          'no optimal shape is known',
        )
      : element('path', {
          d: `M${left},${top + 14 + 24 * legend.length}h20`,
          stroke: CRYSTAL_COLOUR,
          'stroke-width': 2.4,
          'stroke-dasharray': '6 3',
        }) +
          element(
            'text',
            {
              x: left + 28,
              y: top + 19 + 24 * legend.length,
              'font-size': 12,
              'font-weight': 600,
              fill: CRYSTAL_COLOUR,
            },
            'the optimal shape,',
          ) +
          element(
            'text',
            { x: left + 28, y: top + 35 + 24 * legend.length, 'font-size': 12, fill: CRYSTAL_COLOUR },
            `as large as the ${logs.length > 1 ? '50 % set' : 'support'}`,
          ),
  );
}

type Loop = readonly (readonly [number, number])[];

/** Its boundary: one curve by rays where every ray leaves the set once, otherwise as many as there are. */
function planarLevelSet(
  noise: Noise,
  level: number,
  size: number,
  rays: readonly (readonly [number, number])[],
): Loop[] {
  const inside = (x: readonly number[]): boolean => noise.logDensity(x) >= level;
  let furthest = 0;
  let starShaped = true;
  const loop = rays.map(([c, s]): [number, number] => {
    const t = reachAlong(noise, [c, s], level, size);
    furthest = Math.max(furthest, t);
    // Looked at from a few points on the way out; the origin itself may carry a singularity.
    for (let i = 1; i < 12; i++) starShaped &&= inside([(c * t * i) / 12, (s * t * i) / 12]);
    return [t * c, t * s];
  });
  return starShaped ? [loop] : contourLoops((x, y) => noise.logDensity([x, y]), level, 1.02 * furthest);
}

/** The body's outline at a given area. */
function scaledOutline(body: ConvexBody, size: number): [number, number][] {
  const vertices = body.vertices?.();
  const outline =
    vertices === undefined
      ? Array.from({ length: 360 }, (_, i): [number, number] => {
          const [c, s] = [Math.cos((i * Math.PI) / 180), Math.sin((i * Math.PI) / 180)];
          const t = 1 / body.gauge([c, s]);
          return [t * c, t * s];
        })
      : vertices
          .map(([x, y]): [number, number] => [x!, y!])
          .sort((a, b) => Math.atan2(a[1], a[0]) - Math.atan2(b[1], b[0]));
  const factor = Math.sqrt(size / area(outline));
  return outline.map(([x, y]) => [factor * x, factor * y]);
}

/** Area of a polygon by its corners in order. */
function area(points: readonly (readonly [number, number])[]): number {
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [u, v] = points[(i + 1) % points.length]!;
    twice += x * v - u * y;
  });
  return Math.abs(twice) / 2;
}

function spatial(figure: LevelSetsFigure): string {
  const narrow = figure.narrow === true;
  const [width, height] = narrow ? [420, 660] : [720, 384];
  const body = shapeBody(figure.noise);
  const { logs, size } = levels(figure, [0.5]);
  const left: Place = narrow ? { x: 210, y: 176, radius: 124 } : { x: 190, y: 196, radius: 124 };
  const right: Place = narrow ? { x: 210, y: 480, radius: 124 } : { x: 530, y: 196, radius: 124 };
  const own =
    body === null
      ? drawMesh(levelMesh(figure.noise, logs[0]!, size), left, NOISE_COLOUR)
      : drawBody(body, left, NOISE_COLOUR, 'level-set');
  return svgDocument(
    {
      width,
      height,
      title: plainLabel(figure.title),
      description: 'a level set of the noise beside the Wulff crystal',
    },
    element('text', { x: 16, y: 27, 'font-size': 15, 'font-weight': 600, ...INK }, subscripted(figure.title)),
    own,
    figure.crystal === null ? '' : drawBody(figure.crystal, right, CRYSTAL_COLOUR, 'optimal-shape'),
    label(
      left.x,
      left.y + 162,
      NOISE_COLOUR,
      logs.length > 1 || body === null
        ? 'a level set of this noise (half of its mass)'
        : 'the level sets of this noise',
    ),
    label(
      right.x,
      figure.crystal === null ? right.y + 4 : right.y + 162,
      CRYSTAL_COLOUR,
      figure.crystal === null ? 'no optimal shape is known' : 'the optimal shape, the Wulff crystal',
    ),
  );
}

/** The body whose multiples all level sets are, where the noise says so. */
function shapeBody(noise: Noise): ConvexBody | null {
  return noise.family === 'uniform' || noise.family === 'level-set' ? noise.body : null;
}

function drawBody(body: ConvexBody, place: Place, colour: string, id: string): string {
  const solid = polyhedronOf(body);
  const look = { colour, id, ...(solid !== undefined && solid.vertices.length <= 20 && { markVertices: true }) };
  return solid === undefined ? drawSmoothBody(body, place, look) : drawPolyhedron(solid, place, look);
}

function levelMesh(noise: Noise, level: number, size: number): Polyhedron {
  const gauge = (direction: ArrayLike<number>): number => 1 / reachAlong(noise, Array.from(direction), level, size);
  // Only the gauge is used.
  const body = { name: 'level set', dim: 3, gauge, support: () => 1, inradius: 0, circumradius: Infinity };
  return inscribedMesh(body, 3);
}

/** A mesh without edges, shaded face by face; faces are drawn from the back, since the set need not be convex. */
function drawMesh(mesh: Polyhedron, place: Place, colour: string): string {
  const [a, e] = [(28 * Math.PI) / 180, (19 * Math.PI) / 180];
  const towards: Point3 = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
  const across: Point3 = [-Math.sin(a), Math.cos(a), 0];
  const up: Point3 = [-Math.sin(e) * Math.cos(a), -Math.sin(e) * Math.sin(a), Math.cos(e)];
  const light: Point3 = [0, 1, 2].map(
    (i) => (-0.5 * across[i]! + 0.72 * up[i]! + 0.75 * towards[i]!) / 1.154,
  ) as unknown as Point3;
  const scale = place.radius / Math.max(...mesh.vertices.map((v) => Math.hypot(dot(v, across), dot(v, up))));
  const at = (v: Point3): [number, number] => [place.x + scale * dot(v, across), place.y - scale * dot(v, up)];
  const faces = mesh.faces
    .map((face) => {
      const normal = faceNormal(mesh, face);
      const depth = face.reduce((sum, i) => sum + dot(mesh.vertices[i]!, towards), 0);
      return { face, normal, depth };
    })
    .filter(({ normal }) => dot(normal, towards) > 0)
    .sort((p, q) => p.depth - q.depth);
  return faces
    .map(({ face, normal }) => {
      const fill = shaded(colour, 0.24 + 0.76 * Math.max(0, dot(normal, light)));
      return element('path', {
        d: pathData(
          face.map((i) => at(mesh.vertices[i]!)),
          true,
        ),
        fill,
        stroke: fill,
        'stroke-width': 0.7,
      });
    })
    .join('');
}

function label(x: number, y: number, colour: string, text: string): string {
  return element(
    'text',
    { x, y, 'text-anchor': 'middle', 'font-size': 12, 'font-weight': 600, fill: colour },
    escapeText(text),
  );
}
