/** Radii for a table where nobody says which. */
import type { ResultSet } from './accuracy-results.ts';

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.4, 0.5, 1, 2, 5] as const;

/** 0 and eight round steps, as far as the results reach. */
export function evenRadii(results: readonly ResultSet[]): number[] {
  const reach = Math.max(
    0,
    ...results.map(({ images }) =>
      images.reduce((most, { radius }) => (Number.isFinite(radius) ? Math.max(most, radius) : most), 0),
    ),
  );
  if (reach === 0) return [0];
  const scale = 10 ** Math.min(0, Math.floor(Math.log10(reach / 8)) + 1);
  const step = STEPS.map((each) => each * scale).find((each) => 8 * each >= reach) ?? reach / 8;
  return Array.from({ length: 9 }, (_, i) => Number((i * step).toPrecision(12)));
}
