/**
 * W4 to W6 in the library: the slopes it hands out, against the shape (geometry) times the radial integral (quadrature)
 * that the theorem makes them, and the efficiencies that follow.
 */
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { meanInverseRadius } from '../vocabulary/level-volumes.ts';
import { leastPhiHalf } from '../../src/vet/information/information-content.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import type { EvidenceContext, NumericInstance } from '../../src/checker/index.ts';
import type { ConvexBody } from '../../src/geometry/body.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { maxProjectionRatio } from '../../src/geometry/functionals/max-projection.ts';
import { logVolume } from '../../src/geometry/functionals/volume.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { inverseScale } from '../../src/noise/rate/level-set.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';

/** The exponent of an l_p norm: 1, 2 or Infinity. */
type Norm = number;

interface Family {
  readonly spec: (d: number) => string;
  readonly shape: Norm;
  /** The radial profile at lambda = 1. */
  readonly f: (d: number) => (t: number) => number;
}

const FAMILIES: readonly Family[] = [
  { spec: () => 'gaussian', shape: 2, f: () => (t) => Math.exp((-t * t) / 2) },
  { spec: () => 'laplace', shape: 1, f: () => (t) => Math.exp(-t) },
  { spec: () => 'exp:linf,k=2', shape: Infinity, f: () => (t) => Math.exp(-t * t) },
  { spec: () => 'exp:linf,k=1', shape: Infinity, f: () => (t) => Math.exp(-t) },
  { spec: () => 'exp:linf,k=1,j=1', shape: Infinity, f: () => (t) => Math.exp(-t) / t },
  { spec: () => 'exp:l1,k=3', shape: 1, f: () => (t) => Math.exp(-(t ** 3)) },
  { spec: () => 'exp:l1,k=0.5', shape: 1, f: () => (t) => Math.exp(-Math.sqrt(t)) },
  { spec: () => 'exp:l2,k=1', shape: 2, f: () => (t) => Math.exp(-t) },
  { spec: (d) => `power:linf,a=${d + 4}`, shape: Infinity, f: (d) => (t) => (1 + t) ** -(d + 4) },
];

const ADVERSARIES: readonly Norm[] = [1, 2, Infinity];
const nameOf = (p: Norm): string => `l${p === Infinity ? 'inf' : p}`;

/** E[1/T] by quadrature, d >= 2. */
function meanInverse(f: (t: number) => number, d: number): number {
  const moment = (power: number): number =>
    integrate((t) => f(t) * t ** power, 0, Infinity, { relativeTolerance: 1e-12, scale: d }).value;
  return ((d - 1) * moment(d - 2)) / (d * moment(d - 1));
}

/** Phi(1/2) of the radius code against the theorem, wherever the library knows it. */
export function* slopesOfTheTable(): Generator<NumericInstance> {
  for (const d of [3, 4, 7]) {
    for (const { spec, shape, f } of FAMILIES) {
      const noise = parseNoise(spec(d), d, { lambda: 1 });
      const inverse = meanInverse(f(d), d);
      for (const p of ADVERSARIES) {
        const rate = growthRate(noise, { kind: 'lp', p, dim: d });
        if (rate === null) continue;
        const slope = maxProjectionRatio(lpBall(shape, d), lpAdversary(p, d)).value * inverse;
        yield {
          label: `${spec(d)}, d = ${d}, against ${nameOf(p)}: Phi(1/2)`,
          left: rate.phiHalf,
          relation: '=',
          right: slope,
          tolerance: 1e-9 * slope,
        };
      }
    }
  }
}

/** E[1/T] of level-set noises with the profile (1 - r)^n, which is rational. */
export function* radialIntegrals(): Generator<NumericInstance> {
  for (const d of [1, 2, 3, 5]) {
    for (const n of [1, 2, 4]) {
      const noise = levelSetNoise({ body: lpBall(Infinity, d), radial: `max(0, 1 - r)^${n}` }, d, { lambda: 1 });
      const exact = toDouble(meanInverseRadius(d, n));
      yield {
        label: `(1 - |x|_inf)^${n}, d = ${d}: E[1/T]`,
        left: inverseScale(noise).value,
        relation: '=',
        right: exact,
        tolerance: 1e-8 * exact,
      };
    }
  }
}

/** eta of every noise with level sets tK against B: (d/2) (|W|/|K|)^{1/d} |K| / sup vol(Pi_v K). */
function efficiency(K: ConvexBody, p: Norm): number {
  const d = K.dim;
  const crystal = wulffCrystal(lpAdversary(p, d));
  const shrink = Math.exp((logVolume(crystal).value - logVolume(K).value) / d);
  return ((d / 2) * shrink) / maxProjectionRatio(K, lpAdversary(p, d)).value;
}

/** At most 1, and 1 for the crystal itself. */
export function* efficiencies({ effort }: { readonly effort: string }): Generator<NumericInstance> {
  for (const d of effort === 'quick' ? [2, 3, 4] : [2, 3, 4, 5]) {
    for (const p of ADVERSARIES) {
      for (const shape of ADVERSARIES) {
        const label = `${nameOf(shape)} ball, d = ${d}, against ${nameOf(p)}`;
        yield { label, left: efficiency(lpBall(shape, d), p), relation: '<=', right: 1, tolerance: 1e-9 };
      }
      const crystal = wulffCrystal(lpAdversary(p, d));
      yield {
        label: `crystal of ${nameOf(p)}, d = ${d}`,
        left: efficiency(crystal, p),
        relation: '=',
        right: 1,
        tolerance: 1e-9,
      };
    }
  }
}

/** The closed forms of W6 against the geometry of the library. */
export function* efficiencyFormulas(): Generator<NumericInstance> {
  let factorial = 1;
  for (let d = 1; d <= 20; d++) {
    factorial *= d;
    if (d < 2) continue;
    const expected = factorial ** (1 / d) / d;
    yield {
      label: `Laplace against l1, d = ${d}`,
      left: efficiency(lpBall(1, d), 1),
      relation: '=',
      right: expected,
      tolerance: 1e-9,
    };
  }
  yield {
    label: 'Gaussian against l1, d = 100',
    left: efficiency(lpBall(2, 100), 1),
    relation: '=',
    right: 0.622672991328,
    tolerance: 1e-9,
  };
}

/** The most that the ends of Phi* may lie apart, relative to it: nearly twice the widest of 360 drawn ones. */
const WIDEST = 2e-7;

/**
 * Noise with cubes for level sets has the least slope against l1 for its volumes: its own Phi(1/2) lies between the
 * ends that the library states for Phi*, and these are close.
 */
export const leastSlopes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 60 }, (random, index) => {
    const dim = dimension(random, 2, 60);
    const spec =
      index % 2 === 0 ? `exp:linf,k=${between(random, 0.5, 20)}` : `power:linf,a=${dim + between(random, 0.5, 20)}`;
    const noise = parseNoise(spec, dim, { lambda: 1 });
    const adversary = lpAdversary(1, dim);
    const slope = growthRate(noise, adversary)?.phiHalf ?? NaN;
    const { lower, upper } = leastPhiHalf(noise, logVolume(wulffCrystal(adversary)));
    const label = `${spec}, d = ${dim}: Phi*`;
    // The slope is a double.
    const tolerance = 1e-13 * slope;
    return [
      { label: `${label}, lower end`, left: lower, relation: '<=' as const, right: slope, tolerance },
      { label: `${label}, upper end`, left: upper, relation: '>=' as const, right: slope, tolerance },
      { label: `${label}, width`, left: upper - lower, relation: '<=' as const, right: WIDEST * slope, tolerance: 0 },
    ];
  }).flat();
