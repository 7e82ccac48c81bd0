/** What a design says: the noise found, what it certifies, beside what, and how far from what is possible. */
import type { Estimate } from '../numeric/estimate.ts';
import type { CertifiedRadius } from '../radius/radius.ts';
import type { DesignBound } from './bounds/design-bounds.ts';
import type { DesignedFile } from './certified.ts';
import type { DesignForm } from './forms/proposal.ts';

/** A point of a curve: certified, rounded down. */
export interface DesignPoint {
  readonly rho: number;
  readonly radius: number;
}

/** A bound and how near the design comes to it. */
export interface HeldAgainst extends DesignBound {
  /** radius/bound, rounded down; above 1 where the design is none of the noises that the bound is about. */
  readonly share: number;
}

/** A noise that was looked at and certified, or not. */
export interface DesignCandidate {
  readonly form: DesignForm;
  readonly family: string;
  /** Spec, or formula with its shape. */
  readonly noise: string;
  /**
   * Certified radius of its file; null where it was not certified, being too far behind by the search's estimate, or
   * not certifiable.
   */
  readonly radius: number | null;
}

/** The shape that was free, in dimensions 2 and 3. */
export interface DesignedShape {
  readonly generators: readonly (readonly number[])[];
  /** Radius of uniform noise on it by rho - 1/2 at rho -> 1/2 and this sigma: an estimate. */
  readonly slope: number;
  /**
   * The crystal it was compared with afterwards, by name, and how far it is from a multiple of it: 1 - min/max of the
   * quotient of widths.
   */
  readonly crystal: string | null;
  readonly distance: number | null;
  readonly tried: number;
}

/**
 * The best noise found, with everything that is known of how good it is. Certified radii are exact statements; "best
 * found" is not "best possible".
 */
export interface Design {
  readonly adversary: string;
  readonly dim: number;
  /** What was asked for: sigma^2 = E|X|_2^2/dim. */
  readonly sigma: number;
  readonly rho: number;
  readonly seed: number;
  /** The noise file to write; read at this sigma it is this noise. */
  readonly file: DesignedFile;
  readonly form: DesignForm;
  readonly family: string;
  /** Spec of the noise read from the file, and its scale. */
  readonly noise: string;
  readonly lambda: number;
  /** Its sigma as computed, enclosed. */
  readonly noiseSigma: Estimate;
  /** Certified, of the noise read from the file. */
  readonly radius: CertifiedRadius;
  /** Smallest first. */
  readonly bounds: readonly HeldAgainst[];
  /** The best of every family of the library at this sigma and rho, best first. */
  readonly library: readonly { readonly noise: string; readonly radius: number }[];
  /** Per cent more than the library's best, rounded down; 0 where the design is a noise of the library. */
  readonly gainPercent: number;
  readonly curve: readonly DesignPoint[];
  /** The library's best, and the three noises that everybody uses. */
  readonly beside: readonly { readonly noise: string; readonly points: readonly DesignPoint[] }[];
  /** Best first; the first is the design. */
  readonly candidates: readonly DesignCandidate[];
  readonly shape: DesignedShape | null;
  /** Noises looked at. */
  readonly tried: number;
  readonly remarks: readonly string[];
}

/** A probability as people write it: 0.9 for the largest double at most 0.9. */
export const shownProbability = (rho: number): string => String(Number(rho.toPrecision(15)));
