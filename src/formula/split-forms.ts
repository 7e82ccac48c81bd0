/**
 * Formulas that split into linear forms: f(x) = f_1(<a_1, x>) ... f_d(<a_d, x>) with a_1, ..., a_d a basis, so that
 * the forms are independent coordinates of a density f. All coefficients are exact.
 */
import { ONE, toDouble, toRational, type Rational } from '../numeric/algebra/rational.ts';
import { rank } from '../numeric/algebra/rational-linear-algebra.ts';
import { asDoubles, hasVariable, linearForm, multipleOfForm, sumOfForms, type LinearForm } from './linear-form.ts';
import { isEvenFormula } from './parity.ts';
import { termsOf } from './split.ts';
import type { FormulaNode, FormulaTree } from './tree.ts';

/** The forms, as rows of a matrix, and the factor of each, in x. */
export interface SplitForms {
  readonly forms: readonly (readonly number[])[];
  readonly factors: readonly FormulaTree[];
}

/** A factor of the formula, in x; `form` -1 for one without variables. */
interface Part {
  readonly form: number;
  readonly node: FormulaNode;
}

const X: FormulaNode = { op: 'variable', index: 0 };

/**
 * The forms and their factors, each even by its parity; null where that is not seen. That each is >= 0 is not asked.
 */
export function formFactors({ root, variables, text }: FormulaTree): SplitForms | null {
  const dim = variables.length;
  const splitter = new FormSplitter(dim);
  const parts = splitter.partsOf(root);
  if (parts === null || splitter.forms.length !== dim || rank(splitter.forms) < dim) return null;
  const forms = splitter.forms.map(asDoubles);
  if (!forms.every((form) => form !== null)) return null;
  // What depends on no variable goes with the first.
  const factors = forms.map((_, i): FormulaTree => {
    const own = parts.filter(({ form }) => form === i || (i === 0 && form < 0)).map(({ node }) => node);
    return { text, variables: ['x'], root: own.length === 1 ? own[0]! : { op: 'product', factors: own } };
  });
  return factors.every(isEvenFormula) ? { forms, factors } : null;
}

class FormSplitter {
  /** No two are multiples of each other. */
  readonly forms: LinearForm[] = [];
  private readonly dim: number;

  constructor(dim: number) {
    this.dim = dim;
  }

  partsOf(node: FormulaNode): readonly Part[] | null {
    if (!hasVariable(node)) return [{ form: -1, node }];
    const own = this.ofOneForm(node);
    if (own !== null) return [own];
    switch (node.op) {
      case 'product':
        return this.together(node.factors);
      case 'power': {
        // (a b)^c = a^c b^c: of fractional powers, where a and b have one sign.
        if (!Number.isInteger(node.exponent)) return null;
        const { exponent } = node;
        return each(this.partsOf(node.base), (base) => ({ op: 'power', base, exponent }));
      }
      case 'call':
        if (node.name === 'abs') return each(this.partsOf(node.args[0]!), (of) => ({ ...node, args: [of] }));
        if (node.name !== 'exp') return null;
        return each(this.together(termsOf(node.args[0]!), false), (of) => ({ op: 'call', name: 'exp', args: [of] }));
      case 'sum':
      case 'negate':
      case 'constant':
      case 'variable':
        return null;
    }
  }

  /** Of all nodes; where they are not factors but terms of an exponent, each has to be of one form. */
  private together(nodes: readonly FormulaNode[], factors = true): readonly Part[] | null {
    const found: Part[] = [];
    for (const node of nodes) {
      const whole = hasVariable(node) ? this.ofOneForm(node) : { form: -1, node };
      const parts = whole !== null ? [whole] : factors ? this.partsOf(node) : null;
      if (parts === null) return null;
      found.push(...parts);
    }
    return found;
  }

  /** The node as a function of one linear form; null where it is none, or of several. */
  private ofOneForm(node: FormulaNode): Part | null {
    const before = this.forms.length;
    const of = { form: -1 };
    const found = this.rewritten(node, of);
    if (found !== null && of.form >= 0) return { form: of.form, node: found };
    this.forms.length = before;
    return null;
  }

  /** With x for the form; `of` takes the first form met, and any other ends it. */
  private rewritten(node: FormulaNode, of: { form: number }): FormulaNode | null {
    if (!hasVariable(node)) return node;
    const own = linearForm(node, this.dim);
    if (own !== null) return this.multiple(own, of);
    const all = (nodes: readonly FormulaNode[]): readonly FormulaNode[] | null => {
      const found = nodes.map((one) => this.rewritten(one, of));
      return found.every((one) => one !== null) ? found : null;
    };
    switch (node.op) {
      case 'constant':
      case 'variable':
        return null;
      case 'negate': {
        const inner = this.rewritten(node.of, of);
        return inner === null ? null : { op: 'negate', of: inner };
      }
      case 'sum': {
        // Linear terms make one form together.
        const forms = node.terms.map((term) => linearForm(term, this.dim));
        const linear = forms.filter((form) => form !== null);
        const rest = all(node.terms.filter((_, i) => forms[i] === null));
        if (rest === null) return null;
        if (linear.length === 0) return { op: 'sum', terms: rest };
        const sum = this.multiple(linear.reduce(sumOfForms), of);
        return sum === null ? null : { op: 'sum', terms: [sum, ...rest] };
      }
      case 'product': {
        const factors = all(node.factors);
        return factors === null ? null : { op: 'product', factors };
      }
      case 'power': {
        const base = this.rewritten(node.base, of);
        return base === null ? null : { op: 'power', base, exponent: node.exponent };
      }
      case 'call': {
        const args = all(node.args);
        return args === null ? null : { op: 'call', name: node.name, args };
      }
    }
  }

  /** c x for a form that is c times the one in question, c a double. */
  private multiple(form: LinearForm, of: { form: number }): FormulaNode | null {
    if (form.every(isZero)) return { op: 'constant', value: 0 };
    let index = this.forms.findIndex((known) => quotient(form, known) !== null);
    if (index < 0) index = this.forms.push(plainest(form)) - 1;
    if (of.form < 0) of.form = index;
    if (of.form !== index) return null;
    const by = quotient(form, this.forms[index]!)!;
    const value = toDouble(by);
    if (by.equals(ONE)) return X;
    if (!Number.isFinite(value) || !toRational(value).equals(by)) return null;
    return { op: 'product', factors: [{ op: 'constant', value }, X] };
  }
}

function each(parts: readonly Part[] | null, change: (node: FormulaNode) => FormulaNode): readonly Part[] | null {
  return parts?.map(({ form, node }) => ({ form, node: change(node) })) ?? null;
}

const isZero = (x: Rational): boolean => x.n === 0n;

/** The multiple with leading coefficient 1, where that leaves doubles. */
function plainest(form: LinearForm): LinearForm {
  const unit = multipleOfForm(form, form.find((x) => !isZero(x))!.inverse());
  return asDoubles(unit) === null ? form : unit;
}

/** c with a = c b; null where there is none. */
function quotient(a: LinearForm, b: LinearForm): Rational | null {
  const at = b.findIndex((x) => !isZero(x));
  const c = a[at]!.div(b[at]!);
  return a.every((x, i) => x.equals(b[i]!.mul(c))) ? c : null;
}
