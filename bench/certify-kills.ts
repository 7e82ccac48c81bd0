/**
 * `wulff certify` killed (SIGKILL) again and again at random moments and resumed: the logs must end as that of an
 * undisturbed run, but for times. Ends with 1 when one does not.
 *
 *     node dist/bench/certify-kills.js [kills] [seed]
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { randomStream } from '../src/numeric/random/random-stream.ts';
import { shippedModel } from './certify.ts';

const IMAGES = 24;
/** Images that a process has done when its end is near: none means that it is opening the model. */
const MOST_DONE = 4;
/** Milliseconds between that and the kill, at most. */
const LATEST = 600;

const [kills = 20, seed = 1] = process.argv.slice(2).map(Number);
const model = shippedModel('uniform');
if (model === null) throw new Error('The models of the repository are not there.');
const folder = mkdtempSync(join(tmpdir(), 'wulff-kills-'));
const program = join(import.meta.dirname, '..', 'src', 'cli', 'main.js');
const random = randomStream(seed, 0);

const argv = (out: string): string[] => [
  ...[program, 'certify', '--model', model, '--data', join(model, '..', '..', 'samples', 'cifar10-100')],
  ...['--noise', 'uniform:linf', '--sigma', '0.5', '--adversary', 'l1', '--n', '300', '--max', String(IMAGES)],
  ...['--out', out, '--resume', '--seed', String(seed)],
];

/**
 * Starts a run, kills it some time after it did so many more images (null: never), and answers whether it was killed.
 */
async function run(out: string, doneBefore: number | null): Promise<boolean> {
  const before = rows(out);
  const child = spawn(process.execPath, argv(out), { stdio: 'ignore' });
  let ended = false;
  const end = new Promise<boolean>((resolve) => {
    child.on('close', (code, signal) => {
      ended = true;
      if (signal === null && code !== 0) throw new Error(`wulff certify ended with ${code}.`);
      resolve(signal !== null);
    });
  });
  if (doneBefore !== null) {
    while (!ended && rows(out) < before + doneBefore) await pause(5);
    await pause(LATEST * random.uniform());
    child.kill('SIGKILL');
  }
  return end;
}

const withoutTimes = (path: string): string => readFileSync(path, 'utf8').replace(/\t\d+:\d\d:\d\d\.\d{6}\t/g, '\t-\t');
/** Whole rows in a log. */
const rows = (path: string): number =>
  existsSync(path) ? Math.max(0, readFileSync(path, 'utf8').split('\n').length - 3) : 0;

const whole = join(folder, 'whole.tsv');
await run(whole, null);
const logs = [join(folder, 'killed-1.tsv')];
const seen: number[] = [];
while (seen.length < kills) {
  const log = logs.at(-1)!;
  if (await run(log, Math.floor((MOST_DONE + 1) * random.uniform()))) seen.push(rows(log));
  else logs.push(join(folder, `killed-${logs.length + 1}.tsv`));
}
await run(logs.at(-1)!, null);
const same = logs.filter((log) => withoutTimes(log) === withoutTimes(whole)).length;
console.log(`killed ${seen.length} times, with ${seen.join(', ')} of ${IMAGES} images in the log`);
console.log(`${logs.length} logs resumed to their ends: ${same} the same as that of an undisturbed run`);
process.exitCode = same === logs.length ? 0 : 1;
