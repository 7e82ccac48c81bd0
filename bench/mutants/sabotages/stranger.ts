/**
 * Sixty faults by someone who had read the library and neither its claims nor its tests nor the other sabotages. Each
 * makes a number that is handed out wrong in the unsafe direction, or a guarantee false. The list was fixed before
 * anything ran against it.
 */
import { sabotage as by, type Sabotage } from './sabotage.ts';
import { STRANGER_FORMULAS, STRANGER_GEOMETRY, STRANGER_NOISES } from './stranger-shapes.ts';

/** Radii. */
const RADII: readonly Sabotage[] = [
  by(
    'radius/two-class-radius.ts',
    '0.5 * (far.radius - lost)',
    '0.5 * far.radius',
    'G4',
    'two classes, the first below 1/2: the part of the integral that it lacks is not taken off',
  ),
  by(
    'radius/rival-tail.ts',
    '(0.5 + rival) / (3 - 2 * tail)',
    '(0.5 + rival) / 3',
    'runner-up',
    'two classes from one: the bound for large tails without its tail',
  ),
  by(
    'radius/routes/closed-form.ts',
    'power ** shape : 2 * excess * Math.exp(logGamma(1 + shape))',
    'power ** shape : 2 * excess',
    'row-iid-exp-log-concave-l1',
    'iid e^-|x|^s, large s, near rho = 1/2: the Gamma factor of the branch for underflow',
  ),
  by(
    'radius/routes/hazard.ts',
    'const rest = (steep / (1 - k))',
    'const rest = ((steep + 1) / (1 - k))',
    'row-iid-exp-log-convex-l1',
    'k < 1 at rho = 1: what lies below the last point, one shape too far',
  ),
  by(
    'radius/routes/hazard.ts',
    'term *= (y * (a + b + n)) / (a + 1 + n);',
    'term *= (y * (a + b + n)) / (a + 2 + n);',
    'row-power-linf-l1,row-power-linf-linf',
    'power laws below their mean: the series of the reverse hazard rate, one off',
  ),
  by(
    'radius/routes/total-variation.ts',
    'const singular = j / dim;',
    'const singular = j / (dim + 1);',
    'row-exp-linf-l1',
    'Exp-linf, j > 0, against l1: the weights of the two laws add to less than 1',
  ),
  by(
    'radius/routes/total-variation.ts',
    'mixture.radiusAbove(0.5 * a) / (2 * mixture.dim)',
    'mixture.radiusAbove(0.5 * a) / (3 * mixture.dim)',
    'row-exp-linf-l1',
    'cubical noise against l1: radii called exact beyond where they are',
  ),
  by(
    'radius/routes/total-variation.ts',
    '(0.5 - 0.5 / dim) / phi',
    '(0.5 - 0.25 / dim) / phi',
    'row-exp-linf-l1,row-power-linf-l1',
    'cubical noise against l1 past 1 - 1/(2d): the plateau ends too late',
  ),
  by(
    'radius/routes/cube-lp.ts',
    'if (power(left, rest(right)) >= best * keep) continue;',
    'if (power(left, rest(left)) >= best * keep) continue;',
    'row-uniform-cube-l2',
    'uniform cube against l_p, 1 < p < 2: cells are left out for their corner alone',
  ),
  by(
    'radius/routes/neyman-pearson-laplace.ts',
    'if (mass >= probability.tail) radius',
    'if (mass >= 0.5 * probability.tail) radius',
    'row-laplace-linf',
    'Laplace against linf, long curves: anchors of less mass are continued from, too',
  ),
  by(
    'radius/routes/route.ts',
    'const upperFactor = exact ? factor : lambda / innerReach(adversary, p);',
    'const upperFactor = exact ? factor : lambda / Math.max(innerReach(adversary, p), reach(adversary, p).value);',
    'R4',
    'conversion: the upper bound of the exact radius by the outer ball instead of the inner one',
  ),
  by(
    'radius/routes/base.ts',
    '2 * Math.asin(Math.sqrt(tail))',
    '2 * Math.sqrt(tail)',
    'R1',
    'Fisher information, rho > 0.85: the arcsine taken for its argument',
  ),
  by(
    'radius/routes/computed.ts',
    'const radius = Math.min(a.radius, b.radius);',
    'const radius = Math.max(a.radius, b.radius);',
    'vet-enclosure',
    'independent log-concave coordinates of different laws against l1: the wider one decides',
  ),
  by(
    'radius/routes/radius-routes.ts',
    "noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 2",
    "noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 1.2",
    'row-uniform-cube-l2',
    'uniform cube against l_p: the diagonal is called the worst for p from 1.2 on',
  ),
];

