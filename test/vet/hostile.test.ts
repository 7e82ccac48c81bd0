/**
 * Files and programs made to hurt: each ends in one sentence within five seconds, or in a finding, never in a crash.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openNoise } from '../../src/certify/copies/open-noise-node.ts';
import { readNoiseFile, parseNoiseFile } from '../../src/noise/file.ts';
import { tryModule } from '../../src/certify/modules/load-node.ts';
import { run } from '../../src/cli/program.ts';
import { parseBody } from '../../src/geometry/parse-body.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { vet } from '../../src/vet/vet.ts';
import { recordedIo } from '../cli/recorded-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'wulff-hostile-'));
let files = 0;
function written(content: string, extension: string): string {
  const path = join(folder, `case-${files++}.${extension}`);
  writeFileSync(path, content);
  return path;
}

/** The sentence of the refusal, and the time it took in milliseconds of this process. */
function refusal(work: () => unknown): { sentence: string; ms: number } {
  const started = process.cpuUsage().user;
  const ms = (): number => (process.cpuUsage().user - started) / 1000;
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidInput) return { sentence: error.message, ms: ms() };
    throw error;
  }
  return { sentence: 'accepted', ms: ms() };
}
const file = (noise: unknown, dim: unknown = 2): unknown => ({ name: 'hostile', dim, noise });
const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
let nested: unknown = { lp: 2, dim: 2 };
for (let i = 0; i < 5000; i++) nested = { scale: 1, of: nested };

describe('hostile files', () => {
  it.each<[string, unknown, RegExp]>([
    ['an expression of a million characters', file({ density: '1+'.repeat(500_000) + '1' }), /at most 2000/],
    ['nested parentheses', file({ density: `${'('.repeat(900)}x1${')'.repeat(900)}` }), /nested|deep/],
    ['towers of powers', file({ density: `exp(-x1^2${'^9'.repeat(60)})` }), /./],
    ['nested bodies', file({ uniform: nested }), /nested|deep/],
    ['JSON nested without end', `{"dim":2,"noise":${deep(100_000)}}`, /./],
    ['constructor', file({ density: 'constructor(1)' }), /constructor/],
    ['__proto__', file({ density: '__proto__' }), /__proto__/],
    ['a prototype in the file', '{"dim":2,"noise":{"__proto__":{"density":"1"}}}', /must have one of the fields/],
    ['a call chain', file({ density: 'x1.constructor.constructor("return process")()' }), /./],
    ['import', file({ density: 'import("node:fs")' }), /./],
    ['assignment', file({ density: 'x1 = 3' }), /./],
    ['a huge dimension', file({ product: 'exp(-x^2)' }, 1e15), /dim/],
    ['a dimension that is no number', file({ product: 'exp(-x^2)' }, '3'), /dim/],
    ['a density in a large dimension', file({ density: 'exp(-x1^2)' }, 5000), /dim <= 6/],
    ['a density that is NaN', file({ density: 'sqrt(-1-x1^2) * exp(-x2^2)' }), /./],
    ['a density that is infinite everywhere', file({ product: 'exp(exp(x^2))' }), /./],
    ['a radial profile that is NaN', file({ levelSet: { body: { lp: 2, dim: 2 }, radial: 'log(-1-r)' } }), /./],
    ['a profile that does not decay', file({ product: '1/(1+abs(x))' }), /./],
    ['a body with a NaN', file({ uniform: { vertices: [[NaN, 1], [1, 0]] } }), /./],
    ['a flat body', file({ uniform: { vertices: [[1, 1], [-1, -1]] } }), /./],
    ['too many vertices', file({ uniform: { vertices: Array.from({ length: 400_000 }, (_, i) => [i, 1]) } }), /./],
  ])('%s', (_name, input, message) => {
    const { sentence, ms } = refusal(() => parseNoiseFile(input, { lambda: 1 }, { samples: 1000 }));
    expect(sentence).not.toBe('accepted');
    expect(sentence).toMatch(message);
    expect(sentence.length).toBeLessThan(600);
    expect(ms).toBeLessThan(5000);
  }); // prettier-ignore

  it.each([
    ['vet', (noise: string) => [noise]],
    ['radius', (noise: string) => ['--noise', noise, '--rho', '0.9']],
    ['growth', (noise: string) => ['--noise', noise, '--p', '0.3', '--r', '0.5']],
  ])('are refused by --no-modules: %s', async (command, subject) => {
    const module = written(`globalThis.ranAnyway = true; ${header}${density}${sampler}`, 'mjs');
    const noise = written(JSON.stringify(file({ module })), 'json');
    const { io, stderr } = recordedIo();
    const args = [command, ...subject(noise), '--adversary', 'l2', '--lambda', '1', '--no-modules'];
    expect(await run(args, io)).toBe(2);
    expect(stderr()).toMatch(/names a program, .*\.mjs, and --no-modules refuses to run any\.\n$/);
    expect(stderr().trim().split('\n')).toHaveLength(1);
    expect('ranAnyway' in globalThis).toBe(false);
  });

  it.each([
    'exp:linf,k=1e400',
    `iid-exp,s=${'9'.repeat(300)}`,
    'exp:linf,__proto__=1',
    'constructor',
    'power:l2,a=NaN',
  ])('the spec %s', (spec) => {
    const { sentence } = refusal(() => parseNoise(spec, 3, { sigma: 1 }));
    expect(sentence).not.toBe('accepted');
  });
});

