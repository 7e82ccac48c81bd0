/**
 * Proofs that a formula does not change when signs of variables change or variables are exchanged, by a normal form of
 * its tree.
 */
import type { FormulaNode } from './tree.ts';

/** x_i becomes `signs[i]` times x_{order[i]}. */
export interface SignedPermutation {
  readonly signs: readonly (1 | -1)[];
  readonly order: readonly number[];
}

/** A node up to sign: its value is `sign` times that of the form named `key`. */
interface Form {
  readonly sign: 1 | -1;
  readonly key: string;
}

const EVEN: readonly string[] = ['abs', 'cos', 'cosh'];
const ODD: readonly string[] = ['sign', 'sin', 'tan', 'atan', 'sinh', 'tanh', 'erf'];

/** Whether the formula is the same function after the change of variables; false proves nothing. */
export function isUnchangedBy(node: FormulaNode, change: SignedPermutation): boolean {
  const dim = change.order.length;
  const identity: SignedPermutation = {
    signs: Array.from({ length: dim }, () => 1 as const),
    order: Array.from({ length: dim }, (_, i) => i),
  };
  return full(form(node, change)) === full(form(node, identity));
}

const full = ({ sign, key }: Form): string => (sign > 0 ? key : `-${key}`);
const opposite = (sign: 1 | -1): 1 | -1 => (sign > 0 ? -1 : 1);

function form(node: FormulaNode, change: SignedPermutation): Form {
  const inner = (of: FormulaNode): Form => form(of, change);
  switch (node.op) {
    case 'constant':
      return { sign: node.value < 0 ? -1 : 1, key: String(Math.abs(node.value)) };
    case 'variable':
      return { sign: change.signs[node.index]!, key: `x${change.order[node.index]!}` };
    case 'negate': {
      const { sign, key } = inner(node.of);
      return { sign: opposite(sign), key };
    }
    case 'sum':
      return sumOf(node.terms.map(inner));
    case 'product': {
      const factors = node.factors.map(inner);
      const odd = factors.filter(({ sign }) => sign < 0).length % 2 === 1;
      return {
        sign: odd ? -1 : 1,
        key: `(${factors
          .map(({ key }) => key)
          .sort()
          .join('*')})`,
      };
    }
    case 'power': {
      const base = inner(node.base);
      if (!Number.isInteger(node.exponent)) return { sign: 1, key: `(${full(base)})^${node.exponent}` };
      return { sign: node.exponent % 2 === 0 ? 1 : base.sign, key: `(${base.key})^${node.exponent}` };
    }
    case 'call': {
      const args = node.args.map(inner);
      const [first] = args as [Form];
      if (EVEN.includes(node.name)) return { sign: 1, key: `${node.name}(${first.key})` };
      if (ODD.includes(node.name)) return { sign: first.sign, key: `${node.name}(${first.key})` };
      const texts = args.map(full);
      if (node.name === 'min' || node.name === 'max') texts.sort();
      return { sign: 1, key: `${node.name}(${texts.join(',')})` };
    }
  }
}

/** The terms in order, up to a common sign. */
function sumOf(terms: readonly Form[]): Form {
  const text = (flip: boolean): string =>
    terms
      .map(({ sign, key }) => full({ sign: flip ? opposite(sign) : sign, key }))
      .sort()
      .join('+');
  const [plain, flipped] = [text(false), text(true)];
  return plain <= flipped ? { sign: 1, key: `(${plain})` } : { sign: -1, key: `(${flipped})` };
}
