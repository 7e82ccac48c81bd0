/** The library's best noise beside the vetted one, at one probability. */
import { enclosed } from '../../numeric/estimate.ts';
import type { Advice } from '../report.ts';
import type { Vetting } from '../vetting.ts';
import { bestNoise } from './recommend.ts';

/** At equal sigma; nothing where sigma is infinite or no noise of the library certifies anything. */
export function adviceFor({ noise, adversary, curve }: Vetting, rho: number): Advice[] {
  const { sigma } = noise;
  const best = sigma > 0 && Number.isFinite(sigma) ? bestNoise(adversary, sigma, [rho]) : null;
  if (best === null) return [];
  const { radius, method, confidence, upper } = best.radii[0]!;
  const mine = curve === null ? 0 : curve([rho])[0]!.radius.lower;
  return [
    {
      noise: best.noise,
      rho,
      radius: enclosed(radius, radius, upper ?? Infinity, method, confidence),
      gainPercent: mine > 0 ? Math.floor((radius / mine - 1) * 1e4) / 100 : null,
      because: `${best.reason.theorem}: ${best.reason.sentence}`,
    },
  ];
}
