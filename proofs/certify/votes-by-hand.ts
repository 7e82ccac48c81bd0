/**
 * The arithmetic between logits and bounds, at drawn numbers: votes and near-ties, what tau costs a prediction and a
 * class, bounds of several buckets at all times.
 */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { sampledPlan } from '../../src/certify/certify-plan.ts';
import { predictImage } from '../../src/certify/predict-image.ts';
import { ClassSequences, isCertain } from '../../src/certify/statistics/class-bounds.ts';
import { countVotes } from '../../src/certify/statistics/vote-count.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { ratio, toRational } from '../../src/numeric/algebra/rational.ts';
import { clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { sequenceLower, sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import { agrees, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { binomialTail } from './bernoulli-paths.ts';
import { countedVotes, tableEngine, voteTable } from './counted-engine.ts';

const equal = (label: string, left: number, right: number): ExactInstance => ({
  label,
  left: ratio(left),
  relation: '=',
  right: ratio(right),
});

/** The largest logit, the lowest index among equals; near-ties, equal logits included. */
const logits = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 4, full: 200 }, (random): ExactInstance[] => {
    const [classes, rows] = [2 + random.integer(6), 1 + random.integer(20)];
    // Eighths, so that equal logits are frequent and differences exact.
    const values = Float32Array.from({ length: classes * rows }, () => random.integer(9) / 8 - 0.5);
    const bad = random.uniform() < 0.3 ? random.integer(rows) : -1;
    if (bad >= 0) values[bad * classes + random.integer(classes)] = [NaN, Infinity, -Infinity][random.integer(3)]!;
    const nearTie = [0.0625, 0.125, 0.25][random.integer(3)]!;
    const [counts, ties] = [new Float64Array(classes), new Float64Array(classes)];
    const stopped = countVotes(values, rows, nearTie, counts, ties);
    const [votes, near] = [new Float64Array(classes), new Float64Array(classes)];
    for (let row = 0; row < (bad < 0 ? rows : bad); row++) {
      const own = [...values.subarray(row * classes, (row + 1) * classes)];
      const falling = [...own.keys()].sort((a, b) => own[b]! - own[a]! || a - b);
      votes[falling[0]!]! += 1;
      if (own[falling[0]!]! - own[falling[1]!]! < nearTie) near[falling[0]!]! += 1;
    }
    const label = `${rows} rows of ${classes} logits, near below ${nearTie}, row ${bad} not finite`;
    return [
      equal(`${label}: where it stops`, stopped, bad),
      ...[...votes].map((count, c) => equal(`${label}: votes for ${c}`, counts[c]!, count)),
      ...[...near].map((count, c) => equal(`${label}: near-ties of ${c}`, ties[c]!, count)),
    ];
  }).flat();

/** The p-value of the two leading classes, the binomial tail twice, and tau once for each copy. */
const predicted = async (context: EvidenceContext): Promise<ExactInstance[]> => {
  const all = draws(context, { quick: 2, full: 60 }, async (random): Promise<ExactInstance[]> => {
    const n = dimension(random, 20, 400);
    const table = voteTable(random, [between(random, 1, 6), 1, 0.5], 0);
    const [index, alpha] = [random.integer(100), between(random, 1e-6, 0.2)];
    const { counts } = countedVotes(table, index, { first: 0, count: n });
    const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b) as [number, number, number];
    const [top, second] = [counts[order[0]]!, counts[order[1]]!];
    const half = top === second ? ratio(1) : binomialTail(top, top + second, ratio(1, 2)).mul(ratio(2));
    // Sometimes tau is what the p-value lacks of alpha.
    const room = Math.max(0, alpha - half.valueOf()) / n;
    const tau = random.uniform() < 0.5 ? room * (0.5 + random.uniform()) : between(random, 1e-9, 1e-3);
    const found = await predictImage(
      tableEngine(table, [3], 64),
      { index, pixels: new Float32Array(3) },
      { n, alpha, tau },
    );
    const exact = half.add(toRational(tau).mul(ratio(n)));
    const capped = exact.compare(ratio(1)) > 0 ? ratio(1) : exact;
    const label = `${counts.join()} votes, alpha = ${alpha}, tau = ${tau}`;
    const near = Math.abs(capped.valueOf() / alpha - 1) < 1e-8;
    return [
      { label: `${label}: p`, left: toRational(found.pValue), relation: '>=', right: capped },
      {
        label: `${label}: p, near`,
        left: toRational(found.pValue),
        relation: '<=',
        right: capped.mul(toRational(1 + 1e-9)),
      },
      equal(`${label}: runner-up`, found.runnerUp, order[1]),
      ...(near ? [] : [equal(`${label}: the class`, found.predict, capped.valueOf() <= alpha ? order[0] : -1)]),
    ];
  });
  return (await Promise.all(all)).flat();
};

