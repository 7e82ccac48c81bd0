/** Every function of the facade against 30-digit references (test/reference/special_functions.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CLOSED_FORM_ERROR } from '../../src/numeric/estimate.ts';
import * as special from '../../src/numeric/special/special.ts';

interface Reference {
  readonly args: readonly number[];
  readonly value: string;
}

const references = JSON.parse(
  readFileSync(new URL('../reference/special_functions.json', import.meta.url), 'utf8'),
) as Record<string, readonly Reference[]>;

type Function = (...args: (number | string)[]) => number;

/**
 * Relative error allowed, and where the reference list is left out: quantiles of beta laws at probabilities below 1e-200
 * are not used, and an upper quantile near 0 is a difference from 1.
 */
const bounds: Record<string, { readonly error: number; readonly skip?: (args: readonly number[]) => boolean }> = {
  'gammaCdf lower': { error: 1e-13 },
  'gammaCdf upper': { error: 3e-13 },
  logGammaDensity: { error: 3e-14 },
  'gammaQuantile lower': { error: 1e-13 },
  'gammaQuantile upper': { error: 1e-12 },
  logGamma: { error: 1e-15 },
  gammaRatio: { error: 3e-14 },
  'betaCdf lower': { error: 3e-13 },
  'betaCdf upper': { error: 3e-13 },
  'betaQuantile lower': { error: 3e-14, skip: ([p]) => p! < 1e-200 },
  binomialUpperTail: { error: 1e-13 },
  binomialLowerTail: { error: 1e-13 },
  erf: { error: 1e-15 },
  erfc: { error: 1e-15 },
  erfcx: { error: 1e-15 },
  normalCdf: { error: 3e-13 },
  normalPdf: { error: 1e-15 },
  normalQuantile: { error: 1e-12 },
  dilogarithm: { error: 1e-14 },
  hypergeometric2F1: { error: 3e-14 },
};

describe('special functions', () => {
  it.each(Object.entries(bounds))('%s', (name, { error, skip }) => {
    const [own, tail] = name.split(' ') as [keyof typeof special, string | undefined];
    const evaluate = special[own] as Function;
    let compared = 0;
    for (const { args, value } of references[name]!) {
      const truth = Number(value);
      if (skip?.(args) === true || (truth !== 0 && Math.abs(truth) < 1e-300)) continue;
      const found = tail === undefined ? evaluate(...args) : evaluate(...args, tail);
      expect(Math.abs(found - truth), `${name}(${args.join(', ')})`).toBeLessThanOrEqual(error * Math.abs(truth));
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
    // Ten such errors still fit into what closed forms subtract.
    expect(10 * error).toBeLessThanOrEqual(CLOSED_FORM_ERROR);
  });

  it('covers the sizes that matter: d = 150528 and tails of 1e-12', () => {
    const shapes = references['gammaCdf lower']!.map(({ args }) => args[1]!);
    expect(Math.max(...shapes)).toBeGreaterThanOrEqual(150_000);
    const masses = references['gammaQuantile lower']!.map(({ args }) => args[0]!);
    expect(Math.min(...masses)).toBeLessThanOrEqual(1e-12);
  });
});
