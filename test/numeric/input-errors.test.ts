/** Codes of bad input: a list that documents and sources agree on, and the codes that public doors give. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  certifiedRadius,
  gaussian,
  INPUT_ERROR_CODES,
  InvalidInput,
  type InputErrorCode,
  lpAdversary,
  lpBall,
  parseAdversary,
  parseBody,
  parseNoise,
  parseNoiseFile,
  parseSplitting,
  productNoise,
  randomStream,
  vPolytope,
  wulffCrystal,
} from '../../src/index.ts';

const root = resolve(import.meta.dirname, '../..');

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInput) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('codes of bad input', () => {
  it('stand in docs/formats.md, one line each, in the order of the list', () => {
    const section = readFileSync(join(root, 'docs/formats.md'), 'utf8').split('## Error codes')[1]!;
    const documented = [...section.matchAll(/^\| `([a-z-]+)` /gm)].map((match) => match[1]!);
    expect(documented).toEqual(INPUT_ERROR_CODES);
    expect(documented).toEqual([...documented].sort());
  });

  it('are all given somewhere', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
      .join('\n');
    expect(INPUT_ERROR_CODES.filter((code) => !sources.includes(`code: '${code}'`))).toEqual([]);
  });

  const cases: [code: InputErrorCode, call: () => unknown][] = [
    ['dimension', () => lpBall(2, 0)],
    ['dimension', () => gaussian(1.5, { sigma: 1 })],
    ['dimension', () => lpAdversary(1, -1)],
    ['dimension', () => certifiedRadius(gaussian(2, { sigma: 1 }), lpAdversary(2, 3), 0.9)],
    ['scale', () => gaussian(3, { sigma: 0 })],
    ['scale', () => parseNoise('iid-pareto,a=1', 3, { sigma: 1 })],
    ['probability', () => certifiedRadius(gaussian(2, { sigma: 1 }), lpAdversary(2, 2), 1.5)],
    ['noise-spec', () => parseNoise('gausian', 3, { sigma: 1 })],
    ['noise-spec', () => parseSplitting('spliting', { dim: 4, scale: { lambda: 1 } })],
    ['noise-parameter', () => parseNoise('power:linf,a=2', 3, { lambda: 1 })],
    ['noise-file', () => parseNoiseFile('{')],
    ['formula', () => productNoise('1/(1+y^2)', 2, { lambda: 1 })],
    ['adversary', () => parseAdversary('l3', 3)],
    ['adversary', () => lpAdversary(0.5, 3)],
    ['body', () => parseBody({ vertices: [[0, 0]] })],
    ['body', () => vPolytope([1, 2].map((x) => [x, 0]))],
    ['not-known', () => wulffCrystal(lpAdversary(3, 3))],
    ['seed', () => randomStream(-1)],
  ];
  it.each(cases)('%s: %s', (code, call) => {
    expect(codeOf(call)).toBe(code);
  });
});
