/** The parts that tie a row to the code: radii, rates and scales of the library against the row's own formulas. */
import {
  compile,
  library,
  numerically,
  type EnclosedInstance,
  type Expression,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Method } from '../../src/numeric/estimate.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { toRational } from '../../src/numeric/algebra/rational.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { radiusRoutes } from '../../src/radius/routes/radius-routes.ts';
import { readProbability } from '../../src/radius/top-probability.ts';

/** One noise of the row at lambda = 1, and the values of the formula's variables other than rho and p. */
export interface LibraryCase {
  readonly noise: string;
  readonly adversary: string;
  readonly dim: number;
  /** Integers or rationals as strings. `d` is set to the dimension. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The same tie, to other steps of the row than `tight`, `rate` or `sigma`. */
export const tiedTo = (part: ImplementationPart, ...steps: ImplementationPart['implements']): ImplementationPart => ({
  ...part,
  implements: steps,
});

const RHOS = [0.501, 0.6, 0.75, 0.9, 0.99, 0.9999];

/** A double as the rational it is. */
export const exactText = (x: number): string => toRational(x).toFraction();

/** The values of a formula's variables at a case, but for rho and p. */
export const formulaValues = ({ dim, parameters }: LibraryCase): Record<string, string> => ({
  d: String(dim),
  ...parameters,
});
/** A case in words. */
export const labelOf = ({ noise, adversary, dim }: LibraryCase): string => `${noise}, ${adversary}, d = ${dim}`;

/** The radius of the row's own route at lambda = 1, without the conversions and other methods that may beat it. */
export function rowRadius(one: LibraryCase, rho: number, method: Method): number {
  const noise = canonicalNoise(parseNoise(one.noise, one.dim, { lambda: 1 }));
  for (const route of radiusRoutes(noise, parseAdversary(one.adversary, one.dim), { method: 'differential' })) {
    if (route.convertedFrom !== null || route.method !== method || route.detail.includes('Fisher')) continue;
    return route.radii([readProbability(rho)])[0]?.radius ?? NaN;
  }
  return NaN;
}

/** What the library certifies at lambda = 1. */
export const bestRadius = (one: LibraryCase, rho: number): number =>
  certifiedRadius(parseNoise(one.noise, one.dim, { lambda: 1 }), parseAdversary(one.adversary, one.dim), rho).radius;

/**
 * The library's radius is below the formula R(rho), by at most 1e-9 of it: certifiedRadius itself where the row is
 * exact; where it is not, the row's own route by the method named, and certifiedRadius is no worse.
 */
export const radiusPart = (
  cases: readonly LibraryCase[],
  radius: Expression,
  { route, rhos = RHOS }: { readonly route?: Method; readonly rhos?: readonly number[] } = {},
): ImplementationPart => ({
  id: 'library-radius',
  about: 'implementation',
  implements: ['tight'],
  statement: "The library's radius is at most the formula and within $10^{-9}$ of it.",
  evidence: [
    library(`${cases.map(labelOf).join('; ')}; rho = ${rhos.join(', ')}`, () =>
      cases.flatMap((one) =>
        rhos.flatMap((rho): EnclosedInstance[] => {
          const at = { ...formulaValues(one), rho: exactText(rho) };
          const name = `${labelOf(one)}, rho = ${rho}`;
          const best = { label: name, expression: radius, at };
          if (route === undefined) return [{ ...best, value: bestRadius(one, rho), relation: 'lower-bound' }];
          return [
            ...(rho === 0.9 ? [{ ...best, value: bestRadius(one, rho), relation: 'at-least' as const }] : []),
            { ...best, label: `${name}, own route`, value: rowRadius(one, rho, route), relation: 'lower-bound' },
          ];
        }),
      ),
    ),
  ],
});

/** The noise's sigma at lambda = 1 is the square root of the formula for sigma^2, at one place. */
export const sigmaInstance = (one: LibraryCase, variance: Expression): EnclosedInstance => ({
  label: labelOf(one),
  value: parseNoise(one.noise, one.dim, { lambda: 1 }).sigma,
  relation: 'close',
  expression: { op: 'power', base: variance, exponent: { op: 'rational', numerator: '1', denominator: '2' } },
  at: formulaValues(one),
  tolerance: '1e-11',
});

/** The same where somebody chose. */
export const sigmaPart = (cases: readonly LibraryCase[], variance: Expression): ImplementationPart => ({
  id: 'library-sigma',
  about: 'implementation',
  implements: ['sigma'],
  statement: "The noise's sigma at $\\lambda = 1$ is the formula's.",
  evidence: [library(cases.map(labelOf).join('; '), () => cases.map((one) => sigmaInstance(one, variance)))],
});

const MASSES = [1e-6, 0.01, 0.3, 0.49];

/** growthRate is the formula Phi(p), at one place. */
export function rateInstance(one: LibraryCase, rate: Expression, p: number): EnclosedInstance {
  const found = growthRate(parseNoise(one.noise, one.dim, { lambda: 1 }), parseAdversary(one.adversary, one.dim));
  return {
    label: `${labelOf(one)}, p = ${p}`,
    value: found === null ? NaN : found.phi(p),
    relation: 'close',
    expression: rate,
    at: { ...formulaValues(one), p: exactText(p) },
  };
}

/** The same where somebody chose. */
export const libraryRatePart = (
  cases: readonly LibraryCase[],
  rate: Expression,
  masses: readonly number[] = MASSES,
): ImplementationPart => ({
  id: 'library-rate',
  about: 'implementation',
  implements: ['rate'],
  statement: '`growthRate` is the formula $\\Phi(p)$ within $10^{-9}$ of it.',
  evidence: [
    library(`${cases.map(labelOf).join('; ')}; p = ${masses.join(', ')}`, () =>
      cases.flatMap((one) => masses.map((p) => rateInstance(one, rate, p))),
    ),
  ],
});

/**
 * Int_{1-rho}^{1/2} dp/Phi(p) and a bound on its error, by quadrature. `kinks` of Phi, as a quadrature does not notice
 * that it has missed one.
 */
export function integralOfInverseRate(
  phi: (p: number) => number,
  rho: number,
  kinks: readonly number[] = [],
): { readonly value: number; readonly error: number } {
  // In u = -log p: 1/Phi is about 1/p near 0.
  const integrand = (u: number): number => Math.exp(-u) / phi(Math.exp(-u));
  const breakpoints = kinks.map((p) => -Math.log(p));
  const { value, error } = integrate(integrand, Math.LN2, -Math.log(1 - rho), {
    relativeTolerance: 1e-11,
    breakpoints,
  });
  return { value, error: error + 1e-11 * value };
}

/**
 * The row's own route at these rho: below int_{1-rho}^{1/2} dp/Phi(p), by at most 1e-9 of it, the integral by
 * quadrature.
 */
export const integralInstances = (
  one: LibraryCase,
  phi: (p: number) => number,
  rhos: readonly number[],
): NumericInstance[] =>
  rhos.flatMap((rho) => {
    const radius = rowRadius(one, rho, 'differential');
    const { value, error } = integralOfInverseRate(phi, rho);
    const label = `${labelOf(one)}, rho = ${rho}`;
    return [
      { label, left: radius, relation: '<=' as const, right: value, tolerance: error },
      { label, left: radius, relation: '>=' as const, right: value, tolerance: error + 1e-9 * value },
    ];
  });

/** The values of a formula's variables at a case as doubles, but for rho and p. */
export const numericValues = (one: LibraryCase): Record<string, number> =>
  Object.fromEntries(Object.entries(formulaValues(one)).map(([name, text]) => [name, toRational(text).valueOf()]));

/** Phi(p) of a formula at a case, in floating point. */
function compiledRate(one: LibraryCase, rate: Expression): (p: number) => number {
  const phi = compile(rate);
  const parameters = numericValues(one);
  return (p) => phi({ ...parameters, p });
}

/** The same at listed cases; at rho = 0.9 certifiedRadius is no worse. */
export const integralRadiusPart = (
  cases: readonly LibraryCase[],
  rate: Expression,
  rhos: readonly number[] = [0.501, 0.6, 0.9, 0.99],
): ImplementationPart => ({
  id: 'library-radius',
  about: 'implementation',
  implements: ['rate'],
  statement: 'The radius of this route is at most $\\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ and within $10^{-9}$ of it.',
  evidence: [
    numerically(
      `${cases.map(labelOf).join('; ')}; the tolerance is 1e-9 of the radius, or the quadrature's own error bound`,
      () =>
        cases.flatMap((one): NumericInstance[] => {
          const own = rowRadius(one, 0.9, 'differential');
          const best = bestRadius(one, 0.9);
          const name = `${labelOf(one)}, rho = 0.9, best`;
          return [
            ...integralInstances(one, compiledRate(one, rate), rhos),
            { label: name, left: best, relation: '>=', right: own, tolerance: 1e-9 * own },
          ];
        }),
    ),
  ],
});