/** Growth functions and rates. */
const GROWTH: readonly Sabotage[] = [
  by(
    'growth/against.ts',
    'decides: isLogConcave(noise), ceiling: null',
    'decides: true, ceiling: null',
    'R5',
    'growth against an adversary: its extreme points decide for every noise',
  ),
  by(
    'growth/against.ts',
    "noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 2",
    "noise.norm === 'linf' && adversary.kind === 'lp' && adversary.p >= 1.5",
    'R5',
    'growth of the uniform cube against l_p: the diagonal is called the worst for p from 1.5 on',
  ),
  by(
    'growth/against.ts',
    'r * speeds[i]!',
    'r',
    'R5',
    'growth against an adversary without a rate of its own: how far it reaches in the norm that has one',
  ),
  by(
    'growth/monte-carlo.ts',
    'upper: shiftedUpper - t * hitsLower',
    'upper: shiftedUpper - t * hitsUpper',
    'G1,R2',
    'sampled growth: the upper end by the upper bound of what is taken off',
  ),
  by(
    'growth/monte-carlo.ts',
    'Math.min(hitsUpper, weightUpper / t)',
    'Math.min(hitsUpper, weightUpper)',
    'G1',
    'sampled growth at thresholds below 1: the mean of t/L taken for the mass',
  ),
  by(
    'growth/rate/uniform.ts',
    'if (adversary.p <= 2 || dim === 1)',
    'if (adversary.p <= 3 || dim === 1)',
    'row-uniform-cross-polytope-l1',
    'uniform cross-polytope against l_p, 2 < p <= 3: the axis is called the worst',
  ),
  by(
    'numeric/special/stirling.ts',
    '-1 / 360',
    '-1 / 300',
    'row-power-l2-level-set',
    "radial laws of shape 16 and more: a coefficient of Stirling's series",
  ),
  by(
    'growth/likelihood-ratio/worst-shift.ts',
    'return noise.dim === 1;',
    'return noise.dim <= 2;',
    'R5',
    'independent heavy tails in the plane: the vertex is called the worst shift',
  ),
];

/** Numbers, special functions, confidence bounds. */
const NUMBERS: readonly Sabotage[] = [
  by(
    'numeric/confidence/empirical-bernstein.ts',
    'return deviation(variance, n, range, alpha / 2);',
    'return deviation(variance, n, range, alpha);',
    'vet',
    'empirical Bernstein, both sides: each has the whole of alpha',
  ),
  by(
    'numeric/confidence/binomial.ts',
    'if (binomialUpperTail(k, n, q) <= goal) high = k;',
    'if (binomialUpperTail(k + 1, n, q) <= goal) high = k;',
    'U3',
    'upper order statistics: one too low',
  ),
  by(
    'numeric/confidence/binomial.ts',
    'Math.sqrt(Math.log(2 / alpha) / (2 * n)) * (1 + 1e-14)',
    'Math.sqrt(Math.log(1 / alpha) / (2 * n)) * (1 + 1e-14)',
    'U3',
    'DKW: the band of one side for both',
  ),
  by(
    'numeric/confidence/mean.ts',
    '(n * (1 - (2 * log) / n))',
    '(n * (1 + (2 * log) / n))',
    'certify-fixed',
    "Catoni's estimator: the correction of its error has the wrong sign",
  ),
  by(
    'numeric/confidence/sequence.ts',
    'return Math.log1p(-q) - logBetaKernel(q',
    'return -logBetaKernel(q',
    'certify-anytime',
    'confidence sequences from above: the wealth without its factor 1 - q',
  ),
  by(
    'numeric/special/error-function.ts',
    '-0.3722078760357013',
    '-0.3722088760357013',
    'G5,row-gaussian-l2',
    'erfc between 0.84 and 1.25: a coefficient in its sixth digit',
  ),
  by(
    'numeric/special/stirling.ts',
    'for (let k = 3; k < 45; k += 2)',
    'for (let k = 3; k < 9; k += 2)',
    'certify-fixed',
    'log(1 + u) - u: the series ends after three terms, which shows far from the mean of large shapes',
  ),
  by(
    'numeric/intervals/gamma.ts',
    'const least = tailAt(R, x.low, shape.high, tail);',
    'const least = tailAt(R, x.low, shape.low, tail);',
    'row-exp-l1-l1',
    'enclosures of the incomplete gamma function over an interval of shapes: the wrong end of it',
  ),
];

