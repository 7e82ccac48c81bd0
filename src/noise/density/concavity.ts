/** A search for a segment on which a density dips: a witness that its superlevel sets are not convex. */
import { randomStream, type RandomStream } from '../../numeric/random/random-stream.ts';
import type { Check } from '../validity.ts';

type LogDensity = (x: Float64Array) => number;

const PAIRS = 4000;
const CLIMBS = 6;
const STEPS = 400;
/** A dip of the logarithm below this is put down to rounding. */
const TOLERANCE = 1e-8;

interface Segment {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** min(log q(from), log q(to)) - log q(middle); positive is a counterexample. */
  readonly dip: number;
}

/**
 * Tries pairs of sample points, their reflections and permutations, then climbs from the best of them. `sample` draws
 * points where the density has its mass.
 */
export function searchDip(
  logDensity: LogDensity,
  dim: number,
  sample: (random: RandomStream, out: Float64Array) => void,
  seed = 1,
): Check {
  const random = randomStream(seed, 0xd19);
  const middle = new Float64Array(dim);
  const measure = (from: Float64Array, to: Float64Array): Segment => {
    for (let i = 0; i < dim; i++) middle[i] = 0.5 * (from[i]! + to[i]!);
    const ends = Math.min(logDensity(from), logDensity(to));
    const inside = logDensity(middle);
    const dip = ends === -Infinity ? -Infinity : inside === -Infinity ? 1e6 : ends - inside;
    return { from: from.slice(), to: to.slice(), dip: Number.isNaN(dip) ? -Infinity : dip };
  };
  let best: Segment[] = [];
  const x = new Float64Array(dim);
  const y = new Float64Array(dim);
  for (let n = 0; n < PAIRS; n++) {
    sample(random, x);
    partner(n % 4, x, y, random, sample);
    best.push(measure(x, y));
    if (best.length > 64) best = strongest(best);
  }
  const climbed = strongest(best)
    .slice(0, CLIMBS)
    .map((start) => climb(start, measure, random, dim));
  const worst = strongest(climbed)[0]!;
  if (worst.dip <= TOLERANCE) {
    return { status: 'tested', how: `no dip on ${PAIRS} segments and after ${CLIMBS} climbs of ${STEPS} steps` };
  }
  const show = (point: Float64Array): string => `(${[...point].map((v) => Number(v.toPrecision(5))).join(', ')})`;
  const factor = worst.dip > 700 ? 'more than e^700' : Number(Math.exp(worst.dip).toPrecision(4)).toString();
  return {
    status: 'failed',
    how: 'the superlevel sets are not convex',
    witness: {
      kind: 'segment',
      from: [...worst.from],
      to: [...worst.to],
      detail: `at the middle of ${show(worst.from)} and ${show(worst.to)} the density is smaller than at both ends by a factor of ${factor}.`,
    },
  };
}

function strongest(segments: readonly Segment[]): Segment[] {
  return [...segments].sort((a, b) => b.dip - a.dip).slice(0, 16);
}

/** Another sample, the mirror image, a permutation or a change of signs of the same one. */
function partner(
  kind: number,
  x: Float64Array,
  y: Float64Array,
  random: RandomStream,
  sample: (random: RandomStream, out: Float64Array) => void,
): void {
  if (kind === 0) return sample(random, y);
  const shift = kind === 2 ? 1 + random.integer(Math.max(1, x.length - 1)) : 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[(i + shift) % x.length]!;
    y[i] = kind === 1 ? -value : kind === 3 ? value * random.sign() : value;
  }
}

/** Random local search that accepts improvements and shrinks its steps. */
function climb(
  start: Segment,
  measure: (from: Float64Array, to: Float64Array) => Segment,
  random: RandomStream,
  dim: number,
): Segment {
  let best = start;
  let size = 0.3;
  for (let step = 0; step < STEPS; step++) {
    const scale = size * Math.max(length(best.from), length(best.to), 1e-300);
    const from = best.from.map((v) => v + (scale * random.normal()) / Math.sqrt(dim));
    const to = best.to.map((v) => v + (scale * random.normal()) / Math.sqrt(dim));
    const next = measure(from, to);
    if (next.dip > best.dip) best = next;
    else size = Math.max(1e-4, size * 0.985);
  }
  return best;
}

function length(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, v) => sum + v * v, 0));
}
