/** Quantiles by a table of cubics against the quantiles themselves. */
import { describe, expect, it } from 'vitest';
import { quantileTable, tableValue } from '../../../src/certify/copies/quantile-table.ts';
import { noiseRecipe } from '../../../src/certify/copies/noise-recipe.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { randomStream, type RandomStream } from '../../../src/numeric/random/random-stream.ts';
import { gammaCdf } from '../../../src/numeric/special/special.ts';

/** Float32 arguments over the whole range, each octave alike, and its ends. */
const ARGUMENTS = [2 ** -32, 1, 2, 16, Math.fround(32 * Math.LN2)].concat(spread(randomStream(5)));

function spread(random: RandomStream): number[] {
  return Array.from({ length: 20_000 }, () => Math.fround(2 ** (36.4 * random.uniform() - 32)));
}

function tableOf(spec: string): NonNullable<ReturnType<typeof quantileTable>> {
  const recipe = noiseRecipe(parseNoise(spec, 3, { lambda: 1 }));
  if (recipe.kind !== 'coordinates' || recipe.table === null) throw new Error(`${spec} has no table`);
  return recipe.table;
}

describe('quantile tables', () => {
  it.each([1.5, 3, 10, 100])('Pareto sizes of exponent %f are within 2^-22 of expm1(e / a)', (a) => {
    const table = tableOf(`iid-pareto,a=${a}`);
    let worst = 0;
    for (const e of ARGUMENTS) {
      const exact = Math.expm1(e / a);
      worst = Math.max(worst, Math.abs(tableValue(table, e) / exact - 1));
    }
    expect(worst).toBeLessThan(2 ** -22);
  });

  it.each([0.2, 0.5, 1.5, 4, 8, 30])(
    'sizes of e^(-|x|^s), s = %f, put back into their law give e within 2^-21',
    (s) => {
      const table = tableOf(`iid-exp,s=${s}`);
      let worst = 0;
      for (const e of ARGUMENTS) {
        const power = tableValue(table, e) ** s;
        const tail = gammaCdf(power, 1 / s, 'upper');
        const back = tail < 0.5 ? -Math.log(tail) : -Math.log1p(-gammaCdf(power, 1 / s));
        // e is about proportional to size^1 near 0 and to size^s further out.
        worst = Math.max(worst, Math.abs(back / e - 1) / Math.max(1, s));
      }
      expect(worst).toBeLessThan(2 ** -21);
    },
  );

  it('is refused where 128 cells an octave are too coarse, or values leave float32', () => {
    expect(quantileTable((e) => Math.exp(e ** 3 / 400))).toBeNull();
    expect(quantileTable((e) => e * 1e-25)).toBeNull();
    expect(quantileTable((e) => e * 1e20)).toBeNull();
    expect(quantileTable((e) => e)).not.toBeNull();
  });
});
