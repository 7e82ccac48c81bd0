/**
 * A run on a real Slurm, with all that goes wrong: a node dies, a task is queued again, a disk is full for good, a log
 * is deleted. The joined log is that of one process, byte for byte but for times, or names exactly the images that are
 * missing.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseResultLog } from '../../src/certify/results/log-reader.ts';
import { run as program } from '../../src/cli/program.ts';
import { start } from '../certify/built-program.ts';
import { pause, rowsIn, withoutTimes } from '../certify/killed-runs.ts';
import { newFolder, writeImages, writeModel } from '../certify/template-models.ts';
import { recordedIo } from '../cli/recorded-io.ts';
import { startSlurm, whyNoSlurm, type SlurmCluster } from './slurm-cluster.ts';

const missing = whyNoSlurm();
if (missing !== null) console.warn(`The tests on a real Slurm are skipped: ${missing}.`);

const TASKS = 12;
const IMAGES = 3 * TASKS;
/** Tasks whose first start is stopped within their share, and one that has no room for its log. */
const [DIES, REQUEUED, FULL] = [2, 3, 12] as const;

/** What a command said and how it ended. */
interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface StatusDocument {
  readonly images: { readonly done: number; readonly planned: number };
  readonly tasks: Readonly<Record<string, number>>;
  readonly shards: readonly { readonly task: number; readonly state: string; readonly sentence: string | null }[];
}

