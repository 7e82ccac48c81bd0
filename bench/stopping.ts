/**
 * How many samples sequential certification draws, by the true probability of the class: the table of
 * docs/certifying.md.
 */
import { parseCertifyAdversary } from '../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../src/certify/certify-image.ts';
import { sampledPlan } from '../src/certify/certify-plan.ts';
import type { StoppingRule } from '../src/certify/statistics/stopping-rule.ts';
import { parseNoise } from '../src/noise/spec.ts';
import { votingEngine } from '../properties/certification.ts';

const PROBABILITIES = [0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999];
const RUNS = 20;
const RULES: readonly (readonly [string, StoppingRule])[] = [
  ['radius 0.25', { kind: 'radii', radii: [0.25] }],
  ['radius 0.5', { kind: 'radii', radii: [0.5] }],
  ['radius 0.75', { kind: 'radii', radii: [0.75] }],
  ['radius 0.25, 0.5, 0.75', { kind: 'radii', radii: [0.25, 0.5, 0.75] }],
  ['relative width 0.1', { kind: 'relative-width', width: 0.1 }],
  ['relative width 0.2', { kind: 'relative-width', width: 0.2 }],
];

/** Prints mean numbers of samples for uniform noise, l1, sigma = 0.5, alpha = 0.001, at most 100,000. */
export async function printSamplesNeeded(): Promise<void> {
  console.log('\nSamples until certification stops, uniform noise, sigma = 0.5, l1, alpha = 0.001, at most 100,000');
  console.log(['true probability'.padEnd(24), ...PROBABILITIES.map((p) => String(p).padStart(8))].join(''));
  const image = { index: 0, pixels: new Float32Array(1), label: 0 };
  for (const [name, stopping] of RULES) {
    const plan = sampledPlan(parseNoise('uniform:linf', 1, { sigma: 0.5 }), [parseCertifyAdversary('l1', 1)], {
      n0: 500,
      stopping,
    });
    const means: number[] = [];
    for (const p of PROBABILITIES) {
      let drawn = 0;
      for (let seed = 0; seed < RUNS; seed++)
        drawn += (await certifyImage(votingEngine(seed, [p, 1 - p]), image, plan)).n;
      means.push(Math.round(drawn / RUNS));
    }
    console.log([name.padEnd(24), ...means.map((n) => String(n).padStart(8))].join(''));
  }
}
