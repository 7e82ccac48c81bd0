/**
 * On what a verdict rests: a proof with named assumptions, an estimated error, samples with a confidence, or not enough
 * of any.
 */
import { isNamed } from '../noise/named/canonical.ts';
import type { Noise } from '../noise/noise.ts';
import { ELEMENTARY_FUNCTIONS } from '../formula/enclosure/rounding.ts';
import type { Estimate } from '../numeric/estimate.ts';

/**
 * Something that is taken to be true and not proved here, by a name under which the documents and tests speak of it.
 */
export interface Assumption {
  readonly name: string;
  readonly statement: string;
}

/**
 * `proved`: every number is enclosed. `estimated`: nothing was sampled, but the error of some number is an estimate and
 * no bound, by the assumptions named. `undecided`: no verdict; `confidence` as far as it goes.
 */
export type Foundation =
  | { readonly status: 'proved'; readonly assumptions: readonly Assumption[] }
  | { readonly status: 'estimated'; readonly assumptions: readonly Assumption[] }
  | {
      readonly status: 'sampled';
      readonly confidence: number;
      /** What no sample can prove, a sentence; null where nothing is assumed. */
      readonly assumption: string | null;
      /** Why nothing is proved, a clause; null where that is in the nature of the noise. */
      readonly because: string | null;
    }
  | { readonly status: 'undecided'; readonly confidence: number; readonly because: string };

const CLOSED_FORMS: Assumption = {
  name: 'special-functions',
  statement:
    'closed forms of special functions are right to 1e-11 relative, at least ten times the largest error measured against references ' +
    '(docs/numerics.md)',
};
const TABLE_QUADRATURE: Assumption = {
  name: 'table-quadrature',
  statement: 'the error that a quadrature of a law of the table states for itself is not exceeded (docs/numerics.md)',
};
const LATTICE_REFINEMENT: Assumption = {
  name: 'lattice-refinement',
  statement:
    'the integral of the level sets of a product in four dimensions or more is within twice of what halving the lattice moved it (docs/numerics.md)',
};

/** What is known when a report is written. */
export interface Grounds {
  readonly noise: Noise;
  /** Why no verdict was reached; null where one was. */
  readonly undecided: string | null;
  /** The numbers that the verdict and the radii rest on. */
  readonly numbers: readonly Estimate[];
  /** Remarks of the sampling. */
  readonly remarks: readonly string[];
  /** Why a density is not enclosed. */
  readonly because: string | null;
}

export function foundationOf({ noise, undecided, numbers, remarks, because }: Grounds): Foundation {
  const confidence = Math.min(1, ...numbers.map((number) => number.confidence));
  if (undecided !== null) return { status: 'undecided', confidence, because: undecided };
  if (confidence < 1) {
    const assumption = remarks.find((remark) => remark.startsWith('Assumption:')) ?? null;
    return { status: 'sampled', confidence, assumption, because };
  }
  const methods = new Set(numbers.map(({ method }) => method));
  const formula = noise.family === 'density' || noise.family === 'product' || noise.family === 'level-set';
  // What a person gives is never integrated by a quadrature of the table (test/architecture.test.ts).
  const ofTable = isNamed(noise) && (methods.has('quadrature') || methods.has('level-set'));
  const onLattice = !isNamed(noise) && methods.has('quadrature');
  return {
    status: ofTable || onLattice ? 'estimated' : 'proved',
    assumptions: [
      ...(formula ? [ELEMENTARY_FUNCTIONS] : []),
      ...(methods.has('closed-form') || methods.has('differential') || methods.has('conversion') ? [CLOSED_FORMS] : []),
      ...(ofTable ? [TABLE_QUADRATURE] : []),
      ...(onLattice ? [LATTICE_REFINEMENT] : []),
    ],
  };
}

/** In sentences: what is proved and assumed, or how sure the samples are and why there is no proof. */
export function foundationText(foundation: Foundation): string[] {
  switch (foundation.status) {
    case 'proved':
      return [
        foundation.assumptions.length === 0
          ? 'Proved: nothing was sampled, and nothing is assumed.'
          : 'Proved: nothing was sampled. It assumes:',
        ...foundation.assumptions.map(({ name, statement }) => `${name}: ${statement}.`),
      ];
    case 'estimated':
      return [
        'Not proved, though nothing was sampled: the error of some number is estimated. It assumes:',
        ...foundation.assumptions.map(({ name, statement }) => `${name}: ${statement}.`),
      ];
    case 'sampled':
      return [
        `Sampled: it holds with confidence ${foundation.confidence}` +
          `${foundation.because === null ? '' : `, and is not proved: ${foundation.because}`}.`,
      ];
    case 'undecided':
      return [];
  }
}
