/** What is read off formulas: values, shapes, splits, enclosures, laws on the half-line. */
import { describe, it } from 'vitest';
import { isContinuous } from '../../src/formula/continuity.ts';
import { isLogConcave, isQuasiConcave } from '../../src/formula/curvature.ts';
import { isNonnegativeEverywhere, isPositiveEverywhere } from '../../src/formula/defined.ts';
import { compileLogDerivative, differentiate } from '../../src/formula/derivative.ts';
import { compileEnclosure } from '../../src/formula/interval.ts';
import { compileLog } from '../../src/formula/log.ts';
import { compileLogEnclosure } from '../../src/formula/log-interval.ts';
import { normProfile } from '../../src/formula/norm-profile.ts';
import { homogeneity, isEvenFormula } from '../../src/formula/parity.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { monotonicity, signOf } from '../../src/formula/sign.ts';
import { commonMarginal, coordinateFactors } from '../../src/formula/split.ts';
import { formFactors } from '../../src/formula/split-forms.ts';
import { compileNode, compileValue } from '../../src/formula/value.ts';
import { enclosedLaw } from '../../src/noise/half-line/enclosed-law.ts';
import { halfLineLaw, HalfLineLaw } from '../../src/noise/half-line/law.ts';
import { profileOf } from '../../src/noise/half-line/profile.ts';
import { productLevels } from '../../src/noise/product/levels.ts';
import { LINE, PLANE } from './formulas.ts';
import { Ledger, PATIENCE, type Drawing } from './ledger.ts';

/** A formula at random: rules meet what nobody thought of. */
function formulaAtRandom(draw: Drawing, names: readonly string[], depth: number): string {
  const inner = (): string => formulaAtRandom(draw, names, depth - 1);
  const number = (): string => draw.pick(['1', '2', '0.5', '3', '0.7']);
  if (depth === 0) return draw.pick([...names, ...names, number()]);
  switch (draw.pick(['sum', 'sum', 'difference', 'product', 'multiple', 'power', 'exp', 'call', 'call', 'pair'])) {
    case 'sum':
      return `(${inner()}+${inner()})`;
    case 'difference':
      return `(${inner()}-${inner()})`;
    case 'product':
      return `(${inner()})*(${inner()})`;
    case 'multiple':
      return `${draw.pick(['-', ''])}${number()}*(${inner()})`;
    case 'power':
      return `(${inner()})^${draw.pick(['2', '2', '3', '4', '1.5', '0.5', '-1', '-2'])}`;
    case 'exp':
      return `exp(-(${inner()}))`;
    case 'pair':
      return `${draw.pick(['max', 'min'])}(${inner()},${inner()})`;
    default:
      return `${draw.pick(['abs', 'abs', 'exp', 'log', 'sqrt', 'cosh', 'sinh', 'tanh', 'atan', 'erf', 'sign', 'sin'])}(${inner()})`;
  }
}

