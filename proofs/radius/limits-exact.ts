/** The two limits on noises and bodies where everything is rational. */
import type { EvidenceContext, ExactInstance } from '../../src/checker/index.ts';
import { exactOverlap, exactProjection, exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ONE, ZERO, ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { power } from '../vocabulary/level-volumes.ts';
import {
  diagonals,
  gaugeValue,
  largest,
  multiple,
  randomDirection,
  randomPolytope,
  show,
} from '../vocabulary/rational-bodies.ts';
import { growth, stepDensity, type Cell, type StepDensity } from '../vocabulary/step-densities.ts';

/** E|X|_2^2: a cell's coordinate has mean square (c + 1/2)^2 + 1/12. */
function secondMoment({ weights, total }: StepDensity): Rational {
  let sum = ZERO;
  for (const { cell, weight } of weights.values()) {
    for (const c of cell)
      sum = sum.add(
        power(ratio(2 * c + 1, 2), 2)
          .add(ratio(1, 12))
          .mul(weight),
      );
  }
  return sum.div(total);
}

/**
 * Even noise on cells of the line or the plane: at p = 1 - rho = sigma^2/(2 d r^2), where the limit says R <= r, some
 * corner v of the cube of half side r makes G(p, v) at least 1/2.
 */
export function* evenNoiseIsBroken({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  for (let i = 0; i < (effort === 'quick' ? 40 : 400); i++) {
    const random = randomStream(seed, i);
    const d = 1 + (i % 2);
    const q = stepDensity(
      Array.from({ length: 2 + random.integer(5) }, (): readonly [Cell, number] => [
        Array.from({ length: d }, () => random.integer(4)),
        1 + random.integer(6),
      ]),
    );
    const r = 1 + random.integer(5);
    // sigma^2 = E|X|^2 / d.
    const p = secondMoment(q).div(2 * d * d * r * r);
    if (p.compare(ratio(1, 2)) > 0) continue;
    const corners = diagonals(d).map((v) => v.map((x) => r * Number(x)));
    yield {
      label: `even noise ${q.label}, r = ${r}, 1 - rho = ${p.toFraction()}: largest growth over the corners`,
      left: largest(corners.map((v) => growth(q, v, p))),
      relation: '>=',
      right: ratio(1, 2),
    };
  }
}

/** o(rv) <= (1 - r vol(Pi_v K)/(d |K|))_+^d. */
export function* covariogramFromAbove({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 24 : 240); i++) {
    const d = 2 + (i % 3);
    const K = randomPolytope(random, d, d + random.integer(3));
    const v = randomDirection(random, d);
    const r = ratio(1 + random.integer(20), 10).div(gaugeValue(K, v));
    const side = ONE.sub(r.mul(exactProjection(K, v)).div(exactVolume(K)).div(d));
    yield {
      label: `K of ${K.vertices.length} vertices in R^${d}, v = ${show(v)}, r = ${r.toFraction()}`,
      left: exactOverlap(K, multiple(r, v)),
      relation: '<=',
      right: side.s > 0n ? power(side, d) : ZERO,
    };
  }
}
