/**
 * `vet` on noises nobody chose: efficiencies at most 1, the same in every unit and position, and sampled ones that
 * cover.
 */
import fc from 'fast-check';
import { Counterexample } from '../src/checker/claim.ts';
import type { EvidenceContext, StatisticalTest } from '../src/checker/index.ts';
import type { ConvexBody } from '../src/geometry/body.ts';
import { linearImage } from '../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../src/geometry/bodies/v-polytope.ts';
import { lpAdversary, type Adversary } from '../src/geometry/adversary.ts';
import { customNoise } from '../src/noise/custom.ts';
import { factsOf } from '../src/noise/facts.ts';
import { levelSetNoise } from '../src/noise/level-set/level-set-noise.ts';
import type { CustomNoise, Noise } from '../src/noise/noise.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { productNoise } from '../src/noise/product/product-noise.ts';
import { remembered } from '../src/numeric/remembered.ts';
import type { Estimate } from '../src/numeric/estimate.ts';
import { vet, type VetOptions } from '../src/vet/vet.ts';
import { knownPhiHalf } from '../src/vet/phi-half/known-phi-half.ts';
import { leastPhiHalf } from '../src/vet/information/information-content.ts';
import { boundingCrystal } from '../src/vet/bounding-crystal.ts';

const PROFILES = ['exp(-r)', 'exp(-r^3)', '1/(1+r)^9', 'exp(-r^2)*(1+sign(2-r))/2', 'max(0,1-r)^2'] as const;
const MARGINALS = ['exp(-abs(x))', '1/cosh(x)^2', '(1+x^2)^(-3)', 'max(0,1-abs(x))', 'exp(-x^4)+exp(-abs(x))'] as const;

type Quarter = readonly [number, number];

/** A symmetric polygon with corners in eighths, never flat: two given ones beside the axes. */
function polygon(corners: readonly Quarter[]): ConvexBody {
  const points: Quarter[] = [...corners.map(([x, y]): Quarter => [x / 8, y / 8]), [1, 0], [0, 1]];
  return vPolytope(points.flatMap(([x, y]) => [[x, y], [-x, -y]])); // prettier-ignore
}

const corners = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: -12, max: 12 })), {
  minLength: 1,
  maxLength: 3,
});

/**
 * A level-set noise on a random polygon or, one time in eight, a product; against a random polygon or norm, in the
 * plane.
 */
const subjects = fc.record({
  shape: corners,
  ball: fc.oneof(corners, fc.constantFrom(1, 2, Infinity)),
  profile: fc.constantFrom(...PROFILES),
  marginal: fc.option(fc.constantFrom(...MARGINALS), { freq: 1, nil: null }),
  product: fc.integer({ min: 0, max: 7 }),
  lambda: fc.constantFrom(0.25, 1, 3),
});
type Subject = typeof subjects extends fc.Arbitrary<infer T> ? T : never;

function noiseOf({ shape, profile, marginal, product, lambda }: Subject): Noise {
  return marginal === null || product > 0
    ? levelSetNoise({ body: polygon(shape), radial: profile }, 2, { lambda })
    : productNoise(marginal, 2, { lambda });
}

function bodyAdversary(body: ConvexBody): Adversary {
  return { kind: 'body', body, dim: body.dim };
}

/**
 * Phi* by the crystal of one adversary and Phi(1/2) against another, the same if nothing is wrong; before the quotient
 * is cut off at 1.
 */
function ends(noise: Noise, adversary: Adversary, bounding = adversary): { star: Estimate; phi: Estimate } {
  const phi = knownPhiHalf(noise, adversary);
  if (phi === null) throw new Error(`no slope of ${noise.spec}`);
  return { star: leastPhiHalf(noise, boundingCrystal(bounding).logVolume), phi };
}

/** Phi* <= Phi(1/2); `dual` takes the crystal of the dual norm against l1, l2 and linf, for a variant that is wrong. */
export const efficiencyAtMostOne = (dual = false): fc.IProperty<[Subject]> =>
  fc.property(subjects, (subject) => {
    const noise = noiseOf(subject);
    const { ball } = subject;
    const adversary = typeof ball === 'number' ? lpAdversary(ball, 2) : bodyAdversary(polygon(ball));
    const bounding =
      dual && typeof ball === 'number' ? lpAdversary(ball === 1 ? Infinity : ball === 2 ? 2 : 1, 2) : adversary;
    const { star, phi } = ends(noise, adversary, bounding);
    if (star.lower <= phi.upper) return true;
    throw new Counterexample(`${noise.spec}: Phi* >= ${star.lower}, Phi(1/2) <= ${phi.upper}`);
  });

