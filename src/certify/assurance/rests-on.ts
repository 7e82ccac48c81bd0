/**
 * What a certificate of a run speaks of, and what it rests on: for the head of its log, the end of its summary, and its
 * document.
 */
import type { ModelContract } from './model-contract.ts';
import type { RunSettings } from '../results/result.ts';

/** What is certified, in a sentence. */
export function certifiedObject({ noise, lambda, grid, alpha, model, input }: RunSettings): string {
  const whole = `model ${model.sha256.slice(0, 12)} (input ${input})`;
  if (alpha === 0)
    return `The class that ${whole} gives most often over all positions of ${noise} noise, lambda = ${lambda}, between images on its grid.`;
  if (grid === undefined) {
    return `The class that ${whole} gives most often to x + N for real vectors x, N ${noise} noise, lambda = ${lambda}.`;
  }
  return (
    `The class that ${whole} gives most often to x + N for images x on the grid of 1/${grid.steps}, N ${noise} noise, ` +
    `lambda = ${lambda}, rounded to that grid.`
  );
}

/** What was seen of a device beside the processor. */
const processorWords = ({ fromProcessor }: ModelContract): string =>
  fromProcessor === null ? '' : `; its logits within ${fromProcessor.toPrecision(2)} of the processor's`;

/** What a run rests on, a sentence each; every one begins with how far it is known. */
export function restsOn(settings: RunSettings, contract: ModelContract | null): readonly string[] {
  const { grid, alpha, n0, rivals, seed, commitment, model, engine: device } = settings;
  const sampled = alpha > 0;
  return [
    `checked: the model is the file of SHA-256 ${model.sha256}, the data those of ${settings.data.sha256}`,
    grid === undefined && sampled
      ? 'assumed: the model does not read the last bits of its input (sums of floats show the image; noise on a grid does not)'
      : 'checked: images lie on the grid; what the model is given shows the noisy image and nothing else',
    `checked: noise is added to the input of the model${/mean/.test(settings.input) ? ', before the normalization,' : ''} in its own units (${settings.input})`,
    contract === null
      ? 'assumed: the model is a function of one image'
      : `measured: the model is a function of one image on ${device}, in batches of few fixed shapes: ` +
        (contract.drift === 0
          ? 'equal bits for the same copy in all company'
          : `the same within ${contract.drift.toPrecision(2)}, near-ties counted against the class`) +
        processorWords(contract),
    ...(sampled
      ? [
          commitment === undefined
            ? `assumed: Philox4x32-10 gives independent fair coins, and nobody searched for the seed ${seed}`
            : `assumed: Philox4x32-10 gives independent fair coins; checked: the seed ${seed} is the hash of model, data, settings and the nonce "${commitment.nonce}"`,
          `chosen: an image's certificate is wrong with probability at most alpha = ${alpha}` +
            `${rivals === undefined ? '' : ', shared among the class and the buckets of its rivals'} (claims certify-fixed, certify-anytime, runner-up); ` +
            `the class and the buckets come from ${n0} other copies`,
        ]
      : ['proved: nothing is sampled, every position votes (claim splitting-l1)']),
    ...(grid === undefined
      ? []
      : [
          `computed: copies are within tau = ${grid.tau} of that law, which is taken off rho (claims lattice-growth, lattice-sampler)`,
        ]),
    'computed: the radius at these probabilities, known as far as the claims of its row say (wulff verify; docs/numerics.md names what is assumed)',
  ];
}
