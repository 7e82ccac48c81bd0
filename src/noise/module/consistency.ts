/**
 * Whether samples come from a density: a goodness-of-fit test with a stated false alarm, for any dimension.
 *
 * Metropolis test: let Y be a symmetric move of X and a = min(1, q(Y) |dY/dX| / q(X)). If X has density proportional to
 * q, then E[a (g(Y) - g(X))] = 0 for every bounded g (detailed balance). Moves: rescaling, one coordinate, reflection.
 *
 * Bridge test of the normalization (small dimension): with r a Student law fitted to a pilot sample,
 * E_q[r/(q + r)] = int q r/(q + r) = E_r[q/(q + r)].
 *
 * All terms lie in [-1, 1]; an empirical Bernstein bound shared among the tests turns them into a decision.
 */
import type { Vector } from '../../geometry/body.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMean } from '../../numeric/confidence/budgeted-bounds.ts';
import { mixSeed, randomStream, type RandomStream } from '../../numeric/random/random-stream.ts';
import { logGamma } from '../../numeric/special/special.ts';

/** Whether the samples of a noise module follow its density, as far as a statistical test can tell. */
export interface ConsistencyReport {
  readonly disagrees: boolean;
  /** Whether the normalization was tested too. */
  readonly conclusive: boolean;
  /** Probability that a right module is rejected. */
  readonly falseAlarm: number;
  /** One clause. */
  readonly detail: string;
}

type LogDensity = (x: Vector) => number;

/** Largest dimension in which the normalization is tested: beyond, the fitted law hardly overlaps. */
const BRIDGE_DIM = 12;

interface Statistic {
  readonly name: string;
  readonly terms: Float64Array;
}

/** Tests points (independent, all from the sampler) against the density. */
export function testConsistency(
  points: readonly Float64Array[],
  logDensity: LogDensity,
  dim: number,
  falseAlarm: number,
  seed: number,
  requireTime: () => void,
): ConsistencyReport {
  const logs = points.map((x) => {
    requireTime();
    return logDensity(x);
  });
  const outside = logs.indexOf(-Infinity);
  if (outside >= 0) {
    return {
      disagrees: true,
      conclusive: true,
      falseAlarm: 0,
      detail: `sample ${outside + 1} lies where the density is 0`,
    };
  }
  const pilotSize = Math.floor(points.length / 5);
  const pilot = points.slice(0, pilotSize);
  const main = points.slice(pilotSize);
  const mainLogs = logs.slice(pilotSize);
  const random = randomStream(mixSeed(seed, 'module-consistency'));
  const scales = coordinateScales(pilot, dim);
  const rankOfLog = rankFunction(logs.slice(0, pilotSize));
  const rankOfSize = rankFunction(pilot.map(size));
  const context: Context = { main, mainLogs, logDensity, random, requireTime };
  const statistics: Statistic[] = [
    ...moveTests('rescaling', context, radialMove(dim), rankOfLog, rankOfSize),
    ...moveTests('moving one coordinate', context, coordinateMove(scales), rankOfLog, rankOfSize),
    ...reflectionTests(pilot, main),
    ...signTests(pilot, context),
  ];
  const normalization = dim <= BRIDGE_DIM ? bridgeTerms(context, scales) : null;
  if (normalization !== null) statistics.push(normalization);
  const shares = ErrorBudget.of(falseAlarm).split(statistics.length);
  for (const [k, { name, terms }] of statistics.entries()) {
    // The terms lie in [-1, 1]: a range of 2.
    const { mean, error } = budgetedMean(terms, 2, shares[k]!);
    if (Math.abs(mean) > error) {
      const figure = `mean ${mean.toPrecision(3)} where 0 +- ${error.toPrecision(2)} is expected`;
      const detail = `they differ under ${name} (${figure}; false alarm ${falseAlarm})`;
      return { disagrees: true, conclusive: true, falseAlarm, detail };
    }
  }
  const covered =
    normalization === null ? 'shape only: the normalization is not testable here' : 'shape and normalization';
  return {
    disagrees: false,
    conclusive: normalization !== null,
    falseAlarm,
    detail: `${points.length} samples agree with the density (${covered})`,
  };
}

interface Context {
  readonly main: readonly Float64Array[];
  readonly mainLogs: readonly number[];
  readonly logDensity: LogDensity;
  readonly random: RandomStream;
  readonly requireTime: () => void;
}

/** Writes a move of x into y and returns the log of its Jacobian. */
type Move = (x: Float64Array, y: Float64Array, random: RandomStream) => number;

