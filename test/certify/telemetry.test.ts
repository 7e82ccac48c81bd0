/**
 * Nothing leaves the machine, and nothing is left on it that was not asked for: the system calls of the built program,
 * as strace sees them. ONNX Runtime's own telemetry is switched off by the program, not by the environment of the test.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { start } from './built-program.ts';
import { newFolder, writeImages, writeModel } from './template-models.ts';

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canTrace) console.warn('strace is not installed or may not trace here: system calls are not looked at.');

const CALLS = 'connect,sendto,sendmsg,sendmmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2';

/** Runs the program under strace, with a home and a temporary folder of its own; the calls of all its threads. */
async function traced(folder: string, argv: readonly string[]): Promise<{ code: number | null; calls: string[] }> {
  const [home, temporary, trace] = ['home', 'tmp', 'trace'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const each of [home, temporary]) mkdirSync(each, { recursive: true });
  const environment = {
    HOME: home,
    XDG_CACHE_HOME: join(home, '.cache'),
    TMPDIR: temporary,
    ORT_DISABLE_TELEMETRY: '',
  };
  const { code, stderr } = await start(argv, environment, ['strace', '-f', '-qq', '-e', `trace=${CALLS}`, '-o', trace])
    .ended;
  if (code !== 0) throw new Error(stderr);
  expect(readdirSync(home)).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
  return { code, calls: readFileSync(trace, 'utf8').split('\n') };
}

const connections = (calls: readonly string[]): string[] => calls.filter((call) => /AF_INET/.test(call));
/** Files opened to be written, folders made, names given: all must lie in the folder of the test. */
const written = (calls: readonly string[], folder: string): string[] =>
  calls.filter(
    (call) =>
      /O_CREAT|O_WRONLY|O_RDWR|\bcreat\(|mkdir|\brename(at2?)?\(/.test(call) &&
      !/ = -1 /.test(call) &&
      !/"\/dev\//.test(call) &&
      !call.includes(`"${join(folder, 'out')}`),
  );

describe.skipIf(!canTrace)('the system calls of wulff', () => {
  it.each([
    ['on worker threads', ['--workers', '2']],
    ['with the engine chosen by itself', []],
  ])('certify connects to nothing and writes nothing but its log (%s)', async (_, options) => {
    const folder = newFolder();
    mkdirSync(join(folder, 'out'));
    const run = ['--noise', 'gaussian', '--sigma', '0.5', '--adversary', 'l2', '--n', '100', '--max', '2', ...options];
    const paths = ['--model', writeModel(folder), '--data', writeImages(folder, 4)];
    const { calls } = await traced(folder, ['certify', ...paths, ...run, '--out', join(folder, 'out', 'log.tsv')]);
    expect(connections(calls)).toEqual([]);
    expect(written(calls, folder)).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  it.each([
    ['radius', ['--noise', 'gaussian', '--dim', '3072', '--sigma', '0.5', '--adversary', 'l2', '--rho', '0.9']],
    ['vet', ['gaussian', '--dim', '2', '--adversary', 'l2']],
    ['devices', []],
  ])('%s connects to nothing and writes nothing', async (command, options) => {
    const folder = newFolder();
    const { calls } = await traced(folder, [command, ...options]);
    expect(connections(calls)).toEqual([]);
    expect(written(calls, folder)).toEqual([]);
  });
});

describe('onnxruntime-node', () => {
  it('is loaded in one place, which switches its telemetry off first', () => {
    const files = ['src', 'bench', 'test', 'web', 'proofs', 'properties'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
    );
    const loads = files.filter(
      (file) =>
        file.endsWith('.ts') &&
        /^(?!import type).*\b(from |import\()'onnxruntime-node'/m.test(readFileSync(file, 'utf8')),
    );
    expect(loads).toEqual(['src/certify/engines/onnx/runtime-node.ts']);
  });
});
