/** Coq's compiler as a program of this machine: found, asked for its version, run on a file with a limit of time. */
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What wulff's proofs need, as Debian names it; said wherever it is missing. */
const COQ_PACKAGES =
  'coq libcoq-coquelicot libcoq-interval libcoq-mathcomp-algebra libcoq-mathcomp-algebra-tactics libcoq-mathcomp-analysis';

/** Coq was asked for and is not there. */
export class CoqUnavailable extends Error {
  override readonly name = 'CoqUnavailable';
}

/** A Coq that answered when asked who it is. */
export interface Coq {
  readonly command: string;
  /** `8.16.1 4.13.1`: its version and that of the compiler it was built with. */
  readonly version: string;
  /** Changes when a library of this Coq does. */
  readonly libraries: string;
}

/** How a run of Coq ended; `code` is null when it was stopped or could not start. */
export interface CoqRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly stopped: boolean;
}

/** Coq by this command, `coqc` of the path by default. Throws CoqUnavailable. */
export async function findCoq(command = 'coqc'): Promise<Coq> {
  const missing = (why: string): CoqUnavailable =>
    new CoqUnavailable(`Coq ${why}. Install it: apt-get install ${COQ_PACKAGES}`);
  const [version, where] = await Promise.all([
    runProgram(command, ['--print-version'], { seconds: 60 }),
    runProgram(command, ['-where'], { seconds: 60 }),
  ]);
  if (version.code !== 0 || where.code !== 0) throw missing('(coqc) is not installed');
  if (!/^\d+\.[\w.+]+ [\w.+]+\n$/.test(version.stdout)) throw missing('(coqc) does not say its version');
  return { command, version: version.stdout.trim(), libraries: libraryState(where.stdout.trim()) };
}

/** The libraries beside this Coq with the time they last changed. */
function libraryState(where: string): string {
  const folder = join(where, 'user-contrib');
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
      .join('\n');
  } catch {
    return '';
  }
}

/**
 * Compiles one file below `folder`, whose logical name is Wulff. Nothing of the environment can add a path to
 * libraries.
 */
export const compileFile = ({ command }: Coq, folder: string, file: string, seconds: number): Promise<CoqRun> =>
  runProgram(command, ['-q', '-w', 'none', '-R', '.', 'Wulff', file], { seconds, folder });

/** Minutes of checking: all of the proofs again, and what they load of Coq's libraries. */
const RECHECK_SECONDS = 3600;

/**
 * Has coqchk, the checker that stands beside this coqc, check compiled files of `folder` again: a smaller program,
 * which reads the files and not the tactics that made them. What Coq's own libraries hold it takes as given (-norec).
 * Throws CoqUnavailable where there is none.
 */
export async function recheckFiles({ command }: Coq, folder: string, modules: readonly string[]): Promise<CoqRun> {
  const checker = command.replace(/coqc$/, 'coqchk');
  const args = ['-silent', '-R', '.', 'Wulff', ...modules.flatMap((name) => ['-norec', name])];
  const run = await runProgram(checker, args, { seconds: RECHECK_SECONDS, folder });
  if (checker === command || (run.code === null && !run.stopped))
    throw new CoqUnavailable(`coqchk is not there beside ${command}`);
  return run;
}

/**
 * How its collector of garbage works: most of a run loads libraries, which stay. A fifth of the time less than by
 * default, and a third of the memory.
 */
const COLLECTOR = 's=2M,o=1000';

/** Output beyond this is not of a proof. */
const MOST_OUTPUT = 2 ** 24;

function runProgram(
  command: string,
  args: readonly string[],
  { seconds, folder }: { seconds: number; folder?: string },
): Promise<CoqRun> {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { PATH, HOME, TMPDIR, LANG, OCAMLRUNPARAM: COLLECTOR },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8');
      child[name].on('data', (chunk: string) => {
        texts[name] += chunk;
        if (texts[name].length > MOST_OUTPUT) child.kill('SIGKILL');
      });
    }
    child.on('error', (error) => resolve({ code: null, stdout: '', stderr: error.message, stopped: false }));
    child.on('close', (code, signal) => resolve({ code, ...texts, stopped: signal !== null }));
  });
}

/** Why a run did not succeed, in a line. */
export function failureOf({ code, stderr, stopped }: CoqRun, program = 'coqc'): string {
  if (stopped) return `${program} was stopped: out of time, memory or output`;
  const said = stderr.replaceAll(/\s+/g, ' ').trim();
  const error = /Error:.*$/.exec(said)?.[0] ?? said;
  return `${program} ended with ${code ?? 'no code'}: ${error.length > 300 ? `${error.slice(0, 300)}...` : error}`;
}
