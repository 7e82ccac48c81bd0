/**
 * Whole certificates of images, from votes that are known to what is written down: each number is computed again from
 * the counts by the formulas of the claims, for fixed numbers of samples and for rules that stop.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { sampledPlan, type SampledOptions, type SampledPlan } from '../../src/certify/certify-plan.ts';
import type { CertifiedImage } from '../../src/certify/results/result.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { gaussian } from '../../src/noise/named/gaussian.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { NamedNoise } from '../../src/noise/noise.ts';
import { clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { sequenceLower, sequenceUpper } from '../../src/numeric/confidence/sequence.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { normalQuantile } from '../../src/numeric/special/special.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { countedVotes, tableEngine, voteTable, type VoteTable } from './counted-engine.ts';

const DIM = 3;

/** A noise whose two-class radius has a formula: lambda (N^-1(pA) - N^-1(pB))/2, or lambda (pA - pB). */
interface Known {
  readonly noise: NamedNoise;
  readonly p: number;
  /** From the most that 1 - pA may be and the most that pB may be. */
  readonly radius: (tail: number, rival: number) => number;
}

function drawnNoise(random: RandomStream): Known {
  const lambda = between(random, 0.01, 10);
  if (random.uniform() < 0.5) {
    const radius = (tail: number, rival: number): number =>
      -0.5 * lambda * (normalQuantile(tail) + normalQuantile(rival));
    return { noise: gaussian(DIM, { lambda }), p: 2, radius };
  }
  return { noise: uniform('linf', DIM, { lambda }), p: 1, radius: (tail, rival) => lambda * (1 - tail - rival) };
}

/** One class ahead, and some others. */
function drawnTable(random: RandomStream): VoteTable {
  const classes = 2 + random.integer(9);
  const first = random.integer(classes);
  const ahead = between(random, 0.5, 300);
  const weights = Array.from({ length: classes }, (_, c) => (c === first ? ahead : random.uniform() ** 3));
  return voteTable(random, weights, random.uniform() < 0.5 ? 0 : 0.02 * random.uniform());
}

/** Most votes first, the lower index among equals; then buckets no heavier than the second. */
function bucketsOf(votes: ArrayLike<number>): { first: number; rivals: number[][] } {
  const order = [...Array.from(votes).keys()].sort((a, b) => votes[b]! - votes[a]! || a - b);
  const rivals = [[order[1]!]];
  let weight = Infinity;
  for (const c of order.slice(2)) {
    if (weight + votes[c]! <= votes[order[1]!]!) rivals.at(-1)!.push(c);
    else rivals.push([c]);
    weight = rivals.at(-1)!.reduce((sum, i) => sum + votes[i]!, 0);
  }
  return { first: order[0]!, rivals };
}

/** Most that 1 - pA, and that pB, may be, from ends of the class and of each bucket. */
function joined(tail: number, ends: readonly number[]): { tail: number; rival: number } {
  if (ends.length <= 1) return { tail, rival: tail };
  const least = Math.min(
    tail,
    ends.reduce((sum, end) => sum + end, 0),
  );
  return { tail: least, rival: Math.min(least, Math.max(...ends)) };
}

/** Shares by position: the class, the second bucket, the others. */
const shareOf = (alpha: number, buckets: number, place: number): number => {
  if (buckets === 1) return alpha;
  return place <= 1 ? 0.45 * alpha : (0.1 * alpha) / (buckets - 1);
};

interface Run {
  readonly table: VoteTable;
  readonly known: Known;
  readonly plan: SampledPlan;
  readonly result: CertifiedImage;
  readonly index: number;
  readonly preferred: number;
}

async function certified(random: RandomStream, options: SampledOptions): Promise<Run> {
  const [table, known, index] = [drawnTable(random), drawnNoise(random), random.integer(1000)];
  const preferred = 1 + random.integer(3000);
  const plan = sampledPlan(known.noise, [lpAdversary(known.p, DIM)], options);
  const image = { index, label: random.integer(table.classes), pixels: new Float32Array(DIM) };
  const result = await certifyImage(tableEngine(table, [DIM], preferred), image, plan);
  return { table, known, plan, result, index, preferred };
}

/** The counts of selection, and of so many samples of estimation. */
const selected = ({ table, index, plan }: Run) =>
  countedVotes(table, index, { first: SAMPLES.selection.first, count: plan.n0 }).counts;
const estimated = ({ table, index }: Run, count: number) => countedVotes(table, index, { first: 0, count });

const labelOf = ({ known, plan, table }: Run): string =>
  `${known.noise.spec}, lambda = ${known.noise.lambda}, n = ${plan.n}, n0 = ${plan.n0}, alpha = ${plan.alpha}, ${table.classes} classes, rivals ${plan.rivals}, near-ties ${plan.nearTies}, tau = ${plan.tau}`;