describe('the ledger of formulas', () => {
  it('what rules conclude of formulas at random, and of those they are about', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('formula', 'rules');
    const { draw } = ledger;
    const those = [
      '(x1^2-1)^2',
      'exp(-(x1^2-1)^2)',
      'exp(-(1+x1^2)^2)',
      'exp(-(x1^2+x2^2-1)^2)',
      'exp(-(abs(x1)+x2^2)^2)',
      'exp(-(x1-x2)^4-x2^2)',
      'exp(-(x1^2+3*x1*x2+2*x2^2))',
      'exp(-(x1^2+1.9*x1*x2+x2^2))',
      'exp(-(x1^2+2*x1*x2+x2^2)-x1^2)',
      'exp(-(x1^2+2.1*x1*x2+x2^2))',
      'exp(-cosh(x1^2))',
      'exp(-cosh(x1^2-1))',
      'exp(-abs(x1^2-1))',
      'exp(-max(x1^2,abs(x2))^1.5)',
      'exp(-min(x1^2,abs(x2)))',
      'sqrt(max(0,1-x1^2-x2^2))',
      '1/(1+abs(x1)+abs(x2))^5',
      '1/(1+max(abs(x1),abs(x2)))^5',
      '(1+x1^2+x2^2)^-3',
      'exp(-(x1^2+x2^2)^0.7)',
      'log(1+exp(-x1^2-x2^2))',
      'max(0,1-abs(x1))*max(0,1-abs(x2))',
      'exp(-abs(x1+x2))*exp(-abs(x1-x2))',
      'exp(-abs(2*x1+x2)^3-(x1-x2)^2)',
      'sign(x1)*x1*exp(-x1^2)',
      'x1*sinh(x1)*exp(-x1^4)',
      'tanh(x1^2)/x1^2*exp(-abs(x1))',
    ];
    for (let i = 0; i < 260; i++) {
      const names = i % 3 === 0 ? ['x1'] : ['x1', 'x2'];
      those.push(formulaAtRandom(draw, names, draw.pick([2, 3, 3, 4])));
    }
    for (const text of those) {
      const names = text.includes('x2') ? ['x1', 'x2'] : ['x1'];
      const x = draw.vector(names.length, 1.5);
      const box = x.map((each) => ({ lower: each, upper: each + draw.pick([0, 0.05, 1]) }));
      ledger.ask(`${text} at ${x.join()} and in ${JSON.stringify(box)}`, () => {
        const formula = parseFormula(text, names, 'a formula');
        const { root } = formula;
        return [
          `even ${isEvenFormula(formula)}, continuous ${isContinuous(formula)}, log-concave ${isLogConcave(formula)},`,
          `quasi-concave ${isQuasiConcave(formula)}, nonnegative ${isNonnegativeEverywhere(formula)},`,
          `positive ${isPositiveEverywhere(root, names.length)}, homogeneous ${homogeneity(root)},`,
          `${monotonicity(root)}, ${signOf(root, 'line')}, ${signOf(root, 'half-line')},`,
          commonMarginal(formula)?.text,
          coordinateFactors(formula)?.map((factor) => factor.text),
          formFactors(formula)?.forms,
          normProfile(formula)?.norm,
          compileValue(formula)(x),
          compileLog(formula)(x),
          compileNode(differentiate(root, 0))(x),
          compileLogDerivative(formula, 0)(x),
          compileEnclosure(root)(box),
          compileLogEnclosure(root)(box),
        ];
      });
    }
    await ledger.compare();
  });

  it('shapes and values', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('formula', 'formulas');
    const { draw } = ledger;
    for (const [names, those] of [
      [['x'], LINE],
      [['x1', 'x2'], PLANE],
      [
        ['x1', 'x2', 'x3'],
        ['exp(-x1^2-x2^2-abs(x3))', 'exp(-abs(x1+x2)-abs(x2+x3)-abs(x3))', '1/(1+x1^2+x2^2+x3^2)^4'],
      ],
    ] as const)
      for (const text of those) {
        const formula = parseFormula(text, names, 'a formula');
        const { root } = formula;
        const x = draw.vector(names.length, 1.5);
        ledger.ask(`${text}: shape`, () => ({
          even: isEvenFormula(formula),
          continuous: isContinuous(formula),
          logConcave: isLogConcave(formula),
          quasiConcave: isQuasiConcave(formula),
          nonnegative: isNonnegativeEverywhere(formula),
          positive: isPositiveEverywhere(root, names.length),
          homogeneity: homogeneity(root),
          monotone: monotonicity(root),
          sign: signOf(root, 'positive' as never),
          marginal: commonMarginal(formula)?.text,
          factors: coordinateFactors(formula)?.map((factor) => factor.text),
          forms: formFactors(formula)?.forms,
          profile: normProfile(formula)?.norm,
        }));
        const box = x.map((each) => ({ lower: each, upper: each + draw.pick([0, 0.01, 0.4]) }));
        ledger.ask(`${text}: at ${x.join()} and in ${JSON.stringify(box)}`, () => [
          compileValue(formula)(x),
          compileLog(formula)(x),
          compileLogDerivative(formula, 0)(x),
          compileNode(differentiate(root, 0))(x),
          compileEnclosure(root)(box),
          compileLogEnclosure(root)(box),
        ]);
      }
    for (const text of [
      '2*x+',
      'foo(x)',
      'x^x',
      'y',
      '1/0',
      'exp(-x^2',
      '1e400',
      'x1',
      'pi*x^2',
      '2^-3^2',
      '-x^2',
      'x(2)',
      '',
    ])
      ledger.ask(`read "${text}"`, () => parseFormula(text, ['x'], 'a formula').root);
    await ledger.compare();
  });

  it('laws on the half-line', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('formula', 'half-line-laws');
    for (const [i, text] of LINE.entries())
      for (const m of i === 0 || i % 2 === 1 ? [i % 4 === 3 ? 3 : 1] : []) {
        const formula = parseFormula(text, ['x'], 'a formula');
        const profile = profileOf(formula);
        ledger.ask(`${text}, t^${m}`, () => {
          const law = halfLineLaw(profile, m);
          if (!(law instanceof HalfLineLaw)) return law;
          return [
            law.logIntegral(),
            law.moment(2),
            law.densityAtZero(),
            law.cdf(0.7),
            law.cdf(3, 'upper'),
            law.quantile(0.3),
            law.quantile(1e-3, 'upper'),
            law.drawError,
          ];
        });
        ledger.ask(`${text}, t^${m}, enclosed`, () => {
          const law = enclosedLaw(formula.root, m, profile.knots);
          if (!('logIntegral' in law)) return law;
          return [
            law.logIntegral(),
            law.moment(2),
            law.meanLog(),
            law.densityAtZero(),
            law.height(),
            law.variation(),
            law.slopeExcess(0.5),
            law.beyond(1.5),
            law.between(0.2, 0.9),
            law.quantileFromBelow(0.3, 0.5),
            law.quantileFromAbove(0.3, 0.5),
            law.isNonnegative(),
            law.sign(),
            m === 1 && productLevels(law, 3),
          ];
        });
      }
    await ledger.compare();
  });
});
