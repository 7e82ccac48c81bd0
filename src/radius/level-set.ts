/**
 * The level-set method of R2 as a function: exact radii of Exp-l2 (any k, j < d), Power-l2 (any k, a > d/k), and of the
 * l1- and linf-shaped noises along their worst direction, at any dimension up to 200,000 (radius/routes/neyman-pearson.ts
 * says which). One likelihood-ratio test is a quadrature over the radius (growth/likelihood-ratio/spherical.ts, axis-test.ts); the
 * search over shifts and thresholds is level-set-solver.ts.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { adversaryName } from '../noise/adversary.ts';
import type { Adversary } from '../noise/adversary.ts';
import { requireKnown } from '../noise/facts.ts';
import { canonicalNoise } from '../noise/named/canonical.ts';
import type { NamedNoise } from '../noise/noise.ts';
import { reach } from '../noise/reach.ts';
import { neymanPearsonRoutes } from './routes/neyman-pearson.ts';
import type { CertifiedRadius } from './radius.ts';
import { isTight } from './tightness.ts';
import { readProbability } from './top-probability.ts';
import type { Probability } from './top-probability.ts';

/** The level-set radius at rho. Throws InvalidInput where the method does not apply. */
export function levelSetRadius(noise: NamedNoise, adversary: Adversary, rho: Probability): CertifiedRadius {
  return levelSetCurve(noise, adversary, [rho])[0]!;
}

/**
 * Level-set radii for many rho, in the order given; neighbours help each other, so a curve costs far less than its points.
 * A spherical noise serves every adversary, at lambda R / max_{v in B} |v|_2, and exactly; the others serve l1 and linf.
 * 1 - rho below 1e-24 is raised to it. Throws InvalidInput where the method does not apply.
 */
export function levelSetCurve(
  noise: NamedNoise,
  adversary: Adversary,
  rhos: readonly Probability[],
): CertifiedRadius[] {
  requireKnown(noise);
  const canonical = canonicalNoise(noise);
  const own = adversary.kind === 'lp' ? (adversary.dim === 1 ? 1 : adversary.p) : null;
  const found = neymanPearsonRoutes(canonical).find(
    ({ p, spherical, route }) => route.tight && (spherical || p === own),
  );
  if (found === undefined || noise.dim !== adversary.dim) {
    throw new InvalidInput(
      `The level-set method does not serve ${noise.spec} (d = ${noise.dim}) against ${adversaryName(adversary)} ` +
        `(d = ${adversary.dim}): use exp:l2 or power:l2 against any norm, or an l1 or linf shape against l1 or linf.`,
    );
  }
  const { value, exact: attained } = found.spherical ? reach(adversary, 2) : { value: 1, exact: true };
  const factor = canonical.lambda / value;
  const all = rhos.map(readProbability);
  const positive = all.filter(({ excess }) => excess > 0);
  const radii = found.route.radii(positive);
  let next = 0;
  return all.map(({ rho, excess }) => {
    const radius = excess > 0 ? radii[next++]! : { radius: 0, upper: 0, exact: true };
    return {
      rho,
      radius: radius.radius * factor * (1 - 4 * Number.EPSILON),
      method: 'level-set',
      exact: attained && isTight({ lower: radius.radius, upper: radius.upper }),
      upper: radius.upper === null || !attained ? null : radius.upper * factor * (1 + 4 * Number.EPSILON),
      confidence: 1,
      detail: excess > 0 ? found.route.detail : 'no majority: rho <= 1/2',
    };
  });
}
