/**
 * A convex solid on paper: orthographic projection, faces shaded by one distant light, hidden edges dashed.
 * A convex solid needs no painter's order: a face is seen whole or not at all.
 */
import type { ConvexBody } from '../../geometry/body.ts';
import { cross, dot, edgesOf, faceNormal, norm, unit, type Point3, type Polyhedron } from './polyhedron.ts';
import { element, pathData } from '../charts/svg.ts';

/** Where the eye is, in degrees: azimuth from the x axis towards y, elevation above the xy plane. */
export interface View {
  readonly azimuth: number;
  readonly elevation: number;
}

/** A view that hides nothing of the usual solids behind something else: no two of their vertices coincide in it. */
const DEFAULT_VIEW: View = { azimuth: 28, elevation: 19 };

/** A square of the page: centre and half side in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** The length in space that `radius` stands for; without it the solid fills the place. */
  readonly extent?: number;
}

export interface SolidLook {
  /** Colour of a face seen straight on, `#rrggbb`. */
  readonly colour: string;
  readonly markVertices?: boolean;
  readonly view?: View;
  /** A name unique in the document, for gradients. */
  readonly id: string;
}

interface Camera {
  readonly right: Point3;
  readonly up: Point3;
  /** Towards the eye. */
  readonly towards: Point3;
}

function camera({ azimuth, elevation }: View): Camera {
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180];
  const towards: Point3 = [Math.cos(e) * Math.cos(a), Math.cos(e) * Math.sin(a), Math.sin(e)];
  const right: Point3 = [-Math.sin(a), Math.cos(a), 0];
  return { towards, right, up: cross(towards, right) };
}

/** More edges than this, and hidden ones are left out: in a crowd they only blur what is seen. */
const HIDDEN_EDGES_SHOWN = 30;
/** More corners than this are not marked. */
const CORNERS_MARKED = 20;

/** A polyhedron drawn to fill the place, as SVG elements. */
export function drawPolyhedron(solid: Polyhedron, place: Place, look: SolidLook): string {
  const eye = camera(look.view ?? DEFAULT_VIEW);
  const seenExtent = (): number =>
    Math.max(...solid.vertices.map((v) => Math.hypot(dot(v, eye.right), dot(v, eye.up))));
  const scale = place.radius / (place.extent ?? seenExtent());
  const at = (v: Point3): [number, number] => [place.x + scale * dot(v, eye.right), place.y - scale * dot(v, eye.up)];
  const normals = solid.faces.map((face) => faceNormal(solid, face));
  const seen = normals.map((normal) => dot(normal, eye.towards) > 1e-9);

  const line = ([a, b]: readonly [number, number]): string =>
    pathData([at(solid.vertices[a]!), at(solid.vertices[b]!)], false);
  const edges = edgesOf(solid).map((edge) => ({ ...edge, seenFaces: edge.faces.filter((f) => seen[f]).length }));
  const drawn = (count: number): string =>
    edges
      .filter((edge) => edge.seenFaces === count)
      .map((edge) => line(edge.ends))
      .join('');
  const frontVertices = solid.vertices.filter((_, i) => solid.faces.some((face, f) => seen[f] && face.includes(i)));

  return [
    ...solid.faces.map((face, f) =>
      seen[f]
        ? element('path', {
            d: pathData(
              face.map((i) => at(solid.vertices[i]!)),
              true,
            ),
            fill: shaded(look.colour, brightness(normals[f]!, eye)),
            // A stroke of the face's own colour closes the hairlines between neighbours.
            stroke: shaded(look.colour, brightness(normals[f]!, eye)),
            'stroke-width': 0.6,
            'stroke-linejoin': 'round',
          })
        : '',
    ),
    element('path', {
      d: edges.length <= HIDDEN_EDGES_SHOWN ? drawn(0) : '',
      fill: 'none',
      stroke: '#ffffff',
      'stroke-opacity': 0.62,
      'stroke-width': 1.1,
      'stroke-dasharray': '4 3.5',
      'stroke-linecap': 'round',
    }),
    element('path', {
      d: drawn(2),
      fill: 'none',
      stroke: shaded(look.colour, 0.04),
      'stroke-width': 1.3,
      'stroke-linecap': 'round',
    }),
    element('path', {
      d: drawn(1),
      fill: 'none',
      stroke: shaded(look.colour, 0.04),
      'stroke-width': 1.9,
      'stroke-linecap': 'round',
    }),
    ...(look.markVertices === true && solid.vertices.length <= CORNERS_MARKED
      ? frontVertices.map((vertex) => {
          const [cx, cy] = at(vertex);
          return element('circle', {
            cx,
            cy,
            r: 2.8,
            fill: '#ffffff',
            stroke: shaded(look.colour, 0.04),
            'stroke-width': 1.4,
          });
        })
      : []),
  ].join('');
}

/**
 * A smooth body drawn to fill the place: its outline from the support function, a shaded inside, and the curves of
 * constant longitude and latitude, dashed where they run behind.
 */
