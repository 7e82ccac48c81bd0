/**
 * False statements over every function and kind of evidence, none of which may pass either checker; and true ones over
 * the same functions, which must, so that to refuse everything is no way out.
 */
import * as fc from 'fast-check';
import type Fraction from 'fraction.js';
import { describe, expect, it } from 'vitest';
import {
  add,
  apply,
  compile,
  derivative,
  div,
  exactly,
  forAll,
  inv,
  judge,
  log,
  mul,
  neg,
  numerically,
  pow,
  range,
  rational,
  real,
  sampled,
  sub,
  substitute,
  variable,
  type Evidence,
  type Expression,
  type FunctionName,
} from '../../src/checker/index.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import {
  acceptedAmong,
  enclosed,
  equation,
  firstAccepts,
  relation,
  secondAccepts,
  type Statement,
} from './statements.ts';

const [x, y] = [variable('x'), variable('y')] as [Expression, Expression];
const [zero, one] = [rational(0), rational(1)] as [Expression, Expression];
const off = rational(1001, 1000);

/** Every function with shapes fixed, at an argument; all are smooth, monotone and not 0 on (1/2, 3/4). */
const FUNCTIONS: Readonly<Record<FunctionName, (z: Expression) => Expression>> = {
  exp: (z) => apply('exp', z),
  log: (z) => apply('log', z),
  sqrt: (z) => apply('sqrt', z),
  abs: (z) => apply('abs', z),
  erf: (z) => apply('erf', z),
  artanh: (z) => apply('artanh', z),
  tanh: (z) => apply('tanh', z),
  gamma: (z) => apply('gamma', z),
  normalCdf: (z) => apply('normalCdf', z),
  normalPdf: (z) => apply('normalPdf', z),
  normalQuantile: (z) => apply('normalQuantile', z),
  gammaCdf: (z) => apply('gammaCdf', z, 2),
  gammaQuantile: (z) => apply('gammaQuantile', z, 2),
  betaCdf: (z) => apply('betaCdf', z, 2, 3),
  betaQuantile: (z) => apply('betaQuantile', z, 2, 3),
  dilogarithm: (z) => apply('dilogarithm', z),
  hypergeometric: (z) => apply('hypergeometric', z, 2),
};
const all = Object.entries(FUNCTIONS) as [FunctionName, (z: Expression) => Expression][];

const inside = [real('x', '1/2', '3/4')];
const box = [range('x', '3/5', '7/10')];

/** Decreasing on (1/2, 3/4); the others increase. */
const FALLING: readonly FunctionName[] = ['gamma', 'normalPdf'];
/** Where a function has no value; the others have one everywhere. */
const OUTSIDE: Partial<Record<FunctionName, readonly [string, string]>> = {
  log: ['-2', '-1'],
  sqrt: ['-2', '-1'],
  artanh: ['2', '3'],
  gamma: ['-2', '-1'],
  normalQuantile: ['2', '3'],
  gammaCdf: ['-2', '-1'],
  gammaQuantile: ['2', '3'],
  betaCdf: ['2', '3'],
  betaQuantile: ['2', '3'],
  dilogarithm: ['2', '3'],
  hypergeometric: ['2', '3'],
};

/**
 * Ways in which an expression vanishes from sight, although it must have a value for the statement to have a meaning.
 */
const VANISHING: readonly (readonly [string, (f: Expression) => readonly [Expression, Expression]])[] = [
  ['times 0', (f) => [mul(0, f), zero]],
  ['minus itself', (f) => [sub(f, f), zero]],
  ['to the power 0', (f) => [pow(f, 0), one]],
  ['its derivative in another variable', (f) => [derivative(f, 'y'), zero]],
  ['substituted for a variable that does not occur', (f) => [substitute(one, 'y', f), mul(1, 1)]],
];

