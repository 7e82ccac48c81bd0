/**
 * What sharing out costs: CPU seconds of 12 tasks and of the job that joins their logs, start-up and check of the model
 * counted, against those of one process on the same images. `node dist/bench/cluster-overhead.js [images] [n] [slurm]`
 * in the clone. With `slurm` the tasks run on the Slurm that `sbatch` finds (one node at least, jobs as whoever
 * submits, this machine's files); else one after the other with Slurm's script, and no cluster is needed.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));
const TASKS = 12;

const [images = 36, n = 1000] = process.argv.slice(2, 4).map(Number);
const onSlurm = process.argv[4] === 'slurm';
const folder = mkdtempSync(join(tmpdir(), 'wulff-overhead-'));
const spent = join(folder, 'spent');
const meter = join(folder, 'meter.mjs');
// A process writes down itself what it took, threads included, as it ends.
writeFileSync(
  meter,
  `import { appendFileSync } from 'node:fs';
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(${JSON.stringify(spent)}, (user + system) / 1e6 + '\\n');
});`,
);
const environment = { ...process.env, NODE_OPTIONS: `--import ${pathToFileURL(meter).href}` };

/** CPU seconds of the processes that a command starts. */
function cost(program: string, argv: readonly string[]): number[] {
  writeFileSync(spent, '');
  const { status, stderr } = spawnSync(program, argv, { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${argv.join(' ')} ends with ${status}: ${stderr}`);
  return readFileSync(spent, 'utf8').trim().split('\n').map(Number);
}
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const subject = [
  ...['certify', '--model', 'models/cifar-resnet10-uniform-050.onnx', '--data', 'samples/cifar10-100'],
  ...['--noise', 'uniform:linf', '--sigma', '0.5', '--adversary', 'l1', '--workers', '1'],
  ...['--n', String(n), '--max', String(images)],
];
const run = join(folder, 'run');
const one = sum(cost(process.execPath, [PROGRAM, ...subject, '--out', join(folder, 'one.tsv')]));
const submission = [PROGRAM, ...subject, '--cluster', 'slurm', '--tasks', String(TASKS), '--out', run];
/** The processes of plan, tasks and join, in the order in which they ended. */
const shared = onSlurm ? await ofQueue() : ofScripts();
const withoutTimes = (path: string): string => readFileSync(path, 'utf8').replace(/\t\d+:\d\d:\d\d\.\d{6}\t/g, '\t-\t');
const same = withoutTimes(join(folder, 'one.tsv')) === withoutTimes(join(run, 'results.tsv'));
const all = sum(shared);
const [plan = NaN, ...others] = shared;
const joining = others.pop() ?? NaN;
console.log(
  `${images} images, n = ${n}, ${TASKS} tasks${onSlurm ? ' on Slurm' : ''}; the joined log is that of one process: ${same ? 'yes' : 'NO'}`,
);
console.log(
  `one process ${one.toFixed(1)} s; plan ${plan.toFixed(1)} s, tasks ${sum(others).toFixed(1)} s, join ${joining.toFixed(1)} s`,
);
console.log(
  `together ${(100 * (all / one - 1)).toFixed(1)} % more; ${((all - one) / TASKS).toFixed(2)} CPU seconds a task`,
);
rmSync(folder, { recursive: true, force: true });

function ofScripts(): number[] {
  const plan = cost(process.execPath, [...submission, '--dry-run']);
  const tasks = Array.from({ length: TASKS }, (_, i) => sum(cost('bash', [join(run, 'task.sh'), String(i + 1)])));
  return [...plan, ...tasks, ...cost('bash', [join(run, 'merge.sh')])];
}

/** Submits, and waits until every process of a job has written down what it took, wherever it ran. */
async function ofQueue(): Promise<number[]> {
  const submitted = cost(process.execPath, submission);
  const written = (): number[] => readFileSync(spent, 'utf8').trim().split('\n').map(Number);
  while (written().length < submitted.length + TASKS + 1) await pause(500);
  return written();
}
