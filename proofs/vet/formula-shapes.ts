/**
 * What the rules conclude of formulas whose shape is a theorem: families with a drawn coefficient on either side of
 * where the property ends. What is false is never said, and what the standard cases of a rule are is said.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { isContinuous } from '../../src/formula/continuity.ts';
import { isLogConcave, isQuasiConcave } from '../../src/formula/curvature.ts';
import { isNonnegativeEverywhere } from '../../src/formula/defined.ts';
import { homogeneity, isEvenFormula } from '../../src/formula/parity.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { monotonicity, signOf } from '../../src/formula/sign.ts';
import type { FormulaTree } from '../../src/formula/tree.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

const plane = (text: string): FormulaTree => parseFormula(text, ['x1', 'x2'], 'drawn');
const space = (text: string): FormulaTree => parseFormula(text, ['x1', 'x2', 'x3'], 'drawn');
const radius = (text: string): FormulaTree => parseFormula(text, ['r'], 'drawn');

/** `true`: it must be said; `false`: it must not; `null`: it is true, and no rule need find it. */
type Truth = boolean | null;

const says = (name: string, text: string, said: boolean, truth: Truth): NumericInstance[] =>
  truth === null ? [] : [isTrue(`${text} is ${truth ? '' : 'not '}${name}`, said === truth)];

/** exp(-(a x^2 + b y^2 + c x y) - x^4 - y^4): log-concave iff 4ab >= c^2; by the rule where 2a and 2b are above |c|. */
function forms(random: RandomStream): NumericInstance[] {
  const [a, b] = [between(random, 0.1, 10), between(random, 0.1, 10)];
  const c = random.sign() * between(random, 0.05, 25);
  const form = `${a}*x1^2+${b}*x2^2+(${c})*x1*x2`;
  const holds = 4 * a * b >= c * c;
  const dominant = 2 * Math.min(a, b) > Math.abs(c) * (1 + 1e-9);
  const truth = holds ? (dominant ? true : null) : false;
  const density = `exp(-(${form})-x1^4-x2^4)`;
  const [d, e] = [random.sign() * between(random, 0.05, 4), random.sign() * between(random, 0.05, 4)];
  const third = `${form}+(${d})*x1*x3+${a}*x3^2+(${e})*x3*x2`;
  const rows = [
    [2 * a, c, d],
    [c, 2 * b, e],
    [d, e, 2 * a],
  ] as const;
  const minor = 4 * a * b - c * c;
  const whole = rows[0][0] * (4 * a * b - e * e) - c * (c * 2 * a - e * d) + d * (c * e - 2 * b * d);
  const inSpace = minor >= 0 && whole >= 0 && 4 * a * a >= d * d && 4 * a * b >= e * e;
  const strong = rows.every((row, i) => row[i]! > (1 + 1e-9) * row.reduce((sum, x, j) => sum + (i === j ? 0 : Math.abs(x)), 0)); // prettier-ignore
  const truthInSpace = inSpace ? (strong ? true : null) : false;
  return [
    ...says('log-concave', density, isLogConcave(plane(density)), truth),
    ...says('at least 0', form, signOf(plane(form).root, 'line') === 'nonnegative', truth),
    ...says('log-concave', `exp(-(${third}))`, isLogConcave(space(`exp(-(${third}))`)), truthInSpace),
  ];
}

