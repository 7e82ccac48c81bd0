/**
 * Radii of images: a function of the bound on the top probability (and, for the box, of the image), computed once a
 * bound. Counts repeat, so ten thousand images need a few thousand radii at most.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Method } from '../../numeric/estimate.ts';
import type { Noise } from '../../noise/noise.ts';
import { add } from '../../numeric/directed.ts';
import { certifiedRadius } from '../../radius/certified-radius.ts';
import type { CertifiedRadius } from '../../radius/radius.ts';
import { twoClassRadius } from '../../radius/two-class-radius.ts';
import { boxL1Radius, reachableDistances } from './box-l1.ts';
import { certifyAdversaryName, requireAdversaries, type CertifyAdversary } from './certify-adversary.ts';
import { isCertain, rivalOf } from '../statistics/class-bounds.ts';
import { idealBound, type ProbabilityBound } from '../statistics/probability-bound.ts';

/** How a radius was obtained. */
export interface RadiusSource {
  /** `conversion` where it comes from another norm's radius. */
  readonly method: Method;
  readonly detail: string;
  /**
   * 1, unless the formula itself rests on samples: then all its certificates are wrong together with probability 1 -
   * confidence.
   */
  readonly confidence: number;
}

/** Radii against one adversary. */
export interface AdversaryRadii {
  readonly adversary: string;
  /** Whether the radius depends on the image, too. */
  readonly needsImage: boolean;
  /**
   * Certified radius, rounded down, nondecreasing in rho; 0 where no class is certain. A bound on the strongest rival
   * makes it the two-class radius (claim G4). Without `pixels` (where they are needed): a radius that holds for every
   * image.
   */
  radius(bound: ProbabilityBound, pixels?: Float32Array): number;
  /** Every way a radius has been obtained so far. */
  sources(): readonly RadiusSource[];
}

/**
 * Radii of a noise against each adversary, in the order given, from bounds on the law that is drawn, which is within
 * `tau` of the noise's in total variation: radii are those of rho - tau. Throws InvalidInput where no formula is known,
 * before any sample is drawn.
 */
export function imageRadii(noise: Noise, adversaries: readonly CertifyAdversary[], tau = 0): AdversaryRadii[] {
  requireAdversaries(adversaries, noise.dim);
  return adversaries.map((adversary) => {
    const radii = adversary.kind === 'l1-box' ? boxRadii(noise) : formulaRadii(noise, adversary);
    // One evaluation shows whether there is a formula at all.
    radii.radius({ rho: 0.75, tail: 0.25 });
    if (tau === 0) return radii;
    return { ...radii, radius: (bound, pixels) => radii.radius(idealBound(bound, tau), pixels) };
  });
}

function formulaRadii(noise: Noise, adversary: Exclude<CertifyAdversary, { kind: 'l1-box' }>): AdversaryRadii {
  const known = new Map<string, number>();
  const sources = new Map<string, RadiusSource>();
  const search = ({ tail, rival }: ProbabilityBound): CertifiedRadius =>
    rival === undefined || rival >= tail
      ? certifiedRadius(noise, adversary, { tail })
      : twoClassRadius(noise, adversary, { tail }, rival);
  return {
    adversary: certifyAdversaryName(adversary),
    needsImage: false,
    radius(bound) {
      if (!isCertain(bound)) return 0;
      const key = `${bound.tail},${rivalOf(bound)}`;
      let radius = known.get(key);
      if (radius === undefined) {
        const found = search(bound);
        const { method, detail, confidence } = found;
        sources.set(detail, { method, detail, confidence });
        radius = found.radius;
        known.set(key, radius);
      }
      return radius;
    },
    sources: () => [...sources.values()],
  };
}

function boxRadii(noise: Noise): AdversaryRadii {
  if (noise.family !== 'uniform' || noise.norm !== 'linf') {
    throw new InvalidInput(`The box-constrained l1 radius is known for uniform:linf noise only, not ${noise.spec}.`, {
      code: 'not-known',
    });
  }
  const { lambda } = noise;
  return {
    adversary: 'l1-box',
    needsImage: true,
    radius: (bound, pixels) => {
      if (!isCertain(bound)) return 0;
      // The growth function of uniform noise is min(1, p + TV): two classes do not meet while TV < (pA - pB)/2.
      const tail = 0.5 * add(bound.tail, rivalOf(bound), 'up');
      return boxL1Radius(tail, lambda, pixels === undefined ? fullDistances(noise.dim) : reachableDistances(pixels));
    },
    sources: () => [
      { method: 'covariogram', detail: 'overlap of cubes over shifts that stay in [0, 1]^d (l1)', confidence: 1 },
    ],
  };
}

/** Distances of an image of zeros and ones, from which all others reach less far: the least radius of all images. */
const fullDistances = (dim: number): Float64Array => new Float64Array(dim).fill(1);
