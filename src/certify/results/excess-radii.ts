/** Radii of a log above what their rho allows: no log of ours has any unless it was edited. */
import { normOf, parseAdversary } from '../../geometry/adversary.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { findNoise } from '../../noise/spec.ts';
import { certifiedRadius } from '../../radius/certified-radius.ts';
import { radiiFromBounds, radiiFromRho } from './radii-from-rho.ts';
import type { ImageRadius, RunSettings } from './result.ts';

/** Unit in the last of the 12 digits of rho in a log: what rounding down may have taken from it. */
const RHO_UNIT = 1e-12;
/** Relative excess above which a radius counts as above ours. */
const EXCESS = 1e-6;
/** Distinct rho asked again one by one at most. */
const ASKED_AGAIN = 8;
/** Distinct pairs of rho and rival computed at most. */
const PAIRS_ASKED = 256;
const MARGIN = 1.01;

interface Claims {
  readonly images: readonly ImageRadius[];
  /** Of each image. */
  readonly rhos: Float64Array;
  /** Bounds on every other class; null where they were taken together. */
  readonly rivals: Float64Array | null;
}

/** One sentence where radii are above what their rho allows. */
export function excessNotes(settings: RunSettings, adversary: string, claims: Claims, file: string): string[] {
  const { images, rhos, rivals } = claims;
  const { noise } = findNoise(settings.noise, settings.dim, { lambda: settings.lambda });
  // Radii in the box depend on the image, those of splitting noise on votes; shapes from files are not in the log.
  if (noise === null || normOf(adversary) === null) return [];
  const claimed = (i: number): number => (images[i]!.predict < 0 ? 0 : images[i]!.radius);
  const bounds =
    rivals === null
      ? boundsByRho(rhos, claimed, noise, adversary)
      : boundsByPair(rhos, rivals, claimed, noise, adversary);
  let above = 0;
  let worst = -1;
  const excess = (i: number): number => claimed(i) / bounds(i)!;
  images.forEach((_, i) => {
    const bound = bounds(i);
    if (bound === undefined || claimed(i) <= bound * (1 + EXCESS)) return;
    above += 1;
    if (worst < 0 || excess(i) > excess(worst)) worst = i;
  });
  if (worst < 0) return [];
  const beside = rivals === null ? '' : `, rival ${rivals[worst]!}`;
  return [
    `${file}: ${above} of ${images.length} radii are above what their rho allows, as if the log had been edited; worst ` +
      `image ${images[worst]!.index}: rho ${rhos[worst]!}${beside}, radius ${claimed(worst).toPrecision(6)}, ours ` +
      `${bounds(worst)!.toPrecision(6)}. They are counted as they stand.`,
  ];
}

/** What we would certify for an image; undefined where it claims nothing. */
type Bounds = (image: number) => number | undefined;
type Claimed = (image: number) => number;

function boundsByRho(rhos: Float64Array, claimed: Claimed, noise: NamedNoise, adversary: string): Bounds {
  // The largest radius that is claimed for each rho.
  const largest = new Map<number, number>();
  rhos.forEach((rho, i) => {
    const radius = claimed(i);
    if (radius > (largest.get(rho) ?? 0)) largest.set(rho, radius);
  });
  if (largest.size === 0) return () => undefined;
  const bounds = boundsOf(largest, noise, adversary);
  return (i) => bounds.get(rhos[i]!);
}

/**
 * Two-class radii are computed one by one, which may take long, for the radii that are most above what one class
 * allows; for all others the one-class radius at the bound on rivals serves, which no two-class radius exceeds.
 */
function boundsByPair(
  rhos: Float64Array,
  rivals: Float64Array,
  claimed: Claimed,
  noise: NamedNoise,
  adversary: string,
): Bounds {
  const images = Array.from(rhos, (_, i) => i).filter((i) => claimed(i) > 0);
  if (images.length === 0) return () => undefined;
  const lifted = (i: number): number => Math.min(1, rhos[i]! + RHO_UNIT);
  const lowered = (i: number): number => Math.max(0, Math.min(rivals[i]!, 1 - rhos[i]!) - RHO_UNIT);
  const [ceilings, floors] = [(i: number) => 1 - lowered(i), lifted].map((at) =>
    radiiFromRho(noise, adversary, images.map(at)),
  ) as [number[], number[]];
  const bounds = new Map(images.map((i, k) => [i, ceilings[k]!]));
  const suspects = images
    .map((i, k) => ({ i, ratio: claimed(i) / floors[k]! }))
    .filter(({ ratio }) => !(ratio <= 1))
    .sort((x, y) => y.ratio - x.ratio)
    .slice(0, PAIRS_ASKED);
  const radii = radiiFromBounds(
    noise,
    adversary,
    suspects.map(({ i }) => lifted(i)),
    suspects.map(({ i }) => Math.min(lowered(i), 1 - lifted(i))),
  );
  suspects.forEach(({ i }, k) => bounds.set(i, radii[k]!));
  return (i) => bounds.get(i);
}

/** What we would certify at each rho for which something is claimed. */
function boundsOf(largest: ReadonlyMap<number, number>, noise: NamedNoise, adversary: string): Map<number, number> {
  const against = parseAdversary(adversary, noise.dim);
  const rhos = [...largest.keys()];
  const lifted = rhos.map((rho) => (rho < 0.5 ? rho : Math.min(1, rho + RHO_UNIT)));
  const curve = radiiFromRho(noise, adversary, lifted);
  const bounds = new Map(rhos.map((rho, i) => [rho, curve[i]!]));
  // Many rho at once are searched more coarsely than one by one, which certify does and which may take long: the most
  // suspect are asked again, and what they gain is granted to the others, with a margin.
  const suspects = rhos
    .map((rho, i) => ({ rho, lifted: lifted[i]!, claimed: largest.get(rho)!, ours: curve[i]! }))
    .filter(({ claimed, ours }) => claimed > ours * (1 + EXCESS))
    .sort((x, y) => y.claimed / y.ours - x.claimed / x.ours);
  let gain = 1;
  suspects.forEach((suspect, i) => {
    if (i < ASKED_AGAIN) {
      const ours = Math.max(suspect.ours, certifiedRadius(noise, against, suspect.lifted).radius);
      if (suspect.ours > 0) gain = Math.max(gain, ours / suspect.ours);
      bounds.set(suspect.rho, ours);
    } else bounds.set(suspect.rho, suspect.ours * (gain > 1 ? gain * MARGIN : 1));
  });
  return bounds;
}