/** Wrong values and wrong derivatives. */
function wrong(name: FunctionName, f: (z: Expression) => Expression): readonly Statement[] {
  const slope = derivative(f(x), 'x');
  const falls = FALLING.includes(name);
  return [
    equation(`${name} off by a thousandth of itself`, inside, f(x), mul(off, f(x))),
    equation(`${name} off by 1/1000`, inside, f(x), add(f(x), rational(1, 1000))),
    equation(`${name} with the other sign`, inside, f(x), neg(f(x))),
    equation(`${name} of an argument off by a thousandth`, inside, f(mul(off, x)), f(x)),
    equation(`${name} upside down`, inside, f(x), inv(f(x))),
    equation(`${name} is its argument and a thousandth`, inside, f(x), mul(off, x)),
    equation(`the slope of ${name} off by a thousandth`, inside, slope, mul(off, slope)),
    equation(`the slope of ${name} with the other sign`, inside, slope, neg(slope)),
    equation(`the slope of ${name} is twice ${name}`, inside, slope, mul(2, f(x))),
    equation(
      `the slope of ${name} without the inner derivative`,
      inside,
      derivative(f(div(add(x, 1), 2)), 'x'),
      substitute(slope, 'x', div(add(x, 1), 2)),
    ),
    relation(`${name} within 1/10000 of 1/1000 more`, box, f(x), '=', add(f(x), rational(1, 1000)), '1/10000'),
    relation(`${name} above 1/1000 more`, box, f(x), '>=', add(f(x), rational(1, 1000))),
    relation(`${name} below 1/1000 less`, box, f(x), '<', sub(f(x), rational(1, 1000))),
    relation(`${name} ${falls ? 'rises' : 'falls'}`, box, slope, falls ? '>' : '<', zero),
    relation(`${name} of more is ${falls ? 'more' : 'less'}`, box, f(mul(off, x)), falls ? '>' : '<', f(x)),
  ];
}

/** Nothing is true of what has no value. */
function undefinedValues(name: FunctionName, f: (z: Expression) => Expression): readonly Statement[] {
  const found: Statement[] = [];
  const outside = OUTSIDE[name];
  const places: (readonly [string, Expression, readonly [string, string]])[] = [
    ...(outside === undefined ? [] : [[`${name} outside its domain`, f(x), outside] as const]),
    // Far out in their tails these two take the second checker seconds.
    ...(name === 'erf' || name === 'normalCdf' ? [] : [[`${name} of 1/x around 0`, f(inv(x)), ['-1', '1']] as const]),
    [`${name} of log x below 0`, f(log(x)), ['-2', '-1']],
    [`${name} of x^(1/2) below 0`, f(pow(x, rational(1, 2))), ['-2', '-1']],
  ];
  for (const [label, value, [low, high]] of places) {
    for (const [how, vanish] of VANISHING) {
      const [left, right] = vanish(value);
      found.push(equation(`${label}, ${how}`, [real('x', low, high), real('y')], left, right));
      found.push(
        relation(`${label}, ${how}, on a box`, [range('x', low, high), range('y', '1', '2')], left, '=', right),
      );
    }
    found.push(relation(`tanh of ${label} is at most 1`, [range('x', low, high)], apply('tanh', value), '<=', one));
  }
  if (outside !== undefined) {
    const slope = derivative(f(x), 'x');
    found.push(
      relation(`the slope of ${name} outside its domain`, [range('x', ...outside)], pow(slope, 2), '>=', zero),
    );
    found.push(relation(`the sign of that slope`, [range('x', ...outside)], slope, '<', rational(1000)));
  }
  return found;
}

/** Names that would be taken for something else, and the number of arguments. */
function malformed(name: FunctionName, f: (z: Expression) => Expression): readonly Statement[] {
  const named = (bad: string): readonly Statement[] => [
    equation(`a variable called "${bad}"`, [real(bad), real('x', '1/2', '3/4')], variable(bad), f(x)),
    equation(
      `a variable called "${bad}" is twice itself halved`,
      [real(bad)],
      variable(bad),
      mul(2, variable(bad), rational(1, 2)),
    ),
    relation(`a side called "${bad}"`, [range(bad, '0', '1')], variable(bad), '<=', one),
  ];
  const args = (count: number): Expression => ({
    op: 'apply',
    function: name,
    args: Array.from({ length: count }, () => x),
  });
  const count = (f(x) as Extract<Expression, { op: 'apply' }>).args.length;
  return [
    ...named(name),
    ...named(`${name}(1*x)`),
    equation(`${name} of too few arguments`, inside, mul(0, args(count - 1)), zero),
    equation(`${name} of too many arguments`, inside, mul(0, args(count + 1)), zero),
    relation(`${name} of too many arguments, on a box`, box, mul(0, args(count + 1)), '=', zero),
  ];
}

