/**
 * Whole reports of `vet`, number against number: slopes of rates, efficiencies, curves and comparisons against the
 * doors of radius and growth, crossings, advice; the same noise at another scale and, written as a formula, under no
 * name.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { computedRateBound } from '../../src/growth/rate/computed.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { knownRadii } from '../../src/radius/certified-radius.ts';
import { bestNoise } from '../../src/vet/advice/recommend.ts';
import type { ComparedNoise, VetReport } from '../../src/vet/report.ts';
import { vet, type VetOptions } from '../../src/vet/vet.ts';
import { agrees, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

const RHOS = [0.55, 0.7, 0.85, 0.95];

function reported(noise: Noise, p: number, options: VetOptions): VetReport {
  const report = vet(noise, lpAdversary(p, noise.dim), { rhos: RHOS, adviceAt: null, compare: false, ...options });
  if (!('curve' in report)) throw new Error(`${noise.spec} was called invalid`);
  return report;
}

/** A noise by its name, and the same by a formula. */
function twins(random: RandomStream, lambda: number): { readonly named: Noise; readonly formula: Noise } {
  // In two and three coordinates a mesh is laid, which takes seconds.
  const dim = [1, 4, 5, 6, 1, 2][random.integer(6)]!;
  const s = between(random, 1.05, 4);
  const a = between(random, 3.2, 9);
  const k = between(random, 1.05, 4);
  const at = { lambda };
  switch (random.integer(5)) {
    case 0:
      return { named: parseNoise('laplace', dim, at), formula: productNoise('exp(-abs(x))', dim, at) };
    case 1:
      return { named: parseNoise(`iid-exp,s=${s}`, dim, at), formula: productNoise(`exp(-abs(x)^${s})`, dim, at) };
    case 2:
      return {
        named: parseNoise(`iid-pareto,a=${a}`, dim, at),
        formula: productNoise(`(1+abs(x))^(-${a + 1})`, dim, at),
      };
    case 3:
      return { named: parseNoise('gaussian', dim, at), formula: productNoise('exp(-x^2/2)', dim, at) };
    default:
      return {
        named: parseNoise(`exp:l2,k=${k}`, dim + 3, at),
        formula: levelSetNoise({ body: lpBall(2, dim + 3), radial: `exp(-r^${k})` }, dim + 3, at),
      };
  }
}

const drawnNorm = (random: RandomStream): number => [1, 2, Infinity][random.integer(3)]!;

/** Two estimates of one number meet. */
const meet = (
  label: string,
  a: { lower: number; upper: number },
  b: { lower: number; upper: number },
  slack = 1e-9,
): NumericInstance[] => {
  if (![a.lower, b.lower].every(Number.isFinite)) return [];
  return [
    ...(Number.isFinite(b.upper)
      ? [atMost(`${label}: meet from below`, a.lower, b.upper, slack * Math.abs(b.upper))]
      : []),
    ...(Number.isFinite(a.upper)
      ? [atMost(`${label}: meet from above`, b.lower, a.upper, slack * Math.abs(a.upper))]
      : []),
  ];
};

/** What stands in one report is what the other doors say. */
const consistent = (label: string, noise: Noise, p: number, report: VetReport): NumericInstance[] => {
  const { phiHalf, slope, wulff, curve, sigma } = report;
  const adversary = lpAdversary(p, noise.dim);
  const known = knownRadii(noise, adversary, RHOS, { quick: true });
  const rate = growthRate(noise, adversary);
  return [
    agrees(`${label}: slope`, slope.lower, 1 / phiHalf.upper, 1e-12),
    agrees(`${label}: slope, upper end`, slope.upper, 1 / phiHalf.lower, 1e-12),
    ...(rate === null ? [] : lies(`${label}: Phi(1/2)`, phiHalf, rate.phiHalf, 1e-9)),
    ...(Number.isFinite(noise.sigma) ? lies(`${label}: sigma`, sigma, noise.sigma, 1e-12) : []),
    ...lies(`${label}: efficiency`, wulff.efficiency, Math.min(1, wulff.phiStar.lower / phiHalf.upper), 1e-9).slice(
      0,
      1,
    ),
    atMost(
      `${label}: efficiency from above`,
      Math.min(1, wulff.phiStar.upper / phiHalf.lower),
      wulff.efficiency.upper,
      1e-9,
    ),
    ...curve.flatMap(({ rho, radius }, i): NumericInstance[] => {
      const name = `${label}, rho = ${rho}`;
      const own = known?.[i];
      return [
        ...(own === undefined
          ? []
          : [atMost(`${name}: no less than the radius`, own.radius, radius.lower * (1 + 1e-6))]),
        ...(own === undefined || own.upper === null
          ? []
          : [atMost(`${name}: no more than its upper end`, radius.lower, own.upper * (1 + 1e-9))]),
        ...(radius.upper === Infinity ? [] : [atMost(`${name}: ends in order`, radius.lower, radius.upper)]),
        ...(i === 0 ? [] : [atMost(`${name}: rising`, curve[i - 1]!.radius.lower, radius.lower * (1 + 1e-9))]),
      ];
    }),
  ];
};

