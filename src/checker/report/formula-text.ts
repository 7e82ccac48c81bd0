/**
 * What a piece of evidence states, written out from the very expressions that are judged: as text and as TeX. Words of
 * a claim say what is meant; this says what was checked.
 */
import type { EnclosedInstance, ExactInstance } from '../claim.ts';
import type { Expression, FunctionName } from '../expression.ts';
import type { Domain, SymbolicProof } from '../symbolic-proof.ts';
import type { IntervalProof, Range } from '../interval-proof.ts';
import type { Trace } from '../kernel/trace.ts';

/** A statement as plain text and as TeX without dollars. */
export interface Formula {
  readonly text: string;
  readonly tex: string;
}

/** Plain text, or TeX without dollars. */
export type Notation = 'text' | 'tex';

/** How tightly an expression binds: a sum least, then a product, a power, and what needs no parentheses. */
type Binding = 0 | 1 | 2 | 3;
interface Shown {
  readonly words: string;
  readonly binding: Binding;
}

/**
 * An expression as text or TeX, with parentheses where they are needed.
 *
 * @example
 * showExpression(mul(2, add(variable('x'), 1)), 'text') // => '2 * (x + 1)'
 */
export const showExpression = (x: Expression, notation: Notation): string => shown(x, notation).words;

const atom = (words: string): Shown => ({ words, binding: 3 });

function shown(x: Expression, notation: Notation): Shown {
  switch (x.op) {
    case 'rational':
      return number(x, notation);
    case 'pi':
      return atom(notation === 'tex' ? '\\pi ' : 'pi');
    case 'variable':
      return atom(notation === 'tex' && x.name === 'rho' ? '\\rho ' : x.name);
    case 'sum':
      return x.terms.length === 0 ? atom('0') : sum(x.terms, notation);
    case 'product':
      return x.factors.length === 0 ? atom('1') : product(x.factors, notation);
    case 'power':
      return power(x.base, x.exponent, notation);
    case 'apply':
      return atom(CALLS[x.function](notation, ...x.args.map((arg) => showExpression(arg, notation))));
    case 'derivative':
      return notation === 'tex'
        ? {
            words: `\\frac{\\partial}{\\partial ${name(x.variable)}}${grouped(shown(x.of, notation), 3, notation)}`,
            binding: 1,
          }
        : atom(`d/d${x.variable}[${showExpression(x.of, notation)}]`);
    case 'substitute': {
      const [body, by] = [showExpression(x.in, notation), showExpression(x.by, notation)];
      return atom(
        notation === 'tex'
          ? `\\left[${body}\\right]_{${name(x.variable)} = ${by}}`
          : `[${body} at ${x.variable} = ${by}]`,
      );
    }
  }
}

const name = (variable: string): string => (variable === 'rho' ? '\\rho' : variable);

/** Parenthesized unless it binds at least as tightly as its place needs. */
function grouped({ words, binding }: Shown, needed: Binding, notation: Notation): string {
  if (binding >= needed) return words;
  return notation === 'tex' ? `\\left(${words}\\right)` : `(${words})`;
}

function number({ numerator, denominator }: { numerator: string; denominator: string }, notation: Notation): Shown {
  const minus = numerator.startsWith('-');
  const size = minus ? numerator.slice(1) : numerator;
  if (denominator === '1') return { words: numerator, binding: minus ? 0 : 3 };
  const fraction = notation === 'tex' ? `\\frac{${size}}{${denominator}}` : `${size}/${denominator}`;
  return { words: `${minus ? '-' : ''}${fraction}`, binding: minus ? 0 : 1 };
}

/** The expression without its sign where it is written with a minus, else undefined. */
function negated(x: Expression): Expression | undefined {
  if (x.op === 'rational' && x.numerator.startsWith('-')) return { ...x, numerator: x.numerator.slice(1) };
  if (x.op !== 'product') return undefined;
  const [first, ...rest] = x.factors;
  if (first === undefined || rest.length === 0) return undefined;
  const positive = negated(first);
  if (positive === undefined) return undefined;
  const isOne = positive.op === 'rational' && positive.numerator === '1' && positive.denominator === '1';
  const factors = isOne ? rest : [positive, ...rest];
  return factors.length === 1 ? factors[0]! : { op: 'product', factors };
}

function sum(terms: readonly Expression[], notation: Notation): Shown {
  const words = terms.map((term, i) => {
    const positive = negated(term);
    const size = grouped(shown(positive ?? term, notation), 1, notation);
    if (positive === undefined) return i === 0 ? size : ` + ${size}`;
    return i === 0 ? `-${size}` : ` - ${size}`;
  });
  return { words: words.join(''), binding: terms.length === 1 && negated(terms[0]!) === undefined ? 1 : 0 };
}