/** Library values that are off, at places outside, or compared in no known way. */
function wrongLibrary(name: FunctionName, f: (z: Expression) => Expression): readonly Statement[] {
  const expression = f(x);
  const value = compile(expression)({ x: 0.625 });
  const at = { x: '5/8' };
  const size = Math.abs(value);
  const instance = (label: string, claimed: number, how: string, more: object = {}): Statement =>
    enclosed({ label: `${name}: ${label}`, value: claimed, relation: how as 'close', expression, at, ...more });
  const outside = OUTSIDE[name];
  return [
    instance('close, off by a thousandth', value * 1.001, 'close'),
    instance('close, off by 1e-6', value + 1e-6 * size, 'close'),
    instance('a lower bound that is above', value + 1e-8 * size, 'lower-bound'),
    instance('a lower bound far below', value - 1e-3 * size, 'lower-bound'),
    instance('at least, but below', value - 1e-8 * size, 'at-least'),
    instance('an unknown relation', value, 'constructor'),
    instance('a negative tolerance', value, 'close', { tolerance: '-1' }),
    instance('a constant in the name of a variable', value, 'close', { at: { ...at, e: '1' } }),
    ...(outside === undefined
      ? []
      : [instance('outside the domain, times 0', 0, 'close', { expression: mul(0, f(x)), at: { x: outside[0] } })]),
  ];
}

const everywhere = (make: (name: FunctionName, f: (z: Expression) => Expression) => readonly Statement[]) =>
  all.flatMap(([name, f]) => make(name, f));

/** Statements of no function in particular. */
const others: readonly Statement[] = [
  ...['', 'e', 'pi', 'i', '#2', ' x', 'x ', '2x', 'x_1', 'x*y', '(1*x)', 'e^[1*x]', 'x^[2]', '__proto__'].flatMap(
    (name) => [
      equation(`the name "${name}"`, [real(name)], variable(name), apply('exp', 1)),
      equation(`the name "${name}" for pi`, [real(name)], variable(name), { op: 'pi' }),
      equation(`the name "${name}" of a derivative`, [real('x')], derivative(x, name), zero),
      relation(`a side "${name}"`, [range(name, '2', '3')], variable(name), '<', rational(4)),
    ],
  ),
  equation('declared twice, the last time positive', [real('x', '-inf', 'inf'), real('x')], apply('abs', x), x),
  relation('a side declared twice, the last time small', [range('x', '0', '9'), range('x', '0', '1')], x, '<=', one),
  ...['constructor', '==', '!=', 'toString', '', '≤'].map((sign) =>
    relation(`relation "${sign}"`, box, x, sign as '=', x),
  ),
  relation('a negative tolerance', box, x, '=', x, '-1'),
  relation('a tolerance for <=', box, x, '<=', sub(x, rational(1, 100)), '1'),
  equation('an empty domain', [real('x', '1', '0')], x, add(x, 1)),
  equation('a domain of one point', [real('x', '1', '1')], x, add(x, 0, 1)),
  equation('no integers between 0 and 1', [{ name: 'x', lower: '0', upper: '1', integer: true }], x, add(x, 1)),
  relation('an empty box', [range('x', '1', '0')], x, '<', zero),
  equation('letter by letter', inside, x, x),
  equation('0^y where y may be 0', [real('y', '-1', '1')], pow(sub(y, y), y), zero),
  equation('0^0 by way of y - y', [real('y')], pow(0, sub(y, y)), zero),
  relation(
    'x^y is bounded on [0, 1] x [-1, 1]',
    [range('x', '0', '1'), range('y', '-1', '1')],
    apply('tanh', pow(x, y)),
    '<=',
    one,
  ),
  relation('(-8)^(1/3)', [], mul(0, pow(-8, rational(1, 3))), '=', zero),
  relation('0 times infinity', [range('x', '0', '1')], mul(x, inv(x)), '=', zero),
  relation('a sign at a jump', [range('x', '-1', '1')], pow(derivative(apply('abs', x), 'x'), 2), '<=', one),
  equation('the slope of |x| at 0', [real('x', '-1', '1')], mul(0, derivative(apply('abs', x), 'x')), zero),
  equation('the root of a square', [real('x', '-inf', 'inf')], pow(pow(x, 2), rational(1, 2)), x),
  equation(
    'a prime in disguise',
    [real('x')],
    x,
    add(x, mul(2n ** 521n - 1n, apply('exp', sub(apply('exp', mul(20, x)), 700_000)))),
  ),
];

