/**
 * One number by several doors: radii at another scale, on a curve and alone, of the same law under another name,
 * against balls within balls, of two classes and of one, and held against the growth function; for noises of every
 * family drawn over the documented range, its ends included.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius, knownRadii, radiusCurve } from '../../src/radius/certified-radius.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws, probability } from '../vocabulary/drawn-links.ts';

const UNIT = { lambda: 1 } as const;
const FAST = { method: 'differential' } as const;

/** A dimension: 1, 2 and 3 more often than others. */
const drawnDimension = (random: RandomStream): number =>
  random.uniform() < 0.4 ? 1 + random.integer(3) : dimension(random);

/** Exponents next to 1, at 2, and from .1 to 50. */
const exponent = (random: RandomStream): number =>
  [between(random, 0.1, 50), between(random, 0.5, 4), 1 + 1e-6 * (random.uniform() - 0.5), 2, 1][random.integer(5)]!;

function drawnSpec(random: RandomStream, dim: number): string {
  const shape = ['linf', 'l2', 'l1'][random.integer(3)]!;
  switch (random.integer(8)) {
    case 0:
      return 'gaussian';
    case 1:
      return 'laplace';
    case 2:
      return `uniform:${shape}`;
    case 3:
      return `iid-exp,s=${exponent(random)}`;
    case 4:
      return `iid-pareto,a=${between(random, 0.2, 20)}`;
    case 5:
      return `power:linf,a=${dim + between(random, 0.3, 2 * dim + 5)}`;
    case 6:
      return dim > 2 && shape !== 'l1'
        ? `exp:${shape},k=${exponent(random)},j=${random.integer(dim - 1)}`
        : `exp:${shape},k=${exponent(random)}`;
    default:
      return `exp:${shape},k=${exponent(random)}`;
  }
}

const norms = (random: RandomStream): number =>
  [1, 2, Infinity, between(random, 1, 2), between(random, 2, 30), 1.0001, 1.9999][random.integer(7)]!;

const scaled = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 3, full: 250 }, (random): NumericInstance[] => {
    const dim = drawnDimension(random);
    const [spec, p, lambda] = [drawnSpec(random, dim), norms(random), between(random, 1e-4, 1e4)];
    const adversary = lpAdversary(p, dim);
    const rhos = Array.from({ length: 5 }, () => probability(random)).sort((a, b) => a - b);
    const [unit, wide] = [parseNoise(spec, dim, UNIT), parseNoise(spec, dim, { lambda })];
    const curve = knownRadii(unit, adversary, rhos, FAST);
    const label = `${spec}, d = ${dim}, lp:${p}`;
    if (curve === null)
      return [isTrue(`${label}: nothing is known at any scale`, knownRadii(wide, adversary, rhos, FAST) === null)];
    const far = radiusCurve(wide, adversary, rhos, FAST);
    const [none, edge] = [certifiedRadius(unit, adversary, 0.5, FAST), certifiedRadius(unit, adversary, 1, FAST)];
    const found: NumericInstance[] = [
      agrees(`${label}: at 1/2`, none.radius, 0, 0),
      isTrue(`${label}: at 1`, edge.radius >= curve.at(-1)!.radius * (1 - 1e-9)),
      ...curve.flatMap((one, i): NumericInstance[] => {
        const name = `${label}, rho = ${rhos[i]!}`;
        const alone = certifiedRadius(unit, adversary, rhos[i]!, FAST);
        const { radius, upper, exact, method, detail } = one;
        return [
          agrees(`${name}: at ${lambda} times the scale`, far[i]!.radius, lambda * radius, 1e-11),
          agrees(`${name}: alone`, alone.radius, radius, 1e-8),
          isTrue(`${name}: called the same alone`, alone.exact === exact && alone.method === method),
          isTrue(`${name}: converted where it says so`, (method === 'conversion') <= detail.includes('converted from')),
          isTrue(`${name}: exact with an upper end`, !exact || (upper !== null && upper <= radius * (1 + 1e-5))),
          ...(upper === null ? [] : [atMost(`${name}: below its upper end`, radius, upper)]),
          ...(i === 0
            ? []
            : [atMost(`${name}: no less than at ${rhos[i - 1]!}`, curve[i - 1]!.radius, radius * (1 + 1e-9))]),
        ];
      }),
    ];
    if (Number.isFinite(unit.sigma)) {
      const sigma = between(random, 1e-3, 1e3);
      found.push(
        agrees(
          `${label}: lambda of sigma ${sigma}`,
          parseNoise(spec, dim, { sigma }).lambda * unit.sigma,
          sigma,
          1e-12,
        ),
      );
      found.push(agrees(`${label}: sigma of lambda ${lambda}`, wide.sigma, lambda * unit.sigma, 1e-12));
    }
    return found;
  }).flat();

