/**
 * The two-class radius: the top class has probability at least pA, every other at most pB.
 *
 * The prediction holds at x + v while G(pB, v) < 1 - G(1 - pA, v). By the differential method the first can rise, and
 * the second fall, no faster than Phi; for even noise Phi(p) = Phi(1 - p), so they cannot meet before r = (1/2)
 * int_{pB}^{pA} dp/Phi = (R(pA) - R(pB))/2, R continued oddly past 1/2. Where G(p, v) <= p + TV(v) is used instead,
 * they do not meet while TV < (pA - pB)/2, that is up to the one-class radius at rho = 1/2 + (pA - pB)/2. With pB = 1 -
 * pA both are the one-class radius. And for any noise a one-class radius bounds all of G (rival-tail.ts), which serves
 * noise that neither method says much about.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { canonicalNoise, isNamed, type CanonicalNoise } from '../noise/named/canonical.ts';
import type { Adversary } from '../geometry/adversary.ts';
import type { Noise } from '../noise/noise.ts';
import { requireKnown } from '../noise/facts.ts';
import { requireSameDimension } from '../noise/same-dimension.ts';
import { radiusRoutes } from './routes/radius-routes.ts';
import type { RadiusRoute } from './routes/route.ts';
import { certifiedRadius, radiusCurve } from './certified-radius.ts';
import type { CertifiedRadius } from './radius.ts';
import { oneClassTail } from './rival-tail.ts';
import { readProbability, type Probability, type TopProbability } from './top-probability.ts';

/**
 * The certified radius for a top class of probability at least pA against others of at most pB each, pA + pB <= 1.
 * 0 when pA <= pB. `rho` of the answer is pA; `upper` is given only where the radius is exact. Throws InvalidInput.
 *
 * @example
 * twoClassRadius(gaussian(2, { sigma: 1 }), lpAdversary(2, 2), 0.9, 0.1).radius // => 1.28155156...
 */
export function twoClassRadius(noise: Noise, adversary: Adversary, pA: Probability, pB: number): CertifiedRadius {
  requireSameDimension(noise, adversary);
  requireKnown(noise, adversary);
  const top = readProbability(pA);
  if (!(pB >= 0 && pB <= 1))
    throw new InvalidInput(`pB is a probability: it must lie in [0, 1], not be ${pB}.`, { code: 'probability' });
  // Half an ulp of 1 is forgiven: 1 - pA may have been rounded.
  if (pB > top.tail + 2 ** -53) {
    throw new InvalidInput(`pA + pB must not exceed 1 (two different classes), but pA = ${top.rho} and pB = ${pB}.`, {
      code: 'probability',
    });
  }
  const gap = top.excess + (0.5 - pB);
  if (gap <= 0 || pB >= top.tail) return certifiedRadius(noise, adversary, pA);
  let best: CertifiedRadius | null = null;
  if (isNamed(noise)) {
    const canonical = canonicalNoise(noise);
    for (const route of radiusRoutes(canonical, adversary, { method: 'differential' })) {
      const found = twoClass(route, canonical, top, pB, gap);
      if (found !== null && found.radius > (best?.radius ?? 0)) best = found;
    }
  }
  if (best?.exact === true) return best;
  for (const found of fromOneClass(noise, adversary, top, pB)) if (found.radius >= (best?.radius ?? 0)) best = found;
  return best!;
}

/** The one-class radius, and the one whose bound on G keeps both classes apart (rival-tail.ts). */
function fromOneClass(
  noise: Noise,
  adversary: Adversary,
  { tail, rho }: TopProbability,
  pB: number,
): CertifiedRadius[] {
  const at = Math.min(oneClassTail(tail, pB), 0.5);
  const [one, lifted] = radiusCurve(noise, adversary, [{ tail }, { tail: at }]) as [CertifiedRadius, CertifiedRadius];
  return [
    { ...one, exact: false, upper: null },
    { ...lifted, rho, exact: false, upper: null, detail: `two-class form by concavity of: ${lifted.detail}` },
  ];
}

function twoClass(
  route: RadiusRoute,
  noise: CanonicalNoise,
  top: TopProbability,
  pB: number,
  gap: number,
): CertifiedRadius | null {
  const detail = `two-class form of: ${route.detail}`;
  const base = { rho: top.rho, method: route.method, upper: null, confidence: route.confidence, detail };
  if (route.twoClass === 'none') return null;
  if (route.twoClass === 'total-variation') {
    const at: TopProbability = { rho: 0.5 + 0.5 * gap, tail: 0.5 * (top.tail + pB), excess: 0.5 * gap };
    const [found] = route.radii([at]);
    if (!found) return null;
    // The sets of both classes fit side by side only where total variation is the whole growth: uniform noise.
    return { ...base, radius: found.radius, exact: found.exact && noise.family === 'uniform' };
  }
  const rise: TopProbability = { rho: 1 - pB, tail: pB, excess: 0.5 - pB };
  const exact = route.tight && isMonotoneAlongALine(noise);
  if (top.excess > 0) {
    const [near, far] = route.radii([top, rise]);
    return near && far ? { ...base, radius: 0.5 * (near.radius + far.radius), exact } : null;
  }
  const [far] = route.radii([rise]);
  if (!far) return null;
  // pA <= 1/2: the part of the integral between 1 - pA and 1/2 is not available.
  const missing: TopProbability = { rho: 1 - top.rho, tail: top.rho, excess: -top.excess };
  const lost = top.excess === 0 ? 0 : (route.radii([missing])[0]?.ceiling ?? Infinity);
  return { ...base, radius: Math.max(0, 0.5 * (far.radius - lost)), exact };
}

/** Noises whose worst sets are half-spaces, so that those of the two classes are disjoint and both are reached. */
function isMonotoneAlongALine(noise: CanonicalNoise): boolean {
  return noise.family === 'gaussian' || noise.family === 'laplace' || (noise.family === 'iid-exp' && noise.s >= 1);
}
