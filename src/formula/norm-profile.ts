/**
 * Formulas of one norm: q(x) = f(N(x)), N(x) = sqrt(x^T M x) or the largest of finitely many linear forms, so that all
 * level sets are multiples of one ellipsoid or polytope. Coefficients are exact: what rounds is not recognized.
 */
import { ONE, toRational, ZERO } from '../numeric/algebra/rational.ts';
import { determinant, rank } from '../numeric/algebra/rational-linear-algebra.ts';
import {
  asDoubles,
  constantPart,
  hasVariable,
  linearForm,
  multipleOfForm,
  sumOfForms,
  type LinearForm,
} from './linear-form.ts';
import type { FormulaTree, FormulaNode } from './tree.ts';

/**
 * A norm: the root of a positive definite quadratic form by its matrix, or the largest of linear forms, which come in
 * pairs +-a.
 */
export type FormulaNorm =
  | { readonly kind: 'quadratic'; readonly matrix: readonly (readonly number[])[] }
  | { readonly kind: 'polyhedral'; readonly forms: readonly (readonly number[])[] };

/** The norm and the profile, in r. */
interface NormProfile {
  readonly norm: FormulaNorm;
  readonly profile: FormulaTree;
}

/** Linear forms of a norm at most. */
const MOST_FORMS = 128;

/** Part of a formula that is factor N(x)^power; a text that tells two norms apart. */
interface Match {
  readonly power: 1 | 2;
  readonly factor: number;
  readonly key: string;
  readonly norm: FormulaNorm;
}

/** The formula as a profile of a norm; null where it is not seen to be one. */
export function normProfile({ root, text, variables }: FormulaTree): NormProfile | null {
  const dim = variables.length;
  let known: Match | null = null;
  const asPower = (match: Match): FormulaNode | null => {
    known ??= match;
    if (match.key !== known.key) return null;
    const r: FormulaNode = { op: 'variable', index: 0 };
    const own: FormulaNode = match.power === 1 ? r : { op: 'power', base: r, exponent: 2 };
    return match.factor === 1 ? own : { op: 'product', factors: [{ op: 'constant', value: match.factor }, own] };
  };
  const visitAll = (nodes: readonly FormulaNode[]): readonly FormulaNode[] | null => {
    const found = nodes.map(visit);
    return found.every((each) => each !== null) ? found : null;
  };
  const visit = (node: FormulaNode): FormulaNode | null => {
    if (!hasVariable(node)) return node;
    const whole = matchOf(node, dim);
    if (whole !== null) return asPower(whole);
    switch (node.op) {
      case 'constant':
      case 'variable':
        return null;
      case 'negate': {
        const of = visit(node.of);
        return of === null ? null : { op: 'negate', of };
      }
      case 'sum':
        return visitSum(node.terms);
      case 'product': {
        const factors = visitAll(node.factors);
        return factors === null ? null : { op: 'product', factors };
      }
      case 'power': {
        const base = visit(node.base);
        return base === null ? null : { op: 'power', base, exponent: node.exponent };
      }
      case 'call': {
        const args = visitAll(node.args);
        return args === null ? null : { op: 'call', name: node.name, args };
      }
    }
  };
  /** Terms that make the norm together, up to their sign; or each by itself. */
  const visitSum = (terms: readonly FormulaNode[]): FormulaNode | null => {
    const constants = terms.filter((term) => !hasVariable(term));
    const moving = terms.filter(hasVariable);
    for (const opposite of [false, true]) {
      const rest: FormulaNode = { op: 'sum', terms: moving.map((of) => (opposite ? negated(of) : of)) };
      const match = moving.length > 0 ? matchOf(rest, dim) : null;
      const norm = match === null ? null : asPower(match);
      if (norm !== null) return { op: 'sum', terms: [...constants, opposite ? { op: 'negate', of: norm } : norm] };
    }
    const found = visitAll(terms);
    return found === null ? null : { op: 'sum', terms: found };
  };
  const profile = visit(root);
  if (profile === null || known === null) return null;
  return { norm: (known as Match).norm, profile: { text, variables: ['r'], root: profile } };
}

function negated(node: FormulaNode): FormulaNode {
  return node.op === 'negate' ? node.of : { op: 'product', factors: [{ op: 'constant', value: -1 }, node] };
}

function matchOf(node: FormulaNode, dim: number): Match | null {
  return quadratic(node, dim) ?? polyhedral(node, dim);
}

/** x^T M x, positive definite, as the rows of M. */
function quadratic(node: FormulaNode, dim: number): Match | null {
  if (node.op === 'variable' || node.op === 'call') return null;
  const rows = quadraticRows(node, dim);
  const matrix = rows?.map(asDoubles);
  if (matrix?.every((row) => row !== null) !== true) return null;
  // Sylvester: all leading minors are positive.
  for (let k = 1; k <= dim; k++) {
    const minor = determinant(rows!.slice(0, k).map((row) => row.slice(0, k)));
    if (!(minor.s > 0n && minor.n > 0n)) return null;
  }
  const { factor, rows: unit } = withoutFactor(matrix);
  return { power: 2, factor, key: `quadratic ${JSON.stringify(unit)}`, norm: { kind: 'quadratic', matrix: unit } };
}

