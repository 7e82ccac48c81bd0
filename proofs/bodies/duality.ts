/**
 * Support functions, gauges, their gradients, radii, lists and rays of the library's bodies against the same functions
 * written again, and against each other where nothing else knows them.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { rayLength, rayLengthByGauge } from '../../src/geometry/covariogram/ray-length.ts';
import { extremePairs, extremePoints } from '../../src/geometry/functionals/extreme-points.ts';
import { innerReach, reach } from '../../src/geometry/functionals/reach.ts';
import { logVolume, volume } from '../../src/geometry/functionals/volume.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atMost, lies } from '../vocabulary/comparisons.ts';
import { draws } from '../vocabulary/drawn-links.ts';
import { drawnBody, exponent, inner, norm, randomVector, type DrawnBody } from './drawn-bodies.ts';

/** h, the gauge and what goes with them along drawn directions. */
function functions(random: RandomStream, drawn: DrawnBody): NumericInstance[] {
  const { body, error } = drawn;
  const { dim, name } = body;
  const slack = Math.max(10 * error, 1e-12);
  return Array.from({ length: 2 }, () => [randomVector(random, dim), randomVector(random, dim)] as const).flatMap(
    ([u, x]): NumericInstance[] => {
      const [h, g] = [body.support(u), body.gauge(x)];
      const out = [
        agrees(`${name}: support`, h, drawn.support(u), slack),
        ...(drawn.gauge === null ? [] : [agrees(`${name}: gauge`, g, drawn.gauge(x), slack)]),
        atMost(`${name}: <x, u> <= gauge times support`, inner(x, u), g * h, slack * g * h),
        atMost(`${name}: a ball inside`, body.inradius * norm(u, 2), h, slack * h),
        atMost(`${name}: a ball around`, h, body.circumradius * norm(u, 2), slack * h),
        atMost(`${name}: a ball around, by the gauge`, norm(x, 2), g * body.circumradius, slack * norm(x, 2)),
        atMost(`${name}: a ball inside, by the gauge`, g * body.inradius, norm(x, 2), slack * norm(x, 2)),
        agrees(`${name}: even`, body.gauge(x.map((c) => -c)), g, slack),
        agrees(`${name}: of degree 1`, body.support(u.map((c) => 3 * c)), 3 * h, slack),
      ];
      // What computes a gradient by differences has half of the digits.
      const rough = Math.max(slack, body.structure?.kind === 'oracle' ? 1e-4 : 1e-9);
      if (body.supportPoint !== undefined) {
        const point = body.supportPoint(u);
        out.push(
          agrees(`${name}: the support point reaches the support`, inner(point, u), h, rough),
          atMost(`${name}: the support point lies within`, body.gauge(point), 1 + rough),
        );
      }
      if (body.gaugeGradient !== undefined) {
        const y = body.gaugeGradient(x);
        out.push(
          agrees(`${name}: the gradient reaches the gauge`, inner(y, x), g, rough),
          atMost(`${name}: the gradient lies in the polar body`, body.support(y), 1 + rough),
        );
      }
      const part = random.uniform();
      const start = x.map((c) => (c * part) / g);
      const length = rayLength(body, start, u);
      out.push(agrees(`${name}: a ray ends at the boundary`, body.gauge(start.map((c, i) => c + length * u[i]!)), 1, Math.max(rough, 1e-8))); // prettier-ignore
      if (body.structure?.kind !== 'oracle')
        out.push(
          agrees(`${name}: by the gauge alone`, 1 + rayLengthByGauge(body, start, u), 1 + length, 1e-7 * (1 + length)),
        );
      return out;
    },
  );
}

/** Vertices, facets, generators and extreme points, where they are listed. */
function lists(random: RandomStream, { body, error }: DrawnBody): NumericInstance[] {
  const { dim, name } = body;
  if (dim > 12) return [];
  const u = randomVector(random, dim);
  const slack = Math.max(10 * error, 1e-9);
  const [points, facets] = [body.vertices?.(), body.facets?.()];
  const [ends, pairs] = [extremePoints(body), extremePairs(body)];
  const most = (all: readonly (readonly number[])[]): number => Math.max(...all.map((x) => Math.abs(inner(x, u))));
  return [
    ...(points === undefined
      ? []
      : [
          agrees(`${name}: support by the vertices`, most(points), body.support(u), slack),
          ...points.flatMap((x) => {
            const at = body.gauge(x);
            const label = `${name}: a vertex lies on the boundary`;
            // Of what is too long to be told apart exactly, points within are listed, too.
            return [atMost(label, at, 1, slack), ...(body.exact === undefined ? [] : [atMost(label, 1, at, slack)])];
          }),
        ]),
    ...(facets === undefined
      ? []
      : [
          agrees(`${name}: gauge by the facets`, Math.max(...facets.map(({ normal, offset }) => inner(normal, u) / offset)), body.gauge(u), slack), // prettier-ignore
          ...facets.map(({ normal, offset }) =>
            agrees(`${name}: a facet touches`, body.support(normal), offset, slack),
          ),
        ]),
    ...(body.generators === undefined
      ? []
      : [
          agrees(`${name}: support by the generators`, body.generators.reduce((sum, g) => sum + Math.abs(inner(g, u)), 0), body.support(u), slack), // prettier-ignore
        ]),
    ...(ends === null || pairs === null
      ? []
      : [
          agrees(`${name}: support by extreme points`, most(ends), body.support(u), slack),
          agrees(`${name}: support by pairs`, most(pairs), body.support(u), slack),
          agrees(`${name}: one of each pair`, 2 * pairs.length, ends.length, 0),
        ]),
  ];
}

