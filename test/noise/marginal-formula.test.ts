/** The trees of named marginals are those the parser makes of their texts. */
import { expect, it } from 'vitest';
import { parseFormula } from '../../src/formula/parse.ts';
import { marginalFormula } from '../../src/noise/product/marginal-formula.ts';
import { parseNoise } from '../../src/noise/spec.ts';

it.each([
  'gaussian',
  'laplace',
  'iid-exp,s=0.5',
  'iid-exp,s=1',
  'iid-exp,s=4',
  'iid-exp,s=0.25',
  'iid-pareto,a=3',
  'iid-pareto,a=2.5',
])('%s', (spec) => {
  const found = marginalFormula(parseNoise(spec, 3, { lambda: 1 }))!;
  expect(found).toEqual(parseFormula(found.text, ['x'], 'test'));
});
