/**
 * Growth functions and two-class radii of the library at drawn masses and shifts, against the closed forms of G5 and
 * what G4 makes of them.
 */
import {
  add,
  apply,
  div,
  library,
  mul,
  pow,
  sub,
  type EnclosedInstance,
  type EvidenceContext,
  type Expression,
  type ImplementationPart,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { growth } from '../../src/growth/growth.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { twoClassRadius } from '../../src/radius/two-class-radius.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { exactText } from '../vocabulary/library-link.ts';
import { half, p, r, s, variables } from '../vocabulary/radius-parts.ts';
import { gaussianGrowth, laplaceGrowth } from './growth-formulas.ts';

const [u, v] = variables('u', 'v');

/** A shift along the first axis. */
const along = (dim: number, r: number): number[] => Array.from({ length: dim }, (_, i) => (i === 0 ? r : 0));

function known(
  spec: string,
  shift: readonly number[],
  mass: number,
  expression: Expression,
  at: Record<string, string>,
) {
  const label = `${spec}, shift (${shift.join(', ')}), p = ${mass}`;
  const { value } = growth(parseNoise(spec, shift.length, { lambda: 1 }), shift, mass);
  return { label, value, relation: 'close', expression, at: { ...at, p: exactText(mass) } } as const;
}

/** p between 1e-6 and 1 - 1e-6. */
function drawnMass(random: RandomStream): number {
  const tail = 0.5 * 10 ** (-6 * random.uniformOpen());
  return random.uniform() < 0.5 ? tail : 1 - tail;
}

/** Near the ends of the branches half of the time. */
function laplaceCase(random: RandomStream): EnclosedInstance {
  const size = between(random, 0.01, 5);
  const end = 0.5 * Math.exp(-size);
  const mass = random.uniform() < 0.5 ? end * (0.9 + 0.2 * random.uniform()) : drawnMass(random);
  const branch = mass <= end ? 'low' : mass <= 0.5 ? 'middle' : 'high';
  return known('laplace', along(3, size), mass, laplaceGrowth[branch], { r: exactText(size) });
}

/** e^{-|x|^s}: P(X > x_p - r), with P(|X| > x) the upper tail of Gamma(1/s) at x^s. */
function marginalCase(random: RandomStream): EnclosedInstance {
  const [power, size, mass] = [between(random, 1.001, 50), between(random, 0.01, 2), drawnMass(random)];
  const shape = div(1, s);
  const outer = pow(apply('gammaQuantile', sub(1, mul(2, mass <= 0.5 ? p : sub(1, p))), shape), shape);
  const place = sub(mass <= 0.5 ? outer : mul(-1, outer), r);
  const tail = (x: Expression): Expression => mul(half, sub(1, apply('gammaCdf', pow(x, s), shape)));
  const spec = `iid-exp,s=${power}`;
  const at = { r: exactText(size), s: exactText(power) };
  // Which side of 0 the moved quantile lies on.
  const found = known(spec, along(2, size), mass, p, at);
  return { ...found, expression: found.value <= 0.5 ? tail(place) : sub(1, tail(mul(-1, place))) };
}

function gaussianCase(random: RandomStream): EnclosedInstance {
  const size = between(random, 0.01, 5);
  return known('gaussian', [3 * size, -4 * size], drawnMass(random), gaussianGrowth, { r: exactText(5 * size) });
}

/** The cube: 1 - (1 - u/2)(1 - v/2) is what a shift uncovers. */
function uniformCase(random: RandomStream): EnclosedInstance {
  const [a, b] = [between(random, 0.01, 1.5), between(random, 0.01, 1.5)];
  const uncovered = 1 - (1 - a / 2) * (1 - b / 2);
  const overlap = mul(sub(1, div(u, 2)), sub(1, div(v, 2)));
  const mass = (1 - uncovered) * random.uniformOpen();
  return known('uniform:linf', [a, -b], mass, sub(add(p, 1), overlap), { u: exactText(a), v: exactText(b) });
}

const CASES = [gaussianCase, laplaceCase, marginalCase, uniformCase, laplaceCase, gaussianCase] as const;

export const libraryGrowthPart: ImplementationPart = {
  id: 'library-growth',
  about: 'implementation',
  implements: ['gaussian', 'laplace', 'uniform'],
  statement:
    'At drawn shifts and $p$ the growth functions of the library are the closed forms, within $10^{-9}$; so are those of independent coordinates $e^{-|x|^s}$, $s > 1$, by their half-lines.',
  evidence: [
    library('Gaussian, Laplace, e^-|x|^s and the cube in turn', (context: EvidenceContext) =>
      draws(context, { quick: 12, full: 300 }, (random, index) => CASES[index % CASES.length]!(random)),
    ),
  ],
};

/** Gaussian noise: half of N^-1(pA) - N^-1(pB); the cube against l1: pA - pB. */
function twoClassCase(random: RandomStream, index: number): EnclosedInstance {
  const top = 0.15 + 0.849 * random.uniform();
  const rival = Math.min(top, 1 - top) * (0.01 + 0.98 * random.uniform());
  const isGaussian = index % 2 === 0;
  const noise = parseNoise(isGaussian ? 'gaussian' : 'uniform:linf', 2, { lambda: 1 });
  const quantile = (x: Expression): Expression => apply('normalQuantile', x);
  return {
    label: `${noise.spec}, p_A = ${top}, p_B = ${rival}`,
    value: twoClassRadius(noise, lpAdversary(isGaussian ? 2 : 1, 2), top, rival).radius,
    relation: 'lower-bound',
    expression: isGaussian ? div(sub(quantile(u), quantile(v)), 2) : sub(u, v),
    at: { u: exactText(top), v: exactText(rival) },
  };
}

export const libraryTwoClassPart: ImplementationPart = {
  id: 'library-two-class',
  about: 'implementation',
  implements: ['two-class'],
  statement:
    'At drawn $p_A$, $p_B$ the two-class radius of the library solves $G(p_B, v) = 1 - G(1-p_A, v)$ from both sides: $\\frac12(N^{-1}(p_A)-N^{-1}(p_B))$ for Gaussian noise, $p_A - p_B$ for the cube against $\\ell_1$.',
  evidence: [
    library('Gaussian noise and the cube in turn', (context: EvidenceContext) =>
      draws(context, { quick: 6, full: 100 }, twoClassCase),
    ),
  ],
};