const header = 'export const dim = 2;\n';
const density = 'export const logDensity = (x) => -0.5 * (x[0] ** 2 + x[1] ** 2) - Math.log(2 * Math.PI);\n';
const sampler = 'export const sample = (random) => [random.normal(), random.normal()];\n';
const loops = {
  'while loading': `${header}${density}${sampler}while (true);`,
  'in sample()': `${header}${density}export const sample = () => { while (true); };`,
  'in logDensity()': `${header}${sampler}export const logDensity = () => { while (true); };`,
  'waiting for a promise': `${header}${density}${sampler}await new Promise(() => {});`,
};

describe('hostile modules', () => {
  it.each(Object.entries(loops))('that never end %s are stopped', async (_where, source) => {
    const path = written(source, 'mjs');
    await expect(tryModule(pathToFileURL(path).href, path, 1500)).rejects.toThrow(InvalidInput);
  });

  it('that never return are stopped where certify opens its noise', async () => {
    const modulePath = written(`${header}${density}export const sample = () => { while (true); };`, 'mjs');
    const noise = readNoiseFile(file({ module: modulePath }));
    await expect(openNoise({ kind: 'file', file: noise, modulePath, lambda: 1 })).rejects.toThrow(
      /did not finish a call of sample\(\) within 3 s/,
    );
  });

  it('that end the process do not end ours', async () => {
    const path = written(`${header}${density}${sampler}process.exit(0);`, 'mjs');
    await expect(tryModule(pathToFileURL(path).href, path)).rejects.toThrow(/ended while loading it/);
  });

  it('that work are let through', async () => {
    const path = written(`${header}${density}${sampler}`, 'mjs');
    await expect(tryModule(pathToFileURL(path).href, path)).resolves.toBeUndefined();
  });

  it.each([
    ['loop', `${header}${sampler}export const logDensity = () => { while (true); };`, /loop that never ends/, 2],
    ['throw', `${header}${density}export const sample = () => { throw new Error('boom'); };`, /threw Error: boom/, 2],
    ['are NaN', `${header}${sampler}export const logDensity = () => NaN;`, /returned NaN/, 2],
    [
      'disagree with themselves',
      `${header}${density}export const sample = (random) => [2 * random.normal(), random.normal()];`,
      /disagree/,
      1,
    ],
  ])('that %s end the command with a sentence', async (_name, source, message, code) => {
    const module = written(source, 'mjs');
    const noise = written(JSON.stringify(file({ module })), 'json');
    const { io, stderr } = recordedIo();
    const started = performance.now();
    const exit = await run(['growth', '--noise', noise, '--adversary', 'l2', '--lambda', '1', '--p', '0.3', '--r', '0.5'], io);
    expect(stderr()).toMatch(message);
    expect(exit).toBe(code);
    // That a program runs, and what became of it.
    const [runs, ...rest] = stderr().trim().split('\n');
    expect(runs).toContain(`${module} is a program and runs with all your rights`);
    expect(rest).toHaveLength(1);
    // Five seconds, and as much again for a busy machine.
    expect(performance.now() - started).toBeLessThan(10_000);
  }); // prettier-ignore

  it.each([
    ['vet', (noise: string) => [noise]],
    ['radius', (noise: string) => ['--noise', noise, '--rho', '0.9']],
    ['growth', (noise: string) => ['--noise', noise, '--p', '0.3', '--r', '0.5']],
  ])('are refused by --no-modules: %s', async (command, subject) => {
    const module = written(`globalThis.ranAnyway = true; ${header}${density}${sampler}`, 'mjs');
    const noise = written(JSON.stringify(file({ module })), 'json');
    const { io, stderr } = recordedIo();
    const args = [command, ...subject(noise), '--adversary', 'l2', '--lambda', '1', '--no-modules'];
    expect(await run(args, io)).toBe(2);
    expect(stderr()).toMatch(/names a program, .*\.mjs, and --no-modules refuses to run any\.\n$/);
    expect(stderr().trim().split('\n')).toHaveLength(1);
    expect('ranAnyway' in globalThis).toBe(false);
  });

  const built = resolve(import.meta.dirname, '../../dist/src/certify/modules/load-node.js');
  it.skipIf(!existsSync(built))('that hang only later are ended with a sentence by the second thread', () => {
    const program = written(
      `import { watchedModule } from ${JSON.stringify(pathToFileURL(built).href)};
       const noise = watchedModule({ dim: 1, sample: () => [0], logDensity: (x) => { while (x[0] > 5); return 0; } }, 'late.mjs', 700);
       noise.logDensity([1]);
       setTimeout(() => noise.logDensity([9]), 50);`,
      'mjs',
    );
    const { stderr, signal } = spawnSync(process.execPath, [program], { encoding: 'utf8', timeout: 20_000 });
    expect(stderr).toMatch(/wulff: The noise module late\.mjs did not return from a call within 0\.7 s/);
    expect(signal).toBe('SIGKILL');
  });
});

