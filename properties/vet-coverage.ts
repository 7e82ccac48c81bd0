/** Sampled vets of noises whose numbers are known: how often their intervals hold them. */
import type { EvidenceContext, StatisticalTest } from '../src/checker/index.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { customNoise } from '../src/noise/custom.ts';
import type { CustomNoise } from '../src/noise/noise.ts';
import type { Estimate } from '../src/numeric/estimate.ts';
import { mixSeed, type RandomStream } from '../src/numeric/random/random-stream.ts';
import { normalQuantile } from '../src/numeric/special/special.ts';
import { vet } from '../src/vet/vet.ts';
import type { VetReport } from '../src/vet/report.ts';

/** A noise that vet sees as a sampler and a density only, against l1. */
interface KnownNoise {
  readonly name: string;
  readonly noise: CustomNoise;
  readonly phiHalf: number;
  readonly efficiency: number;
  /** The exact radius at RHO; null where it is not used. */
  readonly radius: number | null;
}

const RHO = 0.8;
const CONFIDENCE = 0.99;
const SAMPLES = 1000;

function product(
  name: string,
  dim: number,
  logMarginal: (x: number) => number,
  draw: (random: RandomStream) => number,
): CustomNoise {
  const proved = { status: 'proved', how: 'a product of even densities' } as const;
  return customNoise(
    {
      spec: name,
      dim,
      lambda: 1,
      sigma: 1,
      logDensity: (x) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum += logMarginal(x[i]!);
        return sum;
      },
      sample: (random, out) => {
        for (let i = 0; i < dim; i++) out[i] = draw(random);
      },
    },
    { checks: { even: proved, normalizable: proved, absolutelyContinuous: proved }, continuous: proved },
  );
}

const gaussian = (dim: number): CustomNoise =>
  product(
    `Gaussian, d = ${dim}`,
    dim,
    (x) => -0.5 * x * x - 0.5 * Math.log(2 * Math.PI),
    (random) => random.normal(),
  );
const logistic = product(
  'logistic, d = 2',
  2,
  (x) => -Math.log(4) - 2 * Math.log(Math.cosh(x / 2)),
  (random) => {
    const u = random.uniformOpen();
    return Math.log(u / (1 - u));
  },
);

const normalPeak = 1 / Math.sqrt(2 * Math.PI);
/** Gaussian against l1 in the plane: W6, sqrt(pi)/2. The logistic's is that of test/reference/vet-ten-noises.py. */
const KNOWN: readonly KnownNoise[] = [
  {
    name: 'Gaussian, d = 2',
    noise: gaussian(2),
    phiHalf: normalPeak,
    efficiency: Math.sqrt(Math.PI) / 2,
    radius: normalQuantile(RHO),
  },
  { name: 'logistic, d = 2', noise: logistic, phiHalf: 0.25, efficiency: 4 * 0.214809277560514, radius: Math.log(4) },
  { name: 'Gaussian, d = 1', noise: gaussian(1), phiHalf: normalPeak, efficiency: 1, radius: normalQuantile(RHO) },
];

function sampledVet({ noise }: KnownNoise, seed: number): VetReport {
  const report = vet(noise, lpAdversary(1, noise.dim), {
    samples: SAMPLES,
    seed,
    confidence: CONFIDENCE,
    compare: false,
    adviceAt: null,
    rhos: [RHO],
  });
  if (!('curve' in report)) throw new Error(`${noise.spec} was called invalid`);
  return report;
}

/** Room for the rounding of the closed forms. */
const ROUNDING = 1e-9;
const holds = ({ lower, upper }: Estimate, truth: number): boolean =>
  lower <= truth * (1 + ROUNDING) && upper >= truth * (1 - ROUNDING);

/** Among 500 vets (quick: 30) every interval misses at most as often as the confidence allows. */
export function coverage({ seed, effort }: EvidenceContext): readonly StatisticalTest[] {
  const trials = effort === 'quick' ? 30 : 500;
  const hits = { phiHalf: 0, phiStar: 0, efficiency: 0, radius: 0 };
  for (let n = 0; n < trials; n++) {
    const known = KNOWN[n % KNOWN.length]!;
    const { phiHalf, wulff, curve } = sampledVet(known, mixSeed(seed, `vet ${n}`));
    if (holds(phiHalf, known.phiHalf)) hits.phiHalf++;
    if (holds(wulff.phiStar, known.phiHalf * known.efficiency)) hits.phiStar++;
    if (holds(wulff.efficiency, known.efficiency)) hits.efficiency++;
    if (known.radius === null || curve[0]!.radius.lower <= known.radius * (1 + ROUNDING)) hits.radius++;
  }
  const test = (label: string, count: number): StatisticalTest => ({
    test: 'binomial',
    label: `${label} of sampled vets at confidence ${CONFIDENCE}`,
    hits: count,
    trials,
    lower: CONFIDENCE,
    upper: 1,
  });
  return [
    test('Phi(1/2)', hits.phiHalf),
    test('Phi*', hits.phiStar),
    test('efficiency', hits.efficiency),
    test('certified radii below the exact one', hits.radius),
  ];
}

/** The false variant: intervals of the efficiency, shrunk by half about their values. */
export function shrunkIntervals({ seed }: EvidenceContext): readonly StatisticalTest[] {
  const trials = 60;
  const known = KNOWN[2]!;
  let hits = 0;
  for (let n = 0; n < trials; n++) {
    const { efficiency } = sampledVet(known, mixSeed(seed, `shrunk ${n}`)).wulff;
    const { value, lower, upper } = efficiency;
    const half = { ...efficiency, lower: (value + lower) / 2, upper: (value + upper) / 2 };
    if (holds(half, known.efficiency)) hits++;
  }
  const label = 'half of the interval of the efficiency, Gaussian, d = 1';
  return [{ test: 'binomial', label, hits, trials, lower: CONFIDENCE, upper: 1 }];
}
