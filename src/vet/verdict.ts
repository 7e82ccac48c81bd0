/** From an efficiency to a verdict: what its interval proves, and what more samples would. */
import type { Estimate } from '../numeric/estimate.ts';
import type { Verdict } from './report.ts';

export interface Judgement {
  readonly verdict: Exclude<Verdict, 'invalid'>;
  readonly reason: string;
  /** Samples that would settle it if the estimate is right; null when settled, or when samples do not help. */
  readonly samplesToSettle: number | null;
}

/** Default tolerances: of a sampled efficiency, and of a computed one. */
export const SAMPLED_TOLERANCE = 0.01;
export const COMPUTED_TOLERANCE = 1e-4;

/**
 * `optimal` when eta >= 1 - tolerance for certain (up to the confidence), `suboptimal` when eta < 1 - tolerance for
 * certain and some noise reaches Phi*, else `inconclusive`.
 */
export function judge(efficiency: Estimate, tolerance: number, attained: boolean, samples: number): Judgement {
  const { value, lower, upper, confidence } = efficiency;
  const goal = 1 - tolerance;
  const sure = confidence < 1 ? ` with confidence ${confidence}` : '';
  if (lower >= goal) {
    const reason = `The efficiency is at least ${show(lower, 'down')}${sure}, within ${tolerance} of 1: no noise with level sets of the same volumes has a steeper curve at rho = 1/2.`;
    return { verdict: 'optimal', reason, samplesToSettle: null };
  }
  if (upper < goal && attained) {
    const gain = 1 / upper - 1;
    const reason =
      `The efficiency is at most ${show(upper, 'up')}${sure}: a noise with level sets of the same volumes, shaped like the ` +
      `crystal, is at least ${percent(gain)} steeper at rho = 1/2.`;
    return { verdict: 'suboptimal', reason, samplesToSettle: null };
  }
  if (upper < goal) {
    const reason =
      `The efficiency relative to the bound is at most ${show(upper, 'up')}${sure}, but no noise need reach the bound: ` +
      'whether a better one exists is not decided here.';
    return { verdict: 'inconclusive', reason, samplesToSettle: null };
  }
  const range = `The efficiency lies in [${show(lower, 'down')}, ${show(upper, 'up')}]${sure}, on both sides of ${goal}`;
  if (confidence === 1) {
    const reason = `${range}: no sharper formula is known here, and none of it was sampled.`;
    return { verdict: 'inconclusive', reason, samplesToSettle: null };
  }
  const needed = value >= goal ? value - goal : goal - value;
  const width = value >= goal ? value - lower : upper - value;
  // Intervals shrink like one over the root of the number of samples.
  const factor = (width / needed) ** 2 * 1.2;
  const settles = lower > 0 && factor < 1e6 ? Math.ceil((factor * samples) / 1000) * 1000 : null;
  const advice =
    settles === null
      ? 'no affordable number of samples would settle it.'
      : `about ${settles} samples would settle it, if ${value.toPrecision(4)} is right.`;
  return { verdict: 'inconclusive', reason: `${range}: ${advice}`, samplesToSettle: settles };
}

/** Four decimals, rounded outward. */
function show(x: number, side: 'down' | 'up'): string {
  const scaled = x * 1e4;
  return ((side === 'down' ? Math.floor(scaled) : Math.ceil(scaled)) / 1e4).toString();
}

/** Three significant digits, rounded down. */
function percent(x: number): string {
  const near = Number((100 * x).toPrecision(3));
  const unit = 10 ** (Math.floor(Math.log10(100 * x)) - 2);
  return `${near <= 100 * x ? near : Number((near - unit).toPrecision(3))} %`;
}
