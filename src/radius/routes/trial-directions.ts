/** Directions worth a trial where any one gives a bound: axes, diagonals and points of the adversary. */
import type { Adversary } from '../../geometry/adversary.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { directionNet } from '../../geometry/functionals/direction-net.ts';

/** Points of the adversary at most, and cells of a facet of its net along one edge. */
const POINTS = 24;
const NET_CELLS: Readonly<Record<number, number>> = { 2: 4, 3: 2 };

/** Axes, sign vectors and points of the adversary, one of each mirror pair, in two or three dimensions. */
export function trialDirections(adversary: Adversary): readonly (readonly number[])[] {
  const { dim } = adversary;
  const axes = Array.from({ length: dim }, (_, i) => unitVector(dim, i));
  const signs = Array.from({ length: 2 ** (dim - 1) }, (_, code) =>
    Array.from({ length: dim }, (__, i) => (i > 0 && ((code >> (i - 1)) & 1) === 1 ? -1 : 1)),
  );
  const all = [...axes, ...signs, ...directionNet(adversary, POINTS, NET_CELLS[dim]).points];
  return [...new Map(all.map((each) => [each.join(), each])).values()];
}

/** The same directions as points of the adversary, none outside of it. */
export function trialPoints(adversary: Adversary): readonly (readonly number[])[] {
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, adversary.dim);
  return trialDirections(adversary).map((each) => {
    const inward = (1 - 1e-12) / ball.gauge(each);
    return each.map((x) => x * inward);
  });
}

export function unitVector(dim: number, i: number): number[] {
  return Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0));
}
