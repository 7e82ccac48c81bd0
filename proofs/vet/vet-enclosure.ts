/**
 * What `vet` proves of a density given as a formula in two or three variables (src/formula/cells).
 *
 * The kernel encloses the truths by MPFR, which shares nothing with the rounding of the enclosures; each part compares
 * both ends with tolerance 0.
 */
import { add, div, type Claim } from '../../src/checker/index.ts';
import { formNumbers, independentNumbers, independentRadii } from './independent-densities.ts';
import { atPoints, levels, overBoxes, overCells, radii, slopes, withTails } from '../../properties/vet-enclosure.ts';
import { knownFunctionsPart } from '../known-answers/special-functions.ts';
import { analysisPart } from '../numbers/analysis.ts';
import { roundingPart } from '../numbers/rounding.ts';
import { formulaRulesPart } from './formula-rules.ts';
import { formulaShapesPart } from './formula-shapes.ts';
import { formulaStructurePart } from './formula-structure.ts';
import { halfLineLawsPart } from '../noise/half-line-laws.ts';
import { noiseDoorsPart } from '../noise/noise-doors.ts';
import { cellsByQuadraturePart } from './cells-by-quadrature.ts';

export const vetEnclosure: Claim = {
  id: 'vet-enclosure',
  title: 'Densities enclosed cell by cell',
  statement:
    'For a continuous even density $q$ in two or three variables, given by a formula, the ends that `vet` reports of $\\int q$, $\\sigma$, $J = \\int |\\{q > t\\}|^{(d-1)/d} dt$ and $\\Phi(1/2)$ lie on either side of the true numbers, and no radius is above the true one.',
  hypotheses: [
    'the formula is continuous, defined and at least 0 everywhere and even, by rules',
    'elementary functions of the platform are right to 2^-49 (`elementary-functions`)',
  ],
  source: 'derived here (PROVED-VET.md; docs/numerics.md)',
  axioms: ['coarea'],
  restsOn: ['R1'],
  inWords: [
    'the divergence theorem on boxes, for continuous formulas of the grammar are absolutely continuous along lines',
    'every formula: the parts try three whose numbers have closed forms',
  ],
  parts: [
    {
      id: 'rounding',
      statement: 'The formula and its gradient over a point: ends on either side.',
      evidence: [atPoints()],
    },
    {
      id: 'cells',
      statement:
        'Means over cells are enclosed, also where an end is the mean itself, and add up to an enclosure of the integral.',
      evidence: [overBoxes(), overCells()],
    },
    {
      id: 'tails',
      statement:
        'What lies outside the box is bounded: integral, variance and slope of a heavy-tailed density on a small box.',
      evidence: [withTails()],
    },
    {
      id: 'slopes',
      statement: '$\\Phi(1/2)$ by fluxes through the faces of merged cells.',
      evidence: [slopes()],
    },
    {
      id: 'levels',
      statement: '$J$ by two dual bounds.',
      evidence: [levels()],
    },
    {
      id: 'radii',
      about: 'implementation',
      implements: ['slopes', 'tails'],
      statement: 'Certified radii of a normal density are below the exact ones.',
      evidence: [radii()],
    },
    {
      id: 'independent',
      statement:
        'Independent coordinates whose densities have variations $V_i$, jumps included: against $\\ell_1$ $\\Phi(1/2) = \\max_i V_i/2$; against $\\ell_2$ and $\\ell_\\infty$ it lies between that and half the dual norm of $V$; variance and entropy are those of the coordinates.',
      evidence: [independentNumbers()],
    },
    {
      id: 'forms',
      statement:
        'Independent linear forms $U = AX$: with scores $s_i$ of their densities $\\Phi(1/2) = \\frac12 \\max_v E|\\sum_i \\langle a_i, v\\rangle s_i|$, jumps added; variance by $A^{-1}$, entropy less $\\log|\\det A|$.',
      evidence: [formNumbers()],
    },
    {
      id: 'independent-radii',
      about: 'implementation',
      implements: ['independent'],
      statement:
        'The radius against $\\ell_1$ of independent coordinates, said to be exact, is the least shift of one coordinate that brings a half-line of mass $\\rho$ down to one half.',
      evidence: [independentRadii()],
    },
    formulaRulesPart,
    formulaShapesPart,
    formulaStructurePart,
    halfLineLawsPart,
    cellsByQuadraturePart,
    noiseDoorsPart,
    roundingPart,
    analysisPart,
    knownFunctionsPart,
  ],
  mutants: [
    {
      id: 'no-widening',
      statement: 'What floating point computes at a point is exact.',
      evidence: atPoints(false),
    },
    {
      id: 'mean-narrowed',
      statement:
        'The mean over a box is within 499/2000 of the width of the slope times half a width of the value in the middle, for a quarter.',
      evidence: overBoxes(0.998),
    },
    {
      id: 'cell-dropped',
      statement: 'The integral without its heaviest cell is enclosed.',
      evidence: overCells(true),
    },
    {
      id: 'tail-forgotten',
      statement: 'Nothing of the density lies outside a small box.',
      evidence: withTails(true),
    },
    {
      id: 'even-means-mirrored',
      statement: 'A density with $q(x) = q(-x)$ is even in each coordinate.',
      evidence: slopes(true),
    },
    {
      id: 'levels-of-a-quarter',
      statement: 'Of an even density the levels in one quarter of the plane tell those in the others.',
      evidence: levels(true),
    },
    {
      id: 'rate-below-its-chord',
      statement: '$\\Phi(p) \\le 2p\\,\\Phi(1/2)$, as of Laplace noise: the concave $\\Phi$ taken for its chord.',
      evidence: radii(true),
    },
    {
      id: 'independent-mean',
      statement: 'Against $\\ell_1$ the coordinates share the slope: $\\Phi(1/2)$ is the mean of $V_i/2$.',
      evidence: independentNumbers((of) => div(add(...of), of.length), { quick: 1, full: 1 }),
    },
    {
      id: 'forms-add-up',
      statement: 'Of a sum of independent scores the sizes add up, as if their signs agreed.',
      evidence: formNumbers((_, sizes) => add(...sizes)),
    },
    {
      id: 'determinant-forgotten',
      statement: 'The entropy of $X$ is that of $AX$.',
      evidence: formNumbers(
        (truth) => truth,
        (m) => div(m, m),
      ),
    },
    {
      id: 'independent-least-variation',
      statement: 'The most certain coordinate decides the radius.',
      evidence: independentRadii((radii) => radii[0]!),
    },
  ],
};
