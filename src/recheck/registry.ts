/**
 * A certificate against the registry: what a claim says and what it rests on is pinned by digests in a file of the
 * repository, so that a certificate cannot speak of something else under the same name. What changes with the seed is
 * not pinned.
 */
import { list, record, text } from './language.ts';

/** SHA-256 of a text, 64 hexadecimal digits. */
type Hash = (content: string) => string;

/** A claim as pinned. Digests are the first 32 digits of the SHA-256 of what they pin, as JSON. */
export interface PinnedClaim {
  /**
   * Id, title, statement, hypotheses, source, axioms with their statements, the claims it rests on, the steps in words.
   */
  readonly says: string;
  readonly level: string | null;
  /** By id: what each part says, its pieces with their formal content, and which stand in for each other. */
  readonly parts: Readonly<Record<string, string>>;
  readonly mutants: Readonly<Record<string, string>>;
  /** Kinds that are tried or compared: how many instances, cases or tests at least, part by part. */
  readonly counts: Readonly<Record<string, readonly number[]>>;
}

/** The claims of the registry by id, and the run (level and seed) in which they were pinned. */
export interface PinnedRegistry {
  readonly run: { readonly level: string; readonly seed: number };
  readonly claims: Readonly<Record<string, PinnedClaim>>;
}

const digest = (content: unknown, sha256: Hash): string => sha256(canonical(content)).slice(0, 32);

/** JSON with the keys of every object in order, so that the same content has one text. */
function canonical(content: unknown): string {
  if (Array.isArray(content)) return `[${content.map(canonical).join(',')}]`;
  if (typeof content !== 'object' || content === null) return JSON.stringify(content ?? null);
  const entries = Object.entries(content)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join(',')}}`;
}

type Json = Readonly<Record<string, unknown>>;

/** What of a piece's data says what is claimed, rather than how it was found or which cases were drawn. */
function content(kind: unknown, json: unknown): unknown {
  if (json === null || json === undefined) return null;
  const data = record(json, 'the data of a piece');
  switch (kind) {
    case 'symbolic':
      return { variables: data['variables'], chain: data['chain'] };
    case 'interval': {
      const { box, left, relation, right, tolerance } = data;
      return { box, left, relation, right, tolerance };
    }
    case 'instances':
      return { relations: distinct(instancesOf(data).map(({ relation }) => relation)) };
    case 'enclosure': {
      const forms = distinct(
        instancesOf(data).map(({ relation, tolerance }) => `${String(relation)} ${String(tolerance)}`),
      );
      const formulas = distinct(instancesOf(data).map(({ expression }) => expression));
      // Formulas that were made with numbers of the library are many; one alone is the formula of the claim.
      return { forms, formula: formulas.length === 1 ? formulas[0] : 'many' };
    }
    default:
      return null;
  }
}

const instancesOf = (data: Json): readonly Json[] =>
  list(data['instances'], 'the instances').map((instance) => record(instance, 'an instance'));

/** The distinct values, as canonical texts in order. */
const distinct = (values: readonly unknown[]): readonly string[] => [...new Set(values.map(canonical))].sort();

/** What is to be pinned of a certificate given as parsed JSON. Throws Malformed where it is none. */
export function pinned(json: unknown, sha256: Hash): PinnedClaim {
  const certificate = record(json, 'the certificate');
  const claim = record(certificate['claim'], 'the claim');
  const evidence = list(certificate['evidence'], 'the evidence').map((piece) => record(piece, 'a piece of evidence'));
  const parts = list(certificate['parts'], 'the parts').map((part) => record(part, 'a part'));
  const mutants = list(certificate['mutants'], 'the false variants').map((one) => record(one, 'a false variant'));
  const { id, title, statement, hypotheses, source, axioms, restsOn, inWords } = claim;
  return {
    says: digest({ id, title, statement, hypotheses, source, axioms, restsOn, inWords }, sha256),
    level: certificate['level'] === null ? null : text(certificate['level'], 'the level'),
    parts: Object.fromEntries(
      parts.map((part) => {
        const own = evidence
          .filter((piece) => piece['part'] === part['id'])
          .map(({ kind, level, detail, alternative, falseAlarm, data }) => ({
            kind,
            level,
            detail,
            alternative,
            falseAlarm,
            content: content(kind, data),
          }));
        const { id: name, statement: says, about, implements: steps } = part;
        return [text(name, 'the id of a part'), digest({ name, says, about, steps, own }, sha256)];
      }),
    ),
    mutants: Object.fromEntries(
      mutants.map(({ id: name, statement: says, kind, data }) => [
        text(name, 'the id of a false variant'),
        // The instance that refutes is one of many and may change with the seed.
        digest(
          { name, says, kind, content: kind === 'symbolic' || kind === 'interval' ? content(kind, data) : null },
          sha256,
        ),
      ]),
    ),
    counts: Object.fromEntries(
      parts.map((part) => [
        text(part['id'], 'the id of a part'),
        evidence
          .filter((piece) => piece['part'] === part['id'])
          .map(({ kind, runs }) => (kind === 'symbolic' || kind === 'interval' ? 1 : Number(runs))),
      ]),
    ),
  };
}

/** Share of the pinned number of cases that a run with another seed must have at least. */
const LEAST_SHARE = 0.5;

/** How a certificate differs from what is pinned of its claim; nothing where it is the claim of the registry. */
export function differences(json: unknown, registry: PinnedRegistry, sha256: Hash): readonly string[] {
  const found = pinned(json, sha256);
  const certificate = record(json, 'the certificate');
  const id = text(record(certificate['claim'], 'the claim')['id'], 'the id of the claim');
  const known = registry.claims[id];
  if (known === undefined) return [`${id} is no claim of the registry`];
  const { level, seed } = record(certificate['run'], 'the run');
  const same = level === registry.run.level && seed === registry.run.seed;
  return [
    ...(found.says === known.says
      ? []
      : ['what it says (statement, hypotheses, source, axioms, grounds) is not what the registry says']),
    ...(found.level === known.level
      ? []
      : [`its level is ${found.level ?? 'none'}, in the registry ${known.level ?? 'none'}`]),
    ...byName('part', found.parts, known.parts),
    ...byName('false variant', found.mutants, known.mutants),
    ...Object.entries(known.counts).flatMap(([part, counts]) =>
      counts.flatMap((count, i) => {
        const here = found.counts[part]?.[i] ?? 0;
        const least = same ? count : Math.ceil(LEAST_SHARE * count);
        return here >= least
          ? []
          : [`its part ${part} has ${here} cases, in the registry ${same ? '' : 'about '}${count}`];
      }),
    ),
  ];
}

function byName(
  what: string,
  found: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(known), ...Object.keys(found)])];
  return names.flatMap((name) => {
    if (!(name in found)) return [`its ${what} ${name} is missing`];
    if (!(name in known)) return [`its ${what} ${name} is not in the registry`];
    return found[name] === known[name] ? [] : [`its ${what} ${name} is not that of the registry`];
  });
}
