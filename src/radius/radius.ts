/**
 * A certified radius and how it was obtained.
 */
import type { Method } from '../numeric/estimate.ts';

/** A radius R such that the smoothed classifier is constant on x + R B; never above the true one. */
export interface CertifiedRadius {
  /** Lower bound rho on the top class's probability that the radius was asked for. */
  readonly rho: number;
  /** Certified radius, rounded down; 0 when rho <= 1/2; Infinity when unbounded (rho = 1, unbounded support). */
  readonly radius: number;
  readonly method: Method;
  /** Whether the radius is tight: no radius larger by more than 1e-6 of it holds for every classifier with this rho. */
  readonly exact: boolean;
  /** Upper bound on the exact radius, where one is computable (R5); the gap to `radius` is the slack. */
  readonly upper: number | null;
  /** 1 unless the radius rests on samples. */
  readonly confidence: number;
  /** In which terms: "closed form (uniform cube, l1)", "converted from l2: R d^{-1/2}". */
  readonly detail: string;
}
