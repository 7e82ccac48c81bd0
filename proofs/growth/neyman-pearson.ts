/** G1: primal and dual bounds of the growth function. */
import { exactly, type Claim, type ExactInstance } from '../../src/checker/index.ts';
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { monteCarloEnclosure, shrunkCoverage } from '../../properties/neyman-pearson.ts';
import {
  grid,
  growth,
  growthByEnumeration,
  instances,
  offers,
  superlevel,
  type Cell,
  type StepDensity,
} from '../vocabulary/step-densities.ts';
import {
  dualAttained,
  dualBound as provedBound,
  greedy,
  primal,
  strongDuality,
  threshold,
  thresholdAtZero,
  thresholdWithoutAtoms,
} from '../formal/statements/growth.ts';
import { steadyEstimate } from './steady-growth.ts';
import { sharedAmongBounds } from '../vocabulary/error-shares.ts';
import { knownMassesPart } from '../known-answers/growth.ts';
import { growthEndsPart } from './growth-ends.ts';
import { largestGrowthPart } from './largest-growth.ts';
import { growthInThePlanePart } from '../plane/radii-in-the-plane.ts';
import { sampledGrowthPart } from './sampled-growth.ts';
import { meshGrowthPart } from './growth-on-a-mesh.ts';

const show = (x: Rational): string => x.toFraction();

/** Every likelihood ratio that occurs, and values between: all thresholds that matter. */
function thresholds(q: StepDensity, v: Cell): Rational[] {
  const ratios = offers(q, v)
    .filter(({ cost }) => cost.n !== 0n)
    .map(({ cost, gain }) => gain.div(cost));
  return [...ratios, ...ratios.map((t) => t.add(ratio(1, 7))), ratio(0)];
}

const dualBound = (q: StepDensity, v: Cell, t: Rational, p: Rational): Rational => {
  const [at, moved] = superlevel(q, v, t);
  return t.mul(p).add(moved).sub(t.mul(at));
};

function* compared(
  seed: number,
  count: number,
  compare: (q: StepDensity, v: Cell, label: string) => Iterable<ExactInstance>,
): Iterable<ExactInstance> {
  for (const { q, v, label } of instances(seed, count)) yield* compare(q, v, label);
}

/** Of each p in (0, 1] the threshold and the share: the region of exactly that measure, against the growth. */
function* cutExactly(q: StepDensity, v: Cell, label: string): Iterable<ExactInstance> {
  const ordered = thresholds(q, v).sort((a, b) => a.compare(b));
  for (const p of grid(7).slice(1)) {
    const t = ordered.find((one) => superlevel(q, v, one)[0].compare(p) <= 0)!;
    const [at, moved] = superlevel(q, v, t);
    const onIt = offers(q, v).filter(({ cost, gain }) => cost.n !== 0n && gain.equals(cost.mul(t)));
    const mass = onIt.reduce((total, { cost }) => total.add(cost), ratio(0));
    const missing = p.sub(at);
    yield { label: `${label}, p = ${show(p)}: the share is at most 1`, left: missing, relation: '<=', right: mass };
    yield {
      label: `${label}, p = ${show(p)}: the region cut at ${show(t)}`,
      left: moved.add(missing.mul(t)),
      relation: '=',
      right: growth(q, v, p),
    };
  }
}

const sizes = { quick: 6, full: 40 };

