/**
 * Copies of a noise certify what it certifies or less, never more: what is absent is unknown, and unknown certifies
 * nothing.
 */
import { describe, expect, it } from 'vitest';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { growth } from '../../src/growth/growth.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { densityNoise } from '../../src/noise/density/density-noise.ts';
import { checksOf, doubtAbout, factsOf, UNKNOWN_FACTS } from '../../src/noise/facts.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { moduleNoise } from '../../src/noise/module/module-noise.ts';
import { expNoise } from '../../src/noise/named/exponential.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { iidExp, iidPareto } from '../../src/noise/named/iid.ts';
import { laplace } from '../../src/noise/named/laplace.ts';
import { powerNoise } from '../../src/noise/named/power.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { covariogramRadius } from '../../src/radius/routes/covariogram.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import { vet } from '../../src/vet/vet.ts';

const unit = { lambda: 1 };
const RHO = 0.9;
const quick = { samples: 4000, seed: 3, compare: false, adviceAt: null } as const;

const DIAMOND = vPolytope([
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
]);

const program = {
  dim: 2,
  logDensity: (x: ArrayLike<number>) => -Math.abs(x[0]!) - Math.abs(x[1]!) - 2 * Math.LN2,
  sample: (r: RandomStream) => [r.sign() * r.exponential(), r.sign() * r.exponential()],
};

/** One noise or more of every family, in two dimensions. */
const NOISES: Readonly<Record<string, Noise>> = {
  gaussian: gaussian(2, unit),
  laplace: laplace(2, unit),
  'uniform:linf': uniform('linf', 2, unit),
  'uniform:l2': uniform('l2', 2, unit),
  'uniform on a polytope': uniform(DIAMOND, 2, unit),
  'exp:linf': expNoise('linf', { k: 2 }, 2, unit),
  'exp:l2, singular': expNoise('l2', { k: 2, j: 0.5 }, 2, unit),
  'power:l2': powerNoise('l2', { a: 5, k: 2 }, 2, unit),
  'iid-exp': iidExp(0.5, 2, unit),
  'iid-pareto': iidPareto(3, 2, unit),
  'level-set': levelSetNoise({ body: lpBall(1, 2), radial: 'exp(-r^3)' }, 2, unit),
  product: productNoise('1/(1+x^2)', 2, unit),
  'log-concave product': productNoise('exp(-x^4)', 2, unit),
  density: densityNoise('exp(-abs(x1) - 2*x2^2)', 2, unit, { samples: 4000, cells: 400 }),
  module: moduleNoise(program, unit),
};

/** The radius, or the lower end of the vetted one; 0 where the library refuses. */
function certified(noise: Noise, p: number): number {
  const adversary = lpAdversary(p, 2);
  try {
    if (noise.family !== 'custom') return certifiedRadius(noise, adversary, RHO).radius;
    const report = vet(noise, adversary, { ...quick, rhos: [RHO] });
    return 'curve' in report ? report.curve[0]!.radius.lower : 0;
  } catch (error) {
    if (error instanceof InvalidInput) return 0;
    throw error;
  }
}

/** Copies that say what the noise says. */
const FAITHFUL: Readonly<Record<string, (noise: Noise) => Noise>> = {
  spread: (noise) => ({ ...noise }),
  'Object.freeze': (noise) => Object.freeze({ ...noise }),
  'Object.assign': (noise) => Object.assign({}, noise),
  'Object.create': (noise) => Object.create(noise) as Noise,
};

/** Copies from which something is lost, or in which something differs. */
const UNFAITHFUL: Readonly<Record<string, (noise: Noise) => unknown>> = {
  JSON: (noise) => JSON.parse(JSON.stringify(noise)) as unknown,
  'JSON with the functions put back': (noise) => ({
    ...(JSON.parse(JSON.stringify(noise)) as object),
    ...functions(noise),
  }),
  'without facts': (noise) => ({ ...noise, facts: undefined }),
  'facts as plain data': (noise) => ({ ...noise, facts: { ...noise.facts } }),
  'a fact deleted': (noise) => ({
    ...noise,
    facts: { ...noise.facts, checks: { ...noise.facts.checks, even: undefined } },
  }),
  'facts of another noise': (noise) => ({ ...noise, facts: gaussian(2, { lambda: 7 }).facts }),
  'five times the scale': (noise) => ({ ...noise, lambda: 5 * noise.lambda, sigma: 5 * noise.sigma }),
  'five times the scale, inherited': (noise) =>
    Object.assign(Object.create(noise) as object, { lambda: 5 * noise.lambda }),
  'another family': (noise) => ({ ...noise, family: noise.family === 'gaussian' ? 'laplace' : 'gaussian' }),
  'another sampler': (noise) => ({ ...noise, sample: (_: RandomStream, out: Float64Array) => out.fill(0) }),
  'another density': (noise) => ({ ...noise, logDensity: () => 0 }),
};

function functions(noise: Noise): object {
  return Object.fromEntries(Object.entries(noise).filter(([, value]) => typeof value === 'function'));
}

