/** Pieces of certificates as sentences of Coq: a strict grammar, through which no text of a file passes. */
import { describe, expect, it } from 'vitest';
import { coqExpression, coqName, coqRational, Untranslatable } from '../../src/formal/replay/coq-expression.ts';
import { goalsOf } from '../../src/formal/replay/goals.ts';

const rational = (numerator: string, denominator = '1') => ({ op: 'rational', numerator, denominator });
const x = { op: 'variable', name: 'x' };

describe('an expression', () => {
  it('is said in Coq', () => {
    const half = rational('1', '2');
    expect(coqExpression({ op: 'power', base: x, exponent: rational('-3', '2') })).toBe('(/ ((sqrt v_x) ^ 3))');
    expect(coqExpression({ op: 'sum', terms: [half, { op: 'apply', function: 'log', args: [x] }] })).toBe(
      '((1 / 2) + (ln v_x))',
    );
    expect(coqExpression({ op: 'derivative', of: x, variable: 'x' })).toBe('(Derive (fun v_x => v_x) v_x)');
    expect(coqRational('-0.25')).toBe('((-1) / 4)');
    expect(coqRational('1e-3')).toBe('(1 / 1000)');
  });

  it.each([
    rational('1. Axiom cheat : False'),
    rational('1', '0'),
    rational('1', '-2'),
    rational('1 (*'),
    { op: 'variable', name: 'x). Admitted. (' },
    { op: 'variable', name: 'x_1' },
    { op: 'variable', name: ['x'] },
    { op: 'apply', function: 'ltac:(admit)', args: [x] },
    { op: 'apply', function: 'toString', args: [x] },
    { op: 'apply', function: 'exp', args: [] },
    { op: 'apply', function: 'exp', args: [x, x] },
    { op: 'apply', function: 'gammaCdf', args: [x] },
    { op: 'sum', terms: [] },
    { op: 'substitute', in: x, variable: 'x => 0) (fun y', by: x },
    { op: 'power', base: x, exponent: rational('100000000') },
    { op: 'Admitted' },
    'x',
    null,
    [x],
  ])('%j is none', (json) => {
    expect(() => coqExpression(json)).toThrow(Untranslatable);
  });

  it('nested without end is none', () => {
    let deep: object = x;
    for (let i = 0; i < 300; i++) deep = { op: 'sum', terms: [deep] };
    expect(() => coqExpression(deep)).toThrow(Untranslatable);
  });
});

describe('a piece', () => {
  it('is its sentences, with every variable and hypothesis', () => {
    const variables = [{ name: 'x', lower: '0', upper: 'inf' }];
    const half = rational('1', '2');
    expect(goalsOf('symbolic', { variables, chain: [x, x, rational('2')] }).map(({ statement }) => statement)).toEqual([
      'forall v_x : R, 0 < v_x -> v_x = v_x',
      'forall v_x : R, 0 < v_x -> v_x = 2',
    ]);
    const box = [{ name: 'x', lower: '0', upper: '1' }];
    expect(goalsOf('interval', { box, left: x, relation: '=', right: x, tolerance: '1e-9' })[0]!.statement).toBe(
      'forall v_x : R, 0 <= v_x <= 1 -> Rabs (v_x - v_x) <= (1 / 1000000000)',
    );
    const density = (name: string, args: unknown[]) => [{ op: 'apply', function: name, args }, x];
    expect(goalsOf('symbolic', { variables, chain: density('gammaCdf', [x, half]) })[0]!.statement).toBe(
      'forall gam : R -> R, Gamma_laws gam -> forall gcdf : R -> R -> R, Gamma_law_laws gam gcdf -> forall v_x : R, 0 < v_x -> (gcdf (1 / 2) v_x) = v_x',
    );
    // Guesses for the tactics are numbers of ours, never text of the file.
    const at = { x: '3' };
    const instances = [
      {
        expression: { op: 'apply', function: 'gamma', args: [{ op: 'product', factors: [x, half] }] },
        at,
        tolerance: '1e-9',
        value: '1',
        relation: 'close',
      },
    ];
    expect(goalsOf('enclosure', { instances })[0]!.tactic).toBe('start; places; repeat gamma_at (3 / 2); point');
    expect(() => goalsOf('interval', { box, left: x, relation: '<= 1 \\/ x <', right: x })).toThrow(Untranslatable);
    expect(() => goalsOf('symbolic', { variables, chain: [x] })).toThrow(Untranslatable);
    expect(coqName('R')).toBe('v_R');
  });
});