const reports = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 12 }, (random): NumericInstance[] => {
    const [p, lambda] = [drawnNorm(random), between(random, 0.05, 20)];
    if (context.effort === 'quick') {
      const noise = parseNoise('laplace', 1, { lambda });
      return consistent(`laplace, d = 1, lambda = ${lambda}, l${p}`, noise, p, reported(noise, p, {}));
    }
    const { named, formula } = twins(random, lambda);
    const [a, b] = [reported(named, p, {}), reported(formula, p, {})];
    const unit = reported(parseNoise(named.spec, named.dim, { lambda: 1 }), p, {});
    const label = `${named.spec}, d = ${named.dim}, lambda = ${lambda}, l${p}`;
    return [
      ...consistent(label, named, p, a),
      ...consistent(`${label}, as a formula`, formula, p, b),
      ...meet(`${label}: Phi(1/2)`, a.phiHalf, b.phiHalf),
      ...meet(`${label}: Phi*`, a.wulff.phiStar, b.wulff.phiStar),
      ...meet(`${label}: efficiency`, a.wulff.efficiency, b.wulff.efficiency),
      ...meet(`${label}: sigma`, a.sigma, b.sigma),
      ...meet(`${label}: entropy`, a.entropy, b.entropy),
      isTrue(
        `${label}: verdicts do not contradict each other`,
        !(a.verdict !== b.verdict && [a.verdict, b.verdict].every((v) => v === 'optimal' || v === 'suboptimal')),
      ),
      ...a.curve.flatMap(({ rho, radius }, i) =>
        meet(
          `${label}: radius at ${rho}`,
          { lower: b.curve[i]!.radius.lower, upper: Infinity },
          { lower: 0, upper: radius.upper },
        ),
      ),
      agrees(`${label}: Phi(1/2) by the scale`, a.phiHalf.value * lambda, unit.phiHalf.value, 1e-9),
      agrees(`${label}: Phi* by the scale`, a.wulff.phiStar.value * lambda, unit.wulff.phiStar.value, 1e-9),
      agrees(`${label}: efficiency at any scale`, a.wulff.efficiency.value, unit.wulff.efficiency.value, 1e-9),
      {
        label: `${label}: entropy by the scale`,
        left: a.entropy.value - named.dim * Math.log(lambda),
        relation: '=',
        right: unit.entropy.value,
        tolerance: 1e-8 * Math.max(1, Math.abs(unit.entropy.value)),
      },
      ...a.curve.map(({ rho, radius }, i) =>
        agrees(`${label}: radius at ${rho} by the scale`, radius.lower, lambda * unit.curve[i]!.radius.lower, 1e-6),
      ),
    ];
  }).flat();

/** A compared noise has the radii of its name at this sigma, and crosses where it says. */
function compared(label: string, noise: Noise, p: number, report: VetReport, one: ComparedNoise): NumericInstance[] {
  if (one.equal !== 'sigma') return [];
  const adversary = lpAdversary(p, noise.dim);
  const other = parseNoise(one.noise, noise.dim, { sigma: noise.sigma });
  const known = knownRadii(other, adversary, RHOS, { quick: true });
  const rate = growthRate(other, adversary);
  const at = (of: Noise, rho: number): number =>
    knownRadii(of, adversary, [rho], { quick: true, computed: computedRateBound })?.[0]?.radius ?? NaN;
  const name = `${label}: ${one.noise}`;
  return [
    ...(one.radii === null || known === null
      ? []
      : one.radii.map(({ rho, radius }, i) =>
          atMost(`${name} at ${rho}`, known[i]!.radius, radius.lower * (1 + 1e-6)),
        )),
    ...(one.radii === null || known === null
      ? []
      : one.radii.flatMap(({ rho, radius }, i) =>
          known[i]!.upper === null
            ? []
            : [atMost(`${name} at ${rho}: below its upper end`, radius.lower, known[i]!.upper * (1 + 1e-9))],
        )),
    ...(rate === null || !(rate.phiHalf > 0) ? [] : lies(`${name}: slope`, one.slope, 1 / rate.phiHalf, 1e-9)),
    ...(one.crossings ?? []).flatMap(({ lower, upper, above }): NumericInstance[] => {
      const sign = above === 'vetted' ? 1 : -1;
      return [
        atMost(
          `${name}: before the crossing at ${lower}`,
          sign * (at(noise, lower) - at(other, lower)),
          0,
          1e-6 * at(other, lower),
        ),
        atMost(
          `${name}: after the crossing at ${upper}`,
          0,
          sign * (at(noise, upper) - at(other, upper)),
          1e-6 * at(other, upper),
        ),
        atMost(`${name}: the crossing is narrowed`, upper - lower, 0.01),
      ];
    }),
  ];
}

