/** The code that certifies images, run on models that vote by a known law: how often is it wrong? */
import { sampled, type Evidence, type StatisticalTest } from '../src/checker/index.ts';
import { parseCertifyAdversary } from '../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../src/certify/certify-image.ts';
import { sampledPlan, type SampledOptions } from '../src/certify/certify-plan.ts';
import { NOTHING_DONE, type Engine } from '../src/certify/engine.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { noticedRate } from './noticed-rate.ts';
import { philox4x32 } from '../src/numeric/random/philox.ts';

const word = new Uint32Array(4);

/** A model that votes for classes by a law; sample s is a function of (seed, image, s). */
export function votingEngine(seed: number, law: readonly number[], sample: (s: number) => number = (s) => s): Engine {
  return {
    name: 'onnx',
    device: 'votes by a known law',
    model: { inputName: 'x', outputName: 'y', inputShape: [1], classes: law.length, sha256: '' },
    nearTie: 0,
    preferredCount: 1 << 20,
    votes: (image, { first, count }) => {
      const counts = new Float64Array(law.length);
      for (let s = first; s < first + count; s++) {
        philox4x32(0, sample(s), image.index, 0, seed, 0, word);
        let left = word[0]! * 2 ** -32;
        let cls = 0;
        while (cls < law.length - 1 && left >= law[cls]!) left -= law[cls++]!;
        counts[cls]!++;
      }
      return Promise.resolve({ counts, nearTies: new Float64Array(law.length) });
    },
    logits: () => Promise.reject(new Error('no model')),
    tally: () => NOTHING_DONE,
    close: () => Promise.resolve(),
  };
}

const ALPHA = 0.1;

/**
 * Certificates of half-spaces under uniform noise on the line: at rho the true radius is 2 (rho - 1/2), and 0 for the
 * other class. Counted: radii above the truth, claimed to come with probability at most 0.1.
 */
export function wrongRadii(
  detail: string,
  options: SampledOptions,
  sample?: (s: number) => number,
  least = 1200,
): Evidence {
  return sampled(`${detail}; quick: ${noticedRate(least, ALPHA, 1e-9, 2)}`, 1e-9, async ({ seed, effort }) => {
    const trials = effort === 'quick' ? least : 5000;
    const plan = sampledPlan(parseNoise('uniform:linf', 1, { lambda: 1 }), [parseCertifyAdversary('l1', 1)], {
      n0: 20,
      n: 200,
      alpha: ALPHA,
      ...options,
    });
    const tests: StatisticalTest[] = [];
    for (const rho of [0.5, 0.8]) {
      const engine = votingEngine(seed, [rho, 1 - rho], sample);
      let hits = 0;
      for (let index = 0; index < trials; index++) {
        const { predict, radii } = await certifyImage(engine, { index, pixels: new Float32Array(1), label: 0 }, plan);
        if (radii.get('l1')! > (predict === 0 ? 2 * (rho - 0.5) : 0)) hits++;
      }
      tests.push({
        test: 'binomial',
        label: `rho = ${rho}: radii above the truth`,
        hits,
        trials,
        lower: 0,
        upper: ALPHA,
      });
    }
    return tests;
  });
}

/**
 * Probabilities of four classes under uniform noise on the line, of which a classifier keeps the first up to their
 * difference.
 */
const FOUR = [
  [0.4, 0.4, 0.1, 0.1],
  [0.55, 0.25, 0.15, 0.05],
] as const;

/**
 * Certificates of four classes under uniform noise at lambda = 1: two of probability pA and pB can stay apart only up
 * to |v| = pA - pB. Counted: radii above that, or for a class that is not the most probable one; claimed to come with
 * probability at most 0.1.
 */
export function wrongTwoClassRadii(detail: string, options: SampledOptions): Evidence {
  return sampled(`${detail}; quick: ${noticedRate(1200, ALPHA, 1e-9, 2)}`, 1e-9, async ({ seed, effort }) => {
    const trials = effort === 'quick' ? 1200 : 5000;
    const noise = parseNoise('uniform:linf', 1, { lambda: 1 });
    const plan = sampledPlan(noise, [parseCertifyAdversary('l1', 1)], { n0: 20, n: 200, alpha: ALPHA, ...options });
    const tests: StatisticalTest[] = [];
    for (const law of FOUR) {
      const engine = votingEngine(seed, law);
      let hits = 0;
      for (let index = 0; index < trials; index++) {
        const { predict, radii } = await certifyImage(engine, { index, pixels: new Float32Array(1), label: 0 }, plan);
        const others = law.filter((_, c) => c !== predict);
        if (predict >= 0 && radii.get('l1')! > Math.max(0, law[predict]! - Math.max(...others))) hits++;
      }
      tests.push({
        test: 'binomial',
        label: `classes of probability ${law.join(', ')}: radii above the truth`,
        hits,
        trials,
        lower: 0,
        upper: ALPHA,
      });
    }
    return tests;
  });
}
