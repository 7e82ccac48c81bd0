/**
 * The least point of a function known by its values alone: an evolution strategy with one parent and one child
 * (Rechenberg 1973; Schumer and Steiglitz 1968). It needs no slopes, minds no kinks, and keeps to bounds; it finds good
 * points and proves nothing about them.
 *
 * The step grows by e^(1/3) with every success and shrinks by a fourth of that in the logarithm with every failure, so
 * that about one step in five succeeds.
 */
import { mixSeed, randomStream } from './random/random-stream.ts';

export interface EvolutionOptions {
  /** Values asked for at most, that of the start included. */
  readonly evaluations: number;
  /** Standard deviation of the first step, in every coordinate. */
  readonly step: number;
  /** Coordinates are kept in [least, most]. */
  readonly least: number;
  readonly most: number;
  readonly seed: number;
  /** Stop when the step is below this (default 1e-9). */
  readonly tolerance?: number;
}

/** The best point met, and what it cost. */
export interface Evolved {
  readonly x: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

const GROWTH = Math.exp(1 / 3);

/** The best point that the strategy meets from `start`; f may be Infinity, not NaN. Same seed, same answer. */
export function evolvedMinimum(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  options: EvolutionOptions,
): Evolved {
  const { evaluations, least, most, tolerance = 1e-9 } = options;
  const random = randomStream(mixSeed(options.seed, 'evolution'));
  let x = start;
  let value = f(x);
  let step = options.step;
  let spent = 1;
  for (; spent < evaluations && step > tolerance; spent++) {
    const child = x.map((c) => Math.min(most, Math.max(least, c + step * random.normal())));
    const found = f(child);
    if (found <= value) {
      // As good counts as success: it lets a flat function be crossed.
      [x, value] = [child, found];
      step *= GROWTH;
    } else {
      step *= GROWTH ** -0.25;
    }
  }
  return { x, value, evaluations: spent };
}
