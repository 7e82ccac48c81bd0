/**
 * Formulas at random: what the library computes of one, or concludes by rules, against a second evaluation that shares
 * nothing with it; and laws on the half-line whose integrals, moments and quantiles have formulas.
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
import { compileLogDerivative, differentiate } from '../../src/formula/derivative.ts';
import { compileEnclosure } from '../../src/formula/interval.ts';
import { compileLog } from '../../src/formula/log.ts';
import { compileLogEnclosure } from '../../src/formula/log-interval.ts';
import { homogeneity, isEvenFormula } from '../../src/formula/parity.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { monotonicity, signOf } from '../../src/formula/sign.ts';
import { compileNode, compileValue } from '../../src/formula/value.ts';
import { halfLineLaw } from '../../src/noise/half-line/law.ts';
import { profileOf } from '../../src/noise/half-line/profile.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { gammaCdf, gammaQuantile, logGamma } from '../../src/numeric/special/special.ts';
import { agrees, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { BINARY, grown, leaf, NAMES, treeOf, UNARY, type Twin } from '../vocabulary/drawn-formulas.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

const drawnPoint = (random: RandomStream): number[] => [4 * random.uniform() - 2, 4 * random.uniform() - 2];
const moved = (x: readonly number[], by: number): number[] => [x[0]! + by, x[1]!];

/** (f(x + h) - f(x - h))/2h at two steps; null where they disagree, as beside a kink. */
function slope(f: (x: readonly number[]) => number, x: readonly number[]): number | null {
  const at = (h: number): number => (f(moved(x, h)) - f(moved(x, -h))) / (2 * h);
  const [wide, narrow] = [at(1e-4), at(5e-5)];
  const size = 1 + Math.abs(f(x)) + Math.abs(wide);
  return Math.abs(wide - narrow) < 1e-6 * size ? narrow + (narrow - wide) / 3 : null;
}

const computed = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 20, full: 1500 }, (random): NumericInstance[] => {
    const { text, value } = grown(random, 1 + random.integer(4));
    const tree = treeOf(text, NAMES);
    if (tree === null) return [];
    const [own, log, enclose, encloseLog] = [
      compileValue(tree),
      compileLog(tree),
      compileEnclosure(tree.root),
      compileLogEnclosure(tree.root),
    ];
    const [inner, outer] = [compileNode(differentiate(tree.root, 0)), compileLogDerivative(tree, 0)];
    const x = drawnPoint(random);
    const truth = value(x);
    if (!Number.isFinite(truth) || Math.abs(truth) > 1e12) return [];
    const label = `${text} at (${x.join(', ')})`;
    const size = Math.max(1, Math.abs(truth));
    const half = 0.5 * random.uniform() ** 2;
    const box = x.map((c) => ({ lower: c - half * random.uniform(), upper: c + half * random.uniform() }));
    const [ends, logEnds] = [enclose(box), encloseLog(box)];
    const points = [
      x,
      ...Array.from({ length: 4 }, () => box.map(({ lower, upper }) => lower + (upper - lower) * random.uniform())),
    ];
    const found: NumericInstance[] = [
      { label, left: own(x), relation: '=', right: truth, tolerance: 1e-9 * size },
      ...points.flatMap((y) => {
        const at = value(y);
        if (!Number.isFinite(at)) return [];
        const name = `${text} over a box, at (${y.join(', ')})`;
        const slack = 1e-11 * Math.max(1, Math.abs(at));
        const bounds = [
          ...(ends.lower === -Infinity ? [] : [atMost(`${name}: from below`, ends.lower, at, slack)]),
          ...(ends.upper === Infinity ? [] : [atMost(`${name}: from above`, at, ends.upper, slack)]),
        ];
        if (Math.abs(at) < 1e-4) return bounds;
        const logAt = Math.log(Math.abs(at));
        return [
          ...bounds,
          ...(logEnds.lower === -Infinity ? [] : [atMost(`log |${name}|: from below`, logEnds.lower, logAt, 1e-8)]),
          ...(logEnds.upper === Infinity ? [] : [atMost(`log |${name}|: from above`, logAt, logEnds.upper, 1e-8)]),
        ];
      }),
    ];
    if (truth > 1e-6)
      found.push({
        label: `log ${label}`,
        left: log(x),
        relation: '=',
        right: Math.log(truth),
        tolerance: 1e-9 / Math.min(1, truth),
      });
    const along = Number.isNaN(inner(x)) ? null : slope(value, x);
    if (along === null || Math.abs(along) > 1e6) return found;
    const near = 1e-5 * (1 + Math.abs(along) + Math.abs(truth));
    if (near > 5e-4 * Math.max(1, Math.abs(along))) return found;
    found.push({ label: `d/dx1 of ${label}`, left: inner(x), relation: '=', right: along, tolerance: near });
    if (truth > 0.05)
      found.push({
        label: `d/dx1 log of ${label}`,
        left: outer(x),
        relation: '=',
        right: along / truth,
        tolerance: 5e-4 * Math.max(1, Math.abs(along / truth)),
      });
    return found;
  }).flat();

