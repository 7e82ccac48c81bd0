/** What is known of one image after smoothing: the row that logs hold and that tables are made from. */

/** A seed that follows from the settings and a nonce, which may be empty. */
export interface SeedCommitment {
  readonly nonce: string;
}

/** What a certificate would be if every such near-tie went to another class. */
export interface NearTieEffect {
  /**
   * Votes whose two largest logits were nearly equal (Engine.nearTie): those for the class picked, or all where its
   * rivals were counted in several buckets; at least 1.
   */
  readonly count: number;
  readonly rho: number;
  readonly radii: ReadonlyMap<string, number>;
}

/** Votes for other classes than the one picked, in the buckets that selection put them in (statistics/buckets.ts). */
export interface RivalVotes {
  /** Upper confidence bound on the probability of every other class, rounded up; at most 1 - rho. */
  readonly bound: number;
  /** Of the n samples, by bucket. */
  readonly counts: readonly number[];
}

/** The verdict on one image. */
export interface CertifiedImage {
  /** Index in the data set. */
  readonly index: number;
  /** The true class. */
  readonly label: number;
  /** The class of the smoothed classifier, or -1: abstained. */
  readonly predict: number;
  /** Whether predict = label. */
  readonly correct: boolean;
  /** Wall-clock seconds. */
  readonly seconds: number;
  /** Lower confidence bound on the probability of the class picked (whether or not it abstained), rounded down. */
  readonly rho: number;
  /** Of `n` estimation samples, those that voted for the class picked. */
  readonly count: number;
  readonly n: number;
  /** Absent where all other classes were taken for one rival. */
  readonly rivals?: RivalVotes;
  /** Certified radii by adversary ("l1"), in the order asked for; 0 when abstained. Never above the true radius. */
  readonly radii: ReadonlyMap<string, number>;
  /**
   * How far rounding on another device could move the certificate; absent without near-ties, and not part of the log.
   */
  readonly nearTies?: NearTieEffect;
}

/** What accuracies are counted from: one image against one adversary. */
export interface ImageRadius {
  /** Index in the data set. */
  readonly index: number;
  readonly label: number;
  /** The class of the smoothed classifier, or -1: abstained. */
  readonly predict: number;
  /** Certified radius; 0 when abstained. */
  readonly radius: number;
}

/** The grid that copies were drawn on. */
export interface RunGrid {
  /** q: images are multiples of 1/q, and so is the noise. */
  readonly steps: number;
  /** Total variation between a copy as drawn and round(q noise), at most: radii are those of rho - tau. */
  readonly tau: number;
}

/** What a run was made with. Two runs can be continued or merged only if their fingerprints agree. */
export interface RunSettings {
  /** Version of the log format. */
  readonly format: 1;
  /** Version of wulff. */
  readonly version: string;
  readonly model: { readonly file: string; readonly sha256: string };
  readonly data: { readonly name: string; readonly sha256: string };
  /** How images were handed to the model: layout, order of channels, range of values ("nchw rgb 0..1"). */
  readonly input: string;
  /** Canonical noise spec. */
  readonly noise: string;
  readonly sigma: number;
  readonly lambda: number;
  /** Absent: copies are sums of floats, and certificates speak of real numbers (splitting has its grid in its spec). */
  readonly grid?: RunGrid | undefined;
  readonly dim: number;
  readonly adversaries: readonly string[];
  /** How n was chosen: "fixed", or the stopping rule in words with its numbers. */
  readonly estimation: string;
  readonly n: number;
  readonly n0: number;
  /** Whether rivals were counted in buckets, which rows then hold; undefined: they were taken together. */
  readonly rivals?: 'buckets' | undefined;
  /** 0 where certificates are certain (splitting noise). */
  readonly alpha: number;
  readonly seed: number;
  /** Where the seed was not chosen but follows from all the rest and this nonce (committed-seed.ts). */
  readonly commitment?: SeedCommitment | undefined;
  /** Engine and device: recorded, not part of the fingerprint. */
  readonly engine: string;
  /**
   * What certificates speak of and what they rest on (rests-on.ts), a sentence each: recorded, not part of the
   * fingerprint.
   */
  readonly certifies?: string | undefined;
  readonly restsOn?: readonly string[] | undefined;
}
