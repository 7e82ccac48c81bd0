/**
 * `wulff certify` killed (SIGKILL) again and again at random moments and resumed: the log must end as that of an undisturbed run,
 * but for times. Ends with 1 when it does not.
 *
 *     node dist/bench/certify-kills.js [kills] [seed]
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '../src/numeric/random/random-stream.ts';
import { shippedModel } from './certify.ts';

const [kills = 20, seed = 1] = process.argv.slice(2).map(Number);
const model = shippedModel('uniform');
if (model === null) throw new Error('The models of the repository are not there.');
const folder = mkdtempSync(join(tmpdir(), 'wulff-kills-'));
const program = join(import.meta.dirname, '..', 'src', 'cli', 'main.js');

const run = (out: string, killAfter: number | null): Promise<number | null> =>
  new Promise((ended) => {
    const child = spawn(
      process.execPath,
      [
        ...[program, 'certify', '--model', model, '--data', join(model, '..', '..', 'samples', 'cifar10-100')],
        ...[
          '--noise',
          'uniform:linf',
          '--sigma',
          '0.5',
          '--adversary',
          'l1',
          '--n',
          '300',
          '--max',
          '60',
          '--out',
          out,
        ],
        ...['--resume', '--seed', String(seed)],
      ],
      { stdio: ['ignore', 'ignore', 'ignore'] },
    );
    const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('close', (code) => {
      if (timer !== null) clearTimeout(timer);
      ended(code);
    });
  });

const withoutTimes = (path: string): string => readFileSync(path, 'utf8').replace(/\t\d+:\d\d:\d\d\.\d{6}\t/g, '\t-\t');
const rows = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 3;

const whole = join(folder, 'whole.tsv');
const start = performance.now();
await run(whole, null);
const milliseconds = performance.now() - start;
const killed = join(folder, 'killed.tsv');
const random = randomStream(seed, 0);
const seen: number[] = [];
let done = 0;
for (let kill = 0; kill < kills; kill++) {
  // Anywhere in a run, the opening of the model included; short enough that there is work left for all kills.
  const code = await run(killed, milliseconds * (0.15 + 0.45 * random.uniform()));
  if (code === null) done += 1;
  try {
    seen.push(rows(killed));
  } catch {
    seen.push(0);
  }
}
await run(killed, null);
const same = withoutTimes(whole) === withoutTimes(killed);
console.log(
  `killed ${done} times with ${seen.join(', ')} images in the log; then ended: ${same ? 'the same log' : 'ANOTHER LOG'}`,
);
process.exitCode = same ? 0 : 1;
