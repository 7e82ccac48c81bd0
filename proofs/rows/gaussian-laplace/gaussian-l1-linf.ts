/** Gaussian noise against l1 and linf: by the Euclidean length of the worst vertex. */
import { add, apply, div, identity, mul, pow, substitute, sub, whole, type Claim } from '../../../src/checker/index.ts';
import { d, half, p, pieceOf, r, rho, upperHalf } from '../../vocabulary/radius-parts.ts';
import { radiusPart, tiedTo } from '../../vocabulary/library-link.ts';
import { normInequalities } from '../../formal/statements/geometry.ts';
import { gaussianRow } from '../../formal/statements/rows.ts';
import { dimension, drawnPart } from '../../vocabulary/drawn-links.ts';

const quantile = apply('normalQuantile', rho);
/** G(p, v) in the Euclidean length of v. */
const growth = (length: ReturnType<typeof mul>) => apply('normalCdf', add(apply('normalQuantile', p), length));
const radiusLinf = div(quantile, apply('sqrt', d));

export const gaussianL1Linf: Claim = {
  id: 'row-gaussian-l1-linf',
  title: 'Gaussian noise against l1 and linf',
  statement:
    'The Gaussian growth function depends on $|v|_2$ alone, which over the unit $\\ell_1$ ball is at most 1 (at $e_1$) and over the unit $\\ell_\\infty$ ball at most $\\sqrt d$ (at $(1,\\dots,1)$). So the exact radii are $\\Phi_N^{-1}(\\rho)$ and $\\Phi_N^{-1}(\\rho)/\\sqrt d$.',
  hypotheses: ['$1/2 < \\rho < 1$'],
  source: 'MATH.md section 3',
  axioms: ['neyman-pearson'],
  restsOn: ['G5'],
  inWords: ['the largest $|v|_2$ over the two balls: 1 at $e_1$, $\\sqrt d$ at the corner'],
  parts: [
    {
      id: 'l1',
      statement: '$G(1-\\rho, R e_1) = 1/2$ at $R = \\Phi_N^{-1}(\\rho)$: $|R e_1|_2 = R$.',
      formal: [gaussianRow.tight, normInequalities],
      evidence: [identity('', [upperHalf], substitute(substitute(growth(r), 'p', sub(1, rho)), 'r', quantile), half)],
    },
    {
      id: 'linf',
      statement: '$G(1-\\rho, R (1,\\dots,1)) = 1/2$ at $R = \\Phi_N^{-1}(\\rho)/\\sqrt d$: the length is $R\\sqrt d$.',
      formal: [gaussianRow.corner, normInequalities],
      evidence: [
        identity(
          '',
          [upperHalf, whole('d')],
          substitute(substitute(growth(mul(r, pow(d, half))), 'p', sub(1, rho)), 'r', radiusLinf),
          half,
        ),
      ],
    },
    { ...tiedTo(radiusPart([{ noise: 'gaussian', adversary: 'l1', dim: 3072 }], quantile), 'l1'), id: 'library-l1' },
    {
      ...tiedTo(
        radiusPart(
          [
            { noise: 'gaussian', adversary: 'linf', dim: 2 },
            { noise: 'gaussian', adversary: 'linf', dim: 3072 },
          ],
          radiusLinf,
        ),
        'linf',
      ),
      id: 'library-linf',
    },
    drawnPart((random) => ({ noise: 'gaussian', adversary: 'l1', dim: dimension(random) }), { radius: quantile }, [
      'l1',
    ]),
    drawnPart(
      (random) => ({ noise: 'gaussian', adversary: 'linf', dim: dimension(random) }),
      { radius: radiusLinf },
      ['linf'],
      { id: 'library-drawn-linf' },
    ),
  ],
  mutants: [
    {
      id: 'linf-without-dimension',
      statement: 'the $\\ell_\\infty$ radius is $\\Phi_N^{-1}(\\rho)$ in every dimension',
      evidence: identity(
        '',
        [upperHalf, whole('d', 2)],
        substitute(substitute(growth(mul(r, pow(d, half))), 'p', sub(1, rho)), 'r', quantile),
        half,
      ),
    },
    {
      id: 'linf-over-d',
      statement: 'the $\\ell_\\infty$ radius is $\\Phi_N^{-1}(\\rho)/d$',
      evidence: identity(
        '',
        [upperHalf, whole('d', 2)],
        substitute(substitute(growth(mul(r, pow(d, half))), 'p', sub(1, rho)), 'r', div(quantile, d)),
        half,
      ),
    },
    {
      id: 'vertex-length',
      statement:
        'the longest vector of the unit $\\ell_\\infty$ ball of $\\mathbb R^3$ has length 1: the library hands out the $\\ell_2$ radius',
      evidence: pieceOf(radiusPart([{ noise: 'gaussian', adversary: 'linf', dim: 3 }], quantile)),
    },
  ],
};
