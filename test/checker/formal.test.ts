/** Formal statements in a verdict: they raise, they leave undecided, they never refute and never stand alone. */
import { describe, expect, it } from 'vitest';
import {
  axioms,
  exactly,
  formal,
  formalKey,
  formalQuestions,
  formalStatements,
  runClaim,
  verify,
  type Claim,
  type FormalAnswer,
  type FormalAnswers,
  type FormalStatement,
  type Part,
} from '../../src/checker/index.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';

const one = exactly('1 = 1', () => [{ label: 'one', left: ratio(1), relation: '=', right: ratio(1) }]);
const wrong = exactly('1 = 2', () => [{ label: 'one', left: ratio(1), relation: '=', right: ratio(2) }]);
const whole = formal('all of it', 'growth/Finite', 'primal', '0 = 0');
const partial = formal('on finite spaces', 'growth/Finite', 'weak_duality', '1 = 1', 'any other space');
const negation = formal('it is false', 'radius/Comparison', 'axiom_is_false', '~ False');
const claim = (parts: readonly Partial<Part>[], more: Partial<Claim> = {}): Claim => ({
  id: 'test',
  title: '',
  statement: '',
  hypotheses: [],
  source: '',
  axioms: [],
  parts: parts.map((part, i) => ({ id: `${i}`, statement: '', evidence: [one], ...part }) as Part),
  mutants: [{ id: 'm', statement: '', evidence: wrong }],
  ...more,
});
const accepted: FormalAnswer = { accepted: true, assumptions: ['Classical_Prop.classic'] };
const answers = (...entries: readonly (readonly [FormalStatement, FormalAnswer])[]): FormalAnswers => ({
  system: 'Coq 8.16.1',
  answers: new Map(entries.map(([statement, answer]) => [formalKey(statement), answer])),
});
const run = (subject: Claim, given?: FormalAnswers) =>
  runClaim(subject, { seed: 1, level: 'quick', ...(given === undefined ? {} : { formal: given }) });

describe('formal statements', () => {
  it('are not run without answers, and change nothing then', async () => {
    const result = await run(claim([{ formal: [whole] }]));
    expect(result).toMatchObject({ status: 'holds', level: 'instances', replay: null });
    expect(result.formal).toMatchObject([
      { of: '0', theorem: 'primal', status: 'not run', assumptions: [], leaves: null },
    ]);
  });

  it('raise a part that they state whole; a claim when they do so for every part of the theorem', async () => {
    const given = answers([whole, accepted], [partial, accepted]);
    expect(await run(claim([{ formal: [whole] }]), given)).toMatchObject({ status: 'holds', level: 'formal' });
    expect(await run(claim([{ formal: [whole] }, {}]), given)).toMatchObject({ level: 'instances' });
    expect(await run(claim([{ formal: [partial] }]), given)).toMatchObject({ level: 'instances' });
    expect(await run(claim([{ formal: [partial, whole] }]), given)).toMatchObject({ level: 'formal' });
    expect(
      await run(claim([{ formal: [whole] }, { about: 'implementation', implements: ['0'] }]), given),
    ).toMatchObject({
      level: 'formal',
    });
  });

  it('leave a claim undecided when they are not accepted, or were not asked', async () => {
    const refused = answers([whole, { accepted: false, reason: 'coqc ended with 1' }]);
    for (const given of [refused, answers()]) {
      const result = await run(claim([{ formal: [whole] }]), given);
      expect(result).toMatchObject({ status: 'inconclusive', level: null });
      expect(result.replay).not.toBeNull();
    }
    expect(await run(claim([{ formal: [partial] }]), answers())).toMatchObject({ status: 'inconclusive' });
  });

  it('never stand alone: without other evidence, or against it, they decide nothing', async () => {
    const given = answers([whole, accepted]);
    expect(await run(claim([{ evidence: [], formal: [whole] }]), given)).toMatchObject({ status: 'inconclusive' });
    expect(await run(claim([{ evidence: [wrong], formal: [whole] }]), given)).toMatchObject({ status: 'refuted' });
  });

  it('are a proof of the negation for a false variant, beside its witness', async () => {
    const subject = claim([{}], { mutants: [{ id: 'm', statement: '', evidence: wrong, negation }] });
    expect(formalStatements([subject])).toEqual([negation]);
    expect((await run(subject)).mutants).toMatchObject([{ refuted: true, survived: null }]);
    expect((await run(subject, answers([negation, accepted]))).mutants).toMatchObject([{ refuted: true }]);
    expect((await run(subject, answers())).mutants).toMatchObject([{ refuted: false }]);
    // A proof alone is no witness.
    const unwitnessed = { ...subject, mutants: [{ id: 'm', statement: '', evidence: one, negation }] };
    expect((await run(unwitnessed, answers([negation, accepted]))).mutants).toMatchObject([{ refuted: false }]);
  });

  it('leave the level of a certificate as it is: their word is not in the file', async () => {
    const subject = claim([{ formal: [whole] }]);
    const given = answers([whole, accepted]);
    const result = await runClaim(subject, { seed: 1, level: 'quick', certificates: true, formal: given });
    expect(result.level).toBe('formal');
    const stated = JSON.parse(result.certificate!) as { level: string; formal: unknown[] };
    expect(stated.level).toBe('instances');
    expect(stated.formal).toHaveLength(1);
  });

  it('are counted, with what they rest on', async () => {
    const subject = claim([{ formal: [whole, partial] }]);
    const { summary } = await verify([subject], { formal: answers([whole, accepted], [partial, accepted]) });
    expect(summary.formal).toEqual({
      system: 'Coq 8.16.1',
      statements: 2,
      hold: 2,
      inconclusive: 0,
      claims: 1,
      entire: 1,
      assumptions: ['Classical_Prop.classic'],
    });
    expect((await verify([subject])).summary.formal).toMatchObject({ system: null, statements: 2, hold: 0, entire: 0 });
  });
});

