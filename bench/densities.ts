/** How long it takes to enclose what vetting asks of a density given as a formula, by dimension. */
import { parseExpression } from '../src/formula/parse.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { DensityEnclosures } from '../src/noise/density/enclosures.ts';
import { densityVariables } from '../src/noise/density/density-noise.ts';
import { productNoise } from '../src/noise/product/product-noise.ts';
import { densityRateBound } from '../src/noise/rate/density.ts';
import { certifiedRadius } from '../src/radius/certified-radius.ts';
import type { Case } from './case.ts';

const FORMULAS: readonly (readonly [dim: number, formula: string])[] = [
  [2, 'exp(-abs(x1)^3-2*x2^2)'],
  [2, 'exp(-(x1^2+x1*x2+2*x2^2)^1.3)'],
  [2, '1/(1+x1^2+3*x2^2)^6'],
  [2, 'exp(-abs(x1)-abs(x2))*(1.5+tanh((1-abs(x1))/1e-6))'],
  [3, 'exp(-x1^2-2*x2^2-3*x3^2)'],
  [3, 'exp(-max(abs(x1),abs(x2),abs(x3)))'],
];

/** Cells by default; Phi(1/2), J, sigma, the integral and the radius curve against l1. */
export function densityCases(): Case[] {
  const line: Case = {
    name: 'd = 1, 1/(1+x^2)^2',
    units: 1,
    unit: 'formula',
    budget: 0.1,
    run: () => {
      const noise = productNoise('1/(1+x^2)^2', 1, { lambda: 1 });
      return certifiedRadius(noise, lpAdversary(1, 1), 0.9);
    },
  };
  const spaces = FORMULAS.map(([dim, formula]): Case => {
    const expression = parseExpression(formula, densityVariables(dim), 'density');
    const guess = { scales: new Float64Array(dim).fill(1), innerRadius: 0.25, radius: 4, logMass: 0 };
    return {
      name: `d = ${dim}, ${formula}`.slice(0, 34),
      units: 1,
      unit: 'formula',
      budget: dim === 2 ? 2 : 10,
      run: () => densityRateBound(new DensityEnclosures(expression, guess), 1, lpAdversary(1, dim)),
    };
  });
  return [line, ...spaces];
}
