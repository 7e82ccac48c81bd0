/**
 * What makes an even density a smoothing noise, checked one by one: each check is proved, tested without a
 * counterexample, or failed with a witness that can be replayed by hand.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { Noise } from './noise.ts';

/** Something to look at: coordinates at lambda = 1. */
export type Witness =
  /** A point at which the density is negative, undefined or infinite. */
  | { readonly kind: 'point'; readonly x: readonly number[]; readonly detail: string }
  /** Two points whose densities should compare otherwise: x and -x, or radii t < u with f(t) < f(u). */
  | { readonly kind: 'pair'; readonly x: readonly number[]; readonly y: readonly number[]; readonly detail: string }
  /** A segment whose middle has a smaller density than both ends. */
  | {
      readonly kind: 'segment';
      readonly from: readonly number[];
      readonly to: readonly number[];
      readonly detail: string;
    }
  /** A tail, at 0 or at infinity, whose integral diverges (or converges too slowly to be used). */
  | { readonly kind: 'tail'; readonly at: number; readonly detail: string };

export interface Check {
  /** `unknown`: neither proved nor testable, e.g. the variance of a sampler. */
  readonly status: 'proved' | 'tested' | 'failed' | 'unknown';
  /** One clause: by what. */
  readonly how: string;
  readonly witness?: Witness;
}

export interface NoiseChecks {
  readonly normalizable: Check;
  readonly even: Check;
  readonly quasiConcave: Check;
  readonly finiteVariance: Check;
  /** Shifts of the noise have a density with respect to it wherever it matters: no atoms, no lattice. */
  readonly absolutelyContinuous: Check;
}

/** Thrown where a density cannot be made a noise at all. */
export class InvalidNoise extends InvalidInput {
  readonly failed: keyof NoiseChecks;
  readonly witness: Witness;

  constructor(failed: keyof NoiseChecks, witness: Witness, message: string) {
    super(message);
    this.failed = failed;
    this.witness = witness;
  }
}

const recorded = new WeakMap<Noise, NoiseChecks>();

/** Remembers the checks made when the noise was built. */
export function recordChecks<N extends Noise>(noise: N, checks: NoiseChecks): N {
  recorded.set(noise, checks);
  return noise;
}

/** The checks of any noise: those made when it was built, or what is known of the named family. */
export function checksOf(noise: Noise): NoiseChecks {
  return recorded.get(noise) ?? namedChecks(noise);
}

function namedChecks(noise: Noise): NoiseChecks {
  const proved = (how: string): Check => ({ status: 'proved', how });
  return {
    normalizable: proved('closed form of the normalization'),
    even: proved('the density depends on absolute values alone'),
    quasiConcave: quasiConcaveFamily(noise),
    finiteVariance: Number.isFinite(noise.sigma)
      ? proved('closed form of the variance')
      : { status: 'failed', how: 'the closed form of the variance is infinite' },
    absolutelyContinuous: proved('it has a density'),
  };
}

function quasiConcaveFamily(noise: Noise): Check {
  if (noise.dim > 1 && (noise.family === 'iid-pareto' || (noise.family === 'iid-exp' && noise.s < 1))) {
    const [from, to] = [axis(noise.dim, 0, 2), axis(noise.dim, 1, 2)];
    return {
      status: 'failed',
      how: 'the marginal is not log-concave',
      witness: { kind: 'segment', from, to, detail: 'the density at the middle is smaller than at both ends' },
    };
  }
  if (noise.family === 'custom') return { status: 'unknown', how: 'nothing is known of this density' };
  return { status: 'proved', how: 'superlevel sets are balls of a norm, or the density is log-concave' };
}

function axis(dim: number, i: number, size: number): number[] {
  const x = new Array<number>(dim).fill(0);
  x[i] = size;
  return x;
}