describe('an axiom that a claim proves', () => {
  const proving = claim([{ id: 'ville', formal: [whole, partial, negation] }], {
    id: 'certify-anytime',
    axioms: ['ville'],
  });
  const citing = claim([{}], { id: 'citing', axioms: ['ville', 'jensen'] });
  const standings = async (given?: FormalAnswers, registry: readonly Claim[] = [proving, citing]) =>
    (await verify(registry, { claims: ['citing'], ...(given === undefined ? {} : { formal: given }) })).axioms.map(
      ({ id, standing, assumptions }) => [id, standing, ...assumptions],
    );

  it('is asked about wherever it is cited, by the statements that leave nothing out', () => {
    expect(formalQuestions([citing], [proving, citing])).toEqual([whole, negation]);
    expect(formalQuestions([claim([{}])], [proving, citing])).toEqual([]);
  });

  it('is proved in a run in which they are accepted, and cited in every other', async () => {
    const cited = [
      ['jensen', 'cited'],
      ['ville', 'cited'],
    ];
    expect(await standings(answers([whole, accepted], [negation, accepted]))).toEqual([
      ['jensen', 'cited'],
      ['ville', 'proved', 'Classical_Prop.classic'],
    ]);
    expect(await standings()).toEqual(cited);
    expect(await standings(answers())).toEqual(cited);
    expect(await standings(answers([whole, accepted], [partial, accepted]))).toEqual(cited);
    const refused: FormalAnswer = { accepted: false, reason: 'coqc ended with 1' };
    expect(await standings(answers([whole, accepted], [negation, refused]))).toEqual(cited);
    expect(await standings(answers([whole, accepted], [negation, accepted]), [citing])).toEqual(cited);
  });

  it('is refused where the part it names has no such statement', async () => {
    const empty = { ...proving, parts: claim([{ id: 'ville', formal: [partial] }]).parts };
    await expect(standings(undefined, [empty, citing])).rejects.toThrow(/said to be proved in certify-anytime\/ville/);
  });

  it('is one of three', () => {
    const proved = axioms.filter(({ provedIn }) => provedIn !== undefined).map(({ id }) => id);
    expect(proved).toEqual(['neyman-pearson', 'ode-comparison', 'ville']);
  });
});