describe('files by chance', () => {
  const number = fc.oneof(
    fc.constantFrom(0, -1, 1, 2, 0.5, 1e300, -1e-300, 1e9, 3.5, 'inf', '1', null, true),
    fc.double({ noNaN: true, min: -10, max: 10 }),
  );
  const vector = fc.array(number, { maxLength: 4 });
  const matrix = fc.array(vector, { maxLength: 5 });
  const body = fc.letrec<{ body: unknown }>((tie) => ({
    body: fc.oneof(
      { maxDepth: 3 },
      fc.record({ lp: number, dim: fc.oneof(fc.constantFrom(1, 2, 3), number) }),
      fc.record({ vertices: matrix }),
      fc.record({ halfspaces: fc.record({ A: matrix, b: vector }) }),
      fc.record({ generators: matrix }),
      fc.record({ ellipsoid: matrix }),
      fc.record({ scale: number, of: tie('body') }),
      fc.record({ image: fc.record({ matrix, of: tie('body') }) }),
      fc.record({ wulff: tie('body') }),
      fc.record({ lp: fc.constantFrom(1, 2, 4, 'inf'), dim: fc.constantFrom(1, 2, 3) }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  })).body;
  const atom = fc.constantFrom('x', 'x1', 'x2', 'r', '1', '2', '0.5', '1e308', 'pi', 'e', 'y', 'constructor', '', '.');
  const parts = fc.tuple(
    fc.constantFrom('exp(-', 'abs(', '(', 'log(', 'sqrt(', '1/(1+', 'cosh('),
    atom,
    fc.constantFrom('^2)', ')', '^3)', '*', '-', '^-1'),
  );
  const shapes = [
    'exp(-abs(V))',
    'exp(-V^2)',
    'exp(-V^4)',
    '(1+V^2)^-4',
    'exp(-V^2)+V',
    '1',
    '1/V',
    'max(0, 1-abs(V))',
  ];
  const joint = ['exp(-abs(x1)-x2^2)', 'exp(-x1^2-x1*x2-x2^2)', 'exp(-(x1-1)^2-x2^2)+exp(-(x1+1)^2-x2^2)'];
  const formula = (variable: string): fc.Arbitrary<string> =>
    fc.oneof(
      fc.array(parts, { minLength: 1, maxLength: 3 }).map((all) => all.map((part) => part.join('')).join('*')),
      { weight: 3, arbitrary: fc.constantFrom(...shapes.map((shape) => shape.replaceAll('V', variable))) },
      fc.constantFrom(...(variable === 'x1' ? joint : [variable])),
    );
  const noise = fc.oneof(
    fc.record({ uniform: body }),
    fc.record({ levelSet: fc.record({ body, radial: formula('r') }) }),
    { weight: 2, arbitrary: fc.record({ product: formula('x') }) },
    fc.record({ density: formula('x1') }),
    fc.record({ module: fc.string() }),
    fc.jsonValue({ maxDepth: 2 }),
  );

  it('are refused with a sentence or vetted, in bounded time', () => {
    let vetted = 0;
    fc.assert(
      fc.property(noise, fc.constantFrom<unknown>(1, 2, 3, 2, 1, 'x'), (form, dim) => {
        const { ms } = refusal(() => {
          const built = parseNoiseFile({ dim, noise: form }, { lambda: 1 }, { samples: 1000 });
          vet(built, parseAdversary('l1', built.dim), { samples: 1000, compare: false, adviceAt: null, rhos: [0.8] });
          vetted++;
        });
        return ms < 5000;
      }),
      { seed: 20, numRuns: 120 },
    );
    expect(vetted).toBeGreaterThan(10);
  });

  it('bodies are refused with a sentence or parsed', () => {
    fc.assert(
      fc.property(body, (json) => refusal(() => parseBody(json, 'body')).ms < 5000),
      { seed: 21, numRuns: 1000 },
    );
  });
});
