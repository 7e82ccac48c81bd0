/**
 * What a radius on the line or in the plane says of itself: that it holds, that it is exact where it says so, and that
 * no radius beyond its upper end holds. The growth function is computed anew on a mesh, along many shifts.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { linearImage, scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { minkowskiSum } from '../../src/geometry/bodies/minkowski-sum.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { growth } from '../../src/growth/growth.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { findNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { knownRadii } from '../../src/radius/certified-radius.ts';
import { atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { drawnMatrix } from '../bodies/drawn-bodies.ts';
import { densityMesh, isWhole } from './density-mesh.ts';

const FAMILIES = 12;

/** A named noise at lambda between 0.1 and 10; its number says which, so that the families take turns. */
function namedNoise(random: RandomStream, dim: number, index: number): Noise {
  const j = random.integer(3) === 0 ? between(random, 0.05, 0.8) * dim : 0;
  const k = [between(random, 0.5, 0.95), 1, between(random, 1.1, 4)][random.integer(3)]!;
  const a = between(random, 2.5, 12) + dim;
  const specs = [
    'gaussian',
    'laplace',
    'uniform:linf',
    'uniform:l2',
    'uniform:l1',
    `exp:linf,k=${k},j=${j}`,
    `exp:l2,k=${k},j=${j}`,
    `exp:l1,k=${k},j=${j}`,
    `power:linf,a=${a}`,
    `power:l2,k=2,a=${a}`,
    `iid-exp,s=${k}`,
    `iid-pareto,a=${a}`,
  ];
  const { noise } = findNoise(specs[index % specs.length]!, dim, { lambda: between(random, 0.1, 10) });
  return noise ?? namedNoise(random, dim, index + 1);
}

/** A product or a profile given as a formula. */
function formulaNoise(random: RandomStream, dim: number, index: number): Noise {
  const scale = { lambda: between(random, 0.1, 10) };
  const marginals = [
    `exp(-abs(x)^${between(random, 1.1, 3)})`,
    `(1+x^2)^(-${between(random, 2, 6)})`,
    'exp(-x^2/2)+exp(-x^2/8)',
    '1/cosh(x)',
  ];
  const profiles = [`exp(-r^${between(random, 1, 3)})`, `(1+r)^(-${between(random, 2.5, 12) + dim})`];
  const at = index % (marginals.length + profiles.length);
  if (at < marginals.length) return productNoise(marginals[at]!, dim, scale);
  const body = [lpBall(2, dim), lpBall(Infinity, dim), lpBall(1, dim)][random.integer(3)]!;
  return levelSetNoise({ body, radial: profiles[at - marginals.length]! }, dim, scale);
}

/** Kinds of adversaries, of which the first five are the balls of l_p. */
const KINDS = 9;
const BALLS = 5;

/** An adversary and points of its boundary, the worst among them, it is hoped; its number says of which kind. */
function anyAdversary(random: RandomStream, dim: number, kind: number): { adversary: Adversary; shifts: number[][] } {
  const exponents = [1, 2, Infinity, between(random, 1.1, 1.9), between(random, 2.1, 8)];
  const p = exponents[kind < BALLS ? kind : random.integer(BALLS)]!;
  const of = (body: ReturnType<typeof lpBall>): Adversary => ({ kind: 'body', body, dim });
  const points = dim === 1 ? [[1]] : Array.from({ length: 3 }, () => [random.normal(), random.normal()]);
  const bodies = [
    () => (dim === 1 ? box([between(random, 0.2, 5)]) : vPolytope([...points, ...points.map((x) => x.map((c) => -c))])),
    () => ellipsoid(drawnMatrix(random, dim)),
    () => linearImage(drawnMatrix(random, dim), lpBall(p, dim)),
    () => (dim === 1 ? lpBall(2, 1) : minkowskiSum(lpBall(1, dim), scaled(lpBall(2, dim), between(random, 0.2, 2)))),
  ];
  const lp = random.sign() > 0 ? lpAdversary(p, dim) : of(scaled(lpBall(p, dim), between(random, 0.2, 5)));
  const adversary = kind < BALLS ? lp : of(bodies[kind - BALLS]!());
  const ball = adversary.kind === 'lp' ? lpBall(adversary.p, dim) : adversary.body;
  if (dim === 1) return { adversary, shifts: [[1 / ball.gauge([1])]] };
  const [most, turns] = kind < BALLS ? [Math.PI / 4, 4] : [Math.PI, 10];
  const around = Array.from({ length: turns + 1 }, (_, i) => [Math.cos((most * i) / turns), Math.sin((most * i) / turns)]); // prettier-ignore
  const corners = kind < BALLS ? [] : (ball.vertices?.() ?? []).filter((x) => x[0]! > 0).map((x) => [...x]);
  return { adversary, shifts: [...around.map((u) => u.map((c) => c / ball.gauge(u))), ...corners] };
}

const nameOf = (adversary: Adversary): string => (adversary.kind === 'lp' ? `l${adversary.p}` : adversary.body.name);

/** What the mesh is off by, at most, in a growth function. */
const MESH = 0.005;
/** How far from an exact radius one is that the mesh tells from it, relatively. */
const OFF = { 1: 0.01, 2: 0.03 } as const;

