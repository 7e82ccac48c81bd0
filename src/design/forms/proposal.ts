/**
 * A noise that a search proposes: as a file, with the words for it. Nothing is believed of it until the file has been
 * certified.
 */
import type { BodyDescription } from '../../geometry/body-description.ts';
import { parametersAt, startOf, type ProfileFamily } from './profiles.ts';
import { evolvedMinimum } from '../../numeric/evolution.ts';

/** Where a noise comes from: a family of the library, f(|x|_K), a product, or a shape that was free. */
export type DesignForm = 'library' | 'level-set' | 'product' | 'shape';

/** What a noise file says under "noise" (docs/formats.md). */
export type NoiseDescription =
  | { readonly named: string }
  | { readonly uniform: BodyDescription }
  | { readonly levelSet: { readonly body: BodyDescription; readonly radial: string } }
  | { readonly product: string };

/** A noise proposed. */
export interface Proposal {
  readonly form: DesignForm;
  /** The family it was searched in. */
  readonly family: string;
  readonly noise: NoiseDescription;
  /** The radius that the search saw; an estimate. */
  readonly estimate: number;
}

/** How hard a family is searched. */
export interface SearchEffort {
  /** Noises looked at in a family of profiles. */
  readonly evaluations: number;
  readonly seed: number;
}

/** The first step, in the unit cube of the parameters. */
const STEP = 0.25;

/**
 * The best of a family of profiles by `radius`, which may be an estimate; null where nothing in it has a positive one.
 */
export function bestProfile(
  family: ProfileFamily,
  radius: (parameters: readonly number[]) => number,
  { evaluations, seed }: SearchEffort,
): { readonly parameters: readonly number[]; readonly radius: number } | null {
  const found = evolvedMinimum((u) => -radius(parametersAt(family, u)), startOf(family), {
    evaluations,
    seed,
    step: STEP,
    least: 0,
    most: 1,
    tolerance: 1e-3,
  });
  return found.value < 0 ? { parameters: parametersAt(family, found.x), radius: -found.value } : null;
}
