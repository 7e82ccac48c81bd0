/**
 * Both ends of what `vet` reports: slopes of products against adversaries between the balls, crystals that bound,
 * curves whose upper end is one or infinite, rearrangements, and what growth from samples costs.
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
import { scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { oracleBody } from '../../src/geometry/bodies/oracle-body.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { doublePoint } from '../../src/geometry/exact/exact-polytope.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { enclosed } from '../../src/numeric/estimate.ts';
import { mixSeed, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { logGamma, normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { knownRadii } from '../../src/radius/certified-radius.ts';
import { boundingCrystal } from '../../src/vet/bounding-crystal.ts';
import { efficiency } from '../../src/vet/information/information-content.ts';
import { knownPhiHalf } from '../../src/vet/phi-half/known-phi-half.ts';
import { vet } from '../../src/vet/vet.ts';
import { drawnMatrix, exponent, inner, norm, randomVector } from '../bodies/drawn-bodies.ts';
import { agrees, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { randomPolytope } from '../vocabulary/rational-bodies.ts';

/** An adversary, points of it that matter, and how far it reaches in l2; null where that is not known here. */
interface Reached {
  readonly adversary: Adversary;
  readonly points: readonly (readonly number[])[];
  readonly reach: number | null;
}

function drawnAdversary(random: RandomStream, dim: number): Reached {
  const of = (body: ReturnType<typeof lpBall>): Adversary => ({ kind: 'body', body, dim });
  const corner = new Array<number>(dim).fill(1);
  const axis = corner.map((_, i) => (i === 0 ? 1 : 0));
  const p = exponent(random);
  const ball = lpBall(p, dim);
  const onBall = [axis, corner, randomVector(random, dim), randomVector(random, dim)].map((x) => x.map((c) => c / ball.gauge(x))); // prettier-ignore
  const reach = p <= 2 ? 1 : norm(onBall[1]!, 2);
  switch (random.integer(5)) {
    case 0: {
      const widths = corner.map(() => between(random, 0.1, 10));
      return { adversary: of(box(widths)), points: [widths], reach: norm(widths, 2) };
    }
    case 1: {
      const matrix = drawnMatrix(random, dim);
      const body = ellipsoid(matrix);
      const points = Array.from({ length: 8 }, () => body.supportPoint!(randomVector(random, dim)));
      return { adversary: of(body), points, reach: null };
    }
    case 2: {
      if (dim < 2) return { adversary: lpAdversary(p, dim), points: onBall, reach: 1 };
      const polytope = randomPolytope(random, dim, dim + random.integer(2));
      const points = polytope.vertices.map(doublePoint);
      return { adversary: of(vPolytope(points)), points, reach: Math.max(...points.map((x) => norm(x, 2))) };
    }
    case 3: {
      const t = between(random, 0.1, 10);
      return { adversary: of(scaled(ball, t)), points: onBall.map((x) => x.map((c) => t * c)), reach: null };
    }
    default:
      return { adversary: lpAdversary(p, dim), points: onBall, reach };
  }
}

