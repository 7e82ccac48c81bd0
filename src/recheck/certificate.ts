/**
 * The certificate of one claim: every piece of evidence with data re-checked, every refutation of a false variant, the
 * steps counted, and the level it states compared with the level its evidence has.
 */
import { recheck, recheckRefutation, RECHECKED, statedSteps, stepsOf, TRIED, type Rechecked } from './evidence.ts';
import { count, list, oneOf, record, text } from './language.ts';
import { decide, fails, Malformed, type Verdict } from './verdicts.ts';

const SCHEMA = 'wulff.certificate/2';

/** Levels, weakest first, and the one each kind of evidence has. */
const LEVELS = ['statistical', 'property', 'instances', 'interval', 'symbolic', 'formal'] as const;
export type Level = (typeof LEVELS)[number];
const LEVEL_OF = {
  statistical: 'statistical',
  numeric: 'property',
  property: 'property',
  enclosure: 'instances',
  instances: 'instances',
  interval: 'interval',
  symbolic: 'symbolic',
} as const;
type Kind = keyof typeof LEVEL_OF;
const KINDS: readonly Kind[] = [...RECHECKED, ...TRIED];

/** What became of one piece: a verdict, or that there is nothing in the file that could be done again. */
export type PieceVerdict = Verdict | { readonly verdict: 'no data'; readonly reason: string };

export interface PieceReport {
  /** "part" of the claim and the place in it, or "mutant" and its id. */
  readonly of: string;
  readonly kind: Kind;
  readonly result: PieceVerdict;
}

export interface CertificateReport {
  readonly id: string;
  readonly title: string;
  /** `failed` if any step does not follow; else `undecided` if any is; `no data` if there was no step to look at. */
  readonly status: 'rechecked' | 'undecided' | 'failed' | 'no data';
  /** The level the certificate states. */
  readonly level: Level | null;
  /** The level that the re-checked pieces alone give; null where some part has none. */
  readonly recheckedLevel: Level | null;
  readonly axioms: readonly string[];
  /** The claims it rests on: their certificates must hold, too. */
  readonly restsOn: readonly string[];
  readonly evidence: readonly PieceReport[];
  readonly mutants: readonly PieceReport[];
  /** What is wrong with the certificate as a whole. */
  readonly complaints: readonly string[];
}

/** Re-checks a certificate given as parsed JSON. Throws Malformed when it is none. */
export function checkCertificate(json: unknown, random: () => bigint): CertificateReport {
  const certificate = record(json, 'the certificate');
  if (certificate['schema'] !== SCHEMA)
    throw new Malformed(`its schema is ${JSON.stringify(certificate['schema'])}; this program reads ${SCHEMA}`);
  const claim = record(certificate['claim'], 'the claim');
  const parts = list(certificate['parts'], 'the parts of the claim').map((json) => {
    const { id, about, pieces } = record(json, 'a part');
    return {
      id: text(id, 'the id of a part'),
      about: oneOf(about, ['theorem', 'implementation'], 'what a part is about'),
      pieces: count(pieces, 'the number of pieces of evidence'),
    };
  });
  requireDistinct(parts.map(({ id }) => id));
  const complaints: string[] = [];
  const status = oneOf(certificate['status'], ['holds', 'refuted', 'inconclusive'], 'the status');
  const places = new Map<string, number>();
  const evidence = list(certificate['evidence'], 'the evidence').map((piece) => {
    const read = record(piece, 'a piece of evidence');
    const part = text(read['part'], 'the part of a piece of evidence');
    if (!parts.some(({ id }) => id === part))
      throw new Malformed(`evidence for ${part}, which is no part of the claim`);
    const place = places.get(part) ?? 0;
    places.set(part, place + 1);
    const group = read['alternative'] === null ? null : count(read['alternative'], 'a group of alternatives');
    return { part, group, piece: checkPiece(read, `${part}/${place}`, random) };
  });
  const grounds = list(claim['restsOn'], 'the claims it rests on').map((json) => {
    const ground = record(json, 'a claim it rests on');
    return {
      id: text(ground['id'], 'the id of a claim it rests on'),
      level: ground['level'] === null ? null : oneOf(ground['level'], LEVELS, 'the level of a claim it rests on'),
    };
  });
  const mutants = list(certificate['mutants'], 'the false variants').map((mutant) =>
    checkMutant(record(mutant, 'a false variant')),
  );
  requireDistinct(mutants.map(({ of }) => of));
  if (mutants.length === 0) complaints.push('it has no false variants');
  for (const { id, pieces } of parts) {
    const found = places.get(id) ?? 0;
    if (found !== pieces) complaints.push(`its part ${id} states ${pieces} pieces of evidence and has ${found}`);
    else if (found === 0) complaints.push(`its part ${id} has no evidence`);
  }
  const level = certificate['level'] === null ? null : oneOf(certificate['level'], LEVELS, 'the level');
  const reached = (keep: (piece: PieceReport) => boolean): Level | null =>
    lower(
      levelOf(
        parts,
        evidence.map(({ piece, ...place }) => ({ ...place, kind: piece.kind, kept: keep(piece) })),
      ),
      grounds.map(({ level: ground }) => ground),
    );
  if (status === 'holds') {
    const given = reached(() => true);
    if (given !== level)
      complaints.push(`it states the level ${level ?? 'none'}; its evidence has the level ${given ?? 'none'}`);
  } else if (status === 'refuted') complaints.push('the claim was refuted when the certificate was written');
  const verdicts = [...evidence.map(({ piece }) => piece), ...mutants].map(({ result }) => result.verdict);
  const outcome =
    complaints.length > 0 || verdicts.includes('fails')
      ? 'failed'
      : verdicts.includes('undecided') || status !== 'holds'
        ? 'undecided'
        : verdicts.includes('follows')
          ? 'rechecked'
          : 'no data';
  return {
    id: text(claim['id'], 'the id of the claim'),
    title: text(claim['title'], 'the title of the claim'),
    status: outcome,
    level,
    recheckedLevel: reached(({ result }) => result.verdict === 'follows'),
    axioms: list(claim['axioms'], 'the axioms').map((axiom) =>
      text(record(axiom, 'an axiom')['id'], 'the id of an axiom'),
    ),
    restsOn: grounds.map(({ id }) => id),
    evidence: evidence.map(({ piece }) => piece),
    mutants,
    complaints,
  };
}