/** Laws that have two names: spec, spec, and the scale of the second at scale 1 of the first. */
function pair(random: RandomStream): {
  readonly specs: readonly [string, string];
  readonly dim: number;
  readonly scale: number;
} {
  const [dim, k, a] = [drawnDimension(random), exponent(random), between(random, 0.3, 9)];
  const shapes = ['linf', 'l2', 'l1'];
  const shape = shapes[random.integer(3)]!;
  switch (random.integer(6)) {
    case 0:
      return { specs: ['laplace', 'exp:l1,k=1'], dim, scale: 1 };
    case 1:
      return { specs: ['gaussian', 'exp:l2,k=2'], dim, scale: Math.SQRT2 };
    case 2:
      return { specs: ['laplace', 'iid-exp,s=1'], dim, scale: 1 };
    case 3:
      return { specs: ['gaussian', 'iid-exp,s=2'], dim, scale: Math.SQRT2 };
    case 4:
      return { specs: [`exp:${shape},k=${k}`, `iid-exp,s=${k}`], dim: 1, scale: 1 };
    default:
      return { specs: [`power:linf,a=${1 + a}`, `iid-pareto,a=${a}`], dim: 1, scale: 1 };
  }
}

const renamed = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 3, full: 200 }, (random): NumericInstance[] => {
    const { specs, dim, scale } = pair(random);
    const p = [1, 2, Infinity][random.integer(3)]!;
    const [one, other] = [parseNoise(specs[0], dim, UNIT), parseNoise(specs[1], dim, { lambda: scale })];
    const rho = probability(random);
    const adversary = lpAdversary(p, dim);
    const [a, b] = [knownRadii(one, adversary, [rho], FAST), knownRadii(other, adversary, [rho], FAST)];
    const label = `${specs.join(' and ')}, d = ${dim}, l${p}, rho = ${rho}`;
    const x = Float64Array.from({ length: dim }, () => random.normal());
    const [phi, otherPhi] = [growthRate(one, adversary)?.phi(1 - rho), growthRate(other, adversary)?.phi(1 - rho)];
    return [
      ...(a === null || b === null
        ? [isTrue(`${label}: known under both names`, a === b)]
        : [agrees(label, b[0]!.radius, a[0]!.radius, 1e-9)]),
      ...(phi === undefined || otherPhi === undefined ? [] : [agrees(`${label}: Phi`, otherPhi, phi, 1e-9)]),
      ...(Number.isFinite(one.sigma) ? [agrees(`${label}: sigma`, other.sigma, one.sigma, 1e-11)] : []),
      ...(dim < 1000
        ? [
            {
              label: `${label}: log density`,
              left: other.logDensity(x),
              relation: '=' as const,
              right: one.logDensity(x),
              tolerance: 1e-9 * (1 + Math.abs(one.logDensity(x))),
            },
          ]
        : []),
    ];
  }).flat();

/** Balls within balls: l1 in l_p in linf; and, the other way, l_b in d^{1/a - 1/b} times l_a. */
const nested = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 150 }, (random): NumericInstance[] => {
    const dim = drawnDimension(random);
    const spec = drawnSpec(random, dim);
    // Uniform noise on l1 and its like have radii of their own for each norm, which nothing converts.
    if (spec === 'uniform:l1') return [];
    const noise = parseNoise(spec, dim, UNIT);
    const rho = probability(random);
    const ps = [1, between(random, 1.01, 2), 2, between(random, 2, 20), Infinity];
    const found = ps.map((p) => knownRadii(noise, lpAdversary(p, dim), [rho], FAST)?.[0]?.radius ?? 0);
    return ps.flatMap((a, i) =>
      ps.slice(i + 1).flatMap((b, k): NumericInstance[] => {
        const [inner, outer] = [found[i]!, found[i + 1 + k]!];
        if (!(inner < Infinity && outer < Infinity && inner > 0)) return [];
        const label = `${spec}, d = ${dim}, rho = ${rho}: l${a} and l${b}`;
        // Which route is best may differ by an allowance for rounding.
        return [
          atMost(`${label}: the smaller ball`, outer, inner * (1 + 1e-6)),
          atMost(`${label}: by conversion`, inner * dim ** (1 / b - 1 / a), outer * (1 + 1e-6)),
        ];
      }),
    );
  }).flat();