describe.each(Object.entries(NOISES))('a copy of %s', (_, noise) => {
  for (const p of [1, 2, Infinity]) {
    it(`certifies no more than the noise, against l_${p}`, () => {
      const own = certified(noise, p);
      if (p === 1) expect(own).toBeGreaterThan(0);
      // Every copy is computed anew, so one of them does where that takes long.
      const faithful = Object.entries(FAITHFUL).slice(0, p === 1 ? undefined : 1);
      for (const [name, copy] of faithful) expect(certified(copy(noise), p), name).toBe(own);
      for (const [name, copy] of Object.entries(UNFAITHFUL)) {
        expect(certified(copy(noise) as Noise, p), name).toBe(0);
      }
    });
  }

  it('cannot be cloned with its functions, and a clone without them is no noise', () => {
    expect(() => structuredClone(noise)).toThrow(/could not be cloned/);
    const data = Object.fromEntries(
      // What a noise brings along (law, body, the support's overlap, enclosures) is made of functions as well.
      Object.entries(noise).filter(
        ([name, value]) => typeof value !== 'function' && !['law', 'body', 'support', 'enclosures'].includes(name),
      ),
    );
    expect(certified(structuredClone(data) as unknown as Noise, 1)).toBe(0);
  });

  it('is known where it is faithful, and refused at every other door where not', () => {
    for (const copy of Object.values(FAITHFUL)) expect(factsOf(copy(noise))).toBe(noise.facts);
    const l1 = lpAdversary(1, 2);
    for (const [name, copy] of Object.entries(UNFAITHFUL)) {
      const changed = copy(noise) as Noise;
      expect(factsOf(changed), name).toBe(UNKNOWN_FACTS);
      expect(doubtAbout(changed), name).toMatch(/nothing is known of this noise/);
      expect(() => growth(changed, [0.1, 0], 0.5), name).toThrow(InvalidInput);
      expect(growthRate(changed, l1), name).toBeNull();
      expect(computedRateBound(changed, l1), name).toBeNull();
      expect(() => twoClassRadius(changed, l1, RHO, 0.05), name).toThrow(InvalidInput);
      expect(() => vet(changed, l1, quick), name).toThrow(InvalidInput);
      if (changed.family === 'uniform') expect(() => covariogramRadius(changed, l1, RHO), name).toThrow(InvalidInput);
      if (changed.family === 'exp') {
        expect(certifiedRadius(changed, l1, RHO, { method: 'level-set' }).radius, name).toBe(0);
      }
    }
  });

  it('loses its facts when a member is changed in place', () => {
    const copy = { ...noise };
    expect(factsOf(copy)).toBe(noise.facts);
    (copy as { lambda: number }).lambda = 5;
    expect(factsOf(copy)).toBe(UNKNOWN_FACTS);
  });

  it('cannot change the facts', () => {
    const { facts } = noise;
    expect(() => {
      (facts.checks.even as { status: string }).status = 'proved';
    }).toThrow(TypeError);
    expect(() => {
      (facts as { logPeak: number | null }).logPeak = -1;
    }).toThrow(TypeError);
  });
});

describe('what nobody vouches for', () => {
  const functionsOfLaplace = {
    spec: 'mine',
    dim: 2,
    lambda: 1,
    sigma: Math.SQRT2,
    logDensity: program.logDensity,
    sample: (random: RandomStream, out: Float64Array) => out.set(program.sample(random)),
  };

  it('is unknown of a noise made by hand, and certifies nothing', () => {
    const byHand = { ...functionsOfLaplace, family: 'custom' } as unknown as Noise;
    for (const noise of [byHand, customNoise(functionsOfLaplace)]) {
      for (const check of Object.values(checksOf(noise))) expect(check).toMatchObject({ status: 'unknown' });
      expect(() => vet(noise, lpAdversary(1, 2), quick)).toThrow(InvalidInput);
    }
    // Its sampler and density are taken at their word for what needs no evenness.
    expect(growth(customNoise(functionsOfLaplace), [0.1, 0], 0.5, { seed: 5 }).upper).toBeGreaterThan(0.5);
    expect(() => growth(byHand, [0.1, 0], 0.5)).toThrow(InvalidInput);
  });

  it('does not follow from what is vouched for', () => {
    const sure = { status: 'proved', how: 'said so' } as const;
    const vouched = customNoise(functionsOfLaplace, { checks: { even: sure, absolutelyContinuous: sure } });
    // Nobody said that it has no jumps, so its slopes bound nothing.
    expect(certified(vouched, 1)).toBe(0);
    const smooth = customNoise(functionsOfLaplace, {
      checks: { even: sure, absolutelyContinuous: sure },
      continuous: sure,
    });
    const radius = certified(smooth, 1);
    expect(radius).toBeGreaterThan(0);
    // Laplace against l1: -log(2 (1 - rho)).
    expect(radius).toBeLessThan(-Math.log(2 * (1 - RHO)));
  });

  it('the case that was found: a copy of a Cauchy product against l1', () => {
    const cauchy = productNoise('1/(1+x^2)', 2, unit);
    const l1 = lpAdversary(1, 2);
    const own = certifiedRadius(cauchy, l1, RHO);
    expect(own).toMatchObject({ exact: false });
    // The slope of a Cauchy coordinate has Phi(p) = sin(pi p)/pi: the differential radius is -log tan(pi (1 - rho)/2).
    const exact = -Math.log(Math.tan(0.5 * Math.PI * (1 - RHO)));
    expect(own.radius).toBeLessThanOrEqual(exact);
    expect(own.radius).toBeGreaterThan(exact - 5e-4);
    expect(certifiedRadius({ ...cauchy }, l1, RHO)).toEqual(own);
    expect(certifiedRadius({ ...cauchy, spec: 'mine' }, l1, RHO)).toMatchObject({ radius: 0, exact: false });
  });
});
