/** What is worth a trial over an adversary, where any choice gives a bound: axes, diagonals and its own points. */
import { lpAdversary, type Adversary } from '../../geometry/adversary.ts';
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import { directionNet } from '../../geometry/functionals/direction-net.ts';
import type { Trials } from './proved.ts';

/** Points of the adversary at most, and cells of a facet of its net along one edge. */
const POINTS = 24;
const NET_CELLS: Readonly<Record<number, number>> = { 2: 4, 3: 2 };
/** Support functions and gauges of bodies are right to this, relative. */
const BODY_ERROR = 1e-12;

/** In two or three dimensions; `normalFor`: whose half-spaces gain much by a shift. */
export function trialsOver(adversary: Adversary, normalFor: (v: readonly number[]) => readonly number[]): Trials {
  const ball = adversary.kind === 'body' ? adversary.body : lpBall(adversary.p, adversary.dim);
  const directions = directionsOver(adversary);
  return {
    normals: distinct([...directions, ...directions.map(normalFor)]),
    points: directions.map((each) => {
      const inward = (1 - BODY_ERROR) / ball.gauge(each);
      return each.map((x) => x * inward);
    }),
    support: (u) => ball.support(u) * (1 - BODY_ERROR),
  };
}

/** Axes, sign vectors and points of the adversary, one of each mirror pair. */
function directionsOver(adversary: Adversary): readonly (readonly number[])[] {
  const { dim } = adversary;
  const corners = [1, Infinity].flatMap((p) => directionNet(lpAdversary(p, dim)).points);
  return distinct([...corners, ...directionNet(adversary, POINTS, NET_CELLS[dim]).points]);
}

/** Directions that differ by more than their length. */
function distinct(directions: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const size = (u: readonly number[]): number => Math.max(...u.map(Math.abs));
  const name = (u: readonly number[]): string => u.map((x) => (x / size(u)).toFixed(6)).join();
  return [...new Map(directions.map((u) => [name(u), u])).values()];
}
