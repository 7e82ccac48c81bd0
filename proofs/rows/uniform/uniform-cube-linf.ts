/** Noise uniform on the cube against linf: R = 2(1 - (3/2 - rho)^(1/d)). */
import {
  add,
  derivative,
  div,
  identity,
  inv,
  mul,
  onBox,
  pow,
  range,
  rational,
  sub,
  substitute,
  whole,
  type Claim,
} from '../../../src/checker/index.ts';
import {
  boundaryPart,
  d,
  lowerHalf,
  p,
  pieceOf,
  r,
  rho,
  tightPart,
  upperHalf,
  half,
} from '../../vocabulary/radius-parts.ts';
import { libraryRatePart, radiusPart, tiedTo } from '../../vocabulary/library-link.ts';
import { cubeRow } from '../../formal/statements/rows.ts';
import { proved } from '../../vocabulary/proved.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

const radius = mul(2, sub(1, pow(sub(rational(3, 2), rho), inv(d))));
/** G(p, r(1,...,1)) = p + 1 - (1 - r/2)^d (claims G5, U2). */
const growth = add(p, sub(1, pow(sub(1, div(r, 2)), d)));

export const uniformCubeLinf: Claim = {
  id: 'row-uniform-cube-linf',
  title: 'Uniform noise on the cube against linf',
  statement:
    'For noise uniform on $[-1,1]^d$ the certified $\\ell_\\infty$ radius is $R(\\rho) = 2(1 - (\\frac32-\\rho)^{1/d})$, and it is exact.',
  hypotheses: ['$1/2 < \\rho \\le 1$'],
  source: 'MATH.md section 3 (covariogram method); Yang et al. 2020',
  axioms: [],
  restsOn: ['G5'],
  inWords: [
    'the overlap of boxes is the product of the overlaps of their sides; each factor $1-|v_i|/2$ falls in $|v_i|$, so the corner is worst',
  ],
  parts: [
    proved(boundaryPart(radius, [whole('d')]), cubeRow.linfBoundary),
    proved(tightPart(radius, growth, [whole('d')]), cubeRow.linfTight),
    {
      id: 'slope',
      statement: "The differential method has the constant rate $\\Phi = d/2$, and $R'(1/2) = 2/d = 1/\\Phi(1/2)$.",
      formal: [cubeRow.linfSlope],
      evidence: [
        identity('rate', [lowerHalf, whole('d')], substitute(derivative(growth, 'r'), 'r', 0), div(d, 2)),
        identity('slope at 1/2', [whole('d')], substitute(derivative(radius, 'rho'), 'rho', half), div(2, d)),
      ],
    },
    {
      id: 'gain',
      statement:
        'The covariogram radius is at least the differential one, $\\frac2d(\\rho-\\frac12)$, here with $u = 1/d$ in (0, 1] and $\\rho$ up to 1.',
      evidence: [
        onBox(
          'd R/2 - (rho - 1/2) with z = rho - 1/2: its derivative in z, (1-z)^(u-1) - 1, is never negative',
          [range('z', '0', '1/2'), range('u', '0', '1')],
          pow(sub(1, { op: 'variable', name: 'z' }), sub(1, { op: 'variable', name: 'u' })),
          '<=',
          rational(1),
        ),
      ],
    },
    radiusPart(
      [
        { noise: 'uniform:linf', adversary: 'linf', dim: 2 },
        { noise: 'uniform:linf', adversary: 'linf', dim: 3072 },
        { noise: 'uniform:linf', adversary: 'linf', dim: 150528 },
      ],
      radius,
    ),
    tiedTo(libraryRatePart([{ noise: 'uniform:linf', adversary: 'linf', dim: 3072 }], div(d, 2)), 'slope'),
    drawnPart(
      (random) => ({ noise: 'uniform:linf', adversary: 'linf', dim: dimension(random) }),
      { radius, rate: div(d, 2) },
      ['tight', 'slope'],
    ),
  ],
  mutants: [
    {
      id: 'dropped-root',
      statement: '$R = 2(1 - (\\frac32-\\rho))$: the root of order d forgotten',
      evidence: identity(
        'growth at the radius',
        [upperHalf, whole('d', 2)],
        substitute(substitute(growth, 'p', sub(1, rho)), 'r', mul(2, sub(rho, half))),
        half,
      ),
    },
    {
      id: 'exponent-d-1',
      statement: 'the overlap along the diagonal is $(1-r/2)^{d-1}$',
      evidence: pieceOf(tightPart(radius, add(p, sub(1, pow(sub(1, div(r, 2)), sub(d, 1)))), [whole('d', 2)])),
    },
  ],
};
