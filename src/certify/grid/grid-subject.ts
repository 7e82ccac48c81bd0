/** Subjects whose copies are drawn on the grid of the images, where there is one. */
import type { Noise } from '../../noise/noise.ts';
import { parseNoise } from '../../noise/spec.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { DEFAULT_ALPHA, type SampledOptions } from '../certify-plan.ts';
import { copyDeviation, latticeLaw } from '../copies/lattice/lattice-law.ts';
import type { CertifyAdversary } from '../radii/certify-adversary.ts';
import { isSplittingSpec, parseSplitting } from '../splitting.ts';
import { addedSubject, parseSubject, type AddedSmoothing, type CertifySubject } from '../subject.ts';
import type { SubjectPlace } from '../smoothing.ts';
import { chooseGrid, realsSentence, type GridWish } from './grid-choice.ts';

/** Where a noise is used, and whether on the grid of the images. */
export interface GridPlace extends SubjectPlace {
  /** Default `auto`. */
  readonly grid?: GridWish | undefined;
  /** The grid of the images (DataSet.grid). */
  readonly dataGrid?: number | null | undefined;
}

/**
 * The subject of a noise spec, as parseSubject has it, with copies on the grid of the images where they have one and
 * the noise allows it: `CertifySubject.speaksOf` says which it is. Throws InvalidInput.
 */
export async function openSubject(
  spec: string,
  place: GridPlace,
  adversaries: readonly CertifyAdversary[],
  options: SampledOptions = {},
): Promise<CertifySubject> {
  const { dim, scale } = place;
  if (isSplittingSpec(spec)) {
    requireOwnGrid(spec, place);
    return parseSubject(spec, place, adversaries, options);
  }
  const noise = parseNoise(spec, dim, scale);
  const smoothing = { kind: 'named', spec, dim, lambda: noise.lambda } as const;
  return gridSubject(smoothing, noise, place, adversaries, options, (lambda) => parseNoise(spec, dim, { lambda }));
}

/**
 * The subject of a smoothing that adds `noise`, on a grid if that is chosen; `at` gives the noise at another scale.
 * Throws InvalidInput.
 */
export async function gridSubject(
  smoothing: AddedSmoothing,
  noise: Noise,
  { grid = 'auto', dataGrid }: GridPlace,
  adversaries: readonly CertifyAdversary[],
  options: SampledOptions,
  at: (lambda: number) => Noise | Promise<Noise>,
): Promise<CertifySubject> {
  const choice = chooseGrid(grid, noise, dataGrid);
  const { grid: steps, lambda, sentence } = choice;
  if (steps === null) return { ...addedSubject(smoothing, noise, adversaries, options), speaksOf: sentence };
  const there = lambda === noise.lambda ? noise : await at(lambda);
  const law = await latticeLaw(there, steps);
  const tau = copyDeviation(law, there.dim);
  const { alpha = DEFAULT_ALPHA } = options;
  if (grid === 'auto' && tau > alpha) {
    const why = `on the grid of 1/${steps} a copy is known to follow its law to ${tau.toPrecision(2)} only`;
    return { ...addedSubject(smoothing, noise, adversaries, options), speaksOf: realsSentence(why) };
  }
  const drawn = { ...smoothing, lambda, grid: { law, range: '0..1' } } as const;
  return {
    ...addedSubject(drawn, there, adversaries, { ...options, tau }),
    grid: { steps, tau },
    speaksOf: sentence,
  };
}

/** Splitting cuts images of its own levels, whatever is wished. */
function requireOwnGrid(spec: string, { dim, scale, seed, grid }: GridPlace): void {
  const { levels } = parseSplitting(spec, { dim, scale, seed });
  if (typeof grid !== 'number' || grid === levels) return;
  throw new InvalidInput(
    `Splitting noise has a grid of its own, here that of 1/${levels}: name it in the noise, as in splitting,levels=${grid}.`,
    { code: 'noise-spec', settings: ['grid'] },
  );
}
