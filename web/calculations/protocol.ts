/** What the page asks of the library, which answers in a worker: data only, as it crosses threads. */
import type { PlacedChart } from '../../src/figures/charts/line-chart.ts';
import type { VetFigure } from '../../src/figures/index.ts';
import type { Estimate, InvalidReport, VetReport } from '../../src/index.ts';

/** What is made equal among the noises of a chart. */
export type EqualSize =
  | { readonly equal: 'sigma'; readonly sigma: number }
  /** The level sets of noises with one profile have the volumes of those of the cube of this half side. */
  | { readonly equal: 'volume'; readonly halfSide: number };

export interface RadiiQuestion {
  readonly adversary: string;
  readonly dim: number;
  readonly noises: readonly string[];
  readonly size: EqualSize;
  /** In rising order, in [1/2, 1). */
  readonly rhos: readonly number[];
  readonly tangents: boolean;
  /** For a narrow screen. */
  readonly narrow: boolean;
}

/** The curve of one noise, or why there is none. */
export interface NoiseCurve {
  readonly noise: string;
  readonly sigma: number;
  /** 1/Phi(1/2), the slope of the curve at rho = 1/2; null where no formula for it is known. */
  readonly slope: number | null;
  readonly points: readonly { readonly rho: number; readonly radius: number; readonly detail: string }[];
  readonly failure: string | null;
}

export interface RadiiAnswer {
  readonly curves: readonly NoiseCurve[];
  /** Null where no curve can be drawn. */
  readonly chart: PlacedChart | null;
}

/** A preset (`l1`, `l2`, `linf`) or the vertices of a polygon or polyhedron, one of each pair +-v. */
export type CrystalBody = { readonly norm: string; readonly dim: 2 | 3 } | { readonly vertices: readonly number[][] };

export interface CrystalQuestion {
  readonly adversary: CrystalBody;
  /** For a narrow screen. */
  readonly narrow: boolean;
  readonly view: { readonly azimuth: number; readonly elevation: number };
}

/** The widest shadow of a body of volume 1 along the adversary: Phi of noise uniform on it. */
export interface Shadow {
  readonly body: string;
  readonly phi: Estimate;
}

export interface CrystalAnswer {
  readonly svg: string;
  readonly name: string;
  readonly counts: string | null;
  readonly volume: Estimate;
  readonly vertices: readonly (readonly number[])[] | null;
  readonly facets: readonly { readonly normal: readonly number[]; readonly offset: number }[] | null;
  /** Wavefront OBJ, in space. */
  readonly solid: string | null;
  /** Why the theorem does not say that the crystal is best; null where it does. */
  readonly caution: string | null;
}

export interface ShadowsQuestion {
  readonly adversary: CrystalBody;
}

export interface GrowthQuestion {
  readonly noise: string;
  readonly p: number;
  readonly shift: readonly [number, number];
  /** Squares along a side of the picture. */
  readonly cells: number;
}

export interface GrowthAnswer {
  /** The picture covers [-reach, reach]^2. */
  readonly reach: number;
  /** Density of each square over the largest, from 0 to 1; rows from the bottom up. */
  readonly density: Float32Array;
  /** 1 where a square belongs to the extreme set, between 0 and 1 where it belongs in part. */
  readonly filled: Float32Array;
  /** G(p, v) by the library. */
  readonly growth: Estimate;
  /** Likelihood ratio at which the filling ends. */
  readonly threshold: number;
}

export interface VetQuestion {
  /** A noise file's `noise` member. */
  readonly noise: unknown;
  readonly adversary: string;
  readonly dim: number;
  readonly sigma: number;
  readonly samples: number;
  /** For a narrow screen. */
  readonly narrow: boolean;
}

export interface VetAnswer {
  readonly report: VetReport | InvalidReport;
  readonly figures: readonly VetFigure[];
}

/** Question and answer by name. */
export interface Calculations {
  readonly radii: { readonly question: RadiiQuestion; readonly answer: RadiiAnswer };
  readonly crystal: { readonly question: CrystalQuestion; readonly answer: CrystalAnswer };
  readonly shadows: { readonly question: ShadowsQuestion; readonly answer: readonly Shadow[] };
  readonly growth: { readonly question: GrowthQuestion; readonly answer: GrowthAnswer };
  readonly vet: { readonly question: VetQuestion; readonly answer: VetAnswer };
}

/** How far a calculation is: what it is at, and a share from 0 to 1 where one is known. */
export interface Progress {
  readonly stage: string;
  readonly share: number | null;
}

export type ToWorker = {
  readonly [K in keyof Calculations]: { kind: K; id: number; question: Calculations[K]['question'] };
}[keyof Calculations];
export type FromWorker =
  | { readonly id: number; readonly kind: 'progress'; readonly progress: Progress }
  | { readonly id: number; readonly kind: 'answer'; readonly answer: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly sentence: string };
