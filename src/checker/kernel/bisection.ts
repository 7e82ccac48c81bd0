/**
 * Proving a relation on a whole box by a tree of splits: every leaf is decided by an enclosure (box-relation.ts). The
 * tree is the proof; where none is given, the search proposes one, and it is followed like any other.
 */
import type { IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import type { IntervalProof, SplitTree } from '../interval-proof.ts';
import { proposeSplits, refutingPoint } from '../search/splits.ts';
import { BoxRelation, cornersOf, showCorners, type Corners } from './box-relation.ts';
import type { Outcome } from './findings.ts';
import { requireIntervalProof } from './well-formed.ts';

export interface IntervalReplay extends Outcome {
  /** The splits that decide the relation, with what left - right lies in on each leaf, when it holds. */
  readonly splits?: SplitTree;
}

export function replayInterval(proof: IntervalProof, arithmetic: IntervalArithmetic): IntervalReplay {
  requireIntervalProof(proof);
  const corners = cornersOf(proof);
  const relation = new BoxRelation(proof, arithmetic.at(proof.precision ?? 80));
  const witness = refutingPoint(relation, corners);
  if (witness !== undefined) return { status: 'refuted', runs: 1, ...witness };
  const proposed = proof.splits === undefined ? proposeSplits(relation, corners) : { splits: proof.splits };
  if ('witness' in proposed) return { status: 'refuted', runs: 1, ...proposed.witness };
  if ('undecided' in proposed) return { status: 'inconclusive', runs: 1, note: `undecided on ${proposed.undecided}` };
  const followed = follow(relation, corners, proposed.splits);
  if ('undecided' in followed) return { status: 'inconclusive', runs: 1, note: `undecided on ${followed.undecided}` };
  return { status: 'holds', runs: followed.boxes, splits: followed.splits };
}

/** Whether one enclosure over the whole box proves the relation. */
export const holdsOnBox = (proof: IntervalProof, R: IntervalArithmetic): boolean =>
  new BoxRelation(proof, R).decided(cornersOf(proof)) !== undefined;

type Followed = { readonly splits: SplitTree; readonly boxes: number } | { readonly undecided: string };

/** The tree followed down to its leaves, each decided; or the first box that is not. */
function follow(relation: BoxRelation, corners: Corners, tree: SplitTree): Followed {
  if ('leaf' in tree) {
    const difference = relation.decided(corners);
    return difference === undefined
      ? { undecided: showCorners(corners) }
      : { splits: { leaf: true, difference }, boxes: 1 };
  }
  const side = corners.get(tree.split);
  if (side === undefined || side[0].compare(side[1]) === 0) return { undecided: showCorners(corners) };
  const middle = side[0].add(side[1]).div(2);
  const low = follow(relation, new Map(corners).set(tree.split, [side[0], middle]), tree.low);
  if ('undecided' in low) return low;
  const high = follow(relation, new Map(corners).set(tree.split, [middle, side[1]]), tree.high);
  if ('undecided' in high) return high;
  return { splits: { split: tree.split, low: low.splits, high: high.splits }, boxes: 1 + low.boxes + high.boxes };
}
