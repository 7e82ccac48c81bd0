/**
 * How long the proved numbers of a density given as a formula take, by dimension and by what it is seen to be: all that
 * a verdict against l1 rests on.
 */
import { lpAdversary } from '../src/geometry/adversary.ts';
import { noiseOfDensity } from '../src/noise/density/simplest-form.ts';
import { certifiedRadius } from '../src/radius/certified-radius.ts';
import { isoperimetricIntegral } from '../src/vet/information/information-content.ts';
import { knownPhiHalf } from '../src/vet/phi-half/known-phi-half.ts';
import type { Case } from './case.ts';

/** On the line; of a norm; products of different marginals; and what only a mesh sees. */
const FORMULAS: readonly (readonly [dim: number, formula: string])[] = [
  [1, '1/(1+x1^2)^2'],
  [1, 'exp(-abs(x1))*(1.02+tanh((3.9-abs(x1))/1e-8))'],
  [2, 'exp(-(x1^2+x1*x2+2*x2^2)^1.3)'],
  [2, '1/(1+x1^2+3*x2^2)^6'],
  [2, 'exp(-abs(x1)^3-2*x2^2)'],
  [2, 'exp(-abs(x1)-abs(x2))*(1.5+tanh((1-abs(x1))/1e-6))'],
  [2, 'exp(-x1^4-(x2+x1/2)^2)'],
  [3, 'exp(-x1^2-2*x2^2-3*x3^2)'],
  [3, 'exp(-abs(x1)^3-abs(x2)-x3^2)'],
  [3, 'exp(-x1^4-(x2+x1/2)^2-x3^2)'],
];

const BUDGETS: Readonly<Record<number, number>> = { 1: 0.1, 2: 2, 3: 10 };

/** Phi(1/2), J, sigma, the integral and a radius against l1, from the text of the formula. */
export function densityCases(): Case[] {
  return FORMULAS.map(([dim, formula]): Case => {
    const adversary = lpAdversary(1, dim);
    return {
      name: `d = ${dim}, ${formula}`.slice(0, 34),
      units: 1,
      unit: 'formula',
      budget: BUDGETS[dim]!,
      run: () => {
        const noise = noiseOfDensity(formula, dim, { lambda: 1 });
        return [knownPhiHalf(noise, adversary), isoperimetricIntegral(noise), certifiedRadius(noise, adversary, 0.9)];
      },
    };
  });
}
