import { describe, expect, it } from 'vitest';
import { lpAdversary, parseAdversary, adversaryName } from '../../src/geometry/adversary.ts';
import { librarySpecs, NOISE_FAMILIES, parseNoise } from '../../src/noise/spec.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import type { Scale } from '../../src/noise/noise.ts';

const UNIT: Scale = { lambda: 1 };

describe('parseNoise', () => {
  it('reads every family and writes its canonical spec', () => {
    const cases: [string, string][] = [
      ['gaussian', 'gaussian'],
      [' laplace ', 'laplace'],
      ['uniform:linf', 'uniform:linf'],
      ['exp:linf,k=2,j=3', 'exp:linf,k=2,j=3'],
      ['exp:linf', 'exp:linf,k=1,j=0'],
      ['exp:l2, k = 0.5', 'exp:l2,k=0.5,j=0'],
      ['exp:l1,k=2', 'exp:l1,k=2'],
      ['power:linf,a=20', 'power:linf,a=20'],
      ['power:l2,a=9,k=2', 'power:l2,k=2,a=9'],
      ['iid-exp,s=5e-1', 'iid-exp,s=0.5'],
      ['iid-pareto,a=3', 'iid-pareto,a=3'],
    ];
    for (const [given, canonical] of cases) expect(parseNoise(given, 10, UNIT).spec).toBe(canonical);
  });

  it('reads back what it writes, and its own examples and library', () => {
    for (const spec of librarySpecs(10)) {
      const noise = parseNoise(spec, 10, { sigma: 1 });
      expect(parseNoise(noise.spec, 10, { sigma: 1 }).spec).toBe(noise.spec);
      expect(noise.sigma).toBe(1);
    }
    for (const { example } of NOISE_FAMILIES) parseNoise(example, 3000, UNIT);
    for (const dim of [1, 2, 3, 4, 3072, 200_000]) {
      for (const spec of librarySpecs(dim)) expect(parseNoise(spec, dim, { sigma: 1 }).lambda).toBeGreaterThan(0);
    }
  });

  const refused: [name: string, spec: string, dim: number, scale: Scale, message: RegExp][] = [
    ['an unknown family', 'gausian', 3, UNIT, /Unknown noise "gausian"\. Did you mean "gaussian"\?/],
    ['no family', '', 3, UNIT, /names no family/],
    ['an unknown norm', 'uniform:linff', 3, UNIT, /Unknown norm "linff".*Did you mean "linf"\?/],
    ['a missing norm', 'exp,k=2', 3, UNIT, /needs a norm after a colon: exp:linf, exp:l2, exp:l1/],
    ['a norm too many', 'gaussian:l2', 3, UNIT, /takes no norm/],
    ['two norms', 'uniform:l1:l2', 3, UNIT, /more than one norm/],
    ['a norm without a power law', 'power:l1,a=9', 3, UNIT, /Choose from power:linf, power:l2/],
    ['an unknown key', 'exp:linf,kk=2', 3, UNIT, /Unknown parameter "kk".*Did you mean "k"\?.*it takes k, j/],
    ['a key of nothing', 'laplace,k=2', 3, UNIT, /it takes no parameters/],
    ['a key of Object.prototype', 'exp:linf,constructor=2', 3, UNIT, /Unknown parameter "constructor"/],
    ['a repeated key', 'exp:linf,k=2,k=3', 3, UNIT, /given twice/],
    ['a value that is no number', 'exp:linf,k=two', 3, UNIT, /decimal number, as in k=2, not "two"/],
    ['an empty value', 'exp:linf,k=', 3, UNIT, /decimal number/],
    ['NaN', 'exp:linf,k=NaN', 3, UNIT, /decimal number/],
    ['hex', 'exp:linf,k=0x2', 3, UNIT, /decimal number/],
    ['overflow', 'exp:linf,k=1e999', 3, UNIT, /finite k > 0/],
    ['a missing parameter', 'iid-exp', 3, UNIT, /needs s=.*"iid-exp,s=0\.5"/],
    ['k = 0', 'exp:l2,k=0', 3, UNIT, /needs a finite k > 0.*not k = 0/],
    ['k < 0', 'exp:l2,k=-1', 3, UNIT, /k > 0/],
    ['s = 0', 'iid-exp,s=0', 3, UNIT, /s > 0/],
    ['j = dim', 'exp:linf,k=1,j=3', 3, UNIT, /0 <= j < dim.*j = 3 at dim = 3/],
    ['j < 0', 'exp:linf,k=1,j=-1', 3, UNIT, /0 <= j < dim/],
    ['j with l1', 'exp:l1,k=1,j=1', 3, UNIT, /j must be 0/],
    ['a = dim', 'power:linf,a=3', 3, UNIT, /needs a finite a > 3.*cannot be normalized/],
    ['a = dim/k', 'power:l2,k=2,a=1.5', 3, UNIT, /a > 1\.5/],
    ['k with power:linf', 'power:linf,a=9,k=2', 3, UNIT, /without a k/],
    ['a = 0', 'iid-pareto,a=0', 3, UNIT, /a > 0/],
    ['an infinite variance with sigma', 'iid-pareto,a=2', 3, { sigma: 1 }, /variance.*infinite.*give lambda/],
    ['the same for power laws', 'power:linf,a=5', 3, { sigma: 1 }, /variance.*infinite/],
    ['sigma = 0', 'gaussian', 3, { sigma: 0 }, /sigma must be a positive finite number, not 0/],
    ['lambda = NaN', 'gaussian', 3, { lambda: NaN }, /lambda must be a positive finite number, not NaN/],
    ['sigma = Infinity', 'gaussian', 3, { sigma: Infinity }, /positive finite/],
    ['both scales', 'gaussian', 3, { sigma: 1, lambda: 1 }, /exactly one/],
    ['dim = 0', 'gaussian', 0, UNIT, /integer from 1 to 1000000, but is 0/],
    ['a fractional dim', 'gaussian', 2.5, UNIT, /integer from 1/],
    ['a negative dim', 'laplace', -3, UNIT, /integer from 1/],
    ['dim = NaN', 'uniform:l1', NaN, UNIT, /but is NaN/],
    ['a huge dim', 'gaussian', 1e9, UNIT, /integer from 1/],
    ['a ratio beyond doubles', 'exp:l2,k=0.01', 200_000, { sigma: 1 }, /about 1e\d{3,}/],
    ['a long spec', `gaussian${','.repeat(300)}`, 3, UNIT, /at most 200 characters/],
  ];
  it.each(refused)('refuses %s', (_name, spec, dim, scale, message) => {
    expect(() => parseNoise(spec, dim, scale)).toThrow(InvalidInput);
    expect(() => parseNoise(spec, dim, scale)).toThrow(message);
  });
});

describe('parseAdversary', () => {
  it('reads and names l_p balls', () => {
    for (const name of ['l1', 'l2', 'linf', 'lp:1.5', 'lp:3']) {
      expect(adversaryName(parseAdversary(name, 3))).toBe(name);
    }
    expect(adversaryName(parseAdversary('lp:2', 3))).toBe('l2');
    expect(parseAdversary('lp:inf', 3).p).toBe(Infinity);
  });

  it.each([
    ['l3', /Did you mean "lp:3"\?/],
    ['linff', /Did you mean "linf"\?/],
    ['lp:0.5', /convex for 1 <= p/],
    ['lp:x', /Unknown adversary "lp:x"/],
    ['', /Unknown adversary/],
    ['x'.repeat(1000), /Unknown adversary "x{60}\.\.\."/],
  ])('refuses %s', (spec, message) => {
    expect(() => parseAdversary(spec, 3)).toThrow(InvalidInput);
    expect(() => parseAdversary(spec, 3)).toThrow(message);
  });

  it('refuses a bad exponent or dimension', () => {
    expect(() => lpAdversary(NaN, 3)).toThrow(InvalidInput);
    expect(() => lpAdversary(2, 0)).toThrow(InvalidInput);
  });
});
