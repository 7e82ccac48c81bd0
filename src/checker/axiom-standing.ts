/**
 * What became of an axiom in a run: proved, where a proof assistant accepted every theorem that it needs in this very
 * run; cited from the literature otherwise. An axiom names the parts of the claim whose formal statements prove it
 * (`Axiom.provedIn`).
 */
import { axiom, type Axiom } from './axioms.ts';
import type { Claim } from './claim.ts';
import { formalStatements, type FormalAnswers, type FormalStatement } from './formal.ts';
import { findFormal } from './kernel/formal-findings.ts';

/** An axiom as a run leaves it. */
export interface AxiomResult extends Axiom {
  readonly standing: 'proved' | 'cited';
  /** The theorems that are its proof, file and name; empty for an axiom that is only cited. */
  readonly theorems: readonly string[];
  /** What these rest on, by the proof assistant's account; empty where it was not proved in this run. */
  readonly assumptions: readonly string[];
}

/**
 * The theorems that prove an axiom together: of each part it names, the formal statements that leave nothing out. Empty
 * where the registry lacks the claim. Throws TypeError where the claim lacks the part, or the part such a statement.
 */
export function axiomStatements({ id, provedIn }: Axiom, registry: readonly Claim[]): readonly FormalStatement[] {
  const claim = registry.find((one) => one.id === provedIn?.claim);
  if (provedIn === undefined || claim === undefined) return [];
  return provedIn.parts.flatMap((name) => {
    const part = claim.parts.find((one) => one.id === name);
    const whole = (part?.formal ?? []).filter(({ leaves }) => leaves === undefined);
    if (whole.length === 0)
      throw new TypeError(`the axiom ${id} is said to be proved in ${claim.id}/${name}, which has no formal statement`);
    return whole;
  });
}

/** The formal statements of these claims, and those that prove the axioms they cite. */
export const formalQuestions = (claims: readonly Claim[], registry: readonly Claim[]): readonly FormalStatement[] => [
  ...formalStatements(claims),
  ...citedBy(claims).flatMap((id) => axiomStatements(axiom(id), registry)),
];

/** The axioms that these claims cite, in the order of their ids, each with what became of it. */
export const axiomResults = (
  claims: readonly Pick<Claim, 'axioms'>[],
  registry: readonly Claim[],
  answers: FormalAnswers | undefined,
): readonly AxiomResult[] =>
  citedBy(claims).map((id) => {
    const cited = axiom(id);
    const statements = axiomStatements(cited, registry);
    const findings = statements.map((statement) => findFormal(statement, answers));
    const proved = findings.length > 0 && findings.every(({ status }) => status === 'holds');
    return {
      ...cited,
      standing: proved ? 'proved' : 'cited',
      theorems: statements.map(({ file, theorem }) => `${file}: ${theorem}`),
      assumptions: proved ? [...new Set(findings.flatMap(({ assumptions }) => assumptions))].sort() : [],
    };
  });

const citedBy = (claims: readonly Pick<Claim, 'axioms'>[]): readonly string[] =>
  [...new Set(claims.flatMap(({ axioms }) => axioms))].sort();