/** Evidence without data: the first checker alone looks at it. */
const tried: readonly (readonly [string, Evidence])[] = [
  ['a property that says nothing', forAll('', { quick: 50, full: 50 }, () => fc.property(fc.nat(), () => undefined))],
  [
    'a property whose answer is 1',
    forAll('', { quick: 50, full: 50 }, () => fc.property(fc.nat(), () => 1 as unknown as boolean)),
  ],
  [
    'a property whose answer is late',
    forAll('', { quick: 50, full: 50 }, () => fc.asyncProperty(fc.nat(), async () => Promise.resolve())),
  ],
  ['a property that is false', forAll('', { quick: 50, full: 50 }, () => fc.property(fc.nat(), (n) => n < 1))],
  ...[NaN, 0, -1, 0.5, Infinity].map(
    (quick) =>
      [
        `a property run ${quick} times`,
        forAll('', { quick, full: 1 }, () => fc.property(fc.nat(), () => true)),
      ] as const,
  ),
  ...['constructor', '==', '<>', 'toString', ''].flatMap((sign) => [
    [
      `exact relation "${sign}"`,
      exactly('', () => [{ label: '', left: ratio(1), relation: sign as '=', right: ratio(1) }]),
    ] as const,
    [
      `numeric relation "${sign}"`,
      numerically('', () => [{ label: '', left: 1, relation: sign as '=', right: 1, tolerance: 1 }]),
    ] as const,
  ]),
  ...(['=', '<', '>', '!=', '<=', '>='] as const).map(
    (sign) =>
      [
        `exact: ${sign}, by a thousandth`,
        exactly('', () => {
          const [left, right] = sign.startsWith('<') ? [1001, 1000] : [1000, sign === '!=' ? 1000 : 1001];
          return [{ label: '', left: ratio(left, 1000), relation: sign, right: ratio(right, 1000) }];
        }),
      ] as const,
  ),
  [
    'exact: a double',
    exactly('', () => [{ label: '', left: (1 / 3) as unknown as Fraction, relation: '<=', right: ratio(1) }]),
  ],
  ['exact: nothing', exactly('', () => [])],
  ...[NaN, -1, Infinity].map(
    (tolerance) =>
      [
        `numeric, tolerance ${tolerance}`,
        numerically('', () => [{ label: '', left: 1, relation: '=', right: 1, tolerance }]),
      ] as const,
  ),
  ['numeric: not a number', numerically('', () => [{ label: '', left: NaN, relation: '<=', right: 1, tolerance: 0 }])],
  ...[NaN, 0, -5, 2.5, Infinity].flatMap((n) => [
    [
      `${n} trials`,
      sampled('', 1e-9, () => [{ test: 'binomial', label: '', hits: 0, trials: n, lower: 0, upper: 0.1 }]),
    ] as const,
    [
      `a distance of ${n} samples`,
      sampled('', 1e-9, () => [{ test: 'dkw', label: '', distance: 0, samples: n }]),
    ] as const,
    [
      `a mean of ${n} values`,
      sampled('', 1e-9, () => [
        { test: 'bounded-mean', label: '', mean: 0, samples: n, range: 1, lower: 0, upper: 0.1 },
      ]),
    ] as const,
  ]),
  ...[NaN, 0, 1, -1].map(
    (alarm) =>
      [
        `false alarm ${alarm}`,
        sampled('', alarm, () => [{ test: 'dkw', label: '', distance: 0, samples: 1000 }]),
      ] as const,
  ),
];