const comparisons = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return [isTrue('compared at full', true)];
  return draws(context, { quick: 1, full: 2 }, (random): NumericInstance[] => {
    // Beyond 16 coordinates vet shoots no rays for uniform noise.
    const [p, dim] = [drawnNorm(random), 17 + random.integer(20)];
    const spec = ['laplace', 'gaussian', 'uniform:linf', `iid-exp,s=${between(random, 1.2, 6)}`][random.integer(4)]!;
    const noise = parseNoise(spec, dim, { sigma: between(random, 0.1, 10) });
    const question = { p: 0.1 + 0.3 * random.uniform(), r: 0.3 * noise.sigma };
    const adviceAt = 0.6 + 0.35 * random.uniform();
    const report = reported(noise, p, { compare: true, adviceAt, growth: [question] });
    const label = `${spec}, d = ${dim}, sigma = ${noise.sigma}, l${p}`;
    const [advice] = report.advice;
    const best = bestNoise(lpAdversary(p, dim), noise.sigma, [adviceAt]);
    const { growth } = growthAgainst(noise, lpAdversary(p, dim), question.r, question.p, {
      samples: 2000,
      confidence: 1 - 1e-9,
    });
    return [
      ...report.comparison.flatMap((one) => compared(label, noise, p, report, one)),
      ...report.growth.flatMap((one) => meet(`${label}: growth`, one.growth, growth, 1e-6)),
      ...(advice === undefined || best === null
        ? [isTrue(`${label}: advice`, advice === undefined && best === null)]
        : [
            agrees(`${label}: advice`, advice.radius.lower, best.radius, 1e-12),
            agrees(
              `${label}: what is advised has its radius`,
              knownRadii(parseNoise(advice.noise, dim, { sigma: noise.sigma }), lpAdversary(p, dim), [adviceAt], {
                quick: true,
              })![0]!.radius,
              advice.radius.lower,
              1e-12,
            ),
            ...['gaussian', 'laplace', 'uniform:linf', 'uniform:l2', 'exp:linf,k=2'].map((other) => {
              const found = knownRadii(
                parseNoise(other, dim, { sigma: noise.sigma }),
                lpAdversary(p, dim),
                [adviceAt],
                { quick: true },
              );
              return atMost(
                `${label}: ${other} is no better than the advice`,
                found?.[0]?.radius ?? 0,
                advice.radius.lower * 1.002,
              );
            }),
            ...best.gains.flatMap(({ noise: other, radius, percent }) =>
              percent === null
                ? []
                : [
                    atMost(`${label}: gain over ${other}`, percent, 100 * (best.radius / radius - 1), 1e-9),
                    atMost(`${label}: gain over ${other}, nearly`, 100 * (best.radius / radius - 1), percent + 0.0101),
                  ],
            ),
          ]),
    ];
  }).flat();
};

/** Of the claim about verdicts. */
export const vetReportsPart: ImplementationPart = {
  id: 'library-reports',
  about: 'implementation',
  implements: ['at-most-one', 'invariant'],
  statement:
    'What a report says is what the doors of radius, growth and rate say: slopes, efficiencies, curves, noises beside at the same sigma, crossings, advice and its gains; by a formula and by a name ends meet, and scales move each number as they should.',
  evidence: [
    numerically('noises by name and by formula, at drawn scales; ends meet, 1e-9, radii 1e-6', reports),
    numerically('noises beside, growth and advice, at full; ends, 1e-6', comparisons),
  ],
};