/** The base and positive exponent of what stands under a fraction bar: x^(-n) with a number n. */
function underBar(x: Expression): Expression | undefined {
  if (x.op !== 'power' || x.exponent.op !== 'rational') return undefined;
  const exponent = negated(x.exponent);
  if (exponent === undefined || exponent.op !== 'rational') return undefined;
  const one = exponent.numerator === '1' && exponent.denominator === '1';
  return one ? x.base : { op: 'power', base: x.base, exponent };
}

function product(factors: readonly Expression[], notation: Notation): Shown {
  const whole: Expression = { op: 'product', factors };
  const positive = negated(whole);
  if (positive !== undefined) return { words: `-${grouped(shown(positive, notation), 1, notation)}`, binding: 0 };
  const above = factors.filter((factor) => underBar(factor) === undefined);
  const below = factors.map(underBar).filter((factor) => factor !== undefined);
  if (factors.length === 1) return shown(factors[0]!, notation);
  const joined = (list: readonly Expression[]): string =>
    list.length === 0
      ? '1'
      : list
          .map((factor) => grouped(shown(factor, notation), 2, notation))
          .join(notation === 'tex' ? ' \\cdot ' : ' * ');
  if (below.length === 0) return { words: joined(above), binding: 1 };
  if (notation === 'tex') {
    const alone = (list: readonly Expression[]): string =>
      list.length === 1 ? showExpression(list[0]!, notation) : joined(list);
    return { words: `\\frac{${alone(above)}}{${alone(below)}}`, binding: 1 };
  }
  const divisor = below.length === 1 ? grouped(shown(below[0]!, notation), 2, notation) : `(${joined(below)})`;
  return { words: `${joined(above)} / ${divisor}`, binding: 1 };
}

function power(base: Expression, exponent: Expression, notation: Notation): Shown {
  const under = underBar({ op: 'power', base, exponent });
  if (under !== undefined) return reciprocal(under, notation);
  const root = exponent.op === 'rational' && exponent.numerator === '1' && exponent.denominator === '2';
  if (root) {
    const inside = showExpression(base, notation);
    return atom(notation === 'tex' ? `\\sqrt{${inside}}` : `sqrt(${inside})`);
  }
  const bottom = grouped(shown(base, notation), 3, notation);
  const top = shown(exponent, notation);
  return {
    words: notation === 'tex' ? `{${bottom}}^{${top.words}}` : `${bottom}^${grouped(top, 3, notation)}`,
    binding: 2,
  };
}

function reciprocal(under: Expression, notation: Notation): Shown {
  if (notation === 'tex') return { words: `\\frac{1}{${showExpression(under, notation)}}`, binding: 1 };
  return { words: `1 / ${grouped(shown(under, notation), 2, notation)}`, binding: 1 };
}

type Call = (notation: Notation, ...args: readonly string[]) => string;
/** A function written f(x) in both notations. */
const plain =
  (text: string, tex: string): Call =>
  (notation, ...args) =>
    notation === 'tex' ? `${tex}\\left(${args.join(', ')}\\right)` : `${text}(${args.join(', ')})`;

/** How each function of the language is written. */
const CALLS: Readonly<Record<FunctionName, Call>> = {
  exp: plain('exp', '\\exp'),
  log: plain('log', '\\log'),
  sqrt: (notation, x = '') => (notation === 'tex' ? `\\sqrt{${x}}` : `sqrt(${x})`),
  abs: (notation, x = '') => (notation === 'tex' ? `\\left|${x}\\right|` : `abs(${x})`),
  erf: plain('erf', '\\operatorname{erf}'),
  artanh: plain('artanh', '\\operatorname{artanh}'),
  tanh: plain('tanh', '\\tanh'),
  gamma: plain('Gamma', '\\Gamma'),
  normalCdf: plain('N', 'N'),
  normalPdf: plain('phi', '\\varphi'),
  normalQuantile: plain('N^-1', 'N^{-1}'),
  gammaCdf: (notation, x = '', s = '') => (notation === 'tex' ? `F_{${s}}\\left(${x}\\right)` : `F[${s}](${x})`),
  gammaQuantile: (notation, p = '', s = '') =>
    notation === 'tex' ? `F_{${s}}^{-1}\\left(${p}\\right)` : `F^-1[${s}](${p})`,
  betaCdf: (notation, x = '', a = '', b = '') =>
    notation === 'tex' ? `B\\left(${x}; ${a}, ${b}\\right)` : `B(${x}; ${a}, ${b})`,
  betaQuantile: (notation, p = '', a = '', b = '') =>
    notation === 'tex' ? `B^{-1}\\left(${p}; ${a}, ${b}\\right)` : `B^-1(${p}; ${a}, ${b})`,
  dilogarithm: plain('Li2', '\\mathrm{Li}_2'),
  hypergeometric: (notation, z = '', b = '') =>
    notation === 'tex' ? `{}_2F_1\\left(1, ${b}; ${b} + 1; ${z}\\right)` : `2F1(1, ${b}; ${b} + 1; ${z})`,
};