export function drawSmoothBody(body: ConvexBody, place: Place, look: SolidLook): string {
  const eye = camera(look.view ?? DEFAULT_VIEW);
  const outline = shadowOutline(body, eye);
  const scale = place.radius / (place.extent ?? Math.max(...outline.map(([x, y]) => Math.hypot(x, y))));
  const onPage = ([x, y]: readonly [number, number]): [number, number] => [place.x + scale * x, place.y - scale * y];
  const at = (v: Point3): [number, number] => onPage([dot(v, eye.right), dot(v, eye.up)]);
  const { front, back } = graticule(body, eye);
  const gradient = `${look.id}-shade`;
  const shape = pathData(outline.map(onPage), true);
  const edge = shaded(look.colour, 0.04);
  return [
    element(
      'radialGradient',
      { id: gradient, cx: '36%', cy: '28%', r: '78%' },
      element('stop', { offset: '0%', 'stop-color': shaded(look.colour, 0.95) }),
      element('stop', { offset: '55%', 'stop-color': shaded(look.colour, 0.55) }),
      element('stop', { offset: '100%', 'stop-color': shaded(look.colour, 0.2) }),
    ),
    element('path', { d: shape, fill: `url(#${gradient})` }),
    element('path', {
      d: back.map((curve) => pathData(curve.map(at), false)).join(''),
      fill: 'none',
      stroke: '#ffffff',
      'stroke-opacity': 0.3,
      'stroke-width': 0.8,
      'stroke-dasharray': '3 3.5',
    }),
    element('path', {
      d: front.map((curve) => pathData(curve.map(at), false)).join(''),
      fill: 'none',
      stroke: edge,
      'stroke-opacity': 0.6,
      'stroke-width': 0.9,
    }),
    element('path', { d: shape, fill: 'none', stroke: edge, 'stroke-width': 1.9, 'stroke-linejoin': 'round' }),
  ].join('');
}

/** Outline of the shadow: the envelope h u + h' u' of its support lines. */
function shadowOutline(body: ConvexBody, eye: Camera): [number, number][] {
  const steps = 360;
  const support = (angle: number): number => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return body.support([0, 1, 2].map((i) => c * eye.right[i]! + s * eye.up[i]!));
  };
  return Array.from({ length: steps }, (_, i) => {
    const angle = (2 * Math.PI * i) / steps;
    const step = 1e-4;
    const slope = (support(angle + step) - support(angle - step)) / (2 * step);
    const [c, s, h] = [Math.cos(angle), Math.sin(angle), support(angle)];
    return [h * c - slope * s, h * s + slope * c];
  });
}

/** Meridians and parallels every 30 degrees, cut where they pass from the front to the back. */
function graticule(body: ConvexBody, eye: Camera): { front: Point3[][]; back: Point3[][] } {
  const degree = Math.PI / 180;
  const boundary = (longitude: number, latitude: number): Point3 => {
    const [c, s] = [Math.cos(latitude * degree), Math.sin(latitude * degree)];
    const direction: Point3 = [c * Math.cos(longitude * degree), c * Math.sin(longitude * degree), s];
    const t = 1 / body.gauge(direction);
    return [t * direction[0], t * direction[1], t * direction[2]];
  };
  const range = (from: number, to: number, step: number): number[] =>
    Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);
  const curves = [
    ...range(0, 330, 30).map((longitude) => range(-84, 84, 3).map((latitude) => boundary(longitude, latitude))),
    ...range(-60, 60, 30).map((latitude) => range(0, 360, 3).map((longitude) => boundary(longitude, latitude))),
  ];
  const front: Point3[][] = [];
  const back: Point3[][] = [];
  for (const curve of curves) {
    let run: Point3[] = [];
    let runIsFront: boolean | undefined;
    for (const point of curve) {
      const isFront = facesEye(body, point, eye);
      if (runIsFront !== undefined && isFront !== runIsFront) {
        (runIsFront ? front : back).push([...run, point]);
        run = [];
      }
      runIsFront = isFront;
      run.push(point);
    }
    if (run.length > 1) (runIsFront === true ? front : back).push(run);
  }
  return { front, back };
}

/** Whether the outward normal (the gradient of the gauge) points to the eye. */
function facesEye(body: ConvexBody, point: Point3, eye: Camera): boolean {
  const step = 1e-5 * norm(point);
  const moved = (sign: number): number => body.gauge(point.map((x, i) => x + sign * step * eye.towards[i]!));
  return moved(1) > moved(-1);
}

/** Light from the upper left, behind the reader's shoulder; 0 in full shade, 1 in full light. */
function brightness(normal: Point3, eye: Camera): number {
  const light = unit([
    -0.5 * eye.right[0] + 0.72 * eye.up[0] + 0.75 * eye.towards[0],
    -0.5 * eye.right[1] + 0.72 * eye.up[1] + 0.75 * eye.towards[1],
    -0.5 * eye.right[2] + 0.72 * eye.up[2] + 0.75 * eye.towards[2],
  ]);
  return 0.24 + 0.76 * Math.max(0, dot(normal, light));
}

/** The colour between its own shade (0) and its own tint (1). */
export function shaded(colour: string, light: number): string {
  const channels = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  const towards = light < 0.5 ? 12 : 255;
  const amount = light < 0.5 ? 0.78 * (1 - light / 0.5) : 0.62 * ((light - 0.5) / 0.5);
  return `#${channels
    .map((channel) =>
      Math.round(channel + amount * (towards - channel))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}
