/**
 * The registry, claim by claim: each holds at exactly the level written here, every false variant falls with a witness,
 * and every proof of it convinces the second checker, too. A claim without an expected level fails, so that a new one
 * is looked at; a level that changes is seen in review. So is every part: what it says and checks is pinned
 * (proofs/pinned-registry.ts), and told in docs/claims.md. `npm run pin` writes both.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import { sha256 } from '../../src/certify/sha256-node.ts';
import {
  inheritedLevel,
  piecesOf,
  runClaim,
  type Claim,
  type ClaimResult,
  type Evidence,
  type EvidenceLevel,
} from '../../src/checker/index.ts';
import { checkCertificate, type PieceReport } from '../../src/recheck/certificate.ts';
import { RECHECKED } from '../../src/recheck/evidence.ts';
import { pinned, type PinnedClaim } from '../../src/recheck/registry.ts';
import { randomNumbers } from '../recheck/random-numbers.ts';
import { claimsPage } from './claims-page.ts';

const EXPECTED: Readonly<Record<EvidenceLevel, string>> = {
  // Reached only with a proof assistant (test/formal).
  formal: '',
  symbolic: 'G5 row-gaussian-l2 row-gaussian-l1-linf row-uniform-cube-l1 row-uniform-ball-l2',
  interval: 'row-uniform-cube-linf row-uniform-cube-l2',
  instances:
    'G1 G2 G3 G4 R1 R2 R3 R4 U1 U1.vertex U2 U3 U4 U5 W1 W2 W3 W4 W5 W6 W7 shape-slopes slopes-l1 blog limits certify-fixed ' +
    'certify-anytime runner-up splitting-l1 box-l1 lattice-growth lattice-sampler row-laplace-l1 row-laplace-linf row-uniform-cross-polytope-l1 ' +
    'row-exp-linf-l1 row-exp-linf-k1-linf row-exp-linf-linf row-power-linf-l1 row-power-linf-linf row-exp-l2-k1-l2 row-exp-l1-l1 ' +
    'row-iid-exp-log-concave-l1 row-iid-exp-log-convex-l1 row-iid-pareto-l1 vet-enclosure',
  property: 'R5 W8 vet row-power-l2-level-set row-exp-l2-level-set',
  statistical: 'vet-coverage',
};

const expectedLevel = new Map(
  Object.entries(EXPECTED).flatMap(([level, ids]) =>
    ids
      .split(' ')
      .filter((id) => id !== '')
      .map((id) => [id, level] as const),
  ),
);

const RUN = { level: 'quick', seed: 1 } as const;
const results: ClaimResult[] = [];
const pins: Record<string, PinnedClaim> = {};
let whole = false;

describe('the registry', () => {
  it('says nothing in characters that cannot be printed, as \\r of an unescaped \\rho is', () => {
    const garbled = claims.flatMap((claim) =>
      [claim, ...claim.parts, ...claim.mutants]
        .filter(({ statement }) => [...statement].some((letter) => letter < ' ' && letter !== '\n'))
        .map(({ id }) => `${claim.id}/${id}`),
    );
    expect(garbled).toEqual([]);
  });

  it('has an expected level for every claim, and no other', () => {
    expect(claims.map(({ id }) => id).sort()).toEqual([...expectedLevel.keys()].sort());
    // The level follows from the evidence alone, before anything runs.
    expect(Object.fromEntries(claims.map((claim) => [claim.id, inheritedLevel(claim, claims)]))).toEqual(
      Object.fromEntries(expectedLevel),
    );
  });

  it('has pieces of every kind that can be re-checked', () => {
    const kinds = claims.flatMap(({ parts }) => parts.flatMap((part) => piecesOf(part).map(({ piece }) => piece.kind)));
    expect(RECHECKED.filter((kind) => !kinds.includes(kind))).toEqual([]);
  });

  it.each(claims.map((claim) => [claim.id, claim] as const))(
    '%s holds, and every mutant is refuted with a witness',
    async (id, claim) => {
      const { certificate, ...result } = await runClaim(claim, { ...RUN, registry: claims, certificates: true });
      results.push(result);
      expect(result.evidence.filter(({ status }) => status !== 'holds')).toEqual([]);
      expect(result.status).toBe('holds');
      expect(result.level).toBe(expectedLevel.get(id));
      expect(result.mutants.length).toBeGreaterThan(0);
      expect(result.mutants.filter(({ refuted, witness }) => !refuted || witness === null)).toEqual([]);
      // 58 claims: together below 1e-6.
      expect(result.evidence.reduce((sum, { falseAlarm }) => sum + falseAlarm, 0)).toBeLessThanOrEqual(1e-9);
      pins[id] = pinned(JSON.parse(certificate!), sha256);
      recheck(claim, certificate!);
      whole = results.length === claims.length;
    },
  );

  // Below, only where every claim above ran and held.
  it('is the one pinned in proofs/pinned-registry.ts (`npm run pin` writes it)', async () => {
    expect(whole).toBe(true);
    await expect(pinnedSource()).toMatchFileSnapshot('../../proofs/pinned-registry.ts');
  });

  it('is told in docs/claims.md (`npm run pin` writes it)', async () => {
    expect(whole).toBe(true);
    await expect(claimsPage(results)).toMatchFileSnapshot('../../docs/claims.md');
  });
});

const hasData = ({ kind }: Evidence): boolean => (RECHECKED as readonly string[]).includes(kind);

/** The second checker on the claim's certificate: every piece with data follows, and no refutation fails. */
function recheck(claim: Claim, certificate: string): void {
  const pieces = claim.parts.flatMap((part) => piecesOf(part).map(({ piece }) => piece));
  const withData = pieces.filter(hasData);
  const report = checkCertificate(JSON.parse(certificate), randomNumbers(1));
  const verdicts = (list: readonly PieceReport[]): string[] => list.map(({ result }) => result.verdict);
  expect(report.complaints).toEqual([]);
  expect(verdicts(report.evidence).filter((verdict) => verdict === 'follows')).toHaveLength(withData.length);
  expect(verdicts(report.evidence).filter((verdict) => verdict === 'no data')).toHaveLength(
    pieces.length - withData.length,
  );
  expect([...report.evidence, ...report.mutants].filter(({ result }) => result.verdict === 'fails')).toEqual([]);
  expect(verdicts(report.mutants)).not.toContain('undecided');
  if (pieces.length === withData.length) expect(report).toMatchObject({ recheckedLevel: report.level });
}

afterAll(() => {
  results.length = 0;
});

const pinnedSource = (): string =>
  [
    '/**',
    ' * What every claim says, part by part, as digests: made by `npm run pin`, and read in reviews. `wulff check` holds certificates',
    ' * to it. A line that changes is a part whose words, formulas, domains, tolerances, evidence or level have changed.',
    ' */',
    `export const PINNED = ${JSON.stringify({ run: RUN, claims: pins }, null, 1)};`,
    '',
  ].join('\n');
