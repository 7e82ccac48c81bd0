/**
 * A random campaign: numbered cases, each with a seed of its own, so that any slice of them is the same in any run.
 *
 * `npm run fuzz` runs all of them, the ordinary suite a few. `FUZZ_FROM` and `FUZZ_CASES` choose a slice.
 */
import { expect } from 'vitest';
import { mixSeed, randomStream } from '../../src/numeric/random/random-stream.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';

/** Whether all cases are wanted. */
export const LONG = process.env['MODE'] === 'fuzz';
/** What the ordinary suite, and the long one, may take, in ms. */
export const TIME = LONG ? 7_200_000 : 120_000;

/** Random choices of one case. */
export interface Draw {
  /** In [low, high). */
  between(low: number, high: number): number;
  /** 10^u, u in [low, high). */
  decade(low: number, high: number): number;
  integer(low: number, high: number): number;
  pick<T>(list: readonly T[]): T;
  normal(): number;
}

function drawOf(seed: number): Draw {
  const random = randomStream(seed);
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  return {
    between,
    decade: (low, high) => 10 ** between(low, high),
    integer: (low, high) => low + random.integer(high - low + 1),
    pick: (list) => list[random.integer(list.length)]!,
    normal: () => random.normal(),
  };
}

/** Counts comparisons and remembers violations. */
export class Tally {
  readonly violations: string[] = [];
  readonly compared = new Map<string, number>();
  readonly loosest = new Map<string, number>();
  readonly refusals = new Map<string, number>();
  private where = '';

  at(where: string): void {
    this.where = where;
    if (process.env['FUZZ_SHOW'] !== undefined) console.log(where);
  }

  /** `what` must lie in [lower, upper], up to the relative error of the reference, which may be low by more. */
  holds(
    what: string,
    truth: number,
    { lower, upper }: { lower: number; upper: number },
    error = 1e-11,
    low = error,
  ): void {
    this.count(what);
    const size = Math.abs(truth);
    if (!(lower <= truth + low * size && upper >= truth - error * size))
      this.violations.push(`${this.where}: ${what} is ${truth}, not in [${lower}, ${upper}]`);
    const width = (upper - lower) / Math.abs(truth);
    if (width < Infinity) this.loosest.set(what, Math.max(this.loosest.get(what) ?? 0, width));
  }

  require(what: string, holds: boolean, detail: string): void {
    this.count(what);
    if (!holds) this.violations.push(`${this.where}: ${what}: ${detail}`);
  }

  refused(error: unknown): void {
    if (!(error instanceof InvalidInput)) throw error;
    const reason = error.message
      .replace(/[-+]?[0-9.]+(e[-+]?\d+)?/g, '#')
      .replace(/f\(.*?\) (?=cannot|is)/, '')
      .slice(0, 100);
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1);
  }

  private count(what: string): void {
    this.compared.set(what, (this.compared.get(what) ?? 0) + 1);
  }
}

/** Runs the cases `from` to `from + count` of a campaign, prints what was compared, and expects no violation. */
export function campaign(
  name: string,
  cases: { readonly ordinary: number; readonly long: number },
  one: (draw: Draw, tally: Tally, index: number) => void,
): void {
  const from = Number(process.env['FUZZ_FROM'] ?? 0);
  const count = Number(process.env['FUZZ_CASES'] ?? (LONG ? cases.long : cases.ordinary));
  const tally = new Tally();
  for (let i = from; i < from + count; i++) {
    tally.at(`case ${i}`);
    try {
      one(drawOf(mixSeed(i, name)), tally, i);
    } catch (error) {
      tally.refused(error);
    }
  }
  const list = (map: Map<string, number>): string => [...map].map(([what, n]) => `${n} ${what}`).join(', ');
  const wide = [...tally.loosest].map(([what, width]) => `${what} ${width.toPrecision(1)}`).join(', ');
  const refusals = tally.refusals.size === 0 ? '' : `\n  refused: ${list(tally.refusals)}`;
  console.log(
    `${name}: ${count} cases from ${from}; compared: ${list(tally.compared)}; widest relative: ${wide}; ` +
      `violations: ${tally.violations.length}${refusals}`,
  );
  expect(tally.violations).toEqual([]);
}
