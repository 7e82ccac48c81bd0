/**
 * The vetted noise beside the library's at equal sigma, and beside its own Wulff rearrangement at equal level-set
 * volumes (W7: the two comparisons may order noises differently, and so may different rho).
 */
import { levelSetRateBound } from '../noise/rate/level-set.ts';
import { levelSetForm } from '../growth/rate/noise-forms.ts';
import { knownLogVolume, logVolume } from '../geometry/functionals/volume.ts';
import type { ConvexBody } from '../geometry/body.ts';
import type { Adversary } from '../geometry/adversary.ts';
import type { Noise } from '../noise/noise.ts';
import { findNoise } from '../noise/spec.ts';
import { enclosed, type Estimate } from '../numeric/estimate.ts';
import { clamped, inverted } from '../numeric/estimate-algebra.ts';
import { findCrossings } from './crossings.ts';
import { knownPhiHalf } from './phi-half/known-phi-half.ts';
import { curveSource, type CurveSource } from './curve.ts';
import type { ComparedNoise } from './report.ts';
import type { Vetting } from './vetting.ts';

/** The library's noises that stand for its families: the balls, and tails on them; a product where it has a curve. */
const COMPARED_SPECS: readonly string[] = [
  'gaussian',
  'laplace',
  'uniform:linf',
  'uniform:l2',
  'uniform:l1',
  'exp:linf,k=2,j=0',
];
const COMPARED_AGAINST_L1: readonly string[] = [...COMPARED_SPECS, 'iid-exp,s=4'];

/** Compared at equal sigma; nothing where sigma is infinite. */
export function compareWithLibrary({ noise, adversary, plan, curve: own }: Vetting): ComparedNoise[] {
  const { sigma } = noise;
  if (!Number.isFinite(sigma)) return [];
  const specs = adversary.kind === 'lp' && adversary.p === 1 ? COMPARED_AGAINST_L1 : COMPARED_SPECS;
  return specs.flatMap((spec): ComparedNoise[] => {
    if (spec === noise.spec) return [];
    const { noise: other } = findNoise(spec, noise.dim, { sigma });
    if (other === null) return [];
    const phi = knownPhiHalf(other, adversary);
    const source = curveSource({ noise: other, adversary, plan, sampled: null });
    if (phi === null && source === null) return [];
    return [
      {
        noise: other.spec,
        equal: 'sigma',
        slope: phi === null ? UNKNOWN : reciprocal(phi),
        radii: source === null ? null : source(plan.rhos),
        crossings: source === null || own === null ? null : findCrossings(plan.rhos, own, source),
      },
    ];
  });
}

const UNKNOWN: Estimate = enclosed(NaN, 0, Infinity, 'interval');

/** The slope 1/Phi(1/2); Phi is never negative. */
export function reciprocal(phi: Estimate): Estimate {
  return inverted(clamped(phi, 0, Infinity));
}

/**
 * The noise with the same level-set volumes and crystals for level sets: its slope is 1/Phi*; its curve is known where
 * the noise is f(|x|_K) and the crystal is at hand, for then it is f(c |x|_W) with |W| = c^d |K|.
 */
export function compareWithRearrangement(vetting: Vetting): ComparedNoise {
  const { noise, adversary, plan, curve: own, phiStar } = vetting;
  const { body } = vetting.crystal;
  const source = body === null ? null : rearrangementCurve(noise, adversary, body);
  return {
    noise: 'wulff-rearrangement',
    equal: 'level-set-volumes',
    slope: reciprocal(phiStar),
    radii: source === null ? null : source(plan.rhos),
    crossings: source === null || own === null ? null : findCrossings(plan.rhos, own, source),
  };
}

function rearrangementCurve(noise: Noise, adversary: Adversary, crystal: ConvexBody): CurveSource | null {
  const form = levelSetForm(noise);
  if (form === null) return null;
  const of = knownLogVolume(crystal, { samples: 0 });
  if (of === null) return null;
  const to = logVolume(form.body);
  // f(|x|_W/(s lambda)), s^d |W| = |K|, and Phi is proportional to 1/s: rounded up.
  const scale = Math.exp((of.upper - to.lower) / noise.dim);
  const bound = levelSetRateBound({ body: crystal, law: form.law }, adversary)?.scaled(scale / noise.lambda);
  if (bound?.isFinite !== true) return null;
  return (rhos) =>
    rhos.map((rho) => {
      const radius = rho > 0.5 ? bound.radius(1 - rho) : 0;
      return { rho, radius: enclosed(radius, radius, rho > 0.5 ? Infinity : 0, 'differential') };
    });
}
