import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  alternatives,
  Counterexample,
  exactly,
  forAll,
  identity,
  isFinding,
  judge,
  library,
  mul,
  numerically,
  onBox,
  range,
  rational,
  real,
  sampled,
  variable,
  type Alternatives,
  type Claim,
  type Evidence,
} from '../../src/checker/index.ts';
import type { Finding } from '../../src/checker/kernel/findings.ts';
import { piecesOf, verdict } from '../../src/checker/kernel/verdict.ts';
import { ratio } from '../../src/numeric/algebra/rational.ts';

const context = { seed: 5, effort: 'quick' } as const;
const holds = exactly('1 = 1', () => [{ label: 'one', left: ratio(1), relation: '=', right: ratio(1) }]);
const fails = exactly('1 = 2', () => [{ label: 'one', left: ratio(1), relation: '=', right: ratio(2) }]);
const crashes = exactly('throws', () => {
  throw new Error('no such file');
});
const symbolic = identity('x + x = 2 x', [real('x')], add(variable('x'), variable('x')), mul(2, variable('x')));
const claim = (...parts: (readonly (Evidence | Alternatives)[])[]): Claim => ({
  id: 'test',
  title: '',
  statement: '',
  hypotheses: [],
  source: '',
  axioms: [],
  parts: parts.map((evidence, i) => ({ id: `${i}`, statement: '', evidence })),
  mutants: [],
});
const found = (one: Claim) =>
  Promise.all(one.parts.map((part) => Promise.all(piecesOf(part).map(({ piece }) => judge(piece, context)))));
const verdictOf = async (...parts: (readonly (Evidence | Alternatives)[])[]) =>
  verdict(claim(...parts), await found(claim(...parts)), [], []);

