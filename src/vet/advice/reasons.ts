/** The library's best noise beside the vetted one, at one probability. */
import type { Adversary } from '../../noise/adversary.ts';
import type { Noise } from '../../noise/noise.ts';
import { enclosed } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { recommend } from './recommend.ts';
import type { CurveSource } from '../curve.ts';
import type { Advice } from '../report.ts';

/** At equal sigma; nothing where sigma is infinite or no noise of the library certifies anything. */
export function adviceFor(noise: Noise, adversary: Adversary, rho: number, own: CurveSource | null): Advice[] {
  if (!Number.isFinite(noise.sigma)) return [];
  try {
    const best = recommend(adversary, noise.dim, { sigma: noise.sigma, rho });
    const { radius, method, confidence } = best.radii[0]!;
    const mine = own === null ? 0 : own([rho])[0]!.radius.lower;
    return [
      {
        noise: best.noise,
        rho,
        radius: enclosed(radius, radius, best.radii[0]!.upper ?? Infinity, method, confidence),
        gainPercent: mine > 0 ? Math.floor((radius / mine - 1) * 1e4) / 100 : null,
        because: `${best.reason.theorem}: ${best.reason.sentence}`,
      },
    ];
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}
