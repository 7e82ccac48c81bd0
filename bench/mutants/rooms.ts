/** The rooms whose numbers a certificate rests on, and the tests that must see a fault in them. */
export interface Room {
  readonly sources: readonly string[];
  /** Files or folders of tests, seconds each. */
  readonly tests: readonly string[];
  /** Ledgers of numbers, seconds too: asked of what the tests did not see, and scored apart. */
  readonly ledgers: readonly string[];
  /** Those that take long: only on demand, of what the others did not see. */
  readonly slow: readonly string[];
}

const LIKELIHOOD_RATIO = 'test/growth/likelihood-ratio';

export const ROOMS: Readonly<Record<string, Room>> = {
  numeric: {
    sources: ['src/numeric'],
    tests: ['test/numeric'],
    ledgers: [],
    slow: [],
  },
  growth: {
    sources: ['src/growth'],
    tests: [
      'test/growth/closed-form.test.ts',
      'test/growth/against.test.ts',
      'test/growth/monte-carlo.test.ts',
      'test/growth/ratio-sampler.test.ts',
      LIKELIHOOD_RATIO,
      'test/growth/rate/fisher.test.ts',
      'test/growth/rate/growth-rate.test.ts',
      'test/growth/rate/radial.test.ts',
      'test/growth/rate/uniform.test.ts',
      'test/radius/reference.test.ts',
    ],
    ledgers: [],
    slow: [
      'test/growth/growth.test.ts',
      'test/growth/rate/computed.test.ts',
      'test/growth/rate/noise-forms.test.ts',
      'test/radius/golden.test.ts',
    ],
  },
  radius: {
    sources: ['src/radius'],
    tests: [
      'test/radius/choice-of-routes.test.ts',
      'test/radius/closed-forms.test.ts',
      'test/radius/computed-routes.test.ts',
      'test/radius/conversion.test.ts',
      'test/radius/ends-given.test.ts',
      'test/radius/extreme.test.ts',
      'test/radius/extreme-points.test.ts',
      'test/radius/level-set-search.test.ts',
      'test/radius/level-set-solver.test.ts',
      'test/radius/reference.test.ts',
      'test/radius/rho-near-one.test.ts',
      'test/radius/route-values.test.ts',
      'test/radius/two-class.test.ts',
      'test/radius/covariogram.test.ts',
    ],
    ledgers: ['test/pinned/radius-routes.test.ts'],
    slow: [
      'test/pinned/radius.test.ts',
      'test/radius/golden.test.ts',
      'test/radius/curve-and-point.test.ts',
      'test/radius/no-refusal.test.ts',
      'test/radius/level-set.test.ts',
    ],
  },
  statistics: {
    sources: ['src/certify/statistics', 'src/numeric/confidence'],
    tests: [
      'test/certify/statistics',
      'test/certify/certify-image.test.ts',
      'test/certify/splitting.test.ts',
      'test/numeric/confidence-edges.test.ts',
      'test/numeric/confidence.test.ts',
      'test/numeric/confidence-sequence.test.ts',
      'test/numeric/error-budget.test.ts',
    ],
    ledgers: [],
    slow: [],
  },
  copies: {
    sources: ['src/certify/copies'],
    tests: ['test/certify/copies', 'test/certify/splitting.test.ts'],
    ledgers: [],
    slow: [],
  },
};
