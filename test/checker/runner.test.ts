import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { claims } from '../../proofs/index.ts';
import type * as Pool from '../../src/checker/worker-pool-node.ts';
import {
  axioms,
  exactly,
  forAll,
  requireWellFormed,
  sampled,
  toJUnit,
  verify,
  type Claim,
  type VerifyResult,
} from '../../src/checker/index.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import * as fc from 'fast-check';

const equal = exactly('', () => [{ label: '', left: ratio(1), relation: '=', right: ratio(1) }]);
const good: Claim = {
  id: 'good',
  title: 'A <good> "claim"',
  statement: 'one is one',
  hypotheses: [],
  source: 'here',
  axioms: ['jensen'],
  parts: [
    {
      id: 'exact',
      statement: '',
      evidence: [equal],
    },
    {
      id: 'coin',
      statement: '',
      evidence: [
        sampled('', 1e-9, ({ seed }) => {
          const random = randomStream(seed);
          let hits = 0;
          for (let i = 0; i < 1000; i++) hits += random.uniform() < 0.5 ? 1 : 0;
          return [{ test: 'binomial', label: `${hits} heads`, hits, trials: 1000, lower: 0.5, upper: 0.5 }];
        }),
      ],
    },
  ],
  mutants: [
    {
      id: 'two',
      statement: 'one is two',
      evidence: exactly('', () => [{ label: 'one', left: ratio(1), relation: '=', right: ratio(2) }]),
    },
  ],
};
const bad: Claim = {
  ...good,
  id: 'bad',
  parts: [
    {
      id: 'small',
      statement: '',
      evidence: [forAll('', { quick: 50, full: 50 }, () => fc.property(fc.nat(), (n) => n < 7))],
    },
  ],
  mutants: [{ ...good.mutants[0]!, evidence: equal }],
};

/** Without what may differ between two runs. */
const timeless = (result: VerifyResult): unknown =>
  JSON.parse(JSON.stringify(result, (key, value: unknown) => (key === 'ms' ? 0 : value)));

describe('verify', () => {
  it('reports status, level, mutants, axioms and the total false alarm', async () => {
    const result = await verify([good, bad], { seed: 3 });
    expect(result.summary).toEqual({
      claims: 2,
      hold: 1,
      refuted: 1,
      inconclusive: 0,
      mutants: 2,
      killed: 1,
      formal: { system: null, statements: 0, hold: 0, inconclusive: 0, claims: 0, entire: 0, assumptions: [] },
      falseAlarm: 1e-9,
    });
    expect(result.axioms.map(({ id }) => id)).toEqual(['jensen']);
    expect(result.claims[0]).toMatchObject({ id: 'good', status: 'holds', level: 'statistical', replay: null });
    expect(result.claims[0]!.mutants[0]).toMatchObject({ refuted: true, witness: 'one: 1 != 2' });
    expect(result.claims[1]).toMatchObject({
      status: 'refuted',
      level: null,
      replay: 'wulff verify --claim bad --seed 3 --level quick',
    });
    expect(result.claims[1]!.mutants[0]).toMatchObject({ refuted: false, witness: null });
  });

  it('gives the same result for the same seed, alone or among others', async () => {
    const [first, second] = [await verify([good, bad], { seed: 9 }), await verify([good, bad], { seed: 9 })];
    expect(timeless(first)).toEqual(timeless(second));
    const alone = await verify([good, bad], { seed: 9, claims: ['bad'] });
    expect(timeless(alone)).toMatchObject({ claims: [(timeless(first) as VerifyResult).claims[1]] });
    const other = await verify([bad], { seed: 10 });
    expect(other.claims[0]!.evidence[0]!.counterexample).not.toBe(first.claims[1]!.evidence[0]!.counterexample);
  });

  it('lets no claim hold whose ground does not', async () => {
    const resting: Claim = { ...good, id: 'resting', restsOn: ['bad'] };
    const onIt: Claim = { ...good, id: 'on-it', restsOn: ['resting'] };
    const registry = [resting, bad, onIt];
    const { claims: results } = await verify(registry, { seed: 3 });
    expect(results.map(({ status }) => status)).toEqual(['inconclusive', 'refuted', 'inconclusive']);
    // Alone it holds, at the level that its ground would have, and says on what it rests.
    const [alone] = (await verify(registry, { seed: 3, claims: ['resting'] })).claims;
    expect(alone).toMatchObject({ status: 'holds', level: 'statistical', restsOn: [{ id: 'bad', level: 'property' }] });
  });

  it('selects by id or by beginning, and names the nearest for an unknown one', async () => {
    expect((await verify([good, bad], { claims: ['go*'] })).claims.map(({ id }) => id)).toEqual(['good']);
    await expect(verify([good, bad], { claims: ['goud'] })).rejects.toThrow(InvalidInput);
    await expect(verify([good, bad], { claims: ['goud'] })).rejects.toThrow(/Did you mean "good"/);
    await expect(verify([good], { seed: -1 })).rejects.toThrow(InvalidInput);
  });

  it('reports progress', async () => {
    const seen: string[] = [];
    await verify([good, bad], { onProgress: (done, total, { id }) => seen.push(`${done}/${total} ${id}`) });
    expect(seen).toEqual(['1/2 good', '2/2 bad']);
  });

  it('refuses registries that could hide something', () => {
    expect(() => requireWellFormed([good, good])).toThrow(/two claims/);
    expect(() => requireWellFormed([{ ...good, axioms: ['nobody'] }])).toThrow(/no axiom/);
    expect(() => requireWellFormed([{ ...good, mutants: [] }])).toThrow(/no mutants/);
    expect(() => requireWellFormed([{ ...good, parts: [] }])).toThrow(/no parts/);
    expect(() => requireWellFormed([{ ...good, parts: [good.parts[0]!, good.parts[0]!] }])).toThrow(/same id/);
    expect(() => requireWellFormed([{ ...good, restsOn: ['nobody'] }])).toThrow(/no claim of the registry/);
    expect(() =>
      requireWellFormed([
        { ...good, restsOn: ['bad'] },
        { ...bad, restsOn: ['good'] },
      ]),
    ).toThrow(/on itself/);
    const hidden = { ...good.parts[0]!, id: 'code', about: 'implementation', implements: ['radius'] } as const;
    expect(() => requireWellFormed([{ ...good, parts: [...good.parts, hidden] }])).toThrow(/no step of the theorem/);
  });

  it('writes JUnit XML that escapes what it must', async () => {
    const xml = toJUnit(await verify([good, bad], { seed: 3 }));
    expect(xml).toContain('<testsuites name="wulff verify" tests="5" failures="2"');
    expect(xml).toContain('A &lt;good&gt; &quot;claim&quot;');
    expect(xml).toContain('wulff verify --claim bad --seed 3 --level quick');
    expect(xml.match(/<testcase/g)).toHaveLength(5);
  });
});