/** Powers of convex functions: even ones of those that change their sign are not convex. */
function powers(random: RandomStream): NumericInstance[] {
  const c = between(random, 0.05, 5);
  const n = 2 * (1 + random.integer(3));
  const q = between(random, 0.2, 4);
  const convex = [`x1^2`, `abs(x1)`, `x1^2+x2^2`, `max(abs(x1),abs(x2))`, `abs(x1)+2*abs(x2)`, `cosh(x1)-1`];
  const u = convex[random.integer(5)]!;
  const odd = n - 1;
  const one = (text: string, truth: Truth): NumericInstance[] => says('log-concave', text, isLogConcave(plane(text)), truth); // prettier-ignore
  const quasi = (text: string, truth: Truth): NumericInstance[] => says('quasi-concave', text, isQuasiConcave(plane(text)), truth); // prettier-ignore
  return [
    ...one(`exp(-(${u}-${c})^${n})`, false),
    ...quasi(`exp(-(${u}-${c})^${n})`, false),
    ...one(`exp(-(${u}+${c})^${n})`, true),
    ...one(`exp(-(${c}*x1-x2)^${n})`, true),
    ...one(`exp((${u})^${n})`, false),
    ...one(`exp(-(${c}-(${u}))^${odd + 2})`, false),
    ...one(`exp(-abs(x1)^${q}-abs(x2)^${q})`, q >= 1),
    ...one(`exp(-(${u})^${q})`, u.includes('^2') ? (q >= 1 ? true : q < 0.5 ? false : null) : q >= 1),
    ...quasi(`exp(-(${u})^${q})`, true),
    ...one(`(1+${u})^(-${q})`, false),
    ...quasi(`(1+${u})^(-${q})`, true),
    ...quasi(`exp(-abs(x1)^${q}-abs(x2)^${q})`, q >= 1 ? true : false),
    ...quasi(`1/((1+x1^2)*(1+${c}*x2^2))`, false),
    ...one(`max(0,${c}-(${u}))`, true),
    ...one(`max(0,${u}-${c})`, false),
    ...quasi(`max(0,${u}-${c})`, false),
    ...one(`max(0,${c}-(${u}))^${q}`, true),
    ...one(`max(0,${c}-(${u}))^${q}*exp(-${c}*(${u}))`, true),
    ...one(`cosh(x1)^(-${q})*exp(-(${u}))`, true),
    ...one(`cosh(x1)^${q}`, false),
    ...one(`max(0,sign(${c}-(${u})))`, true),
    ...one(`exp(-(x1-${c})^2-x2^2)+exp(-(x1+${c})^2-x2^2)`, c > 1 ? false : null),
    ...one(`min(exp(-(${u})),exp(-${c}*x1^2))`, true),
    ...one(`max(exp(-(${u})),exp(-${c}*(x1-3)^2-x2^2))`, false),
    ...one(`exp(-exp(${c}*x1))`, true),
    ...one(`exp(exp(-${c}*x1))`, false),
    ...one(`exp(-log(1+exp(x1))-${c}*x1^2)`, null),
    ...one(`(${u})*exp(-(${u}))`, false),
    ...quasi(`tanh(${c}-(${u}))+1`, null),
    ...quasi(`exp(-sinh(${u}))`, null),
    ...quasi(`atan(${u})`, false),
  ];
}

/** A quotient or a logarithm is continuous where its argument stays away from 0, from either side. */
function continuity(random: RandomStream): NumericInstance[] {
  const [c, n] = [between(random, 0.05, 5), 1 + random.integer(4)];
  const one = (text: string, truth: Truth): NumericInstance[] => says('continuous', text, isContinuous(plane(text)), truth); // prettier-ignore
  return [
    ...one(`(${c}+x1^2)^(-${n})`, true),
    ...one(`(-${c}-x1^2)^(-${n})`, true),
    ...one(`(x1^2-${c})^(-${n})`, false),
    ...one(`(x1^2)^(-${n})`, false),
    ...one(`(-(x1^2))^(-${n})`, false),
    ...one(`abs(x1)^(-${c})`, false),
    ...one(`(1-exp(-x1^2))^(-${n})`, false),
    ...one(`(exp(-x1^2)-1)^(-${n})`, false),
    ...one(`atan(1/x1)`, false),
    ...one(`x1*exp(-log(abs(x1)))`, false),
    ...one(`log(${c}+abs(x2))`, true),
    ...one(`log(abs(x2))`, false),
    ...one(`sign(x1)*${c}`, false),
    ...one(`max(0,sign(${c}-abs(x1)))`, false),
    ...one(`tan(${c}*x1)`, false),
    ...one(`abs(x1)^${c}*cos(x2)+max(x1,x2)`, true),
    ...one(`tanh(x1)/(${c}+cosh(x2))`, true),
    ...one(`1/(tanh(x1)-1)`, false),
    ...one(`1/(cos(x1)-${1 + c})`, true),
    ...one(`1/(cos(x1)-${Math.min(0.99, c)})`, false),
  ];
}

