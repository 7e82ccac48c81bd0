/**
 * Certificates against the registry: sixty ways of changing what a claim says, checks or rests on, every hash made to
 * fit. Each is noticed; a certificate as it was written is not complained of, whatever its seed.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import { PINNED } from '../../proofs/pinned-registry.ts';
import { sha256 } from '../../src/certify/sha256-node.ts';
import { runClaim } from '../../src/checker/index.ts';
import { differences } from '../../src/recheck/registry.ts';

type Json = Record<string, unknown>;
interface Certificate {
  run: Json;
  level: string | null;
  claim: Json & { id: string; hypotheses: string[]; axioms: Json[]; restsOn: Json[]; inWords: string[] };
  parts: (Json & { id: string; implements: string[] })[];
  evidence: (Json & { part: string; kind: string; data: Json | null; runs: number })[];
  mutants: (Json & { id: string; data: Json | null })[];
}

/** Claims with evidence of every kind, grounds, axioms, steps in words and alternatives. */
const USED = ['R1', 'R2', 'row-laplace-l1', 'row-uniform-cube-l2', 'W7'] as const;
type Used = (typeof USED)[number];
const originals = new Map<Used, string>();

const certificateOf = async (id: Used, seed: number): Promise<string> => {
  const claim = claims.find((one) => one.id === id)!;
  return (await runClaim(claim, { seed, level: 'quick', registry: claims, certificates: true })).certificate!;
};

beforeAll(async () => {
  for (const id of USED) originals.set(id, await certificateOf(id, 1));
});

const complaints = (certificate: unknown): readonly string[] => differences(certificate, PINNED, sha256);
const forged = (id: Used, change: (c: Certificate) => void): readonly string[] => {
  const certificate = JSON.parse(originals.get(id)!) as Certificate;
  change(certificate);
  return complaints(certificate);
};

/** The first piece of a kind, whose data may be changed. */
const piece = (c: Certificate, kind: string): Certificate['evidence'][number] =>
  c.evidence.find((one) => one.kind === kind && one.data !== null) ?? c.evidence.find((one) => one.kind === kind)!;
const data = (c: Certificate, kind: string): Record<string, Json[]> => piece(c, kind).data as Record<string, Json[]>;
const part = (c: Certificate, id: string): Certificate['parts'][number] => c.parts.find((one) => one.id === id)!;
const drop = (c: Certificate, id: string): void => {
  c.parts = c.parts.filter((one) => one.id !== id);
  c.evidence = c.evidence.filter((one) => one.part !== id);
};
const one = { op: 'rational', numerator: '1', denominator: '1' };