function requireDistinct(ids: readonly string[]): void {
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Malformed(`${twice} occurs twice`);
}

function checkPiece(piece: Readonly<Record<string, unknown>>, of: string, random: () => bigint): PieceReport {
  const kind = oneOf(piece['kind'], KINDS, 'the kind of a piece of evidence');
  const report = (result: PieceVerdict): PieceReport => ({ of, kind, result });
  if (piece['level'] !== LEVEL_OF[kind])
    return report(
      fails(`it states the level ${JSON.stringify(piece['level'])}; ${kind} evidence has the level ${LEVEL_OF[kind]}`),
    );
  if (piece['status'] !== 'holds') return report(fails(`its status is ${JSON.stringify(piece['status'])}`));
  if (!isRechecked(kind)) {
    return report(statedSteps(piece['runs']) > 0 ? tried(kind) : fails('it was tried on nothing'));
  }
  const steps = stepsOf(kind, piece['data']);
  const stated = statedSteps(piece['runs']);
  if (steps !== stated) return report(fails(`it states ${stated} steps and has ${steps}`));
  return report(decide(() => recheck(kind, piece['data'], random)));
}

function checkMutant(mutant: Readonly<Record<string, unknown>>): PieceReport {
  const of = text(mutant['id'], 'the id of a false variant');
  const kind = oneOf(mutant['kind'], KINDS, 'the kind of a false variant');
  const report = (result: PieceVerdict): PieceReport => ({ of, kind, result });
  if (mutant['refuted'] !== true) return report(fails('the false variant was not refuted'));
  return report(isRechecked(kind) ? decide(() => recheckRefutation(kind, mutant['data'])) : tried(kind));
}

const isRechecked = (kind: Kind): kind is Rechecked => (RECHECKED as readonly Kind[]).includes(kind);

const tried = (kind: Kind): PieceVerdict => ({
  verdict: 'no data',
  reason: `${kind === 'statistical' ? 'statistical' : 'property'} evidence: only running it again can show it`,
});

/** What the level of a part is made of: a kind of evidence, its group of alternatives, and whether it counts. */
interface Piece {
  readonly part: string;
  readonly group: number | null;
  readonly kind: Kind;
  readonly kept: boolean;
}

/**
 * The weakest over the theorem's parts, each part being as strong as the weakest piece that it needs; null where a
 * needed piece does not count. Of a group of alternatives the strongest that counts is needed.
 */
function levelOf(
  parts: readonly { readonly id: string; readonly about: string }[],
  evidence: readonly Piece[],
): Level | null {
  const theorem = parts.filter(({ about }) => about === 'theorem');
  const strengths = theorem.map(({ id }) => strengthOf(evidence.filter(({ part }) => part === id)));
  const weakest = Math.min(...strengths);
  return theorem.length === 0 || weakest < 0 ? null : LEVELS[weakest]!;
}

function strengthOf(pieces: readonly Piece[]): number {
  const strength = ({ kind, kept }: Piece): number => (kept ? LEVELS.indexOf(LEVEL_OF[kind]) : -1);
  const groups = new Set(pieces.map(({ group }) => group).filter((group) => group !== null));
  const needed = [
    ...pieces.filter(({ group }) => group === null).map(strength),
    ...[...groups].map((one) => Math.max(...pieces.filter(({ group }) => group === one).map(strength))),
  ];
  return needed.length === 0 ? -1 : Math.min(...needed);
}

/** The lowest of a level and those of the claims it rests on; null where one of them is. */
const lower = (level: Level | null, grounds: readonly (Level | null)[]): Level | null => {
  const strengths = [level, ...grounds].map((one) => (one === null ? -1 : LEVELS.indexOf(one)));
  return strengths.includes(-1) ? null : LEVELS[Math.min(...strengths)]!;
};
