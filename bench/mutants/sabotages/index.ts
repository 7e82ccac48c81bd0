/**
 * Subtle changes of the library, each of one line and of a kind that a person could make, as a rule in a region only:
 * what `wulff verify` sees of them is in docs/mutants.md. A claim that ties the changed number to the theory is run
 * alone.
 */
import { GEOMETRY } from './geometry.ts';
import { GROWTH } from './growth.ts';
import { RADII } from './radii.ts';
import type { Sabotage } from './sabotage.ts';
import { STATISTICS } from './statistics.ts';
import { SECOND_STRANGER } from './second-stranger.ts';
import { STRANGER } from './stranger.ts';
import { THIRD_STRANGER } from './third-stranger.ts';

export const SABOTAGES: readonly Sabotage[] = [
  ...RADII,
  ...GROWTH,
  ...STATISTICS,
  ...GEOMETRY,
  ...STRANGER,
  ...SECOND_STRANGER,
  ...THIRD_STRANGER,
];
