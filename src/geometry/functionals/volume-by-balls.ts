/**
 * The volume of any body in any dimension by random walks: a telescoping product over growing balls (the scheme of
 * Dyer, Frieze and Kannan, with hit-and-run).
 *
 * |K n r_0 B| = |r_0 B| for r_0 = inradius. The radii grow by at most 2^{1/d}, so each ratio |K n r_i B|/|K n r_{i+1}
 * B| is at least 1/2; it is the fraction of states of a walk on K n r_{i+1} B that lie in r_i B. The chains of one
 * phase start where those of the phase before ended. States are counted as their effective number in the
 * Clopper-Pearson bounds, and a phase that has not mixed takes the confidence to 0: unlike the other routes, this one
 * rests on a diagnostic.
 */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedProportion } from '../../numeric/confidence/budgeted-bounds.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import type { ConvexBody } from '../body.ts';
import { lpLogVolume } from '../bodies/lp-ball.ts';
import { lpNorm } from '../bodies/lp-norm.ts';
import { judgeMixing } from '../sampling/mixing.ts';
import type { MonteCarloPlan } from '../monte-carlo-options.ts';
import { HitAndRun } from '../sampling/random-walk.ts';
import { rayLength } from '../covariogram/ray-length.ts';

const CHAINS = 4;
/** Phases beyond which the body is refused as too far from round. */
const MAX_PHASES = 400;

/** log |K| by walks; `plan.samples` states in all, at least 400 a chain and phase. */
export function logVolumeByBalls(body: ConvexBody, plan: MonteCarloPlan): Estimate {
  const { dim, inradius, circumradius } = body;
  const phases = Math.max(1, Math.ceil((dim * Math.log(circumradius / inradius)) / Math.LN2));
  if (phases > MAX_PHASES) {
    const ratio = (circumradius / inradius).toPrecision(3);
    throw new InvalidInput(
      `The ${body.name} is too far from round (ratio of radii ${ratio}) to measure its volume by sampling.`,
      { code: 'not-known' },
    );
  }
  requireCheapSteps(body);
  const growth = Math.pow(circumradius / inradius, 1 / phases);
  const budget = ErrorBudget.besides(plan.confidence);
  const shares = budget.split(phases);
  const length = Math.max(400, Math.ceil(plan.samples / phases / CHAINS));
  const ball = lpLogVolume(2, dim);
  let { value, lower, upper } = ball;
  let mixed = true;
  const positions = Array.from({ length: CHAINS }, () => new Float64Array(dim));
  for (let phase = 0; phase < phases; phase++) {
    const inner = inradius * Math.pow(growth, phase);
    const cut = intersectBall(body, inner * growth);
    const radii = positions.map((position, c) => {
      const random = randomStream(mixSeed(plan.seed, `volume-phase-${phase}`), c);
      const walk = new HitAndRun(cut, position);
      const trace = new Float64Array(length);
      for (let k = 0; k < 2 * dim * dim + 20; k++) walk.step(random);
      for (let k = 0; k < length; k++) {
        for (let t = 0; t < dim; t++) walk.step(random);
        trace[k] = lpNorm(walk.position, 2);
      }
      position.set(walk.position);
      return trace;
    });
    const inside = radii.map((trace) => trace.map((radius) => (radius <= inner ? 1 : 0)));
    const total = CHAINS * length;
    const hits = inside.reduce((sum, trace) => sum + trace.reduce((s, x) => s + x, 0), 0);
    // Once every state lies within, the indicator is constant and says nothing about mixing: watch the radius too.
    const report = judgeMixing([
      { name: 'the radius', chains: radii },
      ...(hits > 0 && hits < total ? [{ name: 'the inner ball', chains: inside }] : []),
    ]);
    mixed &&= report.mixed;
    const effective = Math.max(1, Math.floor(Math.min(total, report.effectiveSamples)));
    const counted = (hits / total) * effective;
    value -= Math.log(hits / total);
    const within = { least: Math.floor(counted), most: Math.ceil(counted) };
    const ratio = budgetedProportion(within, effective, shares[phase]!);
    lower -= Math.log(ratio.upper);
    upper -= Math.log(ratio.lower);
  }
  budget.requireSpent();
  const shift = dim * Math.log(inradius);
  return enclosed(value + shift, lower + shift, upper + shift, 'monte-carlo', mixed ? plan.confidence : 0);
}

/**
 * A gauge by a linear program costs milliseconds a step, and there are hundreds of thousands: refused before it begins.
 */
function requireCheapSteps(body: ConvexBody): void {
  if (!hasGaugeByProgram(body)) return;
  throw new InvalidInput(
    `The volume of the ${body.name} is out of reach: it has too many vertices, generators or dimensions to list its facets, ` +
      'and walks within it would take hours; give it as halfspaces, or by fewer of them.',
    { code: 'too-large' },
  );
}

function hasGaugeByProgram({ structure, exact }: ConvexBody): boolean {
  if (structure?.kind === 'scale' || structure?.kind === 'image') return hasGaugeByProgram(structure.of);
  return (structure?.kind === 'vertices' || structure?.kind === 'zonotope') && exact === undefined;
}

/** K n r B_2, as far as the walk needs it. */
function intersectBall(body: ConvexBody, radius: number): ConvexBody {
  const gauge = (x: ArrayLike<number>): number => Math.max(body.gauge(x), lpNorm(x, 2) / radius);
  return {
    name: `${body.name} within radius ${radius}`,
    dim: body.dim,
    gauge,
    support: (u) => Math.min(body.support(u), radius * lpNorm(u, 2)),
    inradius: Math.min(body.inradius, radius),
    circumradius: Math.min(body.circumradius, radius),
    rayLength: (x, v) => Math.min(rayLength(body, x, v), ballRayLength(radius, x, v)),
  };
}

function ballRayLength(radius: number, x: ArrayLike<number>, v: ArrayLike<number>): number {
  let a = 0;
  let b = 0;
  let c = -radius * radius;
  for (let i = 0; i < v.length; i++) {
    a += v[i]! * v[i]!;
    b += v[i]! * x[i]!;
    c += x[i]! * x[i]!;
  }
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  return Math.max(0, b > 0 ? -c / (b + root) : (root - b) / a);
}
