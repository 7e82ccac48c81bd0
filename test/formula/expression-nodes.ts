/** Random formula trees in one variable, for properties. */
import fc from 'fast-check';
import { compileNode } from '../../src/formula/value.ts';
import type { FormulaNode } from '../../src/formula/tree.ts';

export const { nodes } = fc.letrec<{ nodes: FormulaNode }>((tie) => ({
  nodes: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<FormulaNode>({ op: 'variable', index: 0 }, { op: 'constant', value: 2 }),
    fc.integer({ min: -3, max: 3 }).map((n): FormulaNode => ({ op: 'constant', value: n / 2 })),
    tie('nodes').map((of): FormulaNode => ({ op: 'negate', of })),
    fc.array(tie('nodes'), { minLength: 2, maxLength: 3 }).map((terms): FormulaNode => ({ op: 'sum', terms })),
    fc.array(tie('nodes'), { minLength: 2, maxLength: 3 }).map((factors): FormulaNode => ({ op: 'product', factors })),
    fc
      .tuple(tie('nodes'), fc.constantFrom(-2, -1, -0.5, 0.5, 2, 3))
      .map(([base, exponent]): FormulaNode => ({ op: 'power', base, exponent })),
    fc
      .tuple(
        fc.constantFrom('exp', 'log', 'abs', 'sign', 'sin', 'cos', 'tan', 'atan', 'sinh', 'cosh', 'tanh', 'erf'),
        tie('nodes'),
      )
      .map(([name, of]): FormulaNode => ({ op: 'call', name, args: [of] })),
    fc
      .tuple(fc.constantFrom('min', 'max', 'pow'), tie('nodes'), tie('nodes'))
      .map(([name, a, b]): FormulaNode => ({ op: 'call', name, args: [a, b] })),
  ),
}));

/** How far the value moves, relative to its size, when x moves by 1e-9 relative: rounding is amplified alike. */
export function conditionNumber(root: FormulaNode, x: number): number {
  const f = compileNode(root);
  const h = 1e-9 * Math.max(1, Math.abs(x));
  const change = Math.max(Math.abs(f([x + h]) - f([x])), Math.abs(f([x]) - f([x - h])));
  const size = Math.max(1, Math.abs(f([x])));
  return Number.isFinite(change) ? change / h / size : Infinity;
}