/** Formulas of few kinds, about which the rules conclude something now and then. */
function shaped(random: RandomStream): Twin {
  const part = (): Twin => {
    const atom = leaf(random);
    return [UNARY[0]!, UNARY[1]!, UNARY[4]!, UNARY[14]!, UNARY[5]!, UNARY[13]!, UNARY[16]!, UNARY[17]!, (u: Twin) => u][
      random.integer(9)
    ]!(atom);
  };
  let inner = part();
  for (let k = random.integer(3); k > 0; k--) inner = BINARY[[0, 0, 2, 5, 4, 1][random.integer(6)]!]!(inner, part());
  switch (random.integer(5)) {
    case 0:
      return inner;
    case 1:
      return { text: `(1+${inner.text})^-2`, value: (x) => (1 + inner.value(x)) ** -2 };
    case 2: {
      const other = part();
      return {
        text: `exp(-(${inner.text}))*(1+(${other.text})^2)^-1`,
        value: (x) => Math.exp(-inner.value(x)) / (1 + other.value(x) ** 2),
      };
    }
    default:
      return { text: `exp(-(${inner.text}))`, value: (x) => Math.exp(-inner.value(x)) };
  }
}

const concluded = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 30, full: 3000 }, (random): NumericInstance[] => {
    const { text, value } = shaped(random);
    const tree = treeOf(text, NAMES);
    if (tree === null) return [];
    const claims = {
      even: isEvenFormula(tree),
      logConcave: isLogConcave(tree),
      quasiConcave: isQuasiConcave(tree),
      nonnegative: isNonnegativeEverywhere(tree),
      continuous: isContinuous(tree),
      sign: signOf(tree.root, 'line'),
      degree: homogeneity(tree.root),
    };
    const found: NumericInstance[] = [];
    for (let n = 0; n < 6; n++) {
      const [x, y] = [drawnPoint(random), drawnPoint(random)];
      const middle = x.map((c, i) => 0.5 * (c + y[i]!));
      const [at, other, between] = [value(x), value(y), value(middle)];
      const label = `${text}, at (${x.join(', ')}) and (${y.join(', ')})`;
      const slack = 1e-11 * (Math.abs(at) + Math.abs(other) + Math.abs(between));
      if (![at, other, between].every((v) => Math.abs(v) < 1e6)) {
        found.push(
          isTrue(
            `${label}: called continuous and at least 0, and no number`,
            !(claims.nonnegative && [at, other, between].some(Number.isNaN)),
          ),
        );
        continue;
      }
      if (claims.even) found.push(atMost(`${label}: even`, Math.abs(value(x.map((c) => -c)) - at), slack + 1e-15));
      if (claims.logConcave && at > 0 && other > 0 && between > 1e-300)
        found.push(atMost(`${label}: log-concave`, Math.log(at) + Math.log(other), 2 * Math.log(between), 1e-9));
      if (claims.quasiConcave) found.push(atMost(`${label}: quasi-concave`, Math.min(at, other), between, slack));
      if (claims.nonnegative || claims.sign === 'nonnegative') found.push(atMost(`${label}: at least 0`, 0, at, slack));
      if (claims.sign === 'nonpositive') found.push(atMost(`${label}: at most 0`, at, 0, slack));
      if (claims.degree !== null)
        found.push(
          atMost(
            `${label}: of degree ${claims.degree}`,
            Math.abs(value(x.map((c) => 2 * c)) - 2 ** claims.degree * at),
            1e-9 * (1 + Math.abs(at)) * 2 ** Math.abs(claims.degree),
          ),
        );
    }
    return found.length === 0 ? [isTrue(`${text}: nothing is concluded`, true)] : found;
  }).flat();