function moveTests(
  name: string,
  { main, mainLogs, logDensity, random, requireTime }: Context,
  move: Move,
  rankOfLog: (v: number) => number,
  rankOfSize: (v: number) => number,
): Statistic[] {
  const byLog = new Float64Array(main.length);
  const bySize = new Float64Array(main.length);
  const y = new Float64Array(main[0]!.length);
  for (const [n, x] of main.entries()) {
    const jacobian = move(x, y, random);
    requireTime();
    const log = logDensity(y);
    const accept = log === -Infinity ? 0 : Math.min(1, Math.exp(log + jacobian - mainLogs[n]!));
    if (accept === 0) continue;
    byLog[n] = accept * (rankOfLog(log) - rankOfLog(mainLogs[n]!));
    bySize[n] = accept * (rankOfSize(size(y)) - rankOfSize(size(x)));
  }
  return [
    { name: `${name} (by density)`, terms: byLog },
    { name: `${name} (by length)`, terms: bySize },
  ];
}

function radialMove(dim: number): Move {
  return (x, y, random) => {
    const step = (1.5 * random.normal()) / Math.sqrt(dim);
    const factor = Math.exp(step);
    for (let i = 0; i < x.length; i++) y[i] = x[i]! * factor;
    return dim * step;
  };
}

function coordinateMove(scales: Float64Array): Move {
  return (x, y, random) => {
    y.set(x);
    const i = random.integer(x.length);
    y[i] = y[i]! + 1.5 * scales[i]! * random.normal();
    return 0;
  };
}

/** Coordinates that are looked at one by one. */
const WATCHED = 4;

/** g(-X) - g(X) for g the rank of a coordinate: an even density is kept by X -> -X. */
function reflectionTests(pilot: readonly Float64Array[], main: readonly Float64Array[]): Statistic[] {
  return Array.from({ length: Math.min(WATCHED, main[0]!.length) }, (_, i) => {
    const rank = rankFunction(pilot.map((x) => x[i]!));
    return { name: `reflection (x${i + 1})`, terms: Float64Array.from(main, (x) => rank(-x[i]!) - rank(x[i]!)) };
  });
}

/** The sign of one coordinate is changed, and g is the rank of a product x_i x_j: finds a wrong correlation. */
function signTests(pilot: readonly Float64Array[], context: Context): Statistic[] {
  const { main, mainLogs, logDensity, requireTime } = context;
  const watched = Math.min(WATCHED, main[0]!.length);
  const tests: Statistic[] = [];
  for (let i = 0; i < watched; i++) {
    const j = (i + 1) % watched;
    if (j === i || (watched === 2 && i === 1)) continue;
    const rank = rankFunction(pilot.map((x) => x[i]! * x[j]!));
    const terms = Float64Array.from(main, (x, n) => {
      requireTime();
      const y = x.slice();
      y[i] = -y[i]!;
      const accept = Math.min(1, Math.exp(logDensity(y) - mainLogs[n]!));
      return accept === 0 ? 0 : accept * (rank(y[i]! * y[j]!) - rank(x[i]! * x[j]!));
    });
    tests.push({ name: `a change of sign of x${i + 1} (by x${i + 1} x${j + 1})`, terms });
  }
  return tests;
}

/** r/(q + r) at the samples less q/(q + r) at as many samples of r. */
function bridgeTerms({ main, mainLogs, logDensity, random, requireTime }: Context, scales: Float64Array): Statistic {
  const y = new Float64Array(scales.length);
  const terms = Float64Array.from(main, (x, n) => {
    for (let i = 0; i < y.length; i++) y[i] = scales[i]! * studentDraw(random);
    requireTime();
    const atSample = sigmoid(studentLog(x, scales) - mainLogs[n]!);
    return atSample - sigmoid(logDensity(y) - studentLog(y, scales));
  });
  return { name: 'the normalization', terms };
}

const FREEDOM = 4;
const STUDENT_CONSTANT = logGamma((FREEDOM + 1) / 2) - logGamma(FREEDOM / 2) - 0.5 * Math.log(Math.PI * FREEDOM);

function studentDraw(random: RandomStream): number {
  return random.normal() / Math.sqrt((2 * random.gamma(FREEDOM / 2)) / FREEDOM);
}

function studentLog(x: Float64Array, scales: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const z = x[i]! / scales[i]!;
    sum += STUDENT_CONSTANT - ((FREEDOM + 1) / 2) * Math.log1p((z * z) / FREEDOM) - Math.log(scales[i]!);
  }
  return sum;
}

function sigmoid(x: number): number {
  return x > 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** 1.4826 times the median of |x_i| over the pilot. */
function coordinateScales(pilot: readonly Float64Array[], dim: number): Float64Array {
  const used = pilot.slice(0, 400);
  return Float64Array.from({ length: dim }, (_, i) => {
    const sizes = used.map((x) => Math.abs(x[i]!)).sort((a, b) => a - b);
    return Math.max(1.4826 * sizes[sizes.length >> 1]!, 1e-300);
  });
}

/** Share of the pilot's values that are at most v. */
function rankFunction(values: readonly number[]): (v: number) => number {
  const sorted = Float64Array.from(values).sort();
  return (v) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! <= v) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
}

function size(x: Float64Array): number {
  let sum = 0;
  for (const v of x) sum += v * v;
  return sum;
}