/** Bounds of another law are those of this one and tau; a class is certain where it stays above its rival. */
function outcome(run: Run, label: string, { tail, rival }: { tail: number; rival: number }): NumericInstance[] {
  const { known, plan, result } = run;
  const [worse, other] = [tail + plan.tau, rival + plan.tau];
  const isCertain = worse + other < 1;
  const radius = [...result.radii.values()][0]!;
  const truth = isCertain ? known.radius(worse, other) : 0;
  const { first } = bucketsOf(selected(run));
  if (Math.abs(worse + other - 1) < 1e-9) return [];
  return [
    agrees(`${label}: the class`, result.predict, isCertain ? first : -1, 0),
    isTrue(`${label}: correct`, result.correct === (result.predict === result.label)),
    atMost(`${label}: rho`, result.rho, 1 - tail, 1e-12),
    atMost(`${label}: rho is not far below`, 1 - tail, result.rho, 1e-8),
    atMost(`${label}: radius`, radius, truth, 1e-9 * known.noise.lambda),
    atMost(`${label}: radius is not far below`, truth, radius, 1e-6 * known.noise.lambda),
  ];
}

/**
 * Whether buckets promise a wider gap between class and rival than all rivals in one, if n samples had the shares of
 * selection; null where it is too close to tell.
 */
function promises(run: Run, first: number, rivals: readonly (readonly number[])[]): boolean | null {
  const { plan } = run;
  const votes = selected(run);
  const scaled = (classes: readonly number[]): number =>
    Math.round((plan.n * classes.reduce((sum, c) => sum + votes[c]!, 0)) / plan.n0);
  const gap = (of: readonly (readonly number[])[]): number => {
    const misses = plan.n - scaled([first]);
    const tail = clopperPearsonUpper(misses, plan.n, shareOf(plan.alpha, of.length, 0));
    const ends = of.map((classes, j) =>
      clopperPearsonUpper(scaled(classes), plan.n, shareOf(plan.alpha, of.length, j + 1)),
    );
    const bound = joined(tail, ends);
    return 1 - bound.tail - bound.rival;
  };
  // Nobody but the first was voted for: no class stands out among the rivals.
  if (rivals.length === 1 || votes[rivals[0]![0]!] === 0) return false;
  const [apart, together] = [gap(rivals), gap([rivals.flat()])];
  return Math.abs(apart - together) < 1e-7 ? null : apart > together;
}

const fixedImages = async (context: EvidenceContext): Promise<NumericInstance[]> => {
  const all = draws(context, { quick: 2, full: 400 }, async (random, i): Promise<NumericInstance[]> => {
    const n = dimension(random, 40, 20_000);
    const run = await certified(random, {
      n,
      n0: dimension(random, 5, 400),
      alpha: between(random, 1e-9, 0.3),
      rivals: i % 3 === 2 ? 'together' : 'buckets',
      nearTies: i % 2 === 0 ? 'counted' : 'against',
      tau: random.uniform() < 0.4 ? between(random, 1e-6, 0.3) : 0,
    }).catch(() => null);
    // So few samples that none could certify are refused.
    if (run === null) return [];
    const { plan, result } = run;
    const label = labelOf(run);
    const against = plan.nearTies === 'against';
    const { first, rivals } = bucketsOf(selected(run));
    const { counts, nearTies } = estimated(run, n);
    const count = counts[first]! - (against ? nearTies[first]! : 0);
    const ties = nearTies.reduce((sum, some) => sum + some, 0);
    const votesOf = (classes: readonly number[]): number =>
      classes.reduce((sum, c) => sum + counts[c]! - (against ? nearTies[c]! : 0), 0) + (against ? ties : 0);
    // All rivals in one, or the buckets of selection: which promises more is judged by selection alone.
    const apart = (result.rivals?.counts.length ?? 1) > 1;
    const judged = promises(run, first, rivals);
    const buckets = apart ? rivals : [rivals.flat()];
    const tail = clopperPearsonUpper(n - count, n, shareOf(plan.alpha, buckets.length, 0));
    const ends = buckets.map((classes, j) =>
      buckets.length === 1
        ? tail
        : clopperPearsonUpper(Math.min(n, votesOf(classes)), n, shareOf(plan.alpha, buckets.length, j + 1)),
    );
    return [
      agrees(`${label}: samples`, result.n, n, 0),
      agrees(`${label}: votes`, result.count, count, 0),
      ...(judged === null || plan.rivals === 'together'
        ? []
        : [isTrue(`${label}: buckets where they promise more`, judged === apart)]),
      ...(apart
        ? buckets.map((classes, j) => agrees(`${label}: bucket ${j}`, result.rivals!.counts[j]!, votesOf(classes), 0))
        : []),
      ...outcome(run, label, joined(tail, ends)),
    ];
  });
  return (await Promise.all(all)).flat();
};

