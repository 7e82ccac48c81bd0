/** The rooms whose numbers a certificate rests on, and the tests that must see a fault in them. */
export interface Room {
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

export const ROOMS: Readonly<Record<string, Room>> = {
  numeric: { sources: ['src/numeric'], tests: ['test/numeric'] },
  growth: { sources: ['src/growth'], tests: ['test/growth'] },
  radius: { sources: ['src/radius'], tests: ['test/radius'] },
  statistics: {
    sources: ['src/certify/statistics', 'src/numeric/confidence'],
    tests: [
      'test/certify/statistics',
      'test/certify/certify-image.test.ts',
      'test/certify/splitting.test.ts',
      'test/numeric/confidence',
      'test/numeric/error-budget.test.ts',
    ],
  },
  copies: { sources: ['src/certify/copies'], tests: ['test/certify/copies', 'test/certify/splitting.test.ts'] },
};