/** Certifying a model. */
const CERTIFICATION: readonly Sabotage[] = [
  by(
    'certify/statistics/class-bounds.ts',
    'rival: Math.min(least, Math.max(...rivals))',
    'rival: Math.min(least, rivals[0]!)',
    'runner-up',
    'rivals in buckets: the second class stands for all of them',
  ),
  by(
    'certify/statistics/buckets.ts',
    'sum(counts, classes) + allTies - sum(nearTies, classes)',
    'sum(counts, classes) + nearTies[first]!',
    'runner-up',
    'near-ties counted against the class: those between rivals are forgotten',
  ),
  by(
    'certify/statistics/drawing.ts',
    'first: SAMPLES.estimation.first + this.#drawn,',
    'first: SAMPLES.estimation.first + (this.#drawn % 2 ** 16),',
    'certify-fixed',
    'estimation: the copies begin again after 65,536',
  ),
  by(
    'certify/statistics/probability-bound.ts',
    'rival: widened(bound.rival)',
    'rival: bound.rival',
    'lattice-sampler',
    'noise on a grid: the bound on rivals is not widened by the total variation',
  ),
  by(
    'certify/copies/lattice/enclosed-thresholds.ts',
    'apart: 2 * tail(R, j).upper()',
    'apart: tail(R, j).upper()',
    'lattice-sampler',
    'noise on a grid: what lies beyond the last integer is counted on one side',
  ),
  by(
    'certify/radii/splitting-radius.ts',
    'quotientDown(Math.floor(changes / dim), levels)',
    'quotientDown(Math.round(changes / dim), levels)',
    'splitting-l1',
    'splitting noise against linf: steps rounded to the nearest',
  ),
  by(
    'certify/copies/noise-recipe.ts',
    'const shape = (dim - noise.j) / noise.k;',
    'const shape = dim / noise.k;',
    'certify-fixed',
    'copies of Exp noise with j > 0: radii of the law without j',
  ),
  by(
    'certify/copies/sample-stream.ts',
    'coordinates: 0, radius: 1,',
    'coordinates: 0, radius: 0,',
    'certify-fixed',
    'copies of norm-type noise: the radius is drawn by the words of the first coordinates',
  ),
  by(
    'certify/copies/noise-recipe.ts',
    'if (float[0] < lambda) bits[0]',
    'if (float[0] > lambda) bits[0]',
    'certify-fixed',
    'copies: a scale that float32 rounds down is left below the lambda that is certified',
  ),
  by(
    'certify/predict-image.ts',
    'binomialUpperTail(Math.max(a, b), a + b, 0.5)',
    'binomialUpperTail(Math.max(a, b) + 1, a + b, 0.5)',
    'certify-fixed',
    'prediction: the p-value leaves out the outcome that was seen',
  ),
  by(
    'certify/results/log-row.ts',
    "row.radii.get(name) ?? 0, RADIUS_DIGITS, 'down'",
    "row.radii.get(name) ?? 0, RADIUS_DIGITS, 'up'",
    'certify-fixed',
    'radii in a log: rounded up to nine digits',
  ),
  by(
    'certify/smoothing.ts',
    'return { ...smoothing, lambda: smoothing.lambda * rangeWidth(range) };',
    "return smoothing.kind === 'file' ? smoothing : { ...smoothing, lambda: smoothing.lambda * rangeWidth(range) };",
    'certify-fixed',
    'noise from a file for a model that takes -1..1 or 0..255: lambda stays in units of [0, 1]',
  ),
];

export const STRANGER: readonly Sabotage[] = [
  ...RADII,
  ...GROWTH,
  ...NUMBERS,
  ...CERTIFICATION,
  ...STRANGER_GEOMETRY,
  ...STRANGER_FORMULAS,
  ...STRANGER_NOISES,
];
