/** The volume of a body by the best route: closed form, exact, quadrature, then sampling. */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedProportion } from '../../numeric/confidence/budgeted-bounds.ts';
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import { intersected, sum } from '../../numeric/estimate-algebra.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import type { ConvexBody } from '../body.ts';
import { VOLUME_ERROR, volumeToDouble } from '../exact/exact-measure.ts';
import { monteCarloPlan, type MonteCarloOptions, type MonteCarloPlan } from '../monte-carlo-options.ts';
import { logVolumeByBalls } from './volume-by-balls.ts';
import { sampledSignDeterminant } from './sign-determinant.ts';

/** Width of a deterministic enclosure of log |K| below which nothing is sampled. */
const NARROW = 1e-6;
/** Multiplications spent on sampling determinants. */
const DETERMINANT_BUDGET = 3e8;

/**
 * |K|, the Lebesgue measure of R^dim. The ends may be 0, tiny or Infinity where the volume under- or overflows; use
 * `logVolume` there. Throws InvalidInput where sampling is needed and `samples` is 0.
 *
 * @example
 * volume(wulffCrystal(lpAdversary(Infinity, 3))).value // => 2
 */
export function volume(body: ConvexBody, options: MonteCarloOptions = {}): Estimate {
  if (body.exact !== undefined && body.structure?.kind !== 'lp' && body.structure?.kind !== 'box') {
    const { value, lower, upper, method } = closedForm(volumeToDouble(body.exact()), VOLUME_ERROR, 'exact');
    return inRange(value, lower, upper, method, 1);
  }
  const log = logVolume(body, options);
  const value = Math.exp(log.value);
  const lower = Math.min(Math.exp(log.lower) * (1 - 1e-15), Number.MAX_VALUE);
  return inRange(value, lower, Math.exp(log.upper) * (1 + 1e-15), log.method, log.confidence);
}

/** Volumes below the normal doubles are known by their upper end only, and are not 0. */
function inRange(
  value: number,
  lower: number,
  upper: number,
  method: Estimate['method'],
  confidence: number,
): Estimate {
  const tiny = upper < 2 ** -1000;
  return enclosed(value, tiny ? 0 : lower, tiny ? 2 ** -1000 : upper, method, confidence);
}

/**
 * log |K| (natural logarithm), for any body of any dimension: the volume itself leaves the doubles early. Exact or in
 * closed form where the body knows it, else sampled, with `samples`, `seed` and `confidence` of the options. Throws
 * InvalidInput where sampling is needed and `samples` is 0.
 *
 * @example
 * logVolume(lpBall(Infinity, 1000)).value / Math.LN2 // => 1000
 */
export function logVolume(body: ConvexBody, options: MonteCarloOptions = {}): Estimate {
  const found = knownLogVolume(body, options);
  if (found === null)
    throw new InvalidInput(`The volume of the ${body.name} is only known by sampling.`, { code: 'not-known' });
  return found;
}

/** The same; null where sampling is needed and `samples` is 0. */
export function knownLogVolume(body: ConvexBody, options: MonteCarloOptions = {}): Estimate | null {
  const plan = monteCarloPlan(options);
  const known = body.logVolume?.() ?? null;
  if (known !== null && (known.upper - known.lower < NARROW || plan.samples === 0)) return known;
  if (plan.samples === 0) return null;
  const sampled = sampleLogVolume(body, plan);
  return known === null ? sampled : (intersected(sampled, known) ?? known);
}

function sampleLogVolume(body: ConvexBody, plan: MonteCarloPlan): Estimate {
  const { structure, dim } = body;
  if (structure?.kind === 'sign-zonoid') {
    const affordable = Math.max(200, Math.floor(DETERMINANT_BUDGET / dim ** 3));
    return sampledSignDeterminant(dim, Math.min(plan.samples, affordable), plan.seed, plan.confidence);
  }
  if (structure?.kind === 'scale') {
    const inner = logVolume(structure.of, plan);
    return sum(inner, closedForm(dim * Math.log(structure.factor), 1e-15, 'exact'));
  }
  return dim <= 8 ? (logVolumeByRejection(body, plan) ?? logVolumeByBalls(body, plan)) : logVolumeByBalls(body, plan);
}

/**
 * log |K| from the fraction of a bounding box that lies in K, with Clopper-Pearson bounds; null when too few points
 * hit.
 */
function logVolumeByRejection(body: ConvexBody, plan: MonteCarloPlan): Estimate | null {
  const { dim } = body;
  const slack = body.structure?.kind === 'oracle' ? 1 + 1e-3 : 1 + 1e-9;
  const halves = Array.from(
    { length: dim },
    (_, i) => slack * body.support(Float64Array.from({ length: dim }, (_, j) => (j === i ? 1 : 0))),
  );
  const random = randomStream(mixSeed(plan.seed, 'volume-by-rejection'));
  const point = new Float64Array(dim);
  let hits = 0;
  for (let k = 0; k < plan.samples; k++) {
    for (let i = 0; i < dim; i++) point[i] = halves[i]! * (2 * random.uniformOpen() - 1);
    if (body.gauge(point) <= 1) hits++;
  }
  if (hits < 100) return null;
  const share = budgetedProportion({ least: hits, most: hits }, plan.samples, ErrorBudget.besides(plan.confidence));
  const boxLog = halves.reduce((sum, half) => sum + Math.log(2 * half), 0);
  return enclosed(
    boxLog + Math.log(hits / plan.samples),
    boxLog + Math.log(share.lower),
    boxLog + Math.log(share.upper),
    'monte-carlo',
    plan.confidence,
  );
}