/** sup of 1/2 E|<v, s>| over B for scores s: |v|_2/sqrt(2 pi) of normal noise, E|sum +-v_i|/2 of Laplace noise. */
function halves(random: RandomStream): NumericInstance[] {
  const [dim, lambda] = [1 + random.integer(4), between(random, 0.1, 10)];
  const { adversary, points, reach } = drawnAdversary(random, dim);
  const signs = Array.from({ length: 2 ** dim }, (_, k) => Array.from({ length: dim }, (__, i) => ((k >> i) & 1 ? -1 : 1))); // prettier-ignore
  const laplace = (v: readonly number[]): number => signs.reduce((sum, s) => sum + Math.abs(inner(s, v)), 0) / signs.length / 2 / lambda; // prettier-ignore
  const normal = (length: number): number => length / Math.sqrt(2 * Math.PI) / lambda;
  const name = adversary.kind === 'lp' ? `l${adversary.p}` : adversary.body.name;
  const ofNormal = knownPhiHalf(productNoise('exp(-x^2/2)', dim, { lambda }), adversary)!;
  const ofLaplace = knownPhiHalf(productNoise('exp(-abs(x))', dim, { lambda }), adversary)!;
  // A body known by membership, whose reach is only bounded.
  const loose = oracleBody({ dim, contains: (x) => norm(Array.from(x), 1) <= 1, inradius: 0.9 / Math.sqrt(dim), circumradius: 1.3 }); // prettier-ignore
  const named = parseNoise('gaussian', dim, { lambda });
  return [
    ...lies('Phi(1/2) of the Gaussian by a body of loose radii', knownPhiHalf(named, { kind: 'body', body: loose, dim })!, normal(1), 1e-5), // prettier-ignore
    ...points.map((v) =>
      atMost(`Phi(1/2) of normal noise by ${name}: from above`, normal(norm(v, 2)), ofNormal.upper, 1e-9),
    ),
    ...points.map((v) => atMost(`of Laplace noise by ${name}: from above`, laplace(v), ofLaplace.upper, 1e-9)),
    ...(reach === null
      ? []
      : [
          ...lies(`Phi(1/2) of normal noise by ${name}`, ofNormal, normal(reach), 1e-9),
          agrees(`Phi(1/2) of normal noise by ${name}: the upper end is reached`, ofNormal.upper, normal(reach), 1e-6),
        ]),
    atMost(`of Laplace noise by ${name}: ends in order`, ofLaplace.lower, ofLaplace.upper),
    // |E| of signs is at most |v|_2 and at least |v|_2/sqrt 2.
    ...(reach === null
      ? []
      : [atMost(`of Laplace noise by ${name}: from below`, ofLaplace.lower, reach / 2 / lambda, 1e-9)]),
  ];
}

/** log |W| of the norms: [-1/d, 1/d]^d, a ball of radius E|y_1|, and bounds of signs; and of balls between them. */
function crystals(random: RandomStream): NumericInstance[] {
  const dim = [2, 3, 4, 2 + random.integer(300)][random.integer(4)]!;
  const mean = Math.exp(logGamma(dim / 2) - logGamma((dim + 1) / 2)) / Math.sqrt(Math.PI);
  const ball = (dim / 2) * Math.log(Math.PI) - logGamma(dim / 2 + 1);
  const known = { 1: dim * Math.log(2 / dim), 2: ball + dim * Math.log(mean) };
  const [one, two, cube] = [1, 2, Infinity].map((p) => boundingCrystal(lpAdversary(p, dim), { samples: 0 }));
  const p = [between(random, 1.02, 1.9), between(random, 2.1, 30)][random.integer(2)]!;
  const other = boundingCrystal(lpAdversary(p, dim), { samples: 0 });
  const best = Math.max(
    known[1],
    known[2] + (p < 2 ? dim * (0.5 - 1 / p) * Math.log(dim) : 0),
    cube!.logVolume.lower - (dim / p) * Math.log(dim),
  );
  const size = 1e-11 * (1 + dim);
  const t = between(random, 0.1, 10);
  const multiple = boundingCrystal({ kind: 'body', body: scaled(lpBall(2, dim), t), dim }, { samples: 0 });
  return [
    ...[
      [one!, known[1]],
      [two!, known[2]],
    ].flatMap(([found, truth]) => {
      const { lower, upper } = (found as typeof two & object).logVolume;
      return [
        atMost(`crystal, d = ${dim}: from below`, lower, truth as number, size),
        atMost(`crystal, d = ${dim}: from above`, truth as number, upper, size),
        atMost(`crystal, d = ${dim}: narrow`, upper - lower, 10 * size),
      ];
    }),
    // A larger adversary has a larger crystal.
    atMost(`crystal of linf above that of l2, d = ${dim}`, known[2], cube!.logVolume.upper, size),
    atMost(`crystal of lp:${p}, d = ${dim}: the best of the balls within`, other.logVolume.lower, best, size),
    atMost(`crystal of lp:${p}, d = ${dim}: no less`, best, other.logVolume.lower, size),
    isTrue('not said to be attained', !other.attained && one!.attained && two!.attained),
    atMost('of a multiple', multiple.logVolume.lower, known[2] + dim * Math.log(t), size * 10),
    atMost('of a multiple: no less', known[2] + dim * Math.log(t), multiple.logVolume.upper, size * 10),
  ];
}

