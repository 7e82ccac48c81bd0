/** Certified accuracies that a model must have: for the continuous integration of models. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CertifiedImage } from '../results/result.ts';

/** "Certified accuracy at least so much at this radius." */
export interface AccuracyRequirement {
  /** Share of the images, in [0, 1]. */
  readonly accuracy: number;
  /** At least 0, against the first adversary, in units of data in [0, 1]. */
  readonly radius: number;
}

/** What became of a requirement. */
export interface RequirementResult extends AccuracyRequirement {
  /**
   * Images right and certified at this radius, of those asked for; images that are not done do not count as certified.
   */
  readonly certified: number;
  readonly images: number;
  readonly met: boolean;
}

/**
 * Reads "0.5@0.25". Throws InvalidInput.
 *
 * `0.5@0.25` is { accuracy: 0.5, radius: 0.25 }.
 */
export function parseRequirement(text: string): AccuracyRequirement {
  const [accuracy = NaN, radius = NaN, ...more] = text
    .split('@')
    .map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (accuracy >= 0 && accuracy <= 1 && radius >= 0 && radius < Infinity && more.length === 0)
    return { accuracy, radius };
  throw new InvalidInput(
    `A requirement is a share of the images and a radius, as in 0.5@0.25: at least half of them certified at 0.25; got "${text}".`,
    { code: 'usage', settings: ['require'] },
  );
}

/** Holds requirements against the rows of a run; `planned` images were asked for. */
export function judgeRequirements(
  requirements: readonly AccuracyRequirement[],
  rows: readonly CertifiedImage[],
  planned: number,
): RequirementResult[] {
  return requirements.map(({ accuracy, radius }) => {
    const certified = rows.filter(({ correct, radii }) => correct && ([...radii.values()][0] ?? 0) >= radius).length;
    // A product of decimals: 0.29 * 100 is a little more than 29.
    const met = planned > 0 && certified >= accuracy * planned * (1 - 1e-12);
    return { accuracy, radius, certified, images: planned, met };
  });
}

/** "certified accuracy at l1 radius 0.25 at least 0.5: 65 of 100 images". */
export const requirementText = (
  { accuracy, radius, certified, images }: RequirementResult,
  adversary: string,
): string =>
  `certified accuracy at ${adversary} radius ${radius} at least ${accuracy}: ${certified} of ${images} images`;