/** What a run looked at, as one statement. */
export function formulaOf(trace: Trace): Formula {
  switch (trace.kind) {
    case 'symbolic':
      return identityFormula(trace.proof);
    case 'interval':
      return boxFormula(trace.proof);
    case 'instances':
      return { text: instancesText(trace.instances), tex: instancesTex(trace.instances) };
    case 'enclosure':
      return enclosureFormula(trace.instances);
  }
}

const both = (write: (notation: Notation) => string): Formula => ({ text: write('text'), tex: write('tex') });

const identityFormula = ({ variables, left, via = [], right }: SymbolicProof): Formula =>
  both((notation) => {
    const steps = via.length === 0 ? '' : ` by way of ${via.length} step${via.length === 1 ? '' : 's'}`;
    const equation = `${showExpression(left, notation)} = ${showExpression(right, notation)}`;
    const domain = variables.map((variable) => domainText(variable, notation)).join(', ');
    const words = domain === '' ? '' : notation === 'tex' ? `\\quad\\text{for } ${domain}` : ` for ${domain}`;
    return `${equation}${words}${notation === 'tex' && steps !== '' ? `\\text{${steps}}` : steps}`;
  });

function domainText({ name: variable, lower, upper, integer }: Domain, notation: Notation): string {
  const x = notation === 'tex' ? name(variable) : variable;
  const less = '<';
  if (integer === true) {
    const whole = notation === 'tex' ? '\\text{ whole}' : ' whole';
    return `${lower === '-inf' ? '' : `${lower} ${less} `}${x}${upper === 'inf' ? '' : ` ${less} ${upper}`}${whole}`;
  }
  if (lower === '-inf' && upper === 'inf') return notation === 'tex' ? `${x}\\text{ real}` : `${x} real`;
  if (upper === 'inf') return `${x} > ${lower}`;
  return `${lower === '-inf' ? '' : `${lower} ${less} `}${x} ${less} ${upper}`;
}

const TEX_RELATION = { '<=': '\\le', '>=': '\\ge', '<': '<', '>': '>', '=': '=', '!=': '\\ne' } as const;

const boxFormula = ({ box, left, relation, right, tolerance }: IntervalProof): Formula =>
  both((notation) => {
    const sign = notation === 'tex' ? TEX_RELATION[relation] : relation;
    const within = tolerance === undefined ? '' : notation === 'tex' ? ` \\pm ${tolerance}` : ` +- ${tolerance}`;
    const sides = box.map((side) => sideText(side, notation)).join(', ');
    const words = sides === '' ? '' : notation === 'tex' ? `\\quad\\text{for } ${sides}` : ` for ${sides}`;
    return `${showExpression(left, notation)} ${sign} ${showExpression(right, notation)}${within}${words}`;
  });

const sideText = ({ name: variable, lower, upper }: Range, notation: Notation): string =>
  notation === 'tex'
    ? lower === upper
      ? `${name(variable)} = ${lower}`
      : `${name(variable)} \\in [${lower}, ${upper}]`
    : lower === upper
      ? `${variable} = ${lower}`
      : `${variable} in [${lower}, ${upper}]`;

/** Characters of an example that are shown. */
const LONGEST = 160;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);

/** The first comparison, as an example of all. */
function instancesText(instances: readonly ExactInstance[]): string {
  const [first] = instances;
  if (first === undefined) return 'nothing';
  const { label, left, relation, right } = first;
  return `${instances.length} comparisons of fractions, the first (${cut(label)}): ${cut(left.toFraction())} ${relation} ${cut(right.toFraction())}`;
}

/** In words of TeX, since labels are no mathematics. */
const instancesTex = (instances: readonly ExactInstance[]): string =>
  `\\text{${instancesText(instances).replace(/[\\{}$&#^_%~]/g, ' ')}}`;

/** The formula that values of the library are compared with: that of the first instance. */
function enclosureFormula(instances: readonly EnclosedInstance[]): Formula {
  const [first] = instances;
  if (first === undefined) return { text: 'nothing', tex: '\\text{nothing}' };
  return both((notation) => {
    const formula = showExpression(first.expression, notation);
    const at = Object.entries(first.at).map(
      ([variable, value]) => `${notation === 'tex' ? name(variable) : variable} = ${cut(value)}`,
    );
    const point = at.length === 0 ? '' : notation === 'tex' ? `\\text{ at } ${at.join(', ')}` : ` at ${at.join(', ')}`;
    const more = instances.length === 1 ? '' : ` and ${instances.length - 1} more`;
    const t = first.tolerance ?? '1e-9';
    return notation === 'tex'
      ? `\\text{the library against } ${formula}${point}\\text{${more}; ${RELATION_WORDS[first.relation](t)}}`
      : `the library against ${formula}${point}${more}; ${RELATION_WORDS[first.relation](t)}`;
  });
}

const RELATION_WORDS: Readonly<Record<EnclosedInstance['relation'], (tolerance: string) => string>> = {
  'lower-bound': (t) => `never above it, at most ${t} of it below`,
  close: (t) => `within ${t} of it`,
  'at-least': (t) => `at least it, but for ${t} of it`,
};
