/** Curves of certified radii at equal sigma or at equal volumes of the level sets. */
import { placedRadiusCurves } from '../../src/figures/charts/radius-curves.ts';
import { normLabel } from '../../src/figures/charts/norm-label.ts';
import type { ChartGuide } from '../../src/figures/charts/line-chart.ts';
import {
  growthRate,
  logVolume,
  lpBall,
  parseAdversary,
  parseNoise,
  radiusCurve,
  type Adversary,
  type NamedNoise,
} from '../../src/index.ts';
import { noiseLabel } from '../../src/noise/label.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import type { EqualSize, NoiseCurve, Progress, RadiiAnswer, RadiiQuestion } from './protocol.ts';

/** The answer; a noise without a curve says why. Throws InvalidInput for an adversary that cannot be read. */
export function radiiAnswer(question: RadiiQuestion, report: (progress: Progress) => void): RadiiAnswer {
  const { noises, dim, size, rhos, narrow } = question;
  const adversary = parseAdversary(question.adversary, dim);
  const curves = noises.map((spec, i) => {
    report({ stage: spec, share: i / noises.length });
    return curveOf(spec, adversary, question);
  });
  const drawn = curves.filter(({ points }) => points.some(({ radius }) => radius > 0));
  if (drawn.length === 0) return { curves, chart: null };
  const top = Math.max(...drawn.flatMap(({ points }) => points.map(({ radius }) => radius)));
  return {
    curves,
    chart: placedRadiusCurves({
      title: `Certified radius against ${normLabel(question.adversary)}`,
      subtitle: `d = ${dim}, ${size.equal === 'sigma' ? `σ = ${size.sigma}` : 'equal volumes of the level sets'}; certified, rounded down`,
      curves: drawn.map(({ noise, points }) => ({ label: noiseLabel(noise), points })),
      ...(question.tangents ? { guides: drawn.flatMap(({ slope }) => tangent(slope, rhos.at(-1)!, top)) } : {}),
      // On a phone a picture of its own, whose words can be read; the crossings' would not fit.
      crossings: !narrow,
      width: narrow ? 420 : 760,
      height: narrow ? 400 : 470,
    }),
  };
}

/**
 * Points of the curves last asked for, by curve and rho: where the cursor comes to rest one rho more is wanted, not all
 * again.
 */
const kept = new Map<string, Map<number, CurvePoint>>();
/** Curves that are kept; the oldest goes. */
const MOST_KEPT = 12;

type CurvePoint = NoiseCurve['points'][number];

/** The points at these rhos, of which only those not kept are computed. */
function pointsOf(curve: string, noise: NamedNoise, adversary: Adversary, rhos: readonly number[]): CurvePoint[] {
  const known = kept.get(curve) ?? new Map<number, CurvePoint>();
  kept.delete(curve);
  kept.set(curve, known);
  if (kept.size > MOST_KEPT) kept.delete([...kept.keys()][0]!);
  const missing = rhos.filter((rho) => !known.has(rho));
  for (const { rho, radius, detail } of missing.length === 0
    ? []
    : radiusCurve(noise, adversary, missing, { quick: true }))
    known.set(rho, { rho, radius, detail });
  return rhos.map((rho) => known.get(rho)!);
}

function curveOf(spec: string, adversary: Adversary, { adversary: name, dim, size, rhos }: RadiiQuestion): NoiseCurve {
  try {
    const noise = sized(spec, dim, size);
    const rate = growthRate(noise, adversary)?.phiHalf ?? null;
    const points = pointsOf(JSON.stringify([spec, name, dim, size]), noise, adversary, rhos);
    return { noise: spec, sigma: noise.sigma, slope: rate === null ? null : 1 / rate, points, failure: null };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { noise: spec, sigma: 0, slope: null, points: [], failure: error.message };
  }
}

/** The noise at the size asked for. Throws InvalidInput, also where it has no shape to measure. */
function sized(spec: string, dim: number, size: EqualSize): NamedNoise {
  if (size.equal === 'sigma') return parseNoise(spec, dim, { sigma: size.sigma });
  const unit = parseNoise(spec, dim, { lambda: 1 });
  const log = dim * Math.log(2 * size.halfSide) - logVolume(lpBall(exponentOf(unit), dim)).value;
  return parseNoise(spec, dim, { lambda: Math.exp(log / dim) });
}

/** The norm whose balls the level sets are. */
function exponentOf(noise: NamedNoise): number {
  switch (noise.family) {
    case 'gaussian':
      return 2;
    case 'laplace':
      return 1;
    case 'uniform':
    case 'exp':
    case 'power':
      if (noise.norm === 'l1') return 1;
      if (noise.norm === 'l2') return 2;
      if (noise.norm === 'linf') return Infinity;
      break;
    case 'iid-exp':
      if (noise.s >= 1) return noise.s;
      break;
    case 'iid-pareto':
  }
  throw new InvalidInput(
    `The level sets of ${noise.spec} are no balls of a norm, so there is no volume to make equal.`,
    {
      code: 'argument',
    },
  );
}

/** The tangent at rho = 1/2, as far as it stays in the picture. */
function tangent(slope: number | null, last: number, top: number): ChartGuide[] {
  if (slope === null || !(slope > 0)) return [];
  const end = Math.min(last, 0.5 + top / slope);
  return [{ from: [0.5, 0], to: [end, slope * (end - 0.5)], label: '' }];
}
