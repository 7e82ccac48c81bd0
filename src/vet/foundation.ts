/** On what a verdict rests: a proof with named assumptions, samples with a confidence, or not enough of either. */
import type { Noise } from '../noise/noise.ts';
import { ELEMENTARY_FUNCTIONS } from '../formula/enclosure/rounding.ts';
import type { Estimate } from '../numeric/estimate.ts';

/** Something that is taken to be true and not proved here, by a name under which the documents and tests speak of it. */
export interface Assumption {
  readonly name: string;
  readonly statement: string;
}

/** `proved`: nothing was sampled. `undecided`: no verdict; `confidence` as far as it goes. */
export type Foundation =
  | { readonly status: 'proved'; readonly assumptions: readonly Assumption[] }
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
const QUADRATURE: Assumption = {
  name: 'quadrature-error',
  statement: 'the error that a quadrature states for itself is not exceeded (docs/numerics.md)',
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
  return {
    status: 'proved',
    assumptions: [
      ...(formula ? [ELEMENTARY_FUNCTIONS] : []),
      ...(methods.has('closed-form') || methods.has('differential') || methods.has('conversion') ? [CLOSED_FORMS] : []),
      ...(methods.has('quadrature') || methods.has('level-set') ? [QUADRATURE] : []),
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
    case 'sampled':
      return [
        `Sampled: it holds with confidence ${foundation.confidence}` +
          `${foundation.because === null ? '' : `, and is not proved: ${foundation.because}`}.`,
      ];
    case 'undecided':
      return [];
  }
}
