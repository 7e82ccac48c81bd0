import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNoiseFile, readNoiseFile } from '../../src/noise/file.ts';
import { checksOf } from '../../src/noise/facts.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';

const refusal = (input: unknown): string => {
  try {
    parseNoiseFile(input, { lambda: 1 }, { samples: 2000 });
  } catch (error) {
    if (error instanceof InvalidInput) return error.message;
    throw error;
  }
  return 'accepted';
};
const file = (noise: unknown, dim = 2): unknown => ({ name: 'test', dim, noise });

describe('noise files', () => {
  it.each([
    ['uniform', file({ uniform: { lp: 1, dim: 3 } }, 3)],
    ['uniform', file({ uniform: { vertices: [[1, 0], [0.5, 0.8], [-0.5, 0.8], [-1, 0], [-0.5, -0.8], [0.5, -0.8]] } })], // prettier-ignore
    ['level-set', file({ levelSet: { body: { lp: 4, dim: 3 }, radial: 'exp(-r^3)' } }, 3)],
    ['level-set', file({ levelSet: { body: { lp: 'inf', dim: 300 }, radial: '1/(1+r)^308' } }, 300)],
    ['product', file({ product: '1/(1+x^2)^2' }, 200_000)],
    ['density', file({ density: 'exp(-abs(x1) - 2*x2^2)' })],
  ])('%s noise is built, from JSON and from text', (family, json) => {
    const noise = parseNoiseFile(json, { lambda: 1 }, { samples: 2000 });
    expect(noise.family).toBe(family);
    expect(checksOf(noise).even.status).toBe('proved');
    const x = new Float64Array(noise.dim);
    noise.sample(randomStream(1), x);
    expect(Number.isFinite(noise.logDensity(x))).toBe(true);
    // Building one in high dimension takes seconds.
    if (noise.dim > 1000) return;
    expect(parseNoiseFile(JSON.stringify(json), { lambda: 1 }, { samples: 2000 }).sigma).toBe(noise.sigma);
    if (Number.isFinite(noise.sigma)) expect(parseNoiseFile(json, { sigma: 0.5 }, { samples: 2000 }).sigma).toBe(0.5);
  });

  it('a module has to be loaded by the caller', () => {
    const json = file({ module: './noise.mjs' }, 1);
    expect(refusal(json)).toMatch(/noise\.module: the module "\.\/noise\.mjs" has not been loaded/);
    const module = {
      dim: 1,
      logDensity: (x: number[]) => -Math.abs(x[0]!) - Math.LN2,
      sample: (r: { exponential(): number; sign(): number }) => [r.sign() * r.exponential()],
    };
    expect(parseNoiseFile(json, { lambda: 1 }, { module, timeLimit: 60_000 }).family).toBe('custom');
    expect(() =>
      parseNoiseFile(file({ module: './noise.mjs' }, 2), { lambda: 1 }, { module, timeLimit: 60_000 }),
    ).toThrow(/exports dim = 1, but the file says dim = 2/);
  });

  it.each([
    [3, /must be an object/],
    [[], /must be an object/],
    ['{"dim": 3', /not valid JSON/],
    ['{"dim": NaN}', /not valid JSON/],
    ['['.repeat(200_000), /not valid JSON/],
    [{ dim: 2 }, /"noise" is missing/],
    [{ dim: 2, noise: null }, /noise must be an object/],
    [{ dim: 2, noise: {} }, /must have one of the fields named, uniform, levelSet, product, density, module/],
    [{ dim: 2, noise: { prodct: 'x' } }, /Did you mean "product"/],
    [{ dim: 2, nois: {} }, /"nois" is not known here.*Did you mean "noise"/],
    [file({ product: 'exp(-x^2)', density: 'exp(-x1^2)' }), /give exactly one/],
    [file({ product: 'exp(-x^2)', extra: 1 }), /"extra" is not known here/],
    [file({ product: 3 }), /"product" must be a formula/],
    [file({ levelSet: 'exp(-r)' }), /"levelSet" must be \{"body"/],
    [
      file({ levelSet: { body: { lp: 2, dim: 2 }, radial: 'exp(-r)', k: 1 } }),
      /"k" is not known here; known are body, radial/,
    ],
    [file({ levelSet: { body: { lp: 2, dim: 3 }, radial: 'exp(-r)' } }), /body has dimension 3/],
    [file({ levelSet: { body: { lq: 2 }, radial: 'exp(-r)' } }), /noise\.levelSet\.body/],
    [file({ uniform: { lp: 0.5, dim: 2 } }), /noise\.uniform/],
    [file({ uniform: { lp: 2, dim: 3 } }), /dimension 3, but dim is 2/],
    [file({ product: 'exp(-x^2)' }, 0), /"dim" must be an integer from 1 to 1000000/],
    [file({ product: 'exp(-x^2)' }, 1e9), /"dim" must be an integer from 1 to 1000000/],
    [file({ product: 'exp(-x^2)' }, 2.5), /"dim" must be an integer/],
    [file({ product: 'exp(-x^2)' }, NaN), /"dim" must be an integer/],
    [{ name: 'x'.repeat(1000), dim: 2, noise: { product: 'exp(-x^2)' } }, /"name" must have at most 200/],
    [file({ product: 'x+'.repeat(500_000) }), /1000000 characters/],
    [file({ product: 'constructor' }), /unknown name "constructor"/],
    [file({ product: '__proto__' }), /unknown name "__proto__"/],
    [file({ product: 'import("fs")' }), /not allowed/],
    [file({ density: 'exp(-x1^2)' }, 9), /dim <= 6/],
    [
      JSON.parse('{"__proto__": {"dim": 3}, "dim": 2, "noise": {"product": "exp(-x^2)"}}') as unknown,
      /"__proto__" is not known|accepted/,
    ],
  ])('%# is refused with a sentence, quickly', (input, message) => {
    const started = performance.now();
    expect(refusal(input)).toMatch(message);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('does not follow a deeply nested body', () => {
    let body: unknown = { lp: 2, dim: 2 };
    for (let i = 0; i < 5000; i++) body = { scale: 1, of: body };
    expect(refusal(file({ uniform: body }))).toMatch(/nested/);
  });

  it('reading alone computes nothing', () => {
    expect(readNoiseFile(file({ density: 'exp(' }, 6))).toMatchObject({
      dim: 6,
      noise: { kind: 'density', density: 'exp(' },
    });
  });

  it('ends with a noise or InvalidInput on any file (fuzz)', () => {
    const formula = fc.oneof(
      fc.constantFrom(
        'exp(-r^2)', 'exp(-x^2)', '1/(1+x^2)', 'exp(-abs(x1))', 'x', 'r', '0', '1', '-1', 'exp(x)', 'exp(-r)/r',
        'max(0,1-abs(x))', 'sign(x)', 'log(x)', '1/0', 'x1*x2', 'exp(-x1^2-x2^2)', 'constructor', 'sqrt(1-x^2)',
        'cos(x)^2*exp(-abs(x))', 'exp(-1/x^2-x^2)', 'tan(x)^2', 'x^x', 'exp(-x^0.01)', '1e300*exp(-x^2)', 'exp(-1e300*x^2)',
      ), // prettier-ignore
      fc.string(),
    );
    const value = fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom<unknown>(null, -1, 0, 1, 2, 1e9, NaN, 'inf', 'x', true, [], {}),
      formula,
    );
    const body = fc.oneof(
      fc.record({
        lp: fc.constantFrom<unknown>(1, 2, 4, 'inf', 0, 'x'),
        dim: fc.constantFrom<unknown>(1, 2, 3, 0, 1e9),
      }),
      fc.record({ vertices: fc.array(fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 3 }), { maxLength: 5 }) }),
      fc.record({ scale: value, of: value }),
      value,
    );
    const noise = fc.oneof(
      fc.record({ product: formula }),
      fc.record({ levelSet: fc.record({ body, radial: formula }) }),
      fc.record({ uniform: body }),
      fc.record({ density: formula }),
      fc.record({ module: value }),
      fc.dictionary(fc.constantFrom('product', 'uniform', '__proto__', 'constructor', 'x'), value),
      value,
    );
    const files = fc.oneof(
      fc.record({ name: value, dim: fc.constantFrom<unknown>(1, 2, 3, 0, -1, 1e9, '2'), noise }),
      fc.record({ dim: fc.constantFrom(1, 2, 3), noise }),
      value,
      fc.json(),
    );
    fc.assert(
      fc.property(files, (input) => {
        refusal(input);
      }),
      { numRuns: 250, seed: 12, endOnFailure: true },
    );
  });
});
