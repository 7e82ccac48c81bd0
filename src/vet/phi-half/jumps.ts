/** Jumps of a density that is only known by a sampler and a log-density: what its slopes miss, seen by small shifts. */
import type { DirectionNet } from '../../geometry/functionals/direction-net.ts';
import { RatioSampler } from '../../growth/ratio-sampler.ts';
import type { Noise } from '../../noise/noise.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedMeanLower } from '../../numeric/confidence/budgeted-bounds.ts';
import { mixSeed, randomStream } from '../../numeric/random/random-stream.ts';
import { ARITHMETIC } from './slope-field.ts';
import type { Half } from './slope-tally.ts';

const JUMP_SAMPLES = 100_000;
/** Probability that a jump is said to be where there is none. */
const FALSE_JUMP = 1e-9;
/** Samples a direction from which on a jump that carries some hundredths of the mass shows. */
const FEWEST_JUMP_SAMPLES = 1000;
const JUMP_ARITHMETIC = ARITHMETIC / 10;

/** Directions along which walls of a continuous density are looked for. */
const WALL_DIRECTIONS = 16;

/**
 * Whether TV(delta v)/delta, which never exceeds Phi_v(1/2), certainly exceeds what the slopes along v give, for any
 * point v of the net (an adversary's extreme points: all coordinate axes for l1); and the largest lower bound of it.
 * delta moves about 5 % of the mass, so that a jump shows. `all` is false where there are too many points to try each.
 */
export function jumpsAlong(
  noise: Noise,
  net: DirectionNet,
  halves: readonly Half[],
  { best, proved }: { readonly best: number; readonly proved: boolean },
  plan: { readonly samples: number; readonly seed: number },
): { readonly jumps: boolean; readonly shifted: number; readonly all: boolean } {
  const points = net.points.length;
  const affordable = Math.floor(JUMP_ARITHMETIC / noise.dim / points);
  const all = affordable >= FEWEST_JUMP_SAMPLES;
  const count = Math.max(FEWEST_JUMP_SAMPLES, Math.min(JUMP_SAMPLES, plan.samples, affordable));
  // What is proved continuous has walls at most: they are looked for along a few directions, among them all axes of few
  // dimensions.
  const step = proved ? Math.ceil(points / WALL_DIRECTIONS) : 1;
  const tried = all ? [...net.points.keys()].filter((k) => k % step === 0 || k === best) : [best];
  const shares = ErrorBudget.of(FALSE_JUMP).split(tried.length);
  let jumps = false;
  let shifted = 0;
  for (const [at, k] of tried.entries()) {
    const { value, upper } = halves[k]!;
    // Without slopes the length of v gives the scale.
    const gap = 0.05 / value;
    const delta = Number.isFinite(gap) ? gap : (0.3 * noise.sigma) / Math.hypot(...net.points[k]!);
    if (!Number.isFinite(delta)) return { jumps: true, shifted, all };
    const ratios = new RatioSampler(
      noise,
      net.points[k]!.map((x) => x * delta),
    );
    const random = randomStream(mixSeed(plan.seed, `jump ${k}`));
    let [sum, squares] = [0, 0];
    for (let n = 0; n < count; n++) {
      ratios.draw(random);
      const loss = Math.max(0, -Math.expm1(ratios.base));
      sum += loss;
      squares += loss * loss;
    }
    const least = budgetedMeanLower(sum, squares, count, shares[at]!) / delta;
    shifted = Math.max(shifted, least);
    if (least > upper * (1 + 1e-6)) jumps = true;
  }
  return { jumps, shifted, all };
}
