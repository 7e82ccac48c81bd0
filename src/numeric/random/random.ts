/** A deterministic stream of random numbers: a pure function of its key and of how far it has been read. */
export interface RandomStream {
  /** Uniform on [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform on (0, 1): never 0, for logarithms. */
  uniformOpen(): number;
  /** Standard normal. */
  normal(): number;
  /** Exponential of rate 1. */
  exponential(): number;
  /** Gamma(shape, scale 1), shape > 0. */
  gamma(shape: number): number;
  /** -1 or 1 with equal probability. */
  sign(): -1 | 1;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
}
