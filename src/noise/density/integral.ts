/** Sampling from the envelope of a density, and integrals by sampling with a confidence interval. */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMeanError } from '../../numeric/confidence/budgeted-bounds.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { cellPoint, logEnvelope, logSum, type Cell, type Envelope, type Region } from './cells.ts';

/** A weight h(x) >= 0 and its range on a cell. */
export interface Weight {
  readonly at: (x: Float64Array) => number;
  readonly bound: (cell: Region) => number;
  /** Its least value on a cell. */
  readonly least: (cell: Region) => number;
}

export const UNIT: Weight = { at: () => 1, bound: () => 1, least: () => 1 };

/** The square of the length of x with coordinates s_i x_i. */
export function squareWeight(scales: Float64Array): Weight {
  const factor = (cell: Region, i: number, next: number): number => {
    const { lower, upper } = i === cell.axis ? { lower: 1, upper: 1 } : cell.sides[next]!;
    return scales[i]! ** 2 * Math.max(lower * lower, upper * upper);
  };
  return {
    at: (x) => {
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += (scales[i]! * x[i]!) ** 2;
      return sum;
    },
    bound: (cell) => {
      let sum = 0;
      for (let i = 0, next = 0; i < scales.length; i++) {
        sum += factor(cell, i, next);
        if (i !== cell.axis) next++;
      }
      return cell.to ** 2 * sum;
    },
    least: (cell) => (cell.from * scales[cell.axis]!) ** 2,
  };
}

/** Draws cells with probability proportional to volume * bound * weight, and uniform points in them. */
export class EnvelopeSampler {
  readonly logMass: number;
  private readonly envelope: Envelope;
  private readonly cumulative: Float64Array;
  private readonly proposal: Proposal;

  constructor(envelope: Envelope, weight: Weight) {
    this.envelope = envelope;
    this.proposal = { cell: envelope.cells[0]!, logBound: 0 };
    const logs = envelope.cells.map((cell) => cell.logMass + Math.log(weight.bound(cell)));
    this.logMass = logSum(logs);
    this.cumulative = new Float64Array(logs.length);
    let sum = 0;
    for (const [i, log] of logs.entries()) this.cumulative[i] = sum += Math.exp(log - this.logMass);
  }

  /** Writes a point of the envelope's law; `cell` and `logBound` then say where it is and what bounds log f there. */
  propose(random: RandomStream, out: Float64Array): Proposal {
    const { cumulative } = this;
    const u = random.uniform() * cumulative.at(-1)!;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > u) high = middle;
      else low = middle + 1;
    }
    const cell = this.envelope.cells[low]!;
    const rho = cellPoint(cell, random.uniform(), () => random.uniform(), out);
    this.proposal.cell = cell;
    this.proposal.logBound = logEnvelope(cell, rho);
    return this.proposal;
  }
}

/** Reused from draw to draw. */
export interface Proposal {
  cell: Cell;
  logBound: number;
}

/**
 * log int f h: the envelope's mass times the mean of f h / (bounds) in [0, 1] over `samples` proposals, with an
 * empirical Bernstein interval that misses with probability at most alpha.
 */
export function sampledLogIntegral(
  envelope: Envelope,
  logDensity: (x: Float64Array) => number,
  weight: Weight,
  samples: number,
  alpha: number,
  random: RandomStream,
): Estimate {
  const sampler = new EnvelopeSampler(envelope, weight);
  const x = new Float64Array(envelope.dim);
  let mean = 0;
  let squares = 0;
  for (let n = 1; n <= samples; n++) {
    const { cell, logBound } = sampler.propose(random, x);
    const ratio = (Math.exp(logDensity(x) - logBound) * weight.at(x)) / weight.bound(cell);
    if (!(ratio <= 1 + 1e-9)) throw new Error(`the envelope is exceeded by a factor of ${ratio} at ${x.join(', ')}`);
    const delta = ratio - mean;
    mean += delta / n;
    squares += delta * (ratio - mean);
  }
  const error = budgetedMeanError(squares / (samples - 1), samples, 1, ErrorBudget.of(alpha));
  const at = (share: number): number => sampler.logMass + Math.log(Math.max(0, share));
  return {
    value: at(mean),
    lower: at(mean - error),
    upper: at(Math.min(1, mean + error)),
    method: 'monte-carlo',
    confidence: 1 - alpha,
  };
}