describe('a finding', () => {
  it('is recognized only when the kernel made it', async () => {
    const finding = await judge(holds, context);
    expect(isFinding(finding)).toBe(true);
    expect(isFinding({ ...finding })).toBe(false);
    expect(isFinding(null)).toBe(false);
    expect(Object.isFrozen(finding)).toBe(true);
    const forged = { ...finding, level: 'symbolic' } as Finding;
    expect(() => verdict(claim([holds]), [[forged]], [], [])).toThrow(/not made by the kernel/);
  });

  /** The files of the program and its proofs that contain a pattern. */
  const filesWith = (pattern: RegExp): readonly string[] =>
    ['src', 'proofs', 'properties']
      .flatMap((folder) =>
        readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
      )
      .filter((file) => file.endsWith('.ts') && pattern.test(readFileSync(file, 'utf8')))
      .sort();

  it('is made in one place', () => {
    expect(filesWith(/makeFinding/)).toEqual(['src/checker/kernel/findings.ts', 'src/checker/kernel/judge.ts']);
  });

  it('rests on fractions made of integers: their constructor rounds a double, so only the algebra calls it', () => {
    expect(filesWith(/new Fraction\(/)).toEqual([
      'src/numeric/algebra/rational-linear-algebra.ts',
      'src/numeric/algebra/rational.ts',
    ]);
    // Who can name the constructor: these, and the kernel, to recognize what it made.
    expect(filesWith(/import (?!type)[^;]*'fraction\.js'/)).toEqual([
      'src/checker/kernel/instances.ts',
      'src/numeric/algebra/rational-linear-algebra.ts',
      'src/numeric/algebra/rational.ts',
    ]);
  });

  it('does not hold when nothing was checked', async () => {
    expect(
      await judge(
        exactly('empty', () => []),
        context,
      ),
    ).toMatchObject({ status: 'inconclusive', runs: 0 });
    expect(
      await judge(
        forAll('no runs', { quick: 0, full: 10 }, () => fc.property(fc.nat(), () => true)),
        context,
      ),
    ).toMatchObject({
      status: 'inconclusive',
    });
  });

  it('is inconclusive, with the message, when the evidence throws', async () => {
    const finding = await judge(crashes, context);
    expect(finding).toMatchObject({ status: 'inconclusive', counterexample: null });
    expect(finding.detail).toContain('no such file');
  });
});

describe('a verdict', () => {
  it('has the level of the weakest piece that it needs', async () => {
    expect(await verdictOf([symbolic], [symbolic, symbolic])).toEqual({ status: 'holds', level: 'symbolic' });
    expect(await verdictOf([holds, symbolic], [symbolic])).toEqual({ status: 'holds', level: 'instances' });
    expect(await verdictOf([symbolic], [holds])).toEqual({ status: 'holds', level: 'instances' });
  });

  it('counts the strongest of pieces that stand in for each other, and only of those', async () => {
    const either = alternatives([holds, symbolic], 'each says all of it');
    expect(await verdictOf([either])).toEqual({ status: 'holds', level: 'symbolic' });
    expect(await verdictOf([either, holds])).toEqual({ status: 'holds', level: 'instances' });
    // That one of them holds does not excuse the other.
    expect(await verdictOf([alternatives([symbolic, fails], '')])).toEqual({ status: 'refuted', level: null });
    expect(await verdictOf([alternatives([symbolic, crashes], '')])).toEqual({ status: 'inconclusive', level: null });
  });

  it('is at most as strong as what it rests on', async () => {
    const resting: Claim = { ...claim([symbolic]), restsOn: ['ground'] };
    const findings = await found(resting);
    expect(verdict(resting, findings, [], ['instances'])).toEqual({ status: 'holds', level: 'instances' });
    expect(verdict(resting, findings, [], ['formal'])).toEqual({ status: 'holds', level: 'symbolic' });
    expect(verdict(resting, findings, [], [null])).toEqual({ status: 'inconclusive', level: null });
    expect(() => verdict(resting, findings, [], [])).toThrow(/lacks the level/);
  });

  it('is drawn from the findings of its own evidence, piece by piece', async () => {
    const findings = await found(claim([symbolic, symbolic]));
    expect(() => verdict(claim([symbolic, holds]), findings, [], [])).toThrow(
      /not made by the kernel from its evidence/,
    );
    expect(() => verdict(claim([symbolic]), findings, [], [])).toThrow(/not made by the kernel from its evidence/);
  });

  it('is refuted by any refuted evidence and inconclusive by any undecided one', async () => {
    expect(await verdictOf([symbolic, fails])).toEqual({ status: 'refuted', level: null });
    expect(await verdictOf([symbolic, crashes])).toEqual({ status: 'inconclusive', level: null });
    expect(await verdictOf([symbolic], [])).toEqual({ status: 'inconclusive', level: null });
    expect(await verdictOf()).toEqual({ status: 'inconclusive', level: null });
  });

  it('counts numeric evidence as property and the implementation not at all', async () => {
    const numeric = numerically('', () => [{ label: '', left: 1, relation: '=', right: 1, tolerance: 0 }]);
    expect(await verdictOf([numeric])).toEqual({ status: 'holds', level: 'property' });
    const two = claim([symbolic], [numeric]);
    const linked: Claim = {
      ...two,
      parts: two.parts.map((part, i) => (i === 1 ? { ...part, about: 'implementation', implements: ['0'] } : part)),
    };
    expect(verdict(linked, await found(linked), [], [])).toEqual({ status: 'holds', level: 'symbolic' });
  });
});

describe('tolerances', () => {
  const x = variable('x');
  it('have ceilings, and above them nothing is decided', async () => {
    const numeric = (tolerance: number, size = 1) =>
      numerically('', () => [{ label: '', left: size, relation: '=', right: size, tolerance }]);
    expect(await judge(numeric(1e-3), context)).toMatchObject({ status: 'holds' });
    expect(await judge(numeric(1.1e-3), context)).toMatchObject({ status: 'inconclusive' });
    expect(await judge(numeric(0.9, 1000), context)).toMatchObject({ status: 'holds' });
    const box = (tolerance: string) => onBox('', [], rational(1), '=', rational(1), { tolerance });
    expect(await judge(box('1/1000'), context)).toMatchObject({ status: 'holds' });
    expect(await judge(box('1/999'), context)).toMatchObject({ status: 'inconclusive' });
    const near = (tolerance: string) =>
      library('', () => [{ label: '', value: 2, relation: 'close', expression: x, at: { x: '2' }, tolerance }]);
    expect(await judge(near('1e-5'), context)).toMatchObject({ status: 'holds' });
    expect(await judge(near('1.1e-5'), context)).toMatchObject({ status: 'inconclusive' });
  });

  it('stand in the words of the finding, with the sizes of the instances', async () => {
    const found = await judge(
      numerically('compared', () =>
        [2, 7].map((d) => ({ label: `cube, d = ${d}`, left: 1, relation: '=', right: 1, tolerance: d * 1e-6 })),
      ),
      context,
    );
    expect(found.detail).toBe('compared [d = 2 to 7; tolerance up to 7.0e-6]');
    expect(found.words).toBe('compared');
  });
});

describe('properties', () => {
  const property = (run: (n: number) => boolean) =>
    forAll('', { quick: 200, full: 200 }, () => fc.property(fc.nat(1000), run));

  it('shrink their counterexample and repeat under the same seed', async () => {
    const small = property((n) => n < 100);
    const first = await judge(small, context);
    expect(first).toMatchObject({ status: 'refuted' });
    expect(first.counterexample).toMatch(/^at \[100\] \(seed 5, path /);
    expect((await judge(small, context)).counterexample).toBe(first.counterexample);
    expect((await judge(small, { ...context, seed: 6 })).counterexample).not.toBe(first.counterexample);
  });

  it('refute by a Counterexample, but not by a crash', async () => {
    const told = property((n) => {
      if (n > 10) throw new Counterexample('n is too large');
      return true;
    });
    expect((await judge(told, context)).counterexample).toContain('n is too large at [11]');
    const broken = property((n) => (undefined as unknown as number[]).length > n);
    expect(await judge(broken, context)).toMatchObject({ status: 'inconclusive', counterexample: null });
  });

  it('decide nothing when their precondition rejects nearly everything', async () => {
    const vacuous = forAll('', { quick: 100, full: 100 }, () => fc.property(fc.nat(1000), (n) => fc.pre(n === 1001)));
    expect(await judge(vacuous, context)).toMatchObject({ status: 'inconclusive' });
  });
});

describe('statistical tests', () => {
  const binomial = (hits: number, trials: number, lower: number, upper: number) =>
    judge(
      sampled('', 1e-9, () => [{ test: 'binomial', label: 'coin', hits, trials, lower, upper }]),
      context,
    );

  it('accept the expected and reject the impossible', async () => {
    expect(await binomial(5_050, 10_000, 0.5, 0.5)).toMatchObject({ status: 'holds', falseAlarm: 1e-9 });
    expect(await binomial(5_400, 10_000, 0.5, 0.5)).toMatchObject({ status: 'refuted' });
    expect(await binomial(4_600, 10_000, 0.5, 0.5)).toMatchObject({ status: 'refuted' });
    expect(await binomial(5_400, 10_000, 0.5, 0.54)).toMatchObject({ status: 'holds' });
  });

  it('reject at exactly the binomial tail', async () => {
    // P[Bin(40, 1/2) >= 39] = 41/2^40 = 3.7e-11, twice that is below 1e-9; >= 38 gives 821/2^40 = 7.5e-10, twice above.
    expect(await binomial(39, 40, 0.5, 0.5)).toMatchObject({ status: 'refuted' });
    expect(await binomial(38, 40, 0.5, 0.5)).toMatchObject({ status: 'holds' });
  });

  it('refuse tests that could never reject, and malformed ones', async () => {
    expect(await binomial(10, 20, 0.5, 0.5)).toMatchObject({ status: 'inconclusive' });
    expect(await binomial(10, 10_000, 0, 1)).toMatchObject({ status: 'inconclusive' });
    expect(await binomial(20, 10, 0.5, 0.5)).toMatchObject({ status: 'inconclusive' });
    expect(await binomial(NaN, 10_000, 0.5, 0.5)).toMatchObject({ status: 'inconclusive' });
  });

  it('bound distribution functions and means', async () => {
    const dkw = (distance: number) =>
      judge(
        sampled('', 1e-9, () => [{ test: 'dkw', label: '', distance, samples: 10_000 }]),
        context,
      );
    // 2 exp(-2 n D^2) = 1e-9 at D = 0.03273.
    expect(await dkw(0.0327)).toMatchObject({ status: 'holds' });
    expect(await dkw(0.0328)).toMatchObject({ status: 'refuted' });
    const mean = (value: number) =>
      judge(
        sampled('', 1e-9, () => [
          { test: 'bounded-mean', label: '', mean: value, samples: 10_000, range: 2, lower: 1, upper: 1 },
        ]),
        context,
      );
    expect(await mean(1.05)).toMatchObject({ status: 'holds' });
    expect(await mean(1.07)).toMatchObject({ status: 'refuted' });
    expect(await mean(0.93)).toMatchObject({ status: 'refuted' });
  });

  it('share the false alarm among the tests', async () => {
    const many = sampled('', 1e-9, () =>
      Array.from({ length: 100 }, () => ({ test: 'dkw', label: '', distance: 0.0328, samples: 10_000 }) as const),
    );
    expect(await judge(many, context)).toMatchObject({ status: 'holds', runs: 100, falseAlarm: 1e-9 });
  });
});

describe('interval proofs', () => {
  const x = variable('x');
  const square = { op: 'power', base: x, exponent: rational(2) } as const;

  it('hold on the box, or print the point that refutes', async () => {
    expect(await judge(onBox('', [range('x', '-1', '1')], square, '<=', rational(1)), context)).toMatchObject({
      status: 'holds',
    });
    const refuted = await judge(onBox('', [range('x', '-1', '1')], square, '<=', rational(9, 10)), context);
    expect(refuted).toMatchObject({ status: 'refuted' });
    expect(refuted.counterexample).toContain('x = ');
  });

  it('stay undecided where enclosures cannot see', async () => {
    // Equality at x = 1/3, which no bisection of [0, 1] hits.
    const touching = { op: 'sum', terms: [square, { op: 'product', factors: [rational(-2, 3), x] }] } as const;
    expect(await judge(onBox('', [range('x', '0', '1')], touching, '>=', rational(-1, 9)), context)).toMatchObject({
      status: 'inconclusive',
    });
  });

  it('replay a given tree and refuse one that is too shallow', async () => {
    const cubic = {
      op: 'sum',
      terms: [
        { op: 'power', base: x, exponent: rational(3) },
        { op: 'product', factors: [rational(-1), x] },
      ],
    } as const;
    const proof = { box: [range('x', '-1', '1')], left: cubic, relation: '<=', right: rational(2, 5) } as const;
    expect(await judge({ kind: 'interval', detail: '', proof }, context)).toMatchObject({ status: 'holds' });
    const shallow = { ...proof, splits: { leaf: true } } as const;
    expect(await judge({ kind: 'interval', detail: '', proof: shallow }, context)).toMatchObject({
      status: 'inconclusive',
    });
  });
});