/** Rising and falling in r >= 0, signs, symmetries and degrees. */
function profiles(random: RandomStream): NumericInstance[] {
  const [a, c, n] = [between(random, 0.1, 4), between(random, 0.1, 4), 1 + random.integer(3)];
  const way = (text: string, truth: 'increasing' | 'decreasing' | 'neither'): NumericInstance => {
    const said = monotonicity(radius(text).root);
    return isTrue(`${text} is ${truth}`, said === (truth === 'neither' ? 'unknown' : truth));
  };
  const sign = (text: string, truth: 'nonnegative' | 'nonpositive' | 'unknown'): NumericInstance =>
    isTrue(`${text} is ${truth}`, signOf(plane(text).root, 'line') === truth);
  const even = (text: string, truth: boolean): NumericInstance => isTrue(`${text} is ${truth ? '' : 'not '}even`, isEvenFormula(plane(text)) === truth); // prettier-ignore
  const degree = (text: string, truth: number | null): NumericInstance => {
    const said = homogeneity(plane(text).root);
    return isTrue(`${text} is of degree ${truth}`, truth === null ? said === null : said !== null && Math.abs(said - truth) < 1e-12); // prettier-ignore
  };
  const positive = (text: string, truth: boolean): NumericInstance => isTrue(`${text} is ${truth ? '' : 'not '}defined and at least 0`, isNonnegativeEverywhere(plane(text)) === truth); // prettier-ignore
  return [
    way(`r^(-${a})*exp(-r)`, 'decreasing'),
    way(`r^${a}*exp(-${c}*r)`, 'neither'),
    way(`(r+${a})*(r+${c})`, 'increasing'),
    way(`(r-${a})*(r-${c})`, 'neither'),
    way(`(r-${a})*exp(r)`, 'neither'),
    way(`-((r+${a})*(r+${c}))`, 'decreasing'),
    way(`(1+r^${a})^(-${c})`, 'decreasing'),
    way(`exp(-abs(r-${a}))`, 'neither'),
    way(`abs(r+${a})`, 'increasing'),
    way(`cosh(r-${a})`, 'neither'),
    way(`exp(-r)+tanh(r)`, 'neither'),
    way(`min(exp(-r),${a}/(1+r))`, 'decreasing'),
    way(`max(-r,${-a})`, 'decreasing'),
    way(`max(exp(-r),r-${a})`, 'neither'),
    way(`r-atan(r)`, 'increasing'),
    way(`atan(r)-r`, 'neither'),
    way(`sin(${a}*r)`, 'neither'),
    way(`(r-${a})^2`, 'neither'),
    sign(`x1^2+abs(x2)`, 'nonnegative'),
    sign(`x1^2-abs(x2)`, 'unknown'),
    sign(`-(x1^2)*exp(x2)`, 'nonpositive'),
    sign(`(-abs(x1))*(-(x2^2))`, 'nonnegative'),
    sign(`(-abs(x1))^3`, 'nonpositive'),
    sign(`(-abs(x1))^4`, 'nonnegative'),
    sign(`max(-abs(x1),x2)`, 'unknown'),
    sign(`max(${c},x2)`, 'nonnegative'),
    sign(`min(-abs(x1),x2)`, 'nonpositive'),
    sign(`min(${c},x2)`, 'unknown'),
    sign(`sinh(-(x1^2))`, 'nonpositive'),
    sign(`atan(x1)`, 'unknown'),
    sign(`cos(x1)`, 'unknown'),
    sign(`x1*x2`, 'unknown'),
    even(`x1*x2+${c}`, true),
    even(`x1+${c}`, false),
    even(`x1^3*x2`, true),
    even(`x1^3*abs(x2)`, false),
    even(`sin(x1)*tanh(x2)`, true),
    even(`sin(x1)*cos(x2)`, false),
    even(`exp(-(x1-x2)^4)`, true),
    even(`exp(-(x1-x2)^3)`, false),
    even(`max(x1,x2)`, false),
    degree(`abs(x1)^${a}*abs(x2)^${c}`, a + c),
    degree(`max(abs(x1),${c}*abs(x2))`, 1),
    degree(`sqrt(x1^2+x2^2)`, 1),
    degree(`(x1^2+x1*x2)^${n}`, 2 * n),
    degree(`abs(x1)+${c}`, null),
    degree(`abs(x1)+x2^2`, null),
    degree(`exp(x1)`, null),
    degree(`x1^2/abs(x2)`, 1),
    positive(`exp(-x1^2)*abs(x2)`, true),
    positive(`${c}-abs(x1)`, false),
    positive(`x1^3`, false),
    positive(`1/x1^2`, false),
    positive(`max(0,${c}-abs(x1))`, true),
    positive(`sqrt(x1)`, false),
    positive(`log(1+x1^2)`, true),
    positive(`log(${Math.min(0.9, c)}+x1^2)`, false),
  ];
}

const shapes = (context: EvidenceContext): NumericInstance[] =>
  draws(
    context,
    { quick: 1, full: 120 },
    (random, i) =>
    context.effort === 'quick' ? forms(random) : [forms, powers, continuity, profiles].flatMap((kind) => (i % 4 === 0 || kind === forms ? kind(random) : [])), // prettier-ignore
  ).flat();

/** Of the claim about densities enclosed. */
export const formulaShapesPart: ImplementationPart = {
  id: 'library-shapes-of-formulas',
  about: 'implementation',
  implements: ['rounding', 'tails'],
  statement:
    'Of families whose shape is a theorem (quadratic forms, powers and sums of convex functions, quotients that stay away from 0 or do not, profiles, signs, degrees) rules say log-concave, quasi-concave, continuous, rising, positive, even in the standard cases where it is true, and never where it is false.',
  evidence: [numerically('coefficients drawn on either side; yes or no', shapes)],
};