const TAMPERINGS: readonly (readonly [string, Used, (c: Certificate) => void])[] = [
  ['another id', 'R1', (c) => (c.claim.id = 'R9')],
  ['the id of another claim', 'R1', (c) => (c.claim.id = 'R2')],
  ['another title', 'R1', (c) => (c.claim['title'] = 'The differential method is exact')],
  ['a stronger statement', 'R1', (c) => (c.claim['statement'] = 'The differential radius is exact.')],
  ['a word of the statement', 'W7', (c) => (c.claim['statement'] = String(c.claim['statement']).replace('only', 'also'))],
  ['a sign of the statement', 'row-laplace-l1', (c) => (c.claim['statement'] = String(c.claim['statement']).replace('2(1', '(1'))],
  ['a hypothesis dropped', 'R1', (c) => c.claim.hypotheses.pop()],
  ['a hypothesis weakened', 'R1', (c) => (c.claim.hypotheses[0] = '$\\Phi$ finite')],
  ['a hypothesis added', 'R1', (c) => c.claim.hypotheses.push('the noise is Gaussian')],
  ['another source', 'R1', (c) => (c.claim['source'] = 'folklore')],
  ['an axiom dropped', 'R1', (c) => c.claim.axioms.shift()],
  ['an axiom for another', 'R1', (c) => (c.claim.axioms[0]!['id'] = 'jensen')],
  ['the words of an axiom', 'R1', (c) => (c.claim.axioms[0]!['statement'] = 'Everything is true.')],
  ['the citation of an axiom', 'R1', (c) => (c.claim.axioms[0]!['citation'] = 'personal communication')],
  ['an axiom added', 'R1', (c) => c.claim.axioms.push({ ...c.claim.axioms[0]!, id: 'mine' })],
  ['a ground dropped', 'row-laplace-l1', (c) => c.claim.restsOn.pop()],
  ['a ground exchanged', 'row-laplace-l1', (c) => (c.claim.restsOn[1]!['id'] = 'G5')],
  ['the level of a ground raised', 'row-laplace-l1', (c) => (c.claim.restsOn[1]!['level'] = 'symbolic')],
  ['a step in words dropped', 'R1', (c) => c.claim.inWords.pop()],
  ['a step in words made less', 'R1', (c) => (c.claim.inWords[0] = 'nothing of note')],
  ['the level raised by one', 'R1', (c) => (c.level = 'interval')],
  ['the level raised to the top', 'row-laplace-l1', (c) => (c.level = 'formal')],
  ['the level lowered', 'row-uniform-cube-l2', (c) => (c.level = 'property')],
  ['no level', 'R2', (c) => (c.level = null)],
  ['a part dropped with its evidence', 'R1', (c) => drop(c, 'polygon')],
  ['the last part of the theorem dropped', 'row-laplace-l1', (c) => drop(c, 'tight')],
  ['a tie to the library dropped', 'row-laplace-l1', (c) => drop(c, 'library-radius')],
  ['a part added', 'R1', (c) => c.parts.push({ ...part(c, 'flow'), id: 'more' })],
  ['a part renamed', 'R1', (c) => { part(c, 'flow').id = 'river'; c.evidence.forEach((e) => { if (e.part === 'flow') e.part = 'river'; }); }],
  ['the words of a part', 'R1', (c) => (part(c, 'flow')['statement'] = 'It is an equality for every noise.')],
  ['a step made a tie to the library', 'R1', (c) => (part(c, 'polygon')['about'] = 'implementation')],
  ['a tie to the library made a step', 'row-laplace-l1', (c) => (part(c, 'library-radius')['about'] = 'theorem')],
  ['what a tie implements', 'row-laplace-l1', (c) => (part(c, 'library-radius').implements = ['rate'])],
  ['a piece of evidence dropped', 'R1', (c) => c.evidence.splice(1, 1)],
  ['a piece moved to another part', 'R1', (c) => (c.evidence[0]!.part = 'polygon')],
  ['two pieces exchanged', 'R1', (c) => c.evidence.splice(0, 2, c.evidence[1]!, c.evidence[0]!)],
  ['the words of a piece', 'R1', (c) => (c.evidence[0]!['detail'] = 'every noise')],
  ['needed pieces marked as alternatives', 'R1', (c) => c.evidence.filter(({ part: of }) => of === 'flow').forEach((e) => (e['alternative'] = 0))],
  ['alternatives made needed', 'R1', (c) => c.evidence.forEach((e) => (e['alternative'] = null))],
  ['alternatives put in groups of their own', 'R1', (c) => c.evidence.forEach((e, i) => { if (e['alternative'] !== null) e['alternative'] = i; })],
  ['a piece relabelled to a higher level', 'R1', (c) => (piece(c, 'instances')['level'] = 'symbolic')],
  ['a piece of another kind', 'R1', (c) => (piece(c, 'property').kind = 'instances')],
  ['the false alarm raised', 'R2', (c) => (piece(c, 'statistical')['falseAlarm'] = 0.01)],
  ['a domain shrunk', 'R1', (c) => (data(c, 'symbolic')['variables']![0]!['upper'] = '1/2')],
  ['a domain moved', 'row-laplace-l1', (c) => (data(c, 'symbolic')['variables']![0]!['lower'] = '1')],
  ['a variable made whole', 'R1', (c) => (data(c, 'symbolic')['variables']![0]!['integer'] = true)],
  ['a side of an identity replaced by a true one', 'R1', (c) => (piece(c, 'symbolic').data!['chain'] = [{ op: 'sum', terms: [one, one] }, { op: 'rational', numerator: '2', denominator: '1' }])],
  ['a chain given one more step', 'R1', (c) => data(c, 'symbolic')['chain']!.splice(1, 0, data(c, 'symbolic')['chain']![0]!)],
  ['a box shrunk', 'R1', (c) => (data(c, 'interval')['box']![0]!['lower'] = '1/10')],
  ['a box shrunk to a point', 'row-uniform-cube-l2', (c) => (data(c, 'interval')['box']![0]!['upper'] = '0')],
  ['a strict relation made weak', 'W7', (c) => (piece(c, 'interval').data!['relation'] = '>=')],
  ['a bound made easier', 'R1', (c) => (piece(c, 'interval').data!['right'] = one)],
  ['a relation between instances weakened', 'W7', (c) => (piece(c, 'instances').data!['instances'] = data(c, 'instances')['instances']!.map((i) => ({ ...i, relation: '<=' })))],
  ['a tolerance raised', 'R2', (c) => data(c, 'enclosure')['instances']!.forEach((i) => (i['tolerance'] = '1e-5'))],
  ['one tolerance raised', 'R2', (c) => (data(c, 'enclosure')['instances']![2]!['tolerance'] = '1e-6')],
  ['a lower bound that need only be close', 'row-laplace-l1', (c) => data(c, 'enclosure')['instances']!.forEach((i) => (i['relation'] = 'close'))],
  ['the formula of the library replaced', 'row-laplace-l1', (c) => data(c, 'enclosure')['instances']!.forEach((i) => (i['expression'] = one))],
  ['half of the instances left out', 'R2', (c) => { const of = piece(c, 'enclosure'); of.data!['instances'] = data(c, 'enclosure')['instances']!.slice(0, 4); of.runs = 4; }],
  ['an instance left out', 'W7', (c) => { const of = piece(c, 'instances'); data(c, 'instances')['instances']!.pop(); of.runs--; }],
  ['random cases left out', 'R1', (c) => (piece(c, 'property').runs = 10)],
  ['a false variant dropped', 'R1', (c) => c.mutants.pop()],
  ['a false variant that says something else', 'R1', (c) => (c.mutants[0]!['statement'] = 'one is two')],
  ['a false variant replaced by an easy one', 'R1', (c) => { const easy = c.mutants.find((m) => m['kind'] === 'symbolic')!; (easy.data as Record<string, unknown>)['chain'] = [one, { op: 'rational', numerator: '2', denominator: '1' }]; }],
  ['a false variant of another kind', 'R1', (c) => (c.mutants[0]!['kind'] = 'property')],
]; // prettier-ignore

describe('a certificate', () => {
  it.each(USED)('of %s as written is that of the registry', (id) => {
    expect(complaints(JSON.parse(originals.get(id)!))).toEqual([]);
  });

  it('with another seed is, too', async () => {
    expect(complaints(JSON.parse(await certificateOf('R1', 77)))).toEqual([]);
    expect(complaints(JSON.parse(await certificateOf('W7', 77)))).toEqual([]);
  });

  it('is changed below in sixty ways and more', () => expect(TAMPERINGS.length).toBeGreaterThanOrEqual(60));

  it.each(TAMPERINGS)('with %s (%s) is noticed', (_, id, change) => {
    expect(forged(id, change)).not.toEqual([]);
  });
});