/** What near-ties could change is what counting them against the class says. */
const tiedImages = async (context: EvidenceContext): Promise<NumericInstance[]> => {
  const all = draws(context, { quick: 1, full: 60 }, async (random): Promise<NumericInstance[]> => {
    const options = {
      n: dimension(random, 200, 8000),
      n0: 60,
      alpha: 0.001,
      rivals: random.uniform() < 0.5 ? 'together' : 'buckets',
    } as const;
    const run = await certified(random, options);
    const { table, known, index, preferred } = run;
    const plan = sampledPlan(known.noise, [lpAdversary(known.p, DIM)], { ...options, nearTies: 'against' });
    const image = { index, label: 0, pixels: new Float32Array(DIM) };
    const worst = await certifyImage(tableEngine(table, [DIM], preferred), image, plan);
    const told = run.result.nearTies;
    if (told === undefined) return [isTrue(`${labelOf(run)}: none matters`, worst.rho === run.result.rho)];
    return [
      agrees(`${labelOf(run)}: rho at worst`, told.rho, worst.rho, 1e-12),
      agrees(`${labelOf(run)}: radius at worst`, [...told.radii.values()][0]!, [...worst.radii.values()][0]!, 1e-12),
      atMost(`${labelOf(run)}: no better`, told.rho, run.result.rho),
    ];
  });
  return (await Promise.all(all)).flat();
};

/** Of the claim about fixed samples. */
export const fixedImagesPart: ImplementationPart = {
  id: 'library-images',
  about: 'implementation',
  implements: ['bound', 'selection'],
  statement:
    'The certificate of an image, from votes that are known: class, counts, $\\rho$, abstention and radius are those of the formulas, with rivals together or in buckets, near-ties counted or against, and $\\tau$ paid.',
  evidence: [
    numerically('drawn plans, noises and tables of votes; 1e-9 of lambda from above, 1e-6 from below', fixedImages),
    numerically('what near-ties could change, against a run that counts them against the class; 1e-12', tiedImages),
  ],
};

/** Sizes of the looks: every `first` samples, then by a factor. */
function looks(first: number, growth: number, n: number): number[] {
  const found: number[] = [];
  for (let drawn = 0; drawn < n;) {
    drawn = Math.min(n, Math.max(drawn + first, Math.ceil(drawn * growth)));
    found.push(drawn);
  }
  return found;
}

/** Whether the question is settled at a look, by ends of 1 - p; null where it is too near to tell. */
type Settled = (high: number, low: number, hope: number) => boolean | null;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));

const sequentialImages = async (context: EvidenceContext): Promise<NumericInstance[]> => {
  const all = draws(context, { quick: 3, full: 200 }, async (random, i): Promise<NumericInstance[]> => {
    const [n, alpha, first, growth] = [
      dimension(random, 300, 20_000),
      between(random, 1e-6, 0.2),
      20 + random.integer(300),
      1 + 0.3 * random.uniform(),
    ];
    const wanted = i % 2 === 0 ? between(random, 0.01, 4) : null;
    const width = 0.05 + 0.4 * random.uniform();
    const at = { looks: { first, growth } };
    const stopping =
      wanted === null
        ? ({ kind: 'relative-width', width, ...at } as const)
        : ({ kind: 'radii', radii: [wanted], ...at } as const);
    const run = await certified(random, { n, n0: 50, alpha, rivals: 'together', stopping });
    const { known, result } = run;
    const radius = (tail: number): number => (tail >= 0.5 ? 0 : known.radius(tail, tail));
    const settled: Settled = (high, low, hope) => {
      const [least, most, best] = [radius(high), radius(low), radius(hope)];
      if (wanted === null) {
        return near(most - least, width * most) && most > 0 ? null : most === least || most - least <= width * most;
      }
      if ([least, most, best].some((r) => near(r, wanted))) return null;
      return least >= wanted || most < wanted || best < wanted;
    };
    const { first: cls } = bucketsOf(selected(run));
    let [high, low] = [1, 0];
    const label = `${labelOf(run)}, ${wanted === null ? `width ${width}` : `radius ${wanted}`}, looks every ${first} or x${growth}`;
    for (const drawn of looks(first, growth, n)) {
      const misses = drawn - estimated(run, drawn).counts[cls]!;
      high = Math.min(high, sequenceUpper(misses, drawn, alpha));
      low = Math.max(low, sequenceLower(misses, drawn, alpha));
      const hope = Math.min(high, sequenceUpper(misses, n, alpha));
      const answer = settled(high, low, hope);
      if (answer === null) return [];
      if (!answer && drawn < n) continue;
      return [
        agrees(`${label}: samples`, result.n, drawn, 0),
        agrees(`${label}: votes`, result.count, drawn - misses, 0),
        ...outcome(run, label, { tail: high, rival: high }),
      ];
    }
    return [];
  });
  return (await Promise.all(all)).flat();
};

/** Of the claim about stopping at any time. */
export const sequentialImagesPart: ImplementationPart = {
  id: 'library-images',
  about: 'implementation',
  implements: ['interval', 'ville'],
  statement:
    'Sampling stops at the first look at which the question is settled, and the certificate is the best bound of the looks so far.',
  evidence: [
    numerically(
      'drawn rules, noises and tables of votes; 1e-9 of lambda from above, 1e-6 from below',
      sequentialImages,
    ),
  ],
};