const FAMILIES: readonly (readonly [string, readonly Statement[]])[] = [
  ['wrong values and slopes', everywhere(wrong)],
  ['values where there are none', everywhere(undefinedValues)],
  ['names and arguments', everywhere(malformed)],
  ['library values', everywhere(wrongLibrary)],
  ['of no function in particular', others],
  ['what is only tried', tried.map(([label, evidence]) => ({ label, evidence }))],
];

describe('false statements', () => {
  it('are more than 700 with data, over every function', () => {
    expect(
      FAMILIES.flatMap(([, statements]) => statements).filter(({ kind }) => kind !== undefined).length,
    ).toBeGreaterThan(700);
  });

  it.each(FAMILIES)('%s: none is accepted', async (_, statements) => {
    expect(await acceptedAmong(statements)).toEqual([]);
  });
});

/** Bounds of a function on the box, a tenth of its size beyond what it takes there. */
function bounds(f: (z: Expression) => Expression): readonly [Expression, Expression] {
  const values = [0.6, 0.7].map((at) => compile(f(x))({ x: at }));
  const slack = 0.1 * Math.max(...values.map(Math.abs)) + 0.01;
  const asRational = (value: number): Expression => rational(Math.round(value * 1000), 1000);
  return [asRational(Math.min(...values) - slack), asRational(Math.max(...values) + slack)];
}

const trueOnes: readonly Statement[] = [
  ...all.flatMap(([name, f]): readonly Statement[] => {
    const [low, high] = bounds(f);
    return [
      equation(`${name} twice`, inside, mul(2, f(x)), add(f(x), f(x))),
      relation(`${name} above its lower bound`, box, f(x), '>', low),
      relation(`${name} below its upper bound`, box, f(x), '<', high),
      enclosed({
        label: `${name} at 5/8`,
        value: compile(f(x))({ x: 0.625 }),
        relation: 'close',
        expression: f(x),
        at: { x: '5/8' },
      }),
    ];
  }),
  ...all
    // The derivative of Gamma is not in the language; quantiles of the gamma and beta laws are slow.
    .filter(([name]) => !['gamma', 'gammaQuantile', 'betaQuantile'].includes(name))
    .map(([name, f]) =>
      equation(
        `the slope of the square of ${name}`,
        inside,
        derivative(pow(f(x), 2), 'x'),
        mul(2, f(x), derivative(f(x), 'x')),
      ),
    ),
  // Conventions, and domains with their ends.
  equation('x^0 = 1, at 0 too', [real('x', '-1', '1')], pow(x, 0), one),
  relation('x^0 = 1 on a box around 0', [range('x', '-1', '1')], pow(x, 0), '=', one),
  equation('an integer between 0 and 2', [{ name: 'x', lower: '0', upper: '2', integer: true }], mul(x, 2), add(x, x)),
  equation('integers up to 3', [{ name: 'x', lower: '-inf', upper: '7/2', integer: true }], mul(x, 2), add(x, x)),
  relation('sqrt from 0 on', [range('x', '0', '1')], apply('sqrt', x), '<=', one),
  relation('the slope of log', [range('x', '1', '2')], derivative(log(x), 'x'), '>', zero),
];

describe('true statements', () => {
  it('are more than 80, and accepted by both', async () => {
    const refused: string[] = [];
    for (const statement of trueOnes) {
      if (!(await firstAccepts(statement))) refused.push(`first: ${statement.label}`);
      if (!secondAccepts(statement)) refused.push(`second: ${statement.label}`);
    }
    expect(trueOnes.length).toBeGreaterThan(80);
    expect(refused).toEqual([]);
  });

  it('are not refuted for want of an integer beyond the end of the domain', async () => {
    // n (n-1) (n-2) vanishes at 1 and 2, the integers between 0 and 3, which no rewriting sees: undecided, not refuted.
    const n = variable('n');
    const zeros = equation(
      '',
      [{ name: 'n', lower: '0', upper: '3', integer: true }],
      mul(n, sub(n, 1), sub(n, 2)),
      zero,
    );
    expect(await judge(zeros.evidence, { seed: 1, effort: 'quick' })).toMatchObject({ status: 'inconclusive' });
    expect(secondAccepts(zeros)).toBe(false);
  });
});
