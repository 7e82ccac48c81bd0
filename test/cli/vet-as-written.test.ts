/** A vet report's probabilities, as written and as computed. */
import { describe, expect, it } from 'vitest';
import { readProbability } from '../../src/cli/input/options.ts';
import { asWritten, growthAsWritten } from '../../src/cli/vet/as-written.ts';
import { gaussian } from '../../src/index.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { closedForm } from '../../src/numeric/estimate.ts';
import { vet } from '../../src/vet/vet.ts';

describe('a report as written', () => {
  it('says 0.9 where it computed at the double below, and the double itself beside 1', () => {
    const rhos = ['0.9', `0.${'9'.repeat(17)}`].map((text) => readProbability(text, '--rho'));
    const p = readProbability('0.3', '--p');
    const report = vet(gaussian(1, { lambda: 1 }), parseAdversary('l2', 1), {
      rhos: rhos.map(({ below }) => below),
      growth: [{ p: p.above, r: 0.5 }],
      compare: false,
    });
    if (!('curve' in report)) throw new Error('the Gaussian is a noise');
    const written = asWritten(report, rhos, [p]);
    expect(written.curve.map(({ rho }) => rho)).toEqual([0.9, 1 - 2 ** -53]);
    expect(written.growth[0]!.p).toBe(0.3);
    expect(written.growth[0]!.growth.lower).toBeLessThan(report.growth[0]!.growth.lower);
  });

  it('the lower end of a growth moves by the quotient of the doubles, the upper end not', () => {
    const p = readProbability('0.1', '--p');
    const moved = growthAsWritten(closedForm(0.2, 0), p);
    expect(moved.upper).toBe(0.2);
    expect(moved.lower).toBeLessThan(0.2);
    expect(moved.lower).toBeGreaterThan(0.2 * (1 - 1e-15));
    expect(growthAsWritten(closedForm(0.2, 0), readProbability('0.5', '--p')).lower).toBe(0.2);
  });
});
