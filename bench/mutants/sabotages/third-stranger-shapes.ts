/**
 * The third stranger’s faults of geometry, certificates, verdicts, formulas and designs.
 */
import { sabotage as by, type Sabotage } from './sabotage.ts';

export const THIRD_STRANGER_SHAPES: readonly Sabotage[] = [
  by(
    'geometry/functionals/maximal-crystal.ts',
    'gain: Math.expm1((Math.log(volume) - Math.log(equal)) / dim),',
    'gain: Math.expm1(Math.log(volume) - Math.log(equal)),',
    'vet',
    'maximalCrystal: the gain is that of the volume, not of its d-th root',
  ),
  by(
    'geometry/functionals/reach.ts',
    'return adversary.body.inradius * (a <= 2 ? 1 : dim ** (1 / a - 1 / 2));',
    'return adversary.body.inradius * Math.max(1, dim ** (1 / a - 1 / 2));',
    'U4',
    'innerReach: the constant between norms is that of the circumradius, the other way round, so too large a ball is said to lie inside the body',
  ),
  by(
    'geometry/functionals/volume-by-balls.ts',
    'mixed &&= report.mixed;',
    'mixed = report.mixed;',
    'U4',
    'logVolumeByBalls: only the last phase has to have mixed for the confidence to stand',
  ),
  by(
    'geometry/covariogram/overlap.ts',
    'const n = Math.max(1, Math.floor(Math.min(plan.samples, drawn.effectiveSamples)));',
    'const n = Math.max(1, plan.samples);',
    'G1',
    'overlap: the states of a walk count as independent samples',
  ),
  by(
    'geometry/bodies/polar.ts',
    'if (back !== null) return linearImage(transpose(back), lpBall(2, dim));',
    'if (back !== null) return linearImage(back, lpBall(2, dim));',
    'U4',
    'polarOf: the polar of the ellipsoid A B is A^-1 B instead of A^-T B',
  ),
  by(
    'geometry/exact/small-determinant.ts',
    'if (!(2 * longest ** dim < 2 ** 53)) return null;',
    'if (!(2 * longest ** (dim / 2) < 2 ** 53)) return null;',
    'U4',
    'smallDeterminant: 2 H instead of 2 H^2 is kept below 2^53, so products in the elimination may be rounded',
  ),
  by(
    'geometry/covariogram/cross-polytope-overlap.ts',
    `for (let i = 0; i < m; i++) {
      sum += binomial(dim, n + i + 1)`,
    `for (let i = 0; i < m - 1; i++) {
      sum += binomial(dim, n + i + 1)`,
    'U4',
    'iteratedIntegral: the last term of the sum is left out where the shift lies beyond the kink (|x| > c)',
  ),
  by(
    'certify/grid/grid-subject.ts',
    '...addedSubject(drawn, there, adversaries, { ...options, tau }),',
    '...addedSubject(drawn, there, adversaries, options),',
    'certify-fixed',
    'gridSubject: radii of copies on a grid are not told of tau, which the subject still states',
  ),
  by(
    'certify/copies/quantile-table.ts',
    'const TOLERANCE = 2 ** -24;',
    'const TOLERANCE = 2 ** -14;',
    'certify-fixed',
    'quantileTable: cubics that miss Q by 6e-5 are good enough, not 6e-8',
  ),
  by(
    'certify/predict-image.ts',
    "multiply(n, tau, 'up')",
    "multiply(votes[0] + votes[1], tau, 'up')",
    'certify-fixed',
    'predictImage: tau is paid for the samples of the two leading classes only, not for all n',
  ),
  by(
    'certify/statistics/buckets.ts',
    'rivals: rivals.map((classes) => sum(counts, classes) + allTies - sum(nearTies, classes)),',
    'rivals: rivals.map((classes) => sum(counts, classes) + Math.min(allTies, nearTies[first]!)),',
    'runner-up',
    'bucketVotes: of the near-ties a bucket of rivals gets those of the first class alone, not those of other rivals',
  ),
  by(
    'certify/results/accuracy.ts',
    'right[Math.floor((right.length - 1) / 2)]!',
    'right[Math.floor(right.length / 2)]!',
    'certify-fixed',
    'runAccuracy: the upper median of an even number of radii, where the lower one is stated',
  ),
  by(
    'vet/phi-half/known-phi-half.ts',
    'if (rate !== null && rate.exact) return closedForm(rate.phiHalf);',
    'if (rate !== null) return closedForm(rate.phiHalf);',
    'vet',
    'knownPhiHalf: a rate that is an upper bound only is reported as Phi(1/2) in closed form, with both ends',
  ),
  by(
    'vet/crossings.ts',
    'const band = a.value - a.lower + (b.value - b.lower) + 1e-9 * Math.max(a.value, b.value);',
    'const band = a.value - a.lower + 1e-9 * Math.max(a.value, b.value);',
    'vet',
    "signOf: only the vetted curve's uncertainty counts, not the other's",
  ),
  by(
    'vet/phi-half/jumps.ts',
    'const { value, upper } = halves[k]!;',
    'const { value, value: upper } = halves[k]!;',
    'vet',
    'jumpsAlong: what small shifts show is held against the average of the slopes instead of against its upper end',
  ),
  by(
    'formula/sign.ts',
    "if (!fractional && signOf(node.base, 'half-line') !== 'nonnegative') return 'unknown';",
    "if (!fractional && node.exponent % 2 === 0 && signOf(node.base, 'half-line') !== 'nonnegative') return 'unknown';",
    'G1',
    'monotonicity: odd powers are monotone whatever the sign of the base, negative ones across their pole too',
  ),
  by(
    'formula/quadratic-form.ts',
    'add(others, k, 0.5 * Math.abs(value));',
    'add(others, k, Math.max(0, -0.5 * value));',
    'vet-enclosure',
    'isSemidefinite: mixed terms with a positive coefficient are not counted, as if x_i x_j were positive',
  ),
  by(
    'formula/cells/derivatives.ts',
    'put(1, sechSquared(Math.max(-l, h), -1), sechSquared(near, 1));',
    'put(1, sechSquared(Math.abs(h), -1), sechSquared(near, 1));',
    'vet-enclosure',
    'functionRanges: the least slope of tanh on [l, h] is taken at h, even where l is farther from 0',
  ),
  by(
    'formula/cells/cells.ts',
    'const width = multiplyUp(addUp(b, -a), 0.125 * this.half(k, i) * this.half(k, j));',
    'const width = multiplyUp(addUp(b, -a), 0.0625 * this.half(k, i) * this.half(k, j));',
    'G1',
    'Cells.mean: mixed second derivatives enter with half of their bound',
  ),
  by(
    'design/bounds/truncated-exponential.ts',
    ': farQuantile(b, tail) / Math.sqrt(farVariance(a));',
    ': farQuantile(b, tail) / Math.sqrt(farVariance(b));',
    'limits',
    "cellBound: on the side of Laplace's law quantile and deviation are both taken at the far end, which bounds nothing in between",
  ),
];
