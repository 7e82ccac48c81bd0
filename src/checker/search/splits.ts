/**
 * Looks for a tree of splits that decides a relation on a box, and for a point that refutes it. Nothing here is
 * trusted.
 */
import { toRational } from '../../numeric/algebra/rational.ts';
import { showCorners, type BoxRelation, type Corners, type Witness } from '../kernel/box-relation.ts';
import type { Point } from '../kernel/point.ts';
import type { IntervalProof, SplitTree } from '../interval-proof.ts';
import { samplePoints } from './sample-points.ts';

const MOST_BOXES = 20_000;
const DEEPEST = 60;

/** A tree, a point at which the relation fails, or a box on which nothing was found. */
export type Proposal = { readonly splits: SplitTree } | { readonly witness: Witness } | { readonly undecided: string };

/** Halves the side that is widest relative to the whole box until enclosures decide. */
export function proposeSplits(relation: BoxRelation, box: Corners): Proposal {
  let boxes = 0;
  const visit = (corners: Corners, depth: number): Proposal => {
    if (++boxes > MOST_BOXES) return { undecided: showCorners(corners) };
    if (relation.decided(corners) !== undefined) return { splits: { leaf: true } };
    if (depth >= DEEPEST) return { undecided: showCorners(corners) };
    const witness = depth % 4 === 3 ? relation.refutes(middlePoint(corners)) : undefined;
    if (witness !== undefined) return { witness };
    const split = widest(corners, relation.proof);
    const [lower, upper] = corners.get(split) ?? [undefined, undefined];
    if (lower === undefined || lower.compare(upper) === 0) return { undecided: showCorners(corners) };
    const middle = lower.add(upper).div(2);
    const low = visit(new Map(corners).set(split, [lower, middle]), depth + 1);
    if (!('splits' in low)) return low;
    const high = visit(new Map(corners).set(split, [middle, upper]), depth + 1);
    return 'splits' in high ? { splits: { split, low: low.splits, high: high.splits } } : high;
  };
  return visit(box, 0);
}

/** The first of a few points of the box at which the relation certainly fails. */
export function refutingPoint(relation: BoxRelation, corners: Corners): Witness | undefined {
  for (const point of samplePoints([...corners].map(([name, [lower, upper]]) => ({ name, lower, upper })))) {
    const found = relation.refutes(point);
    if (found !== undefined) return found;
  }
  return undefined;
}

const middlePoint = (corners: Corners): Point =>
  new Map([...corners].map(([name, [lower, upper]]) => [name, lower.add(upper).div(2)]));

/** The variable whose range is widest relative to where it started. */
function widest(corners: Corners, proof: IntervalProof): string {
  let best = '';
  let most = -1;
  for (const { name, lower, upper } of proof.box) {
    const whole = toRational(upper).sub(toRational(lower)).valueOf();
    const [low, high] = corners.get(name)!;
    const relative = whole === 0 ? 0 : high.sub(low).valueOf() / whole;
    if (relative > most) [best, most] = [name, relative];
  }
  return best;
}
