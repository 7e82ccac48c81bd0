/** What is printed of an expression says what the expression says. */
import * as fc from 'fast-check';
import { parse } from 'mathjs/number';
import { describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import {
  add,
  apply,
  compile,
  derivative,
  div,
  identity,
  inv,
  judge,
  mul,
  neg,
  onBox,
  piecesOf,
  pow,
  range,
  rational,
  real,
  showExpression,
  sub,
  substitute,
  variable,
  whole,
  type Expression,
} from '../../src/checker/index.ts';
import { formulaOf } from '../../src/checker/report/formula-text.ts';
import temml from 'temml';
import type { Trace } from '../../src/checker/kernel/trace.ts';

const [x, y] = [variable('x'), variable('y')];
const text = (of: Expression): string => showExpression(of, 'text');

describe('an expression as text', () => {
  it.each<[Expression, string]>([
    [mul(2, add(x, 1)), '2 * (x + 1)'],
    [sub(x, sub(y, 1)), 'x - (y - 1)'],
    [neg(add(x, y)), '-(x + y)'],
    [pow(neg(x), 2), '(-x)^2'],
    [neg(pow(x, 2)), '-x^2'],
    [pow(pow(x, 2), 3), '(x^2)^3'],
    [pow(x, pow(y, 2)), 'x^(y^2)'],
    [div(x, mul(y, 2)), 'x / (y * 2)'],
    [div(x, div(y, 2)), 'x / (y / 2)'],
    [pow(rational(1, 2), 2), '(1/2)^2'],
    [mul(rational(-1, 2), x), '-(1/2) * x'],
    [inv(sub(1, x)), '1 / (1 - x)'],
    [apply('betaCdf', x, 2, rational(1, 2)), 'B(x; 2, 1/2)'],
    [derivative(mul(x, y), 'x'), 'd/dx[x * y]'],
    [substitute(pow(x, 2), 'x', add(y, 1)), '[x^2 at x = y + 1]'],
  ])('%#', (expression, expected) => expect(text(expression)).toBe(expected));

  it('has the value of the expression, read by a parser that knows nothing of it', () => {
    const leaf: fc.Arbitrary<Expression> = fc.oneof(
      fc.constantFrom(x, y),
      fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 4 })).map(([n, d]) => rational(n, d)),
    );
    const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        leaf,
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((terms) => add(...terms)),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((factors) => mul(...factors)),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => sub(a, b)),
        fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => div(a, b)),
        tie('tree').map(neg),
        fc.tuple(tie('tree'), fc.integer({ min: -3, max: 3 })).map(([a, n]) => pow(a, n)),
        fc.tuple(fc.constantFrom('exp', 'tanh', 'abs'), tie('tree')).map(([name, a]) => apply(name, a)),
      ),
    }));
    fc.assert(
      fc.property(tree, (expression) => {
        const at = { x: 0.7, y: 1.3 };
        const own = compile(expression)(at);
        const read = Number(parse(text(expression)).evaluate(at));
        fc.pre(Number.isFinite(own) && Math.abs(own) < 1e9);
        return Math.abs(own - read) <= 1e-9 * (1 + Math.abs(own));
      }),
      { seed: 20, numRuns: 2000 },
    );
  });
});

describe('a piece of evidence', () => {
  const traceOf = async (evidence: Parameters<typeof judge>[0]): Promise<Trace> => {
    let trace: Trace | undefined;
    await judge(evidence, { seed: 1, effort: 'quick' }, (kept) => (trace = kept));
    return trace!;
  };

  it('shows both sides, the relation, the domain and the tolerance', async () => {
    const square = await traceOf(
      identity('', [real('x'), whole('d', 2)], mul(x, x, variable('d')), mul(pow(x, 2), variable('d'))),
    );
    expect(formulaOf(square).text).toBe('x * x * d = x^2 * d for x > 0, 1 < d whole');
    const box = await traceOf(onBox('', [range('x', '0', '1/2')], x, '<=', rational(1)));
    expect(formulaOf(box).text).toBe('x <= 1 for x in [0, 1/2]');
    const close = await traceOf(onBox('', [range('x', '1', '1')], x, '=', rational(1), { tolerance: '1/2000' }));
    expect(formulaOf(close)).toEqual({
      text: 'x = 1 +- 1/2000 for x = 1',
      tex: 'x = 1 \\pm 1/2000\\quad\\text{for } x = 1',
    });
  });

  it('has TeX that can be typeset, for every symbolic and interval piece of the registry', () => {
    const proofs = claims.flatMap(({ parts }) =>
      parts.flatMap((part) =>
        piecesOf(part).flatMap(({ piece }): Trace[] => {
          if (piece.kind === 'interval') return [{ kind: 'interval', proof: piece.proof }];
          return piece.kind === 'symbolic' && typeof piece.proof !== 'function'
            ? [{ kind: 'symbolic', proof: piece.proof }]
            : [];
        }),
      ),
    );
    expect(proofs.length).toBeGreaterThan(150);
    for (const trace of proofs) {
      const { tex } = formulaOf(trace);
      if (tex.length <= 2000) expect(() => temml.renderToString(tex, { throwOnError: true })).not.toThrow();
    }
  });
});
