/**
 * The one door for programs of the user (noise modules, Node only). A module is tried first in a worker thread that is
 * stopped after a few seconds, and later every call is watched from a second thread, which ends the process if one
 * never returns. A watchdog against mistakes, not a sandbox: a module runs with the rights of whoever runs it.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { threadFlags } from './thread-flags-node.ts';
import type { TrialMessage, TrialSetup } from './trial-node.ts';
import type { WatchSetup } from './watchdog-node.ts';

/** Milliseconds a module may take to load and answer its first calls, and any one call later. */
const PATIENCE = 3000;

/**
 * The exports of the module at this path, its functions watched. Throws InvalidInput when it is missing, does not load
 * or does not come back.
 */
export async function loadNoiseModule(path: string): Promise<unknown> {
  if (!existsSync(path))
    throw new InvalidInput(`Cannot load the noise module ${path}: no such file or directory.`, {
      code: 'noise-module',
    });
  const { href } = pathToFileURL(path);
  // A run opens its noise before it starts threads, so what a thread loads has been tried.
  if (isMainThread) await tryModule(href, path);
  try {
    return watchedModule((await import(href)) as object, path);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new InvalidInput(`Cannot load the noise module ${path}: ${reason}.`, { code: 'noise-module' });
  }
}

/** A thread's program. The TypeScript sources cannot run in a thread of their own, so there the built one is taken. */
function program(name: string): URL | null {
  const source = import.meta.url.endsWith('.ts');
  const url = new URL(source ? `../../../dist/src/certify/modules/${name}.js` : `./${name}.js`, import.meta.url);
  return existsSync(fileURLToPath(url)) ? url : null;
}

/** Tries the module elsewhere. Throws InvalidInput when it does not come back in time. */
export async function tryModule(url: string, path: string, patience = PATIENCE): Promise<void> {
  const entry = program('trial-node');
  if (entry === null) return;
  let stage = 'loading it';
  const setup: TrialSetup = { url };
  const worker = new Worker(entry, {
    workerData: setup,
    ...threadFlags(),
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const outcome = await new Promise<'done' | 'stopped' | 'failed'>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    worker.on('message', (message: TrialMessage) => {
      if (message === 'done') return resolve('done');
      // The time that the library takes to load is not the module's.
      timer ??= setTimeout(() => resolve('stopped'), patience);
      if (message !== 'loading') stage = `a call of ${message}`;
    });
    worker.on('error', () => resolve('failed'));
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve('failed');
    });
  });
  await worker.terminate();
  if (outcome === 'done') return;
  const what =
    outcome === 'stopped'
      ? `did not finish ${stage} within ${patience / 1000} s; look for a loop that never ends`
      : `ended while ${stage.replace(/^a call of /, '')}`;
  throw new InvalidInput(`The noise module ${path} ${what}.`, { code: 'noise-module' });
}

/**
 * The exports with sample() and logDensity() watched; anything else in them is left alone. @public A test starts a
 * program that calls it by name.
 */
export function watchedModule(exports: object, path: string, patience = PATIENCE): object {
  const { sample, logDensity } = exports as { readonly sample?: unknown; readonly logDensity?: unknown };
  const entry = program('watchdog-node');
  if (typeof sample !== 'function' || typeof logDensity !== 'function' || entry === null) return exports;
  const shared = new SharedArrayBuffer(8);
  const began = new Float64Array(shared);
  const setup: WatchSetup = {
    shared,
    patience,
    sentence: `The noise module ${path} did not return from a call within ${patience / 1000} s; look for a loop that never ends.`,
  };
  const worker = new Worker(entry, { workerData: setup, ...threadFlags() });
  worker.unref();
  const timed =
    <A>(call: (argument: A) => unknown) =>
    (argument: A): unknown => {
      began[0] = Date.now();
      try {
        return call(argument);
      } finally {
        began[0] = 0;
      }
    };
  return {
    ...exports,
    sample: timed(sample as (x: unknown) => unknown),
    logDensity: timed(logDensity as (x: unknown) => unknown),
  };
}
