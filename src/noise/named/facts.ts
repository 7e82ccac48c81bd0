/** What is known of the noises of the table: closed forms prove it. */
import { closedForm, enclosed } from '../../numeric/estimate.ts';
import type { KnownFacts } from '../facts.ts';
import type { Check, NoiseChecks } from '../validity.ts';

const proved = (how: string): Check => ({ status: 'proved', how });
const BALLS = proved('superlevel sets are balls of a norm, or the density is log-concave');

/** Facts of a noise on the balls of a norm, or of one with a log-concave density; `others` where they are different. */
export function namedFacts(
  sigma: number,
  others: { readonly quasiConcave?: Check; readonly logConcave?: boolean; readonly jumps?: boolean } = {},
): KnownFacts {
  const { quasiConcave = BALLS, logConcave = false, jumps = false } = others;
  const finite = Number.isFinite(sigma);
  const checks: NoiseChecks = {
    normalizable: proved('closed form of the normalization'),
    even: proved('the density depends on absolute values alone'),
    quasiConcave,
    finiteVariance: finite
      ? proved('closed form of the variance')
      : { status: 'failed', how: 'the closed form of the variance is infinite' },
    absolutelyContinuous: proved('it has a density'),
  };
  return {
    checks,
    logConcave: logConcave
      ? proved('-log of the density is convex')
      : { status: 'unknown', how: 'the family is not log-concave in general' },
    continuous: jumps
      ? { status: 'failed', how: 'the density jumps at the edge of its support' }
      : proved('the density is a closed form without jumps'),
    sigma: finite ? closedForm(sigma) : enclosed(Infinity, Infinity, Infinity, 'closed-form'),
    logPeak: null,
  };
}

/** Quasi-concavity of independent coordinates whose marginal is not log-concave: only on the line. */
export function notLogConcaveProduct(dim: number): Check {
  if (dim === 1) return BALLS;
  const [from, to] = [axis(dim, 0, 2), axis(dim, 1, 2)];
  return {
    status: 'failed',
    how: 'the marginal is not log-concave',
    witness: { kind: 'segment', from, to, detail: 'the density at the middle is smaller than at both ends' },
  };
}

function axis(dim: number, i: number, size: number): number[] {
  const x = new Array<number>(dim).fill(0);
  x[i] = size;
  return x;
}
