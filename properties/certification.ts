/** The code that certifies images, run on models that vote by a known law: how often is it wrong? */
import { sampled } from '../src/checker/index.ts';
import type { Evidence, StatisticalTest } from '../src/checker/index.ts';
import { parseCertifyAdversary } from '../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../src/certify/certify-image.ts';
import { sampledPlan } from '../src/certify/certify-plan.ts';
import type { SampledOptions } from '../src/certify/certify-plan.ts';
import type { Engine } from '../src/certify/engine.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { philox4x32 } from '../src/numeric/random/philox.ts';

const word = new Uint32Array(4);

/** A model of two classes that votes for class 0 with probability rho; sample s is a function of (seed, image, s). */
export function votingEngine(seed: number, rho: number, sample: (s: number) => number = (s) => s): Engine {
  const nothing = {
    samples: 0,
    bytesToDevice: 0,
    bytesFromDevice: 0,
    noiseSeconds: 0,
    modelSeconds: 0,
    voteSeconds: 0,
  };
  return {
    name: 'onnx',
    device: 'votes by a known law',
    model: { inputName: 'x', outputName: 'y', inputShape: [1], classes: 2, sha256: '' },
    nearTie: 0,
    preferredCount: 1 << 20,
    votes: (image, { first, count }) => {
      const counts = new Float64Array(2);
      for (let s = first; s < first + count; s++) {
        philox4x32(0, sample(s), image.index, 0, seed, 0, word);
        counts[word[0]! * 2 ** -32 < rho ? 0 : 1]!++;
      }
      return Promise.resolve({ counts, nearTies: new Float64Array(2) });
    },
    logits: () => Promise.reject(new Error('no model')),
    tally: () => nothing,
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
  least = 400,
): Evidence {
  return sampled(detail, 1e-9, async ({ seed, effort }) => {
    const trials = effort === 'quick' ? least : 5000;
    const plan = sampledPlan(parseNoise('uniform:linf', 1, { lambda: 1 }), [parseCertifyAdversary('l1', 1)], {
      n0: 20,
      n: 200,
      alpha: ALPHA,
      ...options,
    });
    const tests: StatisticalTest[] = [];
    for (const rho of [0.5, 0.8]) {
      const engine = votingEngine(seed, rho, sample);
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