/** tau about as large as what lies between class and rival: the class is called where the ideal law is sure of it. */
const barelySure = async (context: EvidenceContext): Promise<NumericInstance[]> => {
  const all = draws(context, { quick: 2, full: 80 }, async (random): Promise<NumericInstance[]> => {
    const [n, alpha] = [dimension(random, 200, 3000), between(random, 1e-6, 0.05)];
    const table = voteTable(random, [between(random, 1.2, 9), 1], 0);
    const index = random.integer(100);
    const { counts } = countedVotes(table, index, { first: 0, count: n });
    const tail = clopperPearsonUpper(n - counts[0]!, n, alpha);
    if (!(tail < 0.499)) return [];
    const tau = (0.5 - tail) * (random.uniform() < 0.5 ? 1 - 0.2 * random.uniform() : 1 + 0.2 * random.uniform());
    const plan = sampledPlan(gaussian(3, { lambda: 1 }), [lpAdversary(2, 3)], {
      n,
      n0: 400,
      alpha,
      rivals: 'together',
      tau,
    });
    const image = { index, label: 0, pixels: new Float32Array(3) };
    const result = await certifyImage(tableEngine(table, [3], 200), image, plan);
    const isSure = tail + tau < 0.5;
    const label = `${counts.join()} votes, alpha = ${alpha}, tau = ${tau}`;
    if (Math.abs(tail + tau - 0.5) < 1e-9 || result.predict === 1) return [];
    return [
      agrees(`${label}: the class`, result.predict, isSure ? 0 : -1, 0),
      isTrue(`${label}: a radius`, [...result.radii.values()][0]! > 0 === isSure),
    ];
  });
  return (await Promise.all(all)).flat();
};

/** Bounds of the class and of several buckets at every look: each at its share, the best so far. */
const sequences = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 40 }, (random): NumericInstance[] => {
    const [buckets, alpha] = [1 + random.integer(4), between(random, 1e-6, 0.2)];
    const share = (place: number): number =>
      buckets === 1 ? alpha : place <= 1 ? 0.45 * alpha : (0.1 * alpha) / (buckets - 1);
    const weights = Array.from({ length: buckets + 1 }, (_, i) =>
      i === 0 ? between(random, 0.5, 20) : random.uniform(),
    );
    const whole = weights.reduce((a, b) => a + b, 0);
    const found = new ClassSequences(buckets, ErrorBudget.of(alpha), ErrorBudget.of(alpha));
    const hits = new Array<number>(buckets + 1).fill(0);
    const highs = new Array<number>(buckets + 1).fill(1);
    const lows = new Array<number>(buckets + 1).fill(0);
    let n = 0;
    for (let look = 0; look < 3; look++) {
      const more = dimension(random, 20, 2000);
      for (let i = 0; i < more; i++) {
        let u = whole * random.uniform();
        hits[
          Math.max(
            0,
            weights.findIndex((w) => (u -= w) < 0),
          )
        ]! += 1;
      }
      n += more;
      found.look({ count: hits[0]!, rivals: hits.slice(1) }, n);
      hits.forEach((count, j) => {
        if (buckets === 1 && j > 0) return;
        const misses = j === 0 ? n - count : count;
        highs[j] = Math.min(highs[j]!, sequenceUpper(misses, n, share(j)));
        lows[j] = Math.max(lows[j]!, sequenceLower(misses, n, share(j)));
      });
    }
    const ends = buckets === 1 ? [] : highs.slice(1);
    const together = ends.length === 0 ? 1 : ends.reduce((a, b) => a + b, 0);
    const tail = Math.min(highs[0]!, together);
    const rival = ends.length === 0 ? tail : Math.min(tail, Math.max(...ends));
    const later = n + dimension(random, 100, 5000);
    const hope = found.hope({ count: hits[0]!, rivals: hits.slice(1) }, n, later);
    const reach = (j: number, misses: number): number => Math.min(highs[j]!, sequenceUpper(misses, later, share(j)));
    const hoped = buckets === 1 ? [] : hits.slice(1).map((count, j) => reach(j + 1, count));
    const hopedTail = Math.min(reach(0, n - hits[0]!), hoped.length === 0 ? 1 : hoped.reduce((a, b) => a + b, 0));
    const label = `${hits.join()} votes of ${n}, alpha = ${alpha}`;
    const { certified, possible } = found;
    return [
      agrees(`${label}: what the class leaves`, certified.tail, tail, 1e-9),
      agrees(`${label}: its rival`, certified.rival ?? certified.tail, rival, 1e-9),
      agrees(`${label}: the least it may leave`, possible.tail, lows[0]!, 1e-9),
      agrees(
        `${label}: the least of its rival`,
        possible.rival ?? possible.tail,
        buckets === 1 ? lows[0]! : Math.min(lows[0]!, Math.max(...lows.slice(1))),
        1e-9,
      ),
      agrees(`${label}: hope`, hope.tail, hopedTail, 1e-9),
      agrees(
        `${label}: hope for the rival`,
        hope.rival ?? hope.tail,
        hoped.length === 0 ? hopedTail : Math.min(hopedTail, Math.max(...hoped)),
        1e-9,
      ),
      isTrue(`${label}: certain`, isCertain(certified) === tail + rival < 1),
    ];
  }).flat();

/** Of the claim about fixed samples. */
export const votesByHandPart: ImplementationPart = {
  id: 'library-by-hand',
  about: 'implementation',
  implements: ['bound', 'selection'],
  statement:
    'From logits to bounds, by hand: votes and near-ties, equal logits included; the p-value of a prediction with $\\tau$ for each copy; a class is called where the ideal law is sure of it; bounds of a class and its buckets at all looks.',
  evidence: [
    exactly('drawn logits and predictions', async (context) => [...logits(context), ...(await predicted(context))]),
    numerically('drawn tau and looks; 1e-9', async (context) => [
      ...(await barelySure(context)),
      ...sequences(context),
    ]),
  ],
};
