/** Quadrature over the panels of a half-line law, refined where an integrand needs it. */
import { gaussKronrod } from '../../numeric/quadrature/gauss-kronrod.ts';
import type { Panel } from './integral.ts';

/** Whether the piece of the law between two values of t, of the given mass, is too coarse. */
export type Split = (left: number, right: number, mass: number) => boolean;

/** See `HalfLineLaw.rule`. */
export interface LawRule {
  readonly points: Float64Array;
  readonly probabilities: Float64Array;
  readonly coarse: Float64Array;
}

/** A law in s = log t. */
export interface LawShape {
  readonly panels: readonly Panel[];
  /** Normalized density of s. */
  readonly density: (s: number) => number;
  /** Mass between two points of one panel. */
  readonly share: (left: number, right: number) => number;
}

const KRONROD = gaussKronrod(15);
const MAX_DEPTH = 40;

/**
 * Calls `visit` with every node s, its probability and that of the embedded Gauss rule, and `finish` after each panel;
 * panels are bisected while `split` wants it.
 */
export function visitPanels(
  { panels, density, share }: LawShape,
  visit: (s: number, weight: number, gaussWeight: number) => void,
  finish: () => void,
  split?: Split,
): void {
  const descend = (left: number, right: number, depth: number): void => {
    const half = 0.5 * (right - left);
    const centre = left + half;
    if (split !== undefined && depth < MAX_DEPTH && split(Math.exp(left), Math.exp(right), share(left, right))) {
      descend(left, centre, depth + 1);
      descend(centre, right, depth + 1);
      return;
    }
    for (const [node, weight, gaussWeight] of KRONROD.rows) {
      for (const s of node === 0 ? [centre] : [centre - half * node, centre + half * node]) {
        const mass = density(s) * half;
        visit(s, weight * mass, gaussWeight * mass);
      }
    }
    finish();
  };
  for (const { left, right } of panels) descend(left, right, 0);
}
