/** What a command reads before it does anything: the packages of node_modules whose code is loaded, as V8 lists it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

/** Packages that a command loads which ends with `code`; one that ends well says nothing on stderr. */
function packagesLoaded(argv: readonly string[], code = 0): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'wulff-start-up-'));
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...argv], {
    env: { ...process.env, NODE_V8_COVERAGE: folder },
    encoding: 'utf8',
  });
  expect(code === 0 ? stderr : '').toBe('');
  expect(status).toBe(code);
  const scripts = readdirSync(folder).flatMap(
    (file) => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: { url: string }[] }).result,
  );
  expect(scripts.some(({ url }) => url.endsWith('/dist/src/cli/program.js'))).toBe(true);
  const names = scripts.flatMap(({ url }) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return [...new Set(names)].sort();
}

const NAMED = ['--adversary', 'l2', '--dim', '3072', '--sigma', '1', '--rho', '0.6,0.9'];

it.each([
  [['--version'], ['commander', 'leven']],
  [['--help'], ['commander', 'leven']],
  [
    ['radius', '--help'],
    ['commander', 'leven'],
  ],
  [
    ['radius', '--noise', 'gaussian', ...NAMED],
    ['commander', 'fraction.js', 'leven', 'tinyqueue'],
  ],
  [
    ['radius', '--noise', 'uniform:linf', ...NAMED],
    ['commander', 'fraction.js', 'leven', 'tinyqueue'],
  ],
  [
    ['growth', '--noise', 'gaussian', ...NAMED.slice(0, -2), '--p', '0.1', '--r', '1'],
    ['commander', 'fraction.js', 'leven', 'tinyqueue'],
  ],
])('wulff %j', (argv, allowed) => {
  expect(allowed).toEqual(expect.arrayContaining([...packagesLoaded(argv)]));
});

it('wulff certify loads no parser of formulas, no schemas for a named noise: every task of a cluster would pay for it', () => {
  const argv = ['certify', '--model', 'nowhere.onnx', '--data', 'samples/cifar10-100', '--noise', 'uniform:linf'];
  const loaded = packagesLoaded([...argv, '--adversary', 'l1', '--sigma', '1'], 2);
  expect(loaded).toContain('fflate');
  for (const heavy of ['mathjs', 'zod']) expect(loaded).not.toContain(heavy);
});