export const neymanPearson: Claim = {
  id: 'G1',
  title: 'Neyman-Pearson, primal and dual',
  statement:
    'With $L(x) = q(x-v)/q(x)$ and any $t \\ge 0$: $Q(L>t) \\le p$ implies $G(p,v) \\ge Q_v(L>t)$, and always $G(p,v) \\le t p + Q_v(L>t) - t\\,Q(L>t)$. Both are tight at the right $t$, the first with a share of $\\{L = t\\}$.',
  hypotheses: ['$q$ is a probability density', '$0 \\le p \\le 1$'],
  source: 'MATH.md G1; the blog\'s greedy argument ("cost and profit")',
  axioms: ['neyman-pearson'],
  inWords: [
    'every density and shift: the parts try step densities with few cells; in general it is the axiom neyman-pearson, and weak duality for the dual',
  ],
  parts: [
    {
      id: 'greedy',
      statement: 'Taking points in order of $L$ reaches the supremum over all regions of measure $p$.',
      formal: [greedy],
      evidence: [
        exactly('greedy order against all regions, on step densities', ({ seed, effort }) =>
          compared(seed, sizes[effort] / 2, function* (q, v, label) {
            for (const p of grid(7)) {
              yield {
                label: `${label}, p = ${show(p)}`,
                left: growth(q, v, p),
                relation: '=',
                right: growthByEnumeration(q, v, p),
              };
            }
          }),
        ),
      ],
    },
    {
      id: 'threshold',
      statement:
        'For every $p$ a threshold $t$ and a share $c$ of $\\{L = t\\}$ make a region of measure exactly $p$, which reaches $G(p, v)$.',
      formal: [threshold, thresholdAtZero, thresholdWithoutAtoms],
      evidence: [
        exactly('the first threshold with room above it, on step densities', ({ seed, effort }) =>
          compared(seed, sizes[effort], cutExactly),
        ),
      ],
    },
    {
      id: 'primal',
      statement: '$Q(L>t) \\le p$ implies $G(p,v) \\ge Q_v(L>t)$: a superlevel set is a witness.',
      formal: [primal],
      evidence: [
        exactly('every threshold that changes the set, on step densities', ({ seed, effort }) =>
          compared(seed, sizes[effort], function* (q, v, label) {
            for (const t of thresholds(q, v)) {
              const [at, moved] = superlevel(q, v, t);
              for (const p of [at, at.add(1).div(2)]) {
                yield {
                  label: `${label}, t = ${show(t)}, p = ${show(p)}`,
                  left: growth(q, v, p),
                  relation: '>=',
                  right: moved,
                };
              }
            }
          }),
        ),
      ],
    },
    {
      id: 'dual',
      statement: '$G(p,v) \\le t p + Q_v(L>t) - t\\,Q(L>t)$ for every $t$, and some $t$ reaches it.',
      formal: [provedBound, dualAttained, strongDuality],
      evidence: [
        exactly('every threshold bounds, the best one is tight, on step densities', ({ seed, effort }) =>
          compared(seed, sizes[effort], function* (q, v, label) {
            for (const p of grid(9)) {
              const truth = growth(q, v, p);
              const bounds = thresholds(q, v).map((t) => dualBound(q, v, t, p));
              for (const bound of bounds)
                yield { label: `${label}, p = ${show(p)}`, left: truth, relation: '<=', right: bound };
              const least = bounds.reduce((a, b) => (a.compare(b) <= 0 ? a : b));
              yield { label: `${label}, p = ${show(p)}, best t`, left: truth, relation: '=', right: least };
            }
          }),
        ),
      ],
    },
    { ...monteCarloEnclosure, evidence: [...monteCarloEnclosure.evidence, steadyEstimate] },
    {
      id: 'shares',
      about: 'implementation',
      implements: ['primal', 'dual'],
      statement:
        'The 24 bounds behind a sampled enclosure share its error: each is as wide as a share of $\\alpha/24$ makes it.',
      evidence: [sharedAmongBounds],
    },
    knownMassesPart,
    meshGrowthPart,
    growthEndsPart,
    largestGrowthPart,
    sampledGrowthPart,
    growthInThePlanePart,
  ],
  mutants: [
    {
      id: 'narrower-enclosures',
      statement: 'a hundredth of the width of the Monte Carlo enclosure is enough',
      evidence: shrunkCoverage,
    },
    {
      id: 'primal-without-budget',
      statement: '$G(p,v) \\ge Q_v(L>t)$ for every $t$, whatever $Q(L>t)$ is',
      evidence: exactly('the budget dropped', ({ seed }) =>
        compared(seed, 2, function* (q, v, label) {
          for (const t of thresholds(q, v)) {
            const [, moved] = superlevel(q, v, t);
            yield {
              label: `${label}, t = ${show(t)}, p = 1/10`,
              left: growth(q, v, ratio(1, 10)),
              relation: '>=',
              right: moved,
            };
          }
        }),
      ),
    },
    {
      id: 'dual-without-refund',
      statement: '$G(p,v) \\le Q_v(L>t) + t(p - 2Q(L>t))$: the refund counted twice',
      evidence: exactly('a wrong constant in the dual', ({ seed }) =>
        compared(seed, 2, function* (q, v, label) {
          for (const t of thresholds(q, v)) {
            const p = ratio(1, 2);
            const [at] = superlevel(q, v, t);
            yield {
              label: `${label}, t = ${show(t)}, p = 1/2`,
              left: growth(q, v, p),
              relation: '<=',
              right: dualBound(q, v, t, p).sub(t.mul(at)),
            };
          }
        }),
      ),
    },
  ],
};
