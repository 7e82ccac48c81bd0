/** Bodies, crystals and verdicts. */
import { sabotage, type Sabotage } from './sabotage.ts';

export const GEOMETRY: readonly Sabotage[] = [
  sabotage(
    'geometry/functionals/sign-sum.ts',
    '(centralBinomial(middle) * n) / (n + 1);',
    '(centralBinomial(middle) * n) / (n + (n > 3 ? 1.001 : 1));',
    'W1,W2,W4,shape-slopes,slopes-l1',
    'E|signs|: weights of odd groups above 3',
  ),
  sabotage(
    'geometry/covariogram/safe-shift.ts',
    'of points.entries()) {',
    'of points.slice(0, 64).entries()) {',
    'U3',
    'pairs of extreme points past the 64th',
  ),
  sabotage(
    'geometry/exact/exact-measure.ts',
    'offset: 2n * denominator * offset - absolute(integerDot(normal, integers)),',
    'offset: 2n * denominator * offset - absolute(integerDot(normal, integers)) + (polytope.facets.length > 12 ? 1n : 0n),',
    'U1,U2',
    'overlap of polytopes with more than 12 facets',
  ),
  sabotage(
    'geometry/functionals/max-projection.ts',
    'for (const v of directions) {',
    'for (const v of directions.slice(0, 16)) {',
    'W1,W2,W3,U4',
    'projections along the 17th direction and later',
  ),
  sabotage(
    'formula/cells/cells.ts',
    '0.25 * h));',
    '0.2495 * h));',
    'vet-enclosure',
    'means over cells narrowed by 2e-3',
  ),
  sabotage(
    'formula/cells/cells.ts',
    'u = addUp(u, divideUp(multiplyUp(b, square), 6));',
    'u = addUp(u, divideUp(multiplyUp(b, square), 6.01));',
    'vet-enclosure',
    'means over cells by the Hessian, from above',
  ),
  sabotage(
    'vet/phi-half/slope-tally.ts',
    'const log = Math.log(4 / alpha);',
    'const log = Math.log(2 / alpha);',
    'vet,vet-coverage',
    'slopes: one side at twice its share',
  ),
  sabotage(
    'vet/information/information-content.ts',
    'root(logCrystalVolume, dim)), dim, 2)',
    'root(logCrystalVolume, dim)), dim > 2 ? dim + 0.01 : dim, 2)',
    'vet,W6',
    'Phi* for d > 2',
  ),
  sabotage(
    'noise/density/independent.ts',
    'const half: Range = [\n      0.5 * DOWN * Math.max(...slopes.map(({ variation }) => variation[0])),\n      0.5 * UP',
    'const half: Range = [\n      0.4995 * DOWN * Math.max(...slopes.map(({ variation }) => variation[0])),\n      0.4995 * UP',
    'vet-enclosure',
    'independent coordinates: Phi(1/2) a thousandth too small',
  ),
  sabotage(
    'vet/verdict.ts',
    'const goal = 1 - tolerance;',
    'const goal = 1 - 3 * tolerance;',
    'vet',
    'a verdict at three times the tolerance',
  ),
  sabotage(
    'growth/likelihood-ratio/radial-law.ts',
    'Math.exp(-stirlingCorrection(shape))',
    'Math.exp(-stirlingCorrection(shape < 16 ? shape * 1.001 : shape))',
    'row-exp-l2-level-set,row-power-l2-level-set',
    'level-set method, l2: the law of the radius for small shapes',
  ),
];
