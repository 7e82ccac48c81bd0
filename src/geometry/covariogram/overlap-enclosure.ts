/**
 * The overlap of any symmetric convex body from its gauge and its projection alone.
 *
 * With c = vol(Pi_v K)/|K| and g = gauge(v):
 *   max(1 - c, (1 - g/2)^d)  <=  o(v)  <=  (1 - c/d)_+^d.
 * Below: K minus (K + v) lies in the union over the shadow of segments of length |v| (so 1 - c), and K n (K + v)
 * contains v/2 + (1 - g/2) K (U5). Above: o^{1/d} is concave (U1) with value 1 and slope -c/d at 0 (U4).
 */
import { enclosed, type Estimate } from '../../numeric/estimate.ts';

/** The enclosure for a body of R^dim, `gauge` = gauge(v) in [0, 2), `projection` an estimate of vol(Pi_v K)/|K|. */
export function overlapEnclosure(dim: number, gauge: number, projection: Estimate): Estimate {
  const own = power(1 - gauge / 2, dim);
  const lower = Math.max(own * (1 - 1e-12), 1 - projection.upper * (1 + 1e-14), 0);
  const upper = Math.min(1, power(1 - projection.lower / dim, dim) * (1 + 1e-12));
  const top = Math.max(lower, upper);
  return enclosed(0.5 * (lower + top), lower, top, 'interval', projection.confidence);
}

function power(base: number, exponent: number): number {
  return base <= 0 ? 0 : Math.exp(exponent * Math.log(base));
}