/**
 * The largest size of an entry taken out, where that leaves doubles: multiples of one norm have one form, and balls of
 * l1, l2 and linf are seen as such.
 */
function withoutFactor(rows: readonly (readonly number[])[]): { readonly factor: number; readonly rows: number[][] } {
  const factor = Math.max(...rows.flat().map(Math.abs));
  const by = toRational(factor).inverse();
  const unit = rows.map((row) => asDoubles(row.map((x) => toRational(x).mul(by))));
  // Zeros of one sign.
  const plain = (row: readonly number[]): number[] => row.map((x) => x + 0);
  return unit.every((row) => row !== null) ? { factor, rows: unit.map(plain) } : { factor: 1, rows: rows.map(plain) };
}

function quadraticRows(node: FormulaNode, dim: number): readonly LinearForm[] | null {
  switch (node.op) {
    case 'sum': {
      const parts = node.terms.map((term) => quadraticRows(term, dim));
      return parts.every((part) => part !== null)
        ? parts.reduce((a, b) => a.map((row, i) => sumOfForms(row, b[i]!)))
        : null;
    }
    case 'negate':
      return quadraticRows(node.of, dim)?.map((row) => multipleOfForm(row, ZERO.sub(ONE))) ?? null;
    case 'power': {
      if (node.exponent !== 2) return null;
      const { base } = node;
      const form = linearForm(base.op === 'call' && base.name === 'abs' ? base.args[0]! : base, dim);
      return form === null ? null : symmetricProduct(form, form);
    }
    case 'product': {
      const { constant, others } = constantPart(node.factors);
      if (constant === null) return null;
      const [a, b] = others;
      let own: readonly LinearForm[] | null = null;
      if (others.length === 1) own = quadraticRows(a!, dim);
      else if (others.length === 2) {
        const forms = [linearForm(a!, dim), linearForm(b!, dim)];
        if (forms[0] !== null && forms[1] !== null) own = symmetricProduct(forms[0]!, forms[1]!);
      }
      return own?.map((row) => multipleOfForm(row, constant)) ?? null;
    }
    case 'constant':
    case 'variable':
    case 'call':
      return null;
  }
}

const HALF = ONE.div(ONE.add(ONE));

/** The matrix of <a, x> <b, x>. */
function symmetricProduct(a: LinearForm, b: LinearForm): LinearForm[] {
  return a.map((x, i) => b.map((y, j) => x.mul(y).add(a[j]!.mul(b[i]!)).mul(HALF)));
}

/** A norm that is the largest of linear forms: sums, positive multiples and maxima of |<a, x>|. */
function polyhedral(node: FormulaNode, dim: number): Match | null {
  const found = maximum(node, dim);
  if (found === null || rank(found) < dim) return null;
  const forms = found.map(asDoubles);
  if (!forms.every((form) => form !== null)) return null;
  const { factor, rows } = withoutFactor(forms);
  const texts = new Map(rows.map((form) => [form.join(), form]));
  const key = `polyhedral ${[...texts.keys()].sort().join(' ')}`;
  return { power: 1, factor, key, norm: { kind: 'polyhedral', forms: [...texts.values()] } };
}

function maximum(node: FormulaNode, dim: number): LinearForm[] | null {
  switch (node.op) {
    case 'call': {
      if (node.name === 'abs') {
        const form = linearForm(node.args[0]!, dim);
        return form === null ? null : [form, multipleOfForm(form, ZERO.sub(ONE))];
      }
      if (node.name !== 'max') return null;
      const parts = node.args.map((each) => maximum(each, dim));
      if (!parts.every((part) => part !== null)) return null;
      const all = parts.flat();
      return all.length > MOST_FORMS ? null : all;
    }
    case 'sum': {
      const parts = node.terms.map((term) => maximum(term, dim));
      if (!parts.every((part) => part !== null)) return null;
      return parts.reduce<LinearForm[] | null>(
        (sums, part) => {
          if (sums === null || sums.length * part.length > MOST_FORMS) return null;
          return sums.flatMap((a) => part.map((b) => sumOfForms(a, b)));
        },
        [Array.from({ length: dim }, () => ZERO)],
      );
    }
    case 'product': {
      const { constant, others } = constantPart(node.factors);
      const of = others.length === 1 ? maximum(others[0]!, dim) : null;
      if (of === null || constant === null || !(constant.s > 0n && constant.n > 0n)) return null;
      return of.map((form) => multipleOfForm(form, constant));
    }
    case 'power': {
      // sqrt(x^2)
      if (node.exponent !== 0.5 || node.base.op !== 'power' || node.base.exponent !== 2) return null;
      const form = linearForm(node.base.base, dim);
      return form === null ? null : [form, multipleOfForm(form, ZERO.sub(ONE))];
    }
    case 'constant':
    case 'variable':
    case 'negate':
      return null;
  }
}