/**
 * eta does not change when noise and adversary are moved by one linear map, in particular by a symmetry of the
 * adversary.
 */
export const efficiencyInvariant = (moveAdversary = true): fc.IProperty<[readonly Quarter[], number[], number]> =>
  fc.property(
    corners,
    fc
      .array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 })
      .filter(([a, b, c, d]) => a! * d! !== b! * c!),
    fc.constantFrom(0.5, 1, 7),
    (shape, [a, b, c, d], lambda) => {
      const matrix = [
        [a!, b!],
        [c!, d!],
      ];
      const [body, ball] = [polygon(shape), lpBall(1, 2)];
      const eta = (of: ConvexBody, by: ConvexBody, scale: number): number => {
        const { star, phi } = ends(
          levelSetNoise({ body: of, radial: 'exp(-r)' }, 2, { lambda: scale }),
          bodyAdversary(by),
        );
        return star.value / phi.value;
      };
      const before = eta(body, ball, 1);
      const moved = moveAdversary ? linearImage(matrix, ball) : ball;
      const after = eta(linearImage(matrix, body), moved, lambda);
      if (Math.abs(after - before) <= 1e-7) return true;
      throw new Counterexample(`eta = ${before}, and ${after} after the map ${JSON.stringify(matrix)}`);
    },
  );

/** Noises with closed forms, and the adversary's p. */
const KNOWN: readonly (readonly [string, number, number])[] = [
  ['laplace', 2, 1],
  ['gaussian', 2, 1],
  ['gaussian', 3, Infinity],
  ['iid-exp,s=3', 2, 1],
];

/** The same noise with its formulas hidden: a sampler and a density. */
function hidden(noise: Noise): CustomNoise {
  const { spec, dim, lambda, sigma } = noise;
  return customNoise(
    {
      spec: `${spec}, sampled`,
      dim,
      lambda,
      sigma,
      logDensity: (x) => noise.logDensity(x),
      sample: (random, out) => noise.sample(random, out),
    },
    { ...factsOf(noise), logPeak: noise.logDensity(new Float64Array(dim)) },
  );
}

const CONFIDENCE = 0.99;

const PLAIN: VetOptions = { compare: false, adviceAt: null };

/** The noises with their reports by formula, made once. */
const knownReports = remembered((noises: typeof KNOWN) =>
  noises.map(([spec, dim, p]) => {
    const noise = parseNoise(spec, dim, { lambda: 1 });
    const adversary = lpAdversary(p, dim);
    const report = vet(noise, adversary, PLAIN);
    if ('failed' in report) throw new Error(report.reasons[0]);
    return { noise: hidden(noise), adversary, report };
  }),
);

/**
 * Repeated Monte Carlo vets against the closed form: efficiency, slope and the whole curve must all be right, up to 1 %
 * of the times each (`narrowed` divides the intervals, for a variant that is wrong).
 */
export function coverage({ seed, effort }: EvidenceContext, narrowed = 1, few = 16): readonly StatisticalTest[] {
  const trials = effort === 'quick' ? few : 500;
  const misses = { efficiency: 0, slope: 0, curve: 0 };
  let runs = 0;
  const known = knownReports(KNOWN);
  for (let k = 0; k < trials; k++) {
    const { noise, adversary, report } = known[k % known.length]!;
    const sampled = vet(noise, adversary, {
      ...PLAIN,
      samples: effort === 'quick' ? 1000 : 3000,
      seed: seed + k,
      confidence: CONFIDENCE,
    });
    if ('failed' in sampled) throw new Error(sampled.reasons[0]);
    runs++;
    if (isMissed(sampled.wulff.efficiency, report.wulff.efficiency.value, narrowed)) misses.efficiency++;
    if (isMissed(sampled.phiHalf, report.phiHalf.value, narrowed)) misses.slope++;
    if (sampled.curve.some(({ radius }, i) => radius.lower > report.curve[i]!.radius.upper)) misses.curve++;
  }
  return Object.entries(misses).map(([what, hits]) => ({
    test: 'binomial',
    label: `${what}: misses at confidence ${CONFIDENCE}`,
    hits,
    trials: runs,
    lower: 0,
    upper: 1 - CONFIDENCE,
  }));
}

function isMissed({ value, lower, upper }: Estimate, exact: number, narrowed: number): boolean {
  return exact < value + (lower - value) / narrowed - 1e-9 || exact > value + (upper - value) / narrowed + 1e-9;
}
