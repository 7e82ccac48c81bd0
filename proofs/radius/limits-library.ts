/** The limits against the library's radii: an upper bound on every one of them. */
import { lpAdversary } from '../../src/geometry/adversary.ts';
import type { EvidenceContext, NumericInstance } from '../../src/checker/index.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { logVolume } from '../../src/geometry/functionals/volume.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { librarySpecs, parseNoise } from '../../src/noise/spec.ts';
import { logShapeVolume } from '../../src/noise/named/shape-norm.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';

const RHOS = { quick: [0.9], full: [0.51, 0.75, 0.9, 0.99, 0.999] } as const;

/** R_p(rho) <= d^{1/p - 1/2} / sqrt(2 (1 - rho)) at sigma = 1, p >= 2. */
export function* everyNoise({ effort }: EvidenceContext): Generator<NumericInstance> {
  for (const dim of effort === 'quick' ? [100] : [2, 3, 10, 100, 784]) {
    for (const spec of librarySpecs(dim)) {
      const noise = parseNoise(spec, dim, { sigma: 1 });
      for (const p of effort === 'quick' ? [Infinity] : [2, 4, Infinity]) {
        const curve = radiiOrNone(() => radiusCurve(noise, { kind: 'lp', p, dim }, RHOS[effort]));
        for (const { rho, radius } of curve) {
          const limit = dim ** (1 / p - 1 / 2) / Math.sqrt(2 * (1 - rho));
          const label = `${spec}, d = ${dim}, l_${p}, rho = ${rho}`;
          yield { label, left: radius, relation: '<=', right: limit, tolerance: 1e-12 * limit };
        }
      }
    }
  }
}

/** Some noises have no route to some adversaries; that is not a radius above the limit. */
function radiiOrNone<T>(radii: () => readonly T[]): readonly T[] {
  try {
    return radii();
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}

/** R <= 2 sigma sqrt(d+2) (kappa_d/|W|)^{1/d} (1 - (3/2 - rho)^{1/d}). */
export function* everyUniformBody(): Generator<NumericInstance> {
  for (const dim of [2, 3, 4]) {
    for (const p of [1, 2, Infinity]) {
      const crystal = wulffCrystal(lpAdversary(p, dim));
      const shape = Math.exp((logShapeVolume('l2', dim) - logVolume(crystal).value) / dim);
      const noises = [
        ...(['l1', 'l2', 'linf'] as const).map((norm) => uniform(norm, dim, { sigma: 1 })),
        ...(dim <= 3 ? [uniform(crystal, dim, { sigma: 1 }), uniform(lpBall(3, dim), dim, { sigma: 1 })] : []),
      ];
      for (const noise of noises) {
        for (const rho of [0.6, 0.9, 1]) {
          const [found] = radiiOrNone(() => [certifiedRadius(noise, { kind: 'lp', p, dim }, rho)]);
          if (found === undefined) continue;
          const limit = 2 * Math.sqrt(dim + 2) * shape * (1 - (1.5 - rho) ** (1 / dim));
          const label = `${noise.spec}, d = ${dim}, l_${p}, rho = ${rho}`;
          yield { label, left: found.radius, relation: '<=', right: limit, tolerance: 1e-12 };
        }
      }
    }
  }
}
