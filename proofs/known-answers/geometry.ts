/**
 * Volumes, shadows, overlaps and means of signs that other programs computed (test/reference/geometry-reference.py, by
 * Qhull and mpmath).
 */
import { numerically, type ImplementationPart, type NumericInstance } from '../../src/checker/index.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import { exactProjection, exactVolume, overlapToDouble } from '../../src/geometry/exact/exact-measure.ts';
import { rationalVector, symmetricHull } from '../../src/geometry/exact/exact-polytope.ts';
import { exactZonotope } from '../../src/geometry/exact/exact-zonotope.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { signDeterminantEnclosure } from '../../src/geometry/functionals/sign-determinant.ts';
import { meanAbsoluteSignSum, meanAbsoluteWalk } from '../../src/geometry/functionals/sign-sum.ts';
import { logVolume } from '../../src/geometry/functionals/volume.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';
import { agrees, lies } from '../vocabulary/comparisons.ts';
import known from './geometry-reference.json' with { type: 'json' };

const ofPolytopes = (): NumericInstance[] =>
  known.polytopes.flatMap(
    ({ dim, vertices, count, volume, direction, shadow, shift, overlap }, i): NumericInstance[] => {
      const half = vertices.slice(0, vertices.length / 2);
      const polytope = symmetricHull(half.map(rationalVector));
      const body = vPolytope(vertices);
      const label = `polytope ${i} of R^${dim}`;
      return [
        agrees(`${label}: vertices`, polytope.vertices.length, count, 0),
        agrees(`${label}: volume`, toDouble(exactVolume(polytope)), volume, 1e-12),
        agrees(`${label}: shadow`, toDouble(exactProjection(polytope, rationalVector(direction))), shadow, 1e-12),
        ...lies(`${label}: log of the volume, as a body`, logVolume(body), Math.log(volume)),
        ...lies(`${label}: shadow over volume, as a body`, projectionRatio(body, direction), shadow / volume),
        ...(dim <= 4
          ? [agrees(`${label}: overlap`, overlapToDouble(polytope, rationalVector(shift)), overlap, 1e-9)]
          : []),
      ];
    },
  );

const ofZonotopes = (): NumericInstance[] =>
  known.zonotopes.flatMap(({ dim, generators, vertices, volume, direction, shadow }, i): NumericInstance[] => {
    const body = zonotope(generators);
    const label = `zonotope ${i} of R^${dim}`;
    return [
      agrees(`${label}: vertices`, exactZonotope(generators.map(rationalVector)).vertices.length, vertices, 0),
      ...lies(`${label}: log of the volume`, logVolume(body), Math.log(volume)),
      ...lies(`${label}: shadow over volume`, projectionRatio(body, direction), shadow / volume),
    ];
  });

const ofShadows = (): NumericInstance[] =>
  known.lpProjection.flatMap(({ p, direction, ratio }) =>
    lies(
      `shadow of the ball of l${p} along (${direction.join(', ')})`,
      projectionRatio(lpBall(p, direction.length), direction),
      ratio,
      1e-11,
    ),
  );

/** Of the claim about projections. */
export const knownShadowsPart: ImplementationPart = {
  id: 'library-known-answers',
  about: 'implementation',
  implements: ['cauchy', 'zonotopes'],
  statement:
    'Volumes, shadows and overlaps of polytopes, zonotopes and $\\ell_p$ balls are those of independent programs.',
  evidence: [
    numerically(
      `${known.polytopes.length} polytopes by Qhull; 1e-12, of an overlap, which the answer rounds, 1e-9`,
      ofPolytopes,
    ),
    numerically(
      `${known.zonotopes.length} zonotopes by Qhull and ${known.lpProjection.length} shadows of balls by mpmath; enclosures, 1e-11 for the answers`,
      () => [...ofZonotopes(), ...ofShadows()],
    ),
  ],
};

const ofSigns = (): NumericInstance[] => [
  ...known.signSums.flatMap(({ x, mean }) => {
    const found = meanAbsoluteSignSum(x);
    const label = `E|sum of +-(${x.join(', ')})|`;
    return [agrees(label, found.value, mean, 1e-13), ...lies(label, found, mean, 0)];
  }),
  ...known.walks.map(({ n, mean }) => agrees(`E|sum of ${n} signs|`, meanAbsoluteWalk(n), Number(mean), 1e-13)),
  ...known.signDeterminants.flatMap(({ dim, mean }) => {
    const factorial = Array.from({ length: dim }, (_, i) => i + 1).reduce((a, b) => a * b, 1);
    return lies(
      `log-volume of the crystal of the cube of R^${dim}`,
      signDeterminantEnclosure(dim),
      Math.log((2 ** dim / factorial) * mean),
      0,
    );
  }),
];

/** Of the claim about crystals. */
export const knownSignsPart: ImplementationPart = {
  id: 'library-known-answers',
  about: 'implementation',
  implements: ['linf', 'khinchine'],
  statement: 'Means of $|\\sum \\pm x_i|$ and mean determinants of signs are those of independent programs.',
  evidence: [
    numerically(
      `${known.signSums.length + known.walks.length + known.signDeterminants.length} known answers by enumeration and mpmath; 1e-13`,
      ofSigns,
    ),
  ],
};