/** In one variable r >= 0: what is said to rise or fall does. */
const profiles = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 10, full: 800 }, (random): NumericInstance[] => {
    const twin = shaped(random);
    const text = twin.text.replaceAll('x1', 'r').replaceAll('x2', 'r');
    const tree = treeOf(text, ['r']);
    const way = tree === null ? 'unknown' : monotonicity(tree.root);
    if (way === 'unknown') return [];
    const at = Array.from({ length: 8 }, () => 4 * random.uniform()).sort((a, b) => a - b);
    const values = at.map((r) => twin.value([r, r]));
    return values.slice(1).flatMap((v, i): NumericInstance[] => {
      const [before, slack] = [values[i]!, 1e-11 * (Math.abs(v) + Math.abs(values[i]!))];
      if (!(Math.abs(v) < 1e6 && Math.abs(before) < 1e6)) return [];
      const label = `${text}, ${way}, from ${at[i]!} to ${at[i + 1]!}`;
      return [
        ...(way === 'increasing' ? [] : [atMost(label, v, before, slack)]),
        ...(way === 'decreasing' ? [] : [atMost(label, before, v, slack)]),
      ];
    });
  }).flat();

/** r^{m-1} e^{-c r^k} and r^{m-1} (1 + r^k)^-a: integral, moments, distribution, quantiles; both ends of each. */
const laws = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 12 }, (random, i): NumericInstance[] => {
    const m = [1, 2, 3, 1 + random.integer(3000)][random.integer(4)]!;
    const k = between(random, 0.5, 6);
    const c = between(random, 0.05, 20);
    const heavy = i % 2 === 1;
    const a = (m + 1.2 + 6 * random.uniform()) / k;
    const text = heavy ? `(1+r^${k})^(-${a})` : `exp(-${c}*r^${k})`;
    const label = `r^${m - 1} ${text}`;
    const found = halfLineLaw(profileOf(parseFormula(text, ['r'], 'drawn')), m);
    if ('finite' in found) return [isTrue(`${label}: ${found.detail}`, false)];
    const logAt = (s: number): number =>
      heavy
        ? logGamma(s / k) + logGamma(a - s / k) - logGamma(a) - Math.log(k)
        : logGamma(s / k) - (s / k) * Math.log(c) - Math.log(k);
    const { lower, upper } = found.logIntegral();
    const size = 1e-11 * (1 + Math.abs(logAt(m))) + 1e-11 * m;
    const mean = Math.exp(logAt(m + 1) - logAt(m));
    const out: NumericInstance[] = [
      atMost(`${label}: log of the integral, from below`, lower, logAt(m), size),
      atMost(`${label}: from above`, logAt(m), upper, size),
      atMost(`${label}: width`, upper - lower, 1e-6),
      ...lies(`${label}: mean`, found.enclosed.moment(1), mean, 1e-9 + 1e-12 * m),
      atMost(`${label}: mean, width`, found.enclosed.moment(1).upper - found.enclosed.moment(1).lower, 1e-3 * mean),
    ];
    if (heavy) return out;
    const p = between(random, 1e-9, 0.9);
    const exact = (gammaQuantile(p, m / k, 'upper') / c) ** (1 / k);
    const guess = found.quantile(p, 'upper');
    const [least, most] = [found.enclosed.quantileFromBelow(p, guess), found.enclosed.quantileFromAbove(p, guess)];
    const [low, high] = found.enclosed.beyond(exact);
    return [
      ...out,
      agrees(`${label}: P(T > t) = ${p}`, guess, exact, 1e-8),
      ...lies(`${label}: P(T > t) = ${p}`, { lower: least, upper: most }, exact, 1e-11),
      atMost(`${label}: ends of the quantile`, most - least, 1e-4 * exact),
      ...lies(`${label}: beyond ${exact}`, { lower: low, upper: high }, gammaCdf(c * exact ** k, m / k, 'upper'), 1e-9),
    ];
  }).flat();

/** Of the claim about densities enclosed. */
export const formulaRulesPart: ImplementationPart = {
  id: 'library-formulas',
  about: 'implementation',
  implements: ['rounding', 'tails'],
  statement:
    'Formulas at random: values, logarithms, derivatives and enclosures over boxes are those of a second evaluation; what rules conclude (even, log-concave, quasi-concave, rising, a sign, a degree) holds at points; laws on the half-line have the integrals, means and quantiles of their formulas.',
  evidence: [
    numerically('values, slopes and boxes; 1e-9, of a difference quotient a thousandth', computed),
    numerically('conclusions at drawn points; rounding', (context) => [...concluded(context), ...profiles(context)]),
    numerically('Gamma and Beta laws by formulas; ends on either side, 1e-9 for the known value', laws),
  ],
};