/** A quotient of intervals, cut at 1. */
function quotients(random: RandomStream): NumericInstance[] {
  const ends = (): [number, number, number] => {
    const all = [between(random, 0.01, 3), between(random, 0.01, 3), between(random, 0.01, 3)].sort((x, y) => x - y);
    return all as [number, number, number];
  };
  const [[a, b, c], [d, e, f]] = [ends(), ends()];
  const [x, y] = [0.9 + 0.1 * random.uniform(), 0.9 + 0.1 * random.uniform()];
  const found = efficiency(enclosed(b, a, c, 'interval', x), enclosed(e, d, f, 'monte-carlo', y));
  return [
    agrees('efficiency from below', found.lower, Math.min(1, a / f), 1e-12),
    agrees('efficiency from above', found.upper, Math.min(1, c / d), 1e-12),
    agrees('its confidence', found.confidence, x + y - 1, 1e-12),
  ];
}

const RHOS = [0.52, 0.65, 0.8, 0.93, 0.99];

/** Where no upper bound of the exact radius is known there is none; where one is, it is that; no radius above it. */
function curves(random: RandomStream): NumericInstance[] {
  const dim = 17 + random.integer(60);
  const spec = [
    'gaussian',
    'laplace',
    'uniform:linf',
    `exp:l2,k=${between(random, 0.6, 4)}`,
    `exp:linf,k=${between(random, 0.6, 4)}`,
    `iid-exp,s=${between(random, 1.2, 5)}`,
    `iid-pareto,a=${between(random, 2.5, 9)}`,
    `power:linf,a=${2 * dim + random.integer(40)}`,
  ][random.integer(8)]!;
  const p = [1, 2, Infinity, 1.5, 3][random.integer(5)]!;
  const adversary = lpAdversary(p, dim);
  const noise = parseNoise(spec, dim, { lambda: between(random, 0.1, 10) });
  const label = `${spec}, d = ${dim}, l${p}`;
  const report = vet(noise, adversary, { rhos: RHOS, compare: false, adviceAt: null });
  if (!('curve' in report)) return [isTrue(`${label}: vetted`, false)];
  const radii = knownRadii(noise, adversary, RHOS, { computed: computedRateBound, quick: true, method: 'best' });
  // The crystal of linf has a volume with ends that are apart.
  const rearranged = p > 2 ? undefined : report.comparison.find(({ noise: name }) => name === 'wulff-rearrangement');
  return [
    ...report.curve.flatMap(({ rho, radius }, k): NumericInstance[] => {
      const own = radii?.[k];
      const name = `${label}, rho = ${rho}`;
      if (own === undefined) return [atMost(`${name}: nothing is certified`, radius.lower, 0)];
      const top = own.upper ?? (own.exact ? own.radius : Infinity);
      return [
        agrees(`${name}: the radius`, radius.lower, own.radius, 1e-9),
        isTrue(`${name}: an upper end where there is one`, Number.isFinite(radius.upper) === Number.isFinite(top)),
        ...(Number.isFinite(top)
          ? [agrees(`${name}: the upper end`, radius.upper, Math.max(top, own.radius), 1e-9)]
          : []),
      ];
    }),
    ...(rearranged === undefined
      ? []
      : [
          agrees(`${label}: the rearrangement's slope`, rearranged.slope.lower, 1 / report.wulff.phiStar.upper, 1e-9),
          ...(rearranged.radii ?? []).map(({ rho, radius }) =>
            // Phi* is its slope at 1/2 and Phi is largest there.
            atMost(
              `${label}: rearranged, rho = ${rho}`,
              (rho - 0.5) / report.wulff.phiStar.upper,
              radius.lower * (1 + 1e-6) + 1e-12,
            ),
          ),
          ...(rearranged.radii ?? []).map(({ rho, radius }) =>
            isTrue(`${label}: no upper end, rho = ${rho}`, radius.upper === Infinity),
          ),
        ]),
  ];
}

