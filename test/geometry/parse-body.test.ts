import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../src/geometry/parse-body.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';

const nest = (depth: number): unknown => (depth === 0 ? { lp: 1, dim: 2 } : { scale: 2, of: nest(depth - 1) });

describe('bodies from JSON', () => {
  it('reads every form', () => {
    const gauges: [unknown, number[], number][] = [
      [{ lp: 4, dim: 2 }, [1, 1], 2 ** 0.25],
      [{ lp: 'inf', dim: 2 }, [3, 1], 3],
      [
        {
          vertices: [
            [1, 0],
            [-1, 0],
            [0, 1],
            [0, -1],
          ],
        },
        [1, 1],
        2,
      ],
      [
        {
          halfspaces: {
            A: [
              [1, 0],
              [-1, 0],
              [0, 2],
              [0, -2],
            ],
            b: [1, 1, 1, 1],
          },
        },
        [1, 1],
        2,
      ],
      [
        {
          generators: [
            [1, 1],
            [1, -1],
          ],
        },
        [1, 0],
        0.5,
      ],
      [
        {
          ellipsoid: [
            [2, 0],
            [0, 4],
          ],
        },
        [2, 0],
        1,
      ],
      [{ box: [1, 2] }, [0, 3], 1.5],
      [
        {
          image: {
            matrix: [
              [2, 0],
              [0, 1],
            ],
            of: { lp: 1, dim: 2 },
          },
        },
        [2, 1],
        2,
      ],
      [{ wulff: { lp: 1, dim: 2 } }, [0.5, 0], 1],
      [{ polar: { lp: 1, dim: 2 } }, [1, -1], 1],
      [
        {
          sum: [
            { lp: 1, dim: 2 },
            { lp: 'inf', dim: 2 },
          ],
        },
        [2, 0],
        1,
      ],
      [{ scale: 2, of: { lp: 2, dim: 2 } }, [3, 4], 2.5],
    ];
    for (const [json, x, gauge] of gauges) expect(parseBody(json).gauge(x)).toBeCloseTo(gauge, 12);
  });

  it('names the field and says what is wrong', () => {
    const cases: [unknown, RegExp][] = [
      [{ lp: 0.5, dim: 3 }, /^body\.lp: must be a number of at least 1, or "inf"\.$/],
      [{ lp: 2 }, /^body\.dim: must be an integer/],
      [{ lp: 2, dim: 0 }, /^body\.dim/],
      [{ lp: 2, dim: 3, extra: 1 }, /^body: the field "extra" is not known here/],
      [{ vertixes: [[1]] }, /Did you mean "vertices"/],
      [{}, /empty object/],
      [null, /a body is an object/],
      ['l1', /a body is an object/],
      [{ vertices: [] }, /^body\.vertices: must not be empty/],
      [
        {
          vertices: [
            [1, 0],
            [0, 1],
            [-1, 0],
          ],
        },
        /vertex 2, \(0, 1\), has no mirror image/,
      ],
      [
        {
          vertices: [
            [1, 2],
            [-1, -2],
          ],
        },
        /flat/,
      ],
      [{ vertices: [[1, 0], [-1]] }, /vertex 2 has 1 coordinates/i],
      [{ vertices: [[1, 'x']] }, /^body\.vertices\[0\]\[1\]: must be a finite number/],
      [{ vertices: [[NaN, 1]] }, /^body\.vertices\[0\]\[0\]/],
      [{ vertices: [[Infinity, 1]] }, /^body\.vertices\[0\]\[0\]/],
      [
        {
          halfspaces: {
            A: [
              [1, 0],
              [-1, 0],
            ],
            b: [1, 1],
          },
        },
        /unbounded/,
      ],
      [
        {
          halfspaces: {
            A: [
              [1, 0],
              [-1, 0],
              [0, 1],
              [0, -1],
            ],
            b: [1, -2, 1, 1],
          },
        },
        /offset 2 is -2.*empty/,
      ],
      [{ halfspaces: { A: [[1]], b: [1, 2] } }, /1 halfspace normals but 2 offsets/],
      [{ halfspaces: [[1]] }, /must be {"A"/],
      [{ generators: [[1, 1]] }, /flat/],
      [
        {
          ellipsoid: [
            [1, 1],
            [1, 1],
          ],
        },
        /singular/,
      ],
      [
        {
          image: {
            matrix: [
              [1, 0],
              [0, 1],
            ],
            of: { lp: 1, dim: 3 },
          },
        },
        /2 rows, but the body it acts on is in R\^3/,
      ],
      [{ image: { matrix: [[1]], of: { lp: 0, dim: 1 } } }, /^body\.image\.of\.lp/],
      [{ wulff: { lp: 3, dim: 2 } }, /not defined/],
      [{ scale: 0, of: { lp: 1, dim: 1 } }, /^body\.scale/],
      [{ sum: [{ lp: 1, dim: 1 }] }, /^body\.sum: must be a list of two bodies/],
      [nest(9), /nested more than 8/],
      [nest(5000), /nested more than 8/],
      [JSON.parse('{"__proto__": {"lp": 1, "dim": 2}}'), /is no body/],
    ];
    for (const [json, message] of cases) {
      expect(() => parseBody(json)).toThrow(InvalidInput);
      expect(() => parseBody(json)).toThrow(message);
    }
    expect(() => parseBody({ lp: 0 }, 'noise.json: noise.uniform')).toThrow(/^noise\.json: noise\.uniform\.lp/);
  });

  it('refuses huge descriptions quickly', () => {
    const begin = performance.now();
    const row = Array.from({ length: 1000 }, () => 1);
    expect(() => parseBody({ vertices: Array.from({ length: 1000 }, () => row) })).toThrow(/more than 500000 values/);
    expect(() => parseBody({ vertices: [Array.from({ length: 5000 }, () => 1)] })).toThrow(/at most 500 dimensions/);
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  it('throws nothing but InvalidInput, whatever it is given', () => {
    const small = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: false }), fc.constant('inf'));
    const rows = fc.array(fc.array(small, { maxLength: 3 }), { maxLength: 5 });
    const body = fc.letrec((tie) => ({
      body: fc.oneof(
        { depthSize: 'small' },
        fc.record({ lp: small, dim: small }),
        fc.record({ vertices: rows }),
        fc.record({ generators: rows }),
        fc.record({ ellipsoid: rows }),
        fc.record({ halfspaces: fc.record({ A: rows, b: fc.array(small, { maxLength: 5 }) }) }),
        fc.record({ scale: small, of: tie('body') }),
        fc.record({ wulff: tie('body') }),
        fc.record({ polar: tie('body') }),
        fc.record({ sum: fc.array(tie('body'), { maxLength: 2 }) }),
        fc.record({ image: fc.record({ matrix: rows, of: tie('body') }) }),
        fc.jsonValue(),
      ),
    })).body;
    fc.assert(
      fc.property(body, (json) => {
        try {
          const parsed = parseBody(json);
          const x = Array.from({ length: parsed.dim }, (_, i) => 1 + i / 7);
          if (parsed.dim < 20) expect(parsed.gauge(x)).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInput);
        }
      }),
      { numRuns: 400, seed: 20240229 },
    );
  });
});
