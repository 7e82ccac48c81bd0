/**
 * What the comparison of differential inequalities (axiom ode-comparison) needs of r -> G(p, r v), and what goes wrong
 * without it: the slopes to the right bound the growth of a function only where it does not jump up from the left.
 */
import { exactly, type ExactInstance, type Mutant, type Part } from '../../src/checker/index.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { grid, growth, instances, offers, sum } from '../vocabulary/step-densities.ts';
import { variation } from '../formal/statements/growth.ts';
import { rightContinuityIsNotEnough } from '../formal/statements/radius.ts';

/** G(p, w) against p + TV(q, q_w), TV = sum over cells of what the shifted noise has more. */
function* growthBelowVariation(seed: number, count: number, share = ratio(1)): Generator<ExactInstance> {
  for (const { q, v, label } of instances(seed, count)) {
    const gains = offers(q, v).map(({ cost, gain }) => gain.sub(cost));
    const variation = sum(gains.filter((gain) => gain.compare(0) > 0));
    for (const p of grid(12)) {
      yield {
        label: `${label}, p = ${p.toFraction()}`,
        left: growth(q, v, p),
        relation: '<=',
        right: p.add(variation.mul(share)),
      };
    }
  }
}

/**
 * 1/4 before 1/10 and 3/4 from there on: nondecreasing, continuous from the right, with slopes 0 to the right
 * everywhere.
 */
const jump = (r: Rational): Rational => (r.compare(ratio(1, 10)) < 0 ? ratio(1, 4) : ratio(3, 4));

/**
 * The hypotheses of the comparison without continuity from the left, for the rate 1, and then its conclusion, that
 * g(r) - g(0) (the integral of dp/1) is at most r: every line holds but the last.
 */
function* jumpsBeyondTheRate(): Generator<ExactInstance> {
  const places = Array.from({ length: 20 }, (_, i) => ratio(i, 20));
  for (const r of places) {
    // So short that the step from r does not reach the jump from below.
    const step = r.compare(ratio(1, 10)) < 0 ? ratio(1, 10).sub(r).div(ratio(2)) : ratio(1, 100);
    const rise = jump(r.add(step)).sub(jump(r));
    yield { label: `r = ${r.toFraction()}: g rises`, left: rise, relation: '>=', right: ratio(0) };
    yield {
      label: `r = ${r.toFraction()}: by at most its rate`,
      left: rise.div(step),
      relation: '<=',
      right: ratio(1),
    };
  }
  for (const r of places) {
    yield {
      label: `r = ${r.toFraction()}: g(r) - g(0) is at most r`,
      left: jump(r).sub(jump(ratio(0))),
      relation: '<=',
      right: r,
    };
  }
}

/** Densities grow without jumps. */
export const continuousPart: Part = {
  id: 'continuous',
  statement:
    'For noise with a density $G(p, w) \\le p + \\mathrm{TV}(q, q_w)$: along a ray the growth rises by at most $\\mathrm{TV}(q, q_{sv})$ over a step $s$, which tends to 0 with $s$ wherever the step begins. So $r \\mapsto G(p, rv)$ is continuous from both sides. Checked on step densities.',
  formal: [variation],
  evidence: [
    exactly('named and random step densities on the line and in the plane, p in twelfths', ({ seed, effort }) =>
      growthBelowVariation(seed, effort === 'quick' ? 8 : 60),
    ),
  ],
};

/** The comparison with half of its hypothesis, as it stood in the list of axioms up to version 0.3.0. */
export const comparisonMutants: readonly Mutant[] = [
  {
    id: 'jump-from-the-left',
    statement:
      'continuity from the right is enough for the comparison: $g$ nondecreasing with slopes to the right at most $\\Phi(g)$ covers no more of $\\int dp/\\Phi$ than $r$',
    negation: rightContinuityIsNotEnough,
    evidence: exactly('rate 1, g = 1/4 before 1/10 and 3/4 from there on', jumpsBeyondTheRate),
  },
  {
    id: 'half-variation',
    statement: '$G(p, w) \\le p + \\frac12\\mathrm{TV}(q, q_w)$',
    evidence: exactly('the same densities', ({ seed }) => growthBelowVariation(seed, 2, ratio(1, 2))),
  },
];
