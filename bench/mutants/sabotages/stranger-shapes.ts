/** The second half of the faults of stranger.ts: bodies, formulas, verdicts, noises. */
import { sabotage as by, type Sabotage } from './sabotage.ts';

/** Convex bodies. */
export const STRANGER_GEOMETRY: readonly Sabotage[] = [
  by(
    'geometry/covariogram/overlap-enclosure.ts',
    'power(1 - projection.lower / dim, dim)',
    'power(1 - projection.upper / dim, dim)',
    'U1',
    'overlap by gauge and projection: its upper end by the upper end of the projection',
  ),
  by(
    'geometry/covariogram/safe-shift.ts',
    '(whole + (m - whole) ** dual) ** (1 / dual)',
    'whole ** (1 / dual)',
    'limits',
    'safe shifts of l_p balls by their hull: the coordinate that is cut off',
  ),
  by(
    'geometry/functionals/direction-net.ts',
    "const round = adversary.kind === 'lp';",
    'const round = true;',
    'R4',
    'directions tried for a body: how far it reaches between them is looked at through one facet of the cube alone',
  ),
  by(
    'geometry/sampling/mixing.ts',
    'tau += 2 * pair;',
    'tau += pair;',
    'U3',
    'random walks: twice the effective samples there are',
  ),
  by(
    'geometry/functionals/reach.ts',
    'body.circumradius * Math.max(1, dim ** (1 / a - 1 / 2))',
    'body.circumradius',
    'R4',
    'how far a body without listed vertices reaches in l1: as in l2',
  ),
  by(
    'geometry/covariogram/ray-shooting.ts',
    'at(n === lengths.length ? low - 1 :',
    'at(n === lengths.length ? low :',
    'U3',
    'rays shot: the order statistic from below, one too high',
  ),
];

/** Formulas, their proofs and enclosures; verdicts. */
export const STRANGER_FORMULAS: readonly Sabotage[] = [
  by(
    'formula/cells/cells.ts',
    'u = addUp(u, divideUp(multiplyUp(b, square), 6));',
    'u = addUp(u, divideUp(multiplyUp(a, square), 6));',
    'vet-enclosure',
    'means over cells: the upper end by the lower end of the second derivative',
  ),
  by(
    'formula/curvature.ts',
    'return isAffine(inner[0]!) || (isConvex(inner[0]!) && nonnegative(node.args[0]!))',
    'return isConvex(inner[0]!)',
    'vet',
    'the absolute value of a convex function is called convex whatever its sign',
  ),
  by(
    'formula/sign.ts',
    'if (others.length > 1 && !others',
    'if (others.length > 2 && !others',
    'vet',
    'a product of two increasing functions is called increasing whatever their sign: profiles that rise are let in',
  ),
  by(
    'vet/information/samples.ts',
    'Math.log(4 / budget.spendOnEach(values.length + 1))',
    'Math.log(2 / budget.spendOnEach(values.length + 1))',
    'vet-coverage',
    'the sampled integral of level sets: both sides of the band have the whole of their share',
  ),
  by(
    'vet/phi-half/sampled-slopes.ts',
    '(half) => half.upper)) * net.spread;',
    '(half) => half.upper));',
    'vet-coverage',
    'sampled Phi(1/2): the directions between those tried',
  ),
  by(
    'vet/comparison.ts',
    '.scaled(scale / noise.lambda)',
    '.scaled(scale * noise.lambda)',
    'vet',
    'the radii of the rearrangement: lambda on the wrong side',
  ),
  by(
    'vet/bounding-crystal.ts',
    'const size = a <= p ? 0 : dim * (1 / a - 1 / p) * Math.log(dim);',
    'const size = a <= p ? 0 : (1 / a - 1 / p) * Math.log(dim);',
    'vet',
    'Phi* against l_p: the ball of l2 or linf shrunk in one coordinate instead of all',
  ),
  by(
    'vet/verdict.ts',
    'const goal = 1 - tolerance;',
    'const goal = (1 - tolerance) ** 2;',
    'vet',
    'optimal from twice the tolerance below 1 on',
  ),
];

/** Families of noise. */
export const STRANGER_NOISES: readonly Sabotage[] = [
  by(
    'noise/scale.ts',
    'const log = 0.5 * Math.log(upper);',
    'const log = 0.5 * Math.log(value);',
    'vet',
    'lambda from sigma: by the middle of what is known of the variance',
  ),
  by(
    'noise/rate/product.ts',
    'const jump = 0.5 * dim * scores.jumpsAtMost;',
    'const jump = 0.5 * Math.sqrt(dim) * scores.jumpsAtMost;',
    'vet',
    'products with jumps against linf: jumps add up as scores do',
  ),
  by(
    'noise/rate/level-set.ts',
    'const jumps = (unbounded / body.dim) * upper;',
    'const jumps = (unbounded / (body.dim + 1)) * upper;',
    'vet',
    'level-set noise with jumps: their share of Phi',
  ),
  by(
    'noise/named/iid.ts',
    's >= 1 ? { logConcave: true }',
    's >= 0.75 ? { logConcave: true }',
    'row-iid-exp-log-concave-l1',
    'iid e^-|x|^s, 3/4 <= s < 1, is called log-concave',
  ),
];
