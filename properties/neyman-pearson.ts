/** G1 on the library: growth from samples alone encloses growth by formula or quadrature, as often as it says. */
import { numerically, sampled, type EvidenceContext, type Part, type StatisticalTest } from '../src/checker/index.ts';
import type { Noise } from '../src/noise/noise.ts';
import type { Estimate } from '../src/numeric/estimate.ts';
import { growth } from '../src/growth/growth.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { noticedRate } from './noticed-rate.ts';
import { mixSeed } from '../src/numeric/random/random-stream.ts';

/** Every family of the table that has a growth function by formula or quadrature, at lambda = 1, and a shift. */
const cases: readonly (readonly [spec: string, dim: number, along: 'vertex' | 'diagonal', r: number])[] = [
  ['gaussian', 16, 'diagonal', 0.2],
  ['laplace', 1, 'vertex', 0.5],
  ['laplace', 16, 'vertex', 0.8],
  ['laplace', 5, 'diagonal', 0.2],
  ['uniform:linf', 8, 'diagonal', 0.1],
  ['uniform:linf', 16, 'vertex', 0.7],
  ['uniform:l2', 8, 'vertex', 0.2],
  ['uniform:l1', 4, 'vertex', 0.15],
  ['exp:l2,k=1', 8, 'vertex', 1],
  ['exp:l2,k=2,j=5', 16, 'vertex', 0.5],
  ['power:l2,k=2,a=20', 8, 'vertex', 0.1],
  ['exp:l1,k=2', 4, 'vertex', 0.3],
  ['exp:linf,k=2', 4, 'diagonal', 0.2],
  ['exp:linf,k=1', 4, 'vertex', 0.5],
  ['power:linf,a=12', 4, 'vertex', 0.1],
  ['iid-exp,s=4', 8, 'vertex', 0.4],
];

const probabilities = [0.1, 0.5, 0.8];

/** The deterministic growth, computed once a case and probability. */
const truths = new Map<string, Estimate>();
function truthOf(noise: Noise, shift: readonly number[], p: number, name: string): Estimate {
  const known = truths.get(`${name}/${p}`);
  if (known !== undefined) return known;
  const truth = growth(noise, shift, p);
  if (truth.confidence !== 1) throw new Error(`${name} has no deterministic growth`);
  truths.set(`${name}/${p}`, truth);
  return truth;
}

interface Comparison {
  readonly label: string;
  readonly missed: boolean;
  readonly width: number;
}

/** One Monte Carlo enclosure against the deterministic one. */
function compare(index: number, run: number, seed: number, confidence: number, shrink = 1): Comparison {
  const [spec, dim, along, r] = cases[index]!;
  const noise = parseNoise(spec, dim, { lambda: 1 });
  const shift = Array.from({ length: dim }, (_, i) => (along === 'diagonal' || i === 0 ? r : 0));
  const p = probabilities[run % probabilities.length]!;
  const label = `${spec}, d = ${dim}, ${along} of length ${r}`;
  const truth = truthOf(noise, shift, p, label);
  const found = growth(noise, shift, p, {
    method: 'monte-carlo',
    samples: 2000,
    confidence,
    seed: mixSeed(seed, `${index}/${run}`),
  });
  const half = (shrink * (found.upper - found.lower)) / 2;
  const centre = (found.upper + found.lower) / 2;
  return {
    label,
    missed: truth.lower > centre + half || truth.upper < centre - half,
    width: found.upper - found.lower,
  };
}

/**
 * Misses of enclosures at 90 %: at most one in ten, by an exact binomial test; of all noises together, which sees small
 * faults, and, where there are enough runs (full), of each.
 */
function coverage({ seed, effort }: EvidenceContext, shrink = 1, few = 14): StatisticalTest[] {
  const trials = effort === 'quick' ? few : 200;
  const of = (label: string, runs: readonly Comparison[]): StatisticalTest => ({
    test: 'binomial',
    label: `${label}: enclosures that miss`,
    hits: runs.filter(({ missed }) => missed).length,
    trials: runs.length,
    lower: 0,
    upper: 0.1,
  });
  const all = cases.map((_, index) =>
    Array.from({ length: trials }, (__, run) => compare(index, run, seed, 0.9, shrink)),
  );
  const together = of('all noises', all.flat());
  return effort === 'quick' ? [together] : [together, ...all.map((runs) => of(runs[0]!.label, runs))];
}

export const monteCarloEnclosure: Part = {
  id: 'monte-carlo',
  statement:
    'From samples alone, with Clopper-Pearson bounds, the two inequalities enclose $G$: for every family of the table the enclosure meets the value by formula or quadrature as often as it says.',
  about: 'implementation',
  implements: ['primal', 'dual'],
  evidence: [
    sampled(
      `16 noises, enclosures at 90 % confidence from 2000 samples; quick: ${noticedRate(14 * cases.length, 0.1, 1e-9, 1)}`,
      1e-9,
      (context) => coverage(context),
    ),
    numerically('the enclosures say something: narrower than 0.25', ({ seed }) =>
      cases.map((_, index) => {
        const { label, width } = compare(index, 1, seed, 0.9);
        return { label: `${label}: width`, left: width, relation: '<=', right: 0.25, tolerance: 0 };
      }),
    ),
  ],
};

/** The same enclosures shrunk to nothing, which must be noticed. */
export const shrunkCoverage = sampled('the same enclosures, a hundredth as wide', 1e-9, (context) =>
  coverage({ ...context, effort: 'quick' }, 0.01, 2),
);
