/** A log with uniform noise on the grid of bytes, made by the library's own bounds and radii from votes of a test. */
import { writeFileSync } from 'node:fs';
import { nearestLatticeLambda } from '../../src/certify/copies/lattice/uniform-lattice.ts';
import { imageRadii } from '../../src/certify/radii/image-radii.ts';
import { formatResultLog } from '../../src/certify/results/result-log.ts';
import type { CertifiedImage, RunSettings } from '../../src/certify/results/result.ts';
import { runFingerprint } from '../../src/certify/results/run-fingerprint.ts';
import { fixedClassBounds, isCertain, rivalOf } from '../../src/certify/statistics/class-bounds.ts';
import { idealBound } from '../../src/certify/statistics/probability-bound.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { settings as base } from '../certify/results/log-cases.ts';

/** Votes for the class and for the buckets of its rivals. */
export type Votes = readonly [count: number, ...rivals: number[]];

const dim = 3072;
const tau = 7.4e-14;

/** Writes the log of these votes of n copies each, rivals in buckets. */
export async function writeUniformLog(path: string, n: number, votes: readonly Votes[]): Promise<void> {
  const lambda = nearestLatticeLambda(Math.sqrt(0.75), 255);
  const noise = parseNoise('uniform:linf', dim, { lambda });
  const [l1] = imageRadii(noise, [lpAdversary(1, dim)], tau);
  const settings: RunSettings = {
    ...base,
    lambda,
    sigma: noise.sigma,
    grid: { steps: 255, tau },
    adversaries: ['l1'],
    rivals: 'buckets',
    n,
  };
  const rows = votes.map(([count, ...rivals], index): CertifiedImage => {
    const bound = fixedClassBounds({ count, rivals }, n, ErrorBudget.of(settings.alpha));
    const predict = isCertain(idealBound(bound, tau)) ? 3 : -1;
    return {
      index,
      label: 3,
      predict,
      correct: predict === 3,
      seconds: 1,
      rho: bound.rho,
      count,
      n,
      rivals: { bound: rivalOf(bound), counts: rivals },
      radii: new Map([['l1', l1!.radius(bound)]]),
    };
  });
  writeFileSync(path, formatResultLog(settings, await runFingerprint(settings), rows));
}