describe('the registry', () => {
  it('is well formed, each axiom with a citation', () => {
    expect(() => requireWellFormed(claims)).not.toThrow();
    expect(new Set(axioms.map(({ id }) => id)).size).toBe(axioms.length);
    for (const { name, statement, citation } of axioms)
      expect([name, statement, citation].every((text) => text.length > 5)).toBe(true);
  });

  it('holds on every row of the table and on G5, R1, R3, R4, with every mutant refuted', async () => {
    const result = await verify(claims, { claims: ['row-*', 'G5', 'R1', 'R3', 'R4'], seed: 1 });
    const troubled = result.claims.filter(({ replay }) => replay !== null);
    expect(
      troubled.map(({ id, evidence, mutants }) => ({
        id,
        evidence: evidence.filter(({ status }) => status !== 'holds'),
        mutants,
      })),
    ).toEqual([]);
    for (const { mutants } of result.claims) for (const { witness } of mutants) expect(witness).toMatch(/\d/);
    const levels = Object.fromEntries(result.claims.map(({ id, level }) => [id, level]));
    // Those that rest on the differential method (R1) have its level, whatever their own algebra is worth.
    expect(levels).toMatchObject({
      'row-gaussian-l2': 'symbolic',
      'row-uniform-cube-l1': 'symbolic',
      'row-uniform-ball-l2': 'symbolic',
      'row-uniform-cube-linf': 'interval',
      'row-laplace-l1': levels['R1'],
      'row-iid-pareto-l1': levels['R1'],
    });
  });
});

const built = new URL('../../dist/proofs/index.js', import.meta.url);

describe.skipIf(!existsSync(built))('the worker pool (built sources)', () => {
  it('gives what this thread gives', async () => {
    const { createWorkerPool } = (await import(
      new URL('../../dist/src/checker/worker-pool-node.js', import.meta.url).href
    )) as typeof Pool;
    const { claims: builtClaims } = (await import(built.href)) as { readonly claims: typeof claims };
    const pool = createWorkerPool(pathToFileURL(built.pathname), 2)!;
    try {
      const options = { claims: ['row-laplace-*', 'row-uniform-cube-l1'], seed: 4 };
      expect(timeless(await verify(builtClaims, { ...options, pool }))).toEqual(
        timeless(await verify(builtClaims, options)),
      );
    } finally {
      await pool.close();
    }
  });
});