/** Normal noise as a sampler and a density: G(p, r) = Phi(Phi^-1(p) + r); what bounds it from samples is paid for. */
function sampledGrowth(random: RandomStream): NumericInstance[] {
  const dim = 1 + random.integer(3);
  const proved = { status: 'proved', how: 'a product of even densities' } as const;
  const noise = customNoise(
    {
      spec: `normal noise of R^${dim}`,
      dim,
      lambda: 1,
      sigma: 1,
      logDensity: (x) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum -= 0.5 * x[i]! ** 2 + 0.5 * Math.log(2 * Math.PI);
        return sum;
      },
      sample: (stream, out) => {
        for (let i = 0; i < dim; i++) out[i] = stream.normal();
      },
    },
    { checks: { even: proved, normalizable: proved, absolutelyContinuous: proved }, continuous: proved },
  );
  const adversary = lpAdversary(1, dim);
  const question = { p: 0.05 + 0.6 * random.uniform(), r: between(random, 0.01, 1) };
  const [seed, samples] = [random.integer(1e6), 3000];
  const truth = normalCdf(normalQuantile(question.p) + question.r);
  const asked = (confidence: number) => {
    const report = vet(noise, adversary, { samples, seed, confidence, compare: false, adviceAt: null, rhos: [0.8], growth: [question] }); // prettier-ignore
    if (!('curve' in report)) throw new Error('normal noise was called invalid');
    return report;
  };
  const label = `normal noise as a sampler, d = ${dim}, p = ${question.p}, r = ${question.r}`;
  const sure = asked(1 - 1e-10);
  const rough = asked(0.9);
  const found = rough.growth[0]!.growth;
  const alone = growthAgainst(noise, adversary, question.r, question.p, { samples, seed: mixSeed(seed, 'growth 0'), confidence: 0.9 }).growth; // prettier-ignore
  const bound = rough.curve[0]!.radius.confidence;
  const both = found.upper < alone.upper ? Math.max(0, alone.confidence + bound - 1) : alone.confidence;
  return [
    ...lies(`${label}: growth`, sure.growth[0]!.growth, truth, 1e-9),
    atMost(`${label}: the radius`, sure.curve[0]!.radius.lower, normalQuantile(0.8), 1e-9),
    ...lies(`${label}: Phi(1/2)`, sure.phiHalf, 1 / Math.sqrt(2 * Math.PI), 1e-6),
    agrees(`${label}: confidence`, 1 + found.confidence, 1 + both, 1e-9),
    isTrue(`${label}: no upper end of a sampled radius`, rough.curve[0]!.radius.upper === Infinity),
  ];
}

const ends = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return draws(context, { quick: 1, full: 1 }, quotients).flat();
  const all = { quick: 0, full: 60 };
  return [
    ...draws(context, { quick: 0, full: 6 }, halves).flat(),
    ...draws(context, all, crystals).flat(),
    ...draws(context, all, quotients).flat(),
    ...draws(context, { quick: 0, full: 10 }, curves).flat(),
    ...draws(context, { quick: 0, full: 3 }, sampledGrowth).flat(),
  ];
};

/** Of the claim about verdicts. */
export const vetEndsPart: ImplementationPart = {
  id: 'library-ends',
  about: 'implementation',
  implements: ['at-most-one'],
  statement:
    'Both ends of slopes of products against adversaries between the balls, of bounding crystals, efficiencies and curves: an upper end of a radius is one or infinite, a rearrangement certifies what its slope allows, growth from samples holds the true one and costs the confidence of all it rests on.',
  evidence: [
    numerically('drawn noises and adversaries, at full; sampled ends fail with probability 1e-10 each; 1e-9', ends),
  ],
};
