/** Every function of the facade against 30-digit references (test/reference/special_functions.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SPECIAL_ERRORS, specialAnswers } from '../../proofs/known-answers/special-functions.ts';
import { CLOSED_FORM_ERROR } from '../../src/numeric/estimate.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import * as special from '../../src/numeric/special/special.ts';

interface Reference {
  readonly args: readonly number[];
  readonly value: string;
}

const references = JSON.parse(
  readFileSync(new URL('../../proofs/known-answers/special-functions.json', import.meta.url), 'utf8'),
) as Record<string, readonly Reference[]>;

describe('special functions', () => {
  it.each(Object.entries(SPECIAL_ERRORS))('%s', (name, { error }) => {
    const compared = specialAnswers(name);
    for (const { label, left, right, tolerance } of compared)
      expect(Math.abs(left - right), label).toBeLessThanOrEqual(tolerance);
    expect(compared.length).toBeGreaterThan(10);
    // Ten such errors still fit into what closed forms subtract.
    expect(10 * error).toBeLessThanOrEqual(CLOSED_FORM_ERROR);
  });

  // mpmath at 40 digits; each was off by 1e-12 or more in a library or in a first version.
  it.each([
    [
      'betaCdf, a + b rounded',
      special.betaCdf(0.0005215229933952153, 5.8124968240003865, 6534.49377767534),
      0.14992765145435352317,
    ],
    [
      'betaCdf, b below 1',
      special.betaCdf(0.9967283591683563, 774.3984723664394, 0.9859641686777485),
      0.077055914828368766699,
    ],
    ['logGamma between its expansions', special.logGamma(1.1931864609804879), -0.083375208617824070686],
    ['gammaCdf far out', special.gammaCdf(168.58067513491167, 79.96539129254614, 'upper'), 1.026976392288984028e-14],
    ['erfcx at a negative number', special.erfcx(-17.074352383921685), 8.1738071653554893262e126],
    ['dilogarithm', special.dilogarithm(0.5305656985817342), 0.62520216110059375031],
  ])('%s', (_, found, truth) => {
    expect(Math.abs(found / truth - 1)).toBeLessThan(2e-14);
  });

  it('quantiles are inverse to distribution functions, in both tails, whatever the parameters', () => {
    const random = randomStream(1, 41);
    const power = (from: number, to: number): number => 10 ** (from + (to - from) * random.uniformOpen());
    for (let i = 0; i < 500; i++) {
      const p = power(-15, -0.01);
      const [a, b] = [power(-1, 4), power(-1, 4)];
      for (const tail of ['lower', 'upper'] as const) {
        const x = special.gammaQuantile(p, a, tail);
        if (x > 1e-290)
          expect(Math.abs(special.gammaCdf(x, a, tail) / p - 1), `gamma ${p} ${a} ${tail}`).toBeLessThan(1e-10);
        const y = special.betaQuantile(p, a, b, tail);
        if (y > 1e-290 && y < 0.5)
          expect(Math.abs(special.betaCdf(y, a, b, tail) / p - 1), `beta ${p} ${a} ${b} ${tail}`).toBeLessThan(1e-10);
        const t = special.normalQuantile(p, tail);
        expect(Math.abs(special.normalCdf(t, tail) / p - 1), `normal ${p} ${tail}`).toBeLessThan(1e-13);
      }
    }
  });

  it('covers the sizes that matter: d = 150528 and tails of 1e-12', () => {
    const shapes = references['gammaCdf lower']!.map(({ args }) => args[1]!);
    expect(Math.max(...shapes)).toBeGreaterThanOrEqual(150_000);
    const masses = references['gammaQuantile lower']!.map(({ args }) => args[0]!);
    expect(Math.min(...masses)).toBeLessThanOrEqual(1e-12);
  });
});