/** Against every shift: at most 1/2 below the radius; at least 1/2 somewhere, beyond one that is exact. */
function radii(random: RandomStream, index: number): NumericInstance[] {
  const dim = random.integer(6) === 0 ? 1 : 2;
  const [kind, family] = [index % KINDS, Math.floor(index / KINDS)];
  const noise = family < FAMILIES ? namedNoise(random, dim, family) : formulaNoise(random, dim, index);
  const { adversary, shifts } = anyAdversary(random, dim, family < FAMILIES ? kind : index % BALLS);
  const rho = 0.6 + 0.38 * random.uniform();
  const name = `${noise.spec}, d = ${dim}, ${nameOf(adversary)}, rho = ${rho}`;
  const found = knownRadii(noise, adversary, [rho], { quick: true })?.[0];
  if (found === undefined || !(found.radius > 0 && found.radius < Infinity)) return [isTrue(`${name}: none`, true)];
  const { radius, exact, upper, method } = found;
  // What is exact says most, and is asked first.
  if (!exact && random.integer(6) > 0) return [isTrue(`${name}: left out`, true)];
  const longest = Math.max(...shifts.map((v) => Math.hypot(...v)));
  const mesh = densityMesh(noise, 1.1 * longest * (upper ?? radius));
  if (!isWhole(mesh)) return [isTrue(`${name}: the mesh holds too little`, true)];
  const [off, half] = [OFF[dim], 0.5];
  const at = (r: number, enough: number) => (v: number[]): number => mesh.growth(v.map((c) => r * c), 1 - rho, enough); // prettier-ignore
  /** The largest of the growths at r; the first beyond 1/2 will do. */
  const reached = (r: number): number => {
    const values: number[] = [];
    for (const v of shifts) if (values.push(at(r, 0.49)(v)) > 0 && values.at(-1)! >= half) break;
    return Math.max(...values);
  };
  const within = Math.max(...shifts.map(at((1 - off) * radius, half)));
  const beyond = exact ? reached((1 + off) * radius) : 1;
  if (Number.isNaN(within + beyond)) return [isTrue(`${name}: the moved mesh holds too little`, true)];
  return [
    atMost(`${name}: it holds, by ${method}`, within, half),
    ...(exact ? [atMost(`${name}: it is exact, by ${method}`, half, beyond)] : []),
    ...(upper === null || upper === Infinity || exact
      ? []
      : [atMost(`${name}: no radius beyond its upper end, by ${method}`, half, reached((1 + off) * upper))]),
  ];
}

/** G(p, v) and its largest value over an adversary between the ends that the library gives. */
function growths(random: RandomStream, index: number): NumericInstance[] {
  const dim = random.integer(6) === 0 ? 1 : 2;
  const noise = namedNoise(random, dim, Math.floor(index / KINDS));
  const { adversary, shifts } = anyAdversary(random, dim, index % KINDS);
  const p = 0.02 + 0.7 * random.uniform();
  const size = Math.min(noise.sigma, 6 * noise.lambda) * between(random, 0.05, 2);
  const v = shifts[random.integer(shifts.length)]!;
  const r = size / Math.hypot(...v);
  const mesh = densityMesh(noise, 1.1 * r * Math.max(...shifts.map((x) => Math.hypot(...x))));
  const name = `${noise.spec}, d = ${dim}, p = ${p}, shift (${v.map((c) => r * c).join(', ')})`;
  if (!isWhole(mesh)) return [isTrue(`${name}: the mesh holds too little`, true)];
  const shift = v.map((c) => r * c);
  const found = growth(noise, shift, p, { samples: 3000, confidence: 1 - 1e-9 });
  const truth = mesh.growth(shift, p);
  if (Number.isNaN(truth)) return [isTrue(`${name}: the moved mesh holds too little`, true)];
  const all = growthAgainst(noise, adversary, r, p, { samples: 3000, confidence: 1 - 1e-9 });
  const enough = all.growth.lower - 2 * MESH;
  const largest = Math.max(...shifts.map((x) => mesh.growth(x.map((c) => r * c), p, enough))); // prettier-ignore
  if (Number.isNaN(largest)) return [isTrue(`${name}: the moved mesh holds too little`, true)];
  const against = `${name}, over ${nameOf(adversary)}`;
  return [
    atMost(`${name}: from below, less ${MESH}`, found.lower - MESH, truth),
    atMost(`${name}: from above, and ${MESH}`, truth, found.upper + MESH),
    atMost(`${against}: from above, and ${MESH}`, largest, all.growth.upper + MESH),
    ...(all.attained ? [atMost(`${against}: it is reached, but for ${MESH}`, all.growth.lower - MESH, largest)] : []),
  ];
}

/** Every second pair of a family and a kind of adversary; the seed says which. */
const halfOfThem = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: (KINDS * FAMILIES) / 2 }, (random, index) =>
    growths(random, 2 * index + (context.seed % 2)),
  ).flat();

/** Of the claim about conversions between norms. */
export const radiiInThePlanePart: ImplementationPart = {
  id: 'library-plane',
  about: 'implementation',
  implements: ['factor'],
  statement:
    'On the line and in the plane a radius holds, is exact where it says so, and has an upper end beyond which none holds, for every family against balls of $\\ell_p$, polygons, ellipses, images and sums: within 3 % by growth functions computed anew on a mesh.',
  evidence: [
    numerically(
      'every family against every kind of adversary, and formulas; 1 % on the line and 3 % in the plane, where the mesh tells',
      atFull((context) => draws(context, { quick: 1, full: KINDS * FAMILIES + 6 }, radii).flat()),
    ),
  ],
};

/** Of the claim about tests of one shift. */
export const growthInThePlanePart: ImplementationPart = {
  id: 'library-plane',
  about: 'implementation',
  implements: ['threshold'],
  statement:
    'On the line and in the plane growth along a shift and over an adversary lies between the ends that the library gives, for every family, and is reached where that is said: by growth functions computed anew on a mesh.',
  evidence: [
    numerically(
      `drawn shifts of every family, over half of the kinds of adversaries; the mesh is off by less than ${MESH}`,
      atFull(halfOfThem),
    ),
  ],
};
