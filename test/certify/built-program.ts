/**
 * The built program, as its users run it: what the tests of worker threads, signals and kills need, since Node's
 * workers do not load TypeScript. `npm test` builds before it tests.
 */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type * as OnnxEngineModule from '../../src/certify/engines/onnx/engine-node.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** The folder of the build. Throws when there is none, or an old one. */
function builtFolder(): string {
  const built = resolve(root, process.env['WULFF_BUILD'] ?? 'dist');
  const program = join(built, 'src/cli/main.js');
  if (!existsSync(program)) throw new Error('The program is not built: run "npm run build" first.');
  if (process.env['WULFF_BUILD'] !== undefined) return built;
  const time = statSync(program).mtimeMs;
  for (const folder of ['src/certify', 'src/cli', 'src/noise', 'src/numeric', 'src/radius']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (file.endsWith('.ts') && statSync(join(root, folder, file)).mtimeMs > time) {
        throw new Error(`The build is older than ${folder}/${file}: run "npm run build" first.`);
      }
    }
  }
  return built;
}

const builtProgram = (): string => join(builtFolder(), 'src/cli/main.js');

/** The engine with its real worker threads. */
export const builtOnnxEngine = async (): Promise<typeof OnnxEngineModule> =>
  (await import(
    pathToFileURL(join(builtFolder(), 'src/certify/engines/onnx/engine-node.js')).href
  )) as typeof OnnxEngineModule;

/** A flag for Node's engine, as somebody gives it whose runs need more memory. */
const OF_V8 = ['--max-old-space-size=4096'] as const;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Runs a module given as text, in which `from 'built:PATH'` imports a file of the build. */
export const runText = (text: string): Promise<Ended> =>
  collected(
    spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        text.replaceAll(/'built:([^']+)'/g, (_, path: string) =>
          JSON.stringify(pathToFileURL(join(builtFolder(), path)).href),
        ),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  );

/** Starts the program; `under` is a program that runs it, with its arguments (strace -f ...). */
export function start(
  argv: readonly string[],
  environment: Record<string, string> = {},
  under: readonly string[] = [],
): Running {
  const [program, ...rest] = [...under, process.execPath, ...OF_V8, builtProgram(), ...argv];
  const child = spawn(program!, rest, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { child, ended: collected(child) };
}

function collected(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (text.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text.stderr += chunk.toString()));
  return new Promise((done) => {
    child.on('close', (code, signal) => done({ code, signal, ...text }));
  });
}

/** Runs the program to its end where no file may grow beyond so many kilobytes: what a full disk does to it. */
export const runWithFileLimit = (kilobytes: number, argv: readonly string[]): Promise<Ended> =>
  collected(
    spawn(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$@"`, 'bash', process.execPath, builtProgram(), ...argv],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  );
