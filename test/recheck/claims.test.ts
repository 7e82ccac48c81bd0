/** Every proof of the registry convinces the second checker, too. */
import { describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import type { Alternatives, Claim, Evidence } from '../../src/checker/index.ts';
import { piecesOf, runClaim } from '../../src/checker/index.ts';
import { checkCertificate } from '../../src/recheck/certificate.ts';
import { RECHECKED } from '../../src/recheck/evidence.ts';
import { randomNumbers } from './random-numbers.ts';

const hasData = ({ kind }: Evidence): boolean => (RECHECKED as readonly string[]).includes(kind);

/** The claim without what was only tried, which would take most of the time and leaves no data. */
function dataOnly(claim: Claim): Claim {
  const parts = claim.parts.map((part) => ({
    ...part,
    evidence: part.evidence.flatMap((entry): readonly (Alternatives | Evidence)[] => {
      if (!('alternatives' in entry)) return hasData(entry) ? [entry] : [];
      const [first, second, ...more] = entry.alternatives.filter(hasData);
      if (first === undefined) return [];
      return second === undefined ? [first] : [{ ...entry, alternatives: [first, second, ...more] }];
    }),
  }));
  return {
    ...claim,
    parts: parts.filter(({ evidence }) => evidence.length > 0),
    mutants: claim.mutants.filter(({ evidence }) => hasData(evidence)),
  };
}

/** Pieces the second checker does not decide, with the reason: none today. A new entry here needs a line in docs/certificates.md. */
const UNDECIDED: readonly string[] = [];

const proved = claims.map(dataOnly).filter(({ parts }) => parts.length > 0);

describe('certificates of the registry', () => {
  it.each(proved.map((claim) => [claim.id, claim] as const))('%s', async (id, claim) => {
    const { certificate } = await runClaim(claim, { seed: 1, level: 'quick', certificates: true, registry: claims });
    const report = checkCertificate(JSON.parse(certificate!), randomNumbers(1));
    const pieces = [...report.evidence, ...report.mutants];
    // Every piece that has data was looked at.
    expect(report.evidence).toHaveLength(claim.parts.reduce((sum, part) => sum + piecesOf(part).length, 0));
    expect(pieces.filter(({ result }) => result.verdict === 'fails')).toEqual([]);
    const undecided = pieces.filter(({ result }) => result.verdict === 'undecided').map(({ of }) => `${id}/${of}`);
    expect(undecided.filter((name) => !UNDECIDED.includes(name))).toEqual([]);
    // Only a claim about the library alone, or one whose theorem is only tried, has no level.
    const theorem = claim.parts.some(({ about }) => about !== 'implementation');
    if (theorem) expect(report).toMatchObject({ complaints: [], status: 'rechecked', recheckedLevel: report.level });
  });

  it('are of every kind that can be re-checked', () => {
    const kinds = proved.flatMap(({ parts }) => parts.flatMap((part) => piecesOf(part).map(({ piece }) => piece.kind)));
    expect(new Set<string>(kinds)).toEqual(new Set(RECHECKED));
  });
});
