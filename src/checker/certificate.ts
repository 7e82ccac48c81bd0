/**
 * A claim's certificate: what the kernel looked at, as JSON for another checker (docs/certificates.md has the schema).
 * Symbolic, interval and exact evidence goes out whole; property and statistical evidence by name only, since a sample
 * proves nothing to one who did not draw it.
 */
import { toRational } from '../numeric/algebra/rational.ts';
import { axiom } from './axioms.ts';
import type { EnclosedInstance, Evidence, ExactInstance } from './claim.ts';
import type { ClaimResult } from './claim-result.ts';
import type { Trace } from './kernel/trace.ts';

/** The `schema` of a certificate of a claim (docs/certificates.md). */
export const CERTIFICATE_SCHEMA = 'wulff.certificate/2';
/** The `schema` of the list of certificates in a folder (docs/certificates.md). */
export const MANIFEST_SCHEMA = 'wulff.certificates/1';

/** What the kernel looked at in a claim, piece by piece in the order of the claim; undefined where that is no data. */
export interface ClaimTraces {
  readonly evidence: readonly (Trace | undefined)[];
  readonly mutants: readonly { readonly kind: Evidence['kind']; readonly trace: Trace | undefined }[];
}

/** The certificate of a claim's run as one JSON text; the same run gives the same text. */
export function certificateText(claim: ClaimResult, traces: ClaimTraces, level: string, seed: number): string {
  const { id, title, statement, hypotheses, source, restsOn, inWords, status, parts } = claim;
  const axioms = claim.axioms
    .map(axiom)
    .map(({ id, name, statement, citation }) => ({ id, name, statement, citation }));
  const evidence = claim.evidence.map(({ part, kind, level, status, words, alternative, runs, falseAlarm }, i) => ({
    part,
    kind,
    level,
    status,
    detail: words,
    alternative,
    runs,
    falseAlarm,
    data: data(traces.evidence[i], false),
  }));
  const mutants = claim.mutants.map(({ id, statement, refuted, witness }, i) => ({
    id,
    statement,
    kind: traces.mutants[i]?.kind,
    refuted,
    witness,
    data: refuted ? data(traces.mutants[i]?.trace, true) : null,
  }));
  const run = { level, seed };
  const stated = parts.map((part) => ({
    id: part.id,
    statement: part.statement,
    about: part.about,
    implements: part.implements,
    pieces: evidence.filter((piece) => piece.part === part.id).length,
  }));
  return `${JSON.stringify(
    {
      schema: CERTIFICATE_SCHEMA,
      run,
      claim: { id, title, statement, hypotheses, source, axioms, restsOn, inWords },
      status,
      level: claim.level,
      parts: stated,
      evidence,
      mutants,
      formal: claim.formal.map(({ of, file, theorem, statement }) => ({ of, file, theorem, statement })),
    },
    null,
    1,
  )}\n`;
}

/** The data of a piece of evidence, or of a refutation: the point or the instance that refutes. */
function data(trace: Trace | undefined, refutes: boolean): object | null {
  if (trace === undefined) return null;
  switch (trace.kind) {
    case 'symbolic': {
      const { variables, left, via, right } = trace.proof;
      return { variables, chain: [left, ...(via ?? []), right], point: trace.point };
    }
    case 'interval': {
      const { box, left, relation, right, tolerance, splits } = trace.proof;
      return { box, left, relation, right, tolerance, splits: refutes ? undefined : splits, point: trace.point };
    }
    case 'instances':
      return { instances: (refutes ? trace.instances.slice(-1) : trace.instances).map(compared) };
    case 'enclosure': {
      const all = trace.instances.map((instance, i) => enclosed(instance, trace.enclosures[i]));
      return { instances: refutes ? all.slice(-1) : all };
    }
  }
}

const compared = ({ label, left, relation, right }: ExactInstance): object => ({
  label,
  left: left.toFraction(),
  relation,
  right: right.toFraction(),
});

/** The library's double goes out as the rational number it is. */
const enclosed = (
  { label, value, relation, expression, at, tolerance = '1e-9' }: EnclosedInstance,
  enclosure: readonly [string, string] | undefined,
): object => ({
  label,
  value: Number.isFinite(value) ? toRational(value).toFraction() : String(value),
  relation,
  expression,
  at,
  tolerance,
  enclosure,
});
