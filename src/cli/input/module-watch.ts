/**
 * Programs of the user (noise modules) kept from hanging wulff: each is tried first in a worker thread that is stopped
 * after a few seconds, and later every call is watched from a second thread, which ends the process if one never returns.
 * A watchdog against mistakes, not a sandbox: a module runs with the rights of whoever runs wulff.
 */
import { Worker } from 'node:worker_threads';
import { InvalidInput } from '../../numeric/invalid-input.ts';

/** Milliseconds a module may take to load and answer its first calls, and any one call later. */
const MODULE_PATIENCE = 3000;

/** What the trial does; plain JavaScript, so that it runs from the sources too. Mistakes are left for the real load to tell. */
const TRIAL = `
const { parentPort, workerData } = require('node:worker_threads');
const uniform = () => Math.min(1 - 2 ** -53, Math.max(2 ** -53, Math.random()));
const exponential = () => -Math.log(uniform());
const normal = () => Math.sqrt(2 * exponential()) * Math.cos(2 * Math.PI * uniform());
const gamma = (shape) => {
  let sum = 0;
  for (let i = 0; i < Math.min(200, Math.ceil(shape)); i++) sum += exponential();
  return sum;
};
const random = { uniform, uniformOpen: uniform, normal, exponential, gamma,
  sign: () => (uniform() < 0.5 ? -1 : 1), integer: (n) => Math.floor(n * uniform()) };
(async () => {
  const loaded = await import(workerData.url);
  for (let n = 0; n < 50; n++) {
    parentPort.postMessage('sample()');
    const x = loaded.sample(random);
    parentPort.postMessage('logDensity()');
    loaded.logDensity(x);
    loaded.logDensity(Array.from(x, (c) => 10 * c));
  }
})().catch(() => {}).finally(() => parentPort.postMessage('done'));
`;

/** Tries the module elsewhere. Throws InvalidInput when it does not come back in time. */
export async function tryModule(url: string, path: string, patience = MODULE_PATIENCE): Promise<void> {
  let stage = 'loading it';
  const worker = new Worker(TRIAL, {
    eval: true,
    workerData: { url },
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  const ended = new Promise<'done' | 'stopped' | 'failed'>((resolve) => {
    const timer = setTimeout(() => resolve('stopped'), patience);
    worker.on('message', (message: string) => {
      if (message !== 'done') stage = message;
      else resolve('done');
    });
    worker.on('error', () => resolve('failed'));
    worker.on('exit', () => resolve('failed'));
    worker.on('exit', () => clearTimeout(timer));
  });
  const outcome = await ended;
  await worker.terminate();
  if (outcome === 'done') return;
  const what =
    outcome === 'stopped'
      ? `did not finish ${stage} within ${patience / 1000} s; look for a loop that never ends`
      : `ended while ${stage}`;
  throw new InvalidInput(
    `The noise module ${path} ${what.replace('finish sample', 'finish a call of sample').replace('finish log', 'finish a call of log')}.`,
  );
}

/** The second thread: looks at the time a call began, and ends the process when it is too long ago. */
const WATCH = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const began = new Float64Array(workerData.shared);
setInterval(() => {
  const since = began[0];
  if (since === 0 || Date.now() - since < workerData.patience) return;
  writeSync(2, 'wulff: ' + workerData.sentence + '\\n');
  process.kill(process.pid, 'SIGKILL');
}, 250);
`;

/** The exports with sample() and logDensity() watched; anything else in them is left alone. */
export function watchedModule(exports: object, path: string, patience = MODULE_PATIENCE): object {
  const { sample, logDensity } = exports as { readonly sample?: unknown; readonly logDensity?: unknown };
  if (typeof sample !== 'function' || typeof logDensity !== 'function') return exports;
  const shared = new SharedArrayBuffer(8);
  const began = new Float64Array(shared);
  const sentence = `The noise module ${path} did not return from a call within ${patience / 1000} s; look for a loop that never ends.`;
  const worker = new Worker(WATCH, { eval: true, workerData: { shared, patience, sentence } });
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