/** Two classes: of one class where the rival has all the rest; no more with a stronger rival. */
const classes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 25 }, (random): NumericInstance[] => {
    const dim = drawnDimension(random);
    const drawn = drawnSpec(random, dim);
    // A search takes a second.
    const spec = context.effort === 'quick' || /^(exp:l2|power:l2)/.test(drawn) ? 'gaussian' : drawn;
    const [noise, p] = [parseNoise(spec, dim, UNIT), [1, 2, Infinity][random.integer(3)]!];
    const adversary = lpAdversary(p, dim);
    const top = 0.55 + 0.44 * random.uniform();
    if (knownRadii(noise, adversary, [top], FAST) === null) return [];
    const single = certifiedRadius(noise, adversary, top).radius;
    const rivals = [1 - top, 0.7 * (1 - top), 0.2 * (1 - top)];
    const radii = rivals.map((rival) => twoClassRadius(noise, adversary, top, rival).radius);
    const weak = twoClassRadius(noise, adversary, 0.8 * top * 0.6, 0.1 * top).radius;
    const label = `${spec}, d = ${dim}, l${p}, p_A = ${top}`;
    const most = certifiedRadius(noise, adversary, 1 - rivals[2]!);
    return [
      agrees(`${label}: against all the rest`, radii[0]!, single, 1e-9),
      atMost(`${label}: a weaker rival`, radii[0]!, radii[1]! * (1 + 1e-9)),
      atMost(`${label}: the weakest`, radii[1]!, radii[2]! * (1 + 1e-9)),
      ...(most.upper === null ? [] : [atMost(`${label}: no more than one class at 1 - p_B`, radii[2]!, most.upper)]),
      isTrue(`${label}: below one half`, weak >= 0),
    ];
  }).flat();

/** At a radius nothing grows beyond 1/2, and a little beyond an exact one something does. */
const grown = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 25 }, (random): NumericInstance[] => {
    const dim = 1 + random.integer(3);
    const spec = drawnSpec(random, dim);
    const [noise, p] = [parseNoise(spec, dim, UNIT), [1, 2, Infinity][random.integer(3)]!];
    const adversary = lpAdversary(p, dim);
    const rho = 0.52 + 0.47 * random.uniform();
    const [found] = knownRadii(noise, adversary, [rho], { quick: true }) ?? [];
    if (found === undefined || !(found.radius > 0 && found.radius < 1e6)) return [];
    const label = `${spec}, d = ${dim}, l${p}, rho = ${rho}, ${found.detail}`;
    const options = { samples: 20_000, seed: 1, confidence: 1 - 1e-9 };
    const at = growthAgainst(noise, adversary, found.radius, 1 - rho, options).growth;
    if (!found.exact) return [atMost(label, at.lower, 0.5, 1e-8)];
    const beyond = growthAgainst(noise, adversary, found.upper! * 1.01, 1 - rho, options).growth;
    return [atMost(label, at.lower, 0.5, 1e-8), atMost(`${label}: beyond`, 0.5, beyond.upper)];
  }).flat();

/** Of the claim about the differential method. */
export const radiusDoorsPart: ImplementationPart = {
  id: 'library-doors',
  about: 'implementation',
  implements: ['flow'],
  statement:
    'For noises of every family, drawn: radii grow with $\\lambda$ and $\\rho$, are the same alone and on a curve and under another name of the law, larger against a ball within, those of two classes meet those of one, and the growth at a radius is at most 1/2, beyond an exact one above.',
  evidence: [
    numerically('scales, curves and ends of rho; 1e-8 between a curve and a radius alone', scaled),
    numerically('laws of two names; 1e-9', renamed),
    numerically('balls within balls, two classes; 1e-6 where another route is best, 1e-9', (context) => [
      ...nested(context),
      ...classes(context),
    ]),
    numerically('growth at radii, d to 3; 1e-8 where it is computed, confidence 1 - 1e-9 where it is sampled', grown),
  ],
};
