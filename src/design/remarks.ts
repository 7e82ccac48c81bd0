/** What a reader of a design must know: what is proved of it, what was only searched, and what the numbers rest on. */
import type { CertifiedProposal } from './certified.ts';
import type { DesignPlan } from './design-options.ts';
import { shownProbability, type DesignedShape, type HeldAgainst } from './report.ts';

/** A share this near to 1 counts as reached: the bound is computed to 1e-6, and radii are rounded down. */
const REACHED = 1 - 3e-6;

/** Sentences, the weightiest first. */
export function designRemarks(
  best: CertifiedProposal,
  bounds: readonly HeldAgainst[],
  shape: DesignedShape | null,
  { sigma, rho }: DesignPlan,
): string[] {
  return [
    optimality(best, bounds),
    'Best found is not best possible: the search looked at families with one or two parameters; only the bounds speak of noises that were not looked at.',
    `The radius is certified of the file as written, read back at sigma = ${sigma}: per coordinate, sigma^2 = E|X|_2^2/d, in the units of the radius.`,
    ...shapeRemark(shape),
    `It is the best found at rho = ${shownProbability(rho)}; at another rho the order may be another (W7): its curve stands beside the others.`,
  ];
}

/** What the bounds say of this design. */
function optimality({ form, built }: CertifiedProposal, bounds: readonly HeldAgainst[]): string {
  const of = (name: HeldAgainst['name']): HeldAgainst | undefined => bounds.find((bound) => bound.name === name);
  const all = of('quasi-concave')!;
  if (all.share >= REACHED) {
    return `No even noise with convex level sets certifies more at this sigma and rho: the bound by Gauss's inequality is reached (${percent(all.share)}).`;
  }
  const gap = `at most ${missing(all.share)} more is possible for even noise with convex level sets (Gauss's inequality)`;
  const logConcave = of('log-concave')!;
  if (logConcave.share >= REACHED && logConcave.share <= 1) {
    return (
      'No log-concave noise certifies more at this sigma and rho, and no even noise does by the differential method; by other methods, ' +
      `${gap}.`
    );
  }
  const round = of('round');
  const isRound = built.family === 'gaussian' || ('norm' in built && built.norm === 'l2');
  const among =
    round !== undefined && round.share <= 1 && (isRound || form === 'level-set')
      ? ` Noise that depends on |x|_2 alone certifies at most ${missing(round.share)} more.`
      : '';
  return `${gap.charAt(0).toUpperCase()}${gap.slice(1)}.${among}`;
}

function shapeRemark(shape: DesignedShape | null): string[] {
  if (shape === null) return [];
  const { distance, crystal, tried } = shape;
  if (distance === null)
    return [`A free shape was searched among ${tried} zonotopes; there is no crystal to compare it with.`];
  const near = `${Number((100 * distance).toPrecision(2))} %`;
  return [
    `With the shape free, uniform noise was the steepest at rho -> 1/2 on a shape whose widths are those of a multiple of the ${crystal ?? 'crystal'} ` +
      `to ${near} (${tried} zonotopes looked at, none given).`,
  ];
}

const percent = (share: number): string => `to ${Math.floor(1e6 * share) / 1e4} %`;

/** How much larger the bound is, rounded up. */
const missing = (share: number): string => `${Math.ceil(1e4 * (1 / share - 1)) / 100} %`;
