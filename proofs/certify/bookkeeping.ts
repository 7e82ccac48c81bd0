/**
 * What certificates take for granted of the code and no count of misses would show: samples that never meet, shares of
 * an error that add up, rounding that is paid for. Compared as fractions at drawn sizes.
 */
import { exactly, type EvidenceContext, type ExactInstance, type ImplementationPart } from '../../src/checker/index.ts';
import { copyDeviation } from '../../src/certify/copies/lattice/lattice-law.ts';
import { boundFromTail, idealBound } from '../../src/certify/statistics/probability-bound.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { ratio, toRational, ZERO } from '../../src/numeric/algebra/rational.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

/** Each stretch of samples begins where the one before has ended. */
function* stretches(): Generator<ExactInstance> {
  let end = 0;
  for (const [name, { first, room }] of Object.entries(SAMPLES)) {
    yield { label: `${name} begins at ${first}`, left: ratio(first), relation: '>=', right: ratio(end) };
    end = first + room;
  }
  yield { label: 'the last sample has a number of 32 bits', left: ratio(end), relation: '<=', right: ratio(2 ** 32) };
}

export const samplesApartPart: ImplementationPart = {
  id: 'library-samples',
  about: 'implementation',
  implements: ['selection'],
  statement: 'Selection and estimation draw from stretches of samples that do not meet.',
  evidence: [exactly('the stretches in order', stretches)],
};

/**
 * The levels of so many shares, from each way to share an error; their sum is the whole, but for a thousand millionth.
 */
const shares = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random): ExactInstance[] => {
    const parts = dimension(random, 2, 1000);
    const alpha = between(random, 1e-12, 0.4);
    const weights = Array.from({ length: parts }, () => 1 + random.integer(9));
    const ways = {
      split: ErrorBudget.of(alpha)
        .split(parts)
        .map((share) => share.spend()),
      splitBy: ErrorBudget.of(alpha)
        .splitBy(weights)
        .map((share) => share.spend()),
      spendOnEach: new Array<number>(parts).fill(ErrorBudget.of(alpha).spendOnEach(parts)),
    };
    return Object.entries(ways).flatMap(([name, levels]): ExactInstance[] => {
      const [left, whole] = [levels.reduce((sum, level) => sum.add(toRational(level)), ZERO), toRational(alpha)];
      const label = `${name} of ${alpha} into ${parts}`;
      return [
        { label, left, relation: '<=', right: whole },
        { label: `${label}, all of it`, left, relation: '>=', right: whole.mul(ratio(999_999_999, 1_000_000_000)) },
      ];
    });
  }).flat();

export const sharesAddUpPart: ImplementationPart = {
  id: 'library-shares',
  about: 'implementation',
  implements: ['coverage'],
  statement: 'Shares of an error, up to 1000 of them, add up to it and no more.',
  evidence: [exactly('each way to share, at drawn sizes', shares)],
};

const NO_LAW = { grid: 8, reach: 0, high: new Uint32Array(), low: new Uint32Array(), equal: false };

/** d times the deviation of a coordinate is taken off the class and put on its rival. */
const paid = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 6, full: 60 }, (random): ExactInstance[] => {
    const dim = dimension(random);
    const law = { ...NO_LAW, deviation: 2 ** -60 * random.uniformOpen() };
    const tau = copyDeviation(law, dim);
    const bound = { ...boundFromTail(0.3 * random.uniform()), rival: 0.1 * random.uniform() };
    const ideal = idealBound(bound, tau);
    const most = (label: string, left: number, right: number): ExactInstance => ({
      label: `d = ${dim}: ${label}`,
      left: toRational(left),
      relation: '>=',
      right: toRational(right).add(toRational(tau)),
    });
    return [
      {
        label: `d = ${dim}: tau`,
        left: toRational(tau),
        relation: '>=',
        right: toRational(law.deviation).mul(ratio(dim)),
      },
      most('what the class leaves', ideal.tail, bound.tail),
      most('its rival', ideal.rival ?? NaN, bound.rival),
    ];
  }).flat();

export const tauPaidPart: ImplementationPart = {
  id: 'library-tau',
  about: 'implementation',
  implements: ['copy', 'tau'],
  statement:
    'The $\\tau$ of the library is at least $d$ times that of a coordinate, and both bounds of a certificate pay it.',
  evidence: [exactly('at drawn d, laws and bounds', paid)],
};
