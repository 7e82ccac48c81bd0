/** What `wulff check DIR --coq` says of what Coq replayed. */
import { REPLAYED, type Replayed } from '../../formal/replay/goals.ts';

/** What Coq replayed of a folder. */
export interface ReplayReport {
  readonly system: string;
  readonly pieces: readonly {
    readonly claim: string;
    readonly part: string;
    readonly kind: Replayed;
    readonly replayed: boolean;
    /** Why not; null where it was. */
    readonly reason: string | null;
  }[];
}

/** The share, and what it does not say. */
export function replayLines({ system, pieces }: ReplayReport): readonly string[] {
  const share = (kind: Replayed): string => {
    const own = pieces.filter((piece) => piece.kind === kind);
    return `${own.filter(({ replayed }) => replayed).length} of ${own.length} ${KIND_NAMES[kind]}`;
  };
  const replayed = pieces.filter((piece) => piece.replayed).length;
  return [
    `${system} replayed ${replayed} of ${pieces.length} pieces of symbolic, interval and library evidence: ${REPLAYED.map(share).join(', ')}.`,
    'What it did not replay has no translation (functions it is not taught) or no tactic that finds the proof in time; that says nothing against it.',
  ];
}

const KIND_NAMES: Readonly<Record<Replayed, string>> = {
  symbolic: 'identities',
  interval: 'boxes',
  enclosure: 'lists of values',
};