describe.skipIf(missing !== null)('a run on Slurm', () => {
  let slurm: SlurmCluster;
  const folder = newFolder();
  const run = join(folder, 'run');
  const shard = (task: number): string => join(run, `shards/results-${String(task).padStart(4, '0')}.tsv`);
  const subject = (sigma = '4'): string[] => [
    ...['certify', '--model', writeModel(folder), '--data', writeImages(folder, IMAGES), '--noise', 'gaussian'],
    ...['--sigma', sigma, '--adversary', 'l2', '--n', '1000', '--workers', '1'],
  ];
  const wulff = async (...argv: string[]): Promise<Said> => {
    const { io, stdout, stderr } = recordedIo();
    const code = await program(argv, io);
    return { code, stdout: stdout(), stderr: stderr() };
  };
  const submission = (): string[] => [...subject(), '--cluster', 'slurm', '--tasks', String(TASKS), '--out', run];
  const submit = (): Promise<Said> => wulff(...submission());
  const status = async (): Promise<StatusDocument> =>
    JSON.parse((await wulff('status', run, '--json')).stdout) as StatusDocument;
  const arrayOf = ({ stderr }: Said): string => /array (\d+);/.exec(stderr)![1]!;
  let whole = '';

  beforeAll(async () => {
    const out = join(folder, 'whole.tsv');
    slurm = await startSlurm();
    process.env['SLURM_CONF'] = slurm.environment.SLURM_CONF;
    const { code, stderr } = await wulff(...subject(), '--out', out);
    expect(code, stderr).toBe(0);
    whole = withoutTimes(readFileSync(out, 'utf8'));
  }, 180_000);

  afterAll(async () => {
    await slurm.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'outlives what goes wrong, names what is missing, and ends with the log of one process',
    { timeout: 600_000 },
    async () => {
      // The folder is made first, by the built program, which its scripts call, so that its script can be edited:
      // faults are put in as a person would put in a line.
      expect(await start([...submission(), '--dry-run'], slurm.environment).ended).toMatchObject({ code: 0 });
      const script = join(run, 'task.sh');
      const plain = readFileSync(script, 'utf8');
      writeFileSync(script, plain.replace('\n# Three tries.', `\n${FAULTS}\n# Three tries.`));
      const submitted = await submit();
      expect(submitted.code, submitted.stderr).toBe(0);
      const array = arrayOf(submitted);

      // Two tasks stand still with a row in their log; one node loses its power, one task is put back.
      const stopped = async (task: number): Promise<string> => {
        while (!existsSync(join(folder, `stopped-${task}`))) await pause(50);
        return slurm.task(array, task);
      };
      const [dying, requeued] = [await stopped(DIES), await stopped(REQUEUED)];
      expect([dying, requeued]).toEqual([expect.stringMatching(/^RUNNING n/), expect.stringMatching(/^RUNNING n/)]);
      const midway = await status();
      expect(midway.shards.filter(({ task }) => task === DIES || task === REQUEUED).map(({ state }) => state)).toEqual(['running', 'running']); // prettier-ignore
      expect(midway.images.done).toBeGreaterThan(0);
      expect(midway.images.done).toBeLessThan(IMAGES);
      const rows = [rowsIn(shard(DIES)), rowsIn(shard(REQUEUED))];
      expect(rows.every((count) => count >= 1 && count < 3)).toBe(true);
      slurm.ask('scontrol', 'requeue', `${array}_${REQUEUED}`);
      const node = dying.split(' ')[1]!;
      slurm.cutPower(node);
      // What a health check does, sooner than the controller's own patience.
      slurm.ask('scontrol', 'update', `nodename=${node}`, 'state=down', 'reason=power');
      // While tasks are at work the same command submits nothing twice, but for the one that has failed if its turn has
      // come.
      const again = await submit();
      expect(again.stderr).toMatch(/Nothing to submit|Submitted 1 task /);
      while (
        !/^(RUNNING|COMPLETED)/.test(slurm.task(array, REQUEUED)) ||
        !/^(RUNNING|COMPLETED)/.test(slurm.task(array, DIES))
      ) {
        // Slurm lets a task rest for two minutes before it starts again.
        for (const task of [DIES, REQUEUED]) slurm.hurry(array, task);
        await pause(300);
      }
      await slurm.idle();

      // All but the share without room for its log; that was tried three times.
      const lacking = Array.from({ length: 3 }, (_, i) => FULL - 1 + i * TASKS);
      const partial = readFileSync(join(run, 'results.tsv'), 'utf8');
      const lines = whole.split('\n');
      expect(withoutTimes(partial).split('\n')).toEqual(
        lines.filter((line) => !lacking.includes(Number(/^(\d+)\t/.exec(line)?.[1] ?? NaN))),
      );
      const joined = await wulff('merge', run);
      expect(joined.code).toBe(4);
      expect(joined.stderr).toContain(`lacks 3 images, of task ${FULL}: ${lacking.join(', ')}.`);
      const after = await wulff('status', run);
      expect(after.code).toBe(4);
      expect(after.stdout.replace(/\s+/g, ' ')).toMatch(
        new RegExp(`task ${FULL} \\(0/3\\): Cannot write to .*0012.tsv: the system lets the file grow no further`),
      );
      expect(readFileSync(join(run, 'logs/task-0012.log'), 'utf8').match(/try \d of 3/g)!.slice(0, 3)).toEqual(['try 1 of 3', 'try 2 of 3', 'try 3 of 3']); // prettier-ignore
      // The tasks that were stopped went on where their logs ended.
      for (const task of [DIES, REQUEUED]) {
        expect(readFileSync(join(run, `logs/task-000${task}.log`), 'utf8')).toMatch(/has [12] of 3 images; going on/);
      }

      // Other settings are refused by name.
      const other = await wulff(...subject('2'), '--cluster', 'slurm', '--tasks', String(TASKS), '--out', run);
      expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/is of another run: sigma is 4 in the plan and 2 here/)]); // prettier-ignore

      // There is room again, and a log was deleted: those two shares are done, and no other.
      writeFileSync(script, plain);
      rmSync(shard(7));
      slurm.ask('scontrol', 'update', `nodename=${node}`, 'state=resume');
      const last = await submit();
      expect(last.stderr).toMatch(/Submitted 2 tasks \(of the others 10 of 12 have all their images\)/);
      await slurm.idle();
      expect(withoutTimes(readFileSync(join(run, 'results.tsv'), 'utf8'))).toBe(whole);
      expect((await status()).images).toEqual({ planned: IMAGES, done: IMAGES });
      expect(parseResultLog(readFileSync(shard(7), 'utf8')).rows).toHaveLength(3);
      const nothing = await submit();
      expect([nothing.code, nothing.stderr]).toEqual([0, expect.stringMatching(/All 12 tasks have all their images: nothing to submit/)]); // prettier-ignore
    },
  );

  /** Lines for the script: see above. A process that is stopped is neither dead nor done. */
  const FAULTS = [
    // What it prints goes through a process without the limit.
    `if [ "$task" = ${FULL} ]; then exec > >(cat) 2>&1; trap '' XFSZ; ulimit -f 0; fi`,
    `if [ "$task" = ${DIES} -o "$task" = ${REQUEUED} ] && [ "\${SLURM_RESTART_COUNT:-0}" = 0 ]; then`,
    '  log=$run/shards/results-$share.tsv',
    `  wulff() { ${process.execPath} ${join(import.meta.dirname, '../../dist/src/cli/main.js')} "$@" & pid=$!`,
    '    while [ "$(cat "$log" 2>/dev/null | wc -l)" -lt 3 ] && kill -0 $pid; do sleep 0.02; done',
    `    kill -STOP $pid; touch ${folder}/stopped-$task; wait $pid; }`,
    'fi',
  ].join('\n');
});