/** Points of the body as far out in l_a as they can be found: support points, again and again. */
function farthest(body: ConvexBody, random: RandomStream, a: number): number {
  let most = Math.max(0, ...(body.vertices?.() ?? []).map((x) => norm(x, a)));
  const { supportPoint } = body;
  if (supportPoint === undefined || most > 0) return most;
  const axes = Array.from({ length: Math.min(body.dim, 12) }, (_, i) => Array.from({ length: body.dim }, (__, j) => (i === j ? 1 : 0))); // prettier-ignore
  const starts = [...axes, new Array<number>(body.dim).fill(1), ...Array.from({ length: 12 }, () => randomVector(random, body.dim))]; // prettier-ignore
  for (const start of starts) {
    let x = supportPoint(start);
    for (let step = 0; step < 6; step++) {
      most = Math.max(most, norm(x, a));
      const size = Math.max(...x.map(Math.abs));
      // A subgradient of |x|_a.
      x = supportPoint(
        a === Infinity
          ? x.map((c) => (Math.abs(c) === size ? Math.sign(c) : 0))
          : x.map((c) => Math.sign(c) * (Math.abs(c) / size) ** (a - 1)),
      );
    }
  }
  return most;
}

/** How far a body reaches in l_a, and which ball of l_a lies within. */
function reaches(random: RandomStream, { body }: DrawnBody): NumericInstance[] {
  const a = exponent(random);
  const { name, dim } = body;
  if (dim > 60) return [];
  const adversaries = [
    { kind: 'body', body, dim } as const,
    ...(body.structure?.kind === 'lp' ? [{ kind: 'lp', p: body.structure.p, dim } as const] : []),
  ];
  const seen = farthest(body, random, a);
  const rough = body.structure?.kind === 'oracle' ? 1e-4 : 1e-9;
  return adversaries.flatMap((adversary): NumericInstance[] => {
    const { value, exact } = reach(adversary, a);
    const inside = innerReach(adversary, a);
    const u = randomVector(random, dim);
    const size = norm(u, a);
    const corner = u.map((c) => Math.sign(c) * dim ** (a === Infinity ? 0 : -1 / a));
    return [
      atMost(`${name}: reach in l${a}`, seen, value, rough * value),
      ...(exact && body.supportPoint !== undefined && body.structure?.kind !== 'image'
        ? [atMost(`${name}: reach in l${a}, attained`, value, seen, 1e-3 * value)]
        : []),
      atMost(`${name}: the ball of l${a} within`, inside * body.gauge(u.map((c) => c / size)), 1, rough),
      atMost(`${name}: its corner within`, inside * body.gauge(corner), 1, rough),
    ];
  });
}

function volumes({ body, logVolume: truth }: DrawnBody): NumericInstance[] {
  const { name, dim } = body;
  if (truth === null) return [];
  const found = logVolume(body, { samples: 0 });
  const whole = Math.abs(truth) < 600 ? volume(body, { samples: 0 }) : null;
  const size = 1e-12 * (1 + dim + Math.abs(truth));
  return [
    atMost(`${name}: log of the volume, from below`, found.lower, truth, size),
    atMost(`${name}: from above`, truth, found.upper, size),
    atMost(`${name}: ends meet`, found.upper - found.lower, 1e-8 * (1 + Math.abs(truth))),
    ...(whole === null || Math.exp(truth) < 1e-290 ? [] : lies(`${name}: volume`, whole, Math.exp(truth), size)),
  ];
}

const compared = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 180 }, (random) => {
    const drawn = context.effort === 'quick' ? drawnBody(random, 2, 4) : drawnBody(random);
    return [...functions(random, drawn), ...lists(random, drawn), ...reaches(random, drawn), ...volumes(drawn)];
  }).flat();

/** Of the claim about projections. */
export const dualityPart: ImplementationPart = {
  id: 'library-bodies',
  about: 'implementation',
  implements: ['cauchy', 'zonotopes'],
  statement:
    'Bodies of every constructor: support functions, gauges, gradients, radii, vertices, facets, generators, rays, volumes and reaches are those of the same functions written again (maxima over exact lists, norms, matrices), and polar to each other where nothing else knows them.',
  evidence: [numerically('drawn bodies; 1e-12, by linear programs 1e-8, by differences 1e-4', compared)],
};
